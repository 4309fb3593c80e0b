"""Where labels tie, rounding decides: the decode with every sum made in underthesea's order.

Ties come in runs of signs that the model does not know, as in tables. The scores of both labels are
added up template by template from the beginning of the text, which takes several times as long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from vnpolicy.segmenter.crf import ONES, PAIRS, TRIPLES, ModelFiles
from vnpolicy.segmenter.ngrams import Table, neighbours, packed
from vnpolicy.segmenter.scores import is_number, is_title

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PLACES = {1: ONES, 2: PAIRS, 3: TRIPLES}
# What the templates look for and in how many tokens, in the model's order.
_GROUPS = (
    *(("", 1), ("", 2), ("", 3), (".lower", 1), (".lower", 2), (".isdigit", 1)),
    *((".istitle", 1), (".istitle", 2), (".istitle", 3)),
    *((".is_in_dict", 1), (".is_in_dict", 2), (".is_in_dict", 3)),
)
_NONE = (0.0, 0.0)


class TieDecoder:
    """The model with the scores of both labels; made when the first tie comes up."""

    def __init__(self, files: ModelFiles) -> None:
        self._files = files
        self._numbers: dict[str, int] = {}
        self._tables = {
            (kind, order): Table(*self._rows(kind, order)) for kind, order in (("", 2), ("", 3), (".lower", 2))
        }
        self._ones = {kind: self._by_value(kind) for kind, order in _GROUPS if order == 1}
        self._entries = {order: Table(*self._dictionary(order)) for order in (2, 3)}

    def begins(self, forms: Sequence[str]) -> list[bool]:
        """Which tokens of a text begin a word."""
        (begin_begin, begin_on), (on_begin, on_on) = self._files.transitions
        begins, ons = (column.tolist() for column in self._states(forms).T)
        best_begin = best_on = 0.0
        if_begin, if_on = [], []  # whether the token before begins a word, by the label of this one
        for at, (begin, on) in enumerate(zip(begins, ons, strict=True)):
            begin_after_begin, begin_after_on = best_begin + begin_begin, best_on + on_begin
            on_after_begin, on_after_on = best_begin + begin_on, best_on + on_on
            if_begin.append(begin_after_begin >= begin_after_on)
            if_on.append(on_after_begin >= on_after_on)
            if not at:
                best_begin, best_on = begin, on
                continue
            best_begin = (begin_after_begin if if_begin[-1] else begin_after_on) + begin
            best_on = (on_after_begin if if_on[-1] else on_after_on) + on
        labels = [best_begin >= best_on]
        for at in range(len(forms) - 1, 0, -1):
            labels.append(if_begin[at] if labels[-1] else if_on[at])
        labels.reverse()
        return labels

    def _states(self, forms: Sequence[str]) -> NDArray[np.float64]:
        """The scores of both labels at each token by itself."""
        import numpy as np

        size = len(forms)
        states = np.zeros((size, 2))
        tokens = _Columns(forms, self._numbers)
        for kind, order in _GROUPS:
            rows = self._weights(kind, order, tokens)
            for column, place in enumerate(_PLACES[order]):
                first, last = int(place.split(",")[0]), int(place.split(",")[-1])
                before = min(max(-first, 0), size)
                after = min(max(last, 0), size - before)
                inner = slice(max(first, 0), max(first, 0) + size - before - after)
                table = self._table(place, kind)
                states[:before] += table.get("BOS", _NONE)
                states[before : size - after] += rows[inner, column]
                states[size - after :] += table.get("EOS", _NONE)
        return states

    def _weights(self, kind: str, order: int, tokens: _Columns) -> NDArray[np.float64]:
        """By place in the text, place in the template and label."""
        import numpy as np

        places = _PLACES[order]
        if order == 1:
            rows_by_value, rows = self._ones[kind]
            of_distinct = np.array([rows_by_value.get(self._said(form, kind), 0) for form in tokens.distinct])
            weights: NDArray[np.float64] = rows[of_distinct[tokens.index]]
            return weights
        if kind in ("", ".lower"):
            numbers = tokens.lower if kind else tokens.cased
            found = self._tables[kind, order].lookup(packed(neighbours(numbers, order)))
            return found.reshape(-1, len(places), 2)
        if kind == ".istitle":
            true = np.logical_and.reduce(neighbours(tokens.title, order))
        else:
            true = self._entries[order].lookup(packed(neighbours(tokens.lower, order)))[:, 0] > 0
        tables = [self._table(place, kind) for place in places]
        rows = np.array([[table.get(value, _NONE) for table in tables] for value in ("False", "True")])
        weights = rows[true.astype(np.int8)]
        return weights

    def _said(self, form: str, kind: str) -> str:
        match kind:
            case ".lower":
                return form.lower()
            case ".istitle":
                return str(is_title(form))
            case ".isdigit":
                return str(is_number(form))
            case ".is_in_dict":
                return str(form.lower() in self._files.dictionary)
        return form

    def _table(self, place: str, kind: str) -> Mapping[str, tuple[float, float]]:
        return self._files.weights.get(f"T[{place}]{kind}", {})

    def _by_value(self, kind: str) -> tuple[dict[str, int], NDArray[np.float64]]:
        """The rows of what is said of single tokens, and which row is for what; the first is for the rest."""
        import numpy as np

        tables = [self._table(place, kind) for place in ONES]
        values = list(dict.fromkeys(value for table in tables for value in table))
        rows = [[_NONE] * len(tables), *([table.get(value, _NONE) for table in tables] for value in values)]
        return {value: row for row, value in enumerate(values, 1)}, np.array(rows)

    def _rows(self, kind: str, order: int) -> tuple[Mapping[tuple[int, ...], Sequence[float]], int]:
        places = _PLACES[order]
        rows: dict[tuple[int, ...], list[float]] = {}
        for column, place in enumerate(places):
            for value, weights in self._table(place, kind).items():
                if value.count(" ") == order - 1:
                    row = rows.setdefault(self._number(value), [0.0] * (2 * len(places)))
                    row[2 * column : 2 * column + 2] = weights
        return rows, 2 * len(places)

    def _dictionary(self, order: int) -> tuple[Mapping[tuple[int, ...], Sequence[float]], int]:
        entries = (entry for entry in self._files.dictionary if entry.count(" ") == order - 1)
        return {self._number(entry): (1.0,) for entry in entries}, 1

    def _number(self, forms: str) -> tuple[int, ...]:
        numbers = self._numbers
        return tuple([numbers.setdefault(form, len(numbers) + 1) for form in forms.split(" ")])


class _Columns:
    """The tokens of a text: each different one once, and what holds for every place."""

    def __init__(self, forms: Sequence[str], numbers: Mapping[str, int]) -> None:
        import numpy as np

        known: dict[str, int] = {}
        self.index = np.array([known.setdefault(form, len(known)) for form in forms])
        self.distinct = list(known)
        lower = [form.lower() for form in known]
        self.cased = np.array([numbers.get(form, 0) for form in known], np.int64)[self.index]
        self.lower = np.array([numbers.get(form, 0) for form in lower], np.int64)[self.index]
        self.title = np.array([is_title(form) for form in known])[self.index]
