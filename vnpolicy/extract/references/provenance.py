"""Date, issuer and term of a document, which stand behind or before what names it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from vnpolicy.extract.bodies import BodyGrammar
from vnpolicy.extract.bodies.registry import Home
from vnpolicy.extract.bodies.vocabulary import Vocabulary
from vnpolicy.extract.references.grammar import DATE, ROMAN, SUBJECT, YEARS, any_of
from vnpolicy.extract.references.meetings import meeting_of
from vnpolicy.extract.references.mention import Mention, Span
from vnpolicy.lexicon import Lexicon, alternation
from vnpolicy.text import UPPER, fold

# Behind

_DATE_BEHIND = re.compile(
    rf",?\ (?P<open>\()?(?:(?:ban\ hành|ký)\ )?ng[àa]y\ {DATE}(?(open)\)|)", re.VERBOSE | re.IGNORECASE
)
_YEAR_BEHIND = re.compile(r",? (?:năm )?(?P<year>(?:19|20)\d\d)(?! ?[-/]|\d)")
_OF = re.compile(r",? của ")
_TERM = rf""",?\ (?P<open>\()?
    (?P<term>[Kk]hóa\ (?:{ROMAN}|\d{{1,2}}(?!\d))(?:,\ {ROMAN})?|nhiệm\ kỳ\ {YEARS})
    (?(open)\))"""
_TERM_BEHIND = re.compile(_TERM, re.VERBOSE)
_PASSIVE = re.compile(r" (?:đã )?(?:được|do) ")
_PASSED = re.compile(rf"\ {any_of('thông qua|phê duyệt|ban hành')}(?:(?:\ \w+){{0,8}}\ ngày\ {DATE})?", re.VERBOSE)
_ISSUER_END = re.compile(rf",? (?i:{any_of(SUBJECT + '|ngày|năm|khóa|nêu|yêu cầu|giao|thông qua')})\b")
_FIXED_ISSUER = re.compile(r"Bộ Chính trị, Ban Bí thư|Đảng(?= |[,.;)]|$)(?! (?:ủy|bộ|đoàn)\b)|liên [Bb]ộ")

# Before

_ISSUING = r"(?:(?:đã|mới|vừa)\ )?(?:có|(?:ký\ )?ban\ hành|phát\ hành)"
_DAY_BEFORE = re.compile(
    rf"(?:^|[.|;:(]\ ?)[Nn]gày\ {DATE},?\ (?:tại|[^.;:()]{{2,80}}\ {_ISSUING})(?:\ các)?\ $", re.VERBOSE
)
_LINKED = re.compile(r"\b(?:tại|trong|theo|có|hành|bày|trình)(?: các)? ?$")
_SAYING = any_of(
    "nêu|yêu cầu|giao|chỉ đạo|đề nghị|đề xuất|kiến nghị|báo cáo|kết luận|hướng dẫn|phê duyệt|trình|trả lời"
)
_ISSUED_AT = re.compile(
    rf"(?:{_TERM})?\ (?:(?:{_SAYING}\ )?(?:tại|trong|theo)|{_ISSUING}|trình(?:\ bày)?)(?:\ các)?\ ?$",
    re.VERBOSE,
)
_ISSUED = re.compile(_ISSUING, re.VERBOSE)


class Provenance:
    """Reads where a document comes from out of the words around its mention."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._bodies = BodyGrammar(lexicon)
        # "Giám đốc Sở Nội vụ" presents what the department has made.
        persons = Vocabulary(lexicon.word_classes).any("person")
        self._head_of = re.compile(rf"(?:(?:Quyền\ |Phó\ )?{persons}\ )+(?=[{UPPER}])", re.VERBOSE)
        self._codes: dict[str, set[str]] = defaultdict(set)
        for issuer in lexicon.issuers:
            self._codes[fold(issuer.name).lower()] |= {issuer.code, *issuer.alternatives}
        self._names = re.compile(rf"(?:{alternation(list(self._codes))})(?!\w)", re.IGNORECASE)
        # One noun is read in several ways, each of which looks for the issuer behind it.
        self._body_end = lru_cache(maxsize=1024)(self._read_body)

    def behind(self, text: str, mention: Mention) -> Mention:
        """The mention with date, issuer and term that follow it, each once, in any order."""
        for _ in range(4):
            at = mention.end
            if mention.date is None and (day := _DATE_BEHIND.match(text, at)):
                mention = mention.dated(day)._replace(end=day.end())
            elif mention.term is None and (behind := _TERM_BEHIND.match(text, at)):
                mention = _of_term(mention, behind)
            elif mention.issuer is None and _OF.match(text, at):
                issuer, term = meeting_of(text, at) or (self.issuer_behind(text, at), None)
                if issuer is None:
                    break
                mention = mention._replace(issuer=issuer, term=mention.term or term, end=issuer[1])
            elif not (mention.year or mention.date) and (year := _YEAR_BEHIND.match(text, at)):
                mention = mention._replace(year=year["year"], end=year.end())
            else:
                break
        return mention

    def issuer_behind(self, text: str, at: int) -> Span | None:
        """The body in "... của Bộ Y tế"."""
        of = _OF.match(text, at)
        return self._issuer(text, of.end()) if of else None

    def around(self, text: str, mention: Mention) -> Mention:
        """The mention with the date, the issuer and the term that are said just outside."""
        mention = self._passed(text, mention)
        if mention.date is None and (day := _DAY_BEFORE.search(text, max(0, mention.start - 160), mention.start)):
            mention = mention.dated(day)
        return self._led(text, mention) if mention.issuer is None else mention

    def _passed(self, text: str, mention: Mention) -> Mention:
        """Behind the mention: "được Quốc hội khóa XV thông qua ngày 26/6/2025"."""
        passive = _PASSIVE.match(text, mention.end)
        issuer = self._issuer(text, passive.end()) if passive else None
        if issuer is None:
            return mention
        term = _TERM_BEHIND.match(text, issuer[1])
        end = term.end() if term else issuer[1]
        passed = _PASSED.match(text, end)
        if passed is None:
            return mention
        if mention.date is None and (passed["d"] or passed["d2"]):
            mention = mention.dated(passed)
        return mention._replace(issuer=mention.issuer or (issuer[0], end))

    def _led(self, text: str, mention: Mention) -> Mention:
        """With the issuer before it: "chỉ đạo của Bộ Y tế tại [...]", "Báo cáo của Ban A về ... ([Báo cáo ...])"."""
        low = max(0, mention.start - 160)
        low = max(low, *(text.rfind(c, low, mention.start) + 1 for c in ".;:"))
        linked = _LINKED.search(text, max(0, mention.start - 16), mention.start)
        for body in self._bodies.find(text[low : mention.start]) if linked else ():
            start, end = low + body.start, low + body.end
            said = _ISSUED_AT.fullmatch(text, end, mention.start) if text[start].isupper() else None
            if said and self._has_issued(text[start:end], mention):
                if not _ISSUED.search(said.group()) and (head := self._head_of.match(text, start, end)):
                    start = head.end()
                term = said.span("term") if said["term"] else None
                end = said.end("term") + (said["open"] is not None) if term else end
                return mention._replace(issuer=(start, end), term=mention.term or term, led=True)
        return self._led_from_afar(text, mention) if text.startswith("(", mention.start - 1) else mention

    def _led_from_afar(self, text: str, mention: Mention) -> Mention:
        """With the issuer that the same noun has before the bracket in which the mention stands."""
        same = re.compile(rf"{mention.type} của ", re.IGNORECASE)
        near = list(same.finditer(text, max(0, mention.start - 300), mention.start))
        issuer = self._issuer(text, near[-1].end()) if near else None
        return mention._replace(issuer=issuer, led=True) if issuer else mention

    def _has_issued(self, written: str, mention: Mention) -> bool:
        """Whether the code in the sign, where it is known, may be that of a body."""
        code = mention.sign.issuer.split("-")[0] if mention.sign and mention.sign.issuer else ""
        canonical = self._bodies.registry.identify(written, Home(), None).agency
        said = f"{written} {canonical}".lower()
        codes = {known for name, known_codes in self._codes.items() if name in said for known in known_codes}
        return not codes or code in codes or all(code not in known for known in self._codes.values())

    def _issuer(self, text: str, at: int) -> Span | None:
        """The body that begins here; a subject ("về ...") is not read into it."""
        window = text[at : at + 160]
        if fixed := _FIXED_ISSUER.match(window):
            return at, at + fixed.end()
        stop = _ISSUER_END.search(window)
        name = self._names.match(window)
        length = max(self._body_end(window[: stop.start()] if stop else window), name.end() if name else 0)
        return (at, at + length) if length else None

    def _read_body(self, window: str) -> int:
        """Where the single body ends that opens a text; 0 if none does."""
        body = next(iter(self._bodies.find(window)), None)
        return body.end if body and not body.start and not body.group else 0


def _of_term(mention: Mention, term: re.Match[str]) -> Mention:
    """The mention with the term behind it; of a committee's term it is a part of the issuer's name."""
    issuer = mention.issuer
    if issuer and issuer[1] == term.start():
        issuer = issuer[0], term.end()
    return mention._replace(term=term.span("term"), issuer=issuer, end=term.end())
