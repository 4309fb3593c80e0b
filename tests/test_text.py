"""Characters and offsets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.text import LOWER, UPPER, Passage, Source, fold

HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "aăâđĐÐeêoôơuưyáàảãạ\u0301\u0300\u0309\u0303\u0323\u0302\u0306\u031b \t\r\n\u00a0\u200b\u00ad\ufeff"
        ),
        st.sampled_from("**__##||-–—“”‘’…АВСЕТαΑ\ud800\udfff\x00\x0c\u2028🇻🇳가"),
        st.characters(),
    ),
    max_size=120,
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Kết luận", "Kết luận"),
        (unicodedata.normalize("NFD", "Tỉnh ủy Đắk Lắk"), "Tỉnh ủy Đắk Lắk"),
        ("Ðảng", "Đảng"),
        ("a\u00a0b\u2009c", "a b c"),
        ("đồng\u00adthuận", "đồngthuận"),
        ("\ufeffSố\u200b 5", "Số 5"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("số 16495/BТС-PTHT", "số 16495/BTC-PTHT"),
        ("thuộc CР", "thuộc CP"),
        ("русский текст", "русский текст"),
        ("x\ud800y", "x\ufffdy"),
    ],
)
def test_working_copy(raw: str, clean: str) -> None:
    assert Source.of(raw).clean == clean


def test_span_of_a_composed_character_covers_all_its_marks() -> None:
    text = unicodedata.normalize("NFD", "uỷ ban")
    source = Source.of(text)
    start, end = source.span(1, 2)
    assert unicodedata.normalize("NFC", text[start:end]) == "ỷ"


def test_lone_surrogates_are_counted() -> None:
    assert Source.of("a\ud800b\udc00").surrogates == 2


@given(HOSTILE)
def test_working_copy_keeps_order_and_bounds(text: str) -> None:
    source = Source.of(text)
    assert len(source.clean) == len(source.starts) == len(source.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(source.starts, source.ends, strict=True))
    assert list(source.starts) == sorted(source.starts)


@given(HOSTILE)
def test_passage_slices_are_the_callers_text(text: str) -> None:
    source = Source.of(text)
    passage = Passage.of(source, 0, len(source.clean))
    assert passage.plain == passage.plain.strip(" ")
    assert "  " not in passage.plain
    assert len(passage.folded) == len(passage.plain)
    for i in range(len(passage.plain)):
        start, end = passage.span(i, i + 1)
        assert passage.slice(i, i + 1) == text[start:end] != ""


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("**1. **Đến\nnăm  2026", "1. Đến năm 2026"),
        ("## II. NHIỆM VỤ", "II. NHIỆM VỤ"),
        ("đội ngũ giảng viên[2], đáp ứng", "đội ngũ giảng viên, đáp ứng"),
        ("theo Quy*ế*t *đị*nh", "theo Quyết định"),
        ("- Bộ Y tế\n  chủ trì;", "- Bộ Y tế chủ trì;"),
    ],
)
def test_passage_is_what_a_reader_reads(raw: str, plain: str) -> None:
    source = Source.of(raw)
    assert Passage.of(source, 0, len(source.clean)).plain == plain


def test_passage_leaves_omitted_stretches_out() -> None:
    source = Source.of("nhân\n- 2 -\ndân")
    passage = Passage.of(source, 0, len(source.clean), [(5, 10)])
    assert passage.plain == "nhân dân"
    assert passage.span(5, 8) == (11, 14)


def test_mask_hides_what_was_taken_and_keeps_positions() -> None:
    source = Source.of("ngày 31/3/2015 và quý II")
    passage = Passage.of(source, 0, len(source.clean))
    masked = passage.mask([(5, 14)])
    assert len(masked) == len(passage.plain)
    assert "2015" not in masked
    assert masked.endswith(" và quý II")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"), ("khoẻ", "khỏe"), ("uỷ", "ủy"), ("thuý", "thúy"), ("HOÀ", "HÒA"), ("Uỷ ban", "Ủy ban"),
        ("quý", "quý"), ("quỳnh", "quỳnh"), ("hoàn", "hoàn"), ("tuyển", "tuyển"), ("thuở", "thuở"),
        ("2026 – 2030", "2026 - 2030"), ("“rõ việc”", '"rõ việc"'),
    ],
)  # fmt: skip
def test_fold(old: str, new: str) -> None:
    assert fold(old) == new


def test_letter_classes_do_not_mix_cases() -> None:
    assert not set(UPPER) & set(LOWER)
    assert {"Đ", "Ạ", "Ỹ", "Ư"} <= set(UPPER)
    assert {"đ", "ạ", "ỹ", "ư"} <= set(LOWER)
