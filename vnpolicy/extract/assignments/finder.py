"""Finds the assignments of a paragraph: lists of bodies, each judged in its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from vnpolicy.analysis import Assignment, AssignmentRole, Fact, Flag, Target
from vnpolicy.errors import LexiconError
from vnpolicy.extract.assignments.clause import Charged, Clause, ClauseGrammar
from vnpolicy.extract.assignments.cues import TAKEN
from vnpolicy.extract.bodies import Body, BodyGrammar
from vnpolicy.extract.bodies.marks import Marked, check, unmark
from vnpolicy.extract.bodies.registry import Home
from vnpolicy.extract.bodies.vocabulary import NAME_KINDS
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage, fold

_MARKS: dict[AssignmentRole, str] = {"lead": "[", "support": "{", "recipient": "<"}
_COUNTED = "\ue001"  # stands where a target does

_LISTED = re.compile(
    r"""(?:\ \([^()]{0,80}\))?
        (?: (?:,|;|\ và|,\ và|;\ và|\ hoặc|,\ nhất\ là|,\ đặc\ biệt\ là)\ (?:(?:các\ )?đồng\ chí\ )?
          | ,\ (?=[A-ZĐ]\w+\ [\w])[\w\ &-]{2,60}(?:,|\ và)\  )""",
    re.VERBOSE,
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
        self._bodies = BodyGrammar(lexicon)
        self._clauses = ClauseGrammar(lexicon, self._bodies.vocabulary)
        # Every paragraph of a document asks for its home, and most of them name the same bodies.
        self._home = lru_cache(maxsize=64)(self._read_home)
        self._identify = lru_cache(maxsize=4096)(self._bodies.registry.identify)
        self._check(lexicon)

    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> list[Assignment]:
        """The assignments of a paragraph or heading, in order.

        Roles follow the annotation guide: ``lead`` is charged, chairs or is the subject of the
        order, ``support`` is worked with, ``recipient`` is reported to. What ``taken`` covers is
        not looked at.
        """
        text = _masked(passage, taken)
        header = setting.header
        home = self._home(header.issuer, header.place, header.sign)
        return [
            self._assignment(passage, body, charged, home, setting)
            for charged in self._charged(text, setting)
            for body in charged.bodies
        ]

    def _read_home(self, issuer: str | None, place: str | None, sign: str | None) -> Home:
        stated = fold(issuer or "")
        bodies = [stated[body.start : body.end] for body in self._bodies.find(stated)]
        return self._bodies.registry.home(issuer, place, sign, bodies)

    def _assignment(self, passage: Passage, body: Body, charged: Charged, home: Home, setting: Setting) -> Assignment:
        who = self._identify(body.name, home, setting.anchor)
        flags: list[Flag] = ["group"] if body.group else []
        if not who.exists:
            flags.append("anachronistic")
        return Assignment(
            **setting.place(passage, body.start, body.end),
            rule=f"assignment.{charged.rule}",
            role=charged.role,
            agency=who.agency,
            province=who.province,
            successors=who.successors,
            group=body.group,
            flags=tuple(flags),
        )

    def _charged(self, text: str, setting: Setting) -> Iterator[Charged]:
        """The lists of bodies that have a role, in order."""
        lists = list(_lists(text, self._bodies.find(text)))
        last: Charged | None = None
        for i, bodies in enumerate(lists):
            following = lists[i + 1][0].start if i + 1 < len(lists) else None
            for charged in _parts(self._clauses, text, bodies, setting, last, following):
                yield charged
                last = charged

    def _check(self, lexicon: Lexicon) -> None:
        for words in lexicon.word_classes:
            if words.kind not in NAME_KINDS:
                check(f"the word class {words.kind!r}", (*words.examples, *words.not_examples), self._marked)
        for cue, compiled in zip(lexicon.assignment_cues, self._clauses.cues.all, strict=True):
            entry = f"the cue {cue.phrases[0]!r}"
            check(entry, cue.examples, self._marked)
            check(entry, cue.not_examples, partial(self._marked, rule=cue.rule))
            for example in cue.examples:
                text, _ = unmark(example)
                if not any(compiled.match(text, body.start) for body in self._bodies.find(text)):
                    raise LexiconError(f"{entry} has the example {example!r}, in which none of its phrases stands")

    def _marked(self, text: str, rule: str | None = None) -> Marked:
        """The bodies charged in a folded text, each with the mark of its role; those of one rule only, if given."""
        return [
            (_MARKS[charged.role], text[body.start : body.end])
            for charged in self._charged(text, Setting())
            for body in charged.bodies
            if rule in (None, charged.rule)
        ]


def _masked(passage: Passage, taken: Sequence[Fact]) -> str:
    """The folded text without the facts; targets ("100%") are told from the other ones."""
    text = passage.mask([(fact.start, fact.end) for fact in taken], TAKEN)
    targets = [fact for fact in taken if isinstance(fact, Target)]
    if not targets:
        return text
    characters = list(text)
    for target in targets:
        start, end = passage.locate(target.start, target.end)
        characters[start:end] = _COUNTED * (end - start)
    return "".join(characters)


def _lists(text: str, bodies: Sequence[Body]) -> Iterator[Sequence[Body]]:
    """The bodies, those together that are named in one list."""
    first = 0
    for i in range(1, len(bodies) + 1):
        if i == len(bodies) or not _LISTED.fullmatch(text, bodies[i - 1].end, bodies[i].start):
            yield bodies[first:i]
            first = i


def _parts(
    grammar: ClauseGrammar,
    text: str,
    bodies: Sequence[Body],
    setting: Setting,
    last: Charged | None,
    following: int | None,
) -> Iterator[Charged]:
    """The parts of a list that have a role.

    The first bodies of what looks like one list may belong to the words before it ("của A, B chủ
    trì"): where the whole has no role, the rest may have one.
    """
    at = 0
    while at < len(bodies):
        clause = Clause(grammar, text, bodies[at:], setting, last, following, whole=at == 0)
        rule, role = clause.judge()
        if role is None and (shorter := clause.shortened()):
            rule, role = shorter.judge()
            clause = shorter if role else clause
        if role:
            end = clause.cut() if rule == "report" else len(bodies) - at
            last = Charged(rule, role, clause.bodies[:end])
            yield last
            at += end
        elif clause.may_go_on():
            at += 1
        else:
            return
