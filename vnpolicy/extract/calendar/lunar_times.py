"""Ways of naming a time of the lunar calendar: "10/3 âm lịch", "rằm tháng Giêng", "mùng 6 Tết"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from vnpolicy.extract.calendar.base import SHIFTS, Base, Groups, Reader
from vnpolicy.extract.calendar.grammar import DAY, MONTH, OPENING, YEAR
from vnpolicy.extract.calendar.lunar import lunar_day, lunar_month
from vnpolicy.extract.calendar.stretches import ImpossibleDateError, Stretch, day
from vnpolicy.extract.numbers import read_number

_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = (
    "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi",
)  # fmt: skip
_CYCLE = [f"{_STEMS[n % 10]} {_BRANCHES[n % 12]}" for n in range(60)]
_FIRST_OF_CYCLE = 1984
_NAME = rf"(?:{'|'.join(_STEMS)})\s(?:{'|'.join(_BRANCHES)}|tí|tị)"
OF_LUNAR_YEAR = rf"""(?:\s(?:năm\s)?(?:(?P<lunar>{_NAME})(?:\s(?:-\s)?{YEAR}(?!\w))?|(?P<year>{YEAR}))
    |\snăm\s(?P<shift>nay|tới|sau))?"""


def in_lunar_year(groups: Groups, base: Base, build: Callable[[int], Stretch]) -> Stretch:
    """``build`` for the lunar year that is said ("Đinh Mùi"), else for the one whose days fit.

    ``build`` takes the year in which the lunar year begins. A year said in digits is the one in which
    the days themselves lie; without any year it is the next time from the day of the document on.
    """
    if "lunar" in groups:
        return build(_named_year(groups["lunar"], base.day.year))
    if "year" in groups:
        return _lying_in(int(groups["year"]), build)
    if "shift" in groups:
        return _lying_in(base.day.year + SHIFTS[groups["shift"].lower()], build)
    if base.anchor is None and base.beside is None:
        return replace(_lying_in(base.year, build), year_inferred=True)
    near = base.beside.first.year if base.beside else base.day.year
    times = [time for n in (near - 1, near, near + 1) if (time := _possible(n, build))]
    if base.beside:
        end = base.beside.last
        fitting = [time for time in reversed(times) if time.first <= end]
    else:
        fitting = [time for time in times if (time.first if base.to_first else time.last) >= base.day]
    if not fitting:
        raise ImpossibleDateError(f"no lunar year near {near} has such a day")
    return replace(fitting[0], year_inferred=base.beside is None)


def _named_year(said: str, near: int) -> int:
    """The year of that name that is nearest; names come again after 60 years."""
    name = " ".join(said.lower().split()).replace("tí", "tý").replace("tị", "tỵ")
    if name not in _CYCLE:
        raise ImpossibleDateError(f"no lunar year is called {said!r}")
    place = (_FIRST_OF_CYCLE + _CYCLE.index(name) - near + 30) % 60
    return near + place - 30


def _lying_in(year: int, build: Callable[[int], Stretch]) -> Stretch:
    for number in (year, year - 1):
        time = _possible(number, build)
        if time and time.first.year == year:
            return time
    raise ImpossibleDateError(f"{year} has no such day of the lunar calendar")


def _possible(year: int, build: Callable[[int], Stretch]) -> Stretch | None:
    try:
        return build(year)
    except ImpossibleDateError:
        return None


def lunar_one(year: int, month: int, number: int, shift: int = 0) -> Stretch:
    """The day ``shift`` days after one of a lunar month, as a stretch of the common calendar."""
    one = lunar_day(year, month, number) + timedelta(shift)
    return day(one.year, one.month, one.day)


def _month_number(said: str) -> int:
    names = {"giêng": 1, "chạp": 12, "tư": 4, "năm": 5}
    return names.get(said.lower()) or int(read_number(said) or 0)


def _read_lunar_day(groups: Groups, base: Base) -> Stretch:
    month, number = _month_number(groups["month"]), int(groups.get("day", "15"))
    return in_lunar_year(groups, base, lambda year: lunar_one(year, month, number))


def _read_day_of_tet(groups: Groups, base: Base) -> Stretch:
    """Read "mùng 6 Tết"; the days from 20 on are the last ones of the year before."""
    number = int(groups["day"])
    if number < 20:
        return in_lunar_year(groups, base, lambda year: lunar_one(year, 1, number))
    return in_lunar_year(groups, base, lambda year: lunar_one(year - 1, 12, number))


def _read_lunar_month(groups: Groups, base: Base) -> Stretch:
    month = _month_number(groups.get("month") or groups["number"])

    def build(year: int) -> Stretch:
        first, last = lunar_month(year, month)
        return Stretch(first=first, last=last, grain="month", timex=f"{first}/{last}")

    return in_lunar_year(groups, base, build)


_LUNAR = r"\s(?:âm\slịch|\(âm\slịch\)|ÂL|\(ÂL\))"
_DAY = rf"{OPENING}(?:ngày\s)?(?:m[ồù]ng\s)?(?P<day>{DAY})"
_WORD = r"(?:giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\s(?:một|hai))?|chạp)"

LUNAR_FORMS: tuple[tuple[str, Reader], ...] = (
    (rf"{_DAY}(?:/|\stháng\s)(?P<month>{MONTH}){_LUNAR}{OF_LUNAR_YEAR}", _read_lunar_day),
    (rf"{_DAY}\stháng\s(?P<month>giêng|chạp)(?:{_LUNAR})?{OF_LUNAR_YEAR}", _read_lunar_day),
    (rf"(?:ngày\s)?rằm\stháng\s(?P<month>{_WORD}|{MONTH})(?:{_LUNAR})?{OF_LUNAR_YEAR}", _read_lunar_day),
    (rf"{_DAY}\sTết(?!\s(?:Dương|Trung|Đoan))(?:\sNguyên\sđán)?{OF_LUNAR_YEAR}", _read_day_of_tet),
    (rf"tháng\s(?:(?P<month>giêng|chạp)(?:{_LUNAR})?|(?P<number>{MONTH}){_LUNAR}){OF_LUNAR_YEAR}", _read_lunar_month),
)
