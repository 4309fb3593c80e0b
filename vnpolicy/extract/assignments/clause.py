"""A list of bodies in its clause: which role the clause gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vnpolicy.analysis import AssignmentRole
from vnpolicy.extract.assignments.cues import COMRADES, REACH, TAKEN, Cues
from vnpolicy.extract.bodies import Body
from vnpolicy.extract.bodies.vocabulary import Vocabulary
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon

_MARKER = r"""(?:(?:Điều\ \d+|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVXl]{1,4})[.)/:-]{1,2}
    |\(\w{1,3}\)|[-+•*])"""
_MARKERS = rf"[\ |]*(?:{_MARKER}\ ?){{0,3}}"

_THROUGH = re.compile(r"(?:\((?:hoặc\ )?|thông\ )qua(?:\ đầu\ mối(?:\ là)?)?\ $", re.VERBOSE | re.IGNORECASE)
# A request that is answered, a rule of another document that is told.
_REQUESTED = re.compile(rf"(?:^|[.;]\ )(?:{_MARKER}\ )?Về\ (?:các\ )?(?:đề|kiến)\ nghị\b[^:]*$", re.VERBOSE)
_RULED = re.compile(r"\bquy\ định:?\ $", re.VERBOSE)
_TOPIC = re.compile(rf"{_MARKERS}Về\ (?!phía\b)[^:]*", re.VERBOSE)
_AUTHORITY = re.compile(r"(?:các\ )?(?:cấp|cơ\ quan)\ (?:có\ )?thẩm\ quyền", re.VERBOSE | re.IGNORECASE)
_TO_KNOW = re.compile(r"\ (?:được\ )?biết,?\ (?:và\ )?(?:tổ\ chức\ |triển\ khai\ )?thực\ hiện\b", re.VERBOSE)
_PARAGRAPH = re.compile(rf"{_MARKERS}{COMRADES}", re.VERBOSE | re.IGNORECASE)
_OPENING = re.compile(rf"{_MARKERS}(?:đồng\ thời,?\ |riêng\ |trong\ đó,?\ )?{COMRADES}", re.VERBOSE | re.IGNORECASE)
_MARKER_OR_LABEL = re.compile(rf"{_MARKERS}(?:[^:]{{1,60}}:\ ?)?", re.VERBOSE)
_CLAUSE_ENDS = (". ", "; ", ": ", "… ")
_PAST = re.compile(r"\b(?:đã|từng|vừa|nhận\ được)\b", re.VERBOSE)
_MUST = re.compile(r"\ (?:phải|cần|có\ trách\ nhiệm)\b", re.VERBOSE)
# Inside a sentence: "nếu chậm thì A cắt khối lượng, B công khai kết quả".
_INNER = re.compile(rf"(?:,|\ thì|\ riêng)\ {COMRADES}$", re.VERBOSE | re.IGNORECASE)
_ANY = re.compile(r"\b(?:mỗi|từng|thì)\b", re.IGNORECASE)
_TOGETHER = re.compile(r",?\ cùng(?:\ với)?\ ", re.VERBOSE)
_MORE_VERBS = re.compile(r",\ (?!(?:các|những|cơ\ sở)\b)(?![^.;]{0,80}(?:,|\ và)\ (?:các|những)\b)", re.VERBOSE)
_ANY_VERB = re.compile(rf"(?:,[^,.;]{{1,60}},)?\ (?:{TAKEN}+\ )?[^\W\d_]", re.VERBOSE)
_HELPS = re.compile(r"\ (?:cùng\ )?phối\ hợp(?!\ (?:chặt\ chẽ\ )?(?:với|cùng|các)\b|\ [A-ZĐỦ])", re.VERBOSE)
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
_ATTRIBUTES: tuple[tuple[re.Pattern[str], AssignmentRole], ...] = (
    (re.compile("phối hợp"), "support"),
    (re.compile("cấp trình|trình cấp|nhận báo cáo|nơi nhận|phê duyệt"), "recipient"),
    (re.compile("chủ trì|phụ trách|đầu mối|phân công|(?:cơ quan|đơn vị) thực hiện"), "lead"),
)


class ClauseGrammar:
    """The cues and the words of clauses of a lexicon, compiled."""

    def __init__(self, lexicon: Lexicon, words: Vocabulary) -> None:
        self.cues = Cues(lexicon.assignment_cues, words)
        ignore = re.VERBOSE | re.IGNORECASE
        standing, duty = words.any("standing"), words.any("duty")
        # What is said of the past or of somebody else's act charges nobody.
        self.done = re.compile(rf"(?<!\w){words.any('done')}\ (?:\w+\ )?$", ignore)
        self.heading = re.compile(rf"{_MARKERS}(?:{words.any('heading')}\ )?", ignore)
        self.fronted = re.compile(
            rf"""
            {_MARKERS}(?:\S{{1,5}}\ )?
            (?: {words.any("fronted")}\b[^.;]*, | {TAKEN}+(?:[^.;]*,)? )
            \ {COMRADES}
            """,
            ignore,
        )
        self.predicate = re.compile(
            rf"""
            \ ?(?:\([^()]{{0,80}}\)\ ?)?(?:{TAKEN}+\ )?(?:mỗi\ \w+\ )?
            (?: (?:,\ )?(?:theo|căn\ cứ|trên\ cơ\ sở)\b
              | (?: {words.verb} | có\ (?:trách|nhiệm\ vụ|kế|giải|biện|văn|phương|hình)\b | tự|mở|đưa|nắm
                  | {standing} )\b )
            """,
            re.VERBOSE,
        )
        self.duty = re.compile(rf"\ {duty}\b", re.VERBOSE)
        self.urgent = re.compile(rf"\ (?:{duty}|{words.any('urgent')})\b", re.VERBOSE)
        # Said of a body that opens its clause, these charge it whatever else ``not_told`` finds there.
        self.charged = re.compile(
            rf"\ {standing}\b|,\ (?:theo|căn\ cứ|trên\ cơ\ sở|với|ngoài)\b[^.;]*,\ [^\W\d_]", re.VERBOSE
        )
        self.speaks = re.compile(rf"\ {words.any('speech')}\b", re.VERBOSE)
        # After these words the list is no subject, or it is the one who speaks.
        self.not_told = re.compile(
            rf"""
            \ ?(?: {words.any("not told")}\b
              | ban\ hành\ (?:(?-i:Quyết|Kế|Chỉ|Nghị|Chương|Hướng|Quy|Thông|Luật)\b|{TAKEN})
              | [(),] )
            """,
            ignore,
        )


class Charged(NamedTuple):
    """Bodies that have a role, and the rule that says so."""

    rule: str
    role: AssignmentRole
    bodies: Sequence[Body]


class Clause(NamedTuple):
    """A list of bodies in its clause.

    ``last`` are the bodies charged before it, ``following`` is where the next named body begins, if any does,
    ``whole`` says that no body of the list stands before these.
    """

    grammar: ClauseGrammar
    text: str
    bodies: Sequence[Body]
    setting: Setting
    last: Charged | None
    following: int | None
    whole: bool

    @property
    def start(self) -> int:
        """Where the first body begins."""
        return self.bodies[0].start

    @property
    def end(self) -> int:
        """Where the last body ends."""
        return self.bodies[-1].end

    def judge(self) -> tuple[str, AssignmentRole | None]:
        """The rule and the role of the list; no role where it is only mentioned."""
        label = self.bodies[0].bare and _LABEL_FOLLOWS.match(self.text, self.end)
        if label or self._is_quoted() or self._is_topic():
            return "", None
        rule, role = self._said_before()
        if self.setting.role in ("task", "objective", "organisation"):
            return (rule, role) if role else self._attribute() or self._subject()
        if self.setting.role != "preamble" and _MUST.match(self.text, self.end):
            return (rule, role) if role else self._subject()
        # What tells of the past or of the occasion charges only in so many words.
        return (rule, role) if rule == "charge" and not self._is_past() else ("", None)

    def shortened(self) -> Clause | None:
        """The clause if what looks like the last noun's modifier is the predicate ("các trường dọn bùn, ...")."""
        body = self.bodies[-1]
        if body.core == body.end or not _MORE_VERBS.match(self.text, body.end):
            return None
        return self._replace(bodies=[*self.bodies[:-1], body._replace(end=body.core)])

    def may_go_on(self) -> bool:
        """Whether what follows the list could be the predicate of its last bodies."""
        return not (_NOTHING.match(self.text, self.end) or self.grammar.not_told.match(self.text, self.end))

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
        for cue, match in self.grammar.cues.before(self.text, self.start):
            if cue.named and first.bare:
                continue
            if self.grammar.done.search(self.text, max(0, match.start() - 30), match.start()):
                continue
            if cue.role == "lead" and _AUTHORITY.match(self.text, self.start):
                return cue.rule, "recipient"
            if cue.role == "recipient" and _TO_KNOW.match(self.text, self.end):
                return "charge", "lead"
            return cue.rule, cue.role
        if _THROUGH.search(self.text, max(0, self.start - 40), self.start):
            return "through", "support" if last and last.role == "support" else "recipient"
        return "", None

    def _is_quoted(self) -> bool:
        """Whether a request that is answered or a rule that is told stands right before the list."""
        text, start, earliest = self.text, self.start, max(0, self.start - REACH)
        asked = text.find("Về ", earliest, start) >= 0 and _REQUESTED.search(text, earliest, start)
        return bool(asked or _RULED.search(text, max(0, start - len("quy định: ")), start))

    def _is_topic(self) -> bool:
        """Whether the list stands in a heading that only names a topic: "Về việc trình A ban hành giá"."""
        return self.setting.is_heading and self.start <= REACH and bool(_TOPIC.fullmatch(self.text, 0, self.start))

    def _is_past(self) -> bool:
        """Whether the clause before the list tells what has been done: "đã ban hành công điện chỉ đạo A"."""
        before = self.text[max(0, self.start - REACH) : self.start]
        begin = max(before.rfind(end) for end in (", ", *_CLAUSE_ENDS))
        return _PAST.search(before, begin + 1) is not None

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
            and self.grammar.heading.fullmatch(text, 0, self.start) is not None
            and _HEADING_ENDS.match(text, self.end) is not None
        )

    def _clause_begin(self) -> int:
        earliest = max(0, self.start - REACH)
        ends = (self.text.rfind(end, earliest, self.start) for end in _CLAUSE_ENDS)
        return max((at + 2 for at in ends if at >= 0), default=earliest)

    def _is_told(self) -> bool:
        text, first, grammar = self.text, self.bodies[0], self.grammar
        if grammar.duty.match(text, self.end) and not first.bare:
            return True
        opens = self.start <= REACH and _PARAGRAPH.fullmatch(text, 0, self.start) is not None
        if opens and not first.bare:
            return self._is_said(_SOMETHING)
        begins = self._clause_begin()
        leads = opens or _OPENING.fullmatch(text, begins, self.start)
        if leads or grammar.fronted.fullmatch(text, begins, self.start):
            any_verb = _ANY_VERB if leads or self.whole else grammar.predicate
            return self._is_ordered() if first.bare else self._is_said(any_verb)
        return self.whole and self._is_told_inside()

    def _is_said(self, words: re.Pattern[str]) -> bool:
        """Whether the words follow, and none of a report or of the one who speaks."""
        text, end = self.text, self.end
        if self.grammar.charged.match(text, end):
            return True
        return words.match(text, end) is not None and not self.grammar.not_told.match(text, end)

    def _is_told_inside(self) -> bool:
        """Whether a clause inside the sentence begins here: "nếu chậm thì A cắt khối lượng, B công khai"."""
        text, first = self.text, self.bodies[0]
        if not _INNER.search(text, max(0, self.start - 20), self.start):
            return False
        if first.bare or self.setting.role not in ("task", "organisation"):
            return _MUST.match(text, self.end) is not None
        if _ANY.search(text, self.start - 5, self.start + 5):
            return self._is_said(_ANY_VERB)
        return self._is_said(self.grammar.urgent if first.group else self.grammar.predicate)

    def _is_ordered(self) -> bool:
        """Whether what is said of a common noun is an order."""
        general = _ANYBODY.match(self.text, self.start)
        told = (self.grammar.urgent if general else self.grammar.predicate).match(self.text, self.end)
        return bool(told) and not self.grammar.speaks.match(self.text, self.end)
