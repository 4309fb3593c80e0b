"""What surrounds a paragraph: its headings, the title, its neighbours, the theme of its document.

Most items of a directive are about what the directive is about, also where they do not say so
("Rà soát, hoàn thiện cơ chế, chính sách"). A first model reads the words of each text; a second
one weighs, sector by sector and with the same weights for all, its answers for the paragraph and for
what surrounds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from vnpolicy.analysis import Role
from vnpolicy.sectors.classifier import Paragraph
from vnpolicy.sectors.features import Floats
from vnpolicy.sectors.phrases import Ints
from vnpolicy.text import fold

ROLES: tuple[Role, ...] = get_args(Role)
_ONE_OF = {role: tuple(role == other for other in ROLES) for role in ROLES}
SILENT: frozenset[Role] = frozenset(("preamble", "organisation"))
SHORT = 60  # characters: an item that hardly says anything itself
_CERTAIN = 0.01  # log-odds are cut where a chance is this small, or this near to one
_SCALE = 3.0  # brings log-odds to the size of the other columns


@dataclass(frozen=True, slots=True)
class Layout:
    """The texts of one document, each once, and which of them surround each paragraph.

    The first ``len(paragraphs)`` texts are the paragraphs' own. ``headings`` hold for each
    paragraph the numbers of its headings, innermost first; ``title`` is that of the title or None.
    """

    paragraphs: tuple[Paragraph, ...]
    texts: tuple[str, ...]
    headings: tuple[tuple[int, ...], ...]
    title: int | None

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph]) -> Layout:
        """The layout of a document's paragraphs, in order."""
        texts = [paragraph.passage.folded for paragraph in paragraphs]
        numbers: dict[str, int] = {}

        def number(text: str) -> int:
            if text not in numbers:
                numbers[text] = len(texts)
                texts.append(fold(text))
            return numbers[text]

        headings = tuple(tuple(number(h) for h in reversed(p.heading) if h) for p in paragraphs)
        title = next((number(p.title) for p in paragraphs if p.title), None)
        return cls(tuple(paragraphs), tuple(texts), headings, title)


def columns(sectors: int) -> dict[str, list[int]]:
    """The columns of the context by what they come from; ``sectors`` is the number of sectors."""
    roles = len(ROLES) + 2
    blocks = (
        ("words", 7),
        ("heading", 4),
        ("title", 3),
        ("document", 2),
        ("neighbours", 6),
        ("role", roles + 1),
        ("sector", sectors),
        ("words", sectors),
        ("document", sectors),
        ("role", sectors * roles),
    )
    found: dict[str, list[int]] = {}
    first = 0
    for name, size in blocks:
        found.setdefault(name, []).extend(range(first, first + size))
        first += size
    return found


def context(layout: Layout, decisions: Floats, terms: Floats) -> Floats:
    """The context (N, K, D): for each paragraph and sector the columns in the order of ``columns``.

    ``decisions`` are the first model's log-odds, a row for each text of the layout and behind them one for
    each paragraph's opening, a column for each sector and a last one for "no sector at all"; ``terms``
    what the lexicon's terms say, with a column for each sector.
    """
    size, sectors = len(layout.paragraphs), terms.shape[1]
    limit = np.log(1.0 / _CERTAIN - 1.0)
    odds = np.clip(decisions, -limit, limit) / _SCALE
    opening = odds[len(layout.texts) :]
    own = 1.0 / (1.0 + np.exp(-decisions[:size]))
    theme, section = _others(layout, own)
    before, after = np.zeros_like(own), np.zeros_like(own)
    before[1:], after[:-1] = own[:-1], own[1:]
    inner = _inner(layout)
    heading = np.where(inner[:, None] >= 0, odds[inner], 0.0)
    outer = _outer(layout, odds)
    title, title_terms = _title(layout, odds, terms)
    manner = _manner(layout.paragraphs)
    each = np.eye(sectors)
    blocks = [
        _each(odds[:size], sectors), _best_other(odds[:size], sectors), _none(odds[:size], sectors),
        terms[:size], _best_other(terms[:size], sectors),
        _each(opening, sectors), _best_other(opening, sectors),
        _each(heading, sectors), _best_other(heading, sectors), _each(outer, sectors),
        np.where(inner[:, None] >= 0, terms[inner], 0.0),
        _each(title, sectors), _best_other(title, sectors), title_terms,
        _each(theme, sectors), _best_other(theme, sectors),
        _each(before, sectors), _each(after, sectors), _each(section, sectors), _best_other(section, sectors),
        _none(before, sectors), _none(after, sectors),
    ]  # fmt: skip
    mine = manner[:, None, :-1]
    return np.concatenate(
        [
            np.stack(blocks, axis=2),
            np.broadcast_to(manner[:, None], (size, sectors, manner.shape[1])),
            np.broadcast_to(each, (size, sectors, sectors)),
            each * odds[:size, :sectors, None],
            each * theme[:, :sectors, None],
            (each[:, :, None] * mine[:, :, None]).reshape(size, sectors, -1),
        ],
        axis=2,
    )


def _each(values: Floats, sectors: int) -> Floats:
    return values[:, :sectors]


def _none(values: Floats, sectors: int) -> Floats:
    """What the first model says of "no sector at all", for every sector."""
    return np.repeat(values[:, sectors:], sectors, axis=1)


def _best_other(values: Floats, sectors: int) -> Floats:
    """For each sector the highest value among the others."""
    if sectors == 1:
        return np.zeros((len(values), 1))
    ranked = np.sort(values[:, :sectors], axis=1)
    highest, second = ranked[:, -1:], ranked[:, -2:-1]
    return np.where(values[:, :sectors] >= highest, second, highest)


def _inner(layout: Layout) -> np.ndarray:
    """The number of each paragraph's innermost heading, -1 where it has none."""
    return np.array([headings[0] if headings else -1 for headings in layout.headings], np.int64)


def _outer(layout: Layout, odds: Floats) -> Floats:
    """The mean log-odds of the headings above each paragraph's innermost one."""
    nothing = np.zeros(odds.shape[1])
    means = {above: odds[list(above)].mean(axis=0) if above else nothing for above in {h[1:] for h in layout.headings}}
    return np.array([means[h[1:]] for h in layout.headings])


def _title(layout: Layout, odds: Floats, terms: Floats) -> tuple[Floats, Floats]:
    size = len(layout.paragraphs)
    if layout.title is None:
        return np.zeros((size, odds.shape[1])), np.zeros((size, terms.shape[1]))
    return np.tile(odds[layout.title], (size, 1)), np.tile(terms[layout.title], (size, 1))


def _others(layout: Layout, own: Floats) -> tuple[Floats, Floats]:
    """The mean chances of the other paragraphs of substance, in the document and under the same heading."""
    weight = np.array([p.role not in SILENT for p in layout.paragraphs], float)
    if not weight.any():
        weight[:] = 1.0
    numbers: dict[tuple[int, ...], int] = {}
    below = np.array([numbers.setdefault(headings, len(numbers)) for headings in layout.headings])
    theme = _rest(own, weight, np.zeros_like(below), np.zeros_like(own))
    return theme, _rest(own, weight, below, theme)


def _rest(own: Floats, weight: Floats, group: Ints, otherwise: Floats) -> Floats:
    """For each row the weighted mean of the other rows of its group, or ``otherwise`` where there are none."""
    weighed = own * weight[:, None]
    total = np.stack([np.bincount(group, column) for column in weighed.T], axis=1)[group] - weighed
    count = (np.bincount(group, weight)[group] - weight)[:, None]
    return np.where(count > 0, total / np.maximum(count, 1.0), otherwise)


def _manner(paragraphs: Sequence[Paragraph]) -> Floats:
    """Role, family and, last, whether the paragraph is short."""
    return np.array(
        [(*_ONE_OF[p.role], p.family == "party", p.family == "mass", len(p.passage.plain) < SHORT) for p in paragraphs],
        float,
    )
