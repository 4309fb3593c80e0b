"""Counts: the object of a verb is promised, unless the verb handles what is there already.

A count needs a comparator that commits, or a verb that brings it about (section 5 of the domain
grammar of targets). Verbs and things are an open class: what is known are the verbs that handle a
known set ("rà soát 63 dự án") and the words that a number describes ("mô hình 4 lớp").
"""

from __future__ import annotations

import re

from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.cues import Cue
from vnpolicy.extract.targets.surroundings import Surroundings

_PAST_AFTER = re.compile(r" (?:[^\W\d_]+ )?đã\b")
_DOES: tuple[Cue, ...] = ("finishes", "works", "produces", "deed")
_LISTED = 125  # characters between the counts of one list


def is_promised_count(candidate: Candidate, around: Surroundings, objective: bool, kept: Candidate | None) -> bool:
    """Whether a count is a target; ``kept`` is the last target before it."""
    joined = _is_joined(candidate, around, kept)
    if around.nested and not (around.follows(*_DOES, words=1) or joined):
        return False
    listed = kept is not None and 0 <= candidate.start - kept.end < _LISTED
    if candidate.entry.kind == "thing" and _is_named(candidate, around, listed or objective):
        return False
    if candidate.commits:
        return objective or not _is_required(candidate, around)
    if _is_described(candidate, around) or (around.last_word == "và" and not joined):
        return False
    measured = objective and around.in_segment("measure")
    if measured or joined or _is_produced(candidate, around):
        return True
    if listed and (around.opens or around.follows("of which")):
        return True
    return around.opens and candidate.entry.kind != "thing" and (objective or around.is_frequent)


def _is_required(candidate: Candidate, around: Surroundings) -> bool:
    """Whether a measure is one that things must have: "diện tích thửa đất tối thiểu 50 m²"."""
    return candidate.entry.name in ("m", "m²") and around.in_clause("dimension") and not around.in_segment("keeps")


def _is_joined(candidate: Candidate, around: Surroundings, kept: Candidate | None) -> bool:
    """Whether the number goes with a target before it: "9 bác sĩ và 30 giường bệnh"."""
    together = kept is not None and kept.end > around.segment
    return together and (around.follows("for") or around.last_word == "và")


def _is_named(candidate: Candidate, around: Surroundings, may_open: bool) -> bool:
    """Whether a number before an unknown word is a year or belongs to the name before it: "Đề án 06 tỉnh"."""
    name = around.last_word[:1].isupper() and around.words > 1
    small = candidate.high < 10 and not candidate.commits and not around.follows(*_DOES, words=1)
    year = 1900 <= candidate.low < 2100 and candidate.low == candidate.high
    return candidate.spelled or name or small or year or (around.opens and not may_open)


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
