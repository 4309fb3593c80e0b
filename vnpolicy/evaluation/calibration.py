"""Whether a score of 0.8 is right eight times in ten.

Expected calibration error over bins of equal mass (Nguyen and O'Connor, EMNLP 2015; Naeini et al., AAAI 2015)
and the Brier score (Brier 1950), both over the sector labels that were predicted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BINS = 10

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """A tenth of the labels: the lowest and highest score, the mean score, the share that is right."""

    low: float
    high: float
    labels: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """``error`` and ``brier`` lie between 0 and 1, lower is better; ``bins`` is the reliability table."""

    labels: int
    error: float
    brier: float
    bins: tuple[Bin, ...]


def calibration(labels: Sequence[tuple[float, bool]]) -> Calibration | None:
    """The calibration of labels, each (score, right); None where there is none.

    >>> found = calibration([(0.9, True), (0.9, True), (0.6, False), (0.4, True)])
    >>> round(found.error, 2), round(found.brier, 3)  # four bins of one label each
    (0.35, 0.185)
    """
    if not labels:
        return None
    scores, right = np.array(sorted(labels, key=lambda label: label[0]), dtype=np.float64).T
    bins = tuple(
        Bin(float(s[0]), float(s[-1]), len(s), float(s.mean()), float(r.mean()))
        for s, r in zip(np.array_split(scores, BINS), np.array_split(right, BINS), strict=True)
        if len(s)
    )
    return Calibration(len(scores), expected_error(scores, right), float(((scores - right) ** 2).mean()), bins)


def expected_error(scores: Floats, right: Floats) -> float:
    """The mean distance between score and share of right labels over the bins, weighted by their size.

    ``scores`` rise; ``right`` is 1.0 or 0.0 for each.
    """
    size, more = divmod(len(scores), BINS)
    sizes = np.full(BINS, size)
    sizes[:more] += 1
    sizes = sizes[sizes > 0]
    sums = np.add.reduceat(scores - right, np.concatenate(([0], np.cumsum(sizes)[:-1])))
    return float(np.abs(sums).sum() / len(scores))
