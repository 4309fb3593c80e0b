"""Provinces in names, before and after 1 July 2025."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vnpolicy.extract.bodies.vocabulary import any_of
from vnpolicy.lexicon import Province
from vnpolicy.text import UPPER, fold

# A province that the lexicon does not know ends before the next line of a letterhead.
_WORD = rf"(?!(?:Sở|Ban|Ủy|Hội|Văn|Đảng|Công|Bộ|Chi|Đoàn|Thanh)\b)[{UPPER}][^\W\d_]*"
_NAMED = re.compile(rf"[Tt]ỉnh(?:\ ủy|\ đoàn)?\ (?P<name>{_WORD}(?:\ {_WORD}){{1,3}})", re.VERBOSE)
# "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Chủ tịch Hồ Chí Minh" are no city.
_NO_CITY = r"(?<!sản\ )(?<!gia\ )(?<!tncs\ )(?<!chủ\ tịch\ )"


class Provinces:
    """The provinces of a lexicon.

    >>> from vnpolicy.lexicon import Lexicon
    >>> provinces = Provinces(Lexicon.load().provinces)
    >>> provinces.find("Sở Y tế tỉnh Bình Thuận"), provinces.today("Ủy ban nhân dân tỉnh Quảng Nam")
    ('Bình Thuận', 'Ủy ban nhân dân thành phố Đà Nẵng')
    """

    def __init__(self, provinces: Iterable[Province]) -> None:
        self._provinces = {fold(form): p for p in provinces for form in (p.name, p.name.upper())}
        unit = r"(?:(?P<unit>tỉnh|thành\ phố|TP\.?)\ )?"
        self._pattern = re.compile(
            rf"{unit}{_NO_CITY}(?P<name>{any_of(self._provinces)})(?!\w)", re.VERBOSE | re.IGNORECASE
        )

    def find(self, text: str) -> str | None:
        """The first province named in a folded text; one that the lexicon does not know needs its unit."""
        for match in self._pattern.finditer(text):
            if match["name"] in self._provinces:
                return self._provinces[match["name"]].name
        named = _NAMED.search(text)
        return named["name"] if named else None

    def today(self, text: str) -> str:
        """The folded text with each province replaced by the one that holds its land today."""
        return self._pattern.sub(self._replaced, text)

    def seat(self, province: str) -> str | None:
        """Unit and name of the province that holds the land of ``province`` today; None if unknown."""
        known = self._provinces.get(fold(province))
        if known is None:
            return None
        now = self._provinces.get(fold(known.successor), known)
        return f"{now.kind} {now.name}"

    def moved(self, province: str | None) -> bool:
        """Whether the land of a province belongs to another one today."""
        known = self._provinces.get(fold(province or ""))
        return known is not None and known.successor != known.name

    def _replaced(self, match: re.Match[str]) -> str:
        name = match["name"]
        if name not in self._provinces or not self.moved(name):
            return match.group()
        return self.seat(name) or name if match["unit"] else self._provinces[name].successor
