"""How fast collections are read, with one process, two, and Spark; whether length matters; start-up.

Only ratios are asserted, and the gain of a second process only where nobody else is at work. Run with
``pytest -m benchmark -s tests/benchmarks/test_corpus_speed.py``; it takes some minutes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice, pairwise
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


@pytest.fixture(scope="module")
def texts(corpora: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((corpora / "annotated").glob("*.txt"))]


def records(texts: list[str], number: int) -> list[tuple[str, str]]:
    return [(str(n), text) for n, text in enumerate(islice(cycle(texts), number))]


def speed(work: Callable[[int], object]) -> float:
    """Documents a second, in a long run."""

    def seconds(number: int) -> float:
        start = time.perf_counter()
        work(number)
        return time.perf_counter() - start

    seconds(FEW)
    return median((MANY - FEW) / (seconds(MANY) - seconds(FEW)) for _ in range(3))


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
    quiet = os.getloadavg()[0] < 0.5
    size = sum(map(len, texts)) / len(texts)
    print(f"\ndocuments of {size:,.0f} characters on average, {os.cpu_count()} cores{'' if quiet else ', busy'}")
    print(f"{'':28}{'documents/s':>14}{'characters/s':>14}{'times':>8}")
    found: dict[str, float] = {}
    for name, work in ways.items():
        found[name] = speed(work)
        print(f"{name:28}{found[name]:14.1f}{found[name] * size:14,.0f}{found[name] / found['analyze']:8.2f}")
    if quiet and (os.cpu_count() or 1) > 1:
        assert found["tag, 2 processes"] >= 1.7 * found["tag, 1 process"]


LONG_RUN = """
import json, sys, tempfile, time
from itertools import cycle, islice
import vnpolicy as vp

def memory():
    with open("/proc/self/statm") as status:
        return int(status.read().split()[1]) * 4096 / 1e6

texts = json.load(sys.stdin)
records = ((str(n), text) for n, text in enumerate(islice(cycle(texts), 20_000)))
parts = []

def look(summary):
    if summary.parts > len(parts):
        parts.append((memory(), time.process_time()))

with tempfile.TemporaryDirectory() as folder:
    vp.tag(records, folder + "/out", progress=look)
print(json.dumps(parts))
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks Linux for the memory")
def test_length_does_not_matter(texts: list[str]) -> None:
    """20,000 short documents in parts of 1,000: the first ones against the last ones."""
    short = json.dumps([text[: text.find("\n", 1_500)] for text in texts])
    done = subprocess.run([sys.executable, "-c", LONG_RUN], input=short, capture_output=True, text=True, check=True)
    memory, clock = zip(*json.loads(done.stdout), strict=True)
    cost = [later - earlier for earlier, later in pairwise(clock)]
    first, last = median(cost[:5]), median(cost[-5:])
    print(f"\n{'documents':>10}{'memory, MB':>12}{'ms a document':>15}")
    for documents, megabytes, milliseconds in ((1_000, memory[0], first), (20_000, memory[-1], last)):
        print(f"{documents:10,}{megabytes:12.1f}{milliseconds:15.2f}")
    assert len(memory) == 20
    assert abs(memory[-1] / memory[0] - 1) < 0.05
    assert abs(last / first - 1) < 0.05


def test_start(corpora: Path) -> None:
    print()
    for arguments in (["--help"], ["analyze", str(corpora / "annotated" / "ket_luan_tinh_uy_2013.txt")]):
        seconds = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "vnpolicy", *arguments], capture_output=True, check=True)
            seconds.append(time.perf_counter() - start)
        print(f"vnpolicy {arguments[0]:10}{median(seconds):6.2f} s")
