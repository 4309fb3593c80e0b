"""Records to rows in Arrow, the form in which processes and files hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from vnpolicy.corpus.batch import Chunk
from vnpolicy.corpus.records import read
from vnpolicy.corpus.schema import arrow
from vnpolicy.output.tables import Rows, Tabulator
from vnpolicy.pipeline import Analyzer, Failure

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True)
class Batch:
    """The rows of some documents in a row, table by table."""

    tables: dict[str, pyarrow.RecordBatch]
    failures: list[Failure]

    @property
    def rows(self) -> dict[str, int]:
        """The number of rows in each table."""
        return {name: table.num_rows for name, table in self.tables.items()}

    @staticmethod
    def joined(batches: Sequence[Batch]) -> dict[str, pyarrow.Table]:
        """The tables of several batches, one behind the other."""
        import pyarrow

        return {name: pyarrow.Table.from_batches([b.tables[name] for b in batches]) for name in batches[0].tables}


class Tabulating:
    """The task of a process: reads records and makes their rows; pickled by its settings.

    >>> from vnpolicy.corpus.records import Record
    >>> [batch] = Tabulating(Analyzer())([Record("kl-1", "1. Báo cáo trước ngày 15/6/2026.")])
    >>> batch.rows["deadlines"], batch.tables["deadlines"]["due"].to_pylist()
    (1, [datetime.date(2026, 6, 15)])
    """

    def __init__(self, analyzer: Analyzer, *, tokens: bool = False) -> None:
        self._analyzer = analyzer
        self._tokens = tokens

    @cached_property
    def _tabulator(self) -> Tabulator:
        return Tabulator(self._analyzer, tokens=self._tokens)

    @cached_property
    def _schemas(self) -> dict[str, pyarrow.Schema]:
        return {name: arrow(name) for name in self._tabulator.tables}

    def __call__(self, records: Chunk) -> list[Batch]:
        """The rows of these records, in one batch."""
        import pyarrow

        gathered: Rows = {table: [] for table in self._schemas}
        for record in records:
            for table, rows in self._tabulator.rows(record.id, read(self._analyzer, record)).items():
                gathered[table] += rows
        documents = gathered["documents"]
        return [
            Batch(
                {
                    name: pyarrow.RecordBatch.from_pylist(gathered[name], schema=schema)
                    for name, schema in self._schemas.items()
                },
                failures=[Failure(row["document"], row["error"]) for row in documents if row["status"] == "error"],
            )
        ]

    def __getstate__(self) -> dict[str, object]:
        return {"_analyzer": self._analyzer, "_tokens": self._tokens}
