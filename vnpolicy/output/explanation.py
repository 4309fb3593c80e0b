"""Why an item has its sectors, in words for a reader who does not know the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from vnpolicy.analysis import Item, SectorLabel
from vnpolicy.errors import LexiconError
from vnpolicy.sectors.taxonomy import Taxonomy

_SOURCES = {
    "words": "the words of the item",
    "heading": "the headings above it",
    "title": "the title of the document",
    "document": "what the rest of the document is about",
    "neighbours": "the items before and after it",
    "role": "its role in the document",
    "sector": "how common the sector is",
}
_ROLES = {
    "preamble": "preamble",
    "result": "assessment of results",
    "limitation": "assessment of shortcomings",
    "objective": "objective",
    "task": "task",
    "organisation": "clause on implementation",
}
_LITTLE = 0.25  # log-odds that are not worth a word


@dataclass(frozen=True, slots=True)
class Explanation:
    """Lines of text; ``str`` and ``print`` join them, a notebook shows them as paragraphs."""

    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return "".join(f"<p style='margin:.2em 0;white-space:pre-wrap'>{escape(line)}</p>" for line in self.lines)


def explanation(item: Item) -> Explanation:
    """Why an item has its sectors.

    >>> from vnpolicy import analyze
    >>> print(analyze("1. Tăng cường quản lý, bảo vệ rừng.").items["1"].explain().lines[0])
    Item 1 (task): Tài nguyên, môi trường, thiên tai (environment).
    """
    return Explanation(tuple(_lines(item)))


def _lines(item: Item) -> Iterator[str]:
    names = ", ".join(_name(label) for label in item.sectors) or "no sector"
    yield f"Item {item.id} ({_ROLES[item.role]}): {names}."
    if not item.sectors:
        yield "Preambles and clauses on implementation have no sector unless they plainly decide on a matter."
    for label in item.sectors:
        yield from _of_label(label)
    if item.uncertain:
        yield "The decision is uncertain: check it before you rely on it."
    others = {key: score for key, score in item.scores.items() if key not in {label.sector for label in item.sectors}}
    if others:
        key = max(others, key=lambda sector: others[sector])
        next_ = _name(SectorLabel(sector=key, score=0.0))
        yield f"Next in line, and not given: {next_}, probability {others[key]:.0%}."


def _of_label(label: SectorLabel) -> Iterator[str]:
    probability = f", probability {label.score:.0%}" if label.because else ""
    sub = f", sub-sector {_subsector(label)}" if label.subsector else ""
    yield f"{_name(label)}{probability}{sub}:"
    words = ", ".join(f"“{evidence.text}”" for evidence in sorted(label.evidence, key=lambda e: -e.weight))
    yield f"  The item says {' '.join(words.split())}." if words else "  No word of the item itself speaks for it."
    speaking = [name for name, odds in _by_weight(label) if odds >= _LITTLE]
    against = [name for name, odds in reversed(_by_weight(label)) if odds <= -_LITTLE]
    if speaking:
        yield f"  For it, the strongest first: {', '.join(_SOURCES[name] for name in speaking)}."
    if against:
        yield f"  Against it: {', '.join(_SOURCES[name] for name in against)}."
    if label.derived:
        yield f"  In the core view of four sectors it counts, derived, as {label.core}."


def _by_weight(label: SectorLabel) -> list[tuple[str, float]]:
    return sorted(label.because.items(), key=lambda pair: -pair[1])


def _name(label: SectorLabel) -> str:
    try:
        return f"{Taxonomy.load().sector(label.sector).name} ({label.sector})"
    except LexiconError:
        return label.sector


def _subsector(label: SectorLabel) -> str:
    try:
        return Taxonomy.load().subsector(label.sector, label.subsector or "").name
    except LexiconError:
        return label.subsector or ""
