"""Table rows as records, with the deadlines and bodies that their cells name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vnpolicy.analysis import Assignment, Deadline, TableCell, TableRow
from vnpolicy.extract.assignments import AssignmentFinder
from vnpolicy.extract.deadlines import DeadlineFinder
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.structure.annexes import AnnexReader, AnnexRow
from vnpolicy.structure.lines import Line
from vnpolicy.text import Passage, Source

# A cell is read as the line of attributes that says the same in running text.
_LABELS = {"lead": "cơ quan chủ trì", "support": "cơ quan phối hợp", "deadline": "thời gian hoàn thành"}


class RowFinder:
    """The rows of a document's tables; the finders are those of its paragraphs."""

    def __init__(self, lexicon: Lexicon, deadlines: DeadlineFinder, assignments: AssignmentFinder) -> None:
        self._reader = AnnexReader(lexicon)
        self._deadlines = deadlines
        self._assignments = assignments

    def find(self, source: Source, lines: Sequence[Line], setting: Setting) -> Iterator[TableRow]:
        """The rows in order; ``lines`` are laid out, ``setting`` holds the dates of the document."""
        for row in self._reader.read(source, lines):
            yield self._record(row, setting)

    def _record(self, row: AnnexRow, setting: Setting) -> TableRow:
        deadlines: list[Deadline] = []
        assignments: list[Assignment] = []
        for heading, passage in row.cells.items():
            kind = row.kinds.get(heading)
            if kind in _LABELS:
                told = setting._replace(role="task", attribute=_LABELS[kind])
                if kind == "deadline":
                    deadlines += self._deadlines.find(passage, told, ())
                else:
                    assignments += self._assignments.find(passage, told, ())
        return TableRow(
            table=row.table,
            group=row.group,
            cells=tuple(_cell(heading, row, passage) for heading, passage in row.cells.items()),
            deadlines=tuple(replace(fact, flags=(*fact.flags, "table")) for fact in deadlines),
            assignments=tuple(replace(fact, flags=(*fact.flags, "table")) for fact in assignments),
        )


def _cell(heading: str, row: AnnexRow, passage: Passage) -> TableCell:
    start, end = passage.span(0, len(passage.plain))
    return TableCell(
        column=row.kinds.get(heading),
        heading=heading,
        start=start,
        end=end,
        text=passage.slice(0, len(passage.plain)),
        plain=passage.plain,
        omitted=row.omitted[heading],
    )
