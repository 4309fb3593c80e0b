"""Whether two neighbouring lines belong to one paragraph.

They do when the second goes on where the first stops: the first does not end a sentence and the
second begins in lower case, or the first word of the second would not have fitted on the first. The
widths that decide what fits are measured on the document's own lines (``wrapping``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vnpolicy.structure.attributes import attribute
from vnpolicy.structure.lines import FOOTNOTE, SENTENCE_ENDS, Line, Look, is_capitals
from vnpolicy.structure.markers import Marker, read_marker
from vnpolicy.structure.wrapping import NARROW, SLACK, Wrapping
from vnpolicy.text import LOWER, UPPER, Source

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
_LONG_TITLE = 28
_TITLE_LINES = 14
_EMPHASIS_LINES = 40
_EARLY = 0.75
_STUB = 12  # characters: no paragraph is that short
_BRACKET_LINES = 4
_EMPHASIS = re.compile(r"\*+|_{2,}")


class Seam(NamedTuple):
    """Two neighbouring lines, and what stands between them; ``held`` are the lines of the first paragraph so far."""

    source: Source
    held: Sequence[Line]
    line: Line
    wrapping: Wrapping
    gap: bool
    page_break: bool

    @property
    def _previous(self) -> Line:
        return self.held[-1]

    @property
    def _word(self) -> str:
        return self.line.words.split(" ", 1)[0]

    @property
    def _marker(self) -> Marker | None:
        return read_marker(self.line.words)

    @property
    def _opener(self) -> Marker | None:
        """The marker of a first line."""
        return read_marker(self._previous.words) if len(self.held) == 1 else None

    @property
    def _ended(self) -> bool:
        return self._previous.words.endswith(SENTENCE_ENDS)

    @property
    def _inside(self) -> bool:
        """Whether the second line begins as sentences go on: in lower case, with a digit or a sign."""
        return self._marker is None and bool(_INSIDE.match(self.line.words))

    @property
    def _broken(self) -> bool:
        return self.wrapping.breaks(self._previous, self._word, first=len(self.held) == 1)

    def joins(self) -> bool:
        """Whether both lines belong to one paragraph."""
        if self.line.look is not self._previous.look or self.line.row != self._previous.row:
            return False
        if FOOTNOTE.match(self.line.words):
            return False
        opener = self._opener
        if (opener is not None and not opener.rest) or FOOTNOTE.fullmatch(self._previous.words):
            return True
        if self.line.look is Look.CELL:
            return self._marker is None
        if self.page_break or (self.gap and not self.wrapping.double):
            return not self._ended and self._crosses()
        if self._inside and not self._ended:
            return True
        if self._counts_on() or (_open_bracket(self.held) and not (self._ended and self._marker is not None)):
            return True
        if self._starts_item():
            bullet = self._marker is not None and self._marker.kind in ("dash", "plus")
            return self.wrapping.spaced and not self.gap and not self._ended and bullet and self._broken
        return self._flows()

    def _starts_item(self) -> bool:
        """Whether the second line begins a marked paragraph, rather than going on with a dash or a number."""
        marker = self._marker
        if marker is None:
            return False
        full = self._broken or not self.wrapping.width or self._previous.width < _STUB
        counted = full and not self._ended and bool(_COUNTS.search(self._previous.words))
        if self._ended or (not marker.rest and not counted):
            return True
        if marker.kind == "dash":
            return not (_LOWER.match(marker.rest) or marker.rest[0].isdigit())
        if counted or (full and _GOES_ON.search(self._previous.words)):
            return False
        return marker.kind != "letter" or not _LOWER.match(marker.rest)

    def _counts_on(self) -> bool:
        """Whether "(2)" goes on an enumeration that "(1)" began inside the same paragraph."""
        if self._marker is None or self._marker.kind != "bracket" or self._marker.value < 2:
            return False
        before = re.compile(rf"(?<=\S )\({self._marker.value - 1}\)")
        return any(before.search(line.words) for line in self.held)

    def _crosses(self) -> bool:
        """Across a blank line or a page break a sentence must plainly go on."""
        if self.page_break:
            full = self.wrapping.breaks(self._previous, self._word, first=False)
            return self._inside or (full and self._marker is None)
        full = self._previous.width >= 0.6 * self.wrapping.width > 0
        return full and self._marker is None and bool(_LOWER.match(self.line.words))

    def _flows(self) -> bool:
        """Directly below each other, and the second opens no item."""
        if not self._ended and (self._marker is not None or _open_emphasis(self.source, self.held)):
            return True
        if self._opens_capitals() or self._opens_apart():
            return False
        if self._goes_on_in_capitals():
            return True
        if self.wrapping.spaced and not self.gap:
            return self._inside or (self.wrapping.width > 0 and not self._closes_heading())
        if _LOWER.match(self.line.words):
            return self.wrapping.width > 0 and not self._previous.words.endswith("./.")
        if self._closes_heading():
            return False
        if not self._ended and self.wrapping.width > 0 and self._breaks_off():
            return True
        if self._opens_early():
            return False
        return self._fills() if self._ended else self._broken or self._opens_narrow()

    def _breaks_off(self) -> bool:
        """Whether no paragraph ends like the first line, or none begins like the second."""
        if _GOES_ON.search(self._previous.words) or _ACRONYM.match(self.line.words):
            return True
        raw = self.source.clean[self._previous.start : self._previous.end]
        return self.wrapping.uneven and len(self.held) == 1 and bool(_BOLD_MARKER.match(raw))

    def _opens_capitals(self) -> bool:
        """A line of several words in capitals below one that is not in capitals."""
        words = self.line.words
        capitals = " " in words and len(words) > _STUB // 2 and is_capitals(words)
        return capitals and not is_capitals(self._previous.words)

    def _goes_on_in_capitals(self) -> bool:
        """A numbered heading in capitals that did not fit on its line."""
        words = self._previous.words
        long = len(self.held) == 1 and self._previous.width > _LONG_TITLE
        return long and not self._ended and self._opener is not None and is_capitals(words + self.line.words)

    def _opens_apart(self) -> bool:
        """Recipients, one more basis or attribute in a list of them, and what stands behind the end mark."""
        above = self._previous.words
        return bool(
            _RECIPIENTS.match(self.line.words)
            or (attribute(self.line.words) and not _LOWER.match(self.line.words))
            or (above.endswith(";") and _BASIS.match(self.line.words))
            or (above.endswith("./.") and not _LOWER.match(self.line.words))
        )

    def _opens_narrow(self) -> bool:
        """A first line without marker, label or full stop, where first lines are broken early at all."""
        words = self._previous.words
        first = len(self.held) == 1 and self._opener is None and not self._previous.strong
        uneven = self.wrapping.uneven and ":" not in words
        return first and (uneven or 0 < self._previous.width < _STUB < self.wrapping.width)

    def _opens_early(self) -> bool:
        """Where first lines are broken early, a short line that neither ends is a first line itself."""
        words = self.line.words
        early = NARROW * self.wrapping.narrow < self.line.width <= self.wrapping.narrow + 2
        return early and not words.endswith(SENTENCE_ENDS) and len(self.held) == 1 and not is_capitals(words)

    def _fills(self) -> bool:
        """After a full stop only the widths can tell a broken line from a finished paragraph.

        A line that is broken early is a first line, and so is one that could have held the next word.
        """
        early = self.line.width < _EARLY * self.wrapping.width and not self.line.words.endswith(SENTENCE_ENDS)
        if self.wrapping.uneven and early:
            return False
        needed = self._previous.width + 1 + len(self._word)
        if self.wrapping.narrow:
            if self.line.width > self.wrapping.narrow + SLACK:
                return True  # too long for a first line
            full = len(self.held) == 1 or needed > 0.9 * self.wrapping.width
            return full and self._broken and self.line.width > self.wrapping.narrow + 2
        listed = self._previous.words.endswith((";", ":")) and not self.line.words[0].isdigit()
        return needed > self.wrapping.width > 0 and not listed

    def _closes_heading(self) -> bool:
        """A heading in capitals or in bold ends where capitals or bold end."""
        if len(self.held) > _TITLE_LINES:
            return False
        if all(is_capitals(part.words) for part in self.held) and not is_capitals(self.line.words):
            return True
        return len(self.held) <= _HEADING_LINES and enclosed(self.source, self.held) and not self.line.strong


def enclosed(source: Source, lines: Sequence[Line]) -> bool:
    """Whether markup encloses these lines, together or each by itself."""
    if all(line.strong for line in lines):
        return True
    raw = source.clean[lines[0].start : lines[-1].end]
    return raw[:1] in ("*", "_") and raw[-1:] in ("*", "_") and not _open_emphasis(source, lines)


def _open_emphasis(source: Source, lines: Sequence[Line]) -> bool:
    """Whether bold or italics that began in these lines go on; not for ever, where the end is lost."""
    return (
        len(lines) < _EMPHASIS_LINES and len(_EMPHASIS.findall(source.clean[lines[0].start : lines[-1].end])) % 2 == 1
    )


def _open_bracket(held: Sequence[Line]) -> bool:
    """Whether a bracket that was opened not long ago is still open."""
    recent = " ".join(line.words for line in held[-_BRACKET_LINES:])
    return recent.count("(") > recent.count(")")
