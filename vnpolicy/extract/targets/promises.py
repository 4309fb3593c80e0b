"""Whether the document promises a number or only mentions it.

Decision order of the domain grammar of targets, section 5: unit, role, wording.
"""

from __future__ import annotations

from collections.abc import Callable

from vnpolicy.analysis import Role
from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.counts import is_promised_count
from vnpolicy.extract.targets.mentions import is_mentioned
from vnpolicy.extract.targets.surroundings import Surroundings

_EARNED_PER = frozenset({"năm", "tháng", "quý", "người", "ha", "héc ta", "lao động", "đầu người",
                         "người lao động"})  # fmt: skip
_LOOK_BACK = frozenset({"result", "limitation", "preamble"})


def is_promised(candidate: Candidate, around: Surroundings, role: Role, kept: Candidate | None) -> bool:
    """Whether the candidate is a target; ``kept`` is the last one before it that is.

    Roles that look back hold targets only where the words look forward.
    """
    kind, objective = candidate.entry.kind, role == "objective"
    if kind == "none" or is_mentioned(candidate, around, kept):
        return False
    if role in _LOOK_BACK and not around.looks_forward:
        return False
    if kind == "index" and not objective and not around.is_level:
        kind = "count"  # "lắp đặt 45 điểm phát wifi"
    if kind in _BY_KIND:
        return _BY_KIND[kind](candidate, around, objective)
    return is_promised_count(candidate, around, objective, kept)


def _share(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    said = around.before.strip() or around.after.strip(" )")
    if not (objective or candidate.word or said):
        return False
    return not around.precedes("cost") or around.in_clause("lowers") or around.in_segment("earned")


def _money(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    if candidate.per and candidate.per.lower() not in _EARNED_PER:  # a price
        return False
    if around.in_segment("allotted") and not around.in_segment("earned"):
        return False
    return objective or around.in_clause("earned")


def _ratio(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    return not around.follows("map scale")


def _time(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    """Times are limits, unless they are shortened, reached, or what is done so often."""
    if around.precedes("cost"):
        return False
    if around.in_clause("lowers") or around.in_segment("lasts") or around.follows("reaches"):
        return True
    return candidate.commits and around.is_frequent


def _times(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    if around.precedes("cost"):  # "20 lần mức chuẩn"
        return False
    plain = not candidate.spelled and (candidate.commits or around.in_segment("multiplies"))
    return plain or around.follows("folds") or candidate.word == "gấp"


def _part(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    return candidate.commits or around.follows("lowers", "raises", "reaches", "attains")


def _age(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    return around.in_clause("life span")


def _always(candidate: Candidate, around: Surroundings, objective: bool) -> bool:
    return True


_BY_KIND: dict[str, Callable[[Candidate, Surroundings, bool], bool]] = {
    "percent": _share,
    "points": _share,
    "index": _share,
    "money": _money,
    "ratio": _ratio,
    "time": _time,
    "times": _times,
    "share": _part,
    "age": _age,
    "rank": _always,
    "place": _always,
}
