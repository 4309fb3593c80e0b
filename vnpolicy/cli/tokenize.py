"""``vnpolicy tokenize``: words and sentences for other tools."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from typing import Annotated

import typer

from vnpolicy.cli.complaints import complain, exit_2_on_error
from vnpolicy.cli.options import Files, Lexicons
from vnpolicy.cli.reading import read
from vnpolicy.errors import PolicyError


class TokenFormat(StrEnum):
    """How words are written."""

    TEXT = "text"
    JSONL = "jsonl"
    CONLLU = "conllu"


def tokenize(
    files: Files,
    format_: Annotated[
        TokenFormat,
        typer.Option("--format", "-f", help="Lines of words (gensim, PhoBERT), a JSON object a sentence, or CoNLL-U."),
    ] = TokenFormat.TEXT,
    domain: Annotated[
        bool,
        typer.Option(help="Keep signs, dates, numbers and bodies whole; without it, exactly underthesea's words."),
    ] = True,
    lexicon: Lexicons = None,
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
            text = read(name)
        except PolicyError as error:
            failed = True
            complain(str(error))
            continue
        with exit_2_on_error():
            for line in written(text, name, domain=domain, lexicons=lexicon or ()):
                sys.stdout.write(line + "\n")
    if failed:
        raise typer.Exit(1)
