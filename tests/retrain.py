"""Trains the shipped model again and compares: the same labels, and metrics that agree to three decimals.

python tests/retrain.py          exit 1 where they differ
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import vnpolicy as vp
from vnpolicy.sectors import artefact

ROOT = Path(__file__).resolve().parent.parent
CLOSE = 0.0005


def main() -> int:
    """Prints every difference and returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        training = vp.train_sectors(ROOT / "corpora", Path(folder) / "sectors")
        shipped = json.loads((artefact.shipped() / "metrics.json").read_text("utf-8"))
        found = [*differences("metrics", shipped, json.loads(json.dumps(training.metrics)))]
        found += labels(vp.Analyzer(), vp.Analyzer(model=training.folder))
    for line in found:
        print(line)
    print(f"{len(found)} differences between the shipped model and the one trained from corpora/")
    return 1 if found else 0


def differences(place: str, one: Any, two: Any) -> Iterator[str]:
    """Where two JSON values differ, numbers by more than half of the third decimal."""
    if isinstance(one, dict) and isinstance(two, dict):
        for key in sorted({*one, *two}):
            yield from differences(f"{place}/{key}", one.get(key), two.get(key))
    elif isinstance(one, float) and isinstance(two, float):
        if abs(one - two) > CLOSE:
            yield f"{place}: shipped {one}, now {two}"
    elif one != two:
        yield f"{place}: shipped {one}, now {two}"


def labels(one: vp.Analyzer, two: vp.Analyzer) -> Iterator[str]:
    """Where two analysers label an item of the annotated documents differently."""
    for path in sorted((ROOT / "corpora" / "annotated").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        for a, b in zip(one.analyze(text).items, two.analyze(text).items, strict=True):
            said, now = ([label.sector for label in item.sectors] for item in (a, b))
            if said != now:
                yield f"{path.stem} {a.id}: shipped {said}, now {now}"


if __name__ == "__main__":
    sys.exit(main())
