"""Training: deterministic, on whole documents, for one's own items and one's own sectors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import vnpolicy as vp
from vnpolicy.analysis import SectorLabel
from vnpolicy.corpus.annotation import Corpus
from vnpolicy.errors import InputError, LexiconError, ModelError
from vnpolicy.sectors.classifier import Classification
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.training.designs import compare, damaged
from vnpolicy.training.examples import Example, examples
from vnpolicy.training.fit import Documents, Settings
from vnpolicy.training.limits import Limits
from vnpolicy.training.metrics import sector_figures
from vnpolicy.training.train import Training, train_sectors

TAXONOMY = Taxonomy.load()

OFFICE = """
name = "văn phòng"
[general]
party = "tong_hop"
state = "tong_hop"
mass = "tong_hop"
[[sectors]]
key = "tong_hop"
name = "Tổng hợp"
covers = ["governance", "party_building"]
[[sectors]]
key = "kinh_te"
name = "Kinh tế"
covers = ["economy", "environment"]
[[sectors]]
key = "noi_chinh"
name = "Nội chính"
covers = ["security", "governance.tu_phap_phap_che"]
[[sectors]]
key = "van_xa"
name = "Văn xã"
covers = ["education", "society"]
"""


def small_corpus(folder: Path, corpora: Path, *files: str, groups: int = 14) -> Path:
    """The first documents of some item files, as a corpus of its own."""
    (folder / "items").mkdir(parents=True)
    for name in files:
        lines = (corpora / "items" / name).read_text("utf-8").splitlines(keepends=True)
        wanted = list(dict.fromkeys(json.loads(line)["group"] for line in lines))[:groups]
        kept = [line for line in lines if json.loads(line)["group"] in wanted]
        (folder / "items" / name).write_text("".join(kept), "utf-8")
    return folder


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, corpora: Path) -> tuple[Path, Training]:
    folder = tmp_path_factory.mktemp("training")
    source = small_corpus(folder / "corpus", corpora, "k.jsonl", "l.jsonl")
    return source, train_sectors(source, folder / "one")


def test_the_same_data_give_the_same_files(trained: tuple[Path, Training], tmp_path: Path) -> None:
    source, training = trained
    train_sectors(source, tmp_path / "two", name="one")
    for name in ("model.json", "weights.npz", "metrics.json", "CARD.md"):
        assert (tmp_path / "two" / name).read_bytes() == (training.folder / name).read_bytes(), name


def test_the_model_works_in_an_analysis(trained: tuple[Path, Training]) -> None:
    _, training = trained
    found = vp.Analyzer(model=training.folder).analyze("1. Triệt xóa các điểm phức tạp về ma túy.")
    assert found.items["1"].sectors[0].sector == "security"
    assert found.model.startswith("one-")


def test_metrics_count_what_was_learnt(trained: tuple[Path, Training]) -> None:
    source, training = trained
    items = Corpus.read(source).items
    assert training.metrics["examples"] == len(items)
    assert training.metrics["documents"] == len({item["group"] for item in items}) == 28
    assert training.metrics["labels"]["security"] == sum("security" in item["sectors"] for item in items)
    assert "cross-validation" in str(training) and "lexicon alone" in str(training)


def test_a_list_of_ones_own_is_learnt_through_the_crosswalk(
    tmp_path: Path, corpora: Path, trained: tuple[Path, Training]
) -> None:
    source, _ = trained
    office = tmp_path / "office.toml"
    office.write_text(OFFICE, "utf-8")
    training = train_sectors(source, tmp_path / "office", taxonomy=office)
    analyzer = vp.Analyzer(model=training.folder, taxonomy=office)
    found = analyzer.analyze(
        "1. Triệt xóa các điểm phức tạp về ma túy.\n2. Đẩy nhanh giải ngân vốn đầu tư công.\n"
        "3. Nâng cao chất lượng khám bệnh, chữa bệnh ở trạm y tế."
    )
    assert [item.sectors[0].sector for item in found.items] == ["noi_chinh", "kinh_te", "van_xa"]
    assert found.items["1"].core == ()
    assert "noi_chinh" in str(found.items["1"].explain())
    with pytest.raises(ModelError, match="was trained for another taxonomy"):
        vp.Analyzer(model=training.folder).check()


def test_sub_sectors_may_go_elsewhere_than_their_sector(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text(OFFICE, "utf-8")
    office = Taxonomy.load(tmp_path / "office.toml")
    assert office.relabel(["governance"], ["tu_phap_phap_che"]) == ("noi_chinh",)
    assert office.relabel(["governance", "party_building"], [None, None]) == ("tong_hop",)
    assert office.relabel(["society", "economy"]) == ("van_xa", "kinh_te")
    assert office.relabel(["van_xa"]) == ("van_xa",)
    assert office.relabel(["unknown"]) == ()


def test_a_crosswalk_to_nowhere_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_text(OFFICE.replace('"economy", "environment"', '"econmy"'), "utf-8")
    with pytest.raises(LexiconError, match="did you mean 'economy'"):
        Taxonomy.load(path)


def items(folder: Path, count: int, **fields: Any) -> Path:
    (folder / "items").mkdir(parents=True)
    record = {
        "id": "", "text": "", "role": "task", "sectors": ["economy"], "subsectors": [None], "heading": "",
        "family": "state", "group": "g",
    }  # fmt: skip
    lines = [
        json.dumps(record | {"id": f"x-{i}", "text": f"Thu ngân sách lần {i}.", "group": f"g{i}"} | fields)
        for i in range(count)
    ]
    (folder / "items" / "x.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("count", "fields", "message"),
    [
        (4, {}, "labelled items of 4 documents, at least 10 are needed"),
        (12, {"sectors": ["econmy"]}, "12 more: mend|and 11 more: mend"),
        (12, {"role": "organisation", "sectors": []}, "no example has a sector of the taxonomy"),
        (12, {"group": "g"}, "labelled items of 1 documents"),
    ],
)
def test_data_that_cannot_teach_are_refused(tmp_path: Path, count: int, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        train_sectors(items(tmp_path / "c", count, **fields), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_writes_a_model(tmp_path: Path, trained: tuple[Path, Training]) -> None:
    source, training = trained
    command = [sys.executable, "-m", "vnpolicy", "train", str(source), "-o", str(tmp_path / "one")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "first sector" in done.stdout and "model.json" in done.stdout
    assert (tmp_path / "one" / "weights.npz").read_bytes() == (training.folder / "weights.npz").read_bytes()


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vnpolicy", "train", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("vnpolicy: ") and "is no folder" in done.stderr


# Examples


def test_items_of_a_group_are_read_as_one_document(corpora: Path, tmp_path: Path) -> None:
    source = small_corpus(tmp_path / "c", corpora, "k.jsonl", groups=2)
    found = examples(Corpus.read(source), TAXONOMY)
    raw = Corpus.read(source).items
    assert len(found) == len(raw)
    for example, item in zip(found, raw, strict=True):
        assert example.sectors == tuple(item["sectors"])
        assert example.document == item["group"]
        assert example.paragraph.title == item["title"]
        assert example.paragraph.family == item["family"]
        assert item["text"][-30:] in example.paragraph.passage.plain
    headed = [e.paragraph.heading for e, item in zip(found, raw, strict=True) if item["heading"]]
    assert sum(bool(heading) for heading in headed) >= 0.9 * len(headed)


def test_units_of_annotated_documents_have_the_roles_the_library_reads(corpora: Path) -> None:
    corpus = Corpus.read(corpora / "annotated")
    corpus.documents = {"ket_luan_tinh_uy_2013": corpus.documents["ket_luan_tinh_uy_2013"]}
    text, gold = corpus.documents["ket_luan_tinh_uy_2013"]
    found = examples(corpus, TAXONOMY)
    assert [example.sectors for example in found] == [tuple(unit["sectors"]) for unit in gold["units"]]
    assert [example.paragraph.role for example in found] == [item.role for item in vp.analyze(text).items]


def test_documents_are_never_divided(corpora: Path, tmp_path: Path) -> None:
    source = small_corpus(tmp_path / "c", corpora, "k.jsonl", groups=11)
    documents = Documents.of(examples(Corpus.read(source), TAXONOMY), TAXONOMY.keys)
    tested = []
    for train, test in documents.folds():
        assert not set(train) & set(test)
        tested += test
    assert sorted(tested) == list(range(11))


# What is chosen


def test_thresholds_are_those_of_the_highest_f1() -> None:
    chances = np.array([[0.9], [0.8], [0.45], [0.4], [0.3], [0.1]] * 10)
    labels = np.array([[1.0], [1.0], [1.0], [1.0], [0.0], [0.0]] * 10)
    found = Limits.choose(chances, labels, np.zeros(60, bool))
    assert 0.3 < found.thresholds[0] <= 0.4


def test_silent_paragraphs_have_a_threshold_of_their_own() -> None:
    chances = np.array([[0.9], [0.2], [0.8], [0.95]] * 10)
    labels = np.array([[1.0], [0.0], [0.0], [1.0]] * 10)
    found = Limits.choose(chances, labels, np.array([False, False, True, True] * 10))
    assert found.thresholds[0] < 0.8 < found.silent[0] <= 0.95


def example(text: str, *sectors: str, document: str = "d") -> Example:
    from vnpolicy.sectors.classifier import Paragraph
    from vnpolicy.text import Passage, Source

    return Example(Paragraph(Passage.of(Source.of(text), 0, len(text)), "task", (), "", "state"), sectors, document)


def classified(*labels: tuple[str, float]) -> Classification:
    return Classification(tuple(SectorLabel(sector=key, score=score) for key, score in labels), False)


def test_figures_counted_by_hand() -> None:
    gold = [example("a", "economy"), example("b", "society", "economy"), example("c", "security")]
    given = [classified(("economy", 0.9)), classified(("economy", 0.8), ("society", 0.6)), classified(("society", 0.5))]
    found = sector_figures(gold, given, TAXONOMY.keys)
    assert found["sectors"].value == pytest.approx(2 * 3 / (4 + 4))
    assert found["first sector"].value == pytest.approx(1 / 3)
    assert found["sector economy"].value == 1.0
    assert found["sector security"].value == 0.0


# Studies


def test_every_design_is_tested_on_the_same_documents(corpora: Path, tmp_path: Path) -> None:
    source = small_corpus(tmp_path / "c", corpora, "k.jsonl", groups=12)
    learnt = examples(Corpus.read(source), TAXONOMY)
    held = {"held": learnt[:40]}
    rows = list(compare(learnt, held, TAXONOMY, vp_lexicon(), Settings(), folds=2))
    names = list(dict.fromkeys(name for name, _, _ in rows))
    assert names[0] == "lexicon alone" and len(names) == 6
    assert [test for _, test, _ in rows] == ["cross-validation", "held"] * 6
    assert all(0.0 < figures["micro F1"] <= 1.0 for _, _, figures in rows if figures["micro F1"] is not None)


def vp_lexicon() -> Any:
    from vnpolicy.lexicon import Lexicon

    return Lexicon.load()


def test_damaged_texts_differ_in_few_syllables_and_always_the_same() -> None:
    text = "Tăng cường công tác quản lý nhà nước về bảo vệ môi trường trên địa bàn tỉnh. " * 20
    [one], [two] = damaged([example(text)]), damaged([example(text)])
    assert one.paragraph.passage.plain == two.paragraph.passage.plain
    before, after = text.split(), one.paragraph.passage.plain.split()
    changed = sum(a != b for a, b in zip(before, after, strict=True))
    assert 0 < changed < 0.1 * len(before)
