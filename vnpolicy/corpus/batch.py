"""Many records over the processes of one machine: in order, lazily, with little in flight.

The standard library's pool does the work. Processes are spawned, so a script that uses more than
one needs ``if __name__ == "__main__":`` around what it runs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from vnpolicy.analysis import Analysis
from vnpolicy.corpus.records import AnyRecord, Record, as_records, read
from vnpolicy.errors import InputError, WorkerError
from vnpolicy.pipeline import Analyzer, Failure

T = TypeVar("T")
Chunk = Sequence[Record | Failure]
Task = Callable[[Chunk], list[T]]

CHUNK = 10
"""Records that go to a process at once."""
_CHUNK_SIZE = 1_000_000  # characters or bytes: a chunk ends with the record that reaches it
_TRIES = 2  # of a record by itself, after its process was killed
_KILLED = "the process that reads it is killed each time: it may need more memory than there is"
_AHEAD = 3  # chunks under way for each process


def analyze_many(
    analyzer: Analyzer,
    records: Iterable[AnyRecord],
    *,
    processes: int = 1,
    chunk: int = CHUNK,
    progress: Callable[[int], object] | None = None,
) -> Iterator[tuple[str, Analysis | Failure]]:
    """(id, analysis) for each record, in order; see ``Analyzer.analyze_many``."""
    if processes < 1 or chunk < 1:
        raise InputError(f"processes={processes} and chunk={chunk}: expected at least 1 of each")
    waiting = as_records(records)
    chunks = iter(lambda: take(waiting, chunk if processes > 1 else 1), [])
    pairs = chain.from_iterable(map_chunks(_Analysing(analyzer), chunks, processes))
    return pairs if progress is None else _counted(pairs, progress)


def _counted(results: Iterable[T], progress: Callable[[int], object]) -> Iterator[T]:
    for done, result in enumerate(results, 1):
        yield result
        progress(done)


class _Analysing:
    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    def __call__(self, records: Chunk) -> list[tuple[str, Analysis | Failure]]:
        return [(record.id, read(self._analyzer, record)) for record in records]


def take(records: Iterator[Record | Failure], most: int) -> list[Record | Failure]:
    """The next records, at most so many, and fewer where they are long; none at the end.

    How many depends on the records alone.
    """
    chunk: list[Record | Failure] = []
    size = 0
    while len(chunk) < most and size < _CHUNK_SIZE and (record := next(records, None)) is not None:
        chunk.append(record)
        size += record.size if isinstance(record, Record) else 0
    return chunk


def map_chunks(task: Task[T], chunks: Iterable[Chunk], processes: int) -> Generator[list[T]]:
    """The results of ``task``, a picklable callable, for each chunk, in order.

    A chunk whose process is killed is tried again record by record; a record whose process is killed
    twice more is handed to ``task`` as a Failure that says so. At most three chunks for each process
    are under way. Raises WorkerError where no process starts.
    """
    if processes == 1:
        yield from map(task, chunks)
        return
    crew, alone = _Crew(task, processes), _Crew(task, 1)
    waiting: deque[tuple[Chunk, Future[list[T]]]] = deque()
    chunks = iter(chunks)
    try:
        while True:
            for chunk in islice(chunks, _AHEAD * processes - len(waiting)):
                waiting.append((chunk, crew.submit(chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                yield [result for record in chunk for result in _tried(record, alone, task)]
    finally:
        crew.dismiss()
        alone.dismiss()


def _tried(record: Record | Failure, alone: _Crew[T], task: Task[T]) -> list[T]:
    """The results of a record by itself, in a process that may be killed."""
    for _ in range(_TRIES):
        try:
            return alone.submit([record]).result()
        except BrokenProcessPool:
            alone.renew()
    return task([Failure(record.id, _KILLED)])


class _Crew(Generic[T]):
    """A pool that holds the task and starts processes when there is work; a new one replaces a broken one."""

    def __init__(self, task: Task[T], processes: int) -> None:
        self._task = task
        self._processes = processes
        self._hire()

    def _hire(self) -> None:
        self._pool = ProcessPoolExecutor(self._processes, multiprocessing.get_context("spawn"), _begin, (self._task,))

    def renew(self) -> None:
        """Puts a new pool in the place of a broken one; raises WorkerError if it breaks before any work."""
        self.dismiss()
        self._hire()
        try:
            self._pool.submit(_begun).result()
        except BrokenProcessPool as error:
            raise WorkerError(
                "the worker processes end as soon as they start; what they said is above. In a script, put "
                'what it runs below `if __name__ == "__main__":`; or use one process'
            ) from error

    def submit(self, chunk: Chunk) -> Future[list[T]]:
        try:
            return self._pool.submit(_work, chunk)
        except BrokenProcessPool:
            self.renew()
            return self._pool.submit(_work, chunk)

    def dismiss(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


_task: Task[Any]


def _begin(task: Task[Any]) -> None:
    """Begins a worker: it leaves the interrupt key to its parent, and does not outlive it."""
    global _task  # noqa: PLW0603
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _begun() -> None:
    """Nothing to do: whoever gets here has begun."""


def _work(chunk: Chunk) -> Any:
    return _task(chunk)
