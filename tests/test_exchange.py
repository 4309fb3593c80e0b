"""Annotations to other tools and back, and agreement between two annotators."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from vnpolicy import InputError
from vnpolicy.cli import app
from vnpolicy.corpus.agreement import agreement, krippendorff_alpha
from vnpolicy.corpus.annotation import Corpus
from vnpolicy.corpus.exchange import FORMATS, export, load, save

ANNOTATED = Path(__file__).resolve().parent.parent / "corpora" / "annotated"


def ordered(documents: dict[str, tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """Spans of one document in a fixed order, keys in any."""
    key = lambda r: (r["start"], r["end"], r.get("label", ""))  # noqa: E731
    return {
        name: (text, gold["meta"], sorted(gold["units"], key=key), sorted(gold["spans"], key=key))
        for name, (text, gold) in documents.items()
    }


@pytest.mark.parametrize("format_", FORMATS)
def test_export_and_import_are_inverse(tmp_path: Path, format_: str) -> None:
    corpus = Corpus.read(ANNOTATED)
    written = export(corpus, format_, tmp_path)
    source = tmp_path if format_ == "brat" else written[0]
    assert ordered(load(format_, source, ANNOTATED).documents) == ordered(corpus.documents)


def test_what_was_imported_can_be_read_again(tmp_path: Path) -> None:
    corpus = Corpus.read(ANNOTATED)
    save(corpus, tmp_path)
    assert ordered(Corpus.read(tmp_path).documents) == ordered(corpus.documents)


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected one of labelstudio"):
        export(Corpus(), "conll", tmp_path)


def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    corpus = Corpus(documents={"../x": ("a", {"id": "../x", "meta": {}, "units": [], "spans": []})})
    with pytest.raises(InputError, match="is no name for a document"):
        save(corpus, tmp_path)


def test_csv_with_another_text_is_refused(tmp_path: Path) -> None:
    export(Corpus.read(ANNOTATED), "csv", tmp_path)
    texts = tmp_path / "texts"
    texts.mkdir()
    for path in ANNOTATED.glob("*.txt"):
        (texts / path.name).write_bytes(b"x" + path.read_bytes())
    with pytest.raises(InputError, match="is not"):
        load("csv", tmp_path / "annotations.csv", texts)


@pytest.mark.parametrize(
    ("units", "alpha"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "a"), ("a", "a")], 1.0),
        # Krippendorff (2011), "Computing Krippendorff's alpha-reliability", example A: two coders, binary data.
        (list(zip("0100000000", "1110010100", strict=True)), 0.095),
        # The same, section B: two observers, nominal data.
        (list(zip("aabbdcccedda", "babbbccceddd", strict=True)), 0.692),
    ],
)
def test_krippendorff_alpha(units: list[tuple[str, str]], alpha: float) -> None:
    assert krippendorff_alpha(units) == pytest.approx(alpha, abs=0.0005)


def test_alpha_needs_pairs() -> None:
    with pytest.raises(InputError, match="two values"):
        krippendorff_alpha([("a", None)])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_alpha_is_at_most_one_and_symmetric(units: list[tuple[str, str]]) -> None:
    alpha = krippendorff_alpha(units)
    assert alpha <= 1.0
    assert alpha == pytest.approx(krippendorff_alpha([(b, a) for a, b in units]))


def two_annotators(tmp_path: Path) -> tuple[Path, Path]:
    corpus = Corpus.read(ANNOTATED)
    first, second = tmp_path / "a", tmp_path / "b"
    save(corpus, first)
    for _, gold in corpus.documents.values():
        gold["spans"] = [span for span in gold["spans"] if span["label"] != "target"]
        for unit in gold["units"][::2]:
            unit["role"] = "task"
    save(corpus, second)
    return first, second


def test_agreement(tmp_path: Path) -> None:
    first, second = two_annotators(tmp_path)
    same = agreement(Corpus.read(first), Corpus.read(first))
    assert same.pop("documents") == len(list(first.glob("*.json")))
    assert set(same.values()) == {1.0}
    other = agreement(Corpus.read(first), Corpus.read(second))
    assert other["deadline F1"] == 1.0
    assert other["target F1"] == 0.0
    assert other["role alpha"] < 0.8


def test_the_commands(tmp_path: Path) -> None:
    first, second = two_annotators(tmp_path)
    run = CliRunner().invoke
    agree = run(app, ["corpora", "agree", str(first), str(second)])
    assert "target F1            0.000" in agree.stdout
    out = run(app, ["corpora", "export", str(first), "-f", "doccano", "-o", str(tmp_path / "d")])
    assert out.stdout.strip().endswith("doccano.jsonl")
    back = run(
        app, ["corpora", "import", str(tmp_path / "d" / "doccano.jsonl"), "-f", "doccano", "-o", str(tmp_path / "e")]
    )
    assert back.exit_code == 0
    assert run(app, ["corpora", "check", str(tmp_path / "e")]).exit_code == 0
    wrong = run(app, ["corpora", "import", str(tmp_path / "none"), "-o", str(tmp_path / "f")])
    assert wrong.exit_code == 2
    assert "none" in wrong.stderr
