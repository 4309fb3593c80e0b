"""Words and sentences, with their places in the text.

Words are those of underthesea's model, applied exactly, with a layer for the genre over it that
keeps document signs, dates, numbers, bodies and fixed terms whole. Nothing is loaded before the
first call.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vnpolicy.errors import InputError
from vnpolicy.segmenter.sentences import sentences
from vnpolicy.segmenter.words import Sentence, Word, Words
from vnpolicy.text import Passage

if TYPE_CHECKING:
    from vnpolicy.analysis import Item
    from vnpolicy.lexicon import FixedWord
    from vnpolicy.segmenter.engine import Engine

__all__ = ["Sentence", "Unit", "Word", "Words", "sentences", "tokenize", "tokenize_item", "tokenize_many"]

Unit = Literal["word", "syllable"]

_BATCH = 100_000


def tokenize(text: str, *, domain: bool = True, unit: Unit = "word", lexicons: Iterable[str | Path] = ()) -> Words:
    """The words of a text, in order: a sequence whose words are made when they are looked at.

    With ``domain`` signs, dates, numbers, abbreviations, bodies and fixed terms of directive
    documents are words, and markdown signs and table bars are not; ``lexicons`` are overlay files
    (TOML) whose [[word]] entries are kept whole too. Without it the words are exactly those of
    ``underthesea.word_tokenize`` (as ``norm``), except in stretches of more than 2,000 characters
    without white space, which are cut after every 2,000 characters. ``unit="syllable"`` gives the
    tokens that words are made of.

    >>> [word.text for word in tokenize("Kết luận số 596-KL/TU của Tỉnh uỷ")]
    ['Kết luận', 'số', '596-KL/TU', 'của', 'Tỉnh uỷ']
    >>> tokenize("Kết luận số 596-KL/TU của Tỉnh uỷ")[4]
    Word(text='Tỉnh uỷ', start=26, end=33, norm='Tỉnh ủy')
    >>> [word.text for word in tokenize("số 596-KL/TU", domain=False)]
    ['số', '596', '-', 'KL', '/', 'TU']

    Raises InputError for what is no text, LexiconError where an overlay cannot be read. Where the
    installed underthesea has a model that is not known here, its own function is used, without the
    layer of the genre, and a RuntimeWarning says so.
    """
    return _words([_checked(text)], domain, unit, _paths(lexicons))[0]


def tokenize_many(
    texts: Iterable[str], *, domain: bool = True, unit: Unit = "word", lexicons: Iterable[str | Path] = ()
) -> Iterator[Words]:
    """The words of each text, in order; faster than text by text where the texts are short.

    >>> for words in tokenize_many(["Sở Y tế", "giao thông"]):
    ...     print([word.text for word in words])
    ['Sở Y tế']
    ['giao thông']
    """
    paths = _paths(lexicons)
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(_checked(text)) > _BATCH:
            yield from _words(batch, domain, unit, paths)
            batch, size = [], 0
        batch.append(_checked(text))
        size += len(text)
    yield from _words(batch, domain, unit, paths)


def tokenize_item(text: str, item: Item, lexicons: Iterable[str | Path] = ()) -> list[Word]:
    """The words of an item of ``text``, made on its re-joined text; offsets refer to ``text``."""
    passage = Passage.within(text, item.start, item.end, item.omitted)
    words = []
    for word in tokenize(passage.plain, lexicons=lexicons):
        start, end = passage.span(word.start, word.end)
        words.append(Word(text[start:end], start, end, word.norm))
    return words


def _paths(lexicons: Iterable[str | Path]) -> tuple[str, ...]:
    return tuple(str(path) for path in lexicons)


def _words(texts: Sequence[str], domain: bool, unit: Unit, lexicons: tuple[str, ...]) -> Sequence[Words]:
    if unit not in ("word", "syllable"):
        raise InputError(f"unit={unit!r} is unknown; expected 'word' or 'syllable'")
    engine = _overlaid_engine(lexicons) if lexicons else _engine()
    if engine is not None:
        return engine.words(texts, domain=domain, syllables=unit == "syllable") if texts else []

    from vnpolicy.segmenter.aligned import underthesea_words

    return [underthesea_words(text, unit == "syllable") for text in texts]


def _checked(text: str) -> str:
    if not isinstance(text, str):
        raise InputError(f"expected a str, got {type(text).__name__}")
    return text


@cache
def _engine() -> Engine | None:
    from vnpolicy.lexicon import Lexicon
    from vnpolicy.segmenter.crf import ModelFiles, UnknownModelError
    from vnpolicy.segmenter.engine import Engine

    try:
        return Engine(ModelFiles.read(), Lexicon.load().words)
    except UnknownModelError as error:
        warnings.warn(
            f"{error}: words come from underthesea.word_tokenize itself, slowly and without the layer of the genre",
            RuntimeWarning,
            stacklevel=2,
        )
        return None


def with_fixed_words(words: Sequence[FixedWord]) -> Callable[[str], Words] | None:
    """A tokenizer that keeps these words whole in place of the library's; null where the model is not known."""
    engine = _engine()
    if engine is None:
        return None
    own = engine.with_words(words)
    return lambda text: own.words([text], domain=True, syllables=False)[0]


@lru_cache(maxsize=4)
def _overlaid_engine(lexicons: tuple[str, ...]) -> Engine | None:
    from vnpolicy.lexicon import Lexicon

    engine = _engine()
    return engine.with_words(Lexicon.load(lexicons).words) if engine else None
