"""A whole collection to tables: ``tag`` is the command of the same name."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import Any

import msgspec

from vnpolicy import __version__
from vnpolicy.corpus.arrow import Batch, Tabulating
from vnpolicy.corpus.batch import CHUNK, Chunk, map_chunks, take
from vnpolicy.corpus.export import FORMATS, export, files, workplace
from vnpolicy.corpus.records import AnyRecord, Record, as_records
from vnpolicy.corpus.schema import VERSION, tables
from vnpolicy.corpus.sources import Sources
from vnpolicy.corpus.store import Store
from vnpolicy.errors import InputError, MissingExtraError
from vnpolicy.output.tables import without_surrogates
from vnpolicy.pipeline import Analyzer, Failure

PART = 1000
"""Documents in a part of the tables."""
_PART_SIZE = 20_000_000  # characters: a part ends early with the chunk that reaches it
_FAILURES = 5


@dataclass
class Summary:
    """What is in the tables so far.

    ``failures`` are the first few of the errors; ``resumed`` of the documents were there before.
    """

    documents: int = 0
    errors: int = 0
    failures: list[Failure] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    parts: int = 0
    resumed: int = 0
    seconds: float = 0.0

    @property
    def speed(self) -> float:
        """Documents a second in this run."""
        return (self.documents - self.resumed) / self.seconds if self.seconds else 0.0

    def add(self, rows: Mapping[str, int], failures: Sequence[Failure]) -> None:
        """Counts further rows."""
        self.rows = {table: self.rows.get(table, 0) + number for table, number in rows.items()}
        self.documents = self.rows["documents"]
        self.errors += len(failures)
        self.failures += failures[: _FAILURES - len(self.failures)]


def tag(
    records: Iterable[AnyRecord],
    out: str | Path,
    *,
    analyzer: Analyzer | None = None,
    processes: int = 1,
    tokens: bool = False,
    limit: int | None = None,
    part: int = PART,
    resume: bool = False,
    overwrite: bool = False,
    progress: Callable[[Summary], object] | None = None,
) -> Summary:
    """Analyses records and writes the tables of ``corpus.schema``.

    ``out`` is a folder of Parquet, ``OUT/TABLE/part-00000.parquet`` with ``part`` documents in
    each, or one file if it ends in ``.jsonl``, ``.csv`` (the items; a file ``OUT.TABLE.csv`` for
    each other table) or ``.xlsx``. Rows and bytes do not depend on ``processes``. A record that
    cannot be analysed, or whose id was there before, gives a row of documents with its error.

    A run that was killed at any moment is completed by the same call with ``resume``, to the same
    bytes; ``overwrite`` begins anew. ``progress`` is called every few documents.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     summary = tag([("kl-1", "1. Báo cáo trước ngày 15/6/2026."), ("kl-2", "")], f"{folder}/tables")
    >>> summary.documents, summary.errors, summary.rows["deadlines"]
    (2, 1, 1)

    Raises InputError where ``out`` exists and neither is asked for, where it is to be resumed with
    other settings or from other records, OutputError where it cannot be written, WorkerError where
    no process starts, MissingExtraError without pyarrow.
    """
    if processes < 1 or part < 1 or (limit is not None and limit < 1):
        raise InputError(f"processes={processes}, part={part}, limit={limit}: expected at least 1 of each")
    out = Path(out)
    for package in ("pyarrow", "openpyxl") if out.suffix.lower() == ".xlsx" else ("pyarrow",):
        if find_spec(package) is None:
            raise MissingExtraError("tag", package, "tables")
    begun = time.monotonic()
    analyzer = analyzer or Analyzer()
    analyzer.check()
    settings = {
        "schema": VERSION,
        "version": __version__,
        "fingerprint": analyzer.fingerprint,
        "tables": list(tables(analyzer.only, tokens=tokens)),
        "part": part,
        "limit": limit,
        "sources": records.settings() if isinstance(records, Sources) else None,
    }
    waiting = _at_least_one(_unique(as_records(islice(records, limit))))
    store = _opened(out, settings, resume=resume, overwrite=overwrite)
    summary = _found(store)
    if store.state == "running":
        _pass_over(waiting, store)
        ends: deque[bool] = deque()
        task = Tabulating(analyzer, tokens=tokens)
        with closing(map_chunks(task, _cut(waiting, part, ends), processes)) as results:
            for _ in _written(store, results, ends, summary):
                summary.seconds = time.monotonic() - begun
                if progress:
                    progress(summary)
        store.mark("complete", msgspec.to_builtins(replace(summary, resumed=0, seconds=0.0)))
    if _is_file(out):
        if store.state == "complete":
            export(store, out)
        store.empty("exported")
    summary.seconds = time.monotonic() - begun
    return summary


def _is_file(out: Path) -> bool:
    return out.suffix.lower() in FORMATS


def _opened(out: Path, settings: dict[str, Any], *, resume: bool, overwrite: bool) -> Store:
    """The store of a run, begun or taken up again; beside ``out`` and hidden if that is to be a file."""
    store = Store(workplace(out) if _is_file(out) else out, settings)
    if _is_file(out):
        there = [path for path in files(out) if path.exists()]
        if out.is_dir():
            raise InputError(f"{out} is a folder; by its ending it should become a file")
        if there and not overwrite and (store.state == "none" or not resume):
            raise InputError(f"{there[0]} is there and no unfinished run of it: --overwrite replaces it")
        overwrite = overwrite or (store.state == "exported" and not there)
    store.begin(resume=resume and not overwrite, overwrite=overwrite)
    return store


def _found(store: Store) -> Summary:
    """What was in the store before this run."""
    if store.result:
        summary = msgspec.convert(store.result, Summary)
    else:
        summary = Summary(parts=store.parts())
        for number in range(summary.parts):
            documents = store.read("documents", number, ["document", "status", "error"]).to_pylist()
            failed = [Failure(row["document"], row["error"]) for row in documents if row["status"] == "error"]
            summary.add(store.rows(number), failed)
    return replace(summary, resumed=summary.documents, seconds=0.0)


def _at_least_one(records: Iterator[Record | Failure]) -> Iterator[Record | Failure]:
    first = next(records, None)
    if first is None:
        raise InputError("there is nothing to read: no document was found in the sources")
    return chain([first], records)


def _unique(records: Iterable[Record | Failure]) -> Iterator[Record | Failure]:
    """The records; one whose id was there before is a Failure, for its rows could not be told apart."""
    seen = set()
    for record in records:
        yield Failure(record.id, "a document of the same id stands before it") if record.id in seen else record
        seen.add(record.id)


def _pass_over(records: Iterator[Record | Failure], store: Store) -> None:
    """Takes the records whose rows are in the store; raises InputError where they are others."""
    for number in range(store.parts()):
        for id_ in store.read("documents", number, ["document"])["document"].to_pylist():
            record = next(records, None)
            if record is None or without_surrogates(record.id) != id_:
                raise InputError(
                    f"{store.folder} was begun from other records: it has {id_!r} where there is now "
                    f"{record.id if record else 'none'!r}; begin anew with --overwrite"
                )


def _cut(records: Iterator[Record | Failure], part: int, ends: deque[bool]) -> Iterator[Chunk]:
    """Chunks of records; notes for each one whether a part ends with it."""
    documents = size = 0
    while chunk := take(records, min(CHUNK, part - documents)):
        documents += len(chunk)
        size += sum(record.size for record in chunk if isinstance(record, Record))
        ends.append(documents == part or size >= _PART_SIZE)
        if ends[-1]:
            documents = size = 0
        yield chunk


def _written(store: Store, results: Iterable[list[Batch]], ends: deque[bool], summary: Summary) -> Iterator[None]:
    """Gathers the rows of chunks and writes a part where one ends; comes back after each chunk."""
    gathered: list[Batch] = []
    for batches in results:
        gathered += batches
        for batch in batches:
            summary.add(batch.rows, batch.failures)
        if ends.popleft():
            store.add(summary.parts, Batch.joined(gathered))
            summary.parts += 1
            gathered = []
        yield
    if gathered:
        store.add(summary.parts, Batch.joined(gathered))
        summary.parts += 1
        yield
