"""Paragraphs: hard-wrapped lines re-joined, table cells kept apart, page furniture left out.

Nothing here knows what a paragraph means. Two neighbouring lines belong together when the second
goes on where the first stops: the first does not end a sentence and the second begins in lower
case, or the first word of the second would not have fitted on the first. The widths that decide
what fits are measured on the document's own lines, for first lines of paragraphs apart from the
others, because exports from HTML break them at different places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from vnpolicy.structure.lines import FOOTNOTE, Line, Look, is_capitals
from vnpolicy.structure.markers import Marker, read_marker
from vnpolicy.text import LOWER, UPPER, Passage, Source


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
        held = _Held(self.source)
        for line in self.lines:
            held.add(line)
        return held.enclosed

    @cached_property
    def passage(self) -> Passage:
        """The paragraph as it is read."""
        return Passage.of(self.source, self.start, self.end, self.omitted)

    @property
    def words(self) -> str:
        """The folded text."""
        return self.passage.folded


_ENDS_SENTENCE = re.compile(r"[.;:!?…](?:[\"')\]]*|/)$|[.]/[.,]?$|[\"')\]]$")
_GOES_ON = re.compile(r"(?:[,(/-]|\b(?:và|hoặc|của|theo|tại|số|các|về|với|cho|từ|đến|do|Điều|khoản|điểm))$")
_LOWER = re.compile(f"[{LOWER}]")
_INSIDE = re.compile(f"[^{UPPER}+•-]")
_HEADING_LINES = 4
_STUB = 12  # characters: no paragraph is that short
_BRACKET_LINES = 4
_COUNTED = re.compile(r"(?<=\S )\((\d{1,3})\)")
_EMPHASIS = re.compile(r"\*+|_{2,}")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a document breaks its lines.

    ``width`` is the number of characters at which lines are broken, 0 where they are not.
    ``narrow`` is the width of first lines where these are broken much earlier (exports from HTML,
    whose sources hold the paragraph's tag on the first line), else 0. ``spaced`` says that blank
    lines separate the paragraphs, ``double`` that they separate even the lines of one paragraph.
    """

    width: int = 0
    narrow: int = 0
    spaced: bool = False
    double: bool = False

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Wrapping:
        """Measured on the lines that cannot be anything but broken or ended."""
        first: list[int] = []
        other: list[int] = []
        apart = together = broken_apart = 0
        opens = True
        previous: Line | None = None
        gap = False
        for line in lines:
            if line.look is not Look.TEXT:
                gap = gap or line.look is Look.BLANK
                if line.look not in (Look.BLANK, Look.FURNITURE):
                    previous = None
                continue
            if previous is not None:
                ended = bool(_ENDS_SENTENCE.search(previous.words))
                lower = bool(_LOWER.match(line.words))
                if lower and not ended:
                    (first if opens else other).append(previous.width)
                    broken_apart += gap
                elif ended and not lower:
                    apart += gap
                    together += not gap
                opens = ended and not lower
            previous, gap = line, False
        broken = len(first) + len(other)
        if broken < max(_ENOUGH, 0.15 * (broken + apart + together)):
            return cls(spaced=apart > together)
        widths = sorted(other or first)
        width = widths[int(len(widths) * 0.85)]
        early = [w for w in first if w < _NARROW * width]
        return cls(
            width=width,
            narrow=max(early) if len(early) > 0.6 * len(first) else 0,
            spaced=apart > together,
            double=broken_apart * 2 > broken,
        )

    def breaks(self, line: Line, word: str, *, first: bool) -> bool:
        """Whether ``line`` was broken because ``word`` did not fit, give or take a word."""
        if first and self.narrow:
            return line.width + 1 + len(word) > self.narrow - _SLACK
        return self.width > 0 and line.width + 1 + len(word) > 0.8 * self.width


_ENOUGH = 3  # broken lines to measure a width on
_NARROW = 0.6
_SLACK = 8


def join_lines(source: Source, lines: Sequence[Line]) -> list[Block]:
    """The paragraphs of a document, table cells included, in order."""
    marked = mark_cells(mark_running_heads(lines))
    wrapping = Wrapping.of(marked)
    blocks: list[Block] = []
    held = _Held(source)
    furniture: list[Line] = []
    gap = False

    def close() -> None:
        nonlocal held
        if held.lines:
            inside = tuple((f.start, f.end) for f in furniture if f.end < held.lines[-1].start)
            blocks.append(Block(tuple(held.lines), source, inside))
        held = _Held(source)
        furniture.clear()

    for line in marked:
        if line.look is Look.BLANK:
            gap = True
        elif line.look is Look.FURNITURE:
            furniture.append(line)
        elif line.look in (Look.BAR, Look.RULE):
            close()
        else:
            if not held.lines or not _Seam(held, line, wrapping, gap, bool(furniture)).joins():
                close()
            held.add(line)
            gap = False
    close()
    return blocks


@dataclass(slots=True)
class _Held:
    """The lines of a paragraph so far, and what all of them are and hold: read as they come, once each."""

    source: Source
    lines: list[Line] = field(default_factory=list)
    capitals: bool = True
    strong: bool = True
    marks: int = 0
    counted: set[int] = field(default_factory=set)

    def add(self, line: Line) -> None:
        start = self.lines[-1].end if self.lines else line.start
        self.marks += len(_EMPHASIS.findall(self.source.clean[start : line.end]))
        self.capitals = self.capitals and is_capitals(line.words)
        self.strong = self.strong and line.strong
        self.counted.update(int(number) for number in _COUNTED.findall(line.words))
        self.lines.append(line)

    @property
    def open_emphasis(self) -> bool:
        """Whether bold or italics that began in these lines go on."""
        return self.marks % 2 == 1

    @property
    def enclosed(self) -> bool:
        """Whether bold or italics hold all of the lines."""
        clean, start, end = self.source.clean, self.lines[0].start, self.lines[-1].end
        ends = (clean[start : min(start + 1, end)], clean[max(start, end - 1) : end])
        return self.strong or (all(one in ("*", "_") for one in ends) and not self.open_emphasis)


@dataclass(frozen=True)
class _Seam:
    """Two neighbouring lines, and what stands between them."""

    held: _Held
    line: Line
    wrapping: Wrapping
    gap: bool
    page_break: bool

    @property
    def previous(self) -> Line:
        return self.held.lines[-1]

    @property
    def word(self) -> str:
        return self.line.words.split(" ", 1)[0]

    @cached_property
    def marker(self) -> Marker | None:
        return read_marker(self.line.words)

    @cached_property
    def ended(self) -> bool:
        return bool(_ENDS_SENTENCE.search(self.previous.words))

    @property
    def inside(self) -> bool:
        """Whether the second line begins as sentences go on: in lower case, with a digit or a sign."""
        return self.marker is None and bool(_INSIDE.match(self.line.words))

    @property
    def broken(self) -> bool:
        return self.wrapping.breaks(self.previous, self.word, first=len(self.held.lines) == 1)

    def joins(self) -> bool:
        """Whether both lines belong to one paragraph."""
        if self.line.look is not self.previous.look or self.line.row != self.previous.row:
            return False
        if FOOTNOTE.match(self.line.words):
            return False
        opener = read_marker(self.previous.words)
        if (opener is not None and not opener.rest) or FOOTNOTE.fullmatch(self.previous.words):
            return True
        if self.line.look is Look.CELL:
            return self.marker is None
        if self.page_break or (self.gap and not self.wrapping.double):
            return not self.ended and self._crosses()
        if _open_bracket(self.held.lines) or self._counts_on():
            return True
        if starts_item(self.previous.words, self.line.words, self.ended):
            bullet = self.marker is not None and self.marker.kind in ("dash", "plus")
            return self.wrapping.spaced and not self.gap and not self.ended and bullet
        return self._flows()

    def _counts_on(self) -> bool:
        """Whether "(2)" goes on an enumeration that "(1)" began inside the same paragraph."""
        if self.marker is None or self.marker.kind != "bracket" or self.marker.value < 2:
            return False
        return self.marker.value - 1 in self.held.counted

    def _crosses(self) -> bool:
        """Across a blank line or a page break a sentence must plainly go on."""
        if self.page_break:
            full = self.wrapping.breaks(self.previous, self.word, first=False)
            return self.inside or (full and self.marker is None)
        full = self.previous.width >= 0.6 * self.wrapping.width > 0
        return full and self.marker is None and bool(_LOWER.match(self.line.words))

    def _flows(self) -> bool:
        """Directly below each other, and the second opens no item."""
        no_item = self.inside or self.marker is not None
        if not self.ended and (no_item or self.held.open_emphasis):
            return True
        if self._opens_capitals():
            return False
        if self.wrapping.spaced and not self.gap:
            return self.inside or (self.wrapping.width > 0 and not self._closes_heading())
        if _LOWER.match(self.line.words):
            return self.wrapping.width > 0 and not self.previous.words.endswith("./.")
        if self._closes_heading():
            return False
        if self._opens_early():
            return False
        if not self.ended:
            goes_on = self.wrapping.width > 0 and bool(_GOES_ON.search(self.previous.words))
            return goes_on or self.broken or self._opens_narrow()
        return self._fills()

    def _opens_capitals(self) -> bool:
        """A line of several words in capitals below one that is not in capitals."""
        words = self.line.words
        capitals = " " in words and len(words) > _STUB // 2 and is_capitals(words)
        return capitals and not is_capitals(self.previous.words)

    def _opens_narrow(self) -> bool:
        """A first line without marker or full stop, where first lines are broken early at all."""
        first = len(self.held.lines) == 1 and read_marker(self.previous.words) is None
        return first and (self.wrapping.narrow > 0 or 0 < self.previous.width < _STUB < self.wrapping.width)

    def _opens_early(self) -> bool:
        """Where first lines are broken early, a short line that neither ends is a first line itself."""
        words = self.line.words
        early = _NARROW * self.wrapping.narrow < self.line.width <= self.wrapping.narrow + 2
        return early and not _ENDS_SENTENCE.search(words) and len(self.held.lines) == 1 and not is_capitals(words)

    def _fills(self) -> bool:
        """After a full stop only the widths can tell a broken line from a finished paragraph."""
        needed = self.previous.width + 1 + len(self.word)
        if self.wrapping.narrow:
            if self.line.width > self.wrapping.narrow + _SLACK:
                return True  # too long for a first line
            full = len(self.held.lines) == 1 or needed > 0.9 * self.wrapping.width
            return full and self.broken and self.line.width > self.wrapping.narrow + 2
        listed = self.previous.words.endswith((";", ":"))
        return needed > self.wrapping.width > 0 and not listed

    def _closes_heading(self) -> bool:
        """A heading in capitals or in bold ends where capitals or bold end."""
        capitals = self.held.capitals
        if capitals and not is_capitals(self.line.words):
            return True
        strong = self.held.enclosed and not self.line.strong
        return strong and len(self.held.lines) <= _HEADING_LINES


def _open_bracket(held: Sequence[Line]) -> bool:
    """Whether a bracket that was opened not long ago is still open."""
    recent = " ".join(line.words for line in held[-_BRACKET_LINES:])
    return recent.count("(") > recent.count(")")


def starts_item(previous: str, words: str, ended: bool) -> bool:
    """Whether a line begins a marked paragraph, rather than going on with a dash or a number."""
    marker = read_marker(words)
    if marker is None:
        return False
    if ended or not marker.rest:
        return True
    if marker.kind == "dash":
        return not (_LOWER.match(marker.rest) or marker.rest[0].isdigit())
    if _GOES_ON.search(previous):
        return False
    return marker.kind != "letter" or not _LOWER.match(marker.rest)


def mark_running_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines with running heads beside a page number marked as furniture."""
    marked = list(lines)
    texts = [i for i, line in enumerate(lines) if line.look in (Look.TEXT, Look.FURNITURE)]
    for before, after in pairwise(texts):
        pair = (lines[before].look, lines[after].look)
        if after - before > _NEAR or pair.count(Look.FURNITURE) != 1:
            continue
        at = before if pair[0] is Look.TEXT else after
        line = lines[at]
        if line.width < _HEAD_WIDTH and _RUNNING_HEAD.fullmatch(line.words):
            marked[at] = replace(line, look=Look.FURNITURE)
    return marked


_NEAR = 3
_HEAD_WIDTH = 60
_RUNNING_HEAD = re.compile(rf"[^.;:]*\d[-/][{UPPER}][\w/-]*")


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
            columns, cells, row = (cells or columns), 0, row + 1
            continue
        closed = columns is not None and cells >= columns and not _is_short(lines, texts)
        if closed or _holds_paragraphs(lines, here, after):
            columns, cells, row = None, 0, row + 1
            continue
        for i in texts:
            if lines[i].look is not Look.RULE:
                marked[i] = replace(lines[i], look=Look.CELL, row=row)
        cells += 1
    if bars and _is_letterhead_cell(lines, bars[0]):
        for i in range(bars[0]):
            if lines[i].look is Look.TEXT:
                marked[i] = replace(lines[i], look=Look.CELL, row=-1)
    return marked


def _is_short(lines: Sequence[Line], texts: Sequence[int]) -> bool:
    """A few words, as in a cell of a row with more cells than the rows before it."""
    ended = any(_ENDS_SENTENCE.search(lines[i].words) for i in texts)
    return len(texts) <= 3 and not ended and sum(lines[i].width for i in texts) < 90


def _holds_paragraphs(lines: Sequence[Line], here: int, after: int) -> bool:
    """Whether the text between two bars is running text: a blank line, or many full sentences."""
    if here + 1 < after and lines[here + 1].look is Look.BLANK:
        return True
    inner = lines[here + 1 : after]
    while inner and inner[-1].look is Look.BLANK:
        inner = inner[:-1]
    if any(line.look is Look.BLANK for line in inner):
        return True
    listed = any(line.words.casefold().startswith("nơi nhận") for line in inner)
    sentences = sum(line.words.endswith((".", ":")) and line.width > 20 for line in inner)
    return not listed and len(inner) > 12 and sentences >= 3


def _is_letterhead_cell(lines: Sequence[Line], bar: int) -> bool:
    """Text cut off its opening bar: a few short capital lines before the first bar."""
    before = [line for line in lines[:bar] if line.look is Look.TEXT]
    return 0 < len(before) <= 5 and all(line.width < 60 for line in before)
