"""A number with a unit, before anything is decided about it."""

from __future__ import annotations

from dataclasses import dataclass

from vnpolicy.analysis import Operator
from vnpolicy.lexicon import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Stands from ``start`` to ``end`` of a text; its first digit stands at ``number``,
    what is counted at ``noun``.

    ``low`` and ``high`` are as written; ``scale`` is that of the words between number and unit
    ("nghìn", "tỷ"), ``entry`` the lexicon's unit. ``spelled`` marks numbers in words. ``word`` is the
    comparator; ``commits`` says that it is only used of what shall be, not of what is.
    """

    start: int
    end: int
    number: int
    noun: int
    operator: Operator = "="
    word: str = ""
    commits: bool = False
    low: float
    high: float
    unit: str | None
    entry: Unit
    scale: float = 1.0
    spelled: bool = False
    approximate: bool = False

    @property
    def per(self) -> str | None:
        """What the unit is counted per: "năm" of "tỷ đồng/năm"."""
        _, slash, per = (self.unit or "").rpartition("/")
        return per.strip() if slash and not per[:1].isdigit() else None
