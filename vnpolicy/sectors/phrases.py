"""Phrases, found at every syllable of many texts at once.

A table of phrases is a trie whose edges lie in one sorted array, so that all positions of all
texts walk it together. The terms of the lexicon and the n-grams of a trained model are found so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, repeat
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.signedinteger[Any]]
_N = TypeVar("_N", int, Ints)

# Syllables, and what no phrase runs across: anything but blanks, commas, dashes, slashes and "&".
_PIECE = re.compile(r"[^\W_]+|[^\w\s,\-/&]+|_+")


@dataclass(frozen=True)
class Syllables:
    """The syllables of several folded texts in one row, with the signs that end phrases between them.

    ``words`` are as written; ``bounds[i]`` and ``bounds[i + 1]`` are the first place of text i and
    the one after its last.

    >>> found = Syllables.of(["Y tế, dân số. Trẻ em", "Rừng"])
    >>> found.words, found.bounds.tolist(), found.spans(1)
    (['Y', 'tế', 'dân', 'số', '.', 'Trẻ', 'em', '\\n', 'Rừng', '\\n'], [0, 8, 10], [(0, 4)])
    """

    texts: Sequence[str]
    words: list[str]
    bounds: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> Syllables:
        """The syllables of folded texts."""
        words: list[str] = []
        bounds = [0]
        for text in texts:
            words += _PIECE.findall(text)
            words.append("\n")  # no phrase runs from one text into the next
            bounds.append(len(words))
        return cls(texts, words, np.array(bounds, np.int64))

    @cached_property
    def lowered(self) -> list[str]:
        """The words in lower case."""
        return list(map(str.lower, self.words))

    @cached_property
    def numbered(self) -> tuple[list[str], Ints]:
        """The different words in lower case, and for each place the number of its word."""
        numbers: dict[str, int] = defaultdict(count().__next__)
        number_of = np.fromiter(map(numbers.__getitem__, self.words), np.int64, len(self.words))
        return list(map(str.lower, numbers)), number_of

    @cached_property
    def text_of(self) -> Ints:
        """For each place the number of its text."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))

    def spans(self, text: int, places: int | None = None) -> list[tuple[int, int]]:
        """Where in its text the places of a text stand, the first ``places`` of them or all."""
        begin, end = self.bounds[text : text + 2].tolist()
        end = end - 1 if places is None else min(begin + places, end - 1)
        find, at = self.texts[text].find, 0
        spans = []
        for word in self.words[begin:end]:  # only blanks and soft signs lie between them
            start = find(word, at)
            at = start + len(word)
            spans.append((start, at))
        return spans


class Hits(NamedTuple):
    """Phrases found: the place at which each begins, its length in syllables, its number."""

    first: Ints
    length: Ints
    phrase: Ints


class PhraseTable:
    """Numbered phrases, each a sequence of syllables; numerals in a text stand for "0" where they are no syllable.

    >>> table = PhraseTable([("bảo", "vệ"), ("bảo", "vệ", "rừng"), ("0", "rừng")])
    >>> hits = table.find(Syllables.of(["bảo vệ rừng 12 rừng"]))
    >>> sorted(zip(hits.first.tolist(), hits.length.tolist(), hits.phrase.tolist()))
    [(0, 2, 0), (0, 3, 1), (3, 2, 2)]
    """

    def __init__(self, phrases: Sequence[Sequence[str]]) -> None:
        self._ids: dict[str, int] = {}
        edges: dict[tuple[int, int], int] = {}
        ends = {}
        for number, phrase in enumerate(phrases):
            node = 0
            for syllable in phrase:
                edge = node, self._ids.setdefault(syllable, len(self._ids))
                node = edges.setdefault(edge, len(edges) + 1)
            ends[node] = number
        self._unknown = len(self._ids)  # a syllable that is in no phrase
        wide = (len(edges) + 1) * (self._unknown + 1) > np.iinfo(np.int32).max
        # Small tables stay near the processor.
        self._dtype: type[np.signedinteger[Any]] = np.int64 if wide else np.int32
        self._roots = np.zeros(self._unknown + 1, self._dtype)
        self._roots[[id_ for node, id_ in edges if not node]] = [to for (node, _), to in edges.items() if not node]
        keys = np.array([self._key(node, id_) for node, id_ in edges], self._dtype)
        order = np.argsort(keys)
        self._keys = np.append(keys[order], np.iinfo(self._dtype).max).astype(self._dtype)
        self._targets = np.append(np.array(list(edges.values()), self._dtype)[order], self._dtype(0))
        self._ends = np.full(len(edges) + 1, -1, self._dtype)
        self._ends[list(ends)] = list(ends.values())
        self._depth = max(map(len, phrases), default=0)

    def find(self, syllables: Syllables) -> Hits:
        """Every place of every phrase in a row of syllables, whatever their case; overlapping ones too."""
        ids = np.append(self._numbers(*syllables.numbered), np.full(self._depth, self._unknown, self._dtype))
        node = self._roots[ids]
        first = np.flatnonzero(node)
        node = node[first]
        found = [(first[:0],) * 3]
        for length in range(1, self._depth + 1):
            phrase = self._ends[node]
            ended = np.flatnonzero(phrase >= 0)
            found.append((first[ended], np.full(len(ended), length), phrase[ended]))
            keys = self._key(node, ids[first + length])
            edge = self._keys.searchsorted(keys)
            on = np.flatnonzero(self._keys[edge] == keys)
            if not len(on):
                break
            first, node = first[on], self._targets[edge[on]]
        return Hits(*map(np.concatenate, zip(*found, strict=True)))

    def _numbers(self, words: Sequence[str], word_of: Ints) -> Ints:
        """The number of the syllable at each place."""
        ids = np.fromiter(map(self._ids.get, words, repeat(self._unknown)), self._dtype, len(words))
        unknown = np.flatnonzero(ids == self._unknown).tolist()
        ids[[i for i in unknown if words[i][0].isdigit()]] = self._ids.get("0", self._unknown)
        return ids[word_of]

    def _key(self, node: _N, syllable: _N) -> _N:
        return node * (self._unknown + 1) + syllable
