"""``vnpolicy corpora``: annotated corpora."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vnpolicy.cli.complaints import complain, exit_2_on_error
from vnpolicy.errors import PolicyError

app = typer.Typer(help="Annotated corpora: the project's own, or yours.", no_args_is_help=True)


@app.command("check")
def check(
    folder: Annotated[
        Path, typer.Argument(help="A folder with annotated/, items/ or NAME.json beside NAME.txt.")
    ] = Path("corpora"),
) -> None:
    """Check annotated files against the guide and print the corpus' figures."""
    from vnpolicy.corpus import annotation

    try:
        corpus = annotation.Corpus.read(folder)
    except PolicyError as error:
        complain(str(error))
        raise typer.Exit(2) from error
    for name, value in annotation.figures(corpus):
        typer.echo(f"{name:<22} {value}")
    problems = annotation.check(corpus)
    for problem in problems:
        complain(str(problem))
    typer.echo(f"{'problems':<22} {len(problems)}")
    if problems:
        raise typer.Exit(1)


@app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="A folder of NAME.json beside NAME.txt.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.", metavar="OUT")],
    format_: Annotated[str, typer.Option("--format", "-f", help="labelstudio, doccano, brat or csv.")] = "labelstudio",
) -> None:
    """Write annotated documents in another tool's format."""
    from vnpolicy.corpus import exchange
    from vnpolicy.corpus.annotation import Corpus

    with exit_2_on_error():
        for path in exchange.export(Corpus.read(folder), format_, output):
            typer.echo(path)


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(help="The other tool's file, or its folder for brat.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.", metavar="OUT")],
    format_: Annotated[str, typer.Option("--format", "-f", help="labelstudio, doccano, brat or csv.")] = "labelstudio",
    texts: Annotated[Path | None, typer.Option(help="The folder of NAME.txt, for CSV.")] = None,
) -> None:
    """Read another tool's annotations into NAME.json beside NAME.txt."""
    from vnpolicy.corpus.exchange import load, save

    with exit_2_on_error():
        for path in save(load(format_, source, texts), output):
            typer.echo(path)


@app.command("agree")
def agree(
    first: Annotated[Path, typer.Argument(help="One annotator's folder.")],
    second: Annotated[Path, typer.Argument(help="The other's, with the same texts.")],
) -> None:
    """Agreement of two annotators: F1 of units and spans, Krippendorff's alpha of roles and first sectors."""
    from vnpolicy.corpus.agreement import agreement
    from vnpolicy.corpus.annotation import Corpus

    with exit_2_on_error():
        for name, value in agreement(Corpus.read(first), Corpus.read(second)).items():
            typer.echo(f"{name:<20} {value:.3f}")
