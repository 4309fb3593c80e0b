"""Markers at the start of paragraphs."""

from __future__ import annotations

import pytest

from vnpolicy.structure.markers import LETTERS, read_marker


@pytest.mark.parametrize(
    ("line", "kind", "label", "rest"),
    [
        ("I- ĐÁNH GIÁ", "roman", "I", "ĐÁNH GIÁ"),
        ("II. NHIỆM VỤ", "roman", "II", "NHIỆM VỤ"),
        ("Il. NHIỆM VỤ", "roman", "II", "NHIỆM VỤ"),
        ("1. Tập trung", "number", "1", "Tập trung"),
        ("2- Tiếp tục", "number", "2", "Tiếp tục"),
        ("3) Rà soát", "number", "3", "Rà soát"),
        ("4/ Xây dựng", "number", "4", "Xây dựng"),
        ("l. Về kinh tế", "number", "1", "Về kinh tế"),
        ("2.1. Chỉ đạo", "dotted2", "2.1", "Chỉ đạo"),
        ("1.2.3 Kiểm tra", "dotted3", "1.2.3", "Kiểm tra"),
        ("l.3. Kiểm tra", "dotted2", "1.3", "Kiểm tra"),
        ("a) Phát huy", "letter", "a", "Phát huy"),
        ("đ) Chuẩn bị", "letter", "đ", "Chuẩn bị"),
        ("(1) Trung ương", "bracket", "1", "Trung ương"),
        ("(ii) Báo cáo", "bracket", "ii", "Báo cáo"),
        ("Điều 5. Hiệu lực", "article", "Điều 5", "Hiệu lực"),
        ("Điều l. Ban hành", "article", "Điều 1", "Ban hành"),
        ("CHƯƠNG II", "chapter", "Chương II", ""),
        ("Một là, đổi mới", "ordinal", "Một là", "đổi mới"),
        ("Thứ hai, tăng cường", "ordinal", "Thứ hai", "tăng cường"),
        ("- Bộ Công an", "dash", "-", "Bộ Công an"),
        ("• Bộ Công an", "dash", "-", "Bộ Công an"),
        ("+ Thời hạn", "plus", "+", "Thời hạn"),
        ("A. PHẦN CHUNG", "capital", "A", "PHẦN CHUNG"),
    ],
)
def test_marker(line: str, kind: str, label: str, rest: str) -> None:
    marker = read_marker(line)
    assert marker is not None
    assert (marker.kind, marker.label, marker.rest) == (kind, label, rest)


@pytest.mark.parametrize(
    "line",
    ["1.234 tỷ đồng", "5-7% số hộ", "5 - 7% số hộ", "30/4 và 01/5", "02/BC-UBND ngày 3/4", "02 tỷ đồng", "2026 là năm",
     "Mục này quy định", "Tiếp tục", "", "16-KL/TW của Ban Bí thư"],
)  # fmt: skip
def test_no_marker(line: str) -> None:
    assert read_marker(line) is None


def test_letters_run_in_the_order_of_the_decree() -> None:
    values = [read_marker(f"{letter}) Xây dựng").value for letter in LETTERS]  # type: ignore[union-attr]
    assert values == list(range(1, len(LETTERS) + 1))
