"""The same record function on a cluster: a Spark frame of texts in, Spark frames of the tables out.

Executors need Python, this package (``pack``) and what it depends on; nothing else is shared.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vnpolicy
from vnpolicy.corpus.records import Record, read
from vnpolicy.corpus.schema import TABLES, Type, nested, tables
from vnpolicy.errors import InputError
from vnpolicy.output.tables import Rows, Tabulator
from vnpolicy.pipeline import Analyzer, Failure
from vnpolicy.sectors.artefact import SHIPPED, shipped

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

_ROWS = 20  # documents that go back to Spark at once
_SQL: dict[Type, str] = {
    "string": "string",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "date": "date",
    "strings": "array<string>",
    "numbers": "array<double>",
    "booleans": "array<boolean>",
    "string lists": "array<array<string>>",
}


def analyze_frame(
    frame: DataFrame,
    *,
    id: str = "id",
    text: str = "text",
    issued: str | None = None,
    analyzer: Analyzer | None = None,
    tokens: bool = False,
) -> DataFrame:
    """One row for each document: for each table of ``corpus.schema`` a column with its rows.

    ``id``, ``text`` and ``issued`` name columns; the day is a date or its ISO form. Lexicons, model and
    taxonomy of the analyzer are paths that every executor must have. What cannot be analysed has its
    error in ``documents``. The analysis runs when the frame is written; write it once, then split it::

        spark.read.parquet("texts").transform(analyze_frame, issued="day").write.parquet("nested")
        for name, table in split(spark.read.parquet("nested")).items():
            table.write.parquet(f"tables/{name}")

    Raises InputError where the frame lacks a column, LexiconError or ModelError for settings that are
    wrong.
    """
    analyzer = analyzer or Analyzer()
    analyzer.check()
    columns = {"id": id, "text": text} | ({"issued": issued} if issued else {})
    for column in columns.values():
        if column not in frame.columns:
            raise InputError(f"there is no column {column!r} among {', '.join(frame.columns)}; name the right one")
    records = frame.select(*(frame[column].alias(name) for name, column in columns.items()))
    return records.mapInArrow(_Nesting(analyzer, tokens), _ddl(tables(analyzer.only, tokens=tokens)))


def split(frame: DataFrame) -> dict[str, DataFrame]:
    """The tables in a frame that ``analyze_frame`` made, by their names."""
    return {name: frame.selectExpr(f"inline(`{name}`)") for name in frame.columns}


def pack(path: str | Path) -> Path:
    """Writes this package, with its model, to a zip archive for executors that do not have it installed.

    Spark unpacks it on each executor where it is given as
    ``--archives vnpolicy.zip#shipped --conf spark.executorEnv.PYTHONPATH=shipped``.
    """
    path = Path(path)
    package = Path(vnpolicy.__file__).parent
    files = {file.relative_to(package): file for file in sorted(package.rglob("*")) if file.suffix != ".pyc"}
    files |= {Path("models", SHIPPED, file.name): file for file in sorted(shipped().iterdir())}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in files.items():
            if file.is_file():
                archive.write(file, Path(package.name, name))
    return path


def _ddl(names: Sequence[str]) -> str:
    """The schema in Spark's SQL."""
    rows = {
        name: ", ".join(f"`{column.name}`: {_SQL[column.type]}" for column in TABLES[name].columns) for name in names
    }
    return ", ".join(f"`{name}` array<struct<{row}>>" for name, row in rows.items())


class _Nesting:
    """What an executor does with batches of records."""

    def __init__(self, analyzer: Analyzer, tokens: bool) -> None:
        self._analyzer = analyzer
        self._tokens = tokens

    def __call__(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        analyzer, tabulator = _kept(self._analyzer, self._tokens)
        schema = nested(tabulator.tables)
        for batch in batches:
            for start in range(0, batch.num_rows, _ROWS):
                rows = [_rows(row, analyzer, tabulator) for row in batch.slice(start, _ROWS).to_pylist()]
                yield pyarrow.RecordBatch.from_pylist(rows, schema=schema)


@lru_cache(maxsize=1)
def _kept(analyzer: Analyzer, tokens: bool) -> tuple[Analyzer, Tabulator]:
    """The analyzer, loaded once in a process, not once for each partition."""
    return analyzer, Tabulator(analyzer, tokens=tokens)


def _rows(row: dict[str, Any], analyzer: Analyzer, tabulator: Tabulator) -> Rows:
    if row["id"] is None:
        return tabulator.rows("", Failure("", "the document has no id"))
    record = Record(str(row["id"]), row["text"], row.get("issued"))
    return tabulator.rows(record.id, read(analyzer, record))
