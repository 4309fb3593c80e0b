"""A real cluster of two executor processes, to which the package is shipped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from vnpolicy import Analyzer, InputError
from vnpolicy.corpus.schema import TABLES, tables
from vnpolicy.corpus.sources import Sources
from vnpolicy.corpus.spark import analyze_frame, split
from vnpolicy.corpus.tagging import tag

pytestmark = [
    pytest.mark.spark,
    # PySpark 4 says so whenever pandas 3 is installed; nothing here passes through pandas.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]


def rows(frame: Any) -> list[dict[str, Any]]:
    return [row.asDict(recursive=True) for row in frame.collect()]


def test_two_executors_run_the_package_that_was_shipped(spark: Any) -> None:
    def where(batches: Any) -> Iterator[Any]:
        import pyarrow as pa

        import vnpolicy as shipped

        for _ in batches:
            yield pa.RecordBatch.from_pylist(
                [{"executor": os.environ.get("SPARK_EXECUTOR_DIRS"), "file": shipped.__file__}]
            )

    found = spark.range(100).repartition(8).mapInArrow(where, "executor string, file string").distinct().collect()
    assert len({row.executor for row in found}) == 2
    assert all(Path(row.file).parent.parent.name == "shipped" for row in found)


def test_spark_gives_the_rows_of_tag(spark: Any, corpora: Path, tmp_path: Path) -> None:
    sources = Sources([str(corpora / "annotated")])
    tag(sources, tmp_path / "tagged", tokens=True)
    texts = [(r.id, r.text.read_bytes().decode()) for r in sources]  # type: ignore[union-attr]
    frame = spark.createDataFrame(texts, ["id", "text"]).repartition(4)
    analyze_frame(frame, tokens=True).write.parquet(str(tmp_path / "nested"))
    for name, table in split(spark.read.parquet(str(tmp_path / "nested"))).items():
        table.write.parquet(str(tmp_path / "split" / name))
    for name in tables(tokens=True):
        tagged = pq.read_table(tmp_path / "tagged" / name).to_pylist()
        made = pq.read_table(tmp_path / "split" / name).to_pylist()
        assert sorted(made, key=lambda row: row["document"]) == tagged, name


def test_what_cannot_be_analysed_is_a_row_with_its_error(spark: Any) -> None:
    given = [("a", "1. Báo cáo trong 10 ngày kể từ ngày ký.", date(2026, 3, 10)), ("b", None, None), (None, "x", None)]
    frame = spark.createDataFrame(given, "sign string, body string, day date").coalesce(1)
    found = split(analyze_frame(frame, id="sign", text="body", issued="day", analyzer=Analyzer(only=("deadlines",))))
    assert tuple(found) == ("documents", "sections", "items", "deadlines", "rows")
    assert [row["due"] for row in rows(found["deadlines"])] == [date(2026, 3, 20)]
    documents = rows(found["documents"])
    assert list(documents[0]) == TABLES["documents"].names
    assert [(d["document"], d["status"]) for d in documents] == [("a", "ok"), ("b", "error"), ("", "error")]
    assert "got NoneType" in documents[1]["error"] and "no id" in documents[2]["error"]


def test_a_column_that_is_not_there_is_named(spark: Any) -> None:
    with pytest.raises(InputError, match="no column 'text' among id, body"):
        analyze_frame(spark.createDataFrame([("a", "b")], ["id", "body"]))
