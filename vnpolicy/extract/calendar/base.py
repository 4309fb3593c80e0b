"""What a time that is not fully named is counted from, and the year that it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from vnpolicy.extract.calendar.stretches import Stretch, UndatedError, add_months

# The named groups that matched, and what gives the days that they mean.
Groups = dict[str, str]
Reader = Callable[[Groups, "Base"], Stretch]

# Months: a time without a year that lies further ahead may as well be a past one.
_FAR = 11
SHIFTS = {"này": 0, "nay": 0, "mới": 1, "tới": 1, "sau": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What a time that is not fully named is counted from.

    ``anchor`` is the day of the document, ``period`` the time that it is about. ``to_first`` says
    that the first day of the time must not lie before the anchor (trước ...), else the last.
    ``beside`` is the other end of a range, which lends its month and year.
    """

    anchor: date | None = None
    period: tuple[date, date] | None = None
    to_first: bool = False
    beside: Stretch | None = None

    @property
    def year(self) -> int:
        """The year of a time said without one: the period's, else the anchor's (guide)."""
        first, last = self.period or (None, None)
        current = last is not None and (self.anchor is None or last >= self.anchor)
        if first and last and current and first.year == last.year:
            return first.year
        day = self.anchor or first
        if day is None:
            raise UndatedError("the year is left out and the document has no date")
        return day.year

    @property
    def day(self) -> date:
        """The day that "này", "tới" and "nay" are counted from."""
        if self.anchor is None:
            raise UndatedError("the time is relative and the document has no date")
        return self.anchor


def in_year(groups: Groups, base: Base, build: Callable[[int], Stretch]) -> Stretch:
    """``build`` for the year that is said, else for the one that the document lends."""
    if "year" in groups:
        return build(int(groups["year"]))
    if "shift" in groups:
        return build(base.day.year + SHIFTS[groups["shift"].lower()])
    if base.beside:
        built = build(base.beside.first.year)
        return build(base.beside.first.year - 1) if built.first > base.beside.last else built
    built = build(base.year)
    if base.anchor and (built.first if base.to_first else built.last) < base.anchor:
        built = build(base.year + 1)
    doubtful = base.anchor is not None and built.first > add_months(base.anchor, _FAR)
    return replace(built, year_inferred=True, doubtful=doubtful)
