"""Outline of small documents: markers of every family, headings, lead-ins, attributes, closings."""

from __future__ import annotations

import pytest

from vnpolicy import Analysis, analyze


def read(body: str) -> Analysis:
    return analyze(f"KẾ HOẠCH\nvề phòng, chống hạn\n\n{body}")


def paths(body: str) -> list[str]:
    return [item.path for item in read(body).items]


def spaced(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Điều style
        (spaced("Phần I", "QUY ĐỊNH CHUNG", "Điều 1. Nước được dùng tiết kiệm.", "Phần II", "ĐIỀU KHOẢN THI HÀNH",
                "Điều 2. Có hiệu lực từ ngày ký."),
         ["Phần I/Điều 1", "Phần II/Điều 2"]),
        (spaced("Chương I", "QUẢN LÝ", "Mục 1. KÊNH MƯƠNG", "Điều 1. Nạo vét kênh.", "Mục 2. HỒ CHỨA",
                "Điều 2. Giữ mức nước.", "Chương II", "KIỂM TRA", "Điều 3. Kiểm tra hồ."),
         ["Chương I/Mục 1/Điều 1", "Chương I/Mục 2/Điều 2", "Chương II/Điều 3"]),
        (spaced("Điều 1. Trách nhiệm", "1. Sở rà soát, lập kế hoạch sửa kênh:", "a) Kênh chính;", "b) Kênh nhánh.", "2. Xã làm thủy lợi.",
                "Điều 2. Trực hồ", "1. Trực 24/24 giờ."),
         ["Điều 1/1", "Điều 1/1/a", "Điều 1/1/b", "Điều 1/2", "Điều 2/1"]),
        (spaced("Điều 7. 1. Sở Công Thương cấp điện.", "2. Sở Y tế cấp thuốc.", "Điều 8. 1. Xã lập chốt."),
         ["Điều 7/1", "Điều 7/2", "Điều 8/1"]),
        # free style
        (spaced("Phần thứ nhất", "TÌNH HÌNH", "1. Hạn nặng.", "Phần thứ hai", "NHIỆM VỤ", "1. Chống hạn."),
         ["Phần thứ nhất/1", "Phần thứ hai/1"]),
        (spaced("A. TÌNH HÌNH", "I. NƯỚC", "1. Hồ cạn.", "II. LÚA", "1. Lúa khô.", "B. NHIỆM VỤ", "I. NƯỚC", "1. Bơm nước."),
         ["A/I/1", "A/II/1", "B/I/1"]),
        (spaced("I- NHIỆM VỤ", "1- Nước", "1.1- Nạo vét kênh.", "1.2- Bơm nước.", "2- Lúa", "2.1- Gieo lại."),
         ["I/1/1.1", "I/1/1.2", "I/2/2.1"]),
        (spaced("I. NHIỆM VỤ", "1. Nước", "1.1. Hồ", "1.1.1. Đắp đập.", "1.1.2. Xả lũ.", "1.2. Kênh", "1.2.1. Nạo vét."),
         ["I/1/1.1/1.1.1", "I/1/1.1/1.1.2", "I/1/1.2/1.2.1"]),
        (spaced("1/ Nạo vét kênh.", "2/ Bơm nước."), ["1", "2"]),
        (spaced("a. Nạo vét kênh.", "b. Bơm nước."), ["a", "b"]),
        (spaced("1. Các xã như sau:", "i) Xã một.", "ii) Xã hai.", "iii) Xã ba.", "2. Các huyện."),
         ["1", "1/i", "1/ii", "1/iii", "2"]),
        (spaced("1. Các xã như sau:", "- Vùng cao:", "+ Xã một.", "+ Xã hai.", "- Vùng thấp.", "2. Các huyện."),
         ["1", "1/-/+", "1/-/+", "1/-", "2"]),
        ("1. Các xã:\n* Xã một.\n* Xã hai.\n2. Các huyện.\n", ["1/-", "1/-", "2"]),
        ("- Xã một.\n– Xã hai.\n• Xã ba.\n", ["-", "-", "-"]),
        (spaced("Một là, giữ nước.", "Hai là, các xã:", "(1) Nạo vét kênh;", "(2) Bơm nước.", "Ba là, trồng rừng."),
         ["Một là", "Hai là/1", "Hai là/2", "Ba là"]),
        (spaced("Thứ nhất, giữ nước.", "Thứ hai, trồng rừng."), ["Thứ nhất", "Thứ hai"]),
        # what looks like a marker and is none, or does not look like one and is
        (spaced("1. Kênh chính.", "2. 100% kênh nhánh được nạo vét.", "3. Hồ chứa."), ["1", "2", "3"]),
        (spaced("1. Kênh chính.", "30/4 và 1/5 các xã trực hồ.", "2. Hồ chứa."), ["1", "1", "2"]),
        (spaced("I. NHIỆM VỤ", "a) Kênh chính.", "b) Kênh nhánh.", "2. Hồ chứa.", "3. Trạm bơm."), ["I/a", "I/b", "I/2", "I/3"]),
        (spaced("l. Kênh chính.", "2. Kênh nhánh."), ["1", "2"]),
    ],
)  # fmt: skip
def test_paths(body: str, expected: list[str]) -> None:
    assert paths(body) == expected


def test_a_list_that_lost_its_first_number_is_flagged() -> None:
    a = read(spaced("I. NHIỆM VỤ", "a) Kênh chính.", "b) Kênh nhánh.", "2. Hồ chứa."))
    assert [(i.path, i.flags) for i in a.items][-1] == ("I/2", ("repaired_sequence",))


def test_a_top_number_far_out_of_turn_is_no_marker() -> None:
    assert paths(spaced("XVI. Đại hội thành công.", "1. Nạo vét kênh.", "2. Bơm nước.")) == ["", "1", "2"]


# Headings


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("1. Về nguồn nước", True),
        ("1. Sở Nông nghiệp và Môi trường:", True),
        ("1. Đối với các huyện:", True),
        ("1. Các xã, phường phải thực hiện ngay các việc sau:", False),
        ("1. Sở Nông nghiệp và Môi trường chủ trì, phối hợp với các huyện:", False),
        ("1. Phấn đấu đến năm 2030 đạt các chỉ tiêu sau:", False),
        ("1. Nạo vét kênh chính.", False),
    ],
)
def test_a_heading_only_names_what_stands_below_it(line: str, heading: bool) -> None:
    a = read(spaced(line, "a) Hồ chứa.", "b) Kênh mương.", "2. Việc khác của tỉnh."))
    assert ("1" in [section.id for section in a.sections]) is heading
    assert ("1" in [item.id for item in a.items]) is not heading


@pytest.mark.parametrize(
    "title",
    ["**Về nguồn nước**", "**Nhiệm vụ 1: Nguồn nước**", "NGUỒN NƯỚC"],
)
def test_headings_without_a_number(title: str) -> None:
    a = read(spaced("I. NHIỆM VỤ", title, "Nạo vét kênh chính, kênh nhánh.", "II. KINH PHÍ", "Ngân sách tỉnh."))
    assert [section.title for section in a.sections] == ["NHIỆM VỤ", title.strip("*"), "KINH PHÍ"]


def test_a_heading_over_two_lines_is_one() -> None:
    a = read("I. NHIỆM VỤ TRỌNG TÂM TRONG PHÒNG, CHỐNG\nHẠN VÀ XÂM NHẬP MẶN\n\n1. Nạo vét kênh.\n\n2. Bơm nước.\n")
    assert [section.title for section in a.sections] == ["NHIỆM VỤ TRỌNG TÂM TRONG PHÒNG, CHỐNG HẠN VÀ XÂM NHẬP MẶN"]


# Attribute lines


@pytest.mark.parametrize(
    "line",
    [
        "Đơn vị chủ trì: Sở Y tế.", "- Cơ quan phối hợp: các xã.", "+ Thời gian hoàn thành: quý II/2026.", "- Sản phẩm: báo cáo.",
        "a) Cơ quan thực hiện: Công an tỉnh.", "Thời hạn trình: tháng 6/2026.", "- Lãnh đạo phụ trách: Phó Chủ tịch.",
        "- Kết quả đầu ra: quy chế.", "Tiến độ: năm 2026.", "- Người chịu trách nhiệm: Trưởng phòng.",
        "- Cơ quan, đơn vị phối hợp: các sở.", "- Cấp trình: Chính phủ.",
    ],
)  # fmt: skip
def test_attribute_lines_describe_the_task_above_them(line: str) -> None:
    a = read(spaced("1. Lập bản đồ nguồn nước của tỉnh", line, "2. Lắp trạm đo mặn", "Đơn vị chủ trì: Sở Y tế."))
    assert [(i.path, i.role) for i in a.items][:2] == [("1", "task"), ("1", "organisation")]


@pytest.mark.parametrize(
    "line",
    ["- Sở Y tế chủ trì: tập huấn các xã.", "- Chủ trì phối hợp với các xã.", "- Sản phẩm nông nghiệp được kiểm tra."],
)
def test_no_attribute_lines(line: str) -> None:
    assert paths(spaced("1. Lập bản đồ nguồn nước của tỉnh:", line, "2. Lắp trạm đo mặn."))[-2] == "1/-"


def test_a_numbered_line_is_a_task_although_it_reads_like_an_attribute() -> None:
    assert paths(spaced("1. Thời gian thực hiện: năm 2026.", "2. Sản phẩm: bản đồ.")) == ["1", "2"]


# Closings


CLOSINGS = [
    "Văn phòng Ủy ban nhân dân tỉnh thông báo để các sở, huyện biết, thực hiện./.",
    "Căn cứ Kế hoạch này, các xã tổ chức triển khai thực hiện./.",
    "Yêu cầu các đơn vị nghiêm túc triển khai thực hiện./.",
    "Trên đây là Kế hoạch phòng, chống hạn năm 2026.",
    "Trong quá trình thực hiện, nếu có vướng mắc, phản ánh về Sở./.",
    "Nhận được Công văn này, đề nghị các đơn vị triển khai./.",
    "Chỉ thị này phổ biến đến chi bộ.",
    "(Kèm theo danh sách các xã)",
    "Sở Y tế trân trọng báo cáo.",
]


@pytest.mark.parametrize("closing", CLOSINGS)
def test_closing_formulas_have_no_path(closing: str) -> None:
    last = read(spaced("1. Nạo vét kênh.", "2. Bơm nước cho lúa.", closing)).items[-1]
    assert (last.path, last.role, last.section) == ("", "organisation", None)


def test_a_short_letter_closes_without_numbers_too() -> None:
    a = analyze(
        "Kính gửi: Thuế tỉnh Hòa Châu\n\nCục Thuế nhận được công văn số 12/HC-TTHT về hóa đơn. Về việc này, Cục có ý kiến:\n\n"
        "Tại Điều 9 Nghị định số 123/2020/NĐ-CP quy định thời điểm lập hóa đơn.\n\nCục Thuế thông báo để Thuế tỉnh được biết./.\n"
    )
    assert a.items[-1].role == "organisation"


def test_the_only_paragraph_below_a_heading_is_no_closing_formula() -> None:
    a = read(
        spaced("I. NHIỆM VỤ", "1. Nạo vét kênh.", "II. TỔ CHỨC THỰC HIỆN", "Các xã triển khai thực hiện Kế hoạch này.")
    )
    assert a.items[-1].path == "II"


def test_a_paragraph_in_the_middle_is_no_closing_formula() -> None:
    body = spaced(
        "1. Nạo vét kênh.", "Yêu cầu các xã báo cáo kết quả.", "2. Bơm nước.", "3. Trồng rừng.", "4. Đắp đập."
    )
    assert paths(body) == ["1", "1", "2", "3", "4"]


# What is left out


@pytest.mark.parametrize(
    "addressees",
    [
        "Kính gửi: Các xã, phường",
        "Kính gửi:\n\n- Các sở, ban, ngành;\n\n- Ủy ban nhân dân các xã, phường.",
        "Kính gửi:\n\nSở Tài chính;\n\nỦy ban nhân dân huyện Tân Sơn.",
        "Kính gửi: Công ty Cổ phần Nước sạch\n\n(Địa chỉ: 12 đường Bờ Sông)",
        "ỦY BAN NHÂN DÂN TỈNH điện:\n\n- Chủ tịch Ủy ban nhân dân các xã;\n\n- Giám đốc các sở.",
    ],
)
def test_addressees_are_no_items(addressees: str) -> None:
    a = analyze(
        f"CÔNG ĐIỆN\nVề việc chống hạn\n\n{addressees}\n\nĐể chống hạn, Chủ tịch tỉnh yêu cầu:\n\n1. Bơm nước.\n\n2. Giữ nước.\n"
    )
    assert [item.role for item in a.items] == ["preamble", "task", "task"]


@pytest.mark.parametrize(
    "signature",
    ["TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Thử", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "T/M BAN THƯỜNG VỤ", "CHỦ TỊCH\n\nTrần Văn Thử",
     "QUYỀN GIÁM ĐỐC", "Nơi nhận:\n- Như trên;", "N. nhận"],
)  # fmt: skip
def test_nothing_is_read_behind_the_signature(signature: str) -> None:
    expected = ["1", "2"] if not signature.startswith("N. ") else ["1", "2", "2"]
    assert paths(spaced("1. Nạo vét kênh.", "2. Bơm nước./.", signature)) == expected


def test_footnotes_and_page_furniture_are_no_items() -> None:
    body = "1. Nạo vét kênh chính.\n\n2\n\nKý bởi: Sở Y tế\n\n2. Bơm nước.\n\n[1] Theo số liệu năm 2025.\n"
    assert paths(body) == ["1", "2"]


def test_the_type_line_in_the_middle_is_no_item() -> None:
    a = analyze(
        "QUYẾT ĐỊNH\nVề việc phân bổ giống\n\nCăn cứ Luật Trồng trọt;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Phân bổ 12 tấn.\n\nĐiều 2. Có hiệu lực từ ngày ký.\n"
    )
    assert [item.path for item in a.items] == ["", "Điều 1", "Điều 2"]


@pytest.mark.parametrize(
    "title", ["QUY CHẾ\nQUẢN LÝ NƯỚC", "QUY ĐỊNH\nVề quản lý nước", "**KẾ HOẠCH**\n**Chống hạn năm 2026**"]
)
def test_the_title_of_an_annexed_paper_is_no_item(title: str) -> None:
    a = analyze(
        "QUYẾT ĐỊNH\nVề việc ban hành\n\nĐiều 1. Ban hành kèm theo.\n\nĐiều 2. Có hiệu lực từ ngày ký.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n"
        f"{title}\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND)\n\n1. Nước được dùng tiết kiệm.\n\n2. Hồ được canh gác.\n"
    )
    assert [item.path for item in a.items] == ["Điều 1", "Điều 2", "1", "2"]
    assert "several_documents" not in {warning.code for warning in a.warnings}
