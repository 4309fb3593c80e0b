"""Who is told to do something: the bodies of a paragraph that lead, support or receive.

``agencies`` finds where bodies are named. Here the clause decides: what stands before a chain of
bodies ("giao A, B và C"), what follows it ("A chủ trì"), and whether it opens its clause. A body
that is only mentioned gives nothing.
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

CONTEXT = 240
_TAKEN = "\ue000"

_MARKER = r"""(?:(?:Điều\ \d+|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVXl]{1,4})[.)/:-]{1,2}|\(\w{1,3}\)|[-+•*])"""
_COMRADES = r"(?:\ (?:các\ )?(?:đồng\ chí|đ/c|ông|bà))?"
_HOW = r"""(?:nhanh|kịp\ thời|khẩn\ trương|ngay|thường\ xuyên|định\ kỳ|trực\ tiếp|chủ\ động|hằng\ \w+|đột\ xuất|quyết\ liệt)"""

_BEFORE: tuple[tuple[str, AssignmentRole, re.Pattern[str]], ...] = tuple(
    (rule, role, re.compile(rf"(?<!\w)(?:{pattern})(?:\ ?{_TAKEN}+)?{_COMRADES}\ ?$", re.VERBOSE | re.IGNORECASE))
    for rule, role, pattern in (
        ("label", "support", r"(?:cơ\ quan|đơn\ vị|tổ\ chức)?\ ?phối\ hợp(?:\ thực\ hiện)?\ ?:"),
        ("label", "recipient", r"""(?:cấp\ trình|cấp\ phê\ duyệt|(?:cơ\ quan|nơi|đơn\ vị)\ nhận(?:\ báo\ cáo)?
            |trình\ cấp)\ ?:"""),
        ("label", "lead", r"""(?:cơ\ quan|đơn\ vị|tổ\ chức)\ (?:chủ\ trì|thực\ hiện|đầu\ mối|chịu\ trách\ nhiệm)
            (?:\ (?:thực\ hiện|tham\ mưu))?\ ?:|(?:vai\ trò|trách\ nhiệm)\ chủ\ trì\ của|(?:chủ\ trì|trách\ nhiệm\ thực\ hiện|phân\ công(?:\ thực\ hiện)?)\ ?:"""),
        ("coordinate", "support", rf"""phối\ (?:kết\ )?hợp (?:[,\ ]{{1,2}}(?:chặt\ chẽ|chặt|đồng\ bộ|hiệu\ quả|thường\ xuyên
            |tốt|hỗ\ trợ|cùng|công\ tác|và|{_HOW})){{0,3}} (?:\ (?:với|cùng(?:\ với)?))?
            |(?:sự\ )?(?:phối\ hợp|tham\ gia)\ của|(?<=[;,.]\ )cùng(?:\ với)?
            |phối\ hợp\ [^,;.:]{{1,30}}\ với"""),
        ("report", "recipient", rf"""(?:(?<!tờ\ )(?<!công\ )(?<!chương\ )(?<!quá\ )(?<!quy\ )(?<!lộ\ )(?<!giải\ )trình
            |(?<!nghe\ )báo\ cáo|gửi|tham\ mưu|kiến\ nghị|đề\ xuất|xin\ ý\ kiến|phản\ ánh|giúp\ việc\ cho)
            (?:[,\ ]{{1,2}}(?:{_HOW}|đề\ xuất|kiến\ nghị|trình|báo\ cáo|phản\ ánh)){{0,2}} (?:\ (?:cho|với|lên|về|đến|tới|để))?"""),
        ("report", "recipient", r"""(?:báo\ cáo|gửi|phản\ ánh|có\ ý\ kiến|nộp|chuyển(?!\ (?:đổi|biến|giao|tiếp|nhượng|dịch))
            |đăng\ ký|cung\ cấp|thông\ báo|đề\ xuất)
            (?:\ [^.;:]{1,160}?\ (?:về|đến|tới|lên|qua)|\ [^.,;:]{1,40}?\ (?:cho|với))
            |(?<!nghệ\ )thông\ tin(?:\ [^.,;:]{1,40})?\ (?:đến|tới|cho)"""),
        ("charge", "lead", rf"""(?:(?<!được\ )(?<!bàn\ )(?<!chuyển\ )(?<!thời\ )(?<!tiếp\ )giao(?:\ nhiệm\ vụ|\ trách\ nhiệm)?(?:\ cho)?
            |(?<!theo\ )(?<!đáp\ ứng\ )yêu\ cầu|(?<!theo\ )(?<!về\ )(?<!hồ\ sơ\ )đề\ nghị
            |(?<!ban\ )chỉ\ đạo(?:\ {_HOW})?(?:,\ (?:hướng\ dẫn|đôn\ đốc|kiểm\ tra)){{0,2}}|(?<!sự\ )(?<!của\ )(?<!,\ )(?<!có\ )(?<!và\ )(?<!với\ )lãnh\ đạo
            |phân\ công(?:\ nhiệm\ vụ)?(?:\ cho)?|(?<!thừa\ )ủy\ quyền(?:\ cho)?|(?<!sự\ )định\ hướng|kêu\ gọi
            |thông\ báo\ (?:để|tới|đến)|(?:giao|phân\ công)\ (?:nhiệm\ vụ|trách\ nhiệm)\ [^,;.:]{{1,20}}\ cho):?"""),
    )
)
_THROUGH = re.compile(r"(?:\((?:hoặc\ )?|thông\ )qua(?:\ đầu\ mối(?:\ là)?)?\ $", re.VERBOSE | re.IGNORECASE)
_ANSWERED = re.compile(rf"(?:^|[.;]\ )(?:{_MARKER}\ )?Về\ (?:các\ )?(?:đề|kiến)\ nghị\b[^:]*$", re.VERBOSE)
_DONE = re.compile(r"(?:đã|từng|sau\ khi|được|về\ việc|nghe)\ (?:\w+\ )?$", re.VERBOSE | re.IGNORECASE)

_START = re.compile(rf"^[\ |]*(?:{_MARKER}\ ?){{0,3}}(?:{_COMRADES}\ )?$", re.VERBOSE)
_HEADING = re.compile(
    rf"^\ ?(?:{_MARKER}\ ?){{0,3}}(?:(?:Đối\ với|Trách\ nhiệm\ của|Nhiệm\ vụ\ của|Về\ phía)\ )?$", re.VERBOSE | re.IGNORECASE
)
_LABEL = re.compile(
    r"\ (?:chủ\ trì|phối\ hợp|thực\ hiện|đầu\ mối|chịu\ trách\ nhiệm|nhận)[^:.;]{0,25}:", re.VERBOSE
)
_CLAUSE = re.compile(rf"(?:[.;:]\ |[.;:…]\ ?\"?\ ?|\))(?:{_MARKER}\ ?)?(?:Đồng\ thời,\ |Riêng\ |Trong\ đó,?\ |đồng\ thời,?\ |riêng\ )?(?:(?:[Cc]ác\ )?đồng\ chí\ )?$", re.VERBOSE)
_FRONTED = re.compile(r"""
    (?:^|[.;:]\ )(?:\S{1,5}\ )?
    (?:Căn\ cứ|Trên\ cơ\ sở|Trong|Thực\ hiện|Theo|Nếu|Khi|Trường\ hợp|Hằng|Hàng|Định\ kỳ|Đồng\ thời|Từ|Sau|Để|Với
      |Quá\ trình|Mỗi|Bên\ cạnh|Nhằm|Chậm\ nhất|Trước|Đến|Năm|Ngoài|Tiếp|Đối\ với|Vì\ vậy|Do\ đó|Chậm|Tại|Về)
    \b[^.;]*,\ (?:(?:các\ )?đồng\ chí\ )?$
    |(?:^|[.;:]\ )(?:\S{1,5}\ )?\ue000+(?:[^.;]*,)?\ $""", re.VERBOSE | re.IGNORECASE)

_AFTER_LEAD = re.compile(rf"""
    \ ?(?:\([^()]{{0,80}}\)\ ?)?(?:\ue000+\ )?(?:mỗi\ \w+\ )?(?:,?\ ?(?:theo|căn\ cứ|trên\ cơ\ sở)\b|\ ?(?:{VERBS}|có\ (?:trách\ nhiệm|nhiệm\ vụ|kế\ hoạch
      |giải\ pháp|biện\ pháp|văn\ bản|phương\ án|hình\ thức)|tự|mở|đưa|nắm|là\ (?:cơ\ quan|đơn\ vị)\ (?:chủ\ trì|đầu\ mối|thường\ trực))\b)
    """, re.VERBOSE)
_CHAIRS = re.compile(r"\ (?:có\ trách\ nhiệm\b|chịu\ trách\ nhiệm\b|chủ\ trì\b|cần\b|phải\b)", re.VERBOSE)
_URGES = re.compile(
    r"\ (?:có\ trách|chịu\ trách|chủ\ trì|cần|phải|tiếp\ tục|khẩn\ trương|chủ\ động|tập\ trung|tăng\ cường|kịp\ thời|nghiêm)\b",
    re.VERBOSE,
)
_SOME_VERB = re.compile(r"(?:,[^,.;]{1,60},)?\ (?:\ue000+\ )?[a-zà-ỹ]", re.VERBOSE)
_ANYBODY = re.compile(r"(?:đơn\ vị|tổ\ chức|doanh\ nghiệp|cá\ nhân|cơ\ quan|tỉnh|thành\ phố|huyện|xã|phường)\b", re.VERBOSE | re.IGNORECASE)
_ONLY = re.compile(r"\ ?[;,.\-]*\ ?$", re.VERBOSE)
_HELPS = re.compile(r"\ (?:(?:cùng\ )?phối\ hợp)(?!\ (?:chặt\ chẽ\ )?(?:với|cùng|các)\b|\ [A-ZĐỦ])", re.VERBOSE)
_NOT_AFTER = re.compile(r"""
    \ ?(?:đã|đang|vừa|sẽ|được|bị|là|có(?!\ (?:trách|nhiệm\ vụ|kế|giải|biện|văn|phương|hình))|cũng|thì|mà|và|hoặc|của|tại|về|trong|ngày|số|khóa|này|nêu|như|để|ở|với|khi|đến|thuộc|gồm
      |yêu\ cầu|đề\ nghị|giao|kết\ luận|chỉ\ thị|quyết\ định|nhất\ trí|thống\ nhất|đồng\ ý|cơ\ bản|ghi\ nhận|biểu\ dương|đánh\ giá\ cao
      |nhận\ được|thông\ báo|xin|hoan\ nghênh|(?-i:ban\ hành\ (?:Quyết|Kế|Chỉ|Nghị|Chương|Hướng|Quy))|điện|trả\ lời|trân\ trọng|nhận\ thấy|gửi\ (?:kèm|tới))
    \b|\ ?[(),]""", re.VERBOSE | re.IGNORECASE)
_LISTS = re.compile(r"(?:\ \([^()]{0,80}\))?(?:,|;|\ và|,\ và|;\ và|\ hoặc|,?\ cùng|,\ nhất\ là|,\ đặc\ biệt\ là)\ $", re.VERBOSE)
_END = re.compile(r"\ ?[:.\-]?\ ?(?:\*|\"|$)", re.VERBOSE)
_AUTHORITY = re.compile(r"(?:các\ )?(?:cấp|cơ\ quan)\ (?:có\ )?thẩm\ quyền", re.VERBOSE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Chain:
    """Bodies named in one list, between what stands before and after."""

    bodies: Sequence[Body]
    named: str
    before: str
    after: str

    @classmethod
    def of(cls, text: str, bodies: Sequence[Body]) -> _Chain:
        start, end = bodies[0].start, bodies[-1].end
        before = text[max(0, start - CONTEXT) : start]
        return cls(bodies, text[start:end], before, text[end : end + CONTEXT])


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
        text = passage.mask([(fact.start, fact.end) for fact in taken])
        found: list[Assignment] = []
        role: AssignmentRole | None = None
        for bodies in _lists(text, self._grammar.find(text)):
            while bodies:
                chain = _Chain.of(text, bodies)
                rule, given = _judge(chain, setting, role)
                cut = _cut(text, bodies) if given == "recipient" else len(bodies)
                if given is None:
                    cut = 1
                else:
                    role = given
                    found += [_assignment(passage, body, role, rule) for body in bodies[:cut]]
                bodies = bodies[cut:]
        return found


def _lists(text: str, bodies: Sequence[Body]) -> Iterator[Sequence[Body]]:
    """The bodies, those that are named in one list together."""
    first = 0
    for i in range(1, len(bodies) + 1):
        if i == len(bodies) or not _LISTS.fullmatch(text, bodies[i - 1].end, bodies[i].start):
            yield bodies[first:i]
            first = i


def _cut(text: str, bodies: Sequence[Body]) -> int:
    """How many bodies stand before the first semicolon: what follows it is a new clause."""
    for i in range(1, len(bodies)):
        if ";" in text[bodies[i - 1].end : bodies[i].start]:
            return i
    return len(bodies)


def _judge(
    chain: _Chain, setting: Setting, previous: AssignmentRole | None
) -> tuple[str, AssignmentRole | None]:
    """The rule and the role that a chain has in its clause; no role where it is only mentioned."""
    if _ANSWERED.search(chain.before):
        return "", None
    rule, role = _role_before(chain, previous)
    if role is None and setting.role not in ("preamble", "result"):
        rule, role = _role_after(chain, setting)
    if role == "lead" and setting.role in ("result", "limitation") and rule != "charge":
        return rule, None
    return rule, role


def _role_before(
    chain: _Chain, previous: AssignmentRole | None
) -> tuple[str, AssignmentRole | None]:
    for rule, role, pattern in _BEFORE:
        match = pattern.search(chain.before)
        if match and chain.bodies[0].bare and match.group().lower().startswith("phân công"):
            continue
        if match and not _DONE.search(chain.before, 0, match.start()):
            authority = rule == "charge" and _AUTHORITY.match(chain.named)
            return rule, "recipient" if authority else role
    if _THROUGH.search(chain.before):
        return "through", "support" if previous == "support" else "recipient"
    return "", None


def _role_after(chain: _Chain, setting: Setting) -> tuple[str, AssignmentRole | None]:
    opens = bool(_START.search(chain.before))
    if chain.named.isupper() and not chain.before.strip():
        return "", None  # the issuer's line above a title
    if chain.bodies[0].bare and _LABEL.match(chain.after):
        return "", None
    headed = setting.is_heading or chain.after.startswith(":")
    place = chain.bodies[0].bare and not chain.bodies[0].group
    if headed and not place and _HEADING.search(chain.before) and _END.match(chain.after):
        return "heading", "lead"
    if _HELPS.match(chain.after) and not chain.bodies[0].group:
        return "subject", "support"
    if opens or _CLAUSE.search(chain.before) or _FRONTED.search(chain.before):
        if chain.bodies[0].bare:
            told = _URGES if _ANYBODY.match(chain.named) else _AFTER_LEAD
            return "subject", "lead" if told.match(chain.after) else None
        if not _FRONTED.search(chain.before) and not _NOT_AFTER.match(chain.after) and _SOME_VERB.match(chain.after):
            return "subject", "lead"
        charged = _AFTER_LEAD.match(chain.after) and not _NOT_AFTER.match(chain.after)
        if charged or _CHAIRS.match(chain.after):
            return "subject", "lead"
        if opens and not _NOT_AFTER.match(chain.after) and not _ONLY.match(chain.after):
            return "subject", "lead"
    if _CHAIRS.match(chain.after) and not chain.bodies[0].bare:
        return "subject", "lead"
    return "", None


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
