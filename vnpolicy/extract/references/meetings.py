"""Documents of congresses and plenums: "Nghị quyết Đại hội XIII của Đảng"."""

from __future__ import annotations

import re

from vnpolicy.extract.references.grammar import CAPITALISED, ROMAN, STOP, YEARS
from vnpolicy.extract.references.mention import Mention, Span
from vnpolicy.extract.references.nouns import Noun
from vnpolicy.text import LOWER

_TYPES = frozenset({"nghị quyết", "văn kiện", "báo cáo", "kết luận", "thông báo", "cương lĩnh"})
_NUMERALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINAL = rf"(?:{ROMAN}|\d{{1,2}}(?!\w)|(?:{'|'.join(_NUMERALS[:-1])}|mười(?:\ \w+)?)(?!\w))"
_AREA = rf"""(?:\ (?i:tỉnh|thành\ phố|huyện|quận|thị\ xã|xã|phường|đặc\ khu)
    (?:\ {CAPITALISED}){{0,4}})"""
_UNION = r"(?:Công\ đoàn|Đoàn|Hội|Mặt\ trận|MTTQ|Phụ\ nữ|Liên\ đoàn)\b"
_CONGRESS = re.compile(
    rf"""\ (?:của\ )?
    (?P<issuer>(?:[Đđ]ại\ hội|ĐH)(?!\ (?:các|điểm|[Đđ]ảng(?:\ bộ)?\ các))
      (?: (?:\ [Đđ]ại\ biểu)?(?:\ toàn\ quốc)?
          (?:\ lần\ thứ\ {_ORDINAL}|\ {ROMAN})?
          (?:\ (?P<union>{_UNION})
             (?: (?:\ (?!(?:lần|nhiệm|khóa|và|về)\b)[^\W\d_]+){{0,8}}?(?=\ lần\ thứ)
               | (?:\ {CAPITALISED}(?:\ (?!{STOP}\b)[{LOWER}]+(?!\w))?){{0,4}} ))
          (?:\ lần\ thứ\ {_ORDINAL})?
        | (?:\ [Đđ]ại\ biểu)?(?:\ toàn\ quốc)?
          (?:\ [Đđ]ảng(?:\ bộ)?(?:\ toàn\ quốc)?{_AREA}?)?
          (?:\ lần\ thứ\ {_ORDINAL}|\ {ROMAN})?
          (?:,?\ (?:của\ )?Đảng(?:\ bộ{_AREA}?)?(?:\ Cộng\ sản\ Việt\ Nam)?)?
      )
    )
    (?:,?\ \(?(?P<term>nhiệm\ kỳ\ {YEARS})\)?)?""",
    re.VERBOSE,
)
_PLENUM = re.compile(
    rf"""\ (?:của\ )?
    (?P<issuer>(?:[Hh]ội\ nghị\ (?:lần\ thứ\ {_ORDINAL}(?:,|\ của)?\ )?)?
        (?:Ban\ Chấp\ hành\ )?(?:Trung\ ương|TW)(?:\ Đảng)?(?:\ lần\ thứ\ {_ORDINAL}|\ {_ORDINAL})?
        (?:,?\ (?:của\ )?Ban\ Chấp\ hành\ Trung\ ương(?:\ Đảng)?)?
        (?:,?\ \(?(?P<term>khóa\ {ROMAN}(?:,\ {ROMAN})?)\)?)?
    )""",
    re.VERBOSE,
)
_OF_MEETING = re.compile(r" của (?:[Hh]ội nghị|[Đđ]ại hội)\b")
# A name in capitals needs one of these to say which meeting it was, a common noun its number.
_TOLD = re.compile(r"\d|[IVX]\b|[Đđ]ại hội|lần thứ|khóa")
_NUMBERED = re.compile(r"\d|[IVX]\b")
_WHICH = re.compile(rf"lần\ thứ\ (?P<ordinal>{_ORDINAL})|(?<=\ )(?P<short>{ROMAN}|\d{{1,2}})(?!\w)", re.VERBOSE)
_OF_AREA = re.compile(
    rf"(?P<level>[Đđ]ảng\ bộ\ (?i:tỉnh|thành\ phố|huyện|quận|thị\ xã|xã|phường|đặc\ khu))(?:\ {CAPITALISED})+",
    re.VERBOSE,
)
_TERM = re.compile(r",? ?\(?khóa .*")
_LEFT_OUT = re.compile(r"\b(?:đại biểu|toàn quốc|của|đảng(?! bộ)|cộng sản việt nam)\b|,")
_RESOLUTION_BEHIND = re.compile(r"(?:,| và)(?: các)? Nghị quyết(?= (?:của )?[Đđ]ại hội)")


def by_meeting(text: str, noun: Noun) -> Mention | None:
    """The document that the congress or plenum behind its noun names."""
    if noun.kind not in _TYPES or (noun.said.isupper() and not noun.is_code):
        return None
    if "chính trị" in noun.said and (resolution := _RESOLUTION_BEHIND.match(text, noun.end)):
        shared = _CONGRESS.match(text, resolution.end())
        issuer = shared.span("issuer") if shared else None
        return Mention(noun.start, noun.end, noun.kind, "congress", issuer=issuer)
    meeting = _CONGRESS.match(text, noun.end) or _PLENUM.match(text, noun.end)
    told = _TOLD if noun.said[0].isupper() and not noun.is_code else _NUMBERED
    if meeting is None or not told.search(meeting.group()):
        return None
    return Mention(
        noun.start,
        meeting.end(),
        noun.kind,
        "congress",
        issuer=meeting.span("issuer"),
        term=meeting.span("term") if meeting["term"] else None,
        name=meeting_name(meeting["issuer"]),
    )


def meeting_of(text: str, at: int) -> tuple[Span, Span | None] | None:
    """The plenum or congress in "... của Hội nghị lần thứ tám Ban Chấp hành Trung ương", and its term."""
    meeting = _OF_MEETING.match(text, at) and (_PLENUM.match(text, at) or _CONGRESS.match(text, at))
    if not meeting:
        return None
    return meeting.span("issuer"), meeting.span("term") if meeting["term"] else None


def meeting_name(written: str) -> str:
    """One name for all ways to write a congress or plenum, without its term and the area's name.

    >>> meeting_name("Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"), meeting_name("Đại hội XIII")
    ('đại hội 13', 'đại hội 13')
    >>> meeting_name("Đại hội lần thứ XX Đảng bộ huyện Mai Sơn")
    'đại hội đảng bộ huyện 20'
    >>> meeting_name("Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI")
    'trung ương 8'
    """
    named = _OF_AREA.sub(r"\g<level>", _TERM.sub("", written))
    which = _WHICH.search(named)
    number = f" {ordinal(which['ordinal'] or which['short'])}" if which else ""
    words = (named[: which.start()] + named[which.end() :] if which else named).lower()
    if "trung ương" in words or "tw" in words:
        return "trung ương" + number
    return " ".join(_LEFT_OUT.sub("", words.replace("đh", "đại hội")).split()) + number


def ordinal(written: str) -> int:
    """The number that is written in Roman or Arabic numerals or in words.

    >>> ordinal("XIV"), ordinal("8"), ordinal("tám"), ordinal("mười lăm"), ordinal("mười hai")
    (14, 8, 8, 15, 12)
    """
    if written.isdigit():
        return int(written)
    if written.isupper():
        values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in written]
        return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    tens, _, ones = written.rpartition(" ")
    units = (*_NUMERALS, "lăm", "một")
    value = units.index(ones) + 1 if ones in units else 0
    return {11: 5, 12: 1}.get(value, value) + (10 if tens else 0)
