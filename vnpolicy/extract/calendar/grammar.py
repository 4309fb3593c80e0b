"""Fragments of verbose patterns that all ways of naming a time are made of, and the clock."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from vnpolicy.extract.calendar.stretches import ImpossibleDateError, Stretch

YEAR = r"(?:19|20)[0-9]{2}"
MONTH = r"(?:0?[1-9]|1[0-2])"
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
SLASH = r"(?:\s?/\s?|[.-])"
CLOCK = r"""(?:(?:[01]?[0-9]|2[0-4])
    (?:\s?(?:giờ|h|g)(?:\s?[0-5][0-9](?:\s?(?:phút|'))?)?|:[0-5][0-9])(?!\w))"""
WEEKDAY = r"(?:thứ\s(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\snhật)(?!\w)"
EVERY = r"(?:hằng|hàng|mỗi|từng)"
# What a number in words begins with.
NUMERALS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "nửa")
QUARTER = r"(?:I{1,3}|IV|0?[1-4])(?!\w)"
PART = r"(?:đầu|giữa|cuối|thượng\stuần|trung\stuần|hạ\stuần|nửa\sđầu|nửa\scuối)"
PARTED = rf"(?:(?P<part>{PART})\s(?:của\s)?)?"
OF_YEAR = rf"(?:(?:{SLASH}|,?\snăm\s|\s)(?P<year>{YEAR})|\snăm\s(?P<shift>nay|tới|sau))?"
OPENING = rf"""(?:{CLOCK},?\s)?(?:(?:sáng|trưa|chiều|tối|đêm)\s)?
    (?:(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\snhật),?\s)?"""


def pattern(fragment: str) -> re.Pattern[str]:
    """A fragment compiled: verbose, in any case."""
    return re.compile(fragment, re.VERBOSE | re.IGNORECASE)


def nameless(fragment: str) -> str:
    """The fragment without group names, so that it can stand twice in another one."""
    return re.sub(r"\(\?P<\w+>", "(?:", fragment)


def opening_with(beginnings: Iterable[str]) -> str:
    """A look ahead for any of the beginnings, letter by letter.

    A branch that opens with a case-sensitive letter is left by the engine without being entered, so
    that a long pattern behind the look ahead costs little where it cannot match.

    >>> opening_with(["tới", "tháng", "thời", "năm"])
    '(?=(?-i:[nN])ăm|(?-i:[tT])(?:(?-i:[hH])(?:(?-i:[áÁ])ng|(?-i:[ờỜ])i)|(?-i:[ớỚ])i))'
    """
    return f"(?={'|'.join(_by_letter(beginnings))})"


def _by_letter(fragments: Iterable[str]) -> Iterator[str]:
    """The fragments, together as far as they begin with the same letters."""
    rests: dict[str, set[str]] = defaultdict(set)
    for fragment in sorted(set(fragments)):
        if fragment[:1].isalpha():
            rests[fragment[0]].add(fragment[1:])
        else:
            yield fragment
    for letter, behind in rests.items():
        branches = [""] if "" in behind else list(_by_letter(behind)) if len(behind) > 1 else list(behind)
        yield f"(?-i:[{letter}{letter.upper()}])" + (branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})")


def read_numeral(numeral: str) -> int:
    """The number of a quarter, in digits or Roman.

    >>> read_numeral("III"), read_numeral("4")
    (3, 4)
    """
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}.get(numeral.lower()) or int(numeral)


_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}


def read_weekday(said: str | None) -> int:
    """The day of the week that ``WEEKDAY`` names, Monday 0; Sunday where its group is empty.

    >>> read_weekday("Sáu"), read_weekday("2"), read_weekday(None)
    (4, 0, 6)
    """
    if said is None:
        return 6
    return int(said) - 2 if said.isdigit() else _WEEKDAYS[said.lower()]


_CLOCK_PARTS = re.compile(r"(?P<hour>[0-9]{1,2})\D{0,5}(?P<minute>[0-5][0-9])?(?!\d)")
_CLOCK_FIRST = pattern(CLOCK)


def read_clock(said: str) -> str:
    """A time of the day as HH:MM.

    >>> read_clock("17 giờ 30 phút"), read_clock("9h"), read_clock("08:15")
    ('17:30', '09:00', '08:15')
    """
    match = _CLOCK_PARTS.match(said)
    if match is None or int(match["hour"]) > 24:
        raise ImpossibleDateError(f"{said!r} is no time of the day")
    return f"{int(match['hour']):02d}:{match['minute'] or '00'}"


def with_clock(said: str, stretch: Stretch) -> Stretch:
    """The stretch with the time of the day that the words begin with, if they do."""
    clock = _CLOCK_FIRST.match(said)
    if clock is None:
        return stretch
    time = read_clock(clock.group())
    return replace(stretch, time=time, grain="minute", timex=f"{stretch.timex}T{time}")
