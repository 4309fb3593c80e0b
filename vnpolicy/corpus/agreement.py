"""How far two annotations of the same documents agree.

F1 compares two annotators span by span; Krippendorff's alpha compares labels of units that both
marked, corrected for chance (Krippendorff, Content Analysis, 4th ed. 2018, ch. 12; nominal data).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from vnpolicy.corpus.annotation import LABELS, Corpus
from vnpolicy.errors import InputError
from vnpolicy.evaluation.matching import Extent, matched

OVERLAP = 0.5
SAME_UNIT = 0.8


def krippendorff_alpha(units: Iterable[Sequence[Hashable | None]]) -> float:
    """Alpha for nominal data; one sequence of values a unit, None where a coder said nothing.

    1.0 is perfect agreement, 0.0 what chance would give. Units with fewer than two values say
    nothing about agreement and are left out. Raises InputError where nothing is left.

    >>> krippendorff_alpha([("a", "a"), ("a", "a"), ("b", "b"), ("a", "b")])  # 1 - 7 * 2 / 30
    0.5333333333333333
    """
    pairable = [[v for v in unit if v is not None] for unit in units]
    pairable = [values for values in pairable if len(values) > 1]
    if not pairable:
        raise InputError("alpha needs at least one unit with two values")
    totals = Counter(value for values in pairable for value in values)
    count = totals.total()
    observed = sum(
        sum(n * (len(values) - n) for n in Counter(values).values()) / (len(values) - 1) for values in pairable
    )
    expected = sum(n * (count - n) for n in totals.values())
    return 1.0 if expected == 0 else 1.0 - (count - 1) * observed / expected


def agreement(first: Corpus, second: Corpus) -> dict[str, float]:
    """F1 of units and of each label's spans, and alpha of roles and of first sectors.

    Only documents that both hold are compared. Raises InputError where there is none, or where the
    same name has another text.
    """
    names = sorted(set(first.documents) & set(second.documents))
    if not names:
        raise InputError("the two corpora have no document in common")
    pairs = []
    for name in names:
        (text_a, gold_a), (text_b, gold_b) = first.documents[name], second.documents[name]
        if text_a != text_b:
            raise InputError(f"{name}.txt is not the same text in both corpora: agreement needs one text")
        pairs.append((gold_a, gold_b))
    figures = {"documents": float(len(names)), "units F1": _f1([(a["units"], b["units"]) for a, b in pairs], SAME_UNIT)}
    for label in LABELS:
        spans = [([s for s in a["spans"] if s["label"] == label], [s for s in b["spans"] if s["label"] == label])
                 for a, b in pairs]  # fmt: skip
        figures[f"{label} F1"] = _f1(spans, OVERLAP)
    units = [(a["units"][i], b["units"][j]) for a, b in pairs
             for i, j in matched(_extents(a["units"]), _extents(b["units"]), SAME_UNIT)]  # fmt: skip
    if units:
        figures["role alpha"] = krippendorff_alpha([(a["role"], b["role"]) for a, b in units])
        figures["first sector alpha"] = krippendorff_alpha(
            [(_first(a["sectors"]), _first(b["sectors"])) for a, b in units]
        )
    return figures


def _extents(records: Sequence[Mapping[str, Any]]) -> list[Extent]:
    return [(record["start"], record["end"]) for record in records]


def _first(sectors: Sequence[str]) -> str:
    return sectors[0] if sectors else "none"


def _f1(pairs: Sequence[tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]], floor: float) -> float:
    both = sum(len(matched(_extents(a), _extents(b), floor)) for a, b in pairs)
    total = sum(len(a) + len(b) for a, b in pairs)
    return 2 * both / total if total else 1.0
