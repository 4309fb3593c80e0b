"""What the words of a deadline mean, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from vnpolicy.analysis import Boundary, DeadlineKind, Flag, Grain, Modifier
from vnpolicy.extract.calendar import ImpossibleDateError, Stretch, UndatedError
from vnpolicy.extract.numbers import read_number

NO_DAY = "the day of the event is not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words of a deadline mean: the fields of ``Deadline`` without its place.

    ``latest`` is the last day that is still in time where that is not ``due`` or the day before.
    ``counted`` says that the days are counted from the day of the document, or would be if it had one.
    """

    kind: DeadlineKind
    boundary: Boundary
    begin: date | None = None
    due: date | None = None
    latest: date | None = None
    time: str | None = None
    grain: Grain | None = None
    timex: str | None = None
    mod: Modifier | None = None
    rrule: str | None = None
    duration: str | None = None
    counted: bool = False
    reason: str | None = None
    flags: tuple[Flag, ...] = ()


class Found(NamedTuple):
    """A deadline at its place in the passage."""

    start: int
    end: int
    reading: Reading


def unresolved(kind: DeadlineKind, boundary: Boundary, error: ValueError) -> Reading:
    """A deadline whose days the calendar refuses, with the reason."""
    flags: tuple[Flag, ...] = ("impossible_date",) if isinstance(error, ImpossibleDateError) else ()
    undated = isinstance(error, UndatedError)
    return Reading(kind=kind, boundary=boundary, counted=undated, reason=str(error), flags=flags)


def flags_of(*stretches: Stretch) -> tuple[Flag, ...]:
    """What is uncertain about the days of named times."""
    flags: list[Flag] = []
    if any(stretch.approximate for stretch in stretches):
        flags.append("approximate")
    if any(stretch.year_inferred for stretch in stretches):
        flags.append("year_inferred")
    if any(stretch.doubtful for stretch in stretches):
        flags.append("ambiguous")
    return tuple(flags)


def count(said: str | None, default: int = 1) -> int:
    """A number of days, months or times; ``default`` where none is said."""
    return int((read_number(said) if said else None) or default)
