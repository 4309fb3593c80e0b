"""Deadlines: by when, in which period or how often something is to be done.

A rule is a verbose pattern and a reader, which decides whether the words are a deadline and what
they mean. The rules run in the order of their certainty; what one has matched, whether it became a
deadline or not, is hidden from the next. Conventions are those of the annotation guide: ``due`` is
the day that is written, the last one of a longer time, the first one after "trước".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from vnpolicy.analysis import Anchor, Boundary, Deadline, DeadlineKind, Fact, Flag, Grain
from vnpolicy.extract.calendar import (
    CLOCK,
    DAY,
    EVERY,
    MONTH,
    Base,
    Calendar,
    ImpossibleDate,
    Stretch,
    UnknownDay,
    add_months,
    day,
    read_clock,
)
from vnpolicy.extract.numbers import NUMBER, read_number
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage

_HIDDEN = "\ue000"
_REACH = 160
_SOON = timedelta(31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words of a deadline mean: the fields of ``Deadline`` without its place."""

    kind: DeadlineKind
    boundary: Boundary
    begin: date | None = None
    due: date | None = None
    time: str | None = None
    grain: Grain | None = None
    timex: str | None = None
    rrule: str | None = None
    anchored: bool = False
    reason: str | None = None
    flags: tuple[Flag, ...] = ()


class Found(NamedTuple):
    start: int
    end: int
    reading: Reading


@dataclass(slots=True)
class Scene:
    """The text that the rules still see, and what the readers know beside their match."""

    text: str
    setting: Setting
    last: tuple[int, Boundary] | None = None
    found: list[tuple[str, Found]] = field(default_factory=list)

    def left(self, at: int) -> str:
        """The words before, back to the end of the sentence before."""
        near = self.text[max(0, at - _REACH) : at]
        return _SENTENCE_END.split(near)[-1]

    def right(self, at: int) -> str:
        """The words after."""
        return self.text[at : at + 60]

    def base(self, boundary: Boundary = "by") -> Base:
        return Base(
            anchor=self.setting.anchor,
            period=self.setting.period,
            to_first=boundary in ("before", "from"),
        )


Reader = Callable[["re.Match[str]", Scene], Iterator[Found]]


class Rule(NamedTuple):
    """``needs`` is a cheap pattern without which ``pattern`` cannot match."""

    name: str
    needs: re.Pattern[str]
    pattern: re.Pattern[str]
    read: Reader


_SENTENCE_END = re.compile(r"[;]\s|\.\s(?=\S)")


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


# --- Words that say on which side of a time the task lies -----------------------------------------

_BOUNDARY = r"""(?:
    (?P<before>(?:(?:(?:chậm|muộn)\snhất|hạn\schót|cho|đến)(?:\slà)?\s)?
        trước(?:\s(?:thời\sđiểm|thời\shạn|hết))?)
  | (?P<by>(?:(?:chậm|muộn)\snhất|hạn\s(?:chót|cuối)|không\s(?:quá|muộn\shơn|chậm\squá))
        (?:\s(?:là|vào|trong|đến|hết)){0,3}
      | (?:cho\s)?(?:đến|tới)(?:\shết)? | hết)
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
_EVALUATION = _rule(r"(?:kết\squả|tình\shình|đánh\sgiá|kiểm\sđiểm|ưu\sđiểm|hạn\schế|tổng\skết)\W")
_NAME_BEFORE = _rule(
    r"""(?:(?-i:Chiến\slược|Chương\strình|Đề\sán|Dự\sán|Quy\shoạch|Kế\shoạch|Nghị\squyết|Phong\strào
        |Đại\shội|Kỳ\sthi|Cuộc\svận\sđộng|Khung|Danh\smục|Phương\sán)|\ue000)
        [^.;:()]*\s\Z"""
)
_NAME_ENDS = _rule(
    r"""(?:phấn\sđấu|đạt|hoàn\sthành|bảo\sđảm|đảm\sbảo|xong|trình|báo\scáo|gửi|ban\shành
        |,\s(?:nâng|tăng|giảm|đưa|tập\strung|tổ\schức|thực\shiện|xây\sdựng|triển\skhai|rà\ssoát))\s"""
)
_CLAUSE_START = _rule(
    r"""(?:\A|[.,;:("]|(?:\A|\s)(?:[-+]|[0-9a-zđ]{1,2}\))|(?<!\w)(?:phấn\sđấu|trong\sđó|riêng|hoàn\sthành|xong|kết\sthúc|bắt\sđầu
        |khởi\scông|lộ\strình|dự\skiến|là|để|bảo\sđảm|đảm\sbảo|đưa\svào\ssử\sdụng
        |bình\squân))\s?\Z"""
)
_AMOUNT_AFTER = _rule(
    r"""\A\s(?:phải\s|cần\s|phấn\sđấu\s|ước\s|dự\skiến\s|bình\squân\s)?
    (?:đạt|tăng|giảm|kéo\sgiảm|trên|dưới|từ|tối\sthiểu|ít\snhất|gấp|không\squá|còn|có|chiếm|lên|xuống)
    (?:\s[^\s,.;:]+){0,4}?\s[0-9]"""
)
_VERB_AFTER = _rule(
    r"""\A\s(?:phải\s|cần\s|sẽ\s|cơ\sbản\s|toàn\stỉnh\s)?(?:đạt|hoàn\sthành|trình|sơ\skết|tổng\skết|tổ\schức
      |kết\snạp|khởi\scông|đưa|xây\sdựng|triển\skhai|nâng|phấn\sđấu|ban\shành|xóa|thu\shút
      |giải\sngân)(?!\w)"""
)
_TAKES_PLACE = _rule(r"(?:tổ\schức|tiến\shành|thực\shiện|diễn\sra|khai\smạc)\s\Z")
_PART_OF_MONTH = _rule(r"(?:đầu|giữa|cuối)\s(?:tháng|quý)")
_NOT_ALONE = _rule(r"học\skỳ|nhiệm\skỳ|ngày\s(?:m[ồù]ng\s)?[0-9]{1,2}\Z")
_SIGN_BEFORE = re.compile(r"[/-][A-ZĐ]{2,}[0-9]{0,4},?\s\Z")
_CONDITION_AFTER = _rule(r"\A\shoặc\s(?:đến\s)?khi\s")
_NOUN_BEFORE = _rule(
    r"""(?<!\w)(?:chỉ\stiêu|nhiệm\svụ|kế\shoạch|dự\stoán|chương\strình|báo\scáo|ngân\ssách|mục\stiêu
        |công\stác|kinh\sphí|nguồn\svốn|tình\shình|kết\squả|phương\shướng|vốn|số\sliệu|đầu\stư\scông
        |tuyển\ssinh|kịch\sbản)(?:\s[^\s,.;:]+){0,9}\s\Z"""
)
_TIME_LABEL = _rule(r"(?:thời\s(?:gian|hạn|điểm)|tiến\sđộ|hạn)(?!\w)")
_TIME_LABEL_BEFORE = _rule(r"(?<!\w)(?:thời\s(?:gian|hạn|điểm)|tiến\sđộ)[^.;:]{0,40}:\s\Z")
_FORWARD = _rule(
    r"""(?<!\w)(?:hoàn\sthành|phấn\sđấu|tập\strung|yêu\scầu|trình|báo\scáo|gửi|xong|bảo\sđảm|đảm\sbảo
        |thực\shiện|ban\shành|tiếp\stục|khẩn\strương)(?!\w)"""
)
_DELIVERS = _rule(
    r"(?<!\w)(?:hoàn\sthành|ban\shành|trình|gửi|báo\scáo|trả\slời|xong|giải\squyết|xử\slý)(?!\w)"
)
_REQUEST = _rule(r"\A\W*(?:[0-9a-zđ]{1,2}[.)]\s)?Về\s(?:kiến|đề)\s(?:nghị|xuất)(?!\w)")
_ATTACHED = _rule(r"\A\s(?:đã|vừa|là\s(?:năm|thời)|qua(?!\w))")
_COUNTED_THING = _rule(r"\s(?:số|tổng|diện\stích|đại\sbiểu|thành\sviên|ủy\sviên|cán\sbộ|hộ)(?!\w)")


def _looks_back(scene: Scene, stretch: Stretch, boundary: Boundary = "by") -> bool:
    """Whether the time is over, or so far off that "từ đầu năm" must mean the year that runs."""
    anchor = scene.setting.anchor
    if anchor is None:
        return False
    rolled = stretch.year_inferred and stretch.first.year > anchor.year
    far = boundary == "from" and rolled and stretch.first > anchor + _SOON
    return far or stretch.last < anchor


def _in_time_line(scene: Scene, start: int) -> bool:
    """The value of an attribute line "Thời gian thực hiện: ..." is a deadline as a whole."""
    label = scene.setting.attribute
    stated = label is not None and _TIME_LABEL.search(label) is not None
    return stated or _TIME_LABEL_BEFORE.search(scene.left(start)) is not None


def _role_allows(scene: Scene, start: int, boundary: Boundary, stretch: Stretch) -> bool:
    """Assessments and openings hold deadlines only where the words look forward."""
    setting = scene.setting
    if setting.role in ("task", "objective", "organisation"):
        return True
    forward = boundary in ("before", "by") and setting.anchor is not None
    return (
        setting.role != "preamble"
        and forward
        and stretch.last > (setting.anchor or date.min)
        and _FORWARD.search(scene.left(start)) is not None
    )


def _in_a_name(scene: Scene, start: int) -> bool:
    """The time belongs to the name of a programme, plan or document that stands before it."""
    match = _NAME_BEFORE.search(scene.left(start).rstrip(" ,") + " ")
    return match is not None and _NAME_ENDS.search(match.group()) is None


def _is_deadline(
    scene: Scene, match: re.Match[str], boundary: Boundary, stretch: Stretch, joined: bool
) -> bool:
    left, right = scene.left(match.start()), scene.right(match.end())
    if _NEVER_AFTER.search(left) or _ATTACHED.search(right):
        return False
    onward = match["onward"] or match["open"]
    if not onward and _looks_back(scene, stretch, boundary):
        return False
    if not _role_allows(scene, match.start(), boundary, stretch):
        return False
    if joined or _in_time_line(scene, match.start()):
        return True
    if match["said"] is None:
        return _stands_alone(scene, match, stretch)
    return _is_bounded(scene, match, boundary, stretch)


def _is_bounded(
    scene: Scene, match: re.Match[str], boundary: Boundary, stretch: Stretch
) -> bool:
    """Whether a time with a boundary word limits the task and not the name that it stands in."""
    if stretch.sort == "holiday" and boundary == "in":
        return False
    if boundary == "from" and stretch.year_inferred and "đầu năm" in match.group().lower():
        return False
    if stretch.grain not in ("year", "span") or boundary not in ("by", "in"):
        return True
    named = not _ends_in_comma(scene, match) and _in_a_name(scene, match.start())
    return not named or _AMOUNT_AFTER.search(scene.right(match.end())) is not None


def _ends_in_comma(scene: Scene, match: re.Match[str]) -> bool:
    return scene.left(match.start()).endswith(", ")


def _stands_alone(scene: Scene, match: re.Match[str], stretch: Stretch) -> bool:
    """Whether a time without a boundary word is an adverb and not part of a noun phrase."""
    left, right = scene.left(match.start()), scene.right(match.end())
    said = match.group().lower()
    if stretch.sort == "holiday" or _NOT_ALONE.match(said) or _SIGN_BEFORE.search(left):
        return False
    if stretch.sort == "season" and left.endswith("("):
        return False
    if stretch.grain in ("day", "minute"):
        future = scene.setting.anchor is None or stretch.last > scene.setting.anchor
        worded = "ngày" in said or _CLAUSE_START.search(left)
        return bool(future and worded) and not _in_a_name(scene, match.start())
    if scene.setting.is_heading:
        plan_of_year = stretch.grain in ("year", "span") and not match["open"]
        return not plan_of_year and not _EVALUATION.search(left)
    if _AMOUNT_AFTER.search(right):
        return True
    if _PART_OF_MONTH.match(said) and (not stretch.year_inferred or _TAKES_PLACE.search(left)):
        return True
    if _CLAUSE_START.search(left):
        return not _in_a_name(scene, match.start())
    return _VERB_AFTER.search(right) is not None and not _NOUN_BEFORE.search(left)


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
_QUARTER_MONTHS = {"đầu": "1,4,7,10", "2": "2,5,8,11", "cuối": "3,6,9,12"}
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


def _recurring(
    boundary: Boundary, rrule: str | None, timex: str | None, time: str | None = None
) -> Reading:
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
_AND = r"(?:,|\svà|;|\shoặc)\s"
_YEARLY_DAYS = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?P<days>(?<![\w/.-]){_DAY_AND_MONTH}{_ASIDE}
        (?:{_AND}(?:trước\s)?{_DAY_AND_MONTH}{_ASIDE}){{0,4}}
        )\s{EVERY}\snăm(?!\w)"""
)
_YEARLY_DAY = _rule(
    rf"(?:trước\s)?(?:ngày\s)?(?P<day>{DAY})(?:[/-]|\stháng\s)(?P<month>{MONTH})(?!\w)"
)
_EVERY_QUARTER = r"""(?:của\s|trong\s)?tháng\s(?P<which>đầu|cuối|thứ\s(?:nhất|hai|ba|[123]))
    (?:\s(?:tiên|cùng))?(?:\s(?:của|trong))?(?:\s(?:mỗi|hằng|hàng|từng))?
    \squý(?:\s(?:sau|tiếp\stheo|kế\stiếp|trước))?(?!\w)"""
_EVERY_MONTH = rf"""(?:{EVERY}\stháng|của\s(?:{EVERY}\s)?tháng(?!\s(?:[0-9]|này))
    (?:\s(?:trước\sđó|trước|sau|kế\stiếp|tiếp\stheo|liền\skề))?
    |tháng\s(?:kế\stiếp|tiếp\stheo|liền\skề|trước\sđó))(?!\w)"""
_DAY_OF_MONTH = rf"(?:ngày\s(?:m[ồù]ng\s)?(?:{DAY}(?!\w|[/.-][0-9])|cuối(?:\scùng)?))"
_MONTHLY_DAYS = _rule(
    rf"""(?<!\w)(?:(?:từ\sngày\s(?P<opening>{DAY})\sđến(?:\shết)?|{_BOUNDARY})\s)?
        (?P<days>(?<!\w){_DAY_OF_MONTH}{_ASIDE}(?:{_AND}(?:trước\s)?(?:{_DAY_OF_MONTH}|{DAY}){_ASIDE}){{0,3}})
        \s(?:{_EVERY_QUARTER}|{_EVERY_MONTH})"""
)
_MONTHLY_DAY = _rule(
    rf"(?:trước\s)?(?:ngày\s(?:m[ồù]ng\s)?)?(?<!\w)(?P<day>{DAY}(?![\w)])|cuối(?:\scùng)?)"
)
_EVERY_THEN = _rule(
    rf"""(?<!\w)(?:(?:định\skỳ\s)?{EVERY}\s(?P<unit>tháng|năm)|định\skỳ),?\s(?:{_BOUNDARY}\s)?
        (?:(?P<day>{_DAY_OF_MONTH})|(?:đầu\s|giữa\s|cuối\s)?tháng\s(?P<month>{MONTH}))(?!\w|[/-][0-9]|\stháng)"""
)
_WORKING_DAY = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?<!\w)ngày\slàm\sviệc\s(?P<edge>cuối|đầu)(?:\s(?:cùng|tiên))?\s{_EVERY_MONTH}"""
)
_YEARLY_MONTH = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?<!\w)(?:(?:đầu|giữa|cuối)\s)?(?:tháng\s(?P<month>{MONTH})
        |quý\s(?P<quarter>I{{1,3}}|IV|[1-4]))\s{EVERY}\snăm(?!\w)"""
)
_WEEKLY_DAY = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?:(?<!\w)(?P<clock>{CLOCK}),?\s)?(?:(?<!\w)(?:sáng|chiều|tối)\s)?
        (?:ngày\s)?(?<!\w){_WEEKDAY}\s
        (?:(?:{EVERY}|của|trong)\s(?:mỗi\s)?tuần(?!\w)
          |(?:của\s)?tuần\s(?P<edge>đầu|cuối)(?:\s(?:tiên|cùng))?\s{_EVERY_MONTH})"""
)
_DAILY_HOURS = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?P<hours>(?<![\w.,/]){CLOCK}(?:{_AND}(?:trước\s)?{CLOCK}){{0,3}})
        \s{EVERY}\sngày(?!\w)"""
)
_HOUR = _rule(rf"(?:trước\s)?(?P<clock>{CLOCK})")
_WEEK_OF = _rule(
    rf"""(?<!\w)(?:{_BOUNDARY}\s)?(?<!\w)(?:tuần|ngày)\s(?:đầu|cuối)(?:\s(?:tiên|cùng))?\s
        (?:{_EVERY_QUARTER}|{_EVERY_MONTH}|(?:của\s)?{EVERY}\s(?P<unit>quý|năm)(?!\w))"""
)
_EVERY_SEASON = _rule(
    rf"(?<!\w)(?:trước|sau|vào|trong)\s(?:mùa|dịp|đợt|kỳ)\s[^\s,.;:]+(?:\s[^\s,.;:]+){{0,4}}?\s{EVERY}\snăm(?!\w)"
)
_EACH = r"(?:hằng|hàng|mỗi)"
_MORE_UNITS = rf"(?:(?:,|\svà|\shoặc|,\svà)\s(?:{EVERY}\s|{NUMBER}\s)?{_UNIT})"
_FREQUENCY = _rule(
    rf"""(?P<units>(?<!\w)(?:(?:định\skỳ,?\s)?{_EACH}\s{_UNIT} | định\skỳ\s(?:vào\s)?(?:{NUMBER}\s)?{_UNIT}
        | (?:{NUMBER}\s)?(?:{_UNIT}|giờ|phút)(?=\s(?:một|0?1)\slần(?!\w)|\s?/\s?(?:0?1\s)?lần(?!\w)))
        {_MORE_UNITS}{{0,3}})
        (?:(?:\s?/\s?|\s)(?:(?P<times>{NUMBER})\s)?lần(?!\w))?"""
)
_ONE_UNIT = _rule(
    rf"""(?P<every>(?:định\skỳ,?\s)?(?:vào\s)?(?:{EVERY}\s)?)(?:(?P<count>{NUMBER})\s)?(?P<unit>{_UNIT}|giờ|phút)"""
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
          |phiên\shọp|kỳ\shọp|mức|thu\snhập|chi\sthường\sxuyên|tiền|đơn\sgiá|thuế|phí|hợp\sđồng)(?:\s[^\s,.;:]+){0,5}
      | (?:sinh\shoạt(?:\schi\sbộ)?|giao\sban|từng|(?:báo\scáo|khám\ssức\skhỏe|kiểm\stra)\sđịnh\skỳ)
    )\s\Z"""
)

# --- Days counted from something, and events without a date ---------------------------------------

_COUNTED = _rule(
    rf"""(?<!\w)(?:(?P<how>(?:chậm|muộn)\snhất(?:\s(?:là|sau|trong|vòng|thời\shạn|không\squá)){{0,3}}
        |trong(?:\svòng|\sthời\s(?:hạn|gian))?(?:\s(?:không\squá|tối\sđa|chậm\snhất|ít\snhất))?
        |(?<!trong\s)thời\shạn|không\squá|tối\sđa|sau)\s|(?=[^,.;:()]{{4,30}}\s(?:kể|tính)\stừ\s))
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
_CLAUSE = r"[^,.;:()\"\n\ue000]{2,140}"
_CLAUSE_TAIL = _rule(
    r"""\s(?:để|theo|nhằm|phải|thì|gắn\svới|làm\scơ\ssở|và\s(?:báo\scáo|gửi)|trước\sngày|chậm\snhất
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
          (?=(?:\w+\s){{0,3}}?{_HAPPENING}))
      | (?P<by>(?:cho\s)?đến\skhi\s)
      | (?P<from>(?:\A|(?<=[.;:]\s)|(?<=-\s)|(?<=\)\s))sau\skhi\s
          (?=có\s|kết\sthúc|hoàn\sthành|bế\smạc|[^,.;:()]{{0,80}}\sđược\s[^,.;:()]{{0,60}}
            (?:phê\sduyệt|thông\squa|ban\shành|chấp\sthuận|đồng\sý|công\sbố)))
    )(?P<event>{_CLAUSE})"""
)
_AT_SESSION = _rule(
    r"""(?<!\w)(?<!được\s)(?:trình|báo\scáo|thông\squa|cho\sý\skiến|xem\sxét|quyết\sđịnh|ban\shành)(?!\w)[^.;:]{0,100}?\s
    (?P<span>(?P<at>tại|vào)\s(?:các\s)?(?:kỳ|phiên|hội)\s(?:họp|nghị)\s
        (?:thứ|lần\sthứ|thường|cuối|giữa|kế|gần|tới|sau|tiếp|chuyên|bất|tháng|đầu)[^,.;:()\n]{1,100})"""
)


def _cut(clause: str) -> str:
    """The clause of an event ends where the words go back to the task."""
    tail = _CLAUSE_TAIL.search(clause)
    return (clause[: tail.start()] if tail else clause).rstrip()


# --- The finder -----------------------------------------------------------------------------------


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
        self._calendar = Calendar(lexicon.holidays)
        named, loose = self._calendar.named, self._calendar.loosely_named
        point = rf"""(?<!\w)(?:{_BOUNDARY}\s(?P<said>{loose})|(?P<alone>{named})|(?<=:\s)(?P<bare>{loose}))
            (?P<ahead>\s(?:ít\snhất|tối\sthiểu)\s(?P<days>{NUMBER})\sngày(?!\w))?
            (?P<onward>\strở\s(?:đi|về\ssau))?
            (?P<open>,?\s(?:và\s)?(?:các|những)\snăm\s(?:tiếp\stheo|sau|kế\stiếp|tới))?"""
        to = r"\s?(?P<to>-|(?:cho\s)?đến(?:\shết|\strước|\scuối)?|tới)\s?"
        stretch = rf"""(?<!\w)từ\s(?P<first>nay|(?:bây\s)?giờ|{loose}){to}
            (?:(?P<now>nay(?!\w))|(?P<last>{loose})
              |(?P<event>khi\s{_CLAUSE}|(?:nhiệm\skỳ|Đại\shội)(?!\w)[^,.;:()\n]{{0,60}}))"""
        interval = rf"""(?<!\w)(?:từ\s)?(?P<first>{named}|ngày\s{DAY}(?=-)){to}
            (?P<last>(?![0-9]{{4}}){loose})"""
        self._named = _rule(named)
        self._rules = [
            Rule("yearly_day", _EVERY_YEAR, _YEARLY_DAYS, _read_yearly_days),
            Rule("monthly_day", _EVERY_MONTH_OR_QUARTER, _MONTHLY_DAYS, _read_monthly_days),
            Rule("every_then", _REGULAR, _EVERY_THEN, _read_every_then),
            Rule("working_day", _EVERY_MONTH_OR_QUARTER, _WORKING_DAY, _read_working_day),
            Rule("yearly_month", _EVERY_YEAR, _YEARLY_MONTH, _read_yearly_month),
            Rule("weekly_day", _WEEKDAY_WORD, _WEEKLY_DAY, _read_weekly_day),
            Rule("daily_hour", _REGULAR, _DAILY_HOURS, _read_daily_hours),
            Rule("week_of", _EVERY_MONTH_OR_QUARTER, _WEEK_OF, _read_week_of),
            Rule("every_season", _EVERY_YEAR, _EVERY_SEASON, _read_every_season),
            Rule("counted", _COUNT_WORD, _COUNTED, self._read_counted),
            Rule("stretch", _FROM_WORD, _rule(stretch), self._read_stretch),
            Rule("session", _SESSION_WORD, _AT_SESSION, _read_session),
            Rule("event", _EVENT_WORD, _ON_EVENT, _read_event),
            Rule("interval", _RANGE_WORD, _rule(interval), self._read_stretch),
            Rule("point", self._calendar.opening, _rule(point), self._read_point),
            Rule("frequency", _REGULAR, _FREQUENCY, _read_frequency),
            Rule("irregular", _REGULAR, _IRREGULAR, _read_irregular),
        ]

    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> list[Deadline]:
        """The deadlines of the passage in text order, outside the facts that are taken."""
        scene = Scene(passage.mask([(fact.start, fact.end) for fact in taken]), setting)
        if _REQUEST.match(scene.text) and scene.text.endswith(":"):
            return []
        found: list[tuple[str, Found]] = []
        for rule in self._rules:
            if rule.needs.search(scene.text):
                found += [(rule.name, one) for one in _apply(rule, scene)]
        found.sort(key=lambda item: item[1].start)
        return [_deadline(passage, setting, name, one) for name, one in found]

    def _read_point(self, match: re.Match[str], scene: Scene) -> Iterator[Found]:
        """A named time with or without a boundary word."""
        said = match["said"] or match["alone"] or match["bare"]
        if match["bare"] and not _in_time_line(scene, match.start()):
            return
        joined = _inherited(match, scene)
        boundary = joined or _boundary_of(match, said, scene.left(match.start()))
        if match["said"] and not _can_be_bare(said, scene.right(match.end())):
            return
        try:
            stretch = self._calendar.read(said, scene.base(boundary))
        except (ImpossibleDate, UnknownDay) as error:
            if match["said"] and not _NEVER_AFTER.search(scene.left(match.start())):
                yield Found(*match.span(), _unresolved("date", boundary, error))
            return
        if _is_deadline(scene, match, boundary, stretch, joined is not None):
            scene.last = match.end(), boundary
            reading = _point(match, stretch, boundary)
            if _CONDITION_AFTER.match(scene.right(match.end())):
                reading = replace(reading, flags=(*reading.flags, "conditional"))
            yield Found(*match.span(), reading)

    def _read_stretch(self, match: re.Match[str], scene: Scene) -> Iterator[Found]:
        """ "từ X đến Y", "từ nay đến Y", "từ X đến khi ...", "ngày 15 - 20/3/2026"."""
        groups = match.groupdict()
        left = scene.left(match.start())
        stated = match.group().lower().startswith("từ") or _in_time_line(scene, match.start())
        if groups.get("now") or _NEVER_AFTER.search(left):
            return
        if not stated and not _CLAUSE_START.search(left):
            return
        boundary: Boundary = "before" if "trước" in match["to"].lower() else "by"
        try:
            first, last = self._ends(groups, scene, boundary)
        except (ImpossibleDate, UnknownDay) as error:
            yield Found(*match.span(), _unresolved("period", boundary, error))
            return
        if last is None:
            end = match.start("event") + len(_cut(match["event"]))
            reading = Reading(kind="period", boundary=boundary, begin=first.first, reason=_NO_DAY)
            if scene.setting.role != "preamble":
                yield Found(match.start(), end, reading)
        elif not _looks_back(scene, last) and _role_allows(scene, match.start(), boundary, last):
            yield Found(*match.span(), _period(first, last, boundary))

    def _ends(
        self, groups: dict[str, str | None], scene: Scene, boundary: Boundary
    ) -> tuple[Stretch, Stretch | None]:
        """Both ends of a range; the one that is fully dated lends its year to the other."""
        opening, closing = groups["first"] or "", groups.get("last")
        base = scene.base(boundary)
        if opening.lower() in ("nay", "giờ", "bây giờ"):
            today = day(base.day.year, base.day.month, base.day.day)
            return today, self._calendar.read(closing, base) if closing else None
        if opening.isdigit():
            opening = f"ngày {opening}"
        if closing is None:
            return self._calendar.read(opening, base), None
        if re.search(r"(?:19|20)[0-9]{2}", opening):
            first = self._calendar.read(opening, base)
            return first, self._calendar.read(closing, replace(base, anchor=first.first, period=None))
        last = self._calendar.read(closing, base)
        return self._calendar.read(opening, replace(base, beside=last)), last

    def _read_counted(self, match: re.Match[str], scene: Scene) -> Iterator[Found]:
        """ "trong vòng 15 ngày kể từ ngày ký", "chậm nhất 03 ngày sau khi kết thúc kỳ họp"."""
        if scene.setting.role not in _ORDERS or not _is_limit(match, scene):
            return
        end = match.end()
        if match["event"]:
            signing = _FROM_SIGNING.match(match["event"])
            event = signing.group() if signing else _cut(match["event"])
            end = match.start("event") + len(event)
        yield Found(match.start(), end, self._count(match, scene))

    def _count(self, match: re.Match[str], scene: Scene) -> Reading:
        boundary: Boundary = "in" if (match["how"] or "").lower().startswith("trong") else "by"
        count, unit = int(read_number(match["count"]) or 0), match["unit"].lower()
        reading = Reading(
            kind="relative", boundary=boundary, grain=_GRAINS.get(unit), timex=_duration(count, unit)
        )
        try:
            start, anchored = self._counted_from(match, scene)
            due = self._after(start, -count if match["from"] == "trước" else count, unit)
        except (UnknownDay, ImpossibleDate) as error:
            return replace(reading, reason=str(error))
        return replace(reading, due=due, anchored=anchored)

    def _counted_from(self, match: re.Match[str], scene: Scene) -> tuple[date, bool]:
        """The day that is counted from, and whether it is the document's own."""
        if match["event"] is None:
            raise UnknownDay("it is not said from when to count")
        event = match["event"]
        if _FROM_SIGNING.match(event):
            return scene.base().day, True
        named = self._named.search(_cut(match["rest"]))
        if named:
            return self._calendar.read(named.group(), scene.base()).first, False
        if _RECEIPT.search(event):
            raise UnknownDay("the day of receipt is not known")
        raise UnknownDay(_NO_DAY)

    def _after(self, start: date, count: int, unit: str) -> date:
        """The first day is not counted (Civil Code 2015, article 147)."""
        if not -3660 < count < 3660:
            raise UnknownDay(f"{count} {unit} are too many to count")
        if unit == "ngày làm việc" and count > 0:
            return self._calendar.add_working_days(start, count)
        if unit in ("tháng", "năm"):
            return add_months(start, count * (12 if unit == "năm" else 1))
        if unit in ("ngày", "tuần"):
            return start + timedelta(count * (7 if unit == "tuần" else 1))
        raise UnknownDay(f"{unit} are not counted without the time of the day")


def _is_limit(match: re.Match[str], scene: Scene) -> bool:
    """Whether a count of days limits a task: "trong vòng 5 ngày", not "kéo dài trong 5 ngày"."""
    how, left = (match["how"] or "").lower(), scene.left(match.start())
    since = (match["from"] or "").lower() in ("kể từ", "tính từ")
    if _NEVER_AFTER.search(left) or (how in ("", "sau") and not since):
        return False
    if match["rest"]:
        return True
    if how == "trong":
        days = match["unit"].lower().startswith("ngày")
        ends = _PHRASE_END.match(scene.right(match.end()))
        return bool(days and ends and _DELIVERS.search(left))
    return how.startswith(("chậm", "muộn", "trong vòng", "trong thời hạn", "thời hạn"))


_NO_DAY = "the day of the event is not stated"
_ORDERS = ("task", "organisation", "objective")
_RECEIPT = _rule(r"(?<!chứng\s)(?<!công\s)(?<!xác\s)nhận(?!\w)")
_PHRASE_END = re.compile(r"\s?(?:[.,;:)]|\Z)")
_GRAINS: dict[str, Grain] = {
    "phút": "minute", "giờ": "hour", "ngày": "day", "ngày làm việc": "day", "tuần": "week",
    "tháng": "month", "năm": "year",
}  # fmt: skip
_LEAD = {"phút": "PT{}M", "giờ": "PT{}H", "tuần": "P{}W", "tháng": "P{}M", "năm": "P{}Y"}


def _duration(count: int, unit: str) -> str:
    return _LEAD.get(unit, "P{}D").format(count)


def _inherited(match: re.Match[str], scene: Scene) -> Boundary | None:
    """The second of two coordinated times shares the boundary of the first."""
    if scene.last is None or match["said"]:
        return None
    end, boundary = scene.last
    return boundary if re.fullmatch(_AND, scene.text[end : match.start()]) else None


def _can_be_bare(said: str, right: str) -> bool:
    """Whether "30/4" is a day and not a fraction of what follows, "2030" a year and no amount."""
    if re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}", said):
        return said != "24/7" and not _COUNTED_THING.match(right)
    return not said.isdigit() or bool(_PHRASE_END.match(right) or _AMOUNT_AFTER.match(right))


def _unresolved(kind: DeadlineKind, boundary: Boundary, error: ValueError) -> Reading:
    flags: tuple[Flag, ...] = ("impossible_date",) if isinstance(error, ImpossibleDate) else ()
    return Reading(kind=kind, boundary=boundary, reason=str(error), flags=flags)


def _flags(*stretches: Stretch) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    if any(stretch.approximate for stretch in stretches):
        flags.append("approximate")
    if any(stretch.year_inferred for stretch in stretches):
        flags.append("year_inferred")
    return tuple(flags)


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
    onward = {"boundary": "from", "timex": f"{stretch.timex}/.."}
    if match["open"]:
        reading = replace(
            reading, **onward, kind="period", begin=stretch.first, due=None, reason="the end is open"
        )
    elif match["onward"]:
        reading = replace(reading, **onward, due=stretch.first)
    elif match["ahead"]:
        due = stretch.first - timedelta(int(read_number(match["days"]) or 0))
        reading = replace(reading, kind="relative", due=due, timex=due.isoformat())
    elif stretch.sort == "years" and boundary in ("in", "at"):
        reading = replace(reading, kind="period", begin=stretch.first)
    elif stretch.sort == "school" and boundary == "from":
        reading = replace(reading, due=None, reason="a school year has no fixed first day")
    return reading


# What the rules need at least.
_REGULAR = _rule(rf"(?<!\w){EVERY}\s|định\skỳ|(?<!\w)lần(?!\w)")
_EVERY_YEAR = _rule(rf"{EVERY}\snăm(?!\w)")
_EVERY_MONTH_OR_QUARTER = _rule(
    rf"{EVERY}\s(?:tháng|quý|năm)|(?:của|trong)\s\w*\s?tháng|tháng\s(?:kế|tiếp|liền|trước|đầu|cuối|thứ)"
)
_WEEKDAY_WORD = _rule(r"(?<!\w)(?:thứ|chủ\snhật)(?!\w)")
_COUNT_WORD = _rule(r"(?<!\w)(?:ngày|giờ|phút|tuần|tháng|năm)(?!\w)")
_RANGE_WORD = _rule(r"[0-9]\s?-\s?[0-9]|(?:đến|tới)\s")
_FROM_WORD = _rule(r"(?<!\w)từ\s")
_SESSION_WORD = _rule(r"(?<!\w)(?:tại|vào)\s(?:các\s)?(?:kỳ|phiên|hội)\s")
_EVENT_WORD = _rule(r"(?<!\w)(?:khi|ngay|trước)\s")


# --- Readers of recurrences -----------------------------------------------------------------------


def _read_yearly_days(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """ "trước ngày 01/6 và 15/11 hằng năm": each day is a deadline, the later ones from their own."""
    boundary = _boundary_of(match, match["days"], "")
    for a, b, one in _each(match, "days", _YEARLY_DAY):
        month, of = int(one["month"]), int(one["day"])
        rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={of}"
        reading = _recurring(boundary, rule, f"XXXX-{month:02d}-{of:02d}")
        yield Found(a, b, reading if _exists(month, of) else _no_such_day(reading, month, of))


def _exists(month: int, of: int) -> bool:
    return of <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def _no_such_day(reading: Reading, month: int, of: int) -> Reading:
    return replace(
        reading, rrule=None, reason=f"{of}/{month} does not exist", flags=("impossible_date",)
    )


def _each(match: re.Match[str], group: str, one: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Coordinated times: the first begins with the match, the last ends with it."""
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
    """ "hằng tháng, trước ngày 18", "hằng năm, vào đầu tháng 12"."""
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
    numerals = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
    numeral = (match["quarter"] or "").lower()
    month = match["month"] or 3 * (numerals.get(numeral) or int(numeral))
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
    if scene.setting.role in _ORDERS:
        boundary: Boundary = "before" if match.group().lower().startswith("trước") else "in"
        yield Found(*match.span(), _recurring(boundary, *_frequency("năm")))


def _read_frequency(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """ "hằng quý", "định kỳ 6 tháng, năm", "2 năm một lần", "mỗi năm hai lần"."""
    each = match.group().lower().startswith("mỗi")
    fixed = not each and _FIXED_PHRASE.search(scene.left(match.start()))
    if fixed or scene.setting.role not in _ORDERS:
        return
    units = list(_ONE_UNIT.finditer(match["units"]))
    for number, one in enumerate(units):
        a = match.start() + one.start()
        b = match.end() if number == len(units) - 1 else match.start() + one.end()
        count = int(read_number(one["count"]) or 1) if one["count"] else 1
        rule, timex = _times(one["unit"], count, match["times"])
        yield Found(a, b, _recurring("in", rule, timex))


def _times(unit: str, count: int, times: str | None) -> tuple[str, str]:
    """ "mỗi năm hai lần" is every six months."""
    often = int(read_number(times) or 1) if times else 1
    if unit.lower() == "năm" and count == 1 and often in (2, 3, 4, 6, 12):
        return _frequency("tháng", 12 // often)
    return _frequency(unit, count)


def _read_irregular(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if scene.setting.role in _ORDERS and not _FIXED_PHRASE.search(scene.left(match.start())):
        yield Found(*match.span(), _recurring("in", None, None))


# --- Readers of events ----------------------------------------------------------------------------


_DAYS_AHEAD = _rule(rf"(?:ít\snhất|tối\sthiểu)\s{NUMBER}\s(?:ngày|tuần|tháng)")


def _event(boundary: Boundary) -> Reading:
    return Reading(kind="event", boundary=boundary, reason=_NO_DAY)


def _read_session(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if scene.setting.role in _ORDERS:
        end = match.start("span") + len(_cut(match["span"]))
        yield Found(match.start("span"), end, _event("at"))


def _read_event(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if scene.setting.role not in ("task", "organisation"):
        return
    boundary: Boundary = next(b for b in ("at", "before", "by", "from") if match[b] is not None)
    event = _cut(match["event"])
    kind: DeadlineKind = "relative" if _DAYS_AHEAD.search(event) else "event"
    end = match.start("event") + len(event)
    yield Found(match.start(), end, replace(_event(boundary), kind=kind))


def _apply(rule: Rule, scene: Scene) -> Iterator[Found]:
    """What the rule finds; its matches are hidden from the next rules, read or rejected."""
    hidden = list(scene.text)
    for match in rule.pattern.finditer(scene.text):
        found = list(rule.read(match, scene))
        start, end = found[0][:2] if len(found) == 1 else match.span()
        hidden[start:end] = _HIDDEN * (end - start)
        yield from found
    scene.text = "".join(hidden)


def _deadline(passage: Passage, setting: Setting, rule: str, found: Found) -> Deadline:
    a, b, reading = found
    start, end = passage.span(a, b)
    due, latest = reading.due, reading.due
    if due and reading.boundary == "before" and reading.time is None:
        latest = due - timedelta(1)
    inferred = reading.anchored or "year_inferred" in reading.flags
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
        due=due,
        latest=latest,
        time=reading.time,
        grain=reading.grain,
        timex=reading.timex,
        rrule=reading.rrule,
        anchor=anchor,
        reason=reading.reason,
    )
