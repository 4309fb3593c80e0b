"""How fast words are made, side by side with underthesea, pyvi and spaCy's Vietnamese.

One process, one thread, CPU time, medians of rounds in which everybody takes a turn; only the ratios
are asserted. Run with ``pytest -m benchmark -s tests/benchmarks/test_segmenter_speed.py``.
"""

from __future__ import annotations

import random
import resource
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

ROUNDS = 3
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
    start = time.process_time()
    work()
    return time.process_time() - start


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
        rounds = []
        for _ in range(3):
            engine.forget()
            rounds.append(seconds(lambda: tokenize(text, domain=domain)))
        return min(rounds)

    assert cost(100_000) <= max(2.2 * cost(50_000), 0.05)


def test_memory_is_bounded(engine: Engine) -> None:
    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    generator = random.Random(2)
    letters = "abcdefghijklmnoprstuvxyàáảãạđêôơư"

    def distinct(count: int) -> str:
        return " ".join("".join(generator.choices(letters, k=8)) for _ in range(count))

    for _ in range(20):
        tokenize(distinct(10_000))
    before = peak()
    for _ in range(80):
        tokenize(distinct(10_000))
    print(f"\npeak memory after 200,000 different stretches {before:.0f} MB, after 1,000,000 {peak():.0f} MB")
    assert peak() - before < 40


def test_load_time() -> None:
    script = """
import time, resource
start = time.perf_counter()
import vnpolicy.segmenter
imported = time.perf_counter()
vnpolicy.segmenter.tokenize("Tỉnh ủy")
loaded = time.perf_counter()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"import {imported - start:.2f} s, first call {loaded - imported:.2f} s, memory then {memory:.0f} MB")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    print("\n" + done.stdout)
