"""Working days: what the Labour Code 2019 leaves of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from vnpolicy.lexicon import Holiday


class Workdays:
    """Counts working days around the days off of the given holidays.

    >>> Workdays([]).add(date(2026, 3, 10), 10).isoformat()
    '2026-03-24'
    """

    def __init__(self, holidays: Sequence[Holiday]) -> None:
        self._holidays = tuple(holidays)
        self._off: dict[int, frozenset[date]] = {}

    def add(self, start: date, count: int) -> date:
        """The day ``count`` working days after ``start``, which is not counted itself."""
        at, left = start, count
        while left:
            at += timedelta(1)
            left -= not (_is_weekend(at) or at in self.days_off(at.year))
        return at

    def days_off(self, of: int) -> frozenset[date]:
        """The holidays of a year, with the working days that make up for those on weekends.

        Labour Code 2019, article 111.3: a holiday on a weekly day off is made up for on the next
        working day.
        """
        if of in self._off:
            return self._off[of]
        off: set[date] = set()
        for first, count in sorted(self._leaves(of)):
            days = [first + timedelta(n) for n in range(count)]
            off.update(days)
            free = days[-1]
            for _ in filter(_is_weekend, days):
                free += timedelta(1)
                while _is_weekend(free) or free in off:
                    free += timedelta(1)
                off.add(free)
        return self._off.setdefault(of, frozenset(off))

    def _leaves(self, of: int) -> Iterator[tuple[date, int]]:
        for holiday in self._holidays:
            if holiday.off and holiday.month and holiday.day:
                yield date(of, holiday.month, holiday.day), holiday.off
            elif holiday.off:
                yield from ((d, holiday.off) for d in holiday.days if d.year == of)


def _is_weekend(of: date) -> bool:
    return of.weekday() >= 5
