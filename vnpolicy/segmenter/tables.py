"""What was seen before: tokens and stretches with their numbers, remembered up to a bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from vnpolicy.segmenter.chunks import Piece
from vnpolicy.segmenter.ngrams import Token, TokenColumns
from vnpolicy.segmenter.scores import Scores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BEGIN, END = 0, 1
"""The numbers of the tokens before and after a text."""

T = TypeVar("T")


class Column(Generic[T]):
    """A growing list, and a numpy array with the same content."""

    def __init__(self, dtype: str, width: tuple[int, ...] = ()) -> None:
        self.items: list[T] = []
        self._dtype, self._width = dtype, width
        self._array: NDArray[Any] | None = None
        self._filled = 0

    def array(self) -> NDArray[Any]:
        """The items so far."""
        import numpy as np

        size = len(self.items)
        if self._array is None or len(self._array) < size:
            larger = np.empty((max(2 * size, 1024), *self._width), self._dtype)
            if self._array is not None:
                larger[: self._filled] = self._array[: self._filled]
            self._array = larger
        if self._filled < size:
            self._array[self._filled : size] = self.items[self._filled : size]
            self._filled = size
        return self._array[:size]


class Traits(NamedTuple):
    """What the layer of the genre knows of a token: see domain.py."""

    symbol: int = 0
    alone: bool = False
    silent: bool = False


class Tokens:
    """Every different token seen, by number."""

    def __init__(self, scores: Scores, traits: Callable[[str], Traits]) -> None:
        self.forms: list[str] = []
        self.tokens: list[Token] = []
        self._numbers: dict[str, int] = {}
        self._scores, self._make_traits = scores, traits
        self._leans: Column[tuple[float, ...]] = Column("f8", (5,))
        self._cased: Column[int] = Column("i8")
        self._lower: Column[int] = Column("i8")
        self._title: Column[bool] = Column("?")
        self.symbols: Column[int] = Column("i4")
        self.alone: Column[bool] = Column("?")
        self.silent: Column[bool] = Column("?")
        for token in (scores.begin, scores.end):
            self._add("", token, Traits())

    def number(self, form: str) -> int:
        """The number of a token, given out when it is seen for the first time."""
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self.forms)
            self._add(form, self._scores.token(form), self._make_traits(form))
        return number

    def columns(self) -> TokenColumns:
        """What the model knows of the tokens so far."""
        return TokenColumns(
            self._leans.array(), self._cased.array(), self._lower.array(), self._title.array()
        )

    def _add(self, form: str, token: Token, traits: Traits) -> None:
        self.tokens.append(token)
        self._leans.items.append(token.leans)
        self._cased.items.append(token.cased)
        self._lower.items.append(token.lower)
        self._title.items.append(token.title)
        self.symbols.items.append(traits.symbol)
        self.alone.items.append(traits.alone)
        self.silent.items.append(traits.silent)
        self.forms.append(form)


class Stretches:
    """The tokens of every different stretch seen, by number: those of all of them in columns."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.bounds: Column[int] = Column("i8")
        self.ids: Column[int] = Column("i8")
        self.starts: Column[int] = Column("i8")
        self.ends: Column[int] = Column("i8")
        self.bounds.items.append(0)

    def add(self, pieces: Sequence[Piece]) -> int:
        """The number of a stretch that is cut into these pieces."""
        for piece in pieces:
            self.ids.items.append(self._tokens.number(piece.form))
            self.starts.items.append(piece.start)
            self.ends.items.append(piece.end)
        self.bounds.items.append(len(self.ids.items))
        return len(self.bounds.items) - 2


class Memo(dict[str, int]):
    """The numbers of the stretches that were cut in one way."""

    def __init__(self, stretches: Stretches, cut: Callable[[str], Sequence[Piece]]) -> None:
        super().__init__()
        self._stretches, self._cut = stretches, cut

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = self._stretches.add(self._cut(chunk))
        return number
