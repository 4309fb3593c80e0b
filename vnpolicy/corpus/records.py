"""The one function from a record to its analysis and from there to its rows, at every scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vnpolicy.analysis import Analysis
from vnpolicy.errors import InputError
from vnpolicy.pipeline import MAX_LENGTH, Analyzer, Failure
from vnpolicy.readers import read_text

_MOST_BYTES = 4 * MAX_LENGTH  # no character takes more


@dataclass(frozen=True, slots=True)
class Record:
    """A document to be read: its id, its text or the file that holds it, and its day if known.

    A file is read where it is analysed, so that records are small until then.
    """

    id: str
    text: str | Path
    issued: str | date | None = None

    @property
    def size(self) -> int:
        """Characters of the text, or bytes of the file; 0 for what cannot be read."""
        if not isinstance(self.text, Path):
            return len(self.text) if isinstance(self.text, str) else 0
        try:
            return self.text.stat().st_size
        except OSError:
            return 0


AnyRecord = Record | Failure | str | Path | tuple[str, str | Path] | tuple[str, str | Path, str | date | None]
"""What stands for a record: a text, a path, (id, text or path), (id, text or path, issued)."""


def as_records(records: Iterable[AnyRecord]) -> Iterator[Record | Failure]:
    """Records one by one; what has no id gets its number, a path gets itself as its id.

    >>> [record.id for record in as_records(["Kết luận", ("kl-2", "Kết luận"), Path("kl/3.txt")])]
    ['0', 'kl-2', 'kl/3.txt']
    """
    return (_as_record(number, record) for number, record in enumerate(records))


def _as_record(number: int, record: Any) -> Record | Failure:
    match record:
        case Record() | Failure():
            return record
        case Path():
            return Record(record.as_posix(), record)
        case (id_, text, issued):
            return Record(str(id_), text, issued)
        case (id_, text):
            return Record(str(id_), text)
        case text:
            return Record(str(number), text)


def read(analyzer: Analyzer, record: Record | Failure) -> Analysis | Failure:
    """The analysis of a record, or why there is none; never raises for what a record holds.

    >>> read(Analyzer(), Record("empty", " "))
    Failure(id='empty', error='the text is empty or only white space: nothing to analyse')
    """
    if isinstance(record, Failure):
        return record
    try:
        return analyzer.analyze(_text(record), record.issued)
    except InputError as error:
        return Failure(record.id, str(error))
    except Exception as error:  # a fault of ours costs this document, not the run
        return Failure(record.id, f"internal error, please report it: {type(error).__name__}: {error}")


def _text(record: Record) -> str:
    if not isinstance(record.text, Path):
        return record.text
    if record.size > _MOST_BYTES:
        raise InputError(
            f"{record.text} has {record.size:,} bytes, at most {_MOST_BYTES:,} are read: split it into documents"
        )
    return read_text(record.text)
