"""Targets: the families of the domain grammar, what is no target, links."""

import re
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis import Deadline, Fact, Reference, Role, Target
from vnpolicy.errors import LexiconError
from vnpolicy.extract.setting import Setting
from vnpolicy.extract.targets import TargetFinder, link
from vnpolicy.lexicon import Lexicon, Unit
from vnpolicy.text import Passage, Source

FINDER = TargetFinder(Lexicon.load())


def targets(text: str, role: Role = "objective", taken: tuple[Fact, ...] = ()) -> list[Target]:
    source = Source.of(text)
    return FINDER.find(Passage.of(source, 0, len(source.clean)), Setting(role=role), taken)


def check(marked: str, role: Role = "objective") -> list[Target]:
    """The targets of the text without its brackets, which must be exactly the bracketed ones."""
    found = targets(re.sub(r"[\[\]]", "", marked), role)
    assert [target.text for target in found] == re.findall(r"\[(.*?)\]", marked)
    return found


def said(target: Target) -> tuple[object, ...]:
    return target.op, target.low, target.high, target.unit


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # comparators
        ("có [ít nhất 21 xã] đạt chuẩn", (">=", 21, None, "xã")),
        ("tăng trưởng GRDP [8% trở lên]", (">=", 8, None, "%")),
        ("độ che phủ [không dưới 43%]", (">=", 43, None, "%")),
        ("kết nạp [từ 1.200 đảng viên trở lên]", (">=", 1200, None, "đảng viên")),
        ("chỉ số hài lòng đạt [từ 90 điểm trở lên]", (">=", 90, None, "điểm")),
        ("có [≥ 30%] doanh nghiệp ứng dụng", (">=", 30, None, "%")),
        ("[trên 98%] dân số tham gia bảo hiểm", (">", 98, None, "%")),
        ("tỷ lệ hộ nghèo còn [dưới 2%]", ("<", None, 2, "%")),
        ("hồ sơ quá hạn [không quá 1%]", ("<=", None, 1, "%")),
        ("trồng mới [khoảng 1.500 ha] rừng", ("~", 1500, 1500, "ha")),
        ("giải ngân [vượt mức 100%] các chỉ tiêu", (">", 100, None, "%")),
        # ranges
        ("tăng bình quân [10 - 10,5%/năm]", ("in", 10, 10.5, "%/năm")),
        ("tăng trưởng [từ 8,3 - 8,5%] của cả tỉnh", ("in", 8.3, 8.5, "%")),
        ("xây dựng [từ 2 đến 3 mô hình]", ("in", 2, 3, "mô hình")),
        ("tỷ lệ thu gom đạt [5% - 7%]", ("in", 5, 7, "%")),
        # values, money, measures
        ("thu nội địa đạt [12.500 tỷ đồng]", ("=", 12500, 12500, "tỷ đồng")),
        ("kim ngạch xuất khẩu [1,2 tỷ USD]", ("=", 1.2, 1.2, "tỷ USD")),
        ("thu nhập đạt [75 triệu đồng/người/năm]", ("=", 75, 75, "triệu đồng/người/năm")),
        ("sản lượng đạt [46.200 tấn]", ("=", 46200, 46200, "tấn")),
        ("năng suất lúa [62 tạ/ha]", ("=", 62, 62, "tạ/ha")),
        ("diện tích sàn bình quân [25 m²/người]", ("=", 25, 25, "m²/người")),
        ("đón [9,5 - 10 triệu lượt khách]", ("in", 9.5, 10, "triệu lượt khách")),
        # rates and shares
        ("đạt [12 bác sĩ/vạn dân]", ("=", 12, 12, "bác sĩ/vạn dân")),
        ("tỷ suất tử vong [dưới 9/1.000 trẻ đẻ sống]", ("<", None, 9, "/1.000 trẻ đẻ sống")),
        ("còn [15 ca sinh/1.000 phụ nữ] vào năm 2028", ("=", 15, 15, "ca sinh/1.000 phụ nữ")),
        ("kinh tế số đạt [khoảng 20% GRDP]", ("~", 20, 20, "% GRDP")),
        ("giải ngân [100% kế hoạch vốn năm 2026] được giao", ("=", 100, 100, "% kế hoạch vốn năm 2026")),
        ("hoàn thành [15/19 tiêu chí]", ("=", 15, 15, "/19 tiêu chí")),
        # words, fractions, folds, ranks
        ("[ít nhất một mô hình] hiệu quả", (">=", 1, None, "mô hình")),
        ("[hai mươi mốt xã] về đích", ("=", 21, 21, "xã")),
        ("hoàn thành [21 (hai mươi mốt) xã]", ("=", 21, 21, "xã")),
        ("thu nhập [gấp đôi] so với năm 2020", ("=", 2, 2, "lần")),
        ("thu nhập gấp [2,5 lần] năm 2020", ("=", 2.5, 2.5, "lần")),
        ("chỉ số PCI vào [nhóm 20 tỉnh dẫn đầu] cả nước", ("<=", None, 20, "tỉnh")),
        ("tăng [ít nhất 3 bậc] về chuyển đổi số", (">=", 3, None, "bậc")),
        ("tăng [5 điểm phần trăm]", ("=", 5, 5, "điểm phần trăm")),
        # lists of things
        ("có [04 tin, bài] mỗi tuần", ("=", 4, 4, "tin, bài")),
        ("hoàn thành tại [55 xã, phường]", ("=", 55, 55, "xã, phường")),
        ("[100%] hồ sơ giải quyết đúng hạn", ("=", 100, 100, "%")),
    ],
)
def test_families(marked: str, expected: tuple[object, ...]) -> None:
    (target,) = check(marked)
    assert said(target) == expected


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("thu ngân sách đạt 12.500 tỷ đồng", (12.5e12, 12.5e12, "VND")),
        ("thu ngân sách trên 12,5 nghìn tỷ đồng", (12.5e12, None, "VND")),
        ("kim ngạch đạt 400 triệu đô la Mỹ", (4e8, 4e8, "USD")),
        ("trồng 1.500 ha rừng", (1.5e7, 1.5e7, "m²")),
        ("sản lượng đạt 2.000 tấn", (2e6, 2e6, "kg")),
        ("tạo việc làm cho 24 nghìn lao động", (24_000, 24_000, "lao động")),
        ("tỷ suất còn 7‰", (0.7, 0.7, "%")),
    ],
)
def test_norms(text: str, norm: tuple[float | None, float | None, str]) -> None:
    (target,) = targets(text)
    assert (target.norm_low, target.norm_high, target.norm_unit) == pytest.approx(norm)


def test_a_share_in_words_is_a_percentage() -> None:
    (target,) = check("[ít nhất hai phần ba số thôn] có nhà văn hóa")
    assert (target.low, target.norm_low) == pytest.approx((2 / 3, 200 / 3))
    assert (target.unit, target.norm_unit) == ("số thôn", "%")


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("tỷ lệ nữ trong quy hoạch ít nhất đến hết năm 2027 đạt 40%", ">="),
        ("tăng trưởng vượt mục tiêu tỉnh giao (10%)", ">"),
    ],
)
def test_a_comparator_may_stand_away_from_its_number(text: str, operator: str) -> None:
    (target,) = targets(text)
    assert target.op == operator


@pytest.mark.parametrize(
    ("marked", "values"),
    [
        ("nâng tỷ lệ từ 45% lên [60%]", [60]),
        ("Tổng thu [trên 15.000 tỷ đồng], tăng [10%] so với năm 2025", [15000, 10]),
        ("cắt giảm [30%] thời gian, [30%] chi phí tuân thủ", [30, 30]),
        ("Năm 2026: [30%]; năm 2027: [60%]; năm 2028: [100%]", [30, 60, 100]),
        ("lao động qua đào tạo [72%], trong đó có chứng chỉ [30%]", [72, 30]),
        ("hoàn thành [04 cuộc kiểm tra], [02 cuộc giám sát]", [4, 2]),
        ("[80%] số xã và [trên 70%] số phường có nhà văn hóa", [80, 70]),
    ],
)
def test_several(marked: str, values: list[float]) -> None:
    assert [target.low for target in check(marked)] == values


@pytest.mark.parametrize(
    "text",
    [
        "Đến nay đã có 18 xã đạt chuẩn",
        "giá trị sản xuất ước đạt 120 tỷ đồng",
        "hiện có 12 dự án chậm tiến độ",
        "đánh giá so với mức 5,2% của năm trước",
        "nằm trong tổng số 124 xã của tỉnh",
        "tỷ lệ nữ (năm 2025 là 31,4%)",
        "theo Quốc lộ 1A và Đề án 06, phủ sóng 5G",
        "thực hiện phương châm 6 rõ, 4 tại chỗ",
        "vận hành chính quyền địa phương 2 cấp",
        "tăng trưởng hai con số",
        "tập trung ba đột phá, bốn nhiệm vụ trọng tâm",
        "triển khai một số dự án",
        "xây dựng một xã hội học tập",
        "bố trí 50 tỷ đồng từ ngân sách tỉnh",
        "hỗ trợ 20 triệu đồng/hộ",
        "mức thu 20.000 đồng",
        "phạt từ 2 đến 4 triệu đồng",
        "hỗ trợ 50% lãi suất vay vốn",
        "trả lời không quá 10 ngày làm việc",
        "trường hợp có từ 20 hộ trở lên",
        "rà soát an toàn cháy tại 63 trường",
        "hướng dẫn 04 tỉnh có đường biên giới",
        "lần thứ 12, khóa 13, đợt 2 xã",
        "bản đồ tỷ lệ 1/10.000 cho miền núi",
        "báo cáo mỗi tuần một lần",
    ],
)
def test_not_targets(text: str) -> None:
    assert targets(text, "task") == []


@pytest.mark.parametrize("role", ["result", "limitation", "preamble"])
def test_no_target_where_the_document_looks_back(role: Role) -> None:
    assert targets("thu ngân sách đạt 45.000 tỷ đồng, 100% xã có trạm y tế", role) == []


@pytest.mark.parametrize(
    "marked",
    [
        "Hoàn thiện [11 cơ sở dữ liệu] dùng chung",
        "Xây mới [21 nhà], sửa chữa [16 nhà] cho hộ nghèo",
        "Giải quyết dứt điểm [23 vụ] khiếu nại",
        "Đặt hàng đào tạo [6.000 giáo viên]",
        "Cung cấp số liệu của 74 xã cho các sở",
    ],
)
def test_a_bare_count_needs_a_verb_that_produces_it(marked: str) -> None:
    check(marked, "task")


def test_what_earlier_steps_took_is_no_target() -> None:
    text = "Theo Kế hoạch 15 xã, phấn đấu có 20 xã về đích"
    start = text.index("Kế")
    quoted = text[start : start + len("Kế hoạch 15 xã")]
    plan = Reference(start=start, end=start + len(quoted), text=quoted, plain=quoted, type="kế hoạch")
    (target,) = targets(text, taken=(plan,))
    assert (target.text, target.flags) == ("20 xã", ("quoted",))


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Tỷ lệ lao động qua đào tạo đạt 50% vào năm 2028", "Tỷ lệ lao động qua đào tạo"),
        ("Phấn đấu giảm tỷ lệ hộ nghèo xuống còn 2,5%", "tỷ lệ hộ nghèo"),
        ("nâng tỷ lệ trường chuẩn từ 45% lên 65%", "tỷ lệ trường chuẩn"),
        ("100% hồ sơ giải quyết đúng hạn; chấm dứt phiền hà", "hồ sơ giải quyết đúng hạn"),
        ("có ít nhất 21 xã đạt chuẩn nông thôn mới", "xã đạt chuẩn nông thôn mới"),
        ("giải ngân 100% kế hoạch vốn được giao", "giải ngân"),
        ("chỉ số PCI thuộc nhóm 15 tỉnh dẫn đầu cả nước", "chỉ số PCI"),
        ("tăng ít nhất 3 bậc chỉ số cải cách hành chính", "chỉ số cải cách hành chính"),
        ("xử lý rác tại phường đạt 98% và 88% tại xã", "xử lý rác tại phường"),
    ],
)
def test_indicator(text: str, indicator: str) -> None:
    found = targets(text)[-1].indicator
    assert found is not None
    assert found.text == text[found.start : found.end] == indicator


@pytest.mark.parametrize(
    ("text", "direction", "per", "baseline"),
    [
        ("giảm tỷ lệ hộ nghèo 1%/năm", "decrease", "năm", None),
        ("mỗi năm giảm từ 400 đến 500 hộ nghèo", "decrease", "năm", None),
        ("xuất khẩu tăng 10% so với năm 2025", "increase", None, "so với năm 2025"),
        ("giữ vững độ che phủ rừng 43%", "maintain", None, None),
        ("nâng tỷ lệ từ 45% lên 60%", "reach", None, "45%"),
        ("thu nhập đạt 75 triệu đồng/người", "reach", "người", None),
    ],
)
def test_direction_per_baseline(text: str, direction: str, per: str | None, baseline: str | None) -> None:
    (target,) = targets(text)
    assert (target.direction, target.per, target.baseline) == (direction, per, baseline)


def test_uncertainty_is_flagged() -> None:
    assert targets("trồng khoảng 5 ha rừng")[0].flags == ("approximate",)
    assert targets("tăng trưởng đạt từ 9 - 7%")[0].flags == ("ambiguous",)


def due(text: str, quote: str, year: int, item: str = "1") -> Deadline:
    start = text.index(quote)
    return Deadline(
        start=start,
        end=start + len(quote),
        text=quote,
        plain=quote,
        item=item,
        kind="date",
        boundary="by",
        due=date(year, 12, 31),
    )


@pytest.mark.parametrize(
    ("text", "quotes", "linked"),
    [
        ("Đến năm 2027 đạt 60%; đến năm 2030 đạt 80%", ["Đến năm 2027", "đến năm 2030"], [0, 1]),
        ("tỷ lệ thu gom đạt 60% vào năm 2027, đạt 80% vào năm 2030", ["vào năm 2027", "vào năm 2030"], [0, 1]),
        ("Đến năm 2027, 60% xã có chợ, 70% xã có bưu điện", ["Đến năm 2027"], [0, 0]),
        ("60% xã có chợ vào năm 2027; 70% thôn có điện vào năm 2030", ["vào năm 2027", "vào năm 2030"], [0, 1]),
        ("60% xã có chợ; hoàn thành trong năm 2027", ["trong năm 2027"], [0]),
        ("60% xã có chợ", [], [None]),
    ],
)
def test_link_deadlines(text: str, quotes: list[str], linked: list[int | None]) -> None:
    deadlines = [due(text, quote, int(quote[-4:])) for quote in quotes]
    found = [replace(target, item="1") for target in targets(text, taken=tuple(deadlines))]
    assert [target.deadline for target in link(found, deadlines, [])] == linked


def test_link_stays_in_the_item() -> None:
    text = "60% xã có chợ vào năm 2027"
    elsewhere = due(text, "vào năm 2027", 2027, item="2")
    (target,) = link([replace(targets(text)[0], item="1")], [elsewhere], [])
    assert target.deadline is None


def test_link_source() -> None:
    text = "Theo Nghị quyết số 12-NQ/TU, đến năm 2030 đạt 80% số xã"
    quote = "Nghị quyết số 12-NQ/TU"
    start = text.index(quote)
    cited = Reference(
        start=start, end=start + len(quote), text=quote, plain=quote, item="1", type="nghị quyết", sign="12-NQ/TU"
    )
    (found,) = targets(text, taken=(cited,))
    (target,) = link([replace(found, item="1")], [], [cited])
    assert target.source == 0
    (own,) = link([replace(found, item="1", flags=())], [], [cited])
    assert own.source is None


def test_an_overlay_unit_must_read_its_own_examples() -> None:
    good = Unit(name="nhà rông", examples=("5 nhà rông",), not_examples=("5 nhà rông văn hóa x",))
    with pytest.raises(LexiconError, match="counter-example"):
        TargetFinder(replace(Lexicon.load(), units=(good,), comparators=()))
    with pytest.raises(LexiconError, match="does not read"):
        units = (replace(good, examples=("nhà rông",), not_examples=()),)
        TargetFinder(replace(Lexicon.load(), units=units, comparators=()))
    finder = TargetFinder(replace(Lexicon.load(), units=(replace(good, not_examples=()),), comparators=()))
    text = "xây dựng 5 nhà rông"
    passage = Passage.of(Source.of(text), 0, len(text))
    assert [t.unit for t in finder.find(passage, Setting(role="task"), ())] == ["nhà rông"]


def test_every_unit_has_an_example() -> None:
    assert [unit.name for unit in Lexicon.load().units if not unit.examples] == []


def test_offsets_survive_line_breaks_and_decomposed_letters() -> None:
    text = "hoa\u0300n tha\u0300nh **i\u0301t nha\u0302\u0301t\n  21 xã** va\u0300o năm 2030"
    (target,) = targets(text)
    assert target.text == text[target.start : target.end] == "i\u0301t nha\u0302\u0301t\n  21 xã"
    assert target.plain == "ít nhất 21 xã"


PIECES = st.sampled_from(
    ["ít nhất ", "từ ", "đến ", " trở lên", "dưới ", "100%", "8,5 - 9%", "21 xã", "12.500 tỷ đồng", "/năm", "% GRDP",
     "đạt ", "đã ", "nhóm 5 tỉnh dẫn đầu", "gấp đôi ", "so với năm 2020 ", "(", ")", ", ", "; ", ". ", "\n", "**",
     "\u200b", "\ud800", "\ue000", "a\u0301", "Tỷ lệ hộ nghèo ", "/1.000 trẻ ", "số xã", "một nửa ", "1.2.3 ", "—"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_spans_are_true(text: str) -> None:
    for target in targets(text):
        assert text[target.start : target.end] == target.text
        assert target.plain == target.plain.strip()
        if target.indicator:
            assert text[target.indicator.start : target.indicator.end] == target.indicator.text


@pytest.mark.parametrize(
    "piece",
    ["ngày 1/", "1.", "1", "a", "1 xã ", "từ 5% ", "đạt 5 xã, ", "(5% ", "5 a a a a/", "ít nhất ", "1% tổng số "],
)
def test_long_input_is_read_in_linear_time(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    started = time.perf_counter()
    targets(text)
    assert time.perf_counter() - started < 5
