"""The scores of underthesea's word model, applied exactly.

The model is a linear-chain CRF with two labels, B-W (a word begins) and I-W (it goes on), over the
syllables and signs of a text. Its 43 templates look at one, two or three neighbouring tokens, so

* the weights of a token, a pair or a triple are summed once and looked up afterwards;
* with two labels only the difference "begins" minus "goes on" matters: one number, the lean.

Long texts are scored in numpy. Its calls have a fixed cost, so short ones are scored in Python, with
a row of three numbers for each triple (a, b, c) of tokens: what it adds to the lean of c, b and a.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import add
from typing import TYPE_CHECKING

from vnpolicy.segmenter.crf import KINDS, ONES, PAIRS, TRIPLES, ModelFiles
from vnpolicy.segmenter.ngrams import BEGIN, END, Contexts, ContextWeights, Row, Token, TokenColumns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORCED = 1000.0
"""A lean that no neighbour outweighs: a word begins here (negative: the word before goes on)."""

_INTEGER = re.compile(r"[+-]?[0-9]+")
_INT32 = range(-(2**31), 2**31)
_TIE = 1e-8
_BLOCK = 1 << 15


class Scores:
    """The weights of the model, ready to be looked up; ``begin`` and ``end`` are a text's edges."""

    def __init__(self, files: ModelFiles) -> None:
        self._weights, self._dictionary = files.weights, files.dictionary
        (begin_begin, begin_on), (on_begin, on_on) = files.transitions
        self._handed = on_begin - begin_on, begin_begin - begin_on, on_begin - on_on
        self._thresholds = on_begin - begin_begin, on_on - begin_on
        self._syllables: dict[str, int] = {}
        self._pairs = Contexts(self._contexts(PAIRS, 2))
        self._triples = Contexts(self._contexts(TRIPLES, 3))
        self.begin = Token(self._sums(ONES, KINDS, "BOS"), BEGIN, BEGIN, False)
        self.end = Token(self._sums(ONES, KINDS, "EOS"), END, END, False)

    def token(self, form: str) -> Token:
        """What the model knows of a token of this form."""
        lower = form.lower()
        title = is_title(form)
        values = (form, lower, str(is_number(form)), str(title), str(lower in self._dictionary))
        leans = tuple(
            sum(self._weight(place, kind, value) for kind, value in zip(KINDS, values, strict=True)) for place in ONES
        )
        return Token(leans, self._syllables.get(form, 0), self._syllables.get(lower, 0), title)

    def row(self, a: Token, b: Token, c: Token) -> tuple[float, float, float]:
        """What three neighbours add to the lean of ``c``, of ``b`` and of ``a``.

        Every weight is in exactly one of the three: the lean of a token is the first number of the
        row that ends with it, the second of the row around it and the third of the row that begins
        with it.
        """
        before, after = self._pairs.row(a, b), self._pairs.row(b, c)
        triple = self._triples.row(a, b, c)
        return (
            a.leans[0] + before[0] + triple[0],
            a.leans[1] + b.leans[2] + c.leans[3] + before[1] + after[2] + triple[1],
            c.leans[4] + after[3] + triple[2],
        )

    def leans(self, tokens: TokenColumns, ids: NDArray[np.int64]) -> NDArray[np.float64]:
        """The leans of the tokens ``ids``, the first two and the last two left out."""
        import numpy as np

        blocks = range(0, len(ids) - 4, _BLOCK)
        return np.concatenate([self._leans(tokens[ids[at : at + _BLOCK + 4]]) for at in blocks])

    def _leans(self, tokens: TokenColumns) -> NDArray[np.float64]:
        ones = tokens.leans
        pairs = self._pairs.rows(tokens, 2)
        triples = self._triples.rows(tokens, 3)
        leans: NDArray[np.float64] = ones[:-4, 0] + ones[1:-3, 1] + ones[2:-2, 2] + ones[3:-1, 3] + ones[4:, 4]
        leans += pairs[:-3, 0] + pairs[1:-2, 1] + pairs[2:-1, 2] + pairs[3:, 3]
        leans += triples[:-2, 0] + triples[1:-1, 1] + triples[2:, 2]
        return leans

    def begins(self, leans: Sequence[float]) -> tuple[list[bool], bool]:
        """Which tokens of one text begin a word: the labels with the highest score (Viterbi).

        ``balance`` is by how much the best labels so far that end with "begins" outscore the best
        that end with "goes on". Beyond two bounds it decides by itself, and what it hands on to the
        next token is constant; between them, and at the end, the label waits for the next one. The
        second value says whether other labels score the same, as far as floats can tell.
        """
        middle, after_begin, after_on = self._handed
        before_begin, before_on = self._thresholds
        labels = []
        waiting, waiting_balances = [], []
        handed = balance = 0.0
        for at, lean in enumerate(leans):
            balance = lean + handed
            if balance > before_begin + _TIE:
                labels.append(True)
                handed = after_begin
            elif balance < before_on - _TIE:
                labels.append(False)
                handed = after_on
            else:
                labels.append(False)
                waiting.append(at)
                waiting_balances.append(balance)
                handed = min(max(middle - balance, after_begin), after_on)
        labels[-1] = balance >= 0
        tie = abs(balance) < _TIE
        for at, balance in zip(reversed(waiting), reversed(waiting_balances), strict=True):
            if at < len(labels) - 1:
                margin = balance - (before_begin if labels[at + 1] else before_on)
                labels[at] = margin >= 0
                tie = tie or abs(margin) < _TIE
        return labels, tie

    def _weight(self, place: str, kind: str, value: str) -> float:
        begin, on = self._weights.get(f"T[{place}]{kind}", {}).get(value, (0.0, 0.0))
        return begin - on

    def _sums(self, places: Sequence[str], kinds: Sequence[str], value: str) -> Row:
        return tuple(sum(self._weight(place, kind, value) for kind in kinds) for place in places)

    def _contexts(self, places: Sequence[str], order: int) -> ContextWeights:
        unknown = self._sums(places, (".is_in_dict",), "False")
        known = self._sums(places, (".is_in_dict",), "True")
        difference = tuple(k - u for k, u in zip(known, unknown, strict=True))
        lower = self._by_form(places, ".lower", order)
        for entry in self._dictionary:
            if entry.count(" ") == order - 1:
                numbers = self._numbers(entry)
                row = lower.get(numbers)
                lower[numbers] = difference if row is None else tuple(map(add, row, difference))
        plain, titled = (
            tuple(u + t for u, t in zip(unknown, self._sums(places, (".istitle",), title), strict=True))
            for title in ("False", "True")
        )
        return ContextWeights(
            cased=self._by_form(places, "", order),
            lower=lower,
            plain=plain,
            titled=titled,
            begin=self._sums(places, KINDS, "BOS"),
            end=self._sums(places, KINDS, "EOS"),
        )

    def _by_form(self, places: Sequence[str], kind: str, order: int) -> dict[tuple[int, ...], Row]:
        rows: dict[tuple[int, ...], list[float]] = {}
        for column, place in enumerate(places):
            for value, (begin, on) in self._weights.get(f"T[{place}]{kind}", {}).items():
                if value.count(" ") == order - 1:
                    row = rows.setdefault(self._numbers(value), [0.0] * len(places))
                    row[column] += begin - on
        return {numbers: tuple(row) for numbers, row in rows.items()}

    def _numbers(self, forms: str) -> tuple[int, ...]:
        """The numbers of forms, given out as they come; 0 is for forms that the model never saw."""
        syllables = self._syllables
        return tuple([syllables.setdefault(form, len(syllables) + 1) for form in forms.split(" ")])


def is_title(form: str) -> bool:
    """Whether the first letter is a capital, or has none."""
    return form[0] == form[0].upper()


def is_number(form: str) -> bool:
    """Whether Rust reads it as an i32, which is what underthesea asks."""
    return bool(_INTEGER.fullmatch(form)) and int(form) in _INT32
