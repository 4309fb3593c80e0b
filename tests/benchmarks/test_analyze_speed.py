"""The whole analysis beside underthesea's word segmentation, on the same texts in the same process.

    python -m pytest -m benchmark -s tests/benchmarks/test_analyze_speed.py

On the real documents where they are there, else on the invented ones. Words are not made (they are lazy); one
thread, warm. The times are printed; only the ratio is asserted. The aim is a quarter of word_tokenize's time; the
analysis is not there yet, and must not get slower.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import vnpolicy as vp

ROUNDS = 5
MOST = 0.6  # of the time of underthesea.word_tokenize

pytestmark = pytest.mark.benchmark


@contextmanager
def no_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def seconds(work: Callable[[], object]) -> float:
    with no_collection():
        begin = time.process_time()
        work()
        return time.process_time() - begin


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
        "underthesea.word_tokenize": lambda: [word_tokenize(text) for text in documents],
        "analyze": lambda: [analyzer.analyze(text) for text in documents],
        "analyze, model='lexicon'": lambda: [lexical.analyze(text) for text in documents],
        "sectors alone": lambda: [analyzer._classifier.classify(found) for found in paragraphs],
    }
    for run in runs.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):  # in turn, so that noise falls on all alike
        for name, run in runs.items():
            times[name].append(seconds(run))
    peer = times["underthesea.word_tokenize"]
    print(f"\n{len(documents)} documents, {sum(map(len, documents)):,} characters, {items} items; medians of {ROUNDS}")
    for name, found in times.items():
        ratio = statistics.median(mine / theirs for mine, theirs in zip(found, peer, strict=True))
        median = statistics.median(found)
        print(f"{name:<28} {median:8.2f} s {1000 * median / items:8.3f} ms an item {ratio:8.3f} of word_tokenize")
    assert statistics.median(mine / theirs for mine, theirs in zip(times["analyze"], peer, strict=True)) <= MOST
