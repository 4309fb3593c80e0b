"""Quantified results that a document commits to.

Three steps: ``_VALUE`` reads comparator and number, the lexicon's units say what is counted, and
``_committed`` decides from the words around whether the document promises this number or merely
mentions it (a base, a norm, a result, a population).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vnpolicy.analysis import Deadline, Direction, Fact, Flag, Indicator, Operator, Reference, Target
from vnpolicy.errors import LexiconError
from vnpolicy.extract.numbers import NUMBER, read_number
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon, Unit, alternation
from vnpolicy.text import Passage, fold

_COMPARATORS: dict[Operator, tuple[str, ...]] = {
    ">=": ("ít nhất", "ít nhất là", "tối thiểu", "tối thiểu là", "không dưới", "không thấp hơn",
           "không ít hơn", "không nhỏ hơn", "chí ít", "≥", ">="),
    ">": ("trên", "hơn", "vượt", "vượt mức", "vượt trên", "cao hơn", "lớn hơn", "quá", ">"),
    "<=": ("không quá", "không vượt quá", "không vượt", "không cao hơn", "không hơn", "tối đa",
           "tối đa là", "nhiều nhất", "cao nhất là", "≤", "<="),
    "<": ("dưới", "thấp hơn", "dưới mức", "chưa đến", "ít hơn", "nhỏ hơn", "<"),
    "~": ("khoảng", "xấp xỉ", "gần", "chừng", "trên dưới", "ước khoảng", "~"),
}  # fmt: skip
_OPERATOR: dict[str, Operator] = {
    phrase: operator for operator, phrases in _COMPARATORS.items() for phrase in phrases
}
_WEAK = frozenset({"trên", "hơn", "vượt", "quá", "dưới", "khoảng", "gần", "chừng", "cao hơn",
                   "thấp hơn", "tối đa", "không quá"})  # fmt: skip
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}

_VALUE = re.compile(
    rf"""
    (?<![\w/.,])(?<!\w-)
    (?:(?P<before>(?i:{alternation(list(_OPERATOR))}))\s?(?P<twice>(?i:khoảng|trên)\s)?)?
    (?P<open>(?i:từ)\s)?
    (?P<low>{NUMBER})
    (?:\s\([^()0-9]{{2,30}}\))?
    (?:
        (?:\s?%|\s(?:nghìn|triệu|tỷ)(?:\s(?:đồng|USD))?)?
        (?:\s?-\s?|\sđến\s|\stới\s)
        (?P<high>{NUMBER})
    )?
    """,
    re.VERBOSE,
)
_PHRASE = r"(?:\s(?!(?:vào|đến|trong|năm|so|và|đạt|từ|giai|trước|xuống|lên)\b)[^\W\d_]+)"
_UP = re.compile(r"(?P<words>(?:\s(?!từ\b)[^\W_]+){0,6}?)\s(?P<way>trở\s(?:lên|xuống))\b")
_RANK = re.compile(
    rf"""
    \b(?P<group>(?i:nhóm|tốp|top)\s)(?P<low>{NUMBER})
    (?P<unit>(?:\s[^\W\d_]+){{1,4}}?)(?P<lead>\s(?:dẫn\sđầu|đứng\sđầu|hàng\sđầu|tốt\snhất|cao\snhất|đầu)\b)
    """,
    re.VERBOSE,
)

# Words around a number.
_CLAUSE = re.compile(r"[;:!?](?=\s|$)|\.(?=\s|$)|\s\|")
_SEGMENT = re.compile(r",(?=\s)|[()]")
_COMMIT = re.compile(
    r"(?i)\b(?:phấn đấu|mục tiêu|chỉ tiêu|bảo đảm|đảm bảo|đến (?:hết |cuối )?năm|phải|quyết tâm)\b"
)
_PAST = re.compile(
    r"""(?ix)\b(?:
        đã|hiện\s(?:có|nay|mới|còn)|đang\scó|ước\s(?:đạt|thực\shiện|tính)|mới\s(?:đạt|có)
        |lũy\skế|vừa\squa
    )\b"""
)
_BASE = re.compile(
    r"""(?ix)
    (?: \bso\s(?:với\s)?(?:(?!tăng|giảm|đạt|còn|gấp|bằng)[^,;])*
      | \b(?:trong|trên)\s(?:tổng\s)?số
      | \btổng\ssố
      | \(năm\s(?:học\s)?[0-9]{4}(?:\s-\s[0-9]{4})?\s(?:là|đạt|có|xảy\sra)
      | \bbình\squân\s(?:chung\s)?(?:của\s)?cả\snước
      | \b(?:cao|thấp|chậm|quá\shạn|kéo\sdài)
    )\s?$"""
)
_STRUCTURE = re.compile(
    r"""(?ix)\b(?:
        số|khoản|điều|(?<!dứt\s)(?<!trọng\s)điểm|mục|khóa|lần\sthứ|thứ|đợt|giai\sđoạn|quý|tháng|năm|ngày|chương|phụ\slục
        |mẫu|biểu|bảng|bước|đề\sán|chương\strình|nghị\squyết|quốc\slộ|đường|lớp|loại|cấp|độ|khu\svực
        |hệ\sthống|ban\schỉ\sđạo|tổ\scông\stác|tập|trang|hạng|bậc|vùng|phường|quận|tuyến|gói
    )\s$"""
)
_CONDITION = re.compile(r"(?i)\b(?:trường hợp|nếu|khi có)\b")
_NORM = re.compile(
    r"""(?ix)\b(?:
        mức\s(?:thu|chi|phạt|đóng|hưởng|giá|vay|phí|trợ|hỗ\strợ)|phạt|lệ\sphí|(?<!miễn\s)(?<!chi\s)(?<!kinh\s)phí|giá\scụ\sthể
        |thuế\ssuất|lãi\ssuất|trợ\scấp|phụ\scấp|được\s(?:thu|tính|hưởng|giảm|miễn)|tính\s(?:bằng|thêm)
        |nộp|trích|hàm\slượng|thành\sphần|trọng\slượng|giảm\strừ|khấu\strừ|nồng\sđộ
    )\b"""
)
_ALLOTTED = re.compile(
    r"""(?ix)\b(?:
        bố\strí|hỗ\strợ|kinh\sphí|vốn|bổ\ssung|cân\sđối|cấp|tạm\sứng|tặng|thưởng|vay|đơn\sgiá|chi
        |giá|mức|trị\sgiá|dành|phân\sbổ|doanh\sthu\stừ|dự\stoán
    )\b"""
)
_COST = re.compile(
    r"(?i)\s(?:lãi suất|chi phí|kinh phí|mức|giá|tiền|học phí|số tiền|số phí|tổng kinh phí|lệ phí)\b"
)
_EARNED = re.compile(
    r"""(?ix)\b(?:
        thu\s(?:ngân|nội|hồi|hút|từ|trên)|tổng\sthu|huy\sđộng|doanh\sthu|kim\sngạch|giá\strị|thu\snhập|giải\sngân|tiết\skiệm|đạt
        |phấn\sđấu|xuất\skhẩu|dư\snợ|vượt|quy\smô|năng\ssuất
    )\b"""
)
_EARNING_PER = frozenset("năm tháng quý người ha lao động đầu người héc ta".split()) | {
    "lao động", "đầu người", "người lao động", "héc ta",
}  # fmt: skip
_LOWER = re.compile(r"(?i)\b(?:giảm|cắt giảm|kéo giảm|rút ngắn|hạ|tiết kiệm|tinh giản)\b")
_RAISE = re.compile(r"(?i)\b(?:tăng|nâng|thêm|mở rộng|gấp|vượt)\b")
_MULTIPLE = re.compile(r"(?i)\b(?:gấp|tăng|giảm|còn|bằng|cao hơn)\b")
_KEEP = re.compile(r"(?i)\b(?:duy trì|giữ|giữ vững|ổn định)\b")
_DONE = r"hoàn\sthành|hoàn\stất|hoàn\sthiện|xong|hết|khởi\scông|thí\sđiểm|dứt\sđiểm"
_OUTPUTS = rf"""
        {_DONE}|đạt|có|(?<!không\s)còn|thêm|lên|xuống|mở\srộng|bổ\ssung|khánh\sthành|tiếp\snhận|đủ|[^\W\d_]+\shóa|xây\sdựng|xây\smới|xây|làm\smới|sửa\schữa|cải\stạo|nâng\scấp|lắp\sđặt
        |hình\sthành|thành\slập|phát\striển|kết\snạp|giới\sthiệu|bố\strí|trồng|trồng\smới|gieo\strồng|đào\stạo
        |bồi\sdưỡng|việc\slàm(?:\smới)?\scho|tạo|thu\shút|đưa|tổ\schức|mở|cấp|di\sdời|sơ\stán|xóa|đón
        |tuyển|tuyển\ssinh|tuyển\sdụng|nâng|duy\strì|giữ\svững|công\snhận|ra\smắt|khám|hiến|trao
        |đăng\ský|vận\sđộng|cổ\sphần\shóa|cứng\shóa|xử\slý|giải\squyết|phấn\sđấu|bàn\sgiao|nghiệm\sthu
        |giảm|tăng|cắt\sgiảm|xuất\skhẩu|phủ|sản\sxuất|cung\scấp|tích\shợp|số\shóa|biên\ssoạn|nhân\srộng
        |đặt\shàng|chuyển\sđổi|chuyển|khôi\sphục|thông\sxe|đóng\scửa|hỗ\strợ|bảo\sđảm|sản\slượng|biệt\sphái
        |tiêm|cai\snghiện|quy\shoạch|bình\squân|vượt|dẹp|triệt\sphá|đấu\sgiá|phục\shồi
"""
_OUTPUT = re.compile(rf"(?ix)\b(?:{_OUTPUTS})(?:\s[^\W\d_]+){{0,6}}\s?$")
_OUTPUT_NEAR = re.compile(rf"(?ix)\b(?:{_OUTPUTS})(?:\s[^\W\d_]+){{0,1}}\s?$")
_DOWN = re.compile(r"(?i)\b(?:giảm|còn|xuống|hạ|dưới mức|kéo)\b")
_FINISHED = re.compile(rf"(?i)\b(?:{_DONE})\b")
_AT = re.compile(r"(?i)\b(?:tại|ở)\s$")
_INSIDE = re.compile(
    r"(?i)\b(?:của|trong|với|giữa|thuộc|gồm|là|các|những|cả|theo|từ|qua|sau|về|và|hoặc)\s$"
)
_AWAY = re.compile(
    r"(?i)\b(?P<word>ít nhất|tối thiểu|không dưới)\s(?:[\ue000\s]|vào|đến|hết|cuối|năm|[0-9]{4}|phải|đạt){1,12}$"
)
_EXCEED = re.compile(r"(?i)\bvượt (?:mục tiêu|chỉ tiêu|kế hoạch|dự toán)[^.;,()]{0,60}\($")
_BASELINE = re.compile(r"(?i)\bso với (?:[^\s,;.()]+\s?){1,8}")
_PER = re.compile(r"(?i)\b(?:mỗi|hằng|hàng|bình quân) (năm|tháng|quý|tuần|ngày)\b")
_QUOTED = re.compile(r"(?i)\b(?:theo|tại)\s\ue000")

_MEASURE = re.compile(
    r"""(?ix)(?<!\btrong\s)(?<!\btrên\s)(?<!\bcủa\s)(?<!\btheo\s)(?<!\bvới\s)\b(?:
        tỷ\s(?:lệ|trọng|số|suất)|tổng|tốc\sđộ|giá\strị|kim\sngạch|chỉ\ssố|tăng\strưởng|sản\slượng|năng\ssuất
        |doanh\sthu|thu\snhập|diện\stích|độ\sche\sphủ|giải\sngân|thu\s(?:ngân\ssách|nội\sđịa)|số\s(?:vụ|hộ|giờ)
    )\b"""
)

# Words that do not name what is measured, at the ends of the words before a number.
_TAIL = frozenset(
    "đạt còn xuống lên mức ở chiếm là đến năm vào phấn đấu dự kiến khoảng có từ hết cuối trong".split()
)
_HEAD = frozenset(
    "phấn đấu giảm nâng kéo đưa duy trì giữ vững ổn định bảo đảm hạ và trong đó riêng để có mục"
    " tiêu chỉ đến hết cuối năm vào - + •".split()
)
_AFTER = re.compile(
    r"""(?ix)
    [;:.](?:\s|$) | [()\ue000\n]
    | ,\s(?:trong\sđó|riêng|đặc\sbiệt|nhất\slà|góp|tạo|phấn\sđấu|tăng|giảm|gắn|bảo\sđảm|nâng|tỷ\slệ|hoàn\sthành
        |xong|kết\s(?:thúc|nối)|bàn\sgiao|báo\scáo|gửi|trình|mở|lắp\sđặt|đăng\ský|đóng|chấm\sdứt|giải\squyết
        |tổ\schức|thời\shạn|không|tránh|lập|xây\sdựng|đưa|hạn\schế)\b
    | \s(?:vào|đến|trong|từ|trước)\s(?:hết\s|cuối\s)?(?:năm|quý|tháng|giai\sđoạn|ngày)\b
    | \s(?:chậm\snhất|hằng\snăm|hàng\snăm|mỗi|trước\s[0-9]|so\svới|so\scùng)\b
    | (?:,|\svà)\s(?=(?:[^\W\d_]+\s){0,2}[0-9])
    """
)
_NO_NOUN = re.compile(
    r"(?i)\s(?:vào|trong|so|đến|tại|từ|trở|theo|và|ở|để|với|trên|trước|mỗi|hằng|hàng|như|nhằm|bằng|là|năm|giai|của)\b"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number with a unit, in the masked text, before anything is decided about it."""

    start: int
    end: int
    number: int
    operator: Operator
    word: str
    low: float
    high: float
    unit: str
    entry: Unit
    scale: float
    per: str | None
    spelled: bool


class TargetFinder:
    """Finds targets in passages; the units come from the lexicon.

    >>> from vnpolicy.text import Source
    >>> text = "Phấn đấu có ít nhất 21 xã đạt chuẩn, thu nội địa đạt 12.500 tỷ đồng."
    >>> passage = Passage.of(Source.of(text), 0, len(text))
    >>> for target in TargetFinder(Lexicon.load()).find(passage, Setting(role="objective"), ()):
    ...     print(target.text, target.op, target.low, target.unit, target.norm_low)
    ít nhất 21 xã >= 21.0 xã 21.0
    12.500 tỷ đồng = 12500.0 tỷ đồng 12500000000000.0
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._entries = {
            fold(name).lower(): unit
            for unit in reversed(lexicon.units)
            for name in (unit.name, *unit.aliases)
        }
        self._unit = _unit_pattern(self._entries)
        for unit in lexicon.units:
            self._check(unit)

    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> list[Target]:
        """The targets of one paragraph, in the order of the text."""
        if setting.role in ("result", "limitation", "preamble"):
            return []
        text = passage.mask([(fact.start, fact.end) for fact in taken])
        found: list[Target] = []
        before: list[_Candidate] = []
        kept: _Candidate | None = None
        for candidate in self._candidates(text):
            around = _Around.of(text, candidate, before[-1] if before else None)
            if _committed(candidate, around, setting, kept):
                found.append(_target(text, passage, candidate, around, found[-1] if found else None))
                kept = candidate
            before.append(candidate)
        return found

    def _check(self, unit: Unit) -> None:
        """Every example must be read as this unit, no counter-example may be."""
        for example, wanted in (
            *((e, True) for e in unit.examples),
            *((e, False) for e in unit.not_examples),
        ):
            read = {candidate.entry.name for candidate in self._candidates(fold(example))}
            if (unit.name in read) != wanted:
                raise LexiconError(
                    f"the unit {unit.name!r} {'does not read' if wanted else 'reads'} its "
                    f"{'example' if wanted else 'counter-example'} {example!r}; read was "
                    f"{sorted(read) or 'nothing'}: change the entry or the example"
                )

    def _candidates(self, text: str) -> Iterator[_Candidate]:
        ranks = [c for m in _RANK.finditer(text) if (c := _rank(m))]
        places = [(c.start, c.end) for c in ranks]
        values = (c for m in _VALUE.finditer(text) if (c := self._measured(text, m)))
        outside = (c for c in values if not any(a < c.end and c.start < b for a, b in places))
        yield from sorted([*ranks, *outside], key=lambda c: c.start)

    def _measured(self, text: str, match: re.Match[str]) -> _Candidate | None:
        """The candidate of a value, or None where no unit follows it."""
        unit = self._unit.match(text, match.end())
        low = read_number(match["low"])
        high = read_number(match["high"]) if match["high"] else low
        if not unit or low is None or high is None:
            return None
        if match["low"][0].isdigit() != (match["high"] or match["low"])[0].isdigit():
            return None
        if unit["name"].lower().startswith("số ") and low >= 1 and not unit["below"]:
            return None
        if unit["below"]:
            low, high = low / int(unit["below"]), high / int(unit["below"])
        entry = self._entries.get(" ".join((unit["base"] or unit["noun"] or "").lower().split()), _RATIO)
        listed = unit["more"] and entry.kind != "count"
        end = unit.start("more") if listed else unit.end()
        word = " ".join((match["before"] or "").lower().split())
        operator: Operator = _OPERATOR.get(word, "in" if match["high"] else "=")
        start = match.start() if match["before"] or match["open"] else match.start("low")
        up = _UP.match(text, end)
        if up and (match["open"] or not up["words"]):
            operator, word = (">=", "trở lên") if up["way"].endswith("lên") else ("<=", "trở xuống")
            end = up.end()
        elif match["open"] and not match["high"]:
            start = match.start() if match["before"] else match.start("low")
        words = text[unit.start("name") : unit.start("more") if listed else unit.end()] + (up["words"] if up and end == up.end() else "")
        return _Candidate(
            start=start,
            end=end,
            number=match.start("low"),
            operator=operator,
            word=word,
            low=low,
            high=high,
            unit=words.strip(),
            entry=entry,
            scale=_multiplier(unit["scale"]),
            per=None if listed else (unit["per"] or "").rpartition("/")[2].strip() or None,
            spelled=not match["low"][0].isdigit(),
        )


_RATIO = Unit(name="ratio", kind="ratio")
_PLACE = Unit(name="rank", kind="rank")


def _unit_pattern(entries: dict[str, Unit]) -> re.Pattern[str]:
    """What may follow a number: multiplier, unit, base of a percentage, denominators."""
    bases = alternation([name for name in entries if name.startswith("% ")])
    nouns = alternation(list(entries))
    counts = alternation([name for name, unit in entries.items() if unit.kind == "count"])
    round_number = r"(?:10{2,5}|1\.000|10\.000|100\.000|1\.000\.000)"
    return re.compile(
        rf"""
        (?:/(?P<below>[2-9]|10)(?=\ssố\s))?
        \s?
        (?P<name>
            (?:[^\W\d_]+(?:\s[^\W\d_]+){{0,4}}\s?)?/\s?{round_number}{_PHRASE}{{1,8}}
          | /[0-9]{{1,4}}\s(?:{counts})(?!\w)
          | (?:(?P<scale>(?:nghìn|ngàn|vạn|triệu|t[ỷỉ])(?:\s(?:triệu|t[ỷỉ]))?)\s?)?
            (?:số\s)?
            (?:(?P<base>{bases})(?!\w)(?:\snăm\s[0-9]{{4}})?|(?P<noun>{nouns})(?!\w))
            (?P<more>(?:(?:,\s|\s-\s)(?:{counts})(?!\w)){{1,3}})?
            (?:(?:\s[^\W\d_]+){{1,2}}(?=/(?:năm|tháng|quý)\b))?
            (?:(?<=%)\stổng\ssố{_PHRASE}{{1,4}})?
            (?P<per>(?:\s?/\s?(?:vạn\sdân|nghìn\sdân|đầu\sngười|{nouns}|[^\W\d_]+)(?!\w)){{0,3}})
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _multiplier(words: str | None) -> float:
    factor = 1.0
    for word in (words or "").lower().split():
        factor *= _SCALES[word]
    return factor


def _rank(match: re.Match[str]) -> _Candidate | None:
    low = read_number(match["low"])
    if low is None:
        return None
    return _Candidate(
        start=match.start(),
        end=match.end(),
        number=match.start("low"),
        operator="<=",
        word="nhóm",
        low=low,
        high=low,
        unit=match["unit"].strip(),
        entry=_PLACE,
        scale=1.0,
        per=None,
        spelled=False,
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """The words around a candidate, within its clause."""

    begin: int
    clause: str
    segment: str
    right: str
    end: int
    base: str | None
    nested: bool

    @classmethod
    def of(cls, text: str, candidate: _Candidate, before: _Candidate | None) -> _Around:
        reach = 400
        begin = max(0, candidate.start - reach)
        for match in _CLAUSE.finditer(text, begin, candidate.start):
            begin = match.end()
        clause = text[begin : candidate.start]
        cut = max((m.end() for m in _SEGMENT.finditer(clause)), default=0)
        stop = _CLAUSE.search(text, candidate.end, candidate.end + reach)
        end = stop.start() if stop else min(len(text), candidate.end + reach)
        base = text[before.start : before.end] if before and _is_start(text, before) else None
        nested = before is not None and before.end > begin + cut and base is None
        return cls(begin, clause, clause[cut:], text[candidate.end : end], end, base, nested)


def _is_start(text: str, candidate: _Candidate) -> bool:
    """Whether this is the 45% of "từ 45% lên 60%"."""
    before = text[max(0, candidate.start - 5) : candidate.start].lower()
    after = re.compile(r"[^;.]{0,40}?\b(?:lên|xuống|còn|thành)\b").match(text, candidate.end)
    return before.endswith("từ ") and after is not None


def _committed(
    candidate: _Candidate, around: _Around, setting: Setting, kept: _Candidate | None
) -> bool:
    kind, strong = candidate.entry.kind, bool(candidate.word) and candidate.word not in _WEAK
    if kind == "none" or _mentioned(candidate, around, strong):
        return False
    objective = setting.role == "objective"
    if kind == "ratio":
        return not re.search(r"(?i)\btỷ lệ $", around.segment)
    if kind == "rank":
        return True
    if kind == "times":
        return not candidate.spelled and (strong or bool(_MULTIPLE.search(around.segment)))
    if kind in ("percent", "points", "index"):
        return _promised_share(around, candidate, objective)
    if kind == "money":
        return _promised_money(candidate, around, objective)
    if kind == "time":
        return bool(_LOWER.search(around.clause)) and not _COST.match(around.right)
    if kind == "age":
        return "tuổi thọ" in around.clause
    return _promised_count(candidate, around, strong, objective, kept)


def _mentioned(candidate: _Candidate, around: _Around, strong: bool) -> bool:
    """Whether the words before the number make it a base, a result, a condition or a name."""
    past = _PAST.search(around.segment)
    if past and not _COMMIT.search(around.segment, past.end()):
        return True
    if _AWAY.search(around.clause) or _EXCEED.search(around.clause):
        return False
    if candidate.start == candidate.number and _STRUCTURE.search(around.segment):
        return True
    if not strong and (_BASE.search(around.clause) or around.segment.lower().endswith("từ ")):
        return True
    if _CONDITION.search(around.clause) and not _COMMIT.search(around.segment):
        return True
    inside = around.clause.rpartition("(")[2] if "(" in around.clause else ")"
    if not candidate.word and ")" not in inside and not _COMMIT.search(inside):
        return True
    return bool(_NORM.search(around.segment)) and not _LOWER.search(around.segment)


def _promised_share(around: _Around, candidate: _Candidate, objective: bool) -> bool:
    if not (objective or candidate.word or around.clause.strip() or around.right.strip(" )")):
        return False
    return not _COST.match(around.right) or bool(_LOWER.search(around.clause))


def _promised_money(candidate: _Candidate, around: _Around, objective: bool) -> bool:
    if candidate.per and candidate.per.lower() not in _EARNING_PER:
        return False
    if _ALLOTTED.search(around.segment) and not _EARNED.search(around.segment):
        return False
    return objective or bool(_EARNED.search(around.clause))


def _promised_count(
    candidate: _Candidate,
    around: _Around,
    strong: bool,
    objective: bool,
    kept: _Candidate | None,
) -> bool:
    segment = around.segment
    if around.nested and not _OUTPUT_NEAR.search(segment):
        return False
    if strong:
        return True
    if candidate.operator == "<" and not _DOWN.search(around.clause):
        return False
    if re.match(r"\s(?:[^\W\d_]+\s)?đã\b", around.right):
        return False
    if candidate.spelled and candidate.low <= 10:
        return False
    if _AT.search(segment):
        return bool(_FINISHED.search(around.clause))
    if _INSIDE.search(segment):
        return False
    if candidate.word and re.search(r"(?i)\bcho\s$", segment):
        return True
    if _OUTPUT.search(segment):
        return True
    if segment.strip(" -+*•"):
        return False
    follows = kept is not None and 0 <= candidate.start - kept.end < 120
    return objective or (bool(around.clause.strip(" -+*•")) and follows)


def _target(
    text: str, passage: Passage, candidate: _Candidate, around: _Around, previous: Target | None
) -> Target:
    operator = _operator(candidate, around)
    low = None if operator in ("<", "<=") else candidate.low
    high = None if operator in (">", ">=") else candidate.high
    factor = candidate.scale * candidate.entry.factor
    norm = candidate.entry.norm or candidate.entry.name
    start, end = passage.span(candidate.start, candidate.end)
    flags: list[Flag] = []
    if operator == "~":
        flags.append("approximate")
    if candidate.low > candidate.high:
        flags.append("ambiguous")
    if _QUOTED.search(around.clause):
        flags.append("quoted")
    every = _PER.search(around.clause)
    baseline = _BASELINE.match(around.right.lstrip()) or _BASELINE.search(around.right)
    return Target(
        start=start,
        end=end,
        text=passage.slice(candidate.start, candidate.end),
        plain=passage.plain[candidate.start : candidate.end],
        rule=candidate.entry.kind,
        flags=tuple(flags),
        op=operator,
        low=low,
        high=high,
        unit=candidate.unit,
        norm_low=None if low is None else low * factor,
        norm_high=None if high is None else high * factor,
        norm_unit=norm,
        per=candidate.per or (every[1] if every else None),
        direction=_direction(around.segment),
        indicator=_indicator(text, passage, candidate, around, previous),
        baseline=around.base or (baseline.group().strip() if baseline else None),
    )


def _operator(candidate: _Candidate, around: _Around) -> Operator:
    """The operator, also from a word that stands away: "ít nhất vào năm 2025 đạt 40%"."""
    if candidate.operator != "=":
        return candidate.operator
    if _EXCEED.search(around.clause):
        return ">"
    away = _AWAY.search(around.clause)
    return _OPERATOR[away["word"].lower()] if away else "="


def _direction(segment: str) -> Direction:
    if _LOWER.search(segment):
        return "decrease"
    if _RAISE.search(segment):
        return "increase"
    return "maintain" if _KEEP.search(segment) else "reach"


def _indicator(
    text: str, passage: Passage, candidate: _Candidate, around: _Around, previous: Target | None
) -> Indicator | None:
    """The words that name what is measured: after the number if a noun follows, else before it."""
    stop = _AFTER.search(text, candidate.end, around.end)
    end = min(stop.start() if stop else around.end, candidate.end + 250)
    after = text[candidate.end : end]
    counted = candidate.entry.kind == "count"
    named = re.match(r"\s[^\W\d_]", after) and not _NO_NOUN.match(after)
    if named and candidate.entry.kind != "rank" and not candidate.entry.name.startswith("% "):
        return _quote(passage, _unit_start(candidate, text) if counted else candidate.end, end)
    if counted and " " in candidate.unit:
        return _quote(passage, _unit_start(candidate, text), candidate.end)
    floor = max(around.begin, passage.locate(0, previous.end)[1] if previous else 0)
    measures = [m.start() for m in _MEASURE.finditer(text, floor, candidate.start)]
    commas = [m.end() for m in _SEGMENT.finditer(text, floor, candidate.start)]
    for start in [*measures[-1:], *reversed(commas), floor]:
        if found := _named_before(text, passage, start, candidate.start):
            return found
    return previous.indicator if previous else None


def _unit_start(candidate: _Candidate, text: str) -> int:
    return text.index(candidate.unit.split()[0], candidate.number)


def _named_before(text: str, passage: Passage, start: int, end: int) -> Indicator | None:
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text[start:end])]
    bare = [text[start + a : start + b].strip(",.;:()+-\ue000").lower() for a, b in words]
    while bare and (bare[-1] in _TAIL or not bare[-1] or bare[-1].isdigit()):
        bare.pop()
    first = 0
    while first < len(bare) and (
        bare[first] in _HEAD or len(bare[first]) < 2 or bare[first][0].isdigit()
    ):
        first += 1
    if first >= len(bare):
        return None
    return _quote(passage, start + words[first][0], start + words[len(bare) - 1][1])


def _quote(passage: Passage, start: int, end: int) -> Indicator | None:
    text = passage.folded
    while start < end and text[start] in " ,:;.()":
        start += 1
    while end > start and text[end - 1] in " ,:;.(":
        end -= 1
    if start >= end:
        return None
    a, b = passage.span(start, end)
    return Indicator(text=passage.slice(start, end), start=a, end=b)


def link(
    targets: Sequence[Target], deadlines: Sequence[Deadline], references: Sequence[Reference]
) -> list[Target]:
    """The targets with their deadline and the document that they are quoted from.

    A deadline that stands right behind the target or its indicator is its own; else the last one
    before it in the item holds, else the next one behind it.
    """
    return [
        replace(
            target,
            deadline=_deadline_of(target, deadlines),
            source=_source_of(target, references) if "quoted" in target.flags else None,
        )
        for target in targets
    ]


def _deadline_of(target: Target, deadlines: Sequence[Deadline]) -> int | None:
    place = (target.item, target.section)
    own = [i for i, d in enumerate(deadlines) if (d.item, d.section) == place]
    end = max(target.end, target.indicator.end if target.indicator else 0)
    behind = [i for i in own if deadlines[i].start >= target.end]
    ahead = [i for i in own if deadlines[i].end <= target.start]
    if behind and deadlines[behind[0]].start - end <= 1:
        return behind[0]
    return ahead[-1] if ahead else behind[0] if behind else None


def _source_of(target: Target, references: Sequence[Reference]) -> int | None:
    ahead = [
        i for i, r in enumerate(references) if r.item == target.item and r.end <= target.start
    ]
    return ahead[-1] if ahead else None
