"""Documents of congresses and plenums: "Nghị quyết Đại hội XIII của Đảng"."""

from __future__ import annotations

import re

from vnpolicy.extract.references.grammar import CAPITALISED, ROMAN, YEARS
from vnpolicy.extract.references.mention import Mention, Span
from vnpolicy.extract.references.nouns import Noun

_TYPES = frozenset({"nghị quyết", "văn kiện", "báo cáo", "kết luận", "thông báo", "cương lĩnh"})
_ORDINAL = rf"(?:{ROMAN}|\d{{1,2}}(?!\w)|(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\ \w+)?)(?!\w))"
_AREA = rf"""(?:\ (?i:tỉnh|thành\ phố|huyện|quận|thị\ xã|xã|phường|đặc\ khu)
    (?:\ {CAPITALISED}){{0,4}})"""
_CONGRESS = re.compile(
    rf"""\ (?:của\ )?
    (?P<issuer>[Đđ]ại\ hội(?!\ (?:các|điểm|[Đđ]ảng(?:\ bộ)?\ các))
        (?:\ [Đđ]ại\ biểu)?(?:\ toàn\ quốc)?
        (?:\ [Đđ]ảng(?:\ bộ)?(?:\ toàn\ quốc)?{_AREA}?)?
        (?:\ lần\ thứ\ {_ORDINAL}|\ {ROMAN})?
        (?:,?\ (?:của\ )?Đảng(?:\ bộ{_AREA}?)?(?:\ Cộng\ sản\ Việt\ Nam)?)?
    )
    (?:,?\ \(?(?P<term>nhiệm\ kỳ\ {YEARS})\)?)?""",
    re.VERBOSE,
)
_PLENUM = re.compile(
    rf"""\ (?:của\ )?
    (?P<issuer>(?:[Hh]ội\ nghị\ (?:lần\ thứ\ {_ORDINAL}(?:,|\ của)?\ )?)?
        (?:Ban\ Chấp\ hành\ )?Trung\ ương(?:\ Đảng)?(?:\ lần\ thứ\ {_ORDINAL}|\ {_ORDINAL})?
        (?:,?\ (?:của\ )?Ban\ Chấp\ hành\ Trung\ ương(?:\ Đảng)?)?
        (?:,?\ \(?(?P<term>khóa\ {ROMAN}(?:,\ {ROMAN})?)\)?)?
    )""",
    re.VERBOSE,
)
_OF_MEETING = re.compile(r" của (?:[Hh]ội nghị|[Đđ]ại hội)\b")
# A name in capitals needs one of these to say which meeting it was, a common noun its number.
_TOLD = re.compile(r"\d|[IVX]\b|[Đđ]ại hội|lần thứ|khóa")
_NUMBERED = re.compile(r"\d|[IVX]\b")
_LEFT_OUT = re.compile(r"\b(?:đại biểu|toàn quốc|lần thứ|của|hội nghị|ban chấp hành|đảng$)")
_RESOLUTION_BEHIND = re.compile(r"(?:,| và)(?: các)? Nghị quyết(?= (?:của )?[Đđ]ại hội)")


def by_meeting(text: str, noun: Noun) -> Mention | None:
    """The document that the congress or plenum behind its noun names."""
    if noun.kind not in _TYPES or noun.said.isupper():
        return None
    if "chính trị" in noun.said and (resolution := _RESOLUTION_BEHIND.match(text, noun.end)):
        shared = _CONGRESS.match(text, resolution.end())
        issuer = shared.span("issuer") if shared else None
        return Mention(noun.start, noun.end, noun.kind, "congress", issuer=issuer)
    meeting = _CONGRESS.match(text, noun.end) or _PLENUM.match(text, noun.end)
    told = _TOLD if noun.said[0].isupper() else _NUMBERED
    if meeting is None or not told.search(meeting.group()):
        return None
    return Mention(
        noun.start,
        meeting.end(),
        noun.kind,
        "congress",
        issuer=meeting.span("issuer"),
        term=meeting.span("term") if meeting["term"] else None,
        name=_short_name(meeting["issuer"]),
    )


def meeting_of(text: str, at: int) -> Span | None:
    """The plenum or congress in "... của Hội nghị lần thứ tám Ban Chấp hành Trung ương"."""
    meeting = _OF_MEETING.match(text, at) and (_PLENUM.match(text, at) or _CONGRESS.match(text, at))
    return meeting.span("issuer") if meeting else None


def _short_name(issuer: str) -> str:
    """Congress or plenum without the words that may be left out."""
    return " ".join(_LEFT_OUT.sub("", issuer.lower()).split())
