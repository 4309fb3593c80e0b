"""Names that hold other names: what they cite without sign or date is part of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from vnpolicy.extract.references.grammar import SUBJECT, any_of
from vnpolicy.extract.references.mention import Mention, Span
from vnpolicy.extract.references.nouns import Noun

_OPENS_TITLE = SUBJECT + "|tổ chức|phát động|xử phạt|cụ thể hóa|chi tiết|hợp nhất"
_TITLE = re.compile(rf",? ?[\"(]?(?i:{any_of(_OPENS_TITLE)})\b")
_OF_SOMEBODY = re.compile(rf" của(?: [^\s.;:,()]+){{1,8}}?(?= (?i:{any_of(SUBJECT)})\b)")
_CLAUSE_END = re.compile(r"[.;:](?= |$)| theo quy định| \((?:sau đây )?(?:gọi|viết) |\ue000")
_COMMITTEE = re.compile(
    r"(?:Tổ (?:[Cc]ông tác|giúp việc)|Ban [Cc]hỉ đạo|Tiểu ban)(?: [^\s,.;:]+){0,6}?"
    r" (?:triển khai|thực hiện|về)(?: thực hiện)? $"
)
_VERBS = frozenset({"hướng dẫn", "báo cáo", "thông báo", "quy định", "kết luận", "quyết định", "chỉ thị"})


def inside_names(text: str, mentions: Sequence[Mention], nouns: Iterable[Noun]) -> list[bool]:
    """Which mentions stand in the name of another document."""
    heads = [mention.end for mention in mentions if not mention.named]
    heads += [noun.end for noun in nouns if _names_document(text, noun)]
    names = sorted(_names_behind(text, heads))
    inside = []
    reach = at = 0
    for mention in mentions:
        while at < len(names) and names[at][0] <= mention.start:
            reach = max(reach, names[at][1])
            at += 1
        inside.append(mention.start < reach)
    return inside


def names_committee(text: str, mention: Mention) -> bool:
    """Whether the mention belongs to the name of a committee: "Tổ công tác triển khai Đề án 06"."""
    return mention.sign is None and bool(_COMMITTEE.search(text, max(0, mention.start - 80), mention.start))


def _names_document(text: str, noun: Noun) -> bool:
    """Whether a noun names a document; "Hướng dẫn", "Báo cáo" that open a sentence are verbs."""
    if not noun.opens_name:
        return False
    before = text[max(0, noun.start - 6) : noun.start].rstrip("-+*• )")
    opens_sentence = not before or before[-1] in ".;:" or noun.start < 5
    return not (opens_sentence and noun.said.lower() in _VERBS)


def opens_title(text: str, end: int) -> int | None:
    """Where the name of the document begins that is mentioned up to ``end``: " [của ...] về ..."."""
    of = _OF_SOMEBODY.match(text, end)
    return next((at for at in (end, of.end() if of else end) if _TITLE.match(text, at)), None)


def _names_behind(text: str, heads: Iterable[int]) -> Iterator[Span]:
    """The stretches behind documents that are their names ("... về ...", "... phê duyệt ...")."""
    closes = [close.start() for close in _CLAUSE_END.finditer(text)]
    for end in heads:
        if (at := opens_title(text, end)) is not None:
            close = bisect_left(closes, at)
            yield at, closes[close] if close < len(closes) else len(text)
