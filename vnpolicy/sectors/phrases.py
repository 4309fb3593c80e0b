"""Phrases, found at every syllable of many texts at once.

A table of phrases is a trie whose edges lie in one sorted array, so that all positions of all
texts walk it together. The terms of the lexicon and the n-grams of a trained model are found so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SYLLABLE = re.compile(r"[^\W_]+")
_SOFT = frozenset(" ,-/&")  # between the syllables of one phrase


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllables of several texts in one row.

    ``words`` are as written, ``starts`` and ``ends`` their offsets in their own text, ``bounds[i]``
    and ``bounds[i + 1]`` the first syllable of text i and the one after its last; ``joined`` says
    whether a phrase may run on from the syllable before.

    >>> found = Syllables.of(["Y tế, dân số. Trẻ em", "Rừng"])
    >>> found.words, found.bounds.tolist()
    (['Y', 'tế', 'dân', 'số', 'Trẻ', 'em', 'Rừng'], [0, 6, 7])
    >>> found.joined.tolist()
    [False, True, True, True, False, True, False]
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    bounds: Ints
    joined: Flags

    @classmethod
    def of(cls, texts: Sequence[str]) -> Syllables:
        """The syllables of folded texts."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        joined: list[bool] = []
        bounds = [0]
        for text in texts:
            last = -1
            for match in _SYLLABLE.finditer(text):
                start, end = match.span()
                words.append(match.group())
                starts.append(start)
                ends.append(end)
                joined.append(
                    last >= 0 and ((start == last + 1 and text[last] == " ") or _SOFT.issuperset(text[last:start]))
                )
                last = end
            bounds.append(len(words))
        return cls(words, starts, ends, np.array(bounds, np.int64), np.array(joined, bool))

    @property
    def text_of(self) -> Ints:
        """For each syllable the number of its text."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))


class Hits(NamedTuple):
    """Phrases found: the syllable at which each begins, its length in syllables, its number."""

    first: Ints
    length: Ints
    phrase: Ints


class PhraseTable:
    """Numbered phrases, each a sequence of syllables.

    >>> table = PhraseTable([("bảo", "vệ"), ("bảo", "vệ", "rừng"), ("rừng",)])
    >>> hits = table.find(["bảo", "vệ", "rừng"], np.array([False, True, True]))
    >>> sorted(zip(hits.first.tolist(), hits.length.tolist(), hits.phrase.tolist()))
    [(0, 2, 0), (0, 3, 1), (2, 1, 2)]
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
        keys = np.array([node * len(self._ids) + id_ for node, id_ in edges], np.int64)
        order = np.argsort(keys)
        self._keys = keys[order]
        self._targets = np.array(list(edges.values()), np.int64)[order]
        self._ends = np.full(len(edges) + 1, -1, np.int64)
        self._ends[list(ends)] = list(ends.values())
        self._depth = max(map(len, phrases), default=0)

    def find(self, words: Sequence[str], joined: Flags) -> Hits:
        """Every place of every phrase; overlapping ones too."""
        get = self._ids.get
        ids = np.fromiter((get(word, -1) for word in words), np.int64, len(words))
        first = np.flatnonzero(ids >= 0)
        node = np.zeros(len(first), np.int64)
        found = []
        for depth in range(self._depth):
            first, node = self._step(ids, joined, first, node, depth)
            if not len(first):
                break
            phrase = self._ends[node]
            ended = phrase >= 0
            found.append((first[ended], np.full(int(ended.sum()), depth + 1), phrase[ended]))
        return Hits(*map(_joined, zip(*found, strict=True))) if found else Hits(*[np.empty(0, np.int64)] * 3)

    def _step(self, ids: Ints, joined: Flags, first: Ints, node: Ints, depth: int) -> tuple[Ints, Ints]:
        """The positions that go on to their next syllable, and the nodes that they reach."""
        place = first + depth
        if depth:
            inside = place < len(ids)
            inside[inside] = joined[place[inside]] & (ids[place[inside]] >= 0)
            first, node, place = first[inside], node[inside], place[inside]
        key = node * len(self._ids) + ids[place]
        index = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        hit = self._keys[index] == key
        return first[hit], self._targets[index[hit]]


def _joined(arrays: Any) -> Ints:
    return np.concatenate(arrays)
