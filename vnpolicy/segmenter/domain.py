"""The layer of the genre: what is one word in directive documents, wherever it stands.

Inside a stretch without white space a regular expression keeps signs ("596-KL/TU"), dates, numbers,
ranges, abbreviations and, at the beginning of a line, enumeration markers whole. Over several
stretches a lexicon of bodies and fixed terms, and a few patterns of numbers ("10 - 10,5%"), force the
decode of the word model: a word begins here, goes on there. Markdown signs and the bars and rules of
tables are no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vnpolicy.errors import LexiconError
from vnpolicy.lexicon import FixedWord
from vnpolicy.segmenter.chunks import MAX_CHUNK, TOKEN_PATTERN, Piece, normalise
from vnpolicy.segmenter.tables import Traits
from vnpolicy.text import Source, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MARKUP = re.compile(r"\*+ | __+ | ^[ \t]*(?:\#{1,6}|>)(?=[ \t])", re.VERBOSE | re.MULTILINE)
_RULE = r"\| | :?-{3,}:? | ={3,} | ~{3,}"
_CODE = r"[A-ZĐƯ]+[a-zđ]{0,2}\d{0,2}"
_ABBREVIATION = rf"{_CODE}(?:[-/&.]{_CODE})+"
_SIGN = rf"\d+[a-zđ]?(?:[/-](?:19|20)\d\d)?(?:[/-][A-ZĐƯ]{{2,}}[a-zđ]{{0,2}}\d{{0,2}})+(?:[-/&.]{_CODE})*"
_NUMBER = r"\d+(?:[.,/:]\d+)*[%‰]?(?:-\d+(?:[.,/]\d+)*[%‰]?)*"
_ADDRESS = r"""
    [\w.+-]+@[\w-]+\.[\w.-]*\w
  | (?:(?:https?|ftp)://|www\.) [^\s|]*[\w/]
  | (?:[a-z0-9-]+\.)+(?:vn|com|org|net|gov|edu) (?!\w) (?:/[^\s|]*[\w/])?
"""
_MARKER = r"""
    \(? (?: \d{1,2}(?:\.\d{1,2}){0,3} | [IVX]{1,5} | [a-zA-ZđĐ] ) \)
  | (?: \d{1,2}(?:\.\d{1,2}){0,3} | [IVX]{1,5} ) \. (?!\d)
  | (?: \d{1,2} | [IVX]{1,5} | [a-zđ] ) / \Z
  | [a-zA-ZđĐ] \. \Z
"""
_HYPHENATED = r"(?<!\w)[^\W\d_]+(?:-\w+)+"
_WORD = r"[^\W_]+(?:'[^\W_]+)*"
# Numbers and codes, as they stand in the patterns below.
_CLASSES = {
    "<number>": re.compile(_NUMBER),
    "<party code>": re.compile(rf"{_CODE}/{_CODE}(?:[-/&.]{_CODE})*"),
    "<state code>": re.compile(rf"{_CODE}-{_CODE}(?:[-/&.]{_CODE})*"),
}
_PATTERNS = (
    "<number> - <number>",
    "<number> - <number> %",
    "<number> %",
    "<number> % - <number> %",
    "<number> - <party code>",
    "<number> / <state code>",
)
_BROKEN = re.compile(r"\n\s*[-\n]")

NO_WORD = "left to the model"


@dataclass
class _Node:
    """A place in the trie of terms; ``kind`` where a term ends."""

    below: dict[int, _Node] = field(default_factory=dict)
    kind: str = ""


class Domain:
    """What is compiled from the lexicon's fixed words.

    A ``not_examples`` of an entry is a phrase in which its words are left to the model ("tỉnh ủy
    quyền" has no "tỉnh ủy" in it).
    """

    def __init__(self, words: Sequence[FixedWord]) -> None:
        self._symbols: dict[str, int] = {}
        self._root = _Node()
        texts = [(text, word.kind) for word in words for text in (word.text, *word.aliases)]
        self._abbreviations = frozenset(text for text, kind in texts if kind == "abbreviation")
        self._token, self._first = self._compile()
        for pattern in _PATTERNS:
            self._add(pattern.replace("party code", "party_code"), "number")
        for text, kind in texts:
            if kind != "abbreviation":
                self._add_term(text, kind)
        for word in words:
            for text in word.not_examples:
                self._add_term(text, NO_WORD)
        self.pairs = self._first_pairs()

    def blank(self, text: str) -> str:
        """The text with blanks in place of markdown signs; same length."""
        if "*" in text:
            text = text.replace("*", " ")
        return text
'''
'''
