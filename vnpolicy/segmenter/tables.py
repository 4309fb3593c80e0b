"""What was seen before: tokens and stretches with their numbers, remembered up to a bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
        self._numbers: dict[tuple[str, str], int] = {}
        self._scores, self._make_traits = scores, traits
        self._leans: Column[tuple[float, ...]] = Column("f8", (5,))
        self._cased: Column[int] = Column("i8")
        self._lower: Column[int] = Column("i8")
        self._title: Column[bool] = Column("?")
        self.symbols: Column[int] = Column("i4")
        self.alone: Column[bool] = Column("?")
        self.silent: set[int] = set()
        for token in (scores.begin, scores.end):
            self._add("", token, Traits())

    def number(self, form: str, seen: str) -> int:
        """The number of a token, given out when it is seen for the first time."""
        number = self._numbers.get((form, seen))
        if number is None:
            number = self._numbers[form, seen] = len(self.forms)
            self._add(form, self._scores.token(seen), self._make_traits(form))
        return number

    def columns(self) -> TokenColumns:
        """What the model knows of the tokens so far."""
        return TokenColumns(self._leans.array(), self._cased.array(), self._lower.array(), self._title.array())

    def _add(self, form: str, token: Token, traits: Traits) -> None:
        self.tokens.append(token)
        self._leans.items.append(token.leans)
        self._cased.items.append(token.cased)
        self._lower.items.append(token.lower)
        self._title.items.append(token.title)
        self.symbols.items.append(traits.symbol)
        self.alone.items.append(traits.alone)
        if traits.silent:
            self.silent.add(len(self.forms))
        self.forms.append(form)


class Stretches:
    """The tokens of every different stretch seen, by number.

    A token is three numbers: its own, and where it starts and ends in the stretch.
    """

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._cuts: list[list[tuple[int, int, int]]] = []
        self._all: Column[tuple[int, int, int]] = Column("i8", (3,))
        self._bounds: Column[int] = Column("i8")
        self._bounds.items.append(0)

    def add(self, pieces: Sequence[Piece]) -> int:
        """The number of a stretch that is cut into these pieces."""
        cut = [(self._tokens.number(piece.form, piece.seen), piece.start, piece.end) for piece in pieces]
        self._cuts.append(cut)
        self._all.items += cut
        self._bounds.items.append(len(self._all.items))
        return len(self._cuts) - 1

    def size(self) -> int:
        """How much is remembered."""
        return len(self._all.items) + len(self._cuts)

    def tokens_of(self, text: str, stretches: Sequence[str], numbers: Sequence[int]) -> list[tuple[int, int, int]]:
        """The tokens of the stretches of a text, with their places in it."""
        tokens = []
        at = 0
        for stretch, number in zip(stretches, numbers, strict=True):
            at = text.index(stretch, at)
            for token, start, end in self._cuts[number]:
                tokens.append((token, at + start, at + end))
            at += len(stretch)
        return tokens

    def columns_of(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The tokens of stretches, one a row, and how many each stretch has."""
        import numpy as np

        bounds = self._bounds.array()
        counts = bounds[numbers + 1] - bounds[numbers]
        ends = np.cumsum(counts)
        places = np.arange(counts.sum()) + np.repeat(bounds[numbers] - ends + counts, counts)
        return self._all.array()[places], counts


class Rows(dict[tuple[int, int, int], tuple[float, float, float]]):
    """What three neighbours add to each other's leans: see ``Scores.row``."""

    def __init__(self, scores: Scores, tokens: Tokens) -> None:
        super().__init__()
        self._scores, self._tokens = scores, tokens.tokens

    def __missing__(self, key: tuple[int, int, int]) -> tuple[float, float, float]:
        row = self[key] = self._scores.row(*[self._tokens[number] for number in key])
        return row

    def leans(self, ids: Sequence[int]) -> list[float]:
        """The leans of the tokens of a text."""
        padded = [BEGIN, BEGIN, *ids, END, END]
        rows = list(map(self.__getitem__, zip(padded, padded[1:], padded[2:], strict=False)))
        return [a[0] + b[1] + c[2] for a, b, c in zip(rows, rows[1:], rows[2:], strict=False)]


class Memo(dict[str, int]):
    """The numbers of the stretches that were cut in one way."""

    def __init__(self, stretches: Stretches, cut: Callable[[str], Sequence[Piece]]) -> None:
        super().__init__()
        self._stretches, self._cut = stretches, cut

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = self._stretches.add(self._cut(chunk))
        return number
