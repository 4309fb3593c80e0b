"""What a trained model sees of a text: its n-grams of syllables, and the classes of its lexicon terms.

Training and inference share this module, so that a model meets the numbers that it was fitted to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vnpolicy.lexicon import SectorTerm
from vnpolicy.sectors.phrases import Hits, Ints, PhraseTable, Syllables
from vnpolicy.sectors.terms import Place, TermMatcher

VERSION = "2"  # changes when the same text gives other numbers
LONGEST = 3
_MOST = 0.95  # what one term can add to its class
_OPENING = 24  # places: as a rule the object of the directive verb is among them

Floats = npt.NDArray[np.float64]


def ngrams(syllables: Syllables, text: int) -> Iterator[str]:
    """The n-grams of one of the texts, up to three syllables, numerals as "0".

    >>> list(ngrams(Syllables.of(["Thu 12 tỷ. Chi"]), 0))
    ['thu', 'thu 0', 'thu 0 tỷ', '0', '0 tỷ', 'tỷ', 'chi']
    """
    begin, end = syllables.bounds[text : text + 2].tolist()
    words = ["0" if word[0].isdigit() else word for word in syllables.lowered[begin:end]]
    for first in range(len(words)):
        for after in range(first + 1, min(first + LONGEST, len(words)) + 1):
            if not words[after - 1][0].isalnum():
                break
            yield " ".join(words[first:after])


@dataclass(frozen=True, slots=True)
class Features:
    """The numbers of several texts, row by row, and where in the texts they come from.

    ``row``, ``column`` and ``value`` are the cells of a sparse matrix of n-grams (term frequency by
    inverse document frequency, rows of length 1); ``classes`` has a row for each text and a column
    for each class of terms, between 0 and 1. Behind the rows of the texts come those of openings, if
    any. ``hits`` are all places of the n-grams and ``cell``
    the cell that each belongs to; ``places`` are the terms of each text.
    """

    syllables: Syllables
    row: Ints
    column: Ints
    value: Floats
    classes: Floats
    hits: Hits
    cell: Ints
    places: list[list[Place]]


class Extractor:
    """Makes features of folded texts.

    ``phrases`` are the n-grams that count with ``idf`` the weight of each; ``classes`` name the
    classes of terms, "sector" or "sector.subsector". Terms of other classes count for nothing.
    """

    def __init__(self, phrases: Sequence[str], idf: Floats, classes: Sequence[str], matcher: TermMatcher) -> None:
        self.phrases = tuple(phrases)
        self.idf = idf
        self.classes = tuple(classes)
        self.matcher = matcher
        self._table = PhraseTable([phrase.split(" ") for phrase in phrases])
        self._class_of = {name: i for i, name in enumerate(classes)}
        self._columns: dict[int, list[tuple[int, float]]] = {}

    @property
    def hash(self) -> str:
        """Names everything that decides the numbers, except the terms of the lexicon."""
        content = json.dumps([VERSION, LONGEST, self.phrases, self.classes], ensure_ascii=False).encode()
        return hashlib.sha256(content).hexdigest()[:16]

    def features(self, texts: Sequence[str], opened: int = 0) -> Features:
        """The features of texts (folded), all at once, and of the openings of the first ``opened`` of them."""
        syllables = Syllables.of(texts)
        ends = np.array([_opening_end(syllables, text) for text in range(opened)], np.int64)
        hits = self._table.find(syllables)
        text = syllables.text_of[hits.first]
        opening = np.flatnonzero(text < opened)
        opening = opening[(hits.first + hits.length)[opening] <= ends[text[opening]]]
        rows = np.concatenate([text, len(texts) + text[opening]])
        phrases = np.concatenate([hits.phrase, hits.phrase[opening]])
        cells, cell, counts = np.unique(rows * len(self.phrases) + phrases, return_inverse=True, return_counts=True)
        row, column = np.divmod(cells, max(1, len(self.phrases)))
        value = (1.0 + np.log(counts)) * self.idf[column]
        norm = np.sqrt(np.bincount(row, value * value, len(texts) + opened))
        places = self.matcher.places(syllables)
        openings = [[p for p in found if p.after <= end] for found, end in zip(places, ends.tolist(), strict=False)]
        totals = self._totals([*places, *openings])
        return Features(syllables, row, column, value / norm[row], totals, hits, cell[: len(text)], places)

    def classes_of(self, term: SectorTerm) -> list[tuple[int, float]]:
        """The columns that a term speaks for, each with its weight."""
        known = self._columns.get(id(term))
        if known is None:
            known = self._columns[id(term)] = self._classes_of(term)
        return known

    def _classes_of(self, term: SectorTerm) -> list[tuple[int, float]]:
        if not term.sector:
            return []
        weight = min(term.weight, _MOST)
        named = [(term.sector, weight), (f"{term.sector}.{term.subsector}", weight)]
        named += [(sector, weight * 0.7) for sector in term.also]
        return [(self._class_of[name], share) for name, share in named if name in self._class_of]

    def _totals(self, places: Sequence[Sequence[Place]]) -> Floats:
        """Terms of one class add up to ever less: one minus the product of what each leaves open."""
        cells, open_, known = [], [], self._columns
        for number, found in enumerate(places):
            for place in found:
                for column, weight in known.get(id(place.term)) or self.classes_of(place.term):
                    cells.append(number * len(self.classes) + column)
                    open_.append(1.0 - weight)
        size = len(places) * len(self.classes)
        left = np.bincount(np.array(cells, np.int64), np.log(np.array(open_)), size)
        return (1.0 - np.exp(left)).reshape(len(places), len(self.classes))


def _opening_end(syllables: Syllables, text: int) -> int:
    """The place behind the opening of a text: a sign that ends a clause in its second half, or its length."""
    begin, end = syllables.bounds[text : text + 2].tolist()
    last: int = min(begin + _OPENING, end)
    for place, word in enumerate(syllables.words[begin + _OPENING // 2 : last], begin + _OPENING // 2):
        if word[0] in ".;:":
            return place
    return last
