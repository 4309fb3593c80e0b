"""Finds the bodies that a text names, those of shortened lists included."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from vnpolicy.errors import LexiconError
from vnpolicy.extract.bodies import groups, places
from vnpolicy.extract.bodies.lists import Lists
from vnpolicy.extract.bodies.marks import Marked, check
from vnpolicy.extract.bodies.names import Names
from vnpolicy.extract.bodies.registry import Registry
from vnpolicy.extract.bodies.vocabulary import NAME_KINDS, Vocabulary, any_of
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import UPPER, fold, lower

# "cơ sở", "cán bộ", "xã hội": the second syllable of these is no head.
_INSIDE = (
    *("cơ ", "cán ", "nội ", "toàn ", "xã ", "đại ", "biên ", "trưởng ", "phó ", "trụ ", "học ", "quân "),
    *("tiểu ", "nhà ", "giám ", "lãnh "),
)
_IN_SIGNS = ("/", "-")  # "12/QĐ-UBND"
_MANY = re.compile(r"\bcác\ (?!(?:Bộ|Sở):)|\bcấp\ (?:xã|huyện|tỉnh|cơ\ sở)", re.VERBOSE)


class Body(NamedTuple):
    """A body named at ``start`` to ``end``; ``bare`` marks a common noun without article.

    ``name`` is the name as written, in a list with the head that is said once ("các Bộ: Tài chính, Y
    tế" names "Bộ Y tế"). ``core`` is where it ends if the free words behind a common noun are no
    modifier but the predicate ("các trường | dọn bùn").
    """

    start: int
    end: int
    name: str
    group: bool = False
    bare: bool = False
    core: int = 0


class BodyGrammar:
    """Finds the names of bodies in folded text.

    The conventions on extents are those of the annotation guide: each named body of a list is a
    body of its own, a generic group is one, an office and a place belong to the name.

    >>> grammar = BodyGrammar(Lexicon.load())
    >>> text = "Sở Văn hóa, Thể thao và Du lịch, Giám đốc Công an tỉnh và các sở, ban, ngành"
    >>> [text[body.start : body.end] for body in grammar.find(text)]
    ['Sở Văn hóa, Thể thao và Du lịch', 'Giám đốc Công an tỉnh', 'các sở, ban, ngành']
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.vocabulary = Vocabulary(lexicon.word_classes)
        self._places = places.Places(lexicon)
        self._names = Names(lexicon, self.vocabulary, self._places)
        self._groups = self._names.groups
        self.registry = Registry(lexicon, self.vocabulary, self._names.known)
        self._lists = Lists(self.vocabulary, self._names, self._groups, lexicon.provinces)
        self._first = self._first_words()
        self._compile(self.vocabulary)
        self._check(lexicon)

    def _compile(self, words: Vocabulary) -> None:
        self._alone = re.compile(
            rf"""{words.any("alone")}(?=[,.;:)]|$|\ [^\w\s]|\ (?:{words.verb}|để|trước|trong|vào)\b)
            |(?:Bộ|Thứ)\ trưởng(?=\ (?![{UPPER}])[^\W\d_])""",
            re.VERBOSE,
        )

    def _first_words(self) -> re.Pattern[str]:
        """The words in small letters with which bodies begin, before what must follow them ("công" before "an")."""
        listed = self.vocabulary.words("person", "office", "open head", "closed head", "bare noun", "alone")
        following: dict[str, set[str]] = defaultdict(set)
        for phrase in (*listed, *places.UNITS, *groups.ARTICLES, *self._names.listed):
            first, *more = phrase.lower().split()
            word = first.rstrip(",.")
            following[word].add(more[0] if more and word == first else "")
        for phrase in self.vocabulary.words("dutiful"):
            first, *more = phrase.lower().split()
            if first in following:
                following[first].add(more[0] if more else "")
        words = [
            word + ("" if "" in more else rf"(?=\ {any_of(more)})")
            for word, more in sorted(following.items())
            if word.isalpha()
        ]
        by_letter = ("|".join(same) for _, same in groupby(words, key=itemgetter(0)))
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(f'(?:{same})' for same in by_letter)})(?![^\W\d_])", re.VERBOSE)

    def find(self, text: str) -> list[Body]:
        """All bodies named in a folded text, in order, none inside another."""
        bodies: list[Body] = []
        at = 0
        for word in self._first.finditer(lower(text)):
            if word.start() >= at:
                found = list(self._read(text, word.start()))
                bodies += found
                at = found[-1].end if found else at
        return bodies

    def _read(self, text: str, at: int) -> Iterator[Body]:
        """The bodies that begin here: none, one, or a list whose head is said once."""
        before = text[at - 1 : at]
        if before in _IN_SIGNS or (text[at].islower() and text[max(0, at - 8) : at].lower().endswith(_INSIDE)):
            return
        article = self._groups.article(text, at)
        named = self._names.end(text, article if text[article : article + 1].isupper() and article else at)
        (grouped, core), placed = self._groups.ends(text, at), self._places.named(text, at)
        if end := max(named, grouped, placed):
            group = grouped == end > named
            listed = self._lists.find(text, at, end)
            end = listed[0].end if listed else end
            written = text[at:end]
            bare = (group or placed == end > named or written.islower()) and not article
            many = (group or bool(article) or _MANY.search(written) is not None) and not listed
            yield Body(
                at, end, listed[0].name if listed else written, many, bare, (group and not listed and core) or end
            )
            for one in listed[1:]:
                yield Body(one.start, one.end, one.name, core=one.end)
        elif alone := self._alone.match(text, at):
            yield Body(at, alone.end(), alone.group(), bare=True, core=alone.end())

    def _check(self, lexicon: Lexicon) -> None:
        for words in lexicon.word_classes:
            if words.kind in NAME_KINDS:
                check(f"the word class {words.kind!r}", (*words.examples, *words.not_examples), self._named)
        for agency in lexicon.agencies:
            for example in agency.examples:
                if not self._is_one(example):
                    raise LexiconError(
                        f"the agency {agency.id!r} has the example {example!r}, which is not read as "
                        "one body: add its head to the aliases or correct the example"
                    )
            for example in agency.not_examples:
                if self._is_one(example):
                    raise LexiconError(
                        f"the agency {agency.id!r} has the counter-example {example!r}, which is "
                        "read as a body: shorten the names that match it or correct the example"
                    )

    def _named(self, text: str) -> Marked:
        return [("[", text[body.start : body.end]) for body in self.find(text)]

    def _is_one(self, example: str) -> bool:
        text = fold(example)
        return any(body.start == 0 and body.end == len(text) for body in self.find(text))
