"""References: what is one, where it begins and ends, what it says."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.citing import FINDER, LEXICON, marked, one, read
from vnpolicy.analysis import Header
from vnpolicy.errors import LexiconError
from vnpolicy.extract.references import ReferenceFinder, SignGrammar
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import DocumentType, Issuer, Lexicon
from vnpolicy.text import Passage, Source


@pytest.mark.parametrize(
    "sentence",
    [
        # signs of all families, with date, issuer and term before or behind each other
        "Thực hiện [Kết luận số 12-KL/TU, ngày 03/02/2025 của Tỉnh ủy (khóa XII)] về thu chi.",
        "Theo [Báo cáo số 45/BC-UBND, ngày 08/4/2026] của cơ quan soạn thảo.",
        "[Chỉ thị 08-CT/TW của Bộ Chính trị khóa XII] về kỷ cương",
        "[Quy định số 77-QĐ/TW của Bộ Chính trị, ngày 2-3-2024] về nêu gương",
        "[Quyết định số 33/QĐ-TTg (ngày 05/6/2024)] về giao vốn",
        "[công văn số 41/BGDĐT-GDPT ngày 8.4.2025]",
        "[văn bản số 902/ANKT-TH] và [Công văn số 41-CV/VPTU]",
        "[Thông tư số 07/2021/TT-BYT], [Nghị định 12/2024/NĐ-CP], [Luật số 9/2020/QH14]",
        "[Nghị quyết số 30a/2008/NQ-CP ngày 27 tháng 12 năm 2008 của Chính phủ]",
        "[Nghị quyết số 66.7/2025/NQ-CP] quy định cắt giảm thủ tục",
        "[Nghị quyết liên tịch số 4/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN]",
        "[Nghị định 64-CP], [Nghị định số 61/CP], [Quyết định số 116-HĐBT]",
        "[Thông tư số 10-TC/TCT]",
        "[Hướng dẫn 22-HD/TWĐTN]; [Kế hoạch 68/KH-MTTW-BTT ngày 1/2/2026]",
        "[NQ 57-NQ/TW], [KL số 12-KL/TW], [QĐ số 7/QĐ-UBND]",
        "[Nghị quyết số 18-NQ/TW của Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII]",
        # more words between noun and sign
        "nêu trong [Kế hoạch kiểm toán số 6/KH-KTNN] và [Thông báo kết luận số 9-TB/TU]",
        "[Chương trình hành động số 22-CTrHĐ/TU của Thành ủy]",
        "các [Nghị định của Chính phủ số 3/2010/NĐ-CP ngày 08/6/2010] về phí; [số 48/2013/NĐ-CP]",
        # coordination
        "các [Nghị quyết số 57], [59], [66] và [68 của Bộ Chính trị] được quán triệt",
        "[Công điện số 17/CĐ-TTg ngày 16/11/2025] và [số 18/CĐ-TTg ngày 17/11/2025]",
        "[Nghị quyết số 5-NQ/TW, ngày 2/1/2024], [số 6-NQ/TW] và [Kết luận số 7-KL/TW]",
        # blanks and line breaks in signs
        "[Kết luận số 32- KL/TW] và [Quyết định số 1.955/QĐ- UBND]",
        "[Kế hoạch số 57 - KH/TU ngày 3/3/2025]",
        "[Công văn số 640/BGDĐT-\nGDĐH ngày 10/10/\n2025]",
        # short names
        "triển khai [Đề án 06], [Chương trình 135] và [Nghị quyết 29], [Nghị quyết số 57]",
        "[Đề án 1816 của Bộ Y tế] có hiệu quả",
        # congresses and plenums
        "quán triệt [Nghị quyết Trung ương 8 khóa XI] và [Nghị quyết Đại hội XIII]",
        "[Nghị quyết Trung ương 4 (khóa XI, XII)]; [Nghị quyết Hội nghị Trung ương 8 (khóa XI)]",
        "[Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII] về chỉnh đốn",
        "[Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng] và phương hướng",
        "[Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVI, nhiệm kỳ 2025 - 2030] gắn với",
        "[Văn kiện Đại hội XIV của Đảng], [Báo cáo chính trị], [Nghị quyết Đại hội XIV]",
        # laws and other proper names
        "[Luật Đất đai năm 2024], [Bộ luật Lao động], [Hiến pháp năm 2013], [Điều lệ Đảng]",
        "áp dụng [Luật Phòng, chống tác hại của rượu, bia] hợp lòng dân",
        "[Luật Nuôi ong mật số 12/2027/QH16] và [Luật Trồng nấm] được ban hành",
        "[Luật Trồng nấm và chế biến nấm ngày 18/01/2027]",
        "[Luật sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Đất đai số 3/2024/QH15]",
        "Học tập [Cương lĩnh chính trị], [Điều lệ], quy chế của Đảng",
        "[Chiến lược phát triển nghề cá đến năm 2030, tầm nhìn đến năm 2045]",
        "[Quy hoạch tỉnh Sơn La thời kỳ 2021 - 2030, tầm nhìn đến năm 2050] đã duyệt",
        "[chương trình mục tiêu quốc gia về “Nước sạch”] ở vùng cao",
        "[Đề án “Làng thông minh” giai đoạn 2026 - 2030]",
        "dạy theo [Chương trình giáo dục mầm non năm 2021]",
        "đạt [TCVN 6909:2001], [tiêu chuẩn TCVN ISO 9001:2015], [QCVN 01:2021/BXD]",
        "[Luật Đất đai] , ngày 31 tới",
        # dated, without a sign
        "[Nghị quyết ngày 10/7/2024 của Hội đồng nhân dân tỉnh] về giá đất",
        # pinpoints
        "tại [điểm a, b khoản 2 và khoản 3 Điều 15 Luật Ngân sách nhà nước] và văn bản khác",
        "[khoản 7 Điều 8 của Luật Giá]; [Phụ lục II Nghị quyết 214/NQ-CP]",
        "[Mục II Tờ trình số 7/TTr-SYT]",
        "[Mục I Phụ lục I ban hành kèm theo Quyết định số 13/QĐ-UBND]",
        # one in the name of another: of its own only with sign or date
        "[Nghị định số 2/2024/NĐ-CP] quy định chi tiết thi hành Luật Đất đai",
        "[Quyết định số 2/QĐ-TTg] phê duyệt Chiến lược phát triển nghề cá đến năm 2030",
        "[Kế hoạch số 3/KH-UBND] triển khai [Nghị quyết số 71/NQ-CP]",
        "Kế hoạch triển khai thi hành Luật Đất đai của Ủy ban nhân dân tỉnh",
        # no references
        "Kết luận này, Thông báo trên, Công văn nêu trên là căn cứ.",
        "theo quy định của pháp luật Việt Nam, luật pháp quốc tế",
        "Báo cáo của Ban Tổ chức Trung ương; Nghị quyết của Quốc hội; Chỉ thị của Thủ tướng.",
        "báo cáo trước ngày 15/6/2026; thông báo ngày 15/6/2026; Kế hoạch 100 ngày",
        "Kế hoạch 5 năm 2021 - 2025, Chương trình 05 nhiệm vụ, Nghị định số 13 người",
        "xây dựng Đề án phát triển du lịch giai đoạn 2026 - 2030 trình Tỉnh ủy",
        "dự thảo Luật Nhà giáo, dự án Luật Việc làm (sửa đổi)",
        "Ban Chỉ đạo triển khai Đề án 06 họp; mẫu số 01/TB-UBND; tờ khai 05/KK-TNCN",
        "chuẩn bị tổ chức Đại hội XIV của Đảng; các chương trình mục tiêu quốc gia",
        "Nghị quyết Đại hội Đảng bộ các cấp nhiệm kỳ tới",
    ],
)
def test_spans(sentence: str) -> None:
    assert marked(re.sub(r"\[|\]", "", sentence)) == sentence


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Kết luận số 012-KL/TU, ngày 03/02/2025 của Tỉnh uỷ (khóa XII)",
            {
                "type": "kết luận",
                "sign": "012-KL/TU",
                "number": "12",
                "date": date(2025, 2, 3),
                "issuer": "Tỉnh uỷ (khóa XII)",
                "term": "khóa XII",
            },
        ),
        ("Quyết định số 1.955/QĐ- UBND", {"sign": "1.955/QĐ-UBND", "number": "1955"}),
        ("NQ 57-NQ/TW", {"type": "nghị quyết", "sign": "57-NQ/TW"}),
        ("Thông báo kết luận số 9-TB/TU", {"type": "thông báo", "sign": "9-TB/TU"}),
        ("Đề án 06", {"type": "đề án", "sign": "06", "date": None}),
        ("Luật Đất đai năm 2024", {"type": "luật", "sign": None, "date": None}),
        ("Hiến pháp năm 2013", {"type": "hiến pháp", "date": None}),
        ("tiêu chuẩn TCVN 14423:2025", {"type": "tiêu chuẩn", "sign": "TCVN14423:2025"}),
        (
            "Nghị quyết Đại hội XIII của Đảng",
            {"type": "nghị quyết", "sign": None, "issuer": "Đại hội XIII của Đảng"},
        ),
        ("khoản 2 Điều 5 Luật Giá", {"pinpoint": "khoản 2 Điều 5", "type": "luật"}),
        (
            "Quyết định số 7/QĐ-BYT ngày 31/02/2025 của Bộ Y tế",
            {"date": None, "issuer": "Bộ Y tế", "flags": ("impossible_date",)},
        ),
        ("Nghị định số 3/2020/NĐ-GP", {"sign": "3/2020/NĐ-CP", "flags": ("repaired_ocr",)}),
        ("Quyết định số 5/QĐ-UBNĐ", {"sign": "5/QĐ-UBND", "flags": ("repaired_ocr",)}),
        # said just outside the span
        (
            "Ngày 12/6/2026, tại Thông báo số 2/TB-VPCP của Văn phòng Chính phủ, Phó Thủ tướng",
            {"date": date(2026, 6, 12), "issuer": "Văn phòng Chính phủ"},
        ),
        (
            "như ý kiến của Sở Xây dựng tại Văn bản số 5/SXD-QH",
            {"issuer": "Sở Xây dựng", "text": "Văn bản số 5/SXD-QH"},
        ),
        (
            "Luật Thủ đô được Quốc hội khóa XV thông qua ngày 28 tháng 6 năm 2024",
            {"text": "Luật Thủ đô", "date": date(2024, 6, 28), "issuer": "Quốc hội khóa XV"},
        ),
        (
            "Báo cáo của Ban Nội chính Trung ương về án tồn (Báo cáo số 3-BC/BNCTW)",
            {"issuer": "Ban Nội chính Trung ương", "text": "Báo cáo số 3-BC/BNCTW"},
        ),
    ],
)
def test_fields(text: str, fields: dict[str, object]) -> None:
    reference = one(text)
    assert {name: getattr(reference, name) for name in fields} == fields


def test_coordinated_references_share_type_and_issuer() -> None:
    found = read("các Nghị quyết số 57, 59 và 68 của Bộ Chính trị")
    assert [(r.type, r.sign, r.issuer) for r in found] == [
        ("nghị quyết", "57", "Bộ Chính trị"),
        ("nghị quyết", "59", "Bộ Chính trị"),
        ("nghị quyết", "68", "Bộ Chính trị"),
    ]


def test_an_issuer_is_shared_within_its_own_series_only() -> None:
    found = read("Kết luận số 7-KL/TW và Nghị quyết số 17/2024/QH15 của Quốc hội")
    assert [r.issuer for r in found] == [None, "Quốc hội"]


def test_the_document_itself_is_no_reference() -> None:
    text = "(Kèm theo Kế hoạch số 7/KH-UBND ngày 2/2/2026); Kế hoạch số 8/KH-UBND"
    assert [r.sign for r in read(text, Header(sign="7/KH-UBND"))] == ["8/KH-UBND"]
    title = Header(title="Kế hoạch thực hiện Chương trình phát triển chè đến năm 2030")
    assert read("tham gia Chương trình phát triển chè đến năm 2030", title) == []


def test_what_was_taken_before_is_left_alone() -> None:
    text = "Nghị quyết số 5-NQ/TW; Kết luận số 6-KL/TW"
    first, second = read(text)
    passage = Passage.of(Source.of(text), 0, len(text))
    assert FINDER.find(passage, Setting(), [first]) == [second]


def test_signs_apart() -> None:
    signs = SignGrammar(LEXICON)
    read_ = {
        s: (signs.read(s).type, signs.read(s).issuer, signs.read(s).year)
        for s in (
            "5-KL/TU",
            "5/BC-UBND",
            "5/2020/NĐ-CP",
            "5/2020/QH14",
            "5/UBND-NV",
            "5/CT-CS",
            "5/CT-TTg",
            "64-CP",
            "64/SL",
        )
    }
    assert read_ == {
        "5-KL/TU": ("KL", "TU", None),
        "5/BC-UBND": ("BC", "UBND", None),
        "5/2020/NĐ-CP": ("NĐ", "CP", "2020"),
        "5/2020/QH14": (None, "QH14", "2020"),
        "5/UBND-NV": (None, "UBND-NV", None),
        "5/CT-CS": (None, "CT-CS", None),
        "5/CT-TTg": ("CT", "TTg", None),
        "64-CP": (None, "CP", None),
        "64/SL": ("SL", None, None),
    }


def test_an_unknown_code_is_not_repaired_without_a_unique_likeness() -> None:
    assert not SignGrammar(LEXICON).read("324/QTR-KTr2").repaired
    assert SignGrammar(LEXICON).read("324/QTR-KTr2").text == "324/QTR-KTr2"


def test_examples_that_do_not_hold_are_refused() -> None:
    kind = DocumentType(name="sổ", nouns=("sổ",), examples=("Vở số 5/BC-UBND",))
    with pytest.raises(LexiconError, match="Vở số 5/BC-UBND"):
        ReferenceFinder(Lexicon(types=(*LEXICON.types, kind), issuers=LEXICON.issuers))
    issuer = Issuer(code="XYZ", name="Hội X", examples=("5/BC-UBND",))
    with pytest.raises(LexiconError, match="XYZ"):
        SignGrammar(Lexicon(types=LEXICON.types, issuers=(*LEXICON.issuers, issuer)))


def test_every_citable_type_and_every_issuer_has_an_example() -> None:
    assert [kind.name for kind in LEXICON.types if kind.citable and not kind.examples] == []
    assert [issuer.code for issuer in LEXICON.issuers if not issuer.examples] == []


GRAMMAR = """Nghị quyết |nghị quyết |số |57|59-NQ/TW|30/2020/NĐ-CP|1.955/QĐ- UBND|, ngày 31/02/2025
 ngày 4 tháng 11 năm 2013| của Bộ Chính trị| của Đảng| (khóa XII)|Luật Đất đai |Luật |Đề án 06
khoản 2 Điều 5 |Phụ lục I kèm theo | và | , |; số |Đại hội XIII của Đảng|Trung ương 4 khóa XI
Chương trình “|” |đến năm 2030|TCVN 1:2020|Căn cứ |về |**|(|)|–"""
HOSTILE = ["\n", "\r\n", "\u00a0", "\u200b", "u\u0309", "Ð", "\ud800", "\ue000"]
PIECES = st.sampled_from([*GRAMMAR.replace("\n", "|").split("|"), *HOSTILE])


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=24).map("".join))
def test_spans_are_true_and_in_order(text: str) -> None:
    found = read(text)
    assert [text[r.start : r.end] for r in found] == [r.text for r in found]
    assert all(r.text == r.text.strip() and r.text[-1] not in ".,;:" for r in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "unit",
    ["ngày 1/", "1.", "a", "7", "Luật ", "khoản 1, ", "1-A/", "Nghị quyết số 57, ", "của ", '"',
     "Luật sửa đổi, bổ sung một số điều của ", "Đề án a b c ", "Kế hoạch số ", "Ngày 1/1/2020, ", "các Luật Giá, ",
     "Nghi quyet so 5-NQ/TW ", "Sở Y tế trình bày Báo cáo số 5/BC-SYT ", "được sửa đổi bởi ", "Điều 5 đến ", "5O",
     "Quyết định số 5/QĐ-UBND về giá; ", "Nghị quyết Đại hội lần thứ ", "Luật Giá và ", "khóa XI, "],
)  # fmt: skip
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        began = time.perf_counter()
        read(text)
        return time.perf_counter() - began

    assert seconds(40_000) < 12 * seconds(10_000) + 0.5
