"""Date, issuer and term of a document, which stand behind or before what names it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from vnpolicy.extract.bodies import BodyGrammar
from vnpolicy.extract.references.grammar import DATE, ROMAN, SUBJECT, YEARS, any_of
from vnpolicy.extract.references.meetings import meeting_of
from vnpolicy.extract.references.mention import Mention, Span
from vnpolicy.lexicon import Lexicon

# Behind

_DATE_BEHIND = re.compile(rf",?\ \(?(?:ban\ hành\ |ký\ )?ngày\ {DATE}\)?", re.VERBOSE | re.IGNORECASE)
_YEAR_BEHIND = re.compile(r",? (?:năm )?(?P<year>(?:19|20)\d\d)(?! ?[-/]|\d)")
_OF = re.compile(r",? của ")
_TERM_BEHIND = re.compile(
    rf""",?\ (?P<open>\()?
    (?P<term>[Kk]hóa\ (?:{ROMAN}|\d{{1,2}}(?!\d))(?:,\ {ROMAN})?|nhiệm\ kỳ\ {YEARS})
    (?(open)\))""",
    re.VERBOSE,
)
_PASSIVE = re.compile(r" (?:đã )?(?:được|do) ")
_PASSED = re.compile(rf"\ {any_of('thông qua|phê duyệt|ban hành')}(?:(?:\ \w+){{0,8}}\ ngày\ {DATE})?", re.VERBOSE)
_ISSUER_END = re.compile(rf",? (?i:{any_of(SUBJECT + '|ngày|năm|khóa|nêu|yêu cầu|giao|thông qua')})\b")
_FIXED_ISSUER = re.compile(r"Bộ Chính trị, Ban Bí thư|Đảng(?= |[,.;)]|$)(?! (?:ủy|bộ|đoàn)\b)|liên [Bb]ộ")

# Before

_DAY_BEFORE = re.compile(rf"(?:^|[.|;]\ )Ngày\ {DATE},\ tại\ $", re.VERBOSE)
_LINKED = re.compile(r"\b(?:tại|trong|theo|có|hành)(?: các)? ?$")
_ISSUED_AT = re.compile(
    r" (?:(?:nêu |yêu cầu |giao )?(?:tại|trong|theo)|(?:đã |mới )?(?:có|(?:ký )?ban hành))(?: các)? ?$"
)


class Provenance:
    """Reads where a document comes from out of the words around its mention."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._bodies = BodyGrammar(lexicon)
        # One noun is read in several ways, each of which looks for the issuer behind it.
        self._body_end = lru_cache(maxsize=1024)(self._read_body)

    def behind(self, text: str, mention: Mention) -> Mention:
        """The mention with date, issuer and term that follow it, each once, in any order."""
        for _ in range(4):
            at = mention.end
            if mention.date is None and (day := _DATE_BEHIND.match(text, at)):
                mention = replace(mention.dated(day), end=day.end())
            elif mention.term is None and (term := _TERM_BEHIND.match(text, at)):
                mention = replace(mention, term=term.span("term"), end=term.end())
            elif mention.issuer is None and _OF.match(text, at):
                issuer = meeting_of(text, at) or self.issuer_behind(text, at)
                if issuer is None:
                    break
                mention = replace(mention, issuer=issuer, end=issuer[1])
            elif not (mention.year or mention.date) and (year := _YEAR_BEHIND.match(text, at)):
                mention = replace(mention, year=year["year"], end=year.end())
            else:
                break
        return mention

    def issuer_behind(self, text: str, at: int) -> Span | None:
        """The body in "... của Bộ Y tế"."""
        of = _OF.match(text, at)
        return self._issuer(text, of.end()) if of else None

    def around(self, text: str, mention: Mention) -> Mention:
        """The mention with the date and issuer that are said just outside."""
        mention = self._passed(text, mention)
        if mention.date is None and (day := _DAY_BEFORE.search(text, max(0, mention.start - 60), mention.start)):
            mention = mention.dated(day)
        if mention.issuer is None and (issuer := self._issuer_before(text, mention)):
            mention = replace(mention, issuer=issuer, led=True)
        return mention

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
        return replace(mention, issuer=mention.issuer or (issuer[0], end))

    def _issuer_before(self, text: str, mention: Mention) -> Span | None:
        """As in "chỉ đạo của Bộ Y tế tại [...]", "Báo cáo của Ban A về ... ([Báo cáo số ...])"."""
        low = max(0, mention.start - 160)
        low = max(low, *(text.rfind(c, low, mention.start) + 1 for c in ".;:"))
        linked = _LINKED.search(text, max(0, mention.start - 16), mention.start)
        for body in self._bodies.find(text[low : mention.start]) if linked else ():
            named = text[low + body.start].isupper()
            if named and _ISSUED_AT.fullmatch(text, low + body.end, mention.start):
                return low + body.start, low + body.end
        if not text.startswith("(", mention.start - 1):
            return None
        same = re.compile(rf"{mention.type} của ", re.IGNORECASE)
        near = list(same.finditer(text, max(0, mention.start - 300), mention.start))
        return self._issuer(text, near[-1].end()) if near else None

    def _issuer(self, text: str, at: int) -> Span | None:
        """The body that begins here; a subject ("về ...") is not read into it."""
        window = text[at : at + 160]
        if fixed := _FIXED_ISSUER.match(window):
            return at, at + fixed.end()
        stop = _ISSUER_END.search(window)
        length = self._body_end(window[: stop.start()] if stop else window)
        return (at, at + length) if length else None

    def _read_body(self, window: str) -> int:
        """Where the single body ends that opens a text; 0 if none does."""
        body = next(iter(self._bodies.find(window)), None)
        return body.end if body and not body.start and not body.group else 0
