"""What the README says holds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_first_example_gives_what_its_comments_say() -> None:
    block = re.search(r"```python\n(import vnpolicy.*?)```", README, re.DOTALL)
    assert block is not None
    names: dict[str, Any] = {"date": date}
    code, lines = block[1].split("\n\na.items", 1)
    exec(code, names)  # our own README
    checked = 0
    for statement in re.finditer(r"^(\S.*?)\s+# (.*(?:\n\s+#.*)*)", "a.items" + lines, re.MULTILINE):
        stated = re.sub(r"\n\s+#", " ", statement[2])
        assert eval(statement[1], names) == eval(stated, names), statement[1]  # noqa: S307 - our own README
        checked += 1
    assert checked == 5


def test_there_are_two_commands_and_ci_runs_them() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert len(commands) == 2
    assert "vnpolicy analyze corpora/" in commands[0]
    assert "pytest" in commands[1]
    assert "grep '^python3 -m venv ' README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_files_that_it_names_exist() -> None:
    for name in re.findall(r"(?:notebooks|corpora|tests)/[\w./-]+\.\w+", README):
        assert (ROOT / name).is_file(), name


def test_no_place_holders_are_left() -> None:
    assert "<!--" not in README
