"""Events without a date: "trước khi ...", "ngay sau khi ...", "đến khi ...", sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnpolicy.analysis import Boundary, DeadlineKind
from vnpolicy.extract.calendar import ImpossibleDateError, UnknownDayError
from vnpolicy.extract.calendar.grammar import DAY, MONTH, YEAR, opening_with, pattern
from vnpolicy.extract.deadlines.reading import NO_DAY, Found, Reading, flags_of, unresolved
from vnpolicy.extract.deadlines.refusals import opens_clause
from vnpolicy.extract.deadlines.scene import ACTIVE, Rule, Scene
from vnpolicy.extract.numbers import NUMBER

CLAUSE = r"[^,.;:()\"\n\ue000\ue001]{2,140}"
_TERM = pattern(r"nhiệm\skỳ(?:\snày)?(?!\s[0-9])(?!\w)")
_CLAUSE_TAIL = pattern(
    r"""\s(?:để|theo|nhằm|phải|thì|đạt(?=\s(?:\S+\s){0,3}?[0-9][0-9.,]*\s?%|\s(?:trên\s)?[0-9])|(?:tăng\s)?(?:lên|xuống|trên|dưới)\s(?:trên\s|dưới\s)?[0-9]+|phấn\sđấu
        |có\s[0-9]+|gắn\svới|làm\scơ\ssở|và\s(?:báo\scáo|gửi)
        |trước\sngày|chậm\snhất|trong\s(?:tháng|quý|năm)|hoàn\sthành\strước)(?!\w)"""
)


def cut(clause: str) -> str:
    """The clause of an event ends where the words go back to the task."""
    if term := _TERM.match(clause):
        return term.group()
    tail = _CLAUSE_TAIL.search(clause)
    return (clause[: tail.start()] if tail else clause).rstrip()


_HAPPENING = r"""(?:đại\shội|hội\snghị|kỳ\shọp|phiên\shọp|tổng\skết|sơ\skết|kết\sthúc|bế\smạc|khai\smạc
    |khai\sgiảng|tựu\strường|vào\s(?:năm|vụ|mùa)|học\ssinh|năm\shọc|học\skỳ|bầu\scử|mùa|bão|mưa|lũ
    |vụ\s(?:đông|hè|thu|xuân|mùa|chiêm|lúa|sản\sxuất)|thiên\stai|về\s(?:địa\sbàn|nước|quê)|sang\slàm|hết\shạn|đi\svào|đưa\svào|khánh\sthành|diễn\sra|bắt\sđầu|tổ\schức\s(?:đại\shội|hội\snghị|lễ)
    |ngày\s(?:khai|bầu|tổ\schức|diễn\sra))"""
_ON_EVENT_BEGINNINGS = (
    r"ngay\s(?:sau|khi|trước)\s", r"khi\s(?:tổng|sơ|kết|bế|vào)\s", "chậm", "muộn", r"trước\s", r"cho\sđến\s",
    r"đến\s(?:khi|hết|cuối|giữa)\s", *(rf"{on}\s(?:đầu|giữa|cuối)\s" for on in ("vào", "trong")),
    *(rf"{part}\snhiệm" for part in ("đầu", "giữa", "cuối")), r"sau\skhi\s",
)  # fmt: skip
_ON_EVENT = pattern(
    rf"""(?<!\w){opening_with(_ON_EVENT_BEGINNINGS)}(?:
        (?P<at>ngay\s(?:sau\skhi|sau|khi)\s(?!đó|này|từ)
          |khi\s(?=tổng\skết|sơ\skết|kết\sthúc|bế\smạc|vào\snăm\shọc))
      | (?P<before>(?:(?:chậm|muộn)\snhất\s|ngay\s)?trước(?:\skhi|\sthềm|\sngày|\sthời\sđiểm)?\s
          (?!năm\shọc\s[0-9])(?=(?:\w+\s){{0,3}}?{_HAPPENING}))
      | (?P<by>(?:cho\s)?đến\s(?:khi\s|(?:hết|cuối|giữa)\s(?=nhiệm\skỳ(?!\s[0-9]))))
      | (?P<in>(?:(?:vào|trong)\s)?(?:đầu|giữa|cuối)\s(?=nhiệm\skỳ(?!\s[0-9])))
      | (?P<from>(?:\A|(?<=[.;:]\s)|(?<=-\s)|(?<=\)\s))sau\skhi\s
          (?=có\s|kết\sthúc|hoàn\sthành|bế\smạc|[^,.;:()]{{0,80}}\sđược\s[^,.;:()]{{0,60}}
            (?:phê\sduyệt|thông\squa|ban\shành|chấp\sthuận|đồng\sý|công\sbố)))
    )(?P<event>{CLAUSE})"""
)
_BOUNDARIES: tuple[Boundary, ...] = ("at", "before", "by", "in", "from")
_DAYS_AHEAD = pattern(rf"(?:ít\snhất|tối\sthiểu)\s{NUMBER}\s(?:ngày|tuần|tháng)")
_AT_SESSION = pattern(
    r"""(?<!\w)(?<!được\s)
    (?:trình|báo\scáo|thông\squa|cho\sý\skiến|xem\sxét|quyết\sđịnh|ban\shành)(?!\w)[^.;:]{0,100}?\s
    (?P<span>(?:(?:tại|vào)\s(?:các\s)?|(?=kỳ\shọp))(?:kỳ|phiên|hội)\s(?:họp|nghị)\s
        (?:thứ|lần\sthứ|thường|cuối|giữa|kế|gần|tới|sau|tiếp|chuyên|bất|tháng|đầu)[^,.;:()\n]{1,100}
        (?:\s?\((?:dự\skiến\s)?(?:ngày|tháng)\s[^()]{1,30}\))?)"""
)
_DATED = pattern(r"tháng\s[0-9]|ngày\s[0-9]")
_FULL_DATE = pattern(rf"(?<![\w/]){DAY}/{MONTH}/{YEAR}(?![\w/])")


def _read_event(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    boundary = next(b for b in _BOUNDARIES if match[b] is not None)
    if boundary == "in" and not opens_clause(scene.left(match.start())):
        return
    event = cut(match["event"])
    kind: DeadlineKind = "relative" if _DAYS_AHEAD.search(event) else "event"
    reading = Reading(kind=kind, boundary=boundary, reason=NO_DAY)
    day = _day_of(event, scene, boundary) if kind == "event" else None
    yield Found(match.start(), match.start("event") + len(event), day or reading)


def _day_of(event: str, scene: Scene, boundary: Boundary) -> Reading | None:
    """The day of an event whose words name it: "trước ngày bầu cử 15/3/2026"."""
    named = _FULL_DATE.search(event)
    if named is None:
        return None
    try:
        stretch = scene.calendar.read(named.group(), scene.base(boundary))
    except ImpossibleDateError as error:
        return unresolved("date", boundary, error)
    return Reading(kind="date", boundary=boundary, due=stretch.first, grain=stretch.grain, timex=stretch.timex)


def _read_session(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read "tại kỳ họp thứ 10 ...", where something is submitted or decided."""
    span = cut(match["span"])
    reading = Reading(kind="event", boundary="at", reason=NO_DAY)
    named = scene.calendar.find(span)
    if named and _DATED.match(named):
        try:
            time = scene.calendar.read(named, scene.base())
        except (ImpossibleDateError, UnknownDayError) as error:
            yield Found(match.start("span"), match.start("span") + len(span), unresolved("date", "at", error))
            return
        reading = Reading(
            kind="date", boundary="at", due=time.last, grain=time.grain, timex=time.timex, flags=flags_of(time)
        )
    yield Found(match.start("span"), match.start("span") + len(span), reading)


_SESSIONS = ("kỳ họp", "phiên họp", "hội nghị", "hội họp", "kỳ nghị", "phiên nghị")

EVENT_RULES = (
    Rule("session", ((" họp", " nghị"), _SESSIONS), _AT_SESSION, _read_session),
    Rule("event", (("trước ", "khi ", "ngay sau ", "nhiệm kỳ"),), _ON_EVENT, _read_event, ACTIVE),
)
