"""``vnpolicy lexicon``: lexicons of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vnpolicy.cli.complaints import complain, exit_2_on_error
from vnpolicy.cli.options import Taxonomy

app = typer.Typer(help="Lexicons of your own, laid over the library's.", no_args_is_help=True)


@app.callback()
def _lexicon() -> None:
    """Lexicons of your own, laid over the library's."""


@app.command("check")
def check(
    files: Annotated[list[Path], typer.Argument(help="Lexicon files (TOML).", metavar="FILE...")],
    taxonomy: Taxonomy = None,
) -> None:
    """Tell all that is wrong with lexicon files: with file, line, entry and field.

    [bold]vnpolicy lexicon check mine.toml[/bold]
    """
    from vnpolicy.proofs import check_lexicon

    failed = False
    for file in files:
        with exit_2_on_error():
            problems = check_lexicon(file, taxonomy)
        for problem in problems:
            complain(str(problem))
        typer.echo(f"{file}: {len(problems) or 'no'} problem{'s' if len(problems) > 1 else ''}")
        failed = failed or bool(problems)
    if failed:
        raise typer.Exit(1)
