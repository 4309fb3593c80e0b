"""The words of the grammar of bodies as pieces of regular expressions.

The words stand in ``data/bodies.toml``; names that are known as a whole stand in
``data/agencies.toml``. All pieces are for ``re.VERBOSE`` and folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from vnpolicy.lexicon import WordClass, WordKind, alternation
from vnpolicy.text import UPPER, fold

NAME_KINDS: frozenset[WordKind] = frozenset(
    (
        *("person", "office", "open head", "closed head", "lower head", "alone"),
        *("free noun", "fixed noun", "bare noun", "dutiful", "participle", "predicate", "stop"),
    )
)
CAPITAL = rf"[{UPPER}][\w&]*(?:-\d+)?"
# "bộ máy", "hội nghị", "cơ sở dữ liệu": the next syllables make another word of these nouns.
UNIT = r"""(?:(?i:tỉnh|huyện)(?!\ (?:ủy|đoàn|lỵ))|(?i:xã(?!\ hội))|TP\b\.?
    |(?i:thành\ phố|quận|thị\ xã|thị\ trấn|phường|đặc\ khu|khu\ phố|khối\ phố|thủ\ đô|tổ\ dân\ phố|thôn|buôn|ấp|xóm)
    |bản(?!\ (?:quyền|thân|đồ|tin|sắc|sao|án)))"""
_OTHER_NOUN = r"(?:dữ\ liệu|hạ\ tầng|vật\ chất|pháp\ lý)"
_OTHER_SYLLABLE = r"""(?:hành|hữu|máy|phận|đội|nghị|họp|đồng|trợ|phát|bách|thiết|nghề|chống|hợp|trưởng
    |quy|sao|đồ|tin|án|kê|vẽ|cam|quyền|chức|việc|mùa|đông|xuân|hè|cháy|tai|vi)\b"""


def any_of(words: Iterable[str]) -> str:
    """Any of the words, the longest that fits."""
    return f"(?:{alternation(tuple(words)) or '(?!)'})"


class Vocabulary:
    """The word classes of a lexicon, and what the grammar makes of them."""

    def __init__(self, entries: Iterable[WordClass]) -> None:
        self._entries = tuple(entries)

    def words(self, *kinds: WordKind) -> tuple[str, ...]:
        """The words of these kinds, folded."""
        return tuple(fold(word) for entry in self._entries if entry.kind in kinds for word in entry.words)

    def any(self, *kinds: WordKind) -> str:
        """Any word of these kinds, where it does not stand beside a word that makes another one of it."""
        plain: list[str] = []
        guarded: list[str] = []
        for entry in self._entries:
            if entry.kind not in kinds:
                continue
            words = [fold(word) for word in entry.words]
            if not (entry.not_after or entry.not_before):
                plain += words
                continue
            behind = "".join(rf"(?<!\b{re.escape(fold(word))}\ )" for word in entry.not_after)
            ahead = rf"(?!\ {any_of(map(fold, entry.not_before))}\b)" if entry.not_before else ""
            guarded.append(behind + any_of(words) + ahead)
        return f"(?:{'|'.join([any_of(plain), *guarded])})"

    @cached_property
    def verb(self) -> str:
        """With these a predicate begins, so a name or a common noun's modifier ends before them."""
        return self.any("predicate")

    @cached_property
    def lower(self) -> str:
        """A word in small letters that may be part of a name."""
        return rf"(?![{UPPER}])(?!(?:{self.verb}|{self.any('stop')})\b)[^\W\d_]+"

    @cached_property
    def head(self) -> str:
        """A word with which a further name begins."""
        heads = self.any("closed head", "open head", "person", "office")
        return rf"(?:{heads}|UBND|HĐND|Công\ an|Tỉnh\ ủy|Mặt\ trận)\b"

    @cached_property
    def phrase(self) -> str:
        """A blank and a word that may be part of a name."""
        return rf"(?:\ (?!{self.head}){CAPITAL}|(?<!\d)\ (?!{UNIT}\b){self.lower}|\ \d+)"

    def nouns(self, kind: WordKind) -> str:
        """Any common noun of this kind, where no further syllable makes it another one."""
        words = self.words(kind)
        long = any_of(noun for noun in words if " " in noun)
        short = any_of(noun for noun in words if " " not in noun)
        return rf"(?: {long}(?!\w|\ {_OTHER_NOUN}) | {short}(?!\w|\ {_OTHER_SYLLABLE}) )"
