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
        self._of_subsector: dict[str, tuple[list[str], list[int]]] = {}
        known = {f"{sector.key}.{sub.key}" for sector in taxonomy.sectors for sub in sector.subsectors}
        for column, name in enumerate(classes):
            sector, _, sub = name.partition(".")
            for key in taxonomy.relabel([sector], [sub or None]):
                self._of_sector[taxonomy.keys.index(key)].append(column)
            if name in known:
                keys, columns = self._of_subsector.setdefault(sector, ([], []))
                keys.append(sub)
                columns.append(column)

    def sectors(self, classes: Floats) -> Floats:
        """For each text and sector of the taxonomy how loudly a class of the sector speaks."""
        found = [classes[:, own].max(axis=1) if own else np.zeros(len(classes)) for own in self._of_sector]
        return np.stack(found, axis=1)

    def subsector(self, sector: str, number: int, layout: Layout, classes: Floats, average: Floats) -> str | None:
        """The sub-sector of a paragraph within a sector; None where no term names one.

        The paragraph's own terms count in full, its innermost heading by half, the title and the
        other paragraphs of the document, whose ``classes`` are ``average``, less.
        """
        keys, columns = self._of_subsector.get(sector, ([], []))
        if not keys:
            return None
        totals = classes[number, columns] + _OTHERS * average[columns]
        if layout.headings[number]:
            totals = totals + _HEADING * classes[layout.headings[number][0], columns]
        if layout.title is not None:
            totals = totals + _TITLE * classes[layout.title, columns]
        best = int(np.argmax(totals))
        return keys[best] if totals[best] > 0 else None
