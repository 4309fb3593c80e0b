"""Numbers in digits and words: domain grammar of targets, section 2."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.extract.numbers import BEGINNING, NUMBER, read_number

PATTERN = re.compile(NUMBER, re.VERBOSE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("05", 5),
        ("45.000", 45_000),
        ("12.345.678", 12_345_678),
        ("12,5", 12.5),
        ("1.234,5", 1234.5),
        ("5.171,344", 5171.344),
        ("2.5", 2.5),
        ("1.2345", 1.2345),
        ("0.500", 0.5),
        ("1 234", 1234),
        ("12 345 678", 12_345_678),
        ("1.234.5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234 ,5", 1234.5),
        ("  8,5 ", 8.5),
    ],
)
def test_digits(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("một", 1),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("hai mươi tư", 24),
        ("hai mươi lăm", 25),
        ("hai lăm", 25),
        ("năm mươi", 50),
        ("hai chục", 20),
        ("hai tá", 24),
        ("một trăm", 100),
        ("một trăm hai", 120),
        ("một trăm mười", 110),
        ("một trăm linh năm", 105),
        ("hai trăm rưỡi", 250),
        ("ba rưỡi", 3.5),
        ("hai mươi sáu rưỡi", 26.5),
        ("chín trăm chín mươi chín", 999),
        ("một nghìn hai trăm", 1200),
        ("hai nghìn không trăm hai mươi sáu", 2026),
        ("ba nghìn rưỡi", 3500),
        ("Hai Mươi Mốt", 21),
    ],
)
def test_words(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45.799 tỷ", 45_799e9),
        ("45,8 nghìn tỷ", 45.8e12),
        ("2 tỷ rưỡi", 2.5e9),
        ("một tỷ hai", 1.2e9),
        ("ba nghìn rưỡi tỷ", 3500e9),
        ("hai triệu ba trăm nghìn", 2_300_000),
        ("một tỷ hai trăm triệu", 1.2e9),
        ("1 tỷ 200 triệu", 1.2e9),
        ("một vạn", 10_000),
        ("5 ngàn", 5000),
    ],
)
def test_multipliers(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("một nửa", 0.5), ("nửa", 0.5), ("2/3", 2 / 3), ("một phần ba", 1 / 3), ("ba phần tư", 0.75)],
)
def test_fractions(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", " ", "xã", "1.2.3", "1,2,3", "5%", "1/0", "1/2/3", "nghìn", "rưỡi", "linh", "hai ba", "9" * 400]
)
def test_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("đạt 45.000 tỷ, tăng 8,5%.", ["45.000", "8,5"]),
        ("từ 5-7%", ["5", "7"]),
        ("gồm 1 234 hộ năm 2025", ["1 234", "2025"]),
        ("hai mươi mốt xã, một trăm linh năm công trình", ["hai mươi mốt", "một trăm linh năm"]),
        ("ba nghìn rưỡi tỷ đồng", ["ba nghìn rưỡi"]),
        ("hai phần ba số thôn", ["hai phần ba"]),
        ("trong hai mươi năm tới, năm nay, đầu tư", ["hai mươi"]),
        ("năm mươi xã; năm trăm hộ", ["năm mươi", "năm trăm"]),
        ("trong năm ngày làm việc", ["năm"]),
        ("các năm ngày càng tăng", []),
        ("A12 và 3.x", ["3"]),
        ("thu một tỷ hai trăm triệu đồng, chi 2 tỷ 300 triệu đồng", ["một tỷ hai trăm triệu", "2 tỷ 300 triệu"]),
        ("đạt 1.234 ,5 tỷ", ["1.234 ,5"]),
    ],
)
def test_pattern(sentence: str, found: list[str]) -> None:
    assert [match.group() for match in PATTERN.finditer(sentence)] == found


PIECES = [
    "một",
    "Hai",
    "ba",
    "bốn",
    "năm",
    "sáu",
    "bảy",
    "TÁM",
    "chín",
    "mười",
    "nửa",
    "mươi",
    "trăm",
    "5",
    "1.000",
    "ca",
]


@given(st.lists(st.sampled_from([*PIECES, " ", ",", "."]), max_size=12).map("".join))
def test_each_number_has_a_beginning(text: str) -> None:
    beginnings = {match.start() for match in re.finditer(BEGINNING, text)}
    assert beginnings >= {match.start() for match in PATTERN.finditer(text)}


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_and_plain_digits_agree(number: int) -> None:
    assert read_number(f"{number:,}".replace(",", ".")) == read_number(str(number)) == number


@given(st.text(alphabet="0123456789.,/ mộthainămươirăưỡlkp", max_size=40))
def test_any_text_gives_a_finite_number_or_none(text: str) -> None:
    value = read_number(text)
    assert value is None or 0 <= value < float("inf")


@pytest.mark.parametrize(
    "piece", ["1.", "1", "1 234 ", "một trăm ", "năm ", "1/", "một tỷ hai ", "1 tỷ 200 triệu ", "1.000 ,5 ", "a"]
)
def test_long_input_is_read_in_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.perf_counter()
    PATTERN.findall(text)
    read_number(text)
    assert time.perf_counter() - started < 3
