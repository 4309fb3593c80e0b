"""Roles of paragraphs: what headings say, what words say, and which of them is heavier."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vnpolicy import Analyzer, LexiconError, analyze
from vnpolicy.analysis import Role
from vnpolicy.lexicon import Lexicon
from vnpolicy.structure.cues import RoleCues

CUES = RoleCues(Lexicon.load())


def role(sentence: str, heading: str | None = None) -> Role:
    """The role of a numbered paragraph in a document whose other paragraphs say little."""
    above = f"I. {heading}\n\n" if heading else ""
    items = analyze(
        f"CHỈ THỊ\nvề công tác năm 2025\n\n{above}1. {sentence}\n\n2. Các nội dung khác giữ nguyên.\n"
    ).items
    return next(item.role for item in items if item.plain.startswith("1."))


RESULTS = [
    "Nhìn chung, kinh tế giữ đà tăng trưởng khá, thu ngân sách đạt 61% dự toán.",
    "Từ đầu năm đến nay, toàn huyện đã trồng mới 412 ha rừng, vượt 3% so với cùng kỳ.",
    "Ban Thường vụ ghi nhận, biểu dương cố gắng của các đơn vị; tình hình cơ bản ổn định.",
    "Công tác chuẩn bị đại hội được triển khai đúng tiến độ; 14/15 chi bộ đã hoàn thành.",
    "Đời sống nhân dân được cải thiện, hộ nghèo giảm còn 4,2%.",
    "Sau ba năm thực hiện, phong trào đã có chuyển biến tích cực ở hầu hết các xã.",
]
LIMITATIONS = [
    "Tuy nhiên, tiến độ giải ngân còn chậm, một số chủ đầu tư chưa quyết liệt.",
    "Bên cạnh kết quả đạt được, vẫn còn tình trạng né tránh, đùn đẩy trách nhiệm.",
    "Một số cấp ủy chưa quan tâm đúng mức; sinh hoạt chi bộ có nơi còn hình thức.",
    "Nguyên nhân chủ yếu là do thiếu cán bộ, cơ sở vật chất xuống cấp.",
    "Hạ tầng giao thông yếu kém, nhiều tuyến đường liên xã xuống cấp, mùa mưa bị ách tắc.",
    "Cơ sở vật chất ở các điểm trường lẻ còn thiếu thốn, lạc hậu, nhiều phòng học đã hỏng.",
]
OBJECTIVES = [
    "Phấn đấu đến năm 2030, 100% số xã đạt chuẩn, thu nhập bình quân đầu người đạt 90 triệu đồng.",
    "Mục tiêu: Giảm tỷ lệ hộ nghèo xuống dưới 2% vào năm 2028.",
    "Tỷ lệ che phủ rừng đạt trên 56%.",
    "Đến năm 2027, trên 95% hộ dân nông thôn được dùng nước sạch.",
    "Quan điểm chỉ đạo là lấy người dân làm trung tâm, coi trọng phát triển bền vững.",
]
TASKS = [
    "Rà soát, bổ sung quy hoạch ba loại rừng; công khai tại trụ sở xã.",
    "Giao Sở Xây dựng chủ trì, phối hợp với các huyện xử lý dứt điểm nhà tạm trước ngày 30/9/2025.",
    "Kiên quyết khắc phục tình trạng né tránh, đùn đẩy trách nhiệm.",
    "Đẩy mạnh tuyên truyền, vận động nhân dân hiến đất làm đường.",
    "Các xã phải có kho dự trữ lương thực, không để dân thiếu đói.",
    "Xử lý nghiêm các trường hợp vi phạm, tháo gỡ vướng mắc cho doanh nghiệp.",
    "Phê duyệt Đề án sắp xếp trường lớp giai đoạn 2025 - 2030.",
    "Nghiêm cấm khai thác cát trái phép dưới mọi hình thức.",
    "Mỗi huyện mở ít nhất 2 lớp bồi dưỡng trong quý III.",
]
ORGANISATION = [
    "Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Chỉ thị này, định kỳ báo cáo Thường trực Tỉnh ủy.",
    "Kinh phí thực hiện do ngân sách tỉnh bảo đảm theo phân cấp và các nguồn hợp pháp khác.",
    "Chỉ thị này có hiệu lực kể từ ngày ký và được phổ biến đến chi bộ.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, kịp thời phản ánh về Sở Nội vụ để tổng hợp.",
    "Sở Y tế là cơ quan thường trực, làm đầu mối tổng hợp, báo cáo Ủy ban nhân dân tỉnh hằng quý.",
    "Ban Tuyên giáo hướng dẫn việc quán triệt Chỉ thị này; sơ kết giữa năm, tổng kết vào cuối năm 2026.",
    "Các cấp ủy căn cứ Chỉ thị này xây dựng kế hoạch cụ thể để tổ chức thực hiện.",
]


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        *(("result", sentence) for sentence in RESULTS),
        *(("limitation", sentence) for sentence in LIMITATIONS),
        *(("objective", sentence) for sentence in OBJECTIVES),
        *(("task", sentence) for sentence in TASKS),
        *(("organisation", sentence) for sentence in ORGANISATION),
    ],
)
def test_words_alone_give_a_role(expected: str, sentence: str) -> None:
    assert role(sentence) == expected


@pytest.mark.parametrize(
    ("expected", "heading", "sentence"),
    [
        # the heading decides where the words are silent
        ("result", "TÌNH HÌNH", "Toàn tỉnh có 126 xã, 412 trường học các cấp."),
        ("limitation", "TỒN TẠI, HẠN CHẾ", "Cán bộ chuyên môn mỏng, trang bị cũ."),
        ("limitation", "NGUYÊN NHÂN", "Địa hình chia cắt, dân cư phân tán."),
        ("objective", "MỤC ĐÍCH", "Nâng cao nhận thức của cán bộ, đảng viên và nhân dân."),
        ("objective", "QUAN ĐIỂM CHỈ ĐẠO", "Giáo dục là sự nghiệp của toàn dân."),
        ("objective", "CÁC CHỈ TIÊU CHỦ YẾU", "Sản lượng lương thực 41.000 tấn."),
        ("task", "NHIỆM VỤ, GIẢI PHÁP", "Điện chiếu sáng các thôn vùng cao."),
        ("task", "YÊU CẦU", "Nội dung thiết thực, hình thức phong phú."),
        ("task", "KIẾN NGHỊ", "Bố trí 450 triệu đồng sửa chữa trạm bơm."),
        ("organisation", "TỔ CHỨC THỰC HIỆN", "Báo chí đưa tin thường xuyên, các huyện báo cáo kết quả."),
        ("organisation", "KINH PHÍ", "Ngân sách xã 120 triệu đồng."),
        ("organisation", "THỜI GIAN, ĐỊA ĐIỂM", "Ngày 20/4/2025 tại hội trường huyện."),
        ("organisation", "ĐỐI TƯỢNG ÁP DỤNG", "Cán bộ không chuyên trách ở thôn, tổ dân phố."),
        # words outweigh a heading that says something else
        ("limitation", "KẾT QUẢ ĐẠT ĐƯỢC", "Tuy nhiên, chất lượng chưa đồng đều, một số xã còn lúng túng."),
        ("limitation", "ĐÁNH GIÁ TÌNH HÌNH", "Bên cạnh đó, vẫn còn một số hạn chế: thu hút đầu tư chậm, nợ thuế lớn."),
        ("organisation", "NHIỆM VỤ VÀ GIẢI PHÁP",
         "Văn phòng theo dõi, đôn đốc, tổng hợp, báo cáo kết quả thực hiện Kế hoạch này."),
    ],
)  # fmt: skip
def test_headings_and_words_are_weighed(expected: str, heading: str, sentence: str) -> None:
    assert role(sentence, heading) == expected


@pytest.mark.parametrize(
    ("expected", "label"),
    [
        ("objective", "Mục tiêu chung: Đưa dịch vụ công đến gần dân."),
        ("organisation", "Thời gian: từ ngày 01/3 đến ngày 31/3."),
        ("organisation", "Kinh phí: do các trường tự cân đối."),
        ("limitation", "Nguyên nhân: giá thức ăn tăng, trời nắng nóng."),
        ("task", "Sở Tài chính: bố trí đủ vốn đối ứng."),
    ],
)
def test_a_label_in_front_of_a_paragraph_gives_its_role(expected: str, label: str) -> None:
    assert role(label) == expected


def test_what_opens_a_document_is_preamble_unless_it_tells_of_the_situation() -> None:
    a = analyze(
        "CHỈ THỊ\nvề phòng, chống cháy rừng\n\n"
        "Thời gian qua, công tác giữ rừng đã đạt kết quả tích cực, số vụ cháy giảm 12% so với cùng kỳ.\n\n"
        "Tuy nhiên, một số nơi còn chủ quan, để xảy ra 7 vụ cháy, thiệt hại 86 ha.\n\n"
        "Để khắc phục tình trạng trên, Ban Thường vụ Tỉnh ủy yêu cầu:\n\n1. Lập chốt gác.\n\n2. Phát đường băng cản lửa.\n"
    )
    assert [i.role for i in a.items] == ["result", "limitation", "preamble", "task", "task"]


@pytest.mark.parametrize("basis", [
    "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;",
    "Xét đề nghị của Giám đốc Sở Công Thương tại Tờ trình số 12/TTr-SCT;",
    "Theo đề nghị của Chánh Văn phòng.",
])  # fmt: skip
def test_bases_are_preamble(basis: str) -> None:
    a = analyze(f"QUYẾT ĐỊNH\nVề việc phân bổ giống\n\n{basis}\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Phân bổ 12 tấn giống.\n")
    assert [i.role for i in a.items] == ["preamble", "task"]


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        ("task", "Các cơ sở giết mổ di dời khỏi khu dân cư trong 12 tháng kể từ ngày Nghị quyết này có hiệu lực."),
        ("task", "Sở Tài chính bàn giao hồ sơ trong 30 ngày kể từ ngày Quyết định này có hiệu lực thi hành."),
        ("task", "Chủ phương tiện đổi giấy phép trong một năm kể từ ngày Nghị định này có hiệu lực."),
        ("organisation", "Quyết định này có hiệu lực thi hành kể từ ngày ký."),
    ],
)
def test_a_time_counted_from_the_day_of_force_is_no_clause_on_force(expected: str, sentence: str) -> None:
    assert role(sentence) == expected


def test_documents_in_a_list_of_those_that_lose_force_implement() -> None:
    a = analyze(
        "NGHỊ QUYẾT\nvề mức thu phí\n\nĐiều 1. Phí tham quan bảo tàng là 20.000 đồng một lượt.\n\n"
        "Điều 2. Bãi bỏ các văn bản sau:\n\n"
        "a) Nghị quyết số 12/2018/NQ-HĐND ngày 12/7/2018 của Hội đồng nhân dân tỉnh về phí tham quan;\n\n"
        "b) Quyết định số 31/2018/QĐ-UBND ngày 20/8/2018 của Ủy ban nhân dân tỉnh hướng dẫn thu phí;\n\n"
        "c) Công văn số 415/UBND-KT ngày 03/9/2018 về biên lai thu phí.\n"
    )
    assert [item.role for item in a.items][-3:] == ["organisation"] * 3


def test_aims_come_before_demands_where_one_heading_names_both() -> None:
    a = analyze(
        "KẾ HOẠCH\nthi đua năm 2025\n\nI. MỤC ĐÍCH, YÊU CẦU\n\n"
        "1. Phát hiện, nhân rộng các điển hình tiên tiến trong lao động, học tập.\n\n"
        "2. Việc tổ chức phải thiết thực, có tiêu chí cụ thể, tránh phô trương, hình thức.\n\n"
        "3. Phân công rõ người, rõ việc, rõ trách nhiệm.\n"
    )
    assert [i.role for i in a.items] == ["objective", "task", "task"]


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("KẾT QUẢ CÔNG TÁC DÂN VẬN", "Công tác lãnh đạo, chỉ đạo của cấp ủy", "result"),
        ("KẾT QUẢ CÔNG TÁC DÂN VẬN", "Hạn chế, khuyết điểm", "limitation"),
        ("NHIỆM VỤ NĂM 2026", "Công tác lãnh đạo, chỉ đạo của cấp ủy", "task"),
        ("NHIỆM VỤ NĂM 2026", "Mục tiêu chung", "objective"),
        ("MỤC TIÊU", "Phát triển kinh tế", "objective"),
        ("TỔ CHỨC THỰC HIỆN", "Kinh phí", "organisation"),
    ],
)
def test_a_heading_that_names_a_subject_gives_way_to_the_one_above_it(outer: str, inner: str, expected: str) -> None:
    a = analyze(
        f"BÁO CÁO\nvề công tác dân vận\n\nI. {outer}\n\n1. {inner}\n\n- Mạng lưới gồm 412 tổ.\n\n2. Việc khác\n\n- Sổ sách.\n"
    )
    assert [a.sections[1].role, a.items["I/1/-"].role] == [expected, expected]


def test_a_bold_heading_without_a_number_holds_for_the_list_below_it() -> None:
    a = analyze(
        "NGHỊ QUYẾT\nphiên họp tháng 9\n\n**I. TÌNH HÌNH THÁNG 9**\n\nThu ngân sách đạt 81% dự toán.\n\n"
        "**Nhiệm vụ trọng tâm tháng 10**\n\na) Xăng dầu, điện cho mùa khô.\n\nb) Lương thực cho vùng lũ.\n\n"
        "**II. DỰ ÁN LUẬT**\n\n1. Bộ Tư pháp chỉnh lý dự án luật.\n"
    )
    assert [(i.path, i.heading, i.role) for i in a.items] == [
        ("I", "TÌNH HÌNH THÁNG 9", "result"),
        ("I/a", "TÌNH HÌNH THÁNG 9 / Nhiệm vụ trọng tâm tháng 10", "task"),
        ("I/b", "TÌNH HÌNH THÁNG 9 / Nhiệm vụ trọng tâm tháng 10", "task"),
        ("II/1", "DỰ ÁN LUẬT", "task"),
    ]


def test_a_list_takes_the_role_that_its_lead_in_announces() -> None:
    a = analyze(
        "BÁO CÁO\nvề trật tự xã hội\n\nI. TÌNH HÌNH\n\n1. Trật tự xã hội cơ bản ổn định.\n\n"
        "2. Tuy nhiên, vẫn còn một số hạn chế, khuyết điểm:\n\n- Trộm cắp vặt ở khu trọ.\n\n- Đèn đường ở hai phố.\n"
    )
    assert [i.role for i in a.items][-2:] == ["limitation", "limitation"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. Các xã tập trung các nhiệm vụ sau:", "organisation"),
        ("1. Các xã, phường thực hiện tốt việc chi trả, hoàn thành trước ngày 5/6/2025, trong đó:", "task"),
    ],
)
def test_a_lead_in_is_organisation_unless_it_states_a_task(line: str, expected: str) -> None:
    a = analyze(f"CHỈ THỊ\nvề công tác hè\n\n{line}\n\na) Mở lớp bơi.\n\nb) Mở trại hè.\n\n2. Việc khác của tỉnh.\n")
    assert a.items["1"].role == expected


# The tables of cue words.


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("II. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM", "task"), ("Phần thứ hai. Kết quả thực hiện nhiệm vụ", "result"),
        ("3. Tồn tại và nguyên nhân", "limitation"), ("a) Mục tiêu cụ thể", "objective"),
        ("Điều 7. Hiệu lực thi hành", "organisation"), ("III- TỔ CHỨC THỰC HIỆN", "organisation"),
        ("2. Tháo gỡ khó khăn cho doanh nghiệp", "task"), ("1. Hạn chế trong kết quả kiểm tra", "limitation"),
        ("4. Thời gian, địa điểm", "organisation"), ("4. Thời gian tổ chức đại hội", None), ("b) Công an tỉnh", None),
    ],
)  # fmt: skip
def test_what_a_heading_says(heading: str, expected: str | None) -> None:
    cue = CUES.heading(heading)
    assert (cue.role if cue else None) == expected


def test_places_of_cues() -> None:
    assert CUES.count("tuy nhiên, giải ngân chậm")["turn"] == 1
    assert CUES.count("hạn chế: tuy nhiên")["turn"] == 2  # also behind a label
    assert CUES.count("giải ngân khá, song chưa đều")["turn"] == 0
    assert CUES.count("giải ngân khá. tuy nhiên, chưa đều")["turn inside"] == 1
    assert CUES.count("các xã lập danh sách; công khai tại trụ sở")["does"] == 1  # "lập" opens no clause


def test_a_number_in_a_cue_is_any_number() -> None:
    assert CUES.count("đến năm 2030, tăng 4,5% mỗi năm")["opens an aim"] == 1
    assert CUES.count("đến năm sau, tăng mỗi năm")["opens an aim"] == 0


CUE = """
[[cue]]
name = "mine"
place = "{place}"
weights = {{{weights}}}
words = ["điểm nghẽn"]
examples = ["{example}"]
not_examples = ["{counter}"]
"""


def overlay(folder: Path, **changes: str) -> Path:
    given = {
        "place": "anywhere",
        "weights": "limitation = 4.0",
        "example": "thủ tục là điểm nghẽn",
        "counter": "thủ tục",
    }
    path = folder / "cues.toml"
    path.write_text(CUE.format(**(given | changes)), "utf-8")
    return path


def test_an_overlay_adds_a_cue(tmp_path: Path) -> None:
    text = "1. Thủ tục đất đai là điểm nghẽn.\n\n2. Việc khác của tỉnh.\n"
    assert analyze(text).items["1"].role == "task"
    assert Analyzer(lexicons=[overlay(tmp_path)]).analyze(text).items["1"].role == "limitation"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"example": "thủ tục"}, "'mine' has the example 'thủ tục', in which it is not found"),
        ({"counter": "gỡ điểm nghẽn"}, "'mine' has the counter-example 'gỡ điểm nghẽn', in which it is found"),
        ({"place": "start"}, "has the example 'thủ tục là điểm nghẽn', in which it is not found"),
        ({"place": "middle"}, "place"),
        ({"weights": "duty = 1.0"}, "weights"),
    ],
)
def test_a_wrong_cue_is_refused(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        Analyzer(lexicons=[overlay(tmp_path, **changes)]).check()


def test_every_cue_has_examples_of_both_kinds() -> None:
    lexicon = Lexicon.load()
    assert [
        entry.name for entry in (*lexicon.headings, *lexicon.cues) if not (entry.examples and entry.not_examples)
    ] == []


# The labelled paragraphs of the corpora: single items without their document.


def test_words_of_single_items_mostly_give_their_role(corpora: Path) -> None:
    """5,000 and more items of the corpora without their headings; with them the figure is above 0.93."""
    lines = [
        line for path in sorted((corpora / "items").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    items = [json.loads(line) for line in lines]
    assert sum(_by_words(item["text"]) == item["role"] for item in items) >= 0.83 * len(items)


def _by_words(text: str) -> str:
    weights = CUES.weigh(text)
    weights["task"] = weights.get("task", 0.0) + 1.0
    return max(weights, key=lambda role: weights[role])
