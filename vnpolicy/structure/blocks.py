"""Paragraphs: hard-wrapped lines re-joined, table cells kept apart, page furniture left out.

Nothing here knows what a paragraph means; which lines belong together is decided in ``seams``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from vnpolicy.structure.lines import Line, Look
from vnpolicy.structure.seams import Seam, enclosed
from vnpolicy.structure.tables import mark_cells
from vnpolicy.structure.wrapping import Wrapping
from vnpolicy.text import UPPER, Passage, Source

# A running head stands beside a page number and ends with the document's sign.
_NEAR = 3
_HEAD_WIDTH = 60
_RUNNING_HEAD = re.compile(rf"[^.;:]*\d[-/][{UPPER}][\w/-]*")


@dataclass(frozen=True)
class Block:
    """A paragraph. ``start``, ``end`` and ``omitted`` are offsets in the working copy."""

    lines: tuple[Line, ...]
    source: Source = field(repr=False)
    omitted: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        """Where the paragraph begins in the working copy."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where the paragraph ends in the working copy."""
        return self.lines[-1].end

    @property
    def is_cell(self) -> bool:
        """Whether the paragraph stands in a table."""
        return self.lines[0].look is Look.CELL

    @property
    def row(self) -> int | None:
        """The table row of a cell."""
        return self.lines[0].row

    @property
    def strong(self) -> bool:
        """Whether markup encloses the whole paragraph."""
        return enclosed(self.source, self.lines)

    @cached_property
    def passage(self) -> Passage:
        """The paragraph as it is read."""
        return Passage.of(self.source, self.start, self.end, self.omitted)

    @property
    def words(self) -> str:
        """The folded text."""
        return self.passage.folded


def laid_out(lines: Sequence[Line]) -> list[Line]:
    """The lines with running heads and the cells of tables marked."""
    return mark_cells(mark_running_heads(lines))


def join_lines(source: Source, lines: Sequence[Line]) -> list[Block]:
    """The paragraphs of a document whose lines are laid out, table cells included, in order."""
    wrapping = Wrapping.of(lines)
    blocks: list[Block] = []
    held: list[Line] = []
    furniture: list[Line] = []
    gap = False

    def close() -> None:
        if held:
            inside = tuple((f.start, f.end) for f in furniture if f.end < held[-1].start)
            blocks.append(Block(tuple(held), source, inside))
        held.clear()
        furniture.clear()

    for line in lines:
        if line.look is Look.BLANK:
            gap = True
        elif line.look is Look.FURNITURE:
            furniture.append(line)
        elif line.look in (Look.BAR, Look.RULE):
            if held or furniture:
                close()
        else:
            if not held or not Seam(source, held, line, wrapping, gap, bool(furniture)).joins():
                close()
            held.append(line)
            gap = False
    close()
    return blocks


def mark_running_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines with running heads beside a page number marked as furniture."""
    marked = list(lines)
    if all(line.look is not Look.FURNITURE for line in lines):
        return marked
    texts = [i for i, line in enumerate(lines) if line.look in (Look.TEXT, Look.FURNITURE)]
    for before, after in pairwise(texts):
        pair = (lines[before].look, lines[after].look)
        if after - before > _NEAR or pair.count(Look.FURNITURE) != 1:
            continue
        at = before if pair[0] is Look.TEXT else after
        line = lines[at]
        if line.width < _HEAD_WIDTH and _RUNNING_HEAD.fullmatch(line.words):
            marked[at] = line._replace(look=Look.FURNITURE)
    return marked
