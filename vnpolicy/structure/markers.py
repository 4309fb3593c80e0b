"""The markers that open numbered, lettered and bulleted paragraphs.

A marker counts only at the start of a paragraph and only with a separator, a blank and words
after it: "1.234 tỷ", "5-7%", "30/4" open nothing. Điểm run a b c d đ e g h i k l m n o p q r s t u
v x y (Nghị định 30/2020/NĐ-CP, phụ lục I).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

from vnpolicy.text import UPPER

Kind = Literal[
    "part", "chapter", "section", "subsection", "article", "roman", "capital", "number",
    "dotted2", "dotted3", "dotted4", "letter", "bracket", "ordinal", "dash", "plus",
]  # fmt: skip

NAMED: tuple[Kind, ...] = ("part", "chapter", "section", "subsection", "article")
DOTTED: tuple[Kind, ...] = ("dotted2", "dotted3", "dotted4")
BULLETS: tuple[Kind, ...] = ("dash", "plus")
LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ORDINALS = {"một": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
             "bảy": 7, "tám": 8, "chín": 9, "mười": 10}  # fmt: skip


class Marker(NamedTuple):
    """A marker with the words after it. ``label`` is its part of a path, ``value`` its number.

    ``value`` is 0 for bullets, which have no order.
    """

    kind: Kind
    label: str
    value: int
    text: str
    rest: str
    prefix: tuple[int, ...] = ()


_MARKER = re.compile(
    rf"""
    (?P<part>Phần\s+(?:thứ\s+)?(?P<part_n>[IVX]{{1,5}}|\d{{1,2}}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám))
        \b[.:)-]?
    | (?P<chapter>Chương\s+(?P<chapter_n>[IVXL]{{1,6}}|\d{{1,2}}))\b[.:)-]?
    | (?P<section>Mục\s+(?P<section_n>\d{{1,2}}|[IVX]{{1,5}}))(?:[.:)-]|(?=\s*$|\s+[{UPPER}]))
        (?!\s+(?:này|Điều|Phụ|của))
    | (?P<subsection>Tiểu\s+mục\s+(?P<subsection_n>\d{{1,2}}))\b[.:)-]?
    | (?P<article>Điều\s+(?P<article_n>\d{{1,3}}[a-z]?|[lI]))\s?[.:]
    | (?P<roman>(?=l*[IVX]|ll)[IVXl]{{1,6}})\s?[.)/-](?=\s|$|[{UPPER}]{{2}})
    | (?P<dotted>(?:\d{{1,2}}|l)(?:\s?\.\s?\d{{1,2}}){{1,3}})\s?[.)/-]?(?=\s+[^\W\d_]|\s+["'(]|\s*$)
    | (?P<number>\d{{1,2}}|l(?=\.))\s?(?:[.)](?=\s*[{UPPER}"'(]|\s+[^\W\d_]|\s*$|\s+\d[\d.,]*\s?(?:%|[^\W\d_]))
        |[/-](?=\s+[^\W\d_]|\s*$))
    | (?P<letter>[a-zđ])\s?(?:\)(?=\s|$|[{UPPER}"'])|[./-](?=\s+[^\W\d_]|\s*$))
    | (?P<small_roman>i{{2,3}}|iv|vi{{1,3}}|ix|xi{{0,3}})\s?\)
    | (?P<letter_dotted>[a-zđ]\.?\d{{1,2}})\s?\)
    | (?P<capital>[A-EĐ])\s?[.)/-](?=\s|$)
    | \((?P<bracket>\d{{1,2}}|[ivx]{{1,5}}|[a-eđ])\)
    | (?P<ordinal>(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s+là
        |Thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))\s?[,:]
    | (?P<dash>[-•●▪■◦·*]|>)(?=\s|$|[{UPPER}"'])
    | (?P<plus>\+)(?=\s|$|[{UPPER}"'])
    """,
    re.VERBOSE,
)
_LEAD = re.compile(r"(?i:phần|chương|mục|tiểu mục|điều)(?=\s)")


@lru_cache(maxsize=16)  # neighbouring lines are asked about several times in a row; no text is kept for long
def read_marker(words: str) -> Marker | None:
    """The marker that a folded line begins with, or None.

    >>> read_marker("2.1. Tập trung lãnh đạo").label
    '2.1'
    >>> read_marker("đ) Chuẩn bị").value, read_marker("5 - 7% số hộ")
    (5, None)
    """
    lead = _LEAD.match(words)
    if lead:
        words = lead.group().capitalize() + words[lead.end() :]
    match = _MARKER.match(words)
    if match is None:
        return None
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    name = next(iter(found))
    kind, label, value, prefix = _READERS[name](found)
    return Marker(kind, label, value, match.group().strip(), words[match.end() :].strip(), prefix)


def as_roman(letter: Marker) -> Marker:
    """The letter "i" or "v" of a list read as a small Roman number.

    >>> as_roman(read_marker("i) Báo cáo")).value
    1
    """
    return letter._replace(kind="bracket", value=roman_value(letter.label.upper()))


_Read = tuple[Kind, str, int, tuple[int, ...]]


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral; an "l" read for "I" counts as one.

    >>> roman_value("XIV"), roman_value("ll")
    (14, 2)
    """
    values = [_ROMAN[c] for c in numeral.replace("l", "I").upper()]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def ordinal_value(word: str) -> int:
    """The number that a word counts, 0 for other words.

    >>> ordinal_value("Nhất"), ordinal_value("tư"), ordinal_value("là")
    (1, 4, 0)
    """
    return _ORDINALS.get(word.casefold(), 0)


def _numeral(text: str) -> int:
    if ordinal_value(text):
        return ordinal_value(text)
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else roman_value(text)


def _named(kind: Kind, name: str) -> Callable[[dict[str, str]], _Read]:
    def read(found: dict[str, str]) -> _Read:
        number = found[f"{kind}_n"]
        if kind == "article" and number in ("l", "I"):
            number = "1"
        counted = "thứ " if ordinal_value(number) else ""
        return kind, f"{name} {counted}{number}", _numeral(number), ()

    return read


def _roman(found: dict[str, str]) -> _Read:
    label = found["roman"].replace("l", "I")
    return "roman", label, roman_value(label), ()


def _dotted(found: dict[str, str]) -> _Read:
    numbers = [int(n) for n in re.findall(r"\d+", found["dotted"].replace("l", "1"))]
    kinds: tuple[Kind, Kind, Kind] = ("dotted2", "dotted3", "dotted4")
    return kinds[len(numbers) - 2], ".".join(map(str, numbers)), numbers[-1], tuple(numbers[:-1])


def _number(found: dict[str, str]) -> _Read:
    value = int(found["number"].replace("l", "1"))
    return "number", str(value), value, ()


def _letter(found: dict[str, str]) -> _Read:
    return "letter", found["letter"], LETTERS.find(found["letter"]) + 1, ()


def _small_roman(found: dict[str, str]) -> _Read:
    label = found["small_roman"]
    return "bracket", label, roman_value(label.upper()), ()


def _letter_dotted(found: dict[str, str]) -> _Read:
    label = found["letter_dotted"]
    return "bracket", label, int(label[1:].lstrip(".")), ()


def _capital(found: dict[str, str]) -> _Read:
    return "capital", found["capital"], "ABCDĐE".index(found["capital"]) + 1, ()


def _bracket(found: dict[str, str]) -> _Read:
    label = found["bracket"]
    if label.isdigit():
        return "bracket", label, int(label), ()
    if label[0] in "ivx":
        return "bracket", label, roman_value(label.upper()), ()
    return "bracket", label, LETTERS.find(label) + 1, ()


def _ordinal(found: dict[str, str]) -> _Read:
    label = found["ordinal"]
    words = label.casefold().split()
    return "ordinal", label, ordinal_value(words[0] if words[1] == "là" else words[1]), ()


def _dash(found: dict[str, str]) -> _Read:
    return "dash", "-", 0, ()


def _plus(found: dict[str, str]) -> _Read:
    return "plus", "+", 0, ()


_READERS: dict[str, Callable[[dict[str, str]], _Read]] = {
    "part": _named("part", "Phần"),
    "chapter": _named("chapter", "Chương"),
    "section": _named("section", "Mục"),
    "subsection": _named("subsection", "Tiểu mục"),
    "article": _named("article", "Điều"),
    "roman": _roman,
    "dotted": _dotted,
    "number": _number,
    "letter": _letter,
    "small_roman": _small_roman,
    "letter_dotted": _letter_dotted,
    "capital": _capital,
    "bracket": _bracket,
    "ordinal": _ordinal,
    "dash": _dash,
    "plus": _plus,
}
