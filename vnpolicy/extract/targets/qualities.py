"""What is said of a target beside its value: direction, base, frequency, certainty."""

from __future__ import annotations

import re

from vnpolicy.analysis import Direction, Flag, Operator
from vnpolicy.extract.numbers import NUMBER
from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.surroundings import Surroundings

_NEAR = 80  # characters before a number in which its comparator may stand
_AWAY = re.compile(
    r"(?i)\b(?:ít nhất|tối thiểu|không dưới) (?:[\ue000 ]++|vào|đến|hết|cuối|năm|[0-9]{4}|phải|đạt){1,12}$"
)
_EXCEEDS = re.compile(r"(?i)\bvượt (?:mục tiêu|chỉ tiêu|kế hoạch|dự toán)[^.;,()]{0,60}\($")
_BASELINE = re.compile(
    r"(?i)(?:[^0-9;]|(?<= )[0-9](?= [^\W\d_])){0,120}?\b(?P<base>so (?:với|cùng) (?:[^\s,;.()]+ ?){1,8})"
)
_FROM = re.compile(
    rf"""(?ix)\btừ\s(?P<base>{NUMBER})\s(?:(?:tăng|giảm|nâng)\s)?(?:lên|xuống|còn|thành)(?:\s(?:còn|đến|mức))?\s\Z"""
)
_SPAN = r"(?P<span>năm|tháng|quý|tuần|ngày|học kỳ|năm học)"
_EVERY = re.compile(rf"(?i)\b(?:mỗi|hằng|hàng|từng) {_SPAN}\b")
_EVERY_AFTER = re.compile(rf"(?i)[^,;.]{{0,60}}?\b(?:mỗi|hằng|hàng|một) {_SPAN}\b")
_EACH = re.compile(
    r"""(?ix)\b(?:mỗi|từng)\s(?P<each>[^\W\d_]+(?:\s[^\W\d_]+){0,3}?)
    (?:\s(?:phải|cần|có|đạt|được|thành\slập|xây\sdựng|tổ\schức|chọn|duy\strì|bình\squân|tăng|giảm|kết\snạp|đăng\ský|giúp
        |nhận)\b[^,;.]{0,60})?\s?\Z"""
)
_EACH_BEHIND = re.compile(
    r"(?i)[^,;.]{0,40}? (?:cho mỗi|trên mỗi|trên (?:một|1)) (?P<each>vạn dân|nghìn dân|[^\W\d_]+)"
)
_POINT = re.compile(r"[0-9]\.(?![0-9]{3}(?![0-9]))[0-9]")


def operator_away(candidate: Candidate, around: Surroundings) -> Operator | None:
    """The operator of a word that stands away: "ít nhất vào năm 2025 đạt 40%"."""
    if candidate.operator != "=":
        return None
    near = around.before[-_NEAR:]
    if near.endswith("(") and _EXCEEDS.search(near):
        return ">"
    return ">=" if _AWAY.search(near) else None


def direction_of(around: Surroundings, last: Direction | None) -> Direction:
    """Whether the number is a change, something kept, or a level that is reached.

    "giảm 2%" is a change, "giảm còn 2%" a level. A member of a list changes as the ``last`` one does.
    """
    said = around.nearest("lowers", "raises", "keeps", "reaches", "attains")
    if said == "attains" and around.in_segment("growth"):
        return "increase"
    if said is None and around.continues:
        return last or "reach"
    if said == "lowers":
        return "decrease"
    if said == "raises":
        return "increase"
    return "maintain" if said == "keeps" else "reach"


def baseline_of(around: Surroundings) -> str | None:
    """The words that name what the number is compared with."""
    said = around.reading.said
    if around.base:
        return said[around.base.start : around.base.end]
    before = _FROM.search(said, max(around.begin, around.start - _NEAR), around.start)
    if before:
        return before["base"]
    after = _BASELINE.match(said, around.stop, around.end)
    return after["base"].strip() if after else None


def per_of(candidate: Candidate, around: Surroundings) -> str | None:
    """The time, the head or the body that the number is counted per."""
    if candidate.per:
        return candidate.per
    said = around.reading.said
    every = _EVERY.search(said, around.segment, around.start) or _EVERY_AFTER.match(said, around.stop, around.end)
    if every:
        return every["span"].lower()
    each = _EACH.search(said, around.segment, around.start) or _EACH_BEHIND.match(said, around.stop, around.end)
    return each["each"].lower() if each else None


def flags_of(candidate: Candidate, around: Surroundings) -> tuple[Flag, ...]:
    """What makes the value uncertain."""
    flags: list[Flag] = []
    if candidate.approximate:
        flags.append("approximate")
    digits = around.reading.text[candidate.number : candidate.noun]
    grows = (
        candidate.entry.kind == "times" and candidate.word != "gấp" and around.follows("raises")
    )  # "tăng 1,5 lần": by or to?
    if candidate.low > candidate.high or _POINT.search(digits) or grows:
        flags.append("ambiguous")
    return tuple(flags)
