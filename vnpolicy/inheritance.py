"""What holds for an item without standing in it: what its attribute lines and the places above say.

The attribute lines below a task ("Đơn vị chủ trì: ...", "Thời gian hoàn thành: ...") speak of it alone.
Beyond them an item takes over what the nearest place above says: the paragraph that announces its list,
the headings from the innermost to the outermost, the title (DEADLINES, section 1, rule 6: "từ nay đến
hết quý II/2015" in a preamble is the deadline of every item without one of its own). A deadline is taken
over where the item has none, a responsible body where nothing nearer names a leader. Assessments of the
past take over nothing, and the period of the title is no deadline of follow-up and reporting.

Such facts are derived when they are asked for and are no part of the exchange format: each one is
written once in the text and counts once in the analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from vnpolicy.analysis import Assignment, Deadline, Facts, Header, Item, Role

if TYPE_CHECKING:
    from vnpolicy.analysis import Analysis

_SUBSTANCE: tuple[Role, ...] = ("task", "objective")
_FORWARD: tuple[Role, ...] = (*_SUBSTANCE, "organisation")

Place = tuple[str, "str | None"]


def inherited(item: Item, lines: Facts, above: Iterable[Facts]) -> Facts:
    """The facts that an item takes over, each with the flag ``inherited``, its ``item`` the item's id.

    ``lines`` are the facts of its attribute lines, ``above`` those of the places above, the nearest
    first. ``start``, ``end`` and ``section`` say where the words stand.

    >>> from vnpolicy import analyze
    >>> a = analyze("II. NHIỆM VỤ TRONG QUÝ II/2026\\n\\n1. Sở Y tế phòng, chống dịch bệnh.\\n\\n2. Diễn tập.")
    >>> deadline, = a.items["II/2"].inherited.deadlines
    >>> deadline.due.isoformat(), deadline.section, deadline.flags, len(a.deadlines)
    ('2026-06-30', 'II', ('inherited',), 1)
    """
    if item.role not in _FORWARD or item.attribute is not None:
        return Facts()
    deadlines: tuple[Deadline, ...] = () if item.deadlines else lines.deadlines
    bodies: tuple[Assignment, ...] = lines.assignments
    led = _is_led((*item.assignments, *bodies))
    for facts in above:
        if not deadlines and not item.deadlines:
            deadlines = facts.deadlines
        if not led and _is_led(facts.assignments):
            bodies = (*bodies, *(body for body in facts.assignments if body.role != "recipient"))
            led = True
    return Facts(
        deadlines=tuple(replace(one, item=item.id, flags=(*one.flags, "inherited")) for one in deadlines),
        assignments=tuple(replace(one, item=item.id, flags=(*one.flags, "inherited")) for one in bodies),
    )


def _is_led(bodies: Iterable[Assignment]) -> bool:
    return any(body.role == "lead" for body in bodies)


def described(analysis: Analysis, facts: Mapping[Place, Facts]) -> dict[str, Facts]:
    """The facts of the attribute lines of each item that has some, by its id; ``facts`` as for ``above``."""
    lines: dict[str, list[Facts]] = {}
    for item in analysis.items:
        found = facts.get(("item", item.id))
        if item.attribute is not None and found:
            lines.setdefault(item.id.split("¶")[0], []).append(found)
    return {
        task: Facts(
            deadlines=tuple(deadline for one in found for deadline in one.deadlines),
            assignments=tuple(body for one in found for body in one.assignments),
        )
        for task, found in lines.items()
    }


def _ahead(header: Header) -> Iterator[Facts]:
    """The period of the title, unless it was over when the document was issued."""
    period, day = header.period, header.anchor_date
    if period and period.due and (day is None or period.due >= day):
        yield Facts(deadlines=(period,))


def above(analysis: Analysis, facts: Mapping[Place, Facts]) -> Iterator[tuple[Facts, ...]]:
    """For each item the facts of the places above it, the nearest first.

    ``facts`` are those of each place, an item or a section.
    """
    title = tuple(_ahead(analysis.header))
    lead_ins = {item.lead_in for item in analysis.items}
    # What stands at a place and above it, each with its offset, the nearest first.
    standing: dict[Place, tuple[tuple[int, Facts], ...]] = {}
    for section in analysis.sections:
        place = ("section", section.id)
        own = ((section.start, facts[place]),) if place in facts else ()
        standing[place] = (*own, *standing.get(("section", section.section), ()))
    for item in analysis.items:
        higher = standing.get(("section", item.section), ())
        announced = standing.get(("item", item.lead_in), ())
        if announced:
            higher = tuple(sorted(dict((*higher, *announced)).items(), reverse=True))
        if item.id in lead_ins:
            place = ("item", item.id)
            own = ((item.start, facts[place]),) if place in facts else ()
            standing[place] = (*own, *higher)
        yield (*(found for _, found in higher), *(title if item.role in _SUBSTANCE else ()))
