"""What an evaluation gives: frozen records, readable as they are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

import msgspec

from vnpolicy.analysis import Role
from vnpolicy.errors import InputError
from vnpolicy.evaluation.calibration import Calibration
from vnpolicy.evaluation.corpushash import CorpusHash
from vnpolicy.evaluation.counts import NONE, Tally
from vnpolicy.evaluation.figures import Figure
from vnpolicy.evaluation.mistakes import Mistake
from vnpolicy.evaluation.values import DETAILS


@dataclass(frozen=True, slots=True)
class Confusion:
    """First sectors of annotated units (rows) against predicted ones (columns); the last label is "none"."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, tallies: Iterable[Tally], sectors: tuple[str, ...]) -> Confusion:
        """The sum of the documents."""
        labels = (*sectors, NONE)
        at = {label: index for index, label in enumerate(labels)}
        counts = [[0] * len(labels) for _ in labels]
        for tally in tallies:
            for (gold, predicted), number in tally.first_sectors.items():
                counts[at[gold]][at[predicted]] += number
        return cls(labels, tuple(tuple(row) for row in counts))


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """How far analyses agree with annotated documents.

    ``figures`` by key ("items", "role", "sectors", "first sector", "deadline value", ...); ``result["role"]``
    is one of them. ``model`` and ``fingerprint`` name the analyser. ``mistakes`` quote the documents, so
    ``to_dict`` leaves them out: figures may be shown where texts may not.
    """

    documents: tuple[str, ...]
    corpus: CorpusHash
    model: str
    fingerprint: str
    sectors: tuple[str, ...]
    figures: Mapping[str, Figure]
    calibration: Calibration | None
    confusion: Confusion
    mistakes: tuple[Mistake, ...] = field(repr=False)

    def __getitem__(self, key: str) -> Figure:
        try:
            return self.figures[key]
        except KeyError:
            like = difflib.get_close_matches(key, self.figures, n=3) or list(self.figures)
            raise InputError(f"no figure is called {key!r}; there are {', '.join(like)}") from None

    @property
    def headline(self) -> tuple[Figure, ...]:
        """The figures that are no line of another table: structure, sectors as a whole, facts, calibration."""
        of_roles = (figure for row in self.by_role.values() for figure in row)
        elsewhere = {figure.key for figure in (*self.by_sector.values(), *of_roles, *self.details)}
        return tuple(f for f in self.figures.values() if f.value is not None and f.key not in elsewhere)

    @property
    def details(self) -> tuple[Figure, ...]:
        """Of the facts whose value is right, the share whose further fields are right too."""
        found = (self[f"{label} {name}"] for label, names in DETAILS.items() for name in names)
        return tuple(figure for figure in found if figure.value is not None)

    @property
    def by_sector(self) -> dict[str, Figure]:
        """Precision, recall and F1 of each sector."""
        return {sector: self[f"sector {sector}"] for sector in self.sectors}

    @property
    def by_role(self) -> dict[Role, tuple[Figure, Figure, Figure]]:
        """For each annotated role: the role itself, the sectors of its units, their first sector."""
        rows = {
            role: (self[f"role {role}"], self[f"sectors of {role}"], self[f"first sector of {role}"])
            for role in get_args(Role)
        }
        return {role: row for role, row in rows.items() if any(figure.value is not None for figure in row)}

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, without the mistakes."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        plain["mistakes"] = len(self.mistakes)
        return plain

    def __str__(self) -> str:
        from vnpolicy.evaluation.listing import listing

        return listing(self)

    def _repr_html_(self) -> str:
        from vnpolicy.evaluation.summary import notebook_html

        return notebook_html(self)
