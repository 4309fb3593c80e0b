"""The trained classifier at work: two linear models in numpy, with the words that carried the decision.

The first model reads the words of every text of a document, the second weighs what the first says
of a paragraph and of its surroundings. Nothing of scikit-learn is needed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from vnpolicy.analysis import Evidence, Family, Role, SectorLabel
from vnpolicy.sectors.classifier import Classification, Paragraph
from vnpolicy.sectors.context import SILENT, Layout, columns
from vnpolicy.sectors.features import Features, Floats
from vnpolicy.sectors.taxonomy import Place, Taxonomy
from vnpolicy.sectors.words import Saliency, WordModel

MOST = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of the second model; ``K`` sectors, ``D`` columns of context.

    ``context`` (D, 2) and ``offset`` (2) say whether a paragraph has a sector, and whether it is the
    first; ``mean`` (D) is the average context. ``slope`` and ``shift`` (1) calibrate the former;
    ``thresholds`` and ``silent`` (K) are the probabilities from which a sector is given, in paragraphs
    of substance and in preambles and implementation clauses.
    """

    context: Floats
    offset: Floats
    mean: Floats
    slope: Floats
    shift: Floats
    thresholds: Floats
    silent: Floats

    def logits(self, context: Floats) -> Floats:
        """Log-odds (N, K, 2) of having a sector, and of having it first."""
        logits: Floats = context @ self.context + self.offset
        return logits

    def chances(self, logits: Floats) -> Floats:
        """The calibrated probabilities (N, K) of having a sector."""
        chances: Floats = 1.0 / (1.0 + np.exp(-(self.slope * logits[:, :, 0] + self.shift)))
        return chances


@dataclass(frozen=True)
class SectorModel:
    """A trained model.

    ``uncertain`` is the probability below which a decision is weak, ``general`` the one below which no
    sector speaks and the guide's default for general sentences is given.
    """

    name: str
    words: WordModel
    weights: Weights
    taxonomy: Taxonomy
    uncertain: float
    general: float

    def classify(self, paragraphs: Sequence[Paragraph]) -> list[Classification]:
        """One classification for each paragraph of one document, in order.

        Paragraphs of substance have one to three sectors, preambles and implementation clauses
        none unless one is plain.
        """
        if not paragraphs:
            return []
        reading = _Reading.of(self, paragraphs)
        return [self._decide(reading, number, given) for number, given in enumerate(reading.given)]

    def probabilities(self, paragraphs: Sequence[Paragraph]) -> Floats:
        """The calibrated probability of each sector, a row for each paragraph of one document."""
        return _Reading.of(self, paragraphs).chances

    def given(self, role: Role, chances: Sequence[float], leads: Sequence[float]) -> list[int]:
        """The numbers of the sectors that a paragraph is given, most important first; empty if none speaks."""
        silent = role in SILENT
        limits = self._limits[silent]
        ranked = sorted(range(len(chances)), key=lambda k: -chances[k])
        named = [k for k in ranked[:MOST] if chances[k] >= limits[k]]
        if not named and not silent and chances[ranked[0]] >= self.general:
            named = [max(ranked, key=lambda k: leads[k])]
        return sorted(named, key=lambda k: -leads[k])

    @cached_property
    def _limits(self) -> tuple[list[float], list[float]]:
        return self.weights.thresholds.tolist(), self.weights.silent.tolist()

    def default(self, family: Family | None, chance: float = 0.0) -> SectorLabel:
        """The guide's label for general sentences on leading or carrying out the document."""
        sector, subsector = self.taxonomy.general_of(family)
        return self.taxonomy.placed(SectorLabel(sector=sector, subsector=subsector, score=chance))

    def _decide(self, reading: _Reading, number: int, given: list[int]) -> Classification:
        paragraph, chances = reading.layout.paragraphs[number], reading.rounded[number]
        scores = dict(zip(reading.keys, chances, strict=True))
        if given:
            labels = tuple(reading.label(number, sector, rank) for rank, sector in enumerate(given))
            return Classification(labels, max(chances[k] for k in given) < self.uncertain, scores)
        if paragraph.role in SILENT:
            return Classification((), False, scores)
        sector, _ = self.taxonomy.general_of(paragraph.family)
        return Classification((self.default(paragraph.family, scores.get(sector, 0.0)),), True, scores)

    def place(self, sector: str, subsector: str | None) -> Place:
        """The place of a label in the taxonomy, remembered."""
        known = self._places.get((sector, subsector))
        if known is None:
            known = self._places[sector, subsector] = self.taxonomy.place(sector, subsector)
        return known

    @cached_property
    def _places(self) -> dict[tuple[str, str | None], Place]:
        return {}

    @cached_property
    def _sources(self) -> tuple[tuple[str, ...], Floats]:
        """What the columns of the context come from: names, and a matrix (D, names) that adds them up."""
        found = columns(len(self.taxonomy.keys))
        member = np.zeros((len(self.weights.mean), len(found)))
        for i, where in enumerate(found.values()):
            member[where, i] = 1.0
        return tuple(found), member


@dataclass(frozen=True)
class _Reading:
    """A document as the model reads it: ``chances`` of each sector (N, K), ``leads`` that it is the first."""

    model: SectorModel
    layout: Layout
    features: Features
    context: Floats
    chances: Floats
    leads: Floats

    @classmethod
    def of(cls, model: SectorModel, paragraphs: Sequence[Paragraph]) -> _Reading:
        layout = Layout.of(paragraphs)
        features = model.words.read(layout)
        around = model.words.context(layout, features)
        logits = model.weights.logits(around)
        return cls(model, layout, features, around, model.weights.chances(logits), logits[:, :, 1])

    @cached_property
    def given(self) -> list[list[int]]:
        """The numbers of the sectors given to each paragraph."""
        rows = zip(self.layout.paragraphs, self.chances.tolist(), self.leads.tolist(), strict=True)
        return [self.model.given(paragraph.role, chances, leads) for paragraph, chances, leads in rows]

    @cached_property
    def rounded(self) -> list[list[float]]:
        """The chances as they are shown."""
        rounded: list[list[float]] = np.round(self.chances, 4).tolist()
        return rounded

    def label(self, number: int, sector: int, rank: int) -> SectorLabel:
        """The label of a paragraph with its reasons; ``rank`` is its place among the paragraph's labels."""
        model = self.model
        key, sub = self.keys[sector], self._subsectors[number][sector]
        return SectorLabel(
            sector=key,
            subsector=sub,
            score=self.rounded[number][sector],
            evidence=tuple(self._evidence(number, rank)),
            because=dict(zip(model._sources[0], self._reasons[number][sector], strict=True)),
            **model.place(key, sub),
        )

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return self.model.taxonomy.keys

    @cached_property
    def _subsectors(self) -> list[list[str | None]]:
        return self.model.words.terms.subsectors(self.layout, self.features.classes)

    @cached_property
    def _reasons(self) -> list[list[list[float]]]:
        """How many log-odds each source adds to what it adds on average (N, K, sources)."""
        weights = self.model.weights
        share = self.model._sources[1] * (weights.context[:, 0] * weights.slope)[:, None]
        reasons: list[list[list[float]]] = np.round(self.context @ share - weights.mean @ share, 2).tolist()
        return reasons

    def _evidence(self, number: int, rank: int) -> Iterator[Evidence]:
        passage = self.layout.paragraphs[number].passage
        for start, end, weight in self._saliencies[rank].stretches(number):
            a, b = passage.span(start, end)
            yield Evidence(start=a, end=b, text=passage.slice(start, end), weight=round(weight, 2))

    @cached_property
    def _saliencies(self) -> list[Saliency]:
        """One for each rank of labels that there is."""
        ranks = max(map(len, self.given), default=0)
        asked = np.full((ranks, len(self.layout.texts)), -1, np.int64)
        for number, given in enumerate(self.given):
            asked[: len(given), number] = given
        return [Saliency.of(self.model.words, self.features, row) for row in asked]
