"""Figures out of counts: their value, how sure it is, and the document in which it is worst.

Every figure is one function of a table of counts with a row for each sample. It is applied to the sum of all
documents (the value), to each document (the worst), and to resampled corpora (the interval: percentile
bootstrap over documents, Efron and Tibshirani 1993, ch. 13).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from vnpolicy.analysis import Role
from vnpolicy.evaluation.calibration import Floats, calibration, expected_error
from vnpolicy.evaluation.counts import Key, Tally
from vnpolicy.evaluation.reading import KINDS
from vnpolicy.evaluation.values import DETAILS

DRAWS = 1000
LEVEL = 0.95
ENOUGH = 15
FEW = 5
CALIBRATION_ERROR = "calibration error"
UNCERTAIN = "uncertain items"
LOWER_IS_BETTER = frozenset((CALIBRATION_ERROR, "brier score", UNCERTAIN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure between 0 and 1; null where there was nothing to count.

    ``low`` and ``high`` bound the 95 % interval (null for fewer than two documents); ``worst`` names the
    document with the worst value of its own, null where all are perfect. ``cases`` is the number of annotated
    labels behind a figure with precision and recall, the number of decisions behind a share; null for means
    of other figures.
    """

    key: str
    value: float | None
    low: float | None = None
    high: float | None = None
    worst: str | None = None
    worst_value: float | None = None
    precision: float | None = None
    recall: float | None = None
    cases: int | None = None
    predicted: int | None = None

    @property
    def lower_is_better(self) -> bool:
        """True of errors and of the share of uncertain items."""
        return self.key in LOWER_IS_BETTER


class Table:
    """Counts by key, one row a sample. ``table["items", "right"]`` is a column; unknown keys are all zero."""

    def __init__(self, rows: Floats, columns: Mapping[Key, int]) -> None:
        self.rows = rows
        self._columns = columns

    @classmethod
    def of(cls, tallies: Sequence[Tally]) -> Table:
        """A row for each document."""
        keys = sorted({key for tally in tallies for key in tally.counts})
        rows = np.array([[tally.counts[key] for key in keys] for tally in tallies], dtype=np.float64)
        return cls(rows, {key: column for column, key in enumerate(keys)})

    def __getitem__(self, key: Key) -> Floats:
        column = self._columns.get(key)
        return np.zeros(len(self.rows)) if column is None else self.rows[:, column]

    def weighted(self, weights: Floats) -> Table:
        """The sums of the documents, each taken as often as its column of ``weights`` says."""
        return Table(weights @ self.rows, self._columns)


Measure = Callable[[Table], Floats]


def f1(name: str) -> Measure:
    """Twice the right labels over annotated plus predicted ones, row by row."""
    return lambda table: _over(2 * table[name, "right"], table[name, "gold"] + table[name, "predicted"])


def share(name: str) -> Measure:
    """The right decisions over all, row by row."""
    return lambda table: _over(table[name, "right"], table[name, "of"])


def macro_f1(sectors: Sequence[str]) -> Measure:
    """The mean F1 of those sectors that are annotated in a row at all."""

    def measure(table: Table) -> Floats:
        total, seen = np.zeros(len(table.rows)), np.zeros(len(table.rows))
        for name in (f"sector {sector}" for sector in sectors):
            annotated = table[name, "gold"] > 0
            total += np.where(annotated, f1(name)(table), 0.0)
            seen += annotated
        return _over(total, seen)

    return measure


def measures(sectors: Sequence[str], frequent: Sequence[str]) -> dict[str, Measure]:
    """Every figure that is a function of counts, by its key, in the order in which they are shown.

    ``frequent`` are the sectors of the second macro mean.
    """
    found: dict[str, Measure] = {"items": f1("items")}
    found |= {name: share(name) for name in ("role", "path", "header")}
    found |= {
        "sectors": f1("sectors"),
        "sectors macro": macro_f1(sectors),
        f"sectors macro {ENOUGH}": macro_f1(frequent),
    }
    found |= {"first sector": share("first sector")}
    found |= {f"sector {sector}": f1(f"sector {sector}") for sector in sectors}
    for label in KINDS:
        found |= {f"{label} {kind}": f1(f"{label} {kind}") for kind in ("span", "exact", "value")}
        found |= {f"{label} {field}": share(f"{label} {field}") for field in DETAILS[label]}
    for role in get_args(Role):
        found |= {f"role {role}": f1(f"role {role}"), f"sectors of {role}": f1(f"sectors of {role}")}
        found |= {f"first sector of {role}": share(f"first sector of {role}")}
    return found | {UNCERTAIN: share(UNCERTAIN)}


def frequent_sectors(table: Table, sectors: Sequence[str]) -> list[str]:
    """The sectors with at least 15 annotated labels."""
    return [sector for sector in sectors if table[f"sector {sector}", "gold"].sum() >= ENOUGH]


def figures(tallies: Mapping[str, Tally], sectors: Sequence[str], seed: int = 0) -> dict[str, Figure]:
    """All figures of a corpus by key; ``tallies`` by document, ``seed`` of the bootstrap."""
    names, table = list(tallies), Table.of(list(tallies.values()))
    weights = _draws(len(names), seed)
    total, draws = table.weighted(np.ones((1, len(names)))), table.weighted(weights)
    found = {}
    for key, measure in measures(sectors, frequent_sectors(table, sectors)).items():
        low, high = _interval(measure(draws), len(names))
        worst, worst_value = _worst(names, key, table, measure)
        found[key] = replace(_counted(key, total, measure), low=low, high=high, worst=worst, worst_value=worst_value)
    return found | _calibration_figures(list(tallies.values()), weights)


def _calibration_figures(tallies: Sequence[Tally], weights: Floats) -> dict[str, Figure]:
    """No worst document: ten bins of one document's labels say nothing."""
    whole = calibration([label for tally in tallies for label in tally.labels])
    if whole is None:
        return {key: Figure(key=key, value=None) for key in (CALIBRATION_ERROR, "brier score")}
    labels = [(score, right, at) for at, tally in enumerate(tallies) for score, right in tally.labels]
    scores, right, owner = np.array(sorted(labels, key=lambda label: label[0])).T
    errors, briers = [], []
    for weight in weights.astype(np.int64):
        times = weight[owner.astype(np.int64)]
        drawn, drawn_right = np.repeat(scores, times), np.repeat(right, times)
        if len(drawn):
            errors.append(expected_error(drawn, drawn_right))
            briers.append(float(((drawn - drawn_right) ** 2).mean()))
    found = {}
    for key, value, drawn_values in ((CALIBRATION_ERROR, whole.error, errors), ("brier score", whole.brier, briers)):
        low, high = _interval(np.array(drawn_values), len(tallies))
        found[key] = Figure(key=key, value=value, low=low, high=high, cases=whole.labels)
    return found


def _draws(documents: int, seed: int) -> Floats:
    """How often each document (column) is in each of the resampled corpora (rows)."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(documents, np.full(documents, 1 / documents), DRAWS).astype(np.float64)


def _interval(values: Floats, documents: int) -> tuple[float | None, float | None]:
    known = values[~np.isnan(values)]
    if documents < 2 or not len(known):
        return None, None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _worst(names: Sequence[str], key: str, table: Table, measure: Measure) -> tuple[str | None, float | None]:
    """The document with the worst value and that value; nothing where all are perfect.

    Documents with fewer than 5 cases are looked at only where no document has more: one label says little.
    """
    values = measure(table) if key in LOWER_IS_BETTER else 1.0 - measure(table)
    cases = np.max([table[key, field] for field in ("gold", "predicted", "of")], axis=0)
    many = ~np.isnan(values) & (cases >= FEW)
    values = np.where(many, values, np.nan) if many.any() else values
    if np.isnan(values).all() or not np.nanmax(values):
        return None, None
    at = int(np.nanargmax(values))
    return names[at], float(measure(table)[at])


def _counted(key: str, total: Table, measure: Measure) -> Figure:
    right, gold, predicted, of = (int(total[key, field][0]) for field in ("right", "gold", "predicted", "of"))
    value = measure(total)[0]
    return Figure(
        key=key,
        value=None if np.isnan(value) else float(value),
        precision=right / predicted if predicted else None,
        recall=right / gold if gold else None,
        cases=of or (gold if gold + predicted else None),
        predicted=predicted if gold + predicted else None,
    )


def _over(part: Floats, whole: Floats) -> Floats:
    """The quotient, not a number where there is nothing to divide by."""
    quotient: Floats = np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0)
    return quotient
