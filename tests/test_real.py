"""Real documents, where they lie beside the project: robustness and letterheads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import vnpolicy


def test_the_2015_conclusion_is_right_in_full(shared: Path) -> None:
    path = shared / "gold" / "dev" / "seed_ket_luan_2015.txt"
    text = path.read_bytes().decode("utf-8")
    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
    a = vnpolicy.analyze(text)
    units = [(text[u["start"] : u["end"]], u["path"], u["role"]) for u in gold["units"]]
    assert [(i.text, i.path, i.role) for i in a.items] == units
    assert [(f.start, f.end, f.type, f.sign, _iso(f.date)) for f in a.references] == [
        (s["start"], s["end"], s["type"], s["sign"], s["date"]) for s in _spans(gold, "reference")
    ]
    assert [(f.start, f.end, f.kind, _iso(f.due), _iso(f.begin), f.rrule) for f in a.deadlines] == [
        (s["start"], s["end"], s["kind"], s["due"], s.get("begin"), s.get("rrule")) for s in _spans(gold, "deadline")
    ]
    assert [(f.start, f.end, f.op, f.low, f.high, f.unit) for f in a.targets] == [
        (s["start"], s["end"], s["op"], s["low"], s["high"], s["unit"]) for s in _spans(gold, "target")
    ]


def _spans(gold: dict[str, Any], label: str) -> list[dict[str, Any]]:
    return sorted((s for s in gold["spans"] if s["label"] == label), key=lambda s: s["start"])


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def test_letterheads_of_real_documents(shared: Path) -> None:
    lines = (shared / "real" / "headers.jsonl").read_text("utf-8").splitlines()
    signs = dates = 0
    for record in map(json.loads, lines):
        header = vnpolicy.analyze_file(shared / "real" / record["file"]).header
        signs += header.sign == record["sign"]
        dates += _iso(header.issued) == record["issued"]
    assert signs >= 0.95 * len(lines)
    assert dates >= 0.95 * len(lines)


def test_every_real_document_is_read_with_true_offsets(shared: Path) -> None:
    for path in sorted((shared / "real").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        a = vnpolicy.analyze(text)
        assert a.items or {w.code for w in a.warnings} & {"no_items"}, path.name
        for record in (*a.items, *a.deadlines, *a.targets, *a.references, *a.assignments):
            assert text[record.start : record.end] == record.text


@pytest.mark.parametrize("kind", ["NFD", "old tones"])
def test_facts_survive_other_spellings(shared: Path, kind: str) -> None:
    """The same document in NFD, or with tones placed the old way, holds the same facts."""
    import unicodedata

    text = (shared / "gold" / "dev" / "tvpl_f069c23c.txt").read_bytes().decode("utf-8")
    other = unicodedata.normalize("NFD", text) if kind == "NFD" else text.replace("ủy", "uỷ").replace("hóa", "hoá")
    a, b = vnpolicy.analyze(text), vnpolicy.analyze(other)
    assert [i.id for i in a.items] == [i.id for i in b.items]
    assert [(f.due, f.kind) for f in a.deadlines] == [(f.due, f.kind) for f in b.deadlines]
    assert [(f.op, f.low, f.high) for f in a.targets] == [(f.op, f.low, f.high) for f in b.targets]
    assert [(f.sign, f.date) for f in a.references] == [(f.sign, f.date) for f in b.references]
    assert [f.role for f in a.assignments] == [f.role for f in b.assignments]
