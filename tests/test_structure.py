"""Paragraphs, outline and roles of small documents written for the purpose."""

from __future__ import annotations

import pytest

from vnpolicy import analyze


def outline(text: str) -> list[tuple[str, str]]:
    return [(item.path, item.plain) for item in analyze(text).items]


def ids(text: str) -> list[str]:
    return [item.id for item in analyze(text).items]


def test_hard_wrapped_lines_are_joined_without_blank_lines() -> None:
    text = (
        "I. NHIỆM VỤ\n"
        "1. Tập trung tháo gỡ khó khăn cho các doanh nghiệp chế biến gỗ, nhất là vốn\n"
        "lưu động và thị trường, để giữ được việc làm của hơn ba nghìn lao động tại\n"
        "các cụm công nghiệp.\n"
        "2. Rà soát các công trình thủy lợi nhỏ, lập danh mục ưu tiên sửa chữa trước\n"
        "mùa mưa, bố trí vốn dự phòng của tỉnh và huyện cho những nơi xung yếu nhất\n"
        "theo thứ tự đã báo cáo.\n"
    )
    assert [path for path, _ in outline(text)] == ["I/1", "I/2"]
    assert "vốn lưu động" in outline(text)[0][1]


def test_a_heading_as_short_as_the_early_broken_first_lines() -> None:
    rest = (
        "tháo gỡ khó khăn cho các doanh nghiệp chế biến gỗ, nhất là về vốn lưu động và\nthị trường tiêu thụ của tỉnh.\n"
    )
    text = "KẾ HOẠCH\n" + "".join(
        f"{n}. Về {name}\nSở Công Thương cùng các huyện\n{rest}"
        for n, name in enumerate(["sản xuất", "thương mại", "việc làm"], 1)
    )
    assert [item.plain.split(" tháo")[0] for item in analyze(text).items] == ["Sở Công Thương cùng các huyện"] * 3


def test_blank_lines_separate_paragraphs_of_one_item() -> None:
    text = "II. NHIỆM VỤ\n\n3. Chống hạn cho lúa.\n\nBảo đảm nước sinh hoạt cho dân.\n\n4. Thu ngân sách.\n"
    assert ids(text) == ["II/3", "II/3¶2", "II/4"]


def test_a_dash_inside_a_wrapped_name_is_no_bullet() -> None:
    text = (
        "1. Yêu cầu các đơn vị phối hợp chặt chẽ với Sở Lao động\n- thương binh và xã hội trong việc này cho kịp thời gian.\n\n"
        "2. Giao các huyện chủ động rà soát, lập danh sách cụ thể\ntừng hộ gia đình còn khó khăn về nhà ở trên địa bàn.\n\n"
        "3. Các xã niêm yết danh sách tại trụ sở để mọi người dân\nbiết và giám sát việc hỗ trợ đúng đối tượng, công khai.\n"
    )
    assert [path for path, _ in outline(text)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I- A B C D\n\n1- Một việc.\n\na) Ý đầu.\n\n- Nhỏ hơn.\n\n+ Nhỏ nữa.\n\nb) Ý sau.\n\n2- Việc khác.\n",
         ["I/1", "I/1/a", "I/1/a/-", "I/1/a/-/+", "I/1/b", "I/2"]),
        ("1. Việc một.\n\n1.1. Phần một.\n\n1.2. Phần hai.\n\n2. Việc hai.\n\n2.1. Phần ba.\n",
         ["1", "1/1.1", "1/1.2", "2", "2/2.1"]),
        ("Điều 1. Ban hành quy chế.\n\n1. Khoản một.\n\na) Điểm a.\n\nĐiều 2. Hiệu lực thi hành.\n\n1. Khoản một.\n",
         ["Điều 1", "Điều 1/1", "Điều 1/1/a", "Điều 2", "Điều 2/1"]),
        ("- Việc thứ nhất như sau:\n\n(1) Ý một.\n\n(2) Ý hai.\n\n- Việc thứ hai.\n", ["-", "-/1", "-/2", "-"]),
        ("1. Việc một.\n\n2- Việc hai.\n\n3) Việc ba.\n", ["1", "2", "3"]),
        ("9. Việc chín.\n\n10. Việc mười.\n\n11. Việc mười một.\n", ["9", "10", "11"]),
        ("Một là, làm tốt việc này.\n\nHai là, làm tốt việc kia.\n", ["Một là", "Hai là"]),
    ],
)  # fmt: skip
def test_paths(text: str, expected: list[str]) -> None:
    assert [path for path, _ in outline(text)] == expected


def test_a_jump_in_the_numbers_is_accepted_and_flagged() -> None:
    a = analyze("1. Việc một.\n\n2. Việc hai.\n\n4. Việc bốn.\n")
    assert [(i.id, i.flags) for i in a.items] == [("1", ()), ("2", ()), ("4", ("repaired_sequence",))]


def test_a_year_at_the_start_of_a_line_is_no_number() -> None:
    assert ids("1. Việc một.\n\n99. Chín mươi chín phần trăm là mục tiêu.\n") == ["1", "1¶2"]


def test_headings_are_sections_not_items() -> None:
    a = analyze("I. MỤC TIÊU\n\n1. Về kinh tế\n\n- Tăng trưởng khá.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế báo cáo.\n")
    assert [(s.id, s.title, s.role) for s in a.sections] == [
        ("I", "MỤC TIÊU", "objective"),
        ("I/1", "Về kinh tế", "objective"),
        ("II", "TỔ CHỨC THỰC HIỆN", "organisation"),
    ]
    assert a.items["I/1/-"].heading == "MỤC TIÊU / Về kinh tế"
    assert a.items["I/1/-"].section == "I/1"


def test_attribute_lines_have_the_path_of_their_task() -> None:
    text = (
        "1. Xây dựng cổng dữ liệu mở của tỉnh\n\n- Đơn vị chủ trì: Sở Khoa học và Công nghệ.\n\n"
        "- Thời gian hoàn thành: quý III/2026.\n\n2. Tập huấn kỹ năng số cho cán bộ xã\n\n- Cơ quan phối hợp: Tỉnh đoàn.\n"
    )
    a = analyze(text)
    assert [(i.path, i.role) for i in a.items] == [
        ("1", "task"), ("1", "organisation"), ("1", "organisation"), ("2", "task"), ("2", "organisation"),
    ]  # fmt: skip
    assert [i.id for i in a.items] == ["1", "1¶2", "1¶3", "2", "2¶2"]


def test_recipients_signature_and_annexed_tables_are_left_out() -> None:
    text = (
        "KẾ HOẠCH\nvề phòng, chống rét cho đàn trâu, bò\n\n1. Dự trữ rơm khô.\n\n2. Che chắn chuồng trại./.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Thử\n\n"
        "PHỤ LỤC\n\n|\nSTT\n|\nNội dung\n|\n|\n1\n|\nMua rơm\n|\n"
    )
    a = analyze(text)
    assert [i.id for i in a.items] == ["1", "2"]
    assert a.header.recipients == ("Như trên", "Lưu: VT")
    assert a.header.signer == "Trần Văn Thử"


def test_an_annexed_plan_goes_on_with_ids_of_its_own() -> None:
    text = (
        "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch\n\nCăn cứ Luật Thủy lợi năm 2017;\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành Kế hoạch kèm theo.\n\nĐiều 2. Quyết định có hiệu lực từ ngày ký.\n\n"
        "Nơi nhận:\n- Như Điều 2.\n\nKẾ HOẠCH\n\nSỬA CHỮA KÊNH MƯƠNG\n\n(Kèm theo Quyết định số 5/QĐ-UBND)\n\n"
        "I. MỤC TIÊU\n\n1. Kiên cố hóa kênh.\n\nII. GIẢI PHÁP\n\n1. Huy động dân góp công.\n"
    )
    assert ids(text) == ["¶1", "Điều 1", "Điều 2", "I/1", "II/1"]


def test_a_page_number_inside_a_paragraph_is_omitted() -> None:
    text = (
        "1. Các huyện tổ chức tổng vệ sinh môi trường, thu gom rác thải ở khu vực ven\n\n- 2 -\n\n"
        "biển trước mùa du lịch.\n\n2. Việc khác của các cơ quan trong tỉnh được giữ như trước đây, không thay\n"
        "đổi gì thêm nữa.\n\n3. Giao văn phòng đôn đốc các đơn vị thực hiện những nội dung đã nêu ở trên đây\nđúng hạn.\n"
    )
    item = analyze(text).items["1"]
    assert item.plain.endswith("khu vực ven biển trước mùa du lịch.")
    assert [text[a:b] for a, b in item.omitted] == ["- 2 -"]


@pytest.mark.parametrize(
    ("heading", "sentence", "role"),
    [
        ("ĐÁNH GIÁ TÌNH HÌNH", "Thu ngân sách đã đạt 61% dự toán.", "result"),
        ("ĐÁNH GIÁ TÌNH HÌNH", "Tuy nhiên, giải ngân còn chậm.", "limitation"),
        ("HẠN CHẾ, NGUYÊN NHÂN", "Một số xã chưa quyết liệt.", "limitation"),
        ("QUAN ĐIỂM, MỤC TIÊU", "Giữ vững ổn định để phát triển.", "objective"),
        ("NHIỆM VỤ, GIẢI PHÁP", "Đẩy mạnh cải cách hành chính.", "task"),
        ("TỔ CHỨC THỰC HIỆN", "Văn phòng theo dõi, đôn đốc, tổng hợp, báo cáo kết quả.", "organisation"),
        ("KINH PHÍ THỰC HIỆN", "Từ nguồn ngân sách tỉnh.", "organisation"),
    ],
)
def test_roles_follow_headings_and_wording(heading: str, sentence: str, role: str) -> None:
    a = analyze(f"I. {heading}\n\n1. {sentence}\n\n2. Các nội dung khác giữ nguyên.\n")
    assert a.items["I/1"].role == role


def test_mục_đích_and_yêu_cầu() -> None:
    a = analyze("I. MỤC ĐÍCH, YÊU CẦU\n\n1. Mục đích\n\n- Nâng cao nhận thức.\n\n2. Yêu cầu\n\n- Làm thiết thực.\n")
    assert [i.role for i in a.items] == ["objective", "task"]


def test_the_closing_formula_has_no_path() -> None:
    text = "1. Việc một của tỉnh.\n\n2. Việc hai của tỉnh.\n\nCăn cứ Kết luận này, các cấp ủy triển khai thực hiện./.\n"
    last = analyze(text).items[-1]
    assert (last.path, last.role) == ("", "organisation")


def test_text_without_any_structure_yields_its_paragraphs() -> None:
    a = analyze("Một đoạn văn bình thường nói về mùa màng.\n\nĐoạn thứ hai nói về thời tiết.\n")
    assert [i.id for i in a.items] == ["¶1", "¶2"]
    assert a.header.type is None
    assert "no_type" in {w.code for w in a.warnings}


SIGNED = """CÔNG VĂN
Về việc giải đáp vướng mắc khi đăng ký hộ kinh doanh

1. Các xã, phường nghiên cứu phụ lục kèm theo để trả lời người dân.

Nơi nhận:
- Như trên;

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Ngô Văn Thử

PHỤ LỤC
GIẢI ĐÁP VƯỚNG MẮC
(Kèm theo Công văn số 12/UBND-KT ngày 05/3/2026)

"""


@pytest.mark.parametrize(
    ("annex", "expected"),
    [
        (
            "1. Hộ bán hàng rong không phải đăng ký kinh doanh, trừ ngành nghề có điều kiện.\n\n"
            "2. Người dân nộp hồ sơ ở bất kỳ trung tâm hành chính công nào trong tỉnh.\n\n"
            "Trả lời trong 03 ngày làm việc.\n\n"
            "3. Hộ đổi chủ thì đăng ký lại, không dùng tiếp mã số của chủ cũ.\n",
            4,
        ),
        ("1. Họ và tên chủ hộ kinh doanh, viết chữ in hoa: ..........\n\n2. Địa chỉ trụ sở: ..........\n", 0),
        ("1. Hộ bán hàng rong không phải đăng ký kinh doanh, trừ ngành nghề có điều kiện.\n", 0),
        ("|\nTT\n|\nNội dung\n|\n|\n1\n|\nĐăng ký lần đầu, đăng ký thay đổi và đăng ký lại\n|\n", 0),
    ],
    ids=["running text", "form", "one paragraph", "table"],
)
def test_an_annex_in_running_text_is_read_behind_the_signature(annex: str, expected: int) -> None:
    items = analyze(SIGNED + annex).items
    assert [item.plain[:12] for item in items[:1]] == ["1. Các xã, p"]
    assert len(items) == 1 + expected
