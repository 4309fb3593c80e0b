"""The first of the two models: what the words of a text say of each sector, and which words say it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from vnpolicy.sectors.context import Layout, context
from vnpolicy.sectors.features import Extractor, Features, Floats
from vnpolicy.sectors.phrases import Flags, Ints
from vnpolicy.sectors.termclasses import TermClasses

_LEAST = 0.15  # log-odds that a stretch of words must bring to be evidence
_SPANS = 4


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

    def context(self, layout: Layout, features: Features) -> Floats:
        """What the second model sees of a document's paragraphs (N, K, D)."""
        return context(layout, self.decisions(features), self.terms.sectors(features.classes))


@dataclass(frozen=True)
class Saliency:
    """Where in the texts of ``features`` the words speak for a sector."""

    model: WordModel
    features: Features

    def stretches(self, text: int, sector: int) -> list[tuple[int, int, float]]:
        """The few stretches of a text that speak most for a sector, in order: start, end, log-odds."""
        syllables = self.features.syllables
        begin, end = syllables.bounds[text : text + 2].tolist()
        spoken = self._spoken(text, sector, begin, end)
        runs = sorted(_runs(spoken, syllables.joined[begin:end]), key=lambda run: -run[2])[:_SPANS]
        return [
            (syllables.starts[begin + first], syllables.ends[begin + after - 1], weight)
            for first, after, weight in sorted(runs)
            if weight >= max(_LEAST, 0.2 * runs[0][2])
        ]

    def _spoken(self, text: int, sector: int, begin: int, end: int) -> Floats:
        """The log-odds that each syllable brings; those of a phrase are shared among its syllables."""
        features, model = self.features, self.model
        order, sorted_first = self._order
        hits = order[slice(*np.searchsorted(sorted_first, [begin, end]))]
        first, length, cell = features.hits.first[hits] - begin, features.hits.length[hits], features.cell[hits]
        share = features.value[cell] / self._counts[cell] * model.words[features.column[cell], sector] / length
        spoken = np.zeros(end - begin)
        for step in range(int(length.max(initial=0))):
            on = length > step
            spoken += np.bincount(first[on] + step, share[on], len(spoken))
        starts = features.syllables.starts[begin:end]
        for match in features.matches[text]:
            gain = sum(w * model.classes[c, sector] for c, w in model.extractor.classes_of(match))
            inside = slice(bisect_left(starts, match.start), bisect_left(starts, match.end))
            spoken[inside] += gain / (inside.stop - inside.start)
        return spoken

    @cached_property
    def _order(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.features.hits.first, kind="stable")
        return order, self.features.hits.first[order]

    @cached_property
    def _counts(self) -> Ints:
        return np.bincount(self.features.cell)


def _runs(spoken: Floats, joined: Flags) -> Iterator[tuple[int, int, float]]:
    """Stretches of syllables that all speak for it: first, the one after the last, their sum."""
    least = max(0.25 * spoken.max(initial=0.0), 0.02)
    first = 0
    for i in range(len(spoken) + 1):
        if i < len(spoken) and spoken[i] >= least and (i == first or joined[i]):
            continue
        if i > first:
            yield first, i, float(spoken[first:i].sum())
        first = i if i < len(spoken) and spoken[i] >= least else i + 1
