"""The 66 examples of the domain grammar of targets, section 4, by their numbers there.

Where the annotation guide (version 4) decides otherwise, the row has the guide's value and says so.
A row is the text with its targets in brackets, and what each target says: operator, low, high, unit
and whatever else the example is about. Fields: ``n`` scaled value and unit, ``dir`` direction,
``per``, ``base`` baseline, ``due`` the deadline's day, ``flags``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from vnpolicy.analysis import Deadline, Role, Target
from vnpolicy.extract.deadlines import DeadlineFinder
from vnpolicy.extract.setting import Setting
from vnpolicy.extract.targets import TargetFinder, link
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage, Source

LEXICON = Lexicon.load()
DEADLINES, TARGETS = DeadlineFinder(LEXICON), TargetFinder(LEXICON)


def t(op: str, low: float | None, high: float | None, unit: str | None, **more: Any) -> dict[str, Any]:
    return {"op": op, "low": low, "high": high, "unit": unit, **more}


def eq(value: float, unit: str | None, **more: Any) -> dict[str, Any]:
    return t("=", value, value, unit, **more)


EXAMPLES: list[tuple[int, str, Role, list[dict[str, Any]]]] = [
    (1, "[ít nhất 21 xã] đạt chuẩn nông thôn mới đến cuối năm 2015", "task",
     [t(">=", 21, None, "xã", due=date(2015, 12, 31))]),
    (2, "phấn đấu tăng trưởng GRDP [8% trở lên]", "objective", [t(">=", 8, None, "%", dir="increase")]),
    (3, "tốc độ tăng trưởng bình quân [10 - 10,5%/năm] giai đoạn 2026 - 2030", "objective",
     [t("in", 10, 10.5, "%/năm", per="năm", dir="increase")]),
    (4, "thu ngân sách nội địa đạt [12.500 tỷ đồng]", "objective", [eq(12500, "tỷ đồng", n=(12.5e12, "VND"), dir="reach")]),
    (5, "tổng thu [trên 15.000 tỷ đồng], tăng [10%] so với năm 2025", "objective",
     [t(">", 15000, None, "tỷ đồng", n=(15e12, "VND"), dir="reach"),
      eq(10, "%", dir="increase", base="so với năm 2025")]),
    (6, "kim ngạch xuất khẩu [1,2 tỷ USD]", "objective", [eq(1.2, "tỷ USD", n=(1.2e9, "USD"))]),
    (7, "giảm tỷ lệ hộ nghèo bình quân [1 - 1,5%/năm]", "objective", [t("in", 1, 1.5, "%/năm", dir="decrease", per="năm")]),
    (8, "tỷ lệ hộ nghèo còn [dưới 2%] vào năm 2030", "objective",
     [t("<", None, 2, "%", dir="reach", due=date(2030, 12, 31))]),
    # One target, not three: the guide takes the number, and "3 tiêu chí" is the size of a known set.
    (9, "kéo giảm tai nạn giao thông [ít nhất 5%] trên cả 3 tiêu chí so với cùng kỳ", "objective",
     [t(">=", 5, None, "%", dir="decrease", base="so với cùng kỳ")]),
    (10, "[100%] hồ sơ thủ tục hành chính giải quyết đúng hạn", "objective", [eq(100, "%")]),
    (11, "[trên 98%] dân số tham gia bảo hiểm y tế", "objective", [t(">", 98, None, "%")]),
    (12, "giải ngân đạt [tối thiểu 95% kế hoạch vốn]", "objective", [t(">=", 95, None, "% kế hoạch vốn", n=(95, "%"))]),
    # The guide: a legal time limit is no target.
    (13, "không quá 10 ngày làm việc", "task", []),
    (14, "cắt giảm [30%] thời gian, [30%] chi phí tuân thủ", "objective",
     [eq(30, "%", dir="decrease"), eq(30, "%", dir="decrease")]),
    (15, "trồng mới [khoảng 1.500 ha] rừng", "objective", [t("~", 1500, 1500, "ha", flags=("approximate",))]),
    (16, "duy trì độ che phủ rừng [43%]", "objective", [eq(43, "%", dir="maintain")]),
    (17, "giữ tỷ lệ che phủ [không dưới 43%]", "objective", [t(">=", 43, None, "%", dir="maintain")]),
    (18, "xây dựng [từ 2 đến 3 sản phẩm OCOP] 5 sao", "objective", [t("in", 2, 3, "sản phẩm OCOP")]),
    (19, "có thêm [05 trường] đạt chuẩn quốc gia", "objective", [eq(5, "trường", dir="increase")]),
    (20, "nâng tỷ lệ trường chuẩn lên [65%]", "objective", [eq(65, "%", dir="reach")]),
    (21, "thu nhập bình quân đầu người đạt [75 triệu đồng/người/năm]", "objective",
     [eq(75, "triệu đồng/người/năm", n=(75e6, "VND"), per="năm")]),
    (22, "tỷ lệ lao động qua đào tạo [72%], trong đó có bằng cấp, chứng chỉ [30%]", "objective",
     [eq(72, "%"), eq(30, "%")]),
    (23, "[12 bác sĩ/vạn dân]; [30 giường bệnh/vạn dân]", "objective",
     [eq(12, "bác sĩ/vạn dân", per="vạn dân"), eq(30, "giường bệnh/vạn dân", per="vạn dân")]),
    (24, "kết nạp [từ 1.200 đảng viên trở lên]", "task", [t(">=", 1200, None, "đảng viên")]),
    (25, "kết nạp đảng viên đạt [3 - 4%] so với tổng số đảng viên đầu năm", "objective",
     [t("in", 3, 4, "%", base="so với tổng số đảng viên đầu năm")]),
    (26, "[trên 90%] chi bộ hoàn thành tốt nhiệm vụ", "objective", [t(">", 90, None, "%")]),
    (27, "xếp hạng PCI vào [nhóm 20 tỉnh dẫn đầu]", "objective", [t("<=", None, 20, "tỉnh")]),
    (28, "tăng [ít nhất 3 bậc] chỉ số cải cách hành chính", "objective", [t(">=", 3, None, "bậc", dir="increase")]),
    # A result, the guide: no target.
    (29, "đạt 45.799/36.875 tỷ đồng, bằng 124,2% kế hoạch", "result", []),
    (30, "19/24 chỉ tiêu đạt và vượt", "result", []),
    (31, "hoàn thành [15/19 tiêu chí]", "objective", [eq(15, "/19 tiêu chí", per=None)]),
    (32, "[gấp đôi] so với năm 2020", "objective", [eq(2, "lần", base="so với năm 2020")]),
    (33, "tăng [1,5 lần]", "objective", [eq(1.5, "lần", flags=("ambiguous",))]),
    (34, "tăng [gấp rưỡi]", "objective", [eq(1.5, "lần")]),
    (35, "tăng thêm [một nửa]", "objective", [eq(0.5, None, n=(50, "%"), dir="increase")]),
    (36, "giảm [một phần ba số vụ]", "objective", [eq(1 / 3, "số vụ", n=(100 / 3, "%"), dir="decrease")]),
    (37, "[ít nhất hai phần ba số thôn] có nhà văn hóa", "objective", [t(">=", 2 / 3, None, "số thôn", n=(200 / 3, "%"))]),
    (38, "[quá nửa số xã]", "objective", [t(">", 0.5, None, "số xã", n=(50, "%"))]),
    (39, "[hai mươi mốt xã]", "objective", [eq(21, "xã")]),
    (40, "[một trăm linh năm công trình]", "objective", [eq(105, "công trình")]),
    (41, "[ba nghìn rưỡi tỷ đồng]", "objective", [eq(3500, "tỷ đồng", n=(3.5e12, "VND"))]),
    (42, "mỗi xã [ít nhất 01 mô hình] dân vận khéo", "task", [t(">=", 1, None, "mô hình", per="xã")]),
    (43, "mỗi năm giảm [từ 400 đến 500 hộ nghèo]", "objective", [t("in", 400, 500, "hộ nghèo", dir="decrease", per="năm")]),
    (44, "bình quân mỗi năm giải quyết việc làm cho [24.000 lao động]", "task", [eq(24000, "lao động", per="năm")]),
    (45, "đưa [1.000 lao động] đi làm việc ở nước ngoài", "task", [eq(1000, "lao động")]),
    (46, "xây dựng [3.200 căn] nhà ở xã hội trong năm 2026", "task", [eq(3200, "căn", due=date(2026, 12, 31))]),
    (47, "hoàn thành [120 km] đường giao thông nông thôn", "task", [eq(120, "km", n=(120_000, "m"))]),
    (48, "diện tích đất bình quân [25 m²/người]", "objective", [eq(25, "m²/người", per="người")]),
    (49, "công suất [1.000 MW] trước năm 2030", "objective", [eq(1000, "MW", due=date(2030, 1, 1))]),
    (50, "năng suất lúa [62 tạ/ha]", "objective", [eq(62, "tạ/ha", n=(6200, "kg"), per="ha")]),
    (51, "đón [9,5 - 10 triệu lượt khách]", "objective", [t("in", 9.5, 10, "triệu lượt khách", n=(9.5e6, "lượt khách"))]),
    (52, "tiết kiệm [10% chi thường xuyên]", "task", [eq(10, "% chi thường xuyên", dir="decrease")]),
    # The guide: a target is comparator, number and unit; what names no number is none.
    (53, "không để xảy ra điểm nóng", "task", []),
    (54, "chấm dứt tình trạng tàu cá vi phạm vùng biển nước ngoài", "task", []),
    (55, "xóa [100%] nhà tạm, nhà dột nát trước 31/8/2026", "task", [eq(100, "%", due=date(2026, 8, 31))]),
    (56, "tinh giản [tối thiểu 20% biên chế] so với năm 2021", "objective",
     [t(">=", 20, None, "% biên chế", dir="decrease", base="so với năm 2021")]),
    (57, "tỷ trọng kinh tế số đạt [khoảng 20% GRDP]", "objective", [t("~", 20, 20, "% GRDP")]),
    (58, "tăng [5 điểm phần trăm]", "objective", [eq(5, "điểm phần trăm", dir="increase")]),
    (59, "năm 2026: [30%]; năm 2027: [60%]; năm 2028: [100%]", "objective",
     [eq(v, "%", due=date(y, 12, 31)) for v, y in ((30, 2026), (60, 2027), (100, 2028))]),
    (60, "các xã loại I: [3 mô hình], loại II: [2 mô hình]", "objective", [eq(3, "mô hình"), eq(2, "mô hình")]),
    (61, "giao quân đạt [100% chỉ tiêu]", "objective", [eq(100, "% chỉ tiêu")]),
    (62, "chỉ số SIPAS đạt [từ 90 điểm trở lên]", "objective", [t(">=", 90, None, "điểm")]),
    # The guide: money allotted is no target; the number is read where the money is a result.
    (63, "tổng vốn 5.171,344 tỷ đồng", "objective", []),
    (63, "thu hút tổng vốn đầu tư [5.171,344 tỷ đồng]", "objective", [eq(5171.344, "tỷ đồng", n=(5.171344e12, "VND"))]),
    # As written, the guide: 5, and the increase says that it is over the plan.
    (64, "thu đúng, thu đủ, vượt [ít nhất 5% dự toán]", "objective", [t(">=", 5, None, "% dự toán", dir="increase")]),
    # The guide: no number, no target.
    (65, "đạt và vượt các chỉ tiêu đã đề ra", "task", []),
    (66, "giảm [2%] so với năm trước, còn [3,5%]", "objective",
     [eq(2, "%", dir="decrease", base="so với năm trước"), eq(3.5, "%", dir="reach")]),
]  # fmt: skip


def analysed(text: str, role: Role) -> tuple[list[Target], list[Deadline]]:
    source = Source.of(text)
    passage = Passage.of(source, 0, len(source.clean))
    setting = Setting(role=role, anchor=date(2015, 1, 5), anchor_kind="given")
    deadlines = [replace(one, item="1") for one in DEADLINES.find(passage, setting, ())]
    targets = [replace(one, item="1") for one in TARGETS.find(passage, setting, deadlines)]
    return link(targets, deadlines, []), deadlines


@pytest.mark.parametrize(("number", "marked", "role", "expected"), EXAMPLES, ids=[str(row[0]) for row in EXAMPLES])
def test_domain_example(number: int, marked: str, role: Role, expected: list[dict[str, Any]]) -> None:
    found, deadlines = analysed(re.sub(r"[\[\]]", "", marked), role)
    assert [target.text for target in found] == re.findall(r"\[(.*?)\]", marked), number
    for target, says in zip(found, expected, strict=True):
        seen: dict[str, Any] = {"op": target.op, "low": target.low, "high": target.high, "unit": target.unit}
        scaled = target.norm_high if target.norm_low is None else target.norm_low
        seen |= {"n": (scaled, target.norm_unit), "dir": target.direction, "per": target.per, "base": target.baseline}
        seen |= {"flags": target.flags, "due": None if target.deadline is None else deadlines[target.deadline].due}
        for field, value in says.items():
            close = field in ("low", "high", "n") and value is not None
            assert seen[field] == (pytest.approx(value) if close else value), (number, field)


def test_all_examples_are_there() -> None:
    assert sorted({row[0] for row in EXAMPLES}) == list(range(1, 67))
