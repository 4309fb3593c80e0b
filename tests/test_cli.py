"""The command line, as a user calls it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest


def run(*arguments: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    return subprocess.run([sys.executable, "-m", "vnpolicy", *arguments], input=data, capture_output=True, check=False)


TEXT = "1. Giao Sở Y tế báo cáo trước ngày 15/6/2026.\n\n2. Công an tỉnh giữ an ninh.\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "kl.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_table(document: Path) -> None:
    done = run("analyze", str(document))
    out = done.stdout.decode()
    assert done.returncode == 0
    assert done.stderr == b""
    assert "before 2026-06-15" in out
    assert "Sở Y tế" in out
    assert max(map(len, out.splitlines())) <= 100


def test_json_of_one_file_is_an_object_and_of_two_a_list(document: Path) -> None:
    one = json.loads(run("analyze", str(document), "--format", "json").stdout)
    assert one["deadlines"][0]["due"] == "2026-06-15"
    two = json.loads(run("analyze", str(document), str(document), "-f", "json").stdout)
    assert [len(d["items"]) for d in two] == [2, 2]


def test_jsonl_from_standard_input() -> None:
    done = run("analyze", "-", "--format", "jsonl", stdin=TEXT)
    assert json.loads(done.stdout)["items"][0]["id"] == "1"


def test_csv_has_a_row_for_each_item(document: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("analyze", str(document), "-f", "csv").stdout.decode())))
    assert [row["item"] for row in rows] == ["1", "2"]
    assert rows[0]["deadlines"] == "trước ngày 15/6/2026 = before 2026-06-15"


def test_output_goes_to_a_file(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = run("analyze", str(document), "-f", "json", "-o", str(out))
    assert (done.returncode, done.stdout) == (0, b"")
    assert json.loads(out.read_text("utf-8"))["items"]
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_a_bad_file_does_not_lose_the_good_ones(document: Path, tmp_path: Path) -> None:
    done = run("analyze", str(tmp_path / "none.txt"), str(document), "-f", "jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert b"cannot read" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--issued", "15/6/2026"], "expected YYYY-MM-DD"),
        (["--lexicon", "none.toml"], "cannot read the lexicon"),
        (["--format", "xml"], "xml"),
        (["--model", "mine"], "cannot read the model mine"),
        (["--output", "/nowhere/at/all.json"], "cannot write"),
    ],
)
def test_wrong_use(document: Path, arguments: list[str], message: str) -> None:
    done = run("analyze", str(document), *arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_html_is_a_page_of_one_document(document: Path) -> None:
    assert b"<!DOCTYPE html>" in run("analyze", str(document), "-f", "html").stdout
    assert run("analyze", str(document), str(document), "-f", "html").returncode == 2


def test_version_info_and_help() -> None:
    from vnpolicy import __version__

    assert run("--version").stdout.decode().strip() == f"vnpolicy {__version__}"
    info = run("info").stdout.decode()
    assert all(name in info for name in ("vnpolicy", "underthesea", "spacy", "fingerprint", "data"))
    assert b"analyze" in run("--help").stdout


def test_issued_is_used() -> None:
    done = run(
        "analyze", "-", "-f", "jsonl", "--issued", "2026-03-10", stdin="1. Sở Y tế báo cáo trong 10 ngày kể từ ngày ký."
    )
    assert json.loads(done.stdout)["deadlines"][0]["due"] == "2026-03-20"
