"""Lines of the working copy, classified by their looks alone."""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import chain
from typing import NamedTuple

from vnpolicy.text import LOWER, SIGN_OF_MARKUP, UPPER, fold


class Look(Enum):
    """What a line looks like before anything is known of its neighbours."""

    BLANK = auto()
    BAR = auto()  # a table bar on a line of its own: the border between two cells
    RULE = auto()  # -----, ***, ____
    FURNITURE = auto()  # page numbers, digital signature notes, running heads
    CELL = auto()  # a piece of a line between two bars
    TEXT = auto()


class Line(NamedTuple):
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
SENTENCE_ENDS = tuple(
    chain(".;:!?…\"')]", (f"{mark}/" for mark in ".;:!?…"), ["./,"])
)  # a sentence, a list item, a quotation; "./." closes a document
_BAR = re.compile(r"[|¦│]+")
_RULE = re.compile(r"(?:[-_=*~+.]\s?){3,}|\*{1,3}|o0o")
_MARKUP = re.compile(r"(?!^\*\s+[^*\s])[*_]{1,3}|^#{1,6}(?=\s)|^>(?=\s)|\\(?=[^\w\s])|(?<=[^\s\[(])\[\d{1,3}\]")
_FURNITURE = re.compile(
    r"""
    (?=(?-i:[-–—\s\dTtPpKkNnCc]))(?:                            # for speed
    [-–—]?\s*\d{1,3}\s*[-–—]?                                 # a page number
    | (?:Trang|Page)\s+\d{1,3}(?:\s*(?:/|of|trên)\s*\d{1,3})?
    | Ký\s+bởi:.*  | Người\s+ký:.* | Ngày\s+ký:.* | Thời\s+gian\s+ký:.*
    | CÔNG\s+BÁO\s*/\s*Số\b.* | \d{1,3}\s+CÔNG\s+BÁO\s*/\s*Số\b.* )
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


def as_cell(line: Line, row: int) -> Line:
    """The line as a cell of a row."""
    return Line(line.start, line.end, line.words, Look.CELL, line.strong, row)


def read_lines(clean: str) -> list[Line]:
    """The lines of the working copy; a line with bars inside it gives one line for each cell."""
    lines: list[Line] = []
    at = row = 0
    for text in fold(clean).removesuffix("\n").split("\n"):
        if "|" in text and not _BAR.fullmatch(text.strip()):
            row += 1
            for piece in re.finditer(r"[^|]+", text):
                cell = _line(piece.group(), at + piece.start())
                if cell.look is not Look.BLANK:
                    lines.append(cell if cell.look is Look.RULE else as_cell(cell, row))
        elif "**" in text:
            begin = 0
            for cut in [m.start() for m in _GLUED.finditer(text)] + [len(text)]:
                if cut > begin:
                    lines.append(_line(text[begin:cut], at + begin))
                    begin = cut
        else:
            lines.append(_line(text, at))
        at += len(text) + 1
    return lines


def _line(raw: str, start: int) -> Line:
    stripped = raw.strip()
    if not stripped:
        return Line(start + len(raw), start + len(raw), "", Look.BLANK)
    start += raw.index(stripped)
    end = start + len(stripped)
    if stripped[0] in "|¦│" and _BAR.fullmatch(stripped):
        return Line(start, end, stripped, Look.BAR)
    marked = SIGN_OF_MARKUP.search(stripped) is not None
    words = _MARKUP.sub("", stripped) if marked else stripped
    if marked or "  " in words or "\t" in words:
        words = " ".join(words.split())
    strong = marked and (stripped[0] == "#" or (stripped[0] in "*_" and stripped[-1] in "*_"))
    return Line(start, end, words, _look(stripped, words), strong and words != "")


def _look(stripped: str, words: str) -> Look:
    if not stripped[0].isalpha() or words == "o0o":
        if _RULE.fullmatch(stripped):
            return Look.RULE if len(stripped) > 2 or stripped.strip("*") != "" else Look.BLANK
        if not words:
            return Look.BLANK
        if _RULE.fullmatch(words):
            return Look.RULE
    return Look.FURNITURE if _FURNITURE.fullmatch(words) else Look.TEXT
