"""Holidays and fixed days by their names, with the years of the lunar calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vnpolicy.extract.calendar.base import Base, Groups, Reader, in_year
from vnpolicy.extract.calendar.lunar_times import OF_LUNAR_YEAR, in_lunar_year, lunar_one
from vnpolicy.extract.calendar.stretches import Stretch, UnknownDayError, day
from vnpolicy.lexicon import Holiday, alternation
from vnpolicy.text import UPPER, fold


class NamedHolidays:
    """The holidays of a lexicon, by their folded names in lower case."""

    def __init__(self, holidays: Sequence[Holiday]) -> None:
        self._by_name = {
            fold(name).lower(): holiday
            for holiday in holidays
            if holiday.kind == "named"
            for name in (holiday.name, *holiday.aliases)
        }

    @property
    def beginnings(self) -> set[str]:
        """The first two words of the names of holidays, as fragments of a pattern."""
        return {r"\s".join(re.escape(word) for word in name.split()[:2]) for name in self._by_name}

    @property
    def hints(self) -> set[str]:
        """The first two words of the names of holidays."""
        return {" ".join(name.split()[:2]) for name in self._by_name}

    def forms(self) -> list[tuple[str, Reader]]:
        """The form of a named holiday with what reads it; none if there are no holidays."""
        if not self._by_name:
            return []
        form = rf"""(?P<holiday>{alternation(list(self._by_name))})
            {OF_LUNAR_YEAR}(?!\s(?-i:[{UPPER}]))"""
        return [(form, self._read)]

    def longest_in(self, text: str) -> Holiday | None:
        """The holiday with the longest name that stands in a folded text in lower case."""
        names = [name for name in self._by_name if name in text]
        return self._by_name[max(names, key=len)] if names else None

    def _read(self, groups: Groups, base: Base) -> Stretch:
        holiday = self._by_name[" ".join(groups["holiday"].lower().split())]
        number, of = holiday.month, holiday.day
        if number and of and holiday.lunar:
            one = in_lunar_year(groups, base, lambda year: lunar_one(year, number, of, holiday.shift))
        elif number and of:
            one = in_year(groups, base, lambda year: day(year, number, of))
        else:
            one = _listed(holiday, groups, base)
        return replace(one, sort="holiday")


def _listed(holiday: Holiday, groups: Groups, base: Base) -> Stretch:
    """The listed day of the year that is said, else the next one."""
    year = groups.get("year")
    days = [one for one in holiday.days if (one.year == int(year) if year else one >= base.day)]
    if not days:
        raise UnknownDayError(f"the lexicon has no day for {' '.join(groups.values())!r}")
    return replace(day(days[0].year, days[0].month, days[0].day), year_inferred=year is None)
