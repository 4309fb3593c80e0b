"""Which body a name means: its canonical name in its time, its province, who has its tasks since.

"Giám đốc Sở KH&ĐT" in a paper of Bình Thuận of 2019 is the "Giám đốc Sở Kế hoạch và Đầu tư", of the
province Bình Thuận; his tasks are now with the "Giám đốc Sở Tài chính tỉnh Lâm Đồng". Names, dates and
successors stand in ``data/agencies.toml``, provinces and tiers in ``data/provinces.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, product

from vnpolicy.errors import LexiconError
from vnpolicy.extract.bodies.places import PLACE_NAME
from vnpolicy.extract.bodies.provinces import Provinces
from vnpolicy.extract.bodies.vocabulary import Vocabulary, any_of
from vnpolicy.lexicon import Agency, Lexicon, Tier
from vnpolicy.text import fold

_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+")
_OWNER = re.compile(r"\ (?:của|thuộc|tỉnh|thành\ phố|trên|có\ liên|liên)\b", re.VERBOSE)
_NEXT = re.compile(r"(?:\ \w+){2}|\ \w+", re.VERBOSE)
_LONGEST = 200  # characters of a name
_MOST = 10  # names of successors
_LOCAL = re.compile(
    r"""\b(?:tỉnh|thành\ phố|huyện|quận|thị\ xã|xã|phường|đặc\ khu)\b|Thành\ phố\b
    |\b(?:Tỉnh|Thành|Huyện|Thị|Quận)\ (?:ủy|đoàn)|\bSở\b""",
    re.VERBOSE,
)
_CENTRAL = re.compile(
    r"(?:các\ )?[Bb]ộ\ (?!Chỉ|chỉ|đội|Tư\ lệnh|phận)|.*(?:Trung\ ương|\bTW\b|Chính\ phủ|Quốc\ hội)", re.VERBOSE
)
_LOCAL_SIGN = re.compile(r"(?:TU|UBND|HĐND|HU|ĐU)$", re.VERBOSE)
_SHORTENED = re.compile(
    r"""\b(?P<kinds>(?:(?:tỉnh|thành|huyện|thị|quận|xã),\ ){1,3})
    (?P<last>tỉnh|thành|huyện|thị|quận|xã)\ (?P<noun>ủy|đoàn)\b""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Home:
    """The issuer of a document: its province, and the names of the bodies that issue it."""

    province: str | None = None
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """The canonical name of a body; ``exists`` tells whether there was one on the document's day."""

    agency: str
    province: str | None = None
    successors: tuple[str, ...] = ()
    exists: bool = True


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a name, spelt out, with the agency or the tier of government that it names."""

    name: str
    agency: Agency | None = None
    tier: Tier | None = None

    def exists(self, day: date) -> bool:
        if self.agency:
            return _is_in_time(self.agency, day)
        return self.tier is None or day <= self.tier.until


class Registry:
    """The bodies of a lexicon by name and time.

    ``known`` tells where a name of the lexicon ends that begins at a place of a folded text, else 0.

    >>> from vnpolicy.extract.bodies import BodyGrammar
    >>> registry = BodyGrammar(Lexicon.load()).registry
    >>> who = registry.identify("Giám đốc Sở KH&ĐT", Home("Bình Thuận"), date(2019, 5, 2))
    >>> who.agency, who.province, who.successors
    ('Giám đốc Sở Kế hoạch và Đầu tư', 'Bình Thuận', ('Giám đốc Sở Tài chính tỉnh Lâm Đồng',))
    """

    def __init__(self, lexicon: Lexicon, words: Vocabulary, known: Callable[[str, int], int]) -> None:
        self._known = known
        self._provinces = Provinces(lexicon.provinces)
        self._alone = frozenset(words.words("alone"))
        self._by_id = {agency.id: agency for agency in lexicon.agencies}
        for agency in lexicon.agencies:
            self._check(agency, agency.id)
        self._by_name: dict[str, list[Agency]] = defaultdict(list)
        for agency in lexicon.agencies:
            for name in (agency.name, *agency.aliases):
                self._by_name[fold(name).lower()].append(agency)
        self._tiers = {fold(name): tier for tier in lexicon.tiers for name in (tier.name, *tier.aliases)}
        self._tier = re.compile(
            rf"""\ (?:các\ )?(?:(?:tỉnh|thành\ phố|xã|phường),\ ){{0,3}}(?P<name>{any_of(self._tiers)})\b
                (?:,\ [^,;:]+|\ {PLACE_NAME}){{0,8}}$""",
            re.VERBOSE,
        )

    def _check(self, agency: Agency, first: str, depth: int = 0) -> None:
        """Raises LexiconError where the successors of an agency lead nowhere or in a circle."""
        for id_ in agency.successors:
            if id_ not in self._by_id:
                raise LexiconError(f"the agency {agency.id!r} has the successor {id_!r}, which is no agency's id")
            if id_ == first or depth > len(self._by_id):
                raise LexiconError(f"the agency {first!r} is among its own successors: correct one of them")
            self._check(self._by_id[id_], first, depth + 1)

    def home(self, issuer: str | None, place: str | None, sign: str | None, bodies: Iterable[str]) -> Home:
        """The home of a document; a province only where its issuer is local.

        ``place`` is where it was signed, ``bodies`` are the names of the bodies in ``issuer``.
        """
        stated = fold(issuer or "")
        province = self._provinces.find(stated)
        if province is None and place and (_LOCAL.search(stated) or (not stated and _LOCAL_SIGN.search(sign or ""))):
            province = self._provinces.find(fold(place))
        return Home(province, tuple(bodies))

    def identify(self, name: str, home: Home, day: date | None) -> Identity:
        """Who is meant by a folded name in a document of this home and day; what is too long is as written."""
        if len(name) > _LONGEST:
            return Identity(_joined([name]))
        parts = list(self._parts(self._completed(name, home), day))
        agency = _joined([part.name for part in parts])
        stated = self._provinces.find(agency)
        central = _CENTRAL.match(agency) or any(part.agency and part.agency.level == "central" for part in parts)
        province = stated or (None if central else home.province)
        exists = day is None or all(part.exists(day) for part in parts)
        return Identity(agency, province, self._successors(parts, agency, stated, province), exists)

    def _completed(self, name: str, home: Home) -> str:
        """The name with what it leaves out: "Lãnh đạo Bộ" of which ministry, "các huyện, thị ủy"."""
        name = _SHORTENED.sub(
            lambda m: ", ".join(f"{kind} {m['noun']}" for kind in (*m["kinds"].split(", ")[:-1], m["last"])), name
        )
        head, _, last = name.rpartition(" ")
        for body in home.bodies:
            if name in self._alone and body.startswith(f"{name} "):
                return body
            if last in self._alone and body.startswith(f"{last} "):
                return f"{head} {body}"
            if name in ("Bộ trưởng", "Thứ trưởng") and body.startswith("Bộ "):
                return f"{name} {body}"
        return name

    def _parts(self, name: str, day: date | None) -> Iterator[_Part]:
        """The name cut at what the lexicon knows of it."""
        at = 0
        for word in _WORD.finditer(name):
            start = word.start()
            if start >= at and (end := self._whole(name, start) or self._end(name, start)):
                if start > at:
                    yield _Part(name[at:start])
                part, at = self._known_part(name, start, end, day)
                yield part
        tier = self._tier.search(name, at)
        cut = tier.start() if tier else len(name)
        if cut > at:
            yield _Part(name[at:cut])
        if tier:
            yield _Part(tier.group(), tier=self._tiers[tier["name"]])

    def _whole(self, name: str, start: int) -> int:
        """Where the name of a group ends that the whole begins with, but for its place or owner."""
        if start:
            return 0
        ends = [len(name), *(match.start() for match in _OWNER.finditer(name))]
        return next((end for end in ends if name[:end].lower() in self._by_name), 0)

    def _end(self, name: str, start: int) -> int:
        """Where the name of the lexicon ends that begins here: "Thanh tra Sở", but "Thanh tra | Sở Y tế"."""
        end = self._known(name, start)
        last = name.rfind(" ", start, end)
        if end and last > 0 and self._known(name, last + 1) > end:
            return last if name[start:last].lower() in self._by_name else 0
        return end

    def _known_part(self, name: str, start: int, end: int, day: date | None) -> tuple[_Part, int]:
        """The part that begins with a name of the lexicon, and where it ends."""
        agency = self._of_time(name[start:end], day, local=_is_local(name[end:]))
        said = agency.name
        if start and name[start].islower() and not agency.group:
            said = said[0].lower() + said[1:]  # "các huyện ủy"
        words = None if self._known(name, end + 1) else _NEXT.match(name, end)
        for longer in (words.end(), name.find(" ", end + 1)) if words else ():
            if placed := self._by_name.get(name[start:longer].lower()):
                return _Part(said + name[end:longer], placed[0]), longer
        return _Part(said, agency), end

    def _of_time(self, name: str, day: date | None, local: bool) -> Agency:
        """The agency of this name that there is on a day, the local one where a place follows."""
        agencies = sorted(self._by_name[name.lower()], key=lambda agency: agency.until is not None)
        choice = [agency for agency in agencies if day and _is_in_time(agency, day)] or agencies
        return next((agency for agency in choice if (agency.level != "central") is local), choice[0])

    def _successors(
        self, parts: Sequence[_Part], agency: str, stated: str | None, province: str | None
    ) -> tuple[str, ...]:
        """The names of those that have the tasks of the body today; none if it has them itself."""
        names = [self._provinces.today(_joined(choice)) for choice in islice(product(*self._choices(parts)), _MOST)]
        seat = self._provinces.seat(province) if province and not stated else None
        if seat:
            moved = self._provinces.moved(province)
            names = [f"{name} {seat}" if moved or name != agency else name for name in names]
        return tuple(name for name in dict.fromkeys(names) if name != agency)

    def _choices(self, parts: Sequence[_Part]) -> Iterator[tuple[str, ...]]:
        """For each part of a name what stands there today."""
        before: Agency | None = None
        for part in parts:
            if before and before.until and before.level == "district":
                yield ("",)  # the place of a body that went up or down a tier
            elif part.agency and part.agency.until:
                yield tuple(self._latest(part.agency)) or (part.name,)
            elif part.tier and before and before.id in part.tier.bodies:
                yield (f" {part.tier.successor}",)
            else:
                yield (part.name,)
            before = part.agency or before

    def _latest(self, agency: Agency) -> Iterator[str]:
        for id_ in agency.successors:
            successor = self._by_id[id_]
            if successor.until:
                yield from self._latest(successor)
            else:
                yield successor.name


def _is_in_time(agency: Agency, day: date) -> bool:
    return (agency.since is None or agency.since <= day) and (agency.until is None or day <= agency.until)


def _is_local(behind: str) -> bool:
    return _LOCAL.match(behind.strip()) is not None


def _joined(parts: Sequence[str]) -> str:
    name = "".join(parts)
    return name[:1].upper() + name[1:]
