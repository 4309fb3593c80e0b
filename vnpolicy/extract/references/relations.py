"""What the citing document does with the one that it cites.

A verb counts only where the citing document is its subject: in "Nghị định 10, được sửa đổi bởi Nghị
định 175" and in "Quyết định số 9 thay thế Quyết định số 5" the last one is only mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnpolicy.analysis import Relation
from vnpolicy.extract.references.grammar import JOINED, any_of
from vnpolicy.extract.references.mention import Mention
from vnpolicy.extract.references.nesting import opens_title

_MARKER = r"^[ *]*(?:[-+•*] ?|\(?\w{1,3}[.)] ?)?"
_BASIS = re.compile(rf"{_MARKER}(?:Căn cứ|Xét|Trên cơ sở|Theo (?:đề nghị|ý kiến))\b", re.IGNORECASE)
_AT_START = re.compile(rf"{_MARKER}(?:(?:Các )?[Nn]ghị quyết:? )?$")
_CUES: dict[Relation, str] = {
    "replaces": "thay thế|thay cho",
    "repeals": "bãi bỏ|hủy bỏ",
    "amends": "sửa đổi(?:,? bổ sung|,? điều chỉnh)?|bổ sung|đính chính|điều chỉnh(?= (?:Quyết định|Kế hoạch)\\b)",
    "issued_with": "kèm theo",
    "reports": r"sau khi nghe|nghe|xem xét|trình bày|cho ý kiến|báo cáo(?: (?!thực hiện|triển khai)\w+){0,4} \(?theo",
    "basis": "căn cứ",
    "implements": "thực hiện|triển khai|theo|quán triệt|(?<!hiệu lực )thi hành|cụ thể hóa|bám sát|chấp hành|tuân thủ"
    "|áp dụng",
}
_CUE = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{relation}>{cues})' for relation, cues in _CUES.items())})\b", re.IGNORECASE
)
_CHANGES = frozenset({"replaces", "repeals", "amends"})
_PASSIVE = re.compile(r"\b(?:được|bị)(?: \w+)? $")
_AGENT = re.compile(r" (?:bởi|tại|theo|bằng)\b")
_EXPIRES = re.compile(
    rf"(?P<past>đã )?(?:{any_of('hết hiệu lực|chấm dứt hiệu lực|bị bãi bỏ|được bãi bỏ|bị hủy bỏ')})\b"
)
_SUPERSEDED = re.compile(r"thay thế (?:bởi|bằng)\b[^.;]{0,60} này\b")
_CLAUSE_END = re.compile(r"[.;](?= |$)")
_SENTENCE_END = re.compile(r"\. (?=[^\W\d_])")
_JOINING = re.compile(r"(?:,| và)(?: các)?(?: số)? $")
_REACH = 70  # characters between a verb and the document
_BEHIND = 300


def relations(text: str, mentions: Sequence[Mention], lead_in: str = "") -> list[Relation]:
    """The relation to each document cited in a text; ``lead_in`` is what announces it as a list.

    The nearest verb before the mention says it, coordinated documents have that of the first.
    """
    found: list[Relation] = []
    listed: Relation | None = None
    for i, mention in enumerate(mentions):
        before = mentions[i - 1] if i else None
        if before and _SENTENCE_END.search(text, before.end, mention.start):
            before = listed = None
        if listed and text.endswith("; ", 0, mention.start):
            found.append(listed)
        elif before and _is_joined(text, before, mention):
            found.append(found[-1])
        else:
            found.append(_relation(text, mention, before, lead_in))
        listed = listed if found[-1] == "mentions" else found[-1]
    return found


def _is_joined(text: str, one: Mention, two: Mention) -> bool:
    """Whether two mentions are coordinated, with nothing or with the name of the first between them."""
    if JOINED.fullmatch(text, one.end, two.start):
        return True
    named = opens_title(text, one.end) and not _CLAUSE_END.search(text, one.end, two.start)
    return bool(named and _JOINING.search(text, max(one.end, two.start - 12), two.start))


def _relation(text: str, mention: Mention, last: Mention | None, lead_in: str) -> Relation:
    if behind := _behind(text, mention):
        return behind
    if last and _CLAUSE_END.search(text, last.end, mention.start):
        last = None
    low = max(0, mention.start - _REACH, last.end if last else 0)
    said, at = _nearest(text, low, mention.start)
    if last and opens_title(text, last.end) and not _JOINING.search(text, max(last.end, at - 6), at):
        return "mentions"
    if said is None and lead_in and _AT_START.match(text[: mention.start]):
        said, _ = _nearest(lead_in, max(0, len(lead_in) - _REACH), len(lead_in))
    if _BASIS.match(text) and said in (None, "basis", "implements", "reports"):
        recital = said in (None, "basis") or text.rstrip(" *").endswith((";", ",")) or not _has_subject(text, mention)
        return "basis" if recital else said or "mentions"
    return said or "mentions"


def _has_subject(text: str, mention: Mention) -> bool:
    """Whether the sentence goes on with a subject of its own between "Căn cứ ..., " and the mention."""
    return ", " in text[: mention.start]


def _nearest(text: str, low: int, high: int) -> tuple[Relation | None, int]:
    """The relation that the last verb in a stretch says, and where the verb stands.

    It is "mentions" where somebody else is the subject.
    """
    cues = list(_CUE.finditer(text, low, high))
    if not cues or _CLAUSE_END.search(text, cues[-1].end(), high):
        return None, high
    cue = cues[-1]
    if cue.group().lower() == "theo" and len(cues) > 1 and cues[-2].end() == cue.start() - 1:
        cue = cues[-2]  # "sửa đổi theo", "thực hiện theo"
    relation = next(name for name in _CUES if cue[name])
    by_another = _PASSIVE.search(text, max(low, cue.start() - 16), cue.start()) or _AGENT.match(text, cue.end())
    return "mentions" if relation in _CHANGES and by_another else relation, cue.start()


def _behind(text: str, mention: Mention) -> Relation | None:
    """As in "Quyết định số 5/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực"."""
    end = _CLAUSE_END.search(text, mention.end, mention.end + _BEHIND)
    high = end.start() if end else min(len(text), mention.end + _BEHIND)
    if _SUPERSEDED.search(text, mention.end, high):
        return "replaces"
    expires = _EXPIRES.search(text, mention.end, high)
    return "repeals" if expires and not expires["past"] else None
