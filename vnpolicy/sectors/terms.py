"""The terms of the lexicon in texts: the longest wins, and none overlaps another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vnpolicy.errors import LexiconError
from vnpolicy.lexicon import SectorTerm
from vnpolicy.sectors.phrases import PhraseTable, Syllables
from vnpolicy.text import fold


class Match(NamedTuple):
    """A term found in a text, as the lexicon has it."""

    term: SectorTerm
    start: int
    end: int


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
        forms: dict[tuple[str, ...], list[tuple[str, SectorTerm]]] = {}
        for term in terms:
            for form in (term.text, *term.aliases):
                folded = fold(form)
                syllables = tuple(Syllables.of([folded.lower()]).words)
                if not syllables:
                    raise LexiconError(f"the sector term {term.text!r} has an empty form {form!r}")
                forms.setdefault(syllables, []).append((folded if folded.isupper() else "", term))
        self._candidates = list(forms.values())
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
        return self.find_in(texts, Syllables.of(texts))

    def find_in(self, texts: Sequence[str], syllables: Syllables) -> list[list[Match]]:
        """The same where the syllables of the texts are known."""
        hits = self._table.find([word.lower() for word in syllables.words], syllables.joined)
        text_of = syllables.text_of
        taken = bytearray(len(syllables.words))
        found: list[list[Match]] = [[] for _ in texts]
        by_length = sorted(zip((-hits.length).tolist(), hits.first.tolist(), hits.phrase.tolist(), strict=True))
        for length, first, phrase in by_length:
            after = first - length
            if any(taken[first:after]):
                continue
            number = int(text_of[first])
            start, end = syllables.starts[first], syllables.ends[after - 1]
            term = _written(self._candidates[phrase], texts[number][start:end])
            if term is not None:
                taken[first:after] = b"\1" * (after - first)
                found[number].append(Match(term, start, end))
        for matches in found:
            matches.sort(key=lambda match: match.start)
        return found


def _written(candidates: Sequence[tuple[str, SectorTerm]], text: str) -> SectorTerm | None:
    """The first term whose form this is; forms in capitals want capitals."""
    return next((term for capitals, term in candidates if not capitals or text == capitals), None)
