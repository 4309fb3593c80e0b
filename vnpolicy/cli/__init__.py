"""The command line: each command is a thin shell over one function of the library.

Data goes to standard output, everything else to standard error. Exit codes: 0 all well, 1 some
input failed, 2 wrong use.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import Annotated

import typer

from vnpolicy.cli import analyze, corpora, evaluate, lexicon, tag, tokenize, train

app = typer.Typer(
    help="Read Vietnamese directive documents: items, sectors, deadlines, targets, references, bodies.",
    epilog="Everything runs on this machine; nothing is sent or downloaded.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from vnpolicy import __version__

        typer.echo(f"vnpolicy {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Read Vietnamese directive documents."""


app.command()(analyze.analyze)
app.command()(tag.tag)
app.command()(tokenize.tokenize)
app.command()(evaluate.evaluate)
app.command()(train.train)


@app.command()
def info(
    tables: Annotated[bool, typer.Option("--tables", help="Describe the tables of tag instead, in Markdown.")] = False,
) -> None:
    """Versions of the library and of what it builds on, and where the data lie."""
    if tables:
        from vnpolicy.corpus.schema import markdown

        typer.echo(markdown(), nl=False)
        return
    from vnpolicy.pipeline import Analyzer

    for name, value in Analyzer().info().items():
        typer.echo(f"{name:<14} {value}")


app.add_typer(lexicon.app, name="lexicon")
app.add_typer(corpora.app, name="corpora")


def main(arguments: Iterable[str] | None = None) -> None:
    """The entry point of the ``vnpolicy`` command and of ``python -m vnpolicy``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(args=None if arguments is None else list(arguments), prog_name="vnpolicy")
