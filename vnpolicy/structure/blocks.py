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

from vnpolicy.structure.attributes import attribute
from vnpolicy.structure.lines import ENDS_SENTENCE, FOOTNOTE, Line, Look, is_capitals
from vnpolicy.structure.markers import Marker, read_marker
from vnpolicy.structure.tables import mark_cells
from vnpolicy.structure.wrapping import NARROW, SLACK, Wrapping
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
        return _enclosed(self.source, self.lines)

    @cached_property
    def passage(self) -> Passage:
        """The paragraph as it is read."""
        return Passage.of(self.source, self.start, self.end, self.omitted)

    @property
    def words(self) -> str:
        """The folded text."""
        return self.passage.folded


_GOES_ON = re.compile(
    r"(?:[,(/-]|\b(?:và|hoặc|của|theo|tại|số|các|về|với|cho|từ|đến|do|Điều|khoản|điểm|Luật|Bộ|Sở|Cục|Công ty|Ủy|Văn"
    r"|Việt|Giao|Chánh|Lãnh đạo|Nghị|Quyết|Thông tư))$"
)
# Words that a number follows: a line that begins with one is no item.
_COUNTS = re.compile(
    r"\b(?:thứ|[Kk]h[oóò][aá]|tháng|ngày|[Qq]uý|năm|[Kk]ỳ|lần|hơn|trên|dưới|nhất|thiểu|đa|thêm|còn|đạt|là|bằng|khoảng"
    r"|giảm|tăng|[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ục|[Pp]hần|[Cc]hương|lục|Quyết định|Nghị quyết|Chỉ thị|Kết luận|hội)$"
)
_ACRONYM = re.compile(r"(?!(?:UBND|HĐND|MTTQ|UBMTTQ|BCH|BCĐ|BTV|VPCP|BQL)\b)[A-ZĐ]{2,7}[ ,;]")
_BOLD_MARKER = re.compile(r"\*\*[^*]{1,14}\*\*\s*[^*\s]")
_RECIPIENTS = re.compile(r"N[ơo]i\s+nhận\b")
_BASIS = re.compile(r"(?:-\s*)?(?:Căn cứ|Xét|Theo đề nghị)\b")
_LOWER = re.compile(f"[{LOWER}]")
_INSIDE = re.compile(f"[^{UPPER}+•-]")
_HEADING_LINES = 4
_EARLY = 0.75
_STUB = 12  # characters: no paragraph is that short
_BRACKET_LINES = 4
_EMPHASIS = re.compile(r"\*+|_{2,}")


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
            close()
        else:
            if not held or not _Seam(source, tuple(held), line, wrapping, gap, bool(furniture)).joins():
                close()
            held.append(line)
            gap = False
    close()
    return blocks


@dataclass(frozen=True)
class _Seam:
    """Two neighbouring lines, and what stands between them."""

    source: Source
    held: Sequence[Line]
    line: Line
    wrapping: Wrapping
    gap: bool
    page_break: bool

    @property
    def previous(self) -> Line:
        return self.held[-1]

    @property
    def word(self) -> str:
        return self.line.words.split(" ", 1)[0]

    @cached_property
    def marker(self) -> Marker | None:
        return read_marker(self.line.words)

    @cached_property
    def ended(self) -> bool:
        return bool(ENDS_SENTENCE.search(self.previous.words))

    @property
    def inside(self) -> bool:
        """Whether the second line begins as sentences go on: in lower case, with a digit or a sign."""
        return self.marker is None and bool(_INSIDE.match(self.line.words))

    @property
    def broken(self) -> bool:
        return self.wrapping.breaks(self.previous, self.word, first=len(self.held) == 1)

    def joins(self) -> bool:
        """Whether both lines belong to one paragraph."""
        if self.line.look is not self.previous.look or self.line.row != self.previous.row:
            return False
        if FOOTNOTE.match(self.line.words):
            return False
        opener = read_marker(self.previous.words) if len(self.held) == 1 else None
        if (opener is not None and not opener.rest) or FOOTNOTE.fullmatch(self.previous.words):
            return True
        if self.line.look is Look.CELL:
            return self.marker is None
        if self.page_break or (self.gap and not self.wrapping.double):
            return not self.ended and self._crosses()
        if self._counts_on() or (_open_bracket(self.held) and not (self.ended and self.marker is not None)):
            return True
        if self._starts_item():
            bullet = self.marker is not None and self.marker.kind in ("dash", "plus")
            return self.wrapping.spaced and not self.gap and not self.ended and bullet and self.broken
        return self._flows()

    def _starts_item(self) -> bool:
        """Whether the second line begins a marked paragraph, rather than going on with a dash or a number."""
        marker = self.marker
        if marker is None:
            return False
        full = self.broken or not self.wrapping.width or self.previous.width < _STUB
        counted = full and not self.ended and bool(_COUNTS.search(self.previous.words))
        if self.ended or (not marker.rest and not counted):
            return True
        if marker.kind == "dash":
            return not (_LOWER.match(marker.rest) or marker.rest[0].isdigit())
        if counted or (full and _GOES_ON.search(self.previous.words)):
            return False
        return marker.kind != "letter" or not _LOWER.match(marker.rest)

    def _counts_on(self) -> bool:
        """Whether "(2)" goes on an enumeration that "(1)" began inside the same paragraph."""
        if self.marker is None or self.marker.kind != "bracket" or self.marker.value < 2:
            return False
        before = re.compile(rf"(?<=\S )\({self.marker.value - 1}\)")
        return any(before.search(line.words) for line in self.held)

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
        if not self.ended and (no_item or _open_emphasis(self.source, self.held)):
            return True
        if self._opens_capitals() or self._opens_apart():
            return False
        if self.wrapping.spaced and not self.gap:
            return self.inside or (self.wrapping.width > 0 and not self._closes_heading())
        if _LOWER.match(self.line.words):
            return self.wrapping.width > 0 and not self.previous.words.endswith("./.")
        if self._closes_heading():
            return False
        if not self.ended and self.wrapping.width > 0 and self._breaks_off():
            return True
        if self._opens_early():
            return False
        return self._fills() if self.ended else self.broken or self._opens_narrow()

    def _breaks_off(self) -> bool:
        """Whether no paragraph ends like the first line, or none begins like the second."""
        if _GOES_ON.search(self.previous.words) or _ACRONYM.match(self.line.words):
            return True
        raw = self.source.clean[self.previous.start : self.previous.end]
        return self.wrapping.uneven and len(self.held) == 1 and bool(_BOLD_MARKER.match(raw))

    def _opens_capitals(self) -> bool:
        """A line of several words in capitals below one that is not in capitals."""
        words = self.line.words
        capitals = " " in words and len(words) > _STUB // 2 and is_capitals(words)
        return capitals and not is_capitals(self.previous.words)

    def _opens_apart(self) -> bool:
        """Recipients, one more basis or attribute in a list of them, and what stands behind the end mark."""
        above = self.previous.words
        return bool(
            _RECIPIENTS.match(self.line.words)
            or (self.ended and attribute(self.line.words))
            or (above.endswith(";") and _BASIS.match(self.line.words))
            or (above.endswith("./.") and not _LOWER.match(self.line.words))
        )

    def _opens_narrow(self) -> bool:
        """A first line without marker, label or full stop, where first lines are broken early at all."""
        words = self.previous.words
        first = len(self.held) == 1 and read_marker(words) is None and not self.previous.strong
        uneven = self.wrapping.uneven and ":" not in words
        return first and (uneven or 0 < self.previous.width < _STUB < self.wrapping.width)

    def _opens_early(self) -> bool:
        """Where first lines are broken early, a short line that neither ends is a first line itself."""
        words = self.line.words
        early = NARROW * self.wrapping.narrow < self.line.width <= self.wrapping.narrow + 2
        return early and not ENDS_SENTENCE.search(words) and len(self.held) == 1 and not is_capitals(words)

    def _fills(self) -> bool:
        """After a full stop only the widths can tell a broken line from a finished paragraph.

        A line that is broken early is a first line, and so is one that could have held the next word.
        """
        early = self.line.width < _EARLY * self.wrapping.width and not ENDS_SENTENCE.search(self.line.words)
        if self.wrapping.uneven and early:
            return False
        needed = self.previous.width + 1 + len(self.word)
        if self.wrapping.narrow:
            if self.line.width > self.wrapping.narrow + SLACK:
                return True  # too long for a first line
            full = len(self.held) == 1 or needed > 0.9 * self.wrapping.width
            return full and self.broken and self.line.width > self.wrapping.narrow + 2
        listed = self.previous.words.endswith((";", ":")) and not self.line.words[0].isdigit()
        return needed > self.wrapping.width > 0 and not listed

    def _closes_heading(self) -> bool:
        """A heading in capitals or in bold ends where capitals or bold end."""
        capitals = all(is_capitals(part.words) for part in self.held)
        if capitals and not is_capitals(self.line.words):
            return True
        strong = _enclosed(self.source, self.held) and not self.line.strong
        return strong and len(self.held) <= _HEADING_LINES


def _enclosed(source: Source, lines: Sequence[Line]) -> bool:
    if all(line.strong for line in lines):
        return True
    raw = source.clean[lines[0].start : lines[-1].end]
    return raw[:1] in ("*", "_") and raw[-1:] in ("*", "_") and not _open_emphasis(source, lines)


def _open_emphasis(source: Source, lines: Sequence[Line]) -> bool:
    """Whether bold or italics that began in these lines go on."""
    return len(_EMPHASIS.findall(source.clean[lines[0].start : lines[-1].end])) % 2 == 1


def _open_bracket(held: Sequence[Line]) -> bool:
    """Whether a bracket that was opened not long ago is still open."""
    recent = " ".join(line.words for line in held[-_BRACKET_LINES:])
    return recent.count("(") > recent.count(")")


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
