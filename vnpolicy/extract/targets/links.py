"""The deadline of a target, and the document that it is quoted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vnpolicy.analysis import Deadline, Reference, Target


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
