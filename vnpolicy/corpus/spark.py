"""The same record function on a cluster: Spark frames in, Spark frames out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vnpolicy
from vnpolicy.corpus.records import Record, read
from vnpolicy.corpus.schema import ddl, nested, tables
from vnpolicy.errors import InputError
from vnpolicy.output.tables import Tabulator
from vnpolicy.pipeline import Analyzer, Failure

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

_ROWS = 20  # documents that go back to Spark at once


def analyze_frame(
    frame: DataFrame,
    *,
    id: str = "id",
    text: str = "text",
    issued: str | None = None,
    analyzer: Analyzer | None = None,
    tokens: bool = False,
) -> DataFrame:
    """One row for each document: a column for each table of the schema, an array of the document's rows.

    ``id``, ``text`` and ``issued`` name columns; the day may be a date or its ISO form. Lexicons, model
    and taxonomy of the analyzer are paths, which must be there on every executor. What cannot be
    analysed has its error in ``documents``. Nothing runs before the frame is written: do that first,
    then split it with ``split``, so that each document is analysed once.

        spark.read.parquet("texts").transform(analyze_frame, issued="day").write.parquet("nested")
        for name, table in split(spark.read.parquet("nested")).items():
            table.write.parquet(f"tables/{name}")

    Raises InputError where the frame lacks a column, LexiconError or ModelError for settings that are wrong.
    """
    analyzer = analyzer or Analyzer()
    analyzer.check()
    named = {"id": id, "text": text} | ({"issued": issued} if issued else {})
    for column in named.values():
        if column not in frame.columns:
            raise InputError(f"there is no column {column!r} among {', '.join(frame.columns)}; name the right one")
    records = frame.select(*(frame[column].alias(name) for name, column in named.items()))
    return records.mapInArrow(_Nesting(analyzer, tokens), ddl(tables(analyzer.only, tokens=tokens)))


def split(frame: DataFrame) -> dict[str, DataFrame]:
    """The tables of a frame that ``analyze_frame`` made, by name, with the columns of the schema."""
    from pyspark.sql.functions import col, explode

    return {name: frame.select(explode(col(name)).alias("row")).select("row.*") for name in frame.columns}
