"""An analysis in the terminal, readable at 100 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnpolicy.analysis import Analysis, Fact, Item, Section
from vnpolicy.output.values import value_of

if TYPE_CHECKING:
    from rich.console import Console

_MARKS = {"deadlines": ("time", "yellow"), "targets": ("goal", "green"), "references": ("cite", "cyan"),
          "assignments": ("body", "magenta")}  # fmt: skip
_ROLES = {"result": "blue", "limitation": "red", "objective": "green", "task": "bold", "organisation": "dim",
          "preamble": "dim"}  # fmt: skip
_TEXT_LINES = 3


def show(analysis: Analysis, console: Console, name: str = "") -> None:
    """Prints the header, then each item with its role, sectors and facts."""
    _show_header(analysis, console, name)
    parts: list[Section | Item] = sorted([*analysis.sections, *analysis.items], key=lambda part: part.start)
    for part in parts:
        if isinstance(part, Section):
            _show_section(analysis, part, console)
        else:
            _show_item(part, console)
    for warning in analysis.warnings:
        console.print(f"warning: {warning.message}", style="yellow", markup=False, highlight=False)


def _show_header(analysis: Analysis, console: Console, name: str) -> None:
    from rich.table import Table
    from rich.text import Text

    header = analysis.header
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", width=12)
    table.add_column(width=console.width - 16)
    issued = str(header.issued or "not stated")
    if header.meeting_date:
        issued += f" (meeting of {header.meeting_date})"
    fields = {
        "document": name,
        "type": header.type,
        "sign": header.sign,
        "issuer": header.issuer,
        "issued": issued,
        "title": header.title,
        "signer": header.signer,
        "marked": ", ".join(mark for mark in (header.secrecy, header.urgency) if mark),
        "found": f"{len(analysis.items)} items, {len(analysis.deadlines)} deadlines, {len(analysis.targets)} targets, "
        f"{len(analysis.references)} references, {len(analysis.assignments)} bodies",
    }
    for label, value in fields.items():
        if value:
            table.add_row(label, Text(value))
    console.print(table)


def _show_section(analysis: Analysis, section: Section, console: Console) -> None:
    from rich.text import Text

    console.print()
    console.print(Text(f"{section.marker} {section.title}".strip(), style="bold underline"))
    for kind in _MARKS:
        for fact in getattr(analysis, kind):
            if fact.item is None and fact.section == section.id and section.start <= fact.start < section.end:
                _show_fact(kind, fact, console)


def _show_item(item: Item, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print()
    sectors = ", ".join(label.sector for label in item.sectors) + (" (uncertain)" if item.uncertain else "")
    head = Text(item.id, style="bold cyan")
    head.append(f"  {item.role}", style=_ROLES[item.role])
    if sectors:
        head.append(f"  {sectors}", style="italic")
    console.print(head)
    width = console.width - 4
    lines = Text(item.plain).wrap(console, width)
    shown = Text("\n").join(lines[:_TEXT_LINES])
    if len(lines) > _TEXT_LINES:
        shown.append(" …")
    console.print(Padding(shown, (0, 0, 0, 4)))
    for kind in _MARKS:
        for fact in getattr(item, kind):
            _show_fact(kind, fact, console)


def _show_fact(kind: str, fact: Fact, console: Console) -> None:
    from rich.text import Text

    label, colour = _MARKS[kind]
    line = Text(f"    {label} ", style=colour)
    line.append(value_of(fact), style=f"bold {colour}")
    line.append(f"  «{fact.plain}»", style="dim")
    if fact.flags:
        line.append(f"  [{', '.join(fact.flags)}]", style="dim italic")
    line.truncate(console.width, overflow="ellipsis")
    console.print(line)
