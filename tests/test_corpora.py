"""The annotated documents of the project: valid, invented, and read well."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from vnpolicy.analysis import AssignmentRole, Boundary, DeadlineKind, Operator, Role

ANNOTATED = Path(__file__).resolve().parent.parent / "corpora" / "annotated"
NAMES = sorted(path.stem for path in ANNOTATED.glob("*.json"))
SECTORS = {"economy", "education", "security", "party_building", "society", "governance", "environment"}
NEED_SECTORS = {"result", "limitation", "objective", "task"}
CLOSED = {
    ("deadline", "kind"): set(get_args(DeadlineKind)),
    ("deadline", "boundary"): set(get_args(Boundary)),
    ("target", "op"): set(get_args(Operator)),
    ("assignee", "role"): set(get_args(AssignmentRole)),
}


def load(name: str) -> tuple[str, dict[str, Any]]:
    text = (ANNOTATED / f"{name}.txt").read_bytes().decode("utf-8")
    return text, json.loads((ANNOTATED / f"{name}.json").read_text("utf-8"))


def test_there_are_documents_of_many_types() -> None:
    types = {load(name)[1]["meta"]["type"] for name in NAMES}
    assert len(NAMES) >= 24
    assert len(types) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_annotation_is_valid(name: str) -> None:
    text, gold = load(name)
    assert gold["id"] == name
    assert gold["meta"]["invented"] is True
    units = sorted(gold["units"], key=lambda unit: unit["start"])
    for before, after in zip(units, units[1:], strict=False):
        assert before["end"] <= after["start"]
    for unit in units:
        assert 0 <= unit["start"] < unit["end"] <= len(text)
        assert unit["role"] in get_args(Role)
        assert set(unit["sectors"]) <= SECTORS
        assert len(set(unit["sectors"])) == len(unit["sectors"]) <= 3
        assert unit["sectors"] or unit["role"] not in NEED_SECTORS
    for span in gold["spans"]:
        assert 0 <= span["start"] < span["end"] <= len(text)
        assert text[span["start"] : span["end"]].strip() == text[span["start"] : span["end"]]
        for (label, field), values in CLOSED.items():
            assert span["label"] != label or span[field] in values
        for field in ("due", "begin", "date"):
            if span.get(field):
                date.fromisoformat(span[field])


@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_read_with_true_offsets(name: str) -> None:
    import vnpolicy

    text, gold = load(name)
    a = vnpolicy.analyze(text)
    assert a.header.type == gold["meta"]["type"]
    for record in (*a.items, *a.deadlines, *a.targets, *a.references, *a.assignments):
        assert text[record.start : record.end] == record.text
