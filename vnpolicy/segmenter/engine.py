"""From texts to words: the exact decode of underthesea's model, with the layer of the genre over it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING

from vnpolicy.lexicon import FixedWord
from vnpolicy.segmenter import chunks
from vnpolicy.segmenter.crf import ModelFiles
from vnpolicy.segmenter.domain import Domain
from vnpolicy.segmenter.scores import FORCED, Scores
from vnpolicy.segmenter.tables import BEGIN, END, Memo, Rows, Stretches, Tokens
from vnpolicy.segmenter.ties import TieDecoder
from vnpolicy.segmenter.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORT = 400
"""Texts of one line up to this length are scored in Python."""

MAX_REMEMBERED = 1 << 17
"""When more tokens or triples than this are remembered, all is forgotten."""

_LAST_BLANK = 0x3000
_BETWEEN = "\n\n"


class Memory:
    """What was seen since the last time that all was forgotten."""

    def __init__(self, scores: Scores, domain: Domain, files: ModelFiles) -> None:
        self.tokens = Tokens(scores, domain.traits)
        self.rows = Rows(scores, self.tokens)
        self.stretches = Stretches(self.tokens)
        spellings = files.spellings
        memo = partial(Memo, self.stretches)
        self.inner = memo(lambda chunk: chunks.cut(chunk, spellings, final=False))
        self.final = memo(lambda chunk: chunks.cut(chunk, spellings, final=True))
        self.plain = memo(lambda chunk: domain.cut(chunk, spellings, first=False))
        self.first = memo(lambda chunk: domain.cut(chunk, spellings, first=True))

    def full(self) -> bool:
        """Whether it is time to forget."""
        return max(self.stretches.size(), len(self.rows)) > MAX_REMEMBERED


@dataclass(frozen=True)
class _Cut:
    """The tokens of texts that stand one after the other in ``joined``, in columns.

    ``texts`` are the positions of the tokens with which the texts begin, and the end; ``breaks``
    those of tokens that no word reaches over: a paragraph or a stretch of markup ends before them.
    """

    joined: str
    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    texts: NDArray[np.int64]
    breaks: NDArray[np.int64]


class Engine:
    """Cuts texts into words. What it remembers is bounded, and its calls wait for each other."""

    def __init__(self, files: ModelFiles, words: Sequence[FixedWord], scores: Scores | None = None) -> None:
        self._files = files
        self._scores = scores or Scores(files)
        self._domain = Domain(words)
        self._pairs = self._domain.pairs()
        self._blank = _blank_characters()
        self._lock = Lock()
        self.forget()

    def with_words(self, words: Sequence[FixedWord]) -> Engine:
        """An engine with other fixed words that shares the model with this one."""
        return Engine(self._files, words, self._scores)

    def words(self, texts: Sequence[str], *, domain: bool, syllables: bool) -> list[Words]:
        """The words (or the syllables) of each text."""
        with self._lock:
            if self._memory.full():
                self.forget()
            if len(texts) == 1 and len(texts[0]) <= SHORT and "\n" not in texts[0]:
                return [self._short(texts[0], domain, syllables)]
            return self._long(texts, domain, syllables)

    def forget(self) -> None:
        """Forgets what was seen, as it does by itself when that becomes too much."""
        self._memory = Memory(self._scores, self._domain, self._files)

    def _short(self, text: str, domain: bool, syllables: bool) -> Words:
        """The words of one line, in Python."""
        line = self._domain.blank(text) if domain else text
        stretches = line.split()
        finals = [len(stretches) - 1] if stretches and _is_final(text) else []
        numbers = self._numbers(stretches, [0] if stretches else [], finals, domain)
        tokens = self._memory.stretches.tokens_of(line, stretches, numbers)
        if not tokens:
            return Words(text, (), (), ())
        ids, starts, ends = zip(*tokens, strict=True)
        if syllables:
            firsts = list(range(len(ids)))
        else:
            leans = self._memory.rows.leans(ids)
            if domain:
                self._stand_alone(leans, ids)
                _begin_at(leans, [bisect_left(starts, at) for at in _changes(text, line)])
                symbols = [self._memory.tokens.symbols.items[token] for token in ids]
                candidates = self._domain.candidates(symbols)
                if candidates:
                    self._fix(leans, symbols, candidates, lambda i, j: text[starts[i] : ends[j - 1]])
            firsts = [i for i, begins in enumerate(self._labels(leans, ids, domain)) if begins]
        lasts = [i - 1 for i in firsts[1:]]
        lasts.append(len(ids) - 1)
        silent = self._memory.tokens.silent
        if domain and silent.intersection(ids):
            lasts = [j for i, j in zip(firsts, lasts, strict=True) if ids[i] not in silent]
            firsts = [i for i in firsts if ids[i] not in silent]
        return Words(
            text,
            tuple([starts[i] for i in firsts]),
            tuple([ends[j] for j in lasts]),
            partial(_norms, self._memory.tokens.forms, ids, firsts, lasts),
        )

    def _stand_alone(self, leans: list[float], ids: Sequence[int]) -> None:
        alone = self._memory.tokens.alone.items
        leans.append(0.0)
        for i, token in enumerate(ids):
            if alone[token]:
                leans[i] = leans[i + 1] = FORCED
        leans.pop()
        leans[0] = FORCED

    def _fix(
        self,
        leans: list[float],
        symbols: Sequence[int],
        candidates: Iterable[int],
        gap: Callable[[int, int], str],
    ) -> None:
        """Makes one word of each term of the lexicon and of each number in several parts."""
        for i, j in self._domain.fixed(symbols, candidates, gap):
            leans[i + 1 : j] = [-FORCED] * (j - i - 1)
            _begin_at(leans, (i, j))

    def _long(self, texts: Sequence[str], domain: bool, syllables: bool) -> list[Words]:
        """The words of many lines or texts, in numpy."""
        import numpy as np

        cut = self._cut(texts, domain)
        if syllables or not len(cut.ids):
            firsts = lasts = np.arange(len(cut.ids))
        else:
            begins = self._begins(cut, domain)
            firsts = np.flatnonzero(begins)
            lasts = np.append(firsts[1:], len(begins)) - 1
        if domain:
            heard = ~np.isin(cut.ids[firsts], list(self._memory.tokens.silent))
            firsts, lasts = firsts[heard], lasts[heard]
        starts, ends = cut.starts[firsts], cut.ends[lasts]
        forms = self._memory.tokens.forms
        bounds = np.searchsorted(firsts, cut.texts)
        words = []
        shift = len(_BETWEEN)
        for text, first, (a, b) in zip(texts, cut.texts.tolist(), pairwise(bounds.tolist()), strict=False):
            norms = partial(_norms_of_columns, forms, cut.ids[first:], firsts[a:b] - first, lasts[a:b] - first)
            words.append(Words(text, starts[a:b] - shift, ends[a:b] - shift, norms))
            shift += len(text) + len(_BETWEEN)
        return words

    def _cut(self, texts: Sequence[str], domain: bool) -> _Cut:
        import numpy as np

        joined = _BETWEEN + _BETWEEN.join(texts) + "\n"
        blanked = self._domain.blank(joined) if domain else joined
        codes = _codes(blanked)
        blank = self._blank[np.minimum(codes, _LAST_BLANK + 1)]
        starts = np.flatnonzero(blank[:-1] & ~blank[1:]) + 1
        lines = np.bincount(np.searchsorted(starts, np.flatnonzero(codes == ord("\n"))), minlength=len(starts) + 1)[:-1]
        lengths = [len(text) + len(_BETWEEN) for text in texts]
        bounds = np.searchsorted(starts, np.cumsum([0, *lengths]))
        finals = bounds[1:][[_is_final(text) for text in texts] & (np.diff(bounds) > 0)] - 1
        firsts_of_lines = np.flatnonzero(lines)
        numbers = self._numbers(blanked.split(), firsts_of_lines.tolist(), finals.tolist(), domain)
        tokens, counts = self._memory.stretches.columns_of(np.array(numbers, np.int64))
        tokens[:, 1:] += np.repeat(starts, counts)[:, np.newaxis]
        firsts = np.append(0, np.cumsum(counts))
        cuts = firsts[:-1][lines > 1]
        if blanked is not joined:
            changed = np.flatnonzero(_codes(joined) != codes)
            cuts = np.append(cuts, firsts[np.searchsorted(starts, changed)])
        ids, token_starts, token_ends = np.ascontiguousarray(tokens.T)
        return _Cut(joined, ids, token_starts, token_ends, firsts[bounds], cuts[cuts < len(ids)])

    def _numbers(
        self, stretches: Sequence[str], firsts: Iterable[int], finals: Iterable[int], domain: bool
    ) -> list[int]:
        """The numbers of stretches; ``firsts`` begin a line, ``finals`` end a text."""
        memo, special, places = (
            (self._memory.plain, self._memory.first, firsts)
            if domain
            else (self._memory.inner, self._memory.final, finals)
        )
        numbers = list(map(memo.__getitem__, stretches))
        for i in places:
            numbers[i] = special[stretches[i]]
        return numbers

    def _begins(self, cut: _Cut, domain: bool) -> NDArray[np.bool_]:
        import numpy as np

        leans = self._leans(cut)
        listed = self._forced(cut, leans) if domain else leans.tolist()
        begins: list[bool] = []
        for a, b in pairwise(cut.texts.tolist()):
            if b > a:
                begins += self._labels(listed[a:b], cut.ids[a:b].tolist(), domain)
        return np.array(begins)

    def _labels(self, leans: Sequence[float], ids: Sequence[int], domain: bool) -> list[bool]:
        labels, tie = self._scores.begins(leans)
        if tie and not domain:
            forms = self._memory.tokens.forms
            labels = self._ties.begins([forms[token] for token in ids])
        labels[0] = True
        return labels

    @cached_property
    def _ties(self) -> TieDecoder:
        return TieDecoder(self._files)

    def _leans(self, cut: _Cut) -> NDArray[np.float64]:
        """The leans of all tokens; each text has two edges before it and two after it."""
        import numpy as np

        counts = np.diff(cut.texts)
        edges = 4 * np.arange(len(counts))
        places = np.arange(len(cut.ids)) + np.repeat(edges + 2, counts)
        padded = np.full(len(cut.ids) + 4 * len(counts), BEGIN)
        padded[places] = cut.ids
        after = cut.texts[1:] + edges + 2
        padded[after] = padded[after + 1] = END
        leans: NDArray[np.float64] = self._scores.leans(self._memory.tokens.columns(), padded)[places - 2]
        return leans

    def _forced(self, cut: _Cut, leans: NDArray[np.float64]) -> list[float]:
        import numpy as np

        tokens = self._memory.tokens
        alone = np.flatnonzero(tokens.alone.array()[cut.ids])
        leans[alone] = leans[cut.breaks] = FORCED
        leans[(alone + 1)[alone + 1 < len(leans)]] = FORCED
        symbols = tokens.symbols.array()[cut.ids]
        candidates = np.flatnonzero(self._pairs[symbols[:-1], symbols[1:]])
        forced: list[float] = leans.tolist()
        self._fix(
            forced,
            symbols.tolist(),
            candidates.tolist(),
            lambda i, j: cut.joined[cut.starts[i] : cut.ends[j - 1]],
        )
        return forced


def _begin_at(leans: list[float], places: Iterable[int]) -> None:
    """A word begins at each of the places."""
    for i in places:
        if i < len(leans):
            leans[i] = FORCED


def _changes(text: str, other: str) -> list[int]:
    """Where two texts of the same length differ."""
    if text == other:
        return []
    return [i for i, (a, b) in enumerate(zip(text, other, strict=True)) if a != b]


def _norms(forms: Sequence[str], ids: Sequence[int], firsts: Sequence[int], lasts: Sequence[int]) -> list[str]:
    return [
        forms[ids[i]] if i == j else " ".join([forms[k] for k in ids[i : j + 1]])
        for i, j in zip(firsts, lasts, strict=True)
    ]


def _norms_of_columns(
    forms: Sequence[str],
    ids: NDArray[np.int64],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
) -> list[str]:
    size = int(lasts[-1]) + 1 if len(lasts) else 0
    return _norms(forms, ids[:size].tolist(), firsts.tolist(), lasts.tolist())


def _is_final(text: str) -> bool:
    """Whether underthesea's expression sees the end of the text at the end of its last stretch."""
    return text[len(text.rstrip()) :] in ("", "\n")


def _codes(text: str) -> NDArray[np.uint32]:
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _blank_characters() -> NDArray[np.bool_]:
    """Which characters are white space, by code; the last place stands for all higher codes."""
    import numpy as np

    return np.array([chr(code).isspace() for code in range(_LAST_BLANK + 1)] + [False])
