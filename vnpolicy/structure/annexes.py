"""Tables of tasks and targets, row by row: what is to be done, by whom, with whom, by when.

A table counts where its first row names columns of the lexicon (``data/columns.toml``), one of
which says what the rows are about. Rows are no items: the annotation guide skips them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vnpolicy.errors import LexiconError
from vnpolicy.lexicon import Lexicon
from vnpolicy.structure.grids import Cell, Grid, Row, grids
from vnpolicy.structure.lines import Line
from vnpolicy.text import Passage, Source, fold

_SUBJECTS = {"task", "indicator"}
_KNOWN = 2  # columns that must be known
_LONGEST_HEADING = 60  # characters


@dataclass(frozen=True)
class AnnexRow:
    """A row: its cells under the names of their columns, as written in the table's first row.

    ``kinds`` gives the kind of each column that the lexicon knows, ``omitted`` the caller's offsets of
    what inside a cell belongs to others, ``group`` the line above the row that heads several ("II.
    HOÀN THIỆN THỂ CHẾ"), ``table`` counts the tables of the document.
    """

    table: int
    cells: Mapping[str, Passage]
    kinds: Mapping[str, str]
    omitted: Mapping[str, tuple[tuple[int, int], ...]]
    group: str | None = None


class AnnexReader:
    """Reads the tables of documents; the names of columns come from the lexicon.

    Raises LexiconError for a column whose examples it does not read as such.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        kinds = {column.name: column.kind or column.name for column in lexicon.columns}
        self._names = {fold(word): kinds[c.name] for c in reversed(lexicon.columns) for word in c.words}
        self._first_words = {word.split()[0].rstrip(",") for word in self._names}
        self._longest = max((word.count(" ") + 1 for word in self._names), default=0)
        for column in lexicon.columns:
            for example in (*column.examples, *column.not_examples):
                wanted = example in column.examples
                if (self.kind(example) == kinds[column.name]) != wanted:
                    raise LexiconError(
                        f"the column {column.name!r} has the {'example' if wanted else 'counter-example'} {example!r}, "
                        f"which is read as {self.kind(example)!r}: correct its words or the example"
                    )

    def kind(self, heading: str) -> str | None:
        """The kind of a column by its heading, or None.

        >>> AnnexReader(Lexicon.load()).kind("Cơ quan chủ trì (cấp tỉnh)")
        'lead'
        """
        words = fold(heading).lower().replace("/", ", ").split()
        for length in range(min(self._longest, len(words)), 0, -1):
            name = self._names.get(" ".join(words[:length]).rstrip(" ,:("))
            if name is not None:
                return name
        return None

    def _is_known(self, text: str) -> bool:
        """Whether a cell may be a heading of a known column, by its first word alone."""
        words = fold(text[:_LONGEST_HEADING]).lower().replace("*", " ").split(maxsplit=1)
        return bool(words) and words[0].rstrip(".,:/(") in self._first_words

    def read(self, source: Source, lines: Sequence[Line]) -> Iterator[AnnexRow]:
        """The rows of all tables that set out tasks or targets, in order; ``lines`` are laid out."""
        count = 0
        for grid in sorted(grids(source.clean, lines), key=_place):
            for headings, rows in self._tables(source, grid):
                count += 1
                yield from self._rows(source, headings, rows, count)

    def _tables(self, source: Source, grid: Grid) -> Iterator[tuple[list[str], Grid]]:
        """The tables of a grid, each with its headings: one begins wherever a row names columns."""
        headings: list[str] = []
        rows: Grid = []
        for row in grid:
            found = self._headings(source, row)
            if found is None:
                rows.append(row)
                continue
            if headings:
                yield headings, rows
            headings, rows = found, []
        if headings:
            yield headings, rows

    def _headings(self, source: Source, row: Row) -> list[str] | None:
        """The headings that a row holds, if it names enough columns; what ran into it on the left is cut off.

        None for other rows, no headings for a table of the steps of a procedure, which is not read.
        """
        named = [cell for cell in row if cell and self._is_known(source.clean[cell.start : cell.end])]
        if len(row) < _KNOWN or not named:
            return None
        if len(named) < _KNOWN:
            return [] if self.kind(_passage(source, named[0]).plain) == "step" else None
        headings = [_passage(source, cell).plain if cell else "" for cell in row]
        kinds = [self.kind(heading) for heading in headings]
        first = kinds.index("number") if "number" in kinds else 0
        known = {kind for kind in kinds[first:] if kind is not None}
        if "step" in kinds:
            return []
        short = max(map(len, headings[first:])) <= _LONGEST_HEADING
        return headings[first:] if short and len(known) >= _KNOWN and known & _SUBJECTS else None

    def _rows(self, source: Source, headings: list[str], rows: Grid, table: int) -> Iterator[AnnexRow]:
        kinds = {heading: kind for heading in headings if (kind := self.kind(heading)) is not None}
        group: str | None = None
        for row in _squared(rows, len(headings)):
            filled = [cell for cell in row if cell is not None]
            if len(filled) == 1 and len(headings) > _KNOWN:
                group = _passage(source, filled[0]).plain
                continue
            cells = _under(source, headings, row)
            if any(kinds.get(heading) in _SUBJECTS for heading in cells):
                passages = {heading: _passage(source, cell) for heading, cell in cells.items()}
                omitted = {h: tuple(source.span(a, b) for a, b in _gaps(source, c)) for h, c in cells.items()}
                yield AnnexRow(table, passages, kinds, omitted, group)


def _squared(rows: Grid, columns: int) -> Grid:
    """The rows with those put together again that an empty cell cut in two.

    Two pieces make one row when they and one empty cell between them fill it.
    """
    squared: Grid = []
    for row in rows:
        above = squared[-1] if squared else []
        if row and 1 < len(above) < columns and len(above) + 1 + len(row) == columns:
            squared[-1] = [*above, None, *row]
        elif row:
            squared.append(row)
    return squared


def _under(source: Source, headings: Sequence[str], row: Row) -> dict[str, Cell]:
    """The filled cells of a row under their headings; a row that lost its first cell is set right."""
    shift = len(headings) - len(row) if len(row) == len(headings) - 1 and _is_first_lost(source, row) else 0
    pairs = zip(headings[shift:], row, strict=False)
    return {heading: cell for heading, cell in pairs if cell is not None and heading}


def _is_first_lost(source: Source, row: Row) -> bool:
    """Whether a row one cell short begins with words where the first column holds numbers."""
    return row[0] is not None and not _passage(source, row[0]).plain.strip(".").isdigit()


def _passage(source: Source, cell: Cell) -> Passage:
    return Passage.of(source, cell.start, cell.end, _gaps(source, cell))


def _gaps(source: Source, cell: Cell) -> tuple[tuple[int, int], ...]:
    """What is left out of a cell, but for one blank between the words of its lines."""
    return tuple((a + source.clean[a].isspace(), b) for a, b in cell.omitted)


def _place(grid: Grid) -> int:
    return min((cell.start for row in grid for cell in row if cell is not None), default=0)
