"""Tables flattened to bars: which lines are cells, and of which row.

Exports write a table as "|", cell, "|", cell, "|", each on a line of its own, or as one line for each
row with bars inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vnpolicy.structure.lines import SENTENCE_ENDS, Line, Look, as_cell

_LONGEST_CELL = 12  # lines that are a cell whatever they say


def mark_cells(lines: Sequence[Line]) -> list[Line]:
    """The lines with those between the bars of a table marked as cells.

    Tables flattened to bars read "|", cell, "|", cell, "|": a row ends where a bar follows a bar
    or, in the last row, after as many cells as the row before it had. Text that stands between two
    tables is no cell: it begins behind a closed row, or holds a blank line.
    """
    marked = list(lines)
    bars = [i for i, line in enumerate(lines) if line.look is Look.BAR]
    columns: int | None = None
    cells = row = 0
    for here, after in pairwise([*bars, len(lines)]):
        between = range(here + 1, after)
        texts = [i for i in between if lines[i].look in (Look.TEXT, Look.FURNITURE, Look.RULE)]
        if after == len(lines) or (not texts and cells):
            columns, cells, row = max(cells, columns or 0), 0, row + 1
            continue
        closed = columns is not None and cells >= columns and not _is_short(lines, texts)
        if closed or _holds_paragraphs(lines, here, after):
            columns, cells, row = None, 0, row + 1
            continue
        for i in texts:
            if lines[i].look is not Look.RULE:
                marked[i] = as_cell(lines[i], row)
        cells += 1
    if bars and _is_letterhead_cell(lines, bars[0]):
        for i in range(bars[0]):
            if lines[i].look is Look.TEXT:
                marked[i] = as_cell(lines[i], -1)
    return marked


def _is_short(lines: Sequence[Line], texts: Sequence[int]) -> bool:
    """A few words, as in a cell of a row with more cells than the rows before it."""
    ended = any(lines[i].words.endswith(SENTENCE_ENDS) for i in texts)
    return len(texts) <= 3 and not ended and sum(lines[i].width for i in texts) < 90


def _holds_paragraphs(lines: Sequence[Line], here: int, after: int) -> bool:
    """Whether the text between two bars is running text: a blank line, or many full sentences."""
    inner = lines[here + 1 : after]
    if inner and inner[0].look is Look.BLANK:
        return True
    last = next((i for i in range(len(inner), 0, -1) if inner[i - 1].look is not Look.BLANK), 0)
    inner = inner[:last]
    if Look.BLANK in [line.look for line in inner]:
        return True
    if len(inner) <= _LONGEST_CELL or any(line.words.casefold().startswith("nơi nhận") for line in inner):
        return False
    return sum(line.words.endswith((".", ":")) and line.width > 20 for line in inner) >= 3


def _is_letterhead_cell(lines: Sequence[Line], bar: int) -> bool:
    """Text cut off its opening bar: a few short capital lines before the first bar."""
    before = [line for line in lines[:bar] if line.look is Look.TEXT]
    return 0 < len(before) <= 5 and all(line.width < 60 for line in before)
