"""The trained classifier: its numbers are scikit-learn's, its reasons are true, its files are checked."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnpolicy as vp
from vnpolicy.analysis import CoreSector, Item, Role, SectorLabel
from vnpolicy.errors import ModelError
from vnpolicy.lexicon import Lexicon
from vnpolicy.sectors import artefact
from vnpolicy.sectors.classifier import Paragraph
from vnpolicy.sectors.context import Layout, columns, context
from vnpolicy.sectors.features import Extractor
from vnpolicy.sectors.model import SectorModel
from vnpolicy.sectors.phrases import PhraseTable, Syllables
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.sectors.termclasses import TermClasses
from vnpolicy.sectors.terms import TermMatcher
from vnpolicy.sectors.words import WordModel
from vnpolicy.text import Passage, Source
from vnpolicy.training.fit import matrix

LEXICON = Lexicon.load()
TAXONOMY = Taxonomy.load()


@pytest.fixture(scope="module")
def model() -> SectorModel:
    return artefact.load(artefact.shipped(), TAXONOMY, LEXICON)


def paragraph(text: str, role: Role = "task", heading: tuple[str, ...] = (), title: str = "") -> Paragraph:
    source = Source.of(text)
    return Paragraph(Passage.of(source, 0, len(source.clean)), role, heading, title, "state")


def sectors(model: SectorModel, *paragraphs: Paragraph) -> list[list[str]]:
    return [[label.sector for label in found.sectors] for found in model.classify(paragraphs)]


PLAIN = [
    ("Đẩy nhanh tiến độ giải ngân vốn đầu tư công, tháo gỡ vướng mắc về mặt bằng.", "economy"),
    ("Mở rộng các mô hình nuôi tôm công nghệ cao, liên kết tiêu thụ với doanh nghiệp.", "economy"),
    ("Bổ sung giáo viên tiếng Anh cho các trường tiểu học ở xã khó khăn.", "education"),
    ("Rà soát chỉ tiêu tuyển sinh của các trường cao đẳng, trung cấp.", "education"),
    ("Mở đợt cao điểm tấn công, trấn áp tội phạm ma túy trên tuyến biên giới.", "security"),
    ("Hoàn thành chỉ tiêu gọi công dân nhập ngũ, bảo đảm chất lượng.", "security"),
    ("Nâng cao chất lượng sinh hoạt chi bộ, kết nạp đảng viên trong doanh nghiệp tư nhân.", "party_building"),
    ("Ủy ban Kiểm tra kiểm tra tổ chức đảng khi có dấu hiệu vi phạm.", "party_building"),
    ("Bảo đảm đủ thuốc, vật tư y tế tại các trạm y tế xã.", "society"),
    ("Chi trả trợ cấp kịp thời cho người có công và đối tượng bảo trợ xã hội.", "society"),
    ("Cắt giảm thủ tục hành chính, nâng tỷ lệ hồ sơ trực tuyến toàn trình.", "governance"),
    ("Giải quyết dứt điểm các vụ khiếu nại, tố cáo kéo dài.", "governance"),
    ("Kiểm soát xả thải của các cụm công nghiệp, thu gom rác thải sinh hoạt.", "environment"),
    ("Sơ tán các hộ dân ở vùng có nguy cơ sạt lở trước khi bão đổ bộ.", "environment"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_plain_sentences(model: SectorModel, text: str, expected: str) -> None:
    assert sectors(model, paragraph(text))[0][0] == expected


def test_what_the_document_is_about_decides_where_a_sentence_is_general(model: SectorModel) -> None:
    general = "Tiếp tục rà soát, bổ sung cơ chế, chính sách hỗ trợ lực lượng làm công tác này ở cơ sở."
    about = {
        "education": ("KẾ HOẠCH Phát triển giáo dục mầm non", "Xây thêm phòng học cho các trường mầm non."),
        "security": ("KẾ HOẠCH Phòng, chống ma túy", "Triệt xóa các điểm phức tạp về ma túy."),
        "society": ("KẾ HOẠCH Phòng, chống dịch bệnh ở người", "Tổ chức tiêm vắc xin sởi cho trẻ em."),
    }
    for expected, (title, neighbour) in about.items():
        items = [paragraph(neighbour, title=title), paragraph(general, title=title), paragraph(neighbour, title=title)]
        assert sectors(model, *items)[1][0] == expected


def test_preambles_and_implementation_clauses_have_none(model: SectorModel) -> None:
    items = [
        paragraph("Căn cứ Luật Tổ chức chính quyền địa phương;", role="preamble"),
        paragraph("Sở Tài chính, thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này.", role="organisation"),
    ]
    assert sectors(model, *items) == [[], []]


@pytest.mark.parametrize("role", ["result", "limitation", "objective", "task"])
def test_every_role_of_substance_has_one_to_three(model: SectorModel, role: Role) -> None:
    texts = [
        "Việc này cần làm ngay.",
        "Kinh tế, giáo dục, quốc phòng, y tế, môi trường, cải cách hành chính đều tiến bộ.",
    ]
    for found in sectors(model, *(paragraph(text, role) for text in texts)):
        assert 1 <= len(found) <= 3


def test_order_of_paragraphs_is_kept(model: SectorModel) -> None:
    texts = [text for text, _ in PLAIN]
    assert model.classify([]) == []
    assert len(model.classify([paragraph(text) for text in texts])) == len(texts)


def test_evidence_lies_in_the_callers_text_and_speaks_for_the_sector(model: SectorModel) -> None:
    text = "1. Ta\u0306ng cường **bảo vệ**\nrừng, phòng cháy rừng; nâng cấp\u00a0trường học."
    [found] = model.classify([paragraph(text)])
    assert {label.sector for label in found.sectors} >= {"environment"}
    for label in found.sectors:
        assert label.evidence
        assert all(text[e.start : e.end] == e.text and e.weight > 0 for e in label.evidence)
    forest = next(label for label in found.sectors if label.sector == "environment")
    assert "rừng" in " ".join(evidence.text for evidence in forest.evidence)
    assert forest.subsector == "rung_da_dang_sinh_hoc"


def test_reasons_add_up_to_the_probability(model: SectorModel) -> None:
    items = [paragraph(text, title="KẾ HOẠCH công tác năm 2026") for text, _ in PLAIN]
    layout = Layout.of(items)
    around = model.words.context(layout, model.words.read(layout))
    weights = model.weights
    average = float((weights.mean @ weights.context + weights.offset)[0] * weights.slope[0] + weights.shift[0])
    for found, rows in zip(model.classify(items), weights.chances(weights.logits(around)), strict=True):
        for label in found.sectors:
            logit = average + sum(label.because.values())
            chance = float(rows[TAXONOMY.keys.index(label.sector)])
            assert 1 / (1 + np.exp(-logit)) == pytest.approx(chance, abs=0.01)


def test_scores_are_probabilities_of_all_sectors(model: SectorModel) -> None:
    [found] = model.classify([paragraph(PLAIN[0][0])])
    assert tuple(found.scores) == TAXONOMY.keys
    assert all(0.0 <= score <= 1.0 for score in found.scores.values())
    assert found.sectors[0].score == found.scores[found.sectors[0].sector]


PIECES = st.sampled_from(
    ("bảo vệ rừng", "; ", "**", "\n", "\u200b", "\ud800", "e\u0301", "\u00a0", "İ", "AI", "1.", "_", "để")
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), min_size=1, max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_spans_are_true_on_any_text(text: str) -> None:
    model = artefact.load(artefact.shipped(), TAXONOMY, LEXICON) if not _CACHE else _CACHE[0]
    _CACHE[:] = [model]
    [found] = model.classify([paragraph(text)])
    assert 1 <= len(found.sectors) <= 3
    for label in found.sectors:
        assert 0.0 <= label.score <= 1.0
        assert all(text[e.start : e.end] == e.text for e in label.evidence)


_CACHE: list[SectorModel] = []


# The numbers


def small_words() -> tuple[WordModel, list[str], np.ndarray]:
    """A word model fitted here and now, in full precision."""
    from sklearn.linear_model import LogisticRegression

    texts = [text for text, _ in PLAIN]
    phrases = sorted({phrase for text in texts for phrase in ("kế hoạch", *text.lower().rstrip(".").split())})
    matcher = TermMatcher(LEXICON.terms)
    classes = ["economy", "education", "environment", "environment.rung_da_dang_sinh_hoc"]
    generator = np.random.default_rng(1)
    extractor = Extractor(phrases, generator.uniform(1, 4, len(phrases)), classes, matcher)
    labels = [expected in ("economy", "education") for _, expected in PLAIN]
    seen = matrix(extractor.features(texts), extractor)
    fitted = LogisticRegression(C=10.0).fit(seen, labels)
    coefficients = np.repeat(fitted.coef_.T, 2, axis=1)
    taxonomy = TermClasses(replace_keys("economy"), classes)
    words = WordModel(
        extractor, taxonomy, coefficients[: len(phrases)], coefficients[len(phrases) :], np.repeat(fitted.intercept_, 2)
    )
    return words, texts, fitted.decision_function(seen)


def replace_keys(*keys: str) -> Taxonomy:
    import msgspec

    kept = tuple(sector for sector in TAXONOMY.sectors if sector.key in keys)
    return msgspec.structs.replace(TAXONOMY, sectors=kept)


def test_decisions_equal_those_of_scikit_learn() -> None:
    words, texts, expected = small_words()
    found = words.decisions(words.extractor.features(texts))
    np.testing.assert_allclose(found[:, 0], expected, atol=1e-6)
    alone = [words.decisions(words.extractor.features([text]))[0, 0] for text in texts]
    np.testing.assert_allclose(alone, expected, atol=1e-6)


def test_the_second_model_equals_scikit_learn(model: SectorModel) -> None:
    from sklearn.linear_model import LogisticRegression

    items = [paragraph(text, title="KẾ HOẠCH năm 2026", heading=("I. NHIỆM VỤ",)) for text, _ in PLAIN]
    layout = Layout.of(items)
    around = model.words.context(layout, model.words.read(layout))
    flat = around.reshape(-1, around.shape[2])
    wanted = np.array([[expected == key for key in TAXONOMY.keys] for _, expected in PLAIN]).reshape(-1)
    fitted = LogisticRegression(C=0.5, max_iter=2000).fit(flat, wanted)
    weights = replace(
        model.weights,
        context=np.repeat(fitted.coef_.T, 2, axis=1),
        offset=np.repeat(fitted.intercept_, 2),
        slope=np.ones(1),
        shift=np.zeros(1),
    )
    np.testing.assert_allclose(weights.logits(around)[:, :, 0].reshape(-1), fitted.decision_function(flat), atol=1e-6)
    np.testing.assert_allclose(
        weights.chances(weights.logits(around)).reshape(-1), fitted.predict_proba(flat)[:, 1], atol=1e-6
    )


def test_features_are_rows_of_length_one_and_classes_between_zero_and_one() -> None:
    words, texts, _ = small_words()
    found = words.extractor.features([*texts, "", "xyz"])
    squares = np.bincount(found.row, found.value**2, len(texts) + 2)
    np.testing.assert_allclose(squares[: len(texts)], 1.0)
    assert squares[-2:].tolist() == [0.0, 0.0]
    assert found.classes.min() == 0.0 and found.classes.max() <= 1.0


def test_terms_of_one_class_add_up_to_ever_less() -> None:
    words, _, _ = small_words()
    found = words.extractor.features(["bảo vệ rừng", "bảo vệ rừng; trồng rừng", "bảo vệ rừng; phá rừng; cháy rừng"])
    forest = found.classes[:, 3]
    assert 0 < forest[0] < forest[1] <= forest[2] < 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thu ngân sách", [(0, 3)]),
        ("thu, ngân - sách", [(0, 3)]),
        ("thu ngân. sách", []),
        ("thu; ngân sách", []),
        ("thu_ngân sách", []),
        ("thu  ngân/sách thu ngân sách", [(0, 3), (3, 3)]),
    ],
)
def test_phrases_run_over_blanks_commas_and_dashes_only(text: str, found: list[tuple[int, int]]) -> None:
    hits = PhraseTable([("thu", "ngân", "sách")]).find(Syllables.of([text]))
    assert list(zip(hits.first.tolist(), hits.length.tolist(), strict=True)) == found


def test_phrases_do_not_run_from_one_text_into_the_next() -> None:
    syllables = Syllables.of(["thu", "ngân sách"])
    assert not len(PhraseTable([("thu", "ngân")]).find(syllables).first)


def test_context_has_the_columns_it_says(model: SectorModel) -> None:
    layout = Layout.of([paragraph("Bảo vệ rừng.", heading=("A", "B"), title="T"), paragraph("Dạy học.")])
    decisions = np.arange((len(layout.texts) + 2) * 8, dtype=float).reshape(-1, 8) / 10
    found = context(layout, decisions, np.zeros((len(layout.texts), 7)))
    assert found.shape == (2, 7, len(model.weights.mean))
    assert sorted(i for where in columns(7).values() for i in where) == list(range(found.shape[2]))


def test_neighbours_of_the_first_and_last_paragraph_are_nothing() -> None:
    where = columns(2)["neighbours"]
    layout = Layout.of([paragraph("Bảo vệ rừng.")])
    found = context(layout, np.full((len(layout.texts) + 1, 3), 2.0), np.zeros((len(layout.texts), 2)))
    assert found[0, :, where[:2]].tolist() == [[0.0, 0.0], [0.0, 0.0]]


# Files


def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(artefact.shipped(), tmp_path / "model"))


def test_the_shipped_model_is_small_and_its_card_has_its_figures(model: SectorModel) -> None:
    folder = artefact.shipped()
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 8_000_000
    assert {path.name for path in folder.iterdir()} == {"model.json", "weights.npz", "metrics.json", "CARD.md"}
    metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
    card = (folder / "CARD.md").read_text("utf-8")
    for key in ("sectors", "first sector", "calibration error"):
        assert f"| {key} | {metrics['cross-validation'][key]['value']:.3f} |" in card
    assert f"{metrics['examples']:,} labelled paragraphs" in card
    assert model.name.startswith("sectors-")


def test_the_default_analysis_uses_it(model: SectorModel) -> None:
    found = vp.analyze("1. Tăng cường bảo vệ rừng.")
    assert found.model == model.name
    assert vp.Analyzer(model="lexicon").analyze("1. Tăng cường bảo vệ rừng.").model == "lexicon"


def test_saved_and_loaded_it_is_the_same(model: SectorModel, tmp_path: Path) -> None:
    artefact.save(model, tmp_path / "sectors", examples=1, documents=1)
    again = artefact.load(tmp_path / "sectors", TAXONOMY, LEXICON)
    items = [paragraph(text) for text, _ in PLAIN]
    assert again.classify(items) == model.classify(items)
    assert (tmp_path / "sectors" / "weights.npz").read_bytes() == (artefact.shipped() / "weights.npz").read_bytes()


def change(folder: Path, **fields: object) -> None:
    path = folder / "model.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | fields), "utf-8")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"taxonomy": "0"}, "was trained for another taxonomy"),
        ({"terms": "0"}, "trained with other terms for sectors"),
        ({"features": "0"}, "expects features 0, this version makes"),
        ({"weights": "0"}, "is not the file that model.json was written with"),
        ({"format": "vnpolicy-sectors/9"}, "has the format 'vnpolicy-sectors/9', this version reads"),
        ({"uncertain": "much"}, "is damaged or of another format: Expected `float`, got `str`"),
        ({"surprise": 1}, "is damaged or of another format"),
        ({"sectors": ["economy"]}, "has the shape"),
    ],
)
def test_a_model_that_does_not_fit_is_refused(tmp_path: Path, fields: dict[str, object], message: str) -> None:
    folder = copy(tmp_path)
    change(folder, **fields)
    with pytest.raises(ModelError, match=message):
        artefact.load(folder, TAXONOMY, LEXICON)


def test_missing_and_damaged_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot read the model .*model\.json"):
        vp.Analyzer(model=tmp_path / "none").check()
    folder = copy(tmp_path)
    (folder / "weights.npz").unlink()
    with pytest.raises(ModelError, match=r"cannot read the model's .*weights\.npz"):
        artefact.load(folder, TAXONOMY, LEXICON)


def test_arrays_that_execute_or_unpack_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib

    folder = copy(tmp_path)
    with zipfile.ZipFile(folder / "weights.npz", "w") as archive, archive.open("idf.npy", "w") as member:
        np.save(member, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    digest = hashlib.sha256((folder / "weights.npz").read_bytes()).hexdigest()[:16]
    change(folder, weights=digest)
    with pytest.raises(ModelError, match="damaged"):
        artefact.load(folder, TAXONOMY, LEXICON)
    monkeypatch.setattr(artefact, "_MOST_BYTES", 10)
    with pytest.raises(ModelError, match="unpacks to more than 10 bytes"):
        artefact.load(folder, TAXONOMY, LEXICON)


def test_an_overlays_terms_reach_the_model(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[term]]\ntext = "chương trình sao khuê"\nsector = "education"\nweight = 1.0\n', "utf-8")
    text = "1. Tham gia chương trình Sao Khuê."
    without, with_ = (vp.Analyzer(lexicons=files).analyze(text).items["1"] for files in ((), (path,)))
    assert with_.scores["education"] > without.scores["education"]
    assert vp.Analyzer(lexicons=(path,)).fingerprint != vp.Analyzer().fingerprint


# What a reader sees


def test_explanations_name_words_reasons_and_the_runner_up() -> None:
    item = vp.analyze("1. Tăng cường công tác quản lý, bảo vệ rừng đặc dụng.").items["1"]
    text = str(item.explain())
    assert text.startswith("Item 1 (task): Tài nguyên, môi trường, thiên tai (environment)")
    assert "The item says “" in text and "rừng" in text
    assert "For it, the strongest first: the words of the item" in text
    assert "In the core view of four sectors it counts, derived, as economy." in text
    assert "Next in line, and not given:" in text
    assert item.explain()._repr_html_().count("<p") == len(text.splitlines())


def test_explanations_escape_what_goes_into_html() -> None:
    item = vp.analyze("1. Bảo vệ <b>rừng</b> & nguồn nước.").items["1"]
    assert "<b>" not in item.explain()._repr_html_()


def label(sector: str, subsector: str | None = None) -> SectorLabel:
    return TAXONOMY.placed(SectorLabel(sector=sector, subsector=subsector, score=1.0))


def item_with(*labels: SectorLabel) -> Item:
    return replace(vp.analyze("1. Làm ngay.").items["1"], sectors=labels)


@pytest.mark.parametrize(
    ("labels", "core"),
    [
        (["economy"], [("economy", False)]),
        (["environment"], [("economy", True)]),
        (["environment", "economy"], [("economy", False)]),
        (["society", "party_building"], [("education", True), ("party_building", False)]),
        ([], []),
    ],
)
def test_the_core_view_says_what_is_derived(labels: list[str], core: list[tuple[str, bool]]) -> None:
    found = item_with(*map(label, labels)).core
    assert found == tuple(CoreSector(sector=sector, derived=derived) for sector, derived in core)


def test_labels_carry_international_codes() -> None:
    found = label("education", "nha_giao")
    assert (found.cap, found.cofog, found.core, found.derived) == (("6",), ("09",), "education", False)
