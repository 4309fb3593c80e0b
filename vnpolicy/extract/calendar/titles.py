"""The time that a title says its document is about."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from vnpolicy.extract.calendar.base import Base
from vnpolicy.extract.calendar.calendar import Calendar
from vnpolicy.extract.calendar.grammar import pattern
from vnpolicy.extract.calendar.stretches import ImpossibleDateError, Stretch, UnknownDayError
from vnpolicy.text import fold

# Times of other documents, of what lies behind the document's own, and days of meetings.
_NOT_ABOUT = re.compile(r"(?:tầm\snhìn|luật|hiến\spháp|pháp\slệnh)[^,.;]{0,60}\Z|ngày\s\Z", re.IGNORECASE)


def period_of(text: str, anchor: date | None) -> tuple[date, date] | None:
    """The days that a title says its document is about; the last named time wins.

    Single days are dates of other documents, unless they end a time ("từ nay đến ngày 30/6/2025").

    >>> period_of("tình hình quý I và nhiệm vụ trọng tâm quý II/2015", date(2015, 4, 8))
    (datetime.date(2015, 4, 1), datetime.date(2015, 6, 30))
    >>> period_of("phát triển giao thông", None) is None
    True
    """
    folded = " ".join(fold(text).split())
    calendar, time = _named_times()
    found = None
    for match in time.finditer(folded):
        if _NOT_ABOUT.search(folded[max(0, match.start() - 80) : match.start()]):
            continue
        try:
            stretch = calendar.read(match["said"], Base(anchor=anchor))
        except (ImpossibleDateError, UnknownDayError):
            continue
        found = _days(match, stretch, anchor) or found
    return found


@cache
def _named_times() -> tuple[Calendar, re.Pattern[str]]:
    """The calendar without holidays, which no document is about, and the pattern of its times."""
    calendar = Calendar([])
    until = r"(?P<until>(?:đến|trước)(?:\s(?:hết|ngày))?\s)?"
    return calendar, pattern(rf"(?:từ\snay\s)?{until}(?P<said>{calendar.named})")


def _days(match: re.Match[str], stretch: Stretch, anchor: date | None) -> tuple[date, date] | None:
    if match["until"]:
        return (anchor, stretch.last) if anchor and anchor <= stretch.last else None
    return (stretch.first, stretch.last) if stretch.first < stretch.last else None
