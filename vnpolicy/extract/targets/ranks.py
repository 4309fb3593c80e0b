"""Places and multiples, whose words say what the number counts: "nhóm 20 tỉnh dẫn đầu", "gấp đôi"."""

from __future__ import annotations

import re

from vnpolicy.extract.numbers import NUMBER, read_number
from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.lexicon import Unit

_NAME = r"[^\W\d_]+(?:\s[^\W\d_]+){0,3}?"
_GROUP = re.compile(
    rf"""
    \b(?P<group>(?i:nhóm|tốp|top))\s(?P<low>{NUMBER})(?![\w/])
    (?:\s(?P<best>{_NAME})\s(?:dẫn\sđầu|đứng\sđầu|hàng\sđầu|tốt\snhất|cao\snhất|đầu)\b
      |\s(?!(?:cả|của|về|trong|toàn)\b)(?P<unit>[^\W\d_]+(?:,\s(?:thành\sphố|phường|xã))?))?
    """,
    re.VERBOSE,
)
_INTO = re.compile(r"\b(?:vào|trong|thuộc|vị trí|giữ|duy trì|lọt) \Z", re.IGNORECASE)
_PLACED = re.compile(
    r"""\b(?i:(?:xếp|đứng)(?:\shạng)?(?:\sở)?(?:\svị\strí)?\sthứ|vị\strí\sthứ|thứ\shạng)
    \s(?P<low>[0-9]{1,3})(?:/[0-9]{1,3})?(?![\w/%]|[.,][0-9])""",
    re.VERBOSE,
)
_FOLDS = {"rưỡi": 1.5, "đôi": 2.0, "ba": 3.0, "bốn": 4.0}
_FOLD = re.compile(rf"\b(?i:gấp)\s(?P<fold>{'|'.join(_FOLDS)})\b(?!\s(?:lần|mươi|trăm))")
# Words without one of which nothing is found; looking for them is cheap.
_NEEDS = ("nhóm", "tốp", "top", "xếp", "đứng", "vị trí", "thứ hạng", "gấp")
_PLACE = Unit(name="hạng", kind="place")
_TIMES = Unit(name="lần", kind="times")


def ranks_and_folds(text: str) -> list[Candidate]:
    """The places and multiples of a folded text, in its order.

    A place is at most what is named (annotation guide: rank goals).

    >>> [(c.operator, c.low, c.unit) for c in ranks_and_folds("PCI vào nhóm 20 tỉnh dẫn đầu, thu nhập gấp đôi")]
    [('<=', 20.0, 'tỉnh'), ('=', 2.0, 'lần')]
    """
    if not any(map(text.lower().__contains__, _NEEDS)):
        return []
    found = [_group(m, low) for m in _GROUP.finditer(text) if _is_place(text, m) and (low := read_number(m["low"]))]
    found += [_place(m, float(m["low"]), m.end(), None) for m in _PLACED.finditer(text)]
    found += [_fold(m) for m in _FOLD.finditer(text)]
    return sorted(found, key=lambda candidate: candidate.start)


def _is_place(text: str, match: re.Match[str]) -> bool:
    """Whether the group is one of the best and not just several ("nhóm 5 hộ")."""
    low = read_number(match["low"])
    if low is None or low != int(low):
        return False
    if match["best"] or match["group"].lower() != "nhóm":
        return True
    return _INTO.search(text, max(0, match.start() - 10), match.start()) is not None


def _group(match: re.Match[str], low: float) -> Candidate:
    return _place(match, low, match.end("low") + 1, match["best"] or match["unit"])


def _place(match: re.Match[str], low: float, noun: int, unit: str | None) -> Candidate:
    return Candidate(
        start=match.start(),
        end=match.end(),
        number=match.start("low"),
        noun=noun,
        operator="<=",
        commits=True,
        low=low,
        high=low,
        unit=unit,
        entry=_PLACE,
    )


def _fold(match: re.Match[str]) -> Candidate:
    times = _FOLDS[match["fold"].lower()]
    return Candidate(
        start=match.start(),
        end=match.end(),
        number=match.start("fold"),
        noun=match.end(),
        word="gấp",
        commits=True,
        low=times,
        high=times,
        unit="lần",
        entry=_TIMES,
    )
