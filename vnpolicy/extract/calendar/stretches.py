"""Stretches of days: a day, a month, a quarter, a year, and their beginnings, middles and ends."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from vnpolicy.analysis import Grain, Modifier


class ImpossibleDateError(ValueError):
    """A date that no calendar has, such as 31/6."""


class UnknownDayError(ValueError):
    """A time whose days the document does not tell."""


class UndatedError(UnknownDayError):
    """A time whose days the date of the document would tell, which has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The days that a named time means, both inclusive, with its TIMEX3 value.

    ``mod`` is the TIMEX3 modifier of a part ("đầu tháng" is START). ``doubtful`` marks a year left out
    that puts the time almost a year ahead. ``sort`` tells times apart that mean more than their days: a
    period of several years, a school year or term, a season, a holiday.
    """

    first: date
    last: date
    grain: Grain
    timex: str
    mod: Modifier | None = None
    time: str | None = None
    approximate: bool = False
    year_inferred: bool = False
    doubtful: bool = False
    sort: Literal["plain", "years", "school", "season", "holiday"] = "plain"


def day(year: int, month: int, number: int) -> Stretch:
    """One day; raises ImpossibleDateError where the month has no such day.

    >>> day(2026, 6, 31)
    Traceback (most recent call last):
    vnpolicy.extract.calendar.stretches.ImpossibleDateError: 31/6/2026 does not exist: month 6 has 30 days
    """
    try:
        one = date(year, month, number)
    except ValueError:
        raise ImpossibleDateError(f"{number}/{month}/{year} does not exist{_hint(year, month, number)}") from None
    return Stretch(first=one, last=one, grain="day", timex=one.isoformat())


def _hint(year: int, month: int, number: int) -> str:
    if not 1 <= month <= 12:
        return ": there are 12 months"
    return f": month {month} has {monthrange(year, month)[1]} days" if number else ""


def week(of: date) -> Stretch:
    """The week, Monday to Sunday, of a day."""
    monday = of - timedelta(of.weekday())
    iso = monday.isocalendar()
    return Stretch(first=monday, last=monday + timedelta(6), grain="week", timex=f"{iso.year}-W{iso.week:02d}")


def month(year: int, number: int) -> Stretch:
    """A month."""
    return months(year, number, number, f"{year}-{number:02d}", "month")


def months(year: int, first: int, last: int, timex: str, grain: Grain) -> Stretch:
    """The months ``first`` to ``last`` of a year."""
    if not 1 <= first <= last <= 12:
        raise ImpossibleDateError(f"{timex} does not exist")
    end = date(year, last, monthrange(year, last)[1])
    return Stretch(first=date(year, first, 1), last=end, grain=grain, timex=timex)


def quarter(year: int, number: int) -> Stretch:
    """A quarter.

    >>> quarter(2026, 2).last.isoformat(), quarter(2026, 2).timex
    ('2026-06-30', '2026-Q2')
    """
    return months(year, 3 * number - 2, 3 * number, f"{year}-Q{number}", "quarter")


def year(number: int) -> Stretch:
    """A calendar year."""
    return months(number, 1, 12, str(number), "year")


def years(first: int, last: int) -> Stretch:
    """The years ``first`` to ``last``."""
    if last < first:
        raise ImpossibleDateError(f"{first} - {last} ends before it begins")
    begin, end = date(first, 1, 1), date(last, 12, 31)
    return Stretch(first=begin, last=end, grain="span", timex=f"{first}/{last}", sort="years")


def add_months(start: date, count: int) -> date:
    """The same day ``count`` months later, or the last day of that month if it is shorter.

    >>> add_months(date(2026, 1, 31), 1).isoformat()
    '2026-02-28'
    """
    years_later, index = divmod(start.month - 1 + count, 12)
    number = start.year + years_later
    return date(number, index + 1, min(start.day, monthrange(number, index + 1)[1]))


EDGES: dict[str, Literal["START", "MID", "END"]] = {
    "đầu": "START", "thượng tuần": "START", "nửa đầu": "START",
    "giữa": "MID", "trung tuần": "MID",
    "cuối": "END", "hạ tuần": "END", "nửa cuối": "END", "còn lại": "END",
}  # fmt: skip
# Months after the beginning, and how many.
_THIRDS = {
    "quarter": {"START": (0, 1), "MID": (1, 1), "END": (2, 1)},
    "year": {"START": (0, 3), "MID": (3, 3), "END": (9, 3)},
}
_HALVES = {"START": (0, 6), "END": (6, 6)}


def part_of(whole: Stretch, word: str) -> Stretch:
    """The beginning, middle or end of a month, quarter or year.

    Thirds of a month, months of a quarter; of a year the first quarter, the second, and the last
    (guide: đầu năm = 31 March, giữa năm = 30 June).

    >>> part_of(month(2026, 5), "đầu").last.isoformat()
    '2026-05-10'
    """
    edge = EDGES[word]
    if whole.grain == "month":
        first, last = _days_of_part(edge, "nửa" in word, whole.last.day)
        return replace(whole, first=whole.first.replace(day=first), last=whole.first.replace(day=last), mod=edge)
    offset, length = (_HALVES if "nửa" in word else _THIRDS[whole.grain])[edge]
    begin = add_months(whole.first, offset)
    return replace(whole, first=begin, last=add_months(begin, length) - timedelta(1), mod=edge)


def _days_of_part(edge: str, half: bool, length: int) -> tuple[int, int]:
    if half:
        return (1, 15) if edge == "START" else (16, length)
    return {"START": (1, 10), "MID": (11, 20), "END": (21, length)}[edge]
