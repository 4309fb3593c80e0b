"""What is no deadline: times of the past, of comparisons, and in names of plans and noun phrases."""

from __future__ import annotations

import re
from datetime import timedelta

from vnpolicy.analysis import Boundary
from vnpolicy.extract.calendar import Stretch
from vnpolicy.extract.calendar.grammar import pattern
from vnpolicy.extract.deadlines.scene import FORWARD, Scene
from vnpolicy.text import UPPER

# What ends right before the time, or begins right after it.
_NEVER_AFTER = pattern(
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
_NEVER_BEFORE = pattern(r"\A\s(?:đã|vừa|là\s(?:năm|thời)|qua(?!\w))")
_EVALUATION = pattern(r"(?:kết\squả|tình\shình|đánh\sgiá|kiểm\sđiểm|ưu\sđiểm|hạn\schế|tổng\skết)\W")
_NAME_BEFORE = pattern(
    r"""(?:(?-i:Chiến\slược|Chương\strình|Đề\sán|Dự\sán|Quy\shoạch|Kế\shoạch|Nghị\squyết
        |Phong\strào|Đại\shội|Kỳ\sthi|Cuộc\svận\sđộng|Khung|Danh\smục|Phương\sán)|\ue000)
        [^.;:()]*\s\Z"""
)
_NAME_ENDS = pattern(
    r"""(?:phấn\sđấu|đạt|hoàn\sthành|bảo\sđảm|đảm\sbảo|xong|(?<!chương\s)trình|báo\scáo|gửi|ban\shành
        |,\s(?:nâng|tăng|giảm|đưa|tập\strung|tổ\schức|thực\shiện|xây\sdựng|triển\skhai|rà\ssoát))\s"""
)
_CLAUSE_START = pattern(
    r"""(?:\A|[.,;:("]|(?:\A|\s)(?:[-+]|[0-9a-zđ]{1,2}\))
      |(?<!\w)(?:phấn\sđấu|trong\sđó|riêng|hoàn\sthành|xong|kết\sthúc|bắt\sđầu|khởi\scông|lộ\strình
        |dự\skiến|là|để|bảo\sđảm|đảm\sbảo|đưa\svào\ssử\sdụng|bình\squân))\s?\Z"""
)
_AMOUNT_AFTER = pattern(
    r"""\A\s(?:phải\s|cần\s|phấn\sđấu\s|ước\s|dự\skiến\s|bình\squân\s)?
    (?:đạt|tăng|giảm|kéo\sgiảm|trên|dưới|từ|tối\sthiểu|ít\snhất|gấp|không\squá|còn|có|chiếm|lên|xuống)
    (?:\s[^\s,.;:]+){0,4}?\s[0-9]"""
)
_VERB_AFTER = pattern(
    r"""\A\s(?:phải\s|cần\s|sẽ\s|cơ\sbản\s|toàn\stỉnh\s)?
    (?:đạt|hoàn\sthành|trình|sơ\skết|tổng\skết|tổ\schức|kết\snạp|khởi\scông|đưa|xây\sdựng|triển\skhai
      |nâng|phấn\sđấu|ban\shành|xóa|thu\shút|giải\sngân)(?!\w)"""
)
_NOUN_BEFORE = pattern(
    r"""(?<!\w)(?:chỉ\stiêu|nhiệm\svụ|kế\shoạch|dự\stoán|chương\strình|báo\scáo|ngân\ssách|mục\stiêu
        |công\stác|kinh\sphí|nguồn\svốn|tình\shình|kết\squả|phương\shướng|vốn|số\sliệu|đầu\stư\scông
        |tuyển\ssinh|kịch\sbản)(?:\s[^\s,.;:]+){0,9}\s\Z"""
)
_DONE_AFTER = pattern(r",?\s[^.;:]{0,56}?\sđã\s")
_PLACE_BEFORE = re.compile(rf"(?:[{UPPER}][^\W\d_]*\s?){{1,5}},\s\Z")
_TAKES_PLACE = pattern(r"(?:tổ\schức|tiến\shành|thực\shiện|diễn\sra|khai\smạc)\s\Z")
_PART_OF_MONTH = pattern(r"(?:đầu|giữa|cuối)\s(?:tháng|quý)")
_NOT_ALONE = pattern(r"học\skỳ|nhiệm\skỳ|ngày\s(?:m[ồù]ng\s)?[0-9]{1,2}\Z")
_BASE_VALUE_BEFORE = pattern(r"(?<!\w)từ\s[0-9]\S*(?:\s[^\s,.;:]+){0,2}\s\Z")
_SIGN_BEFORE = re.compile(r"[/-][A-ZĐ]{2,}[0-9]{0,4},?\s\Z")
_LOOKS_FORWARD = pattern(
    r"""(?<!\w)(?:hoàn\sthành|phấn\sđấu|tập\strung|yêu\scầu|trình|báo\scáo|gửi|xong|bảo\sđảm|đảm\sbảo
        |thực\shiện|ban\shành|tiếp\stục|khẩn\strương)(?!\w)"""
)
_REQUEST = pattern(r"\A\W*(?:[0-9a-zđ]{1,2}[.)]\s)?Về\s(?:kiến|đề)\s(?:nghị|xuất)(?!\w)")
_DAY_AND_MONTH = re.compile(r"[0-9]{1,2}/[0-9]{1,2}")
_COUNTED_THING = pattern(r"\s(?:số|tổng|diện\stích|đại\sbiểu|thành\sviên|ủy\sviên|cán\sbộ|hộ)(?!\w)")
_PHRASE_END = re.compile(r"\s?(?:[.,;:)]|\Z)")
_SOON = timedelta(31)


def announces_answer(text: str) -> bool:
    """Whether a paragraph announces the answer to a request ("Về kiến nghị ...:")."""
    return text.endswith(":") and _REQUEST.match(text) is not None


def never_follows(left: str) -> bool:
    """Whether the words before a time make it a base of comparison, a condition or the like."""
    return _NEVER_AFTER.search(left) is not None


def ends_phrase(right: str) -> bool:
    """Whether nothing but a mark follows."""
    return _PHRASE_END.match(right) is not None


def opens_clause(left: str) -> bool:
    """Whether a clause or the complement of a verb begins after these words."""
    return _CLAUSE_START.search(left) is not None


def is_quantity(said: str, right: str) -> bool:
    """Whether "2/3" is a fraction of what follows and no day, "2030" an amount and no year."""
    if _DAY_AND_MONTH.fullmatch(said):
        return said == "24/7" or _COUNTED_THING.match(right) is not None
    return said.isdigit() and not ends_phrase(right) and not _AMOUNT_AFTER.match(right)


def is_over(scene: Scene, stretch: Stretch, boundary: Boundary = "by") -> bool:
    """Whether the time is past; "từ đầu năm" is not next year's beginning but this year's."""
    anchor = scene.setting.anchor
    if anchor is None:
        return False
    rolled = stretch.year_inferred and stretch.first.year > anchor.year
    far = boundary == "from" and rolled and stretch.first > anchor + _SOON
    return far or (stretch.first if boundary == "before" else stretch.last) < anchor


def role_allows(scene: Scene, left: str, boundary: Boundary, stretch: Stretch) -> bool:
    """Assessments hold deadlines only where the words look forward, openings none."""
    setting = scene.setting
    if setting.role in FORWARD:
        return True
    if setting.role == "preamble" or setting.anchor is None or boundary not in ("before", "by"):
        return False
    return stretch.last > setting.anchor and bool(_LOOKS_FORWARD.search(left))


def is_deadline(scene: Scene, match: re.Match[str], boundary: Boundary, stretch: Stretch, joined: bool) -> bool:
    """Whether a named time is a deadline; ``joined`` to one that is, it is one itself."""
    left, right = scene.left(match.start()), scene.right(match.end())
    over = not match["onward"] and not match["open"] and is_over(scene, stretch, boundary)
    if over or never_follows(left) or _NEVER_BEFORE.search(right):
        return False
    if not role_allows(scene, left, boundary, stretch):
        return False
    if joined or scene.in_time_line(left):
        return True
    if match["said"]:
        return _is_bounded(left, right, match, boundary, stretch)
    return _can_stand_alone(left, match, stretch) and _stands_alone(scene, left, right, match, stretch)


def _is_bounded(left: str, right: str, match: re.Match[str], boundary: Boundary, stretch: Stretch) -> bool:
    """Whether a time with a boundary word limits the task and not the name that it stands in."""
    if stretch.sort == "holiday" and boundary == "in":
        return False
    if boundary == "from" and stretch.year_inferred and "đầu năm" in match.group().lower():
        return False
    if stretch.grain not in ("year", "span") or boundary not in ("by", "in"):
        return True
    if (match["in"] or "").lower() == "trong" and stretch.grain == "year":
        return True
    return left.endswith(", ") or bool(_AMOUNT_AFTER.search(right)) or not _in_a_name(left)


def _in_a_name(left: str) -> bool:
    """Whether the time belongs to the name of a programme, plan or document before it."""
    match = _NAME_BEFORE.search(left.rstrip(" ,") + " ")
    return match is not None and _NAME_ENDS.search(match.group()) is None


def _can_stand_alone(left: str, match: re.Match[str], stretch: Stretch) -> bool:
    """Holidays, terms of office and bare days of a month need a boundary word."""
    if stretch.sort == "holiday" or _NOT_ALONE.match(match.group()):
        return False
    if _SIGN_BEFORE.search(left) or _BASE_VALUE_BEFORE.search(left):
        return False
    return stretch.sort != "season" or not left.endswith("(")


def _stands_alone(scene: Scene, left: str, right: str, match: re.Match[str], stretch: Stretch) -> bool:
    """Whether a time without a boundary word is an adverb and not part of a noun phrase."""
    if stretch.grain in ("day", "minute"):
        if _DONE_AFTER.match(right) or (_PLACE_BEFORE.match(left) and ends_phrase(right)):
            return False
        future = scene.setting.anchor is None or stretch.last > scene.setting.anchor
        worded = "ngày" in match.group().lower() or opens_clause(left)
        return future and worded and not _in_a_name(left)
    if scene.setting.is_heading:
        names_a_plan = stretch.grain in ("year", "span") and not match["open"]
        return not names_a_plan and not _EVALUATION.search(left)
    dated = not stretch.year_inferred or _TAKES_PLACE.search(left)
    if _AMOUNT_AFTER.search(right) or (dated and _PART_OF_MONTH.match(match.group())):
        return True
    if opens_clause(left):
        return not _in_a_name(left)
    return bool(_VERB_AFTER.search(right)) and not _NOUN_BEFORE.search(left)
