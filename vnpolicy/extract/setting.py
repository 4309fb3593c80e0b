"""What an extractor knows beside the passage that it reads."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypedDict

from vnpolicy.analysis import Anchor, Header, Role
from vnpolicy.text import Passage


class Place(TypedDict):
    """The fields of a ``Fact`` that its place gives."""

    start: int
    end: int
    text: str
    plain: str
    item: str | None
    section: str | None


class Setting(NamedTuple):
    """The document's dates and the passage's place in it.

    ``item`` and ``section`` are the ids that facts of the passage have, see ``Fact``.
    ``anchor`` is the day that relative deadlines count from and ``anchor_kind`` where it comes
    from. ``period`` is the time that the document itself is about ("quý II/2015"), as inclusive
    days; it gives dates their year. ``attribute`` is the label of an attribute line in lower case
    ("đơn vị chủ trì"), null elsewhere. ``heading`` holds the titles above, outermost first,
    ``is_heading`` says that the passage is itself a heading, ``lead_in`` is the plain text of the
    paragraph that announces the list of which the passage is a point ("" if none).
    """

    role: Role = "task"
    header: Header = Header()
    anchor: date | None = None
    anchor_kind: Anchor = "none"
    period: tuple[date, date] | None = None
    attribute: str | None = None
    heading: tuple[str, ...] = ()
    is_heading: bool = False
    lead_in: str = ""
    item: str | None = None
    section: str | None = None

    def place(self, passage: Passage, start: int, end: int) -> Place:
        """The place of ``passage.plain[start:end]`` (which must not be empty)."""
        first, last = passage.span(start, end)
        return Place(
            start=first,
            end=last,
            text=passage.source.text[first:last],
            plain=passage.plain[start:end],
            item=self.item,
            section=self.section,
        )
