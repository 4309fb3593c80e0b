"""An evaluation as a page: its figures, then every error with annotation and prediction side by side.

The filter by kind is CSS alone; the page holds no script and loads nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from vnpolicy.evaluation.mistakes import CONTEXT, Mistake
from vnpolicy.evaluation.result import Evaluation
from vnpolicy.evaluation.summary import STYLE, tables
from vnpolicy.output import markup
from vnpolicy.output.markup import safe

KINDS = ("items", "role", "path", "sectors", "header", "deadline", "target", "reference", "assignee")

_BLANK_LINES = re.compile(r"\n\s*\n")
_STYLE = (
    STYLE
    + """
.vnp .filter{position:absolute;opacity:0}
.vnp .filter+label{display:inline-block;border:1px solid #d0d7de;border-radius:9px;padding:0 9px;margin:2px 4px 2px 0}
.vnp .filter+label{font-size:13px;cursor:pointer}
.vnp .filter:checked+label{background:#1f6feb;border-color:#1f6feb;color:#fff}
.vnp .filter:focus-visible+label{outline:2px solid #1b1f24}
.vnp .mistake{margin:.6rem 0;padding:.1rem 0 .1rem .8rem;border-left:3px solid #d0d7de}
.vnp .mistake p{margin:.15rem 0;white-space:pre-line;overflow-wrap:anywhere}
.vnp .mistake span{color:#6e7781}.vnp .mistake mark{background:#ffe8a3}
.vnp .mistake th{min-width:5rem}.vnp .mistake td{min-width:11rem;padding-right:1.5rem}
.vnp .gold{color:#1a7f37!important}.vnp .predicted{color:#cf222e!important}
"""
    + "".join(
        f"#only-{kind}:checked~details .mistake:not(.{kind}),"
        f"#only-{kind}:checked~details:not(:has(.{kind})){{display:none}}"
        for kind in KINDS
    )
)


def page(evaluation: Evaluation, title: str = "Evaluation") -> str:
    """The page, complete in itself; everything read from documents is escaped."""
    body = f'<div class="vnp">{tables(evaluation)}{_errors(evaluation)}</div>'
    return markup.page(title, body, _STYLE)


def _errors(evaluation: Evaluation) -> str:
    if not evaluation.mistakes:
        return "<h3>Errors</h3><p>None.</p>"
    counts = Counter(mistake.kind for mistake in evaluation.mistakes)
    choices = [("all", len(evaluation.mistakes)), *((kind, counts[kind]) for kind in KINDS if counts[kind])]
    filters = "".join(
        f'<input class="filter" type="radio" name="kind" id="only-{kind}"{" checked" if kind == "all" else ""}>'
        f'<label for="only-{kind}">{kind} {count}</label>'
        for kind, count in choices
    )
    documents = "".join(
        f"<details open><summary>{safe(name)}</summary>{''.join(map(_mistake, found))}</details>"
        for name, found in groupby(evaluation.mistakes, key=lambda mistake: mistake.document)
    )
    return f"<h3>Errors</h3>{filters}{documents}"


def _mistake(mistake: Mistake) -> str:
    where = f" · {mistake.start}–{mistake.end}" if mistake.end else ""
    return (
        f'<div class="mistake {mistake.kind}"><div class="meta">{mistake.kind} · {mistake.problem}{where}</div>'
        f"{_quote(mistake) if mistake.text else ''}{_sides(mistake)}</div>"
    )


def _quote(mistake: Mistake) -> str:
    before, after = mistake.before, mistake.after
    if len(before) == CONTEXT:  # cut off somewhere in a word
        before = f"… {before.partition(' ')[2]}"
    if len(after) == CONTEXT:
        after = f"{after.rpartition(' ')[0]} …"
    parts = (("span", before.lstrip()), ("mark", mistake.text), ("span", after.rstrip()))
    return "<p>" + "".join(f"<{tag}>{safe(_dense(text))}</{tag}>" for tag, text in parts) + "</p>"


def _dense(text: str) -> str:
    return re.sub(r"\n\s*\n", "\n", text)


def _sides(mistake: Mistake) -> str:
    """The fields, a row each; where the two differ they are in colour."""
    rows = []
    for field in dict.fromkeys((*mistake.gold, *mistake.predicted)):
        said, got = mistake.gold.get(field), mistake.predicted.get(field)
        colours = ("", "") if said == got else (' class="gold"', ' class="predicted"')
        cells = (f"<td{c}>{safe(v) if v else '–'}</td>" for c, v in zip(colours, (said, got), strict=True))
        rows.append(f"<tr><th>{safe(field)}</th>{''.join(cells)}</tr>")
    return f"<table><tr><th></th><th>annotated</th><th>predicted</th></tr>{''.join(rows)}</table>"
