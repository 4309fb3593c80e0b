"""The first of the two models: what the words of a text say of each sector, and which words say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from vnpolicy.lexicon import SectorTerm
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
        spoken = [features.value * weights[features.column] for weights in self._by_output]
        own = [np.bincount(features.row, column, size) for column in spoken]
        return np.stack(own, axis=1) + features.classes @ self.classes + self.bias

    @cached_property
    def _by_output(self) -> Floats:
        return np.ascontiguousarray(self.words.T)

    def gains(self, term: SectorTerm) -> list[float]:
        """The log-odds that a term brings by its classes, one for each output; remembered."""
        known = self._gains.get(id(term))
        if known is None:
            shares = [weight * self.classes[column] for column, weight in self.extractor.classes_of(term)]
            known = self._gains[id(term)] = sum(shares, np.zeros(self.classes.shape[1])).tolist()
        return known

    @cached_property
    def _gains(self) -> dict[int, list[float]]:
        return {}

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
    spoken: list[float]

    @classmethod
    def of(cls, model: WordModel, features: Features, asked: Ints) -> Saliency:
        """The log-odds of a phrase are shared among its syllables."""
        sector = asked[features.row[features.cell]]
        kept = np.flatnonzero(sector >= 0)
        first, length, cell = features.hits.first[kept], features.hits.length[kept], features.cell[kept]
        times = np.bincount(features.cell)
        share = features.value[cell] / times[cell] / length * model.words[features.column[cell], sector[kept]]
        total = np.zeros(len(features.syllables.words))
        for step in range(int(length.max(initial=0))):
            on = length > step
            total += np.bincount(first[on] + step, share[on], len(total))
        spoken: list[float] = total.tolist()
        for number, places in zip(asked.tolist(), features.places, strict=True):
            for term, begin, after in places if number >= 0 else ():
                gain = model.gains(term)[number] / (after - begin)
                for place in range(begin, after):
                    spoken[place] += gain
        return cls(features.syllables, spoken)

    def stretches(self, text: int) -> list[tuple[int, int, float]]:
        """The few stretches of a text that speak most for its sector, in order: start, end, log-odds."""
        begin, end = self.syllables.bounds[text : text + 2].tolist()
        runs = sorted(_runs(self.spoken[begin:end]), key=lambda run: -run[2])[:_SPANS]
        runs = [run for run in runs if run[2] >= max(_LEAST, 0.2 * runs[0][2])]
        if not runs:
            return []
        spans = self.syllables.spans(text, max(after for _, after, _ in runs))
        return [(spans[first][0], spans[after - 1][1], weight) for first, after, weight in sorted(runs)]


def _runs(spoken: list[float]) -> Iterator[tuple[int, int, float]]:
    """Stretches of places that all speak for it: the first, the one after the last, their sum."""
    least = max(0.25 * max(spoken), 0.02)
    loud = [place for place, value in enumerate(spoken) if value >= least]
    first = after = -1
    total = 0.0
    for place in [*loud, -1]:  # -1 closes the last one
        if place != after:
            if total:
                yield first, after, total
            first, total = place, 0.0
        total += spoken[place]
        after = place + 1
