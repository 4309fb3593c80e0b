"""Sentences: split where a reader would, never inside a marker, a date or an abbreviation."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnpolicy.segmenter import sentences


@pytest.mark.parametrize(
    "marked",
    [
        "Tỉnh ủy kết luận.| Các sở thực hiện.",
        "1. Giao Sở Y tế báo cáo.| Hoàn thành trước 15.10.2026./.",
        "a) Phê duyệt.| b) là điểm khác",
        "**1.** Giao Sở Nội vụ.| Sở Y tế phối hợp.",
        "**2.**\nGiao Sở Nội vụ",
        "Điều 1. Phê duyệt Đề án.| Sở Tài chính chịu trách nhiệm.",
        "II. 3. a) Nhiệm vụ của TP. Huế và ThS. Nguyễn Văn An.| Họp.",
        "Đồng chí N. V. An chủ trì.| TM. ỦY BAN",
        "Các ngành công an, quân sự, v.v. phối hợp.",
        "Đạt 8,5%.| 21 xã về đích.| Tăng 1.200 tỷ đồng.",
        "Ai chủ trì?| Sở Y tế!| Hết…| Xong",
        "Nêu rõ: “Không để ai bị bỏ lại.”| Các cấp ủy quán triệt.",
        "(Kèm theo Kế hoạch số 5.)| Nơi nhận",
        "Báo cáo Tỉnh ủy trước\nngày 15 hằng tháng.| Sở Y tế\nđôn đốc./.",
        "Các nhiệm vụ:|\n- Một là rà soát;|\n- Hai là báo cáo.|\n\nTổ chức thực hiện",
        "Nội dung:|\n1. Rà soát|\n2. Báo cáo",
        "năm\n2026 đạt kế hoạch",
    ],
)
def test_bars_mark_the_ends(marked: str) -> None:
    text = marked.replace("|", "")
    found = sentences(text)
    assert [s.text for s in found] == [part.strip() for part in marked.split("|")]
    assert all(text[s.start : s.end] == s.text for s in found)


def test_nothing_has_no_sentence() -> None:
    assert sentences("") == sentences(" \n\t ") == []


@given(
    st.lists(st.sampled_from(["Sở Y tế", ". ", "1. ", "\n", "\n\n", "./.", "- ", "**", "“", "…", " ", "\r\n", "A. "]))
)
@settings(max_examples=300, deadline=None)
def test_every_character_is_in_a_sentence(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = sentences(text)
    inside = {i for s in found for i in range(s.start, s.end)}
    assert inside.issuperset(i for i, c in enumerate(text) if not c.isspace())
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(s.text == text[s.start : s.end] == s.text.strip() != "" for s in found)


@pytest.mark.parametrize("piece", ["1.", ". ", "\n", "A. ", '"', "a\n - ", "*", ".", " ", '. "', "((. ", "1. "])
def test_hostile_input_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    sentences((piece * 100_000)[:100_000])
    assert time.process_time() - start < 2
