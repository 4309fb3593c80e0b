"""Hard-wrapped lines and paragraphs: what belongs together, and what does not."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from vnpolicy import Analyzer, analyze

ANALYZER = Analyzer(only=("references",))

# Lines long enough for the width of the page to be known.
PAGE = """
3. Các cơ quan, đơn vị trong tỉnh giữ nguyên lịch trực như đã phân công từ đầu năm, không
thay đổi gì thêm cho đến khi có thông báo mới của tỉnh.
4. Giao văn phòng đôn đốc các đơn vị thực hiện những nội dung đã nêu ở trên, bảo đảm xong
trước mùa mưa bão năm nay.
5. Các xã niêm yết danh sách hộ được hỗ trợ tại trụ sở để mọi người dân cùng biết, cùng
giám sát việc chi trả.
"""


def items(text: str) -> list[str]:
    a = ANALYZER.analyze(f"CHỈ THỊ\nvề công tác phòng chống lụt bão\n\n{text.strip()}{PAGE}")
    return [item.plain for item in a.items if not item.path.startswith(("3", "4", "5"))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # a sentence goes on in lower case, with a number or a sign
        ("1. Sửa chữa các đoạn đê xung yếu trên sông Mơ, sông Lau, nhất là đoạn qua địa bàn huyện", "biên giới."),
        ("1. Toàn tỉnh phải dự trữ tại chỗ đủ gạo, muối, nước uống và thuốc men cho ít nhất là", "15 ngày."),
        (
            "1. Hoàn thành việc rà soát các hộ dân sống trong vùng có nguy cơ sạt lở cao trước tháng",
            "10. Các xã báo cáo.",
        ),
        (
            "1. Thực hiện Nghị quyết của Đại hội đại biểu Đảng bộ tỉnh nhiệm kỳ này, Đại hội lần thứ",
            "XVI. Các xã báo cáo.",
        ),
        ("1. Tăng cường quản lý hồ đập theo đúng quy định tại Thông tư của Bộ, nhất là khoản 2 và", "khoản 3."),
        ("1. Giao cho Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn của tỉnh trực ban (24/", "24 giờ)."),
        # a line breaks inside a name
        ("1. Yêu cầu các đơn vị phối hợp chặt chẽ trong việc di dời dân ra khỏi vùng ngập với Sở", "Nông nghiệp."),
        ("1. Đề nghị các tổ chức thành viên tham gia khắc phục hậu quả mưa lũ theo lời kêu gọi của", "Mặt trận tỉnh."),
    ],
)
def test_one_paragraph(first: str, second: str) -> None:
    assert items(f"{first}\n{second}\n2. Trồng rừng phòng hộ ven sông.") == [
        f"{first} {second}",
        "2. Trồng rừng phòng hộ ven sông.",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. Trồng rừng.", "- Rừng đầu nguồn."),
        ("1. Trồng rừng ở các xã vùng cao, vùng đầu nguồn, vùng ven sông ven biển của tỉnh như sau:", "- Xã Mơ."),
        ("1. Sửa chữa các đoạn đê xung yếu;", "Các xã trực ban."),
        (
            "1. Sửa chữa các đoạn đê xung yếu trên sông Mơ, sông Lau và sông Hiền theo đúng kế hoạch./.",
            "Nơi nhận: các xã.",
        ),
        ("1. Sửa đê", "1.1. Đê sông Mơ."),
    ],
)
def test_two_paragraphs(first: str, second: str) -> None:
    read = ANALYZER.analyze(
        f"CHỈ THỊ\nvề công tác phòng chống lụt bão\n\n{first}\n{second}\n2. Trồng tre chắn sóng.{PAGE}"
    )
    assert all(second not in item.plain or item.plain == second for item in read.items)
    assert any(item.plain == first for item in read.items) or read.sections


def test_bases_stand_each_for_itself() -> None:
    text = (
        "QUYẾT ĐỊNH\nVề việc ban hành Quy chế trực ban\n\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương đã được Quốc hội thông qua ngày 16/6/2025;\n"
        "Căn cứ Luật Phòng, chống thiên tai; Luật sửa đổi, bổ sung một số điều của Luật Phòng, chống\nthiên tai;\n"
        "Theo đề nghị của Chánh Văn phòng Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn của\ntỉnh.\n\n"
        "Điều 1. Ban hành Quy chế trực ban của Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn\ncấp tỉnh.\n"
    )
    assert [item.plain.split()[0] for item in ANALYZER.analyze(text).items] == ["Căn", "Căn", "Theo", "Điều"]


def test_attributes_stand_each_for_itself() -> None:
    text = (
        "1. Lắp trạm đo mưa ở các xã vùng cao của tỉnh và nối về Ban Chỉ huy phòng, chống thiên tai\n"
        "Đơn vị chủ trì: Đài Khí tượng thủy văn tỉnh.\nThời gian thực hiện: quý II/2026.\n2. Trồng tre chắn sóng."
    )
    assert [line.split(":")[0] for line in items(text)][1:3] == ["Đơn vị chủ trì", "Thời gian thực hiện"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**1.** Trồng rừng.\n\n**2.** Sửa đê.\n", ["1. Trồng rừng.", "2. Sửa đê."]),
        ("Yêu cầu như sau:**1. Trồng rừng** đầu nguồn.\n", ["Yêu cầu như sau:", "1. Trồng rừng đầu nguồn."]),
        (
            "**Điều 1.****Trồng rừng** đầu nguồn.\n\n**Điều 2.** Sửa đê.\n",
            ["Điều 1. Trồng rừng đầu nguồn.", "Điều 2. Sửa đê."],
        ),
        ("# I. NHIỆM VỤ\n\n> 1. Trồng rừng.\n", ["1. Trồng rừng."]),
        ("1\\. Trồng rừng.\n\n2\\. Sửa đê.\n", ["1. Trồng rừng.", "2. Sửa đê."]),
    ],
)
def test_markup(text: str, expected: list[str]) -> None:
    assert [item.plain.replace(".T", ". T") for item in ANALYZER.analyze(text).items] == expected


@pytest.mark.parametrize("width", [60, 90])
@pytest.mark.parametrize("blank_lines", [True, False], ids=["paragraphs apart", "no blank lines"])
def test_line_breaks_hardly_matter(corpora: Path, width: int, blank_lines: bool) -> None:
    """The annotated documents broken into lines of a width hold nearly the same items."""
    found = lost = 0
    for path in sorted((corpora / "annotated").glob("*.txt")):
        text = path.read_text("utf-8")
        if max(map(len, text.split("\n"))) < 300:
            continue  # its lines are broken already
        lines = [line for line in text.split("\n") if line.strip() or blank_lines]
        before = _squeezed(text)
        lost += (before - _squeezed("\n".join(part for line in lines for part in wrapped(line, width)))).total()
        found += before.total()
    assert lost <= 0.04 * found


@cache
def _squeezed(text: str) -> Counter[tuple[str, str]]:
    return Counter((item.path, "".join(item.plain.split())) for item in ANALYZER.analyze(text).items)


def wrapped(line: str, width: int) -> list[str]:
    lines = [""]
    for word in line.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def test_paragraphs_end_with_a_heading_in_capitals() -> None:
    a = analyze("I. NHIỆM VỤ\nTrồng rừng đầu nguồn,\nven biển.\nII. KINH PHÍ\nNgân sách tỉnh.\n")
    assert [section.title for section in a.sections] == ["NHIỆM VỤ", "KINH PHÍ"]
