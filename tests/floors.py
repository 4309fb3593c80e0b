"""Checks the figures on annotated documents against the committed floors.

    python tests/floors.py          check; exit 1 where a figure is below its floor

The floors stand in floors.json: by set, by figure. A floor is only ever lowered on purpose, with
the reason in the commit. Sets that are not there (the real documents are not part of the project)
are reported as left out.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SETS = {"corpora": ROOT / "corpora" / "annotated", "real": ROOT.parent / "shared" / "gold" / "dev"}
SCORER = ROOT.parent / "shared" / "tools" / "score.py"


def main() -> int:
    """Prints every figure beside its floor and returns the exit code."""
    if not SCORER.exists():
        print(f"left out: no scorer at {SCORER}")
        return 0
    floors = json.loads((HERE / "floors.json").read_text("utf-8"))
    failed = 0
    for name, folder in SETS.items():
        if not folder.exists():
            print(f"{name}: left out, {folder} is not there")
            continue
        figures = _figures(load_scorer(), folder)
        for key, floor in floors[name].items():
            value = figures[key]
            failed += value < floor
            print(f"{name:8} {key:22} {value:.4f}  floor {floor:.4f}  {'ok' if value >= floor else 'BELOW'}")
    return 1 if failed else 0


def load_scorer() -> ModuleType:
    """The scorer that lies beside the project."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _figures(scorer: ModuleType, folder: Path) -> dict[str, float]:
    import vnpolicy

    documents = [(t, g, vnpolicy.analyze(t).to_dict()) for t, g in scorer.gold_documents(folder)]
    figures, _ = scorer.score(documents)
    return _flat(figures)


def _flat(figures: dict[str, Any]) -> dict[str, float]:
    flat = {}
    for key, value in figures.items():
        if isinstance(value, dict) and "f1" in value:
            flat[key] = value["f1"]
        elif isinstance(value, float):
            flat[key] = value
    return flat


if __name__ == "__main__":
    sys.exit(main())
