"""Ways of naming a time, each a fragment of a verbose pattern with the reader of its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from vnpolicy.extract.calendar.base import SHIFTS, Base, Groups, Reader, in_year
from vnpolicy.extract.calendar.grammar import (
    DAY,
    MONTH,
    OF_YEAR,
    OPENING,
    PART,
    PARTED,
    QUARTER,
    SLASH,
    WEEKDAY,
    YEAR,
    nameless,
    opening_with,
    read_numeral,
    read_weekday,
)
from vnpolicy.extract.calendar.lunar_times import LUNAR_FORMS
from vnpolicy.extract.calendar.seasons import SEASON_FORMS, read_season
from vnpolicy.extract.calendar.stretches import (
    EDGES,
    ImpossibleDateError,
    Stretch,
    UnknownDayError,
    add_months,
    day,
    month,
    months,
    part_of,
    quarter,
    week,
    year,
    years,
)
from vnpolicy.extract.numbers import NUMBER, read_number


def _parted(groups: Groups, whole: Stretch) -> Stretch:
    return part_of(whole, groups["part"].lower()) if "part" in groups else whole


def _read_day(groups: Groups, base: Base) -> Stretch:
    return in_year(groups, base, lambda y: day(y, int(groups["month"]), int(groups["day"])))


def _read_day_of_month(groups: Groups, base: Base) -> Stretch:
    """Read "ngày 20" alone: in the month beside it, in the month that is said, or the next one."""
    number = int(groups["day"])
    if base.beside:
        return day(base.beside.first.year, base.beside.first.month, number)
    start = add_months(base.day.replace(day=1), SHIFTS[groups.get("shift", "này").lower()])
    if "shift" not in groups and number < base.day.day:
        start = add_months(start, 1)
    return replace(day(start.year, start.month, number), year_inferred=True)


def _read_today(groups: Groups, base: Base) -> Stretch:
    one = base.day + timedelta("tomorrow" in groups)
    return day(one.year, one.month, one.day)


def _read_short_year(groups: Groups, base: Base) -> Stretch:
    """Read "ngày 05/4/26": the century is the one that puts the day next to the document's year."""
    short, near = int(groups["short"]), base.year
    number = near + (short - near + 50) % 100 - 50
    return replace(day(number, int(groups["month"]), int(groups["day"])), year_inferred=True)


def _read_weekday(groups: Groups, base: Base) -> Stretch:
    whole = _read_week(groups, base)
    one = whole.first + timedelta(read_weekday(groups.get("weekday")))
    return day(one.year, one.month, one.day)


def _read_week(groups: Groups, base: Base) -> Stretch:
    return week(base.day + timedelta(7 * SHIFTS[groups["shift"].lower()]))


def _read_week_of_month(groups: Groups, base: Base) -> Stretch:
    def build(number: int) -> Stretch:
        whole = replace(month(number, int(groups["month"])), grain="week")
        if groups["edge"].lower() == "đầu":
            return replace(whole, last=whole.first.replace(day=7))
        return replace(whole, first=whole.last - timedelta(6))

    return in_year(groups, base, build)


def _read_month(groups: Groups, base: Base) -> Stretch:
    return in_year(groups, base, lambda y: _parted(groups, month(y, int(groups["month"]))))


def _read_month_in_words(groups: Groups, base: Base) -> Stretch:
    # Alone "tư" and "năm" are no numbers: see NUMBER.
    number = {"tư": 4, "năm": 5}.get(groups["word"].lower()) or _count(groups["word"])
    return in_year(groups, base, lambda y: _parted(groups, month(y, number)))


def _count(said: str) -> int:
    return int(read_number(said) or 0)


def _read_quarter(groups: Groups, base: Base) -> Stretch:
    number = read_numeral(groups["quarter"])
    return in_year(groups, base, lambda y: _parted(groups, quarter(y, number)))


def _read_months(groups: Groups, base: Base) -> Stretch:
    first, last = int(groups["from"]), int(groups["to"])
    if last < first:
        raise ImpossibleDateError(f"months {first} to {last} of one year")
    return in_year(groups, base, lambda y: months(y, first, last, f"{y}-{first:02d}/{y}-{last:02d}", "span"))


def _read_quarters(groups: Groups, base: Base) -> Stretch:
    first, last = read_numeral(groups["from"]), read_numeral(groups["to"])
    if last < first:
        raise ImpossibleDateError(f"quarters {first} to {last} of one year")
    return in_year(groups, base, lambda y: months(y, 3 * first - 2, 3 * last, f"{y}-Q{first}/{y}-Q{last}", "span"))


def _read_some_months(groups: Groups, base: Base) -> Stretch:
    """Read "6 tháng đầu năm"; "những tháng cuối năm" is the last quarter, roughly."""
    count = _count(groups["count"]) if "count" in groups else 3
    if not 0 < count <= 12:
        raise ImpossibleDateError(f"{count} months of one year")
    opens = EDGES[groups["edge"].lower()] == "START"
    first, last = (1, count) if opens else (13 - count, 12)

    def build(number: int) -> Stretch:
        if count == 6:
            return months(number, first, last, f"{number}-H{1 if opens else 2}", "half")
        return months(number, first, last, f"{number}-{first:02d}/{number}-{last:02d}", "span")

    return replace(in_year(groups, base, build), approximate="count" not in groups)


def _read_rest_of_year(groups: Groups, base: Base) -> Stretch:
    whole = _read_year(groups, base)
    begun = base.anchor is not None and whole.first <= base.anchor <= whole.last
    return replace(whole, first=base.day if begun else whole.first)


def _read_year(groups: Groups, base: Base) -> Stretch:
    return in_year(groups, base, lambda y: _parted(groups, year(y)))


def _read_years(groups: Groups, base: Base) -> Stretch:
    # A term of office ends with the next congress, at a day that nobody knows.
    return replace(years(int(groups["from"]), int(groups["to"])), approximate="term" in groups)


def _read_from_now(groups: Groups, base: Base) -> Stretch:
    return replace(years(base.day.year, int(groups["to"])), first=base.day)


def _read_this_span(groups: Groups, base: Base) -> Stretch:
    if base.period is None:
        raise UnknownDayError("the document does not name the period that it is about")
    first, last = base.period
    return Stretch(first=first, last=last, grain="span", timex=f"{first}/{last}", sort="years")


def _read_this(groups: Groups, base: Base) -> Stretch:
    """Read "tháng này", "cuối quý", "cả năm": the month, quarter or year of the document."""
    unit, shift = groups["unit"].lower(), SHIFTS[groups.get("shift", "này").lower()]
    if unit == "năm":
        return in_year({}, base, lambda y: _parted(groups, year(y)))
    length = 1 if unit == "tháng" else 3
    start = base.period[0] if base.period and _months_in(base.period) == length else base.day
    start = add_months(start.replace(day=1), shift * length)
    whole = month(start.year, start.month) if length == 1 else quarter(start.year, (start.month + 2) // 3)
    return replace(_parted(groups, whole), year_inferred="shift" not in groups)


def _months_in(period: tuple[date, date]) -> int:
    first, last = period
    return (last.year - first.year) * 12 + last.month - first.month + 1


_TWO_DIGITS = r"(?:[0-9]{1,2})"
_MONTH_WORD = r"(?:mười\s(?:một|hai)|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"

# The first that fits wins.
FORMS: tuple[tuple[str, Reader], ...] = (
    (
        rf"""(?:(?:các|những|cuối|{NUMBER})\s)?(?:giai\sđoạn|thời\skỳ|(?P<term>nhiệm\skỳ)|năm)\s
        (?:từ\s(?:năm\s)?)?(?P<from>{YEAR})\s?(?:-|đến(?:\shết)?(?:\snăm)?)\s?(?P<to>{YEAR})""",
        _read_years,
    ),
    (
        rf"""giai\sđoạn\s(?:I{{1,3}}|IV|[1-9])\s\((?:từ\s)?(?:năm\s)?
        (?P<from>{YEAR})\s?(?:-|đến(?:\snăm)?)\s?(?P<to>{YEAR})\)""",
        _read_years,
    ),
    (rf"giai\sđoạn\stừ\snay\sđến(?:\shết)?\snăm\s(?P<to>{YEAR})", _read_from_now),
    (r"(?:giai\sđoạn|thời\skỳ)\snày", _read_this_span),
    *SEASON_FORMS,
    *LUNAR_FORMS,
    (
        rf"""{OPENING}ngày\s(?:m[ồù]ng\s)?(?P<day>{DAY})
        (?:{SLASH}|\stháng\s)(?P<month>{MONTH}){OF_YEAR}""",
        _read_day,
    ),
    (rf"{OPENING}(?P<day>{DAY}){SLASH}(?P<month>{MONTH}){SLASH}(?P<year>{YEAR})", _read_day),
    (
        rf"{OPENING}ngày\s(?:m[ồù]ng\s)?(?P<day>{DAY})(?:\stháng\s(?P<shift>này|tới|sau))?",
        _read_day_of_month,
    ),
    (rf"{OPENING}ngày\s(?P<day>{DAY})/(?P<month>{MONTH})/(?P<short>[0-9]{{2}})", _read_short_year),
    (rf"{OPENING}(?:ngày\s)?{WEEKDAY}\s(?:của\s)?tuần\s(?P<shift>này|nay|tới|sau)", _read_weekday),
    (r"tuần\s(?P<shift>này|nay|tới|sau)", _read_week),
    (
        rf"""tuần\s(?P<edge>đầu|cuối)(?:\s(?:tiên|cùng))?\s(?:của\s)?
        tháng\s(?P<month>{MONTH}){OF_YEAR}""",
        _read_week_of_month,
    ),
    (
        rf"""(?:các\s)?tháng\s(?P<from>{MONTH})\s?(?:,|và|-)\s?(?P<to>{MONTH})
        (?:{SLASH}|,?\snăm\s)(?P<year>{YEAR})""",
        _read_months,
    ),
    (rf"{PARTED}tháng\s(?P<month>{MONTH}){OF_YEAR}", _read_month),
    (rf"{PARTED}tháng\s(?P<word>{_MONTH_WORD})\snăm\s(?P<year>{YEAR})", _read_month_in_words),
    (rf"T\.?(?P<month>{MONTH})/(?P<year>{YEAR})", _read_month),
    (rf"(?:các\s)?qu[ýí]\s(?P<from>{QUARTER})\s?(?:,|và|-)\s?(?P<to>{QUARTER}){OF_YEAR}", _read_quarters),
    (rf"{PARTED}(?:qu[ýí]\s?|Q\.?(?=[IV1-4]+/))(?P<quarter>{QUARTER}){OF_YEAR}", _read_quarter),
    (
        rf"""(?:(?P<count>{NUMBER})|các|những)\stháng\s(?P<edge>đầu|cuối|còn\slại)\s
        (?:của\s)?năm(?:\s(?P<year>{YEAR})|\s(?P<shift>nay|tới|sau))?""",
        _read_some_months,
    ),
    (rf"{PARTED}(?:cả\s)?năm\s(?:(?P<year>{YEAR})|(?P<shift>nay|tới|sau))", _read_year),
    (rf"(?P<part>{PART})\s(?P<unit>tháng|quý|năm)(?:\s(?P<shift>này|tới|sau))?", _read_this),
    (r"(?P<unit>tháng|quý)\s(?P<shift>này|nay|tới|sau)", _read_this),
    (r"cả\s(?P<unit>năm)", _read_this),
    (
        rf"""(?:khoảng\s)?thời\sgian\scòn\slại\s(?:của\s|trong\s)?
        năm(?:\s(?:(?P<year>{YEAR})|(?P<shift>nay)))?""",
        _read_rest_of_year,
    ),
    (r"hôm\snay|ngày\shôm\snay|ngày\s(?P<tomorrow>mai)", _read_today),
    # No such times: their readers say so.
    (rf"{OPENING}ngày\s(?P<day>{_TWO_DIGITS})(?:{SLASH}|\stháng\s)(?P<month>{_TWO_DIGITS}){OF_YEAR}", _read_day),
    (rf"{OPENING}(?P<day>{_TWO_DIGITS})/(?P<month>{_TWO_DIGITS})/(?P<year>{YEAR})", _read_day),
    (rf"tháng\s(?P<month>{_TWO_DIGITS})(?:{SLASH}|\snăm\s)(?P<year>{YEAR})", _read_month),
    (rf"qu[ýí]\s(?P<quarter>VI?|0?[5-9])(?:{SLASH}|\snăm\s)(?P<year>{YEAR})", _read_quarter),
)
# These are times only after a word that says so: "trước 30/4", "đến 2030".
BARE_FORMS: tuple[tuple[str, Reader], ...] = (
    (rf"(?P<from>{YEAR})\s?-\s?(?P<to>{YEAR})", _read_years),
    (rf"{OPENING}(?P<day>{DAY})/(?P<month>{MONTH})", _read_day),
    (rf"(?P<month>{MONTH})/(?P<year>{YEAR})", _read_month),
    (rf"(?P<year>{YEAR})", _read_year),
    (r"hè", read_season),
    (r"(?P<unit>tháng|quý|năm)(?=\s?[.,;)]|\s?\Z|\s(?:phải|đạt|hoàn\sthành)(?!\w))", _read_this),
)

# What a time can begin with if not with a digit, as fragments of patterns, and of what it holds something in
# lower case. The more a beginning says, the less often a pattern is tried in vain.
_UNIT = r"(?:tháng|quý|quí|năm)"
_MANY = ("các", "những", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", r"mười(?:\s\w+)?")
BEGINNINGS = (
    "ngày", "tháng", "năm", "quý", "quí", "qi", "qv", "q[1-4]", r"q\.[iv1-4]", "t[0-9]", r"t\.[0-9]", "tuần",
    r"giai\sđoạn", r"thời\s(?:kỳ|gian)", r"khoảng\sthời", r"nhiệm\skỳ", r"vụ\s", "hè", r"hôm\snay", r"học\skỳ",
    *(rf"{part}\s(?:của\s)?(?:{_UNIT}|(?:giai|thời|nhiệm)\s)" for part in ("đầu", "giữa", "cuối")), "nửa",
    *(rf"{part}\stuần" for part in ("thượng", "trung", "hạ")), r"cả\snăm",
    *(rf"{many}\s(?:{_UNIT}|(?:giai|thời|nhiệm)\s)" for many in _MANY),
    *(rf"{part}\s(?:ngày|m[ồù]ng|rằm|thứ|chủ|[0-9])" for part in ("sáng", "trưa", "chiều", "tối", "đêm")),
    r"thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])", r"chủ\snhật", "mồng", "mùng", r"rằm\stháng",
)  # fmt: skip
WORDS = (
    "năm", "ngày", "tháng", "/", "20", "19", "quý", "quí", "tuần", "giai đoạn", "thời kỳ", "học kỳ", "hè", "tết",
    "hôm nay",
)  # fmt: skip


def bounded(forms: Iterable[str], beginnings: Iterable[str] = BEGINNINGS) -> str:
    """Any of the forms, not inside a word, a number or a longer date, nor of "mỗi tháng 2 lần"."""
    branches: list[str] = []
    for opened, alike in groupby(map(nameless, forms), lambda form: form.startswith(OPENING)):
        branch = "|".join(form.removeprefix(OPENING) for form in alike)
        branches.append(f"{OPENING}(?:{branch})" if opened else branch)
    return rf"""(?:(?<!\w)(?<!mỗi\s)(?<!hằng\s)(?:(?=[0-9])|{opening_with(beginnings)})(?<![0-9][/.,])
        (?:{"|".join(branches)})(?!\w|/[0-9]|[.,-][0-9]|%))"""
