"""What a comparison comes to in numbers. All of them add up: a corpus is the sum of its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from vnpolicy.evaluation.comparison import Comparison
from vnpolicy.evaluation.values import DETAILS, HEADER, same_detail, same_header_field

NONE = "none"
Key = tuple[str, str]


@dataclass(frozen=True)
class Tally:
    """The numbers of a document.

    ``counts`` holds for every figure either "right", "gold" and "predicted" (for precision, recall and F1) or
    "right" and "of" (for a share). ``first_sectors`` counts (annotated, predicted) first sectors of units,
    "none" where there is none. ``labels`` are the predicted sector labels that have a score: (score, right).
    """

    counts: Counter[Key]
    first_sectors: Counter[tuple[str, str]]
    labels: list[tuple[float, bool]]


def tally(comparison: Comparison) -> Tally:
    """The numbers of one document."""
    counts: Counter[Key] = Counter()
    for part in (_paragraphs, _sectors, _facts, _header):
        for name, field, number in part(comparison):
            counts[name, field] += number
    return Tally(
        counts,
        Counter(
            (next(iter(unit.sectors), NONE), next(iter(found.sectors), NONE) if found else NONE)
            for unit, found in comparison.nearest
        ),
        [
            (score, sector in unit.sectors)
            for unit, found in comparison.nearest
            if found
            for sector, score in zip(found.sectors, found.scores, strict=False)
        ],
    )


_Counts = Iterator[tuple[str, str, int]]


def _f1(name: str, right: int, gold: int, predicted: int) -> _Counts:
    yield name, "right", right
    yield name, "gold", gold
    yield name, "predicted", predicted


def _share(name: str, right: bool) -> _Counts:
    yield name, "right", right
    yield name, "of", 1


def _paragraphs(comparison: Comparison) -> _Counts:
    gold, predicted = comparison.gold.units, comparison.predicted.units
    yield from _f1("items", len(comparison.paragraphs), len(gold), len(predicted))
    for i, j in comparison.paragraphs:
        said, got = gold[i].role, predicted[j].role
        yield from _share("role", said == got)
        yield from _share("path", gold[i].path == predicted[j].path)
        yield f"role {said}", "right", said == got
        yield f"role {said}", "gold", 1
        yield f"role {got}", "predicted", 1
    for unit in predicted:
        yield from _share("uncertain items", unit.uncertain)


def _sectors(comparison: Comparison) -> _Counts:
    for unit, found in comparison.nearest:
        gold, predicted = set(unit.sectors), set(found.sectors if found else ())
        for name in ("sectors", f"sectors of {unit.role}"):
            yield from _f1(name, len(gold & predicted), len(gold), len(predicted))
        for sector in gold | predicted:
            yield from _f1(f"sector {sector}", sector in gold & predicted, sector in gold, sector in predicted)
        if gold:
            right = found is not None and unit.sectors[:1] == found.sectors[:1]
            for name in ("first sector", f"first sector of {unit.role}"):
                yield from _share(name, right)


def _facts(comparison: Comparison) -> _Counts:
    for label, facts in comparison.facts.items():
        gold, predicted = facts.gold, facts.predicted
        exact = sum(gold[i].extent == predicted[j].extent for i, j in facts.overlapping)
        for kind, right in (("span", len(facts.overlapping)), ("exact", exact), ("value", len(facts.right))):
            yield from _f1(f"{label} {kind}", right, len(gold), len(predicted))
        for i, j in facts.right:
            for field in DETAILS[label]:
                same = same_detail(field, gold[i].fields, predicted[j].fields)
                if same is not None:
                    yield from _share(f"{label} {field}", same)


def _header(comparison: Comparison) -> _Counts:
    for field in HEADER:
        same = same_header_field(field, comparison.gold.header, comparison.predicted.header)
        if same is not None:
            yield from _share("header", same)
