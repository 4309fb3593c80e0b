"""Facts in a few words, for people: the same wording in the terminal, in HTML and in CSV."""

from __future__ import annotations

from typing import Any

from vnpolicy.analysis import Assignment, Deadline, Fact, Reference, Target

_OPERATORS = {">=": "≥", "<=": "≤", "~": "≈", "=": "=", ">": ">", "<": "<"}


def value_of(fact: Fact) -> str:
    """The normalised value of a fact in a few words.

    >>> from vnpolicy import analyze
    >>> a = analyze("1. Sở Y tế báo cáo trước ngày 15/6/2026.")
    >>> value_of(a.deadlines[0])
    'before 2026-06-15'
    """
    match fact:
        case Deadline():
            return _deadline(fact)
        case Target():
            return _target(fact)
        case Reference():
            return _reference(fact)
        case Assignment():
            known = f" {fact.agency}" if fact.agency and fact.agency != fact.plain else ""
            return f"{fact.role}{known}"
        case _:
            return ""


def joined(value: Any, separator: str = " | ") -> Any:
    """A list as one cell of a table, nulls empty; any other value as it is.

    >>> joined(["economy", None]), joined([["8", "15"], []]), joined(5)
    ('economy | ', '8;15 | ', 5)
    """
    if not isinstance(value, list):
        return value
    return separator.join("" if part is None else str(joined(part, ";")) for part in value)


def _deadline(fact: Deadline) -> str:
    if fact.kind == "recurring":
        return fact.rrule or "recurring, interval not stated"
    time = f" {fact.time}" if fact.time else ""
    if fact.kind == "period":
        return f"{fact.begin or '…'} to {fact.due or '…'}"
    if fact.due is None:
        return fact.reason or fact.kind
    return f"{fact.boundary} {fact.due}{time}"


def _target(fact: Target) -> str:
    unit = f" {fact.unit}" if fact.unit else ""
    if fact.op == "in":
        return f"{_number(fact.low)} to {_number(fact.high)}{unit}"
    number = fact.low if fact.low is not None else fact.high
    sign = _OPERATORS[fact.op]
    return f"{sign} {_number(number)}{unit}"


def _number(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{value:,.10g}"


def _reference(fact: Reference) -> str:
    parts = [fact.sign, fact.date.isoformat() if fact.date else None, fact.issuer, fact.term, fact.pinpoint]
    return ", ".join([fact.type, *(part for part in parts if part)])
