"""Documents cited by sign or number: "Kết luận số 132-KL/TW", "Đề án 06", "TCVN 9001:2015"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vnpolicy.extract.references.grammar import STOP, any_of
from vnpolicy.extract.references.laws import LAWS, LawNames
from vnpolicy.extract.references.mention import Mention, Span
from vnpolicy.extract.references.nouns import Noun, Nouns
from vnpolicy.extract.references.provenance import Provenance
from vnpolicy.extract.references.signs import SIGN, SignGrammar
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import LOWER

_SIGN_HERE = re.compile(SIGN, re.VERBOSE)
_SIGN_BEHIND = re.compile(rf"\ (?:\(?(?:số|Số|SỐ)\ ?:?\ ?)?{SIGN}", re.VERBOSE)
_SIGN_ALONE = re.compile(rf"(?<![\w/.,-])(?:[Ss]ố\ ?:?\ ?)?{SIGN}", re.VERBOSE)
_MODIFIERS = re.compile(rf"(?: (?!{STOP}\b)[{LOWER}]\w*){{1,5}}(?= (?:số|Số)\b| \d)")
_FORM_BEFORE = re.compile(r"(?:[Mm]ẫu|[Bb]iểu|[Tt]ờ khai)(?: mẫu)?(?: số)? ?$")

# A number without a code cites only where the sentence goes on as behind a name: "Đề án 06 của".
_BEHIND_NUMBER = any_of(
    "của|về|và|hoặc|là|đã|được|trên|tại|trong|theo|vào|cho|đến|với|để|do|có|phải|cần|này|tới|nhằm"
    "|gắn|giai đoạn|nêu|ban hành|quy định|khóa"
)
_BARE_NUMBER = rf"""(?P<sign>\d{{1,5}}[a-zđ]?)
    (?=\ ?[,.;:)\]"'](?!\d)|\ ?$|\ {_BEHIND_NUMBER}\b|\ (?:ngày\ \d|năm\ \d{{4}}|[(-]))
"""
_NUMBER_HERE = re.compile(_BARE_NUMBER, re.VERBOSE)
_NUMBER_BEHIND = re.compile(rf"\ (?P<label>(?:số|Số)\ ?:?\ ?)?{_BARE_NUMBER}", re.VERBOSE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEXT_OF_LIST = re.compile(r"(?:, và|,| và| hoặc|;(?= số))(?: các)?(?P<label> số:? ?| )")

_STANDARD = re.compile(
    r"""(?<!\w)(?P<sign>(?P<code>TCVN|QCVN)(?:\ ISO(?:/[A-Z]{2,5})?)?
    \ ?\d{1,5}(?:-\d{1,3})?\ ?:\ ?\d{4}(?:/[A-ZĐ]{2,10})?)(?!\w)""",
    re.VERBOSE,
)
_STANDARD_NOUN = re.compile(r"(?:[Tt]iêu chuẩn|[Qq]uy chuẩn)(?: kỹ thuật)?(?: quốc gia)? $")


class NumberedDocuments:
    """Reads mentions that hold a sign or a number."""

    def __init__(self, lexicon: Lexicon, nouns: Nouns, laws: LawNames, provenance: Provenance) -> None:
        self._signs = SignGrammar(lexicon)
        self._nouns = nouns
        self._laws = laws
        self._provenance = provenance

    def by_sign(self, text: str, noun: Noun) -> Mention | None:
        """Noun and sign, with nothing, a body, a name or a few more words between them."""
        for end, issuer in self._heads(text, noun):
            if sign := _SIGN_BEHIND.match(text, end):
                mention = self._signed(text, noun.start, noun.kind, sign)
                return replace(mention, issuer=mention.issuer or issuer)
        return None

    def by_number(self, text: str, noun: Noun) -> Mention | None:
        """A noun with a number that is no sign: behind "số", or with the look of a number's name."""
        number = _NUMBER_BEHIND.match(text, noun.end)
        if number is None or not noun.said[0].isupper():
            return None
        written = number["sign"]
        if not number["label"] and (noun.is_code or len(written) < 2 or _YEAR.fullmatch(written)):
            return None
        return self._numbered(text, noun.start, noun.kind, number)

    def coordinated(self, text: str, first: Mention) -> Iterator[Mention]:
        """Further signs or numbers that share the noun of a mention ("số 57, 59 và 68")."""
        last = first
        while last.number and (link := _NEXT_OF_LIST.match(text, last.end)):
            start = link.start("label") + 1 if link["label"].strip() else link.end()
            if sign := _SIGN_HERE.match(text, link.end()):
                last = self._signed(text, start, first.type, sign)
            elif last.rule == "number" and (number := _NUMBER_HERE.match(text, link.end())):
                last = self._numbered(text, start, first.type, number)
            else:
                return
            yield last

    def without_noun(self, text: str, found: Sequence[Mention]) -> Iterator[Mention]:
        """Signs that stand alone, apart from what is found: "...; số 48/2013/NĐ-CP ngày 14/5/2013".

        A code of several types has the type that it had last.
        """
        at = 0
        kinds: dict[str | None, str] = {}
        others = iter(found)
        other = next(others, None)
        for match in _SIGN_ALONE.finditer(text):
            while other and other.end <= match.start():
                if other.sign:
                    kinds[other.sign.type] = other.type
                other = next(others, None)
            if match.start() < at or (other and other.start < match.end()):
                continue
            sign = self._signs.read(match["sign"])
            known = self._signs.kind(sign)
            kind = kinds.get(sign.type) or (known.name if known else None)
            form = _FORM_BEFORE.search(text, max(0, match.start() - 20), match.start())
            if kind and sign.issuer and not form:
                mention = self._signed(text, match.start(), kind, match)
                at = mention.end
                yield mention

    def standards(self, text: str) -> Iterator[Mention]:
        """Technical standards by their own signs."""
        for match in _STANDARD.finditer(text):
            noun = _STANDARD_NOUN.search(text, max(0, match.start() - 40), match.start())
            sign = match["sign"].replace(" ", "")
            start = noun.start() if noun else match.start()
            kind = self._nouns.kind(match["code"])
            yield Mention(start, match.end(), kind, "standard", number=sign, name=sign)

    def _heads(self, text: str, noun: Noun) -> Iterator[tuple[int, Span | None]]:
        """Where a sign can follow a noun, with the issuer that stands between them."""
        yield noun.end, None
        if issuer := self._provenance.issuer_behind(text, noun.end):
            yield issuer[1], issuer
        if noun.kind in LAWS:
            yield self._laws.end_of_name(text, noun), None
        elif (words := _MODIFIERS.match(text, noun.end)) and not self._nouns.stand_in(words.group()):
            yield words.end(), None

    def _signed(self, text: str, start: int, kind: str, match: re.Match[str]) -> Mention:
        sign = self._signs.read(match["sign"])
        mention = Mention(start, match.end("sign"), kind, "sign", sign, sign.number)
        if sign.repaired:
            mention = replace(mention, flags=("repaired_ocr",))
        return self._provenance.behind(text, mention)

    def _numbered(self, text: str, start: int, kind: str, match: re.Match[str]) -> Mention:
        mention = Mention(start, match.end("sign"), kind, "number", number=match["sign"])
        return self._provenance.behind(text, mention)
