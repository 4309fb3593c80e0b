"""Every miss and false alarm, with its place, what was annotated and what was predicted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vnpolicy.evaluation.comparison import Alignment, Comparison
from vnpolicy.evaluation.matching import Extent
from vnpolicy.evaluation.reading import Unit
from vnpolicy.evaluation.values import DETAILS, HEADER, VALUES, Fields, same_detail, same_header_field

CONTEXT = 80

Said = dict[str, str]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error.

    ``kind`` is items, role, path, sectors, header or the label of a fact; ``problem`` says what is wrong:
    "missed", "extra", "extent", "value", "order", or the name of the field. ``text`` is the exact slice from
    ``start`` to ``end`` (empty for the header), ``before`` and ``after`` up to 80 characters around it.
    ``gold`` and ``predicted`` hold the fields in words; one of them is empty where something was missed or extra.
    """

    document: str
    kind: str
    problem: str
    start: int
    end: int
    text: str
    before: str
    after: str
    gold: Said
    predicted: Said

    def __str__(self) -> str:
        said, got = ("; ".join(f"{k} {v}" for k, v in side.items()) or "-" for side in (self.gold, self.predicted))
        parts = (
            self.document,
            self.kind,
            self.problem,
            f"{self.start}-{self.end}",
            self.text,
            f"gold {said}",
            f"got {got}",
        )
        return "\t".join(" ".join(part.split()) for part in parts)


def mistakes(comparison: Comparison) -> list[Mistake]:
    """The mistakes of one document in the order of its text, those of the header first."""
    found = [*_header(comparison), *_paragraphs(comparison), *_sectors(comparison)]
    for label, facts in comparison.facts.items():
        found += _facts(comparison, label, facts)
    return sorted(found, key=lambda mistake: (mistake.start, mistake.end))


def _mistake(c: Comparison, kind: str, problem: str, extent: Extent, gold: Said, predicted: Said) -> Mistake:
    start, end = extent
    return Mistake(
        document=c.name,
        kind=kind,
        problem=problem,
        start=start,
        end=end,
        text=c.text[start:end],
        before=c.text[max(0, start - CONTEXT) : start] if end else "",
        after=c.text[end : end + CONTEXT] if end else "",
        gold=gold,
        predicted=predicted,
    )


def _header(c: Comparison) -> Iterator[Mistake]:
    said, got = c.gold.header, c.predicted.header
    for field in HEADER:
        if same_header_field(field, said, got) is False:
            yield _mistake(c, "header", field, (0, 0), _fields(said, (field,)), _fields(got, (field,)))


def _paragraphs(c: Comparison) -> Iterator[Mistake]:
    gold, predicted = c.gold.units, c.predicted.units
    for i in _left(len(gold), {i for i, _ in c.paragraphs}):
        yield _mistake(c, "items", "missed", gold[i].extent, _unit(gold[i]), {})
    for j in _left(len(predicted), {j for _, j in c.paragraphs}):
        yield _mistake(c, "items", "extra", predicted[j].extent, {}, _unit(predicted[j]))
    for i, j in c.paragraphs:
        for field in ("role", "path"):
            said, got = ({field: str(getattr(unit, field))} for unit in (gold[i], predicted[j]))
            if said != got:
                yield _mistake(c, field, "value", gold[i].extent, said, got)


def _unit(unit: Unit) -> Said:
    return {"role": str(unit.role), "path": unit.path}


def _sectors(c: Comparison) -> Iterator[Mistake]:
    for unit, found in c.nearest:
        said, got = unit.sectors, found.sectors if found else ()
        if said[:1] == got[:1] and set(said) == set(got):
            continue
        missed, extra = set(said) - set(got), set(got) - set(said)
        problem = "value" if missed and extra else "missed" if missed else "extra" if extra else "order"
        sides = ({"role": str(u.role), "sectors": ", ".join(u.sectors)} if u else {} for u in (unit, found))
        yield _mistake(c, "sectors", problem, unit.extent, *sides)


def _facts(c: Comparison, label: str, facts: Alignment) -> Iterator[Mistake]:
    gold, predicted = facts.gold, facts.predicted
    shown = tuple(dict.fromkeys(VALUES[label] + DETAILS[label]))
    for i in _left(len(gold), {i for i, _ in facts.near}):
        yield _mistake(c, label, "missed", gold[i].extent, _fields(gold[i].fields, shown), {})
    for j in _left(len(predicted), {j for _, j in facts.near}):
        yield _mistake(c, label, "extra", predicted[j].extent, {}, _fields(predicted[j].fields, shown))
    right = set(facts.right)
    for i, j in facts.near:
        said, got = gold[i], predicted[j]
        if (i, j) not in right:
            yield _mistake(c, label, "value", said.extent, _fields(said.fields, shown), _fields(got.fields, shown))
            continue
        for field in DETAILS[label]:
            if same_detail(field, said.fields, got.fields) is False:
                one = (field,)
                yield _mistake(c, label, field, said.extent, _fields(said.fields, one), _fields(got.fields, one))
    for i, j in facts.overlapping:
        ends = gold[i].extent, predicted[j].extent
        if ends[0] != ends[1]:
            said_words, got_words = ({"words": c.text[slice(*extent)]} for extent in ends)
            yield _mistake(c, label, "extent", ends[0], said_words, got_words)


def _left(size: int, used: set[int]) -> list[int]:
    return [index for index in range(size) if index not in used]


def _fields(record: Fields, names: tuple[str, ...]) -> Said:
    return {name: _in_words(record[name]) for name in names if record.get(name) is not None}


def _in_words(value: Any) -> str:
    """An indicator is its words; 21.0 is 21."""
    if isinstance(value, dict):
        value = value.get("text")
    return f"{value:.10g}" if isinstance(value, float) else str(value)
