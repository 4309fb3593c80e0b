"""Many records over several processes: order, laziness, killed workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from vnpolicy import Analysis, Analyzer, Failure, InputError, analyze_many
from vnpolicy.corpus.batch import map_chunks, take
from vnpolicy.corpus.records import Record, as_records, read

TEXT = "1. Giao Sở Y tế báo cáo trước ngày {n}/6/2026."


class Deadly(Analyzer):
    """Kills its process at a text that says so: every time, or the first time only."""

    def analyze(self, text: str, issued: Any = None) -> Analysis:
        first, _, place = text.partition(" once, then there is ")
        if text == "kill" or (first == "kill" and not Path(place).exists()):
            Path(place or os.devnull).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().analyze("1. Họp." if first == "kill" else text, issued)


class Broken(Analyzer):
    """Has a fault of its own."""

    def analyze(self, text: str, issued: Any = None) -> Analysis:
        raise RecursionError("too deep")


def test_records_are_texts_paths_and_tuples() -> None:
    records = ["a", Path("x/b.txt"), ("c", "C"), ("d", Path("d.txt"), date(2026, 1, 2)), Failure("e", "bad"), (6, "f")]
    assert list(as_records(records)) == [  # type: ignore[arg-type]
        Record("0", "a"),
        Record("x/b.txt", Path("x/b.txt")),
        Record("c", "C"),
        Record("d", Path("d.txt"), date(2026, 1, 2)),
        Failure("e", "bad"),
        Record("6", "f"),
    ]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (Record("a", "  "), "is empty"),
        (Record("a", "x" * 10_000_001), "10,000,001 characters"),
        (Record("a", b"bytes"), "expected a str, got bytes"),  # type: ignore[arg-type]
        (Record("a", None), "expected a str, got NoneType"),  # type: ignore[arg-type]
        (Record("a", "1. Họp.", "5/6/2026"), "issued='5/6/2026' is no date"),
        (Record("a", "1. Họp.", 20260605), "is no date"),  # type: ignore[arg-type]
        (Record("a", "\0\0"), "binary"),
        (Record("a", Path("none.txt")), "No such file"),
        (Record("a", Path()), "Is a directory"),
    ],
)
def test_a_bad_record_is_a_failure(record: Record, message: str) -> None:
    failure = read(Analyzer(), record)
    assert isinstance(failure, Failure)
    assert failure.id == "a"
    assert message in failure.error


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "long.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    failure = read(Analyzer(), Record("long", tmp_path / "long.txt"))
    assert isinstance(failure, Failure) and "50,000,000 bytes" in failure.error


def test_a_fault_of_ours_costs_one_document() -> None:
    [(_, failure)] = Broken().analyze_many(["1. Họp."])
    assert failure == Failure("0", "internal error, please report it: RecursionError: too deep")


def test_a_day_with_a_clock_time_is_a_day() -> None:
    [(_, analysis)] = analyze_many([("a", "1. Báo cáo trong 10 ngày kể từ ngày ký.", datetime(2026, 3, 10, 8))])
    assert isinstance(analysis, Analysis)
    assert analysis.deadlines[0].due == date(2026, 3, 20)


def test_chunks_are_short_where_records_are_long() -> None:
    records = as_records(["a" * size for size in (10, 10, 10, 600_000, 600_000, 10, 10)])
    chunks = iter(lambda: take(records, 3), [])
    assert [len(chunk) for chunk in chunks] == [3, 2, 2]


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_order_and_records_go_in_as_needed(processes: int) -> None:
    taken = 0

    def records() -> Iterator[str]:
        nonlocal taken
        for n in range(1, 29):
            taken += 1
            yield TEXT.format(n=n) if n != 7 else ""

    told: list[int] = []
    results = analyze_many(records(), processes=processes, chunk=2, progress=told.append)
    assert taken == 0
    first = next(results)
    assert taken <= 2 * 3 * 2
    pairs = [first, *results]
    assert [id_ for id_, _ in pairs] == [str(n) for n in range(28)]
    assert told == list(range(1, 29))
    days = [r.deadlines[0].due.day if isinstance(r, Analysis) and r.deadlines[0].due else r for _, r in pairs]
    failure = Failure("6", "the text is empty or only white space: nothing to analyse")
    assert days == [*range(1, 7), failure, *range(8, 29)]


def test_a_killed_process_costs_only_the_record_that_kills_again(tmp_path: Path) -> None:
    texts = [TEXT.format(n=n) for n in range(1, 9)]
    texts[2] = "kill"
    texts[5] = f"kill once, then there is {tmp_path / 'killed'}"
    results = dict(Deadly().analyze_many(texts, processes=2, chunk=2))
    assert list(results) == [str(n) for n in range(8)]
    assert [id_ for id_, result in results.items() if isinstance(result, Failure)] == ["2"]
    assert results["2"] == Failure(
        "2", "the process that reads it is killed each time: it may need more memory than there is"
    )


def test_a_caller_that_stops_listening_stops_the_processes() -> None:
    def chunks() -> Iterator[list[Record | Failure]]:
        while True:
            yield [Record("a", "b")]

    results = map_chunks(len_of, chunks(), 2)
    assert next(results) == [1]
    results.close()


def len_of(chunk: Any) -> list[int]:
    return [len(chunk)]


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import vnpolicy\nprint(list(vnpolicy.analyze_many(['1. Họp.'] * 3, processes=2)))\n", "utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("vnpolicy.errors.WorkerError: the worker processes end as soon as")


@pytest.mark.parametrize("settings", [{"processes": 0}, {"chunk": 0}])
def test_numbers_below_one_are_refused_at_once(settings: dict[str, int]) -> None:
    with pytest.raises(InputError, match="at least 1"):
        analyze_many([], **settings)  # type: ignore[arg-type]
