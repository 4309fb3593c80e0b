"""The deadline of a target, and the document that it is quoted from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vnpolicy.analysis import Deadline, Fact, Reference, Target

_Places = dict[tuple[str | None, str | None], list[int]]
# What can be the time of a whole list: "Mục tiêu đến năm 2030", not "trước ngày 15/6".
_WIDE = frozenset({"year", "span", "half", "quarter"})


def link(targets: Sequence[Target], deadlines: Sequence[Deadline], references: Sequence[Reference]) -> list[Target]:
    """The targets with the indices of their deadline and of the document they are quoted from.

    A deadline that stands right behind the target or its indicator is its own; else the last one
    before it in the item holds, else the next one behind it. An item without a deadline has that of
    the paragraphs and headings above it (flag ``inherited``), if it is a year or a period.

    >>> target = Target(start=9, end=12, text="60%", plain="60%", op="=", low=60.0, high=60.0)
    >>> due = Deadline(start=0, end=4, text="2027", plain="2027", kind="date", boundary="in")
    >>> link([target], [due], [])[0].deadline
    0
    """
    due, cited = _places(deadlines), _places(references)
    return [_linked(target, deadlines, due, references, cited) for target in targets]


def _places(facts: Sequence[Fact]) -> _Places:
    """The indices of the facts by the item and section that hold them, in the order of the text."""
    places: _Places = defaultdict(list)
    for index, fact in enumerate(facts):
        places[fact.item, fact.section].append(index)
    return places


def _linked(
    target: Target,
    deadlines: Sequence[Deadline],
    due: _Places,
    references: Sequence[Reference],
    cited: _Places,
) -> Target:
    place = (target.item, target.section)
    own = _own(target, deadlines, due.get(place, []))
    above = None if own is not None else _above(target, deadlines, due)
    source = None
    if "quoted" in target.flags:
        held = cited.get(place, [])
        before = bisect_right(held, target.start, key=lambda index: references[index].end)
        source = held[before - 1] if before else None
    flags = target.flags if above is None else (*target.flags, "inherited")
    return replace(target, deadline=own if own is not None else above, source=source, flags=flags)


def _own(target: Target, deadlines: Sequence[Deadline], held: Sequence[int]) -> int | None:
    named = max(target.end, target.indicator.end if target.indicator else 0)
    ahead = bisect_right(held, target.start, key=lambda index: deadlines[index].end)
    behind = bisect_left(held, target.end, key=lambda index: deadlines[index].start)
    following = held[behind] if behind < len(held) else None
    if following is not None and (not ahead or deadlines[following].start - named <= 1):
        return following
    return held[ahead - 1] if ahead else None


def _above(target: Target, deadlines: Sequence[Deadline], due: _Places) -> int | None:
    """The last deadline of the nearest paragraph or heading above that has one."""
    for place in _places_above(target):
        wide = [
            i for i in due.get(place, ()) if deadlines[i].grain in _WIDE and deadlines[i].kind in ("date", "period")
        ]
        if wide:
            return wide[-1]
    return None


def _places_above(target: Target) -> Iterator[tuple[str | None, str | None]]:
    """The paragraphs that the target's is a point of, then the headings; ids are paths."""
    item, section = target.item, target.section
    while item and (item := item.rpartition("/")[0]):
        yield item, section
    while section:
        yield None, section
        section = section.rpartition("/")[0]
