"""Whether the document promises a number or only mentions it (a base, a norm, a result, a name).

Decision order of the domain grammar of targets, section 5: unit, role, wording.
"""

from __future__ import annotations

import re

from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.qualities import operator_away
from vnpolicy.extract.targets.surroundings import Surroundings

_EARNED_PER = frozenset({"năm", "tháng", "quý", "người", "ha", "héc ta", "lao động", "đầu người",
                         "người lao động"})  # fmt: skip
_COST = re.compile(r" (?:lãi suất|chi phí|kinh phí|mức|giá|tiền|học phí|số tiền|số phí|tổng kinh phí|lệ phí)\b")
_PAST_AFTER = re.compile(r" (?:[^\W\d_]+ )?đã\b")
_LISTED = 125  # characters between the counts of one list


def is_promised(candidate: Candidate, around: Surroundings, objective: bool, kept: Candidate | None) -> bool:
    """Whether the candidate is a target; ``kept`` is the last one before it that is."""
    kind = candidate.entry.kind
    if kind == "none" or _is_mentioned(candidate, around):
        promised = False
    elif kind in ("percent", "points", "index"):
        promised = _is_promised_share(candidate, around, objective)
    elif kind == "money":
        promised = _is_promised_money(candidate, around, objective)
    elif kind == "ratio":
        promised = not around.follows("map scale")
    elif kind == "time":
        promised = around.in_clause("lowers") and not _COST.match(around.after)
    elif kind == "times":
        promised = not candidate.spelled and (candidate.commits or around.in_segment("multiplies"))
    elif kind == "age":
        promised = around.in_clause("life span")
    else:
        promised = kind in ("rank", "place") or _is_promised_count(candidate, around, objective, kept)
    return promised


def _is_mentioned(candidate: Candidate, around: Surroundings) -> bool:
    """Whether the words before the number make it a result, a name, a base, a condition, a norm."""
    reading, start = around.reading, around.start
    past = reading.last("past", around.segment, start)
    if past and not reading.last("commits", past[1], start):
        return True
    if operator_away(candidate, around):
        return False
    return (
        (start == candidate.number and around.follows("names"))
        or (not candidate.commits and _is_base(around))
        or (not candidate.compared and _is_aside(around))
        or (around.in_clause("condition") and not around.in_segment("commits"))
        or (around.in_segment("norm") and not around.in_segment("lowers"))
    )


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


def _is_promised_share(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    said = around.before.strip() or around.after.strip(" )")
    if not (objective or candidate.compared or said):
        return False
    return not _COST.match(around.after) or around.in_clause("lowers")


def _is_promised_money(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    if candidate.per and candidate.per.lower() not in _EARNED_PER:  # a price
        return False
    if around.in_segment("allotted") and not around.in_segment("earned"):
        return False
    return objective or around.in_clause("earned")


def _is_promised_count(candidate: Candidate, around: Surroundings, objective: bool, kept: Candidate | None) -> bool:
    """A count needs a strong comparator or a verb that produces it; see section 5 of the domain."""
    if around.nested and not around.follows("produces", 1):
        return False
    if candidate.commits:
        return True
    described = candidate.operator == "<" and not around.in_clause("bounds from above")
    few = candidate.spelled and 1 <= candidate.low <= 10
    if described or few or _PAST_AFTER.match(around.after) or around.follows("inside"):
        return False
    if around.follows("at"):
        return around.in_clause("finishes")
    per_one = candidate.low == 1  # "giá trị thu được trên 1 ha"
    measured = objective and not per_one and around.in_segment("measure")
    if measured or around.follows("produces", 6) or (candidate.compared and around.follows("for")):
        return True
    listed = kept is not None and 0 <= candidate.start - kept.end < _LISTED
    return around.opens and (objective or listed)
