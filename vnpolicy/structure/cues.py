"""The cue words of roles: which of them a heading or a paragraph holds, and what they add up to.

Words and weights are data (``data/roles.toml``). A paragraph is read once, word by word, and every
phrase is looked up under its first word, so that the cost does not grow with the number of cues.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from vnpolicy.analysis import Role
from vnpolicy.errors import LexiconError
from vnpolicy.lexicon import HeadingCue, Lexicon, RoleCue
from vnpolicy.text import fold

_USUAL_LENGTH = 60  # words
_COUNTED = 3  # occurrences of one cue in a paragraph that count
_LABEL = 12  # words: a colon among the first so many ends a label
_CLAUSE_ENDS = frozenset(";.:,")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_TOKEN = re.compile(r"[^\W\d_]+|[^\w\s]")
_NUMBERED = re.compile(
    r"^(?:(?:phần|chương|mục|điều)\s+(?:thứ\s+\w+|\d+\w?|[ivxl]+)|[ivxl]+|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])"
    r"(?:\s?[-.:)/]\s*|\s+)(?=\w)|^về\s"
)


def tokens(text: str) -> list[str]:
    """Words in lower case, punctuation marks, and "#" for each number.

    >>> tokens("Đạt 61,5% dự toán;")
    ['đạt', '#', '%', 'dự', 'toán', ';']
    """
    return _TOKEN.findall(_NUMBER.sub("#", text.lower()))


class RoleCues:
    """The cues of a lexicon, ready to be looked for in folded text.

    >>> cues = RoleCues(Lexicon.load())
    >>> cues.heading("II. NHIỆM VỤ, GIẢI PHÁP").role, cues.heading("1. Công an tỉnh")
    ('task', None)
    >>> weights = cues.weigh("Tuy nhiên, giải ngân còn chậm, một số xã chưa quyết liệt.")
    >>> max(weights, key=weights.get)
    'limitation'

    Raises LexiconError for an entry that misses one of its examples or holds a counter-example.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._headings = lexicon.headings
        self._cues = lexicon.cues
        self._heading_phrases = _Phrases([heading.words for heading in lexicon.headings])
        self._cue_phrases = _Phrases([cue.words for cue in lexicon.cues])
        for heading in self._headings:
            _check(heading, lambda text: [found.name] if (found := self.heading(text)) else [])
        for cue in self._cues:
            _check(cue, self.count)

    def heading(self, title: str) -> HeadingCue | None:
        """What a heading says: of the cues in it the one that begins first, the longest of these."""
        words = tokens(_NUMBERED.sub("", title.lower()))
        for at, number, length in self._heading_phrases.find(words):
            place = self._headings[number].place
            if place == "anywhere" or (at == 0 and (place == "start" or length == len(words))):
                return self._headings[number]
        return None

    def count(self, text: str) -> Counter[str]:
        """How often each cue stands in a paragraph without its marker, by name of the cue."""
        return Counter({self._cues[number].name: times for number, times in self._found(tokens(text)).items()})

    def _found(self, words: Sequence[str]) -> Counter[int]:
        """How often each cue stands among the words, by number of the cue."""
        found: Counter[int] = Counter()
        starts = {0, words.index(":", 0, _LABEL) + 1 if ":" in words[:_LABEL] else 0}
        for at, number in dict.fromkeys((at, number) for at, number, _ in self._cue_phrases.find(words)):
            place = self._cues[number].place
            opens = at == 0 or words[at - 1] in _CLAUSE_ENDS
            if place == "anywhere" or at in starts or (place == "clause" and opens):
                found[number] += 1
        return found

    def weigh(self, text: str) -> dict[Role, float]:
        """What the words of a paragraph without its marker add up to for each role.

        A long paragraph holds more cues by chance, so that each counts less; its first words do not.
        """
        weights: dict[Role, float] = defaultdict(float)
        words = tokens(text)
        share = min(1.0, math.sqrt(_USUAL_LENGTH / max(len(words), 1)))
        for number, times in self._found(words).items():
            cue = self._cues[number]
            for role, weight in cue.weights.items():
                weights[role] += min(times, _COUNTED) * weight * (1.0 if cue.place == "start" else share)
        return weights


class _Phrases:
    """Phrases under their first two words, the longest first, each with the number of its entry."""

    def __init__(self, entries: Sequence[Sequence[str]]) -> None:
        phrases = [(tokens(fold(phrase)), number) for number, phrases in enumerate(entries) for phrase in phrases]
        phrases.sort(key=lambda entry: -len(entry[0]))
        self._by_words: dict[str, dict[str | None, list[tuple[list[str], int]]]] = {}
        for first in {words[0] for words, _ in phrases}:
            same = [(words, number) for words, number in phrases if words[0] == first]
            seconds = {words[1] if len(words) > 1 else None for words, _ in same} | {None}
            self._by_words[first] = {
                second: [entry for entry in same if len(entry[0]) == 1 or entry[0][1] == second] for second in seconds
            }

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Where a phrase begins, its entry and its length in words; of those at one place the longest first."""
        for at, (word, following) in enumerate(pairwise([*words, ""])):
            if by_second := self._by_words.get(word):
                for phrase, number in by_second.get(following, by_second[None]):
                    if words[at : at + len(phrase)] == phrase:
                        yield at, number, len(phrase)


def _check(entry: HeadingCue | RoleCue, found: Callable[[str], Sequence[str] | Counter[str]]) -> None:
    for example in (*entry.examples, *entry.not_examples):
        wanted = example in entry.examples
        if (entry.name in found(fold(example))) != wanted:
            raise LexiconError(
                f"the role cue {entry.name!r} has the {'example' if wanted else 'counter-example'} {example!r}, "
                f"in which it is {'not ' if wanted else ''}found: correct its words, its place or the example"
            )
