"""vnpolicy tag: whole collections to tables; nothing is lost, whatever happens."""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from vnpolicy import Analyzer, InputError
from vnpolicy.cli import app
from vnpolicy.corpus.schema import TABLES, tables
from vnpolicy.corpus.sources import Sources
from vnpolicy.corpus.tagging import Summary, tag

GOOD = "KẾT LUẬN\n\n{n}. Giao Sở Y tế hoàn thành ít nhất {n} trạm trước ngày {n}/6/2026 theo Kết luận số {n}-KL/TW.\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Eleven documents in two folders; two of them cannot be analysed."""
    folder = tmp_path / "archive"
    (folder / "2026").mkdir(parents=True)
    for n in range(1, 10):
        (folder / ("2026" if n > 5 else "") / f"kl-{n}.txt").write_text(GOOD.format(n=n), "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "kl-3b.pdf").write_bytes(b"%PDF-1.7 \0\0")
    (folder / "notes.json").write_bytes(b"{}")
    return folder


def run(*arguments: str | Path, stdin: bytes = b"", **settings: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "vnpolicy", "tag", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, **settings)


def content(folder: Path) -> dict[str, bytes]:
    """The files of a folder, hidden ones as well."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def column(folder: Path, table: str, name: str) -> list[Any]:
    values: list[Any] = pq.read_table(folder / table)[name].to_pylist()
    return values


def test_a_folder_becomes_tables_with_a_row_for_what_cannot_be_read(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    done = run(archive, "-o", out)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b"")
    assert "11 documents, 2 errors" in said
    assert "9 deadlines" in said
    assert "documents a second" in said
    assert "left out by their ending: 1 .json" in said
    assert sorted(p.name for p in out.iterdir()) == sorted([*tables(), "vnpolicy.json"])
    names = [Path(id_).name for id_ in column(out, "documents", "document")]
    assert names == [*(f"kl-{n}.txt" for n in range(6, 10)), "empty.txt", "kl-1.txt", "kl-2.txt", "kl-3.txt",
                     "kl-3b.pdf", "kl-4.txt", "kl-5.txt"]  # fmt: skip
    errors = dict(zip(names, column(out, "documents", "error"), strict=True))
    assert "is empty" in errors["empty.txt"]
    assert "is a PDF" in errors["kl-3b.pdf"]
    assert column(out, "documents", "status").count("error") == 2
    assert len(set(column(out, "documents", "fingerprint"))) == 1


def test_a_terminal_sees_a_bar_and_others_lines(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = CliRunner().invoke(app, ["tag", str(archive), "-o", str(tmp_path / "a"), "--part-size", "6"]).stderr
    assert [line.split(" documents")[0] for line in said.splitlines()[:2]] == ["part 1: 6", "part 2: 11"]
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich: take it for a terminal
    said = CliRunner().invoke(app, ["tag", str(archive), "-o", str(tmp_path / "b")]).stderr
    assert "11/11" in said and "documents a second, remaining" in said and "part 1" not in said


def test_jobs_change_nothing_and_quiet_says_nothing(archive: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    assert run(archive, "-o", one, "--part-size", "3", "--quiet").stderr == b""
    assert run(archive, "-o", two, "--part-size", "3", "--jobs", "2", "-q").stderr == b""
    assert content(one) == content(two)
    assert sorted(p.name for p in (one / "items").iterdir()) == [f"part-0000{n}.parquet" for n in range(4)]


def test_only_and_tokens_choose_the_tables(archive: Path, tmp_path: Path) -> None:
    assert run(archive, "-o", tmp_path / "a", "--only", "deadlines,references").returncode == 1
    assert {p.name for p in (tmp_path / "a").iterdir()} == {
        "documents", "sections", "items", "deadlines", "references", "citations", "rows", "vnpolicy.json"}  # fmt: skip
    assert column(tmp_path / "a", "items", "targets") == [None] * 9
    assert column(tmp_path / "a", "items", "sectors") == [[]] * 9
    tag(Sources([str(archive)]), tmp_path / "b", tokens=True, limit=2)
    assert "Sở Y tế" in column(tmp_path / "b", "tokens", "text")


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.xlsx"])
def test_one_file_by_its_ending(archive: Path, tmp_path: Path, name: str) -> None:
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        tag(Sources([str(archive)]), tmp_path / place / name, part=4, processes=1 if place == "a" else 2)
    assert content(tmp_path / "a") == content(tmp_path / "b")
    hidden = [p for p in content(tmp_path / "a") if p.startswith(".")]
    assert hidden == [f".{name}.vnpolicy/vnpolicy.json"]


def test_json_lines_hold_a_document_each(archive: Path, tmp_path: Path) -> None:
    tag(Sources([str(archive)]), tmp_path / "out.jsonl", part=4)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert all(tuple(line) == tables() for line in lines)
    assert [line["deadlines"][0]["due"] if line["deadlines"] else None for line in lines] == [
        "2026-06-06", "2026-06-07", "2026-06-08", "2026-06-09", None, "2026-06-01", "2026-06-02", "2026-06-03", None,
        "2026-06-04", "2026-06-05"]  # fmt: skip


def test_csv_is_a_file_for_each_table_and_overwriting_leaves_no_old_one(archive: Path, tmp_path: Path) -> None:
    import pandas as pd

    tag(Sources([str(archive)]), tmp_path / "out.csv")
    assert {p.name for p in tmp_path.glob("out*")} == {
        "out.csv", *(f"out.{table}.csv" for table in tables() if table != "items")}  # fmt: skip
    targets = pd.read_csv(tmp_path / "out.targets.csv")
    assert list(targets.columns) == TABLES["targets"].names
    assert sorted(targets["low"]) == [float(n) for n in range(1, 10)]
    tag(Sources([str(archive)]), tmp_path / "out.csv", analyzer=Analyzer(only=("deadlines",)), overwrite=True)
    assert {p.name for p in tmp_path.glob("out*")} == {
        "out.csv", "out.documents.csv", "out.sections.csv", "out.deadlines.csv", "out.rows.csv"}  # fmt: skip


def test_excel_holds_words_not_formulas(tmp_path: Path) -> None:
    import pandas as pd

    text = "1. =1+1 là công thức, \x07 báo cáo trước ngày 15/6/2026."
    tag([("=2+2", text)], tmp_path / "out.xlsx")
    sheets = pd.read_excel(tmp_path / "out.xlsx", sheet_name=None)
    assert tuple(sheets) == tables()
    assert sheets["documents"]["document"][0] == "=2+2"
    assert "\ufffd" in sheets["items"]["plain"][0]
    assert sheets["deadlines"]["due"][0] == pd.Timestamp("2026-06-15")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{archive}", "-o", "{tmp}/archive"], "was not made by tag"),
        (["{archive}", "-o", "{tmp}/archive", "--overwrite"], "was not made by tag"),
        (["{archive}", "-o", "{archive}/empty.txt/out"], "cannot make the folder"),
        (["{archive}", "-o", "{archive}/empty.txt"], "is a file"),
        (["{archive}", "-o", "-"], "standard output"),
        (["{archive}", "-o", "{tmp}/out", "--resume", "--overwrite"], "choose one"),
        (["{archive}", "-o", "{tmp}/out", "--only", "dates"], "only='dates' is unknown"),
        (["{archive}", "-o", "{tmp}/out", "--lexicon", "none.toml"], "cannot read the lexicon"),
        (["{tmp}/none.csv", "-o", "{tmp}/out"], "cannot read"),
        (["{tmp}/*.none", "-o", "{tmp}/out"], "nothing to read"),
    ],
)
def test_wrong_use_is_one_message_and_writes_nothing(
    archive: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    before = content(tmp_path)
    done = CliRunner().invoke(app, ["tag", *(a.format(archive=archive, tmp=tmp_path) for a in arguments)])
    assert done.exit_code == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert content(tmp_path) == before


def test_what_is_there_is_not_overwritten_unasked(archive: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "out", tmp_path / "out.csv"):
        tag(Sources([str(archive)]), out)
        with pytest.raises(InputError, match="--overwrite"):
            tag(Sources([str(archive)]), out)
        assert tag(Sources([str(archive)]), out, overwrite=True, limit=2).documents == 2
    (tmp_path / "mine.jsonl").write_text("{}")
    for settings in ({}, {"resume": True}):
        with pytest.raises(InputError, match="--overwrite"):
            tag(["1. Họp."], tmp_path / "mine.jsonl", **settings)


def test_a_finished_run_resumed_is_the_same_run(archive: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "out", tmp_path / "out.csv"):
        first = tag(Sources([str(archive)]), out)
        before = content(tmp_path)
        again = tag(Sources([str(archive)]), out, resume=True)
        assert (again.documents, again.errors, again.rows, again.failures) == (11, 2, first.rows, first.failures)
        assert content(tmp_path) == before


def test_a_resumed_run_keeps_settings_and_records(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def stop(summary: Summary) -> None:
        if summary.parts == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tag(Sources([str(archive)]), out, part=2, progress=stop)
    with pytest.raises(InputError, match="fingerprint"):
        tag(Sources([str(archive)]), out, part=2, resume=True, analyzer=Analyzer(only=("deadlines",)))
    with pytest.raises(InputError, match="part = 2 and now 3"):
        tag(Sources([str(archive)]), out, part=3, resume=True)
    with pytest.raises(InputError, match="unfinished run"):
        tag(Sources([str(archive)]), out, part=2)
    (archive / "2026" / "kl-7.txt").unlink()
    with pytest.raises(InputError, match=r"kl-7\.txt' where there is now .*kl-8\.txt"):
        tag(Sources([str(archive)]), out, part=2, resume=True)


def test_an_id_that_comes_twice_is_an_error_row(tmp_path: Path) -> None:
    summary = tag([("a", "1. Họp."), ("b", "1. Họp."), ("a", "1. Họp.")], tmp_path / "out")
    assert (summary.documents, summary.errors) == (3, 1)
    assert column(tmp_path / "out", "documents", "document") == ["a", "b", "a"]
    assert column(tmp_path / "out", "items", "document") == ["a", "b"]


def test_results_are_no_sources(archive: Path, tmp_path: Path) -> None:
    for name in ("one", "two", "out.csv", "more.csv", "out.jsonl"):
        assert tag(Sources([str(archive)]), archive / name).documents == 11
    assert tag(Sources([str(archive)]), archive / "out.csv", overwrite=True).documents == 11


def test_lone_surrogates_do_not_stop_the_writing(tmp_path: Path) -> None:
    tag([("\ud800", "1. Việc \ud800 một."), ("b\udfff", "")], tmp_path / "out")
    assert column(tmp_path / "out", "documents", "document") == ["\ufffd", "b\ufffd"]
    assert "\ufffd" in column(tmp_path / "out", "items", "plain")[0]


def test_a_full_disk_stops_with_one_message_and_is_resumed(archive: Path, tmp_path: Path) -> None:
    import resource

    (archive / "long.txt").write_text("".join(GOOD.format(n=n) for n in range(500)), "utf-8")

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, 15_000))

    out = tmp_path / "out"
    command = [archive, "-o", out, "--part-size", "11"]
    done = run(*command, "--quiet", preexec_fn=little_room)
    assert done.returncode == 2
    assert done.stderr.startswith(b"vnpolicy: cannot write ") and len(done.stderr.splitlines()) == 1
    assert [p.name for p in (out / "documents").iterdir()] == ["part-00000.parquet"]
    assert run(*command, "--resume").returncode == 1
    tag(Sources([str(archive)]), tmp_path / "undisturbed", part=11)
    assert content(out) == content(tmp_path / "undisturbed")


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as POSIX does")
ANALYZER = Analyzer(only=("deadlines",))


@pytest.fixture
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process, other than a power cut, loses nothing that it wrote."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def in_a_child(work: Callable[[], object]) -> int:
    """The exit code of a forked process that does this; negative is the signal that killed it."""
    process = get_context("fork").Process(target=work)
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def dying_at(step: int, folder: Path, work: Callable[[], object]) -> Callable[[], None]:
    """The work, in a process that kills itself when it touches the folder for the n-th time."""

    def die() -> None:
        left = step

        def on_event(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            touches = event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir")
            if touches and str(arguments[0]).startswith(str(folder)):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(on_event)
        work()

    return die


@needs_fork
@pytest.mark.usefixtures("no_waiting_for_the_disk")
@pytest.mark.parametrize(("name", "stride"), [("out", 1), ("out.csv", 3)])
@pytest.mark.parametrize("before", [False, True], ids=["anew", "overwriting"])
def test_killed_at_every_step_and_resumed_it_is_as_undisturbed(
    archive: Path, tmp_path: Path, name: str, stride: int, before: bool
) -> None:
    """A step is a moment at which something is opened, made, renamed or removed."""

    def run(place: Path, **settings: Any) -> None:
        tag(Sources([str(archive)]), place / name, analyzer=ANALYZER, part=6, **settings)

    undisturbed, place = tmp_path / "undisturbed", tmp_path / "place"
    undisturbed.mkdir()
    run(undisturbed)
    for step in range(1, 1000, stride):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        if before:
            run(place, limit=2)
        code = in_a_child(dying_at(step, place, lambda: run(place, overwrite=before)))
        if code == 0:
            break
        assert code == -signal.SIGKILL
        try:
            run(place, resume=True)
        except InputError:  # killed before anything was overwritten
            assert before and step < 5
            run(place, overwrite=True)
        assert content(place) == content(undisturbed), step
    assert step > 40


@needs_fork
@pytest.mark.usefixtures("no_waiting_for_the_disk")
@pytest.mark.parametrize("name", ["out", "out.jsonl"])
def test_killed_again_and_again_at_random_moments(archive: Path, tmp_path: Path, name: str) -> None:
    for n in range(10, 60):
        (archive / f"kl-{n}.txt").write_text(GOOD.format(n=n % 28 + 1), "utf-8")
    undisturbed, place = tmp_path / "undisturbed", tmp_path / "place"
    for folder in (undisturbed, place):
        folder.mkdir()
    tag(Sources([str(archive)]), undisturbed / name, analyzer=ANALYZER, part=2)
    chance = random.Random(7)
    kills = 0
    while kills < 25:
        reader, writer = os.pipe()

        def work(writer: int = writer) -> None:
            def say(summary: Summary) -> None:
                os.write(writer, b".")

            tag(Sources([str(archive)]), place / name, analyzer=ANALYZER, part=2, resume=True, progress=say)

        child = get_context("fork").Process(target=work)
        child.start()
        os.close(writer)
        heard = 0
        patience = chance.randrange(8)
        while heard < patience and (said := os.read(reader, 1)):
            heard += len(said)
        child.kill()
        child.join()
        os.close(reader)
        kills += child.exitcode == -signal.SIGKILL
        if child.exitcode == 0:
            shutil.rmtree(place)
            place.mkdir()
    tag(Sources([str(archive)]), place / name, analyzer=ANALYZER, part=2, resume=True)
    assert content(place) == content(undisturbed)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_killed_command_leaves_no_process_behind_and_is_resumed(archive: Path, tmp_path: Path) -> None:
    for n in range(10, 40):
        (archive / f"kl-{n}.txt").write_text(GOOD.format(n=n % 28 + 1), "utf-8")
    command = [sys.executable, "-m", "vnpolicy", "tag", str(archive), "--part-size", "3", "--jobs", "2"]
    with subprocess.Popen([*command, "-o", str(tmp_path / "out")], stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith(b"part 2"):
                break
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        workers = [os.pidfd_open(int(pid)) for pid in children]
        process.kill()
    assert len(workers) >= 2
    for worker in workers:
        assert select.select([worker], [], [], 60)[0], "a worker outlives its parent"
        os.close(worker)
    done = run(archive, "-o", tmp_path / "out", "--part-size", "3", "--resume", "--jobs", "2")
    assert b"of them before" in done.stderr
    tag(Sources([str(archive)]), tmp_path / "undisturbed", part=3)
    assert content(tmp_path / "out") == content(tmp_path / "undisturbed")
