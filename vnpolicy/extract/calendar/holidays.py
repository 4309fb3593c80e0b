"""Holidays and fixed days by their names, with the years of the lunar calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vnpolicy.extract.calendar.base import Base, Groups, Reader, in_year
from vnpolicy.extract.calendar.grammar import YEAR
from vnpolicy.extract.calendar.stretches import Stretch, UnknownDayError, day
from vnpolicy.lexicon import Holiday, alternation
from vnpolicy.text import UPPER, fold

_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = (
    "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi",
)  # fmt: skip
_LUNAR_YEAR = rf"(?:{'|'.join(_STEMS)})\s(?:{'|'.join(_BRANCHES)}|tí|tị)"


class NamedHolidays:
    """The holidays of a lexicon, by their folded names in lower case."""

    def __init__(self, holidays: Sequence[Holiday]) -> None:
        self._by_name = {
            fold(name).lower(): holiday for holiday in holidays for name in (holiday.name, *holiday.aliases)
        }

    @property
    def first_words(self) -> set[str]:
        """The words that names of holidays begin with."""
        return {name.split()[0] for name in self._by_name}

    def forms(self) -> list[tuple[str, Reader]]:
        """The form of a named holiday with what reads it; none if there are no holidays."""
        if not self._by_name:
            return []
        form = rf"""(?P<holiday>{alternation(list(self._by_name))})
            (?:\s(?P<lunar>{_LUNAR_YEAR}))?(?:\s(?:năm\s)?(?P<year>{YEAR}))?
            (?!\s(?-i:[{UPPER}]))"""
        return [(form, self._read)]

    def longest_in(self, text: str) -> Holiday | None:
        """The holiday with the longest name that stands in a folded text in lower case."""
        names = [name for name in self._by_name if name in text]
        return self._by_name[max(names, key=len)] if names else None

    def _read(self, groups: Groups, base: Base) -> Stretch:
        holiday = self._by_name[" ".join(groups["holiday"].lower().split())]
        if holiday.month and holiday.day:
            number, of = holiday.month, holiday.day
            return replace(in_year(groups, base, lambda y: day(y, number, of)), sort="holiday")
        if "lunar" in groups:
            lunar = groups["lunar"].lower().replace("tí", "tý").replace("tị", "tỵ")
            days = [d for d in holiday.days if _lunar_year(d.year) == lunar]
        elif "year" in groups:
            days = [d for d in holiday.days if d.year == int(groups["year"])]
        else:
            days = [d for d in holiday.days if d >= base.day]
        if not days:
            raise UnknownDayError(f"the lexicon has no day for {' '.join(groups.values())!r}")
        stated = "lunar" in groups or "year" in groups
        one = day(days[0].year, days[0].month, days[0].day)
        return replace(one, sort="holiday", year_inferred=not stated)


def _lunar_year(number: int) -> str:
    return f"{_STEMS[(number - 4) % 10]} {_BRANCHES[(number - 4) % 12]}"
