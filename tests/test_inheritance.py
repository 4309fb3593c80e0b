"""Deadlines and bodies that items take over from what stands above them."""

import pytest

from vnpolicy import Analysis, analyze

TEXT = """Đồng Văn, ngày 02 tháng 7 năm 2026

KẾT LUẬN
CỦA BAN THƯỜNG VỤ TỈNH ỦY
về kết quả 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2026

I. ĐÁNH GIÁ KẾT QUẢ

1. Kinh tế tiếp tục tăng trưởng khá.

II. NHIỆM VỤ TRỌNG TÂM QUÝ III/2026

Từ nay đến hết tháng 8/2026, giao Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Sở Tài chính thực hiện các việc sau:

1. Rà soát hệ thống hồ chứa.

Nạo vét kênh mương nội đồng.

2. Kiểm tra đê điều trước ngày 20/7/2026.

III. CÁC NHIỆM VỤ KHÁC

1. Sở Y tế

a) Tiêm phòng cho trẻ em.

b) Giao Sở Tài chính cấp kinh phí; hoàn thành trong tháng 9/2026.

2. Xây dựng cổng dữ liệu mở của tỉnh

- Đơn vị chủ trì: Sở Khoa học và Công nghệ.

- Cơ quan phối hợp: Tỉnh đoàn.

- Thời gian hoàn thành: quý IV/2026.

3. Công an tỉnh

- Tuần tra trên các tuyến quốc lộ.

IV. TỔ CHỨC THỰC HIỆN

1. Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Kết luận này.
"""


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyze(TEXT)


INHERITED = [
    # item, deadlines with the heading or lead-in where they stand, leaders
    ("I/1", [], []),
    ("II/1", [("Từ nay đến hết tháng 8/2026", "2026-08-31")], ["Sở Nông nghiệp và Môi trường"]),
    ("II/1¶2", [("Từ nay đến hết tháng 8/2026", "2026-08-31")], ["Sở Nông nghiệp và Môi trường"]),
    ("II/2", [], ["Sở Nông nghiệp và Môi trường"]),
    ("III/1/a", [("6 tháng cuối năm 2026", "2026-12-31")], ["Sở Y tế"]),
    ("III/1/b", [], []),
    ("III/2", [("quý IV/2026", "2026-12-31")], ["Sở Khoa học và Công nghệ"]),
    ("III/2¶4", [], []),
    ("III/3/-", [("6 tháng cuối năm 2026", "2026-12-31")], ["Công an tỉnh"]),
    ("IV/1", [], []),
]


@pytest.mark.parametrize(("item", "deadlines", "leaders"), INHERITED)
def test_what_is_inherited(analysis: Analysis, item: str, deadlines: list[tuple[str, str]], leaders: list[str]) -> None:
    inherited = analysis.items[item].inherited
    assert [(d.plain, d.due and d.due.isoformat()) for d in inherited.deadlines] == deadlines
    assert [b.plain for b in inherited.assignments if b.role == "lead"] == leaders


def test_the_lead_in_itself_takes_over_nothing(analysis: Analysis) -> None:
    lead_in = analysis.items[str(analysis.items["II/1"].lead_in)]
    assert [d.plain for d in lead_in.deadlines] == ["Từ nay đến hết tháng 8/2026"]
    assert lead_in.inherited.deadlines == ()


def test_supporters_come_along_with_the_leader(analysis: Analysis) -> None:
    assert [b.plain for b in analysis.items["II/1"].inherited.assignments if b.role == "support"] == ["Sở Tài chính"]


def test_attribute_lines_speak_of_their_task(analysis: Analysis) -> None:
    assert [i.attribute for i in analysis.items.under("III/2")] == [
        None, "đơn vị chủ trì", "cơ quan phối hợp", "thời gian hoàn thành",
    ]  # fmt: skip
    bodies = [(b.role, b.plain) for b in analysis.items["III/2"].inherited.assignments]
    assert bodies == [("lead", "Sở Khoa học và Công nghệ"), ("support", "Tỉnh đoàn")]


def test_the_inherited_are_flagged_and_not_counted(analysis: Analysis) -> None:
    (deadline,) = analysis.items["II/1"].inherited.deadlines
    assert deadline.flags == ("inherited",)
    assert deadline.item == "II/1"
    assert TEXT[deadline.start : deadline.end] == deadline.text
    assert not any("inherited" in fact.flags for fact in (*analysis.deadlines, *analysis.assignments))


def test_the_period_of_the_title_keeps_its_place(analysis: Analysis) -> None:
    period = analysis.header.period
    assert period is not None
    assert TEXT[period.start : period.end] == period.text == "6 tháng cuối năm 2026"
    assert (str(period.begin), str(period.due)) == ("2026-07-01", "2026-12-31")


def test_the_inherited_survive_the_exchange(analysis: Analysis) -> None:
    again = Analysis.from_dict(analysis.to_dict())
    assert [i.inherited for i in again.items] == [i.inherited for i in analysis.items]


def test_a_period_that_is_over_is_no_deadline() -> None:
    a = analyze(
        "Đồng Văn, ngày 08 tháng 4 năm 2026\n\nNGHỊ QUYẾT\nPhiên họp thường kỳ tháng 3 năm 2026\n\n1. Sở Y tế tiêm phòng."
    )
    assert a.header.period is not None
    assert a.items["1"].inherited.deadlines == ()


SECTIONS = [
    # text, the section of each item, the section of each section
    ("I. A B C\n\n1. Về kinh tế\n\na) Thu ngân sách.\n\n2. Giữ gìn an ninh.\n", ["I/1", "I"], [None, "I"]),
    (
        "KẾT LUẬN\n\n1. Sơ kết.\n\nMỤC TIÊU\n\n1. Trồng rừng.\n\n2. Nuôi cá.\n\nGIẢI PHÁP\n\n1. Vay vốn.\n",
        [None, "§1", "§1", "§2"],
        [None, None],
    ),
    ("I. A B C\n\nMỤC TIÊU\n\n- Trồng rừng.\n\nII. D E G\n\n- Nuôi cá.\n", ["§1", "II"], [None, "I", None]),
]


@pytest.mark.parametrize(("text", "of_items", "of_sections"), SECTIONS)
def test_the_nearest_heading(text: str, of_items: list[str], of_sections: list[str | None]) -> None:
    a = analyze(text)
    assert [i.section for i in a.items] == of_items
    assert [s.section for s in a.sections] == of_sections
