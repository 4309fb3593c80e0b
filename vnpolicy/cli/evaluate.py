"""``vnpolicy evaluate``: a shell over ``vnpolicy.evaluation``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from vnpolicy.cli.complaints import complain, exit_2_on_error
from vnpolicy.cli.options import Lexicons, Model, Taxonomy


def evaluate(
    folder: Annotated[
        Path, typer.Argument(help="Annotated documents: NAME.txt beside NAME.json.", metavar="DIR", show_default=False)
    ],
    *,
    pred: Annotated[
        Path | None,
        typer.Option(help="Judge the analyses in this folder (NAME.json each) instead.", metavar="DIR"),
    ] = None,
    model: Model = None,
    taxonomy: Taxonomy = None,
    lexicon: Lexicons = None,
    json_: Annotated[Path | None, typer.Option("--json", help="Write all figures to this file.", metavar="OUT")] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write a page of figures and errors, side by side.", metavar="OUT")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(help="Draw the confusion of sectors (.png or .svg).", metavar="OUT")
    ] = None,
    errors: Annotated[Path | None, typer.Option(help="Write every error, a line each.", metavar="OUT")] = None,
    floors: Annotated[
        Path | None,
        typer.Option(help="Fail where a figure is below its floor in this file, or the corpus has changed."),
    ] = None,
    set_: Annotated[
        str | None, typer.Option("--set", help="The set in the floors file; the folder's name if left out.")
    ] = None,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="Lift the floors to the figures; record a new set.")
    ] = False,
    lower_floor: Annotated[
        list[str] | None, typer.Option(help="Lower a floor; needs a reason.", metavar="KEY=VALUE")
    ] = None,
    renew_corpus: Annotated[
        bool, typer.Option("--renew-corpus", help="Record these documents as the corpus; needs a reason.")
    ] = False,
    reason: Annotated[str | None, typer.Option(help="Why; kept in the floors file.", metavar="TEXT")] = None,
) -> None:
    """Compare analyses with annotated documents: figures, intervals, worst documents, errors.

    [bold]vnpolicy evaluate corpora/annotated --html errors.html[/bold]
    """
    from vnpolicy.evaluation import evaluate
    from vnpolicy.evaluation.floors import gate, parse_floors
    from vnpolicy.pipeline import Analyzer

    if floors is None and (raise_floors or lower_floor or renew_corpus):
        complain("--raise-floors, --lower-floor and --renew-corpus change a floors file: name it with --floors FILE")
        raise typer.Exit(2)
    with exit_2_on_error():
        analyzer = None if pred else Analyzer(lexicons=lexicon or (), model=model, taxonomy=taxonomy)
        result = evaluate(folder, analyzer, predictions=pred)
        typer.echo(result)
        _write_evaluation(result, json_, html, errors, picture)
        if floors is None:
            return
        verdict = gate(
            result,
            floors,
            set_ or folder.resolve().name,
            raise_floors=raise_floors,
            lower=parse_floors(lower_floor or ()),
            renew_corpus=renew_corpus,
            reason=reason,
        )
    typer.echo(f"\n{verdict}")
    if not verdict.passed:
        raise typer.Exit(1)


def _write_evaluation(
    result: Any, json_: Path | None, html: Path | None, errors: Path | None, picture: Path | None
) -> None:
    import json

    from vnpolicy.evaluation.page import page
    from vnpolicy.evaluation.picture import save_picture

    if json_:
        _write_text(json_, json.dumps(result.to_dict(), ensure_ascii=False, indent=1) + "\n")
    if html:
        _write_text(html, page(result))
    if errors:
        _write_text(errors, "".join(f"{mistake}\n" for mistake in result.mistakes))
    if picture:
        save_picture(result, picture)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", "backslashreplace", newline="")
