"""Named times and their days; D0 is Tuesday, 10 March 2026."""

from datetime import date

import pytest
from holidays import country_holidays

from vnpolicy.errors import LexiconError
from vnpolicy.extract.calendar import (
    Base,
    Calendar,
    ImpossibleDateError,
    UnknownDayError,
    add_months,
    period_of,
    read_clock,
)
from vnpolicy.extract.calendar.lunar import lunar_day
from vnpolicy.lexicon import Holiday, Lexicon

D0 = date(2026, 3, 10)
BASE = Base(anchor=D0)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar(Lexicon.load().holidays)


NAMED = [
    # said, first day, last day, TIMEX3
    ("ngày 15/10/2026", "2026-10-15", "2026-10-15", "2026-10-15"),
    ("ngày 30 tháng 9 năm 2026", "2026-09-30", "2026-09-30", "2026-09-30"),
    ("31-12-2026", "2026-12-31", "2026-12-31", "2026-12-31"),
    ("8.4.2015", "2015-04-08", "2015-04-08", "2015-04-08"),
    ("ngày mồng 3 tháng 5 năm 2026", "2026-05-03", "2026-05-03", "2026-05-03"),
    ("ngày 20/4", "2026-04-20", "2026-04-20", "2026-04-20"),
    ("30/4", "2026-04-30", "2026-04-30", "2026-04-30"),
    ("ngày 25", "2026-03-25", "2026-03-25", "2026-03-25"),
    ("ngày mồng 3", "2026-04-03", "2026-04-03", "2026-04-03"),
    ("ngày 5 tháng tới", "2026-04-05", "2026-04-05", "2026-04-05"),
    ("sáng ngày 05/9/2026", "2026-09-05", "2026-09-05", "2026-09-05"),
    ("17 giờ 00 ngày 20/3/2026", "2026-03-20", "2026-03-20", "2026-03-20T17:00"),
    ("hôm nay", "2026-03-10", "2026-03-10", "2026-03-10"),
    ("ngày mai", "2026-03-11", "2026-03-11", "2026-03-11"),
    ("tuần này", "2026-03-09", "2026-03-15", "2026-W11"),
    ("tuần sau", "2026-03-16", "2026-03-22", "2026-W12"),
    ("tuần cuối tháng 8/2026", "2026-08-25", "2026-08-31", "2026-08"),
    ("tuần đầu tháng 12/2026", "2026-12-01", "2026-12-07", "2026-12"),
    ("tháng 4/2026", "2026-04-01", "2026-04-30", "2026-04"),
    ("tháng 2 năm 2028", "2028-02-01", "2028-02-29", "2028-02"),
    ("T4/2026", "2026-04-01", "2026-04-30", "2026-04"),
    ("6/2026", "2026-06-01", "2026-06-30", "2026-06"),
    ("tháng mười hai năm 2026", "2026-12-01", "2026-12-31", "2026-12"),
    ("tháng 11, 12/2026", "2026-11-01", "2026-12-31", "2026-11/2026-12"),
    ("tháng này", "2026-03-01", "2026-03-31", "2026-03"),
    ("tháng tới", "2026-04-01", "2026-04-30", "2026-04"),
    ("đầu tháng 5/2026", "2026-05-01", "2026-05-10", "2026-05"),
    ("giữa tháng 5/2026", "2026-05-11", "2026-05-20", "2026-05"),
    ("cuối tháng 2/2026", "2026-02-21", "2026-02-28", "2026-02"),
    ("hạ tuần tháng 5/2026", "2026-05-21", "2026-05-31", "2026-05"),
    ("nửa đầu tháng 12/2026", "2026-12-01", "2026-12-15", "2026-12"),
    ("cuối tháng", "2026-03-21", "2026-03-31", "2026-03"),
    ("quý II", "2026-04-01", "2026-06-30", "2026-Q2"),
    ("Quý 3/2026", "2026-07-01", "2026-09-30", "2026-Q3"),
    ("Q.III/2026", "2026-07-01", "2026-09-30", "2026-Q3"),
    ("quý III năm nay", "2026-07-01", "2026-09-30", "2026-Q3"),
    ("quý IV năm 2026", "2026-10-01", "2026-12-31", "2026-Q4"),
    ("quý I, II/2026", "2026-01-01", "2026-06-30", "2026-Q1/2026-Q2"),
    ("đầu quý II/2026", "2026-04-01", "2026-04-30", "2026-Q2"),
    ("giữa quý II/2026", "2026-05-01", "2026-05-31", "2026-Q2"),
    ("cuối quý I", "2026-03-01", "2026-03-31", "2026-Q1"),
    ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30", "2026-H1"),
    ("sáu tháng cuối năm", "2026-07-01", "2026-12-31", "2026-H2"),
    ("9 tháng đầu năm", "2026-01-01", "2026-09-30", "2026-01/2026-09"),
    ("năm 2026", "2026-01-01", "2026-12-31", "2026"),
    ("năm nay", "2026-01-01", "2026-12-31", "2026"),
    ("năm tới", "2027-01-01", "2027-12-31", "2027"),
    ("cả năm", "2026-01-01", "2026-12-31", "2026"),
    ("đầu năm 2027", "2027-01-01", "2027-03-31", "2027"),
    ("giữa năm 2026", "2026-04-01", "2026-06-30", "2026"),
    ("cuối năm", "2026-10-01", "2026-12-31", "2026"),
    ("giai đoạn 2026 - 2030", "2026-01-01", "2030-12-31", "2026/2030"),
    ("giai đoạn từ năm 2026 đến năm 2030", "2026-01-01", "2030-12-31", "2026/2030"),
    ("hai năm 2026 - 2027", "2026-01-01", "2027-12-31", "2026/2027"),
    ("năm học 2026 - 2027", "2026-09-05", "2027-05-31", "2026-09/2027-05"),
    ("năm học mới", "2026-09-05", "2027-05-31", "2026-09/2027-05"),
    ("năm học này", "2025-09-05", "2026-05-31", "2025-09/2026-05"),
    ("vụ Hè Thu năm 2026", "2026-04-01", "2026-08-31", "2026-04/2026-08"),
    ("vụ Đông Xuân 2026 - 2027", "2026-11-01", "2027-04-30", "2026-11/2027-04"),
    ("Tết Nguyên đán Đinh Mùi", "2027-02-06", "2027-02-06", "2027-02-06"),
    ("Tết Nguyên đán năm 2030", "2030-02-02", "2030-02-02", "2030-02-02"),
    ("Tết", "2027-02-06", "2027-02-06", "2027-02-06"),
    ("Quốc khánh 2/9", "2026-09-02", "2026-09-02", "2026-09-02"),
    ("Giỗ Tổ Hùng Vương", "2026-04-26", "2026-04-26", "2026-04-26"),
]


@pytest.mark.parametrize(("said", "first", "last", "timex"), NAMED)
def test_named_times(calendar: Calendar, said: str, first: str, last: str, timex: str) -> None:
    stretch = calendar.read(said, BASE)
    assert (stretch.first.isoformat(), stretch.last.isoformat()) == (first, last)
    assert stretch.timex == timex


@pytest.mark.parametrize("said", ["ngày 31/6/2026", "29/2/2027", "ngày 30 tháng 2 năm 2028"])
def test_impossible_days(calendar: Calendar, said: str) -> None:
    with pytest.raises(ImpossibleDateError, match="does not exist"):
        calendar.read(said, BASE)


@pytest.mark.parametrize("said", ["giai đoạn 2030 - 2026", "quý III, II/2026", "tháng 12, 11/2026"])
def test_times_that_end_before_they_begin(calendar: Calendar, said: str) -> None:
    with pytest.raises(ImpossibleDateError):
        calendar.read(said, BASE)


@pytest.mark.parametrize("said", ["quý II", "năm nay", "giai đoạn này", "Tết", "rằm tháng Giêng"])
def test_unknown_without_a_date(calendar: Calendar, said: str) -> None:
    with pytest.raises(UnknownDayError):
        calendar.read(said, Base())


YEAR_LEFT_OUT = [
    # said, anchor, period of the document, year
    ("quý II", D0, None, 2026),
    ("quý I", date(2026, 12, 20), None, 2027),
    ("ngày 15/1", D0, None, 2027),
    ("tháng 3", D0, None, 2026),
    ("quý II", date(2015, 4, 8), (date(2015, 4, 1), date(2015, 6, 30)), 2015),
    ("tháng 5", date(2025, 12, 20), (date(2026, 1, 1), date(2026, 12, 31)), 2026),
    ("tháng 5", D0, (date(2025, 1, 1), date(2025, 12, 31)), 2026),
    ("tháng 5", D0, (date(2026, 1, 1), date(2030, 12, 31)), 2026),
    ("tháng 5", None, (date(2027, 1, 1), date(2027, 12, 31)), 2027),
]


@pytest.mark.parametrize(("said", "anchor", "period", "expected"), YEAR_LEFT_OUT)
def test_the_year_left_out(
    calendar: Calendar,
    said: str,
    anchor: date | None,
    period: tuple[date, date] | None,
    expected: int,
) -> None:
    stretch = calendar.read(said, Base(anchor=anchor, period=period))
    assert stretch.last.year == expected
    assert stretch.year_inferred


def test_a_limit_must_not_lie_before_the_document(calendar: Calendar) -> None:
    assert calendar.read("tháng 3", BASE).first == date(2026, 3, 1)
    assert calendar.read("tháng 3", Base(anchor=D0, to_first=True)).first == date(2027, 3, 1)


def test_this_quarter_is_that_of_the_documents_period(calendar: Calendar) -> None:
    base = Base(anchor=D0, period=(date(2026, 4, 1), date(2026, 6, 30)))
    assert calendar.read("cuối quý", base).last == date(2026, 6, 30)


PERIODS = [
    ("về tình hình kinh tế quý I và nhiệm vụ trọng tâm quý II/2015", "2015-04-01", "2015-06-30"),
    ("Kế hoạch công tác năm 2026", "2026-01-01", "2026-12-31"),
    ("KẾT LUẬN về phát triển du lịch giai đoạn 2026 - 2030", "2026-01-01", "2030-12-31"),
    ("giai đoạn 2026 - 2030, tầm nhìn đến năm 2045", "2026-01-01", "2030-12-31"),
    ("sắp xếp trường lớp từ nay đến ngày 30/6/2026", "2026-03-10", "2026-06-30"),
    ("kết quả 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
]


@pytest.mark.parametrize(("title", "first", "last"), PERIODS)
def test_the_period_of_a_title(title: str, first: str, last: str) -> None:
    period = period_of(title, D0)
    assert period is not None
    assert (period.stretch.first.isoformat(), period.stretch.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "về công tác cán bộ",
        "đại hội đảng bộ các cấp, nhiệm kỳ 2025 - 2030",
        "thi hành Luật Đất đai năm 2024",
        "họp ngày 15/5/2026",
    ],
)
def test_titles_without_a_period(title: str) -> None:
    assert period_of(title, D0) is None


WORKING_DAYS = [
    # start, working days, end
    ("2026-03-10", 1, "2026-03-11"),
    ("2026-03-10", 10, "2026-03-24"),  # two weekends
    ("2026-03-13", 1, "2026-03-16"),  # Friday to Monday
    ("2026-02-13", 1, "2026-02-23"),  # Tết 2026: 16 to 20 February off
    ("2026-04-29", 1, "2026-05-04"),  # 30 April, 1 May, weekend
    ("2023-12-29", 1, "2024-01-02"),  # Monday, 1 January
    ("2026-04-24", 1, "2026-04-28"),  # Giỗ Tổ on Sunday 26, made up for on Monday
    ("2025-12-31", 1, "2026-01-05"),  # 2 January swapped
    ("2026-01-09", 1, "2026-01-10"),  # for Saturday, 10 January
    ("2024-04-26", 1, "2024-05-02"),  # Monday, 29 April swapped
    ("2024-05-03", 1, "2024-05-04"),  # for Saturday, 4 May
    ("2014-12-26", 1, "2014-12-27"),  # a Saturday of December worked for 2 January 2015
    ("2020-09-01", 1, "2020-09-03"),  # one day for 2 September before the Labour Code 2019
    ("2021-09-01", 1, "2021-09-06"),  # and two with it
    ("2006-04-06", 1, "2006-04-07"),  # no leave for Giỗ Tổ (7 April) before 2007
    ("2026-03-14", 0, "2026-03-16"),  # the first working day from a Saturday on
    ("2026-03-16", -1, "2026-03-13"),
]


@pytest.mark.parametrize(("start", "count", "end"), WORKING_DAYS)
def test_working_days(calendar: Calendar, start: str, count: int, end: str) -> None:
    reached = calendar.add_working_days(date.fromisoformat(start), count)
    assert reached.isoformat() == end


def test_days_off_and_days_worked_of_an_overlay() -> None:
    own = [
        Holiday(name="nghỉ", kind="off", days=(date(2027, 3, 10), date(2027, 3, 11))),
        Holiday(name="làm bù", kind="worked", days=(date(2027, 3, 13), date(2027, 4, 30))),
    ]
    calendar = Calendar(own)
    assert calendar.add_working_days(date(2027, 3, 9), 1) == date(2027, 3, 12)
    assert calendar.add_working_days(date(2027, 3, 12), 1) == date(2027, 3, 13)
    assert calendar.add_working_days(date(2027, 4, 29), 1) == date(2027, 4, 30)
    assert calendar.find("nghỉ, làm bù") is None


LUNAR_DATES = [
    # lunar year, month, day, day of the common calendar
    (1990, 1, 1, "1990-01-27"),
    (1996, 1, 1, "1996-02-19"),
    (2000, 1, 1, "2000-02-05"),
    (2007, 1, 1, "2007-02-17"),  # China: 18 February
    (2012, 1, 1, "2012-01-23"),
    (2015, 1, 1, "2015-02-19"),
    (2023, 1, 1, "2023-01-22"),
    (2026, 1, 1, "2026-02-17"),
    (2030, 1, 1, "2030-02-02"),  # China: 3 February
    (2034, 1, 1, "2034-02-19"),
    (2035, 1, 1, "2035-02-08"),
    (2060, 1, 1, "2060-02-02"),
    (2024, 3, 10, "2024-04-18"),
    (2025, 3, 10, "2025-04-07"),
    (2023, 3, 10, "2023-04-29"),  # after the leap month 2
    (2025, 8, 15, "2025-10-06"),  # after the leap month 6
    (2026, 8, 15, "2026-09-25"),
    (2025, 12, 23, "2026-02-10"),
    (2024, 12, 29, "2025-01-28"),
]


@pytest.mark.parametrize(("year", "month", "number", "expected"), LUNAR_DATES)
def test_lunar_dates(year: int, month: int, number: int, expected: str) -> None:
    assert lunar_day(year, month, number).isoformat() == expected


def test_lunar_dates_agree_with_the_table_of_another_package() -> None:
    for year in range(1990, 2061):
        off = country_holidays("VN", years=year, language="vi")
        assert off.get_named("Tết Nguyên Đán", lookup="exact") == [lunar_day(year, 1, 1)]
        if year >= 2007:
            assert off.get_named("Ngày Giỗ Tổ Hùng Vương", lookup="exact") == [lunar_day(year, 3, 10)]


@pytest.mark.parametrize(("year", "month", "number"), [(2024, 12, 30), (2026, 1, 31), (2026, 1, 0)])
def test_days_that_a_lunar_month_lacks(year: int, month: int, number: int) -> None:
    with pytest.raises(ImpossibleDateError):
        lunar_day(year, month, number)


LUNAR_TIMES = [
    # said, first and last day
    ("ngày 10/3 âm lịch", "2026-04-26", "2026-04-26"),
    ("mùng 10 tháng 3 (âm lịch)", "2026-04-26", "2026-04-26"),
    ("ngày 15 tháng 7 âm lịch năm 2026", "2026-08-27", "2026-08-27"),
    ("23 tháng Chạp", "2027-01-30", "2027-01-30"),
    ("ngày 25 tháng Chạp năm Bính Ngọ", "2027-02-01", "2027-02-01"),
    ("rằm tháng Giêng", "2027-02-20", "2027-02-20"),
    ("rằm tháng Bảy", "2026-08-27", "2026-08-27"),
    ("mùng 6 Tết Nguyên đán", "2027-02-11", "2027-02-11"),
    ("29 Tết", "2027-02-05", "2027-02-05"),
    ("tháng Giêng", "2026-02-17", "2026-03-18"),
    ("tháng Chạp năm nay", "2026-01-19", "2026-02-16"),
    ("Tết Nguyên đán Bính Ngọ", "2026-02-17", "2026-02-17"),
    ("Tết Nguyên đán Ất Mùi", "2015-02-19", "2015-02-19"),
    ("Tết Trung thu năm 2025", "2025-10-06", "2025-10-06"),
    ("Giao thừa", "2027-02-05", "2027-02-05"),
    ("Tết Đoan Ngọ", "2026-06-19", "2026-06-19"),
]


@pytest.mark.parametrize(("said", "first", "last"), LUNAR_TIMES)
def test_lunar_times(calendar: Calendar, said: str, first: str, last: str) -> None:
    stretch = calendar.read(said, BASE)
    assert (stretch.first.isoformat(), stretch.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-11-15", 2, "2027-01-15"),
        ("2026-03-10", 24, "2028-03-10"),
    ],
)
def test_months_later(start: str, count: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), count).isoformat() == end


@pytest.mark.parametrize(
    ("said", "clock"),
    [("17 giờ", "17:00"), ("9h30", "09:30"), ("16 giờ 45 phút", "16:45"), ("08:15", "08:15")],
)
def test_clock(said: str, clock: str) -> None:
    assert read_clock(said) == clock


def test_every_holiday_of_the_lexicon_has_an_example() -> None:
    assert all(holiday.examples for holiday in Lexicon.load().holidays if holiday.kind == "named")


@pytest.mark.parametrize(
    ("holiday", "message"),
    [
        (Holiday(name="ngày hội làng", month=2, day=3, examples=("trước hội",)), "misses"),
        (Holiday(name="ngày hội làng", month=2, day=3, not_examples=("ngày hội làng",)), "matches"),
    ],
)
def test_examples_of_holidays_are_checked(holiday: Holiday, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        Calendar([holiday])


def test_an_own_holiday_is_read() -> None:
    own = Holiday(name="ngày giải phóng tỉnh", month=3, day=24, examples=("ngày giải phóng tỉnh",))
    assert Calendar([own]).read("ngày giải phóng tỉnh", BASE).first == date(2026, 3, 24)
