"""Letterheads: Party, state, mass; in columns, in bars, cut off."""

from __future__ import annotations

from datetime import date

import pytest

from vnpolicy import analyze
from vnpolicy.analysis import Header

PARTY = """TỈNH ỦY HÒA CHÂU
*
Số 127-KL/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Hòa Châu, ngày 05 tháng 3 năm 2024

KẾT LUẬN
CỦA BAN THƯỜNG VỤ TỈNH ỦY
về phát triển cây dược liệu

Ngày 28/02/2024, Ban Thường vụ Tỉnh ủy họp phiên thường kỳ, kết luận như sau:

1. Mở rộng vùng trồng.

Nơi nhận:
- Ban Bí thư (để b/c),
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
(đã ký)
Hoàng Thị Thử Nghiệm
"""
STATE = """|
**ỦY BAN NHÂN DÂN
TỈNH VĨNH GIANG**
-------
|
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số: 08/2025/QĐ-UBND
|
*Vĩnh Giang, ngày 14
tháng 10 năm 2025*
|

**QUYẾT ĐỊNH**

VỀ VIỆC BAN HÀNH QUY CHẾ QUẢN LÝ CHỢ

**ỦY BAN NHÂN DÂN TỈNH VĨNH GIANG**

*Căn cứ Luật Tổ chức chính quyền địa phương;*

**Điều 1.** Ban hành Quy chế.
"""
COLUMNS = """TỈNH ỦY BÌNH CHÂU          ĐẢNG CỘNG SẢN VIỆT NAM
Số 14-CT/TU                Bình Châu, ngày 20 tháng 8 năm 2019

CHỈ THỊ
của Ban Thường vụ Tỉnh ủy về bảo vệ rừng

1. Giữ rừng tận gốc.
"""
LETTER = """ỦY BAN NHÂN DÂN TỈNH HÒA CHÂU
SỞ Y TẾ
Số: 789/SYT-NV
V/v phòng, chống sốt xuất huyết

Hòa Châu, ngày 2 tháng 6 năm 2023

Kính gửi: Các trung tâm y tế

Thực hiện chỉ đạo của Bộ Y tế, Sở Y tế yêu cầu:

1. Diệt lăng quăng.
"""


def header(text: str) -> Header:
    return analyze(text).header


def test_party() -> None:
    h = header(PARTY)
    assert (h.type, h.sign, h.issued, h.family) == ("kết luận", "127-KL/TU", date(2024, 3, 5), "party")
    assert (h.place, h.issuer, h.meeting_date) == ("Hòa Châu", "Ban Thường vụ Tỉnh ủy", date(2024, 2, 28))
    assert (h.signer, h.anchor) == ("Hoàng Thị Thử Nghiệm", "stated")
    assert h.recipients == ("Ban Bí thư (để b/c)", "Lưu Văn phòng Tỉnh ủy")


def test_state_in_bars() -> None:
    h = header(STATE)
    assert (h.type, h.sign, h.issued, h.family) == ("quyết định", "08/2025/QĐ-UBND", date(2025, 10, 14), "state")
    assert (h.issuer, h.title) == ("Ủy ban nhân dân tỉnh Vĩnh Giang", "VỀ VIỆC BAN HÀNH QUY CHẾ QUẢN LÝ CHỢ")


def test_columns_on_one_line() -> None:
    h = header(COLUMNS)
    assert (h.type, h.sign, h.issued, h.family) == ("chỉ thị", "14-CT/TU", date(2019, 8, 20), "party")


def test_a_letter_has_no_type_line() -> None:
    h = header(LETTER)
    assert (h.type, h.sign, h.issued, h.family) == ("công văn", "789/SYT-NV", date(2023, 6, 2), "state")


@pytest.mark.parametrize("text", [PARTY, STATE, COLUMNS, LETTER])
def test_spans_point_at_the_fields(text: str) -> None:
    h = header(text)
    start, end = h.spans["sign"]
    assert "".join(text[start:end].split()) == h.sign
    start, end = h.spans["place"]
    assert text[start:end] == h.place


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [("MẬT", "secrecy", "mật"), ("TỐI MẬT", "secrecy", "tối mật"), ("HỎA TỐC", "urgency", "hỏa tốc")],
)
def test_stamps(line: str, field: str, value: str) -> None:
    assert getattr(header(f"{line}\n{PARTY}"), field) == value


def test_a_secret_document_brings_a_warning() -> None:
    assert "secrecy" in {w.code for w in analyze(f"MẬT\n{PARTY}").warnings}


def test_a_draft_has_no_number_and_no_day() -> None:
    h = header(PARTY.replace("Số 127-KL/TU", "Số       -KL/TU").replace("05 tháng 3", "    tháng    "))
    assert (h.sign, h.issued, h.draft) == (None, None, True)
    assert h.anchor == "meeting"


def test_an_impossible_date_is_no_date() -> None:
    assert header(PARTY.replace("05 tháng 3", "31 tháng 2")).issued is None


def test_thông_báo_kết_luận_is_a_thông_báo() -> None:
    h = header(PARTY.replace("KẾT LUẬN\nCỦA BAN", "THÔNG BÁO KẾT LUẬN\nCỦA BAN").replace("127-KL", "127-TB"))
    assert (h.type, h.sign) == ("thông báo", "127-TB/TU")


def test_what_the_letterhead_lost_stands_in_the_annex_note() -> None:
    text = "Kính gửi: Các trường\n\nYêu cầu các trường:\n\n1. Dạy bơi.\n\nNơi nhận:\n- Như trên.\n\nPHỤ LỤC\n\n(Kèm theo Công văn số 55/SGDĐT-CTTT ngày 3/4/2024 của Sở Giáo dục và Đào tạo)\n"
    h = header(text)
    assert (h.type, h.sign, h.issued) == ("công văn", "55/SGDĐT-CTTT", date(2024, 4, 3))


def test_letters_set_apart_for_show() -> None:
    assert header("Q U Y Ế T   Đ Ị N H\n\nĐiều 1. Ban hành.\n".replace("   ", " ")).type == "quyết định"


def test_a_type_line_that_lost_a_mark() -> None:
    assert header("HUYỆN ỦY TÂN SƠN\n\nNGHI QUYẾT\nvề giảm nghèo\n\nI. MỤC TIÊU\n").type == "nghị quyết"
