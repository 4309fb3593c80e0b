"""The command line: each command is a thin shell over one function of the library.

Data goes to standard output, everything else to standard error. Exit codes: 0 all well, 1 some
input failed, 2 wrong use.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from vnpolicy.errors import PolicyError

app = typer.Typer(
    help="Read Vietnamese directive documents: items, sectors, deadlines, targets, references, bodies.",
    epilog="Everything runs on this machine; nothing is sent or downloaded.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


class TokenFormat(StrEnum):
    """How words are written."""

    TEXT = "text"
    JSONL = "jsonl"
    CONLLU = "conllu"


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


@app.command()
def analyze(
    files: Annotated[
        list[str], typer.Argument(help="Text or Markdown files; - reads standard input.", metavar="FILE...")
    ],
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
    lexicon: Annotated[
        list[Path] | None, typer.Option(help="Overlay lexicon (TOML); may be given several times.", metavar="TOML")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="Folder of a trained sector model, or 'lexicon'; the library's own if left out."),
    ] = None,
    taxonomy: Annotated[Path | None, typer.Option(help="A sector list of your own (TOML).", metavar="TOML")] = None,
) -> None:
    """Analyse documents and show what is in them.

    [bold]vnpolicy analyze ket_luan.txt[/bold]  or  [bold]cat van_ban.txt | vnpolicy analyze - --format json[/bold]
    """
    from vnpolicy.pipeline import Analyzer

    if format_ is Format.HTML and len(files) > 1:
        _complain(f"--format html makes one page of one document, got {len(files)} files: call it once for each")
        raise typer.Exit(2)
    try:
        analyzer = Analyzer(lexicons=lexicon or (), model=model, taxonomy=taxonomy)
        analyzer.check(issued)
    except PolicyError as error:
        _complain(str(error))
        raise typer.Exit(2) from error
    results = _Results(analyzer, files, issued)
    if output is None:
        _write(format_, results, sys.stdout)
    else:
        _write_file(format_, results, output)
    if results.failed:
        raise typer.Exit(1)


@app.command()
def tokenize(
    files: Annotated[
        list[str], typer.Argument(help="Text or Markdown files; - reads standard input.", metavar="FILE...")
    ],
    format_: Annotated[
        TokenFormat,
        typer.Option("--format", "-f", help="Lines of words (gensim, PhoBERT), a JSON object a sentence, or CoNLL-U."),
    ] = TokenFormat.TEXT,
    domain: Annotated[
        bool,
        typer.Option(help="Keep signs, dates, numbers and bodies whole; without it, exactly underthesea's words."),
    ] = True,
) -> None:
    """Split documents into sentences and words.

    [bold]vnpolicy tokenize ket_luan.txt[/bold]  or  [bold]vnpolicy tokenize *.txt --format conllu[/bold]
    """
    from vnpolicy.output.tokens import as_conllu, as_jsonl, as_text

    written = {TokenFormat.TEXT: as_text, TokenFormat.JSONL: as_jsonl, TokenFormat.CONLLU: as_conllu}[format_]
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    failed = False
    for name in files:
        try:
            text = _read(name)
        except PolicyError as error:
            failed = True
            _complain(str(error))
            continue
        for line in written(text, name, domain=domain):
            sys.stdout.write(line + "\n")
    if failed:
        raise typer.Exit(1)


@app.command()
def evaluate(
    folder: Annotated[
        Path, typer.Argument(help="Annotated documents: NAME.txt beside NAME.json.", metavar="DIR", show_default=False)
    ],
    *,
    pred: Annotated[
        Path | None,
        typer.Option(help="Judge the analyses in this folder (NAME.json each) instead.", metavar="DIR"),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="Folder of a trained sector model, or 'lexicon'; the library's own if left out."),
    ] = None,
    taxonomy: Annotated[Path | None, typer.Option(help="A sector list of your own (TOML).", metavar="TOML")] = None,
    lexicon: Annotated[
        list[Path] | None, typer.Option(help="Overlay lexicon (TOML); may be given several times.", metavar="TOML")
    ] = None,
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
        _complain("--raise-floors, --lower-floor and --renew-corpus change a floors file: name it with --floors FILE")
        raise typer.Exit(2)
    with _exit_2_on_error():
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


@app.command()
def train(
    folder: Annotated[
        Path, typer.Argument(help="Labelled data: items/*.jsonl, annotated/NAME.txt beside NAME.json, or both.")
    ] = Path("corpora"),
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder of the model.", metavar="OUT")] = Path(
        "models/sectors"
    ),
    taxonomy: Annotated[Path | None, typer.Option(help="A sector list of your own (TOML).", metavar="TOML")] = None,
    lexicon: Annotated[
        list[Path] | None, typer.Option(help="Overlay lexicon (TOML); may be given several times.", metavar="TOML")
    ] = None,
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
    with _exit_2_on_error():
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


def _read(name: str) -> str:
    from vnpolicy.readers import decode, read_text

    return decode(sys.stdin.buffer.read(), "standard input") if name == "-" else read_text(name)


@app.command()
def info() -> None:
    """Versions of the library and of what it builds on, and where the data lie."""
    from vnpolicy.pipeline import Analyzer

    for name, value in Analyzer().info().items():
        typer.echo(f"{name:<14} {value}")


corpora = typer.Typer(help="Annotated corpora: the project's own, or yours.", no_args_is_help=True)
app.add_typer(corpora, name="corpora")


@corpora.command("check")
def corpora_check(
    folder: Annotated[
        Path, typer.Argument(help="A folder with annotated/, items/ or NAME.json beside NAME.txt.")
    ] = Path("corpora"),
) -> None:
    """Check annotated files against the guide and print the corpus' figures."""
    from vnpolicy.corpus.annotation import Corpus, check, figures

    try:
        corpus = Corpus.read(folder)
    except PolicyError as error:
        _complain(str(error))
        raise typer.Exit(2) from error
    for name, value in figures(corpus):
        typer.echo(f"{name:<22} {value}")
    problems = check(corpus)
    for problem in problems:
        _complain(str(problem))
    typer.echo(f"{'problems':<22} {len(problems)}")
    if problems:
        raise typer.Exit(1)


@corpora.command("export")
def corpora_export(
    folder: Annotated[Path, typer.Argument(help="A folder of NAME.json beside NAME.txt.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.", metavar="OUT")],
    format_: Annotated[str, typer.Option("--format", "-f", help="labelstudio, doccano, brat or csv.")] = "labelstudio",
) -> None:
    """Write annotated documents in another tool's format."""
    from vnpolicy.corpus.annotation import Corpus
    from vnpolicy.corpus.exchange import export

    with _exit_2_on_error():
        for path in export(Corpus.read(folder), format_, output):
            typer.echo(path)


@corpora.command("import")
def corpora_import(
    source: Annotated[Path, typer.Argument(help="The other tool's file, or its folder for brat.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.", metavar="OUT")],
    format_: Annotated[str, typer.Option("--format", "-f", help="labelstudio, doccano, brat or csv.")] = "labelstudio",
    texts: Annotated[Path | None, typer.Option(help="The folder of NAME.txt, for CSV.")] = None,
) -> None:
    """Read another tool's annotations into NAME.json beside NAME.txt."""
    from vnpolicy.corpus.exchange import load, save

    with _exit_2_on_error():
        for path in save(load(format_, source, texts), output):
            typer.echo(path)


@corpora.command("agree")
def corpora_agree(
    first: Annotated[Path, typer.Argument(help="One annotator's folder.")],
    second: Annotated[Path, typer.Argument(help="The other's, with the same texts.")],
) -> None:
    """Agreement of two annotators: F1 of units and spans, Krippendorff's alpha of roles and first sectors."""
    from vnpolicy.corpus.agreement import agreement
    from vnpolicy.corpus.annotation import Corpus

    with _exit_2_on_error():
        for name, value in agreement(Corpus.read(first), Corpus.read(second)).items():
            typer.echo(f"{name:<20} {value:.3f}")


@contextmanager
def _exit_2_on_error() -> Iterator[None]:
    try:
        yield
    except (PolicyError, OSError) as error:
        _complain(str(error))
        raise typer.Exit(2) from error


class _Results:
    """The analyses of the named files; what cannot be read is reported and counted."""

    def __init__(self, analyzer: Any, files: Sequence[str], issued: str | None) -> None:
        self._analyzer = analyzer
        self._files = files
        self._issued = issued
        self.failed = 0
        self.single = len(files) == 1

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        for name in self._files:
            try:
                yield name, self._analyzer.analyze(_read(name), self._issued)
            except PolicyError as error:
                self.failed += 1
                _complain(f"{name}: {error}" if name not in str(error) else str(error))


def _write_file(format_: Format, results: _Results, path: Path) -> None:
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            _write(format_, results, stream)
        part.replace(path)
    except OSError as error:
        _complain(f"cannot write {path}: {error.strerror}")
        raise typer.Exit(2) from error


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

    from vnpolicy.output.tables import FACTS, columns, rows
    from vnpolicy.output.values import value_of

    writer = csv.DictWriter(stream, columns("items"), lineterminator="\n")
    writer.writeheader()
    for name, analysis in results:
        for item, row in zip(analysis.items, rows(name, analysis)["items"], strict=True):
            for kind in FACTS:
                row[kind] = [f"{fact.plain} = {value_of(fact)}" for fact in getattr(item, kind)]
            writer.writerow({key: _joined(value) for key, value in row.items()})


def _joined(value: Any) -> Any:
    return " | ".join("" if v is None else str(v) for v in value) if isinstance(value, list) else value


def _write_html(results: _Results, stream: TextIO) -> None:
    from vnpolicy.output.report import page

    for name, analysis in results:
        stream.write(page(analysis, Path(name).stem))


def _complain(message: str) -> None:
    typer.echo(f"vnpolicy: {message}", err=True)


def main(arguments: Iterable[str] | None = None) -> None:
    """The entry point of the ``vnpolicy`` command and of ``python -m vnpolicy``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(args=None if arguments is None else list(arguments), prog_name="vnpolicy")
