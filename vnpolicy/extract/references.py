"""References: mentions of other documents, by sign, number, date, congress or proper name.

Conventions are those of the annotation guide (version 4): the span runs from the type noun, or
the pinpoint before it, to the end of sign, date, issuer and term; the subject that follows is left
out, save where it is the proper name of a strategy, plan, programme or scheme. Signs are read by
the grammar of Hướng dẫn 36-HD/VPTW (Party: 596-KL/TU), of Nghị định 30/2020/NĐ-CP (state:
62/BC-UBND) and of the laws on legal documents (30/2020/NĐ-CP, 59/2020/QH14).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from vnpolicy.analysis import Fact, Flag, Header, Reference, Relation
from vnpolicy.errors import LexiconError
from vnpolicy.extract.agencies import BodyGrammar
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import DocumentType, Issuer, Lexicon, alternation
from vnpolicy.text import Passage, Source, fold


def _any(listed: str) -> str:
    """A group for any of the phrases between bars; fit for verbose patterns too."""
    return f"(?:{alternation(listed.split('|'))})"


_UPPER = "".join(c for c in map(chr, [*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA)]) if c.isupper())
_LOWER = _UPPER.lower()
_CAPITAL = rf"[{_UPPER}][\w&]*"
_ROMAN = r"(?:(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})(?!\w))"
_YEARS = r"\d{4}(?:\ ?-\ ?\d{4})?"

# Signs

_NUMBER = r"(?:\d{1,3}\.\d{1,3}|\d{1,5}[a-zđ]?)"
_CODE = r"[A-ZĐƯ][A-Za-zĐđƯưÂÊÔ&]{0,24}(?:\.[A-ZĐƯ]{1,12}){0,2}\d{0,3}(?!\w)"
# A blank beside the separator is a slip of typing or a line's end: only before two capitals.
_SEPARATOR = r"(?:[-/]|(?:\ [-/]\ ?|[-/]\ )(?=[A-ZĐƯ&]{2}|\d{4}/))"
_SIGN = rf"""(?P<sign>
    {_NUMBER}
    (?:{_SEPARATOR}\d{{1,5}}(?!\d))?
    {_SEPARATOR}{_CODE}
    (?:{_SEPARATOR}{_CODE}){{0,6}}
)"""
_SIGN_HERE = re.compile(_SIGN, re.VERBOSE)
_SIGN_BEHIND = re.compile(rf"\ (?:\(?(?:số|Số|SỐ)\ ?:?\ ?)?{_SIGN}", re.VERBOSE)
_SIGN_ALONE = re.compile(rf"(?<![\w/.,-])(?:[Ss]ố\ ?:?\ ?)?{_SIGN}", re.VERBOSE)
_FORM_BEFORE = re.compile(r"(?:[Mm]ẫu|[Bb]iểu|[Tt]ờ khai)(?: mẫu)?(?: số)? ?$")

# A number without a code cites only where the sentence goes on as behind a name: "Đề án 06 của".
_BEHIND_NUMBER = _any(
    "của|về|và|hoặc|là|đã|được|trên|tại|trong|theo|vào|cho|đến|với|để|do|có|phải|cần|này|tới|nhằm"
    "|gắn|giai đoạn|nêu|ban hành|quy định|khóa"
)
_BARE_NUMBER = rf"""(?P<sign>\d{{1,5}}[a-zđ]?)
    (?=\ ?[,.;:)\]"'](?!\d)|\ ?$|\ {_BEHIND_NUMBER}\b|\ (?:ngày\ \d|năm\ \d{{4}}|[(-]))
"""
_NUMBER_HERE = re.compile(_BARE_NUMBER, re.VERBOSE)
_NUMBER_BEHIND = re.compile(rf"\ (?P<label>(?:số|Số)\ ?:?\ ?)?{_BARE_NUMBER}", re.VERBOSE)
_NEXT_OF_LIST = re.compile(r"(?:, và|,| và| hoặc|;(?= số))(?: các)?(?P<label> số:? ?| )")

# What stands behind a sign

_DATE = r"""(?:
    (?P<d>\d{1,2})\ ?[/.-]\ ?(?P<m>\d{1,2})\ ?[/.-]\ ?(?P<y>\d{4})(?!\d)
  | (?P<d2>\d{1,2})\ tháng\ (?P<m2>\d{1,2})\ năm\ (?P<y2>\d{4})(?!\d)
)"""
_DATE_BEHIND = re.compile(
    rf",?\ \(?(?:ban\ hành\ |ký\ )?ngày\ {_DATE}\)?", re.VERBOSE | re.IGNORECASE
)
_YEAR_BEHIND = re.compile(r",? (?:năm )?(?P<year>(?:19|20)\d\d)(?! ?[-/]|\d)")
_OF = re.compile(r",? của ")
_MEETING_OF = re.compile(r" của (?:[Hh]ội nghị|[Đđ]ại hội)\b")
_TERM_BEHIND = re.compile(
    rf""",?\ (?P<open>\()?
    (?P<term>[Kk]hóa\ (?:{_ROMAN}|\d{{1,2}}(?!\d))(?:,\ {_ROMAN})?|nhiệm\ kỳ\ {_YEARS})
    (?(open)\))""",
    re.VERBOSE,
)
_PASSIVE = re.compile(r" (?:đã )?(?:được|do) ")
_PASSED = re.compile(
    rf"\ {_any('thông qua|phê duyệt|ban hành')}(?:(?:\ \w+){{0,8}}\ ngày\ {_DATE})?", re.VERBOSE
)

# What stands before a type noun

_DAY_BEFORE = re.compile(rf"(?:^|[.|;]\ )Ngày\ {_DATE},\ tại\ $", re.VERBOSE)
_LINKED = re.compile(r"\b(?:tại|trong|theo|có|hành)(?: các)? ?$")
_ISSUED_AT = re.compile(
    r" (?:(?:nêu |yêu cầu |giao )?(?:tại|trong|theo)|(?:đã |mới )?(?:có|(?:ký )?ban hành))"
    r"(?: các)? ?$"
)
_JOINED = re.compile(r"(?:,|;| và|, và)(?: các)?(?: số)? ")

_PART = r"(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Cc]hương|(?:[Tt]iểu\ )?[Mm]ục|[Pp]hụ\ lục|[Pp]hần|[Tt]iết)"
_PART_MARK = r"(?:\d{1,3}[a-zđ]?(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[a-zđA-Z](?:\.\d{1,2})?)(?!\w)\)?"
_PINPOINT = re.compile(
    rf"""(?<!\w){_PART}\ {_PART_MARK}
    (?:(?:,\ và\ |[,;]\ |\ và\ |\ hoặc\ |\ )(?:(?:các\ )?{_PART}\ )?{_PART_MARK})*""",
    re.VERBOSE,
)
_PINPOINT_LINKS = (" ", " của ", " tại ", " trong ")
_ANNEX_LINKS = (" kèm theo ", " ban hành kèm theo ")

# Names of laws

_LAW_TYPES = frozenset({"luật", "bộ luật", "pháp lệnh"})
_CHARTER_TYPES = frozenset({"hiến pháp", "điều lệ", "cương lĩnh"})
_STOP = _any(
    "và|hoặc|năm|ngày|số|được|đã|có|là|trên|cho|để|với|trong|tại|theo|do|về|của|này|quy|hiện|nếu|khi"
    "|như|ban|sửa|trước|sau|từ|đến|nhằm|gắn|phải|cần|đối|bảo đảm|nêu|còn|cùng|ở|thì|mà|mới|hướng"
    "|phê|thông"
)
_WORD = r"(?!,)[^\s.;:()\"\ue000]+"
_LAW_NAME = re.compile(
    rf" {_CAPITAL}(?: (?!{_STOP}\b)[{_LOWER}]+(?!\w)){{0,7}}(?: [A-ZĐ]{{2,6}}(?!\w))?"
)
_NAME_TO_SIGN = re.compile(
    rf"""(?:\ (?!{_any("được|đã|theo|tại|trong|trước|để|nhằm|từ|đến|này|hoàn thành|thì")}\b)
        {_WORD}){{1,16}}?(?<!,)
    (?=\ (?:số\ ?:?\ ?\d|ngày\ \d{{1,2}}[/\ ]|năm\ \d{{4}}|\d{{1,4}}/\d{{4}}/))""",
    re.VERBOSE,
)
_AMENDING = re.compile(
    r" (?i:sửa đổi(?:, bổ sung)?(?: một số)? điều)(?: của)?(?: các)?(?: \d{1,2})?(?= )"
)
_NEXT_LAW = re.compile(r",? (?:và )?(?P<law>[Bb]ộ luật|[Ll]uật|[Pp]háp lệnh)(?= )")
_REVISED = re.compile(r" (?:\(sửa đổi\)|sửa đổi(?= năm))")
_OF_THE_PARTY = re.compile(
    r"(?:,? (?:và )?(?:các )?(?:nghị quyết|chỉ thị|quy định|quy chế|Điều lệ)(?: của)?){1,4}"
    r" (?P<party>Đảng)\b"
)
_DRAFTING = re.compile(rf"\b{_any('dự thảo|dự án|xây dựng|soạn thảo')}(?: các)? $", re.IGNORECASE)

# Names of strategies, plans, programmes, schemes; standards

_PROGRAMME_TYPES = frozenset({"chiến lược", "quy hoạch", "chương trình", "đề án"})
_NATIONAL = re.compile(r" mục tiêu quốc gia\b")
_TIME = rf"""
    (?:\d+\ năm|đến(?:\ hết)?\ năm|giai\ đoạn|thời\ kỳ)\ {_YEARS}
    (?:,?\ (?:và\ )?(?:tầm\ nhìn|định\ hướng)(?:\ đến)?(?:\ năm)?\ {_YEARS})?
"""
_PROGRAMME_STOP = _any(
    "được|đã|nhằm|để|đạt|hoàn|trước|này|theo|do|cần|phải|bảo|đảm|phấn|tiếp|báo|trình|gửi|nêu|Nghị"
    "|Quyết|Kế|Chỉ|Kết|Luật"
)
_TIMED_NAME = re.compile(
    rf"(?:\ (?!{_PROGRAMME_STOP}\b|{_TIME}){_WORD}){{2,36}}?\ {_TIME}", re.VERBOSE
)
_QUOTED_NAME = re.compile(
    rf"(?:\ [{_LOWER}]+){{0,6}}\ ?\"[^\"]{{3,200}}\"(?:\ {_TIME})?", re.VERBOSE
)
_TIME_BEHIND = re.compile(rf",?\ {_TIME}|\ năm\ \d{{4}}(?!\d)", re.VERBOSE)
_MAKING = re.compile(
    rf"""\b{
        _any(
            "xây dựng|soạn thảo|dự thảo|dự án|lập|ban hành|tham mưu|trình|phê duyệt|nghiên cứu"
            "|đề xuất"
        )
    }
    (?:\ {
        _any(
            "và|các|những|dự thảo|mới|nội dung|triển khai|thực hiện|ban hành|phê duyệt"
            "|chủ trương đầu tư"
        )
    }){{0,4}}
    \ "?$""",
    re.VERBOSE | re.IGNORECASE,
)
_STANDARD = re.compile(
    r"""(?<!\w)(?P<sign>(?P<code>TCVN|QCVN)(?:\ ISO(?:/[A-Z]{2,5})?)?
    \ ?\d{1,5}(?:-\d{1,3})?\ ?:\ ?\d{4}(?:/[A-ZĐ]{2,10})?)(?!\w)""",
    re.VERBOSE,
)
_STANDARD_NOUN = re.compile(r"(?:[Tt]iêu chuẩn|[Qq]uy chuẩn)(?: kỹ thuật)?(?: quốc gia)? $")

# Congresses and plenums

_CONGRESS_TYPES = frozenset(
    {"nghị quyết", "văn kiện", "báo cáo", "kết luận", "thông báo", "cương lĩnh"}
)
_ORDINAL = (
    rf"(?:{_ROMAN}|\d{{1,2}}(?!\w)|(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\ \w+)?)(?!\w))"
)
_AREA = rf"""(?:\ (?i:tỉnh|thành\ phố|huyện|quận|thị\ xã|xã|phường|đặc\ khu)
    (?:\ {_CAPITAL}){{0,4}})"""
_CONGRESS = re.compile(
    rf"""\ (?:của\ )?
    (?P<issuer>[Đđ]ại\ hội(?!\ (?:các|điểm|[Đđ]ảng(?:\ bộ)?\ các))
        (?:\ [Đđ]ại\ biểu)?(?:\ toàn\ quốc)?
        (?:\ [Đđ]ảng(?:\ bộ)?(?:\ toàn\ quốc)?{_AREA}?)?
        (?:\ lần\ thứ\ {_ORDINAL}|\ {_ROMAN})?
        (?:,?\ (?:của\ )?Đảng(?:\ bộ{_AREA}?)?(?:\ Cộng\ sản\ Việt\ Nam)?)?
    )
    (?:,?\ \(?(?P<term>nhiệm\ kỳ\ {_YEARS})\)?)?""",
    re.VERBOSE,
)
_PLENUM = re.compile(
    rf"""\ (?:của\ )?
    (?P<issuer>(?:[Hh]ội\ nghị\ (?:lần\ thứ\ {_ORDINAL}(?:,|\ của)?\ )?)?
        (?:Ban\ Chấp\ hành\ )?Trung\ ương(?:\ Đảng)?(?:\ lần\ thứ\ {_ORDINAL}|\ {_ORDINAL})?
        (?:,?\ (?:của\ )?Ban\ Chấp\ hành\ Trung\ ương(?:\ Đảng)?)?
        (?:,?\ \(?(?P<term>khóa\ {_ROMAN}(?:,\ {_ROMAN})?)\)?)?
    )""",
    re.VERBOSE,
)
_MEETING_KNOWN = re.compile(r"\d|[IVX]\b|[Đđ]ại hội|lần thứ|khóa")
_NUMBERED = re.compile(r"\d|[IVX]\b")
_LEFT_OUT = re.compile(r"\b(?:đại biểu|toàn quốc|lần thứ|của|hội nghị|ban chấp hành|đảng$)")
_RESOLUTION_NEAR = re.compile(r"(?:,| và)(?: các)? Nghị quyết(?= (?:của )?[Đđ]ại hội)")

# Names that hold other names: what they cite without sign or date is part of them

_SUBJECT = (
    "về|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|triển khai|thực hiện|thi hành|công bố|bãi bỏ"
    "|thay thế"
)
_OPENS_TITLE = _SUBJECT + "|tổ chức|phát động|xử phạt|cụ thể hóa|chi tiết|hợp nhất"
_TITLE = re.compile(rf",? ?[\"(]?(?i:{_any(_OPENS_TITLE)})\b")
_OF_SOMEBODY = re.compile(rf" của (?:[^\s.;:,()]+ ?){{1,8}}?(?= (?i:{_any(_SUBJECT)})\b)")
_ISSUER_END = re.compile(
    rf",? (?i:{_any(_SUBJECT + '|ngày|năm|khóa|nêu|yêu cầu|giao|thông qua')})\b"
)
_CLAUSE_END = re.compile(r"[.;:](?= |$)| theo quy định|\ue000")
_COMMITTEE = re.compile(
    r"(?:Tổ (?:[Cc]ông tác|giúp việc)|Ban [Cc]hỉ đạo|Tiểu ban)(?: [^\s,.;:]+){0,6}?"
    r" (?:triển khai|thực hiện|về)(?: thực hiện)? $"
)
_VERB_NOUNS = frozenset(
    {"hướng dẫn", "báo cáo", "thông báo", "quy định", "kết luận", "quyết định", "chỉ thị"}
)
_MODIFIERS = re.compile(rf"(?: (?!{_STOP}\b)[{_LOWER}]\w*){{1,5}}(?= (?:số|Số)\b| \d)")
_FIXED_ISSUER = re.compile(
    r"Bộ Chính trị, Ban Bí thư|Đảng(?= |[,.;)]|$)(?! (?:ủy|bộ|đoàn)\b)|liên [Bb]ộ"
)

_BASIS = re.compile(r"^(?:[-+•*] ?|\w{1,3}[.)] ?)?[Cc]ăn cứ\b")
_CUES: tuple[tuple[Relation, str], ...] = (
    ("replaces", "thay thế"),
    ("repeals", "bãi bỏ|hủy bỏ"),
    ("amends", "sửa đổi|đính chính"),
    ("issued_with", "kèm theo"),
    ("reports", "sau khi nghe|nghe|xem xét"),
    (
        "implements",
        "thực hiện|triển khai|(?<!kèm )theo|quán triệt|thi hành|cụ thể hóa|căn cứ|bám sát",
    ),
)
_RELATIONS: list[tuple[Relation, re.Pattern[str]]] = [
    (relation, re.compile(rf"(?<!\w)(?:{cues})\b[^.;]{{0,40}}$", re.IGNORECASE))
    for relation, cues in _CUES
]

_KEY = re.compile(
    r"""[^:]+:(?P<number>[^:]+:[^/@(]+)(?P<issuer>[^@(]*)
    (?:\((?P<place>[^)]*)\))?(?:@(?P<when>.+))?""",
    re.VERBOSE,
)
_LAW_WITH_SIGN = re.compile(
    r"(?:.{0,200}? )??(?P<noun>[Ll]uật|[Bb]ộ luật|[Pp]háp lệnh) (?P<name>\D{2,200}?) (?:số:? )?\d"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign in its parts; ``issuer`` is the code with all that follows it.

    ``type`` is null in letters (5588/BGDĐT-GDPT) and laws (59/2020/QH14), ``local`` marks issuers
    that every province has.
    """

    text: str
    number: str
    year: str | None = None
    type: str | None = None
    issuer: str | None = None
    family: str = "state"
    local: bool = False
    repaired: bool = False


# What optical recognition takes for one another becomes the same letter.
_CONFUSED = str.maketrans("ĐƯÊÔÂGQ01|58", "DUEOACOOIISB")


def _shapes(codes: Iterable[str]) -> dict[str, str | None]:
    """The code that looks like this, null where several do."""
    shapes: dict[str, str | None] = {}
    for code in codes:
        shape = code.upper().translate(_CONFUSED)
        shapes[shape] = None if shape in shapes else code
    return shapes


class SignGrammar:
    """Reads signs against the closed lists of types and issuers.

    A code that is in neither list and that optical recognition may have made of exactly one known
    code is repaired, and the sign says so.

    >>> signs = SignGrammar(Lexicon.load())
    >>> sign = signs.read("132- KL/TW")
    >>> sign.text, sign.type, sign.issuer, sign.family
    ('132-KL/TW', 'KL', 'TW', 'party')
    >>> sign = signs.read("30/2020/NĐ-GP")
    >>> sign.text, sign.repaired
    ('30/2020/NĐ-CP', True)
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._types: dict[str, list[DocumentType]] = {}
        for kind in lexicon.types:
            for code in kind.codes:
                self._types.setdefault(code, []).append(kind)
        self._issuers: dict[str, Issuer] = {}
        for issuer in lexicon.issuers:
            self._issuers.setdefault(issuer.code, issuer)
        for issuer in lexicon.issuers:
            for code in issuer.alternatives:
                self._issuers.setdefault(code, issuer)
        self._type_shapes = _shapes(self._types)
        self._issuer_shapes = _shapes(self._issuers)
        for issuer in lexicon.issuers:
            self._check(issuer)

    def read(self, written: str) -> Sign:
        """The parts of a sign as it stands in the text, blanks and all."""
        tokens = re.split(r"([-/])", written.replace(" ", ""))
        year = tokens[2] if len(tokens) > 4 and re.fullmatch(r"(?:19|20)\d\d", tokens[2]) else None
        first = 4 if year else 2
        kind, issuer = self._codes(tokens[first::2])
        mended = list(tokens)
        behind = first
        if kind:
            mended[first], behind = kind, first + 2
        if issuer:
            mended[behind] = issuer
        known = self._issuer(issuer) if issuer else None
        party = tokens[1] == "-" and "/" in tokens
        return Sign(
            text="".join(mended),
            number=re.sub(r"^0+(?=\d)|\.(?=\d{3}$)", "", tokens[0]),
            year=year,
            type=kind,
            issuer="-".join(mended[behind::2]).replace("TƯ", "TW") or None,
            family=known.family if known else "party" if party else "state",
            local=known is not None and known.level != "central",
            repaired=mended != tokens,
        )

    def kind(self, sign: Sign) -> DocumentType | None:
        """The type that the code of a sign stands for in its family, where it is a code at all."""
        kinds = self._types.get(sign.type or "", [])
        return next((k for k in kinds if sign.family in k.families), kinds[0] if kinds else None)

    def _check(self, issuer: Issuer) -> None:
        codes = {issuer.code, *issuer.alternatives}
        for example in (*issuer.examples, *issuer.not_examples):
            read = self.read(example).issuer or ""
            parts = {part for code in read.split("-") for part in (code, code.rstrip("0123456789"))}
            if bool(codes & parts) != (example in issuer.examples):
                raise LexiconError(
                    f"the issuer {issuer.code!r} ({issuer.name}) has the example or "
                    f"counter-example {example!r}, whose issuer is read as {read!r}: correct "
                    "the code or the example"
                )

    def _codes(self, codes: list[str]) -> tuple[str | None, str | None]:
        """Type and issuer, as written or as repaired; null what is not known."""
        head, *rest = codes
        issuer = self._known_issuer(rest[0]) if rest else None
        if head in self._types and (issuer or not self._issuer(head)):
            return head, issuer
        if self._issuer(head):
            return None, head
        mended = self._type_shapes.get(head.upper().translate(_CONFUSED))
        return (mended, issuer) if mended and issuer else (None, None)

    def _known_issuer(self, code: str) -> str | None:
        if self._issuer(code):
            return code
        return self._issuer_shapes.get(code.upper().translate(_CONFUSED))

    def _issuer(self, code: str) -> Issuer | None:
        return self._issuers.get(code) or self._issuers.get(code.rstrip("0123456789"))


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A reference while it is read; ``named`` has neither sign nor date nor year of its own."""

    start: int
    end: int
    type: str
    rule: str
    sign: Sign | None = None
    number: str | None = None
    date: date | None = None
    year: str | None = None
    issuer: Span | None = None
    term: Span | None = None
    pinpoint: Span | None = None
    name: str | None = None
    flags: tuple[Flag, ...] = ()
    led: bool = False

    @property
    def named(self) -> bool:
        return not (self.number or self.date or self.year)


class ReferenceFinder:
    """Finds the documents that a passage refers to.

    >>> finder = ReferenceFinder(Lexicon.load())
    >>> text = "khoản 2 Điều 5 Luật Đất đai năm 2024 và Kết luận số 132- KL/TW của Bộ Chính trị."
    >>> passage = Passage.of(Source.of(text), 0, len(text))
    >>> for r in finder.find(passage, Setting(), ()):
    ...     r.text, r.type, r.sign, r.issuer, r.pinpoint
    ('khoản 2 Điều 5 Luật Đất đai năm 2024', 'luật', None, None, 'khoản 2 Điều 5')
    ('Kết luận số 132- KL/TW của Bộ Chính trị', 'kết luận', '132-KL/TW', 'Bộ Chính trị', None)
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._signs = SignGrammar(lexicon)
        self._bodies = BodyGrammar(lexicon)
        self._codes = {
            kind.name: kind.codes[0] if kind.codes else kind.name for kind in lexicon.types
        }
        self._families = {kind.name: kind.families for kind in lexicon.types}
        self._kinds: dict[str, str] = {}
        proper: list[str] = []
        for kind in lexicon.types:
            if kind.citable:
                common = [fold(n) for n in kind.nouns if n == n.lower()]
                proper += [fold(n) for n in kind.nouns if n != n.lower()]
                self._kinds |= dict.fromkeys(common, kind.name)
        for kind in reversed(lexicon.types):
            self._kinds |= dict.fromkeys((c for c in kind.codes if len(c) > 1), kind.name)
        nouns = [n for n in self._kinds if n == n.lower()]
        codes = [n for n in self._kinds if n != n.lower()]
        self._nouns = re.compile(
            rf"(?<!\w)(?<!pháp )(?:(?P<noun>(?i:{alternation(nouns)}))"
            rf"|(?P<code>{alternation(codes)}))(?!\w)"
        )
        self._proper = re.compile(rf"(?i:{alternation(proper)})(?!\w)")
        self._province = re.compile(
            alternation([fold(p.name) for p in lexicon.provinces]) or r"(?!)"
        )
        for kind in lexicon.types:
            self._check(kind)

    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> list[Reference]:
        """The references in a passage, in the order of the text; ``first`` is left to ``resolve``.

        A mention of the document itself is none.
        """
        text = passage.mask([(fact.start, fact.end) for fact in taken])
        mentions = sorted(self._mentions(text), key=lambda m: m.start)
        mentions = [self._around(text, m) for m in _apart(_pinpointed(text, mentions))]
        mentions = _share_issuers(text, mentions)
        inside = _inside_names(text, mentions, self._nouns)
        return [
            self._reference(passage, text, m, setting.header)
            for m, part in zip(mentions, inside, strict=True)
            if not (m.named and part)
            and not (m.sign is None and _COMMITTEE.search(text, max(0, m.start - 80), m.start))
            and not _is_own(m, setting.header, text)
        ]

    def _check(self, kind: DocumentType) -> None:
        for example in (*kind.examples, *kind.not_examples):
            passage = Passage.of(Source.of(example), 0, len(example))
            read = [(r.type, r.text) for r in self.find(passage, Setting(), ())]
            if (read == [(kind.name, example)]) != (example in kind.examples):
                raise LexiconError(
                    f"the type {kind.name!r} has the example or counter-example {example!r}, which "
                    f"is read as {read}: correct its nouns and codes, or the example"
                )

    # Reading from a type noun on

    def _mentions(self, text: str) -> list[_Mention]:
        found: list[_Mention] = []
        at = 0
        for noun in self._nouns.finditer(text):
            if noun.start() >= at:
                read = list(self._from_noun(text, noun))
                found += read
                at = read[-1].end if read else at
        return [*found, *self._without_noun(text, found), *self._standards(text)]

    def _from_noun(self, text: str, noun: re.Match[str]) -> Iterator[_Mention]:
        word = noun["code"] or noun["noun"].lower()
        kind = self._kinds[" ".join(word.split())]
        readings = [self._by_sign]
        if noun["noun"]:
            readings += [self._by_congress, self._by_name, self._by_date]
        first = next(filter(None, (read(text, noun, kind) for read in readings)), None)
        if first:
            yield first
            yield from self._coordinated(text, first)

    def _by_sign(self, text: str, noun: re.Match[str], kind: str) -> _Mention | None:
        """Noun and sign, with nothing, a body, a name or a few more words between them."""
        start, at = noun.span()
        body = _OF.match(text, at)
        of = self._issuer(text, body.end()) if body else None
        heads: list[tuple[int, Span | None]] = [(at, None), *([(of[1], of)] if of else [])]
        if kind in _LAW_TYPES:
            heads.append((self._law_name(text, noun.start(), at), None))
        elif (words := _MODIFIERS.match(text, at)) and not self._nouns.search(words.group()):
            heads.append((words.end(), None))
        for head, issuer in heads:
            if sign := _SIGN_BEHIND.match(text, head):
                mention = self._signed(text, start, kind, sign)
                name = text[at:head].strip().lower() if kind in _LAW_TYPES else None
                return replace(mention, issuer=mention.issuer or issuer, name=name)
        number = _NUMBER_BEHIND.match(text, at)
        if number and text[start].isupper() and _may_be_number(noun, number):
            return self._with_tail(
                text,
                _Mention(start, number.end("sign"), kind, "number", number=number["sign"]),
            )
        return None

    def _signed(self, text: str, start: int, kind: str, match: re.Match[str]) -> _Mention:
        sign = self._signs.read(match["sign"])
        flags: tuple[Flag, ...] = ("repaired_ocr",) if sign.repaired else ()
        mention = _Mention(start, match.end("sign"), kind, "sign", sign, sign.number, flags=flags)
        return self._with_tail(text, mention)

    def _coordinated(self, text: str, first: _Mention) -> Iterator[_Mention]:
        """Further signs or numbers that share the noun ("số 57, 59 và 68")."""
        last = first
        while last.number and (link := _NEXT_OF_LIST.match(text, last.end)):
            start = link.start("label") + 1 if link["label"].strip() else link.end()
            if sign := _SIGN_HERE.match(text, link.end()):
                last = self._signed(text, start, first.type, sign)
            elif last.rule == "number" and (number := _NUMBER_HERE.match(text, link.end())):
                mention = _Mention(start, number.end(), first.type, "number", number=number["sign"])
                last = self._with_tail(text, mention)
            else:
                return
            yield last

    def _by_congress(self, text: str, noun: re.Match[str], kind: str) -> _Mention | None:
        if kind not in _CONGRESS_TYPES or noun["noun"].isupper():
            return None
        start, at = noun.span()
        if "chính trị" in noun["noun"] and (near := _RESOLUTION_NEAR.match(text, at)):
            meeting = _CONGRESS.match(text, near.end())
            return _Mention(
                start, at, kind, "congress", issuer=meeting.span("issuer") if meeting else None
            )
        meeting = _CONGRESS.match(text, at) or _PLENUM.match(text, at)
        told = _MEETING_KNOWN if text[start].isupper() else _NUMBERED
        if meeting is None or not told.search(meeting.group()):
            return None
        return _Mention(
            start,
            meeting.end(),
            kind,
            "congress",
            issuer=meeting.span("issuer"),
            term=meeting.span("term") if meeting["term"] else None,
            name=_meeting_name(meeting["issuer"]),
        )

    # Documents by their name

    def _by_name(self, text: str, noun: re.Match[str], kind: str) -> _Mention | None:
        start, at = noun.span()
        if kind in _LAW_TYPES | _CHARTER_TYPES:
            return self._by_law_name(text, noun, kind)
        drafted = _MAKING.search(text, max(0, start - 120), start)
        if kind not in _PROGRAMME_TYPES or drafted or text[start:at].isupper():
            return None
        proper = self._proper.match(text, start)
        end = proper.end() if proper else at
        national = _NATIONAL.match(text, at)
        timed = _TIMED_NAME.match(text, national.end() if national else at)
        quoted = _QUOTED_NAME.match(text, at)
        if quoted and (text[start].isupper() or national):
            end = quoted.end()
        elif timed and (text[start].isupper() or national or "thời kỳ" in timed.group()):
            end = timed.end()
        elif not proper:
            return None
        elif after := _TIME_BEHIND.match(text, end):
            end = after.end()
        elif text[start].islower() and not national:
            return None
        name = text[at:end].strip().lower()
        return self._with_tail(text, _Mention(start, end, kind, "name", name=name))

    def _by_law_name(self, text: str, noun: re.Match[str], kind: str) -> _Mention | None:
        start, at = noun.span()
        end = self._law_name(text, start, at)
        alone = end == at
        if text[start:end].isupper() or (alone and not self._stands_alone(text, noun, kind)):
            return None
        if not text[start].isupper() and not text[at + 1 : at + 2].isupper():
            return None
        mention = self._with_tail(
            text, _Mention(start, end, kind, "name", name=text[at:end].strip().lower())
        )
        if alone and (party := _OF_THE_PARTY.match(text, at)):
            mention = replace(mention, issuer=party.span("party"))
        drafted = mention.named and _DRAFTING.search(text, max(0, start - 40), start)
        return None if drafted else mention

    @staticmethod
    def _stands_alone(text: str, noun: re.Match[str], kind: str) -> bool:
        """A bare noun is a name in "Hiến pháp" and, among the Party's rules, in "Điều lệ"."""
        if not text[noun.start()].isupper() or text.startswith((" này", " trên"), noun.end()):
            return False
        party = kind in _CHARTER_TYPES and _OF_THE_PARTY.match(text, noun.end())
        return kind == "hiến pháp" or bool(party)

    def _law_name(self, text: str, start: int, at: int) -> int:
        """Where the name of a law ends whose noun stands at ``start`` to ``at``."""
        amending = _AMENDING.match(text, at)
        if amending:
            return self._amended(text, amending.end())
        return self._plain_name(text, start, at)

    def _plain_name(self, text: str, start: int, at: int) -> int:
        proper = self._proper.match(text, start)
        end = proper.end() if proper else at
        closed = _NAME_TO_SIGN.match(text, at)
        if closed and not (proper and self._nouns.search(closed.group())):
            end = max(end, closed.end())
        elif not proper and (name := _LAW_NAME.match(text, at)):
            end = name.end()
        revised = _REVISED.match(text, end)
        return revised.end() if revised and end > at else end

    def _amended(self, text: str, at: int) -> int:
        """Where the list of laws ends that an amending law names."""
        while law := _NEXT_LAW.match(text, at):
            at = self._plain_name(text, law.start("law"), law.end())
        closed = _NAME_TO_SIGN.match(text, at)
        return closed.end() if closed else at

    def _by_date(self, text: str, noun: re.Match[str], kind: str) -> _Mention | None:
        """Noun and date, with the issuer before or behind: "Nghị quyết ngày 10/7/2024 của HĐND"."""
        start, at = noun.span()
        if not text[start].isupper():
            return None
        mention = self._with_tail(text, _Mention(start, at, kind, "date"))
        return mention if mention.date and mention.issuer else None

    # Signs without a noun, standards

    def _without_noun(self, text: str, found: Sequence[_Mention]) -> Iterator[_Mention]:
        """Signs that stand alone: "...; số 48/2013/NĐ-CP ngày 14/5/2013"."""
        at = 0
        kinds: dict[str | None, str] = {}
        taken = iter(found)
        mention = next(taken, None)
        for match in _SIGN_ALONE.finditer(text):
            while mention and mention.end <= match.start():
                if mention.sign:
                    kinds[mention.sign.type] = mention.type
                mention = next(taken, None)
            if match.start() < at or (mention and mention.start < match.end()):
                continue
            sign = self._signs.read(match["sign"])
            kind = self._signs.kind(sign)
            name = kinds.get(sign.type) or (kind.name if kind else None)
            form = _FORM_BEFORE.search(text, max(0, match.start() - 20), match.start())
            if name and sign.issuer and not form:
                alone = self._signed(text, match.start(), name, match)
                at = alone.end
                yield alone

    def _standards(self, text: str) -> Iterator[_Mention]:
        for match in _STANDARD.finditer(text):
            noun = _STANDARD_NOUN.search(text, max(0, match.start() - 40), match.start())
            kind = self._kinds[match["code"]]
            sign = match["sign"].replace(" ", "")
            start = noun.start() if noun else match.start()
            yield _Mention(start, match.end(), kind, "standard", number=sign, name=sign)

    # What stands behind and before

    def _with_tail(self, text: str, mention: _Mention) -> _Mention:
        """The mention with date, issuer and term that follow it, each once, in any order."""
        for _ in range(4):
            at = mention.end
            if mention.date is None and (day := _DATE_BEHIND.match(text, at)):
                mention = _dated(mention, day)
            elif mention.term is None and (term := _TERM_BEHIND.match(text, at)):
                mention = replace(mention, term=term.span("term"), end=term.end())
            elif mention.issuer is None and (of := _OF.match(text, at)):
                meeting = _MEETING_OF.match(text, at) and (
                    _PLENUM.match(text, at) or _CONGRESS.match(text, at)
                )
                issuer = meeting.span("issuer") if meeting else self._issuer(text, of.end())
                if issuer is None:
                    break
                mention = replace(mention, issuer=issuer, end=issuer[1])
            elif not (mention.year or mention.date) and (year := _YEAR_BEHIND.match(text, at)):
                mention = replace(mention, year=year["year"], end=year.end())
            else:
                break
        return mention

    def _issuer(self, text: str, at: int) -> Span | None:
        """The body that begins here; a subject ("về ...") is not read into it."""
        window = text[at : at + 160]
        if pair := _FIXED_ISSUER.match(window):
            return at, at + pair.end()
        stop = _ISSUER_END.search(window)
        window = window[: stop.start()] if stop else window
        body = next(iter(self._bodies.find(window)), None)
        if body is None or body.start or body.group:
            return None
        return at, at + body.end

    def _around(self, text: str, mention: _Mention) -> _Mention:
        """The mention with the date and issuer that are said just outside."""
        if passed := _PASSIVE.match(text, mention.end):
            mention = self._passed(text, mention, passed.end())
        if mention.date is None and (
            day := _DAY_BEFORE.search(text, max(0, mention.start - 60), mention.start)
        ):
            mention = replace(_dated(mention, day), end=mention.end)
        if mention.issuer is None and (issuer := self._issuer_before(text, mention)):
            mention = replace(mention, issuer=issuer, led=True)
        return mention

    def _passed(self, text: str, mention: _Mention, at: int) -> _Mention:
        """Behind the mention: "được Quốc hội khóa XV thông qua ngày 26/6/2025"."""
        issuer = self._issuer(text, at)
        if issuer is None:
            return mention
        term = _TERM_BEHIND.match(text, issuer[1])
        end = term.end() if term else issuer[1]
        passed = _PASSED.match(text, end)
        if passed is None:
            return mention
        dated = mention
        if mention.date is None and (passed["d"] or passed["d2"]):
            dated = replace(_dated(mention, passed), end=mention.end)
        return replace(dated, issuer=mention.issuer or (at, end))

    def _issuer_before(self, text: str, mention: _Mention) -> Span | None:
        """As in "chỉ đạo của Bộ Y tế tại [...]", "Báo cáo của Ban A về ... ([Báo cáo số ...])"."""
        low = max(0, mention.start - 160)
        low = max(low, *(text.rfind(c, low, mention.start) + 1 for c in ".;:"))
        linked = _LINKED.search(text, max(0, mention.start - 16), mention.start)
        for body in self._bodies.find(text[low : mention.start]) if linked else ():
            named = text[low + body.start].isupper()
            if named and _ISSUED_AT.fullmatch(text, low + body.end, mention.start):
                return low + body.start, low + body.end
        if not text.startswith("(", mention.start - 1):
            return None
        same = re.compile(rf"{mention.type} của ", re.IGNORECASE)
        near = list(same.finditer(text, max(0, mention.start - 300), mention.start))
        return self._issuer(text, near[-1].end()) if near else None

    # The record

    def _reference(self, passage: Passage, text: str, m: _Mention, header: Header) -> Reference:
        start, end = passage.span(m.start, m.end)

        def words(span: Span | None) -> str | None:
            return passage.plain[slice(*span)] if span else None

        return Reference(
            start=start,
            end=end,
            text=passage.slice(m.start, m.end),
            plain=passage.plain[m.start : m.end],
            rule=m.rule,
            flags=m.flags,
            type=m.type,
            sign=m.sign.text if m.sign else m.number,
            number=m.number,
            date=m.date,
            issuer=words(m.issuer),
            term=words(m.term),
            pinpoint=words(m.pinpoint),
            key=self._key(m, words(m.issuer), words(m.term), header),
            relation=_relation(text, m),
        )

    def _key(self, m: _Mention, issuer: str | None, term: str | None, header: Header) -> str:
        """Family, type, number and issuer, and what keeps apart equal numbers: see ``resolve``."""
        code = self._codes[m.type].lower()
        sign = m.sign
        if sign is None:
            return _unsigned_key(code, m, issuer)
        if m.type in ("công văn", "văn bản") and not sign.year:
            code = sign.type.lower() if sign.type else "cv"
        families = self._families[m.type]
        family = sign.family if sign.family in families or len(families) > 1 else families[0]
        number = f"{sign.number}/{sign.year}" if sign.year else sign.number
        place = f"({self._place(issuer, header)})" if sign.local else ""
        if sign.year:
            when = ""
        elif family == "state":
            when = f"@{m.date.year if m.date else m.year or '?'}"
        else:
            when = f"@{m.date.isoformat() if m.date else term or '?'}"
        return f"{family}:{code}:{number}/{sign.issuer}{place}{when}"

    def _place(self, issuer: str | None, header: Header) -> str:
        for stated in (issuer, header.issuer, header.place):
            if stated and (province := self._province.search(fold(stated))):
                return province.group()
        return "?"


def _unsigned_key(code: str, m: _Mention, issuer: str | None) -> str:
    family = "party" if m.rule == "congress" or m.type in ("điều lệ", "cương lĩnh") else "state"
    name = m.type if m.type == "hiến pháp" else m.name
    if m.rule == "number":
        return f"?:{code}:{m.number}/?"
    if m.rule == "date":
        return f"?:{code}:{(issuer or '?').lower()}@{m.date}"
    if m.rule == "name" and not re.search(r"\d{4}", name or ""):
        return f"{family}:{code}:{name}@{m.date.year if m.date else m.year or '?'}"
    return f"{family}:{code}:{name or '?'}"


def _may_be_number(noun: re.Match[str], number: re.Match[str]) -> bool:
    """A bare number cites behind "số", or behind a noun if it has the look of a number's name."""
    if number["label"]:
        return True
    year = re.fullmatch(r"(?:19|20)\d\d", number["sign"])
    return bool(noun["noun"]) and len(number["sign"]) > 1 and not year


def _dated(mention: _Mention, match: re.Match[str]) -> _Mention:
    """The mention with the date of a match; an impossible one is flagged, never repaired."""
    day, month, year = (int(match[k] or match[k + "2"]) for k in "dmy")
    end = match.end()
    try:
        return replace(mention, date=date(year, month, day), end=end)
    except ValueError:
        return replace(mention, year=str(year), end=end, flags=(*mention.flags, "impossible_date"))


def _pinpointed(text: str, mentions: Sequence[_Mention]) -> list[_Mention]:
    """The mentions, each from the pinpoint on that stands before it."""
    pinpoints = {match.end(): match for match in _PINPOINT.finditer(text)}
    return [_with_pinpoint(text, mention, pinpoints) for mention in mentions]


def _with_pinpoint(
    text: str, mention: _Mention, pinpoints: Mapping[int, re.Match[str]]
) -> _Mention:
    for link in (*_PINPOINT_LINKS, *_ANNEX_LINKS):
        found = pinpoints.get(mention.start - len(link))
        if found is None or not text.startswith(link, found.end()):
            continue
        if link in _PINPOINT_LINKS or "hụ lục" in found.group():
            return replace(mention, start=found.start(), pinpoint=found.span())
    return mention


def _apart(mentions: Iterable[_Mention]) -> Iterator[_Mention]:
    """The mentions without those that begin inside an earlier one."""
    end = 0
    for mention in mentions:
        if mention.start >= end:
            yield mention
            end = mention.end


def _share_issuers(text: str, mentions: Sequence[_Mention]) -> list[_Mention]:
    """Of coordinated mentions each has the issuer that is said once, before or behind them all."""
    shared = list(mentions)
    pairs = [
        i
        for i in range(1, len(shared))
        if _JOINED.fullmatch(text, shared[i - 1].end, shared[i].start)
    ]
    for i in pairs:
        if shared[i - 1].led and shared[i].issuer is None:
            shared[i] = replace(shared[i], issuer=shared[i - 1].issuer, led=True)
    for i in reversed(pairs):
        one, two = shared[i - 1], shared[i]
        if one.issuer is None and two.issuer and _same_series(one, two):
            shared[i - 1] = replace(one, issuer=two.issuer)
    return shared


def _same_series(one: _Mention, two: _Mention) -> bool:
    """Whether two mentions can have one issuer: bare numbers of a type, or signs of one code."""
    if one.sign is None:
        return one.type == two.type
    return two.sign is not None and one.sign.issuer == two.sign.issuer


def _inside_names(text: str, mentions: Sequence[_Mention], nouns: re.Pattern[str]) -> list[bool]:
    """Which mentions stand in the name of another document."""
    heads = [(m.start, m.end) for m in mentions if not m.named]
    heads += [noun.span() for noun in nouns.finditer(text) if _may_head(text, noun)]
    names = sorted(_names_behind(text, heads))
    inside = []
    reach = at = 0
    for mention in mentions:
        while at < len(names) and names[at][0] <= mention.start:
            reach = max(reach, names[at][1])
            at += 1
        inside.append(mention.start < reach)
    return inside


def _may_head(text: str, noun: re.Match[str]) -> bool:
    """Whether a noun names a document; "Hướng dẫn", "Báo cáo" that open a sentence are verbs."""
    before = text[max(0, noun.start() - 6) : noun.start()].rstrip("-+*• )")
    opens = not before or before[-1] in ".;:" or noun.start() < 5
    verb = opens and noun.group().lower() in _VERB_NOUNS
    return noun.group()[0].isupper() and not noun.group().isupper() and not verb


def _names_behind(text: str, heads: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches behind documents that are their names ("... về ...", "... phê duyệt ...")."""
    for _, end in heads:
        of = _OF_SOMEBODY.match(text, end)
        for at in (end, of.end() if of else end):
            if _TITLE.match(text, at):
                close = _CLAUSE_END.search(text, at, at + 600)
                yield at, close.start() if close else at + 600
                break


def _is_own(mention: _Mention, header: Header, text: str) -> bool:
    """The document's own sign, or the programme whose name is its title."""
    if mention.sign and header.sign:
        return mention.sign.text.upper() == re.sub(r"\s", "", fold(header.sign)).upper()
    if mention.type not in _PROGRAMME_TYPES or not mention.named or not header.title:
        return False
    return text[mention.start : mention.end].lower() in fold(header.title).lower()


def _relation(text: str, mention: _Mention) -> Relation:
    window = text[max(0, mention.start - 60) : mention.start]
    cues = [(m.start(), relation) for relation, cue in _RELATIONS if (m := cue.search(window))]
    nearest: Relation = max(cues)[1] if cues else "mentions"
    basis = _BASIS.match(text) and nearest in ("implements", "mentions", "reports")
    return "basis" if basis else nearest


def _meeting_name(issuer: str) -> str:
    """Congress or plenum without the words that may be left out."""
    return " ".join(_LEFT_OUT.sub("", issuer.lower()).split())


def resolve(references: Sequence[Reference], header: Header) -> list[Reference]:
    """The references of a document, in text order, with ``key`` and ``first`` filled.

    A key reads ``family:type:number/issuer(place)@when``. Numbers of the Party start again with
    each term, so ``when`` is the date or else the term; numbers of the state start again each
    year, so it is the year, and it is left out where the sign holds the year; ``place`` is the
    province of issuers that every province has. What the mention does not tell is "?", unless an
    earlier mention agrees with all that it does tell and no second one does; then its key holds.

    >>> def cited(key: str) -> Reference:
    ...     return Reference(start=0, end=1, text="", plain="", type="nghị quyết", key=key)
    >>> found = resolve([cited("party:nq:29/TW@2013-11-04"), cited("?:nq:29/?")], Header())
    >>> [(r.key, r.first) for r in found]
    [('party:nq:29/TW@2013-11-04', 0), ('party:nq:29/TW@2013-11-04', 0)]
    """
    fuller: dict[str, dict[str, None]] = defaultdict(dict)
    firsts: dict[str, int] = {}
    resolved: list[Reference] = []
    for index, reference in enumerate(references):
        key = reference.key or ""
        if header.place:
            key = key.replace("(?)", f"({header.place})")
        parts = _KEY.fullmatch(key)
        if parts and "?" in key:
            short = parts["issuer"] == "/?"
            known = fuller[parts["number"] if short else parts["number"] + parts["issuer"]]
            agreeing = list(islice((k for k in known if short or _agrees(parts, k)), 2))
            key = agreeing[0] if len(agreeing) == 1 else key
        elif parts:
            for base in (parts["number"], parts["number"] + parts["issuer"], _law_name(reference)):
                fuller[base][key] = None
        first = firsts.setdefault(key, index) if key else index
        resolved.append(replace(reference, key=key or None, first=first))
    return resolved


def _agrees(open_key: re.Match[str], key: str) -> bool:
    """Whether a full key says the same wherever the open one says something."""
    full = _KEY.fullmatch(key)
    return full is not None and all(
        open_key[part] in (None, "?") or full[part] in (None, open_key[part])
        for part in ("place", "when")
    )


def _law_name(reference: Reference) -> str:
    """What begins the key of a law where its number is left out."""
    named = _LAW_WITH_SIGN.match(fold(reference.plain)) if reference.sign else None
    return f"{named['noun'].lower()}:{named['name'].lower()}" if named else ""
