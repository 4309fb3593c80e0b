"""Tables in a folder, in parts that are complete or not there.

``FOLDER/TABLE/part-00000.parquet`` holds the rows of some documents in a row. The part of the
documents table is written last: when it is there, that part of all tables is complete. The manifest
holds the settings that made the tables.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import msgspec

from vnpolicy.corpus.schema import TABLES
from vnpolicy.errors import InputError, OutputError, PolicyError

if TYPE_CHECKING:
    import pyarrow

MARK = "vnpolicy.json"
"""The manifest, by which a folder of results is known."""

State = Literal["none", "begun", "running", "complete", "exported"]


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """A stream to a file that is there, whole and on the disk, when the block ends, or not at all.

    Raises OutputError where it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
        _settle(path.parent)
    except PolicyError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Makes the names in a folder outlive a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Manifest(msgspec.Struct, frozen=True, kw_only=True):
    state: State = "none"
    settings: dict[str, Any] = {}
    result: dict[str, Any] = {}


@dataclass(frozen=True)
class Store:
    """The parts of a run's tables in a folder.

    ``settings`` are all that the rows depend on, ``settings["tables"]`` the names of the tables.
    """

    folder: Path
    settings: Mapping[str, Any]

    @property
    def tables(self) -> Sequence[str]:
        """The names of the tables."""
        names: Sequence[str] = self.settings["tables"]
        return names

    @property
    def state(self) -> State:
        """How far the run is: begun while old tables are removed, exported when they went to another place."""
        return self._manifest().state

    @property
    def result(self) -> dict[str, Any]:
        """What was noted when the run was complete."""
        return self._manifest().result

    def begin(self, *, resume: bool = False, overwrite: bool = False) -> None:
        """Makes the folder, or takes up what is there.

        Raises InputError where there is something and neither is asked for, where it is to be resumed
        with other settings, and where it is not ours; OutputError where the folder cannot be made.
        """
        known = self._manifest()
        there = known.state not in ("none", "begun")
        if there and resume:
            self._compare(known.settings)
            return
        if there and not overwrite:
            what = "an unfinished run" if known.state == "running" else "results"
            raise InputError(f"{self.folder} holds {what}: --resume completes it, --overwrite begins anew")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.empty("begun")
            for table in self.tables:
                (self.folder / table).mkdir()
        except PolicyError:
            raise
        except OSError as error:
            raise OutputError(f"cannot make the folder {error.filename or self.folder}: {error.strerror}") from error
        self.mark("running")

    def mark(self, state: State, result: dict[str, Any] | None = None) -> None:
        """Writes the manifest; without a new ``result`` the old one stays, unless the run begins."""
        kept = self.result if state == "exported" else {}
        manifest = _Manifest(state=state, settings=dict(self.settings), result=result or kept)
        with atomic(self.folder / MARK) as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")

    def empty(self, state: State) -> None:
        """Removes the tables; the manifest stays, so that the folder is known to be ours."""
        self.mark(state)
        for table in TABLES:
            if (self.folder / table).exists():
                shutil.rmtree(self.folder / table)

    def parts(self) -> int:
        """The number of complete parts."""
        return next(number for number in count() if not self._path("documents", number).exists())

    def add(self, number: int, tables: Mapping[str, pyarrow.Table]) -> None:
        """Writes a part of all tables; raises OutputError where that fails."""
        import pyarrow
        import pyarrow.parquet

        for name in sorted(self.tables, key="documents".__eq__):
            content = pyarrow.BufferOutputStream()
            pyarrow.parquet.write_table(tables[name].combine_chunks(), content, compression="zstd")
            with atomic(self._path(name, number)) as stream:
                stream.write(content.getvalue())

    def read(self, table: str, number: int, columns: Sequence[str] | None = None) -> pyarrow.Table:
        """A part of a table, or some of its columns; raises OutputError where it is damaged."""
        import pyarrow
        import pyarrow.parquet

        path = self._path(table, number)
        try:
            return pyarrow.parquet.ParquetFile(path).read(columns)
        except (OSError, pyarrow.ArrowException) as error:
            raise OutputError(f"cannot read {path}, written before: {error}; begin anew with --overwrite") from error

    def rows(self, number: int) -> dict[str, int]:
        """The number of rows of each table in a part."""
        from pyarrow.parquet import read_metadata

        return {table: read_metadata(self._path(table, number)).num_rows for table in self.tables}

    def _path(self, table: str, number: int) -> Path:
        return self.folder / table / f"part-{number:05}.parquet"

    def _manifest(self) -> _Manifest:
        path = self.folder / MARK
        if self.folder.exists() and not self.folder.is_dir():
            raise InputError(
                f"{self.folder} is a file: choose another place, or one that ends in .jsonl, .csv or .xlsx"
            )
        try:
            return msgspec.json.decode(path.read_bytes(), type=_Manifest)
        except (FileNotFoundError, NotADirectoryError):
            if self.folder.exists() and any(entry.name != f".{MARK}.part" for entry in self.folder.iterdir()):
                raise InputError(f"{self.folder} is there and was not made by tag: choose another place") from None
            return _Manifest()
        except (OSError, msgspec.DecodeError) as error:
            raise InputError(f"{path} is no manifest of results: {error}; choose another place") from error

    def _compare(self, settings: Mapping[str, Any]) -> None:
        for name in sorted({*settings, *self.settings}):
            was, now = settings.get(name), self.settings.get(name)
            if was != now:
                raise InputError(
                    f"{self.folder} was begun with other settings, {name} = {was!r} and now {now!r}: "
                    "use those, or begin anew with --overwrite"
                )
