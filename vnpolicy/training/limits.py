"""The probabilities from which a sector is given, chosen on predictions for unseen documents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vnpolicy.sectors.features import Floats

_GRID = np.round(np.arange(0.20, 0.641, 0.02), 2)
_SILENT_GRID = np.round(np.arange(0.50, 0.991, 0.02), 2)
_HALF = 0.5


@dataclass(frozen=True)
class Limits:
    """``thresholds`` and ``silent`` by sector, ``uncertain`` and ``general`` for all, as ``SectorModel`` has them."""

    thresholds: Floats
    silent: Floats
    uncertain: float
    general: float

    @classmethod
    def choose(cls, chances: Floats, labels: Floats, silent: np.ndarray) -> Limits:
        """What gives the highest F1.

        In paragraphs of substance half way between what is best for the sector and what is best for all,
        since a sector alone has few examples; in silent ones for all sectors together.
        """
        sectors = labels.shape[1]
        spoken, wanted = chances[~silent], labels[~silent]
        alone = np.array([_best(spoken[:, [k]], wanted[:, [k]], _GRID) for k in range(sectors)])
        thresholds = np.round((alone + _best(spoken, wanted, _GRID)) / 2, 2)
        quiet = _best(chances[silent], labels[silent], _SILENT_GRID, extra=_hits(spoken, wanted, thresholds))
        return cls(thresholds, np.full(sectors, quiet), _uncertain(spoken, wanted), float(_GRID[0]) / 2)


def _best(chances: Floats, labels: Floats, grid: Floats, extra: tuple[float, float] = (0.0, 0.0)) -> float:
    """A low one of the thresholds whose F1 is within half a point of the best; ``extra`` is what is right anyhow.

    Low, since real documents have more second sectors than those that are learnt from.
    """
    right, total = extra
    figures = np.array(
        [2 * (labels[chances >= t].sum() + right) / max(1.0, labels.sum() + (chances >= t).sum() + total) for t in grid]
    )
    good = grid[figures >= figures.max() - 0.005]
    return float(good[len(good) // 4])


def _hits(chances: Floats, labels: Floats, thresholds: Floats) -> tuple[float, float]:
    """Labels that are right, and labels wanted and given, where thresholds alone decide."""
    given = chances >= thresholds
    return float(labels[given].sum()), float(labels.sum() + given.sum())


def _uncertain(chances: Floats, labels: Floats) -> float:
    """The probability below which the strongest sector is wrong about as often as right."""
    highest, right = chances.max(axis=1), labels[np.arange(len(labels)), chances.argmax(axis=1)]
    order = np.argsort(highest)
    window = max(20, len(order) // 40)
    for begin in range(0, len(order) - window + 1, window // 2):
        part = order[begin : begin + window]
        if right[part].mean() >= 0.7:
            return round(float(highest[part].min()), 2)
    return _HALF
