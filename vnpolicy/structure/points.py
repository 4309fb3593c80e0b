"""Enumerations inside a paragraph: "(1) ...; (2) ...", "a) ...; b) ...", "Một là, ...; hai là, ...".

The paragraph stays one unit (annotation guide); its points only say where each one begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from vnpolicy.structure.markers import LETTERS, ordinal_value, roman_value

# Two patterns that begin with a sign: then the search is many times as fast.
_BRACKETED = re.compile(
    r"\((?<![\w(]\()(?i:(?P<bracketed_number>\d{1,2})|(?P<bracketed_roman>[ivx]{1,5})|(?P<bracketed_letter>[a-eđ]))"
    r"\)(?=\s)"
)
_SET_OFF = re.compile(
    r"""
    [:;.,]\s(?i:
        (?<!\A..)(?P<number>\d{1,2})\)(?=\s)
        | (?<!\A..)(?P<letter>[a-zđ])\)(?=\s)
        | (?P<word>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là(?=\s?[,:])
        | thứ\s+(?P<ordinal>nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?=\s?[,:])
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class InlinePoint:
    """A point: its label and its stretch of the paragraph's folded text, marker included."""

    label: str
    start: int
    end: int


def inline_points(words: str) -> list[InlinePoint]:
    """The points of the first enumeration in a folded paragraph, in order; one point alone is none.

    A point ends where the next one begins, the last with the paragraph.

    >>> [p.label for p in inline_points("Tập trung: (1) chống hạn; (2) chống rét cho gia súc (trâu, bò).")]
    ['1', '2']
    >>> inline_points("Theo khoản (1) đã nêu.")
    []
    """
    series: dict[str, list[re.Match[str]]] = {}
    # Behind the two characters put in front, what is set off begins where its match does.
    for match in chain(_BRACKETED.finditer(words), _SET_OFF.finditer(f". {words}")):
        form = str(match.lastgroup)
        before = series.setdefault(form, [])
        if _value(form, match[form]) == len(before) + 1:
            before.append(match)
    found = [points for points in series.values() if len(points) > 1]
    if not found:
        return []
    outermost = min(found, key=lambda points: points[0].start())
    starts = [match.start() for match in outermost]
    ends = [len(words[:start].rstrip(" ;,")) for start in starts[1:]] + [len(words)]
    labels = [match[str(match.lastgroup)].lower() for match in outermost]
    return [InlinePoint(*point) for point in zip(labels, starts, ends, strict=True)]


def _value(form: str, label: str) -> int:
    if form.endswith("number"):
        return int(label)
    if form.endswith("roman"):
        return roman_value(label.upper())
    return ordinal_value(label) if form in ("word", "ordinal") else LETTERS.find(label.lower()) + 1
