"""Days counted from something: "trong vòng 15 ngày kể từ ngày ký", "chậm nhất 03 ngày sau khi ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from vnpolicy.analysis import Boundary, Flag, Grain
from vnpolicy.extract.calendar import Calendar, ImpossibleDateError, UndatedError, UnknownDayError, add_months
from vnpolicy.extract.calendar.grammar import NUMERALS, opening_with, pattern
from vnpolicy.extract.deadlines.events import cut
from vnpolicy.extract.deadlines.reading import NO_DAY, Found, Reading, count
from vnpolicy.extract.deadlines.refusals import ends_phrase, never_follows, opens_clause
from vnpolicy.extract.deadlines.scene import ACTIVE, UNITS, Rule, Scene
from vnpolicy.extract.numbers import NUMBER

_SIGNING = r"(?:được\s)?(?:ký|ban\shành|công\sbố|phát\shành|thông\squa)(?:\sban\shành)?"
_PAPER = r"(?:\w+(?:\s\w+){0,3}?(?=\snày)|(?-i:[A-ZĐ])\w+(?:\s\w+)?)"
_HOW_BEGINNINGS = ("chậm", "muộn", "trễ", "trong", r"thời\shạn", r"không\squá", r"tối\sđa", r"sau\s")
_COUNTED = pattern(
    rf"""(?<!\w)(?:{opening_with(_HOW_BEGINNINGS)}(?P<how>(?:chậm|muộn|trễ)\snhất(?:\s(?:là|sau|trong|vòng|thời\shạn|không\squá)){{0,3}}
        |trong(?:\svòng|\sthời\s(?:hạn|gian))?(?:\s(?:không\squá|tối\sđa|chậm\snhất|ít\snhất))?
        |thời\shạn|không\squá|tối\sđa|sau)\s
      |(?:(?=[0-9])|{opening_with(NUMERALS)})(?=[^,.;:()]{{4,30}}\s(?:(?:kể|tính)\stừ|sau\skhi)\s))
    (?P<count>{NUMBER})(?:\s?\([^()]{{1,30}}\))?\s
    (?P<unit>ngày\slàm\sviệc|ngày|giờ|phút|tuần|tháng|năm)
    (?!\w|\s(?:đầu|cuối|còn\slại|học|[0-9])|\s(?:một\s|/)?lần|,?\s(?:[0-9]{{1,2}}\sphút,?\s)?ngày\s[0-9])
    (?:(?P<soon>\stới(?!\w)) | \s(?:triển\skhai\s)?thực\shiện(?!\w)(?:\s{_PAPER}\snày(?!\w))?
      |(?P<rest>,?\s(?P<from>kể\stừ|tính\stừ|từ|sau|trước)(?:\skhi|\sngày|\sthời\sđiểm)?\s
        (?P<event>[^,.;:()\n]{{2,140}})))?"""
)
_REVIEWED_BEFORE = pattern(r"(?<!\w)(?:sơ\skết|tổng\skết|đánh\sgiá|rà\ssoát|kiểm\sđiểm)[^.;:]{0,60}\Z")
_REVIEWED_AFTER = pattern(r"\A,?\s(?:\w+\s){0,2}?(?:sơ\skết|tổng\skết|đánh\sgiá|rà\ssoát|báo\scáo)(?!\w)")
_FROM_SIGNING = pattern(
    rf"""(?:{_SIGNING}(?:\s{_PAPER}(?:\snày)?)?|{_PAPER}(?:\snày)?\s(?:{_SIGNING}|có\shiệu\slực))
        (?=\Z|\s(?:và|để|theo|phải|thì)(?!\w))"""
)
_IN_FORCE = pattern(r"có\shiệu\slực")
_RECEIPT = pattern(r"(?<!chứng\s)(?<!công\s)(?<!xác\s)nhận(?!\w)")
_DELIVERS = pattern(r"(?<!\w)(?:hoàn\sthành|ban\shành|trình|gửi|báo\scáo|trả\slời|xong|giải\squyết|xử\slý)(?!\w)")
_UNITS: dict[str, tuple[Grain, str]] = {
    "phút": ("minute", "PT{}M"),
    "giờ": ("hour", "PT{}H"),
    "ngày": ("day", "P{}D"),
    "ngày làm việc": ("day", "P{}D"),
    "tuần": ("week", "P{}W"),
    "tháng": ("month", "P{}M"),
    "năm": ("year", "P{}Y"),
}


def _read_counted(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if _is_limit(match, scene):
        end = match.start("event") + len(_event(match["event"])) if match["event"] else match.end()
        yield Found(match.start(), end, _counted(match, scene))


def _is_limit(match: re.Match[str], scene: Scene) -> bool:
    """Whether a count of days limits a task: "trong vòng 5 ngày", not "kéo dài trong 5 ngày"."""
    how, left = (match["how"] or "").lower(), scene.left(match.start())
    since = (match["from"] or "").lower() in ("kể từ", "tính từ")
    if never_follows(left):
        return False
    if how == "sau" and not since:
        return not match["rest"] and _is_review(scene, left, scene.right(match.end()))
    if match["rest"]:
        return how != "" or scene.in_time_line(left) or opens_clause(left)
    if match["soon"]:
        return how != ""
    if how == "trong":
        days = match["unit"].lower().startswith("ngày")
        return days and ends_phrase(scene.right(match.end())) and _DELIVERS.search(left) is not None
    return how.startswith(("chậm", "muộn", "trễ", "trong vòng", "trong thời hạn", "thời hạn"))


def _is_review(scene: Scene, left: str, right: str) -> bool:
    """Whether the work is looked back upon then: "sau 02 năm thực hiện, tổ chức sơ kết"."""
    if scene.setting.role not in ACTIVE:
        return False
    return bool(_REVIEWED_AFTER.match(right) or (_REVIEWED_BEFORE.search(left) and ends_phrase(right)))


def _since_now(match: re.Match[str]) -> bool:
    """Whether the count begins with the document without its saying so: "trong 3 tháng tới"."""
    return bool(match["soon"]) or (not match["rest"] and (match["how"] or "").lower() == "sau")


def _event(said: str) -> str:
    signing = _FROM_SIGNING.match(said)
    return signing.group() if signing else cut(said)


def _counted(match: re.Match[str], scene: Scene) -> Reading:
    how = (match["how"] or "").lower()
    boundary: Boundary = "in" if how.startswith("trong") else "at" if _since_now(match) else "by"
    length, unit = count(match["count"], 0), match["unit"].lower()
    grain, timex = _UNITS[unit]
    reading = Reading(kind="relative", boundary=boundary, grain=grain, timex=timex.format(length))
    try:
        start, own = _start(match, scene)
        due = _after(start, -length if match["from"] == "trước" else length, unit, scene.calendar)
    except (UnknownDayError, ImpossibleDateError) as error:
        return replace(reading, counted=isinstance(error, UndatedError), reason=str(error))
    loose = _since_now(match) or _IN_FORCE.search(match["rest"] or "")
    flags: tuple[Flag, ...] = ("approximate",) if loose else ()
    latest = None if loose else scene.calendar.add_working_days(due, 0)
    return replace(reading, due=due, latest=latest, counted=own, flags=flags)


def _start(match: re.Match[str], scene: Scene) -> tuple[date, bool]:
    """The day that is counted from, and whether it is the document's own."""
    if _since_now(match):
        return scene.base().day, True
    if match["event"] is None:
        raise UnknownDayError("it is not said from when to count")
    if _FROM_SIGNING.match(match["event"]):
        return scene.base().day, True
    named = scene.calendar.find(cut(match["rest"]))
    stretch = scene.calendar.read(named, scene.base()) if named else None
    if stretch and stretch.grain == "day":
        return stretch.first, False
    if _RECEIPT.search(match["event"]):
        raise UnknownDayError("the day of receipt is not known")
    raise UnknownDayError(NO_DAY)


def _after(start: date, length: int, unit: str, calendar: Calendar) -> date:
    """The day after so many others; the first is not counted (Civil Code 2015, article 147)."""
    if not -3660 < length < 3660:
        raise UnknownDayError(f"{length} {unit} are too many to count")
    if unit == "ngày làm việc" and length > 0:
        return calendar.add_working_days(start, length)
    if unit in ("tháng", "năm"):
        return add_months(start, length * (12 if unit == "năm" else 1))
    if unit in ("ngày", "tuần"):
        return start + timedelta(length * (7 if unit == "tuần" else 1))
    raise UnknownDayError(f"{unit} are not counted without the time of the day")


_SINCE = ("trong", "sau", "nhất", "hạn", "kể từ", "tính từ", "không quá", "tối đa")

COUNTED_RULE = Rule("counted", (UNITS, _SINCE), _COUNTED, _read_counted)
