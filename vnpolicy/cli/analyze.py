"""``vnpolicy analyze``: documents, shown or written in one of several formats."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from vnpolicy.cli.complaints import complain, exit_2_on_error
from vnpolicy.cli.options import Files, Lexicons, Model, Taxonomy
from vnpolicy.cli.reading import read
from vnpolicy.errors import PolicyError


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


def analyze(
    files: Files,
    issued: Annotated[
        str | None,
        typer.Option(
            help="Day (YYYY-MM-DD) that relative deadlines count from, if the document states none.", metavar="DATE"
        ),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", "-f", help="How results are written.")] = Format.TABLE,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file instead of standard output.", metavar="OUT"),
    ] = None,
    lexicon: Lexicons = None,
    model: Model = None,
    taxonomy: Taxonomy = None,
) -> None:
    """Analyse documents and show what is in them.

    [bold]vnpolicy analyze ket_luan.txt[/bold]  or  [bold]cat van_ban.txt | vnpolicy analyze - --format json[/bold]
    """
    from vnpolicy.pipeline import Analyzer

    if format_ is Format.HTML and len(files) > 1:
        complain(f"--format html makes one page of one document, got {len(files)} files: call it once for each")
        raise typer.Exit(2)
    try:
        analyzer = Analyzer(lexicons=lexicon or (), model=model, taxonomy=taxonomy)
        analyzer.check(issued)
    except PolicyError as error:
        complain(str(error))
        raise typer.Exit(2) from error
    results = _Results(analyzer, files, issued)
    if output is None:
        _write(format_, results, sys.stdout)
    else:
        _write_file(format_, results, output)
    if results.failed:
        raise typer.Exit(1)


class _Results:
    """The analyses of the named files; what cannot be read is reported and counted."""

    def __init__(self, analyzer: Any, files: Sequence[str], issued: str | None) -> None:
        self.analyzer = analyzer
        self._files = files
        self._issued = issued
        self.failed = 0
        self.single = len(files) == 1

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        for name in self._files:
            try:
                yield name, self.analyzer.analyze(read(name), self._issued)
            except PolicyError as error:
                self.failed += 1
                complain(f"{name}: {error}" if name not in str(error) else str(error))


def _write_file(format_: Format, results: _Results, path: Path) -> None:
    from vnpolicy.corpus.store import atomic

    with exit_2_on_error(), atomic(path) as stream:
        text = TextIOWrapper(stream, "utf-8", errors="backslashreplace", newline="")
        _write(format_, results, text)
        text.detach()


def _write(format_: Format, results: _Results, stream: TextIO) -> None:
    {
        Format.TABLE: _write_table,
        Format.JSON: _write_json,
        Format.JSONL: _write_jsonl,
        Format.CSV: _write_csv,
        Format.HTML: _write_html,
    }[format_](results, stream)


def _write_table(results: _Results, stream: TextIO) -> None:
    from rich.console import Console

    from vnpolicy.output.terminal import show

    console = Console(file=stream)
    console = Console(file=stream, width=min(console.width, 100) if console.is_terminal else 100)
    for number, (name, analysis) in enumerate(results):
        if number:
            console.rule()
        show(analysis, console, name)


def _write_json(results: _Results, stream: TextIO) -> None:
    if results.single:
        for _, analysis in results:
            stream.write(analysis.to_json(indent=1) + "\n")
        return
    stream.write("[")
    for number, (_, analysis) in enumerate(results):
        stream.write(",\n" if number else "\n")
        stream.write(analysis.to_json())
    stream.write("\n]\n")


def _write_jsonl(results: _Results, stream: TextIO) -> None:
    for _, analysis in results:
        stream.write(analysis.to_json() + "\n")


def _write_csv(results: _Results, stream: TextIO) -> None:
    """One row an item; lists are joined by " | ", facts as words and value."""
    import csv

    from vnpolicy.corpus.schema import FACTS, TABLES
    from vnpolicy.output.tables import Tabulator
    from vnpolicy.output.values import joined, value_of

    tabulator = Tabulator(results.analyzer)
    writer = csv.DictWriter(stream, TABLES["items"].names, lineterminator="\n")
    writer.writeheader()
    for name, analysis in results:
        for item, row in zip(analysis.items, tabulator.rows(name, analysis)["items"], strict=True):
            for kind in FACTS:
                row[kind] = [f"{fact.plain} = {value_of(fact)}" for fact in getattr(item, kind)]
            writer.writerow({key: joined(value) for key, value in row.items()})


def _write_html(results: _Results, stream: TextIO) -> None:
    from vnpolicy.output.report import page

    for name, analysis in results:
        stream.write(page(analysis, Path(name).stem))
