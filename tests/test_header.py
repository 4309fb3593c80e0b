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


# Titles


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("QUYẾT ĐỊNH\nVề việc phân bổ giống", "Về việc phân bổ giống"),
        ("KẾ HOẠCH\nTRIỂN KHAI THÁNG HÀNH ĐỘNG\nVÌ TRẺ EM", "TRIỂN KHAI THÁNG HÀNH ĐỘNG VÌ TRẺ EM"),
        ("NGHỊ QUYẾT\nCỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH\nvề phát triển rừng", "CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH về phát triển rừng"),
        ("CHỈ THỊ\ncủa Ban Thường vụ Tỉnh ủy về tăng cường sự lãnh đạo của Đảng đối với công tác\nphòng, chống cháy rừng dịp\nTết Nguyên đán",
         "của Ban Thường vụ Tỉnh ủy về tăng cường sự lãnh đạo của Đảng đối với công tác phòng, chống cháy rừng dịp Tết Nguyên đán"),
        ("NGHỊ QUYẾT\nVề kế hoạch năm 2023\n\nHỘI ĐỒNG NHÂN DÂN TỈNH BẮC KHÊ\nKHÓA XVII, KỲ HỌP THỨ 10", "Về kế hoạch năm 2023"),
        ("CÔNG ĐIỆN\nVề việc ứng phó bão số 3\nTHỦ TƯỚNG CHÍNH PHỦ điện:", "Về việc ứng phó bão số 3"),
    ],
)  # fmt: skip
def test_titles(lines: str, title: str) -> None:
    body = "\n\nCăn cứ Luật Đê điều năm 2006;\n\nĐiều 1. Giữ đê.\n\nĐiều 2. Trực đê.\n"
    a = analyze(lines + body)
    assert a.header.title == title
    assert [item.path for item in a.items][-2:] == ["Điều 1", "Điều 2"]


# Issuers


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("BỘ TÀI CHÍNH\nCỤC THUẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 9/CT-CS", "Cục Thuế"),
        ("ĐẢNG BỘ TỈNH HÒA CHÂU\nHUYỆN ỦY MƯỜNG LA\n*\nSố 08-TB/HU\nĐẢNG CỘNG SẢN VIỆT NAM", "Huyện ủy Mường La"),
        ("UBND TỈNH VĨNH GIANG\nSỞ Y TẾ\n-----\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/TB-SYT", "Sở Y tế"),
        ("TỈNH ỦY HÒA CHÂU\nVĂN PHÒNG\n*\nSố 512-TB/VPTU\nĐẢNG CỘNG SẢN VIỆT NAM", "Văn phòng Tỉnh ủy Hòa Châu"),
        ("HỘI ĐỒNG NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BẮC KHÊ                  Độc lập - Tự do - Hạnh phúc\nSố: 45/TB-HĐND",
         "Hội đồng nhân dân tỉnh Bắc Khê"),
        ("UBND HUYỆN TÂN SƠN\nSố: 3/TB-UBND", "UBND huyện Tân Sơn"),
    ],
)  # fmt: skip
def test_issuers(head: str, issuer: str) -> None:
    assert (
        header(f"{head}\n\nTHÔNG BÁO\nvề lịch trực Tết\n\n1. Trực 24/24 giờ.\n\n2. Báo cáo hằng ngày.\n").issuer
        == issuer
    )


# Signatures and recipients

BODY = "THÔNG BÁO\nvề lịch trực Tết\n\n1. Trực 24/24 giờ.\n\n2. Báo cáo hằng ngày./.\n\n"


@pytest.mark.parametrize(
    ("tail", "signer", "recipients"),
    [
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Thử\n", "Trần Văn Thử", ("Như trên", "Lưu: VT")),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Văn Thử\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n", "Trần Văn Thử", ("Như trên", "Lưu: VT")),
        ("Nơi nhận:                         T/M BAN THƯỜNG VỤ\n- Như trên,                           PHÓ BÍ THƯ\n- Lưu VPTU.\n"
         "                                     Trần Văn Thử\n", "Trần Văn Thử", ("Như trên", "Lưu VPTU")),
        ("T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\n(đã ký)\nTrần Văn Thử\n", "Trần Văn Thử", ()),
        ("CHỦ TỊCH\n\nTrần Văn Thử\n", "Trần Văn Thử", ()),
        ("QUYỀN GIÁM ĐỐC\nTrần Văn Thử\n", "Trần Văn Thử", ()),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ Y TẾ\nTrần Văn Thử\n", "Trần Văn Thử", ()),
        ("Nơi nhận: K/T TRƯỞNG BAN\n- Các tỉnh ủy, PHÓ TRƯỞNG BAN\n- Lưu HC.\n", None, ("Các tỉnh ủy", "Lưu HC")),
    ],
)  # fmt: skip
def test_tails(tail: str, signer: str | None, recipients: tuple[str, ...]) -> None:
    h = header(BODY + tail)
    assert (h.signer, h.recipients) == (signer, recipients)
    assert [item.path for item in analyze(BODY + tail).items] == ["1", "2"]
