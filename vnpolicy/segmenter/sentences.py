"""Sentences of one item: a paragraph as it stands in a document, hard-wrapped or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnpolicy.segmenter.words import Sentence
from vnpolicy.text import UPPER

# Where a line begins a paragraph of its own: a blank line before it, or an enumeration marker.
_BREAK = re.compile(
    r"""
    \n[^\S\n]*(?:\n\s*)+
  | \n[^\S\n]*
    (?= (?: [-–+•*] | \|
          | \(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[a-zđ])[.)/]
          | \*{0,2}(?:Điều|Chương|Mục|Phụ\ lục)\ [\dIVX]+\.
        ) \s )
    """,
    re.VERBOSE,
)
_MARKER = re.compile(
    r"""
    (?: [-–+•*#|]+\s*
      | \(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[a-zA-ZđĐ])[.)/]{1,2}\**\s+
      | (?:Điều|Chương|Mục|Phụ\ lục)\s+[\dIVX]+[.:]\**\s*
    ){0,4}
    """,
    re.VERBOSE,
)
# An end mark, what closes after it, white space, and something that may begin a sentence.
_END = re.compile(
    rf"""
    (?: \./\. | [.!?…]+ ) ["”»’')\]*]*
    (?= \s+ (?: ["“«‘'(\[*]* [{UPPER}\d] | [a-zđ]\)\s ) | \s*\Z )
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"""
    (?<!\w)
    (?: T[PpSsMLX] | TUQ | K[TS] | Q | Th[Ss] | PGS | GS | BS | NSƯT | NSND | Mr | Mrs | Ms | Dr | St
      | No | Nxb | NXB | tr | [A-ZĐ] )
    \Z
    """,
    re.VERBOSE,
)


def sentences(text: str) -> list[Sentence]:
    """The sentences of an item, or of several that blank lines or list markers set apart.

    A line break alone does not end a sentence. A full stop ends one where white space and a capital
    or a digit follow, unless it belongs to a list marker, a date, a number, an abbreviation or an
    initial. "./." ends the document with its sentence.

    >>> [s.text for s in sentences("1. Giao TP. Huế báo cáo. Hoàn thành trước 15.10.2026./.")]
    ['1. Giao TP. Huế báo cáo.', 'Hoàn thành trước 15.10.2026./.']
    """
    return [Sentence(text[a:b], a, b) for start, end in _paragraphs(text) for a, b in _cut(text, start, end)]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    marker = _MARKER.match(text, start, end)
    at = marker.end() if marker else start
    for match in _END.finditer(text, at, end):
        if match.end() < end and not _is_abbreviated(text, start, match):
            yield start, match.end()
            start = match.end()
            while text[start].isspace():
                start += 1
    yield start, end


def _is_abbreviated(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[max(start, match.start() - 6) : match.start()]
    return match.group() == "." and bool(_ABBREVIATION.search(before))
