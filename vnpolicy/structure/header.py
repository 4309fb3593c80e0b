"""The letterhead, the title and the signature: who issued what, when, under which sign.

Layout after Nghị định 30/2020/NĐ-CP (state) and Hướng dẫn 36-HD/VPTW, 05-HD/VPTW (Party), and the
older forms that they replaced. Extraction often flattens the two columns, cuts the letterhead off,
or leaves a site's own summary at the end; each field is looked for where it may stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vnpolicy.analysis import Anchor, Family, Header
from vnpolicy.lexicon import Lexicon
from vnpolicy.structure.fields import DATE, Fields, Stretch, as_date
from vnpolicy.structure.issuer import read_issuer
from vnpolicy.structure.lines import Line, Look, is_capitals
from vnpolicy.structure.markers import read_marker
from vnpolicy.structure.notes import complete_from_notes
from vnpolicy.structure.tail import read_tail
from vnpolicy.structure.title import HEAD_LINES, STAMPS, body_start, find_type, title_end, type_nouns
from vnpolicy.text import LOWER, UPPER, Source

_PLACE_DATE = re.compile(
    rf"""
    (?:^|[\s|])(?P<place>(?:Thành\s+phố\s+|TP\.?\s*|Thị\s+xã\s+)?
        [{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]+){{0,4}})\s*,?\s*
    (?:hồi\s+\d{{1,2}}\s+giờ\s+(?:\d{{1,2}}\s+phút\s*,?\s*)?)?
    ngày\s*(?P<day>\d{{1,2}}|l\d|\d?l)?[\s.…]*tháng\s*(?P<month>\d{{1,2}})?[\s.…]*
    năm\s*(?P<year>\d{{4}})?
    """,
    re.VERBOSE,
)
_SIGN = re.compile(
    rf"""
    \bSố\s*:?\s*(?P<sign>
        (?P<number>\d[\d.]{{0,6}}[a-zđ]?)?[\s_.…]*
        (?:
            [-/]\s*(?:(?:19|20)\d\d\s*/\s*)?[{UPPER}][\w&.]{{0,14}}            # 212-KL, 62/BC, 08/2025/NQ
            (?:\s*[-/]\s*[{UPPER}][\w&.]{{0,19}}){{0,4}}                       # /TW, -UBND, -VP-TH
        )
    )
    """,
    re.VERBOSE,
)
_STATE = re.compile(r"CỘNG\s+H[ÒO]A\s+XÃ\s+HỘI|Độc\s+lập\s*-\s*Tự\s+do", re.IGNORECASE)
_PARTY = re.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+V", re.IGNORECASE)
_MASS = re.compile(
    r"MẶT TRẬN TỔ QUỐC|ĐOÀN (?:TNCS|THANH NIÊN)|TỈNH ĐOÀN|LIÊN ĐOÀN LAO ĐỘNG"
    r"|HỘI (?:NÔNG DÂN|LIÊN HIỆP PHỤ NỮ|CỰU CHIẾN BINH|LHPN|CCB)"
)
_NOT_MASS = re.compile(r"ĐẢNG ỦY|ĐẢNG ĐOÀN|TỈNH ỦY|CHÍNH PHỦ")
_PARTY_BODIES = re.compile(
    r"bộ chính trị|ban bí thư|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|trung ương đảng|ban thường vụ", re.IGNORECASE
)
_STATE_BODIES = re.compile(
    r"thủ tướng|chính phủ|ủy ban nhân dân|ubnd|bộ trưởng|hội đồng nhân dân|giám đốc sở", re.IGNORECASE
)
_MASS_SIGN = re.compile(r"(?:MTTQ|MTTW|TLĐ|LĐLĐ|ĐTN|TWĐTN|HND|HPN|LHPN|CCB|ĐCT)\b")
_PARTY_SIGN = re.compile(r"^\d+[a-z]?-[A-ZĐ]")
_DRAFT = re.compile(r"^\(?(?:BẢN )?DỰ THẢO\b.{0,40}$", re.IGNORECASE)
_LETTER = re.compile(r"^(?:Kính gửi|Kinh gửi)\b", re.IGNORECASE)
_MEETING = re.compile(
    rf"""
    ^(?:(?:Sáng|Chiều|Tối)\s+)?(?:Ngày|ngày|Tại\s+(?:phiên|cuộc|buổi|Hội\s+nghị|hội\s+nghị|Kỳ|kỳ)[^.;]{{0,80}}?ngày
        |(?:Trong\s+)?(?:[Hh]ai|[Bb]a)\s+ngày|Từ\s+ngày|Vừa\s+qua,\s+ngày)\s*
    (?:\d{{1,2}}\s*(?:,|và|đến|-)\s*(?:ngày\s*)?)?{DATE.pattern}
    """,
    re.VERBOSE,
)
_HELD = re.compile(
    r"\b(?:họp|phiên|chủ trì|làm việc|hội nghị|kết luận|cho ý kiến|buổi|kiểm tra|thăm|dự)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Head:
    """The header, and the index of the line at which the body begins."""

    header: Header
    body: int


def read_header(source: Source, lines: Sequence[Line], lexicon: Lexicon, around: Sequence[Line] = ()) -> Head:
    """The header of a document.

    What the letterhead does not state is looked for in the annex notes ("Kèm theo Công văn số
    ...") and in the lines that a site put ``around`` the document.
    """
    nouns = type_nouns(lexicon)
    title_at, noun = find_type(lines, lexicon)
    head_end = body_from = title_at if noun is not None else _letterhead_end(lines)
    head = Stretch(source, [line for line in lines[:head_end] if line.look is not Look.RULE])
    fields = Fields(source)
    if noun is not None:
        fields.put("type", nouns[noun], lines[title_at : title_at + 1])
        body_from = title_end(lines, title_at)
        _read_title(lines[title_at + 1 : body_from], fields)
    _read_sign(head, fields)
    _read_place_and_date(head, fields)
    _read_stamps(lines[:head_end], fields)
    body = body_start(lines, body_from)
    read_tail(lines, body, fields)
    complete_from_notes(lines, around, nouns, fields)
    fields.put("family", _family(head.text, fields.values, lines))
    read_issuer(lines[:head_end], lexicon, fields)
    meeting = _meeting_date(lines[body : body + 14])
    anchor: Anchor = "stated" if "issued" in fields.values else "meeting" if meeting else "none"
    return Head(Header(**fields.values, meeting_date=meeting, anchor=anchor, spans=fields.spans), body)


def _letterhead_end(lines: Sequence[Line]) -> int:
    """Without a type line: up to "Kính gửi", else up to the first line that is no letterhead."""
    letter = next((i for i, line in enumerate(lines[:HEAD_LINES]) if _LETTER.match(line.words)), None)
    if letter is not None:
        return letter
    for i, line in enumerate(lines):
        if line.look is Look.TEXT and not _is_letterhead(line):
            return i
    return len(lines)


def _is_letterhead(line: Line) -> bool:
    words = line.words
    if read_marker(words) is not None:
        return False
    stamps = (_STATE, _PARTY, _SIGN, _DRAFT)
    return (
        is_capitals(words)
        or any(pattern.search(words) for pattern in stamps)
        or bool(_PLACE_DATE.fullmatch(words))
        or bool(re.match(r"(?:V/v|Số\b)", words))
    )


def _read_title(lines: Sequence[Line], fields: Fields) -> None:
    texts = [line for line in lines if line.look in (Look.TEXT, Look.CELL)]
    if texts:
        fields.put("title", " ".join(line.words for line in texts), texts)


def _read_sign(head: Stretch, fields: Fields) -> None:
    match = _SIGN.search(head.text)
    if match is None:
        return
    if match["number"] is None:
        fields.put("draft", True)
        return
    sign = re.sub(r"\s+", "", match["sign"]).replace("_", "").rstrip(".")
    fields.put_span("sign", sign, head.span(*match.span("sign")))


def _read_place_and_date(head: Stretch, fields: Fields) -> None:
    match = _PLACE_DATE.search(head.text)
    if match is None:
        return
    fields.put_span("place", match["place"], head.span(*match.span("place")))
    if match["day"] and match["month"] and match["year"]:
        issued = as_date(match["day"].replace("l", "1"), match["month"], match["year"])
        if issued is not None:
            fields.put_span("issued", issued, head.span(match.start("day"), match.end("year")))
    else:
        fields.put("draft", True)


def _read_stamps(lines: Sequence[Line], fields: Fields) -> None:
    for line in lines:
        if STAMPS.fullmatch(line.words):
            name = "secrecy" if line.words.endswith("MẬT") else "urgency"
            if name not in fields.values:
                fields.put(name, line.words.lower(), [line])
        if _DRAFT.match(line.words):
            fields.put("draft", True)


def _family(head: str, values: dict[str, Any], lines: Sequence[Line]) -> Family | None:
    sign = str(values.get("sign") or "")
    if (_MASS.search(head) and not _NOT_MASS.search(head)) or _MASS_SIGN.search(sign):
        return "mass"
    if _PARTY.search(head):
        return "party"
    if _STATE.search(head):
        return "state"
    if sign:
        return "party" if _PARTY_SIGN.match(sign) else "state"
    opening = " ".join(line.words for line in lines[:HEAD_LINES])[:3000]
    party, state = len(_PARTY_BODIES.findall(opening)), len(_STATE_BODIES.findall(opening))
    return None if party == state else "party" if party > state else "state"


def _meeting_date(lines: Sequence[Line]) -> date | None:
    """The day of the meeting that a conclusion reports, from its opening paragraph."""
    text = " ".join(line.words for line in lines if line.look is Look.TEXT)
    match = _MEETING.match(text)
    if match is None or not _HELD.search(text[:600]):
        return None
    return as_date(match["day"], match["month"], match["year"])
