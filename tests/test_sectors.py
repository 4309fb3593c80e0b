"""Sectors by the lexicon: the decided cases of the domain, the traps, the structure of a clause."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnpolicy.analysis import Family, Role
from vnpolicy.errors import LexiconError
from vnpolicy.lexicon import Lexicon, SectorTerm
from vnpolicy.sectors.classifier import Classification, Paragraph
from vnpolicy.sectors.lexical import LexiconClassifier
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.sectors.terms import TermMatcher
from vnpolicy.text import Passage, Source, fold

LEXICON = Lexicon.load()
TAXONOMY = Taxonomy.load()
CLASSIFIER = LexiconClassifier(LEXICON, TAXONOMY)


def paragraph(text: str, role: Role = "task", heading: str = "", title: str = "") -> Paragraph:
    source = Source.of(text)
    passage = Passage.of(source, 0, len(source.clean))
    return Paragraph(passage, role, (heading,) if heading else (), title, "state")


def classify(item: Paragraph) -> Classification:
    return CLASSIFIER.classify([item])[0]


def sectors(text: str, role: Role = "task", heading: str = "", title: str = "") -> list[str]:
    return [label.sector for label in classify(paragraph(text, role, heading, title)).sectors]


DECIDED = [
    # 1 drought; with crops named
    ("Có phương án chống hạn, không để dân thiếu nước sinh hoạt.", "environment"),
    ("Chống hạn, bảo đảm nước tưới cho lúa vụ Mùa.", "environment economy"),
    # 2 anti-corruption: the state's, and with a Party cue
    ("Kiên quyết phòng, chống tham nhũng, lãng phí trong mua bán tài sản.", "governance"),
    (
        "Đấu tranh phòng, chống tham nhũng; xử lý đảng viên suy thoái, thi hành kỷ luật đảng.",
        "governance party_building",
    ),
    # 3 crowds of complainants; with public order
    ("Giải quyết dứt điểm các vụ khiếu kiện đông người.", "governance"),
    ("Giải quyết khiếu kiện đông người; không để phát sinh điểm nóng.", "governance security"),
    # 4 traffic safety, roads
    ("Kéo giảm tai nạn giao thông, bảo đảm trật tự an toàn giao thông.", "security"),
    ("Khởi công tuyến đường ven biển, mở rộng quốc lộ.", "economy"),
    # 5 epidemics of crops and cattle, of people
    ("Khống chế dịch bệnh trên cây trồng, vật nuôi.", "economy"),
    ("Tiêm chủng đầy đủ, không để bùng phát sốt xuất huyết.", "society"),
    # 6 fishermen and sovereignty
    (
        "Hỗ trợ ngư dân khai thác xa bờ; bảo vệ chủ quyền biển, đảo.",
        "economy security",
    ),
    # 7 forests kept, forests used
    ("Quản lý, bảo vệ rừng, xử lý các vụ phá rừng.", "environment"),
    ("Thu hút nhà máy chế biến gỗ xuất khẩu.", "economy"),
    # 8 tourism; culture with a verb of its own
    ("Phát triển du lịch gắn với văn hóa.", "economy"),
    ("Phát triển sản phẩm du lịch; bảo tồn di sản văn hóa các dân tộc.", "economy society"),
    # 9 vocational training
    ("Mở lớp đào tạo nghề cho lao động nông thôn.", "education society"),
    # 10 cadres are trained, not schooled
    ("Đào tạo, bồi dưỡng cán bộ tại Trường Chính trị tỉnh.", "party_building"),
    ("Nâng chất lượng bồi dưỡng lý luận chính trị.", "party_building"),
    # 11 studying Hồ Chí Minh
    ("Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.", "party_building"),
    # 12 defence education
    ("Mở lớp giáo dục quốc phòng và an ninh đối tượng 4.", "security education"),
    # 13 digital government, economy, schools
    ("Xây dựng chính quyền số ở cấp xã.", "governance"),
    ("Nâng tỷ trọng kinh tế số.", "economy"),
    ("Nhân rộng mô hình trường học số; đẩy mạnh chuyển đổi số.", "education economy"),
    # 14 units merged; with Party bodies
    ("Sắp xếp đơn vị hành chính cấp xã, tinh giản biên chế.", "governance"),
    (
        "Sắp xếp đơn vị hành chính, tinh giản biên chế; bố trí nhân sự cấp ủy.",
        "governance party_building",
    ),
    # 15 elections; with personnel
    ("Lập danh sách cử tri phục vụ bầu cử đại biểu Quốc hội.", "governance"),
    ("Chuẩn bị bầu cử; hoàn tất công tác nhân sự.", "governance party_building"),
    # 16 health insurance
    ("Tỷ lệ bao phủ bảo hiểm y tế đạt 95%.", "society"),
    ("Đôn đốc thu bảo hiểm y tế.", "society"),
    # 17 housing for the poor
    ("Xóa nhà tạm cho hộ nghèo.", "society"),
    ("Khởi công 500 căn nhà ở xã hội.", "society economy"),
    # 18 clearance for a project, land policy
    ("Giải phóng mặt bằng dự án cao tốc.", "economy"),
    ("Ban hành chính sách bồi thường, hỗ trợ, tái định cư khi thu hồi đất.", "environment"),
    # 19 land certificates; as a procedure
    ("Cấp giấy chứng nhận quyền sử dụng đất lần đầu.", "environment"),
    (
        "Cấp giấy chứng nhận quyền sử dụng đất; rút ngắn thủ tục hành chính.",
        "environment governance",
    ),
    # 20 land as revenue
    ("Tổ chức đấu giá quyền sử dụng đất để tăng thu ngân sách.", "economy"),
    # 21 diplomacy for investment
    ("Xúc tiến đầu tư nước ngoài; mở rộng quan hệ đối ngoại.", "economy security"),
    # 22 Tết, clause by clause
    (
        "Bình ổn giá; thăm hỏi người có công; giữ vững an ninh trật tự dịp Tết.",
        "economy society security",
    ),
    ("Tổ chức bắn pháo hoa đêm giao thừa.", "society"),
    # 23 emulation for the congress
    ("Phát động phong trào thi đua chào mừng Đại hội Đảng bộ tỉnh.", "party_building"),
    # 24 telling people about X
    ("Tuyên truyền về bình đẳng giới.", "society"),
    ("Tuyên truyền nghị quyết đến toàn thể đảng viên.", "party_building"),
    # 25 reservoirs in the flood season; with power
    ("Vận hành hồ chứa an toàn trong mùa lũ.", "environment"),
    ("Xả lũ đúng quy trình; bảo đảm các nhà máy thủy điện cấp điện.", "environment economy"),
    # 26 forest fires, house fires
    ("Tăng cường phòng cháy, chữa cháy rừng.", "environment"),
    ("Tổng kiểm tra phòng cháy, chữa cháy ở nhà trọ, quán karaoke.", "security"),
    # 27 justice, and criminal investigation
    ("Tổ chức xét xử lưu động, nâng tỷ lệ thi hành án dân sự.", "governance"),
    ("Khởi tố, điều tra các băng nhóm tội phạm hình sự.", "security"),
    # 28 conscription
    ("Hoàn thành chỉ tiêu giao quân.", "security"),
    # 29 families of soldiers
    ("Thực hiện chính sách hậu phương quân đội.", "society security"),
]


@pytest.mark.parametrize(("text", "expected"), DECIDED)
def test_decided_cases(text: str, expected: str) -> None:
    assert sectors(text) == expected.split()


def test_case_30_reports_are_organisation_and_have_no_sector() -> None:
    text = "Các ngành báo cáo kết quả về Ban Thường vụ; Văn phòng theo dõi, đôn đốc."
    assert sectors(text, role="organisation") == []
    assert sectors(text) == ["governance"]


TRAPS = [
    ("Kiểm soát an toàn thực phẩm ở bếp ăn tập thể.", "society"),
    ("Giữ vững an ninh lương thực.", "economy"),
    ("Bảo đảm an ninh năng lượng.", "economy"),
    ("Xây dựng đề án an ninh nguồn nước.", "environment"),
    ("Giữ vững an ninh, trật tự.", "security"),
    ("Đổi mới giáo dục chính trị, tư tưởng.", "party_building"),
    ("Đổi mới giáo dục phổ thông.", "education"),
    ("Đẩy mạnh phổ biến, giáo dục pháp luật.", "governance"),
    ("Tăng cường xây dựng Đảng.", "party_building"),
    ("Đẩy nhanh xây dựng văn bản quy phạm pháp luật.", "governance"),
    ("Khẩn trương xây dựng kế hoạch chi tiết.", "governance"),
    ("Cải thiện môi trường đầu tư kinh doanh.", "economy"),
    ("Xây dựng môi trường văn hóa lành mạnh.", "society"),
    ("Bảo vệ môi trường làng quê.", "environment"),
    ("Tạo môi trường làm việc thân thiện.", "governance"),
    ("Bảo vệ trẻ em trước bạo lực, xâm hại.", "society"),
    ("Đổi mới công tác kiểm tra Đảng.", "party_building"),
    ("Xây dựng nông thôn mới nâng cao.", "economy"),
    ("Triển khai Đề án 06.", "governance"),
    ("Kiện toàn Ban Chỉ đạo 389.", "economy"),
    ("Kiện toàn Ban Chỉ đạo 35.", "party_building"),
    ("Ứng dụng AI trong sản xuất.", "economy"),
    ("Quyết tâm cao nhất, hoàn thành việc làm giàu dữ liệu.", "governance"),
    ("Rà soát từng hộ gia đình nằm ven suối có nguy cơ sạt lở.", "environment"),
]


@pytest.mark.parametrize(("text", "expected"), TRAPS)
def test_longest_term_and_fixed_names_win(text: str, expected: str) -> None:
    assert sectors(text) == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        "Phòng, chống tham nhũng.",
        "phòng chống tham nhũng",
        "PHÒNG, CHỐNG THAM NHŨNG",
        "Phòng,  chống\ntham nhũng",
        "**Phòng, chống** tham nhũng",
        "Pho\u0300ng, cho\u0302\u0301ng tham nhu\u0303ng",
    ],
)
def test_spelling_does_not_matter(text: str) -> None:
    [label] = classify(paragraph(text)).sectors
    assert (label.sector, label.subsector) == ("governance", "phong_chong_tham_nhung")


def test_old_tone_placement_is_the_same() -> None:
    assert sectors("Khám sức khoẻ, nâng cao y tế cơ sở.") == ["society"]
    assert sectors("Uỷ ban Kiểm tra Tỉnh uỷ kiểm tra dấu hiệu vi phạm.") == ["party_building"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trồng rừng gắn với phát triển du lịch.", ["environment"]),
        ("Mở rộng trường mầm non, góp phần phát triển kinh tế - xã hội.", ["education"]),
        ("Siết chặt trật tự an toàn giao thông trong dịp lễ hội.", ["security"]),
        ("Nhằm thu hút đầu tư, đẩy mạnh cải cách hành chính.", ["governance", "economy"]),
        ("Khám chữa bệnh cho dân; nâng cấp quốc lộ.", ["society", "economy"]),
        ("Không để xảy ra tai nạn giao thông.", ["security"]),
    ],
)
def test_the_object_goes_before_the_context(text: str, expected: list[str]) -> None:
    found = sectors(text)
    assert found[0] == expected[0]
    assert set(found) <= set(expected)


def test_context_has_less_weight_than_the_object() -> None:
    [label] = classify(paragraph("Phát triển du lịch gắn với du lịch cộng đồng.")).sectors
    full, less = (evidence.weight for evidence in label.evidence)
    assert less == pytest.approx(full * CLASSIFIER.CONTEXT)


def test_names_in_a_list_of_bodies_say_little() -> None:
    text = "Các Bộ: Quốc phòng, Công an, Y tế hỗ trợ dân vùng lũ lụt sau bão, sơ tán dân."
    assert sectors(text)[0] == "environment"
    labels = {label.sector: label for label in classify(paragraph(text)).sectors}
    names = [e for label in labels.values() for e in label.evidence if e.text in text[8:31]]
    assert all(name.weight <= CLASSIFIER.BODY for name in names)


def test_assessments_name_what_a_task_would_only_touch() -> None:
    text = "Kinh tế tăng trưởng; thu ngân sách đạt khá; xuất khẩu tăng; quốc phòng được giữ vững."
    assert sectors(text, role="result") == ["economy", "security"]
    assert sectors(text, role="task") == ["economy"]


def test_at_most_three_sectors() -> None:
    text = "Phát triển kinh tế; trường học; quốc phòng; y tế; rừng; cải cách hành chính."
    assert len(sectors(text)) == 3


def test_a_heading_helps_and_decides_where_the_item_is_silent() -> None:
    text = "Nhân rộng các mô hình hay, cách làm mới."
    assert sectors(text, heading="Về y tế, dân số") == ["society"]
    assert sectors(text, title="Kế hoạch bảo vệ rừng năm 2026") == ["environment"]
    assert sectors("Xây mới trạm y tế.", heading="Về kinh tế")[0] == "society"


@pytest.mark.parametrize(
    ("family", "sector"),
    [("state", "governance"), ("party", "party_building"), (None, "governance")],
)
def test_general_sentences_go_with_the_family(family: Family | None, sector: str) -> None:
    for text in ("Cần hết sức khẩn trương.", "Phân công rõ người, rõ việc."):
        found = classify(replace(paragraph(text), family=family))
        assert [label.sector for label in found.sectors] == [sector]
        assert found.sectors[0].subsector in ("chi_dao_dieu_hanh", "lanh_dao_chi_dao")


@pytest.mark.parametrize("role", ["result", "limitation", "objective", "task"])
def test_every_role_of_substance_has_a_sector(role: Role) -> None:
    assert sectors("Việc này cần làm ngay.", role=role) == ["governance"]


@pytest.mark.parametrize("role", ["preamble", "organisation"])
def test_preamble_and_organisation_have_none(role: Role) -> None:
    found = classify(paragraph("Căn cứ Luật Đất đai năm 2024.", role=role))
    assert found == Classification((), uncertain=False)


def test_uncertain_marks_what_does_not_rest_on_the_words() -> None:
    assert classify(paragraph("Cần hết sức khẩn trương.")).uncertain
    assert classify(paragraph("Làm tốt hơn nữa.", heading="Về y tế")).uncertain
    assert classify(paragraph("Sở Y tế chuẩn bị nội dung.")).uncertain
    assert not classify(paragraph("Nâng cấp trạm y tế.")).uncertain


def test_evidence_points_into_the_callers_text() -> None:
    text = "1. Ta\u0306ng cường **bảo vệ**\nrừng; xây dựng\u00a0nông thôn mới."
    found = classify(paragraph(text))
    spans = [(text[e.start : e.end], e.text) for label in found.sectors for e in label.evidence]
    assert spans == [
        ("bảo vệ**\nrừng", "bảo vệ**\nrừng"),
        ("xây dựng\u00a0nông thôn mới", "xây dựng\u00a0nông thôn mới"),
    ]


def test_subsectors_belong_to_their_sectors() -> None:
    [label] = classify(paragraph("Bổ sung giáo viên cho các trường mầm non.")).sectors
    assert TAXONOMY.subsector(label.sector, label.subsector or "").key == "nha_giao"


def test_order_of_paragraphs_is_kept_and_each_stands_alone() -> None:
    texts = ["Bảo vệ rừng.", "Xét xử lưu động.", "Bảo vệ rừng."]
    found = CLASSIFIER.classify([paragraph(text) for text in texts])
    assert [c.sectors[0].sector for c in found] == ["environment", "governance", "environment"]
    assert found[0] == found[2]
    assert CLASSIFIER.classify([]) == []


GRAMMAR = ("bảo vệ rừng", "gắn với", "để", "an ninh", "lương thực", "Bộ: ", "Y tế", "AI", "UỶ BAN")
HOSTILE = ("; ", ", ", "\n", "**", "\u200b", "\ud800", "e\u0301", "\u00a0", "İ", "1.", "\U0001f600")
PIECES = st.sampled_from(GRAMMAR + HOSTILE)


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_spans_are_true_on_any_text(text: str) -> None:
    found = classify(paragraph(text))
    assert 1 <= len(found.sectors) <= 3
    for label in found.sectors:
        assert 0.0 <= label.score <= 1.0
        assert label.sector in TAXONOMY.keys
        assert all(text[e.start : e.end] == e.text for e in label.evidence)


@pytest.mark.parametrize(
    "text",
    ["ngày 1/" * 20000, "a" * 100000, "kinh tế để " * 9000, "theo " * 20000, "Bộ: Y tế, " * 10000],
)
def test_hostile_length_is_read_in_a_second(text: str) -> None:
    item = paragraph(text)
    begin = time.perf_counter()
    classify(item)
    assert time.perf_counter() - begin < 2.0


def term(text: str, sector: str = "economy", **fields: object) -> SectorTerm:
    return SectorTerm(text=text, sector=sector, **fields)  # type: ignore[arg-type]


def found_by(terms: list[SectorTerm], text: str) -> list[str]:
    return [text[m.start : m.end] for m in TermMatcher(terms).find(fold(text))]


def test_matcher_takes_the_longest_even_if_it_begins_later() -> None:
    terms = [term("môi trường đầu tư"), term("đầu tư công trung hạn"), term("môi trường")]
    assert found_by(terms, "môi trường đầu tư công trung hạn") == [
        "môi trường",
        "đầu tư công trung hạn",
    ]


def test_matcher_keeps_to_syllables_and_clauses() -> None:
    terms = [term("cát sỏi"), term("lúa")]
    assert found_by(terms, "cát, sỏi; cát. Sỏi; lúa gạo, lúau") == ["cát, sỏi", "lúa"]


def test_matcher_takes_capitals_as_written() -> None:
    assert found_by([term("AI")], "ai cũng dùng AI") == ["AI"]
    assert found_by([term("y tế")], "VỀ Y TẾ") == ["Y TẾ"]


def test_the_first_of_two_terms_with_one_form_has_it() -> None:
    [match] = TermMatcher([term("lúa"), term("lúa", "society")]).find("lúa")
    assert match.term.sector == "economy"


def test_examples_are_held_to() -> None:
    TermMatcher([term("cam sành", examples=("trồng cam sành",), not_examples=("cam kết",))])
    with pytest.raises(LexiconError, match="does not match 'trồng bưởi'"):
        TermMatcher([term("cam sành", examples=("trồng bưởi",))])
    with pytest.raises(LexiconError, match="matches 'cam kết'"):
        TermMatcher([term("cam", not_examples=("cam kết",))])
    with pytest.raises(LexiconError, match="empty form"):
        TermMatcher([term("lúa", aliases=("...",))])


def with_terms(*terms: SectorTerm) -> Lexicon:
    return replace(LEXICON, terms=terms)


def test_unknown_sectors_and_subsectors_are_errors() -> None:
    with pytest.raises(LexiconError, match="did you mean 'economy'"):
        LexiconClassifier(with_terms(term("lúa", "econmy")), TAXONOMY)
    with pytest.raises(LexiconError, match="did you mean 'education'"):
        LexiconClassifier(with_terms(term("lúa", also=("educaton",))), TAXONOMY)
    with pytest.raises(LexiconError, match="did you mean 'dau_tu_cong'"):
        LexiconClassifier(with_terms(term("lúa", subsector="dau_tu_cng")), TAXONOMY)


def test_a_smaller_taxonomy_leaves_the_other_terms_out(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(
        'name = "small"\n'
        '[general]\nparty = "security"\nstate = "security"\nmass = "security"\n'
        '[[sectors]]\nkey = "security"\nname = "An ninh"\n',
        encoding="utf-8",
    )
    lexicon = with_terms(term("lúa"), term("tội phạm", "security", also=("economy",)))
    small = LexiconClassifier(lexicon, Taxonomy.load(path))
    [found] = small.classify([paragraph("Thu hoạch lúa; trấn áp tội phạm.")])
    assert [(s.sector, [e.text for e in s.evidence]) for s in found.sectors] == [("security", ["tội phạm"])]


def test_the_librarys_terms_fit_its_taxonomy_and_stand_once() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for entry in LEXICON.terms:
        assert 0.0 < entry.weight <= 1.2 or not entry.sector
        if entry.sector:
            TAXONOMY.subsector(entry.sector, entry.subsector or "")
        for form in (entry.text, *entry.aliases):
            key = tuple(fold(form).lower().replace(",", " ").replace("-", " ").split())
            assert key not in seen, f"{form!r} stands in {seen.get(key)!r} and {entry.text!r}"
            seen[key] = entry.text
    assert len(seen) >= 1000
