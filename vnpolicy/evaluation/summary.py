"""The figures of an evaluation as HTML tables, for a notebook and for the top of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from vnpolicy.evaluation.calibration import Calibration
from vnpolicy.evaluation.figures import Figure
from vnpolicy.evaluation.listing import documents, interval, number
from vnpolicy.output import markup
from vnpolicy.output.markup import safe

if TYPE_CHECKING:
    from vnpolicy.evaluation.result import Confusion, Evaluation

_SIDE = 200
STYLE = (
    markup.STYLE
    + """
.vnp .n{text-align:right!important;font-variant-numeric:tabular-nums}
.vnp .n:nth-child(7){text-align:left!important}
.vnp .confusion td{padding:2px 8px;text-align:right!important}.vnp .confusion th{padding:2px 8px 2px 0}
.vnp .pair{display:flex;flex-wrap:wrap;gap:0 2.5rem;align-items:flex-start}
"""
)


def notebook_html(evaluation: Evaluation) -> str:
    """The tables, for a notebook."""
    return f'<style>{STYLE}</style><div class="vnp">{tables(evaluation)}</div>'


def tables(evaluation: Evaluation) -> str:
    """Figures, sectors, roles, calibration and confusion."""
    about = f"model {evaluation.model or 'not stated'}, corpus {evaluation.corpus.sha256[:12]}, intervals of 95 %"
    return (
        f'<h3>Evaluation on {documents(evaluation)}</h3><p class="meta">{safe(about)}</p>'
        + _figures((figure.key, figure) for figure in evaluation.headline)
        + _folded("Details of the right values", _figures((f.key, f) for f in evaluation.details))
        + _folded("Sectors", _figures(evaluation.by_sector.items()) if evaluation.sectors else "")
        + _folded("Roles", _roles(evaluation) if evaluation.by_role else "")
        + _folded("First sector, annotated (rows) against predicted (columns)", _confusion(evaluation.confusion))
        + _folded("Scores", _calibration(evaluation.calibration) if evaluation.calibration else "")
    )


def _folded(title: str, content: str) -> str:
    return f"<details><summary>{title}</summary>{content}</details>" if content else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column holds names, the others numbers; the cells are HTML."""
    titles = "".join(f'<th class="n">{title}</th>' if at else f"<th>{title}</th>" for at, title in enumerate(head))
    body = "".join(
        "<tr>" + "".join(f'<td class="n">{c}</td>' if at else f"<th>{c}</th>" for at, c in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f"<table><tr>{titles}</tr>{body}</table>"


def _figures(named: Iterable[tuple[str, Figure]]) -> str:
    rows = [
        (
            safe(name),
            number(figure.value),
            interval(figure),
            number(figure.precision, ""),
            number(figure.recall, ""),
            "" if figure.cases is None else str(figure.cases),
            f"{number(figure.worst_value)} {safe(figure.worst)}" if figure.worst else "",
        )
        for name, figure in named
    ]
    return _table(("", "value", "interval", "p", "r", "cases", "worst document"), rows) if rows else ""


def _roles(evaluation: Evaluation) -> str:
    rows = [
        (
            role,
            number(itself.value),
            interval(itself),
            str(itself.cases or 0),
            number(sectors.value),
            number(first.value),
        )
        for role, (itself, sectors, first) in evaluation.by_role.items()
    ]
    return _table(("", "F1", "interval", "cases", "sectors, F1", "first sector"), rows)


def _confusion(confusion: Confusion) -> str:
    head = "".join(f"<th>{safe(label)}</th>" for label in confusion.labels)
    rows = []
    for label, counts in zip(confusion.labels, confusion.counts, strict=True):
        shades = [count / sum(counts) if count else 0.0 for count in counts]
        cells = "".join(
            f'<td style="background:rgba(31,111,235,{shade:.2f})">{count or ""}</td>'
            for count, shade in zip(counts, shades, strict=True)
        )
        rows.append(f"<tr><th>{safe(label)}</th>{cells}</tr>")
    return f'<table class="confusion"><tr><th></th>{head}</tr>{"".join(rows)}</table>'


def _calibration(found: Calibration) -> str:
    rows = [
        (f"{part.low:.3f} to {part.high:.3f}", str(part.labels), number(part.score), number(part.right))
        for part in found.bins
    ]
    return f'<div class="pair">{_table(("score", "labels", "mean", "right"), rows)}{_diagram(found)}</div>'


def _diagram(found: Calibration) -> str:
    """Share of right labels over mean score; on the diagonal a score means what it says."""
    dots = "".join(
        f'<circle cx="{part.score * _SIDE:.1f}" cy="{(1 - part.right) * _SIDE:.1f}" r="4" fill="#1f6feb"/>'
        for part in found.bins
    )
    return (
        f'<svg width="{_SIDE + 20}" height="{_SIDE + 20}" viewBox="-10 -10 {_SIDE + 20} {_SIDE + 20}" role="img">'
        "<title>share of right labels over mean score</title>"
        f'<rect width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#d0d7de"/>'
        f'<line x1="0" y1="{_SIDE}" x2="{_SIDE}" y2="0" stroke="#8c959f" stroke-dasharray="4"/>{dots}</svg>'
    )
