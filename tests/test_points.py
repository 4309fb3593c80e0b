"""Enumerations inside a paragraph: one item, with points that say where each begins."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy import analyze
from vnpolicy.structure.points import inline_points


def points(words: str) -> list[tuple[str, str]]:
    return [(point.label, words[point.start : point.end]) for point in inline_points(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Tập trung: (1) chống hạn; (2) chống rét; (3) gieo lúa.",
         [("1", "(1) chống hạn"), ("2", "(2) chống rét"), ("3", "(3) gieo lúa.")]),
        ("Sở Y tế: (i) mua thuốc; (ii) tiêm phòng; (iii) báo cáo.",
         [("i", "(i) mua thuốc"), ("ii", "(ii) tiêm phòng"), ("iii", "(iii) báo cáo.")]),
        ("Gồm: (a) lúa; (b) ngô; (c) khoai.", [("a", "(a) lúa"), ("b", "(b) ngô"), ("c", "(c) khoai.")]),
        ("Các xã: a) nạo vét kênh; b) bơm nước.", [("a", "a) nạo vét kênh"), ("b", "b) bơm nước.")]),
        ("Các xã: 1) nạo vét kênh; 2) bơm nước.", [("1", "1) nạo vét kênh"), ("2", "2) bơm nước.")]),
        ("Một là, giữ nước. Hai là, trồng rừng. Ba là, đắp đập.",
         [("một", "Một là, giữ nước."), ("hai", "Hai là, trồng rừng."), ("ba", "Ba là, đắp đập.")]),
        ("Có ba việc: một là, giữ nước; hai là, trồng rừng.", [("một", "một là, giữ nước"), ("hai", "hai là, trồng rừng.")]),
        ("Thứ nhất, giữ nước; thứ hai, trồng rừng; thứ ba, đắp đập.",
         [("nhất", "Thứ nhất, giữ nước"), ("hai", "thứ hai, trồng rừng"), ("ba", "thứ ba, đắp đập.")]),
        # inside others: the outermost counts
        ("Gồm: (1) nước: a) kênh; b) hồ; (2) rừng.", [("1", "(1) nước: a) kênh; b) hồ"), ("2", "(2) rừng.")]),
        # a number out of turn belongs to no enumeration
        ("Gồm: (1) nước; (3) đất; (2) rừng.", [("1", "(1) nước; (3) đất"), ("2", "(2) rừng.")]),
    ],
)  # fmt: skip
def test_points(words: str, expected: list[tuple[str, str]]) -> None:
    assert points(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Theo khoản (1) đã nêu.", "Nạo vét kênh (2 tuyến) và hồ (1 cái).", "Căn cứ điểm a) khoản 2 và điểm b) khoản 3.",
        "Xã Mơ (xã 1), xã Lau (xã 2).", "Đây là một là hai.", "Một là, giữ nước.", "(2) giữ nước; (3) trồng rừng.", "",
    ],
)  # fmt: skip
def test_no_points(words: str) -> None:
    assert points(words) == []


def test_an_item_with_an_enumeration_stays_one_item() -> None:
    text = "KẾT LUẬN\nvề phòng, chống hạn\n\n1. Các xã tập trung: (1) nạo vét kênh mương;\n(2) bơm nước, trước ngày 05/6/2026; (3) gieo lại lúa.\n\n2. Sở Y tế báo cáo.\n"
    a = analyze(text)
    assert [item.id for item in a.items] == ["1", "2"]
    assert [(p.label, p.text) for p in a.items["1"].points] == [
        ("1", "(1) nạo vét kênh mương"),
        ("2", "(2) bơm nước, trước ngày 05/6/2026"),
        ("3", "(3) gieo lại lúa."),
    ]
    assert a.items["2"].points == ()
    assert [p.label for p in a.items["1"].points if p.start <= a.deadlines[0].start < p.end] == ["2"]


@given(
    st.lists(
        st.sampled_from(
            ["(1)", "(2)", "(i)", "(ii)", "(a)", "b)", "một là,", "thứ hai,", "việc", ";", ":", ".", " ", "1)", "("]
        ),
        max_size=30,
    )
)
def test_points_lie_in_order_in_the_text(pieces: list[str]) -> None:
    words = " ".join(pieces)
    found = inline_points(words)
    assert len(found) != 1
    assert all(0 <= p.start < p.end <= len(words) for p in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
