"""The layer of the genre: what is one word in directive documents, wherever it stands.

Inside a stretch without white space a regular expression keeps signs ("596-KL/TU"), dates, numbers,
ranges, abbreviations and, at the beginning of a line, enumeration markers whole. Over several
stretches a lexicon of bodies and fixed terms, and a few patterns of numbers ("10 - 10,5%"), force the
decode of the word model: a word begins here, goes on there. Markdown signs and the bars and rules of
tables are no words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from vnpolicy.lexicon import FixedWord
from vnpolicy.segmenter.chunks import MAX_CHUNK, Piece, first_token, normalise
from vnpolicy.segmenter.tables import Traits
from vnpolicy.text import Source, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LINE_MARKUP = re.compile(r"__+|^[ \t]*(?:#{1,6}|>)(?=[ \t])", re.MULTILINE)
_RULE = r"\| | :?-{3,}:? | ={3,} | ~{3,}"
_CODE = r"[A-ZĐƯ]+[a-zđ]{0,2}\d{0,2}"
_CODES = rf"{_CODE}(?:[-/&.]{_CODE})+"
_SIGN = rf"\d+[a-zđ]?(?:[/-](?:19|20)\d\d)?(?:[/-][A-ZĐƯ]{{2,}}[a-zđ]{{0,2}}\d{{0,2}})+(?:[-/&.]{_CODE})*"
_NUMBER = r"\d+(?:[.,/:]\d+)*[%‰]?(?:-\d+(?:[.,/]\d+)*[%‰]?)*"
_ROAD = r"[A-ZĐ]{2}\.\d+[A-Z]?"
_ADDRESS = r"""
    [\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}
  | (?: (?:https?|ftp)://|www\. ) [^\s|]*[\w/]
  | (?: [a-z0-9-]{1,63}\. ){1,8} (?:vn|com|org|net|gov|edu) (?!\w) (?: /[^\s|]*[\w/] )?
"""
_MARKER = r"""
    \(? (?: \d{1,2}(?:\.\d{1,2}){0,3} | [IVX]{1,5} | [a-zA-ZđĐ] ) \)
  | (?: \d{1,2}(?:\.\d{1,2}){0,3} | [IVX]{1,5} ) \. (?!\d)
  | (?: \d{1,2} | [IVX]{1,5} | [a-zđ] ) / \Z
  | [a-zA-ZđĐ] \. \Z
"""
_TOKEN = rf"""
    {_RULE} | {_ADDRESS} | @ABBREVIATIONS@
  | (?: {_SIGN} | {_CODES} | {_NUMBER}[a-zA-ZđĐ]{{1,3}}\d{{0,2}} | {_ROAD} ) (?!\w)
  | {_NUMBER}
  | [^\W\d_]+(?:-\w+)+ | [^\W_]+(?:'[^\W_]+)*
  | [=-]> | [<>]= | \.{{2,}} | °[CF] | \w+ | [^\w\s]
"""
_SILENT = re.compile(_RULE, re.VERBOSE)
# Numbers and codes have symbols of their own, which these patterns are made of.
_CLASSES = {
    "<number>": re.compile(_NUMBER),
    "<type/issuer>": re.compile(rf"{_CODE}/{_CODE}(?:[-/&.]{_CODE})*"),
    "<type-issuer>": re.compile(rf"{_CODE}-{_CODE}(?:[-/&.]{_CODE})*"),
}
_NUMBER_PATTERNS = (
    "<number> - <number>",
    "<number> - <number> %",
    "<number> %",
    "<number> % - <number> %",
    "<number> - <type/issuer>",
    "<number> / <type-issuer>",
)
_NEW_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass
class _Node:
    """A place in the trie of terms; ``kind`` where a term ends."""

    below: dict[int, _Node] = field(default_factory=dict)
    kind: str | None = None


class Domain:
    """The fixed words of a lexicon, compiled.

    The ``not_examples`` of an entry are phrases in which its words are left to the model: there is
    no "tỉnh ủy" in "tỉnh ủy quyền".
    """

    def __init__(self, words: Sequence[FixedWord]) -> None:
        written = [(text, word.kind) for word in words for text in (word.text, *word.aliases)]
        self._abbreviations = frozenset(text for text, kind in written if kind == "abbreviation")
        token = _TOKEN.replace("@ABBREVIATIONS@", _alternation(self._abbreviations))
        self._token = re.compile(token, re.VERBOSE)
        self._first_token = re.compile(rf"\A(?:{_MARKER})|{token}", re.VERBOSE)
        self._symbols: dict[str, int] = {}
        self._root = _Node()
        for pattern in _NUMBER_PATTERNS:
            self._add(pattern.split(), "number")
        for text, kind in written:
            if kind != "abbreviation":
                self._add_term(text, kind)
        for word in words:
            for text in word.not_examples:
                self._add_term(text, "")

    def blank(self, text: str) -> str:
        """The text with blanks in place of markdown signs, at the same length."""
        text = text.replace("*", " ")
        if "__" in text or "#" in text or ">" in text:
            return _LINE_MARKUP.sub(lambda match: " " * len(match.group()), text)
        return text

    def cut(self, chunk: str, spellings: Mapping[str, str], first: bool) -> list[Piece]:
        """The tokens of a stretch without white space; ``first`` where a line begins with it."""
        pieces: list[Piece] = []
        for at in range(0, len(chunk), MAX_CHUNK):
            source = Source.of(chunk[at : at + MAX_CHUNK])
            token = self._first_token if first and not at else self._token
            for match in token.finditer(fold(source.clean)):
                start, end = source.span(*match.span())
                if pieces and at + start < pieces[-1].end:  # a mark that belongs to the letter before
                    continue
                form = normalise(match.group(), spellings)
                pieces.append(Piece(form, first_token(form), at + start, at + end))
        return pieces

    def traits(self, form: str) -> Traits:
        """What holds for a token wherever it stands: all but plain words stand alone."""
        return Traits(
            symbol=self._symbol(form),
            alone=not form.isalpha() or form in self._abbreviations,
            silent=bool(_SILENT.fullmatch(form)),
        )

    def pairs(self) -> NDArray[np.bool_]:
        """Which symbol may follow which at the beginning of a term: true at [first, second]."""
        import numpy as np

        size = len(self._symbols) + 1
        pairs = np.zeros((size, size), np.bool_)
        for first, node in self._root.below.items():
            pairs[first, list(node.below)] = True
        return pairs

    def candidates(self, symbols: Sequence[int]) -> list[int]:
        """Where the first two symbols of a term stand."""
        below = self._root.below
        return [
            i
            for i, (first, second) in enumerate(pairwise(symbols))
            if first and second and first in below and second in below[first].below
        ]

    def fixed(
        self, symbols: Sequence[int], candidates: Iterable[int], gap: Callable[[int, int], str]
    ) -> list[tuple[int, int]]:
        """The tokens ``symbols[i:j]`` that are one word, as (i, j); the longest first, then the first.

        ``gap(i, j)`` is the text from token i to token j: none is a word across paragraphs, and no
        number across lines.
        """
        found = [(i, *longest) for i in candidates if (longest := self._longest(symbols, i))]
        taken: set[int] = set()
        fixed = []
        for i, j, kind in sorted(found, key=lambda m: (m[0] - m[1], m[0])):
            if taken.isdisjoint(range(i, j)) and not _refused(gap(i, j), kind):
                taken.update(range(i, j))
                if kind:
                    fixed.append((i, j))
        return fixed

    def _longest(self, symbols: Sequence[int], start: int) -> tuple[int, str] | None:
        node, longest = self._root, None
        for at in range(start, len(symbols)):
            below = node.below.get(symbols[at])
            if below is None:
                break
            node = below
            if node.kind is not None:
                longest = (at + 1, node.kind)
        return longest

    def _add_term(self, text: str, kind: str) -> None:
        for written in {text, text.replace(" - ", "-")}:
            pieces = [piece for chunk in written.split() for piece in self.cut(chunk, {}, first=False)]
            self._add([_key(piece.form) for piece in pieces], kind)

    def _add(self, keys: Sequence[str], kind: str) -> None:
        node = self._root
        for key in keys:
            symbol = self._symbols.setdefault(key, len(self._symbols) + 1)
            node = node.below.setdefault(symbol, _Node())
        node.kind = kind

    def _symbol(self, form: str) -> int:
        symbol = self._symbols.get(_key(form), 0)
        if symbol or form.isalpha():
            return symbol
        return next((self._symbols[n] for n, shape in _CLASSES.items() if shape.fullmatch(form)), 0)


def _key(form: str) -> str:
    return fold(form).lower()


def _refused(gap: str, kind: str) -> bool:
    """Whether the text between a word's first and last token forbids it."""
    if "*" in gap or (kind == "body" and not gap[0].isupper()):
        return True
    return "\n" in gap and (kind == "number" or bool(_NEW_PARAGRAPH.search(gap)))


def _alternation(abbreviations: Iterable[str]) -> str:
    """A pattern for abbreviations, the longest first; those without a point end with the word."""
    ordered = sorted(abbreviations, key=lambda a: (-len(a), a))
    return "|".join(re.escape(a) + ("" if a.endswith(".") else r"(?![-/&]?\w)") for a in ordered) or r"(?!)"
