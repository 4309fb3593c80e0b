"""Fragments of patterns that all ways of citing a document are made of."""

from __future__ import annotations

import re

from vnpolicy.lexicon import alternation
from vnpolicy.text import UPPER


def any_of(listed: str) -> str:
    """A group for any of the phrases between bars; fit for verbose patterns too."""
    return f"(?:{alternation(listed.split('|'))})"


CAPITALISED = rf"[{UPPER}][\w&]*"
ROMAN = r"(?:(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})(?!\w))"
YEARS = r"\d{4}(?:\ ?-\ ?\d{4})?"
DATE = r"""(?:
    (?P<d>\d{1,2})\ ?[/.-]\ ?(?P<m>\d{1,2})\ ?[/.-]\ ?(?P<y>\d{4})(?!\d)
  | (?P<d2>\d{1,2})\ tháng\ (?P<m2>\d{1,2})\ năm\ (?P<y2>\d{4})(?!\d)
)"""
# Words that go on behind a name and are no part of it.
STOP = any_of(
    "và|hoặc|năm|ngày|số|được|đã|có|là|trên|cho|để|với|trong|tại|theo|do|về|của|này|quy|hiện|nếu|khi"
    "|như|ban|sửa|trước|sau|từ|đến|nhằm|gắn|phải|cần|đối|bảo đảm|nêu|còn|cùng|ở|thì|mà|mới|hướng"
    "|phê|thông"
)
WORD = r"(?!,)[^\s.;:()\"\ue000]+"
# Words that open the subject of a document.
SUBJECT = "về|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|triển khai|thực hiện|thi hành|công bố|bãi bỏ|thay thế"
# What stands between coordinated mentions.
JOINED = re.compile(r"(?:,|;| và|, và)(?: các)?(?: số)? ")
