"""Designs of a sector classifier side by side: what each part of the shipped one is worth.

Every design is trained and tested on the same documents, never on the document that it is tested on.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np

from vnpolicy.analysis import SectorLabel
from vnpolicy.lexicon import Lexicon
from vnpolicy.sectors.classifier import Classification, Classifier, Paragraph
from vnpolicy.sectors.context import SILENT
from vnpolicy.sectors.features import Floats, ngrams
from vnpolicy.sectors.lexical import LexiconClassifier
from vnpolicy.sectors.phrases import Syllables
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.sectors.terms import TermMatcher
from vnpolicy.text import Passage, Source
from vnpolicy.training.examples import Example
from vnpolicy.training.fit import Documents, Settings, fit, fit_words, logistic
from vnpolicy.training.metrics import SHOWN, sector_figures

_THRESHOLD = 0.4  # of the designs that have none of their own
_MOST = 3
_DAMAGED = 0.03

Fit = Callable[[Sequence[Example]], Classifier]


@dataclass(frozen=True)
class Flat:
    """A classifier of paragraphs one by one: ``chances`` makes probabilities (N, K) of them."""

    name: str
    taxonomy: Taxonomy
    chances: Callable[[Sequence[Paragraph]], Floats]

    def classify(self, paragraphs: Sequence[Paragraph]) -> list[Classification]:
        """The sectors with a probability of at least 0.4, the strongest at least; none of silent paragraphs."""
        return [self._decide(p, row) for p, row in zip(paragraphs, self.chances(paragraphs), strict=True)]

    def _decide(self, paragraph: Paragraph, row: Floats) -> Classification:
        if paragraph.role in SILENT:
            return Classification((), False)
        ranked = np.argsort(-row, kind="stable")[:_MOST].tolist()
        named = [k for k in ranked if row[k] >= _THRESHOLD] or ranked[:1]
        labels = tuple(SectorLabel(sector=self.taxonomy.keys[k], score=float(row[k])) for k in named)
        return Classification(labels, False)


def designs(taxonomy: Taxonomy, lexicon: Lexicon, settings: Settings) -> Mapping[str, Fit]:
    """The designs by name, each a function that trains it."""

    def words(paragraph: Paragraph) -> list[str]:
        from vnpolicy.segmenter import tokenize

        return _grams([word.norm for word in tokenize(paragraph.passage.plain)], 2)

    def syllables(paragraph: Paragraph) -> list[str]:
        found = Syllables.of([paragraph.passage.folded])
        return [*ngrams(found, 0), *_characters(" ".join(found.lowered))]

    def lexical(examples: Sequence[Example]) -> Classifier:
        return LexiconClassifier(lexicon, taxonomy)

    def alone(examples: Sequence[Example]) -> Classifier:
        documents = Documents.of(examples, taxonomy.keys)
        model = fit_words(documents, TermMatcher(lexicon.terms), taxonomy, settings)

        def chances(paragraphs: Sequence[Paragraph]) -> Floats:
            decisions = model.decisions(model.extractor.features([p.passage.folded for p in paragraphs]))
            return _chances(decisions[:, :-1])

        return Flat("syllables and lexicon", taxonomy, chances)

    def combined(examples: Sequence[Example]) -> Classifier:
        return fit(examples, taxonomy, lexicon, "combined", settings).model

    def noisy(examples: Sequence[Example]) -> Classifier:
        return combined([*examples, *_copies(damaged(examples))])

    return {
        "lexicon alone": lexical,
        "linear on words": lambda examples: _linear(examples, words, taxonomy, settings),
        "linear on syllables and characters": lambda examples: _linear(examples, syllables, taxonomy, settings),
        "linear on syllables and lexicon": alone,
        "combined, in context (shipped)": combined,
        "combined, trained with noise too": noisy,
    }


def compare(
    examples: Sequence[Example],
    tests: Mapping[str, Sequence[Example]],
    taxonomy: Taxonomy,
    lexicon: Lexicon,
    settings: Settings,
    folds: int = 5,
) -> Iterator[tuple[str, str, dict[str, float | None]]]:
    """(design, test, figures) for each design: cross-validated on the examples, and on each test.

    A test whose documents are among the examples is learnt from the other examples only.
    """
    for name, design in designs(taxonomy, lexicon, settings).items():
        yield name, "cross-validation", shown(examples, _crossed(examples, design, folds), taxonomy)
        for test, held in tests.items():
            own = {example.document for example in held}
            model = design([example for example in examples if example.document not in own])
            yield name, test, shown(held, classified(model, held), taxonomy)


def damaged(examples: Sequence[Example]) -> list[Example]:
    """The examples as bad optical character recognition leaves them: some syllables lose their marks or a letter.

    The placement of tones needs no noise, since it is made uniform before anything is looked at.
    """
    generator = random.Random("damaged")
    return [
        replace(
            example,
            paragraph=replace(example.paragraph, passage=_damaged(example.paragraph.passage.plain, generator)),
        )
        for example in examples
    ]


def _copies(examples: Sequence[Example]) -> list[Example]:
    """The examples as documents of their own."""
    return [replace(example, document=f"{example.document} again") for example in examples]


def _damaged(text: str, generator: random.Random) -> Passage:
    import unicodedata

    def worse(syllable: str) -> str:
        if generator.random() > _DAMAGED or len(syllable) < 2:
            return syllable
        if generator.random() < 0.5:
            return "".join(c for c in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(c))
        at = generator.randrange(len(syllable))
        return syllable[:at] + syllable[at + 1 :]

    source = Source.of(" ".join(worse(syllable) for syllable in text.split(" ")))
    return Passage.of(source, 0, len(source.clean))


def _crossed(examples: Sequence[Example], design: Fit, folds: int) -> list[Classification]:
    """Each example classified by a model that has not seen its document."""
    from sklearn.model_selection import GroupKFold

    groups = [example.document for example in examples]
    found: dict[int, Classification] = {}
    for train, test in GroupKFold(folds).split(examples, groups=groups):
        model = design([examples[i] for i in train])
        held = classified(model, [examples[i] for i in test])
        found |= dict(zip(test.tolist(), held, strict=True))
    return [found[i] for i in range(len(examples))]


def classified(model: Classifier, examples: Sequence[Example]) -> list[Classification]:
    """What a classifier says of each example, document by document."""
    found: list[Classification] = []
    for _, group in groupby(examples, key=lambda example: example.document):
        found += model.classify([example.paragraph for example in group])
    return found


def shown(examples: Sequence[Example], given: Sequence[Classification], taxonomy: Taxonomy) -> dict[str, float | None]:
    """The figures of the tables, by their headings there."""
    found = sector_figures(examples, given, taxonomy.keys)
    return {label: found[key].value for key, label in SHOWN.items()}


def _linear(
    examples: Sequence[Example], grams: Callable[[Paragraph], list[str]], taxonomy: Taxonomy, settings: Settings
) -> Flat:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer: Any = TfidfVectorizer(analyzer=grams, sublinear_tf=True, min_df=2)
    seen = vectorizer.fit_transform([example.paragraph for example in examples])
    labels = Documents.of(examples, taxonomy.keys).labels
    coefficients, bias = logistic(seen, labels, settings.first)
    return Flat("linear", taxonomy, lambda found: _chances(vectorizer.transform(list(found)) @ coefficients + bias))


def _grams(words: Sequence[str], longest: int) -> list[str]:
    return [" ".join(words[i : i + n]) for n in range(1, longest + 1) for i in range(len(words) - n + 1)]


def _characters(text: str) -> list[str]:
    return [text[i : i + n] for n in (3, 4) for i in range(len(text) - n + 1)]


def _chances(decisions: Floats) -> Floats:
    chances: Floats = 1.0 / (1.0 + np.exp(-decisions))
    return chances
