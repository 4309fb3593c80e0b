"""The Vietnamese lunar calendar: days of lunar months as days of the common calendar.

Computed from the new moons and the solar longitude at Hanoi (UTC+7, in force since 1968): the month
of the winter solstice is the eleventh, and in a year of thirteen months the first one without a
principal term is the leap month. The Chinese calendar follows the same rules at UTC+8, and so puts
the new year of 2007 and 2030 on another day. Series after J. Meeus, *Astronomical Algorithms*
(1998), chapters 25 and 49, in the selection of Hồ Ngọc Đức ("Thuật toán tính âm lịch"); good to
minutes between 1900 and 2100.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from math import floor, radians, sin

from vnpolicy.extract.calendar.stretches import ImpossibleDateError

_ZONE = 7 / 24
_MONTH = 29.530588853
# The Julian day number of the day before ordinal 1, and the new moon of January 1900.
_ORDINAL_ZERO = 1721425
_FIRST_NEW_MOON = 2415021.076998695


def lunar_day(year: int, month: int, day: int) -> date:
    """The day of a lunar date, by the year in which its lunar year begins; the month is no leap month.

    >>> lunar_day(2026, 1, 1).isoformat(), lunar_day(2026, 3, 10).isoformat(), lunar_day(2025, 12, 23).isoformat()
    ('2026-02-17', '2026-04-26', '2026-02-10')
    >>> lunar_day(2030, 1, 1).isoformat()
    '2030-02-02'

    Raises ImpossibleDateError where the month has no such day.
    """
    first, last = lunar_month(year, month)
    if not 1 <= day <= (last - first).days + 1:
        raise ImpossibleDateError(f"{day}/{month} of the lunar year {year} does not exist")
    return first + timedelta(day - 1)


def lunar_month(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a lunar month, by the year in which its lunar year begins.

    >>> [day.isoformat() for day in lunar_month(2026, 12)]
    ['2027-01-08', '2027-02-05']
    """
    first = _months(year)[month - 1]
    return date.fromordinal(first), date.fromordinal(_new_moon_after(first) - 1)


@cache
def _months(year: int) -> tuple[int, ...]:
    """The first days, as ordinals, of the twelve months of a lunar year, without the leap month."""
    return (*_from_solstice(year - 1)[2:], *_from_solstice(year)[:2])


@cache
def _from_solstice(year: int) -> tuple[int, ...]:
    """The first days of the months 11, 12, 1 ... 10, of which the first holds the solstice of a year."""
    first, following = _month_eleven(year), _month_eleven(year + 1)
    starts = [first]
    while starts[-1] < following:
        starts.append(_new_moon_after(starts[-1]))
    if len(starts) == 14:
        # The first month in which the sun does not enter a new twelfth of its way is the leap month.
        leap = next(i for i in range(1, 13) if _twelfth(starts[i]) == _twelfth(starts[i + 1]))
        del starts[leap]
    return tuple(starts[:12])


def _month_eleven(year: int) -> int:
    """The first day of the month in which the sun reaches 270 degrees."""
    end = date(year, 12, 31).toordinal()
    k = floor((end + _ORDINAL_ZERO - _FIRST_NEW_MOON) / _MONTH)
    start = _new_moon(k)
    return _new_moon(k - 1) if _twelfth(start) >= 9 else start


def _new_moon_after(first: int) -> int:
    """The first day of the month after the one that begins on ``first``."""
    k = floor((first + _ORDINAL_ZERO - _FIRST_NEW_MOON) / _MONTH + 0.5)
    return _new_moon(k + 1)


@cache
def _new_moon(k: int) -> int:
    """The day of the ``k``-th new moon after January 1900, as an ordinal."""
    t = k / 1236.85
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t**2))
    sun = radians(359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = radians(306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3)
    node = radians(21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3)
    shift = (
        (0.1734 - 0.000393 * t) * sin(sun)
        + 0.0021 * sin(2 * sun)
        - 0.4068 * sin(moon)
        + 0.0161 * sin(2 * moon)
        - 0.0004 * sin(3 * moon)
        + 0.0104 * sin(2 * node)
        - 0.0051 * sin(sun + moon)
        - 0.0074 * sin(sun - moon)
        + 0.0004 * sin(2 * node + sun)
        - 0.0004 * sin(2 * node - sun)
        - 0.0006 * sin(2 * node + moon)
        + 0.0010 * sin(2 * node - moon)
        + 0.0005 * sin(2 * moon + sun)
    )
    dynamical = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + shift - dynamical + 0.5 + _ZONE) - _ORDINAL_ZERO


def _twelfth(ordinal: int) -> int:
    """The twelfth of the sun's way, 0 to 11 from the spring equinox, in which a day begins."""
    t = (ordinal + _ORDINAL_ZERO - 0.5 - _ZONE - 2451545.0) / 36525
    anomaly = radians(357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3)
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor(longitude % 360 / 30)
