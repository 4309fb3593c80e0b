"""Targets that a document only repeats: "theo Nghị quyết 12-NQ/TU, đến năm 2030 đạt 80%"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from vnpolicy.analysis import Fact, Reference
from vnpolicy.extract.targets.surroundings import Surroundings
from vnpolicy.text import Passage

# Documents that set targets; what a law provides is no target of its own.
_PLANS = frozenset(
    {"nghị quyết", "kết luận", "chỉ thị", "chương trình", "kế hoạch", "chiến lược", "đề án", "quyết định", "thông báo",
     "quy hoạch", "văn kiện", "thông báo kết luận", "chương trình hành động"}
)  # fmt: skip
_BEFORE = re.compile(r"\b(?:theo|tại|trong|nêu ở)(?: (?:tinh thần|mục tiêu của|mục tiêu|nội dung))? \Z", re.IGNORECASE)
_BEHIND = re.compile(r" (?:đã |có )?(?:đề ra|đặt ra|xác định|nêu|giao|yêu cầu|chỉ rõ|quyết định)\b", re.IGNORECASE)


def quotable(passage: Passage, taken: Sequence[Fact]) -> list[int]:
    """Where the citations begin whose targets would be repeated, as positions of the passage."""
    starts = []
    for fact in taken:
        if isinstance(fact, Reference) and fact.type in _PLANS:
            start, end = passage.locate(fact.start, fact.end)
            before = _BEFORE.search(passage.folded, max(0, start - 30), start)
            if before or _BEHIND.match(passage.folded, end):
                starts.append(start)
    return sorted(starts)


def is_quoted(sources: Sequence[int], around: Surroundings) -> bool:
    """Whether one of the citations stands before the number in its clause."""
    return bisect_left(sources, around.begin) < bisect_left(sources, around.start)
