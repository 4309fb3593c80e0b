"""The first of the two models: what the words of a text say of each sector, and which words say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from vnpolicy.sectors.context import Layout, context
from vnpolicy.sectors.features import Extractor, Features, Floats
from vnpolicy.sectors.phrases import Ints, Syllables
from vnpolicy.sectors.termclasses import TermClasses

_LEAST = 0.15  # log-odds that a stretch of words must bring to be evidence
_SPANS = 3


@dataclass(frozen=True)
class WordModel:
    """A linear model over ``F`` n-grams and ``C`` classes of terms, with ``K`` sectors.

    ``words`` (F, K + 1), ``classes`` (C, K + 1), ``bias`` (K + 1); the last output is "no sector at all".
    ``terms`` are the classes of terms, seen from the taxonomy.
    """

    extractor: Extractor
    terms: TermClasses
    words: Floats
    classes: Floats
    bias: Floats

    def decisions(self, features: Features) -> Floats:
        """The log-odds (N, K + 1), a row for each text."""
        size = len(features.classes)
        spoken = features.value[:, None] * self.words[features.column]
        own = [np.bincount(features.row, column, size) for column in spoken.T]
        return np.stack(own, axis=1) + features.classes @ self.classes + self.bias

    def read(self, layout: Layout) -> Features:
        """The features of a document's texts and of its paragraphs' openings."""
        return self.extractor.features(layout.texts, opened=len(layout.paragraphs))

    def context(self, layout: Layout, features: Features) -> Floats:
        """What the second model sees of a document's paragraphs (N, K, D)."""
        return context(layout, self.decisions(features), self.terms.sectors(features.classes))


@dataclass(frozen=True)
class Saliency:
    """The log-odds that each place of a row of syllables brings, each text asked for one sector.

    ``asked`` holds the number of that sector for each text, -1 for the texts that are not asked.
    """

    syllables: Syllables
    spoken: Floats

    @classmethod
    def of(cls, model: WordModel, features: Features, asked: Ints) -> Saliency:
        """The log-odds of a phrase are shared among its syllables."""
        sector = asked[features.row[features.cell]]
        kept = np.flatnonzero(sector >= 0)
        first, length, cell = features.hits.first[kept], features.hits.length[kept], features.cell[kept]
        times = np.bincount(features.cell)
        share = features.value[cell] / times[cell] / length * model.words[features.column[cell], sector[kept]]
        spoken = np.zeros(len(features.syllables.words))
        for step in range(int(length.max(initial=0))):
            on = length > step
            spoken += np.bincount(first[on] + step, share[on], len(spoken))
        for number, places in enumerate(features.places):
            if asked[number] < 0:
                continue
            for term, begin, after in places:
                gain = sum(w * model.classes[c, asked[number]] for c, w in model.extractor.classes_of(term))
                spoken[begin:after] += gain / (after - begin)
        return cls(features.syllables, spoken)

    def stretches(self, text: int) -> list[tuple[int, int, float]]:
        """The few stretches of a text that speak most for its sector, in order: start, end, log-odds."""
        begin, end = self.syllables.bounds[text : text + 2].tolist()
        runs = sorted(_runs(self.spoken[begin:end].tolist()), key=lambda run: -run[2])[:_SPANS]
        runs = [run for run in runs if run[2] >= max(_LEAST, 0.2 * runs[0][2])]
        if not runs:
            return []
        spans = self.syllables.spans(text, max(after for _, after, _ in runs))
        return [(spans[first][0], spans[after - 1][1], weight) for first, after, weight in sorted(runs)]


def _runs(spoken: list[float]) -> Iterator[tuple[int, int, float]]:
    """Stretches of places that all speak for it: the first, the one after the last, their sum."""
    least = max(0.25 * max(spoken), 0.02)
    first, total = 0, 0.0
    for i, value in enumerate([*spoken, 0.0]):
        if value >= least:
            total += value
            continue
        if i > first:
            yield first, i, total
        first, total = i + 1, 0.0
