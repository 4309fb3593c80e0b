"""How fast words are made, side by side with underthesea, pyvi and spaCy's Vietnamese.

One process, one thread, CPU time, medians of rounds in which everybody takes a turn; only the ratios
are asserted. Run with ``pytest -m benchmark -s tests/benchmarks/test_segmenter_speed.py``.
"""

from __future__ import annotations

import gc
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

import pytest

from vnpolicy import segmenter
from vnpolicy.segmenter import tokenize, tokenize_many
from vnpolicy.segmenter.engine import Engine

pytestmark = pytest.mark.benchmark

ROUNDS = 5
LINES = 2500


@pytest.fixture(scope="module")
def documents(shared: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((shared / "real").glob("*.txt"))]


@pytest.fixture(scope="module")
def engine() -> Engine:
    tokenize("| | | |", domain=False)  # loads the decoder of ties with the rest
    engine = segmenter._engine()
    assert engine is not None
    return engine


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()  # as timeit does: what it costs depends on who else is loaded
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def look_at(words: Iterable[segmenter.Words]) -> None:
    """Offsets are made, records are not."""
    for each in words:
        assert len(each.starts) == len(each.ends)


def peers() -> dict[str, Callable[[str], object]]:
    import spacy
    from pyvi import ViTokenizer
    from underthesea import word_tokenize

    vietnamese = spacy.blank("vi")
    vietnamese.max_length = 10**8
    return {"underthesea": word_tokenize, "pyvi": ViTokenizer.spacy_tokenize, "spaCy vi (pyvi)": vietnamese.make_doc}


def test_speed(documents: list[str], engine: Engine) -> None:
    lines = [line for text in documents for line in text.split("\n") if 20 <= len(line) <= 200]
    lines = random.Random(1).sample(lines, LINES)
    size = sum(map(len, documents))
    taken: dict[tuple[str, str], list[float]] = {}

    def time_it(who: str, what: str, work: Callable[[], object], before: Callable[[], None] | None = None) -> None:
        if before:
            before()
        taken.setdefault((who, what), []).append(seconds(work))

    for number in range(ROUNDS):
        for who, cut in peers().items():
            if number and who != "underthesea":
                continue
            time_it(who, "document", lambda cut=cut: [cut(text) for text in documents])  # type: ignore[misc]
            time_it(who, "line", lambda cut=cut: [cut(line) for line in lines])  # type: ignore[misc]
        for who, domain in (("vnpolicy", True), ("vnpolicy, domain=False", False)):
            one = lambda domain=domain: look_at(tokenize(text, domain=domain) for text in documents)  # noqa: E731
            many = lambda domain=domain: look_at(tokenize_many(documents, domain=domain))  # noqa: E731
            short = lambda domain=domain: look_at(tokenize(line, domain=domain) for line in lines)  # noqa: E731
            time_it(who, "document, empty cache", one, engine.forget)
            time_it(who, "batch, empty cache", many, engine.forget)
            time_it(who, "document", one)
            time_it(who, "batch", many)
            short()
            time_it(who, "line", short)

    seen = {key: median(values) for key, values in taken.items()}
    columns = ["document", "document, empty cache", "batch", "batch, empty cache", "line"]
    print(f"\n{len(documents)} documents, {size:,} characters; {len(lines)} lines; times as fast as underthesea")
    print(f"{'':24}" + "".join(f"{column:>23}" for column in columns) + f"{'characters/s':>15}")
    ratios: dict[tuple[str, str], float] = {}
    for who in dict.fromkeys(who for who, _ in seen):
        cells = []
        for column in columns:
            peer = seen["underthesea", "line" if column == "line" else "document"]
            if (who, column) in seen:
                ratios[who, column] = peer / seen[who, column]
            cells.append(f"{ratios[who, column]:23.1f}" if (who, column) in ratios else f"{'':23}")
        print(f"{who:24}" + "".join(cells) + f"{size / seen[who, 'document']:15,.0f}")
    for who in ("vnpolicy", "vnpolicy, domain=False"):
        assert ratios[who, "document"] >= 20
        assert ratios[who, "batch"] >= 20
        assert ratios[who, "document, empty cache"] >= 7
        assert ratios[who, "batch, empty cache"] >= 7
        assert ratios[who, "line"] >= 8


@pytest.mark.parametrize("domain", [True, False])
@pytest.mark.parametrize("piece", ["a", "a.", "1.", "(", "http://a.b/(", "Đ1-", "ế", "e\u0301", "-", "😀", "a-b.c@"])
def test_a_long_stretch_costs_in_proportion(piece: str, domain: bool, engine: Engine) -> None:
    def cost(size: int) -> float:
        text = (piece * size)[:size]
        engine.forget()
        return seconds(lambda: tokenize(text, domain=domain))

    half, whole = zip(*((cost(50_000), cost(100_000)) for _ in range(5)), strict=True)
    assert min(whole) <= max(2.2 * min(half), 0.2)  # below, noise decides


PEAK = r"""
import random, re, time

def peak():
    with open("/proc/self/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024
"""
only_linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux for the memory")


def printed_by(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", PEAK + script], capture_output=True, text=True, check=True)
    print("\n" + done.stdout.strip())
    return done.stdout


@only_linux
def test_memory_is_bounded() -> None:
    printed = printed_by("""
from vnpolicy.segmenter import tokenize
generator = random.Random(2)
for hundred in range(1, 101):
    tokenize(" ".join("".join(generator.choices("abcdeghiklmnopàáảãạđêôơư", k=8)) for _ in range(10_000)))
    if hundred in (20, 100):
        print(f"peak memory after {hundred}0,000 different stretches: {peak():.0f} MB")
""")
    early, late = map(int, re.findall(r"(\d+) MB", printed))
    assert late - early < 20


@only_linux
def test_load_time_and_memory() -> None:
    printed_by("""
start = time.perf_counter()
import vnpolicy.segmenter
imported = time.perf_counter()
vnpolicy.segmenter.tokenize("Tỉnh ủy")
loaded = time.perf_counter()
print(f"import {imported - start:.2f} s, first call {loaded - imported:.2f} s, memory then {peak():.0f} MB")
""")
