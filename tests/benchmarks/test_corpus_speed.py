"""How fast collections are read, with one process, two, and Spark; whether length matters; start-up.

Only ratios are asserted, and the gain of a second process only where nobody else is at work. Run with
``pytest -m benchmark -s tests/benchmarks/test_corpus_speed.py``; it takes some minutes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

import pytest

import vnpolicy as vp

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

FEW, MANY = 28, 336  # documents; what starting costs falls out of the difference
ROUNDS = 3
QUIET = 1.8  # of two cores that do nothing else
PART = 504  # documents, 18 times all of corpora/annotated
PAIRS = 12


@pytest.fixture(scope="module")
def texts(corpora: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((corpora / "annotated").glob("*.txt"))]


def records(texts: list[str], number: int) -> list[tuple[str, str]]:
    return [(str(n), text) for n, text in enumerate(islice(cycle(texts), number))]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def speed(work: Callable[[int], object]) -> float:
    """Documents a second, in a long run."""
    return (MANY - FEW) / (seconds(lambda: work(MANY)) - seconds(lambda: work(FEW)))


def free_cores() -> float:
    """How much of the work of one process two of them get done in the same time: 2.0 on a quiet machine."""

    def spin(processes: int) -> None:
        command = [sys.executable, "-c", "sum(n * n for n in range(20_000_000))"]
        for process in [subprocess.Popen(command) for _ in range(processes)]:
            process.wait()

    return median(2 * seconds(lambda: spin(1)) / seconds(lambda: spin(2)) for _ in range(3))


def test_speed(texts: list[str], spark: Any, tmp_path: Path) -> None:
    def tag(processes: int) -> Callable[[int], object]:
        return lambda n: vp.tag(records(texts, n), tmp_path / "out", processes=processes, overwrite=True)

    def on_spark(number: int) -> None:
        from vnpolicy.corpus.spark import analyze_frame

        frame = spark.createDataFrame(records(texts, number), ["id", "text"]).repartition(8)
        analyze_frame(frame).write.format("noop").mode("overwrite").save()

    ways: dict[str, Callable[[int], object]] = {
        "analyze": lambda n: [vp.analyze(text) for _, text in records(texts, n)],
        "analyze_many, 2 processes": lambda n: list(vp.analyze_many(records(texts, n), processes=2)),
        "tag, 1 process": tag(1),
        "tag, 2 processes": tag(2),
        "Spark, 2 executors": on_spark,
    }
    free = free_cores()
    for work in ways.values():
        work(FEW)
    runs = [{name: speed(work) for name, work in ways.items()} for _ in range(ROUNDS)]  # noise falls on all alike
    size = sum(map(len, texts)) / len(texts)
    print(f"\ndocuments of {size:,.0f} characters on average; two processes get {free:.2f} times the work of one done")
    print(f"{'':28}{'documents/s':>14}{'characters/s':>14}{'of analyze':>12}")
    for name in ways:
        found = median(run[name] for run in runs)
        ratio = median(run[name] / run["analyze"] for run in runs)
        print(f"{name:28}{found:14.1f}{found * size:14,.0f}{ratio:12.2f}")
    gain = median(run["tag, 2 processes"] / run["tag, 1 process"] for run in runs)
    print(f"{'tag, 2 processes over 1':56}{gain:12.2f}")
    if free > QUIET:
        assert gain >= 1.7


TAGGING = """
import json, sys, tempfile, time
from itertools import count
import vnpolicy as vp

def memory():
    with open("/proc/self/statm") as status:
        return int(status.read().split()[1]) * 4096 / 1e6

def records(texts, first, part):
    for n in count():
        if n in (2 * part, first) or (n > first and n % part == 0):
            print(json.dumps([memory(), time.process_time()]), flush=True)
            if not sys.stdin.readline().strip():
                return
        yield str(n), texts[n % len(texts)]

first, part = map(int, sys.argv[1:])
texts = json.loads(sys.stdin.readline())
with tempfile.TemporaryDirectory() as folder:
    vp.tag(records(texts, first, part), folder + "/out", part=part)
"""


class Tagging:
    """A process that tags documents, part by part, when it is told to."""

    def __init__(self, texts: list[str], first: int) -> None:
        command = [sys.executable, "-c", TAGGING, str(first), str(PART)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._tell(json.dumps(texts))
        self.memory, self._clock = self._state()

    def part(self) -> float:
        """Tags one more part; the seconds of CPU time for a document of it."""
        self._tell("go")
        before = self._clock
        self.memory, self._clock = self._state()
        return (self._clock - before) / PART

    def stop(self) -> None:
        """Lets the process end."""
        self._process.communicate("")

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _state(self) -> tuple[float, float]:
        assert self._process.stdout is not None
        memory, clock = json.loads(self._process.stdout.readline())
        return memory, clock


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks Linux for the memory")
def test_length_does_not_matter(texts: list[str]) -> None:
    """A process that has tagged 20,000 short documents beside one that has tagged 1,000, part by part in turn.

    The speed of a core changes by more than 5 % within a minute, hence in turn.
    """
    short = [text[: text.find("\n", 1_500)] for text in texts]
    old, young = Tagging(short, 40 * PART), Tagging(short, 2 * PART)
    before = old.memory
    old.part()  # up to its first 20,000
    after = old.memory
    costs = [(young.part(), old.part()) if n % 2 else (old.part(), young.part())[::-1] for n in range(PAIRS)]
    old.stop()
    young.stop()
    few, many = zip(*costs, strict=True)
    print(f"\n{'documents':>10}{'memory, MB':>12}{'ms a document':>15}")
    for documents, megabytes, cost in ((2 * PART, before, median(few)), (40 * PART, after, median(many))):
        print(f"{documents:10,}{megabytes:12.1f}{1000 * cost:15.2f}")
    ratio = median(late / early for early, late in costs)
    print(f"ratio of the time, in pairs: {ratio:.3f}")
    assert abs(after / before - 1) < 0.05
    assert abs(ratio - 1) < 0.05


def test_start(corpora: Path) -> None:
    print()
    for arguments in (["--help"], ["analyze", str(corpora / "annotated" / "ket_luan_tinh_uy_2013.txt")]):
        seconds = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "vnpolicy", *arguments], capture_output=True, check=True)
            seconds.append(time.perf_counter() - start)
        print(f"vnpolicy {arguments[0]:10}{median(seconds):6.2f} s")
