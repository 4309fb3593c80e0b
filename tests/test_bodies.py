"""Where bodies are named, and how far their names reach. `[...]` marks the expected bodies."""

from __future__ import annotations

import re
import time

import pytest

from vnpolicy.errors import LexiconError
from vnpolicy.extract.bodies import Body, BodyGrammar
from vnpolicy.lexicon import Agency, Lexicon, WordClass
from vnpolicy.text import fold


@pytest.fixture(scope="module")
def grammar() -> BodyGrammar:
    return BodyGrammar(Lexicon.load())


def names(grammar: BodyGrammar, text: str) -> list[str]:
    return [text[body.start : body.end] for body in grammar.find(text)]


def one(grammar: BodyGrammar, text: str) -> Body:
    found = grammar.find(fold(text))
    assert [(body.start, body.end) for body in found] == [(0, len(text))]
    return found[0]


SINGLE = """
Bộ Văn hóa, Thể thao và Du lịch
Bộ Y tế
bộ tài chính
Sở Giáo dục và Đào tạo
Sở GD&ĐT tỉnh Sơn La
Sở Lao động - Thương binh và Xã hội
Ủy ban nhân dân tỉnh Đắk Lắk
Uỷ ban nhân dân các xã, phường
UBND TP. Đà Nẵng
UBND cấp xã
Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương
Hội đồng nhân dân cùng cấp
Thường trực HĐND tỉnh
Giám đốc Công an tỉnh
Chánh Văn phòng Ủy ban nhân dân thành phố
Chánh Văn phòng Đảng ủy Bộ Y tế
Thủ trưởng các sở, ban, ngành
Người đứng đầu cấp ủy, chính quyền
Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Thủ trưởng cơ quan thuộc Chính phủ
Bí thư tỉnh ủy, thành ủy
Bí thư Tỉnh ủy, Thành ủy
Phó Thủ tướng Chính phủ Lê Văn An
Ban Thường vụ Tỉnh ủy
Văn phòng Tỉnh uỷ
Đảng ủy các xã, phường
Đảng ủy Mặt trận Tổ quốc, các đoàn thể Trung ương
Ban cán sự đảng Ủy ban nhân dân tỉnh
Ban Chỉ đạo phòng, chống tham nhũng, lãng phí, tiêu cực tỉnh
Văn phòng Ban Chỉ đạo chống hàng giả quốc gia
Báo Tuyên Quang
Đài Phát thanh và Truyền hình tỉnh
Tập đoàn Điện lực Việt Nam
Cục Nhà giáo và Cán bộ quản lý giáo dục
Vụ Pháp chế
Quân khu 5
Trạm Y tế xã
các cấp, các ngành, địa phương
Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ
các tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương
các sở, ban, ngành và địa phương
các cơ quan, đơn vị có liên quan
từng địa phương
mỗi xã, phường
các doanh nghiệp viễn thông
cấp có thẩm quyền
Vụ Tổ chức - Biên chế
Vụ Học sinh, sinh viên
Cục Quản lý đầu tư xây dựng
Hội Bảo vệ người tiêu dùng tỉnh
Công ty Điện lực Thanh Sơn
Công ty cổ phần Cấp nước đô thị
Liên danh nhà thầu XL-12
Đồn Biên phòng cửa khẩu Nậm Cắn
Bộ Tư lệnh Vùng 2 Hải quân
Trường Tiểu học Kim Đồng
Chi nhánh Văn phòng Đăng ký đất đai khu vực 4
Trung tâm Phục vụ hành chính công phường
Văn phòng HĐND và UBND xã
Tổ công nghệ số cộng đồng
Tổ bầu cử
Tổ đại biểu Hội đồng nhân dân huyện
Tiểu ban giúp việc Ban Chỉ đạo 35
Bưu điện tỉnh
Hạt Kiểm lâm khu vực III
Sở Y tế hai tỉnh
Thứ trưởng phụ trách
Phó Chủ tịch Lương Văn Tám
Ủy viên Ban Chấp hành Đảng bộ huyện
các huyện, thị, thành đoàn
các tỉnh, thành ủy
các chi, đảng bộ trực thuộc
các thôn, bản, tổ dân phố
các tổ công tác thôn
các bộ ngành, địa phương
các tỉnh miền núi phía Bắc
mỗi đảng ủy viên
từng đảng viên đang công tác
thanh tra các huyện
các trường học trên địa bàn
""".strip().splitlines()


@pytest.mark.parametrize("name", SINGLE)
def test_one_name_is_one_body(grammar: BodyGrammar, name: str) -> None:
    one(grammar, name)


@pytest.mark.parametrize(
    "marked",
    [
        "[Bộ Tài chính], [Bộ Nội vụ] và [các bộ, ngành]",
        "[Bộ trưởng các Bộ: Quốc phòng], [Công an], [Y tế] và [các bộ, ngành có liên quan]",
        "[Giám đốc các Sở: Tài chính], [Xây dựng]; [Chủ tịch UBND các xã, phường]",
        "[Các huyện Mường La], [Bắc Yên] rà soát",
        "[Sở Y tế] tham mưu [UBND tỉnh]",
        "[các sở, ban, ngành], [UBND các xã, phường] và [các tổ chức chính trị - xã hội]",
        "[các tỉnh ủy, thành ủy] và [các cơ quan liên quan]",
        "[các cơ quan, đơn vị] tổ chức thực hiện",
        "[Thủ trưởng các sở, ngành] và [các tổ chức, cá nhân có liên quan]",
        "[Tiểu ban Văn kiện], [Tiểu ban Nhân sự]",
        "[Đảng ủy xã] lãnh đạo [Hội đồng nhân dân xã]",
        "[Sở Công Thương], [Công ty Điện lực tỉnh] cấp điện",
        "[các phòng: Tư pháp], [Nội vụ]; [các Vụ: Pháp chế], [Hợp tác quốc tế] và [Kho bạc Nhà nước]",
        "[Trưởng các phòng: Kinh tế], [Văn hóa - Xã hội]",
        "[Vụ Pháp chế], [Thanh tra Bộ] và [Vụ Hợp tác quốc tế]",
        "[các đoàn thể chính trị - xã hội] phát huy vai trò",
        "[các địa phương] phát động thi đua, [các cấp ủy viên] gương mẫu",
        "[Thủ trưởng các đơn vị được giao nhiệm vụ] tập trung rà soát",
        "[Ủy ban bầu cử] niêm yết danh sách; [Sở Y tế] lập đoàn kiểm tra",
        "[Đảng ủy viên] phụ trách thôn",
        "trình [Bộ trưởng] ký, gửi [Bộ] trước ngày 5, báo cáo [Bộ] (qua [Vụ Pháp chế])",
        # common nouns that only look like heads
        "Tổ chức hội nghị, tổ chức sản xuất ở Tổ quốc",
        "bộ máy, các bộ phận; Bộ tiêu chí; Đội ngũ nhân viên",
        "cán bộ y tế tại cơ sở xây dựng nội bộ",
        "ban hành kế hoạch về thuế, báo cáo và thanh tra",
        "các cơ sở dữ liệu, các trường hợp, các bộ phận",
        "Quyết định số 12/QĐ-UBND",
        "xã hội, hội nghị, bộ máy, phòng chống",
    ],
)
def test_lists_and_sentences(grammar: BodyGrammar, marked: str) -> None:
    if "[" not in marked:
        found = [b for b in grammar.find(marked) if not b.bare and not b.group]
        assert found == []
        return
    assert names(grammar, re.sub(r"[\[\]]", "", marked)) == re.findall(r"\[(.+?)\]", marked)


def test_a_list_names_each_body_in_full(grammar: BodyGrammar) -> None:
    found = grammar.find("Giám đốc các Sở: Tài chính, Y tế; Chủ tịch UBND các huyện Mường La, Sốp Cộp")
    assert [body.name for body in found] == [
        "Giám đốc Sở Tài chính", "Giám đốc Sở Y tế", "Chủ tịch UBND huyện Mường La", "Chủ tịch UBND huyện Sốp Cộp",
    ]  # fmt: skip
    assert not any(body.group for body in found)


@pytest.mark.parametrize(
    ("text", "core"),
    [("các trường dọn bùn", "các trường"), ("các sở, ngành", "các sở, ngành"), ("Sở Y tế", "Sở Y tế")],
)
def test_what_may_be_a_predicate_is_outside_the_core(grammar: BodyGrammar, text: str, core: str) -> None:
    assert text[: one(grammar, text).core] == core


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Sở Y tế", False),
        ("các sở, ngành", True),
        ("UBND các xã, phường", True),
        ("địa phương", True),
    ],
)
def test_group(grammar: BodyGrammar, name: str, group: bool) -> None:
    assert one(grammar, name).group is group


def test_every_lexicon_example_holds() -> None:
    lexicon = Lexicon.load()
    assert all(agency.examples for agency in lexicon.agencies)
    BodyGrammar(lexicon)  # raises where one does not hold


def test_ids_are_unique_and_successors_known() -> None:
    agencies = Lexicon.load().agencies
    ids = [agency.id for agency in agencies]
    assert len(ids) == len(set(ids))
    assert {successor for agency in agencies for successor in agency.successors} <= set(ids)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (Agency(id="x", name="Sở Y tế", examples=("mưa to gió lớn",)), "not read as one body"),
        (Agency(id="x", name="Sở Y tế", not_examples=("Sở Y tế",)), "read as a body"),
        (Agency(id="x", name="Sở Y tế", successors=("y",)), "no agency's id"),
        (Agency(id="x", name="Sở Y tế", successors=("x",)), "among its own successors"),
    ],
)
def test_a_wrong_example_is_refused(entry: Agency, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        BodyGrammar(Lexicon(agencies=(entry,), word_classes=Lexicon.load().word_classes))


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (
            WordClass(kind="open head", words=("Ban",), examples=("[Ban Nội chính] họp bàn",)),
            "Ban Nội chính họp bàn is found",
        ),
        (WordClass(kind="closed head", words=("Vụ",), not_examples=("Vụ Pháp chế",)), "Vụ Pháp chế is found"),
    ],
)
def test_a_word_without_its_examples_is_refused(entry: WordClass, found: str) -> None:
    predicates = tuple(
        words for words in Lexicon.load().word_classes if words.kind == "predicate" and not words.examples
    )
    with pytest.raises(LexiconError, match=found):
        BodyGrammar(Lexicon(word_classes=(entry, *predicates)))


def test_provinces() -> None:
    provinces = {p.name: p for p in Lexicon.load().provinces}
    assert len(provinces) == 64  # 63 before July 2025, and Huế beside Thừa Thiên Huế
    assert len({p.successor for p in provinces.values()}) == 34
    assert provinces["Bình Thuận"].successor == "Lâm Đồng"
    assert provinces["Hải Phòng"].kind == "thành phố"


def test_province_examples_are_places(grammar: BodyGrammar) -> None:
    for province in Lexicon.load().provinces:
        for example in province.examples:
            assert names(grammar, f"UBND {fold(example)} chủ trì") == [f"UBND {fold(example)}"]


@pytest.mark.parametrize(
    "piece",
    [
        "Bộ ",
        "Bộ trưởng, ",
        "Chủ tịch ",
        "các cấp, ",
        "các xã, phường, ",
        "các cơ quan của ",
        "Ban Chỉ đạo a b, ",
        "Đảng ủy các ",
        "người đứng đầu ",
        "thành viên ",
        "Giám đốc: ",
        "các Bộ: Tài chính, Y tế, ",
        "các tỉnh: Hà Tĩnh, Quảng Trị, ",
        "Cục Quản lý, giám sát a, b, ",
        "Công ty TNHH Một thành viên ",
        "tổ chức a b ",
        "A ",
        "1.",
    ],
)
def test_hostile_input_takes_linear_time(grammar: BodyGrammar, piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.perf_counter()
        grammar.find(text)
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(80_000) < 20 * seconds(10_000) + 0.2
