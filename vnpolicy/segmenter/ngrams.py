"""Weights of pairs and triples of tokens, looked up one by one or for a whole text at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Row = tuple[float, ...]

BEGIN, END = -1, -2
"""The numbers of the edges of a text."""

_BITS = 21


class Token(NamedTuple):
    """What the model knows of a token, wherever it stands.

    ``leans`` is what it adds to the lean of the token two places on, one place on, of its own, and
    one and two places back; ``cased`` and ``lower`` number its form in pairs and triples.
    """

    leans: Row
    cased: int
    lower: int
    title: bool


@dataclass(frozen=True)
class TokenColumns:
    """The same of many tokens, as arrays."""

    leans: NDArray[np.float64]
    cased: NDArray[np.int64]
    lower: NDArray[np.int64]
    title: NDArray[np.bool_]

    def __getitem__(self, ids: NDArray[np.int64]) -> TokenColumns:
        return TokenColumns(self.leans[ids], self.cased[ids], self.lower[ids], self.title[ids])


@dataclass(frozen=True)
class ContextWeights:
    """What the model weighs in ``order`` neighbouring tokens, a row of weights for each.

    ``cased`` and ``lower`` are by the numbers of the forms, ``plain`` and ``titled`` hold for the
    others (``titled`` where all begin with a capital), ``begin`` and ``end`` where an edge is among
    them.
    """

    cased: Mapping[tuple[int, ...], Row]
    lower: Mapping[tuple[int, ...], Row]
    plain: Row
    titled: Row
    begin: Row
    end: Row


class Contexts:
    """The weights of pairs (or of triples) of tokens."""

    def __init__(self, weights: ContextWeights) -> None:
        import numpy as np

        self._cased, self._lower = weights.cased, weights.lower
        self._bases = (weights.plain, weights.titled)
        self._edges = (weights.begin, weights.end)
        self._none = (0.0,) * len(weights.plain)
        self._cased_table = Table(weights.cased, len(self._none))
        self._lower_table = Table(weights.lower, len(self._none))
        self._base_array = np.array(self._bases)
        self._edge_array = np.array(self._edges)

    def row(self, *tokens: Token) -> list[float]:
        """The weights of neighbours."""
        numbers = tuple(token.cased for token in tokens)
        if BEGIN in numbers or END in numbers:
            return list(self._edges[numbers[0] != BEGIN])
        cased = self._cased.get(numbers, self._none)
        lower = self._lower.get(tuple(token.lower for token in tokens), self._none)
        base = self._bases[all(token.title for token in tokens)]
        return [x + y + z for x, y, z in zip(cased, lower, base, strict=True)]

    def rows(self, tokens: TokenColumns, order: int) -> NDArray[np.float64]:
        """The weights of all ``order`` neighbours in a text."""
        import numpy as np

        rows = self._cased_table.lookup(packed(neighbours(tokens.cased, order)))
        rows += self._lower_table.lookup(packed(neighbours(tokens.lower, order)))
        titled = np.logical_and.reduce(neighbours(tokens.title, order))
        rows += self._base_array[titled.view(np.int8)]
        at = np.flatnonzero(np.logical_or.reduce(neighbours(tokens.cased < 0, order)))
        rows[at] = self._edge_array[(tokens.cased[at] != BEGIN).view(np.int8)]
        return rows


def neighbours(column: NDArray[Any], order: int) -> list[NDArray[Any]]:
    """The column at each place, at the next place and so on, as far as all of them exist."""
    return [column[i : len(column) - order + 1 + i] for i in range(order)]


def packed(columns: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """One key for the numbers of neighbours, which stand in columns."""
    keys, *others = columns
    for other in others:
        keys = (keys << _BITS) | other
    return keys


class Table:
    """A hash table from numbers of forms to rows, for many look-ups at once."""

    def __init__(self, rows: Mapping[tuple[int, ...], Sequence[float]], width: int) -> None:
        import numpy as np

        distinct = {(0.0,) * width: 0}
        numbers = [distinct.setdefault(tuple(row), len(distinct)) for row in rows.values()]
        self._rows = np.array(list(distinct))
        columns = np.array(list(rows), np.int64).T
        self._fill(packed(list(columns)), np.array(numbers, np.int32))

    def _fill(self, keys: NDArray[np.int64], numbers: NDArray[np.int32]) -> None:
        """Open addressing: in each round one key settles in every free slot that is asked for."""
        import numpy as np

        bits = max(4, (4 * len(keys)).bit_length())
        self._shift, self._last = np.uint64(64 - bits), (1 << bits) - 1
        self._keys = np.full(1 << bits, -1, np.int64)
        self._numbers = np.zeros(1 << bits, np.int32)
        slots = self._slots(keys)
        while len(keys):
            free = self._keys[slots] == -1
            self._keys[slots[free]] = keys[free]
            settled = self._keys[slots] == keys
            self._numbers[slots[settled]] = numbers[settled]
            keys, numbers = keys[~settled], numbers[~settled]
            slots = (slots[~settled] + 1) & self._last

    def _slots(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        import numpy as np

        spread = (keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> self._shift
        return spread.view(np.int64)

    def lookup(self, keys: NDArray[np.int64]) -> NDArray[np.float64]:
        """A row for each key, zeros for unknown ones."""
        import numpy as np

        slots = self._slots(keys)
        held = self._keys[slots]
        found = np.where(held == keys, self._numbers[slots], 0)
        waiting = np.flatnonzero((held != keys) & (held != -1))
        slots = slots[waiting]
        while len(waiting):
            slots = (slots + 1) & self._last
            held, wanted = self._keys[slots], keys[waiting]
            hit = held == wanted
            found[waiting[hit]] = self._numbers[slots[hit]]
            going = ~hit & (held != -1)
            waiting, slots = waiting[going], slots[going]
        rows: NDArray[np.float64] = self._rows[found]
        return rows
