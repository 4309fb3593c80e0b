"""Which paragraphs are headings.

A heading is a short line that names a section; a numbered line that carries a sentence of its own
is an item, even if a list follows it (annotation guide).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnpolicy.structure.attributes import attribute
from vnpolicy.structure.blocks import Block
from vnpolicy.structure.levels import Levels
from vnpolicy.structure.lines import is_capitals
from vnpolicy.structure.markers import BULLETS, DOTTED, Kind, Marker, read_marker

_LONGEST_CAPITALS = 400
_LONGEST_HEADING = 900
_LONGEST_LINE = 130

_TERMINALS = (*".;!?…,", "./")
_LABELLED = re.compile(r"[^:]{3,60}:\s+\S")
_BASIS = re.compile(r"(?:-\s*)?(?:Căn cứ|Xét|Theo đề nghị)\b|\(")
_VERBS = (
    r"(?:giao|yêu cầu|đề nghị|chủ trì|phối hợp|chỉ đạo|lãnh đạo|tập trung|triển khai|tăng cường|phấn đấu|đạt|cần|phải"
    r"|cử|mở|có trách nhiệm|bao gồm|gồm|tiếp tục|đẩy mạnh|tổ chức|xây dựng|thực hiện|bảo đảm|đảm bảo|khẩn trương"
    r"|khắc phục|hoàn thành|giải quyết|rà soát|ban hành|ưu tiên|bố trí|hỗ trợ|kiểm tra|xử lý|như sau|sau đây|sau"
    r"|trong đó|cụ thể (?:là|như)|là|này (?:áp dụng|quy định|bãi bỏ|thay thế|có hiệu lực))\b"
)
# Inside a line only in lower case: "Xây dựng" may be the name of a ministry.
_DIRECTS = re.compile(rf"^(?i:{_VERBS})|\b{_VERBS}")
_ORDERS = re.compile(r"\b(?:giao|yêu cầu|đề nghị|tham mưu|chủ trì|phối hợp với|nghiên cứu|rà soát)\b", re.IGNORECASE)


def ends_sentence(words: str) -> bool:
    """Whether a paragraph ends as sentences do."""
    return words.rstrip("\"')").endswith(_TERMINALS)


def is_heading(block: Block, marker: Marker | None, after: Sequence[Block], levels: Levels) -> bool:
    """Whether a paragraph only names what stands below it; ``after`` are the paragraphs that follow."""
    words = marker.rest if marker else block.words
    if marker is not None and marker.kind in ("part", "chapter", "section", "subsection"):
        return True
    if not words or (is_capitals(words) and 2 < len(words) < _LONGEST_CAPITALS):
        return True
    if not after or ends_sentence(words):
        return False
    short = len(words) < _LONGEST_LINE
    if marker is None:
        states = words.endswith(":") and _DIRECTS.search(words)
        return short and block.strong and not states and not _BASIS.match(words)
    return len(words) < _LONGEST_HEADING and _names(block, words, marker, after, levels, short)


def _names(block: Block, words: str, marker: Marker, after: Sequence[Block], levels: Levels, short: bool) -> bool:
    """Whether a line behind a marker, without a full stop, names a section."""
    below = read_marker(after[0].words)
    if below is None:
        if words.endswith(":"):
            return not _states(words)
        return block.strong or (short and not _LABELLED.match(words) and not attribute(after[0].words))
    if not _is_child(below, marker, levels):
        return block.strong and short and marker.kind not in BULLETS
    if _labels_task(below):
        return True
    if words.endswith(":"):
        return not _states(words)
    return _is_label(words) or not _has_attributes(marker, after)


def _labels_task(below: Marker) -> bool:
    return bool(re.match(r"(?:Nhiệm vụ|Nội dung nhiệm vụ)\s*:", below.rest))


def _has_attributes(marker: Marker, after: Sequence[Block]) -> bool:
    """Whether attribute lines ("Đơn vị chủ trì: ...") stand below: then the line is a task."""
    kind: Kind | None = None
    for block in after:
        below = read_marker(block.words)
        if below is None:
            continue
        kind = kind or below.kind
        if below.kind == marker.kind or below.kind != kind:
            return False
        if attribute(below.rest, below) is not None:
            return True
    return False


def _is_child(below: Marker, marker: Marker, levels: Levels) -> bool:
    if below.kind in DOTTED:
        return below.prefix == (*marker.prefix, marker.value) or below.kind not in levels.kinds()
    return below.kind not in levels.kinds() or (below.value == 1 and below.kind != marker.kind)


def _is_label(words: str) -> bool:
    return words.count(" ") < 4 and not _DIRECTS.search(words)


def _states(words: str) -> bool:
    """Whether a line that ends with a colon says something of its own."""
    if re.search(r"\b(?:như sau|sau đây|sau)\s*:$", words):
        return True
    if words.count(" ") < 5 and (attribute(words) or not _ORDERS.search(words)):
        return False
    if re.match(r"(?:Về|Đối với)\b", words):
        return bool(re.search(r"\b(?:phấn đấu|như sau|sau đây|yêu cầu|chỉ đạo)\s*:$", words))
    return bool(_DIRECTS.search(words))
