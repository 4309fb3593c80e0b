"""The gate on figures: what is below its floor fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import floors


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    scorer = tmp_path / "score.py"
    scorer.write_text(
        "def gold_documents(folder):\n    return []\n"
        "def score(documents):\n    return {'items': {'f1': 0.9}, 'role': 0.8, 'detail': {}}, []\n",
        "utf-8",
    )
    monkeypatch.setattr(floors, "SCORER", scorer)
    monkeypatch.setattr(floors, "SETS", {"set": tmp_path, "away": tmp_path / "none"})
    monkeypatch.setattr(floors, "HERE", tmp_path)

    def run(**wanted: float) -> int:
        (tmp_path / "floors.json").write_text(json.dumps({"set": wanted, "away": {"role": 1.0}}), "utf-8")
        return floors.main()

    return run


@pytest.mark.parametrize(
    ("wanted", "code"),
    [({"items": 0.9, "role": 0.8}, 0), ({"items": 0.91}, 1), ({"role": 0.81, "items": 0.5}, 1), ({}, 0)],
)
def test_a_figure_below_its_floor_fails(gate: Any, wanted: dict[str, float], code: int) -> None:
    assert gate(**wanted) == code


def test_a_floor_for_an_unknown_figure_is_an_error(gate: Any) -> None:
    with pytest.raises(KeyError):
        gate(itmes=0.5)


def test_sets_that_are_not_there_are_reported(gate: Any, capsys: pytest.CaptureFixture[str]) -> None:
    gate()
    assert "away: left out" in capsys.readouterr().out


def test_the_committed_floors_cover_what_matters() -> None:
    committed = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))
    for figures in committed.values():
        assert {"items", "role", "path", "header", "sectors", "deadline value", "target value", "reference value",
                "assignee value"} <= set(figures)  # fmt: skip
