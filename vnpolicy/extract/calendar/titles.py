"""The time that a title says its document is about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from vnpolicy.extract.calendar.base import Base
from vnpolicy.extract.calendar.calendar import Calendar
from vnpolicy.extract.calendar.grammar import pattern
from vnpolicy.extract.calendar.stretches import ImpossibleDateError, Stretch, UnknownDayError

# Times of other documents, of what lies behind the document's own, and days of meetings.
_NOT_ABOUT = re.compile(r"(?:tầm\snhìn|luật|hiến\spháp|pháp\slệnh)[^,.;]{0,60}\Z|ngày\s\Z", re.IGNORECASE)


_TERM = re.compile(r"nhiệm\skỳ", re.IGNORECASE)


class Period(NamedTuple):
    """A time that a text names, with the place of its words."""

    start: int
    end: int
    stretch: Stretch


def period_of(folded: str, anchor: date | None) -> Period | None:
    """The time that a folded title says its document is about; the last named time wins.

    Single days are dates of other documents, unless they end a time ("từ nay đến ngày 30/6/2025"); a
    term of office belongs to the name of a congress or council.

    >>> period = period_of("tình hình quý I và nhiệm vụ trọng tâm quý II/2015", date(2015, 4, 8))
    >>> period.stretch.first.isoformat(), period.stretch.last.isoformat(), period.start
    ('2015-04-01', '2015-06-30', 38)
    >>> period_of("phát triển giao thông", None) is None
    True
    """
    calendar, time = _named_times()
    found = None
    for match in time.finditer(folded):
        if _NOT_ABOUT.search(folded[max(0, match.start() - 80) : match.start()]) or _TERM.match(match["said"]):
            continue
        try:
            stretch = calendar.read(match["said"], Base(anchor=anchor))
        except (ImpossibleDateError, UnknownDayError):
            continue
        limited = _limited(match, stretch, anchor)
        found = Period(*match.span(), limited) if limited else found
    return found


@cache
def _named_times() -> tuple[Calendar, re.Pattern[str]]:
    """The calendar without holidays, which no document is about, and the pattern of its times."""
    calendar = Calendar([])
    until = r"(?P<until>(?:đến|trước)(?:\s(?:hết|ngày))?\s)?"
    return calendar, pattern(rf"(?:từ\snay\s)?{until}(?P<said>{calendar.named})")


def _limited(match: re.Match[str], stretch: Stretch, anchor: date | None) -> Stretch | None:
    """The stretch of "từ nay đến ...", which begins with the document; else the one that is named."""
    if match["until"] and anchor and anchor <= stretch.last:
        return replace(stretch, first=anchor, grain="span", timex=f"{anchor}/{stretch.last}")
    return stretch if stretch.first < stretch.last and not match["until"] else None
