"""Header fields as they are found, with their places in the caller's text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any

from vnpolicy.structure.lines import Line
from vnpolicy.text import Source, fold

DATE = re.compile(
    r"(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4})",
    re.IGNORECASE,
)


_APART = re.compile(r"\S+(?:\s{1,2}\S+)*")


def columns(source: Source, line: Line) -> list[str]:
    """The words of a line, folded, in pieces where three blanks or more set columns apart."""
    pieces = _APART.findall(source.clean[line.start : line.end])
    return [fold(piece) for piece in pieces] if len(pieces) > 1 else [line.words]


def as_date(day: str, month: str, year: str) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class Fields:
    """The header's fields as they are found, with their places."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.values: dict[str, Any] = {}
        self.spans: dict[str, tuple[int, int]] = {}

    def put(self, name: str, value: object, lines: Sequence[Line] = ()) -> None:
        """A field, and the lines that state it, if any do."""
        self.values[name] = value
        if lines:
            self.spans[name] = self.source.span(lines[0].start, lines[-1].end)

    def put_span(self, name: str, value: object, span: tuple[int, int]) -> None:
        """A field with the caller's offsets of its words."""
        self.values[name] = value
        self.spans[name] = span


class Stretch:
    """Some lines joined by blanks, with the way back to the source."""

    def __init__(self, source: Source, lines: Sequence[Line]) -> None:
        self.source = source
        self.lines = lines
        self.text = " ".join(line.words for line in lines)
        self._starts: list[int] = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += line.width + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The caller's offsets of the lines' words that cover ``text[start:end]``.

        Lines are folded one character for one but markup is dropped, so the place inside the
        line is found again by its words.
        """
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        index = bisect_right(self._starts, at) - 1
        line = self.lines[index]
        wanted = at - self._starts[index]
        clean = self.source.clean
        seen = -1
        blank = True
        for i in range(line.start, line.end):
            if clean[i] in "*_#\\":
                continue
            if clean[i].isspace():
                seen, blank = (seen if blank else seen + 1), True
            else:
                seen, blank = seen + 1, False
            if seen >= wanted:
                return self.source.starts[i], self.source.ends[i]
        return self.source.starts[line.end - 1], self.source.ends[line.end - 1]
