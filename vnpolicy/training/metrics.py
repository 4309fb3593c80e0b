"""Figures of sector classifications, by the same counting as the evaluation of whole analyses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vnpolicy.evaluation.comparison import Comparison
from vnpolicy.evaluation.counts import tally
from vnpolicy.evaluation.figures import Figure, figures
from vnpolicy.evaluation.reading import KINDS, Reading, Unit
from vnpolicy.sectors.classifier import Classification
from vnpolicy.training.examples import Example

SHOWN = {
    "sectors": "micro F1",
    "sectors macro": "macro F1",
    "first sector": "first",
    "calibration error": "ECE",
}


def sector_figures(
    examples: Sequence[Example], given: Sequence[Classification], keys: Sequence[str]
) -> Mapping[str, Figure]:
    """The figures of the sectors given to examples, with intervals by document."""
    documents: dict[str, list[tuple[Example, Classification]]] = {}
    for example, classification in zip(examples, given, strict=True):
        documents.setdefault(example.document, []).append((example, classification))
    tallies = {}
    for name, pairs in documents.items():
        gold = [_unit(i, example.paragraph.role, example.sectors) for i, (example, _) in enumerate(pairs)]
        predicted = [_predicted(i, example, found) for i, (example, found) in enumerate(pairs)]
        tallies[name] = tally(Comparison(name, " " * len(pairs), _reading(gold), _reading(predicted)))
    return figures(tallies, keys)


def _reading(units: Sequence[Unit]) -> Reading:
    return Reading(header={}, units=tuple(units), facts=dict.fromkeys(KINDS, ()))


def _unit(number: int, role: str, sectors: Sequence[str]) -> Unit:
    return Unit((number, number + 1), "", role, tuple(sectors))


def _predicted(number: int, example: Example, found: Classification) -> Unit:
    sectors = tuple(label.sector for label in found.sectors)
    scores = tuple(label.score for label in found.sectors)
    return Unit((number, number + 1), "", example.paragraph.role, sectors, scores, found.uncertain)
