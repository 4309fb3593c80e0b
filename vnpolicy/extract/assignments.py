"""Who is told to do something: the bodies of a paragraph that lead, support or receive.

``agencies`` finds where bodies are named. Here the clause decides about a list of bodies: what
stands before it ("giao A, B và C"), and, where nothing there speaks, whether it opens its clause
and what it is said to do ("A chủ trì"). A body that is only mentioned gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vnpolicy.analysis import Assignment, AssignmentRole, Fact, Target
from vnpolicy.extract.agencies import VERBS, Body, BodyGrammar
from vnpolicy.extract.assignment_cues import COMRADES, CUES, REACH, TAKEN
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage

_COUNTED = "\ue001"  # stands where a target does

_MARKER = r"""(?:(?:Điều\ \d+|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVXl]{1,4})[.)/:-]{1,2}
    |\(\w{1,3}\)|[-+•*])"""
_MARKERS = rf"[\ |]*(?:{_MARKER}\ ?){{0,3}}"


_THROUGH = re.compile(r"(?:\((?:hoặc\ )?|thông\ )qua(?:\ đầu\ mối(?:\ là)?)?\ $", re.VERBOSE | re.IGNORECASE)
# What is said of the past or of somebody else's act charges nobody.
_DONE = re.compile(r"(?:đã|từng|sau\ khi|được|về\ việc|nghe)\ (?:\w+\ )?$", re.VERBOSE | re.IGNORECASE)
_ANSWERED = re.compile(rf"(?:^|[.;]\ )(?:{_MARKER}\ )?Về\ (?:các\ )?(?:đề|kiến)\ nghị\b[^:]*$", re.VERBOSE)
_AUTHORITY = re.compile(r"(?:các\ )?(?:cấp|cơ\ quan)\ (?:có\ )?thẩm\ quyền", re.VERBOSE | re.IGNORECASE)

_PARAGRAPH = re.compile(rf"{_MARKERS}{COMRADES}", re.VERBOSE | re.IGNORECASE)
_HEADING = re.compile(
    rf"{_MARKERS}(?:(?:Đối\ với|(?:Trách\ nhiệm|Nhiệm\ vụ)\ của|Về\ phía)\ )?",
    re.VERBOSE | re.IGNORECASE,
)
_OPENING = re.compile(rf"{_MARKERS}(?:đồng\ thời,?\ |riêng\ |trong\ đó,?\ )?{COMRADES}", re.VERBOSE | re.IGNORECASE)
_FRONTED = re.compile(
    rf"""
    {_MARKERS}(?:\S{{1,5}}\ )?
    (?: (?: Căn\ cứ|Trên\ cơ\ sở|Trong|Thực\ hiện|Theo|Nếu|Khi|Trường\ hợp|Hằng|Hàng|Định\ kỳ
          | Đồng\ thời|Từ|Sau|Để|Với|Quá\ trình|Mỗi|Bên\ cạnh|Nhằm|Chậm|Trước|Đến|Năm|Ngoài|Tiếp
          | Đối\ với|Vì\ vậy|Do\ đó|Tại|Về|Tuy\ nhiên )\b[^.;]*,
      | {TAKEN}+(?:[^.;]*,)? )
    \ {COMRADES}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKER_OR_LABEL = re.compile(rf"{_MARKERS}(?:[^:]{{1,60}}:\ ?)?", re.VERBOSE)
_CLAUSE_ENDS = (". ", "; ", ": ", "… ")

_PLAN = r"(?:trách|nhiệm\ vụ|kế|giải|biện|văn|phương|hình)\b"
_STANDS = r"""(?:(?:là|làm)\ (?:(?:cơ\ quan|đơn\ vị|bộ\ phận|tổ\ chức)\ )?(?:chủ\ trì|đầu\ mối|thường\ trực|nòng\ cốt)
    |được\ (?:giao|đề\ nghị|yêu\ cầu|phân\ công))"""
_PREDICATE = re.compile(
    rf"""
    \ ?(?:\([^()]{{0,80}}\)\ ?)?(?:{TAKEN}+\ )?(?:mỗi\ \w+\ )?
    (?: (?:,\ )?(?:theo|căn\ cứ|trên\ cơ\ sở)\b
      | (?: {VERBS} | có\ {_PLAN} | tự|mở|đưa|nắm
          | {_STANDS} )\b )
    """,
    re.VERBOSE,
)
_DUTY = re.compile(r"\ (?:(?:có|chịu)\ trách\ nhiệm|chủ\ trì|cần|phải)\b", re.VERBOSE)
_URGENT = re.compile(
    r"""\ (?:(?:có|chịu)\ trách\ nhiệm|chủ\ trì|cần|phải|tiếp\ tục|khẩn\ trương|chủ\ động
        |tập\ trung|tăng\ cường|kịp\ thời|nghiêm)\b""",
    re.VERBOSE,
)
# Said of a body that opens its clause, these charge it whatever else _NOT_TOLD finds there.
_CHARGED = re.compile(rf"\ {_STANDS}\b|,\ (?:theo|căn\ cứ|trên\ cơ\ sở|với|ngoài)\b[^.;]*,\ [^\W\d_]", re.VERBOSE)
_MUST = re.compile(r"\ (?:phải|cần|có\ trách\ nhiệm)\b", re.VERBOSE)
# Inside a sentence: "nếu chậm thì A cắt khối lượng, B công khai kết quả".
_INNER = re.compile(rf"(?:,|\ thì|\ riêng)\ {COMRADES}$", re.VERBOSE | re.IGNORECASE)
_ANY = re.compile(r"\b(?:mỗi|từng|thì)\b", re.IGNORECASE)
_SPEAKS = re.compile(r"\ (?:yêu\ cầu|đề\ nghị|giao|quyết\ định|thống\ nhất|kết\ luận)\b", re.VERBOSE)
_TOGETHER = re.compile(r",?\ cùng(?:\ với)?\ ", re.VERBOSE)
_MORE_VERBS = re.compile(r",\ (?!(?:các|những|cơ\ sở)\b)(?![^.;]{0,80}(?:,|\ và)\ (?:các|những)\b)", re.VERBOSE)
_ANY_VERB = re.compile(rf"(?:,[^,.;]{{1,60}},)?\ (?:{TAKEN}+\ )?[^\W\d_]", re.VERBOSE)
_HELPS = re.compile(r"\ (?:cùng\ )?phối\ hợp(?!\ (?:chặt\ chẽ\ )?(?:với|cùng|các)\b|\ [A-ZĐỦ])", re.VERBOSE)
# After these words the list is no subject, or it is the one who speaks.
_NOT_TOLD = re.compile(
    rf"""
    \ ?(?: (?: đã|đang|vừa|sẽ|được|bị|là|có(?!\ {_PLAN})|cũng|thì|mà|và|hoặc|của|tại|về|trong|ngày
      | số|khóa|này|nêu|như|để|ở|với|khi|đến|thuộc|gồm
      | yêu\ cầu|đề\ nghị
      | giao(?!\ (?:đủ|quân|ban|đất|khoán))|kết\ luận(?!\ các)
      | chỉ\ thị|quyết\ định|nhất\ trí|thống\ nhất|đồng\ ý|cơ\ bản
      | không\ quá|ít\ nhất|tối\ đa|tối\ thiểu|một
      | ghi\ nhận|biểu\ dương|đánh\ giá\ cao|nhận\ được|nhận\ thấy|thông\ báo|xin|hoan\ nghênh|điện
      | trả\ lời|trân\ trọng|gửi\ (?:kèm|tới)
      | (?-i:ban\ hành\ (?:Quyết|Kế|Chỉ|Nghị|Chương|Hướng|Quy|Thông|Luật)) )\b
    | ban\ hành\ {TAKEN}
    | [(),] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTHING = re.compile(r"\ ?[;,.\-]*\ ?$", re.VERBOSE)
_SOMETHING = re.compile(r"(?!\ ?[;,.\-]*\ ?$)", re.VERBOSE)
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
        (?: (?:,|;|\ và|,\ và|;\ và|\ hoặc|,\ nhất\ là|,\ đặc\ biệt\ là)\ (?:(?:các\ )?đồng\ chí\ )?
          | ,\ (?=[A-ZĐ]\w+\ [\w])[\w\ &-]{2,60}(?:,|\ và)\  )""",
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
        text = _masked(passage, taken)
        lists = list(_lists(text, self._grammar.find(text)))
        found: list[Assignment] = []
        last: _Charged | None = None
        for i, bodies in enumerate(lists):
            following = lists[i + 1][0].start if i + 1 < len(lists) else len(text)
            for charged in _charged(text, bodies, setting, last, following):
                found += [_assignment(passage, body, charged.role, charged.rule) for body in charged.bodies]
                last = charged
        return found


def _masked(passage: Passage, taken: Sequence[Fact]) -> str:
    """The folded text without the facts; targets ("100%") are told from the other ones."""
    text = passage.mask([(fact.start, fact.end) for fact in taken], TAKEN)
    targets = [(fact.start, fact.end) for fact in taken if isinstance(fact, Target)]
    if not targets:
        return text
    counted = passage.mask(targets, _COUNTED)
    return "".join(_COUNTED if b == _COUNTED else a for a, b in zip(text, counted, strict=True))


def _lists(text: str, bodies: Sequence[Body]) -> Iterator[Sequence[Body]]:
    """The bodies, those together that are named in one list."""
    first = 0
    for i in range(1, len(bodies) + 1):
        if i == len(bodies) or not _LISTED.fullmatch(text, bodies[i - 1].end, bodies[i].start):
            yield bodies[first:i]
            first = i


def _charged(
    text: str, bodies: Sequence[Body], setting: Setting, last: _Charged | None, following: int
) -> Iterator[_Charged]:
    """The parts of a list that have a role.

    The first bodies of what looks like one list may belong to the words before it ("của A, B chủ
    trì"): where the whole has no role, the rest may have one.
    """
    at = 0
    while at < len(bodies):
        clause = _Clause(text, bodies[at:], setting, last, following, whole=at == 0)
        rule, role = clause.judge()
        if role is None and (shorter := clause.shortened()):
            rule, role = shorter.judge()
            clause = shorter if role else clause
        if role:
            end = clause.cut() if rule == "report" else len(bodies) - at
            last = _Charged(rule, role, clause.bodies[:end])
            yield last
            at += end
        elif clause.may_go_on():
            at += 1
        else:
            return


@dataclass(frozen=True, slots=True)
class _Charged:
    """Bodies that have a role, and the rule that says so."""

    rule: str
    role: AssignmentRole
    bodies: Sequence[Body]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A list of bodies in its clause.

    ``last`` are the bodies charged before it, ``following`` is where the next named body begins,
    ``whole`` says that no body of the list stands before these.
    """

    text: str
    bodies: Sequence[Body]
    setting: Setting
    last: _Charged | None
    following: int
    whole: bool

    @property
    def start(self) -> int:
        return self.bodies[0].start

    @property
    def end(self) -> int:
        return self.bodies[-1].end

    def judge(self) -> tuple[str, AssignmentRole | None]:
        """The rule and the role of the list; no role where it is only mentioned."""
        label = self.bodies[0].bare and _LABEL_FOLLOWS.match(self.text, self.end)
        if label or _ANSWERED.search(self.text, max(0, self.start - REACH), self.start):
            return "", None
        rule, role = self._said_before()
        told = self.setting.role in ("result", "limitation") and _MUST.match(self.text, self.end)
        if role is None and (self.setting.role not in ("preamble", "result") or told):
            rule, role = self._attribute() or self._subject()
        if role == "lead" and self.setting.role in ("result", "limitation") and rule != "charge" and not told:
            return rule, None
        return rule, role

    def shortened(self) -> _Clause | None:
        """The clause if what looks like the last noun's modifier is the predicate ("các trường dọn bùn, ...")."""
        body = self.bodies[-1]
        if body.core == body.end or not _MORE_VERBS.match(self.text, body.end):
            return None
        return replace(self, bodies=[*self.bodies[:-1], replace(body, end=body.core)])

    def may_go_on(self) -> bool:
        """Whether what follows the list could be the predicate of its last bodies."""
        return not (_NOTHING.match(self.text, self.end) or _NOT_TOLD.match(self.text, self.end))

    def cut(self) -> int:
        """How many bodies stand before the first semicolon, where a new clause begins."""
        for i in range(1, len(self.bodies)):
            if ";" in self.text[self.bodies[i - 1].end : self.bodies[i].start]:
                return i
        return len(self.bodies)

    def _said_before(self) -> tuple[str, AssignmentRole | None]:
        first, last = self.bodies[0], self.last
        if last and last.role != "recipient" and _TOGETHER.fullmatch(self.text, last.bodies[-1].end, self.start):
            return "coordinate", "support"
        for cue in CUES:
            match = cue.pattern.search(self.text, max(0, self.start - cue.reach), self.start)
            if match is None or (cue.rule == "assign" and first.bare):
                continue
            if not _DONE.search(self.text, max(0, match.start() - 30), match.start()):
                authority = cue.rule == "charge" and _AUTHORITY.match(self.text, self.start)
                return cue.rule, "recipient" if authority else cue.role
        if _THROUGH.search(self.text, max(0, self.start - 40), self.start):
            return "through", "support" if last and last.role == "support" else "recipient"
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
        helps = _HELPS.match(self.text, self.end)
        if helps and not first.group and helps.end() + 1 != self.following:
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
        opens = self.start <= REACH and _PARAGRAPH.fullmatch(text, 0, self.start) is not None
        if opens and not first.bare:
            return self._is_said(_SOMETHING)
        begins = self._clause_begin()
        leads = opens or _OPENING.fullmatch(text, begins, self.start)
        if leads or _FRONTED.fullmatch(text, begins, self.start):
            return self._is_ordered() if first.bare else self._is_said(_ANY_VERB if leads or self.whole else _PREDICATE)
        return self.whole and self._is_told_inside()

    def _is_said(self, words: re.Pattern[str]) -> bool:
        """Whether the words follow, and none of a report or of the one who speaks."""
        text, end = self.text, self.end
        if _CHARGED.match(text, end):
            return True
        return words.match(text, end) is not None and not _NOT_TOLD.match(text, end)

    def _is_told_inside(self) -> bool:
        """Whether a clause inside the sentence begins here: "nếu chậm thì A cắt khối lượng, B công khai"."""
        text, first = self.text, self.bodies[0]
        if not _INNER.search(text, max(0, self.start - 20), self.start):
            return False
        if first.bare or self.setting.role not in ("task", "organisation"):
            return _MUST.match(text, self.end) is not None
        if _ANY.search(text, self.start - 5, self.start + 5):
            return self._is_said(_ANY_VERB)
        return self._is_said(_URGENT if first.group else _PREDICATE)

    def _is_ordered(self) -> bool:
        """Whether what is said of a common noun is an order."""
        general = _ANYBODY.match(self.text, self.start)
        told = (_URGENT if general else _PREDICATE).match(self.text, self.end)
        return bool(told) and not _SPEAKS.match(self.text, self.end)


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
