"""Times with two ends: "từ X đến Y", "từ nay đến Y", "từ X đến khi ...", "ngày 15 - 20/3/2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vnpolicy.analysis import Boundary
from vnpolicy.extract.calendar import Calendar, ImpossibleDateError, Stretch, UnknownDayError
from vnpolicy.extract.calendar.grammar import DAY, MONTH, QUARTER, YEAR, opening_with, pattern
from vnpolicy.extract.calendar.stretches import day
from vnpolicy.extract.deadlines.events import CLAUSE, cut
from vnpolicy.extract.deadlines.reading import NO_DAY, Found, Reading, flags_of, unresolved
from vnpolicy.extract.deadlines.refusals import is_over, never_follows, opens_clause, role_allows
from vnpolicy.extract.deadlines.scene import EVERYWHERE, FORWARD, Rule, Scene

_TO = r"\s?(?P<to>-|(?:cho\s)?đến(?:\shết|\strước|\scuối)?|tới)\s?"
_TO_WORDS = ("-", "đến", "tới")
_NOW = ("nay", "giờ", "bây giờ")
_OPENERS = ("từ", r"trong\s(?:ngày|tháng|quý)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def stretch_rule(calendar: Calendar) -> Rule:
    """The rule for times from one end to the other."""
    loose = calendar.loosely_named
    stretch = rf"""(?<!\w)từ\s(?P<first>nay|(?:bây\s)?giờ|{loose}){_TO}
        (?:(?P<now>nay(?!\w)) | (?P<last>{loose})
          |(?P<event>khi\s{CLAUSE} | (?:nhiệm\skỳ|Đại\shội)(?!\w)[^,.;:()\n]{{0,60}}))"""
    return Rule("stretch", (("từ ",), _TO_WORDS), pattern(stretch), _read_period, EVERYWHERE)


def interval_rule(calendar: Calendar) -> Rule:
    """The rule for two named times with a dash or "đến" between them."""
    interval = rf"""(?<!\w)(?:(?=[0-9])|{opening_with((*_OPENERS, *calendar.beginnings))})
        (?!ngày\s{DAY}\s?-\s?tháng)                # one day, in a broken spelling
        (?!(?:trong\s)?(?:các\s)?(?:tháng\s{MONTH}|qu[ýí]\s{QUARTER})\s?-\s?(?:{MONTH}|{QUARTER})(?:/|\snăm\s){YEAR})
        (?:(?:từ|trong)\s)?(?P<first>{calendar.named}|ngày\s{DAY}(?=-)){_TO}
        (?P<last>(?![0-9]{{4}}){calendar.loosely_named})"""
    return Rule("interval", (calendar.hints, _TO_WORDS), pattern(interval), _read_period, EVERYWHERE)


def _read_period(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    groups, left = match.groupdict(), scene.left(match.start())
    if groups.get("now") or never_follows(left) or scene.setting.role == "preamble":
        return
    stated = match.group().lower().startswith(("từ ", "trong ")) or scene.in_time_line(left)
    if not stated and not opens_clause(left):
        return
    from_now = match["first"].lower() in _NOW
    boundary: Boundary = "before" if "trước" in match["to"].lower() else "by"
    try:
        first, last = _ends(groups, scene, boundary)
        if last and last.last < first.first:
            raise ImpossibleDateError(f"{first.first} to {last.last} ends before it begins")
    except (ImpossibleDateError, UnknownDayError) as error:
        if scene.setting.role in FORWARD:
            yield Found(*match.span(), unresolved("period", boundary, error))
        return
    if last is None:
        end = match.start("event") + len(cut(match["event"]))
        begin = first.first
        reading = Reading(kind="period", boundary=boundary, begin=begin, counted=from_now, reason=NO_DAY)
        yield Found(match.start(), end, reading)
    elif not is_over(scene, last) and role_allows(scene, left, boundary, last):
        yield Found(*match.span(), replace(_period(first, last, boundary), counted=from_now))


def _ends(groups: dict[str, str | None], scene: Scene, boundary: Boundary) -> tuple[Stretch, Stretch | None]:
    """Both ends of a range; the one that is fully dated lends its year to the other."""
    opening, closing = groups["first"] or "", groups.get("last")
    base, read = scene.base(boundary), scene.calendar.read
    if opening.lower() in _NOW:
        today = day(base.day.year, base.day.month, base.day.day)
        return today, read(closing, base) if closing else None
    if closing is None:
        return read(opening, base), None
    if _YEAR.search(opening):
        first = read(opening, base)
        return first, read(closing, replace(base, anchor=first.first, period=None))
    last = read(closing, base)
    return read(opening, replace(base, beside=last)), last


def _period(first: Stretch, last: Stretch, boundary: Boundary) -> Reading:
    due = last.first if boundary == "before" else last.last
    return Reading(
        kind="period",
        boundary=boundary,
        begin=first.first,
        due=due,
        time=last.time,
        grain="span",
        timex=f"{first.first}/{due}",
        flags=flags_of(first, last),
    )
