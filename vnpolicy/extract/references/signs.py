"""Signs: their grammar, and their reading against the closed lists of types and issuers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from vnpolicy.errors import LexiconError
from vnpolicy.lexicon import DocumentType, Issuer, Lexicon
from vnpolicy.text import fold

_NUMBER = r"(?:\d{1,3}\.\d{1,3}|\d[\dOl]{0,4}[a-zđ]?)"
_CODE = r"[A-ZĐƯ][A-Za-zĐđƯưÂÊÔ&0]{0,24}(?:\.[A-ZĐƯ]{1,12}){0,2}\d{0,3}(?!\w)"
# A blank beside the separator is a slip of typing or a line's end: only before two capitals.
_SEPARATOR = r"(?:[-/]|(?:\ [-/]\ ?|[-/]\ )(?=[A-ZĐƯ&]{2}|\d{4}/))"
SIGN = rf"""(?:
    {_NUMBER}
    (?:{_SEPARATOR}\d{{1,5}}(?!\d))?
    {_SEPARATOR}{_CODE}
    (?:{_SEPARATOR}{_CODE}){{0,6}}
    (?:/(?:19|20)\d\d(?!\d))?
)"""
# "100 CT/TW", "123QĐ/UB": until the 1990s the code of the type stood without a separator.
OLD_SIGN = rf"\d{{1,5}}\ ?(?=[A-ZĐ]{{2}}){_CODE}/{_CODE}(?:-{_CODE}){{0,2}}"
_SEPARATORS = re.compile(r"([-/])")
_NO_DIGITS = re.compile(r"^0+(?=\d)|\.(?=\d{3}$)")  # of a number: zeros before it, points in it
_YEAR = re.compile(r"(?:19|20)\d\d")
_WITHOUT_SEPARATOR = re.compile(r"(?P<number>\d+)(?P<type>[A-ZĐa-z]+)/(?P<issuer>.+)")


class Sign(NamedTuple):
    """A sign in its parts; ``issuer`` is the code with all that follows it, in its usual spelling.

    ``type`` is null in letters (5588/BGDĐT-GDPT) and laws (59/2020/QH14), ``local`` marks issuers
    that every province has, ``central`` those that none has.
    """

    text: str
    number: str
    year: str | None = None
    type: str | None = None
    issuer: str | None = None
    family: str = "state"
    local: bool = False
    central: bool = False
    repaired: bool = False


# What optical recognition takes for one another becomes the same letter.
_CONFUSED = str.maketrans("ĐƯÊÔÂGQ01L|58", "DUEOACOOIIISB")
_MISREAD_DIGITS = str.maketrans("Ol", "01")


def _shape(code: str) -> str:
    return code.replace("q", "g").upper().translate(_CONFUSED).replace("VV", "W")


def _shapes(codes: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """The code that looks like this, null where several do; codes come with what they stand for."""
    shapes: dict[str, str | None] = {}
    meanings: dict[str, str] = {}
    for code, meaning in codes:
        shape = _shape(code)
        same = meanings.setdefault(shape, meaning) == meaning
        shapes[shape] = shapes.get(shape, code) if same else None
    return shapes


class SignGrammar:
    """Reads signs against the closed lists of types and issuers.

    A code that is in neither list and that optical recognition may have made of exactly one known
    code is repaired, and the sign says so; so is a code that lacks the separator ("NĐCP").

    >>> signs = SignGrammar(Lexicon.load())
    >>> sign = signs.read("132- KL/TW")
    >>> sign.text, sign.type, sign.issuer, sign.family
    ('132-KL/TW', 'KL', 'TW', 'party')
    >>> sign = signs.read("30/2020/NĐ-GP")
    >>> sign.text, sign.repaired
    ('30/2020/NĐ-CP', True)
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._types: dict[str, list[DocumentType]] = {}
        for kind in lexicon.types:
            for code in kind.codes:
                self._types.setdefault(code, []).append(kind)
        self._issuers: dict[str, Issuer] = {}
        for issuer in lexicon.issuers:
            self._issuers.setdefault(issuer.code, issuer)
        local = [issuer for issuer in lexicon.issuers if issuer.level != "central"]
        self._local = {code for issuer in local for code in (issuer.code, *issuer.alternatives)}
        self._central = {
            fold(issuer.name).lower(): issuer.code
            for issuer in lexicon.issuers
            if issuer.family == "party" and issuer.code not in self._local
        }
        for issuer in lexicon.issuers:
            for code in issuer.alternatives:
                self._issuers.setdefault(code, issuer)
        self._type_shapes = _shapes((code, code) for code in self._types)
        self._issuer_shapes = _shapes((code, issuer.code) for code, issuer in self._issuers.items())
        for issuer in lexicon.issuers:
            self._check(issuer)

    def read(self, written: str, noun: str | None = None) -> Sign:
        """The parts of a sign as it stands in the text, blanks and all.

        ``noun`` is the type that the text names: of a code that is both a type's and an issuer's
        ("Tờ trình số 5/TTr-BQL", "Công văn số 5/TTr-VP") it says which one is meant.
        """
        tokens = _SEPARATORS.split(self._separated(written.replace(" ", "")))
        ending = ""
        year = tokens[2] if len(tokens) > 4 and _YEAR.fullmatch(tokens[2]) else None
        first = 4 if year else 2
        if not year and len(tokens) > 4 and _YEAR.fullmatch(tokens[-1]):  # "1025/PLYK/2025"
            tokens, year, ending = tokens[:-2], tokens[-1], "".join(tokens[-2:])
        mended = self._unglued(tokens, first)
        mended[0] = tokens[0].translate(_MISREAD_DIGITS)
        kind, issuer = self._codes(mended[first::2], noun)
        behind = first
        if kind:
            mended[first], behind = kind, first + 2
        if issuer:
            mended[behind] = issuer
        known = self._issuer(issuer) if issuer else None
        party = tokens[1] == "-" and "/" in tokens
        return Sign(
            text="".join(mended) + ending,
            number=_NO_DIGITS.sub("", mended[0]),
            year=year,
            type=kind,
            issuer=self._usual(mended[behind::2]),
            family=known.family if known else "party" if party else "state",
            local=known is not None and known.level != "central",
            central=known is not None and known.code not in self._local,
            repaired=mended != tokens,
        )

    def kind(self, sign: Sign) -> DocumentType | None:
        """The type that the code of a sign stands for in its family, where it is a code at all."""
        kinds = self._types.get(sign.type or "", [])
        return next((k for k in kinds if sign.family in k.families), kinds[0] if kinds else None)

    def central_code(self, body: str) -> str | None:
        """The code of a central organ of the Party, by its folded name: "TW" for "Bộ Chính trị"."""
        return self._central.get(body.lower())

    def _separated(self, written: str) -> str:
        """The sign with a separator before its type: "100CT/TW" was 100-CT/TW."""
        old = _WITHOUT_SEPARATOR.fullmatch(written)
        if old is None or old["type"] not in self._types:
            return written
        issuer = self._issuer(old["issuer"])
        form = "{number}-{type}/{issuer}" if issuer and issuer.family == "party" else "{number}/{type}-{issuer}"
        return form.format(**old.groupdict())

    def _unglued(self, tokens: list[str], first: int) -> list[str]:
        """The tokens with a separator in a last code that is a type's and an issuer's: "NĐCP"."""
        *before, code = tokens
        if len(before) != first or code in self._types or self._issuer(code):
            return list(tokens)
        party = before[-1] == "-"
        cuts = [
            i
            for i in range(2, len(code))
            if code[:i] in self._types
            and (issuer := self._issuers.get(code[i:]))
            and (issuer.family == "party") == party
        ]
        if len(cuts) != 1:
            return list(tokens)
        return [*before, code[: cuts[0]], "/" if party else "-", code[cuts[0] :]]

    def _codes(self, codes: list[str], noun: str | None) -> tuple[str | None, str | None]:
        """Type and issuer, as written or as repaired; null what is not known."""
        head, *rest = codes
        issuer = self._known_issuer(rest[0]) if rest else None
        if noun == "công văn" and self._issuer(head):
            return None, head
        named = any(kind.name == noun for kind in self._types.get(head, ()))
        if head in self._types and (named or issuer or not self._issuer(head)):
            return head, issuer
        if self._issuer(head):
            return None, head
        mended = self._type_shapes.get(_shape(head))
        return (mended, issuer) if mended and issuer else (None, None)

    def _known_issuer(self, code: str) -> str | None:
        return code if self._issuer(code) else self._issuer_shapes.get(_shape(code))

    def _issuer(self, code: str) -> Issuer | None:
        return self._issuers.get(code) or self._issuers.get(code.rstrip("0123456789"))

    def _usual(self, codes: list[str]) -> str | None:
        """The codes joined, the first one in its usual spelling: "TW" for "T.Ư", "BGDĐT" for "BGD&ĐT"."""
        if not codes:
            return None
        head, *rest = codes
        usual = head.replace("&", "").replace(".", "").replace("TƯ", "TW")
        return "-".join([usual if usual in self._issuers else head.replace("TƯ", "TW"), *rest])

    def _check(self, issuer: Issuer) -> None:
        codes = {issuer.code, *issuer.alternatives}
        for example in (*issuer.examples, *issuer.not_examples):
            read = self.read(example).issuer or ""
            parts = {part for code in read.split("-") for part in (code, code.rstrip("0123456789"))}
            if bool(codes & parts) != (example in issuer.examples):
                raise LexiconError(
                    f"the issuer {issuer.code!r} ({issuer.name}) has the example or "
                    f"counter-example {example!r}, whose issuer is read as {read!r}: correct "
                    "the code or the example"
                )
