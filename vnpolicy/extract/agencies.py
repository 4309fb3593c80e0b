"""The names of bodies: a grammar of heads and their complements, with the lexicon's names in it.

"Bộ Văn hóa, Thể thao và Du lịch" is one body, "Bộ Tài chính, Bộ Nội vụ" are two, "các cấp, các
ngành, địa phương" is one group. The grammar only says where a body is named; whether it is told
to do something is decided in ``assignments``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from vnpolicy.errors import LexiconError
from vnpolicy.extract import agency_words as vocabulary
from vnpolicy.lexicon import Agency, Lexicon, alternation
from vnpolicy.text import fold

DEPTH = 4  # of names inside names: "Chánh Văn phòng Đảng ủy Bộ Y tế" has three
LONGEST = 200  # characters of a head that further names may follow ("các Bộ: Quốc phòng, ...")


def _any(words: tuple[str, ...]) -> str:
    return f"(?:{alternation(words)})"


VERBS = rf"""(?:{alternation(vocabulary.PREDICATES)}
    |(?<!chương\ )(?<!công\ )(?<!quy\ )(?<!quá\ )trình
    |(?<!bầu\ )(?<!ứng\ )(?<!đề\ )cử|giao(?!\ (?:thông|dịch|lưu|tiếp))|hàng\ (?:năm|tháng|quý|tuần))"""


# also shortened in a list: "các huyện, thị ủy", "các huyện, thị, thành đoàn"
_COMMITTEE = r"""(?:(?:tỉnh|thành|huyện|thị|quận|xã),\ ){0,3}
    (?:(?:tỉnh|thành|huyện|thị|quận|đảng|chi)\ ủy(?!\ viên)|(?:tỉnh|thành|huyện|thị|quận|xã)\ đoàn\b)"""
_COMMITTEES = re.compile(_COMMITTEE, re.VERBOSE | re.IGNORECASE)
_ARTICLE = r"(?:tất\ cả\ (?:các\ )?|toàn\ thể\ |các\ |từng\ |mỗi\ |mọi\ )"
# "cơ sở", "cán bộ", "xã hội": the second syllable of these is no head.
_INSIDE = re.compile(
    r"(?:cơ|cán|nội|toàn|xã|đại|biên|trưởng|phó|trụ|học|quân|tiểu|nhà|giám|lãnh)\ $",
    re.VERBOSE | re.IGNORECASE,
)
_IN_SIGNS = ("/", "-")  # "12/QĐ-UBND"
# "bộ máy", "hội nghị", "cơ sở dữ liệu": the next syllables make another word of these nouns.
_OTHER_NOUN = r"(?:dữ\ liệu|hạ\ tầng|vật\ chất|pháp\ lý)"
_OTHER_SYLLABLE = r"""(?:hành|hữu|máy|phận|đội|nghị|họp|đồng|trợ|phát|bách|thiết|nghề|chống|hợp|trưởng
    |quy|sao|đồ|tin|án|kê|vẽ|cam|quyền|chức)\b"""


def _nouns(listed: tuple[str, ...]) -> str:
    """Any of these nouns, where no further syllable makes it another one."""
    long = _any(tuple(noun for noun in listed if " " in noun))
    short = _any(tuple(noun for noun in listed if " " not in noun))
    return rf"(?: {long}(?!\w|\ {_OTHER_NOUN}) | {short}(?!\w|\ {_OTHER_SYLLABLE}) )"


_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_CAPITAL = rf"[{_UPPER}][\w&]*(?:-\d+)?"
_LOWER = rf"(?![{_UPPER}])(?!(?:{VERBS}|{_any(vocabulary.STOPS)})\b)[^\W\d_]+"
_ANY_HEAD = rf"""(?:{_any(vocabulary.CLOSED_HEADS + vocabulary.OPEN_HEADS + vocabulary.PERSONS + vocabulary.OFFICES)}
    |UBND|HĐND|Công\ an|Tỉnh\ ủy|Mặt\ trận)\b"""
_PHRASE = rf"(?:\ (?!{_ANY_HEAD}){_CAPITAL}|(?<!\d)\ {_LOWER}|\ \d+)"

_UNIT = r"""(?:(?i:tỉnh|huyện)(?!\ (?:ủy|đoàn|lỵ))|(?i:xã(?!\ hội))|TP\b\.?
    |(?i:thành\ phố|quận|thị\ xã|thị\ trấn|phường|đặc\ khu|khu\ phố|khối\ phố|thủ\ đô|tổ\ dân\ phố|thôn|buôn|ấp|xóm)
    |bản(?!\ (?:quyền|thân|đồ|tin|sắc|sao|án)))"""
_REGION = r"""(?:(?:vùng\ )?(?:đồng\ bằng|trung\ du|ven\ biển|ven\ sông|biên\ giới|miền\ núi|vùng\ cao
        |phía\ (?:bắc|nam)|Tây\ Nguyên|miền\ (?:[Tt]rung|[Bb]ắc|[Nn]am))
    (?:\ và\ miền\ núi)?(?:\ (?:sông\ \w+(?:\ Long)?|Bắc\ Bộ|phía\ Bắc))?)\b"""
_UNITS = ("tỉnh", "huyện", "xã", "tp", "thành", "quận", "thị", "phường", "đặc", "khu", "thủ", "thôn", "bản", "buôn")
_GROUPS = ("các", "từng", "mỗi", "mọi", "toàn", "tất", "đảng", "chi", "lực")
_PLACE_NAME = rf"(?:[{_UPPER}][^\W\d_]*(?:\ (?:-\ )?[{_UPPER}][^\W\d_]+){{1,4}}|Huế|Vinh)"
_RELATED = r"(?:(?:có\ )?liên\ quan|nêu\ trên|nói\ trên|khác|cùng\ cấp)\b"
_PLACE = re.compile(
    rf"""
    \ (?P<link>(?:của|thuộc|tại|trên\ địa\ bàn|trong|ở)\ )?
    (?: (?i:(?:các|từng|mỗi|toàn|hai|ba|bốn|\d{{1,2}})\ )? {_UNIT}
        (?:(?:,\ |\ và\ |\ hoặc\ |/)(?:các\ )?{_UNIT}){{0,6}}
        (?::?\ (?:từ\ )?(?P<name>{_PLACE_NAME}))? (?:\ đến\ {_PLACE_NAME})?
        (?:\ trực\ thuộc\ (?:(?i:trung\ ương)|TW))? (?::\ {_PLACE_NAME})? (?:\ {_REGION})?
      | (?i:cấp\ (?:tỉnh|huyện|xã|cơ\ sở|trên|dưới))
        (?:(?:,\ |\ và\ |/)(?:cấp\ )?(?:huyện|xã)){{0,2}}
      | (?:địa\ phương\ |Đảng\ |đảng\ )?các\ cấp | (?i:trung\ ương) | (?i:quốc\ gia)
      | (?:đảng\ bộ\ )?trực\ thuộc
        (?:\ (?i:trung\ ương|tỉnh\ ủy|thành\ ủy|tỉnh|thành\ phố|Bộ|Chính\ phủ))?
      | khu\ vực(?:\ [IVX\d]+)? | cùng\ cấp | Việt\ Nam | địa\ phương | cơ\ sở
      | cấp\ ủy(?:\ các\ cấp)?
    )\b
    (?:\ {_RELATED})?
    """,
    re.VERBOSE,
)
_LISTED_PLACES = re.compile(rf"(?i:các)\ {_UNIT}.*:?\ {_PLACE_NAME}$", re.VERBOSE)
_MORE_PLACES = re.compile(rf"(?:,\ |\ và\ )(?P<name>{_PLACE_NAME})", re.VERBOSE)

_OPEN_NAME = re.compile(
    rf"""
    (?: \ (?: về|xây\ dựng|phát\ triển|[Pp]hòng,\ chống|chống
             | thực\ hiện(?=\ (?:[{_UPPER}]|các|cuộc|công)) )
        (?:\ \w+){{1,3}}
      | {_PHRASE} )
    {_PHRASE}{{0,4}}
    (?: (?:,\ (?!{_UNIT})|\ và\ (?!các)|\ -\ )(?!{_ANY_HEAD})
        (?:{_CAPITAL}|{_LOWER}){_PHRASE}{{0,4}} ){{0,3}}
    """,
    re.VERBOSE,
)
# "Cục Quản lý đầu tư xây dựng kiểm tra": verbs that are part of a name.
_MANAGING = r"(?:Quản\ lý|Bảo\ vệ|Bảo\ trợ|Phát\ triển|Hỗ\ trợ|Xúc\ tiến|Kiểm\ soát)"
_BUILDING = rf"(?:\ xây\ dựng(?=[,.;:)]|$|\ (?:{VERBS})\b))"
_CLOSED_NAME = re.compile(
    rf"""
    (?:\ {_MANAGING}(?:\ {_LOWER}){{0,4}} | \ {_CAPITAL}(?:\ {_LOWER}){{0,3}}) {_BUILDING}?
    (?:\ (?!{_ANY_HEAD}){_CAPITAL}(?:\ {_LOWER}){{0,3}}){{0,5}}
    (?: (?:\ và\ |\ -\ |,\ (?=[{_UPPER}][^,;.:()]{{1,40}}\ và\ [{_UPPER}]))
        (?!{_ANY_HEAD}){_CAPITAL}(?:\ (?:{_CAPITAL}|{_LOWER})){{0,5}} ){{0,3}}
    | \ \d+\b(?:\ (?!{_ANY_HEAD}){_CAPITAL}(?:\ {_LOWER})?)?
    """,
    re.VERBOSE,
)
_SECOND_FIELD = re.compile(
    rf",\ (?!{_ANY_HEAD}){_CAPITAL}(?:\ {_LOWER}){{0,2}}(?=[.:;)]|$|\ (?:{VERBS})\b)", re.VERBOSE
)
_SUPERIOR = re.compile(
    r"""(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\ ủy|Chính\ phủ|Quốc\ hội|Tỉnh\ đoàn|UBND|HĐND
    |Ủy\ ban\ nhân|Hội\ đồng\ nhân""",
    re.VERBOSE,
)
_SUPERIOR_ALONE = re.compile(r"\ (?:Bộ|Sở|Cục|Vụ|Ban|Viện|Trường|Công\ ty|đơn\ vị|thôn|chi\ bộ)\b", re.VERBOSE)
_LINK = re.compile(r"\ (?P<of>(?:của|thuộc|trực\ thuộc)\ )?", re.VERBOSE)
_NEXT_TITLE = re.compile(rf",\ (?=[{_UPPER}])", re.VERBOSE)
_MINISTRIES = re.compile(r"các\ (?:Bộ|Sở)(?=:?\ )", re.VERBOSE | re.IGNORECASE)
_LISTED_MINISTRIES = re.compile(r"\bcác\ (?P<kind>Bộ|Sở)\b", re.VERBOSE | re.IGNORECASE)
_LISTED_NAME = rf"{_CAPITAL}(?:\ {_LOWER}){{0,3}}(?:\ -\ {_CAPITAL}(?:\ {_LOWER}){{0,2}})?"
_OFFICES = re.compile(r"\bcác\ (?P<kind>phòng|ban|vụ|cục|hội|chi\ cục)(?=:?$|:\ )", re.VERBOSE | re.IGNORECASE)
_FIRST_NAME = re.compile(rf":\ (?!{_ANY_HEAD}){_LISTED_NAME}", re.VERBOSE)
_MORE_NAMES = re.compile(rf"(?:,\ |\ và\ )(?!{_ANY_HEAD})(?P<name>{_LISTED_NAME})", re.VERBOSE)
_MINISTRY_LIKE = re.compile(
    r"(?:Thủ\ trưởng\ )?(?:các\ )?cơ\ quan\ (?:ngang|thuộc|trực\ thuộc)\b",
    re.VERBOSE | re.IGNORECASE,
)
_HUMAN_NAME = re.compile(
    rf"\ (?!{_ANY_HEAD})[{_UPPER}]\w+(?:\ [{_UPPER}]\w+){{1,3}}",
    re.VERBOSE,
)
_IN_CHARGE = re.compile(r"\ phụ\ trách(?:\ (?:lĩnh\ vực|địa\ bàn|khối))?(?=[.,;)]|$)", re.VERBOSE)
_OWN_PLACE = re.compile(rf"\ (?!{_ANY_HEAD}){_PLACE_NAME}(?!\w)", re.VERBOSE)
_VERB_OR_TITLE = re.compile(r"lãnh\ đạo|trưởng|chánh|tập\ thể", re.VERBOSE)

_MODIFIER = re.compile(
    rf"""
    \ (?: {_RELATED} | {_REGION} | đang\ (?:công\ tác|sinh\ hoạt|làm\ việc) | chức\ năng
      | chuyên\ môn | (?:có\ )?thẩm\ quyền | ngang\ [Bb]ộ | đương\ nhiệm
      | [Đđ]ảng(?!\ (?:bộ|ủy|viên|đoàn)\b) | còn\ lại | cơ\ sở | trực\ tiếp\ liên\ quan
      | chính\ trị\ ?-\ ?xã\ hội(?:\ ?-\ ?nghề\ nghiệp)?
      | tham\ mưu,\ (?:giúp\ việc|quản\ lý\ nhà\ nước) | quản\ lý\ nhà\ nước
      | (?:thông\ tấn,\ )?báo\ chí(?:,\ (?:phát\ thanh|truyền\ hình)){{0,2}}
      | thuộc\ Chính\ phủ | chủ\ trì\ thực\ hiện\ nhiệm\ vụ | chủ\ quản
      | trên\ địa\ bàn(?=\ {VERBS}\b|(?!\ \w))
      | quản\ lý(?:\ (?:trực\ tiếp|chuyên\ ngành))?(?=[,.;)]|$|\ {VERBS}\b)
      | (?:đã\ )?được\ (?:giao|phân\ công)(?:\ (?:chủ\ trì|thực\ hiện|làm|nhiệm\ vụ|trách\ nhiệm))?
        (?:\ (?!(?:{VERBS}|theo|có|phải|cần|trên|để|kịp)\b)\w+){{0,8}}
    )(?!\w)
    """,
    re.VERBOSE,
)
# Words that run on, or to the end of the sentence, are rather an unknown predicate: two are kept.
_FREE_WORDS = re.compile(rf"(?:\ {_LOWER}){{1,5}}(?!\w|\ {_LOWER}|[.;]|$)|(?:\ {_LOWER}){{1,2}}(?!\w)", re.VERBOSE)
_JOIN = re.compile(r",\ |\ và\ |\ hoặc\ |/|\ -\ ", re.VERBOSE)
_ELEMENT = re.compile(
    rf"""
    (?P<article>{_ARTICLE})?(?:đồng\ chí\ )?(?:(?:thủ\ trưởng|lãnh\ đạo|tập\ thể)\ )?{_ARTICLE}?
    (?: (?P<committee>{_COMMITTEE})|(?P<fixed>{_nouns(vocabulary.FIXED_NOUNS)})
      | (?P<free>{_nouns(vocabulary.FREE_NOUNS)}) )(?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ARTICLED = re.compile(_ARTICLE, re.VERBOSE | re.IGNORECASE)
_BARE = re.compile(rf"{_any(vocabulary.BARE_NOUNS)}(?!\w)", re.IGNORECASE)
_ORGANISE = re.compile(rf"tổ\ chức\ (?:{VERBS}|họp|các|lễ|học|thi|tốt|lại|ít|ra|hội\ nghị|cho)\b", re.VERBOSE)
_HEADS = re.compile(
    rf"""(?: (?P<person>{_any(vocabulary.PERSONS)}) | (?P<office>{_any(vocabulary.OFFICES)})
      | (?!Ban\ hành|Đội\ ngũ|Tổ\ (?:chức|quốc|hợp)\b)(?P<open>{_any(vocabulary.OPEN_HEADS)})
      | (?P<closed>{_any(vocabulary.CLOSED_HEADS)}) )\b""",
    re.VERBOSE,
)
_TITLE = re.compile(rf"{_any(vocabulary.PERSONS)}\b", re.IGNORECASE)
_ALONE = re.compile(
    rf"""{_any(vocabulary.ALONE)}(?=[,.;:)]|$|\ [^\w\s]|\ (?:{VERBS}|để|trước|trong|vào)\b)
    |(?:Bộ|Thứ)\ trưởng(?=\ (?![{_UPPER}])[^\W\d_])""",
    re.VERBOSE,
)
_MANY = re.compile(r"\bcác\ (?!(?:Bộ|Sở):)|\bcấp\ (?:xã|huyện|tỉnh|cơ\ sở)", re.VERBOSE)
_WORDS = re.compile(r"(?<![^\W_])[^\W\d_]+")
_FIRST_WORDS = {
    words.split()[0].lower()
    for listed in (
        *(vocabulary.PERSONS, vocabulary.OFFICES, vocabulary.OPEN_HEADS, vocabulary.CLOSED_HEADS),
        *(vocabulary.BARE_NOUNS, vocabulary.ALONE, _UNITS, _GROUPS),
    )
    for words in listed
}


@dataclass(frozen=True, slots=True)
class Body:
    """A body named at ``start`` to ``end``; ``bare`` marks a common noun without article.

    ``core`` is where it ends if the free words behind a common noun are no modifier but the
    predicate ("các trường | dọn bùn").
    """

    start: int
    end: int
    agency: str | None
    group: bool = False
    bare: bool = False
    core: int = 0


def _place_name(text: str, at: int) -> int:
    """Where a place with its proper name that begins here ends; 0 if none does."""
    place = _PLACE.match(" " + text[at : at + LONGEST])
    return at + place.end() - 1 if place and place["name"] and not place["link"] else 0


class BodyGrammar:
    """Finds the names of bodies in folded text.

    The conventions on extents are those of the annotation guide: each named body of a list is a
    body of its own, a generic group is one, an office and a place belong to the name.

    >>> grammar = BodyGrammar(Lexicon.load())
    >>> text = "Sở Văn hóa, Thể thao và Du lịch, Giám đốc Công an tỉnh và các sở, ban, ngành"
    >>> [text[body.start : body.end] for body in grammar.find(text)]
    ['Sở Văn hóa, Thể thao và Du lịch', 'Giám đốc Công an tỉnh', 'các sở, ban, ngành']
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._canonical: dict[str, str] = {}
        self._committees: set[str] = set()
        self._abbreviations: set[str] = set()
        named: dict[str, list[str]] = defaultdict(list)
        fields: set[str] = set()
        for agency in lexicon.agencies:
            for name in (agency.name, *agency.aliases):
                key = fold(name).lower()
                self._canonical[key] = agency.name
                if " " not in name and name != agency.name:
                    self._abbreviations.add(fold(name))
                if agency.family in ("party", "mass"):
                    self._committees.add(key)
                if not agency.group:
                    named[key.split()[0].rstrip(",.")].append(fold(name))
            if agency.family == "state" and agency.name.startswith(("Bộ ", "Sở ")):
                fields.add(fold(agency.name.split(" ", 1)[1]))
        self._named = {
            first: re.compile(rf"(?:{alternation(names)})(?!\w)", re.IGNORECASE) for first, names in named.items()
        }
        self._first = _FIRST_WORDS | set(named)
        field = _any(tuple(sorted(fields)))
        self._field = re.compile(rf":?\ (?P<name>{field})(?!\w)", re.VERBOSE | re.IGNORECASE)
        self._more_fields = re.compile(rf"(?:,\ |\ và\ |;\ )(?P<name>{field})(?!\w)", re.VERBOSE)
        provinces = _any(tuple(fold(province.name) for province in lexicon.provinces))
        self._province = re.compile(rf"\ {provinces}(?!\w)", re.VERBOSE)
        for agency in lexicon.agencies:
            self._check(agency)

    def find(self, text: str) -> list[Body]:
        """All bodies named in a folded text, in order, none inside another."""
        bodies: list[Body] = []
        at = 0
        for word in _WORDS.finditer(text):
            if word.start() >= at and word.group().lower() in self._first:
                found = list(self._read(text, word.start()))
                bodies += found
                at = found[-1].end if found else at
        return bodies

    def _read(self, text: str, at: int) -> Iterator[Body]:
        """The bodies that begin here: none, one, or a list whose head is said once."""
        before = text[at - 1 : at]
        if before in _IN_SIGNS or (text[at].islower() and _INSIDE.search(text, max(0, at - 8), at)):
            return
        named, grouped, placed = self._name(text, at), self._group(text, at), _place_name(text, at)
        if end := max(named, grouped, placed):
            group = grouped == end > named
            core = self._group(text, at, free=False) if group else 0
            if (name := _FIRST_NAME.match(text, end)) and end - at <= LONGEST and _OFFICES.search(text[at:end]):
                end, core = name.end(), 0
            written = text[at:end]
            bare = (group or placed == end > named or written.islower()) and not _ARTICLED.match(text, at)
            many = group or _MANY.search(written) is not None
            yield Body(at, end, self._agency(written, group), many, bare, core or end)
            yield from self._rest(text, at, end)
        elif alone := _ALONE.match(text, at):
            yield Body(at, alone.end(), None, bare=True, core=alone.end())

    def _rest(self, text: str, start: int, at: int) -> Iterator[Body]:
        """After "các Bộ: Quốc phòng" or "các huyện A" the further names are bodies too."""
        head = text[start:at] if at - start <= LONGEST else ""
        listed, offices = _LISTED_MINISTRIES.search(head), _OFFICES.search(head)
        if listed and self._field.match(head, listed.end()):
            more = self._more_fields
        elif offices and not head.endswith(offices.group()):
            listed, more = offices, _MORE_NAMES
        elif _LISTED_PLACES.search(head):
            more = _MORE_PLACES
        else:
            return
        while name := more.match(text, at):
            if more is _MORE_PLACES and self._name(text, name.start("name")):
                break
            at = name.end()
            kind = listed["kind"] if listed else ""
            agency = self._canonical.get(f"{kind} {name['name']}".lower())
            yield Body(name.start("name"), at, agency, core=at)

    def _agency(self, name: str, group: bool) -> str | None:
        """The canonical name: the lexicon's, else as written, its known parts spelt out."""
        known = self._canonical.get(name.lower())
        if known or group:
            return known
        parts = []
        at = 0
        for word in _WORDS.finditer(name):
            start = word.start()
            if start >= at and (end := self._known(name, start)):
                parts += [name[at:start], self._canonical[name[start:end].lower()]]
                at = end
        parts.append(name[at:])
        full = "".join(parts)
        return full[0].upper() + full[1:]

    def _known(self, text: str, at: int) -> int:
        """Where a name of the lexicon that begins here ends; 0 if none does."""
        word = _WORDS.match(text, at)
        pattern = self._named.get(word.group().lower()) if word else None
        match = pattern.match(text, at) if pattern else None
        if match is None or word is None:
            return 0
        if text.startswith("ủy viên", match.end() - 2):
            return 0
        if text[at].islower() and (
            " " not in match.group()
            or word.group() not in vocabulary.LOWER_HEADS
            or (match.group() == "công an" and not _PLACE.match(text, match.end()))
        ):
            return 0
        return match.end()

    def _name(self, text: str, at: int, depth: int = 0) -> int:
        """Where a proper name of a body that begins here ends; 0 if none does."""
        if depth > DEPTH:
            return 0
        known = self._known(text, at)
        head = _HEADS.match(text, at)
        if head and head.end() >= known > 0 and (end := self._headed(text, at, depth)):
            return end
        if known:
            party = text[at:known].lower() in self._committees
            end = self._complement(text, known, depth, any_body=party)
            minister = "tướng" in text[at:known].lower()
            own = (_HUMAN_NAME.match(text, end) or _IN_CHARGE.match(text, end)) if minister else None
            own = own or _OWN_PLACE.match(text, end)
            known = own.end() if own else end
            short = " " not in text[at:known] and text[at:known] not in self._abbreviations
            return 0 if short else known
        return self._headed(text, at, depth)

    def _headed(self, text: str, at: int, depth: int) -> int:
        """Where a name ends that begins with a head of the grammar; 0 if none does."""
        head = _HEADS.match(text, at)
        if head is None or head["person"]:
            title = _TITLE.match(text, at)
            verb = title and _VERB_OR_TITLE.fullmatch(title.group())
            comrade = text.endswith("chí ", 0, at)
            return self._person(text, title.end(), depth) if title and (comrade or not verb) else 0
        named = None
        if not head["office"]:
            named = (_OPEN_NAME if head["open"] else _CLOSED_NAME).match(text, head.end())
        at = named.end() if named else head.end()
        if named and head["closed"] in ("Vụ", "Phòng") and (second := _SECOND_FIELD.match(text, at)):
            at = second.end()
        end = self._complement(text, at, depth, any_body=bool(head["office"]))
        if named or end > at or head["office"] != "Văn phòng":
            return end if named or end > at else 0
        own = _SUPERIOR_ALONE.match(text, end)
        return own.end() if own else end

    def _person(self, text: str, at: int, depth: int) -> int:
        """Where an office ends whose title ends ``at``; 0 where it names no body."""
        for _ in range(2):  # "Bộ trưởng, Thủ trưởng cơ quan ngang bộ"
            other = _NEXT_TITLE.match(text, at)
            title = _TITLE.match(text, other.end()) if other else None
            at = title.end() if title else at
        link = _LINK.match(text, at)
        if link is None:
            return 0
        plural = _MINISTRIES.match(text, link.end())
        if plural and (listed := self._field.match(text, plural.end())):
            return listed.end()
        end = self._name(text, link.end(), depth + 1)
        if not end or text[link.end()].islower() or _COMMITTEES.match(text, link.end()):
            end = max(end, self._group(text, link.end(), headed=True))
        if not end:
            alone = _PLACE.match(text, at) or _SUPERIOR_ALONE.match(text, at)
            alone = alone or _HUMAN_NAME.match(text, at) or _IN_CHARGE.match(text, at)
            return alone.end() if alone else 0
        person = _HUMAN_NAME.match(text, end)
        return person.end() if person else end

    def _complement(self, text: str, at: int, depth: int, any_body: bool = False) -> int:
        """Where the place or superior that follows a name ends; ``at`` where none follows."""
        for _ in range(3):
            if place := _PLACE.match(text, at) or self._province.match(text, at):
                at = place.end()
                continue
            link = _LINK.match(text, at)
            if link is None:
                break
            superior = _SUPERIOR.match(text, link.end())
            end = 0
            if any_body or link["of"] or superior:
                end = self._name(text, link.end(), depth + 1)
            if not end and any_body:
                end = self._group(text, link.end())
            if not end and link["of"] and (own := _SUPERIOR_ALONE.match(text, link.end() - 1)):
                end = own.end()
            if not end:
                break
            at = end
        return at

    def _group(self, text: str, at: int, headed: bool = False, free: bool = True) -> int:
        """Where a generic group that begins here ends; 0 if none does.

        Behind a head ("Thủ trưởng các sở, ngành") it needs no article, and a new one ends it.
        """
        first = _ELEMENT.match(text, at)
        if first is None or not (headed or first["article"] or _BARE.match(text, at)):
            return 0
        committee = bool(first["committee"])
        end = self._element(text, first, free)
        if self._field.match(text, first.end()):
            return end
        while join := _JOIN.match(text, end):
            element = _ELEMENT.match(text, join.end())
            if element is None or bool(element["committee"]) != committee:
                break
            if headed and element["article"] and element.start("article") == join.end():
                break
            if _ORGANISE.match(text, join.end()) or (
                text[join.end()].isupper()
                and not _MINISTRY_LIKE.match(text, join.end())
                and self._name(text, join.end(), DEPTH - 1) > element.end()
            ):
                break
            end = self._element(text, element, free, later=True)
        return end

    def _element(self, text: str, element: re.Match[str], free: bool, later: bool = False) -> int:
        """Where one noun of a group ends; a later one of one syllable has no free modifier."""
        end = element.end()
        if field := self._field.match(text, end):
            end = field.end()
        if element["committee"]:
            return self._complement(text, end, DEPTH - 1, any_body=True)
        noun = element["free"]
        free = free and noun is not None and (" " in noun or not later)
        for _ in range(4):
            if modifier := _MODIFIER.match(text, end):
                end, free = modifier.end(), False
            elif (owner := self._complement(text, end, DEPTH - 1)) > end:
                end, free = owner, False
            elif free and (words := _FREE_WORDS.match(text, end)):
                end, free = words.end(), False
            else:
                break
        return end

    def _check(self, agency: Agency) -> None:
        for example in agency.examples:
            text = fold(example)
            if not any(b.start == 0 and b.end == len(text) for b in self.find(text)):
                raise LexiconError(
                    f"the agency {agency.id!r} has the example {example!r}, which is not read as "
                    "one body: add its head to the aliases or correct the example"
                )
        for example in agency.not_examples:
            text = fold(example)
            if any(b.start == 0 and b.end == len(text) for b in self.find(text)):
                raise LexiconError(
                    f"the agency {agency.id!r} has the counter-example {example!r}, which is "
                    "read as a body: shorten the names that match it or correct the example"
                )
