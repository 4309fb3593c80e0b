"""What holds for an item without standing in it: the deadline and the bodies of what stands above.

An item takes over what the nearest place above it says: the paragraph that announces its list, the
headings from the innermost to the outermost, the title (DEADLINES, section 1, rule 6: "từ nay đến hết
quý II/2015" in a preamble is the deadline of every item without one of its own). A deadline is taken
over where the item has none, a responsible body where the item names no leader. Assessments of the
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


def inherited(item: Item, above: Iterable[Facts]) -> Facts:
    """The facts that an item takes over, each with the flag ``inherited``, its ``item`` the item's id.

    ``above`` are the facts of the places above, the nearest first. ``start``, ``end`` and ``section``
    say where the words stand.

    >>> from vnpolicy import analyze
    >>> a = analyze("II. NHIỆM VỤ TRONG QUÝ II/2026\\n\\n1. Sở Y tế phòng, chống dịch bệnh.\\n\\n2. Diễn tập.")
    >>> deadline, = a.items["II/2"].inherited.deadlines
    >>> deadline.due.isoformat(), deadline.section, deadline.flags, len(a.deadlines)
    ('2026-06-30', 'II', ('inherited',), 1)
    """
    if item.role not in _FORWARD:
        return Facts()
    deadlines: tuple[Deadline, ...] = ()
    bodies: tuple[Assignment, ...] = ()
    led = any(body.role == "lead" for body in item.assignments)
    for facts in above:
        if not deadlines and not item.deadlines:
            deadlines = facts.deadlines
        if not bodies and not led and any(body.role == "lead" for body in facts.assignments):
            bodies = tuple(body for body in facts.assignments if body.role != "recipient")
    return Facts(
        deadlines=tuple(replace(one, item=item.id, flags=(*one.flags, "inherited")) for one in deadlines),
        assignments=tuple(replace(one, item=item.id, flags=(*one.flags, "inherited")) for one in bodies),
    )


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
