"""One record function for every scale: identical rows on all annotated documents (Spark: test_spark.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import vnpolicy as vp
from vnpolicy.corpus.schema import tables
from vnpolicy.corpus.tagging import tag
from vnpolicy.output.tables import Tabulator

Texts = dict[str, str]


@pytest.fixture(scope="module")
def texts(corpora: Path) -> Texts:
    return {path.stem: path.read_bytes().decode() for path in sorted((corpora / "annotated").glob("*.txt"))}


def rows(analyses: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    tabulator = Tabulator(vp.Analyzer(), tokens=True)
    found: dict[str, list[Any]] = {table: [] for table in tabulator.tables}
    for id_, analysis in analyses:
        for table, of_one in tabulator.rows(id_, analysis).items():
            found[table] += of_one
    return found


@pytest.fixture(scope="module")
def expected(texts: Texts) -> dict[str, list[Any]]:
    return rows((id_, vp.analyze(text)) for id_, text in texts.items())


def with_analyze_many(texts: Texts, folder: Path) -> dict[str, list[Any]]:
    return rows(vp.analyze_many(texts.items(), processes=2, chunk=5))


def with_spacy(texts: Texts, folder: Path) -> dict[str, list[Any]]:
    return rows(zip(texts, (doc._.policy for doc in vp.load().pipe(texts.values())), strict=True))


def with_tag(jobs: int) -> Callable[[Texts, Path], dict[str, list[Any]]]:
    def tagged(texts: Texts, folder: Path) -> dict[str, list[Any]]:
        tag(texts.items(), folder / "out", processes=jobs, tokens=True, part=11)
        return {table: pq.read_table(folder / "out" / table).to_pylist() for table in tables(tokens=True)}

    return tagged


@pytest.mark.parametrize(
    "way", [with_analyze_many, with_spacy, with_tag(1), with_tag(2)], ids=["analyze_many", "spaCy", "tag", "tag -j 2"]
)
def test_every_way_gives_the_rows_of_analyze(
    way: Callable[[Texts, Path], dict[str, list[Any]]], texts: Texts, expected: dict[str, list[Any]], tmp_path: Path
) -> None:
    found = way(texts, tmp_path)
    assert all(expected.values())
    for table, its_rows in expected.items():
        assert found[table] == its_rows, table
