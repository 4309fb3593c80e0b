"""Where records come from: files, folders, patterns, tables of texts and standard input, lazily."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

from vnpolicy.corpus.export import exported
from vnpolicy.corpus.records import Record
from vnpolicy.corpus.store import MARK
from vnpolicy.corpus.tabular import TABLES, Columns, json_records, read_table
from vnpolicy.errors import InputError
from vnpolicy.output.tables import without_surrogates
from vnpolicy.pipeline import MAX_LENGTH, Failure
from vnpolicy.readers import decode

TEXTS = (".txt", ".md", ".doc", ".docx", ".odt", ".pdf", ".rtf")
"""Endings of documents that a folder is searched for; what cannot be read becomes an error row."""


@dataclass(frozen=True)
class Sources:
    """The records of named sources, in order; may be gone through again, except standard input.

    A name is a file, a folder (searched with all below it, in the order of the names), a pattern
    ("2015/**/*.txt"), or "-" for standard input, which holds JSON lines or one document. ``.jsonl``,
    ``.csv`` and ``.parquet`` files are tables of texts, any other file is a document; its id is
    its path. A folder is searched for documents and tables by their ending: ``left_out`` counts what
    was passed over. What ``tag`` has written is no source.
    """

    names: Sequence[str]
    columns: Columns = field(default_factory=Columns)
    left_out: Counter[str] = field(default_factory=Counter, compare=False)

    def __iter__(self) -> Iterator[Record | Failure]:
        self.left_out.clear()
        for name in self.names:
            if name == "-":
                yield from _standard_input(self.columns)
                continue
            for path in self._paths(name):
                yield from [path] if isinstance(path, Failure) else self._records(path)

    def settings(self) -> dict[str, Any]:
        """What decides which records there are, for a manifest."""
        plain: dict[str, Any] = without_surrogates({"names": list(self.names), "columns": asdict(self.columns)})
        return plain

    def check(self) -> None:
        """Raises InputError for a named table of texts that cannot be read or lacks a column."""
        for name in self.names:
            if Path(name).suffix.lower() in TABLES and not glob.has_magic(name) and not Path(name).is_dir():
                next(read_table(Path(name), self.columns), None)

    def count(self) -> int | None:
        """How many records there are; null where that shows only when they are read."""
        return None if "-" in self.names else sum(1 for _ in self)

    def _records(self, path: Path) -> Iterator[Record | Failure]:
        if path.suffix.lower() not in TABLES:
            yield Record(path.as_posix(), path)
            return
        try:
            yield from read_table(path, self.columns)
        except InputError as error:
            yield Failure(path.as_posix(), str(error))

    def _paths(self, name: str) -> Iterator[Path | Failure]:
        path = Path(name)
        if path.is_dir():
            yield from self._below(path)
        elif glob.has_magic(name) and not path.exists():
            matches = map(Path, sorted(glob.iglob(name, recursive=True)))  # noqa: PTH207 - it may begin anywhere
            yield from (match for match in matches if match.is_file())
        else:
            yield path

    def _below(self, folder: Path) -> Iterator[Path | Failure]:
        try:
            with os.scandir(folder) as entries:
                found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        except OSError as error:
            yield Failure(folder.as_posix(), f"cannot read the folder {folder}: {error.strerror}")
            return
        if (MARK, False) in found:
            return
        results = exported([name for name, _ in found])
        for name, is_folder in found:
            path = folder / name
            ending = path.suffix.lower()
            if name.startswith(".") or name in results:
                continue
            if is_folder:
                yield from self._below(path)
            elif ending in TEXTS or ending in TABLES:
                yield path
            else:
                self.left_out[ending or name] += 1


def _standard_input(columns: Columns) -> Iterator[Record | Failure]:
    name, stream = "standard input", cast(BufferedReader, sys.stdin.buffer)
    if stream.peek(1).lstrip().startswith(b"{"):
        yield from json_records(stream, name, columns)
        return
    try:
        yield Record(name, decode(stream.read(4 * MAX_LENGTH), name))
    except InputError as error:
        yield Failure(name, str(error))
