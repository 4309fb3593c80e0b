"""The words of a text: one record each, made when they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``text`` is the caller's exact slice from ``start`` to ``end``.

    ``norm`` is the same word as underthesea writes it: NFC, tones where dictionaries put them,
    one blank between syllables.
    """

    text: str
    start: int
    end: int
    norm: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: ``text`` is the caller's exact slice from ``start`` to ``end``."""

    text: str
    start: int
    end: int


class Words(Sequence[Word]):
    """The words of one text in columns, which become records one by one.

    ``starts`` and ``ends`` are the columns of offsets; ``norms`` is computed when first asked for.

    >>> words = Words("Tỉnh ủy họp", (0, 8), (7, 11), ("Tỉnh ủy", "họp"))
    >>> words[0].text, words[-1].start, len(words), words.starts
    ('Tỉnh ủy', 8, 2, (0, 8))
    """

    __slots__ = ("_ends", "_norms", "_source", "_starts")

    def __init__(
        self,
        source: str,
        starts: Any,
        ends: Any,
        norms: Sequence[str] | Callable[[], Sequence[str]],
    ) -> None:
        self._source = source
        self._starts = starts
        self._ends = ends
        self._norms = norms

    @property
    def starts(self) -> Sequence[int]:
        """Where each word starts in the text."""
        return self._column("_starts")

    @property
    def ends(self) -> Sequence[int]:
        """Where each word ends in the text."""
        return self._column("_ends")

    @property
    def norms(self) -> Sequence[str]:
        """Each word as underthesea writes it."""
        if callable(self._norms):
            self._norms = tuple(self._norms())
        return self._norms

    def _column(self, name: str) -> Sequence[int]:
        column = getattr(self, name)
        if not isinstance(column, tuple):
            column = tuple(column.tolist())
            setattr(self, name, column)
        return column

    @overload
    def __getitem__(self, key: int) -> Word: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, key: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(key, slice):
            return tuple(self[i] for i in range(*key.indices(len(self))))
        start, end = self.starts[key], self.ends[key]
        return Word(self._source[start:end], start, end, self.norms[key])

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Word]:
        for start, end, norm in zip(self.starts, self.ends, self.norms, strict=True):
            yield Word(self._source[start:end], start, end, norm)

    def __reduce__(self) -> tuple[Any, ...]:
        return Words, (self._source, self.starts, self.ends, self.norms)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Words):
            return NotImplemented
        return self._source == other._source and list(self) == list(other)

    def __hash__(self) -> int:
        return hash((self._source, self.starts))

    def __repr__(self) -> str:
        return repr(list(self))
