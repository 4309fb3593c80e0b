"""Named times, with or without a word that says on which side the task lies: "trước ngày 15/10"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from vnpolicy.analysis import Boundary
from vnpolicy.extract.calendar import Calendar, ImpossibleDateError, Stretch, UnknownDayError
from vnpolicy.extract.calendar.grammar import DAY, EVERY, YEAR, opening_with, pattern
from vnpolicy.extract.deadlines.boundary import AND, BOUNDARY, BOUNDARY_BEGINNINGS, boundary_of
from vnpolicy.extract.deadlines.reading import Found, Reading, count, flags_of, unresolved
from vnpolicy.extract.deadlines.recurrences import monthly, yearly
from vnpolicy.extract.deadlines.refusals import is_deadline, is_over, is_quantity, never_follows, role_allows
from vnpolicy.extract.deadlines.scene import EVERYWHERE, FORWARD, Rule, Scene
from vnpolicy.extract.numbers import NUMBER

# Earlier in the sentence: "Hằng tháng, các sở báo cáo trước ngày 20".
_EVERY_BEFORE = pattern(rf"(?<!\w){EVERY}\s(?P<unit>tháng|năm)(?!\w)")
_STEPS_BEFORE = pattern(r"(?<!\w)(?:lộ\strình|tiến\sđộ|phấn\sđấu|chỉ\stiêu|mục\stiêu|tỷ\slệ|đạt)(?!\w)")
# Said from the document's own day: "tháng tới", "hôm nay".
_FROM_NOW = pattern(r"(?<!\w)(?:nay|này|tới|sau|mới|mai)\Z")
_DATED_BESIDE = pattern(rf"{AND}(?P<said>(?:(?P<unit>ngày|tháng|quý)\s)?[0-9IV/]{{1,5}}(?:/|\snăm\s){YEAR})")
_DAY_ALONE = pattern(rf"ngày\s(?P<day>{DAY})")
_CONDITION_AFTER = pattern(r"\A\shoặc\s(?:đến\s)?khi\s")


def point_rule(calendar: Calendar) -> Rule:
    """The rule for the named times of a calendar."""
    named, loose = calendar.named, calendar.loosely_named
    point = rf"""(?<!\w)(?:(?=[0-9])|{opening_with((*BOUNDARY_BEGINNINGS, *calendar.beginnings))})
        (?:{BOUNDARY}\s(?P<said>{loose}) | (?P<alone>{named}) | (?<=:\s)(?P<bare>{loose}))
        (?P<ahead>\s(?:ít\snhất|tối\sthiểu)\s(?P<days>{NUMBER})\sngày(?!\w))?
        (?P<onward>\strở\s(?:đi|về\ssau))?
        (?P<open>,?\s(?:và\s)?(?:các|những)\snăm\s(?:tiếp\stheo|sau|kế\stiếp|tới))?"""
    return Rule("point", (calendar.hints,), pattern(point), _read_point, EVERYWHERE)


def _read_step(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read the years of "lộ trình: 2026: 30%, 2027: 60%"."""
    stretch = scene.calendar.read(match["said"], scene.base())
    left = scene.left(match.start())
    if _STEPS_BEFORE.search(left) and role_allows(scene, left, "by", stretch) and not is_over(scene, stretch):
        reading = Reading(kind="date", boundary="in", due=stretch.last, grain="year", timex=stretch.timex)
        yield Found(*match.span("said"), reading)


STEP_RULE = Rule(
    "step",
    ((": 20", "; 20", ", 20", "( 20"),),
    pattern(rf"(?<=[:;,(]\s)(?P<said>{YEAR})(?=\s?:\s(?:[^\s:;,.]+\s){{0,4}}?[0-9][0-9.,]*\s?(?:%|\w))"),
    _read_step,
    EVERYWHERE,
)


def _read_point(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    said = match["said"] or match["alone"] or match["bare"]
    if match["said"] and is_quantity(said, scene.right(match.end())):
        return
    left = scene.left(match.start())
    in_time_line = scene.in_time_line(left)
    if match["bare"] and not in_time_line:
        return
    joined = _joined_boundary(match, scene)
    boundary = joined or boundary_of(match, said, left)
    try:
        stretch = scene.calendar.read(said, scene.base(boundary))
        if stretch.year_inferred:
            stretch = _of_the_year_beside(match, said, scene) or stretch
    except (ImpossibleDateError, UnknownDayError) as error:
        limits = match["said"] and not never_follows(left)
        if (limits or in_time_line) and scene.setting.role in FORWARD:
            yield Found(*match.span(), unresolved("date", boundary, error))
        return
    if is_deadline(scene, match, boundary, stretch, joined is not None):
        scene.before = match.end(), boundary
        reading = _repeated(said, stretch, boundary, left) or _point(match, said, stretch, boundary)
        if _CONDITION_AFTER.match(scene.right(match.end())):
            reading = replace(reading, flags=(*reading.flags, "conditional"))
        yield Found(*match.span(), reading)


def _repeated(said: str, stretch: Stretch, boundary: Boundary, left: str) -> Reading | None:
    """The recurrence of a day whose year or month is left out after "hằng năm" or "hằng tháng"."""
    every = _EVERY_BEFORE.search(left)
    if every is None or stretch.grain != "day" or not stretch.year_inferred or stretch.sort != "plain":
        return None
    alone = _DAY_ALONE.fullmatch(said)
    if every["unit"].lower() == "tháng":
        return monthly(boundary, int(alone["day"])) if alone else None
    return None if alone else yearly(boundary, stretch.first.month, stretch.first.day)


def _of_the_year_beside(match: re.Match[str], said: str, scene: Scene) -> Stretch | None:
    """The time in the year of the next one: "trong quý II và quý III/2026"."""
    beside = _DATED_BESIDE.match(scene.text, match.end())
    if beside is None or (beside["unit"] or "ngày").lower() not in said.lower().split():
        return None
    base = scene.base()
    return scene.calendar.read(said, replace(base, beside=scene.calendar.read(beside["said"], base)))


def _joined_boundary(match: re.Match[str], scene: Scene) -> Boundary | None:
    """The boundary that the second of two coordinated times shares with the first."""
    if scene.before is None or match["said"]:
        return None
    end, boundary = scene.before
    return boundary if re.fullmatch(AND, scene.text[end : match.start()]) else None


def _point(match: re.Match[str], said: str, stretch: Stretch, boundary: Boundary) -> Reading:
    reading = Reading(
        kind="date",
        boundary=boundary,
        due=stretch.first if boundary in ("before", "from") else stretch.last,
        time=stretch.time,
        grain=stretch.grain,
        timex=stretch.timex,
        mod=stretch.mod,
        counted=_FROM_NOW.search(said) is not None,
        flags=flags_of(stretch),
    )
    if match["open"]:
        begin, reason = stretch.first, "the end is open"
        reading = replace(reading, kind="period", boundary="from", begin=begin, due=None, reason=reason)
    elif match["onward"]:
        reading = replace(reading, boundary="from", due=stretch.first)
    elif match["ahead"]:
        due = stretch.first - timedelta(count(match["days"]))
        reading = replace(reading, kind="relative", due=due, timex=due.isoformat())
    elif stretch.sort == "years" and not (match["before"] or match["by"] or match["from"]):
        reading = replace(reading, kind="period", begin=stretch.first)
    elif stretch.sort == "school" and boundary == "from":
        reading = replace(reading, due=None, reason="a school year has no fixed first day")
    if reading.boundary == "from":
        reading = replace(reading, timex=f"{stretch.timex.split('/')[0]}/..")
    return reading
