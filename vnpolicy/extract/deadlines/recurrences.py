"""Named times that come again: "trước ngày 05 hằng tháng", "17 giờ thứ sáu hằng tuần"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vnpolicy.analysis import Boundary
from vnpolicy.extract.calendar import read_clock
from vnpolicy.extract.calendar.grammar import (
    CLOCK,
    DAY,
    EVERY,
    MONTH,
    QUARTER,
    WEEKDAY,
    pattern,
    read_numeral,
    read_weekday,
)
from vnpolicy.extract.deadlines.boundary import AND, BOUNDARY, boundary_of
from vnpolicy.extract.deadlines.frequencies import each, frequency, recurring
from vnpolicy.extract.deadlines.reading import Found, Reading
from vnpolicy.extract.deadlines.scene import UNITS, Rule, Scene

_ASIDE = r"(?:\s\([^()]{1,80}\))?"

# Days of the year

_DAY_AND_MONTH = rf"(?:ngày\s)?{DAY}(?:[/-]|\stháng\s){MONTH}(?!\w|[/-][0-9])"
_YEARLY_DAYS = pattern(
    rf"""(?<!\w)(?:{BOUNDARY}\s)?(?P<days>(?<![\w/.-]){_DAY_AND_MONTH}{_ASIDE}
        (?:{AND}(?:trước\s)?{_DAY_AND_MONTH}{_ASIDE}){{0,4}}
        )\s{EVERY}\snăm(?!\w)"""
)
_YEARLY_DAY = pattern(rf"(?:trước\s)?(?:ngày\s)?(?P<day>{DAY})(?:[/-]|\stháng\s)(?P<month>{MONTH})(?!\w)")
_YEARLY_MONTH = pattern(
    rf"""(?<!\w)(?:{BOUNDARY}\s)?(?:(?:đầu|giữa|cuối)\s)?(?:tháng\s(?P<month>{MONTH})
        |quý\s(?P<quarter>{QUARTER}))\s{EVERY}\snăm(?!\w)"""
)
_EVERY_SEASON = pattern(
    rf"""(?<!\w)(?:trước|sau|vào|trong)\s(?:mùa|dịp|đợt|kỳ)(?:\s[^\s,.;:]+){{1,5}}?
        \s{EVERY}\snăm(?!\w)"""
)


def _read_yearly_days(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read "trước ngày 01/6 và 15/11 hằng năm": each day is one, the later ones from their own."""
    boundary = boundary_of(match, match["days"])
    for a, b, one in each(match, "days", _YEARLY_DAY):
        yield Found(a, b, yearly(boundary, int(one["month"]), int(one["day"])))


def yearly(boundary: Boundary, month: int, of: int) -> Reading:
    """A day of each year; without a rule where no year has it."""
    reading = recurring(boundary, f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={of}", f"XXXX-{month:02d}-{of:02d}")
    if of <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return reading
    return replace(reading, rrule=None, reason=f"{of}/{month} does not exist", flags=("impossible_date",))


def _read_yearly_month(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    month = match["month"] or 3 * read_numeral(match["quarter"])
    rule = f"FREQ=YEARLY;BYMONTH={int(month)}"
    yield Found(*match.span(), recurring(boundary_of(match, match.group()), rule, "P1Y"))


def _read_every_season(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    boundary: Boundary = "before" if match.group().lower().startswith("trước") else "in"
    yield Found(*match.span(), recurring(boundary, *frequency("năm")))


# Days of the month and of the quarter

_EVERY_QUARTER = r"""(?:của\s|trong\s)?tháng\s(?P<which>đầu|cuối|thứ\s(?:nhất|hai|ba|[123]))
    (?:\s(?:tiên|cùng))?(?:\s(?:của|trong))?(?:\s(?:mỗi|hằng|hàng|từng))?
    \squý(?:\s(?:sau|tiếp\stheo|kế\stiếp|trước))?(?!\w)"""
_EVERY_MONTH = rf"""(?:{EVERY}\stháng|của\s(?:{EVERY}\s)?tháng(?!\s(?:[0-9]|này))
    (?:\s(?:trước\sđó|trước|sau|kế\stiếp|tiếp\stheo|liền\skề))?
    |tháng\s(?:kế\stiếp|tiếp\stheo|liền\skề|trước\sđó))(?!\w)"""
_DAY_OF_MONTH = rf"(?:(?:ngày\s)?m[ồù]ng\s{DAY}(?!\w|[/.-][0-9])|ngày\s(?:{DAY}(?!\w|[/.-][0-9])|cuối(?:\scùng)?))"
_MONTHLY_DAYS = pattern(
    rf"""(?<!\w)(?:(?:từ\sngày\s(?P<opening>{DAY})\sđến(?:\shết)?|{BOUNDARY})\s)?
        (?P<days>{_DAY_OF_MONTH}{_ASIDE}
            (?:{AND}(?:trước\s)?(?:{_DAY_OF_MONTH}|{DAY}){_ASIDE}){{0,3}})
        \s(?:{_EVERY_QUARTER}|{_EVERY_MONTH})"""
)
_MONTHLY_DAY = pattern(rf"(?:trước\s)?(?:ngày\s(?:m[ồù]ng\s)?)?(?<!\w)(?P<day>{DAY}(?![\w)])|cuối(?:\scùng)?)")
_EVERY_THEN = pattern(
    rf"""(?<!\w)(?:(?:định\skỳ\s)?{EVERY}\s(?P<unit>ngày|tháng|quý|năm)|định\skỳ(?:\s(?P<every>(?:06|6|sáu)\stháng|năm))?
          |(?P<listed>(?:06|6|sáu)\stháng|tháng|quý|năm)(?=\s\((?:trước|chậm)\s))
        ,?\s(?P<aside>\()?(?:{BOUNDARY}\s)?
        (?:(?P<of_year>{_DAY_AND_MONTH})
          |(?P<day>{_DAY_OF_MONTH})(?:\s{_EVERY_QUARTER})?
          |(?:đầu\s|giữa\s|cuối\s)?tháng\s(?P<month>{MONTH})
          |(?P<clock>(?<!\w){CLOCK}))
        (?!\w|[/-][0-9]|\stháng|\s{EVERY}\s|{AND}(?:trước\s)?(?:ngày\s)?[0-9])(?(aside)[^().;]{{0,60}}\))"""
)
_WORKING_DAY = pattern(
    rf"""(?<!\w)(?:{BOUNDARY}\s)?ngày\slàm\sviệc\s(?P<edge>cuối|đầu)(?:\s(?:cùng|tiên))?
        \s{_EVERY_MONTH}"""
)
_WEEK_OF = pattern(
    rf"""(?<!\w)(?:{BOUNDARY}\s)?(?:tuần|ngày)\s(?:đầu|cuối)(?:\s(?:tiên|cùng))?\s
        (?:{_EVERY_QUARTER}|{_EVERY_MONTH}|(?:của\s)?{EVERY}\s(?P<unit>quý|năm)(?!\w))"""
)


def _read_monthly_days(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    boundary: Boundary = "by" if match["opening"] else boundary_of(match, "ngày")
    for a, b, one in each(match, "days", _MONTHLY_DAY):
        last = int(one["day"]) if one["day"] and one["day"].isdigit() else -1
        first = int(match["opening"] or last)
        reading = monthly(boundary, first, match["which"])
        yield Found(a, b, replace(reading, duration=_days_from(first, last)))


def _days_from(first: int, last: int) -> str | None:
    """The length of a stretch of days in a month; unknown up to its end."""
    return f"P{last - first + 1}D" if first < last else None


def monthly(boundary: Boundary, of: int, which: str | None = None) -> Reading:
    """A day of each month, -1 for the last one, or of one month of each quarter ("cuối", "thứ 2")."""
    if which:
        rule = f"FREQ=YEARLY;BYMONTH={_quarter_months(which)};BYMONTHDAY={of}"
        return recurring(boundary, rule, "P3M")
    return recurring(boundary, f"FREQ=MONTHLY;BYMONTHDAY={of}", "P1M")


def _quarter_months(which: str) -> str:
    word = which.lower().split()[-1]
    place = {"đầu": 1, "nhất": 1, "1": 1, "hai": 2, "2": 2}.get(word, 3)
    return ",".join(str(month) for month in range(place, 13, 3))


def _read_every_then(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Read "hằng tháng, trước ngày 18", "hằng năm (vào đầu tháng 12)", "hằng ngày trước 16 giờ"."""
    unit = (match["unit"] or match["every"] or match["listed"] or "").lower()
    reading = _each(match, unit)
    if reading:
        yield Found(*match.span(), reading)
    elif match["unit"]:  # the time beside is another one
        yield Found(match.start(), match.end("unit"), recurring("in", *frequency(unit)))


def _each(match: re.Match[str], unit: str) -> Reading | None:
    """What is said of every such unit ("" is "định kỳ" alone); None where the time does not fit it."""
    boundary = boundary_of(match, "tháng" if match["month"] else "ngày")
    half = unit.endswith(" tháng")
    if match["of_year"] and (half or unit in ("năm", "")):
        one = _YEARLY_DAY.fullmatch(match["of_year"])
        return yearly(boundary, int(one["month"]), int(one["day"])) if one else None
    if match["day"] and (half or unit in ("tháng", "quý", "")):
        digits = re.search(r"[0-9]+", match["day"])
        day = int(digits.group()) if digits else -1
        if half or (unit == "quý" and not match["which"]):
            rule, timex = frequency("tháng", 6 if half else 3)
            return recurring(boundary, f"{rule};BYMONTHDAY={day}", timex)
        return monthly(boundary, day, match["which"])
    if match["month"] and unit in ("năm", ""):
        return recurring(boundary, f"FREQ=YEARLY;BYMONTH={int(match['month'])}", "P1Y")
    if match["clock"] and unit in ("ngày", ""):
        return _daily(boundary, match["clock"])
    return None


def _read_working_day(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    place = -1 if match["edge"].lower() == "cuối" else 1
    rule = f"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={place}"
    yield Found(*match.span(), recurring(boundary_of(match, "ngày"), rule, "P1M"))


def _read_week_of(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    unit = "quý" if match["which"] else (match["unit"] or "tháng")
    yield Found(*match.span(), recurring(boundary_of(match, ""), *frequency(unit)))


# Days of the week, hours of the day

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKLY_DAY = pattern(
    rf"""(?<!\w)(?:{BOUNDARY}\s)?(?:(?P<clock>{CLOCK}),?\s)?(?:(?:sáng|chiều|tối)\s)?(?:ngày\s)?{WEEKDAY}\s
        (?:(?:{EVERY}|của|trong)\s(?:mỗi\s)?tuần(?!\w)
          |(?:của\s)?(?:tuần\s)?(?P<edge>đầu|cuối)(?:\s(?:tiên|cùng))?\s(?:{_EVERY_MONTH}|tháng(?!\s[0-9])(?!\w)))"""
)
_DAILY_HOURS = pattern(
    rf"""(?<!\w)(?:{BOUNDARY}\s)?(?P<hours>(?<![\w.,/]){CLOCK}(?:{AND}(?:trước\s)?{CLOCK}){{0,3}})
        \s{EVERY}\sngày(?!\w)"""
)
_HOUR = pattern(rf"(?:trước\s)?(?P<clock>{CLOCK})")


def _read_weekly_day(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    weekday = _DAYS[read_weekday(match["weekday"])]
    boundary = boundary_of(match, "ngày") if match["before"] or match["by"] else "at"
    time = read_clock(match["clock"]) if match["clock"] else None
    rule, timex = f"FREQ=WEEKLY;BYDAY={weekday}", "P1W"
    if match["edge"]:
        place = "-1" if match["edge"].lower() == "cuối" else "1"
        rule, timex = f"FREQ=MONTHLY;BYDAY={place}{weekday}", "P1M"
    yield Found(*match.span(), recurring(boundary, rule, timex, time))


def _read_daily_hours(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    boundary = boundary_of(match, "ngày")
    for a, b, one in each(match, "hours", _HOUR):
        yield Found(a, b, _daily(boundary, one["clock"]))


def _daily(boundary: Boundary, clock: str) -> Reading:
    """A time of each day."""
    time = read_clock(clock)
    hour, minute = (int(part) for part in time.split(":"))
    rule = f"FREQ=DAILY;BYHOUR={hour % 24}" + (f";BYMINUTE={minute}" if minute else "")
    return recurring(boundary, rule, "P1D", time)


_EACH = ("hằng ", "hàng ", "mỗi ", "từng ")


def _every(*units: str) -> tuple[str, ...]:
    return tuple(f"{every}{unit}" for every in _EACH for unit in units)


_EVERY_YEAR = (UNITS, _EACH, _every("năm"))
_OF_MONTH = (
    *_every("tháng"),
    *(f"tháng {which}" for which in ("đầu", "cuối", "thứ", "kế", "tiếp", "liền", "trước")),
    "của tháng",
)  # fmt: skip

# The order is that of certainty.
RECURRENCE_RULES = (
    Rule(
        "every_then",
        (
            (*_EACH, "định kỳ", " (trước", " (chậm"),
            (*_every("ngày", "tháng", "quý", "năm"), "định kỳ", " (trước", " (chậm"),
        ),
        _EVERY_THEN,
        _read_every_then,
    ),
    Rule("yearly_day", _EVERY_YEAR, _YEARLY_DAYS, _read_yearly_days),
    Rule("monthly_day", (UNITS, ("tháng",), _OF_MONTH), _MONTHLY_DAYS, _read_monthly_days),
    Rule("working_day", (UNITS, ("ngày làm việc",)), _WORKING_DAY, _read_working_day),
    Rule("yearly_month", _EVERY_YEAR, _YEARLY_MONTH, _read_yearly_month),
    Rule("weekly_day", (UNITS, ("tuần", "tháng"), ("thứ ", "chủ nhật")), _WEEKLY_DAY, _read_weekly_day),
    Rule("daily_hour", (UNITS, _EACH, _every("ngày")), _DAILY_HOURS, _read_daily_hours),
    Rule("week_of", (UNITS, ("tuần đầu", "tuần cuối", "ngày đầu", "ngày cuối")), _WEEK_OF, _read_week_of),
    Rule("every_season", _EVERY_YEAR, _EVERY_SEASON, _read_every_season),
)
