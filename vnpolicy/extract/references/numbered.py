"""Documents cited by sign or number: "Kết luận số 132-KL/TW", "Đề án 06", "TCVN 9001:2015"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vnpolicy.extract.references.grammar import STOP, any_of
from vnpolicy.extract.references.laws import LAWS, LawNames
from vnpolicy.extract.references.mention import Mention, Span
from vnpolicy.extract.references.nouns import Noun, Nouns
from vnpolicy.extract.references.programmes import PROGRAMMES
from vnpolicy.extract.references.provenance import Provenance
from vnpolicy.extract.references.signs import OLD_SIGN, SIGN, Sign, SignGrammar
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import LOWER

_SIGN_HERE = re.compile(rf"(?P<sign>{SIGN})", re.VERBOSE)
_SIGN_BEHIND = re.compile(
    rf"""(?:\ (?P<open>\()?|:\ (?=[Ss]ố)) (?P<label>(?:số|Số|SỐ)\ ?:?\ ?)?
    (?P<sign>{SIGN}|{OLD_SIGN})""",
    re.VERBOSE,
)
_SIGN_ALONE = re.compile(rf"(?<![\w/.,-])(?P<label>[Ss]ố\ ?:?\ ?)?(?P<sign>{SIGN})", re.VERBOSE)
_CODE_BEHIND = re.compile(r"[-/](?<=[\w ].) ?[A-ZĐƯ]")  # every sign holds one
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
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR = re.compile(r"(?:19[7-9]|20[0-4])\d")  # that a document can be of: there is a "Đề án 1956"
_NEXT_OF_LIST = re.compile(r"(?:, và|,| và| hoặc|;(?= số))(?: các)?(?P<label> số:? ?| )")

_STANDARD = re.compile(
    r"""(?P<sign>[TQ](?<!\w.)CVN(?:\ ISO(?:/[A-Z]{2,5})?)?
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
                if sign["open"]:
                    mention = _without_open_bracket(text, mention, sign)
                return mention if mention.issuer else mention._replace(issuer=issuer, led=issuer is not None)
        return None

    def by_number(self, text: str, noun: Noun) -> Mention | None:
        """A noun with a number that is no sign: behind "số", or with the look of a number's name.

        A code without "số" needs more: "NQ 57 của Bộ Chính trị".
        """
        number = _NUMBER_BEHIND.match(text, noun.end)
        if number is None or not noun.said[0].isupper():
            return None
        written = number["sign"]
        years = _YEAR if noun.kind in PROGRAMMES else _ANY_YEAR
        if not number["label"] and (len(written) < 2 or years.fullmatch(written)):
            return None
        mention = self._numbered(text, noun.start, noun.kind, number)
        told = number["label"] or not noun.is_code or mention.issuer or mention.date
        return mention if told else None

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
        """Signs without their noun, apart from what is found: "...; số 48/2013/NĐ-CP ngày 14/5/2013".

        They have the type and the issuer of the mention before them that has the same codes.
        """
        if not _CODE_BEHIND.search(text):
            return
        at = 0
        before: dict[tuple[str | None, str | None], Mention] = {}
        others = iter(found)
        other = next(others, None)
        for match in _SIGN_ALONE.finditer(text):
            while other and other.end <= match.start():
                before[_codes(other.sign)] = other
                other = next(others, None)
            if match.start() < at or (other and other.start < match.end()):
                continue
            sign = self._signs.read(match["sign"])
            last = before.get(_codes(sign))
            if mention := self._alone(text, match, sign, last):
                before[_codes(sign)] = mention
                at = mention.end
                yield mention

    def _alone(self, text: str, match: re.Match[str], sign: Sign, last: Mention | None) -> Mention | None:
        start = match.start()
        if noun := self._nouns.misread_before(text, start):
            return self._signed(text, noun.start, noun.kind, match)._replace(flags=("repaired_ocr",))
        known = self._signs.kind(sign)
        kind = last.type if last else known.name if known else None
        if kind is None or sign.issuer is None or _FORM_BEFORE.search(text, max(0, start - 20), start):
            return None
        mention = self._signed(text, start, kind, match)
        if mention.issuer is None and match["label"] and last and last.led:
            return mention._replace(issuer=last.issuer, led=True)
        return mention

    def standards(self, text: str) -> Iterator[Mention]:
        """Technical standards by their own signs."""
        for match in _STANDARD.finditer(text):
            noun = _STANDARD_NOUN.search(text, max(0, match.start() - 40), match.start())
            sign = match["sign"].replace(" ", "")
            start = noun.start() if noun else match.start()
            kind = self._nouns.kind(sign[:4])
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
        sign = self._signs.read(match["sign"], kind)
        mention = Mention(start, match.end("sign"), kind, "sign", sign, sign.number)
        if sign.repaired:
            mention = mention._replace(flags=("repaired_ocr",))
        return self._provenance.behind(text, mention)

    def _numbered(self, text: str, start: int, kind: str, match: re.Match[str]) -> Mention:
        mention = Mention(start, match.end("sign"), kind, "number", number=match["sign"])
        return self._provenance.behind(text, mention)


def _without_open_bracket(text: str, mention: Mention, match: re.Match[str]) -> Mention:
    """The mention with the bracket that closes behind it, else from "số" on."""
    if text.startswith(")", mention.end):
        return mention._replace(end=mention.end + 1)
    return mention._replace(start=match.end("open"))


def _codes(sign: Sign | None) -> tuple[str | None, str | None]:
    """What signs of one type and issuer have in common; terms of the National Assembly ("QH15") do not count."""
    return (sign.type, sign.issuer and sign.issuer.rstrip("0123456789")) if sign else (None, None)
