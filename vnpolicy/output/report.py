"""An analysis as HTML: in a notebook, or as a page of its own. Everything read is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from vnpolicy.analysis import Analysis, Fact, Item, Section
from vnpolicy.output.values import value_of

_KINDS = (("deadlines", "Deadlines"), ("targets", "Targets"), ("references", "References"), ("assignments", "Bodies"))
_MOST_PARTS = 400
_STYLE = """
.vnp{font:14px/1.5 "Segoe UI","Noto Sans",Roboto,Helvetica,Arial,sans-serif;color:#1b1f24;background:#fff}
.vnp{padding:12px 16px;max-width:62rem;border:1px solid #d0d7de;border-radius:6px}
.vnp h3{margin:.1rem 0 .3rem;font-size:17px;font-weight:600}
.vnp h4{margin:1rem 0 .2rem;font-size:14px;font-weight:600}
.vnp table{border-collapse:collapse;font-size:13px;margin:.3rem 0;background:#fff;color:#1b1f24}
.vnp th,.vnp td{padding:2px 10px 2px 0;text-align:left!important;vertical-align:top;border:0}
.vnp th,.vnp td{background:#fff;color:inherit}.vnp th{color:#57606a;font-weight:500}
.vnp .item{margin:.35rem 0;padding-left:.7rem;border-left:3px solid #d0d7de}
.vnp .r-task{border-color:#1f6feb}.vnp .r-objective{border-color:#1a7f37}.vnp .r-result{border-color:#8c959f}
.vnp .r-limitation{border-color:#cf222e}.vnp .meta{font-size:12px;color:#57606a}
.vnp .chip{border:1px solid #d0d7de;border-radius:9px;padding:0 7px;margin-right:4px}
.vnp .chip{font-size:12px;color:#24292f;background:#f6f8fa}
.vnp mark{padding:1px 2px;border-radius:3px;color:inherit}
.vnp .deadlines{background:#ffe8a3}.vnp .targets{background:#bdf0c9}
.vnp .references{background:#cfe4ff}.vnp .assignments{background:#f3d1f4}
.vnp details{margin-top:.4rem}.vnp summary{cursor:pointer;color:#0969da}
"""


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
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>body{{margin:24px;background:#fff}}{_STYLE}</style></head>"
        f"<body>{_body(analysis)}</body></html>"
    )


def _body(analysis: Analysis) -> str:
    parts: list[Section | Item] = sorted([*analysis.sections, *analysis.items], key=lambda part: part.start)
    shown = "".join(_part(analysis, part) for part in parts[:_MOST_PARTS])
    left = len(parts) - _MOST_PARTS
    more = f'<p class="meta">… and {left} paragraphs more</p>' if left > 0 else ""
    warnings = "".join(f'<p class="meta">⚠ {_safe(w.message)}</p>' for w in analysis.warnings)
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
    rows = "".join(f"<tr><th>{k}</th><td>{_safe(str(v))}</td></tr>" for k, v in fields if v)
    return f"<h3>{_safe(name)}</h3><table>{rows}</table>"


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
        f'<span class="chip" title="score {label.score:.2f}">{_safe(label.sector)}</span>' for label in part.sectors
    )
    uncertain = " uncertain" if part.uncertain else ""
    return (
        f'<div class="item r-{part.role}"><div class="meta">{_safe(part.id)} · {part.role} {labels}{uncertain}</div>'
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
        piece = _safe(analysis.text[a:b])
        over = [(fact, kind) for fact, kind in facts if fact.start <= a and b <= fact.end]
        if over:
            fact, kind = min(over, key=lambda pair: pair[0].end - pair[0].start)
            piece = f'<mark class="{kind}" title="{_safe(value_of(fact))}">{piece}</mark>'
        painted.append(piece)
    return "".join(painted)


def _table(title: str, facts: Sequence[Fact]) -> str:
    if not facts:
        return ""
    rows = "".join(
        f"<tr><td>{_safe(fact.item or fact.section or '')}</td><td>{_safe(value_of(fact))}</td>"
        f"<td>{_safe(fact.plain)}</td><td>{', '.join(fact.flags)}</td></tr>"
        for fact in facts
    )
    head = "<tr><th>item</th><th>value</th><th>words</th><th>flags</th></tr>"
    return f"<details><summary>{title} ({len(facts)})</summary><table>{head}{rows}</table></details>"


def _safe(text: str) -> str:
    """Escaped, with what no UTF-8 page can hold replaced."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))
