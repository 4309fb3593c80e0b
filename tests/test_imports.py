"""What importing costs, and the one direction of imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import vnpolicy

PACKAGE = Path(vnpolicy.__file__).parent
HEAVY = ("spacy", "sklearn", "underthesea", "pandas", "scipy", "torch", "holidays", "dateutil")
LAYERS = (
    ("errors", "analysis", "entries", "inheritance", "lexicon"),
    ("text",),
    ("readers", "segmenter"),
    ("extract",),
    ("structure", "sectors"),
    ("proofs",),
    ("pipeline",),
    ("language", "corpus", "output", "evaluation"),
    ("training",),
    ("cli",),
)


def loaded_by(code: str) -> set[str]:
    script = f"{code}\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_loads_nothing_heavy() -> None:
    assert loaded_by("import vnpolicy") == set()


def test_analysing_loads_nothing_heavy() -> None:
    assert loaded_by("import vnpolicy; vnpolicy.analyze('1. Giao Sở Y tế báo cáo trước ngày 5/6/2026.')") == set()


def test_public_names_are_there() -> None:
    for name in vnpolicy.__all__:
        assert getattr(vnpolicy, name) is not None
    assert set(vnpolicy.__all__) <= set(dir(vnpolicy))


def layer(module: str) -> int:
    part = module.split(".")[1]
    return next(i for i, names in enumerate(LAYERS) if part in names)


def test_imports_at_the_top_run_one_way() -> None:
    """Lower layers never import higher ones when they are loaded; type checking does not count."""
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(("vnpolicy", *path.relative_to(PACKAGE).with_suffix("").parts))
        if path.name in ("__init__.py", "__main__.py") and path.parent == PACKAGE:
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("vnpolicy."):
                assert layer(node.module) <= layer(module), f"{module} imports {node.module}"
