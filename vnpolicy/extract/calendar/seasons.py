"""School years, their terms, crop seasons and the summer: times of the year without fixed days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from vnpolicy.extract.calendar.base import Base, Groups, Reader, in_year
from vnpolicy.extract.calendar.grammar import PARTED, YEAR
from vnpolicy.extract.calendar.stretches import EDGES, ImpossibleDateError, Stretch, month

# First month, last month (counted from January of the first year).
_SEASONS = {
    "đông xuân": (11, 16),
    "hè thu": (4, 8),
    "thu đông": (7, 12),
    "mùa": (7, 12),
    "hè": (6, 8),
}


def season(name: str, number: int) -> Stretch:
    """A crop season or the summer of a year; the days depend on the region, so approximate.

    >>> season("đông xuân", 2026).timex
    '2026-11/2027-04'
    """
    begin, end = _SEASONS[name]
    first, last = month(number, begin), month(number + (end - 1) // 12, (end - 1) % 12 + 1)
    return Stretch(
        first=first.first,
        last=last.last,
        grain="span",
        timex=f"{first.timex}/{last.timex}",
        approximate=True,
        sort="season",
    )


def read_season(groups: Groups, base: Base) -> Stretch:
    """Read "vụ Đông Xuân 2026 - 2027", "hè 2026", "hè"."""
    name = " ".join(groups.get("crop", "hè").lower().replace("-", " ").split())
    return in_year(groups, base, lambda y: season(name, y))


def school_year(first: int) -> Stretch:
    """The school year that opens on 5 September of a year; it ends on 31 May (guide)."""
    begin, end = date(first, 9, 5), date(first + 1, 5, 31)
    return Stretch(first=begin, last=end, grain="span", timex=f"{first}-09/{first + 1}-05", sort="school")


def _read_school(groups: Groups, base: Base) -> Stretch:
    if "from" in groups:
        if int(groups["to"]) != int(groups["from"]) + 1:
            raise ImpossibleDateError(f"{groups['from']} - {groups['to']} is no school year")
        return _part_of_school(groups, school_year(int(groups["from"])))
    this = school_year(base.day.year - (base.day.month < 9))
    later = this.last < base.day or groups["shift"].lower() not in ("này", "nay")
    return _part_of_school(groups, school_year(this.first.year + later))


def _part_of_school(groups: Groups, whole: Stretch) -> Stretch:
    edge = EDGES[groups.get("part", "cuối").lower()]
    last = {"START": whole.first.replace(day=30), "MID": date(whole.last.year, 1, 31)}.get(edge)
    return replace(whole, last=last or whole.last)


def _read_term(groups: Groups, base: Base) -> Stretch:
    """The first term ends in January, roughly; the second with the school year."""
    whole = school_year(int(groups["from"]) if "from" in groups else base.day.year - (base.day.month < 6))
    turn = date(whole.last.year, 1, 31)
    opens = groups["term"].lower() in ("i", "1", "một")
    first, last = (whole.first, turn) if opens else (turn + timedelta(1), whole.last)
    timex = f"{first.isoformat()}/{last.isoformat()}"
    return replace(whole, first=first, last=last, timex=timex, approximate=True)


SEASON_FORMS: tuple[tuple[str, Reader], ...] = (
    (
        rf"{PARTED}năm\shọc\s(?:(?P<from>{YEAR})\s?[-/]\s?(?P<to>{YEAR})|(?P<shift>này|nay|mới|tới))",
        _read_school,
    ),
    (
        rf"""học\skỳ\s(?P<term>I{{1,2}}|[12]|một|hai)(?!\w)
        (?:,?\s(?:của\s)?năm\shọc\s(?P<from>{YEAR})\s?[-/]\s?{YEAR})?""",
        _read_term,
    ),
    (
        rf"""(?:vụ\s(?P<crop>Đông\s?-?\s?Xuân|Hè\s?-?\s?Thu|Thu\s?-?\s?Đông|Mùa)|hè)
        \s(?:năm\s)?(?P<year>{YEAR})(?:\s?-\s?{YEAR})?""",
        read_season,
    ),
)
