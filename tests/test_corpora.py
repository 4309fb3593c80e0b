"""The project's annotated documents, and the checks that users run on theirs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

import vnpolicy
from vnpolicy import InputError
from vnpolicy.analysis import Role
from vnpolicy.cli import app
from vnpolicy.corpus.annotation import Corpus, check, near_duplicates
from vnpolicy.sectors.taxonomy import Taxonomy

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
OWN = Corpus.read(CORPORA)


def test_the_corpus_keeps_the_guide() -> None:
    assert [str(problem) for problem in check(OWN)] == []


def test_there_are_documents_of_many_types_and_all_are_invented() -> None:
    metas = [gold["meta"] for _, gold in OWN.documents.values()]
    assert len(metas) >= 24
    assert len({meta["type"] for meta in metas}) >= 10
    assert {meta["family"] for meta in metas} == {"party", "state", "mass"}
    assert all(meta["invented"] is True for meta in metas)
    assert all(4_000 <= len(text) <= 16_000 for text, _ in OWN.documents.values())


@pytest.mark.parametrize("name", sorted(OWN.documents))
def test_every_document_is_read_with_true_offsets(name: str) -> None:
    text, gold = OWN.documents[name]
    a = vnpolicy.analyze(text)
    assert a.header.type == gold["meta"]["type"]
    for record in (*a.items, *a.deadlines, *a.targets, *a.references, *a.assignments):
        assert text[record.start : record.end] == record.text


def test_there_are_items_enough_of_every_kind() -> None:
    first = Counter(item["sectors"][0] for item in OWN.items if item["sectors"])
    assert len(OWN.items) >= 6400
    assert len(first) == 7
    assert min(first.values()) >= 580
    assert sum(len(item["sectors"]) > 1 for item in OWN.items) >= 0.3 * len(OWN.items)
    assert {item["role"] for item in OWN.items} == set(get_args(Role))
    assert {item["family"] for item in OWN.items} == {"party", "state", "mass"}
    taxonomy = Taxonomy.load()
    used = {sub for item in OWN.items for sub in item["subsectors"]}
    assert used >= {sub.key for sector in taxonomy.sectors for sub in sector.subsectors}


def test_items_are_no_variations_of_each_other() -> None:
    pairs = near_duplicates([item["text"] for item in OWN.items])
    assert len({i for a, b, _ in pairs for i in (a, b)}) <= 0.02 * len(OWN.items)


GOOD: dict[str, Any] = {
    "id": "d",
    "meta": {"type": "kết luận", "family": "party", "issued": "2026-01-05"},
    "units": [{"start": 0, "end": 30, "path": "1", "role": "task", "sectors": ["economy"]}],
    "spans": [{"start": 14, "end": 29, "label": "deadline", "kind": "date", "boundary": "before", "due": "2026-06-05"}],
}


def written(folder: Path, gold: Any) -> Path:
    (folder / "d.txt").write_text("1. Làm xong, trước ngày 5/6/26.", "utf-8")
    (folder / "d.json").write_text(gold if isinstance(gold, str) else json.dumps(gold), "utf-8")
    return folder


def changed(**change: Any) -> dict[str, Any]:
    return GOOD | change


def test_a_good_file_has_no_problems(tmp_path: Path) -> None:
    assert check(Corpus.read(written(tmp_path, GOOD))) == []


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        (changed(id="e"), "d.json:id: the id is the file's name"),
        (changed(meta={"family": "church"}), "d.json:meta: family"),
        (changed(meta={"issued": "5/1/2026"}), "issued is an ISO date"),
        (changed(units=[GOOD["units"][0] | {"end": 99}]), "d.json:0-99: offsets lie in the text"),
        (changed(units=[GOOD["units"][0], GOOD["units"][0] | {"start": 20}]), "d.json:20-30: units do not overlap"),
        (changed(units=[GOOD["units"][0] | {"role": "duty"}]), "role is one of"),
        (changed(units=[GOOD["units"][0] | {"sectors": []}]), "have a sector"),
        (changed(units=[GOOD["units"][0] | {"sectors": ["health"]}]), "got 'health'"),
        (changed(spans=[GOOD["spans"][0] | {"label": "date"}]), "labels are a closed set"),
        (changed(spans=[GOOD["spans"][0] | {"kind": "day"}]), "d.json:14-29: kind is one of"),
        (changed(spans=[GOOD["spans"][0] | {"due": "2026-6-5"}]), "due is an ISO date"),
        (changed(spans=[GOOD["spans"][0] | {"start": 12}]), "no outer blanks"),
        ("{", "d.json:file: readable"),
    ],
)
def test_a_breach_names_file_position_and_rule(tmp_path: Path, gold: Any, message: str) -> None:
    problems = [str(problem) for problem in check(Corpus.read(written(tmp_path, gold)))]
    assert len(problems) == 1
    assert message in problems[0]


def test_nothing_to_check_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no NAME\.json"):
        Corpus.read(tmp_path)
    with pytest.raises(InputError, match="is no folder"):
        Corpus.read(tmp_path / "none")


def test_near_duplicates() -> None:
    same = "đẩy nhanh tiến độ thi công các công trình trọng điểm của tỉnh"
    texts = [same, same + " trong năm", "nâng cao chất lượng khám bệnh, chữa bệnh tại tuyến cơ sở"]
    assert [(a, b) for a, b, _ in near_duplicates(texts)] == [(0, 1)]


def test_the_command_prints_figures_and_problems(tmp_path: Path) -> None:
    good = CliRunner().invoke(app, ["corpora", "check", str(CORPORA)])
    assert good.exit_code == 0
    assert "documents" in good.stdout
    bad = CliRunner().invoke(app, ["corpora", "check", str(written(tmp_path, changed(id="e")))])
    assert bad.exit_code == 1
    assert "the id is the file's name" in bad.stderr
    assert CliRunner().invoke(app, ["corpora", "check", str(tmp_path / "none")]).exit_code == 2
