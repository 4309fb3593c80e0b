"""An analysis as HTML: in a notebook, or as a page of its own. Everything read is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from vnpolicy.analysis import Analysis, Fact, Item, Section
from vnpolicy.output import markup
from vnpolicy.output.markup import safe
from vnpolicy.output.values import value_of

_KINDS = (("deadlines", "Deadlines"), ("targets", "Targets"), ("references", "References"), ("assignments", "Bodies"))
_MOST_PARTS = 400
_STYLE = (
    markup.STYLE
    + """
.vnp .item{margin:.35rem 0;padding-left:.7rem;border-left:3px solid #d0d7de}
.vnp .r-task{border-color:#1f6feb}.vnp .r-objective{border-color:#1a7f37}.vnp .r-result{border-color:#8c959f}
.vnp .r-limitation{border-color:#cf222e}
.vnp .chip{border:1px solid #d0d7de;border-radius:9px;padding:0 7px;margin-right:4px}
.vnp .chip{font-size:12px;color:#24292f;background:#f6f8fa}
.vnp .deadlines{background:#ffe8a3}.vnp .targets{background:#bdf0c9}
.vnp .references{background:#cfe4ff}.vnp .assignments{background:#f3d1f4}
"""
)


def notebook_html(analysis: Analysis) -> str:
    """The document in colour, with a legend and its tables; never raises."""
    try:
        return f"<style>{_STYLE}</style>{_body(analysis)}"
    except Exception as error:  # a notebook must show something whatever happens
        return (
            f"<pre>{escape(type(error).__name__)}: {escape(str(error))}</pre><pre>{escape(repr(analysis.header))}</pre>"
        )


def page(analysis: Analysis, title: str = "vnpolicy") -> str:
    """The same as a page of its own, without scripts and without anything from outside."""
    return markup.page(title, _body(analysis), _STYLE)


def _body(analysis: Analysis) -> str:
    parts: list[Section | Item] = sorted([*analysis.sections, *analysis.items], key=lambda part: part.start)
    shown = "".join(_part(analysis, part) for part in parts[:_MOST_PARTS])
    left = len(parts) - _MOST_PARTS
    more = f'<p class="meta">… and {left} paragraphs more</p>' if left > 0 else ""
    warnings = "".join(f'<p class="meta">⚠ {safe(w.message)}</p>' for w in analysis.warnings)
    tables = "".join(_table(title, getattr(analysis, kind)) for kind, title in _KINDS)
    return f'<div class="vnp">{_head(analysis)}{_legend(analysis)}{warnings}{shown}{more}{tables}</div>'


def _head(analysis: Analysis) -> str:
    header = analysis.header
    name = " ".join(part for part in ((header.type or "document").capitalize(), header.sign) if part)
    fields = (
        ("issuer", header.issuer),
        ("issued", header.issued),
        ("meeting", header.meeting_date),
        ("title", header.title),
        ("signer", header.signer),
        ("marked", header.secrecy or header.urgency),
    )
    rows = "".join(f"<tr><th>{k}</th><td>{safe(str(v))}</td></tr>" for k, v in fields if v)
    return f"<h3>{safe(name)}</h3><table>{rows}</table>"


def _legend(analysis: Analysis) -> str:
    marks = " ".join(
        f'<mark class="{kind}">{title.lower()} ({len(getattr(analysis, kind))})</mark>' for kind, title in _KINDS
    )
    return f'<p class="meta">{len(analysis.items)} items: {marks}</p>'


def _part(analysis: Analysis, part: Section | Item) -> str:
    painted = _paint(analysis, part.start, part.end)
    if isinstance(part, Section):
        return f"<h4>{painted}</h4>"
    labels = "".join(
        f'<span class="chip" title="score {label.score:.2f}">{safe(label.sector)}</span>' for label in part.sectors
    )
    uncertain = " uncertain" if part.uncertain else ""
    return (
        f'<div class="item r-{part.role}"><div class="meta">{safe(part.id)} · {part.role} {labels}{uncertain}</div>'
        f"<div>{painted}</div></div>"
    )


def _paint(analysis: Analysis, start: int, end: int) -> str:
    facts = [
        (fact, kind)
        for kind, _ in _KINDS
        for fact in getattr(analysis, kind)
        if start <= fact.start and fact.end <= end
    ]
    cuts = sorted({start, end, *(f.start for f, _ in facts), *(f.end for f, _ in facts)})
    painted = []
    for a, b in pairwise(cuts):
        piece = safe(analysis.text[a:b])
        over = [(fact, kind) for fact, kind in facts if fact.start <= a and b <= fact.end]
        if over:
            fact, kind = min(over, key=lambda pair: pair[0].end - pair[0].start)
            piece = f'<mark class="{kind}" title="{safe(value_of(fact))}">{piece}</mark>'
        painted.append(piece)
    return "".join(painted)


def _table(title: str, facts: Sequence[Fact]) -> str:
    if not facts:
        return ""
    rows = "".join(
        f"<tr><td>{safe(fact.item or fact.section or '')}</td><td>{safe(value_of(fact))}</td>"
        f"<td>{safe(fact.plain)}</td><td>{', '.join(fact.flags)}</td></tr>"
        for fact in facts
    )
    head = "<tr><th>item</th><th>value</th><th>words</th><th>flags</th></tr>"
    return f"<details><summary>{title} ({len(facts)})</summary><table>{head}{rows}</table></details>"
