"""The finder: from a passage to the documents that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from vnpolicy.analysis import Fact, Header, Reference, Relation
from vnpolicy.errors import LexiconError
from vnpolicy.extract.references.grammar import JOINED
from vnpolicy.extract.references.keys import Keys
from vnpolicy.extract.references.laws import LawNames
from vnpolicy.extract.references.meetings import by_meeting
from vnpolicy.extract.references.mention import Mention, Span
from vnpolicy.extract.references.nesting import inside_names, names_committee
from vnpolicy.extract.references.nouns import Noun, Nouns
from vnpolicy.extract.references.numbered import NumberedDocuments
from vnpolicy.extract.references.pinpoints import with_pinpoints
from vnpolicy.extract.references.programmes import PROGRAMMES, ProgrammeNames
from vnpolicy.extract.references.provenance import Provenance
from vnpolicy.extract.references.relations import relations
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import DocumentType, Lexicon
from vnpolicy.text import Passage, Source, fold


class ReferenceFinder:
    """Finds the documents that a passage refers to.

    >>> finder = ReferenceFinder(Lexicon.load())
    >>> text = "khoản 2 Điều 5 Luật Đất đai năm 2024 và Kết luận số 132- KL/TW của Bộ Chính trị."
    >>> passage = Passage.of(Source.of(text), 0, len(text))
    >>> for r in finder.find(passage, Setting(), ()):
    ...     r.text, r.type, r.sign, r.issuer, r.pinpoint
    ('khoản 2 Điều 5 Luật Đất đai năm 2024', 'luật', None, None, 'khoản 2 Điều 5')
    ('Kết luận số 132- KL/TW của Bộ Chính trị', 'kết luận', '132-KL/TW', 'Bộ Chính trị', None)
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._nouns = Nouns(lexicon)
        self._provenance = Provenance(lexicon)
        self._laws = LawNames(self._nouns, self._provenance)
        self._programmes = ProgrammeNames(self._nouns, self._provenance)
        self._numbered = NumberedDocuments(lexicon, self._nouns, self._laws, self._provenance)
        self._keys = Keys(lexicon)
        for kind in lexicon.types:
            self._check(kind)

    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> list[Reference]:
        """The references in a passage, in the order of the text; ``first`` is left to ``resolve``.

        A mention of the document itself is none.
        """
        text = passage.mask([(fact.start, fact.end) for fact in taken])
        nouns = list(self._nouns.find(text))
        mentions = sorted(self._mentions(text, nouns), key=lambda mention: mention.start)
        if not mentions:
            return []
        mentions = [self._provenance.around(text, m) for m in _apart(with_pinpoints(text, mentions))]
        mentions = _shared(text, mentions)
        inside = inside_names(text, mentions, nouns)
        related = relations(text, mentions, setting.lead_in)
        return [
            self._reference(passage, mention, relation, setting)
            for mention, relation, part in zip(mentions, related, inside, strict=True)
            if not (mention.named and part)
            and not names_committee(text, mention)
            and not _is_own(mention, setting.header, text)
        ]

    def _mentions(self, text: str, nouns: Iterable[Noun]) -> list[Mention]:
        found: list[Mention] = []
        at = 0
        for noun in nouns:
            if noun.start >= at and (mention := self._from_noun(text, noun)):
                found += [mention, *self._numbered.coordinated(text, mention), *self._laws.listed(text, mention)]
                at = found[-1].end
        return [*found, *self._numbered.without_noun(text, found), *self._numbered.standards(text)]

    def _from_noun(self, text: str, noun: Noun) -> Mention | None:
        mention = self._numbered.by_sign(text, noun) or self._numbered.by_number(text, noun) or by_meeting(text, noun)
        if mention or noun.is_code:
            return mention
        return self._laws.by_name(text, noun) or self._programmes.by_name(text, noun) or self._by_date(text, noun)

    def _by_date(self, text: str, noun: Noun) -> Mention | None:
        """Noun and date, with the issuer before or behind: "Nghị quyết ngày 10/7/2024 của HĐND"."""
        if not noun.said[0].isupper():
            return None
        mention = self._provenance.behind(text, Mention(noun.start, noun.end, noun.kind, "date"))
        return mention if mention.date and mention.issuer else None

    def _reference(self, passage: Passage, mention: Mention, relation: Relation, setting: Setting) -> Reference:
        def words(span: Span | None) -> str | None:
            return passage.plain[slice(*span)] if span else None

        return Reference(
            **setting.place(passage, mention.start, mention.end),
            rule=mention.rule,
            flags=mention.flags,
            type=mention.type,
            sign=mention.sign.text if mention.sign else mention.number,
            number=mention.number,
            date=mention.date,
            issuer=words(mention.issuer),
            term=words(mention.term),
            pinpoint=words(mention.pinpoint),
            key=self._keys.key(mention, words(mention.issuer), words(mention.term), setting.header),
            relation=relation,
        )

    def _check(self, kind: DocumentType) -> None:
        for example in (*kind.examples, *kind.not_examples):
            passage = Passage.of(Source.of(example), 0, len(example))
            read = [(r.type, r.text) for r in self.find(passage, Setting(), ())]
            if (read == [(kind.name, example)]) != (example in kind.examples):
                raise LexiconError(
                    f"the type {kind.name!r} has the example or counter-example {example!r}, which "
                    f"is read as {read}: correct its nouns and codes, or the example"
                )


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions without those that begin inside an earlier one."""
    end = 0
    for mention in mentions:
        if mention.start >= end:
            yield mention
            end = mention.end


def _shared(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Of coordinated mentions each has the issuer that is said once, before or behind them all.

    So with the date of consecutive numbers: "số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017".
    """
    shared = list(mentions)
    pairs = [i for i in range(1, len(shared)) if JOINED.fullmatch(text, shared[i - 1].end, shared[i].start)]
    for i in pairs:
        if shared[i - 1].led and shared[i].issuer is None:
            shared[i] = shared[i]._replace(issuer=shared[i - 1].issuer, led=True)
    for i in reversed(pairs):
        one, two = shared[i - 1], shared[i]
        if not _same_series(one, two):
            continue
        if one.issuer is None:
            one = one._replace(issuer=two.issuer)
        if not (one.date or one.year) and _consecutive(one, two):
            one = one._replace(date=two.date)
        shared[i - 1] = one
    return shared


def _same_series(one: Mention, two: Mention) -> bool:
    """Whether two mentions can have one issuer: bare numbers of a type, or signs of one code."""
    if one.sign is None or two.sign is None:
        return one.type == two.type and one.sign is two.sign
    return one.sign.issuer == two.sign.issuer


def _consecutive(one: Mention, two: Mention) -> bool:
    numbers = (one.number or "", two.number or "")
    return one.type == two.type and all(map(str.isdigit, numbers)) and int(numbers[0]) + 1 == int(numbers[1])


def _is_own(mention: Mention, header: Header, text: str) -> bool:
    """The document's own sign, not of another year, or the programme whose name is its title."""
    if mention.sign and header.sign:
        if mention.date and header.issued and mention.date.year != header.issued.year:
            return False
        return mention.sign.text.upper() == re.sub(r"\s", "", fold(header.sign)).upper()
    if mention.type not in PROGRAMMES or not mention.named or not header.title:
        return False
    return text[mention.start : mention.end].lower() in fold(header.title).lower()
