"""What a site or a newspaper puts around a document, and a second document in the same text.

Left out are a table of metadata, an introduction or a summary above the letterhead, and the
site's lines behind the text. The letterhead is told by the state's or the Party's name in capitals
with a number near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnpolicy.structure.lines import Line, Look, is_capitals
from vnpolicy.structure.markers import read_marker
from vnpolicy.structure.notes import METADATA, SUMMARY
from vnpolicy.structure.title import HEAD_LINES

_NATION = re.compile(r"CỘNG\s+H[ÒO]A(?:\s+XÃ|$)|^CỘNG$|ĐẢNG\s+CỘNG\s+SẢN|^ĐẢNG(?:\s+CỘNG)?$")
_NUMBERED = re.compile(r"\bSố\s*:?\s*\d{1,6}[a-z]?\s*[-/]")
_TAIL = re.compile(r"N[ơo]i\s+nhận\b|(?:T/M|TM\.|K/T|KT\.|T/L|TL\.|TUQ\.|T/UQ)\s", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"(?:toàn văn|nguyên văn|trân trọng giới thiệu"
    r"|nội dung (?:văn bản|kết luận|chỉ thị|nghị quyết|công điện) như sau)\b[^.]*[:.]?$",
    re.IGNORECASE,
)
_TRAILER = re.compile(
    r"""
    .{0,400}Văn\ bản\ này\ (?:chưa|đang)\ cập\ nhật\b.*
    | \(?(?:Nguồn|Theo\ nguồn|Nguồn\ tin|Tác\ giả|Biên\ tập|Ban\ Biên\ tập|BBT|Từ\ khóa|Tags?|Chuyên\ mục)\s*:.*
    | \((?:Nguồn|Theo)\s[^)]{2,60}\)
    | (?:Xem\ thêm|(?:Các\ )?tin\ (?:khác|liên\ quan|mới\ hơn|cũ\ hơn)|(?:Bài\ viết|Văn\ bản)\ liên\ quan
        |Ý\ kiến\ bạn\ đọc|(?:Số\ )?lượt\ xem|Đánh\ giá\ bài\ viết|Tải\ (?:về|file))\b.{0,60}
    | (?:Chia\ sẻ|Bình\ luận|In\ (?:bài|trang)|In\ bài\ viết|Quay\ lại|Gửi\ email|Về\ trang\ trước|Facebook|Zalo)
        (?:\s*[:(].{0,30})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRAILER_LINES = 40  # from the end of the text
_NEAR = 16  # lines between the name of the state or the Party and the number
_PROSE = 60  # characters of a line that is no letterhead
_ENOUGH = 3  # keys that make a table of metadata


@dataclass(frozen=True)
class Frame:
    """The lines of the document itself: ``start`` inclusive, ``end`` exclusive."""

    start: int
    end: int


def frame_of(lines: Sequence[Line]) -> Frame:
    """Where the document begins and ends in a text that may hold more than it."""
    start = _start(lines)
    return Frame(start, _end(lines, start))


def further_letterheads(lines: Sequence[Line]) -> Iterator[int]:
    """The lines at which another document begins: a numbered letterhead behind a signature."""
    signed = False
    seen, last = 0, -_NEAR
    for i, line in enumerate(lines):
        if is_capitals(line.words) and _NATION.search(line.words) and _is_numbered(lines, i):
            signed = signed or any(_TAIL.match(before.words) for before in lines[seen:i])
            if signed and i - last > _NEAR:
                yield i
                signed = False
            seen = last = i


def _is_numbered(lines: Sequence[Line], at: int) -> bool:
    """Whether a number stands near the name of the state or the Party; forms leave it blank."""
    near = lines[max(0, at - _NEAR // 2) : at + _NEAR]
    return any(_NUMBERED.search(line.words) for line in near)


def _start(lines: Sequence[Line]) -> int:
    start = _behind_metadata(lines)
    for i, line in enumerate(lines[: 2 * HEAD_LINES]):
        words = line.words
        if i < start:
            continue
        if _TAIL.match(words):
            break
        if i < HEAD_LINES // 2 and _INTRODUCES.search(words):
            start = i + 1
        elif is_capitals(words) and _NATION.search(words) and _is_numbered(lines, i):
            prose = any(_is_prose(before) for before in lines[start:i])
            return _letterhead_start(lines, i) if prose else start
    return start


def _behind_metadata(lines: Sequence[Line]) -> int:
    """The line behind a table of metadata at the top, with the values of its last key."""
    keys = [i for i, line in enumerate(lines[:HEAD_LINES]) if METADATA.fullmatch(line.words)]
    if len(keys) < _ENOUGH:
        return 0
    last = METADATA.fullmatch(lines[keys[-1]].words)
    at = keys[-1] + 1
    if last is not None and not last["value"]:
        while at < len(lines) and lines[at].look in (Look.BLANK, Look.BAR):
            at += 1
        at += 1
    return at


def _is_prose(line: Line) -> bool:
    if line.look is not Look.TEXT or is_capitals(line.words):
        return False
    return line.width > _PROSE or read_marker(line.words) is not None


def _letterhead_start(lines: Sequence[Line], at: int) -> int:
    """Back from the name of the state or the Party over the issuer's lines and the table's borders."""
    start = at
    while start > 0:
        line = lines[start - 1]
        if line.look is Look.TEXT and not is_capitals(line.words) and not line.words.startswith("Số"):
            break
        start -= 1
    return start


def _end(lines: Sequence[Line], start: int) -> int:
    """The line of the site's trailer, or of the site's summary right above it."""
    first = max(start, len(lines) - _TRAILER_LINES)
    end = next((i for i in range(first, len(lines)) if _TRAILER.fullmatch(lines[i].words)), len(lines))
    while start < end < len(lines) and (lines[end - 1].look is Look.BLANK or SUMMARY.match(lines[end - 1].words)):
        end -= 1
    return end
