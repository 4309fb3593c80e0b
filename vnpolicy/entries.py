"""Entries of TOML files, read field by field; whatever is wrong with one is told with its place."""

from __future__ import annotations

import difflib
import re
import tomllib
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any, Literal

import msgspec

_LINE = re.compile(r"at line (\d+)")
_NAMES = {str: "a string", int: "a whole number", float: "a number", bool: "true or false", date: "a date (2026-03-05)"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: file, line (null where it cannot be told), table, number in it, name."""

    file: str
    line: int | None = None
    table: str | None = None
    number: int | None = None
    name: str | None = None

    def __str__(self) -> str:
        """As in "mine.toml, line 12: [[unit]] no. 3 'xã'"."""
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        if self.table is None:
            return where
        named = "" if self.name is None else f" {self.name!r}"
        return f"{where}: [[{self.table}]] no. {self.number}{named}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an entry, or with the whole file; ``field`` is null where it is no one field.

    >>> print(Problem(Place("mine.toml", 12, "unit", 3, "xã"), "factor", "expected a number, got 'ten'"))
    mine.toml, line 12: [[unit]] no. 3 'xã': factor: expected a number, got 'ten'
    """

    place: Place
    field: str | None
    message: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (str(self.place), self.field, self.message)))


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a file with their places, and what is wrong with the others."""

    read: list[tuple[Place, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_entries(file: str, content: bytes, kinds: Mapping[str, type]) -> Entries:
    """The entries of a file whose tables hold data classes; no entry is read twice.

    >>> @dataclass
    ... class Unit:
    ...     name: str
    ...     factor: float = 1.0
    >>> found = read_entries("mine.toml", b'[[unit]]\\nname = "ha"\\n[[unit]]\\nfactr = 2\\n', {"unit": Unit})
    >>> [entry for _, entry in found.read]
    [Unit(name='ha', factor=1.0)]
    >>> for problem in found.problems:
    ...     print(problem)
    mine.toml, line 3: [[unit]] no. 2: factr: this field is unknown; did you mean 'factor'?
    mine.toml, line 3: [[unit]] no. 2: name: this field is missing
    """
    found = Entries()
    try:
        text = content.decode("utf-8")
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = _LINE.search(str(error))
        place = Place(file, int(line[1]) if line else None)
        found.problems.append(Problem(place, None, f"this is not TOML in UTF-8: {error}"))
        return found
    for table, rows in data.items():
        if table in kinds and isinstance(rows, list):
            _read_table(found, file, text, table, kinds[table], rows)
        else:
            found.problems.append(Problem(Place(file), None, _unknown_table(table, kinds)))
    return found


def identity(entry: Any) -> tuple[Any, ...]:
    """The fields without a default say which entry it is."""
    return tuple(getattr(entry, name) for name in _required(type(entry)))


def near(written: str, known: Iterable[str], otherwise: str) -> str:
    """A hint at the known word that was probably meant.

    >>> near("econmy", ["economy", "society"], "known: economy, society")
    "did you mean 'economy'?"
    """
    close = difflib.get_close_matches(written, known, n=1)
    return f"did you mean {close[0]!r}?" if close else otherwise


def _read_table(found: Entries, file: str, text: str, table: str, kind: type, rows: list[Any]) -> None:
    lines = _lines(text, table)
    numbers: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(rows, 1):
        name = next((str(row[key]) for key in _required(kind) if key in row), None) if isinstance(row, dict) else None
        place = Place(file, lines[number - 1] if len(lines) == len(rows) else None, table, number, name)
        problems = [Problem(place, *wrong) for wrong in _wrong(kind, row)]
        if not problems:
            entry: Any = msgspec.convert(row, kind)
            first = numbers.setdefault(identity(entry), number)
            if first == number:
                found.read.append((place, entry))
            else:
                problems.append(Problem(place, None, f"this entry stands twice: it is no. {first} again"))
        found.problems.extend(problems)


def _wrong(kind: type, row: Any) -> Iterator[tuple[str | None, str]]:
    """The fields of a row that do not fit its kind, each with what is wrong."""
    if not isinstance(row, dict):
        yield None, f"expected a table of fields, got {row!r}"
        return
    hints = _hints(kind)
    for name, value in row.items():
        if name not in hints:
            yield name, f"this field is unknown; {near(name, hints, 'known: ' + ', '.join(hints))}"
            continue
        try:
            msgspec.convert(value, hints[name])
        except msgspec.ValidationError:
            yield name, f"expected {_expected(hints[name], value)}, got {value!r}"
        if name == next(iter(_required(kind)), None) and isinstance(value, str) and not value.strip():
            yield name, "this field is empty"
    yield from ((name, "this field is missing") for name in _required(kind) if name not in row)


def _unknown_table(table: str, kinds: Mapping[str, type]) -> str:
    if table in kinds:
        return f"[{table}] is one table, expected a list of them: write [[{table}]]"
    expected = "expected one of " + ", ".join(f"[[{name}]]" for name in kinds)
    return f"the table [[{table}]] is unknown; {near(table, kinds, expected)}"


def _lines(text: str, table: str) -> list[int]:
    """The lines on which the entries of a table begin."""
    head = re.compile(rf"[ \t]*\[\[[ \t]*[\"']?{re.escape(table)}[\"']?[ \t]*\]\]")
    return [number for number, line in enumerate(text.split("\n"), 1) if head.match(line)]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _required(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)


def _expected(hint: Any, value: Any) -> str:
    """A type in words, with the word that was probably meant of a closed list."""
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is Literal:
        listed = "one of " + ", ".join(map(repr, arguments))
        return f"{listed} ({near(value, arguments, '')})" if near(str(value), arguments, "") else listed
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return " or ".join(_expected(a, value) for a in arguments if a is not type(None))
    if typing.get_origin(hint) is tuple:
        return f"a list, each item {_expected(arguments[0], value)}"
    return _NAMES.get(hint, "a table" if typing.get_origin(hint) is dict else str(hint))
