"""The whole analysis beside underthesea's word segmentation, on the same texts in the same process.

    python -m pytest -m benchmark -s tests/benchmarks/test_analyze_speed.py

On the real documents where they are there, else on the invented ones. Words are not made (they are lazy); one
thread, warm. The times are printed; only the ratio is asserted, with the garbage collector at work as it is in a
program. Without it, which spares word_tokenize more than the analysis, the times are printed as well.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import vnpolicy as vp

ROUNDS = 5
MOST = 0.25  # of the time of underthesea.word_tokenize
PEER = "underthesea.word_tokenize"

pytestmark = pytest.mark.benchmark


def seconds(work: Callable[[], object], *, collector: bool) -> float:
    gc.collect()
    if not collector:
        gc.disable()
    try:
        begin = time.process_time()
        work()
        return time.process_time() - begin
    finally:
        gc.enable()


def texts(corpora: Path) -> list[str]:
    shared = corpora.parent.parent / "shared"
    folders = [shared / "gold" / "dev", shared / "real"] if shared.is_dir() else [corpora / "annotated"]
    return [path.read_bytes().decode("utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]


def test_an_analysis_takes_a_part_of_the_time_of_word_tokenize(corpora: Path) -> None:
    from underthesea import word_tokenize

    documents = texts(corpora)
    analyzer, lexical = vp.Analyzer(), vp.Analyzer(model="lexicon")
    paragraphs = [analyzer.paragraphs(text) for text in documents]
    items = sum(map(len, paragraphs))
    runs: dict[str, Callable[[], object]] = {
        PEER: lambda: [word_tokenize(text) for text in documents],
        "analyze": lambda: [analyzer.analyze(text) for text in documents],
        "analyze, model='lexicon'": lambda: [lexical.analyze(text) for text in documents],
        "sectors alone": lambda: [analyzer._classifier.classify(found) for found in paragraphs],
    }
    for run in runs.values():
        run()
    print(f"\n{len(documents)} documents, {sum(map(len, documents)):,} characters, {items} items; medians of {ROUNDS}")
    ratio = shown(runs, items, collector=True)["analyze"]
    shown(runs, items, collector=False)
    assert ratio <= MOST


def shown(runs: dict[str, Callable[[], object]], items: int, *, collector: bool) -> dict[str, float]:
    """Prints the times of all, run in turn, so that noise falls on all alike; returns the ratios to the peer's."""
    rounds = [{name: seconds(run, collector=collector) for name, run in runs.items()} for _ in range(ROUNDS)]
    ratios = {name: statistics.median(times[name] / times[PEER] for times in rounds) for name in runs}
    print(f"garbage collector {'on' if collector else 'off'}")
    for name, ratio in ratios.items():
        median = statistics.median(times[name] for times in rounds)
        print(f"{name:<28} {median:8.2f} s {1000 * median / items:8.3f} ms an item {ratio:8.3f} of word_tokenize")
    return ratios
