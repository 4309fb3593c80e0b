"""Quantified results that a document commits to.

Three steps: ``_VALUE`` reads comparator and number, the lexicon's units say what is counted, and
``_is_promised`` decides from the words around whether the document promises this number or only
mentions it (a base, a norm, a result, a population).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vnpolicy.analysis import (
    Deadline,
    Direction,
    Fact,
    Flag,
    Indicator,
    Operator,
    Reference,
    Target,
)
from vnpolicy.errors import LexiconError
from vnpolicy.extract.numbers import NUMBER, SCALES, read_number
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
_OPERATOR: dict[str, Operator] = {phrase: operator for operator, phrases in _COMPARATORS.items() for phrase in phrases}
# These also describe ("nợ quá 90 ngày"); the others are only said of what shall be.
_WEAK = frozenset({"trên", "hơn", "vượt", "quá", "dưới", "khoảng", "gần", "chừng", "cao hơn",
                   "thấp hơn", "tối đa", "không quá"})  # fmt: skip
_FOLDS = {"rưỡi": 1.5, "đôi": 2.0, "ba": 3.0, "bốn": 4.0}

_VALUE = re.compile(
    rf"""
    (?<![\w/.,])(?<!\w-)
    (?:(?P<before>(?i:{alternation(list(_OPERATOR))}))\s?(?i:(?:khoảng|trên)\s)?)?
    (?P<open>(?i:từ)\s)?
    (?P<low>{NUMBER})
    (?:\s\([^()0-9]{{2,30}}\))?                                  # 21 (hai mươi mốt)
    (?:
        (?:\s?%|\s(?:nghìn|triệu|tỷ)(?:\s(?:đồng|USD))?)?
        (?:\s?-\s?|\sđến\s|\stới\s)
        (?P<high>{NUMBER})
    )?
    """,
    re.VERBOSE,
)
_UP = re.compile(r"(?P<words>(?:\s(?!từ\b)[^\W_]+){0,6}?)\s(?P<way>trở\s(?:lên|xuống))\b")
_RANK = re.compile(
    rf"""
    \b(?i:nhóm|tốp|top)\s(?P<low>{NUMBER})
    \s(?P<unit>[^\W\d_]+(?:\s[^\W\d_]+){{0,3}}?)
    \s(?:dẫn\sđầu|đứng\sđầu|hàng\sđầu|tốt\snhất|cao\snhất|đầu)\b
    """,
    re.VERBOSE,
)
_FOLD = re.compile(rf"\b(?i:gấp)\s(?P<fold>{'|'.join(_FOLDS)})\b(?!\s(?:lần|mươi|trăm))")


def _any(phrases: str) -> re.Pattern[str]:
    """One of the phrases (separated by bars), as whole words, without regard to case."""
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)


# What the words before a number say of it.
_COMMITS = _any("phấn đấu|mục tiêu|chỉ tiêu|bảo đảm|đảm bảo|đến (?:hết |cuối )?năm|phải|quyết tâm")
_PAST = _any("đã|hiện (?:có|nay|mới|còn)|đang có|ước (?:đạt|thực hiện|tính)|mới (?:đạt|có)|lũy kế|vừa qua")
_COMPARES = _any("so với|so")
_CHANGES = _any("tăng|giảm|đạt|còn|gấp|bằng")
_BASE = _any("(?:trong|trên) (?:tổng )?số|tổng số|từ|cả nước|cao|thấp|tổng cộng")
_NAME = _any(
    "số|khoản|điều|(?<!dứt )(?<!trọng )điểm|mục|khóa|lần thứ|thứ|đợt|giai đoạn|quý|tháng|năm|ngày"
    "|chương|phụ lục|mẫu|biểu|bảng|bước|đề án|chương trình|nghị quyết|quốc lộ|đường|lớp|loại|cấp|độ"
    "|khu vực|hệ thống|ban chỉ đạo|tổ công tác|tập|trang|hạng|bậc|vùng|phường|quận|tuyến|gói"
)
_CONDITION = _any("trường hợp|nếu|khi có")
_NORM = _any(
    "mức (?:thu|chi|phạt|đóng|hưởng|giá|vay|phí|trợ|hỗ trợ)|phạt|lệ phí"
    "|(?<!miễn )(?<!chi )(?<!kinh )phí|giá cụ thể|thuế suất|lãi suất|trợ cấp|phụ cấp"
    "|được (?:thu|tính|hưởng|giảm|miễn)|tính (?:bằng|thêm)|nộp|trích|hàm lượng|thành phần"
    "|trọng lượng|giảm trừ|khấu trừ|nồng độ"
)
_ALLOTTED = _any(
    "bố trí|hỗ trợ|kinh phí|vốn|bổ sung|cân đối|cấp|tạm ứng|tặng|thưởng|vay|đơn giá|chi|giá|mức"
    "|trị giá|dành|phân bổ|doanh thu từ|dự toán"
)
_EARNED = _any(
    "thu (?:ngân|nội|hồi|hút|từ|trên)|tổng thu|huy động|doanh thu|kim ngạch|giá trị|thu nhập"
    "|giải ngân|tiết kiệm|đạt|phấn đấu|xuất khẩu|dư nợ|vượt|quy mô|năng suất"
)
_EARNED_PER = frozenset({"năm", "tháng", "quý", "người", "ha", "héc ta", "lao động", "đầu người",
                         "người lao động"})  # fmt: skip
_COST = re.compile(r" (?:lãi suất|chi phí|kinh phí|mức|giá|tiền|học phí|số tiền|số phí|tổng kinh phí|lệ phí)\b")
_LIFE_SPAN = _any("tuổi thọ")
_LOWERS = _any("giảm|cắt giảm|kéo giảm|rút ngắn|hạ|tiết kiệm|tinh giản")
_RAISES = _any("tăng|nâng|thêm|mở rộng|gấp|vượt")
_KEEPS = _any("duy trì|giữ|giữ vững|ổn định")
_DOWN = _any("giảm|còn|xuống|hạ|dưới mức|kéo")
_MULTIPLE = _any("gấp|tăng|giảm|còn|bằng|cao hơn")
_DONE = "hoàn thành|hoàn tất|hoàn thiện|xong|hết|khởi công|thí điểm|dứt điểm"
_DOES = _any(
    f"{_DONE}|đạt|có|(?<!không )còn|thêm|lên|xuống|đủ|mở rộng|bổ sung|khánh thành|tiếp nhận"
    "|xây dựng|xây mới|xây|làm mới|sửa chữa|cải tạo|nâng cấp|lắp đặt|hình thành|thành lập"
    "|phát triển|kết nạp|giới thiệu|bố trí|trồng|gieo trồng|đào tạo|bồi dưỡng"
    "|việc làm(?: mới)? cho|tạo|đưa"
    "|thu hút|tổ chức|mở|cấp|di dời|sơ tán|xóa|đón|tuyển|tuyển sinh|tuyển dụng|nâng|duy trì"
    "|giữ vững|công nhận|ra mắt|khám|hiến|trao|đăng ký|vận động|xử lý|giải quyết|phấn đấu|bàn giao"
    "|nghiệm thu|giảm|tăng|cắt giảm|xuất khẩu|phủ|sản xuất|cung cấp|tích hợp|biên soạn|nhân rộng"
    "|đặt hàng|chuyển đổi|chuyển|khôi phục|thông xe|đóng cửa|hỗ trợ|bảo đảm|sản lượng|biệt phái"
    "|tiêm|cai nghiện|quy hoạch|bình quân|vượt|dẹp|triệt phá|đấu giá|phục hồi"
    "|(?:cổ phần|cứng|số|bê tông|nhựa|tin học|xã hội|kiên cố|điện khí) ?hóa"
)
_FINISHES = _any(_DONE)
_AT = _any("tại|ở")
_INSIDE = _any("của|trong|với|giữa|thuộc|gồm|là|các|những|cả|theo|từ|qua|sau|về|và|hoặc")
_FOR = _any("cho")
_SCALE_OF_MAP = _any("tỷ lệ")
_PAST_AFTER = re.compile(r" (?:[^\W\d_]+ )?đã\b")
_AWAY = re.compile(
    r"(?i)\b(?P<word>ít nhất|tối thiểu|không dưới)"
    r" (?:[\ue000 ]++|vào|đến|hết|cuối|năm|[0-9]{4}|phải|đạt){1,12}$"
)
_EXCEEDS = re.compile(r"(?i)\bvượt (?:mục tiêu|chỉ tiêu|kế hoạch|dự toán)[^.;,()]{0,60}\($")
_RISES_TO = re.compile(r"[^;.]{0,40}?\b(?:lên|xuống|còn|thành)\b")
_BASELINE = re.compile(r"(?i)[^0-9]{0,120}?\b(?P<base>so với (?:[^\s,;.()]+ ?){1,8})")
_EVERY = re.compile(r"(?i)\b(?:mỗi|hằng|hàng|bình quân) (?P<span>năm|tháng|quý|tuần|ngày)\b")
_QUOTED = re.compile(r"(?i)\b(?:theo|tại) \ue000")

# What names the thing measured.
_MEASURE = re.compile(
    r"""(?ix)(?<!\btrong\s)(?<!\btrên\s)(?<!\bcủa\s)(?<!\btheo\s)(?<!\bvới\s)\b(?:
        tỷ\s(?:lệ|trọng|số|suất)|tổng|tốc\sđộ|giá\strị|kim\sngạch|chỉ\ssố|tăng\strưởng|sản\slượng
        |năng\ssuất|công\ssuất|doanh\sthu|thu\snhập|diện\stích|độ\sche\sphủ|giải\sngân|thu\s(?:ngân\ssách|nội\sđịa)
        |số\s(?:vụ|hộ|giờ)
    )\b"""
)
_TAIL = frozenset(
    {"đạt", "còn", "xuống", "lên", "mức", "ở", "chiếm", "là", "đến", "năm", "vào", "phấn", "đấu",
     "dự", "kiến", "khoảng", "có", "từ", "hết", "cuối", "trong"}
)  # fmt: skip
_HEAD = frozenset(
    {"phấn", "đấu", "giảm", "nâng", "kéo", "đưa", "duy", "trì", "giữ", "vững", "ổn", "định", "bảo",
     "đảm", "hạ", "và", "trong", "đó", "riêng", "để", "có", "đến", "hết", "cuối", "năm", "vào"}
)  # fmt: skip
_NAME_ENDS = re.compile(
    r"""(?ix)
    [;:.](?:\s|$) | [()\ue000]
    | ,\s(?:trong\sđó|riêng|đặc\sbiệt|nhất\slà|góp|tạo|phấn\sđấu|tăng|giảm|gắn|bảo\sđảm|nâng|tỷ\slệ
        |hoàn\sthành|xong|kết\s(?:thúc|nối)|bàn\sgiao|báo\scáo|gửi|trình|mở|lắp\sđặt|đăng\ský|đóng
        |chấm\sdứt|giải\squyết|tổ\schức|thời\shạn|không|tránh|lập|xây\sdựng|đưa|hạn\schế)\b
    | \s(?:vào|đến|trong|từ|trước)\s(?:hết\s|cuối\s)?(?:năm|quý|tháng|giai\sđoạn|ngày)\b
    | \s(?:chậm\snhất|hằng\snăm|hàng\snăm|mỗi|trước\s[0-9]|so\svới|so\scùng)\b
    | (?:,|\svà)\s(?=(?:[^\W\d_]+\s){0,2}[0-9])
    """
)
_NO_NAME = re.compile(
    r"(?i) (?:vào|trong|so|đến|tại|từ|trở|theo|và|ở|để|với|trên|trước|mỗi|hằng|hàng|như|nhằm|bằng"
    r"|là|năm|giai|của)\b|(?! [^\W\d_])"
)
_LONGEST_NAME = 250

# Where a clause and the parts of a clause begin, and how far back words still matter.
_CLAUSE = re.compile(r"[;:!?](?=\s|$)|\.(?=\s|$)|\s\|")
_SEGMENT = re.compile(r",(?=\s)|[()]")
_REACH, _NEAR = 250, 80

_RATIO = Unit(name="ratio", kind="ratio")
_PLACE = Unit(name="hạng", kind="rank")
_TIMES = Unit(name="lần", kind="times")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A number with a unit, before anything is decided about it."""

    start: int
    end: int
    number: int
    operator: Operator = "="
    word: str = ""
    low: float
    high: float
    unit: str
    entry: Unit
    scale: float = 1.0
    spelled: bool = False

    @property
    def per(self) -> str | None:
        return self.unit.rpartition("/")[2].strip() if "/" in self.unit else None

    @property
    def strong(self) -> bool:
        return bool(self.word) and self.word not in _WEAK


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
            fold(name).lower(): unit for unit in reversed(lexicon.units) for name in (unit.name, *unit.aliases)
        }
        self._unit = _unit_pattern(self._entries)
        for unit in lexicon.units:
            for example in unit.examples:
                self._check(unit, example, wanted=True)
            for example in unit.not_examples:
                self._check(unit, example, wanted=False)

    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> list[Target]:
        """The targets of one paragraph, in the order of the text (annotation guide, "target")."""
        if setting.role in ("result", "limitation", "preamble"):
            return []
        text = passage.mask([(fact.start, fact.end) for fact in taken])
        reading = _Reading(text)
        found: list[Target] = []
        previous: _Candidate | None = None
        kept: _Candidate | None = None
        for candidate in self._candidates(text):
            around = reading.around(candidate, previous)
            if _is_promised(candidate, around, setting.role == "objective", kept):
                indicator = _indicator(passage, candidate, around, found)
                found.append(_target(passage, candidate, around, indicator))
                kept = candidate
            previous = candidate
        return found

    def _check(self, unit: Unit, example: str, *, wanted: bool) -> None:
        read = {candidate.entry.name for candidate in self._candidates(fold(example))}
        if (unit.name in read) != wanted:
            raise LexiconError(
                f"the unit {unit.name!r} {'does not read' if wanted else 'reads'} its "
                f"{'example' if wanted else 'counter-example'} {example!r}, which is read as "
                f"{sorted(read) or 'nothing'}: change the entry or the example"
            )

    def _candidates(self, text: str) -> Iterator[_Candidate]:
        ranks = [_rank(m, low) for m in _RANK.finditer(text) if (low := read_number(m["low"]))]
        ranks += [_fold(m) for m in _FOLD.finditer(text)]
        ranks.sort(key=lambda rank: rank.start)
        starts = [rank.start for rank in ranks]
        measured = []
        for match in _VALUE.finditer(text):
            at = bisect_right(starts, match.start("low")) - 1
            inside = at >= 0 and match.start("low") < ranks[at].end
            if not inside and (candidate := self._measured(text, match)):
                measured.append(candidate)
        yield from sorted([*ranks, *measured], key=lambda candidate: candidate.start)

    def _measured(self, text: str, match: re.Match[str]) -> _Candidate | None:
        """The candidate of a value, None where no unit follows it or the numbers do not fit."""
        unit = self._unit.match(text, match.end())
        values = _values(match, unit) if unit else None
        if not unit or not values:
            return None
        noun = " ".join((unit["base"] or unit["noun"] or "").lower().split())
        entry = self._entries.get(noun, _RATIO)
        end = last = unit.start("more") if unit["more"] and entry.kind != "count" else unit.end()
        start, word = match.start(), " ".join((match["before"] or "").lower().split())
        operator: Operator = _OPERATOR.get(word, "in" if match["high"] else "=")
        up = _UP.match(text, end)
        if up and (match["open"] or not up["words"]):
            word, operator = up["way"], ">=" if up["way"].endswith("lên") else "<="
            last, end = up.end("words"), up.end()
        elif match["open"] and not match["high"] and not word:
            start = match.start("low")
        return _Candidate(
            start=start,
            end=end,
            number=match.start("low"),
            operator=operator,
            word=word,
            low=values[0],
            high=values[1],
            unit=text[unit.start("name") : last],
            entry=entry,
            scale=_multiplier(unit["scale"]),
            spelled=not match["low"][0].isdigit(),
        )


def _unit_pattern(entries: dict[str, Unit]) -> re.Pattern[str]:
    """What may follow a number: multiplier, unit, more units of a list, denominators."""
    bases = alternation([name for name in entries if name.startswith("% ")])
    nouns = alternation(list(entries))
    counts = alternation([name for name, unit in entries.items() if unit.kind == "count"])
    many = r"(?:10{2,5}|1\.000|10\.000|100\.000|1\.000\.000)"
    word = r"(?:\s(?!(?:vào|đến|trong|năm|so|và|đạt|từ|giai|trước|xuống|lên)\b)[^\W\d_]+)"
    return re.compile(
        rf"""
        (?:/(?P<below>[2-9]|10)(?=\ssố\s))?                          # 2/3 số thôn
        \s?
        (?P<name>
            (?:[^\W\d_]+(?:\s[^\W\d_]+){{0,4}}\s?)?/\s?{many}{word}{{1,8}}  # ca sinh/1.000 phụ nữ
          | /[0-9]{{1,4}}\s(?:{counts})(?!\w)                         # 15/19 tiêu chí
          | (?:(?P<scale>(?:nghìn|ngàn|vạn|triệu|t[ỷỉ])(?:\s(?:triệu|t[ỷỉ]))?)\s?)?
            (?P<share>số\s)?
            (?:(?P<base>{bases})(?!\w)(?:\snăm\s[0-9]{{4}})?|(?P<noun>{nouns})(?!\w))
            (?P<more>(?:(?:,\s|\s-\s)(?:{counts})(?!\w)){{1,3}})?
            (?:(?:\s[^\W\d_]+){{1,2}}(?=/(?:năm|tháng|quý)\b))?
            (?:(?<=%)\stổng\ssố{word}{{1,4}})?
            (?:\s?/\s?(?:vạn\sdân|nghìn\sdân|đầu\sngười|{nouns}|[^\W\d_]+)(?!\w)){{0,3}}
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _values(match: re.Match[str], unit: re.Match[str]) -> tuple[float, float] | None:
    low = read_number(match["low"])
    high = read_number(match["high"]) if match["high"] else low
    if low is None or high is None:
        return None
    if match["high"] and match["low"][0].isdigit() != match["high"][0].isdigit():
        return None
    if unit["share"] and low >= 1 and not unit["below"]:  # "một số xã" counts nothing
        return None
    below = int(unit["below"] or 1)
    return low / below, high / below


def _multiplier(words: str | None) -> float:
    factor = 1.0
    for word in (words or "").lower().split():
        factor *= SCALES[word]
    return factor


def _rank(match: re.Match[str], low: float) -> _Candidate:
    return _Candidate(
        start=match.start(),
        end=match.end(),
        number=match.start("low"),
        operator="<=",
        word="nhóm",
        low=low,
        high=low,
        unit=match["unit"],
        entry=_PLACE,
    )


def _fold(match: re.Match[str]) -> _Candidate:
    times = _FOLDS[match["fold"].lower()]
    return _Candidate(
        start=match.start(),
        end=match.end(),
        number=match.start("fold"),
        word="gấp",
        low=times,
        high=times,
        unit="lần",
        entry=_TIMES,
    )


class _Reading:
    """A text with the places of its clauses, their segments, and of cues, each found once."""

    def __init__(self, text: str) -> None:
        clauses = [m.end() for m in _CLAUSE.finditer(text)]
        self.text = text
        self.clauses = [0, *clauses, len(text) + 1]
        self.segments = sorted([0, *clauses, *(m.end() for m in _SEGMENT.finditer(text))])
        self._places: dict[re.Pattern[str], list[tuple[int, int]]] = {}

    def last(self, cue: re.Pattern[str], start: int, end: int) -> tuple[int, int] | None:
        """The last place of the cue between two positions."""
        if cue not in self._places:
            self._places[cue] = [m.span() for m in cue.finditer(self.text)]
        places = self._places[cue]
        at = bisect_right(places, end, key=lambda place: place[1]) - 1
        return places[at] if at >= 0 and places[at][0] >= start else None

    def around(self, candidate: _Candidate, previous: _Candidate | None) -> _Around:
        start, stop = candidate.start, candidate.end
        clause = self.clauses[bisect_right(self.clauses, start) - 1]
        end = self.clauses[bisect_right(self.clauses, stop)] - 1
        begin = max(clause, start - _REACH)
        segment = max(begin, self.segments[bisect_right(self.segments, start) - 1])
        base = previous if previous and _rises(self.text, previous) else None
        nested = previous is not None and previous.end > segment and not base
        return _Around(self, begin, segment, start, stop, min(end, stop + _REACH), base, nested)


@dataclass(frozen=True, slots=True)
class _Around:
    """The words around a candidate, which stands from ``start`` to ``stop``.

    Its clause begins at ``begin`` and ends at ``end``, its part of the clause begins at
    ``segment``. ``base`` is the 45% of "từ 45% lên 60%"; ``nested`` says that another number
    stands before this one in the same segment.
    """

    reading: _Reading
    begin: int
    segment: int
    start: int
    stop: int
    end: int
    base: _Candidate | None
    nested: bool

    @property
    def before(self) -> str:
        return self.reading.text[self.begin : self.start]

    @property
    def after(self) -> str:
        return self.reading.text[self.stop : self.end]

    def in_clause(self, cue: re.Pattern[str]) -> bool:
        return self.reading.last(cue, self.begin, self.start) is not None

    def in_segment(self, cue: re.Pattern[str]) -> bool:
        return self.reading.last(cue, self.segment, self.start) is not None

    def follows(self, cue: re.Pattern[str], words: int = 0) -> bool:
        """Whether the cue stands right before the candidate, or at most so many words before."""
        place = self.reading.last(cue, self.segment, self.start)
        between = self.reading.text[place[1] : self.start].split() if place else []
        return place is not None and len(between) <= words and all(w.isalpha() for w in between)

    @property
    def opens(self) -> bool:
        """Whether nothing but a bullet precedes the candidate in its segment."""
        return not self.reading.text[self.segment : self.start].strip(" -+•")

    def names(self, floor: int) -> Iterator[int]:
        """Where the name of what is measured may begin before the number, the likeliest first."""
        if measure := self.reading.last(_MEASURE, floor, self.start):
            yield measure[0]
        segments = self.reading.segments
        first, last = bisect_left(segments, floor), bisect_left(segments, self.start)
        yield from reversed(segments[first:last])
        yield floor


def _rises(text: str, base: _Candidate) -> bool:
    before = text[max(0, base.start - 3) : base.start].lower()
    return before == "từ " and _RISES_TO.match(text, base.end) is not None


def _is_promised(candidate: _Candidate, around: _Around, objective: bool, kept: _Candidate | None) -> bool:
    kind = candidate.entry.kind
    if kind == "none" or _is_mentioned(candidate, around):
        promised = False
    elif kind in ("percent", "points", "index"):
        promised = _is_promised_share(candidate, around, objective)
    elif kind == "money":
        promised = _is_promised_money(candidate, around, objective)
    elif kind == "ratio":
        promised = not around.follows(_SCALE_OF_MAP)
    elif kind == "time":
        promised = around.in_clause(_LOWERS) and not _COST.match(around.after)
    elif kind == "times":
        promised = not candidate.spelled and (candidate.strong or around.in_segment(_MULTIPLE))
    elif kind == "age":
        promised = around.in_clause(_LIFE_SPAN)
    else:
        promised = kind == "rank" or _is_promised_count(candidate, around, objective, kept)
    return promised


def _is_mentioned(candidate: _Candidate, around: _Around) -> bool:
    """Whether the words before the number make it a result, a name, a base, a condition, a norm."""
    reading, start = around.reading, around.start
    past = reading.last(_PAST, around.segment, start)
    if past and not reading.last(_COMMITS, past[1], start):
        return True
    if _away(candidate, around):
        return False
    return (
        (start == candidate.number and around.follows(_NAME))
        or (not candidate.strong and _is_base(around))
        or (not candidate.word and _is_aside(around.before))
        or (around.in_clause(_CONDITION) and not around.in_segment(_COMMITS))
        or (around.in_segment(_NORM) and not around.in_segment(_LOWERS))
    )


def _is_base(around: _Around) -> bool:
    """A number that others are compared with or taken from: "so với 5%", "trong tổng số 124 xã"."""
    compared = around.reading.last(_COMPARES, around.segment, around.start)
    if compared and not around.reading.last(_CHANGES, compared[1], around.start):
        return True
    return around.follows(_BASE)


def _is_aside(before: str) -> bool:
    """A remark in brackets that promises nothing: "(năm 2025 là 94,2%)"."""
    _, bracket, inside = before.rpartition("(")
    return bool(bracket) and ")" not in inside and not _COMMITS.search(inside)


def _is_promised_share(candidate: _Candidate, around: _Around, objective: bool) -> bool:
    said = around.before.strip() or around.after.strip(" )")
    if not (objective or candidate.word or said):
        return False
    return not _COST.match(around.after) or around.in_clause(_LOWERS)


def _is_promised_money(candidate: _Candidate, around: _Around, objective: bool) -> bool:
    if candidate.per and candidate.per.lower() not in _EARNED_PER:  # a price
        return False
    if around.in_segment(_ALLOTTED) and not around.in_segment(_EARNED):
        return False
    return objective or around.in_clause(_EARNED)


def _is_promised_count(candidate: _Candidate, around: _Around, objective: bool, kept: _Candidate | None) -> bool:
    """A count needs a strong comparator or a verb that produces it; see section 5 of the domain."""
    if around.nested and not around.follows(_DOES, 1):
        return False
    if candidate.strong:
        return True
    described = candidate.operator == "<" and not around.in_clause(_DOWN)
    few = candidate.spelled and 1 <= candidate.low <= 10
    if described or few or _PAST_AFTER.match(around.after) or around.follows(_INSIDE):
        return False
    if around.follows(_AT):
        return around.in_clause(_FINISHES)
    per_one = candidate.low == 1  # "giá trị thu được trên 1 ha"
    measured = objective and not per_one and around.in_segment(_MEASURE)
    if measured or around.follows(_DOES, 6) or (candidate.word and around.follows(_FOR)):
        return True
    listed = kept is not None and 0 <= candidate.start - kept.end < _REACH // 2
    return around.opens and (objective or listed)


def _target(passage: Passage, candidate: _Candidate, around: _Around, indicator: Indicator | None) -> Target:
    operator = _operator(candidate, around)
    low = None if operator in ("<", "<=") else candidate.low
    high = None if operator in (">", ">=") else candidate.high
    factor, norm = candidate.scale * candidate.entry.factor, candidate.entry.norm
    if candidate.entry.kind == "count" and candidate.high < 1:  # "hai phần ba số thôn"
        factor, norm = 100.0, "%"
    every = _EVERY.search(around.before)
    baseline = _BASELINE.match(around.after)
    base = around.base and passage.plain[around.base.start : around.base.end]
    start, end = passage.span(candidate.start, candidate.end)
    return Target(
        start=start,
        end=end,
        text=passage.slice(candidate.start, candidate.end),
        plain=passage.plain[candidate.start : candidate.end],
        rule=candidate.entry.kind,
        flags=_flags(candidate, around, operator),
        op=operator,
        low=low,
        high=high,
        unit=candidate.unit,
        norm_low=None if low is None else low * factor,
        norm_high=None if high is None else high * factor,
        norm_unit=norm or (candidate.unit if candidate.entry is _RATIO else candidate.entry.name),
        per=candidate.per or (every["span"].lower() if every else None),
        direction=_direction(around),
        indicator=indicator,
        baseline=base or (baseline["base"].strip() if baseline else None),
    )


def _operator(candidate: _Candidate, around: _Around) -> Operator:
    return _away(candidate, around) or candidate.operator


def _away(candidate: _Candidate, around: _Around) -> Operator | None:
    """The operator of a word that stands away: "ít nhất vào năm 2025 đạt 40%"."""
    if candidate.operator != "=":
        return None
    near = around.before[-_NEAR:]
    if near.endswith("(") and _EXCEEDS.search(near):
        return ">"
    away = _AWAY.search(near)
    return _OPERATOR[away["word"].lower()] if away else None


def _flags(candidate: _Candidate, around: _Around, operator: Operator) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    if operator == "~":
        flags.append("approximate")
    if candidate.low > candidate.high:
        flags.append("ambiguous")
    if around.in_clause(_QUOTED):
        flags.append("quoted")
    return tuple(flags)


def _direction(around: _Around) -> Direction:
    if around.in_segment(_LOWERS):
        return "decrease"
    if around.in_segment(_RAISES):
        return "increase"
    return "maintain" if around.in_segment(_KEEPS) else "reach"


def _indicator(passage: Passage, candidate: _Candidate, around: _Around, found: Sequence[Target]) -> Indicator | None:
    """The words that name what is measured: after the number if a noun follows, else before it.

    A share of a stated base ("100% kế hoạch vốn") and a rank are named before it; a number that
    has no name of its own shares that of the target before it.
    """
    text, kind = around.reading.text, candidate.entry.kind
    first = text.index(candidate.unit, candidate.number) if kind == "count" else candidate.end
    stop = _NAME_ENDS.search(text, candidate.end, around.end)
    end = min(stop.start() if stop else around.end, candidate.end + _LONGEST_NAME)
    if candidate.entry is not _PLACE and not candidate.entry.name.startswith("% "):
        if not _NO_NAME.match(text[candidate.end : end]):
            return _quote(passage, first, end)
        if kind == "count" and " " in candidate.unit:
            return _quote(passage, first, first + len(candidate.unit))
    floor = around.begin
    if found:
        floor = max(floor, passage.locate(found[-1].start, found[-1].end)[1])
    for start in around.names(floor):
        if named := _trimmed(text, start, around.base.start if around.base else candidate.start):
            return _quote(passage, *named)
    return found[-1].indicator if found else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without the verbs and time words at its ends, None where nothing is left."""
    places = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    words = [text[a:b].strip(",.;:()+-\ue000").lower() for a, b in places]
    first, last = 0, len(words)
    while last and (words[last - 1] in _TAIL or not words[last - 1] or words[last - 1].isdigit()):
        last -= 1
    while first < last and (words[first] in _HEAD or len(words[first]) < 2 or words[first][0].isdigit()):
        first += 1
    empty = first == last or words[first] == "so"
    return None if empty else (places[first][0], places[last - 1][1])


def _quote(passage: Passage, start: int, end: int) -> Indicator | None:
    stretch = passage.plain[start:end]
    start += len(stretch) - len(stretch.lstrip(" ,:;.()"))
    end -= len(stretch) - len(stretch.rstrip(" ,:;.("))
    if start >= end:
        return None
    a, b = passage.span(start, end)
    return Indicator(text=passage.slice(start, end), start=a, end=b)


def link(targets: Sequence[Target], deadlines: Sequence[Deadline], references: Sequence[Reference]) -> list[Target]:
    """The targets with the indices of their deadline and of the document they are quoted from.

    A deadline that stands right behind the target or its indicator is its own; else the last one
    before it in the item holds, else the next one behind it.

    >>> target = Target(start=9, end=12, text="60%", plain="60%", op="=", low=60.0, high=60.0)
    >>> due = Deadline(start=0, end=4, text="2027", plain="2027", kind="date", boundary="in")
    >>> link([target], [due], [])[0].deadline
    0
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
    named = max(target.end, target.indicator.end if target.indicator else 0)
    ahead = [i for i in own if deadlines[i].end <= target.start]
    behind = [i for i in own if deadlines[i].start >= target.end]
    if behind and (not ahead or deadlines[behind[0]].start - named <= 1):
        return behind[0]
    return ahead[-1] if ahead else None


def _source_of(target: Target, references: Sequence[Reference]) -> int | None:
    place = (target.item, target.section)
    ahead = [
        i
        for i, reference in enumerate(references)
        if (reference.item, reference.section) == place and reference.end <= target.start
    ]
    return ahead[-1] if ahead else None
