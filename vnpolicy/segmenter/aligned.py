"""underthesea itself with offsets: the slow way, for models that this library does not know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from vnpolicy.segmenter.words import Words

_CHUNK = re.compile(r"\S+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SLACK = (0, 1, -1, 2, -2, 3)


def underthesea_words(text: str) -> Words:
    """The words of ``underthesea.word_tokenize``, laid over the text.

    >>> [(w.start, w.end, w.norm) for w in underthesea_words("tỉnh  uỷ họp")]
    [(0, 8, 'tỉnh ủy'), (9, 12, 'họp')]
    """
    from underthesea import word_tokenize

    words = word_tokenize(_SURROGATE.sub("\ufffd", text))
    spans = _token_spans(text, [token for word in words for token in word.split(" ")])
    starts, ends = [], []
    for word in words:
        of_word = [next(spans) for _ in word.split(" ")]
        starts.append(of_word[0][0])
        ends.append(of_word[-1][1])
    return Words(text, tuple(starts), tuple(ends), lambda: words)


def _token_spans(text: str, tokens: list[str]) -> Iterator[tuple[int, int]]:
    """Where each token stands; none crosses white space, and the last of a chunk ends with it."""
    at = 0
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        while start < end and at < len(tokens):
            following = tokens[at + 1] if at + 1 < len(tokens) else ""
            size = _size(text[start:end], tokens[at], following)
            yield start, start + size
            start += size
            at += 1


def _size(rest: str, token: str, following: str) -> int:
    """How many characters of ``rest`` the token stands for: those after which the next one begins."""
    for size in _sizes(rest, token):
        if size == len(rest) or (following and _plain(rest[size])[0] == _plain(following)[0]):
            return size
    return min(len(token), len(rest))


def _sizes(rest: str, token: str) -> Iterator[int]:
    for size in range(len(token), len(rest) + 1):
        if _plain(rest[:size]) == _plain(token):
            yield size
            break
    for slack in _SLACK:
        if 0 < len(token) + slack <= len(rest):
            yield len(token) + slack


def _plain(text: str) -> str:
    """The letters without marks, which is what the ways to write a syllable have in common."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)) or text
