"""Working days: what weekends, public holidays and swapped days leave of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from vnpolicy.lexicon import Holiday

if TYPE_CHECKING:
    from holidays import HolidayBase


class Workdays:
    """Counts the working days of state bodies, Monday to Friday.

    The days off are those of the package ``holidays``, which follows the Labour Codes (1994, 2012,
    2019) with their days in lieu and the swaps announced each year; ``holidays`` of the lexicon add
    days that are off and days that are worked.

    >>> Workdays([]).add(date(2026, 3, 10), 10).isoformat()
    '2026-03-24'
    """

    def __init__(self, holidays: Sequence[Holiday]) -> None:
        self._off = [day for holiday in holidays if holiday.kind == "off" for day in holiday.days]
        self._worked = [day for holiday in holidays if holiday.kind == "worked" for day in holiday.days]

    def add(self, start: date, count: int) -> date:
        """The day ``count`` working days after ``start``, which is not counted itself.

        For a ``count`` of 0 it is the first working day from ``start`` on, for one below 0 a day before.
        """
        self._know(start, start + timedelta(2 * count))
        return self._calendar.get_nth_working_day(start, count)

    def _know(self, *days: date) -> None:
        """Loads the years between: a swap of December is announced with the day off in January."""
        years = [day.year for day in days]
        for year in range(min(years) - 1, max(years) + 2):
            _ = date(year, 1, 1) in self._calendar

    @cached_property
    def _calendar(self) -> HolidayBase:
        from holidays import country_holidays

        calendar = country_holidays("VN", years={day.year for day in (*self._off, *self._worked)})
        for day in self._off:
            calendar[day] = "off"
        for day in calendar.keys() & set(self._worked):
            calendar.pop(day)
        calendar.weekend_workdays.update(day for day in self._worked if calendar.is_weekend(day))
        return calendar
