"""What the citing document does with the one that it cites."""

from __future__ import annotations

import pytest

from tests.citing import read


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        # basis
        ("Căn cứ Luật Giá ngày 19/6/2023;", "basis"),
        ("- Căn cứ Điều lệ Đảng;", "basis"),
        ("Căn cứ Nghị định số 5/2020/NĐ-CP về giá; Nghị định số 6/2021/NĐ-CP và Nghị định số 7/2022/NĐ-CP;", "basis basis basis"),
        ("Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 5/TTr-SYT", "basis"),
        ("Xét Tờ trình số 5/TTr-UBND và Báo cáo số 6/BC-PC;", "basis basis"),
        ("Căn cứ tình hình thực tế, các đơn vị thực hiện Kế hoạch số 5/KH-UBND", "implements"),
        # implementing
        ("Triển khai thực hiện Nghị quyết số 5-NQ/TW", "implements"),
        ("Quán triệt Nghị quyết số 57-NQ/TW, Nghị quyết số 59-NQ/TW", "implements implements"),
        ("áp dụng theo quy định tại Điều 39 Nghị định số 5/2020/NĐ-CP", "implements"),
        ("thực hiện Nghị quyết số 5-NQ/TU về phát triển kinh tế và Kế hoạch số 7/KH-UBND", "implements implements"),
        # replacing, repealing, amending
        ("Quyết định này thay thế Quyết định số 5/QĐ-UBND", "replaces"),
        ("có hiệu lực kể từ ngày ký, thay thế Quyết định số 5/QĐ-UBND và Quyết định số 6/QĐ-UBND", "replaces replaces"),
        ("Quyết định số 5/QĐ-UBND về giá được thay thế bởi Quyết định này", "replaces"),
        ("Bãi bỏ Quyết định số 5/QĐ-UBND", "repeals"),
        ("Hủy bỏ Kế hoạch số 5/KH-UBND", "repeals"),
        ("Bãi bỏ Quyết định số 5/QĐ-UBND về giá đất; Quyết định số 6/QĐ-UBND về phí; Quyết định số 7/QĐ-UBND.", "repeals repeals repeals"),
        ("Quyết định số 5/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực", "repeals"),
        ("thực hiện Nghị quyết số 5-NQ/TU về kinh tế, bãi bỏ Kế hoạch số 7/KH-UBND", "implements repeals"),
        ("Sửa đổi, bổ sung một số điều của Nghị định số 5/2020/NĐ-CP", "amends"),
        ("Sửa đổi khoản 2 Điều 5 Quyết định số 5/2020/QĐ-UBND", "amends"),
        ("Đính chính Quyết định số 5/QĐ-UBND", "amends"),
        # somebody else does it
        ("Nghị định 5/2022/NĐ-CP (được sửa đổi, bổ sung bởi Điều 1 Nghị định 6/2025/NĐ-CP)", "mentions mentions"),
        ("Nghị định 5/2022/NĐ-CP (sửa đổi, bổ sung tại Điều 1 Nghị định 6/2025/NĐ-CP)", "mentions mentions"),
        ("Quyết định số 9/QĐ-UBND của UBND tỉnh thay thế Quyết định số 5/QĐ-UBND", "mentions mentions"),
        ("Căn cứ Quyết định số 9/QĐ-BYT về việc sửa đổi, bổ sung Quyết định số 5/QĐ-BYT;", "basis mentions"),
        ("Căn cứ Luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15;", "basis mentions"),
        ("Căn cứ Nghị định số 5/2020/NĐ-CP sửa đổi Nghị định số 4/2019/NĐ-CP; Nghị định số 6/2020/NĐ-CP;", "basis mentions basis"),
        ("thực hiện Kế hoạch số 7/KH-UBND triển khai Nghị quyết số 5-NQ/TU", "implements mentions"),
        ("Quyết định số 5/QĐ-UBND ngày 2/2/2020 về phí đã hết hiệu lực", "mentions"),
        # issued with, reports
        ("Quy chế ban hành kèm theo Quyết định số 5/QĐ-UBND", "issued_with"),
        ("(Kèm theo Quyết định số 5/QĐ-UBND ngày 2/2/2020)", "issued_with"),
        ("Sửa đổi một số điều của Quy định ban hành kèm theo Quyết định số 5/2020/QĐ-UBND", "issued_with"),
        ("Sau khi nghe Báo cáo số 5-BC/TU", "reports"),
        ("Sau khi nghe Sở Y tế trình bày Báo cáo số 5/BC-SYT", "reports"),
        ("sau khi nghe Ủy ban nhân dân huyện báo cáo (theo Báo cáo số 5/BC-UBND)", "reports"),
        ("báo cáo kết quả theo yêu cầu tại Công văn số 5/BTC-NS", "reports"),
        ("báo cáo kết quả thực hiện theo Kế hoạch số 5/KH-UBND", "implements"),
        # nothing is said
        ("Trả lời Công văn số 5/SYT-NV", "mentions"),
        ("Kèm Công văn số 5/BYT-KH", "mentions"),
        ("có hiệu lực thi hành kể từ ngày Nghị định số 5/2025/NĐ-CP có hiệu lực", "mentions"),
        ("Bãi bỏ Quyết định số 5/QĐ-UBND. Xem Quyết định số 6/QĐ-UBND.", "repeals mentions"),
    ],
)  # fmt: skip
def test_relation(text: str, relations: str) -> None:
    assert " ".join(r.relation for r in read(text)) == relations


@pytest.mark.parametrize(
    ("text", "lead_in", "relation"),
    [
        ("a) Nghị quyết số 5/2024/NQ-HĐND ngày 29/6/2024", "2. Nghị quyết này bãi bỏ các Nghị quyết:", "repeals"),
        ("- Luật Đất đai năm 2024;", "Căn cứ:", "basis"),
        ("1. Tiếp tục thực hiện Kế hoạch số 5/KH-UBND", "Bãi bỏ các văn bản sau:", "implements"),
    ],
)
def test_points_of_a_list_have_the_relation_of_what_announces_them(text: str, lead_in: str, relation: str) -> None:
    assert [r.relation for r in read(text, lead_in=lead_in)] == [relation]
