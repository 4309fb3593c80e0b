"""From texts to words: the exact decode of underthesea's model, with the layer of the genre over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from threading import Lock
from typing import TYPE_CHECKING

from vnpolicy.lexicon import Lexicon
from vnpolicy.segmenter import chunks
from vnpolicy.segmenter.crf import ModelFiles
from vnpolicy.segmenter.domain import Domain
from vnpolicy.segmenter.scores import FORCED, Scores
from vnpolicy.segmenter.tables import BEGIN, END, Memo, Stretches, Tokens
from vnpolicy.segmenter.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORT = 400
"""Texts up to this length are scored in Python."""

MAX_REMEMBERED = 1 << 17
"""As many tokens of stretches, and triples of tokens, are remembered before all is forgotten."""

_BETWEEN_TEXTS = "\n\n"


class Memory:
    """What was seen since the last time that all was forgotten."""

    def __init__(self, scores: Scores, domain: Domain, spellings: dict[str, str]) -> None:
        self.tokens = Tokens(scores, domain.traits)
        self.stretches = Stretches(self.tokens)
        self.rows: dict[tuple[int, int, int], tuple[float, float, float]] = {}
        memo = partial(Memo, self.stretches)
        self.inner = memo(lambda chunk: chunks.cut(chunk, spellings, final=False))
        self.final = memo(lambda chunk: chunks.cut(chunk, spellings, final=True))
        self.plain = memo(lambda chunk: domain.cut(chunk, spellings, first=False))
        self.first = memo(lambda chunk: domain.cut(chunk, spellings, first=True))

    def full(self) -> bool:
        """Whether the bound is passed."""
        return max(len(self.stretches.ids.items), len(self.stretches.bounds.items), len(self.rows)) > MAX_REMEMBERED
