"""``vnpolicy tag``: a shell over ``vnpolicy.corpus.tagging.tag``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vnpolicy.cli.complaints import complain, exit_2_on_error
from vnpolicy.cli.options import Lexicons, Model, Taxonomy

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from vnpolicy.corpus.sources import Sources
    from vnpolicy.corpus.tagging import Summary


def tag(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders (with all below), patterns, tables of texts (.jsonl, .csv, .parquet); "
            "- reads JSON lines or one text from standard input.",
            metavar="SOURCE...",
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="A folder of Parquet tables, or one file if it ends in .jsonl, .csv or .xlsx.",
            metavar="OUT",
        ),
    ],
    only: Annotated[
        str,
        typer.Option(help="Look only for these: deadlines, targets, references, assignments, sectors.", metavar="A,B"),
    ] = "",
    with_tokens: Annotated[bool, typer.Option("--with-tokens", help="Write the words as well.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Processes; each takes about 250 MB.", min=1)] = 1,
    limit: Annotated[int | None, typer.Option(help="Stop after so many documents.", min=1)] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Complete a run that was stopped or killed.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Begin anew where OUT is there already.")] = False,
    id_column: Annotated[str | None, typer.Option(help="Column of the id in tables of texts; 'id' if there.")] = None,
    text_column: Annotated[str, typer.Option(help="Column of the text in tables of texts.")] = "text",
    issued_column: Annotated[
        str | None, typer.Option(help="Column of the day (YYYY-MM-DD) that deadlines count from; 'issued' if there.")
    ] = None,
    part_size: Annotated[int, typer.Option(help="Documents in a file of Parquet.", min=1)] = 1000,
    lexicon: Lexicons = None,
    model: Model = None,
    taxonomy: Taxonomy = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Analyse a whole collection and write its tables.

    [bold]vnpolicy tag archive/ -o tables --jobs 4[/bold]  or  [bold]vnpolicy tag texts.csv -o facts.xlsx[/bold]

    A document that cannot be read becomes a row with its error, and the exit code is 1.
    """
    if resume and overwrite:
        complain("--resume completes what is there, --overwrite throws it away: choose one")
        raise typer.Exit(2)
    if output.name == "-":
        complain("several tables do not fit into standard output: name a folder or a file with -o")
        raise typer.Exit(2)
    with exit_2_on_error():
        from vnpolicy.corpus import tagging
        from vnpolicy.corpus.sources import Sources
        from vnpolicy.corpus.tabular import Columns
        from vnpolicy.pipeline import Analyzer

        kinds: Any = [kind.strip() for kind in only.split(",") if kind.strip()]
        records = Sources(sources, Columns(id=id_column, text=text_column, issued=issued_column))
        records.check()
        with _shown(records, limit, quiet) as progress:
            summary = tagging.tag(
                records,
                output,
                analyzer=Analyzer(lexicons=lexicon or (), model=model, taxonomy=taxonomy, only=kinds),
                processes=jobs,
                tokens=with_tokens,
                limit=limit,
                part=part_size,
                resume=resume,
                overwrite=overwrite,
                progress=progress,
            )
    if not quiet:
        for line in _report(summary, records.left_out):
            typer.echo(line, err=True)
    if summary.errors:
        raise typer.Exit(1)


@contextmanager
def _shown(records: Sources, limit: int | None, quiet: bool) -> Iterator[Callable[[Summary], None]]:
    """What shows the progress: a bar on a terminal, else a line for each part, or nothing."""
    from rich.console import Console

    console = Console(stderr=True)
    try:
        if quiet:
            yield lambda summary: None
        elif console.is_terminal:
            with _bar(console) as bar:
                yield _on(bar, records.count(), limit)
        else:
            yield _in_lines()
    except KeyboardInterrupt:
        complain("stopped; the parts that are written stay, --resume completes them")
        raise typer.Exit(130) from None


def _bar(console: Console) -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    speed = TextColumn("{task.fields[speed]:.1f} documents a second, remaining")
    return Progress(BarColumn(), MofNCompleteColumn(), speed, TimeRemainingColumn(), console=console)


def _on(bar: Progress, total: int | None, limit: int | None) -> Callable[[Summary], None]:
    task = bar.add_task("", total=min(total, limit) if total and limit else total, speed=0.0)
    return lambda summary: bar.update(task, completed=summary.documents, speed=summary.speed)


def _in_lines() -> Callable[[Summary], None]:
    parts = 0

    def show(summary: Summary) -> None:
        nonlocal parts
        if summary.parts > parts:
            parts = summary.parts
            typer.echo(
                f"part {parts}: {summary.documents:,} documents, {summary.errors:,} errors, "
                f"{summary.speed:.1f} documents a second",
                err=True,
            )

    return show


def _report(summary: Summary, left_out: Counter[str]) -> Iterator[str]:
    resumed = f" ({summary.resumed:,} of them before)" if summary.resumed else ""
    yield f"{summary.documents:,} documents{resumed}, {summary.errors:,} errors"
    yield f"{summary.seconds:.1f} seconds, {summary.speed:.1f} documents a second"
    for table, number in summary.rows.items():
        if table != "documents":
            yield f"{number:>12,} {table}"
    for failure in summary.failures:
        yield f"error: {failure.id}: {failure.error}"
    if summary.errors > len(summary.failures):
        yield "further errors: see the column error of the table documents"
    if left_out and summary.resumed < summary.documents:
        yield "left out by their ending: " + ", ".join(f"{n:,} {ending}" for ending, n in left_out.most_common())
