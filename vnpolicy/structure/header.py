"""The letterhead, the title and the signature: who issued what, when, under which sign.

Layout after Nghị định 30/2020/NĐ-CP (state) and Hướng dẫn 36-HD/VPTW, 05-HD/VPTW (Party), and the
older forms that they replaced. Extraction often flattens the two columns, cuts the letterhead off,
or leaves a site's own summary at the end; each field is looked for where it may stand.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from vnpolicy.analysis import Anchor, Family, Header
from vnpolicy.lexicon import Lexicon
from vnpolicy.structure.issuer import read_issuer
from vnpolicy.structure.lines import Line, Look, is_capitals
from vnpolicy.structure.markers import read_marker
from vnpolicy.text import LOWER, UPPER, Source

_HEAD_LINES = 60
_TITLE_LINES = 14

_DATE = re.compile(
    r"(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
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
_SUBJECT = re.compile(r"(?:V/v|Về việc|Về)\b", re.IGNORECASE)
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
_SECRECY = re.compile(r"^(?:TUYỆT MẬT|TỐI MẬT|MẬT)$")
_URGENCY = re.compile(r"^(?:HỎA TỐC(?: HẸN GIỜ)?|THƯỢNG KHẨN|KHẨN)$")
_DRAFT = re.compile(r"^\(?(?:BẢN )?DỰ THẢO\b.{0,40}$", re.IGNORECASE)
_LETTER = re.compile(r"^(?:Kính gửi|Kinh gửi)\b", re.IGNORECASE)
_MEETING = re.compile(
    rf"""
    ^(?:(?:Sáng|Chiều|Tối)\s+)?(?:Ngày|ngày|Tại\s+(?:phiên|cuộc|buổi|Hội\s+nghị|hội\s+nghị|Kỳ|kỳ)[^.;]{{0,80}}?ngày
        |(?:Trong\s+)?(?:[Hh]ai|[Bb]a)\s+ngày|Từ\s+ngày|Vừa\s+qua,\s+ngày)\s*
    (?:\d{{1,2}}\s*(?:,|và|đến|-)\s*(?:ngày\s*)?)?{_DATE.pattern}
    """,
    re.VERBOSE,
)
_HELD = re.compile(
    r"\b(?:họp|phiên|chủ trì|làm việc|hội nghị|kết luận|cho ý kiến|buổi|kiểm tra|thăm|dự)\b",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(
    r"^(?:THỦ TƯỚNG|CHỦ TỊCH|ỦY BAN|HỘI ĐỒNG|BỘ TRƯỞNG|CHÍNH PHỦ|QUỐC HỘI|GIÁM ĐỐC|BAN (?!HÀNH)|TỔNG |CỤC|KHÓA"
    r"|THỐNG ĐỐC|VIỆN TRƯỞNG|CHÁNH ÁN|ĐẢNG ỦY|TỈNH ỦY|THÀNH ỦY|BỘ CHÍNH TRỊ|CHÁNH VĂN PHÒNG)"
)
_BODY = re.compile(
    r"(?:Căn cứ|Xét|Theo|Thực hiện|Triển khai|Tiếp theo|Trong|Để|Nhằm|Sau|Ngày|Tại|Sáng|Chiều|Thi hành"
    r"|Trên cơ sở|Phát huy|Qua|Vừa qua|Hưởng ứng|Bộ|Sở|Nhìn chung|Tiếp tục|Kính gửi)\b"
)
_OPENS_BODY = re.compile(r"(?:điện|gửi|kết luận|như sau|quyết nghị|quyết định)\s*:\s*$", re.IGNORECASE)
_SITE = re.compile(
    r"^(?P<type>[^\d:;]{4,60}?)\s+(?:số\s+)?(?P<sign>\d[\w.]*[-/][\w&/.-]+)\s+"
    r"(?:ngày\s+(?P<date>\d{1,2}/\d{1,2}/\d{4})|năm\s+(?P<year>\d{4})|(?=\S))"
)
_ANNEX_OF = re.compile(
    r"[Kk]èm theo\s+(?P<type>[^\d:;()]{4,60}?)\s+số\s*:?\s*(?P<sign>\d[\w.]*\s?[-/][\w&/. -]*?\w)"
    r"[\s,]+ngày\s+(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})"
)
_SIGNS_FOR = re.compile(r"^(?:T/M|TM|K/T|KT|T/L|TL|TUQ|T/UQ|Q)\s?\.?\s")
_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]+\s){{1,4}}[{UPPER}][{LOWER}]+")
_RECIPIENTS = re.compile(r"^N[ơo]i\s+nhận\b", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """The header, and the index of the line at which the body begins."""

    header: Header
    body: int


def read_header(source: Source, lines: Sequence[Line], lexicon: Lexicon) -> Head:
    """The header of a document.

    What the letterhead does not state is looked for in the annex notes ("Kèm theo Công văn số
    ...") and in the summary that a site leaves behind the text.
    """
    nouns = type_nouns(lexicon)
    title_at, noun = _find_type(lines, nouns)
    title_end = title_at
    head_end = title_at if noun is not None else _letterhead_end(lines)
    head = Stretch(source, [line for line in lines[:head_end] if line.look is not Look.RULE])
    fields = Fields(source)
    if noun is not None:
        fields.put("type", nouns[noun], lines[title_at : title_at + 1])
        title_end = _title_end(lines, title_at)
        _read_title(lines[title_at + 1 : title_end], fields)
    _read_sign(head, fields)
    _read_place_and_date(head, fields)
    _read_stamps(lines[:head_end], fields)
    body = _body_start(lines, title_end if noun is not None else head_end)
    _read_tail(lines, body, fields)
    if noun is None:
        _complete_from_notes(lines, nouns, fields)
    fields.put("family", _family(head.text, fields.values, lines))
    read_issuer(lines[:head_end], lexicon, fields)
    meeting = _meeting_date(lines[body : body + 14])
    anchor: Anchor = "stated" if "issued" in fields.values else "meeting" if meeting else "none"
    return Head(Header(**fields.values, meeting_date=meeting, anchor=anchor, spans=fields.spans), body)


class Fields:
    """The header's fields as they are found, with their places."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.values: dict[str, Any] = {}
        self.spans: dict[str, tuple[int, int]] = {}

    def put(self, name: str, value: object, lines: Sequence[Line] = ()) -> None:
        """A field, and the lines that state it, if any do."""
        self.values[name] = value
        if lines:
            self.spans[name] = self.source.span(lines[0].start, lines[-1].end)

    def put_span(self, name: str, value: object, span: tuple[int, int]) -> None:
        """A field with the caller's offsets of its words."""
        self.values[name] = value
        self.spans[name] = span


class Stretch:
    """Some lines joined by blanks, with the way back to the source."""

    def __init__(self, source: Source, lines: Sequence[Line]) -> None:
        self.source = source
        self.lines = lines
        self.text = " ".join(line.words for line in lines)
        self._starts: list[int] = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += line.width + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The caller's offsets of the lines' words that cover ``text[start:end]``.

        Lines are folded one character for one but markup is dropped, so the place inside the
        line is found again by its words.
        """
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        index = bisect_right(self._starts, at) - 1
        line = self.lines[index]
        wanted = at - self._starts[index]
        clean = self.source.clean
        seen = -1
        blank = True
        for i in range(line.start, line.end):
            if clean[i] in "*_#\\":
                continue
            if clean[i].isspace():
                seen, blank = (seen if blank else seen + 1), True
            else:
                seen, blank = seen + 1, False
            if seen >= wanted:
                return self.source.starts[i], self.source.ends[i]
        return self.source.starts[line.end - 1], self.source.ends[line.end - 1]


@cache
def type_nouns(lexicon: Lexicon) -> dict[str, str]:
    """Title nouns in upper case with the type that they name, e.g. "THÔNG BÁO KẾT LUẬN"."""
    nouns = {"THÔNG BÁO KẾT LUẬN": "thông báo", "KẾT LUẬN": "kết luận"}
    for entry in lexicon.types:
        nouns.setdefault(entry.name.upper(), entry.name)
    return nouns


def _find_type(lines: Sequence[Line], nouns: dict[str, str]) -> tuple[int, str | None]:
    """The line that names the type: its words alone, or at the start of a title in capitals.

    Letters may be set apart for show ("Q U Y Ế T  Đ Ị N H") or have lost a mark ("NGHI QUYẾT").
    """
    alone = None
    bare = {_bare(noun): noun for noun in nouns}
    for i, line in enumerate(lines[: 2 * _HEAD_LINES]):
        if i > _HEAD_LINES and alone is not None:
            break
        if read_marker(line.words) is not None and i > 3:
            break
        words = re.sub(r"\s+", " ", line.words).strip(" :.")
        if words in nouns:
            return i, words
        if is_capitals(words) and _bare(words) in bare:
            return i, bare[_bare(words)]
        if alone is None and is_capitals(words) and i < _HEAD_LINES:
            found = next((n for n in sorted(nouns, key=len, reverse=True) if words.startswith(n + " ")), None)
            if found and line.look is not Look.CELL:
                alone = (i, found)
    return alone or (0, None)


def _bare(words: str) -> str:
    """The base letters alone: no blanks, no marks."""
    decomposed = unicodedata.normalize("NFD", words.replace(" ", ""))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _letterhead_end(lines: Sequence[Line]) -> int:
    """Without a type line: up to "Kính gửi", else up to the first line that is no letterhead."""
    letter = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if _LETTER.match(line.words)), None)
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


def _title_end(lines: Sequence[Line], title_at: int) -> int:
    """The line after the title: capitals, or lower case that goes on from "về", "của" and the like."""
    end = title_at + 1
    capitals = lower = False
    for i in range(title_at + 1, min(len(lines), title_at + 1 + 2 * _TITLE_LINES)):
        line = lines[i]
        if line.look is Look.BLANK:
            if (capitals or lower) and not _title_goes_on(lines, i, lower):
                break
            continue
        if line.look in (Look.RULE, Look.BAR, Look.FURNITURE):
            break
        if read_marker(line.words) is not None or _OPENS_BODY.search(line.words):
            break
        if is_capitals(line.words):
            if lower or _is_authority(lines, i):
                break
            capitals = True
        elif not _lower_title(line, capitals, lower):
            break
        else:
            lower = True
        end = i + 1
    return end


def _title_goes_on(lines: Sequence[Line], at: int, lower: bool) -> bool:
    following = next((line for line in lines[at:] if line.look is not Look.BLANK), None)
    if following is None or read_marker(following.words) is not None:
        return False
    words = following.words
    if is_capitals(words):
        return not lower and following.look is Look.TEXT and not _AUTHORITY.match(words)
    return not lower and bool(re.match(r"(?:về|của|V/v|Về việc|tại|ban hành|triển khai)\b", words))


def _lower_title(line: Line, capitals: bool, lower: bool) -> bool:
    if _BODY.match(line.words) and not re.match(r"(?:Về|Triển khai|Thực hiện)\b", line.words):
        return False
    if not lower and _SUBJECT.match(line.words):
        return line.width < 500
    starts = bool(re.match(f'[{LOWER}("0-9]', line.words))
    if capitals and not lower:
        return starts and line.width < 110
    return (starts or not lower) and line.width < 160 and not line.words.endswith((";", ":"))


def _is_authority(lines: Sequence[Line], at: int) -> bool:
    """The issuing body named once more between title and căn cứ."""
    if not _AUTHORITY.match(lines[at].words):
        return False
    following = [line for line in lines[at + 1 : at + 6] if line.look is not Look.BLANK]
    for line in following:
        if is_capitals(line.words):
            continue
        return bool(re.match(r"(?:-\s*)?(?:Căn cứ|Xét|Theo|Thực hiện)", line.words))
    return False


def _body_start(lines: Sequence[Line], at: int) -> int:
    """The first line of the body: not the authority's name, not a rule or the end of a table."""
    for i in range(at, len(lines)):
        line = lines[i]
        if line.look in (Look.BLANK, Look.RULE, Look.BAR, Look.FURNITURE):
            continue
        if is_capitals(line.words) and _AUTHORITY.match(line.words):
            continue
        if _SECRECY.match(line.words) or _URGENCY.match(line.words):
            continue
        return i
    return len(lines)


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


def as_date(day: str, month: str, year: str) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _read_stamps(lines: Sequence[Line], fields: Fields) -> None:
    for line in lines:
        for name, pattern in (("secrecy", _SECRECY), ("urgency", _URGENCY)):
            if name not in fields.values and pattern.match(line.words):
                fields.put(name, line.words.lower(), [line])
        if _DRAFT.match(line.words):
            fields.put("draft", True)


def _read_tail(lines: Sequence[Line], body: int, fields: Fields) -> None:
    """Recipients and signer, from the first "Nơi nhận" on."""
    at = next((i for i in range(body, len(lines)) if _RECIPIENTS.match(lines[i].words)), None)
    if at is None:
        signed = [i for i in range(body, len(lines)) if _SIGNS_FOR.match(lines[i].words)]
        at = signed[0] if signed else None
    if at is None:
        return
    recipients = []
    signing = False
    signer = None
    for line in lines[at : at + 60]:
        if _SIGNS_FOR.match(line.words) or (is_capitals(line.words) and line.width > 5):
            signing = True
        listed = re.match(r"[-•+]\s*(.+?)[;.,]*$", line.words)
        if listed and not signing:
            recipients.append(listed[1])
        elif signing and signer is None and _NAME.fullmatch(line.words):
            signer = line
    fields.put("recipients", tuple(recipients))
    if signer is not None:
        fields.put("signer", signer.words, [signer])


def _complete_from_notes(lines: Sequence[Line], nouns: dict[str, str], fields: Fields) -> None:
    """A letter has no type line; what the letterhead lost stands in annex notes or in a site's summary."""
    for i, line in enumerate(lines):
        joined = Stretch(fields.source, lines[i : i + 3])
        note = _ANNEX_OF.search(joined.text) if "èm theo" in line.words else None
        site = _SITE.match(line.words) if i > len(lines) - 12 else None
        match = note or site
        noun = match["type"].strip().upper() if match else ""
        if match is None or noun not in nouns:
            continue
        if "type" not in fields.values:
            fields.put("type", nouns[noun])
        if "sign" not in fields.values:
            fields.put_span("sign", re.sub(r"\s+", "", match["sign"]), joined.span(*match.span("sign")))
        stated = _DATE.match(match["date"]) if match["date"] else None
        issued = as_date(stated["day"], stated["month"], stated["year"]) if stated else None
        if issued and "issued" not in fields.values:
            fields.put_span("issued", issued, joined.span(*match.span("date")))
    letter = any(_LETTER.match(line.words) for line in lines[:_HEAD_LINES])
    if letter and "type" not in fields.values:
        fields.put("type", "công văn")


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
    opening = " ".join(line.words for line in lines[:_HEAD_LINES])[:3000]
    party, state = len(_PARTY_BODIES.findall(opening)), len(_STATE_BODIES.findall(opening))
    return None if party == state else "party" if party > state else "state"


def _meeting_date(lines: Sequence[Line]) -> date | None:
    """The day of the meeting that a conclusion reports, from its opening paragraph."""
    text = " ".join(line.words for line in lines if line.look is Look.TEXT)
    match = _MEETING.match(text)
    if match is None or not _HELD.search(text[:600]):
        return None
    return as_date(match["day"], match["month"], match["year"])
