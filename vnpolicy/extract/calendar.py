"""Named times and the days that they mean: dates, months, quarters, school years, holidays.

``NAMED`` is the fragment of a verbose pattern for any time that is named, said apart from what it
means: ``Calendar.read`` gives its days, counted from a ``Base``. The days follow the annotation
guide (cuối tháng = its last day, đầu tháng = day 1 to 10, giữa tháng = 11 to 20, a school year ends
on 31 May); working days follow the Labour Code 2019, articles 111 and 112.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from vnpolicy.analysis import Grain
from vnpolicy.errors import LexiconError
from vnpolicy.extract.numbers import NUMBER, read_number
from vnpolicy.lexicon import Holiday, alternation
from vnpolicy.text import fold


class ImpossibleDateError(ValueError):
    """A date that no calendar has, such as 31/6."""


class UnknownDayError(ValueError):
    """A time whose days the document does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The days that a named time means, both inclusive, with its TIMEX3 value.

    ``sort`` tells times apart that mean more than their days: a period of several years, a school
    year or term, a season, a holiday.
    """

    first: date
    last: date
    grain: Grain
    timex: str
    time: str | None = None
    approximate: bool = False
    year_inferred: bool = False
    sort: Literal["plain", "years", "school", "season", "holiday"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What a time that is not fully named is counted from.

    ``anchor`` is the day of the document, ``period`` the time that it is about. ``to_first`` says
    that the first day of the time must not lie before the anchor (trước ...), else the last.
    ``beside`` is the other end of a range, which lends its month and year.
    """

    anchor: date | None = None
    period: tuple[date, date] | None = None
    to_first: bool = False
    beside: Stretch | None = None

    @property
    def year(self) -> int:
        """The year of a time said without one: the period's, else the anchor's (guide)."""
        first, last = self.period or (None, None)
        current = last is not None and (self.anchor is None or last >= self.anchor)
        if first and last and current and first.year == last.year:
            return first.year
        day = self.anchor or first
        if day is None:
            raise UnknownDayError("the year is left out and the document has no date")
        return day.year

    @property
    def day(self) -> date:
        """The day that "này", "tới" and "nay" are counted from."""
        if self.anchor is None:
            raise UnknownDayError("the time is relative and the document has no date")
        return self.anchor


def day(year: int, month: int, number: int) -> Stretch:
    """One day; raises ImpossibleDateError where the month has no such day.

    >>> day(2026, 6, 31)
    Traceback (most recent call last):
    vnpolicy.extract.calendar.ImpossibleDateError: 31/6/2026 does not exist
    """
    try:
        one = date(year, month, number)
    except ValueError:
        raise ImpossibleDateError(f"{number}/{month}/{year} does not exist") from None
    return Stretch(first=one, last=one, grain="day", timex=one.isoformat())


def months(year: int, first: int, last: int, timex: str, grain: Grain) -> Stretch:
    """The months ``first`` to ``last`` of a year."""
    end = date(year, last, monthrange(year, last)[1])
    return Stretch(first=date(year, first, 1), last=end, grain=grain, timex=timex)


def month(year: int, number: int) -> Stretch:
    """A month."""
    return months(year, number, number, f"{year}-{number:02d}", "month")


def quarter(year: int, number: int) -> Stretch:
    """A quarter.

    >>> quarter(2026, 2).last.isoformat(), quarter(2026, 2).timex
    ('2026-06-30', '2026-Q2')
    """
    return months(year, 3 * number - 2, 3 * number, f"{year}-Q{number}", "quarter")


def year(number: int) -> Stretch:
    """A calendar year."""
    return months(number, 1, 12, str(number), "year")


def years(first: int, last: int) -> Stretch:
    """The years ``first`` to ``last``."""
    if last < first:
        raise ImpossibleDateError(f"{first} - {last} ends before it begins")
    return Stretch(
        first=date(first, 1, 1),
        last=date(last, 12, 31),
        grain="span",
        timex=f"{first}/{last}",
        sort="years",
    )


def school_year(first: int) -> Stretch:
    """The school year that opens on 5 September of a year; it ends on 31 May (guide)."""
    return Stretch(
        first=date(first, 9, 5),
        last=date(first + 1, 5, 31),
        grain="span",
        timex=f"{first}-09/{first + 1}-05",
        sort="school",
    )


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


def week(of: date) -> Stretch:
    """The week, Monday to Sunday, of a day."""
    monday = of - timedelta(of.weekday())
    iso = monday.isocalendar()
    return Stretch(
        first=monday,
        last=monday + timedelta(6),
        grain="week",
        timex=f"{iso.year}-W{iso.week:02d}",
    )


def add_months(start: date, count: int) -> date:
    """The same day ``count`` months later, or the last day of that month if it is shorter.

    >>> add_months(date(2026, 1, 31), 1).isoformat()
    '2026-02-28'
    """
    years_later, index = divmod(start.month - 1 + count, 12)
    number = start.year + years_later
    return date(number, index + 1, min(start.day, monthrange(number, index + 1)[1]))


_PARTS = {
    "đầu": "START", "thượng tuần": "START", "nửa đầu": "START",
    "giữa": "MID", "trung tuần": "MID",
    "cuối": "END", "hạ tuần": "END", "nửa cuối": "END", "còn lại": "END",
}  # fmt: skip
# Months after the beginning, and how many.
_THIRDS: dict[str, dict[str, tuple[int, int]]] = {
    "quarter": {"START": (0, 1), "MID": (1, 1), "END": (2, 1)},
    "year": {"START": (0, 3), "MID": (3, 3), "END": (9, 3)},
}


def part_of(whole: Stretch, word: str) -> Stretch:
    """The beginning, middle or end of a month, quarter or year.

    Thirds of a month, months of a quarter; of a year the first quarter, the second, and the last
    (guide: đầu năm = 31 March, giữa năm = 30 June).

    >>> part_of(month(2026, 5), "đầu").last.isoformat()
    '2026-05-10'
    """
    edge = _PARTS[word]
    if whole.grain == "month":
        number = whole.first.year, whole.first.month
        first, last = _days_of_part(edge, "nửa" in word, monthrange(*number)[1])
        begin, end = date(*number, first), date(*number, last)
    else:
        halves = {"START": (0, 6), "END": (6, 6)}
        offset, length = halves[edge] if "nửa" in word else _THIRDS[whole.grain][edge]
        begin = add_months(whole.first, offset)
        end = add_months(begin, length) - timedelta(1)
    return replace(whole, first=begin, last=end)


def _days_of_part(edge: str, half: bool, length: int) -> tuple[int, int]:
    if half:
        return (1, 15) if edge == "START" else (16, length)
    return {"START": (1, 10), "MID": (11, 20), "END": (21, length)}[edge]


Groups = dict[str, str]
Reader = Callable[[Groups, Base], Stretch]
_SHIFTS = {"này": 0, "nay": 0, "mới": 1, "tới": 1, "sau": 1}


def _in_year(groups: Groups, base: Base, build: Callable[[int], Stretch]) -> Stretch:
    """``build`` for the year that is said, else for the one that the document lends."""
    if "year" in groups:
        return build(int(groups["year"]))
    if "shift" in groups:
        return build(base.day.year + _SHIFTS[groups["shift"].lower()])
    if base.beside:
        built = build(base.beside.first.year)
        return build(base.beside.first.year - 1) if built.first > base.beside.last else built
    built = build(base.year)
    if base.anchor and (built.first if base.to_first else built.last) < base.anchor:
        built = build(base.year + 1)
    return replace(built, year_inferred=True)


def _parted(groups: Groups, whole: Stretch) -> Stretch:
    return part_of(whole, groups["part"].lower()) if "part" in groups else whole


def _read_day(groups: Groups, base: Base) -> Stretch:
    return _in_year(groups, base, lambda y: day(y, int(groups["month"]), int(groups["day"])))


def _read_day_of_month(groups: Groups, base: Base) -> Stretch:
    """Read "ngày 20" alone: in the month beside it, in the month that is said, or the next one."""
    number = int(groups["day"])
    if base.beside:
        return day(base.beside.first.year, base.beside.first.month, number)
    start = add_months(base.day.replace(day=1), _SHIFTS[groups.get("shift", "này").lower()])
    if "shift" not in groups and number < base.day.day:
        start = add_months(start, 1)
    return replace(day(start.year, start.month, number), year_inferred=True)


def _read_week(groups: Groups, base: Base) -> Stretch:
    if "month" not in groups:
        return week(base.day + timedelta(7 * _SHIFTS[groups["shift"].lower()]))
    opening = groups["edge"].lower() == "đầu"

    def build(number: int) -> Stretch:
        whole = month(number, int(groups["month"]))
        if opening:
            return replace(whole, grain="week", last=whole.first.replace(day=7))
        return replace(whole, grain="week", first=whole.last - timedelta(6))

    return _in_year(groups, base, build)


def _read_month(groups: Groups, base: Base) -> Stretch:
    number = int(groups["month"]) if "month" in groups else _number(groups["word"])
    return _in_year(groups, base, lambda y: _parted(groups, month(y, number)))


def _number(word: str) -> int:
    return int({"tư": 4, "năm": 5}.get(word.lower()) or read_number(word) or 0)


def _read_quarter(groups: Groups, base: Base) -> Stretch:
    number = read_numeral(groups["quarter"])
    return _in_year(groups, base, lambda y: _parted(groups, quarter(y, number)))


def read_numeral(numeral: str) -> int:
    """The number of a quarter, in digits or Roman.

    >>> read_numeral("III"), read_numeral("4")
    (3, 4)
    """
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(numeral.lower()) or int(numeral)


def _read_months(groups: Groups, base: Base) -> Stretch:
    first, last = int(groups["from"]), int(groups["to"])
    if last < first:
        raise ImpossibleDateError(f"months {first} to {last} of one year")
    return _in_year(
        groups,
        base,
        lambda y: months(y, first, last, f"{y}-{first:02d}/{y}-{last:02d}", "span"),
    )


def _read_quarters(groups: Groups, base: Base) -> Stretch:
    first, last = read_numeral(groups["from"]), read_numeral(groups["to"])
    if last < first:
        raise ImpossibleDateError(f"quarters {first} to {last} of one year")
    return _in_year(
        groups,
        base,
        lambda y: months(y, 3 * first - 2, 3 * last, f"{y}-Q{first}/{y}-Q{last}", "span"),
    )


def _read_some_months(groups: Groups, base: Base) -> Stretch:
    """Read "6 tháng đầu năm"; "những tháng cuối năm" is the last quarter, roughly."""
    edge = _PARTS[groups["edge"].lower()]
    count = int(_value(groups["count"])) if "count" in groups else 3
    if not 0 < count <= 12:
        raise ImpossibleDateError(f"{count} months of one year")
    first, last = (1, count) if edge == "START" else (13 - count, 12)

    def build(number: int) -> Stretch:
        half = f"{number}-H{1 if first == 1 else 2}"
        timex = half if count == 6 else f"{number}-{first:02d}/{number}-{last:02d}"
        return months(number, first, last, timex, "half" if count == 6 else "span")

    return replace(_in_year(groups, base, build), approximate="count" not in groups)


def _value(said: str) -> float:
    return read_number(said) or 0.0


def _read_year(groups: Groups, base: Base) -> Stretch:
    return _in_year(groups, base, lambda y: _parted(groups, year(y)))


def _read_years(groups: Groups, base: Base) -> Stretch:
    return years(int(groups["from"]), int(groups["to"]))


def _read_from_now(groups: Groups, base: Base) -> Stretch:
    return replace(years(base.day.year, int(groups["to"])), first=base.day)


def _read_this_span(groups: Groups, base: Base) -> Stretch:
    if base.period is None:
        raise UnknownDayError("the document does not name the period that it is about")
    first, last = base.period
    return Stretch(first=first, last=last, grain="span", timex=f"{first}/{last}", sort="years")


def _read_school(groups: Groups, base: Base) -> Stretch:
    if "from" in groups:
        if int(groups["to"]) != int(groups["from"]) + 1:
            raise ImpossibleDateError(f"{groups['from']} - {groups['to']} is no school year")
        return _part_of_school(groups, school_year(int(groups["from"])))
    this = school_year(base.day.year - (base.day.month < 9))
    later = this.last < base.day or groups["shift"].lower() not in ("này", "nay")
    return _part_of_school(groups, school_year(this.first.year + later))


def _part_of_school(groups: Groups, whole: Stretch) -> Stretch:
    edge = _PARTS[groups.get("part", "cuối").lower()]
    last = {"START": whole.first.replace(day=30), "MID": date(whole.last.year, 1, 31)}.get(edge)
    return replace(whole, last=last or whole.last)


def _read_term(groups: Groups, base: Base) -> Stretch:
    """The first term ends in January, roughly; the second with the school year."""
    whole = school_year(int(groups["from"]) if "from" in groups else base.day.year - (base.day.month < 6))
    number = 1 if groups["term"].lower() in ("i", "1", "một") else 2
    turn = date(whole.last.year, 1, 31)
    first, last = (whole.first, turn) if number == 1 else (turn + timedelta(1), whole.last)
    timex = f"{first.isoformat()}/{last.isoformat()}"
    return replace(whole, first=first, last=last, timex=timex, approximate=True)


def _read_season(groups: Groups, base: Base) -> Stretch:
    name = " ".join(groups.get("crop", "hè").lower().replace("-", " ").split())
    return _in_year(groups, base, lambda y: season(name, y))


def _read_this(groups: Groups, base: Base) -> Stretch:
    """Read "tháng này", "cuối quý", "cả năm": the month, quarter or year of the document."""
    unit, shift = groups["unit"].lower(), _SHIFTS[groups.get("shift", "này").lower()]
    if unit == "năm":
        return _in_year({}, base, lambda y: _parted(groups, year(y)))
    length = 1 if unit == "tháng" else 3
    start = base.period[0] if base.period and _months(base.period) == length else base.day
    start = add_months(start.replace(day=1), shift * length)
    whole = month(start.year, start.month)
    if unit != "tháng":
        whole = quarter(start.year, (start.month + 2) // 3)
    return replace(_parted(groups, whole), year_inferred="shift" not in groups)


def _months(period: tuple[date, date]) -> int:
    first, last = period
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _read_today(groups: Groups, base: Base) -> Stretch:
    one = base.day + timedelta("tomorrow" in groups)
    return day(one.year, one.month, one.day)


YEAR = r"(?:19|20)[0-9]{2}"
MONTH = r"(?:0?[1-9]|1[0-2])"
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
SLASH = r"(?:\s?/\s?|[.-])"
CLOCK = r"""(?:(?:[01]?[0-9]|2[0-4])
    (?:\s?(?:giờ|h|g)(?:\s?[0-5][0-9](?:\s?(?:phút|'))?)?|:[0-5][0-9])(?!\w))"""
EVERY = r"(?:hằng|hàng|mỗi|từng)"
QUARTER = r"(?:I{1,3}|IV|0?[1-4])(?!\w)"
PART = r"(?:đầu|giữa|cuối|thượng\stuần|trung\stuần|hạ\stuần|nửa\sđầu|nửa\scuối)"
_PARTED = rf"(?:(?P<part>{PART})\s(?:của\s)?)?"
_OF_YEAR = rf"(?:(?:{SLASH}|,?\snăm\s|\s)(?P<year>{YEAR})|\snăm\s(?P<shift>nay|tới|sau))?"
_OPENING = rf"(?:{CLOCK},?\s)?(?:(?:sáng|trưa|chiều|tối|đêm)\s)?"
_MONTH_WORD = r"(?:mười\s(?:một|hai)|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
_CAPITAL = "[" + "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper()) + "]"
_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = (
    "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi",
)  # fmt: skip
_LUNAR_YEAR = rf"(?:{'|'.join(_STEMS)})\s(?:{'|'.join(_BRANCHES)}|tí|tị)"

# Ways of naming a time, with what reads them; the first that fits wins.
_FORMS: tuple[tuple[str, Reader], ...] = (
    (
        rf"""(?:(?:các|những|cuối|{NUMBER})\s)?(?:giai\sđoạn|thời\skỳ|nhiệm\skỳ|năm)\s
        (?:từ\s(?:năm\s)?)?(?P<from>{YEAR})\s?(?:-|đến(?:\shết)?(?:\snăm)?)\s?(?P<to>{YEAR})""",
        _read_years,
    ),
    (rf"giai\sđoạn\stừ\snay\sđến(?:\shết)?\snăm\s(?P<to>{YEAR})", _read_from_now),
    (r"(?:giai\sđoạn|thời\skỳ)\snày", _read_this_span),
    (
        rf"{_PARTED}năm\shọc\s(?:(?P<from>{YEAR})\s?[-/]\s?(?P<to>{YEAR})|(?P<shift>này|nay|mới|tới))",
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
        _read_season,
    ),
    (
        rf"""{_OPENING}ngày\s(?:m[ồù]ng\s)?(?P<day>{DAY})
        (?:{SLASH}|\stháng\s)(?P<month>{MONTH}){_OF_YEAR}""",
        _read_day,
    ),
    (
        rf"""{_OPENING}(?P<day>{DAY}){SLASH}(?P<month>{MONTH}){SLASH}(?P<year>{YEAR})""",
        _read_day,
    ),
    (
        rf"""{_OPENING}ngày\s(?:m[ồù]ng\s)?(?P<day>{DAY})(?:\stháng\s(?P<shift>này|tới|sau))?""",
        _read_day_of_month,
    ),
    (r"tuần\s(?P<shift>này|nay|tới|sau)", _read_week),
    (
        rf"""tuần\s(?P<edge>đầu|cuối)(?:\s(?:tiên|cùng))?\s(?:của\s)?
        tháng\s(?P<month>{MONTH}){_OF_YEAR}""",
        _read_week,
    ),
    (
        rf"""tháng\s(?P<from>{MONTH})\s?(?:,|và|-)\s?(?P<to>{MONTH})
        (?:{SLASH}|,?\snăm\s)(?P<year>{YEAR})""",
        _read_months,
    ),
    (rf"{_PARTED}tháng\s(?P<month>{MONTH}){_OF_YEAR}", _read_month),
    (rf"{_PARTED}tháng\s(?P<word>{_MONTH_WORD})\snăm\s(?P<year>{YEAR})", _read_month),
    (rf"T\.?(?P<month>{MONTH})/(?P<year>{YEAR})", _read_month),
    (
        rf"""qu[ýí]\s(?P<from>{QUARTER})\s?(?:,|và|-)\s?(?P<to>{QUARTER}){_OF_YEAR}""",
        _read_quarters,
    ),
    (rf"{_PARTED}(?:qu[ýí]\s?|Q\.?(?=[IV1-4]+/))(?P<quarter>{QUARTER}){_OF_YEAR}", _read_quarter),
    (
        rf"""(?:(?P<count>{NUMBER})|các|những)\stháng\s(?P<edge>đầu|cuối|còn\slại)\s
        (?:của\s)?năm(?:\s(?P<year>{YEAR})|\s(?P<shift>nay|tới|sau))?""",
        _read_some_months,
    ),
    (rf"{_PARTED}(?:cả\s)?năm\s(?:(?P<year>{YEAR})|(?P<shift>nay|tới|sau))", _read_year),
    (rf"(?P<part>{PART})\s(?P<unit>tháng|quý|năm)(?:\s(?P<shift>này|tới|sau))?", _read_this),
    (r"(?P<unit>tháng|quý)\s(?P<shift>này|nay|tới|sau)|cả\s(?P<unit_>năm)", _read_this),
    (r"hôm\snay|ngày\shôm\snay|ngày\s(?P<tomorrow>mai)", _read_today),
)
# These are times only after a word that says so: "trước 30/4", "đến 2030".
_BARE_FORMS: tuple[tuple[str, Reader], ...] = (
    (rf"(?P<from>{YEAR})\s?-\s?(?P<to>{YEAR})", _read_years),
    (rf"{_OPENING}(?P<day>{DAY})/(?P<month>{MONTH})", _read_day),
    (rf"(?P<month>{MONTH})/(?P<year>{YEAR})", _read_month),
    (rf"(?P<year>{YEAR})", _read_year),
    (r"hè", _read_season),
    (r"(?P<unit>tháng|quý|năm)(?=\s?[.,;)]|\s?\Z)", _read_this),
)


def nameless(pattern: str) -> str:
    """The pattern without group names, so that it can stand twice in another one."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


# What a named time can begin with: rules out most words before the forms are tried one by one.
_OPENINGS = r"""[0-9]|ngày|tháng|năm|qu[ýí]|Q\.?[IV1-4]|T\.?[0-9]|tuần|các|những|giai|thời|nhiệm|vụ|hè|hôm
    |đầu|giữa|cuối|nửa|thượng|trung|hạ|học|cả|sáng|trưa|chiều|tối|đêm
    |một|hai|ba|bốn|sáu|b[ảẩ]y|tám|chín|mười"""


def _bounded(patterns: Iterable[str], openings: str = _OPENINGS) -> str:
    """Any of the patterns, not inside a word, a number or a longer date."""
    return rf"""(?:(?<!\w)(?={openings})(?<![0-9][/.,])(?:{"|".join(nameless(p) for p in patterns)})
        (?!\w|/[0-9]|[.,-][0-9]|%))"""


class Calendar:
    """Reads named times and counts working days, with the holidays of a lexicon.

    ``named`` is the fragment of a verbose pattern for any time that says itself that it is one,
    ``loosely_named`` the same with bare dates ("30/4", "6/2026") and years, ``opening`` a pattern
    for what they can begin with.

    >>> calendar = Calendar([])
    >>> base = Base(anchor=date(2026, 3, 10))
    >>> [calendar.read(said, base).last.isoformat() for said in ("quý II", "cuối năm", "tháng 2")]
    ['2026-06-30', '2026-12-31', '2027-02-28']
    """

    def __init__(self, holidays: Sequence[Holiday]) -> None:
        self._holidays = tuple(holidays)
        self._off: dict[int, frozenset[date]] = {}
        self._by_name = {
            fold(name).lower(): holiday for holiday in holidays for name in (holiday.name, *holiday.aliases)
        }
        forms = (*_FORMS, *self._holiday_forms())
        openings = "|".join([_OPENINGS, *sorted({name.split()[0] for name in self._by_name})])
        self.opening = re.compile(rf"(?<!\w)(?:{openings})", re.VERBOSE | re.IGNORECASE)
        self.named = _bounded((pattern for pattern, _ in forms), openings)
        self.loosely_named = _bounded((pattern for pattern, _ in (*forms, *_BARE_FORMS)), openings)
        self._named = re.compile(self.named, re.VERBOSE | re.IGNORECASE)
        self._readers = [
            (re.compile(pattern, re.VERBOSE | re.IGNORECASE), reader) for pattern, reader in (*forms, *_BARE_FORMS)
        ]
        self._check_examples()

    def _holiday_forms(self) -> list[tuple[str, Reader]]:
        if not self._by_name:
            return []
        pattern = rf"""(?P<holiday>{alternation(list(self._by_name))})
            (?:\s(?P<lunar>{_LUNAR_YEAR}))?(?:\s(?:năm\s)?(?P<year>{YEAR}))?
            (?!\s(?-i:{_CAPITAL}))"""
        return [(pattern, self._read_holiday)]

    def _check_examples(self) -> None:
        for holiday in self._holidays:
            for expected, examples in ((True, holiday.examples), (False, holiday.not_examples)):
                for example in examples:
                    if self._names(holiday, example) != expected:
                        raise LexiconError(
                            f"the holiday {holiday.name!r} {'misses' if expected else 'matches'} "
                            f"its {'' if expected else 'counter-'}example {example!r}"
                        )

    def _names(self, holiday: Holiday, example: str) -> bool:
        found = " ".join(m.group().lower() for m in self._named.finditer(fold(example)))
        names = sorted((n for n in self._by_name if n in found), key=len)
        return bool(names) and self._by_name[names[-1]] is holiday

    def find(self, text: str) -> str | None:
        """The first named time in folded text, as said there."""
        match = self._named.search(text)
        return match.group() if match else None

    def read(self, said: str, base: Base) -> Stretch:
        """The days of a named time; ``said`` is folded text that ``loosely_named`` matched.

        Raises ImpossibleDateError where there is no such day and UnknownDayError where nothing tells the
        year; the message is the reason.
        """
        for pattern, reader in self._readers:
            match = pattern.fullmatch(said)
            if match:
                groups = {n.rstrip("_"): v for n, v in match.groupdict().items() if v is not None}
                return _with_clock(said, reader(groups, base))
        raise UnknownDayError(f"{said!r} names no time that the calendar knows")

    def _read_holiday(self, groups: Groups, base: Base) -> Stretch:
        holiday = self._by_name[" ".join(groups["holiday"].lower().split())]
        if holiday.month and holiday.day:
            number, of = holiday.month, holiday.day
            fixed = _in_year(groups, base, lambda y: day(y, number, of))
            return replace(fixed, sort="holiday")
        if "lunar" in groups:
            lunar = groups["lunar"].lower().replace("tí", "tý").replace("tị", "tỵ")
            days = [d for d in holiday.days if _lunar_year(d.year) == lunar]
        elif "year" in groups:
            days = [d for d in holiday.days if d.year == int(groups["year"])]
        else:
            days = [d for d in holiday.days if d >= base.day]
        if not days:
            raise UnknownDayError(f"the lexicon has no day for {' '.join(groups.values())!r}")
        stated = "lunar" in groups or "year" in groups
        one = day(days[0].year, days[0].month, days[0].day)
        return replace(one, sort="holiday", year_inferred=not stated)

    def days_off(self, of: int) -> frozenset[date]:
        """The holidays of a year, with the working days that make up for those on weekends.

        Labour Code 2019, article 111.3: a holiday on a weekly day off is made up for on the next
        working day.
        """
        if of in self._off:
            return self._off[of]
        off: set[date] = set()
        for first, count in sorted(self._leaves(of)):
            days = [first + timedelta(n) for n in range(count)]
            off.update(days)
            free = days[-1]
            for _ in filter(_is_weekend, days):
                free += timedelta(1)
                while _is_weekend(free) or free in off:
                    free += timedelta(1)
                off.add(free)
        return self._off.setdefault(of, frozenset(off))

    def _leaves(self, of: int) -> Iterable[tuple[date, int]]:
        for holiday in self._holidays:
            if holiday.off and holiday.month and holiday.day:
                yield date(of, holiday.month, holiday.day), holiday.off
            elif holiday.off:
                yield from ((d, holiday.off) for d in holiday.days if d.year == of)

    def add_working_days(self, start: date, count: int) -> date:
        """The day ``count`` working days after ``start``, which is not counted itself.

        >>> Calendar([]).add_working_days(date(2026, 3, 10), 10).isoformat()
        '2026-03-24'
        """
        at, left = start, count
        while left:
            at += timedelta(1)
            left -= not (_is_weekend(at) or at in self.days_off(at.year))
        return at


def _is_weekend(of: date) -> bool:
    return of.weekday() >= 5


def _lunar_year(number: int) -> str:
    return f"{_STEMS[(number - 4) % 10]} {_BRANCHES[(number - 4) % 12]}"


_CLOCK_PARTS = re.compile(r"(?P<hour>[0-9]{1,2})\D{0,5}(?P<minute>[0-5][0-9])?(?!\d)")
_CLOCK_FIRST = re.compile(CLOCK, re.VERBOSE | re.IGNORECASE)


def read_clock(said: str) -> str:
    """A time of the day as HH:MM.

    >>> read_clock("17 giờ 30 phút"), read_clock("9h"), read_clock("08:15")
    ('17:30', '09:00', '08:15')
    """
    match = _CLOCK_PARTS.match(said)
    if match is None or int(match["hour"]) > 24:
        raise ImpossibleDateError(f"{said!r} is no time of the day")
    return f"{int(match['hour']):02d}:{match['minute'] or '00'}"


def _with_clock(said: str, stretch: Stretch) -> Stretch:
    clock = _CLOCK_FIRST.match(said)
    if clock is None:
        return stretch
    time = read_clock(clock.group())
    return replace(stretch, time=time, grain="minute", timex=f"{stretch.timex}T{time}")


_TITLE_TIME = re.compile(
    rf"""(?P<now>từ\snay\s)?(?P<until>(?:đến|trước)(?:\s(?:hết|ngày))?\s)?
    (?P<said>{_bounded(pattern for pattern, _ in _FORMS)})""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_ABOUT = re.compile(r"(?:tầm\snhìn|luật|hiến\spháp|pháp\slệnh)[^,.;]{0,60}\Z|ngày\s\Z", re.IGNORECASE)


def period_of(text: str, anchor: date | None) -> tuple[date, date] | None:
    """The days that a title says its document is about; the last named time wins.

    Single days are dates of other documents, unless they end a time ("từ nay đến ngày 30/6/2025").

    >>> period_of("tình hình quý I và nhiệm vụ trọng tâm quý II/2015", date(2015, 4, 8))
    (datetime.date(2015, 4, 1), datetime.date(2015, 6, 30))
    >>> period_of("phát triển giao thông", None) is None
    True
    """
    folded = " ".join(fold(text).split())
    calendar = _plain_calendar()
    found = None
    for match in _TITLE_TIME.finditer(folded):
        left = folded[max(0, match.start() - 80) : match.start()]
        if _NOT_ABOUT.search(left):
            continue
        try:
            stretch = calendar.read(match["said"], Base(anchor=anchor))
        except (ImpossibleDateError, UnknownDayError):
            continue
        found = _titled(match, stretch, anchor) or found
    return found


def _titled(match: re.Match[str], stretch: Stretch, anchor: date | None) -> tuple[date, date] | None:
    if match["until"]:
        return (anchor, stretch.last) if anchor and anchor <= stretch.last else None
    return (stretch.first, stretch.last) if stretch.first < stretch.last else None


@cache
def _plain_calendar() -> Calendar:
    return Calendar([])
