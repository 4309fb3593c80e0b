"""Who is told to do something: the bodies of a paragraph that lead, support or receive.

``agencies`` finds where bodies are named. Here the clause decides about a list of bodies: what
stands before it ("giao A, B và C"), and, where nothing there speaks, whether it opens its clause
and what it is said to do ("A chủ trì"). A body that is only mentioned gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnpolicy.analysis import Assignment, AssignmentRole, Fact
from vnpolicy.extract.agencies import VERBS, Body, BodyGrammar
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage

REACH = 240  # characters before a list of bodies in which its clause may begin
_TAKEN = "\ue000"

_MARKER = r"""(?:(?:Điều\ \d+|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVXl]{1,4})[.)/:-]{1,2}
    |\(\w{1,3}\)|[-+•*])"""
_MARKERS = rf"[\ |]*(?:{_MARKER}\ ?){{0,3}}"
_COMRADES = r"(?:(?:các\ )?(?:đồng\ chí|đ/c|ông|bà)\ )?"
_HOW = r"""(?:nhanh|kịp\ thời|khẩn\ trương|ngay|thường\ xuyên|định\ kỳ|trực\ tiếp|chủ\ động
    |hằng\ \w+|đột\ xuất|quyết\ liệt)"""


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words before a list of bodies that give it its role, at most ``reach`` characters long."""

    rule: str
    role: AssignmentRole
    reach: int
    pattern: re.Pattern[str]


def _cue(rule: str, role: AssignmentRole, words: str, reach: int = 90) -> _Cue:
    pattern = rf"(?<!\w)(?:{words})(?:\ ?{_TAKEN}+)?\ ?{_COMRADES}$"
    return _Cue(rule, role, reach, re.compile(pattern, re.VERBOSE | re.IGNORECASE))


_CUES = (
    _cue("label", "support", r"(?:(?:cơ\ quan|đơn\ vị|tổ\ chức)\ )?phối\ hợp(?:\ thực\ hiện)?\ ?:"),
    _cue(
        "label",
        "recipient",
        r"""(?:cấp\ trình|trình\ cấp|cấp\ phê\ duyệt
            |(?:cơ\ quan|nơi|đơn\ vị)\ nhận(?:\ báo\ cáo)?)\ ?:""",
    ),
    _cue(
        "label",
        "lead",
        r"""(?:cơ\ quan|đơn\ vị|tổ\ chức)\ (?:chủ\ trì|thực\ hiện|đầu\ mối|chịu\ trách\ nhiệm)
            (?:\ (?:thực\ hiện|tham\ mưu))?\ ?:
          | (?:chủ\ trì|trách\ nhiệm\ thực\ hiện|phân\ công(?:\ thực\ hiện)?)\ ?:
          | (?:vai\ trò|trách\ nhiệm)\ chủ\ trì\ của""",
    ),
    _cue(
        "coordinate",
        "support",
        rf"""phối\ (?:kết\ )?hợp
            (?:[,\ ]{{1,2}}(?:chặt\ chẽ|chặt|đồng\ bộ|hiệu\ quả|tốt|hỗ\ trợ|cùng|công\ tác|và
              |{_HOW})){{0,3}}
            (?:\ (?:với|cùng(?:\ với)?))?
          | phối\ hợp\ [^,;.:]{{1,30}}\ với
          | (?:sự\ )?(?:phối\ hợp|tham\ gia)\ của
          | (?<=[;,.]\ )cùng(?:\ với)?""",
    ),
    _cue(
        "report",
        "recipient",
        rf"""(?:(?<!tờ\ )(?<!công\ )(?<!chương\ )(?<!quá\ )(?<!quy\ )(?<!lộ\ )(?<!giải\ )trình
              |(?<!nghe\ )báo\ cáo|gửi|tham\ mưu|kiến\ nghị|đề\ xuất|xin\ ý\ kiến|phản\ ánh
              |giúp\ việc\ cho)
            (?:[,\ ]{{1,2}}(?:{_HOW}|đề\ xuất|kiến\ nghị|trình|báo\ cáo|phản\ ánh)){{0,2}}
            (?:\ (?:cho|với|lên|về|đến|tới|để))?""",
    ),
    _cue(
        "report",
        "recipient",
        r"""(?:báo\ cáo|gửi|phản\ ánh|có\ ý\ kiến|nộp|đăng\ ký|cung\ cấp|thông\ báo|đề\ xuất
              |chuyển(?!\ (?:đổi|biến|giao|tiếp|nhượng|dịch)))
            (?:\ [^.;:]{1,160}?\ (?:về|đến|tới|lên|qua)|\ [^.,;:]{1,40}?\ (?:cho|với))
          | (?<!nghệ\ )thông\ tin(?:\ [^.,;:]{1,40})?\ (?:đến|tới|cho)""",
        REACH,
    ),
    _cue(
        "assign",
        "lead",
        r"""phân\ công(?:\ nhiệm\ vụ)?(?:\ cho)?
          | (?:giao|phân\ công)\ (?:nhiệm\ vụ|trách\ nhiệm)\ [^,;.:]{1,20}\ cho""",
    ),
    _cue(
        "charge",
        "lead",
        rf"""(?:(?:(?<!theo\ )(?<!đáp\ ứng\ )yêu\ cầu|(?<!ban\ )chỉ\ đạo(?:\ {_HOW})?)
            (?:(?:,|\ và)\ (?:hướng\ dẫn|đôn\ đốc|kiểm\ tra)){{0,2}}
          | (?: (?<!được\ )(?<!bàn\ )(?<!chuyển\ )(?<!thời\ )(?<!tiếp\ )giao
                (?:\ nhiệm\ vụ|\ trách\ nhiệm)?(?:\ cho)?
              | (?<!theo\ )(?<!về\ )(?<!hồ\ sơ\ )đề\ nghị
              | (?<!sự\ )(?<!của\ )(?<!,\ )(?<!có\ )(?<!và\ )(?<!với\ )lãnh\ đạo
              | (?<!thừa\ )ủy\ quyền(?:\ cho)? | (?<!sự\ )định\ hướng | kêu\ gọi
              | thông\ báo\ (?:để|tới|đến) )):?""",
    ),
)
_THROUGH = re.compile(
    r"(?:\((?:hoặc\ )?|thông\ )qua(?:\ đầu\ mối(?:\ là)?)?\ $", re.VERBOSE | re.IGNORECASE
)
# What is said of the past or of somebody else's act charges nobody.
_DONE = re.compile(
    r"(?:đã|từng|sau\ khi|được|về\ việc|nghe)\ (?:\w+\ )?$", re.VERBOSE | re.IGNORECASE
)
_ANSWERED = re.compile(
    rf"(?:^|[.;]\ )(?:{_MARKER}\ )?Về\ (?:các\ )?(?:đề|kiến)\ nghị\b[^:]*$", re.VERBOSE
)
_AUTHORITY = re.compile(
    r"(?:các\ )?(?:cấp|cơ\ quan)\ (?:có\ )?thẩm\ quyền", re.VERBOSE | re.IGNORECASE
)

_PARAGRAPH = re.compile(rf"{_MARKERS}{_COMRADES}", re.VERBOSE | re.IGNORECASE)
_HEADING = re.compile(
    rf"{_MARKERS}(?:(?:Đối\ với|(?:Trách\ nhiệm|Nhiệm\ vụ)\ của|Về\ phía)\ )?",
    re.VERBOSE | re.IGNORECASE,
)
_OPENING = re.compile(
    rf"{_MARKERS}(?:đồng\ thời,?\ |riêng\ |trong\ đó,?\ )?{_COMRADES}", re.VERBOSE | re.IGNORECASE
)
_FRONTED = re.compile(
    rf"""
    {_MARKERS}(?:\S{{1,5}}\ )?
    (?: (?: Căn\ cứ|Trên\ cơ\ sở|Trong|Thực\ hiện|Theo|Nếu|Khi|Trường\ hợp|Hằng|Hàng|Định\ kỳ
          | Đồng\ thời|Từ|Sau|Để|Với|Quá\ trình|Mỗi|Bên\ cạnh|Nhằm|Chậm|Trước|Đến|Năm|Ngoài|Tiếp
          | Đối\ với|Vì\ vậy|Do\ đó|Tại|Về )\b[^.;]*,
      | {_TAKEN}+(?:[^.;]*,)? )
    \ {_COMRADES}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKER_OR_LABEL = re.compile(rf"{_MARKERS}(?:[^:]{{1,60}}:\ ?)?", re.VERBOSE)
_CLAUSE_ENDS = (". ", "; ", ": ", "… ")

_PLAN = r"(?:trách|nhiệm\ vụ|kế|giải|biện|văn|phương|hình)\b"
_PREDICATE = re.compile(
    rf"""
    \ ?(?:\([^()]{{0,80}}\)\ ?)?(?:{_TAKEN}+\ )?(?:mỗi\ \w+\ )?
    (?: (?:,\ )?(?:theo|căn\ cứ|trên\ cơ\ sở)\b
      | (?: {VERBS} | có\ {_PLAN} | tự|mở|đưa|nắm
          | là\ (?:cơ\ quan|đơn\ vị)\ (?:chủ\ trì|đầu\ mối|thường\ trực) )\b )
    """,
    re.VERBOSE,
)
_DUTY = re.compile(r"\ (?:(?:có|chịu)\ trách\ nhiệm|chủ\ trì|cần|phải)\b", re.VERBOSE)
_URGENT = re.compile(
    r"""\ (?:(?:có|chịu)\ trách\ nhiệm|chủ\ trì|cần|phải|tiếp\ tục|khẩn\ trương|chủ\ động
        |tập\ trung|tăng\ cường|kịp\ thời|nghiêm)\b""",
    re.VERBOSE,
)
_ANY_VERB = re.compile(rf"(?:,[^,.;]{{1,60}},)?\ (?:{_TAKEN}+\ )?[^\W\d_]", re.VERBOSE)
_HELPS = re.compile(
    r"\ (?:cùng\ )?phối\ hợp(?!\ (?:chặt\ chẽ\ )?(?:với|cùng|các)\b|\ [A-ZĐỦ])", re.VERBOSE
)
# After these words the list is no subject, or it is the one who speaks.
_NOT_TOLD = re.compile(
    rf"""
    \ ?(?: (?: đã|đang|vừa|sẽ|được|bị|là|có(?!\ {_PLAN})|cũng|thì|mà|và|hoặc|của|tại|về|trong|ngày
      | số|khóa|này|nêu|như|để|ở|với|khi|đến|thuộc|gồm
      | yêu\ cầu|đề\ nghị|giao|kết\ luận|chỉ\ thị|quyết\ định|nhất\ trí|thống\ nhất|đồng\ ý|cơ\ bản
      | ghi\ nhận|biểu\ dương|đánh\ giá\ cao|nhận\ được|nhận\ thấy|thông\ báo|xin|hoan\ nghênh|điện
      | trả\ lời|trân\ trọng|gửi\ (?:kèm|tới)
      | (?-i:ban\ hành\ (?:Quyết|Kế|Chỉ|Nghị|Chương|Hướng|Quy)) )\b
    | [(),] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTHING = re.compile(r"\ ?[;,.\-]*\ ?$", re.VERBOSE)
_HEADING_ENDS = re.compile(r"\ ?[:.\-]?\ ?(?:\*|\"|$)", re.VERBOSE)
_LABEL_FOLLOWS = re.compile(
    r"\ (?:chủ\ trì|phối\ hợp|thực\ hiện|đầu\ mối|chịu\ trách\ nhiệm|nhận)[^:.;]{0,25}:", re.VERBOSE
)
# Nouns so general that it takes more than a verb to make them a body that is told something.
_ANYBODY = re.compile(
    r"(?:đơn\ vị|tổ\ chức|doanh\ nghiệp|cá\ nhân|cơ\ quan|tỉnh|thành\ phố|huyện|xã|phường)\b",
    re.VERBOSE | re.IGNORECASE,
)
_LISTED = re.compile(
    r"""(?:\ \([^()]{0,80}\))?
        (?:,|;|\ và|,\ và|;\ và|\ hoặc|,?\ cùng|,\ nhất\ là|,\ đặc\ biệt\ là)\ """,
    re.VERBOSE,
)
_ATTRIBUTES: tuple[tuple[re.Pattern[str], AssignmentRole], ...] = (
    (re.compile("phối hợp"), "support"),
    (re.compile("cấp trình|trình cấp|nhận báo cáo|nơi nhận|phê duyệt"), "recipient"),
    (re.compile("chủ trì|phụ trách|đầu mối|phân công|(?:cơ quan|đơn vị) thực hiện"), "lead"),
)


class AssignmentFinder:
    """Finds the bodies that a paragraph charges with something.

    >>> from vnpolicy.text import Source
    >>> text = "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh, báo cáo UBND tỉnh."
    >>> finder = AssignmentFinder(Lexicon.load())
    >>> found = finder.find(Passage.of(Source.of(text), 0, len(text)), Setting(), ())
    >>> [(a.text, a.role) for a in found]
    [('Sở Y tế', 'lead'), ('Công an tỉnh', 'support'), ('UBND tỉnh', 'recipient')]
    >>> found[2].agency
    'Ủy ban nhân dân tỉnh'
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._grammar = BodyGrammar(lexicon)

    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> list[Assignment]:
        """The assignments of a paragraph or heading, in order.

        Roles follow the annotation guide: ``lead`` is charged, chairs or is the subject of the
        order, ``support`` is worked with, ``recipient`` is reported to. What ``taken`` covers is
        not looked at.
        """
        text = passage.mask([(fact.start, fact.end) for fact in taken], _TAKEN)
        found: list[Assignment] = []
        previous: AssignmentRole | None = None
        for bodies in _lists(text, self._grammar.find(text)):
            for rule, role, charged in _charged(text, bodies, setting, previous):
                found += [_assignment(passage, body, role, rule) for body in charged]
                previous = role
        return found


def _lists(text: str, bodies: Sequence[Body]) -> Iterator[Sequence[Body]]:
    """The bodies, those together that are named in one list."""
    first = 0
    for i in range(1, len(bodies) + 1):
        if i == len(bodies) or not _LISTED.fullmatch(text, bodies[i - 1].end, bodies[i].start):
            yield bodies[first:i]
            first = i


def _charged(
    text: str, bodies: Sequence[Body], setting: Setting, previous: AssignmentRole | None
) -> Iterator[tuple[str, AssignmentRole, Sequence[Body]]]:
    """The parts of a list that have a role, with it.

    The first bodies of what looks like one list may belong to the words before it ("của A, B chủ
    trì"): where the whole has no role, the rest may have one.
    """
    at = 0
    while at < len(bodies):
        clause = _Clause(text, bodies[at:], setting)
        rule, role = clause.judge(previous)
        if role:
            end = clause.cut() if rule == "report" else len(bodies) - at
            yield rule, role, bodies[at : at + end]
            at += end
        elif clause.may_go_on():
            at += 1
        else:
            return


@dataclass(frozen=True, slots=True)
class _Clause:
    """A list of bodies in its clause."""

    text: str
    bodies: Sequence[Body]
    setting: Setting

    @property
    def start(self) -> int:
        return self.bodies[0].start

    @property
    def end(self) -> int:
        return self.bodies[-1].end

    def judge(self, previous: AssignmentRole | None) -> tuple[str, AssignmentRole | None]:
        """The rule and the role of the list; no role where it is only mentioned."""
        label = self.bodies[0].bare and _LABEL_FOLLOWS.match(self.text, self.end)
        if label or _ANSWERED.search(self.text, max(0, self.start - REACH), self.start):
            return "", None
        rule, role = self._said_before(previous)
        if role is None and self.setting.role not in ("preamble", "result"):
            rule, role = self._attribute() or self._subject()
        if role == "lead" and self.setting.role in ("result", "limitation") and rule != "charge":
            return rule, None
        return rule, role

    def may_go_on(self) -> bool:
        """Whether what follows the list could be the predicate of its last bodies."""
        return not (_NOTHING.match(self.text, self.end) or _NOT_TOLD.match(self.text, self.end))

    def cut(self) -> int:
        """How many bodies stand before the first semicolon, where a new clause begins."""
        for i in range(1, len(self.bodies)):
            if ";" in self.text[self.bodies[i - 1].end : self.bodies[i].start]:
                return i
        return len(self.bodies)

    def _said_before(self, previous: AssignmentRole | None) -> tuple[str, AssignmentRole | None]:
        first = self.bodies[0]
        for cue in _CUES:
            match = cue.pattern.search(self.text, max(0, self.start - cue.reach), self.start)
            if match is None or (cue.rule == "assign" and first.bare):
                continue
            if not _DONE.search(self.text, max(0, match.start() - 30), match.start()):
                authority = cue.rule == "charge" and _AUTHORITY.match(self.text, self.start)
                return cue.rule, "recipient" if authority else cue.role
        if _THROUGH.search(self.text, max(0, self.start - 40), self.start):
            return "through", "support" if previous == "support" else "recipient"
        return "", None

    def _attribute(self) -> tuple[str, AssignmentRole] | None:
        """The role that the label of an attribute line gives to the bodies right after it."""
        label = self.setting.attribute
        if label is None or _MARKER_OR_LABEL.fullmatch(self.text, 0, self.start) is None:
            return None
        return next((("label", role) for words, role in _ATTRIBUTES if words.search(label)), None)

    def _subject(self) -> tuple[str, AssignmentRole | None]:
        first = self.bodies[0]
        if self._is_heading():
            return "heading", "lead"
        if _HELPS.match(self.text, self.end) and not first.group:
            return "subject", "support"
        if self._is_told():
            return "subject", "lead"
        return "", None

    def _is_heading(self) -> bool:
        first, text = self.bodies[0], self.text
        issuer = text[first.start : first.end].isupper() and not text[: first.start].strip()
        place = first.bare and not first.group
        return (
            (self.setting.is_heading or text.startswith(":", self.end))
            and not (issuer or place)
            and self.start <= REACH
            and _HEADING.fullmatch(text, 0, self.start) is not None
            and _HEADING_ENDS.match(text, self.end) is not None
        )

    def _clause_begin(self) -> int:
        earliest = max(0, self.start - REACH)
        ends = (self.text.rfind(end, earliest, self.start) for end in _CLAUSE_ENDS)
        return max((at + 2 for at in ends if at >= 0), default=earliest)

    def _is_told(self) -> bool:
        text, first = self.text, self.bodies[0]
        if _DUTY.match(text, self.end) and not first.bare:
            return True
        opens = self.start <= REACH and _PARAGRAPH.fullmatch(text, 0, self.start)
        begins = self._clause_begin()
        leads = opens or _OPENING.fullmatch(text, begins, self.start)
        if not leads and not _FRONTED.fullmatch(text, begins, self.start):
            return False
        if first.bare:
            general = _ANYBODY.match(text, first.start)
            return bool((_URGENT if general else _PREDICATE).match(text, self.end))
        if _NOT_TOLD.match(text, self.end):
            return False
        if opens:
            return not _NOTHING.match(text, self.end)
        return bool((_ANY_VERB if leads else _PREDICATE).match(text, self.end))


def _assignment(passage: Passage, body: Body, role: AssignmentRole, rule: str) -> Assignment:
    start, end = passage.span(body.start, body.end)
    return Assignment(
        start=start,
        end=end,
        text=passage.slice(body.start, body.end),
        plain=passage.plain[body.start : body.end],
        rule=f"assignment.{rule}",
        role=role,
        agency=body.agency,
        group=body.group,
        flags=("group",) if body.group else (),
    )
