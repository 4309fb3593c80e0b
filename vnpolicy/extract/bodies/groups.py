"""Generic groups: "các cấp, các ngành, địa phương", "các trường học trên địa bàn"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vnpolicy.extract.bodies.places import REGION, RELATED
from vnpolicy.extract.bodies.vocabulary import Vocabulary, any_of
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import fold

if TYPE_CHECKING:
    from vnpolicy.extract.bodies.names import Names

_ARTICLE = r"(?:tất\ cả\ (?:các\ )?|toàn\ thể\ |các\ |từng\ |mỗi\ |mọi\ )"
_ARTICLED = re.compile(_ARTICLE, re.VERBOSE | re.IGNORECASE)
ARTICLES = ("các", "từng", "mỗi", "mọi", "toàn", "tất cả")
# also shortened in a list: "các huyện, thị ủy", "các huyện, thị, thành đoàn"
COMMITTEE = r"""(?:(?:tỉnh|thành|huyện|thị|quận|xã),\ ){0,3}
    (?:(?:tỉnh|thành|huyện|thị|quận|đảng|chi)\ ủy(?!\ viên)|(?:tỉnh|thành|huyện|thị|quận|xã)\ đoàn\b)"""
_MINISTRY_LIKE = re.compile(
    r"(?:Thủ\ trưởng\ )?(?:các\ )?cơ\ quan\ (?:ngang|thuộc|trực\ thuộc)\b",
    re.VERBOSE | re.IGNORECASE,
)
DEEPEST = 4  # of names inside names: "Chánh Văn phòng Đảng ủy Bộ Y tế" has three
_IN_GROUPS = DEEPEST - 1  # a name inside a group has one name inside it
_OF_FIELDS = re.compile(r".*\b(?:bộ|sở|ngành|công chức|cán bộ)", re.IGNORECASE)
_PLACED = r"\ (?:tỉnh|thành\ phố|huyện|xã|phường|cấp|các)\b"  # "Công an tỉnh" is no ministry
_NO_NOUN = r"(?:và|hoặc|các|những|cũng|đều|để|mà|là|được|bị|đã|sẽ|nếu|khi|theo|nào|không|phải|cần|chưa|có)"
_JOIN = re.compile(r",\ |\ và\ |\ hoặc\ |/|\ -\ ", re.VERBOSE)


class Groups:
    """Reads the generic group that begins at a place in folded text."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary, names: Names) -> None:
        self._names = names
        fields = (
            fold(agency.name.split(" ", 1)[1])
            for agency in lexicon.agencies
            if agency.family == "state" and agency.name.startswith(("Bộ ", "Sở "))
        )
        field = any_of(sorted(fields))
        self._field = re.compile(rf":?\ (?P<name>{field})(?!\w)", re.VERBOSE | re.IGNORECASE)
        self.more_fields = re.compile(rf"(?:,\ |\ và\ |;\ )(?P<name>{field})(?!\w|{_PLACED})", re.VERBOSE)
        self._compile(vocabulary)

    def _compile(self, words: Vocabulary) -> None:
        self._element = re.compile(
            rf"""
            (?P<article>{_ARTICLE})?(?:đồng\ chí\ )?(?:(?:thủ\ trưởng|lãnh\ đạo|tập\ thể)\ )?{_ARTICLE}?
            (?: (?P<committee>{COMMITTEE})|(?P<fixed>{words.nouns("fixed noun")})
              | (?P<free>{words.nouns("free noun")}) )(?!\w)
            """,
            re.VERBOSE | re.IGNORECASE,
        )
        self._organise = re.compile(
            rf"tổ\ chức\ (?:{words.verb}|họp|các|lễ|học|thi|tốt|lại|ít|ra|hội\ nghị|cho)\b", re.VERBOSE
        )
        # With one of these a group begins that stands behind no head. "Tổ chức thu phí có trách nhiệm ...":
        # whatever stands between belongs to the noun.
        self._opening = re.compile(
            rf"""(?P<dutiful>{words.any("dutiful")}(?:\ (?!{_NO_NOUN}\b)[^\W\d_]+){{1,9}}?(?=\ có\ trách\ nhiệm\b))
            |{_ARTICLE}|{words.any("bare noun")}(?!\w)""",
            re.VERBOSE | re.IGNORECASE,
        )
        self._modifier = re.compile(_modifier(words), re.VERBOSE)
        # Words that run on, or to the end of the sentence, are rather an unknown predicate: two are kept.
        self._free_words = re.compile(
            rf"(?:\ {words.lower}){{1,5}}(?!\w|\ {words.lower}|[.;]|$)|(?:\ {words.lower}){{1,2}}(?!\w)", re.VERBOSE
        )

    def article(self, text: str, at: int) -> int:
        """Where an article ("các", "mỗi") ends that begins here; 0 if none does."""
        article = _ARTICLED.match(text, at)
        return article.end() if article else 0

    def noun(self, text: str, at: int) -> bool:
        """Whether a common noun of groups begins here."""
        return self._element.match(text, at) is not None

    def field(self, text: str, at: int) -> int:
        """Where a field of ministries ends that follows "các Bộ" here (": Quốc phòng"); 0 if none does."""
        field = self._field.match(text, at)
        return field.end() if field else 0

    def end(self, text: str, at: int, depth: int = 0, *, headed: bool = False) -> int:
        """Where a generic group that begins here ends; 0 if none does.

        ``depth`` is how many names it stands in. Behind a head ("Thủ trưởng các sở, ngành") it needs no
        article, and a new one ends it.
        """
        return self._read(text, at, depth, headed)[0]

    def ends(self, text: str, at: int) -> tuple[int, int]:
        """Where a generic group that begins here ends, and where without the free words behind its nouns."""
        end, loose = self._read(text, at)
        return end, self._read(text, at, free=False)[0] if loose else end

    def _read(self, text: str, at: int, depth: int = 0, headed: bool = False, free: bool = True) -> tuple[int, bool]:
        """Where a group ends, and whether free words behind a noun belong to it, which may be only where ``free``."""
        if depth > DEEPEST:
            return 0, False
        opening = None if headed else self._opening.match(text, at)
        if opening and opening["dutiful"]:
            return opening.end(), False
        first = self._element.match(text, at) if headed or opening else None
        if first is None:
            return 0, False
        committee = bool(first["committee"])
        inside = max(depth + 1, _IN_GROUPS)
        end, loose = self._noun_end(text, first, inside, free)
        if not (headed or first["article"]) and self._names.known(text, at) and self._names.end(text, at) >= end:
            return 0, False  # "Công an tỉnh và các sở"
        if self._field.match(text, first.end()) or self._belongs(first):
            return end, loose
        while join := _JOIN.match(text, end):
            element = self._element.match(text, join.end())
            if element is None or bool(element["committee"]) != committee:
                break
            if headed and element["article"] and element.start("article") == join.end():
                break
            if self._organise.match(text, join.end()) or self._is_name(text, join.end(), element, inside):
                break
            end, more = self._noun_end(text, element, inside, free, later=True)
            loose = loose or more
        return end, loose

    @staticmethod
    def _belongs(element: re.Match[str]) -> bool:
        """Whether the noun is one of members, whose body follows."""
        return (element["free"] or "").lower() == "thành viên"

    def _titled(self, text: str, element: re.Match[str], depth: int) -> int:
        """Where "người đứng đầu các cơ quan, đơn vị" ends in a list; 0 for other nouns."""
        leads = (element["fixed"] or "").lower() == "người đứng đầu"
        return self._names.end(text, element.start("fixed"), depth) if leads else 0

    def _is_name(self, text: str, at: int, element: re.Match[str], depth: int) -> bool:
        """Whether what looks like a noun of the group is rather the name of a body."""
        noun = element.start(element.lastindex or 0)
        return not _MINISTRY_LIKE.match(text, at) and any(
            text[begin].isupper() and self._names.end(text, begin, depth) > element.end() for begin in {at, noun}
        )

    def _noun_end(
        self, text: str, element: re.Match[str], depth: int, free: bool, later: bool = False
    ) -> tuple[int, bool]:
        """Where one noun of a group ends, and whether with free words; a later one of one syllable has none."""
        end, loose = element.end(), False
        if _OF_FIELDS.fullmatch(element.group()):
            end = self.field(text, end) or end
        if element["committee"] or self._belongs(element):
            return self._names.complement(text, end, depth, any_body=True), False
        if titled := self._titled(text, element, depth):
            return titled, False
        noun = element["free"]
        free = free and noun is not None and (" " in noun or not later)
        for _ in range(4):
            if modifier := self._modifier.match(text, end):
                end, free = modifier.end(), False
            elif (owner := self._names.complement(text, end, depth)) > end:
                end, free = owner, False
            elif free and (words := self._free_words.match(text, end)):
                end, free, loose = words.end(), False, True
            else:
                break
        return end, loose


def _modifier(words: Vocabulary) -> str:
    return rf"""
        \ (?: {RELATED} | {REGION} | đang\ (?:công\ tác|sinh\ hoạt|làm\ việc) | chức\ năng
          | chuyên\ môn | (?:có\ )?thẩm\ quyền | ngang\ [Bb]ộ | đương\ nhiệm
          | [Đđ]ảng(?!\ (?:bộ|ủy|viên|đoàn)\b) | còn\ lại | cơ\ sở | trực\ tiếp\ liên\ quan
          | chính\ trị\ ?-\ ?xã\ hội(?:\ ?-\ ?nghề\ nghiệp)?
          | tham\ mưu,\ (?:giúp\ việc|quản\ lý\ nhà\ nước) | quản\ lý\ nhà\ nước
          | (?:thông\ tấn,\ )?báo\ chí(?:,\ (?:phát\ thanh|truyền\ hình)){{0,2}}
          | {words.any("participle")}(?:\ {words.lower}){{0,5}} | thuộc\ Chính\ phủ
          | chủ\ trì\ thực\ hiện\ nhiệm\ vụ | chủ\ quản
          | trên\ địa\ bàn(?=\ {words.verb}\b|(?!\ \w))
          | quản\ lý(?:\ (?:trực\ tiếp|chuyên\ ngành))?(?=[,.;)]|$|\ {words.verb}\b)
          | (?:đã\ )?được\ (?:giao|phân\ công)(?:\ (?:chủ\ trì|thực\ hiện|làm|nhiệm\ vụ|trách\ nhiệm))?
            (?:\ (?!(?:{words.verb}|theo|có|phải|cần|trên|để|kịp)\b)\w+){{0,8}}
        )(?!\w)
        """
