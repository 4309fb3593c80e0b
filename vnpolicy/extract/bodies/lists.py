"""Lists whose head is said once: "các Bộ: Tài chính, Y tế", "Chủ tịch UBND các tỉnh: Hà Tĩnh, Quảng Trị"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vnpolicy.extract.bodies.groups import Groups
from vnpolicy.extract.bodies.names import Names
from vnpolicy.extract.bodies.places import PLACE_NAME
from vnpolicy.extract.bodies.vocabulary import CAPITAL, UNIT, Vocabulary
from vnpolicy.lexicon import Province
from vnpolicy.text import fold

_LONGEST = 200  # characters of a head that further names may follow
_MINISTRIES = re.compile(r"\bcác\ (?P<kind>Bộ|Sở)\b", re.VERBOSE | re.IGNORECASE)
_OFFICES = re.compile(
    r"\bcác\ (?P<kind>phòng|ban|vụ|cục|hội|chi\ cục)(?::\ (?P<name>.+)|:?)$", re.VERBOSE | re.IGNORECASE
)
_PLACES = re.compile(
    rf"""\b(?i:các)\ (?P<kind>{UNIT})(?P<kinds>(?:(?:,|\ và)\ {UNIT})*)(?:\ trực\ thuộc\ (?i:trung\ ương))?
        (?P<colon>:?)\ (?P<name>{PLACE_NAME})$""",
    re.VERBOSE,
)
_MORE_PLACES = re.compile(rf"(?:,\ |\ và\ )(?P<name>{PLACE_NAME})", re.VERBOSE)


class Listed(NamedTuple):
    """One of a list: where it stands, and its name with the head."""

    start: int
    end: int
    name: str


class Lists:
    """Reads what follows a head that stands for several bodies."""

    def __init__(self, vocabulary: Vocabulary, names: Names, groups: Groups, provinces: Iterable[Province]) -> None:
        self._names = names
        self._groups = groups
        self._kinds = {fold(province.name): province.kind for province in provinces}
        name = rf"{CAPITAL}(?:\ {vocabulary.lower}){{0,3}}(?:\ -\ {CAPITAL}(?:\ {vocabulary.lower}){{0,2}})?"
        self._first_name = re.compile(rf":\ (?!{vocabulary.head})(?P<name>{name})", re.VERBOSE)
        self._more_names = re.compile(rf"(?:,\ |\ và\ )(?!{vocabulary.head})(?P<name>{name})", re.VERBOSE)

    def find(self, text: str, start: int, end: int) -> list[Listed]:
        """The bodies of the list that begins with the head ``text[start:end]``; none where it is no list."""
        if end - start > _LONGEST or "các" not in text[start:end].lower():
            return []
        found = self._ministries(text, start, end) or self._offices(text, start, end)
        return found or self._places(text, start, end)

    def _ministries(self, text: str, start: int, end: int) -> list[Listed]:
        head = text[start:end]
        many = _MINISTRIES.search(head)
        if many is None or not self._groups.field(head, many.end()):
            return []
        before = f"{head[: many.start()]}{many['kind']} "
        first = Listed(start, end, before + head[many.end() :].lstrip(": "))
        more = list(self._more(self._groups.more_fields, text, end, before))
        return [first, *more] if more or head[many.end()] == ":" else []

    def _offices(self, text: str, start: int, end: int) -> list[Listed]:
        many = _OFFICES.search(text[start:end])
        if many is None:
            return []
        before, name = f"{text[start : start + many.start()]}{many['kind']} ", many["name"]
        if name is None:
            follows = self._first_name.match(text, end)
            if follows is None:
                return []
            name, end = follows["name"], follows.end()
        return [Listed(start, end, before + name), *self._more(self._more_names, text, end, before)]

    def _places(self, text: str, start: int, end: int) -> list[Listed]:
        many = _PLACES.search(text[start:end])
        if many is None:
            return []
        before = text[start : start + many.start()]
        first = Listed(start, end, before + self._placed(many["name"], many["kind"], many["kinds"]))
        more = [
            Listed(one.start, one.end, before + self._placed(one.name, many["kind"], many["kinds"]))
            for one in self._more(_MORE_PLACES, text, end, "")
        ]
        return [first, *more] if more or many["colon"] else []

    def _placed(self, name: str, unit: str, further: str) -> str:
        """The place with its unit; a list of several units has provinces and cities of the centre."""
        return f"{self._kinds.get(name, unit) if further else unit} {name}"

    def _more(self, pattern: re.Pattern[str], text: str, at: int, before: str) -> Iterator[Listed]:
        while name := pattern.match(text, at):
            if pattern is _MORE_PLACES and self._names.end(text, name.start("name")):
                break
            at = name.end()
            yield Listed(name.start("name"), at, before + name["name"])
