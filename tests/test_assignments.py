"""Who is told what. `[...]` marks a lead, `{...}` a support, `<...>` a recipient."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis import Deadline, Role
from vnpolicy.extract.assignments import AssignmentFinder
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage, Source

ROLES = {"[": "lead", "{": "support", "<": "recipient"}
FINDER = AssignmentFinder(Lexicon.load())


def passage(text: str) -> Passage:
    source = Source.of(text)
    return Passage.of(source, 0, len(source.clean))


def found(text: str, setting: Setting | None = None) -> list[tuple[str, str]]:
    return [(a.text, a.role) for a in FINDER.find(passage(text), setting or Setting(), ())]


def marked(text: str) -> tuple[str, list[tuple[str, str]]]:
    expected = [(m[2], ROLES[m[1]]) for m in re.finditer(r"([\[{<])(.+?)[\]}>]", text)]
    return re.sub(r"[\[\]{}<>]", "", text), expected


def check(text: str, setting: Setting | None = None) -> None:
    plain, expected = marked(text)
    assert found(plain, setting) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Giao [Sở Y tế] mua vắc xin.",
        "Giao nhiệm vụ cho [Công an tỉnh] bảo vệ hội nghị.",
        "Yêu cầu [các cấp, các ngành] tiết kiệm điện.",
        "Đề nghị [Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh], [Tỉnh đoàn] vận động đoàn viên.",
        "Phân công [Sở Tài chính] làm đầu mối.",
        "Đề nghị các đồng chí [Bí thư tỉnh ủy, thành ủy] quan tâm.",
        "Văn phòng Chính phủ thông báo để [Bộ Y tế] và [các cơ quan liên quan] biết, thực hiện.",
        # who is asked to direct another leads, and so does the other
        "Giao [Đảng ủy Chính phủ] chỉ đạo [Đảng ủy Bộ Y tế] rà soát.",
        "[Bộ Xây dựng] chỉ đạo [các chủ đầu tư] đẩy nhanh tiến độ.",
        "Yêu cầu và đôn đốc [các nhà thầu] tăng ca.",
    ],
)
def test_charged(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "[Sở Công Thương] chủ trì tổ chức hội chợ.",
        "2. [Sở Nội vụ] có trách nhiệm tổng hợp.",
        "a) [Từng địa phương] rà soát lại tiêu chí.",
        "- [Các doanh nghiệp viễn thông] phủ sóng vùng lõm.",
        "3. [Bộ trưởng Bộ Y tế]: bảo đảm đủ thuốc.",
        "Hoàn thành trong tháng; [Công an tỉnh] tuần tra ban đêm.",
        "Căn cứ kế hoạch được duyệt, [Ủy ban nhân dân các xã, phường] triển khai ngay.",
        "Nâng cao chất lượng. [Cấp ủy] phải gương mẫu.",
        "(2) [Trung ương] tập trung hoàn thiện thể chế.",
        "Công trình này do [Sở Xây dựng] chủ trì.",
        "[Sở Tư pháp], [Sở Nội vụ] và [các sở, ngành] căn cứ nhiệm vụ được giao thực hiện.",
    ],
)
def test_subject_of_the_order(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "[Sở Y tế] chủ trì, phối hợp với {Công an tỉnh} và {các cơ quan liên quan} kiểm tra.",
        "Phối hợp chặt chẽ với {Bộ Công an} trong công tác bảo vệ.",
        "[Ban Tổ chức Tỉnh ủy] phối hợp với {Ủy ban Kiểm tra Tỉnh ủy} thẩm định.",
        "Giao [Sở Y tế] chủ trì, {Sở Tài chính} phối hợp thực hiện.",
        "[Bộ Tài chính] chủ trì, cùng {Bộ Xây dựng} rà soát.",
        "Đồng thời phối hợp {Bộ Công an}, {Bộ Quốc phòng} xây dựng quy chế.",
        "Chủ trì, phối hợp với {các sở, ngành của tỉnh}; {UBND các xã, phường} thống kê.",
    ],
)
def test_support(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "Định kỳ báo cáo <Ban Thường vụ Tỉnh ủy>.",
        "Hoàn thiện hồ sơ, trình <Chính phủ> xem xét.",
        "Tham mưu <UBND tỉnh> ban hành quy chế.",
        "Gửi kết quả rà soát về <Bộ Công an> để tổng hợp, báo cáo <Thủ tướng Chính phủ>.",
        "Kiến nghị <cấp có thẩm quyền> sửa đổi.",
        "Sửa đổi theo thẩm quyền hoặc đề nghị <cấp có thẩm quyền> sửa đổi.",
        "Báo cáo <UBND tỉnh> (qua <Sở Nội vụ>) trong tháng.",
        "Thông tin đến <Thường trực Tỉnh ủy> khi có vướng mắc.",
        "Kịp thời phản ánh về <Sở Tài chính>; [Sở Tài chính] tổng hợp, hướng dẫn.",
        "Báo cáo <Chính phủ>, <Thủ tướng Chính phủ> hằng tháng.",
    ],
)
def test_recipient(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hướng dẫn các địa phương lập hồ sơ.",
        "Kiểm tra, đôn đốc các sở, ngành.",
        "Hỗ trợ Sở Y tế về kinh phí.",
        "Làm việc với Bộ Tài chính về nguồn vốn.",
        "Bàn giao cho Sở Xây dựng quản lý.",
        "Theo chỉ tiêu được Thủ tướng Chính phủ giao.",
        "Thực hiện quy định do Bộ Y tế ban hành.",
        "Nâng cao vai trò của Mặt trận Tổ quốc Việt Nam.",
        "Sau khi nghe Sở Tài chính báo cáo, hội nghị thống nhất.",
        "Ủy ban nhân dân tỉnh đã hoàn thành kế hoạch.",
        "Ủy ban nhân dân tỉnh yêu cầu:",
        "Về đề nghị Bộ Tài chính bổ sung vốn: nội dung này chưa có cơ sở.",
        "Chương trình Chính phủ số được rà soát.",
        "Cơ quan chủ trì: chưa xác định.",
    ],
)
def test_only_mentioned(text: str) -> None:
    check(text)


def test_the_body_charged_after_an_answered_request() -> None:
    check("Về đề nghị Bộ Tài chính bổ sung vốn: Giao [Bộ Xây dựng] nghiên cứu.")


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("đơn vị chủ trì", "- Đơn vị chủ trì: [Sở Y tế]."),
        ("cơ quan thực hiện", "- Cơ quan thực hiện: [Bộ Công an], [Bộ Tư pháp] và [Bộ Y tế]."),
        ("cơ quan phối hợp", "+ Cơ quan phối hợp: {Văn phòng Chính phủ}; {Bộ Tư pháp}."),
        ("cấp trình", "Cấp trình: <Ủy ban nhân dân tỉnh>."),
        ("thời gian thực hiện", "Thời gian thực hiện: trong kỳ họp của Quốc hội."),
        ("đơn vị phối hợp", "{Sở Y tế}, {Công an tỉnh}"),
    ],
)
def test_attribute_lines(attribute: str, text: str) -> None:
    check(text, Setting(role="organisation", attribute=attribute))


@pytest.mark.parametrize(
    "text",
    [
        "4. [Sở Nội vụ]",
        "**3. [Bộ trưởng Bộ Nông nghiệp và Môi trường]:**",
        "a) Đối với [các sở, ban, ngành], [UBND các xã, phường]",
        "Điều 2. Trách nhiệm của [Sở Y tế]",
        "III. VỀ CÔNG TÁC CỦA SỞ Y TẾ",
        "ỦY BAN NHÂN DÂN",
    ],
)
def test_headings(text: str) -> None:
    check(text.replace("**", ""), Setting(is_heading=True))


@pytest.mark.parametrize("role", ["preamble", "result"])
def test_the_past_and_the_preamble_charge_nobody(role: Role) -> None:
    assert found("Ủy ban nhân dân tỉnh chỉ đạo sát sao.", Setting(role=role)) == []


def test_the_preamble_may_charge_in_so_many_words() -> None:
    check("Thường trực Tỉnh ủy yêu cầu [các cấp ủy]:", Setting(role="preamble"))


def test_taken_facts_hide_their_words_and_do_not_cut_the_clause() -> None:
    text = "Trước ngày 15/6, Sở Y tế báo cáo Bộ Y tế."
    deadline = Deadline(
        start=0, end=15, text=text[:15], plain=text[:15], kind="date", boundary="before",
        due=date(2026, 6, 15),
    )  # fmt: skip
    cited = Deadline(start=33, end=40, text="Bộ Y tế", plain="Bộ Y tế", kind="event", boundary="at")
    result = FINDER.find(passage(text), Setting(), (deadline, cited))
    assert [(a.text, a.role) for a in result] == [("Sở Y tế", "lead")]


def test_spans_point_into_the_callers_text() -> None:
    text = "**Giao** Uỷ ban\nnhân  dân tỉnh và\ncác **sở, ngành** rà soát."
    found = FINDER.find(passage(text), Setting(), ())
    assert [text[a.start : a.end] for a in found] == ["Uỷ ban\nnhân  dân tỉnh", "các **sở, ngành"]
    assert [a.plain for a in found] == ["Uỷ ban nhân dân tỉnh", "các sở, ngành"]
    assert [(a.agency, a.group, a.flags) for a in found] == [
        ("Ủy ban nhân dân tỉnh", False, ()),
        ("Các sở, ban, ngành", True, ("group",)),
    ]
    assert {a.rule for a in found} == {"assignment.charge"}


PIECES = [
    "Giao ", "chủ trì, phối hợp với ", "báo cáo ", "Sở Y tế", "UBND tỉnh", "các cấp, các ngành",
    "Bộ trưởng các Bộ: Quốc phòng, Công an", ", ", " và ", "; ", ". ", ":", "\n", "  ", "**", "1. ",
    "\u200b", "\ud800", "Ð", "uỷ ban", "e\u0323\u0302", "(qua ", ")", "", "|",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join))
def test_spans_are_true(text: str) -> None:
    previous = 0
    for fact in FINDER.find(passage(text), Setting(), ()):
        assert text[fact.start : fact.end] == fact.text
        assert fact.plain == fact.plain.strip(" ,.;:")
        assert previous <= fact.start < fact.end
        previous = fact.end


@pytest.mark.parametrize("piece", ["ngày 1/", "1.", "a", "9", "Sở A và ", "UBND tỉnh, ", "báo cáo ", "giao Sở Y tế, "])
def test_hostile_input_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        long = passage(piece * (size // len(piece)))
        assert long.folded
        start = time.perf_counter()
        FINDER.find(long, Setting(), ())
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(80_000) < 20 * seconds(10_000) + 0.2
