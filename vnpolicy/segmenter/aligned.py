"""underthesea itself with offsets: the slow way, for models that this library does not know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from vnpolicy.segmenter.words import Words
from vnpolicy.text import REPLACEMENT, SURROGATE

_STRETCH = re.compile(r"\S+")
_STROKES = str.maketrans("ðÐđĐ", "đĐđĐ")


def underthesea_words(text: str, syllables: bool = False) -> Words:
    """The words of ``underthesea.word_tokenize`` (or the tokens they are made of), laid over the text.

    >>> [(w.start, w.end, w.norm) for w in underthesea_words("văn  hoá Hoà Bình")]
    [(0, 8, 'văn hóa'), (9, 17, 'Hòa Bình')]
    """
    from underthesea import word_tokenize

    words = word_tokenize(SURROGATE.sub(REPLACEMENT, text))
    tokens = [token for word in words for token in word.split(" ")]
    spans = _token_spans(text, tokens)
    starts, ends = [], []
    for word in tokens if syllables else words:
        of_word = [next(spans) for _ in word.split(" ")]
        starts.append(of_word[0][0])
        ends.append(of_word[-1][1])
    return Words(text, tuple(starts), tuple(ends), tuple(tokens if syllables else words))


def _token_spans(text: str, tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each token stands: none crosses white space, and the last of a stretch ends with it."""
    at = 0
    for stretch in _STRETCH.finditer(text):
        start, end = stretch.span()
        while start < end and at < len(tokens):
            following = tokens[at + 1] if at + 1 < len(tokens) else ""
            size = _size(text[start:end], tokens[at], following)
            yield start, start + size
            start += size
            at += 1


def _size(rest: str, token: str, following: str) -> int:
    """How many characters of ``rest`` the token stands for: those after which the next one stands."""
    letters, next_letters = _letters(token), _letters(following)
    likely = range(len(token), min(4 * len(token), len(rest)) + 1)
    same = [size for size in likely if _letters(rest[:size]) == letters]
    around = [len(token) + slack for slack in (0, 1, -1, 2, -2)]
    for size in (*same, *around):
        if size == len(rest) and size in same:
            return size
        if 0 < size < len(rest) and _letters(rest[size:]).startswith(next_letters):
            return size
    return len(rest) if len(rest) in around else min(len(token), len(rest))


def _letters(text: str) -> str:
    """The text without marks on its letters, on which all ways to write a syllable agree."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.translate(_STROKES) or text
