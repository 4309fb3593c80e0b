"""A mention of a document while it is read."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from vnpolicy.analysis import Flag
from vnpolicy.extract.references.signs import Sign

Span = tuple[int, int]


class Mention(NamedTuple):
    """A mention at its place in a folded text; ``rule`` says how the document is cited.

    ``issuer``, ``term`` and ``pinpoint`` are places in the text; ``led`` says that the issuer stands
    before the mention.
    """

    start: int
    end: int
    type: str
    rule: str
    sign: Sign | None = None
    number: str | None = None
    date: date | None = None
    year: str | None = None
    issuer: Span | None = None
    term: Span | None = None
    pinpoint: Span | None = None
    name: str | None = None
    flags: tuple[Flag, ...] = ()
    led: bool = False

    @property
    def named(self) -> bool:
        """Whether the name alone says which document it is."""
        return not (self.number or self.date or self.year)

    def dated(self, match: re.Match[str]) -> Mention:
        """The mention with the date of a match; an impossible one is flagged, never repaired."""
        day, month, year = (int(match[part] or match[part + "2"]) for part in "dmy")
        try:
            return self._replace(date=date(year, month, day))
        except ValueError:
            return self._replace(year=str(year), flags=(*self.flags, "impossible_date"))
