"""The words that decide what a number is, found in one pass over the text."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from vnpolicy.errors import LexiconError
from vnpolicy.lexicon import TargetCue, alternation
from vnpolicy.text import fold, lower

Cue = Literal[
    "allotted",
    "at",
    "attains",
    "attribute",
    "base",
    "bounds from above",
    "changes",
    "commits",
    "compares",
    "condition",
    "considers",
    "cost",
    "deed",
    "dimension",
    "distance",
    "earned",
    "finishes",
    "folds",
    "for",
    "forward",
    "grades",
    "growth",
    "handles",
    "inside",
    "keeps",
    "lacks",
    "lasts",
    "level",
    "life span",
    "lowers",
    "map scale",
    "measure",
    "multiplies",
    "names",
    "norm",
    "of",
    "of which",
    "past",
    "produces",
    "raises",
    "reaches",
    "works",
]
Place = tuple[int, int]
Places = Mapping[Cue, Sequence[Place]]

_LAST_WORD = re.compile(r"(\w+) \Z")
_NEXT_WORD = re.compile(r" (\w+)")
_LONGEST_WORD = 12  # characters of a Vietnamese syllable, with room to spare


class _Phrase(NamedTuple):
    cue: Cue
    text: str
    not_after: frozenset[str]
    not_before: frozenset[str]


class _Index(NamedTuple):
    """Phrases by their first words, and a pattern that finds these."""

    phrases: Mapping[str, Sequence[_Phrase]]
    first: re.Pattern[str]


class Cues:
    """The cues of a lexicon. Phrases match whole words, one blank apart, without regard to case.

    >>> from vnpolicy.lexicon import Lexicon
    >>> Cues(Lexicon.load().target_cues).places("giải quyết dứt điểm 23 vụ")["finishes"]
    [(11, 19)]

    Raises LexiconError for an unknown cue, an example without its phrases, a counter-example with one.
    """

    def __init__(self, entries: Iterable[TargetCue]) -> None:
        entries = tuple(entries)
        for entry in entries:
            _check(entry)
        self._index = _index(entries)

    def places(self, text: str) -> Places:
        """Where each cue stands in a folded text, in the order of the ends."""
        return _find(self._index, text)


def _index(entries: Iterable[TargetCue]) -> _Index:
    """The phrases by their first words."""
    index: dict[str, list[_Phrase]] = defaultdict(list)
    for entry in entries:
        cue = _cue(entry.cue)
        beside = frozenset(entry.not_after), frozenset(entry.not_before)
        for text in entry.phrases:
            phrase = lower(fold(text))
            index[phrase.split()[0]].append(_Phrase(cue, phrase, *beside))
    return _Index(index, re.compile(rf"\b(?:{alternation(tuple(index))})\b"))


def _cue(name: str) -> Cue:
    known: tuple[Cue, ...] = get_args(Cue)
    for cue in known:
        if cue == name:
            return cue
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
    raise LexiconError(f"the target cue {name!r} is unknown: {hint}")


def _find(index: _Index, text: str) -> dict[Cue, list[Place]]:
    lowered = lower(text)
    found: dict[Cue, list[Place]] = defaultdict(list)
    for match in index.first.finditer(lowered):
        start = match.start()
        for phrase in index.phrases[match.group()]:
            if lowered.startswith(phrase.text, start):
                end = start + len(phrase.text)
                if not lowered[end : end + 1].isalnum() and not _beside(phrase, lowered, start, end):
                    found[phrase.cue].append((start, end))
    for places in found.values():
        places.sort(key=lambda place: (place[1], -place[0]))
    return found


def _beside(phrase: _Phrase, text: str, start: int, end: int) -> bool:
    """Whether a word stands beside the phrase with which it means something else."""
    if phrase.not_after and (before := _LAST_WORD.search(text, max(0, start - _LONGEST_WORD), start)):
        return before.group(1) in phrase.not_after
    if phrase.not_before and (behind := _NEXT_WORD.match(text, end)):
        return behind.group(1) in phrase.not_before
    return False


def _check(entry: TargetCue) -> None:
    index = _index([entry])
    for example in (*entry.examples, *entry.not_examples):
        wanted = example in entry.examples
        if bool(_find(index, fold(example))) != wanted:
            raise LexiconError(
                f"the target cue {entry.cue!r} {'does not stand' if wanted else 'stands'} in its "
                f"{'example' if wanted else 'counter-example'} {example!r}: change the phrases or the example"
            )
