"""Which stretch of one reading answers which stretch of another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

Extent = tuple[int, int]


def overlap(first: Extent, second: Extent) -> float:
    """Intersection over union of the characters of two stretches, between 0 and 1.

    >>> overlap((0, 4), (2, 8))
    0.25
    """
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return 0.0 if shared <= 0 else shared / (max(first[1], second[1]) - min(first[0], second[0]))


def matched(
    first: Sequence[Extent],
    second: Sequence[Extent],
    floor: float,
    also: Callable[[int, int], bool] | None = None,
) -> list[tuple[int, int]]:
    """One-to-one pairs (index in ``first``, index in ``second``), taken greedily by falling overlap.

    A pair needs an overlap of at least ``floor``, or of any size where ``also`` says yes to its indices.
    Of equal overlaps the later pair goes first.

    >>> matched([(0, 10), (12, 20)], [(0, 9), (9, 20)], floor=0.5)
    [(0, 0), (1, 1)]
    >>> matched([(0, 10)], [(8, 10)], floor=0.5)
    []
    """
    pairs = sorted(((overlap(first[i], second[j]), i, j) for i, j in _touching(first, second)), reverse=True)
    free_first, free_second = set(range(len(first))), set(range(len(second)))
    found = []
    for value, i, j in pairs:
        if i in free_first and j in free_second and (value >= floor or (also is not None and also(i, j))):
            free_first.remove(i)
            free_second.remove(j)
            found.append((i, j))
    return found


def _touching(first: Sequence[Extent], second: Sequence[Extent]) -> Iterator[tuple[int, int]]:
    """The pairs that share a character; what lies far apart is never compared."""
    order = sorted(range(len(second)), key=lambda j: second[j])
    starts = [second[j][0] for j in order]
    reached = list(accumulate((second[j][1] for j in order), max))
    for i, (start, end) in enumerate(first):
        for j in order[bisect_right(reached, start) : bisect_left(starts, end)]:
            if second[j][1] > start:
                yield i, j
