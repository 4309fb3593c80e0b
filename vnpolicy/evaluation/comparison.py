"""Two readings of one document laid side by side; counts and errors are both read off this."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from vnpolicy.evaluation.matching import Extent, matched
from vnpolicy.evaluation.reading import KINDS, Reading, Span, Unit
from vnpolicy.evaluation.values import same_value

SAME_PARAGRAPH = 0.8
NEAREST_PARAGRAPH = 0.3
SAME_SPAN = 0.5

Pair = tuple[int, int]


@dataclass(frozen=True)
class Alignment:
    """The facts of one label: annotated, predicted, and which answers which (index pairs).

    ``overlapping`` pairs share half of their characters, ``near`` ones that or the same digits, one inside
    the other ("80%" in "trên 80% số xã"); of these the ``right`` ones mean the same.
    """

    gold: tuple[Span, ...]
    predicted: tuple[Span, ...]
    overlapping: list[Pair]
    near: list[Pair]
    right: list[Pair]

    @classmethod
    def of(cls, label: str, text: str, gold: tuple[Span, ...], predicted: tuple[Span, ...]) -> Alignment:
        """The facts of a label, matched by their places in the text."""
        first, second = [span.extent for span in gold], [span.extent for span in predicted]
        near = matched(first, second, SAME_SPAN, lambda i, j: _same_digits(text, first[i], second[j]))
        right = [(i, j) for i, j in near if same_value(label, gold[i].fields, predicted[j].fields)]
        return cls(gold, predicted, matched(first, second, SAME_SPAN), near, right)


@dataclass(frozen=True)
class Comparison:
    """A document, its annotation and what was predicted."""

    name: str
    text: str
    gold: Reading
    predicted: Reading

    @cached_property
    def paragraphs(self) -> list[Pair]:
        """The units that are the same paragraph, by index."""
        return self._units_matched(SAME_PARAGRAPH)

    @cached_property
    def nearest(self) -> list[tuple[Unit, Unit | None]]:
        """For each annotated unit the predicted one that covers it best, None where none does."""
        best = dict(self._units_matched(NEAREST_PARAGRAPH))
        return [(unit, self.predicted.units[best[i]] if i in best else None) for i, unit in enumerate(self.gold.units)]

    @cached_property
    def facts(self) -> Mapping[str, Alignment]:
        """The facts by label."""
        return {
            label: Alignment.of(label, self.text, self.gold.facts[label], self.predicted.facts[label])
            for label in KINDS
        }

    def _units_matched(self, floor: float) -> list[Pair]:
        gold, predicted = self.gold.units, self.predicted.units
        return matched([unit.extent for unit in gold], [unit.extent for unit in predicted], floor)


def _same_digits(text: str, first: Extent, second: Extent) -> bool:
    outer, inner = sorted((first, second), key=lambda extent: (extent[0], -extent[1]))
    if inner[1] > outer[1]:
        return False
    digits = re.findall(r"\d+", text[slice(*outer)])
    return bool(digits) and digits == re.findall(r"\d+", text[slice(*inner)])
