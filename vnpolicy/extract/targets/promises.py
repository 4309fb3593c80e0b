"""Whether the document promises a number or only mentions it (a base, a norm, a result, a name).

Decision order of the domain grammar of targets, section 5: unit, role, wording.
"""

from __future__ import annotations

import re

from vnpolicy.analysis import Role
from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.cues import Cue
from vnpolicy.extract.targets.qualities import operator_away
from vnpolicy.extract.targets.surroundings import Surroundings

_EARNED_PER = frozenset({"năm", "tháng", "quý", "người", "ha", "héc ta", "lao động", "đầu người",
                         "người lao động"})  # fmt: skip
_COST = re.compile(r" (?:lãi suất|chi phí|kinh phí|mức|giá|tiền|học phí|số tiền|số phí|tổng kinh phí|lệ phí)\b")
_PAST_AFTER = re.compile(r" (?:[^\W\d_]+ )?đã\b")
_BINDS = re.compile(r"[^,;:]{0,80}? (?:phải|thì)\b")
_HAVING = re.compile(r" (?:[^,;]{0,60} )?(?:có|từ) [^,;]{0,40}\Z")
_PLAN = re.compile(r"\b(?:Đề án|Chương trình|Dự án) (?:đầu tư|xây dựng|phát triển|hỗ trợ)[^,;.:]{0,60}\Z")
_PRICED = frozenset({"money", "percent", "mass", "volume", "time"})
_LOOK_BACK = frozenset({"result", "limitation", "preamble"})
_DOES: tuple[Cue, ...] = ("finishes", "works", "produces")
_LISTED = 125  # characters between the counts of one list


def is_promised(candidate: Candidate, around: Surroundings, role: Role, kept: Candidate | None) -> bool:
    """Whether the candidate is a target; ``kept`` is the last one before it that is.

    Roles that look back hold targets only where the words look forward.
    """
    kind, objective = candidate.entry.kind, role == "objective"
    if kind == "none" or _is_mentioned(candidate, around) or _is_relative(candidate, around, kept):
        return False
    if role in _LOOK_BACK and not around.looks_forward:
        return False
    if kind in ("percent", "points") or (kind == "index" and (objective or around.is_level)):
        return _is_promised_share(candidate, around, objective)
    if kind == "money":
        return _is_promised_money(candidate, around, objective)
    if kind == "ratio":
        return not around.follows("map scale")
    if kind == "time":
        return _is_promised_time(candidate, around)
    if kind == "times":
        plain = not candidate.spelled and (candidate.commits or around.in_segment("multiplies"))
        return plain or around.follows("folds") or candidate.word == "gấp"
    if kind == "share":
        return candidate.commits or around.follows("lowers", "raises", "reaches", "attains")
    if kind == "age":
        return around.in_clause("life span")
    return kind in ("rank", "place") or _is_promised_count(candidate, around, objective, kept)


def _is_mentioned(candidate: Candidate, around: Surroundings) -> bool:
    """Whether the words before the number make it a result, a name, a base, a condition, a norm."""
    reading, start = around.reading, around.start
    past = reading.last("past", around.segment, start)
    if past and not reading.last("commits", past[1], start):
        return True
    if operator_away(candidate, around):
        return False
    return (
        (start == candidate.number and _is_name(candidate, around))
        or (not candidate.commits and _is_base(around))
        or (not candidate.word and _is_aside(around))
        or (around.in_clause("condition") and not around.in_segment("commits"))
        or (_is_norm(candidate, around) and not around.in_segment("lowers"))
        or (candidate.entry.kind == "length" and around.in_segment("distance"))
        or _is_condition(candidate, around)
        or _PLAN.search(around.before) is not None
    )


def _is_name(candidate: Candidate, around: Surroundings) -> bool:
    """The number of a document, road or body, or a grade: "Đề án 06", "lớp 4"."""
    if around.follows("names"):
        return True
    return candidate.high <= 12 and around.follows("grades")


def _is_base(around: Surroundings) -> bool:
    """A number that others are compared with or taken from: "so với 5%", "trong tổng số 124 xã"."""
    compared = around.reading.last("compares", around.segment, around.start)
    if compared and not around.reading.last("changes", compared[1], around.start):
        return True
    return around.follows("base")


def _is_aside(around: Surroundings) -> bool:
    """A remark in brackets that promises nothing: "(năm 2025 là 94,2%)"."""
    before, bracket, inside = around.before.rpartition("(")
    if not bracket or ")" in inside:
        return False
    return around.reading.last("commits", around.begin + len(before), around.start) is None


def _is_relative(candidate: Candidate, around: Surroundings, kept: Candidate | None) -> bool:
    """Whether the number describes what a target counts: "30 doanh nghiệp có doanh thu trên 1.000 tỷ đồng"."""
    if candidate.commits or kept is None or kept.end <= around.segment:
        return False
    return _HAVING.match(around.reading.text, kept.end, candidate.start) is not None


def _is_norm(candidate: Candidate, around: Surroundings) -> bool:
    """A price, a fine, a rate: what is paid or reckoned, not what is brought about."""
    priced = candidate.entry.kind in _PRICED
    return around.in_segment("norm") if priced else around.follows("norm", words=2)


def _is_condition(candidate: Candidate, around: Surroundings) -> bool:
    """Whether the number says who is bound: "Hộ nuôi từ 5 ha trở lên phải ...", but not "100% hộ phải ..."."""
    subject = not around.opens and not around.in_segment("commits")
    return bool(candidate.word) and subject and _BINDS.match(around.after) is not None


def _is_promised_share(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    said = around.before.strip() or around.after.strip(" )")
    if not (objective or candidate.word or said):
        return False
    return not _COST.match(around.after) or around.in_clause("lowers")


def _is_promised_money(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    if candidate.per and candidate.per.lower() not in _EARNED_PER:  # a price
        return False
    if around.in_segment("allotted") and not around.in_segment("earned"):
        return False
    return objective or around.in_clause("earned")


def _is_promised_time(candidate: Candidate, around: Surroundings) -> bool:
    """Times are limits, unless they are shortened, reached, or what is done so often."""
    if _COST.match(around.after):
        return False
    if around.in_clause("lowers") or around.in_segment("lasts") or around.follows("reaches"):
        return True
    return candidate.commits and around.is_frequent


def _is_promised_count(candidate: Candidate, around: Surroundings, objective: bool, kept: Candidate | None) -> bool:
    """A count needs a strong comparator or a verb that brings it about (section 5 of the domain)."""
    joined = _is_joined(candidate, around, kept)
    if around.nested and not (around.follows(*_DOES, words=1) or joined):
        return False
    listed = kept is not None and 0 <= candidate.start - kept.end < _LISTED
    if candidate.entry.kind == "thing" and _is_named(candidate, around, listed):
        return False
    if candidate.commits:
        return True
    if _is_described(candidate, around) or (around.last_word == "và" and not joined):
        return False
    measured = objective and around.in_segment("measure")
    if measured or joined or _is_produced(candidate, around):
        return True
    if listed and (around.opens or around.follows("of which")):
        return True
    return around.opens and candidate.entry.kind != "thing" and (objective or around.is_frequent)


def _is_joined(candidate: Candidate, around: Surroundings, kept: Candidate | None) -> bool:
    """Whether the number goes with a target before it: "9 bác sĩ và 30 giường bệnh"."""
    together = kept is not None and kept.end > around.segment
    return together and (around.follows("for") or around.last_word == "và")


def _is_named(candidate: Candidate, around: Surroundings, listed: bool) -> bool:
    """Whether a number before an unknown word is a year or belongs to the name before it: "Đề án 06 tỉnh"."""
    name = around.last_word[:1].isupper() and around.words > 1
    small = candidate.high < 10 and not candidate.commits and not around.follows(*_DOES, words=1)
    year = 1900 <= candidate.low < 2100 and candidate.low == candidate.high
    return candidate.spelled or name or small or year or (around.opens and not listed)


def _is_described(candidate: Candidate, around: Surroundings) -> bool:
    """Whether the words make the number a property of something: "các trường dưới 15 học sinh"."""
    return (
        (candidate.operator == "<" and not around.in_clause("bounds from above", "measure"))
        or (candidate.spelled and 1 <= candidate.low <= 10)
        or (candidate.word == "quá" and candidate.low >= 1)
        or (candidate.word == "trên" and candidate.low == 1)  # "giá trị thu được trên 1 ha"
        or (around.opens and _PAST_AFTER.match(around.after) is not None)
        or (around.follows("inside") and around.last_word != "và")
        or (candidate.per is not None and around.in_segment("allotted") and not around.in_segment("measure"))
    )


def _is_produced(candidate: Candidate, around: Surroundings) -> bool:
    """Whether the number stands where the object of a verb does, and the verb brings it about."""
    if around.opens or around.follows("attribute") or _is_property(candidate, around):
        return False
    if around.follows("reaches"):
        return True
    sure = bool(candidate.word) or candidate.operator == "in" or around.in_segment("finishes")
    if around.in_segment("considers") and not sure:
        return False
    if around.follows("at"):
        return around.in_clause("finishes") or around.in_segment("works")
    if around.follows("of"):
        return around.in_clause("finishes") and not around.in_segment("handles")
    if around.follows("for"):
        return bool(candidate.word) or around.nearest("handles", *_DOES) != "handles"
    if around.nearest("handles", *_DOES, words=6) == "handles":
        return False
    return around.last_word.isalpha() or around.follows(*_DOES, words=6)


def _is_property(candidate: Candidate, around: Surroundings) -> bool:
    """Whether a measure stands behind what it is a measure of: "dài 21 km", "Khu A Bắc 280 ha"."""
    named = not candidate.word and around.last_word[:1].isupper() and around.words > 1
    sized = around.follows("dimension") and not around.in_segment("keeps", "raises")
    return candidate.entry.norm is not None and (named or sized)
