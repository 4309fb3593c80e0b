"""The confusion of first sectors as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vnpolicy.errors import InputError, MissingExtraError
from vnpolicy.evaluation.listing import documents
from vnpolicy.evaluation.result import Evaluation

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = (".png", ".svg")


def confusion_picture(evaluation: Evaluation) -> Figure:
    """Annotated first sector (rows) against predicted one (columns): counts, shaded by share of the row.

    Raises MissingExtraError where matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("the confusion picture", "matplotlib", "notebook") from error
    labels, counts = evaluation.confusion.labels, evaluation.confusion.counts
    shares = [[count / max(1, sum(row)) for count in row] for row in counts]
    side = 2.5 + 0.6 * len(labels)
    figure = Figure(figsize=(side, side), layout="constrained")
    axes = figure.add_subplot()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(labels)), labels, rotation=45, ha="right")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlabel("predicted first sector")
    axes.set_ylabel("annotated first sector")
    axes.set_title(f"{documents(evaluation)}, model {evaluation.model}", fontsize=10)
    for y, row in enumerate(counts):
        for x, count in enumerate(row):
            if count:
                colour = "white" if shares[y][x] > 0.5 else "black"
                axes.text(x, y, str(count), ha="center", va="center", color=colour)
    return figure


def save_picture(evaluation: Evaluation, path: str | Path) -> None:
    """Writes the picture as PNG or SVG, by the file's suffix; equal evaluations give equal files.

    Raises InputError for another suffix, MissingExtraError where matplotlib is not installed.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in FORMATS:
        raise InputError(f"{path} is no name for a picture: expected one that ends in {' or '.join(FORMATS)}")
    figure = confusion_picture(evaluation)
    from matplotlib import rc_context

    with rc_context({"svg.hashsalt": "vnpolicy", "svg.fonttype": "none"}):
        figure.savefig(path, dpi=150, metadata={"Date": None} if suffix == ".svg" else {"Software": None})
