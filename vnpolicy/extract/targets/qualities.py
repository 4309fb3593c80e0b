"""What is said of a target beside its value: direction, base, frequency, certainty."""

from __future__ import annotations

import re

from vnpolicy.analysis import Direction, Flag, Operator
from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.surroundings import Surroundings

_NEAR = 80  # characters before a number in which its comparator may stand
_AWAY = re.compile(
    r"(?i)\b(?:ít nhất|tối thiểu|không dưới) (?:[\ue000 ]++|vào|đến|hết|cuối|năm|[0-9]{4}|phải|đạt){1,12}$"
)
_EXCEEDS = re.compile(r"(?i)\bvượt (?:mục tiêu|chỉ tiêu|kế hoạch|dự toán)[^.;,()]{0,60}\($")
_BASELINE = re.compile(r"(?i)[^0-9]{0,120}?\b(?P<base>so với (?:[^\s,;.()]+ ?){1,8})")
_EVERY = re.compile(r"(?i)\b(?:mỗi|hằng|hàng|bình quân) (?P<span>năm|tháng|quý|tuần|ngày)\b")
_QUOTED = re.compile(r"(?i)\b(?:theo|tại) \ue000")


def operator_away(candidate: Candidate, around: Surroundings) -> Operator | None:
    """The operator of a word that stands away: "ít nhất vào năm 2025 đạt 40%"."""
    if candidate.operator != "=":
        return None
    near = around.before[-_NEAR:]
    if near.endswith("(") and _EXCEEDS.search(near):
        return ">"
    return ">=" if _AWAY.search(near) else None


def direction_of(around: Surroundings) -> Direction:
    """Whether the number is a change, something kept, or a level to be reached."""
    if around.in_segment("lowers"):
        return "decrease"
    if around.in_segment("raises"):
        return "increase"
    return "maintain" if around.in_segment("keeps") else "reach"


def baseline_of(plain: str, around: Surroundings) -> str | None:
    """The words that name what the number is compared with."""
    if around.base:
        return plain[around.base.start : around.base.end]
    said = _BASELINE.match(around.after)
    return said["base"].strip() if said else None


def per_of(candidate: Candidate, around: Surroundings) -> str | None:
    """The time or the head that the number is counted per."""
    every = _EVERY.search(around.before)
    return candidate.per or (every["span"].lower() if every else None)


def flags_of(candidate: Candidate, around: Surroundings, operator: Operator) -> tuple[Flag, ...]:
    """What makes the target uncertain, or not the document's own."""
    flags: list[Flag] = []
    if operator == "~":
        flags.append("approximate")
    if candidate.low > candidate.high:
        flags.append("ambiguous")
    if _QUOTED.search(around.before):
        flags.append("quoted")
    return tuple(flags)
