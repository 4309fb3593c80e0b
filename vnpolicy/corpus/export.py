"""Finished tables as one file: JSON lines, CSV or Excel; equal rows give equal bytes."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

from vnpolicy.corpus.schema import TABLES
from vnpolicy.corpus.store import Store, atomic
from vnpolicy.errors import MissingExtraError
from vnpolicy.output.values import joined
from vnpolicy.text import REPLACEMENT

_WORKPLACE = ".vnpolicy"
_SHEET = 1_048_576  # rows, Excel's limit
_CELL = 32_767  # characters, likewise
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def files(out: Path) -> list[Path]:
    """The files that an export to ``out`` may write: for CSV one a table, ``out`` itself holds the items.

    >>> [path.name for path in files(Path("kl.csv"))][:3]
    ['kl.csv', 'kl.documents.csv', 'kl.sections.csv']
    """
    if out.suffix.lower() != ".csv":
        return [out]
    return sorted((_csv_path(out, table) for table in TABLES), key=out.__ne__)


def workplace(out: Path) -> Path:
    """The hidden folder beside ``out`` that holds its tables until they are exported, and its manifest."""
    return out.with_name(f".{out.name}{_WORKPLACE}")


def exported(names: Iterable[str]) -> set[str]:
    """The exports that belong to the hidden folders among the names in a folder.

    >>> sorted(exported(["texts.csv", "out.jsonl", ".out.jsonl.vnpolicy"]))
    ['out.jsonl']
    """
    outs = [name[1 : -len(_WORKPLACE)] for name in names if name.startswith(".") and name.endswith(_WORKPLACE)]
    return {file.name for out in outs for file in files(Path(out))}


def export(store: Store, out: Path) -> None:
    """Writes the store's tables in the format of the ending of ``out``.

    Raises OutputError where a file cannot be written, MissingExtraError for Excel without openpyxl.
    """
    FORMATS[out.suffix.lower()](store, out)


def _jsonl(store: Store, out: Path) -> None:
    """An object for each document: the list of its rows in each table."""
    with atomic(out) as stream:
        for part in range(store.parts()):
            rows: dict[str, dict[str, list[Any]]] = {table: defaultdict(list) for table in store.tables[1:]}
            for table, by_document in rows.items():
                for row in store.read(table, part).to_pylist():
                    by_document[row["document"]].append(row)
            for document in store.read("documents", part).to_pylist():
                own = {table: by_document.pop(document["document"], []) for table, by_document in rows.items()}
                line = json.dumps({"documents": [document], **own}, ensure_ascii=False, default=date.isoformat)
                stream.write(line.encode() + b"\n")


def _csv(store: Store, out: Path) -> None:
    """A file for each table; those that an earlier run wrote and this one does not are removed."""
    for table in TABLES:
        if table not in store.tables:
            _csv_path(out, table).unlink(missing_ok=True)
            continue
        with atomic(_csv_path(out, table)) as stream:
            text = io.TextIOWrapper(stream, "utf-8", newline="")
            csv.writer(text, lineterminator="\n").writerows(_cells(store, table))
            text.detach()


def _csv_path(out: Path, table: str) -> Path:
    return out if table == "items" else out.with_name(f"{out.stem}.{table}{out.suffix}")


def _xlsx(store: Store, out: Path) -> None:
    try:
        from openpyxl import Workbook
        from openpyxl.writer.excel import ExcelWriter
    except ImportError as error:
        raise MissingExtraError("Excel output", "openpyxl", "tables") from error
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(1980, 1, 1)
    for table in store.tables:
        _fill_sheets(book, table, _cells(store, table))
    with atomic(out) as stream:
        ExcelWriter(book, _Undated(stream, "w", zipfile.ZIP_DEFLATED)).save()


def _fill_sheets(book: Any, table: str, rows: Iterator[list[Any]]) -> None:
    """A sheet of the table's name, and as many more as its rows need."""
    names = next(rows)
    for number in count(1):
        sheet = book.create_sheet(table if number == 1 else f"{table} {number}")
        sheet.append(names)
        filled = 0
        for row in islice(rows, _SHEET - 1):
            sheet.append([_cell(sheet, value) for value in row])
            filled += 1
        if filled < _SHEET - 1:
            return


def _cell(sheet: Any, value: Any) -> Any:
    """The value; words never count as a formula, and end with "…" where a cell cannot hold them all."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    text = _CONTROLS.sub(REPLACEMENT, value)
    text = text if len(text) <= _CELL else text[: _CELL - 1] + "…"
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


class _Undated(zipfile.ZipFile):
    """A zip archive whose entries all bear the first date that there is."""

    def writestr(self, name: Any, data: Any, *args: Any) -> None:
        super().writestr(self._entry(name), data)

    def write(self, filename: Any, arcname: Any = None, *args: Any) -> None:
        path = Path(filename)
        with path.open("rb") as source, self.open(self._entry(arcname, path.stat().st_size), "w") as target:
            shutil.copyfileobj(source, target)

    def _entry(self, name: str, size: int = 0) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.file_size = size
        return entry


def _cells(store: Store, table: str) -> Iterator[list[Any]]:
    """The names of the columns, then the rows, lists joined."""
    yield TABLES[table].names
    for part in range(store.parts()):
        for row in store.read(table, part).to_pylist():
            yield [joined(value) for value in row.values()]


FORMATS: dict[str, Callable[[Store, Path], None]] = {".jsonl": _jsonl, ".csv": _csv, ".xlsx": _xlsx}
"""The exports, by the ending of the file."""
