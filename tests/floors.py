"""Checks the figures on annotated documents against the committed floors.

    python tests/floors.py          check; exit 1 where a figure is below its floor or a corpus has changed

The floors stand in floors.json, by set. They are changed on purpose only:
``vnpolicy evaluate DIR --floors tests/floors.json --set NAME`` with --raise-floors, or with --lower-floor or
--renew-corpus and a --reason. Sets that are not there (the real documents are not part of the project) are
reported as left out.
"""

from __future__ import annotations

import sys
from pathlib import Path

from vnpolicy import evaluate
from vnpolicy.evaluation.floors import gate

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FLOORS = HERE / "floors.json"
SETS = {"corpora": ROOT / "corpora" / "annotated", "real": ROOT.parent / "shared" / "gold" / "dev"}


def main() -> int:
    """Prints every figure beside its floor and returns the exit code."""
    passed = True
    for name, folder in SETS.items():
        if not folder.exists():
            print(f"{name}: left out, {folder} is not there")
            continue
        verdict = gate(evaluate(folder), FLOORS, name)
        print(verdict)
        passed &= verdict.passed
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
