"""Tables as grids of cells, whatever an export made of them.

Four forms are read: cells between bars that stand on lines of their own, lines with bars inside,
lines with tabs, and lines whose columns are aligned by blanks. A cell is a stretch of the working
copy with what does not belong to it left out, because the lines of neighbouring columns interleave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vnpolicy.structure.lines import Line, Look

_BARS = re.compile(r"\s*[|¦│]+\s*")
_RULED = re.compile(r"[\s|:+-]*-{3,}[\s|:+-]*")
_SET_APART = re.compile(r"\S {2,}\S|^ {4,}\S")
_RIVER = 2  # blanks between aligned columns, in every line
_COLUMNS = 3  # aligned columns at least: two words set apart are no table
_LINES = 2
_LONGEST_ROW = 60  # lines


class Cell(NamedTuple):
    """A cell: offsets in the working copy, and the stretches inside that belong to other cells."""

    start: int
    end: int
    omitted: tuple[tuple[int, int], ...] = ()

    def with_line(self, start: int, end: int) -> Cell:
        """The cell with another stretch further down; what lies between belongs to others."""
        return Cell(self.start, end, (*self.omitted, (self.end, start)))


Row = list[Cell | None]
Grid = list[Row]


def grids(clean: str, lines: Sequence[Line]) -> Iterator[Grid]:
    """The tables of a document in order.

    ``lines`` are those of the document with its table cells marked; ``clean`` is the working copy.
    """
    yield from _between_bars(lines)
    bars = sum(line.words.count("|") for line in lines if line.look is Look.BAR)
    if lines and ("\t" in clean or "  " in clean or clean.count("|") > bars):
        yield from _on_lines(clean, lines[0].start, lines[-1].end)


def _between_bars(lines: Sequence[Line]) -> Iterator[Grid]:
    """Cells between bars on lines of their own; two bars in a row end a row or hold an empty cell."""
    grid: Grid = []
    row: Row = []
    cell: Cell | None = None
    for line in lines:
        if line.look is Look.CELL and line.row is not None:
            cell = Cell(line.start, line.end) if cell is None else Cell(cell.start, line.end)
        elif line.look is Look.BAR:
            if cell is not None:
                row.append(cell)
            elif row:
                grid.append(row)
                row = []
            cell = None
        elif line.look is Look.TEXT and (grid or row or cell):
            yield [*grid, [*row, cell] if cell else row]
            grid, row, cell = [], [], None
    if grid or row or cell:
        yield [*grid, [*row, cell] if cell else row]


def _on_lines(clean: str, start: int, end: int) -> Iterator[Grid]:
    """Tables whose rows are lines: with bars inside, with tabs, or aligned by blanks."""
    held: list[tuple[int, str]] = []
    form = ""
    for match in re.finditer(r"[^\n]+", clean[start:end]):
        text = match.group()
        found = _form(text)
        if not (found or form) or _BARS.fullmatch(text) or _RULED.fullmatch(text):
            continue
        if found != form:
            yield from _read(held, form)
            held, form = [], found
        if form:
            held.append((start + match.start(), text))
    yield from _read(held, form)


def _form(text: str) -> str:
    """The sign that sets the columns of a line apart, "" if none does."""
    if "|" in text:
        return "|"
    if text.count("\t") > 1:
        return "\t"
    return " " if "  " in text and _SET_APART.search(text) else ""


def _read(lines: Sequence[tuple[int, str]], form: str) -> Iterator[Grid]:
    if not lines:
        return
    grid = _aligned(lines) if form == " " else [_split(at, text, form) for at, text in lines]
    if grid:
        yield _continued(grid)


def _split(at: int, text: str, form: str) -> Row:
    inner = text.strip(" ")
    at += text.index(inner)
    if form == "|":
        at += inner.startswith("|")
        inner = inner.removeprefix("|").removesuffix("|")
    row: Row = []
    for piece in inner.split(form):
        words = piece.strip()
        begin = at + (piece.index(words) if words else 0)
        row.append(Cell(begin, begin + len(words)) if words else None)
        at += len(piece) + 1
    return row


def _aligned(lines: Sequence[tuple[int, str]]) -> Grid:
    """Cells between the columns of blanks that run down through all lines; no grid where there are few."""
    width = max(len(text) for _, text in lines)
    inked = [False] * (width + _RIVER)
    for _, text in lines:
        for match in re.finditer(r"\S+(?: \S+)*", text):
            inked[match.start() : match.end()] = [True] * (match.end() - match.start())
    spans = [m.span() for m in re.finditer(rf"1(?:0{{0,{_RIVER - 1}}}1)*", "".join("01"[ink] for ink in inked))]
    if len(lines) < _LINES or len(spans) < _COLUMNS:
        return []
    return [[_cut(at, text, a, b) for a, b in spans] for at, text in lines]


def _cut(at: int, text: str, a: int, b: int) -> Cell | None:
    piece = text[a:b]
    words = piece.strip()
    begin = at + a + (piece.index(words) if words else 0)
    return Cell(begin, begin + len(words)) if words else None


def _continued(grid: Grid) -> Grid:
    """The grid with lines that go on with the row above joined to it: their first cell is empty."""
    joined: Grid = []
    lines = 0
    for row in grid:
        lines += 1
        if not joined or row[0] is not None or len(row) > len(joined[-1]) or lines > _LONGEST_ROW:
            joined.append(row)
            lines = 0
            continue
        above = joined[-1]
        for i, cell in enumerate(row):
            upper = above[i]
            if cell is not None:
                above[i] = cell if upper is None else upper.with_line(cell.start, cell.end)
    return joined
