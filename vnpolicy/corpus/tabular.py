"""Tables of texts as records, row by row: JSON lines, CSV and Parquet."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from vnpolicy.corpus.records import Record
from vnpolicy.errors import InputError, MissingExtraError
from vnpolicy.pipeline import MAX_LENGTH, Failure
from vnpolicy.text import SURROGATE

_LONGEST = 8 * MAX_LENGTH  # bytes of a line, characters of a field
_ROWS = 16  # of Parquet at once


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold the id, the text and the day of issue.

    Without names "id" and "issued" are used where they are there; a row without an id gets the
    file's name and its number.
    """

    id: str | None = None
    text: str = "text"
    issued: str | None = None

    def missing(self, present: Collection[str]) -> str | None:
        """What is wrong with a row or table that has these columns, if anything is."""
        for name in (self.text, self.id, self.issued):
            if name is not None and name not in present:
                return f"there is no column {name!r} among {', '.join(map(str, present)) or 'none'}; name the right one"
        return None

    def record(self, row: dict[str, Any], name: str, number: int) -> Record | Failure:
        """The record of a row of the table ``name``; rows are numbered from 1."""
        given = row.get(self.id or "id")
        id_ = f"{name}:{number}" if given is None or given == "" else str(given)
        if problem := self.missing(row):
            return Failure(id_, problem)
        return Record(id_, row[self.text], row.get(self.issued or "issued") or None)


def read_table(path: Path, columns: Columns) -> Iterator[Record | Failure]:
    """The records of a table of texts; a row that cannot be read is a Failure.

    Raises InputError where the file cannot be read any further or, in CSV and Parquet, lacks a
    column, and MissingExtraError where Parquet is to be read without pyarrow.
    """
    return TABLES[path.suffix.lower()](path, columns)


def _jsonl(path: Path, columns: Columns) -> Iterator[Record | Failure]:
    with _reading(path), path.open("rb") as stream:
        yield from json_records(stream, path.as_posix(), columns)


def json_records(stream: BinaryIO, name: str, columns: Columns) -> Iterator[Record | Failure]:
    """The records of JSON lines; blank lines count, but are none."""
    number = 0
    while line := stream.readline(_LONGEST):
        number += 1
        if not line.strip():
            continue
        where = f"{name}:{number}"
        if len(line) == _LONGEST and not line.endswith(b"\n"):
            _skip_line(stream)
            yield Failure(where, f"the line is longer than {_LONGEST:,} bytes: split it into documents")
            continue
        try:
            row = json.loads(line.removeprefix(codecs.BOM_UTF8))
        except (ValueError, RecursionError) as error:
            yield Failure(where, f"the line is not JSON in UTF-8: {error}")
            continue
        if isinstance(row, dict):
            yield columns.record(row, name, number)
        else:
            yield Failure(where, f"expected a JSON object, got {type(row).__name__}")


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(_LONGEST)) and not rest.endswith(b"\n"):
        pass


def _csv(path: Path, columns: Columns) -> Iterator[Record | Failure]:
    name = path.as_posix()
    csv.field_size_limit(_LONGEST)
    with _reading(path), path.open(encoding=_encoding(path), errors="surrogateescape", newline="") as stream:
        rows = csv.DictReader(stream, delimiter=_delimiter(stream, columns))
        if problem := columns.missing(rows.fieldnames or ()):
            raise InputError(f"{path}: {problem}")
        number = 0
        while True:
            number += 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Failure(f"{name}:{number}", f"the row is not CSV: {error}")
                continue
            record = columns.record(row, name, number)
            if isinstance(record, Record) and isinstance(record.text, str) and SURROGATE.search(record.text):
                record = Failure(record.id, "the row is not UTF-8: save the file as UTF-8")
            yield record


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        return "utf-16" if stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"


def _delimiter(stream: TextIO, columns: Columns) -> str:
    """The one that makes a column of the text's name: spreadsheets of some countries write ";"."""
    head = stream.readline(_LONGEST)
    stream.seek(0)
    return next((d for d in ",;\t" if columns.text in next(csv.reader([head], delimiter=d), ())), ",")


def _parquet(path: Path, columns: Columns) -> Iterator[Record | Failure]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "pyarrow", "tables") from error
    number = 0
    try:
        with _reading(path), pyarrow.parquet.ParquetFile(path) as table:
            present = table.schema_arrow.names
            if problem := columns.missing(present):
                raise InputError(f"{path}: {problem}")
            wanted = [
                name for name in (columns.id or "id", columns.text, columns.issued or "issued") if name in present
            ]
            for batch in table.iter_batches(_ROWS, columns=sorted(wanted)):
                for row in batch.to_pylist():
                    number += 1
                    yield columns.record(row, path.as_posix(), number)
    except pyarrow.ArrowException as error:
        raise InputError(f"cannot read {path} beyond row {number}: {error}") from error


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error


TABLES: dict[str, Callable[[Path, Columns], Iterator[Record | Failure]]] = {
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".parquet": _parquet,
}
"""The readers of tables of texts, by the ending of the file."""
