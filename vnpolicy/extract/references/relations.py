"""What the citing document does with the one that it cites."""

from __future__ import annotations

import re

from vnpolicy.analysis import Relation
from vnpolicy.extract.references.mention import Mention

_BASIS = re.compile(r"^(?:[-+•*] ?|\w{1,3}[.)] ?)?[Cc]ăn cứ\b")
_CUES: tuple[tuple[Relation, str], ...] = (
    ("replaces", "thay thế"),
    ("repeals", "bãi bỏ|hủy bỏ"),
    ("amends", "sửa đổi|đính chính"),
    ("issued_with", "kèm theo"),
    ("reports", "sau khi nghe|nghe|xem xét"),
    ("implements", "thực hiện|triển khai|(?<!kèm )theo|quán triệt|thi hành|cụ thể hóa|căn cứ|bám sát"),
)
_RELATIONS = [(relation, re.compile(rf"(?<!\w)(?:{cues})\b[^.;]{{0,40}}$", re.IGNORECASE)) for relation, cues in _CUES]


def relation_of(text: str, mention: Mention) -> Relation:
    """The relation that the nearest word before the mention says; a preamble gives the basis."""
    window = text[max(0, mention.start - 60) : mention.start]
    cues = [(m.start(), relation) for relation, cue in _RELATIONS if (m := cue.search(window))]
    nearest: Relation = max(cues)[1] if cues else "mentions"
    basis = _BASIS.match(text) and nearest in ("implements", "mentions", "reports")
    return "basis" if basis else nearest
