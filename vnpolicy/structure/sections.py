"""Which heading each part of the outline stands below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vnpolicy.structure.outline import Part


@dataclass(slots=True)
class _Open:
    """A heading that is open; ``root`` is the id under which it holds: its own, or that of the heading above."""

    id: str
    root: str
    marked: bool

    def holds(self, part: Part) -> bool:
        if part.closing:
            return False
        return not self.root or part.id == self.root or part.id.startswith(self.root + "/")


@dataclass(slots=True)
class SectionNames:
    """Names the sections of the papers of a document, one after the other.

    A heading without a marker gets an id of its own ("§1", "§2"); it holds what follows up to the next
    such heading, inside the marked heading above it.
    """

    unmarked: int = 0
    _open: list[_Open] = field(default_factory=list)

    def name(self, parts: Sequence[Part]) -> list[Part]:
        """The parts of one paper, each with the id of the nearest heading above it."""
        self._open = []
        return [self._heading(part) if part.heading else self._below(part) for part in parts]

    def _below(self, part: Part) -> Part:
        while self._open and not self._open[-1].holds(part):
            self._open.pop()
        return part._replace(section=self._open[-1].id if self._open else None)

    def _heading(self, part: Part) -> Part:
        if part.marker is None:
            self.unmarked += 1
        while self._open and not (self._open[-1].holds(part) and (part.marker or self._open[-1].marked)):
            self._open.pop()
        above = self._open[-1] if self._open else None
        own = part.id if part.marker else f"§{self.unmarked}"
        root = part.id if part.marker else next((one.root for one in reversed(self._open) if one.marked), "")
        self._open.append(_Open(own, root, part.marker is not None))
        return part._replace(id=own, section=above.id if above else None)
