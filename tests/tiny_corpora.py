"""Annotated documents of a few labels, whose figures can be counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vnpolicy.evaluation import Evaluation, evaluate

TEXT = "".join(f"[{number:02}] " + "x" * 15 for number in range(30))  # thirty paragraphs of 20 characters
Record = dict[str, Any]


def place(number: int, start: int = 0, end: int = 20) -> Record:
    """A stretch of paragraph ``number``."""
    return {"start": 20 * number + start, "end": 20 * number + end}


def unit(number: int, role: str = "task", *sectors: str, **more: Any) -> Record:
    return place(number) | {"role": role, "path": str(number), "sectors": list(sectors)} | more


def item(number: int, role: str = "task", **scores: float) -> Record:
    labels = [{"sector": sector, "score": score} for sector, score in scores.items()]
    return unit(number, role) | {"sectors": labels}


class Corpora:
    """Writes documents and predictions, and evaluates."""

    def __init__(self, folder: Path) -> None:
        self.gold, self.predicted = folder / "gold", folder / "predicted"
        self.gold.mkdir()
        self.predicted.mkdir()

    def add(self, name: str, gold: Record, predicted: Record, text: str = TEXT) -> Corpora:
        (self.gold / f"{name}.txt").write_bytes(text.encode("utf-8"))
        (self.gold / f"{name}.json").write_text(json.dumps({"id": name, "units": [], "spans": []} | gold), "utf-8")
        (self.predicted / f"{name}.json").write_text(json.dumps(predicted), "utf-8")
        return self

    def evaluate(self) -> Evaluation:
        return evaluate(self.gold, predictions=self.predicted)
