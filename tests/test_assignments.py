"""Who is told what. `[...]` marks a lead, `{...}` a support, `<...>` a recipient."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis import Deadline, Role, Target
from vnpolicy.errors import LexiconError
from vnpolicy.extract.assignments import AssignmentFinder
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import AssignmentCue, Lexicon
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
        "Phân công đồng chí [Phó Chủ tịch Lương Văn Tám] chỉ huy, đồng chí [Phó Chủ tịch Hà Thị Năm] phụ trách hậu cần.",
        "Phân công rõ trách nhiệm cho [các cơ quan liên quan] trực lũ.",
        "Yêu cầu [Liên danh nhà thầu XL-12] bù tiến độ.",
        "Giao [Bộ Xây dựng], Viện nghiên cứu cầu đường, [Bộ Tài chính] thẩm định.",  # what is unknown does not cut the list
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
        # any verb will do where the clause begins
        "Theo lịch trực, [Công an xã] túc trực tại ngầm tràn.",
        "- [Ban Chỉ huy Quân sự xã] giao đủ quân.",
        "1. [Văn phòng Đảng ủy] là đầu mối theo dõi.",
        "[Sở Y tế], theo tinh thần chỉ đạo chung, đặt mua vật tư.",
        "[Công an hai tỉnh] được đề nghị xử lý xe quá tải.",
        "Bảo đảm trật tự; [các trường] dọn bùn, khử khuẩn.",
        "Dữ liệu đất đai: [các tổ công tác thôn] đi từng ngõ, từng nhà.",
        "[Mỗi đảng ủy viên] phụ trách một thôn.",
        # inside a sentence the verb must be known
        "Nếu chậm thì [Ban Quản lý dự án 5] cắt khối lượng, [Vụ Pháp chế] công khai kết quả.",
        "Học tập nghị quyết mới, [từng chi bộ] sinh hoạt chuyên đề.",
        "Điện phải cấp lại ngay, [các địa phương] chủ động bố trí chỗ ở.",
        "Việc này gấp, [chính quyền] phải vào cuộc.",
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
        "[Phòng Nội vụ] chủ trì cùng {Hội Khuyến học} và {các xã} mở lớp.",
        "[Sở Nông nghiệp và Môi trường] cùng {các huyện} tiêu độc chuồng trại.",
        "[Thanh tra Bộ] phối hợp {thanh tra các tỉnh} vào cuộc.",
        "Chủ trì: [Phòng Kinh tế]; cùng làm: {Trung tâm Văn hóa xã}, {Bưu điện khu vực}; hoàn thành: quý III.",
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
        "Đăng ký qua <Hội Chữ thập đỏ tỉnh> trước khi vào vùng lũ.",
        "Trong quý này trình <Bộ trưởng> chỉ dẫn tạm thời.",
        "Hằng tuần báo cáo <Thứ trưởng phụ trách>.",
        "Báo cáo <Bộ> (qua <Vụ Pháp chế>).",
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
        "Ngày đầu năm, Bộ Tài chính ban hành Thông tư về phí.",
        "Để đạt được, Bộ trưởng yêu cầu quyết tâm cao.",
        "Hỗ trợ hai trăm doanh nghiệp, mỗi doanh nghiệp không quá 50 triệu đồng.",
        "Cán bộ thuộc diện Bộ Chính trị, Ban Bí thư theo dõi được rà soát.",
        "Đoàn Thanh niên vừa lập thêm đội hình.",
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


def test_what_must_be_done_is_told_beside_results() -> None:
    check("Lũ vượt mức lịch sử. [Sở Xây dựng] cần đánh dấu mốc lũ.", Setting(role="result"))
    check("Lũ vượt mức lịch sử. Sở Xây dựng đánh dấu mốc lũ.", Setting(role="result"))


def test_what_is_counted_is_not_told() -> None:
    text = "Trên 90% các chi bộ hoàn thành nhiệm vụ."
    span = {"start": 0, "end": 8, "text": text[:8], "plain": text[:8]}
    assert FINDER.find(passage(text), Setting(), (Target(**span, op=">", low=90.0, unit="%"),)) == []
    deadline = Deadline(**span, kind="event", boundary="at")
    assert [a.text for a in FINDER.find(passage(text), Setting(), (deadline,))] == ["các chi bộ"]


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
    "người đứng đầu ", "các thành viên ", "Giám đốc: ", "các huyện, thị, thành ủy", "cho ", "Công an huyện A",
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


@pytest.mark.parametrize(
    "piece", ["ngày 1/", "1.", "a", "9", "Sở A và ", "UBND tỉnh, ", "báo cáo ", "giao Sở Y tế, ", "phối hợp a "]
)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        long = passage(piece * (size // len(piece)))
        assert long.folded
        start = time.perf_counter()
        FINDER.find(long, Setting(), ())
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(80_000) < 20 * seconds(10_000) + 0.2


def test_cues_and_words_of_ones_own(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.toml"
    overlay.write_text(
        """
        [[assignment_cue]]
        rule = "entrust"
        role = "lead"
        phrases = ["trao quyền (cho)?"]
        examples = ["trao quyền cho [Sở Y tế]"]

        [[word_class]]
        kind = "open head"
        words = ["Tổ xung kích"]
        examples = ["[Tổ xung kích chống bão] túc trực"]
        """,
        encoding="utf-8",
    )
    finder = AssignmentFinder(Lexicon.load([overlay]))
    found = finder.find(passage("Trao quyền cho Tổ xung kích phòng cháy rừng huyện."), Setting(), ())
    assert [(a.plain, a.rule) for a in found] == [("Tổ xung kích phòng cháy rừng huyện", "assignment.entrust")]


@pytest.mark.parametrize(
    ("cue", "message"),
    [
        ({"phrases": ("ấn định",), "examples": ("ủy thác Sở Y tế",)}, "none of its phrases stands"),
        ({"phrases": ("ấn định",), "examples": ("ấn định <Sở Y tế>",)}, r"\[Sở Y tế is found"),
        ({"phrases": ("kiểm tra",), "not_examples": ("Kiểm tra Sở Y tế",)}, r"\[Sở Y tế is found"),
    ],
)
def test_a_cue_that_its_examples_refute_is_refused(cue: dict[str, tuple[str, ...]], message: str) -> None:
    entry = AssignmentCue(rule="mine", role="lead", **cue)
    lexicon = Lexicon.load()
    with pytest.raises(LexiconError, match=message):
        AssignmentFinder(replace(lexicon, assignment_cues=(entry, *lexicon.assignment_cues)))
