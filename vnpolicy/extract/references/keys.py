"""Canonical keys of documents: ``family:type:number/issuer(place)@when``.

Numbers of the Party start again with each term of the committee (Hướng dẫn 36-HD/VPTW), so ``when``
is the term, else the date: of a central document the date tells the term ("khóa XI"). Numbers of the
state start again each year, so it is the year, and it is left out where the sign holds the year.
``place`` is the area of issuers that every province, district or commune has; with "?" behind it is
not said but taken from the citing document. What a mention does not tell is "?".

Other keys: ``state:luật:đất đai@2024`` (a name), ``party:nq:đại hội 13`` and
``party:nq:trung ương 8@khóa XI`` (congress and plenum), ``?:nq:29/?`` (a bare number).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from vnpolicy.analysis import Header
from vnpolicy.extract.references.grammar import CAPITALISED
from vnpolicy.extract.references.meetings import ordinal
from vnpolicy.extract.references.mention import Mention
from vnpolicy.extract.references.programmes import PROGRAMMES
from vnpolicy.extract.references.signs import Sign, SignGrammar
from vnpolicy.lexicon import Lexicon, alternation
from vnpolicy.text import fold

KEY = re.compile(
    r"""[^:]+:(?P<number>[^:]+:[^/@(]+)(?P<issuer>[^@(]*)
    (?:\((?P<place>[^)]*)\))?(?:@(?P<when>.+))?""",
    re.VERBOSE,
)
INFERRED = re.compile(r"(?<=[^( ])\?(?=\))")
# The last days of the national congresses from the fourth on; the next committee numbers from the day after.
_CONGRESSES = (
    *(date(1976, 12, 20), date(1982, 3, 31), date(1986, 12, 18), date(1991, 6, 27), date(1996, 7, 1)),
    *(date(2001, 4, 22), date(2006, 4, 25), date(2011, 1, 19), date(2016, 1, 28), date(2021, 2, 1)),
    date(2026, 1, 23),
)
_FIRST_CONGRESS = 4
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_NUMERAL = re.compile(r"[IVX]+|\d+")
_AREA = re.compile(
    rf"""\b(?P<level>(?i:huyện|quận|thị\ xã|thị\ trấn|xã|phường|đặc\ khu|thành\ phố|tỉnh))(?:\ ủy)?
    (?:\ (?P<name>{CAPITALISED}(?:\ {CAPITALISED}){{0,3}}))?(?!\w)""",
    re.VERBOSE,
)
_UNDATED = frozenset({"điều lệ", "cương lĩnh"})  # of the Party above all: there is one at a time
_PROVINCIAL = frozenset({"tỉnh", "thành phố"})


class Keys:
    """Makes keys with the codes, families and provinces of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._codes = {kind.name: (kind.codes[0] if kind.codes else kind.name).lower() for kind in lexicon.types}
        self._families = {kind.name: kind.families or ("state",) for kind in lexicon.types}
        self._signs = SignGrammar(lexicon)
        self._province = re.compile(alternation([fold(p.name) for p in lexicon.provinces]) or r"(?!)")

    def key(self, mention: Mention, issuer: str | None, term: str | None, header: Header) -> str:
        """The key of a mention, with its issuer and term in words."""
        code, sign = self._codes[mention.type], mention.sign
        if sign is None:
            return self._unsigned(code, mention, issuer, term, header)
        if mention.type in ("công văn", "văn bản") and not sign.year:
            code = sign.type.lower() if sign.type else "cv"
        families = self._families[mention.type]
        family = sign.family if sign.family in families or len(families) > 1 else families[0]
        number = f"{sign.number}/{sign.year}" if sign.year else sign.number
        place = f"({self._place(issuer, header)})" if sign.local else ""
        when = "" if sign.year else f"@{_when(mention, sign, family, term)}"
        return f"{family}:{code}:{number}/{sign.issuer or '?'}{place}{when}"

    def own(self, header: Header) -> str | None:
        """The key of a document, as those that cite it have it; null where it has no sign or no type."""
        if header.sign is None or header.type not in self._codes:
            return None
        sign = self._signs.read(header.sign, header.type)
        itself = Mention(0, 0, header.type, "sign", sign, sign.number, date=header.issued)
        return settled(self.key(itself, header.issuer, None, header))

    def _unsigned(self, code: str, mention: Mention, issuer: str | None, term: str | None, header: Header) -> str:
        match mention.rule:
            case "number":
                return self._of_number(code, mention, issuer, term)
            case "date":
                return f"?:{code}:{(issuer or '?').lower()}@{mention.date}"
            case "congress":
                return self._of_meeting(code, mention.name or "?", issuer, term, header)
        family = "party" if mention.type in _UNDATED else "state"
        name = mention.type if mention.type == "hiến pháp" else (mention.name or "?").replace(" & ", " và ")
        dated = mention.rule == "name" and mention.type not in PROGRAMMES | _UNDATED
        return f"{family}:{code}:{name}" + (f"@{_year(mention)}" if dated else "")

    def _of_number(self, code: str, mention: Mention, issuer: str | None, term: str | None) -> str:
        """Of a bare number; a central organ of the Party tells the rest of the sign."""
        number = (mention.number or "?").lstrip("0")
        central = self._signs.central_code(re.sub(r",? \(?khóa .*", "", fold(issuer or "")))
        if central is None:
            return f"?:{code}:{number}/?"
        told = canonical_term(term) if term else mention.date and central_term(mention.date)
        return f"party:{code}:{number}/{central}@{told or '?'}"

    def _of_meeting(self, code: str, name: str, issuer: str | None, term: str | None, header: Header) -> str:
        if name.startswith("trung ương"):
            return f"party:{code}:{name}@{canonical_term(term) if term else '?'}"
        union = name.startswith("đại hội ") and not name.startswith("đại hội đảng bộ") and not name[8:].isdigit()
        place = f"({self._place(issuer, header)})" if "đảng bộ" in name else ""
        return f"{'mass' if union else 'party'}:{code}:{name}{place}"

    def _place(self, issuer: str | None, header: Header) -> str:
        """The area of an issuer in words, else, with "?", that of the citing document."""
        said = fold(issuer or "")
        area = _AREA.search(said)
        level = area["level"].lower() if area else "tỉnh"
        if level not in _PROVINCIAL:
            of_header = area["name"] is None if area else False
            areas = _AREA.finditer(fold(header.issuer or "") if of_header else said)
            named = next((a["name"] for a in areas if a["name"] and a["level"].lower() == level), None)
            return f"{level} {named}{'?' if of_header else ''}" if named else f"{level} ?"
        if province := self._province.search(said):
            return province.group()
        if area and area["name"]:
            return f"{level} {area['name']}"
        province = self._province.search(fold(header.issuer or "")) or self._province.search(self._own_place(header))
        return f"{province.group()}?" if province else f"{level} ?" if area and level == "tỉnh" else "?"

    def _own_place(self, header: Header) -> str:
        """Where a local document was made; central ones, made in Hà Nội, cite documents of all provinces."""
        sign = self._signs.read(header.sign) if header.sign else None
        central = sign.central if sign else header.place == "Hà Nội"
        return "" if central else fold(header.place or "")


def level_of(issuer: str | None) -> str | None:
    """The level of an issuer in words: "tỉnh", "huyện", ...; null where it does not say or it is a city's.

    >>> level_of("UBND tỉnh Sơn La"), level_of("Huyện ủy"), level_of("UBND thành phố")
    ('tỉnh', 'huyện', None)
    """
    area = _AREA.search(fold(issuer or ""))
    level = area["level"].lower() if area else None
    return None if level == "thành phố" else level


def settled(key: str) -> str:
    """The key without the mark of what is taken from the citing document.

    >>> settled("state:bc:6/UBND(Sơn La?)@2025"), settled("state:bc:6/UBND(?)@2025")
    ('state:bc:6/UBND(Sơn La)@2025', 'state:bc:6/UBND(?)@2025')
    """
    return INFERRED.sub("", key)


def canonical_term(written: str) -> str:
    """A term in one spelling.

    >>> canonical_term("(Khoá 12)"), canonical_term("nhiệm kỳ 2020 – 2025")
    ('khóa XII', 'nhiệm kỳ 2020-2025')
    """
    numerals = _NUMERAL.findall(fold(written))
    if "nhiệm" in written.lower():
        return "nhiệm kỳ " + "-".join(numerals)
    return "khóa " + ", ".join(_roman(ordinal(numeral)) for numeral in numerals)


def central_term(day: date) -> str | None:
    """The term of the Central Committee on a day; null before its fourth congress.

    >>> central_term(date(2013, 11, 4)), central_term(date(2022, 11, 17))
    ('khóa XI', 'khóa XIII')
    """
    closed = bisect_left(_CONGRESSES, day)
    return f"khóa {_roman(closed + _FIRST_CONGRESS - 1)}" if closed else None


def _when(mention: Mention, sign: Sign, family: str, term: str | None) -> str:
    if family == "state":
        return _year(mention)
    told = canonical_term(term) if term else None
    day = mention.date.isoformat() if mention.date else None
    if sign.central and family == "party":
        return told or (mention.date and central_term(mention.date)) or day or "?"
    return day or told or "?"


def _year(mention: Mention) -> str:
    return str(mention.date.year) if mention.date else mention.year or "?"


def _roman(number: int) -> str:
    return "X" * (number // 10) + _ROMAN[number % 10]
