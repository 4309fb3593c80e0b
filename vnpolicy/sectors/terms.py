"""The terms of the lexicon in texts: the longest wins, and none overlaps another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnpolicy.errors import LexiconError
from vnpolicy.lexicon import SectorTerm
from vnpolicy.sectors.phrases import PhraseTable, Syllables
from vnpolicy.text import fold


class Match(NamedTuple):
    """A term found in a text: offsets in characters."""

    term: SectorTerm
    start: int
    end: int


class Place(NamedTuple):
    """A term found in a row of syllables: the place of its first one, and the one after its last."""

    term: SectorTerm
    first: int
    after: int


class TermMatcher:
    """Finds terms in folded texts, syllable by syllable, the longest first.

    Case does not matter, except that a form in capitals ("AI") matches capitals only. Where two
    terms share a form the first one has it. Raises LexiconError where a term does not match one of
    its ``examples`` or matches one of its ``not_examples``.

    >>> term = SectorTerm(text="phòng, chống tham nhũng", sector="governance")
    >>> TermMatcher([term]).find("Công tác phòng chống tham nhũng")
    [Match(term=SectorTerm(text='phòng, chống tham nhũng', ...), start=9, end=31)]
    """

    def __init__(self, terms: Sequence[SectorTerm]) -> None:
        self.terms = tuple(terms)
        forms: dict[tuple[str, ...], list[tuple[list[str], SectorTerm]]] = {}
        for term in terms:
            for form in (term.text, *term.aliases):
                written = [word for word in Syllables.of([fold(form)]).words if word[0].isalnum()]
                if not written:
                    raise LexiconError(f"the sector term {term.text!r} has an empty form {form!r}")
                capitals = written if fold(form).isupper() else []
                forms.setdefault(tuple(word.lower() for word in written), []).append((capitals, term))
        self._candidates = list(forms.values())
        # What needs no look at the letters: the first term of a form, unless it wants capitals.
        self._plain = [None if found[0][0] else found[0][1] for found in self._candidates]
        self._table = PhraseTable(list(forms))
        self._check()

    def _check(self) -> None:
        examples = [(term, text, True) for term in self.terms for text in term.examples]
        examples += [(term, text, False) for term in self.terms for text in term.not_examples]
        found = self.find_all([fold(text) for _, text, _ in examples])
        for (term, text, wanted), matches in zip(examples, found, strict=True):
            if any(match.term is term for match in matches) != wanted:
                verb = "does not match" if wanted else "matches"
                raise LexiconError(f"the sector term {term.text!r} {verb} {text!r}")

    def find(self, text: str) -> list[Match]:
        """The terms of a folded text that do not overlap, in the order of the text."""
        return self.find_all([text])[0]

    def find_all(self, texts: Sequence[str]) -> list[list[Match]]:
        """The terms of each of several folded texts; much faster than one text after the other."""
        syllables = Syllables.of(texts)
        found = []
        for number, places in enumerate(self.places(syllables)):
            begin = int(syllables.bounds[number])
            spans = syllables.spans(number) if places else []
            found.append(
                [Match(term, spans[first - begin][0], spans[after - begin - 1][1]) for term, first, after in places]
            )
        return found

    def places(self, syllables: Syllables) -> list[list[Place]]:
        """The terms of each text of a row of syllables, in order."""
        hits = self._table.find(syllables)
        order = np.lexsort((hits.first, -hits.length))
        first_of, length_of, phrase_of = (column[order].tolist() for column in hits)
        text_of = syllables.text_of[hits.first[order]].tolist()
        taken = bytearray(len(syllables.words))
        found: list[list[Place]] = [[] for _ in syllables.texts]
        for first, length, phrase, number in zip(first_of, length_of, phrase_of, text_of, strict=True):
            after = first + length
            if taken.find(1, first, after) >= 0:
                continue
            term = self._plain[phrase] or _written(self._candidates[phrase], syllables.words, first, after)
            if term is not None:
                taken[first:after] = b"\1" * (after - first)
                found[number].append(Place(term, first, after))
        for places in found:
            places.sort(key=lambda place: place.first)
        return found


def _written(
    candidates: Sequence[tuple[list[str], SectorTerm]], words: Sequence[str], first: int, after: int
) -> SectorTerm | None:
    """The first term whose form this is; forms in capitals want capitals."""
    return next((term for capitals, term in candidates if not capitals or words[first:after] == capitals), None)
