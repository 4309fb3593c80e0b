"""Canonical keys of documents: ``family:type:number/issuer(place)@when``.

Numbers of the Party start again with each term, so ``when`` is the date or else the term; numbers
of the state start again each year, so it is the year, and it is left out where the sign holds the
year; ``place`` is the province of issuers that every province has. What a mention does not tell is
"?".
"""

from __future__ import annotations

import re

from vnpolicy.analysis import Header
from vnpolicy.extract.references.mention import Mention
from vnpolicy.lexicon import Lexicon, alternation
from vnpolicy.text import fold

KEY = re.compile(
    r"""[^:]+:(?P<number>[^:]+:[^/@(]+)(?P<issuer>[^@(]*)
    (?:\((?P<place>[^)]*)\))?(?:@(?P<when>.+))?""",
    re.VERBOSE,
)
_YEAR = re.compile(r"\d{4}")


class Keys:
    """Makes keys with the codes and families of a lexicon's types."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._codes = {kind.name: (kind.codes[0] if kind.codes else kind.name).lower() for kind in lexicon.types}
        self._families = {kind.name: kind.families for kind in lexicon.types}
        self._province = re.compile(alternation([fold(p.name) for p in lexicon.provinces]) or r"(?!)")

    def key(self, mention: Mention, issuer: str | None, term: str | None, header: Header) -> str:
        """The key of a mention, with its issuer and term in words."""
        code, sign = self._codes[mention.type], mention.sign
        if sign is None:
            return _unsigned(code, mention, issuer)
        if mention.type in ("công văn", "văn bản") and not sign.year:
            code = sign.type.lower() if sign.type else "cv"
        families = self._families[mention.type]
        family = sign.family if sign.family in families or len(families) > 1 else families[0]
        number = f"{sign.number}/{sign.year}" if sign.year else sign.number
        place = f"({self._place(issuer, header)})" if sign.local else ""
        if sign.year:
            when = ""
        elif family == "state":
            when = f"@{_year(mention)}"
        else:
            when = f"@{mention.date.isoformat() if mention.date else term or '?'}"
        return f"{family}:{code}:{number}/{sign.issuer}{place}{when}"

    def _place(self, issuer: str | None, header: Header) -> str:
        for stated in (issuer, header.issuer, header.place):
            if stated and (province := self._province.search(fold(stated))):
                return province.group()
        return "?"


def _unsigned(code: str, mention: Mention, issuer: str | None) -> str:
    if mention.rule == "number":
        return f"?:{code}:{mention.number}/?"
    if mention.rule == "date":
        return f"?:{code}:{(issuer or '?').lower()}@{mention.date}"
    family = "party" if mention.rule == "congress" or mention.type in ("điều lệ", "cương lĩnh") else "state"
    name = mention.type if mention.type == "hiến pháp" else mention.name
    if mention.rule == "name" and not _YEAR.search(name or ""):
        return f"{family}:{code}:{name}@{_year(mention)}"
    return f"{family}:{code}:{name or '?'}"


def _year(mention: Mention) -> int | str:
    return mention.date.year if mention.date else mention.year or "?"
