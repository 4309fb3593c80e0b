"""Signs: their grammar, and their reading against the closed lists of types and issuers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vnpolicy.errors import LexiconError
from vnpolicy.lexicon import DocumentType, Issuer, Lexicon

_NUMBER = r"(?:\d{1,3}\.\d{1,3}|\d{1,5}[a-zđ]?)"
_CODE = r"[A-ZĐƯ][A-Za-zĐđƯưÂÊÔ&]{0,24}(?:\.[A-ZĐƯ]{1,12}){0,2}\d{0,3}(?!\w)"
# A blank beside the separator is a slip of typing or a line's end: only before two capitals.
_SEPARATOR = r"(?:[-/]|(?:\ [-/]\ ?|[-/]\ )(?=[A-ZĐƯ&]{2}|\d{4}/))"
SIGN = rf"""(?P<sign>
    {_NUMBER}
    (?:{_SEPARATOR}\d{{1,5}}(?!\d))?
    {_SEPARATOR}{_CODE}
    (?:{_SEPARATOR}{_CODE}){{0,6}}
)"""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign in its parts; ``issuer`` is the code with all that follows it.

    ``type`` is null in letters (5588/BGDĐT-GDPT) and laws (59/2020/QH14), ``local`` marks issuers
    that every province has.
    """

    text: str
    number: str
    year: str | None = None
    type: str | None = None
    issuer: str | None = None
    family: str = "state"
    local: bool = False
    repaired: bool = False


# What optical recognition takes for one another becomes the same letter.
_CONFUSED = str.maketrans("ĐƯÊÔÂGQ01|58", "DUEOACOOIISB")


def _shape(code: str) -> str:
    return code.upper().translate(_CONFUSED)


def _shapes(codes: Iterable[str]) -> dict[str, str | None]:
    """The code that looks like this, null where several do."""
    shapes: dict[str, str | None] = {}
    for code in codes:
        shape = _shape(code)
        shapes[shape] = None if shape in shapes else code
    return shapes


class SignGrammar:
    """Reads signs against the closed lists of types and issuers.

    A code that is in neither list and that optical recognition may have made of exactly one known
    code is repaired, and the sign says so.

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
        for issuer in lexicon.issuers:
            for code in issuer.alternatives:
                self._issuers.setdefault(code, issuer)
        self._type_shapes = _shapes(self._types)
        self._issuer_shapes = _shapes(self._issuers)
        for issuer in lexicon.issuers:
            self._check(issuer)

    def read(self, written: str) -> Sign:
        """The parts of a sign as it stands in the text, blanks and all."""
        tokens = re.split(r"([-/])", written.replace(" ", ""))
        year = tokens[2] if len(tokens) > 4 and re.fullmatch(r"(?:19|20)\d\d", tokens[2]) else None
        first = 4 if year else 2
        kind, issuer = self._codes(tokens[first::2])
        mended = list(tokens)
        behind = first
        if kind:
            mended[first], behind = kind, first + 2
        if issuer:
            mended[behind] = issuer
        known = self._issuer(issuer) if issuer else None
        party = tokens[1] == "-" and "/" in tokens
        return Sign(
            text="".join(mended),
            number=re.sub(r"^0+(?=\d)|\.(?=\d{3}$)", "", tokens[0]),
            year=year,
            type=kind,
            issuer="-".join(mended[behind::2]).replace("TƯ", "TW") or None,
            family=known.family if known else "party" if party else "state",
            local=known is not None and known.level != "central",
            repaired=mended != tokens,
        )

    def kind(self, sign: Sign) -> DocumentType | None:
        """The type that the code of a sign stands for in its family, where it is a code at all."""
        kinds = self._types.get(sign.type or "", [])
        return next((k for k in kinds if sign.family in k.families), kinds[0] if kinds else None)

    def _codes(self, codes: list[str]) -> tuple[str | None, str | None]:
        """Type and issuer, as written or as repaired; null what is not known."""
        head, *rest = codes
        issuer = self._known_issuer(rest[0]) if rest else None
        if head in self._types and (issuer or not self._issuer(head)):
            return head, issuer
        if self._issuer(head):
            return None, head
        mended = self._type_shapes.get(_shape(head))
        return (mended, issuer) if mended and issuer else (None, None)

    def _known_issuer(self, code: str) -> str | None:
        return code if self._issuer(code) else self._issuer_shapes.get(_shape(code))

    def _issuer(self, code: str) -> Issuer | None:
        return self._issuers.get(code) or self._issuers.get(code.rstrip("0123456789"))

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
