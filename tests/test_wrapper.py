"""What sites and newspapers put around a document, and a second document in the same text."""

from __future__ import annotations

from datetime import date

import pytest

from vnpolicy import Analysis, analyze

LETTERHEAD = "TỈNH ỦY HÒA CHÂU\n*\nSố 55-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nHòa Châu, ngày 12 tháng 11 năm 2025\n\n"
TITLE = "CHỈ THỊ\ncủa Ban Thường vụ Tỉnh ủy về bảo vệ rừng\n\n"
BODY = "1. Giữ rừng đầu nguồn.\n\n2. Phát đường băng cản lửa.\n"
SIGNED = "\nNơi nhận:\n- Các huyện ủy.\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\nTrần Văn Thử\n"
STATE = "ỦY BAN NHÂN DÂN\nTỈNH HÒA CHÂU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 77/QĐ-UBND\n\n"


def codes(a: Analysis) -> set[str]:
    return {warning.code for warning in a.warnings}


def ids(a: Analysis) -> list[str]:
    return [item.id for item in a.items]


# Around the document


@pytest.mark.parametrize(
    "above",
    [
        "Số hiệu: 55-CT/TU\nLoại văn bản: Chỉ thị\nCơ quan ban hành: Ban Thường vụ Tỉnh ủy\nNgày ban hành: 12/11/2025\n\n",
        "Số/Ký hiệu\n55-CT/TU\nNgày ban hành\n12/11/2025\nLoại văn bản\nChỉ thị\nTrích yếu\nVề bảo vệ rừng\n\n",
        "|\nSố hiệu\n|\n55-CT/TU\n|\n|\nNgày ban hành\n|\n12/11/2025\n|\n|\nLoại văn bản\n|\nChỉ thị\n|\n\n",
        "Hòa Châu, sáng nay (12/11). Ban Thường vụ Tỉnh ủy vừa ban hành Chỉ thị số 55-CT/TU về bảo vệ rừng. "
        "Báo Hòa Châu trân trọng giới thiệu toàn văn Chỉ thị:\n\n",
        "Cổng thông tin trân trọng đăng toàn văn Chỉ thị như sau:\n\n",
    ],
    ids=["keys and values", "values below keys", "in bars", "a newspaper", "a portal"],
)
def test_what_stands_above_the_document_is_left_out(above: str) -> None:
    a = analyze(above + LETTERHEAD + TITLE + BODY)
    assert ids(a) == ["1", "2"]
    assert (a.header.type, a.header.sign, a.header.issued) == ("chỉ thị", "55-CT/TU", date(2025, 11, 12))


def test_a_summary_above_the_letterhead_is_left_out() -> None:
    above = (
        "Chỉ thị mới về bảo vệ rừng\n\nNgày 12/11/2025, Ban Thường vụ Tỉnh ủy Hòa Châu đã ban hành Chỉ thị về tăng cường công tác bảo vệ rừng.\n\n"
        "1. Nội dung chính của Chỉ thị là giữ rừng đầu nguồn và phòng cháy.\n\n"
    )
    a = analyze(above + LETTERHEAD + TITLE + BODY)
    assert ids(a) == ["1", "2"]
    assert a.header.sign == "55-CT/TU"


def test_metadata_fills_in_a_lost_letterhead() -> None:
    above = "Số hiệu: 55-CT/TU\nLoại văn bản: Chỉ thị\nNgày ban hành: 12/11/2025\nNgười ký: Trần Văn Thử\n\n"
    h = analyze(above + BODY).header
    assert (h.type, h.sign, h.issued, h.anchor) == ("chỉ thị", "55-CT/TU", date(2025, 11, 12), "stated")
    start, end = h.spans["sign"]
    assert (above + BODY)[start:end] == "55-CT/TU"


def test_the_letterhead_outweighs_the_metadata() -> None:
    above = "Số hiệu: 99-CT/TU\nLoại văn bản: Công văn\nNgày ban hành: 01/01/2020\nNgười ký: Ai đó\n\n"
    h = analyze(above + LETTERHEAD + TITLE + BODY).header
    assert (h.type, h.sign, h.issued) == ("chỉ thị", "55-CT/TU", date(2025, 11, 12))


@pytest.mark.parametrize(
    "below",
    [
        "Nguồn: Báo Hòa Châu\n", "(Theo Báo Hòa Châu)\n", "Tags: rừng, chỉ thị\n", "Xem thêm\nTin khác về rừng\n", "Lượt xem: 1204\n",
        "Tải về văn bản\n", "In bài viết\nGửi email\n", "Chia sẻ: Facebook\n",
        "Chỉ thị 55-CT/TU ngày 12/11/2025 về bảo vệ rừng\n\nVăn bản này chưa cập nhật nội dung tiếng Anh\n",
    ],
)  # fmt: skip
def test_what_stands_below_the_document_is_left_out(below: str) -> None:
    assert ids(analyze(f"{LETTERHEAD}{TITLE}{BODY}\n{below}")) == ["1", "2"]


@pytest.mark.parametrize(
    "line",
    [
        "1. Nguồn nước sạch được bảo vệ.", "1. Theo dõi diễn biến rừng.", "1. Chia sẻ: dữ liệu rừng giữa các huyện.",
        "1. Số hiệu: đánh số lại các lô rừng.", "1. Báo Hòa Châu đăng toàn văn Chỉ thị.",
    ],
)  # fmt: skip
def test_what_belongs_to_the_document_stays(line: str) -> None:
    assert ids(analyze(f"{LETTERHEAD}{TITLE}{line}\n\n2. Trồng rừng.\n")) == ["1", "2"]


def test_a_site_without_its_document_has_no_items() -> None:
    a = analyze(
        "Số hiệu: 55-CT/TU\nLoại văn bản: Chỉ thị\nNgày ban hành: 12/11/2025\nTrích yếu: Về bảo vệ rừng\nNguồn: Cổng thông tin\n"
    )
    assert not a.items
    assert "no_items" in codes(a)
    assert a.header.sign == "55-CT/TU"


# Two documents


def test_two_documents_in_one_text_bring_a_warning() -> None:
    text = LETTERHEAD + TITLE + BODY + SIGNED + STATE + "QUYẾT ĐỊNH\nVề việc phân bổ giống\n\nĐiều 1. Phân bổ 12 tấn.\n"
    a = analyze(text)
    warning = next(warning for warning in a.warnings if warning.code == "several_documents")
    assert text[warning.start : warning.end] in STATE


def test_a_third_document_brings_a_second_warning() -> None:
    further = (
        STATE
        + "QUYẾT ĐỊNH\nVề việc phân bổ giống\n\nĐiều 1. Phân bổ 12 tấn.\n\nĐiều 2. Có hiệu lực từ ngày ký.\n\nĐiều 3. Các sở thi hành.\n"
        + SIGNED
    )
    a = analyze(LETTERHEAD + TITLE + BODY + SIGNED + further + further)
    assert [warning.code for warning in a.warnings].count("several_documents") == 2


@pytest.mark.parametrize(
    "behind",
    [
        "KẾ HOẠCH\nbảo vệ rừng\n(Kèm theo Chỉ thị số 55-CT/TU)\n\n1. Tuần tra.\n",
        "PHỤ LỤC\nDANH SÁCH CÁC CHỐT GÁC\n\n1. Chốt Pù Mơ.\n",
        "Mẫu số 01\nTÊN CƠ QUAN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: ..../BC-....\n\nBÁO CÁO\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nĐƠN ĐỀ NGHỊ\nKính gửi: Hạt Kiểm lâm\n",
    ],
    ids=["annexed plan", "annex", "blank form", "form of request"],
)
def test_annexes_and_forms_are_no_documents(behind: str) -> None:
    assert "several_documents" not in codes(analyze(LETTERHEAD + TITLE + BODY + SIGNED + behind))


def test_the_letterhead_of_the_document_itself_is_no_second_one() -> None:
    both = (
        "ỦY BAN NHÂN DÂN\nTỈNH HÒA CHÂU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 77/QĐ-UBND\nĐẢNG CỘNG SẢN VIỆT NAM\n\n"
    )
    assert "several_documents" not in codes(
        analyze(both + "QUYẾT ĐỊNH\nVề giống\n\nĐiều 1. Phân bổ 12 tấn.\n" + SIGNED)
    )
