"""Words that say on which side of a time the task lies."""

from __future__ import annotations

import re

from vnpolicy.analysis import Boundary
from vnpolicy.extract.calendar.grammar import DAY, MONTH, pattern

BOUNDARY = r"""(?:
    (?P<before>(?:(?:(?:chậm|muộn|trễ)\snhất|hạn\schót|cho|đến)(?:\slà)?\s)?
        trước(?:\s(?:thời\sđiểm|thời\shạn|hết))?)
  | (?P<by>(?:(?:chậm|muộn|trễ)\snhất|hạn\s(?:chót|cuối)|không\s(?:quá|(?:muộn|chậm|trễ)\s(?:hơn|quá)))
        (?:\s(?:là|vào|trong|đến|hết)){0,3}
      | (?:cho\s)?(?:đến|tới)(?:\shết|\sthời\sđiểm)? | hết)
  | (?P<from>(?:kể\s)?từ(?:\ssau)?|sau(?=\sngày\s[0-9]{1,2}/))
  | (?P<at>đúng(?:\s(?:vào|dịp)){0,2})
  | (?P<in>(?:trong|vào)(?:\s(?:khoảng|dịp|lúc))?))"""
# Between coordinated times.
AND = r"(?:,|\svà|;|\shoặc)\s"
# What the fragment can begin with.
BOUNDARY_BEGINNINGS = (
    "chậm", "muộn", "trễ", "hạn", "cho", "đến", "trước", "không", "tới", "hết", "kể", "từ", r"sau\sngày", "đúng",
    "trong", "vào",
)  # fmt: skip

_END = pattern(r"cuối\b")
_LAST_DAY_BEFORE = pattern(r"hạn\s(?:chót|cuối)(?:\s[^\s.;:]+){0,6}?(?:\slà|:)\s\Z")
_SINGLE_DAY = pattern(rf"ngày|(?:{DAY})[/.-](?:{MONTH})[/.-]")


def boundary_of(match: re.Match[str], said: str, left: str = "") -> Boundary:
    """The boundary by its word, else by the time itself: cuối is "by", a single day "at".

    ``left`` are the words before: "xong trong tháng 5" and "hạn cuối nộp bài: 05/6" limit, "họp trong
    tháng 5" does not.
    """
    if match["before"]:
        return "before"
    if match["by"] or (match["in"] and left.rstrip().lower().endswith("xong")):
        return "by"
    if match["from"]:
        return "from"
    if match["at"]:
        return "at"
    if _END.match(said) or _LAST_DAY_BEFORE.search(left):
        return "by"
    on = (match["in"] or "vào").lower().startswith("vào")
    return "at" if on and _SINGLE_DAY.search(said) else "in"
