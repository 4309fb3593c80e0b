"""Analyzer: settings, errors, many documents, hostile and foreign input."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vnpolicy import Analysis, Analyzer, Failure, InputError, LexiconError, analyze, analyze_file, analyze_many
from vnpolicy.analysis import Fact, Item, Section
from vnpolicy.errors import ModelError

PIECES = st.lists(
    st.sampled_from(
        ["KẾT LUẬN", "**QUYẾT ĐỊNH**", "I. NHIỆM VỤ", "1. ", "a) ", "- ", "+ ", "Điều 2. ", "giao Sở Y tế", "Uỷ ban nhân dân tỉnh",
         "Kết luận số 596- KL/TU, ngày 02/12/2014 của Tỉnh uỷ", "Luật Đất đai năm 2024", "ít nhất 21 xã", "10 – 10,5%/năm",
         "trước ngày 31/6/2026", "đến hết quý II/2026", "hằng tháng", "chủ trì, phối hợp với", ":", ";", ".", "./.", "\n", "\n\n",
         "\r\n", "|", "|\n|", "\t", "\u00a0", "\u00ad", "\u200b", "\ud800", "e\u0302\u0301", "Ðơn vị chủ trì: ", "[2]", "***", "–",
         "“", "”", "Nơi nhận:", "T/M BAN THƯỜNG VỤ", "PHỤ LỤC", "Số: 12/TB-VPCP", "ngày 05 tháng 3 năm 2026", "BТС", "🇻🇳", "\0x"]
    ),
    max_size=40,
)  # fmt: skip


def facts(a: Analysis) -> list[Fact | Item | Section]:
    return [*a.deadlines, *a.targets, *a.references, *a.assignments]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
def test_offsets_are_true_on_hostile_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    try:
        a = analyze(text)
    except InputError:
        assert not text.strip() or "\0" in text
        return
    for record in (*a.items, *facts(a)):
        assert text[record.start : record.end] == record.text != ""
    for section in a.sections:
        assert 0 <= section.start < section.end <= len(text)
    assert len({i.id for i in a.items}) == len(a.items)
    for before, after in zip(a.items, a.items[1:], strict=False):
        assert before.end <= after.start
    assert Analysis.from_dict(a.to_dict()) == a


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "expected a str, got NoneType"),
        (b"KL", "got bytes; decode it first"),
        ("", "empty or only white space"),
        (" \n\t\u00a0", "empty or only white space"),
        ("\0\0\0", "binary"),
    ],
)
def test_what_is_no_text(text: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        analyze(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("issued", ["08/04/2015", "2015-13-01", "", "hôm nay"])
def test_what_is_no_date(issued: str) -> None:
    with pytest.raises(InputError, match="expected YYYY-MM-DD"):
        analyze("1. Việc.", issued=issued)


def test_a_given_date_anchors_relative_deadlines() -> None:
    text = "1. Sở Y tế báo cáo trong vòng 15 ngày kể từ ngày ký Kết luận này."
    assert analyze(text).deadlines[0].due is None
    for issued in ("2026-03-10", date(2026, 3, 10)):
        a = analyze(text, issued=issued)
        assert (a.deadlines[0].due, a.deadlines[0].anchor, a.header.anchor) == (date(2026, 3, 25), "given", "given")


def test_another_language_gives_its_paragraphs_and_no_facts() -> None:
    a = analyze("The committee met on Monday.\n\nIt decided nothing of note about the 12 schools.\n")
    assert len(a.items) == 2
    assert not a.references
    assert not a.assignments


def test_a_large_document_is_read_in_bounded_time_and_memory() -> None:
    text = (
        "1. Tập trung chỉ đạo rà soát, tháo gỡ khó khăn cho doanh nghiệp, hoàn thành trước ngày 15/6/2026.\n\n" * 3000
    )
    a = analyze(text)
    assert len(a.deadlines) == 3000


def test_too_much_text_is_refused() -> None:
    with pytest.raises(InputError, match="at most 10,000,000"):
        analyze("a" * 10_000_001)


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "kl.txt"
    path.write_bytes("1. Sở Y tế báo cáo trước ngày 15/6/2026.\r\n2. Việc khác.".encode("utf-8-sig"))
    a = analyze_file(path)
    assert [i.id for i in a.items] == ["1", "2"]
    assert "\r\n" in a.text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7", "is a PDF"),
        (b"PK\x03\x04", "zip archive"),
        (b"\x00\x01\x02", "binary"),
        (b"K\xe9t lu\xe2n", "is not UTF-8"),
    ],
)
def test_what_is_no_text_file(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "f.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        analyze_file(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(InputError, match="cannot read"):
            analyze_file(path)


def test_many_documents_keep_their_order_and_errors_are_values() -> None:
    records = ["1. Một.", ("b", ""), ("c", "1. Ba trước ngày 5/6/2026.", "2026-01-01"), ("d", "1. Bốn.", "sai")]
    results = list(analyze_many(records))  # type: ignore[arg-type]
    assert [id_ for id_, _ in results] == ["0", "b", "c", "d"]
    assert [isinstance(r, Failure) for _, r in results] == [False, True, False, True]
    assert "empty" in results[1][1].error  # type: ignore[union-attr]


def test_only_what_is_asked_for() -> None:
    a = Analyzer(only=("deadlines",)).analyze("1. Giao Sở Y tế báo cáo ít nhất 5 vụ trước ngày 5/6/2026.")
    assert len(a.deadlines) == 1
    assert not a.targets
    assert not a.assignments
    assert not a.items[0].sectors


def test_equal_settings_have_equal_fingerprints() -> None:
    assert Analyzer().fingerprint == Analyzer().fingerprint != Analyzer(only=("targets",)).fingerprint


def test_an_analyzer_is_pickled_by_its_settings() -> None:
    analyzer = Analyzer(only=("deadlines",))
    _ = analyzer.fingerprint
    copy = pickle.loads(pickle.dumps(analyzer))  # noqa: S301
    assert copy == analyzer
    assert copy.fingerprint == analyzer.fingerprint


def test_results_are_deterministic(corpora: Path) -> None:
    text = (corpora / "annotated" / "ket_luan_tinh_uy_2013.txt").read_bytes().decode()
    assert Analyzer().analyze(text) == Analyzer().analyze(text)


def test_wrong_settings() -> None:
    with pytest.raises(InputError, match="only='dates' is unknown"):
        Analyzer(only=("dates",))  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="cannot read the model"):
        Analyzer(model="mine").check()


def test_an_overlay_teaches_a_new_body(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.toml"
    overlay.write_text('[[agency]]\nid = "x"\nname = "Tổ công tác Sông Mơ"\naliases = ["TCT Sông Mơ"]\n', "utf-8")
    a = Analyzer(lexicons=[overlay]).analyze("1. Giao TCT Sông Mơ chủ trì rà soát.")
    assert [f.agency for f in a.assignments] == ["Tổ công tác Sông Mơ"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[agency]]\nid = 'x'\nnme = 'y'\n", "did you mean 'name'"),
        ("[[xyzzy]]\nid = 'x'\n", r"expected one of \[\[type\]\]"),
        ("[[agency]\n", "is not TOML"),
        ("[[agency]]\nid = 'x'\nname = 5\n", r"agency.*no. 1"),
    ],
)
def test_a_wrong_overlay_is_named(tmp_path: Path, content: str, message: str) -> None:
    overlay = tmp_path / "mine.toml"
    overlay.write_text(content, "utf-8")
    with pytest.raises(LexiconError, match=message):
        Analyzer(lexicons=[overlay]).check()


def test_a_missing_overlay_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot read the lexicon"):
        Analyzer(lexicons=[tmp_path / "none.toml"]).check()


@pytest.mark.parametrize(
    "piece", ["1. ", "ngày 1/", "số 1-", "|\n", "**", "a", "(", "của Sở ", "từ ngày ", "5%, ", "I", "\n", "- a\n"]
)
def test_hostile_repetition_ends(piece: str) -> None:
    analyze(piece * (60_000 // len(piece)) + "x")


@pytest.mark.parametrize(
    ("sentence", "kind", "value"),
    [
        ("1. Hoàn thành trước ngày l5/10/2025.", "deadlines", date(2025, 10, 15)),
        ("1. Hoàn thành trước ngày 15/10/2O25.", "deadlines", date(2025, 10, 15)),
        ("1. Hỗ trợ ít nhất l.200 hộ nghèo.", "targets", 1200.0),
        ("1. Thực hiện Kết luận số 2l5-KL/TU.", "references", "215-KL/TU"),
    ],
)
def test_misread_digits_are_repaired_and_flagged(sentence: str, kind: str, value: object) -> None:
    (fact,) = getattr(analyze(sentence), kind)
    assert getattr(fact, {"deadlines": "due", "targets": "low", "references": "sign"}[kind]) == value
    assert "repaired_ocr" in fact.flags and fact.text in sentence
