"""Proper names of bodies: a name of the lexicon or a head, with the place or superior behind it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

from vnpolicy.extract.bodies.groups import COMMITTEE, DEEPEST, Groups
from vnpolicy.extract.bodies.places import PLACE_NAME, Places
from vnpolicy.extract.bodies.vocabulary import CAPITAL, UNIT, Vocabulary, any_of
from vnpolicy.lexicon import Lexicon, alternation
from vnpolicy.text import UPPER, fold

_COMMITTEES = re.compile(COMMITTEE, re.VERBOSE | re.IGNORECASE)

# "Cục Quản lý đầu tư xây dựng kiểm tra": verbs that are part of a name.
_MANAGING = r"(?:Quản\ lý|Giám\ sát|Bảo\ vệ|Bảo\ trợ|Phát\ triển|Hỗ\ trợ|Xúc\ tiến|Kiểm\ soát)"
_SUPERIOR = re.compile(
    r"""(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\ ủy|Chính\ phủ|Quốc\ hội|Tỉnh\ đoàn|UBND|HĐND
    |Ủy\ ban\ nhân|Hội\ đồng\ nhân""",
    re.VERBOSE,
)
_SUPERIOR_ALONE = re.compile(r"\ (?:Bộ|Sở|Cục|Vụ|Ban|Viện|Trường|Công\ ty|đơn\ vị|thôn|chi\ bộ)\b", re.VERBOSE)
_LINK = re.compile(r"\ (?P<of>(?:của|thuộc|trực\ thuộc)\ )?", re.VERBOSE)
_COLON = re.compile(r":\ ", re.VERBOSE)  # "Giám đốc: Trung tâm A, Trung tâm B"
_CHIEF = re.compile(r"Trưởng(?=\ (?:Ban|Phòng|Đoàn)$)", re.VERBOSE)  # "Trưởng | Ban Quản lý"
_NEXT_TITLE = re.compile(rf",\ (?=[{UPPER}])", re.VERBOSE)
_MINISTRIES = re.compile(r"các\ (?:Bộ|Sở)(?=:?\ )", re.VERBOSE | re.IGNORECASE)
_IN_CHARGE = re.compile(r"\ phụ\ trách(?:\ (?:lĩnh\ vực|địa\ bàn|khối))?(?=[.,;)]|$)", re.VERBOSE)
_WITH_FIELDS = ("Cục", "Phòng", "Viện", "Vụ")
_FIELD = re.compile(r"(?:,|\ và)\ ", re.VERBOSE)
_VERB_OR_TITLE = re.compile(r"lãnh\ đạo|trưởng|chánh|tập\ thể", re.VERBOSE)
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+")


class Names:
    """Reads the proper name that begins at a place in folded text."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary, places: Places) -> None:
        self._places = places
        self._groups = Groups(lexicon, vocabulary, self)
        self._committees: set[str] = set()
        self._abbreviations: set[str] = set()
        self._placed: set[str] = set()
        self._lower_heads = frozenset(vocabulary.words("lower head"))
        self._listed: set[str] = set()
        known = {fold(name).lower() for agency in lexicon.agencies for name in (agency.name, *agency.aliases)}
        for agency in lexicon.agencies:
            for name in (agency.name, *agency.aliases):
                key = fold(name).lower()
                if " " not in name and name != agency.name:
                    self._abbreviations.add(fold(name))
                if agency.placed:
                    self._placed.add(key)
                if agency.family in ("party", "mass"):
                    self._committees.add(key)
                if not agency.group and not self._adds_place(key, known):
                    self._listed.add(fold(name))
        named: dict[str, list[str]] = defaultdict(list)
        for name in self._listed:
            named[name.lower().split()[0].rstrip(",.")].append(name)
        self._named = {
            first: re.compile(rf"(?:{alternation(names)})(?!\w)", re.IGNORECASE) for first, names in named.items()
        }
        self._compile(vocabulary)

    def _adds_place(self, name: str, known: Collection[str]) -> bool:
        """Whether a name is another one with its place ("Công an huyện"), which the grammar reads."""
        blanks = [i for i, character in enumerate(name) if character == " "]
        return any(name[:i] in known and self._places.behind(name, i) == len(name) for i in blanks)

    def _compile(self, words: Vocabulary) -> None:
        persons = words.any("person")
        heads = words.words("open head", "closed head")
        short = any_of(head for head in heads if head.isupper())
        self._heads = re.compile(
            rf"""(?=[{UPPER}][^{UPPER}]|{short}\b)(?i: (?P<person>{persons}) | (?P<office>{words.any("office")})
              | (?!Ban\ hành|Đội\ ngũ|Tổ\ (?:chức|quốc|hợp)\b)(?P<open>{words.any("open head")})
              | (?P<closed>{words.any("closed head")}) )\b""",
            re.VERBOSE,
        )
        self._title = re.compile(rf"{persons}\b", re.VERBOSE | re.IGNORECASE)
        self._open_name = re.compile(_open_name(words), re.VERBOSE)
        self._closed_name = re.compile(_closed_name(words), re.VERBOSE)
        self._second_field = re.compile(
            rf",\ (?!{words.head}){CAPITAL}(?:\ {words.lower}){{0,2}}(?=[.:;)]|$|\ (?:{words.verb})\b)", re.VERBOSE
        )
        self._lower_fields = re.compile(
            rf"""(?:(?:,|\ và)\ (?:{_MANAGING.lower()}|{words.lower})(?:\ {words.lower}){{0,4}}){{1,3}}
                (?=,\ {words.head}|;|\ và\ (?:{words.head}|các)|[.:)]|$|\ (?:có|chịu)\ trách\ nhiệm)""",
            re.VERBOSE,
        )
        self._human = re.compile(rf"\ (?!{words.head})[{UPPER}]\w+(?:\ [{UPPER}]\w+){{1,3}}", re.VERBOSE)
        self._own_place = re.compile(rf"\ (?!{words.head}){PLACE_NAME}(?!\w)", re.VERBOSE)

    @property
    def groups(self) -> Groups:
        """The grammar of groups that reads names inside of groups by this one."""
        return self._groups

    @property
    def listed(self) -> frozenset[str]:
        """The names of the lexicon that ``known`` finds."""
        return frozenset(self._listed)

    def known(self, text: str, at: int) -> int:
        """Where a name of the lexicon that begins here ends; 0 if none does."""
        word = _WORD.match(text, at)
        if word is None or (text[at].islower() and word.group() not in self._lower_heads):
            return 0
        pattern = self._named.get(word.group().lower())
        match = pattern.match(text, at) if pattern else None
        if match is None or text.startswith("ủy viên", match.end() - 2):
            return 0
        if text[at].islower() and (
            " " not in match.group() or (match.group() == "công an" and not self._places.behind(text, match.end()))
        ):
            return 0
        return match.end()

    def end(self, text: str, at: int, depth: int = 0) -> int:
        """Where a proper name of a body that begins here ends; 0 if none does."""
        if depth > DEEPEST:
            return 0
        known = self.known(text, at)
        head = self._heads.match(text, at)
        if head and head.end() >= known > 0 and (end := self._headed(text, at, head, depth)):
            return end
        if known:
            party = text[at:known].lower() in self._committees
            end = self.complement(text, known, depth, any_body=party)
            minister = "tướng" in text[at:known].lower()
            own = (self._human.match(text, end) or _IN_CHARGE.match(text, end)) if minister else None
            own = own or self._own_place.match(text, end)
            if not own and end == known and text[at:known].lower() in self._placed:
                return 0
            known = own.end() if own else end
            short = " " not in text[at:known] and text[at:known] not in self._abbreviations
            return 0 if short else known
        return self._headed(text, at, head, depth)

    def complement(self, text: str, at: int, depth: int, any_body: bool = False) -> int:
        """Where the place or superior that follows a name ends; ``at`` where none follows."""
        for _ in range(3):
            if place := self._places.behind(text, at):
                at = place
                continue
            link = _LINK.match(text, at)
            if link is None:
                break
            superior = _SUPERIOR.match(text, link.end())
            end = 0
            if any_body or link["of"] or superior:
                end = self.end(text, link.end(), depth + 1)
            if not end and any_body:
                end = self._groups.end(text, link.end(), depth + 1)
            if not end and link["of"] and (own := _SUPERIOR_ALONE.match(text, link.end() - 1)):
                end = own.end()
            if not end:
                break
            at = end
        return at

    def _headed(self, text: str, at: int, head: re.Match[str] | None, depth: int) -> int:
        """Where a name ends that begins with a head of the grammar, or with a title; 0 if none does."""
        if head is None or head["person"]:
            return self._titled(text, at, depth)
        named = None
        if not head["office"]:
            named = (self._open_name if head["open"] else self._closed_name).match(text, head.end())
        at = named.end() if named else head.end()
        if named and head["closed"] in _WITH_FIELDS:
            at = self._further_fields(text, at)
        end = self.complement(text, at, depth, any_body=bool(head["office"]))
        if named or end > at or head["office"] != "Văn phòng":
            return end if named or end > at else 0
        own = _SUPERIOR_ALONE.match(text, end)
        return own.end() if own else end

    def _further_fields(self, text: str, at: int) -> int:
        """Where the further fields of a department end: "Cục Quản lý, giám sát kế toán, kiểm toán"."""
        if second := self._second_field.match(text, at):
            return second.end()
        fields = self._lower_fields.match(text, at)
        if fields is None or any(self._groups.noun(text, at + m.end()) for m in _FIELD.finditer(fields.group())):
            return at
        return fields.end()

    def _titled(self, text: str, at: int, depth: int) -> int:
        """Where an office ends that begins with its title; 0 if none does."""
        title = self._title.match(text, at)
        if title is None:
            return 0
        if _VERB_OR_TITLE.fullmatch(title.group()) and not text.endswith("chí ", 0, at):
            return 0
        if end := self._person(text, title.end(), depth):
            return end
        chief = _CHIEF.match(title.group())
        return self._person(text, at + chief.end(), depth) if chief else 0

    def _person(self, text: str, at: int, depth: int) -> int:
        """Where an office ends whose title ends ``at``; 0 where it names no body."""
        for _ in range(2):  # "Bộ trưởng, Thủ trưởng cơ quan ngang bộ"
            other = _NEXT_TITLE.match(text, at)
            title = self._title.match(text, other.end()) if other else None
            at = title.end() if title else at
        if colon := _COLON.match(text, at):
            return self.end(text, colon.end(), depth + 1)
        link = _LINK.match(text, at)
        if link is None:
            return 0
        plural = _MINISTRIES.match(text, link.end())
        if plural and (listed := self._groups.field(text, plural.end())):
            return listed
        end = self.end(text, link.end(), depth + 1)
        if not end or text[link.end()].islower() or _COMMITTEES.match(text, link.end()):
            end = max(end, self._groups.end(text, link.end(), depth + 1, headed=True))
        if not end:
            alone = self._places.behind(text, at)
            own = _SUPERIOR_ALONE.match(text, at) or self._human.match(text, at) or _IN_CHARGE.match(text, at)
            return alone or (own.end() if own else 0)
        person = self._human.match(text, end)
        return person.end() if person else end


# "Ban Chỉ đạo các chương trình mục tiêu quốc gia"
_THINGS = r"(?:chương\ trình|công\ trình|dự\ án|đề\ án|hoạt\ động|khu|vấn\ đề|phong\ trào|dịch\ vụ)"


def _open_name(words: Vocabulary) -> str:
    return rf"""
        (?: \ (?: về|xây\ dựng|phát\ triển|[Pp]hòng,\ chống|chống
                 | thực\ hiện(?=\ (?:[{UPPER}]|các|cuộc|công)) )
            \ \w+{words.phrase}{{0,2}}
          | {words.phrase} )
        {words.phrase}{{0,4}}
        (?:\ các(?=\ {_THINGS}\b){words.phrase}{{1,5}}(?:,\ {words.lower}{words.phrase}{{0,5}}){{0,3}})?
        (?: (?:,\ (?!{UNIT})|\ và\ (?!các)|\ -\ )(?!{words.head})
            (?:{CAPITAL}|{words.lower}){words.phrase}{{0,4}} ){{0,3}}
        """


def _closed_name(words: Vocabulary) -> str:
    longer = rf"""(?:\ {words.lower}){{4,7}}
        (?=[,;:.)]|$|\ (?:và\ )?(?!{words.head}){CAPITAL}|\ (?:có|chịu)\ trách\ nhiệm)"""
    rest = rf"(?:{longer}|(?:\ {words.lower}){{0,3}})"
    building = rf"(?:\ xây\ dựng(?=[,.;:)]|$|\ (?:{words.verb})\b))"
    return rf"""
        (?:\ {_MANAGING}(?:\ {words.lower}){{0,4}} | \ {CAPITAL}{rest}) {building}?
        (?:\ (?!{words.head}){CAPITAL}{rest}){{0,5}}
        (?: (?:\ và\ |\ -\ |,\ (?=[{UPPER}][^,;.:()]{{1,40}}\ và\ [{UPPER}]))
            (?!{words.head}){CAPITAL}(?:\ (?:{CAPITAL}|{words.lower})){{0,5}} ){{0,3}}
        | \ \d+\b(?:\ (?!{words.head}){CAPITAL}(?:\ {words.lower})?)?
        """
