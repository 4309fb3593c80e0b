"""References: every form in which a document is cited, and what only looks like one."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.citing import marked, one, read


@pytest.mark.parametrize(
    "sentence",
    [
        # Party: central, provincial, district, grassroots, congress with a sign
        "Thực hiện [Quyết định số 905-QĐNS/TW ngày 11/9/2023 của Bộ Chính trị] về cán bộ",
        "[Hướng dẫn số 17-HD/BTCTW], [Quy định số 09-QĐi/TW], [Quy chế số 03-QC/TU], [Đề án số 8-ĐA/TU]",
        "[Kết luận số 31-KL/UBKTTU], [Thông báo số 14-TB/UBKTĐU] và [Công văn số 77-CV/ThU]",
        "[Nghị quyết số 02-NQ/ĐH] đã thông qua; [Báo cáo số 4-BC/CB]; [Thông tri số 11-TT/TU]",
        "[Nghị quyết số 3-NQ/ĐU ngày 18/8/2025 của Đảng ủy xã Tân Lập] lãnh đạo vụ mùa",
        # state: acts with and without a year, letters without a type, orders, consolidated texts
        "[Lệnh số 08/2016/L-CTN], [Văn bản hợp nhất số 21/VBHN-VPQH], [Sắc lệnh số 73/SL]",
        "[Nghị quyết số 03/2019/NQ-HĐTP], [Nghị quyết số 1279/NQ-UBTVQH15 ngày 14/11/2024]",
        "[Nghị quyết số 1240/2016/UBTVQH13 của Ủy ban Thường vụ Quốc hội]",
        "theo [Công văn 411/TCT-CS], [Công văn số 92/CT-TTHT] và [công văn số 3/BGD&ĐT-GDTrH]",
        "[Quyết định số 88/QĐ-UBND.HC], [Quyết định số 9/QĐ-CT.UBND], [Công văn số 6/UBND-KT.VX]",
        "[Giấy phép số 17/GP-BTNMT], [Kết luận thanh tra số 9/KL-TTr], [Kế hoạch số 4/KH-BCĐ389]",
        "[Phiếu lấy ý kiến Thành viên Chính phủ số 77/PLYK/2026]",
        # joint and mass organisations
        "[Thông tư liên tịch số 5/2014/TTLT-BNV-BTC], [Kế hoạch liên ngành số 3/KHLN-SYT-CAT]",
        "[Quy chế phối hợp số 7-QCPH/BTVTU-BCSĐ], [Chương trình phối hợp số 2/CTPH-UBND-MTTQ]",
        "[Kế hoạch số 21/KH-ĐCT ngày 4/3/2024 của Đoàn Chủ tịch Trung ương Hội Liên hiệp Phụ nữ Việt Nam]",
        "[Kế hoạch số 19-KH/TWĐTN-TNNT ngày 6/1/2024 của Ban Bí thư Trung ương Đoàn]",
        # history: codes of bodies that are gone, no separator before the type
        "[Quyết định số 176-HĐBT ngày 09/10/1989 của Hội đồng Bộ trưởng]; [Nghị định 64-CP]",
        "[Chỉ thị số 100 CT/TW ngày 13/01/1981 của Ban Bí thư]; [Quyết định số 31QĐ/UB ngày 4/2/1995]",
        # congresses and plenums, with a term, an area, an organisation, abbreviated
        "[NQ TW 7 khóa XII], [NQ Trung ương 3 khóa XI], [Nghị quyết TW 8 khóa XI], [Nghị quyết ĐH XIII]",
        "[Nghị quyết Đại hội lần thứ XVII Đảng bộ tỉnh] và [Nghị quyết Đại hội Đảng toàn quốc lần thứ XII]",
        "[Nghị quyết Đại hội Công đoàn Việt Nam lần thứ XIII], [Nghị quyết Đại hội XI Hội Nông dân Việt Nam] được",
        "[Nghị quyết Đại hội đại biểu toàn quốc Hội Người cao tuổi Việt Nam lần thứ VI, nhiệm kỳ 2021 - 2026]",
        "[Kết luận Hội nghị Trung ương 4 khóa XIII]; [Nghị quyết Hội nghị Trung ương lần thứ 5 khóa XIII]",
        # blanks and line breaks inside signs
        "[Kết luận số 77 - KL / TU], [Quyết định số 41 /QĐ-TTg], [Nghị định số 8/ 2021/NĐ-CP]",
        "[Nghị định số 8/2021/ NĐ-CP]; [Nghị quyết số 7 -NQ/TW]; [Công văn số 6/ UBND- NV]",
        "[Quyết định số 2.418/QĐ-\nUBND] và [Nghị quyết số 98/2023/\nQH15]",
        "[Quyết định số: 9/QĐ-UBND], [Quyết định số : 8/QĐ-UBND], [Quyết định Số 7/QĐ-UBND]",
        # coordination: plain, with colon, in brackets, nouns once, issuer once
        "các [Nghị quyết: số 57-NQ/TW], [số 59-NQ/TW] và [số 66-NQ/TW]",
        "bốn nghị quyết ([số 57-NQ/TW], [số 59-NQ/TW], [số 66-NQ/TW], [số 68-NQ/TW])",
        "các [Thông tư số 1/2021/TT-BNV], [2/2021/TT-BNV], [3/2021/TT-BNV]",
        "các [Quyết định số 4/QĐ-UBND ngày 01/02/2024]; [5/QĐ-UBND ngày 02/02/2024]; [6/QĐ-UBND ngày 03/02/2024]",
        "các [Nghị quyết của Quốc hội: số 55/2010/QH12 ngày 24/11/2010] về thuế; [số 28/2016/QH14] về giá",
        "các [Kết luận số 11-KL/TW], [12-KL/TW], [14-KL/TW của Bộ Chính trị, Ban Bí thư]",
        # abbreviated nouns, lower case
        "theo [CV 55/TCT-KK], [QĐ 4/QĐ-UBND], [TT 2/2021/TT-BGDĐT], [NĐ 9/2020/NĐ-CP], [KL 5-KL/TW], [KH 3/KH-UBND]",
        "[NQ 57 của Bộ Chính trị] và [NQ số 59]; KH 12 hộ, QĐ 30 người, NQ 15 đại biểu",
        "[nghị quyết số 9-NQ/TW], [chỉ thị số 3/CT-TTg], [kế hoạch 4/KH-UBND], [công văn 5/SYT-NVY]",
        # laws in their many wordings
        "[Luật sửa đổi, bổ sung một số điều của Luật Hóa chất và Luật Điện lực ngày 20 tháng 11 năm 2018]",
        "[Luật sửa đổi, bổ sung một số điều của 37 Luật có liên quan đến quy hoạch ngày 20 tháng 11 năm 2018];",
        "[Luật sửa đổi 9 luật] có hiệu lực; [Luật Sửa đổi, bổ sung Điều 6 Luật Đấu giá tài sản]",
        "[Bộ luật Hình sự năm 2015 (sửa đổi, bổ sung năm 2017)], [Luật Giá (sửa đổi)], [Luật Thú y sửa đổi năm 2026]",
        "[Luật Thuế xuất khẩu, thuế nhập khẩu 107/2016/QH13], [Luật số 54/2014/QH13 ngày 23/6/2014]",
        "các [Luật: Đất đai], [Nhà ở] và các [Luật Giá], [Đấu thầu năm 2023]; Luật Đất đai, nhà ở xã hội".replace(
            "Luật Đất đai, nhà", "[Luật Đất đai], nhà"
        ),
        "theo [luật đất đai 2013]; thi hành kỷ luật 05 đảng viên năm 2024; luật sư năm 2024",
        "[Luật Hôn nhân & Gia đình năm 2014]; [Pháp lệnh thực hiện dân chủ ở xã, phường, thị trấn]",
        # pinpoints
        "các [khoản 1, 2 và 3 Điều 5 Nghị định số 8/2021/NĐ-CP]; [Điều 5 đến Điều 9 Luật Giá]",
        "[mục 3 Phụ lục II.8 và mục 2 Phụ lục VI.8 kèm theo Quyết định số 866/QĐ-TTg]",
        "[Phần thứ hai Nghị quyết số 57-NQ/TW]; [gạch đầu dòng thứ ba điểm a khoản 1 Điều 5 Luật Giá]",
        "[Phụ lục ban hành kèm theo Quyết định số 4/QĐ-UBND]; [Điều 9, Điều 10 Điều lệ Đảng]",
        "[điểm b, điểm c khoản 2 Điều 8; khoản 3 Điều 9 và Điều 10 Luật Giá năm 2023]",
        # numbers that look like years
        "theo [Đề án 1956]; Quyết định 2024, Đề án 2021 - 2025",
        # a name that ends before a definition
        "[Nghị quyết số 4-NQ/TW] về đất đai đến năm 2045 (sau đây gọi là Nghị quyết), [Nghị quyết Đại hội XIII]",
        # no references
        "xe 29-LD/1234; quốc lộ 1A/QL; lớp 12/A1; 5 - 7 TB/năm; Báo cáo số liệu; Thông báo số điện thoại",
        "xã đạt chuẩn theo Quyết định công nhận; chỉ tiêu Nghị quyết đề ra; Nghị quyết của HĐND tỉnh khóa X",
        "Nghị quyết Đại hội Đảng các cấp; Điều 34 của Luật này; các văn bản pháp luật có liên quan",
    ],
)
def test_forms(sentence: str) -> None:
    assert marked(re.sub(r"\[|\]", "", sentence)) == sentence


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Nghị định số 9/2020/NĐ-GP", "9/2020/NĐ-CP"),
        ("Nghị định số 9/2020/ND-CP", "9/2020/NĐ-CP"),
        ("Nghị định số 9/2025/NĐCP", "9/2025/NĐ-CP"),
        ("Kết luận số 9-KLTW", "9-KL/TW"),
        ("Kết luận số 9-KI/TW", "9-KL/TW"),
        ("Kết luận số 9-KL/TVV", "9-KL/TW"),
        ("Quyết định số 9/QD-UBND", "9/QĐ-UBND"),
        ("Quyết định số 9/QĐ-TTq", "9/QĐ-TTg"),
        ("Tờ trình số 9/TTR-UBND", "9/TTr-UBND"),
        ("Quyết định số 5O/QĐ-UBND", "50/QĐ-UBND"),
        ("Quyêt đinh số 9/QĐ-UBND", "9/QĐ-UBND"),
        ("Kế hoach số 9/KH-UBND", "9/KH-UBND"),
        ("Nghị quyêt số 9/2019/QH14", "9/2019/QH14"),
        ("Nghi quyet so 9-NQ/TW ngay 04/11/2013", "9-NQ/TW"),
    ],
)
def test_misread_signs_and_nouns_are_repaired_and_flagged(text: str, sign: str) -> None:
    reference = one(text)
    assert (reference.text, reference.sign, reference.flags) == (text, sign, ("repaired_ocr",))


@pytest.mark.parametrize(
    "text", ["Công văn số 9/QTR-KTr2", "Tờ trình số 9/TTr-BQLCKCN", "Công văn số 9/CTCP-HC", "công văn số 9-CVHQ"]
)
def test_unknown_codes_are_left_alone(text: str) -> None:
    assert (one(text).sign, one(text).flags) == (text.rsplit(maxsplit=1)[-1], ())


@pytest.mark.parametrize(
    ("text", "issuer", "day", "term"),
    [
        # behind the sign, in any order
        ("Nghị quyết số 9-NQ/TW (khóa XI) ngày 04/11/2013 của Bộ Chính trị", "Bộ Chính trị", "2013-11-04", "khóa XI"),
        ("Chỉ thị số 9-CT/TW, khóa XII, của Bộ Chính trị", "Bộ Chính trị", None, "khóa XII"),
        ("Kết luận số 9-KL/TU của Tỉnh ủy (khóa XII)", "Tỉnh ủy (khóa XII)", None, "khóa XII"),
        ("Quyết định số 9/QĐ-UBND, ban hành ngày 03/02/2025", None, "2025-02-03", None),
        ("Nghị quyết của Bộ Chính trị (số 9-NQ/TW, ngày 05/4/1988)", "Bộ Chính trị", "1988-04-05", None),
        ("Thông tư số 9-TT/TW của Hội nghị Trung ương 4 khóa XI", "Hội nghị Trung ương 4 khóa XI", None, "khóa XI"),
        (
            "Kết luận số 9-KL/TU do Ban Thường vụ Tỉnh ủy ban hành ngày 3/2/2025",
            "Ban Thường vụ Tỉnh ủy",
            "2025-02-03",
            None,
        ),
        # before it
        ("Ngày 22/12/2024, Bộ Chính trị ban hành Nghị quyết số 9-NQ/TW", "Bộ Chính trị", "2024-12-22", None),
        ("Ngày 22 tháng 8 năm 2025, Cục Thuế đã có công văn số 9/CT-CS", "Cục Thuế", "2025-08-22", None),
        ("Tỉnh ủy (khóa XII) đã ban hành Kết luận số 9-KL/TU", "Tỉnh ủy (khóa XII)", None, "khóa XII"),
        ("Sau khi nghe Sở Y tế trình bày Báo cáo số 9/BC-SYT", "Sở Y tế", None, None),
        ("do Bộ Xây dựng trình tại Tờ trình số 9/TTr-BXD", "Bộ Xây dựng", None, None),
        ("đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 9/TTr-SNV", "Sở Nội vụ", None, None),
        ("Chủ tịch UBND tỉnh đã ban hành Quyết định số 9/QĐ-UBND", "Chủ tịch UBND tỉnh", None, None),
        # not the body that is told to do something
        ("nhiệm vụ giao Sở Y tế tại Quyết định số 9/QĐ-UBND", None, None, None),
        ("UBND tỉnh triển khai trong Công văn số 9/BTC-NSNN", None, None, None),
        # in the name
        ("Điều lệ Đảng", "Đảng", None, None),
        ("Điều lệ Công đoàn Việt Nam", "Công đoàn Việt Nam", None, None),
    ],
)
def test_date_issuer_and_term(text: str, issuer: str | None, day: str | None, term: str | None) -> None:
    reference = one(text)
    assert (reference.issuer, reference.date, reference.term) == (issuer, day and date.fromisoformat(day), term)


def test_numbers_in_a_row_share_the_date_others_do_not() -> None:
    row = read("Nghị quyết số 18-NQ/TW và Nghị quyết số 19-NQ/TW ngày 25/10/2017 của Bộ Chính trị")
    assert [r.date for r in row] == [date(2017, 10, 25)] * 2
    apart = read("Nghị quyết số 57-NQ/TW, Nghị quyết số 68-NQ/TW ngày 04/5/2025 của Bộ Chính trị")
    assert [(r.date, r.issuer) for r in apart] == [(None, "Bộ Chính trị"), (date(2025, 5, 4), "Bộ Chính trị")]


def test_signs_below_a_heading_noun_have_its_type_and_issuer() -> None:
    found = read("các Nghị định của Chính phủ số 3/2010/NĐ-CP về phí; số 48/2013/NĐ-CP về giá; các nghị quyết")
    assert [(r.type, r.issuer) for r in found] == [("nghị định", "Chính phủ")] * 2


@pytest.mark.parametrize(
    ("text", "sign"),
    [("Tờ trình số 5/TTr-BQL", "5/TTr-BQL"), ("Công văn số 5/TTr-VP", "5/TTr-VP"), ("Chỉ thị số 5/CT-XYZ", "5/CT-XYZ")],
)
def test_the_noun_says_whether_a_code_is_a_type(text: str, sign: str) -> None:
    assert one(text).sign == sign
    assert one(text).type == text.split(" số", maxsplit=1)[0].lower()
