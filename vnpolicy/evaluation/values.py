"""When two normalised values are the same: the conventions of the annotation guide, not of equality."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from vnpolicy.errors import InputError

Fields = Mapping[str, Any]

VALUES: dict[str, tuple[str, ...]] = {
    "deadline": ("kind", "due", "begin", "rrule"),
    "target": ("op", "low", "high"),
    "reference": ("type", "sign", "date"),
    "assignee": ("role",),
}
DETAILS: dict[str, tuple[str, ...]] = {
    "deadline": ("kind", "boundary"),
    "target": ("unit", "indicator"),
    "reference": ("issuer", "pinpoint"),
    "assignee": (),
}
HEADER = ("type", "sign", "issued", "family")
SIMILAR = 0.5
_DASHES = str.maketrans("–—Ð", "--Đ")


def same_value(label: str, gold: Fields, predicted: Fields) -> bool:
    """Whether two facts of one label mean the same.

    >>> same_value("target", {"op": ">=", "low": 21}, {"op": ">=", "low": 21.0, "unit": "xã"})
    True
    """
    match label:
        case "deadline":
            return _same_deadline(gold, predicted)
        case "target":
            return gold.get("op") == predicted.get("op") and all(
                _number(gold.get(side)) == _number(predicted.get(side)) for side in ("low", "high")
            )
        case "reference":
            return (
                _plain(gold.get("type")) == _plain(predicted.get("type"))
                and sign(gold.get("sign")) == sign(predicted.get("sign"))
                and gold.get("date") == predicted.get("date")
            )
        case _:
            return bool(gold.get("role") == predicted.get("role"))


def same_detail(field: str, gold: Fields, predicted: Fields) -> bool | None:
    """Whether a further field is right too; None where the annotation says nothing of it.

    Words are compared as sets: the indicator of a target needs half of them, names and units all.

    >>> same_detail("indicator", {"indicator": "tỷ lệ hộ nghèo"}, {"indicator": {"text": "hộ nghèo"}})
    True
    >>> same_detail("unit", {"unit": "triệu đồng"}, {"unit": "đồng"})
    False
    """
    if gold.get(field) is None:
        return None
    if field not in ("indicator", "unit", "issuer", "pinpoint"):
        return bool(gold[field] == predicted.get(field))
    said, got = _words(gold[field]), _words(predicted.get(field))
    if field != "indicator":
        return said == got
    return bool(said and got) and len(said & got) >= SIMILAR * len(said | got)


def same_header_field(field: str, gold: Fields, predicted: Fields) -> bool | None:
    """Whether a field of the letterhead is right; None where neither states it.

    >>> same_header_field("sign", {"sign": "05 – KL/TU"}, {"sign": "5-KL/TU"})
    True
    """
    said, got = gold.get(field), predicted.get(field)
    if not said and not got:
        return None
    return sign(said) == sign(got) if field == "sign" else _plain(said) == _plain(got)


def sign(written: str | None) -> str | None:
    """A sign without blanks and leading zeros, in capitals, its dashes and Đ made one."""
    if not written:
        return None
    return re.sub(r"^0+(?=\d)", "", "".join(written.split()).translate(_DASHES).upper())


class Frequency(NamedTuple):
    """How often a rule recurs; ``days`` are its BYMONTHDAY or BYDAY."""

    unit: str | None
    every: int
    days: str | None


def frequency(rule: str | None) -> Frequency | None:
    """What an RRULE (RFC 5545) comes to, however it is written; None for no rule.

    Raises InputError where its INTERVAL is no number.

    >>> frequency("FREQ=MONTHLY;BYMONTH=3,6,9,12") == frequency("FREQ=MONTHLY;INTERVAL=3")
    True
    >>> frequency("RRULE:FREQ=YEARLY")
    Frequency(unit='MONTHLY', every=12, days=None)
    """
    if not rule:
        return None
    parts = dict(part.split("=", 1) for part in rule.upper().removeprefix("RRULE:").split(";") if "=" in part)
    interval = parts.get("INTERVAL", "1")
    if not interval.isdecimal():
        raise InputError(f"the rule {rule!r} has the INTERVAL {interval!r}: expected a number (RFC 5545)")
    unit, every = parts.get("FREQ"), int(interval)
    months = len([month for month in parts.get("BYMONTH", "").split(",") if month])
    if unit == "YEARLY":
        unit, every = "MONTHLY", 12 * every // (months or 1)
    elif unit == "MONTHLY" and months:
        every = 12 // months
    return Frequency(unit, every, parts.get("BYMONTHDAY") or parts.get("BYDAY"))


def _same_frequency(gold: str | None, predicted: str | None) -> bool:
    """Days count only where the annotation states them."""
    said, got = frequency(gold), frequency(predicted)
    if said is None or got is None:
        return said == got
    return said[:2] == got[:2] and said.days in (None, got.days)


def _same_deadline(gold: Fields, predicted: Fields) -> bool:
    """A kind of its own are recurrences and periods; apart from those it counts only where no day is known."""
    kinds = gold.get("kind"), predicted.get("kind")
    if "recurring" in kinds:
        return kinds[0] == kinds[1] and _same_frequency(gold.get("rrule"), predicted.get("rrule"))
    due = gold.get("due")
    if due != predicted.get("due") or (kinds[0] == "period") != (kinds[1] == "period"):
        return False
    if due is None and kinds[0] != kinds[1]:
        return False
    return kinds[0] != "period" or gold.get("begin") == predicted.get("begin")


def _number(value: Any) -> float | None:
    return None if value is None else round(float(value), 6)


def _plain(value: Any) -> str:
    return " ".join(str(value or "").split()).lower()


def _words(value: Any) -> set[str]:
    return set(re.findall(r"\w+", _plain(value.get("text") if isinstance(value, Mapping) else value)))
