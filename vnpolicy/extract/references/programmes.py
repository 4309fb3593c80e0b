"""Strategies, plans, programmes and schemes by their names: "Chương trình ... giai đoạn 2021 - 2030"."""

from __future__ import annotations

import re

from vnpolicy.extract.references.grammar import WORD, YEARS, any_of
from vnpolicy.extract.references.mention import Mention
from vnpolicy.extract.references.nouns import Noun, Nouns
from vnpolicy.extract.references.provenance import Provenance
from vnpolicy.text import LOWER

PROGRAMMES = frozenset({"chiến lược", "quy hoạch", "chương trình", "đề án"})

_NATIONAL = re.compile(r" mục tiêu quốc gia\b")
_TIME = rf"""
    (?:\d+\ năm|đến(?:\ hết)?\ năm|giai\ đoạn|thời\ kỳ)\ {YEARS}
    (?:,?\ (?:và\ )?(?:tầm\ nhìn|định\ hướng)(?:\ đến)?(?:\ năm)?\ {YEARS})?
"""
_NAME_STOP = any_of(
    "được|đã|nhằm|để|đạt|hoàn|trước|này|theo|do|cần|phải|bảo|đảm|phấn|tiếp|báo|trình|gửi|nêu|Nghị|Quyết|Kế|Chỉ|Kết|Luật"
)
_TIMED_NAME = re.compile(rf"(?:\ (?!{_NAME_STOP}\b|{_TIME}){WORD}){{2,36}}?\ {_TIME}", re.VERBOSE)
_QUOTED_NAME = re.compile(rf"(?:\ [{LOWER}]+){{0,6}}\ ?\"[^\"]{{3,200}}\"(?:\ {_TIME})?", re.VERBOSE)
_TIME_BEHIND = re.compile(rf",?\ {_TIME}|\ năm\ \d{{4}}(?!\d)", re.VERBOSE)
_MAKING = re.compile(
    rf"""\b{any_of("xây dựng|soạn thảo|dự thảo|dự án|lập|ban hành|tham mưu|trình|phê duyệt|nghiên cứu|đề xuất")}
    (?:\ {any_of("và|các|những|dự thảo|mới|nội dung|triển khai|thực hiện|ban hành|phê duyệt|chủ trương đầu tư")}){{0,4}}
    \ "?$""",
    re.VERBOSE | re.IGNORECASE,
)


class ProgrammeNames:
    """Reads the names of programmes, which end with their time or their closing quote."""

    def __init__(self, nouns: Nouns, provenance: Provenance) -> None:
        self._nouns = nouns
        self._provenance = provenance

    def by_name(self, text: str, noun: Noun) -> Mention | None:
        """A programme that is cited by its name, none that is still being made."""
        if noun.kind not in PROGRAMMES or noun.said.isupper():
            return None
        if _MAKING.search(text, max(0, noun.start - 120), noun.start):
            return None
        end = self._end_of_name(text, noun)
        if end is None:
            return None
        name = text[noun.end : end].strip().lower()
        return self._provenance.behind(text, Mention(noun.start, end, noun.kind, "name", name=name))

    def _end_of_name(self, text: str, noun: Noun) -> int | None:
        capital = noun.said[0].isupper()
        national = _NATIONAL.match(text, noun.end)
        quoted = _QUOTED_NAME.match(text, noun.end)
        if quoted and (capital or national):
            return quoted.end()
        timed = _TIMED_NAME.match(text, national.end() if national else noun.end)
        if timed and (capital or national or "thời kỳ" in timed.group()):
            return timed.end()
        proper = self._nouns.proper.match(text, noun.start)
        if proper is None:
            return None
        if after := _TIME_BEHIND.match(text, proper.end()):
            return after.end()
        return proper.end() if capital or national else None
