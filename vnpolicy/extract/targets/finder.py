"""The finder: from a passage to the results that it commits to."""

from __future__ import annotations

from collections.abc import Sequence

from vnpolicy.analysis import Fact, Flag, Operator, Target
from vnpolicy.errors import LexiconError
from vnpolicy.extract.setting import Setting
from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.cues import Cues
from vnpolicy.extract.targets.indicators import indicator_of
from vnpolicy.extract.targets.promises import is_promised
from vnpolicy.extract.targets.qualities import baseline_of, direction_of, flags_of, operator_away, per_of
from vnpolicy.extract.targets.quotations import is_quoted, quotable
from vnpolicy.extract.targets.surroundings import Reading, Surroundings
from vnpolicy.extract.targets.values import ValueGrammar
from vnpolicy.lexicon import Comparator, Lexicon, Unit
from vnpolicy.text import Passage, fold

# Kinds of numbers that are no members of lists.
_WEAK = frozenset({"thing", "none", "ratio", "age"})


class TargetFinder:
    """Finds targets in passages; units, comparators and cues come from the lexicon.

    >>> from vnpolicy.text import Source
    >>> text = "Phấn đấu có ít nhất 21 xã đạt chuẩn, thu nội địa đạt 12.500 tỷ đồng."
    >>> passage = Passage.of(Source.of(text), 0, len(text))
    >>> for target in TargetFinder(Lexicon.load()).find(passage, Setting(role="objective"), ()):
    ...     print(target.text, target.op, target.low, target.unit, target.norm_low)
    ít nhất 21 xã >= 21.0 xã 21.0
    12.500 tỷ đồng = 12500.0 tỷ đồng 12500000000000.0

    Raises LexiconError where a unit or comparator does not read its example, or reads its
    counter-example.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._values = ValueGrammar(lexicon)
        self._cues = Cues(lexicon.target_cues)
        self._check(lexicon)

    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> list[Target]:
        """The targets of one paragraph, in the order of the text (annotation guide, "target")."""
        text = passage.mask([(fact.start, fact.end) for fact in taken])
        candidates = self._values.candidates(text)
        if not candidates:
            return []
        reading = Reading(text, passage.folded, self._cues)
        sources = quotable(passage, taken)
        found: list[Target] = []
        previous: Candidate | None = None
        kept: Candidate | None = None
        starts = [candidate.start for candidate in candidates[1:]]
        for candidate, following in zip(candidates, [*starts, len(text)], strict=True):
            around = reading.around(candidate, previous, following)
            if is_promised(candidate, around, setting.role, kept):
                found.append(_target(passage, candidate, around, found, sources, setting))
                kept = candidate
            if candidate is kept or candidate.entry.kind not in _WEAK:
                previous = candidate
        return found

    def _check(self, lexicon: Lexicon) -> None:
        for unit in lexicon.units:
            for example in (*unit.examples, *unit.not_examples):
                names = [candidate.entry.name for candidate in self._values.candidates(fold(example))]
                _agree(unit, unit.name, example, names)
        for comparator in lexicon.comparators:
            for example in (*comparator.examples, *comparator.not_examples):
                operators = [candidate.operator for candidate in self._values.candidates(fold(example))]
                _agree(comparator, comparator.op, example, operators)


def _agree(entry: Unit | Comparator, name: str, example: str, read: Sequence[str]) -> None:
    wanted = example in entry.examples
    if (name in read) != wanted:
        kind = type(entry).__name__.lower()
        raise LexiconError(
            f"the {kind} {name!r} {'does not read' if wanted else 'reads'} its "
            f"{'example' if wanted else 'counter-example'} {example!r}, which is read as "
            f"{sorted(read) or 'nothing'}: change the entry or the example"
        )


def _target(
    passage: Passage,
    candidate: Candidate,
    around: Surroundings,
    found: Sequence[Target],
    sources: Sequence[int],
    setting: Setting,
) -> Target:
    operator: Operator = operator_away(candidate, around) or candidate.operator
    low = None if operator in ("<", "<=") else candidate.low
    high = None if operator in (">", ">=") else candidate.high
    factor, norm_unit = _norm(candidate)
    quoted: tuple[Flag, ...] = ("quoted",) if is_quoted(sources, around) else ()
    return Target(
        **setting.place(passage, candidate.start, candidate.end),
        rule=f"target.{candidate.entry.kind}",
        flags=(*flags_of(candidate, around), *quoted),
        op=operator,
        low=low,
        high=high,
        unit=candidate.unit,
        norm_low=None if low is None else low * factor,
        norm_high=None if high is None else high * factor,
        norm_unit=norm_unit,
        per=per_of(candidate, around),
        direction=direction_of(around, found[-1].direction if found else None),
        indicator=indicator_of(passage, candidate, around, found),
        baseline=baseline_of(around),
    )


def _norm(candidate: Candidate) -> tuple[float, str | None]:
    """What the numbers as written are multiplied by, and the unit of the product."""
    entry = candidate.entry
    if entry.kind == "count" and candidate.high < 1:  # "hai phần ba số thôn"
        return 100.0, "%"
    if entry.kind == "ratio":
        return 1.0, candidate.unit
    return candidate.scale * entry.factor, entry.norm or entry.name
