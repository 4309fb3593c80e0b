"""Fitting the two linear models of ``sectors.model`` with scikit-learn.

The second model, the calibration and the thresholds are fitted to predictions for documents that the
model in question has not seen: cross-validation in which a document is never divided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

import numpy as np

from vnpolicy.lexicon import Lexicon
from vnpolicy.sectors.context import SILENT, Layout
from vnpolicy.sectors.features import Extractor, Features, Floats, ngrams
from vnpolicy.sectors.model import SectorModel, Weights
from vnpolicy.sectors.phrases import Ints, Syllables
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.sectors.termclasses import TermClasses
from vnpolicy.sectors.terms import TermMatcher
from vnpolicy.sectors.words import WordModel
from vnpolicy.training.examples import Example
from vnpolicy.training.limits import Limits

FOLDS = 5
_SEED = 20261129


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is chosen by hand; ``first`` and ``second`` are the inverse strengths of regularisation (C)."""

    first: float = 10.0
    second: float = 0.05
    documents: int = 2  # in how many documents an n-gram must occur


@dataclass(frozen=True)
class Documents:
    """Examples by document: ``labels`` (N, K) of all paragraphs in order, ``first`` (N) the first sector or -1."""

    layouts: tuple[Layout, ...]
    labels: Floats
    first: Ints

    @classmethod
    def of(cls, examples: Sequence[Example], keys: Sequence[str]) -> Documents:
        """The documents of examples; those of one document must follow each other."""
        grouped = [list(group) for _, group in groupby(examples, key=lambda example: example.document)]
        layouts = tuple(Layout.of([example.paragraph for example in group]) for group in grouped)
        labels = np.array([[key in example.sectors for key in keys] for example in examples], float)
        first = np.array([keys.index(e.sectors[0]) if e.sectors else -1 for e in examples], np.int64)
        return cls(layouts, labels.reshape(len(examples), len(keys)), first)

    def rows(self) -> list[tuple[int, int]]:
        """For each document its first row, and the one after its last."""
        ends = np.cumsum([0, *(len(layout.paragraphs) for layout in self.layouts)])
        return list(pairwise(ends.tolist()))

    def select(self, chosen: Sequence[int]) -> Documents:
        """Some of the documents."""
        rows = self.rows()
        kept = np.concatenate([np.arange(*rows[i]) for i in chosen])
        return Documents(tuple(self.layouts[i] for i in chosen), self.labels[kept], self.first[kept])

    def folds(self) -> Iterator[tuple[list[int], list[int]]]:
        """(the documents to train on, those to test on), the same at every call."""
        from sklearn.model_selection import KFold

        for train, test in KFold(FOLDS, shuffle=True, random_state=_SEED).split(self.layouts):
            yield train.tolist(), test.tolist()

    @property
    def silent(self) -> np.ndarray:
        """Which paragraphs are preambles or implementation clauses."""
        return np.array([p.role in SILENT for layout in self.layouts for p in layout.paragraphs])


@dataclass(frozen=True)
class Fitted:
    """A model, and what it says of its own training documents when it has not seen them.

    ``chances`` (N, K) are the calibrated probabilities, ``leads`` (N, K) the log-odds of being the first.
    """

    model: SectorModel
    documents: Documents
    chances: Floats
    leads: Floats


def fit(examples: Sequence[Example], taxonomy: Taxonomy, lexicon: Lexicon, name: str, settings: Settings) -> Fitted:
    """A model of the examples; deterministic."""
    documents = Documents.of(examples, taxonomy.keys)
    matcher = TermMatcher(lexicon.terms)
    contexts = unseen_contexts(documents, matcher, taxonomy, settings)
    logits = np.empty((len(contexts), len(taxonomy.keys), 2))
    rows = documents.rows()
    for train, test in documents.folds():
        seen, held = (np.concatenate([np.arange(*rows[i]) for i in part]) for part in (train, test))
        context, offset, _ = _fit_context(contexts[seen], documents.labels[seen], documents.first[seen], settings)
        logits[held] = contexts[held] @ context + offset
    slope, shift = _calibration(logits[:, :, 0], documents.labels)
    context, offset, mean = _fit_context(contexts, documents.labels, documents.first, settings)
    nothing = np.zeros(len(taxonomy.keys))
    weights = Weights(context, offset, mean, slope, shift, nothing, nothing)
    chances = weights.chances(logits)
    limits = Limits.choose(chances, documents.labels, documents.silent)
    model = SectorModel(
        name=name,
        words=fit_words(documents, matcher, taxonomy, settings),
        weights=replace(weights, thresholds=limits.thresholds, silent=limits.silent),
        taxonomy=taxonomy,
        uncertain=limits.uncertain,
        general=limits.general,
    )
    return Fitted(model, documents, chances, logits[:, :, 1])


def fit_words(documents: Documents, matcher: TermMatcher, taxonomy: Taxonomy, settings: Settings) -> WordModel:
    """The first model, learnt from the paragraphs' own words and from the titles."""
    texts = [p.passage.folded for layout in documents.layouts for p in layout.paragraphs]
    titles, themes = _titles(documents)
    phrases, idf = _vocabulary(texts, documents.rows(), settings.documents)
    classes = term_classes(matcher)
    extractor = Extractor(phrases, idf, classes, matcher)
    labels = np.vstack([documents.labels, themes])
    none = ~labels.any(axis=1, keepdims=True)
    features = extractor.features([*texts, *titles])
    coefficients, bias = logistic(matrix(features, extractor), np.hstack([labels, none]), settings.first)
    split = len(phrases)
    return WordModel(extractor, TermClasses(taxonomy, classes), coefficients[:split], coefficients[split:], bias)


def term_classes(matcher: TermMatcher) -> list[str]:
    """The sectors and sub-sectors that the terms of a lexicon speak for."""
    sectors = {term.sector for term in matcher.terms if term.sector}
    return sorted(sectors) + sorted({f"{t.sector}.{t.subsector}" for t in matcher.terms if t.sector and t.subsector})


def matrix(features: Features, extractor: Extractor) -> Any:
    """The features as scikit-learn takes them: a sparse matrix, n-grams first, then classes of terms."""
    from scipy import sparse

    shape = len(features.classes), len(extractor.phrases)
    grams = sparse.csr_matrix((features.value, (features.row, features.column)), shape=shape)
    return sparse.hstack([grams, sparse.csr_matrix(features.classes)], format="csr")


def unseen_contexts(documents: Documents, matcher: TermMatcher, taxonomy: Taxonomy, settings: Settings) -> Floats:
    """The context (N, K, D), each document read by a first model that has not seen it."""
    blocks: dict[int, Floats] = {}
    for train, test in documents.folds():
        words = fit_words(documents.select(train), matcher, taxonomy, settings)
        for i in test:
            layout = documents.layouts[i]
            blocks[i] = words.context(layout, words.read(layout))
    return np.vstack([blocks[i] for i in range(len(documents.layouts))])


def _titles(documents: Documents) -> tuple[list[str], Floats]:
    """The titles, each with the sectors of at least two fifths of its document's paragraphs of substance."""
    titles, themes = [], []
    for layout, (begin, end) in zip(documents.layouts, documents.rows(), strict=True):
        labels = documents.labels[begin:end]
        labels = labels[labels.any(axis=1)]
        if layout.title is not None and len(labels):
            titles.append(layout.texts[layout.title])
            themes.append((labels.mean(axis=0) >= 0.4).astype(float))
    return titles, np.array(themes).reshape(len(titles), documents.labels.shape[1])


def _vocabulary(texts: Sequence[str], rows: Sequence[tuple[int, int]], least: int) -> tuple[list[str], Floats]:
    """The n-grams of at least so many documents, with their inverse document frequency over the texts."""
    syllables = Syllables.of(texts)
    of_texts: Counter[str] = Counter()
    of_documents: Counter[str] = Counter()
    for begin, end in rows:
        found = [set(ngrams(syllables, text)) for text in range(begin, end)]
        for grams in found:
            of_texts.update(grams)
        of_documents.update(set().union(*found))
    phrases = sorted(phrase for phrase, count in of_documents.items() if count >= least)
    counts = np.array([of_texts[phrase] for phrase in phrases], float)
    return phrases, _single(np.log((1.0 + len(texts)) / (1.0 + counts)) + 1.0)


def _single(numbers: Floats) -> Floats:
    """The numbers as they will be read back: in single precision."""
    return numbers.astype(np.float32).astype(np.float64)


def logistic(seen: Any, labels: Floats, strength: float) -> tuple[Floats, Floats]:
    """Coefficients (columns, outputs) and intercepts of one logistic regression for each output."""
    from sklearn.linear_model import LogisticRegression

    coefficients, bias = [], []
    for wanted in labels.astype(bool).T:
        if wanted.all() or not wanted.any():
            coefficients.append(np.zeros(seen.shape[1]))
            bias.append(20.0 if wanted.all() else -20.0)
            continue
        model = LogisticRegression(C=strength, solver="liblinear", random_state=0, max_iter=1000)
        model.fit(seen, wanted)
        coefficients.append(model.coef_[0])
        bias.append(float(model.intercept_[0]))
    return _single(np.array(coefficients).T), _single(np.array(bias))


def _fit_context(contexts: Floats, labels: Floats, first: Ints, settings: Settings) -> tuple[Floats, Floats, Floats]:
    """Coefficients (D, 2), intercepts (2) and the mean context (D) of the second model."""
    flat = contexts.reshape(-1, contexts.shape[2])
    mean, spread = flat.mean(axis=0), flat.std(axis=0)
    spread[spread == 0.0] = 1.0
    scaled = (flat - mean) / spread
    has, has_bias = logistic(scaled, labels.reshape(-1, 1), settings.second)
    # Which sector is the first is a question only where there is one.
    asked = np.repeat(first >= 0, labels.shape[1])
    leads = (first[:, None] == np.arange(labels.shape[1])).reshape(-1, 1)
    lead, lead_bias = logistic(scaled[asked], leads[asked], settings.second)
    context = np.hstack([has, lead]) / spread[:, None]
    bias = np.concatenate([has_bias, lead_bias])
    return _single(context), _single(bias - mean @ context), _single(mean)


def _calibration(logits: Floats, labels: Floats) -> tuple[Floats, Floats]:
    """Slope and shift that make probabilities of log-odds (Platt 1999)."""
    slope, shift = logistic(logits.reshape(-1, 1), labels.reshape(-1, 1), 1e4)
    return slope[0], shift
