"""Lines of the working copy, classified by their looks alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from vnpolicy.text import LOWER, UPPER, fold


class Look(Enum):
    """What a line looks like before anything is known of its neighbours."""

    BLANK = auto()
    BAR = auto()  # a table bar on a line of its own: the border between two cells
    RULE = auto()  # -----, ***, ____
    FURNITURE = auto()  # page numbers, digital signature notes, running heads
    CELL = auto()  # a piece of a line between two bars
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its place in the working copy without outer blanks, its words and its look.

    ``words`` is folded, without markup; ``strong`` says that markup encloses the whole line and
    ``width`` counts its characters. ``row`` numbers the table row that a cell stands in.
    """

    start: int
    end: int
    words: str
    look: Look
    strong: bool = False
    row: int | None = None

    @property
    def width(self) -> int:
        """Characters, markup not counted."""
        return len(self.words)


FOOTNOTE = re.compile(r"\[\d{1,3}\]")
ENDS_SENTENCE = re.compile(r"[.;:!?…](?:[\"')\]]*|/)$|[.]/[.,]?$|[\"')\]]$")
_BAR = re.compile(r"[|¦│]+")
_RULE = re.compile(r"(?:[-_=*~+.]\s?){3,}|\*{1,3}|o0o")
_MARKUP = re.compile(r"(?!^\*\s+[^*\s])[*_]{1,3}|^#{1,6}(?=\s)|^>(?=\s)|\\(?=[^\w\s])|(?<=[^\s\[(])\[\d{1,3}\]")
_FURNITURE = re.compile(
    r"""
    [-–—]?\s*\d{1,3}\s*[-–—]?                                 # a page number
    | (?:Trang|Page)\s+\d{1,3}(?:\s*(?:/|of|trên)\s*\d{1,3})?
    | Ký\s+bởi:.*  | Người\s+ký:.* | Ngày\s+ký:.* | Thời\s+gian\s+ký:.*
    | CÔNG\s+BÁO\s*/\s*Số\b.* | \d{1,3}\s+CÔNG\s+BÁO\s*/\s*Số\b.*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Bold runs of some exports are glued to the paragraph before them: "như sau:**1. Tập trung".
_GLUED = re.compile(
    r"(?<=[.:;)\]…”\"])\s*(?=\*\*\s*(?:[IVX]{1,5}[.-]|\d{1,2}(?:\.\d{1,2})?[.)])\s*\**\s*"
    rf"[{UPPER}])"
    r"|(?<=[^\s*]\*\*)(?=\*\*[^\s*.,:;)])"
)


_CAPITALS = re.compile(f"[^{LOWER}{UPPER}]*+[{UPPER}][^{LOWER}]*+")


def is_capitals(words: str) -> bool:
    """Whether there are capitals and no small letters.

    >>> is_capitals("II. NHIỆM VỤ"), is_capitals("II. Nhiệm vụ"), is_capitals("2.")
    (True, False, False)
    """
    return _CAPITALS.fullmatch(words) is not None


def read_lines(clean: str) -> list[Line]:
    """The lines of the working copy; a line with bars inside it gives one line for each cell."""
    lines: list[Line] = []
    row = 0
    for match in re.finditer(r"[^\n]*(?:\n|\Z)", clean):
        if match.start() == len(clean) and lines:
            break
        text = match.group().rstrip("\n")
        if "|" in text and not _BAR.fullmatch(text.strip()):
            row += 1
            for piece in re.finditer(r"[^|]+", text):
                cell = _line(clean, match.start() + piece.start(), match.start() + piece.end())
                if cell.look is not Look.BLANK:
                    lines.append(_as_cell(cell, row))
            continue
        at = match.start()
        for cut in [m.start() for m in _GLUED.finditer(text)] + [len(text)]:
            if cut > at - match.start() or not text:
                lines.append(_line(clean, at, match.start() + cut))
                at = match.start() + cut
    return lines


def _as_cell(line: Line, row: int) -> Line:
    look = Look.RULE if line.look is Look.RULE else Look.CELL
    return Line(line.start, line.end, line.words, look, line.strong, row)


def _line(clean: str, start: int, end: int) -> Line:
    raw = clean[start:end]
    stripped = raw.strip()
    start += len(raw) - len(raw.lstrip())
    end = start + len(stripped)
    words = fold(" ".join(_MARKUP.sub("", stripped).split()))
    if _BAR.fullmatch(stripped):
        look = Look.BAR
    elif stripped and _RULE.fullmatch(stripped):
        look = Look.RULE if len(stripped) > 2 or stripped.strip("*") != "" else Look.BLANK
    elif not words:
        look = Look.BLANK
    elif _RULE.fullmatch(words):
        look = Look.RULE
    elif _FURNITURE.fullmatch(words):
        look = Look.FURNITURE
    else:
        look = Look.TEXT
    strong = stripped.startswith("#") or (stripped[:1] in ("*", "_") and stripped[-1] in "*_")
    return Line(start, end, words, look, strong and words != "")
