"""``vnpolicy train``: a shell over ``vnpolicy.training``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vnpolicy.cli.complaints import exit_2_on_error
from vnpolicy.cli.options import Lexicons, Taxonomy


def train(
    folder: Annotated[
        Path, typer.Argument(help="Labelled data: items/*.jsonl, annotated/NAME.txt beside NAME.json, or both.")
    ] = Path("corpora"),
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder of the model.", metavar="OUT")] = Path(
        "models/sectors"
    ),
    taxonomy: Taxonomy = None,
    lexicon: Lexicons = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="Train nothing to keep: print designs side by side instead.")
    ] = False,
    curve: Annotated[
        bool, typer.Option("--curve", help="Train nothing to keep: print the figures for parts of the data instead.")
    ] = False,
    test: Annotated[
        list[Path] | None,
        typer.Option(help="Annotated documents to test designs and parts on; may be given several times."),
    ] = None,
) -> None:
    """Train a sector model: on the library's corpora, or on items and sectors of your own.

    [bold]vnpolicy train my_items --taxonomy office.toml -o models/office[/bold]
    """
    with exit_2_on_error():
        if compare or curve:
            from vnpolicy.training.studies import compare_designs, learning_curve

            study = compare_designs if compare else learning_curve
            for line in study(folder, test or (), taxonomy=taxonomy, lexicons=lexicon or ()):
                typer.echo(line)
            return
        from vnpolicy.training.train import train_sectors

        training = train_sectors(folder, output, taxonomy=taxonomy, lexicons=lexicon or ())
    typer.echo(training)
    typer.echo(f"written to {output}: model.json, weights.npz, metrics.json, CARD.md")
