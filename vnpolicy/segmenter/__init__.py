"""Words and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from vnpolicy.segmenter.aligned import underthesea_words
from vnpolicy.segmenter.words import Sentence, Word, Words
from vnpolicy.text import Passage, Source

if TYPE_CHECKING:
    from vnpolicy.analysis import Item

__all__ = ["Sentence", "Word", "Words", "sentences", "tokenize", "tokenize_item", "tokenize_many"]

Unit = Literal["word", "syllable"]


def tokenize(text: str, *, domain: bool = True, unit: Unit = "word") -> Sequence[Word]:
    """First version."""
    return underthesea_words(text)


def tokenize_many(
    texts: Iterable[str], *, domain: bool = True, unit: Unit = "word"
) -> Iterator[Sequence[Word]]:
    """First version."""
    for text in texts:
        yield tokenize(text, domain=domain, unit=unit)


def sentences(text: str) -> list[Sentence]:
    """First version."""
    return [Sentence(text, 0, len(text))]


def tokenize_item(text: str, item: Item) -> list[Word]:
    """Words of an item, with offsets into the whole text."""
    source = Source.of(text[item.start : item.end])
    passage = Passage.of(source, 0, len(source.clean))
    out = []
    for word in tokenize(passage.plain):
        start, end = passage.span(word.start, word.end)
        start, end = start + item.start, end + item.start
        out.append(Word(text[start:end], start, end, word.norm))
    return out
