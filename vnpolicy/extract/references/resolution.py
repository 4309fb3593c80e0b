"""Resolution: the mentions of a document that cite the same other one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from vnpolicy.analysis import Reference
from vnpolicy.extract.references.keys import INFERRED, KEY, canonical_term, level_of, settled
from vnpolicy.extract.references.meetings import meeting_name
from vnpolicy.text import fold

_LAW_WITH_SIGN = re.compile(
    r"(?:.{0,200}? )??(?P<noun>[Ll]uật|[Bb]ộ luật|[Pp]háp lệnh) (?P<name>\D{2,200}?) (?:số:? )?\d"
)
_SIGN_YEAR = re.compile(r"/(\d{4})/")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_BARE = "/?"
_MOST = 50  # documents of one number or name that a mention is compared with


@dataclass
class _Cited:
    """A cited document, as all mentions so far tell of it; what none of them tells is null."""

    key: str
    first: int
    level: str | None
    place: str | None
    inferred: bool
    day: str | None
    year: str | None
    term: str | None
    ambiguous: bool = False

    @classmethod
    def of(cls, reference: Reference, index: int, parts: re.Match[str]) -> _Cited:
        place, when = parts["place"] or "?", parts["when"] or "?"
        year = _SIGN_YEAR.search(parts["issuer"])
        term = canonical_term(reference.term) if reference.term else when if " " in when else None
        return cls(
            key=reference.key or "",
            first=index,
            level=level_of(reference.issuer),
            place=None if f" {place}".endswith(" ?") else place.rstrip("?"),
            inferred=place.endswith("?"),
            day=when if _DATE.fullmatch(when) else None,
            year=year[1] if year else when if when.isdigit() else None,
            term=term,
        )

    def agrees(self, other: _Cited) -> bool:
        """Whether nothing that the two tell is against their being one document."""
        if self.ambiguous:
            return False
        places = self.inferred or other.inferred or None in (self.place, other.place) or self.place == other.place
        return places and all(
            None in (ours, theirs) or ours == theirs for ours, theirs in zip(self._told(), other._told(), strict=True)
        )

    def _told(self) -> tuple[str | None, ...]:
        return self.level, self.day, self.year, self.term

    def learn(self, other: _Cited) -> None:
        """Takes over what another mention tells in addition, and its key if that is fuller."""
        if _openness(other.key) < _openness(self.key):
            self.key = other.key
        if self.place is None or (self.inferred and not other.inferred and other.place):
            self.place, self.inferred = other.place, other.inferred
        self.level = self.level or other.level
        self.day = self.day or other.day
        self.year = self.year or other.year
        self.term = self.term or other.term


def resolve(references: Sequence[Reference]) -> list[Reference]:
    """The references of a document, in text order, with ``key`` and ``first`` filled.

    Mentions cite one document if they have the same number and issuer (or name) and nothing that one
    tells is against what the other tells; all have the key of the fullest. A mention that agrees with
    two documents stays by itself, with "?" in its key. A bare number ("Nghị quyết 29") cites what was
    cited before with that number.

    >>> def cited(key: str) -> Reference:
    ...     return Reference(start=0, end=1, text="", plain="", type="nghị quyết", key=key)
    >>> found = resolve([cited("party:nq:29/TW@khóa XI"), cited("party:nq:29/TW@?"), cited("?:nq:29/?")])
    >>> {(r.key, r.first) for r in found}
    {('party:nq:29/TW@khóa XI', 0)}
    """
    documents = _Documents()
    cited: list[_Cited | None] = []
    for index, reference in enumerate(references):
        parts = KEY.fullmatch(reference.key or "")
        cited.append(documents.of(_Cited.of(reference, index, parts), reference, parts) if parts else None)
    return [
        replace(reference, key=settled(c.key) if c else None, first=c.first if c else index)
        for index, (reference, c) in enumerate(zip(references, cited, strict=True))
    ]


class _Documents:
    """The documents cited so far, by their keys and by what they may be cited by."""

    def __init__(self) -> None:
        self._by_key: dict[str, _Cited] = {}
        self._by_name: dict[str, dict[int, _Cited]] = defaultdict(dict)

    def of(self, mention: _Cited, reference: Reference, parts: re.Match[str]) -> _Cited:
        """The document that a mention cites: one that was cited before, or a new one."""
        names = list(_names(reference, parts))
        bare = parts["issuer"] == _BARE
        known = self._by_key.get(mention.key) or self._only_one(mention, names) or mention
        if not bare:
            self._by_key.pop(known.key, None)
            known.learn(mention)
        self._by_key[known.key] = known
        for name in names if bare else (*names, parts["number"]):
            self._by_name[name][known.first] = known
        return known

    def _only_one(self, mention: _Cited, names: Sequence[str]) -> _Cited | None:
        """The only document of these names that agrees with a mention."""
        candidates = {first: c for name in names for first, c in islice(self._by_name[name].items(), _MOST)}
        agreeing = [c for c in candidates.values() if c.agrees(mention)]
        mention.ambiguous = len(agreeing) > 1
        return agreeing[0] if len(agreeing) == 1 and len(candidates) < _MOST else None


def _names(reference: Reference, parts: re.Match[str]) -> Iterator[str]:
    """What the document may have been cited by: number and issuer, or name; plenum."""
    yield parts["number"] + ("" if parts["issuer"] == _BARE else parts["issuer"])
    if reference.sign is None:
        return
    if law := _LAW_WITH_SIGN.match(fold(reference.plain)):
        yield f"{law['noun'].lower()}:{law['name'].lower()}"
    if reference.issuer and "hội nghị" in reference.issuer.lower():
        yield f"{parts['number'].split(':')[0]}:{meeting_name(fold(reference.issuer))}"


def _openness(key: str) -> int:
    """How much a key leaves open; what is inferred counts less than what is unknown."""
    return 3 * key.count("?") - 2 * len(INFERRED.findall(key))
