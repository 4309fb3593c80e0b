"""Deadlines: by when, in which period or how often something is to be done.

A rule is a verbose pattern and a reader, which decides whether the words are a deadline and what
they mean. The rules run in the order of their certainty; what one has matched, whether it became a
deadline or not, is hidden from the next. Conventions are those of the annotation guide: ``due`` is
the day that is written, the last one of a longer time, the first one after "trước".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from vnpolicy.analysis import Anchor, Boundary, Deadline, DeadlineKind, Fact, Flag, Grain, Role
from vnpolicy.extract.calendar import (
    CLOCK,
    DAY,
    EVERY,
    MONTH,
    QUARTER,
    Base,
    Calendar,
    ImpossibleDateError,
    Stretch,
    UnknownDayError,
    add_months,
    day,
    read_clock,
    read_numeral,
)
from vnpolicy.extract.numbers import NUMBER, read_number
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words of a deadline mean: the fields of ``Deadline`` without its place.

    ``counted`` says that ``due`` was counted from the day of the document.
    """

    kind: DeadlineKind
    boundary: Boundary
    begin: date | None = None
    due: date | None = None
    time: str | None = None
    grain: Grain | None = None
    timex: str | None = None
    rrule: str | None = None
    counted: bool = False
    reason: str | None = None
    flags: tuple[Flag, ...] = ()


class Found(NamedTuple):
    """A deadline at its place in the passage."""

    start: int
    end: int
    reading: Reading


@dataclass(slots=True, kw_only=True)
class Scene:
    """The text that the rules still see, and what the readers know beside their match.

    ``before`` is the end and the boundary of the last named time that is a deadline.
    """

    text: str
    setting: Setting
    calendar: Calendar
    before: tuple[int, Boundary] | None = None

    def left(self, at: int) -> str:
        """The words before, back to the end of the sentence before."""
        return _SENTENCE_END.split(self.text[max(0, at - 160) : at])[-1]

    def right(self, at: int) -> str:
        """The words after."""
        return self.text[at : at + 60]

    def base(self, boundary: Boundary = "by") -> Base:
        """What times that are not fully named are counted from."""
        return Base(
            anchor=self.setting.anchor,
            period=self.setting.period,
            to_first=boundary in ("before", "from"),
        )


Reader = Callable[["re.Match[str]", Scene], Iterator[Found]]


class Rule(NamedTuple):
    """A pattern with its reader.

    ``needs`` is a cheap pattern without which ``pattern`` cannot match, ``roles`` are the roles of
    the paragraphs in which the rule finds deadlines.
    """

    name: str
    needs: re.Pattern[str]
    pattern: re.Pattern[str]
    read: Reader
    roles: tuple[Role, ...] = ("task", "organisation", "objective")


# Fills what a rule has matched; the facts of earlier steps are filled with U+E000.
_HIDDEN = "\ue001"
_SENTENCE_END = re.compile(r"[;]\s|\.\s(?=\S)")
_ACTIVE: tuple[Role, ...] = ("task", "organisation")
_ALL: tuple[Role, ...] = (*_ACTIVE, "objective", "result", "limitation", "preamble")


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


# --- Words that say on which side of a time the task lies -----------------------------------------

_BOUNDARY = r"""(?:
    (?P<before>(?:(?:(?:chậm|muộn)\snhất|hạn\schót|cho|đến)(?:\slà)?\s)?
        trước(?:\s(?:thời\sđiểm|thời\shạn|hết))?)
  | (?P<by>(?:(?:chậm|muộn)\snhất|hạn\s(?:chót|cuối)|không\s(?:quá|muộn\shơn|chậm\squá))
        (?:\s(?:là|vào|trong|đến|hết)){0,3}
      | (?:cho\s)?(?:đến|tới)(?:\shết|\sthời\sđiểm)? | hết)
  | (?P<from>(?:kể\s)?từ)
  | (?P<at>đúng(?:\s(?:vào|dịp)){0,2})
  | (?P<in>(?:trong|vào)(?:\s(?:khoảng|dịp))?))"""


def _boundary_of(match: re.Match[str], said: str, left: str) -> Boundary:
    """The boundary by its word, else by the time itself: cuối is "by", a single day "at"."""
    if match["before"]:
        return "before"
    if match["by"] or (match["in"] and left.rstrip().lower().endswith("xong")):
        return "by"
    if match["from"]:
        return "from"
    if match["at"]:
        return "at"
    if re.match(r"cuối\b", said, re.IGNORECASE):
        return "by"
    is_day = re.search(rf"ngày|(?:{DAY})[/.-](?:{MONTH})[/.-]", said, re.IGNORECASE)
    return "at" if is_day and (match["in"] or "vào").lower().startswith("vào") else "in"


# --- When a time is no deadline -------------------------------------------------------------------

# What ends right before the time, or begins right after it.
_NEVER_AFTER = _rule(
    r"""(?:
        so\s(?:với|cùng)(?:\s[^\s,.;:]+){0,4}       # comparison base
      | cùng\skỳ(?:\scủa)?
      | (?<!\w)tính                                 # data up to, counted from
      | hiệu\slực(?:\sthi\shành)?(?:\skể)?          # effect of the document itself
      | tầm\snhìn
      | phát\ssinh | xảy\sra                         # a condition of the case
      | (?:kỷ\sniệm|chào\smừng)[^,.;:]{0,40}
    )\s\Z"""
)
_NEVER_BEFORE = _rule(r"\A\s(?:đã|vừa|là\s(?:năm|thời)|qua(?!\w))")
_EVALUATION = _rule(r"(?:kết\squả|tình\shình|đánh\sgiá|kiểm\sđiểm|ưu\sđiểm|hạn\schế|tổng\skết)\W")
_NAME_BEFORE = _rule(
    r"""(?:(?-i:Chiến\slược|Chương\strình|Đề\sán|Dự\sán|Quy\shoạch|Kế\shoạch|Nghị\squyết
        |Phong\strào|Đại\shội|Kỳ\sthi|Cuộc\svận\sđộng|Khung|Danh\smục|Phương\sán)|\ue000)
        [^.;:()]*\s\Z"""
)
_NAME_ENDS = _rule(
    r"""(?:phấn\sđấu|đạt|hoàn\sthành|bảo\sđảm|đảm\sbảo|xong|(?<!chương\s)trình|báo\scáo|gửi|ban\shành
        |,\s(?:nâng|tăng|giảm|đưa|tập\strung|tổ\schức|thực\shiện|xây\sdựng|triển\skhai|rà\ssoát))\s"""
)
_CLAUSE_START = _rule(
    r"""(?:\A|[.,;:("]|(?:\A|\s)(?:[-+]|[0-9a-zđ]{1,2}\))
      |(?<!\w)(?:phấn\sđấu|trong\sđó|riêng|hoàn\sthành|xong|kết\sthúc|bắt\sđầu|khởi\scông|lộ\strình
        |dự\skiến|là|để|bảo\sđảm|đảm\sbảo|đưa\svào\ssử\sdụng|bình\squân))\s?\Z"""
)
_AMOUNT_AFTER = _rule(
    r"""\A\s(?:phải\s|cần\s|phấn\sđấu\s|ước\s|dự\skiến\s|bình\squân\s)?
    (?:đạt|tăng|giảm|kéo\sgiảm|trên|dưới|từ|tối\sthiểu|ít\snhất|gấp|không\squá|còn|có|chiếm|lên|xuống)
    (?:\s[^\s,.;:]+){0,4}?\s[0-9]"""
)
_VERB_AFTER = _rule(
    r"""\A\s(?:phải\s|cần\s|sẽ\s|cơ\sbản\s|toàn\stỉnh\s)?
    (?:đạt|hoàn\sthành|trình|sơ\skết|tổng\skết|tổ\schức|kết\snạp|khởi\scông|đưa|xây\sdựng|triển\skhai
      |nâng|phấn\sđấu|ban\shành|xóa|thu\shút|giải\sngân)(?!\w)"""
)
_NOUN_BEFORE = _rule(
    r"""(?<!\w)(?:chỉ\stiêu|nhiệm\svụ|kế\shoạch|dự\stoán|chương\strình|báo\scáo|ngân\ssách|mục\stiêu
        |công\stác|kinh\sphí|nguồn\svốn|tình\shình|kết\squả|phương\shướng|vốn|số\sliệu|đầu\stư\scông
        |tuyển\ssinh|kịch\sbản)(?:\s[^\s,.;:]+){0,9}\s\Z"""
)
_TAKES_PLACE = _rule(r"(?:tổ\schức|tiến\shành|thực\shiện|diễn\sra|khai\smạc)\s\Z")
_PART_OF_MONTH = _rule(r"(?:đầu|giữa|cuối)\s(?:tháng|quý)")
_NOT_ALONE = _rule(r"học\skỳ|nhiệm\skỳ|ngày\s(?:m[ồù]ng\s)?[0-9]{1,2}\Z")
_BASE_VALUE_BEFORE = _rule(r"(?<!\w)từ\s[0-9]\S*(?:\s[^\s,.;:]+){0,2}\s\Z")
_SIGN_BEFORE = re.compile(r"[/-][A-ZĐ]{2,}[0-9]{0,4},?\s\Z")
_TIME_LABEL = _rule(r"(?:thời\s(?:gian|hạn|điểm)|tiến\sđộ|hạn)(?!\w)")
_TIME_LABEL_BEFORE = _rule(r"(?<!\w)(?:thời\s(?:gian|hạn|điểm)|tiến\sđộ)[^.;:]{0,40}:\s\Z")
_LOOKS_FORWARD = _rule(
    r"""(?<!\w)(?:hoàn\sthành|phấn\sđấu|tập\strung|yêu\scầu|trình|báo\scáo|gửi|xong|bảo\sđảm|đảm\sbảo
        |thực\shiện|ban\shành|tiếp\stục|khẩn\strương)(?!\w)"""
)
_REQUEST = _rule(r"\A\W*(?:[0-9a-zđ]{1,2}[.)]\s)?Về\s(?:kiến|đề)\s(?:nghị|xuất)(?!\w)")
_COUNTED_THING = _rule(r"\s(?:số|tổng|diện\stích|đại\sbiểu|thành\sviên|ủy\sviên|cán\sbộ|hộ)(?!\w)")
_PHRASE_END = re.compile(r"\s?(?:[.,;:)]|\Z)")
_SOON = timedelta(31)


def _is_over(scene: Scene, stretch: Stretch, boundary: Boundary = "by") -> bool:
    """Whether the time is past; "từ đầu năm" is not next year's beginning but this year's."""
    anchor = scene.setting.anchor
    if anchor is None:
        return False
    rolled = stretch.year_inferred and stretch.first.year > anchor.year
    far = boundary == "from" and rolled and stretch.first > anchor + _SOON
    return far or (stretch.first if boundary == "before" else stretch.last) < anchor


def _in_time_line(scene: Scene, start: int) -> bool:
    """Whether the words are the value of "Thời gian thực hiện: ...", a deadline as a whole."""
    label = scene.setting.attribute
    stated = label is not None and _TIME_LABEL.search(label) is not None
    return stated or _TIME_LABEL_BEFORE.search(scene.left(start)) is not None


def _role_allows(scene: Scene, start: int, boundary: Boundary, stretch: Stretch) -> bool:
    """Assessments hold deadlines only where the words look forward, openings none."""
    setting = scene.setting
    if setting.role in ("task", "objective", "organisation"):
        return True
    if setting.role == "preamble" or setting.anchor is None or boundary not in ("before", "by"):
        return False
    return stretch.last > setting.anchor and bool(_LOOKS_FORWARD.search(scene.left(start)))


def _in_a_name(scene: Scene, start: int) -> bool:
    """Whether the time belongs to the name of a programme, plan or document before it."""
    match = _NAME_BEFORE.search(scene.left(start).rstrip(" ,") + " ")
    return match is not None and _NAME_ENDS.search(match.group()) is None


def _is_deadline(scene: Scene, match: re.Match[str], boundary: Boundary, stretch: Stretch, joined: bool) -> bool:
    """Whether a named time is a deadline; ``joined`` to one that is, it is one itself."""
    left, right = scene.left(match.start()), scene.right(match.end())
    over = not match["onward"] and not match["open"] and _is_over(scene, stretch, boundary)
    if over or _NEVER_AFTER.search(left) or _NEVER_BEFORE.search(right):
        return False
    if not _role_allows(scene, match.start(), boundary, stretch):
        return False
    if joined or _in_time_line(scene, match.start()):
        return True
    if match["said"]:
        return _is_bounded(scene, match, boundary, stretch)
    return _can_stand_alone(scene, match, stretch) and _stands_alone(scene, match, stretch)


def _is_bounded(scene: Scene, match: re.Match[str], boundary: Boundary, stretch: Stretch) -> bool:
    """Whether a time with a boundary word limits the task and not the name that it stands in."""
    if stretch.sort == "holiday" and boundary == "in":
        return False
    if boundary == "from" and stretch.year_inferred and "đầu năm" in match.group().lower():
        return False
    if stretch.grain not in ("year", "span") or boundary not in ("by", "in"):
        return True
    apart = scene.left(match.start()).endswith(", ")
    amount = _AMOUNT_AFTER.search(scene.right(match.end()))
    return bool(apart or amount) or not _in_a_name(scene, match.start())


def _can_stand_alone(scene: Scene, match: re.Match[str], stretch: Stretch) -> bool:
    """Holidays, terms of office and bare days of a month need a boundary word."""
    left = scene.left(match.start())
    if stretch.sort == "holiday" or _NOT_ALONE.match(match.group()) or _SIGN_BEFORE.search(left):
        return False
    if _BASE_VALUE_BEFORE.search(left):
        return False
    return stretch.sort != "season" or not left.endswith("(")


def _stands_alone(scene: Scene, match: re.Match[str], stretch: Stretch) -> bool:
    """Whether a time without a boundary word is an adverb and not part of a noun phrase."""
    left, right = scene.left(match.start()), scene.right(match.end())
    if stretch.grain in ("day", "minute"):
        future = scene.setting.anchor is None or stretch.last > scene.setting.anchor
        worded = "ngày" in match.group().lower() or _CLAUSE_START.search(left)
        return bool(future and worded) and not _in_a_name(scene, match.start())
    if scene.setting.is_heading:
        names_a_plan = stretch.grain in ("year", "span") and not match["open"]
        return not names_a_plan and not _EVALUATION.search(left)
    dated = not stretch.year_inferred or _TAKES_PLACE.search(left)
    if _AMOUNT_AFTER.search(right) or (dated and _PART_OF_MONTH.match(match.group())):
        return True
    if _CLAUSE_START.search(left):
        return not _in_a_name(scene, match.start())
    return bool(_VERB_AFTER.search(right)) and not _NOUN_BEFORE.search(left)


# --- Named times and ranges -----------------------------------------------------------------------

_CLAUSE = r"[^,.;:()\"\n\ue000\ue001]{2,140}"
_AND = r"(?:,|\svà|;|\shoặc)\s"
_CONDITION_AFTER = _rule(r"\A\shoặc\s(?:đến\s)?khi\s")
_NO_DAY = "the day of the event is not stated"


def _point_pattern(calendar: Calendar) -> str:
    named, loose = calendar.named, calendar.loosely_named
    return rf"""(?<!\w)
        (?:{_BOUNDARY}\s(?P<said>{loose}) | (?P<alone>{named}) | (?<=:\s)(?P<bare>{loose}))
        (?P<ahead>\s(?:ít\snhất|tối\sthiểu)\s(?P<days>{NUMBER})\sngày(?!\w))?
        (?P<onward>\strở\s(?:đi|về\ssau))?
        (?P<open>,?\s(?:và\s)?(?:các|những)\snăm\s(?:tiếp\stheo|sau|kế\stiếp|tới))?"""


_TO = r"\s?(?P<to>-|(?:cho\s)?đến(?:\shết|\strước|\scuối)?|tới)\s?"


def _stretch_pattern(calendar: Calendar) -> str:
    loose = calendar.loosely_named
    return rf"""(?<!\w)từ\s(?P<first>nay|(?:bây\s)?giờ|{loose}){_TO}
        (?:(?P<now>nay(?!\w)) | (?P<last>{loose})
          |(?P<event>khi\s{_CLAUSE} | (?:nhiệm\skỳ|Đại\shội)(?!\w)[^,.;:()\n]{{0,60}}))"""


def _interval_pattern(calendar: Calendar) -> str:
    return rf"""(?<!\w)(?:từ\s)?(?P<first>{calendar.named}|ngày\s{DAY}(?=-)){_TO}
        (?P<last>(?![0-9]{{4}}){calendar.loosely_named})"""


def _read_point(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read a named time with or without a boundary word."""
    said = match["said"] or match["alone"] or match["bare"]
    if match["said"] and not _can_be_bare(said, scene.right(match.end())):
        return
    in_time_line = _in_time_line(scene, match.start())
    if match["bare"] and not in_time_line:
        return
    joined = _joined_boundary(match, scene)
    boundary = joined or _boundary_of(match, said, scene.left(match.start()))
    try:
        stretch = scene.calendar.read(said, scene.base(boundary))
    except (ImpossibleDateError, UnknownDayError) as error:
        limits = match["said"] and not _NEVER_AFTER.search(scene.left(match.start()))
        if (limits or in_time_line) and scene.setting.role != "preamble":
            yield Found(*match.span(), _unresolved("date", boundary, error))
        return
    if _is_deadline(scene, match, boundary, stretch, joined is not None):
        scene.before = match.end(), boundary
        reading = _point(match, stretch, boundary)
        if _CONDITION_AFTER.match(scene.right(match.end())):
            reading = replace(reading, flags=(*reading.flags, "conditional"))
        yield Found(*match.span(), reading)


def _can_be_bare(said: str, right: str) -> bool:
    """Whether "30/4" is a day and not a fraction of what follows, "2030" a year and no amount."""
    if re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}", said):
        return said != "24/7" and not _COUNTED_THING.match(right)
    return not said.isdigit() or bool(_PHRASE_END.match(right) or _AMOUNT_AFTER.match(right))


def _joined_boundary(match: re.Match[str], scene: Scene) -> Boundary | None:
    """The boundary that the second of two coordinated times shares with the first."""
    if scene.before is None or match["said"]:
        return None
    end, boundary = scene.before
    return boundary if re.fullmatch(_AND, scene.text[end : match.start()]) else None


def _point(match: re.Match[str], stretch: Stretch, boundary: Boundary) -> Reading:
    reading = Reading(
        kind="date",
        boundary=boundary,
        due=stretch.first if boundary in ("before", "from") else stretch.last,
        time=stretch.time,
        grain=stretch.grain,
        timex=stretch.timex,
        flags=_flags(stretch),
    )
    if match["open"]:
        reading = replace(reading, kind="period", begin=stretch.first, due=None)
        reading = replace(reading, boundary="from", reason="the end is open")
    elif match["onward"]:
        reading = replace(reading, boundary="from", due=stretch.first)
    elif match["ahead"]:
        due = stretch.first - timedelta(_count(match["days"]))
        reading = replace(reading, kind="relative", due=due, timex=due.isoformat())
    elif stretch.sort == "years" and not (match["before"] or match["by"] or match["from"]):
        reading = replace(reading, kind="period", begin=stretch.first)
    elif stretch.sort == "school" and boundary == "from":
        reading = replace(reading, due=None, reason="a school year has no fixed first day")
    return replace(reading, timex=f"{reading.timex}/..") if reading.boundary == "from" else reading


def _count(said: str | None, default: int = 1) -> int:
    return int((read_number(said) if said else None) or default)


def _read_range(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read "từ X đến Y", "từ nay đến Y", "từ X đến khi ...", "ngày 15 - 20/3/2026"."""
    groups, left = match.groupdict(), scene.left(match.start())
    stated = match.group().lower().startswith("từ") or _in_time_line(scene, match.start())
    if groups.get("now") or _NEVER_AFTER.search(left) or scene.setting.role == "preamble":
        return
    if not stated and not _CLAUSE_START.search(left):
        return
    boundary: Boundary = "before" if "trước" in match["to"].lower() else "by"
    try:
        first, last = _ends(groups, scene, boundary)
    except (ImpossibleDateError, UnknownDayError) as error:
        yield Found(*match.span(), _unresolved("period", boundary, error))
        return
    if last is None:
        end = match.start("event") + len(_cut(match["event"]))
        reading = Reading(kind="period", boundary=boundary, begin=first.first, reason=_NO_DAY)
        yield Found(match.start(), end, reading)
    elif not _is_over(scene, last) and _role_allows(scene, match.start(), boundary, last):
        yield Found(*match.span(), _period(first, last, boundary))


def _ends(groups: dict[str, str | None], scene: Scene, boundary: Boundary) -> tuple[Stretch, Stretch | None]:
    """Both ends of a range; the one that is fully dated lends its year to the other."""
    opening, closing = groups["first"] or "", groups.get("last")
    base, read = scene.base(boundary), scene.calendar.read
    if opening.lower() in ("nay", "giờ", "bây giờ"):
        today = day(base.day.year, base.day.month, base.day.day)
        return today, read(closing, base) if closing else None
    if closing is None:
        return read(opening, base), None
    if re.search(r"(?:19|20)[0-9]{2}", opening):
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
        flags=_flags(first, last),
    )


def _unresolved(kind: DeadlineKind, boundary: Boundary, error: ValueError) -> Reading:
    flags: tuple[Flag, ...] = ("impossible_date",) if isinstance(error, ImpossibleDateError) else ()
    return Reading(kind=kind, boundary=boundary, reason=str(error), flags=flags)


def _flags(*stretches: Stretch) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    if any(stretch.approximate for stretch in stretches):
        flags.append("approximate")
    if any(stretch.year_inferred for stretch in stretches):
        flags.append("year_inferred")
    return tuple(flags)


# --- Days counted from something ------------------------------------------------------------------

_COUNTED = _rule(
    rf"""(?<!\w)
    (?:(?P<how>(?:chậm|muộn)\snhất(?:\s(?:là|sau|trong|vòng|thời\shạn|không\squá)){{0,3}}
        |trong(?:\svòng|\sthời\s(?:hạn|gian))?(?:\s(?:không\squá|tối\sđa|chậm\snhất|ít\snhất))?
        |thời\shạn|không\squá|tối\sđa|sau)\s
      |(?=[^,.;:()]{{4,30}}\s(?:kể|tính)\stừ\s))
    (?P<count>{NUMBER})(?:\s?\([^()]{{1,30}}\))?\s
    (?P<unit>ngày\slàm\sviệc|ngày|giờ|phút|tuần|tháng|năm)
    (?!\w|\s(?:đầu|cuối|còn\slại|học|[0-9])|\s(?:một\s|/)?lần)
    (?P<rest>,?\s(?P<from>kể\stừ|tính\stừ|từ|sau|trước)(?:\skhi|\sngày|\sthời\sđiểm)?\s
        (?P<event>[^,.;:()\n]{{2,140}}))?"""
)
_SIGNING = r"(?:được\s)?(?:ký|ban\shành|công\sbố|phát\shành|thông\squa)(?:\sban\shành)?"
_PAPER = r"(?:\w+(?:\s\w+){0,3}?(?=\snày)|(?-i:[A-ZĐ])\w+(?:\s\w+)?)"
_FROM_SIGNING = _rule(
    rf"""(?:{_SIGNING}(?:\s{_PAPER}(?:\snày)?)?|{_PAPER}(?:\snày)?\s(?:{_SIGNING}|có\shiệu\slực))
        (?=\Z|\s(?:và|để|theo|phải|thì)(?!\w))"""
)
_RECEIPT = _rule(r"(?<!chứng\s)(?<!công\s)(?<!xác\s)nhận(?!\w)")
_DELIVERS = _rule(r"(?<!\w)(?:hoàn\sthành|ban\shành|trình|gửi|báo\scáo|trả\slời|xong|giải\squyết|xử\slý)(?!\w)")
_COUNTED_IN: dict[str, tuple[Grain, str]] = {
    "phút": ("minute", "PT{}M"),
    "giờ": ("hour", "PT{}H"),
    "ngày": ("day", "P{}D"),
    "ngày làm việc": ("day", "P{}D"),
    "tuần": ("week", "P{}W"),
    "tháng": ("month", "P{}M"),
    "năm": ("year", "P{}Y"),
}


def _read_counted(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read "trong vòng 15 ngày kể từ ngày ký", "chậm nhất 03 ngày sau khi kết thúc kỳ họp"."""
    if _is_limit(match, scene):
        end = match.start("event") + len(_counted_event(match)) if match["event"] else match.end()
        yield Found(match.start(), end, _counted(match, scene))


def _is_limit(match: re.Match[str], scene: Scene) -> bool:
    """Whether a count of days limits a task: "trong vòng 5 ngày", not "kéo dài trong 5 ngày"."""
    how, left = (match["how"] or "").lower(), scene.left(match.start())
    since = (match["from"] or "").lower() in ("kể từ", "tính từ")
    if _NEVER_AFTER.search(left) or (how == "sau" and not since):
        return False
    if match["rest"]:
        return how != "" or _in_time_line(scene, match.start())
    if how == "trong":
        days = match["unit"].lower().startswith("ngày")
        ends = _PHRASE_END.match(scene.right(match.end()))
        return bool(days and ends and _DELIVERS.search(left))
    return how.startswith(("chậm", "muộn", "trong vòng", "trong thời hạn", "thời hạn"))


def _counted_event(match: re.Match[str]) -> str:
    signing = _FROM_SIGNING.match(match["event"])
    return signing.group() if signing else _cut(match["event"])


def _counted(match: re.Match[str], scene: Scene) -> Reading:
    boundary: Boundary = "in" if (match["how"] or "").lower().startswith("trong") else "by"
    count, unit = _count(match["count"], 0), match["unit"].lower()
    grain, timex = _COUNTED_IN[unit]
    reading = Reading(kind="relative", boundary=boundary, grain=grain, timex=timex.format(count))
    try:
        start, own = _counted_from(match, scene)
        due = _after(start, -count if match["from"] == "trước" else count, unit, scene.calendar)
    except (UnknownDayError, ImpossibleDateError) as error:
        return replace(reading, reason=str(error))
    return replace(reading, due=due, counted=own)


def _counted_from(match: re.Match[str], scene: Scene) -> tuple[date, bool]:
    """The day that is counted from, and whether it is the document's own."""
    if match["event"] is None:
        raise UnknownDayError("it is not said from when to count")
    if _FROM_SIGNING.match(match["event"]):
        return scene.base().day, True
    named = scene.calendar.find(_cut(match["rest"]))
    stretch = scene.calendar.read(named, scene.base()) if named else None
    if stretch and stretch.grain == "day":
        return stretch.first, False
    if _RECEIPT.search(match["event"]):
        raise UnknownDayError("the day of receipt is not known")
    raise UnknownDayError(_NO_DAY)


def _after(start: date, count: int, unit: str, calendar: Calendar) -> date:
    """The day after so many others; the first is not counted (Civil Code 2015, article 147)."""
    if not -3660 < count < 3660:
        raise UnknownDayError(f"{count} {unit} are too many to count")
    if unit == "ngày làm việc" and count > 0:
        return calendar.add_working_days(start, count)
    if unit in ("tháng", "năm"):
        return add_months(start, count * (12 if unit == "năm" else 1))
    if unit in ("ngày", "tuần"):
        return start + timedelta(count * (7 if unit == "tuần" else 1))
    raise UnknownDayError(f"{unit} are not counted without the time of the day")


# --- Recurrences ----------------------------------------------------------------------------------

_FREQUENCIES = {
    "phút": ("MINUTELY", 1),
    "giờ": ("HOURLY", 1),
    "ngày": ("DAILY", 1),
    "tuần": ("WEEKLY", 1),
    "tháng": ("MONTHLY", 1),
    "quý": ("MONTHLY", 3),
    "năm": ("YEARLY", 1),
    "năm học": ("YEARLY", 1),
}
_TIMEX = {
    "MINUTELY": "PT{}M", "HOURLY": "PT{}H", "DAILY": "P{}D", "WEEKLY": "P{}W", "MONTHLY": "P{}M",
    "YEARLY": "P{}Y",
}  # fmt: skip
_UNIT = r"(?:ngày|tuần|tháng|quý|năm\shọc|năm)(?!\w)"
_WEEKDAYS = {
    "hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tư": "WE", "4": "WE", "năm": "TH", "5": "TH",
    "sáu": "FR", "6": "FR", "bảy": "SA", "7": "SA", "chủ nhật": "SU",
}  # fmt: skip
_WEEKDAY = r"(?:thứ\s(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<sunday>chủ\snhật))(?!\w)"


def _frequency(unit: str, count: int = 1) -> tuple[str, str]:
    """The RFC 5545 rule and the TIMEX3 value of "every ``count`` units".

    >>> _frequency("quý")
    ('FREQ=MONTHLY;INTERVAL=3', 'P3M')
    """
    name, step = _FREQUENCIES[" ".join(unit.lower().split())]
    interval = step * count
    rule = f"FREQ={name}" + (f";INTERVAL={interval}" if interval > 1 else "")
    return rule, _TIMEX[name].format(interval)


def _recurring(boundary: Boundary, rrule: str | None, timex: str | None, time: str | None = None) -> Reading:
    return Reading(
        kind="recurring",
        boundary=boundary,
        rrule=rrule,
        timex=timex,
        time=time,
        reason=None if rrule else "the frequency is not stated",
    )


_DAY_AND_MONTH = rf"(?:ngày\s)?{DAY}(?:[/-]|\stháng\s){MONTH}(?!\w|[/-][0-9])"
_ASIDE = r"(?:\s\([^()]{1,80}\))?"
_YEARLY_DAYS = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?P<days>(?<![\w/.-]){_DAY_AND_MONTH}{_ASIDE}
        (?:{_AND}(?:trước\s)?{_DAY_AND_MONTH}{_ASIDE}){{0,4}}
        )\s{EVERY}\snăm(?!\w)"""
)
_YEARLY_DAY = _rule(rf"(?:trước\s)?(?:ngày\s)?(?P<day>{DAY})(?:[/-]|\stháng\s)(?P<month>{MONTH})(?!\w)")
_EVERY_QUARTER = r"""(?:của\s|trong\s)?tháng\s(?P<which>đầu|cuối|thứ\s(?:nhất|hai|ba|[123]))
    (?:\s(?:tiên|cùng))?(?:\s(?:của|trong))?(?:\s(?:mỗi|hằng|hàng|từng))?
    \squý(?:\s(?:sau|tiếp\stheo|kế\stiếp|trước))?(?!\w)"""
_EVERY_MONTH = rf"""(?:{EVERY}\stháng|của\s(?:{EVERY}\s)?tháng(?!\s(?:[0-9]|này))
    (?:\s(?:trước\sđó|trước|sau|kế\stiếp|tiếp\stheo|liền\skề))?
    |tháng\s(?:kế\stiếp|tiếp\stheo|liền\skề|trước\sđó))(?!\w)"""
_DAY_OF_MONTH = rf"(?:ngày\s(?:m[ồù]ng\s)?(?:{DAY}(?!\w|[/.-][0-9])|cuối(?:\scùng)?))"
_MONTHLY_DAYS = _rule(
    rf"""(?<!\w)(?:(?:từ\sngày\s(?P<opening>{DAY})\sđến(?:\shết)?|{_BOUNDARY})\s)?
        (?P<days>{_DAY_OF_MONTH}{_ASIDE}
            (?:{_AND}(?:trước\s)?(?:{_DAY_OF_MONTH}|{DAY}){_ASIDE}){{0,3}})
        \s(?:{_EVERY_QUARTER}|{_EVERY_MONTH})"""
)
_MONTHLY_DAY = _rule(rf"(?:trước\s)?(?:ngày\s(?:m[ồù]ng\s)?)?(?<!\w)(?P<day>{DAY}(?![\w)])|cuối(?:\scùng)?)")
_EVERY_THEN = _rule(
    rf"""(?<!\w)(?:(?:định\skỳ\s)?{EVERY}\s(?P<unit>tháng|năm)|định\skỳ),?\s(?:{_BOUNDARY}\s)?
        (?:(?P<day>{_DAY_OF_MONTH})|(?:đầu\s|giữa\s|cuối\s)?tháng\s(?P<month>{MONTH}))
        (?!\w|[/-][0-9]|\stháng)"""
)
_WORKING_DAY = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?ngày\slàm\sviệc\s(?P<edge>cuối|đầu)(?:\s(?:cùng|tiên))?
        \s{_EVERY_MONTH}"""
)
_YEARLY_MONTH = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?:(?:đầu|giữa|cuối)\s)?(?:tháng\s(?P<month>{MONTH})
        |quý\s(?P<quarter>{QUARTER}))\s{EVERY}\snăm(?!\w)"""
)
_WEEKLY_DAY = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?:(?P<clock>{CLOCK}),?\s)?(?:(?:sáng|chiều|tối)\s)?
        (?:ngày\s)?{_WEEKDAY}\s
        (?:(?:{EVERY}|của|trong)\s(?:mỗi\s)?tuần(?!\w)
          |(?:của\s)?tuần\s(?P<edge>đầu|cuối)(?:\s(?:tiên|cùng))?\s{_EVERY_MONTH})"""
)
_DAILY_HOURS = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?P<hours>(?<![\w.,/]){CLOCK}(?:{_AND}(?:trước\s)?{CLOCK}){{0,3}})
        \s{EVERY}\sngày(?!\w)"""
)
_HOUR = _rule(rf"(?:trước\s)?(?P<clock>{CLOCK})")
_WEEK_OF = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?:tuần|ngày)\s(?:đầu|cuối)(?:\s(?:tiên|cùng))?\s
        (?:{_EVERY_QUARTER}|{_EVERY_MONTH}|(?:của\s)?{EVERY}\s(?P<unit>quý|năm)(?!\w))"""
)
_EVERY_SEASON = _rule(
    rf"""(?<!\w)(?:trước|sau|vào|trong)\s(?:mùa|dịp|đợt|kỳ)(?:\s[^\s,.;:]+){{1,5}}?
        \s{EVERY}\snăm(?!\w)"""
)
_EACH = r"(?:hằng|hàng|mỗi)"
_MORE_UNITS = rf"(?:(?:,|\svà|\shoặc|,\svà)\s(?:{EVERY}\s|{NUMBER}\s)?{_UNIT})"
_FREQUENCY = _rule(
    rf"""(?P<units>(?<!\w)
        (?:(?:định\skỳ,?\s)?{_EACH}\s{_UNIT}
          |định\skỳ\s(?:vào\s)?(?:{NUMBER}\s)?{_UNIT}
          |(?:{NUMBER}\s)?(?:{_UNIT}|giờ|phút)(?=(?:\s(?:một|0?1)\s|\s?/\s?(?:0?1\s)?)lần(?!\w)))
        {_MORE_UNITS}{{0,3}})
        (?:(?:\s?/\s?|\s)(?:(?P<times>{NUMBER})\s)?lần(?!\w))?"""
)
_ONE_UNIT = _rule(
    rf"""(?:định\skỳ,?\s)?(?:vào\s)?(?:{EVERY}\s)?
        (?:(?P<count>{NUMBER})\s)?(?P<unit>{_UNIT}|giờ|phút)"""
)
_IRREGULAR = _rule(
    r"""(?<!\w)định\skỳ(?=(?:(?:,|\svà|\shoặc)\sđột\sxuất)?,?\s
        (?:báo\scáo|tổng\shợp|tổ\schức|kiểm\stra|rà\ssoát|sơ\skết|đánh\sgiá|thông\s(?:tin|báo)|gửi
          |cập\snhật|giao\sban|đối\sthoại|theo\sdõi|công\s(?:bố|khai)|họp|làm\sviệc|tham\smưu|đôn\sđốc
          |nghe|xem\sxét|cung\scấp|trao\sđổi|phối\shợp|khảo\ssát|lấy\sý\skiến)(?!\w))"""
)
_FIXED_PHRASE = _rule(
    r"""(?<!\w)(?:
        (?:kế\shoạch|dự\stoán|ngân\ssách|kinh\sphí|chương\strình|lộ\strình|bình\squân|xếp\sloại|phân\sloại
          |nghị\squyết|chỉ\stiêu|tiêu\schí|danh\smục|nhu\scầu|đời\ssống|trợ\scấp|phụ\scấp|lương|chế\sđộ
          |phiên\shọp|kỳ\shọp|mức|thu\snhập|chi\sthường\sxuyên|tiền|đơn\sgiá|thuế|phí|hợp\sđồng)
          (?:\s[^\s,.;:]+){0,5}
      | (?:sinh\shoạt(?:\schi\sbộ)?|giao\sban|từng|(?:báo\scáo|khám\ssức\skhỏe|kiểm\stra)\sđịnh\skỳ)
    )\s\Z"""
)


def _read_yearly_days(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read "trước ngày 01/6 và 15/11 hằng năm": each day is one, the later ones from their own."""
    boundary = _boundary_of(match, match["days"], "")
    for a, b, one in _each(match, "days", _YEARLY_DAY):
        month, of = int(one["month"]), int(one["day"])
        rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={of}"
        reading = _recurring(boundary, rule, f"XXXX-{month:02d}-{of:02d}")
        yield Found(a, b, reading if _exists(month, of) else _no_such_day(reading, month, of))


def _exists(month: int, of: int) -> bool:
    return of <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def _no_such_day(reading: Reading, month: int, of: int) -> Reading:
    return replace(reading, rrule=None, reason=f"{of}/{month} does not exist", flags=("impossible_date",))


def _each(match: re.Match[str], group: str, one: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Each of several coordinated times: the first begins with the match, the last ends with it."""
    start, parts = match.start(group), list(one.finditer(match[group]))
    for number, part in enumerate(parts):
        a = start + part.start() if number else match.start()
        b = match.end() if part is parts[-1] else start + part.end()
        yield a, b, part


def _read_monthly_days(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    boundary: Boundary = "by" if match["opening"] else _boundary_of(match, "ngày", "")
    for a, b, one in _each(match, "days", _MONTHLY_DAY):
        of = match["opening"] or one["day"]
        yield Found(a, b, _monthly(boundary, int(of) if of.isdigit() else -1, match["which"]))


def _monthly(boundary: Boundary, of: int, quarterly: str | None = None) -> Reading:
    if quarterly:
        rule = f"FREQ=YEARLY;BYMONTH={_quarter_months(quarterly)};BYMONTHDAY={of}"
        return _recurring(boundary, rule, "P3M")
    return _recurring(boundary, f"FREQ=MONTHLY;BYMONTHDAY={of}", "P1M")


def _read_every_then(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read "hằng tháng, trước ngày 18", "hằng năm, vào đầu tháng 12"."""
    boundary = _boundary_of(match, match["day"] or "tháng", "")
    if match["day"] and (match["unit"] or "tháng").lower() == "tháng":
        digits = re.search(r"[0-9]+", match["day"])
        yield Found(*match.span(), _monthly(boundary, int(digits.group()) if digits else -1))
    elif match["month"] and match["unit"]:
        rule = f"FREQ=YEARLY;BYMONTH={int(match['month'])}"
        yield Found(*match.span(), _recurring(boundary, rule, "P1Y"))


def _quarter_months(which: str) -> str:
    word = which.lower().split()[-1]
    place = {"đầu": 1, "nhất": 1, "1": 1, "hai": 2, "2": 2}.get(word, 3)
    return ",".join(str(month) for month in range(place, 13, 3))


def _read_working_day(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    place = -1 if match["edge"].lower() == "cuối" else 1
    rule = f"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={place}"
    yield Found(*match.span(), _recurring(_boundary_of(match, "ngày", ""), rule, "P1M"))


def _read_yearly_month(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    month = match["month"] or 3 * read_numeral(match["quarter"])
    rule = f"FREQ=YEARLY;BYMONTH={int(month)}"
    boundary = _boundary_of(match, match.group(), "")
    yield Found(*match.span(), _recurring(boundary, rule, "P1Y"))


def _read_weekly_day(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    weekday = "SU" if match["sunday"] else _WEEKDAYS[match["weekday"].lower()]
    boundary = _boundary_of(match, "ngày", "")
    if not match["before"] and not match["by"]:
        boundary = "at"
    time = read_clock(match["clock"]) if match["clock"] else None
    if match["edge"]:
        place = "-1" if match["edge"].lower() == "cuối" else "1"
        reading = _recurring(boundary, f"FREQ=MONTHLY;BYDAY={place}{weekday}", "P1M", time)
    else:
        reading = _recurring(boundary, f"FREQ=WEEKLY;BYDAY={weekday}", "P1W", time)
    yield Found(*match.span(), reading)


def _read_daily_hours(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    boundary = _boundary_of(match, "ngày", "")
    for a, b, one in _each(match, "hours", _HOUR):
        time = read_clock(one["clock"])
        hour, minute = (int(part) for part in time.split(":"))
        rule = f"FREQ=DAILY;BYHOUR={hour}" + (f";BYMINUTE={minute}" if minute else "")
        yield Found(a, b, _recurring(boundary, rule, "P1D", time))


def _read_week_of(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    unit = "quý" if match["which"] else (match["unit"] or "tháng")
    yield Found(*match.span(), _recurring(_boundary_of(match, "", ""), *_frequency(unit)))


def _read_every_season(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    boundary: Boundary = "before" if match.group().lower().startswith("trước") else "in"
    yield Found(*match.span(), _recurring(boundary, *_frequency("năm")))


def _read_frequency(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read "hằng quý", "định kỳ 6 tháng, năm", "2 năm một lần", "mỗi năm hai lần"."""
    each = match.group().lower().startswith("mỗi")
    if not each and _FIXED_PHRASE.search(scene.left(match.start())):
        return
    for a, b, one in _each(match, "units", _ONE_UNIT):
        rule, timex = _times(one["unit"], _count(one["count"]), _count(match["times"]))
        yield Found(a, b, _recurring("in", rule, timex))


def _times(unit: str, count: int, times: int) -> tuple[str, str]:
    """The rule of so many times in so many units: "mỗi năm hai lần" is every six months."""
    if unit.lower() == "năm" and count == 1 and times in (2, 3, 4, 6, 12):
        return _frequency("tháng", 12 // times)
    return _frequency(unit, count)


def _read_irregular(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if not _FIXED_PHRASE.search(scene.left(match.start())):
        yield Found(*match.span(), _recurring("in", None, None))


# --- Events without a date ------------------------------------------------------------------------

_CLAUSE_TAIL = _rule(
    r"""\s(?:để|theo|nhằm|phải|thì|đạt|phấn\sđấu|có\s[0-9]+|gắn\svới|làm\scơ\ssở|và\s(?:báo\scáo|gửi)|trước\sngày|chậm\snhất
        |trong\s(?:tháng|quý|năm)|hoàn\sthành\strước)(?!\w)"""
)
_HAPPENING = r"""(?:đại\shội|hội\snghị|kỳ\shọp|phiên\shọp|tổng\skết|sơ\skết|kết\sthúc|bế\smạc|khai\smạc
    |khai\sgiảng|tựu\strường|vào\s(?:năm|vụ|mùa)|học\ssinh|năm\shọc|học\skỳ|bầu\scử|mùa|vụ|bão|mưa|lũ
    |thiên\stai|đi\svào|đưa\svào|khánh\sthành|diễn\sra|bắt\sđầu|tổ\schức\s(?:đại\shội|hội\snghị|lễ)
    |ngày\s(?:khai|bầu|tổ\schức|diễn\sra))"""
_ON_EVENT = _rule(
    rf"""(?<!\w)(?:
        (?P<at>ngay\s(?:sau\skhi|sau|khi)\s(?!đó|này|từ)
          |khi\s(?=tổng\skết|sơ\skết|kết\sthúc|bế\smạc|vào\snăm\shọc))
      | (?P<before>(?:(?:chậm|muộn)\snhất\s|ngay\s)?trước(?:\skhi|\sthềm|\sngày|\sthời\sđiểm)?\s
          (?!năm\shọc\s[0-9])(?=(?:\w+\s){{0,3}}?{_HAPPENING}))
      | (?P<by>(?:cho\s)?đến\s(?:khi\s|(?:hết|cuối)\s(?=nhiệm\skỳ(?!\s[0-9]))))
      | (?P<from>(?:\A|(?<=[.;:]\s)|(?<=-\s)|(?<=\)\s))sau\skhi\s
          (?=có\s|kết\sthúc|hoàn\sthành|bế\smạc|[^,.;:()]{{0,80}}\sđược\s[^,.;:()]{{0,60}}
            (?:phê\sduyệt|thông\squa|ban\shành|chấp\sthuận|đồng\sý|công\sbố)))
    )(?P<event>{_CLAUSE})"""
)
_AT_SESSION = _rule(
    r"""(?<!\w)(?<!được\s)
    (?:trình|báo\scáo|thông\squa|cho\sý\skiến|xem\sxét|quyết\sđịnh|ban\shành)(?!\w)[^.;:]{0,100}?\s
    (?P<span>(?:tại|vào)\s(?:các\s)?(?:kỳ|phiên|hội)\s(?:họp|nghị)\s
        (?:thứ|lần\sthứ|thường|cuối|giữa|kế|gần|tới|sau|tiếp|chuyên|bất|tháng|đầu)[^,.;:()\n]{1,100})"""
)
_EVENT_BOUNDARIES: tuple[Boundary, ...] = ("at", "before", "by", "from")
_DAYS_AHEAD = _rule(rf"(?:ít\snhất|tối\sthiểu)\s{NUMBER}\s(?:ngày|tuần|tháng)")


def _cut(clause: str) -> str:
    """The clause of an event ends where the words go back to the task."""
    tail = _CLAUSE_TAIL.search(clause)
    return (clause[: tail.start()] if tail else clause).rstrip()


def _read_session(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read "tại kỳ họp thứ 10 ...", where something is submitted or decided."""
    span = _cut(match["span"])
    start, end = match.start("span"), match.start("span") + len(span)
    named = scene.calendar.find(span)
    if named and re.match(r"tháng [0-9]", named, re.IGNORECASE):
        month = scene.calendar.read(named, scene.base())
        reading = Reading(kind="date", boundary="at", due=month.last, grain="month")
        yield Found(start, end, replace(reading, timex=month.timex, flags=_flags(month)))
    else:
        yield Found(start, end, Reading(kind="event", boundary="at", reason=_NO_DAY))


def _read_event(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read "trước khi ...", "ngay sau khi ...", "đến khi ...", "Sau khi ..., "."""
    boundary: Boundary = next(b for b in _EVENT_BOUNDARIES if match[b] is not None)
    event = _cut(match["event"])
    kind: DeadlineKind = "relative" if _DAYS_AHEAD.search(event) else "event"
    end = match.start("event") + len(event)
    yield Found(match.start(), end, Reading(kind=kind, boundary=boundary, reason=_NO_DAY))


# --- The finder -----------------------------------------------------------------------------------

# What the rules need at least.
_REGULAR = _rule(rf"(?<!\w){EVERY}\s|định\skỳ|(?<!\w)lần(?!\w)")
_EVERY_YEAR = _rule(rf"{EVERY}\snăm(?!\w)")
_EVERY_MONTH_OR_QUARTER = _rule(
    rf"""{EVERY}\s(?:tháng|quý|năm) | (?:của|trong)\s\w*\s?tháng
        | tháng\s(?:kế|tiếp|liền|trước|đầu|cuối|thứ)"""
)
_WEEKDAY_WORD = _rule(r"(?<!\w)(?:thứ|chủ\snhật)(?!\w)")
_COUNT_WORD = _rule(r"(?<!\w)(?:ngày|giờ|phút|tuần|tháng|năm)(?!\w)")
_RANGE_WORD = _rule(r"[0-9]\s?-\s?[0-9]|(?:đến|tới)\s")
_FROM_WORD = _rule(r"(?<!\w)từ\s")
_SESSION_WORD = _rule(r"(?<!\w)(?:tại|vào)\s(?:các\s)?(?:kỳ|phiên|hội)\s")
_EVENT_WORD = _rule(r"(?<!\w)(?:khi|ngay|trước|đến)\s")


class DeadlineFinder:
    """Finds the deadlines of a passage.

    >>> from vnpolicy.text import Source
    >>> source = Source.of("Hoàn thành trước ngày 15/10/2026, báo cáo hằng quý.")
    >>> passage = Passage.of(source, 0, len(source.clean))
    >>> found = DeadlineFinder(Lexicon.load()).find(passage, Setting(anchor=date(2026, 3, 10)), ())
    >>> [(d.text, d.due and d.due.isoformat(), d.rrule) for d in found]
    [('trước ngày 15/10/2026', '2026-10-15', None), ('hằng quý', None, 'FREQ=MONTHLY;INTERVAL=3')]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._calendar = calendar = Calendar(lexicon.holidays)
        stretch, interval = _rule(_stretch_pattern(calendar)), _rule(_interval_pattern(calendar))
        point = _rule(_point_pattern(calendar))
        self._rules = (
            Rule("yearly_day", _EVERY_YEAR, _YEARLY_DAYS, _read_yearly_days),
            Rule("monthly_day", _EVERY_MONTH_OR_QUARTER, _MONTHLY_DAYS, _read_monthly_days),
            Rule("every_then", _REGULAR, _EVERY_THEN, _read_every_then),
            Rule("working_day", _EVERY_MONTH_OR_QUARTER, _WORKING_DAY, _read_working_day),
            Rule("yearly_month", _EVERY_YEAR, _YEARLY_MONTH, _read_yearly_month),
            Rule("weekly_day", _WEEKDAY_WORD, _WEEKLY_DAY, _read_weekly_day),
            Rule("daily_hour", _REGULAR, _DAILY_HOURS, _read_daily_hours),
            Rule("week_of", _EVERY_MONTH_OR_QUARTER, _WEEK_OF, _read_week_of),
            Rule("every_season", _EVERY_YEAR, _EVERY_SEASON, _read_every_season),
            Rule("counted", _COUNT_WORD, _COUNTED, _read_counted),
            Rule("stretch", _FROM_WORD, stretch, _read_range, _ALL),
            Rule("session", _SESSION_WORD, _AT_SESSION, _read_session),
            Rule("event", _EVENT_WORD, _ON_EVENT, _read_event, _ACTIVE),
            Rule("interval", _RANGE_WORD, interval, _read_range, _ALL),
            Rule("point", calendar.opening, point, _read_point, _ALL),
            Rule("frequency", _REGULAR, _FREQUENCY, _read_frequency),
            Rule("irregular", _REGULAR, _IRREGULAR, _read_irregular),
        )

    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> list[Deadline]:
        """The deadlines of the passage in text order, outside the facts that are taken.

        The announcement of a request that is being answered ("Về kiến nghị ...:") holds none.
        """
        text = passage.mask([(fact.start, fact.end) for fact in taken])
        if _REQUEST.match(text) and text.endswith(":"):
            return []
        scene = Scene(text=text, setting=setting, calendar=self._calendar)
        found = [
            (one, rule.name) for rule in self._rules if rule.needs.search(scene.text) for one in _apply(rule, scene)
        ]
        found.sort(key=lambda item: item[0].start)
        return [_deadline(passage, setting, one, name) for one, name in found]


def _apply(rule: Rule, scene: Scene) -> Iterator[Found]:
    """What the rule finds; its matches are hidden from the next rules, read or rejected."""
    hidden = list(scene.text)
    for match in rule.pattern.finditer(scene.text):
        found = list(rule.read(match, scene)) if scene.setting.role in rule.roles else []
        start, end = found[0][:2] if len(found) == 1 else match.span()
        hidden[start:end] = _HIDDEN * (end - start)
        yield from found
    scene.text = "".join(hidden)


def _deadline(passage: Passage, setting: Setting, found: Found, rule: str) -> Deadline:
    a, b, reading = found
    start, end = passage.span(a, b)
    latest = reading.due
    if latest and reading.boundary == "before" and reading.time is None:
        latest -= timedelta(1)
    inferred = reading.counted or "year_inferred" in reading.flags
    anchor: Anchor | None = setting.anchor_kind if inferred else None
    return Deadline(
        start=start,
        end=end,
        text=passage.slice(a, b),
        plain=passage.plain[a:b],
        rule=f"deadline.{rule}",
        flags=reading.flags,
        kind=reading.kind,
        boundary=reading.boundary,
        begin=reading.begin,
        due=reading.due,
        latest=latest,
        time=reading.time,
        grain=reading.grain,
        timex=reading.timex,
        rrule=reading.rrule,
        anchor=anchor,
        reason=reading.reason,
    )
