"""Options that several commands have: the settings of an analysis."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Lexicons = Annotated[
    list[Path] | None,
    typer.Option("--lexicon", help="Overlay lexicon (TOML); may be given several times.", metavar="TOML"),
]
Model = Annotated[
    str | None, typer.Option(help="Folder of a trained sector model, or 'lexicon'; the library's own if left out.")
]
Taxonomy = Annotated[Path | None, typer.Option(help="A sector list of your own (TOML).", metavar="TOML")]
Files = Annotated[list[str], typer.Argument(help="Text or Markdown files; - reads standard input.", metavar="FILE...")]
