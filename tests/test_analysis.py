"""The records, their containers and the exchange format."""

from __future__ import annotations

import json
import pickle

import pytest

from vnpolicy import Analysis, InputError, analyze
from vnpolicy.errors import UnknownItemError

TEXT = """KẾT LUẬN
của Ban Thường vụ Huyện ủy

II- NHIỆM VỤ

1. Ban Tổ chức Huyện ủy báo cáo trước ngày 15/6/2026.

Theo Kết luận số 12-KL/HU, ngày 05/01/2026, phấn đấu có ít nhất 9 xã đạt chuẩn.

2. Công an huyện giữ gìn an ninh, trật tự.
"""


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyze(TEXT)


def test_items_by_id_position_path_and_offset(analysis: Analysis) -> None:
    items = analysis.items
    assert items["II/1"] is items[0]
    assert [i.id for i in items.under("II")] == ["II/1", "II/1¶2", "II/2"]
    assert [i.id for i in items.under("II/1")] == ["II/1", "II/1¶2"]
    assert items.at(TEXT.index("Công an")) is items["II/2"]
    assert items.at(0) is None


def test_an_unknown_id_names_near_ids(analysis: Analysis) -> None:
    with pytest.raises(UnknownItemError, match=r"no item has the id 'II/3'.*II/1"):
        analysis.items["II/3"]
    with pytest.raises(KeyError):
        analysis.items["nothing"]


def test_facts_of_an_item_are_those_of_the_document(analysis: Analysis) -> None:
    assert analysis.items["II/1"].deadlines == analysis.deadlines
    assert [f.plain for f in analysis.items["II/1¶2"].targets] == ["ít nhất 9 xã"]
    assert analysis.items["II/2"].deadlines == ()


def test_round_trips(analysis: Analysis) -> None:
    assert Analysis.from_dict(analysis.to_dict()) == analysis
    assert Analysis.from_json(analysis.to_json()) == analysis
    assert pickle.loads(pickle.dumps(analysis)) == analysis  # noqa: S301
    assert Analysis.from_dict(json.loads(json.dumps(analysis.to_dict()))).items["II/1"].deadlines


def test_round_trip_of_a_lone_surrogate() -> None:
    a = analyze("1. Giao \ud800 Sở Y tế báo cáo trước ngày 15/6/2026.")
    assert a.to_json().isascii() is False
    a.to_json().encode("utf-8")
    assert Analysis.from_json(a.to_json()) == a


def test_the_exchange_format_has_the_documented_keys(analysis: Analysis) -> None:
    d = analysis.to_dict()
    assert set(d) == {
        "text", "header", "sections", "items", "deadlines", "targets", "references", "assignments", "rows", "warnings",
        "schema", "version", "model", "fingerprint",
    }  # fmt: skip
    assert set(d["deadlines"][0]) == {
        "start", "end", "text", "plain", "item", "section", "rule", "flags", "kind", "boundary", "begin", "due",
        "latest", "time", "grain", "timex", "mod", "rrule", "duration", "anchor", "reason",
    }  # fmt: skip
    assert d["deadlines"][0]["due"] == "2026-06-15"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": "other/9"}, "schema 'other/9'"),
        ({"items": 3}, "not an analysis"),
        ({"deadlines": [{"start": "x"}]}, "deadlines"),
    ],
)
def test_what_is_no_analysis_is_refused(analysis: Analysis, change: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Analysis.from_dict({**analysis.to_dict(), **change})


@pytest.mark.parametrize("text", ["{", "[1]", "null"])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        Analysis.from_json(text)


def test_records_are_frozen(analysis: Analysis) -> None:
    with pytest.raises(AttributeError):
        analysis.items[0].role = "task"  # type: ignore[misc]


def test_words_point_into_the_text(analysis: Analysis) -> None:
    words = analysis.words()
    assert all(TEXT[w.start : w.end] == w.text for w in words)
    assert "Công an" in {w.text for w in words}
