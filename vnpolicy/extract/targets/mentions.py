"""Numbers that a document only mentions, whatever they count: results, names, bases, conditions, norms."""

from __future__ import annotations

import re

from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.cues import Place
from vnpolicy.extract.targets.qualities import operator_away
from vnpolicy.extract.targets.surroundings import Surroundings

_BINDS = re.compile(r"[^,;:]{0,80}? (?:phải|thì)\b")
_HAVING = re.compile(r" (?:[^,;]{0,60} )?(?:có|từ) (?:(?!và )[^,; ]+ ){0,8}\Z")
_PLAN = re.compile(r"\b(?:Đề án|Chương trình|Dự án) (?:đầu tư|xây dựng|phát triển|hỗ trợ)[^,;.:]{0,60}\Z")
_PRICED = frozenset({"money", "percent", "mass", "volume", "time"})


def is_mentioned(candidate: Candidate, around: Surroundings, kept: Candidate | None) -> bool:
    """Whether the words before the number make it a result, a name, a base, a condition, a norm.

    ``kept`` is the last target before the candidate.
    """
    reading, start = around.reading, around.start
    past = reading.last("past", around.segment, start)
    if past and not reading.last("commits", past[1], start) and not _is_raised(around, past):
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
        or (candidate.operator not in ("<", "<=") and around.follows("lacks"))
        or _is_condition(candidate, around)
        or _PLAN.search(around.before) is not None
        or _is_relative(candidate, around, kept)
    )


def _is_raised(around: Surroundings, past: Place) -> bool:
    """Whether the past is that of what is measured: "nâng tỷ lệ các khu đã hoạt động lên trên 80%"."""
    changes = around.reading.first(around.segment, past[0], "raises", "lowers")
    return changes is not None and around.follows("reaches")


def _is_name(candidate: Candidate, around: Surroundings) -> bool:
    """The number of a document, road or body, or a grade: "Đề án 06", "lớp 4"."""
    if candidate.entry.kind in ("percent", "points", "money"):
        return False
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
