"""What the classes of the lexicon's terms say within a taxonomy: of its sectors, and of their sub-sectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnpolicy.sectors.context import Layout
from vnpolicy.sectors.features import Floats
from vnpolicy.sectors.taxonomy import Taxonomy

_HEADING, _TITLE, _OTHERS = 0.5, 0.3, 0.1  # against 1 for the paragraph's own terms


class TermClasses:
    """The classes "sector" and "sector.subsector" of the library's terms, seen from a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, classes: Sequence[str]) -> None:
        self._of_sector: list[list[int]] = [[] for _ in taxonomy.keys]
        self._of_subsector: list[tuple[list[str], list[int]]] = [([], []) for _ in taxonomy.keys]
        known = {f"{sector.key}.{sub.key}" for sector in taxonomy.sectors for sub in sector.subsectors}
        for column, name in enumerate(classes):
            sector, _, sub = name.partition(".")
            for key in taxonomy.relabel([sector], [sub or None]):
                self._of_sector[taxonomy.keys.index(key)].append(column)
            if name in known:
                keys, columns = self._of_subsector[taxonomy.keys.index(sector)]
                keys.append(sub)
                columns.append(column)

    def sectors(self, classes: Floats) -> Floats:
        """For each text and sector of the taxonomy how loudly a class of the sector speaks."""
        found = [classes[:, own].max(axis=1) if own else np.zeros(len(classes)) for own in self._of_sector]
        return np.stack(found, axis=1)

    def subsectors(self, layout: Layout, classes: Floats) -> list[list[str | None]]:
        """The sub-sector of each paragraph within each sector; None where no term names one.

        The paragraph's own terms count in full, its innermost heading by half, the title and the
        other paragraphs of the document less.
        """
        size = len(layout.paragraphs)
        totals = classes[:size] + _OTHERS * classes[:size].mean(axis=0)
        headed = [i for i in range(size) if layout.headings[i]]
        totals[headed] += _HEADING * classes[[layout.headings[i][0] for i in headed]]
        if layout.title is not None:
            totals += _TITLE * classes[layout.title]
        found = [self._loudest(sector, totals) for sector in self._of_subsector]
        return [list(row) for row in zip(*found, strict=True)]

    @staticmethod
    def _loudest(subsectors: tuple[list[str], list[int]], totals: Floats) -> list[str | None]:
        keys, columns = subsectors
        if not keys:
            return [None] * len(totals)
        own = totals[:, columns]
        return [keys[i] if loud > 0 else None for i, loud in zip(own.argmax(axis=1), own.max(axis=1), strict=True)]
