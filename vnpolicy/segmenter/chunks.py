"""A stretch without white space, cut into tokens the way underthesea does.

underthesea's regular expression cannot see past white space, except for one thing: whether the text
ends here. So a text may be cut stretch by stretch, and what was cut once can be remembered.

The expression and the rules of normalisation are those of underthesea 9.5.0 (Apache-2.0).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vnpolicy.text import REPLACEMENT, SURROGATE

MAX_CHUNK = 2000
"""Longer stretches are cut after every 2,000 characters, as if a blank stood there."""

_UPPER = "[A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]"
_LETTER = f"[{_UPPER[1:-1]}{_UPPER[1:-1].lower()}]"
_TOKEN_PATTERN = rf"""
    # signs of several characters
    =\> | ==> | -> | \.{{2,}} | -{{2,}} | >> | \d+x\d+ | v\.v\.\.\. | v\.v\. | v\.v | °[CF]
    # abbreviations
  | [A-ZĐ]+&[A-ZĐ]+ | T\.Ư | {_UPPER}+(?:\.{_LETTER}+)+\.? | {_LETTER}+['’]{_LETTER}+
  | [A-ZĐ]+\.(?!$) | Tp\. | Mr\. | Mrs\. | Ms\. | Dr\. | ThS\. | Th.S | Th.s | e-mail
  | \d+[A-Z]+\d*-\d+ | NĐ-CP
    # addresses on the web
  | (?: (?:ftp|http)s?: (?: /{{1,3}} | [a-z0-9%] ) | [a-z0-9.\-]+[.](?:[a-z]{{2,13}})/ )
    (?: [^\s()<>{{}}\[\]]+ | \([^\s()]*?\([^\s()]+\)[^\s()]*?\) | \([^\s]+?\) )+
    (?: \([^\s()]*?\([^\s()]+\)[^\s()]*?\) | \([^\s]+?\) | [^\s`!()\[\]{{}};:'".,<>?«»“”‘’] )
  | (?<!@) [a-z0-9]+ (?:[.\-][a-z0-9]+)* [.] (?:[a-z]{{2,13}}) \b /? (?!@)
  | [a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+
    # numbers of telephones, dates, numbers
  | \d{{2,}}-\d{{3,}}-\d{{3,}}
  | \d{{1,2}}\/\d{{1,2}}\/\d+ | \d{{1,2}}\/\d{{1,4}} | \d{{1,2}}-\d{{1,2}}-\d+ | \d{{1,2}}-\d{{1,4}}
  | \d{{1,2}}\.\d{{1,2}}\.\d+ | \d{{4}}\/\d{{1,2}}\/\d{{1,2}} | \d{{2}}:\d{{2}}:\d{{2}}
  | \d+[A-Z]+\d+ | \d+[A-Z]+
  | \d+(?:\.\d+)+,\d+ | \d+(?:\.\d+)+ | \d+(?:,\d+)+ | \d+(?:[\.,_]\d+)?
    # faces, punctuation, words, other signs
  | :\)\)* | =\)\)+ | ♥‿♥ | :D+(?=\s) | :D+(?=$) | <3
  | \. | \, | \( | \) | ʺ
  | (?<=\b)\w+\-[\w+-]*\w+ | \w+
  | :+ | [^\w\s]
"""
_TOKEN = re.compile(_TOKEN_PATTERN, re.VERBOSE)
# The only letters that the expression treats in a way of their own.
_SPECIAL_LETTERS = re.compile("ʺ|Th.[Ss]")
_STROKES = str.maketrans("ðÐ", "đĐ")


class Piece(NamedTuple):
    """A token, normalised, and its place in the stretch that it was cut from.

    ``seen`` is what the model is told to see in its place: it knows "596", but not "596-KL/TU".
    """

    form: str
    seen: str
    start: int
    end: int


def normalise(token: str, spellings: Mapping[str, str]) -> str:
    """The token as underthesea writes it: "hoà" becomes "hòa"; long tokens are left alone."""
    if len(token) > 6:
        return token
    composed = unicodedata.normalize("NFC", token).translate(_STROKES)
    return spellings.get(composed, composed)


def first_token(form: str) -> str:
    """What underthesea cuts off first.

    >>> first_token("596-KL/TU"), first_token("15/10/2026")
    ('596', '15/10/2026')
    """
    match = _TOKEN.match(form + " ")
    return match.group() if match else form


def cut(chunk: str, spellings: Mapping[str, str], final: bool) -> list[Piece]:
    """The tokens of a stretch without white space; ``final`` where the text ends with it.

    >>> [piece.form for piece in cut("(596-KL/TU).", {}, final=True)]
    ['(', '596', '-', 'KL', '/', 'TU', ')', '.']
    """
    pieces: list[Piece] = []
    for at in range(0, len(chunk), MAX_CHUNK):
        part = chunk[at : at + MAX_CHUNK]
        last = final and at + MAX_CHUNK >= len(chunk)
        for token, start, end in _cut(part, last):
            form = normalise(token, spellings)
            pieces.append(Piece(form, form, at + start, at + end))
    return pieces


def _cut(chunk: str, final: bool) -> Iterator[tuple[str, int, int]]:
    chunk = SURROGATE.sub(REPLACEMENT, chunk)
    composed = unicodedata.normalize("NFC", chunk).translate(_STROKES)
    if composed.isalpha() and not _SPECIAL_LETTERS.search(composed):
        yield composed, 0, len(chunk)
        return
    starts: Sequence[int] = range(len(chunk))
    ends: Sequence[int] = range(1, len(chunk) + 1)
    if not unicodedata.is_normalized("NFC", chunk):
        starts, ends = _places(chunk)
    for match in _TOKEN.finditer(composed if final else composed + " "):
        yield match.group(), starts[match.start()], ends[match.end() - 1]


def _places(chunk: str) -> tuple[Sequence[int], Sequence[int]]:
    """Where each character of the composed (NFC) form of a stretch starts and ends in the stretch.

    A composed character has the place of all that it is made of. Characters that come out of one
    (a few Indic letters) share its place.
    """
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(chunk):
        made = len(unicodedata.normalize("NFC", chunk[start:end]))
        first_end = max(start + 1, end - made + 1)
        starts.append(start)
        ends.append(first_end)
        for i in range(1, made):
            starts.append(min(first_end + i, end) - 1)
            ends.append(min(first_end + i, end))
    return starts, ends


def _clusters(chunk: str) -> Iterator[tuple[int, int]]:
    """Stretches that are composed without regard to each other."""
    start = 0
    for at in range(1, len(chunk)):
        if unicodedata.combining(chunk[at]):
            continue
        before, after = chunk[start:at], chunk[at]
        together = unicodedata.normalize("NFC", before + after)
        if together == unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", after):
            yield start, at
            start = at
    yield start, len(chunk)
