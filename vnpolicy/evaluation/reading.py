"""What a document says, in the one form in which an annotation and an analysis can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vnpolicy.errors import InputError
from vnpolicy.evaluation.matching import Extent

KINDS = {"deadline": "deadlines", "target": "targets", "reference": "references", "assignee": "assignments"}

_BLANK = " \t\r\n"
_OUTER_LEFT, _OUTER_RIGHT = _BLANK + "*_|#>\\", _BLANK + "*_|\\"


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph of the body. ``sectors`` come most important first; ``scores`` (0 to 1) are theirs, if known."""

    extent: Extent
    path: str
    role: str | None
    sectors: tuple[str, ...]
    scores: tuple[float, ...] = ()
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A fact: where it stands and what it says."""

    extent: Extent
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as somebody or something read it; ``facts`` by label of the annotation guide."""

    header: Mapping[str, Any]
    units: tuple[Unit, ...]
    facts: Mapping[str, tuple[Span, ...]]

    @classmethod
    def of_annotation(cls, name: str, text: str, gold: Mapping[str, Any]) -> Reading:
        """The reading of an annotator (NAME.json beside NAME.txt, see the annotation guide).

        Raises InputError, naming document and place, for offsets outside of the text.
        """
        spans = {label: [s for s in _list(name, gold, "spans") if s.get("label") == label] for label in KINDS}
        return cls(
            header=gold.get("meta") or {},
            units=tuple(_unit(name, text, record) for record in _list(name, gold, "units")),
            facts={label: tuple(_span(name, text, record) for record in found) for label, found in spans.items()},
        )

    @classmethod
    def of_analysis(cls, name: str, text: str, analysis: Mapping[str, Any]) -> Reading:
        """The reading of an analyser, in the form of ``Analysis.to_dict``; what it left out counts as not found.

        Raises InputError where it was made of another text, and for offsets outside of the text.
        """
        if analysis.get("text", text) != text:
            raise InputError(f"{name}: the analysis is of another text than the annotation: analyse {name}.txt again")
        return cls(
            header=analysis.get("header") or {},
            units=tuple(_unit(name, text, record) for record in _list(name, analysis, "items")),
            facts={
                label: tuple(_span(name, text, record) for record in _list(name, analysis, key))
                for label, key in KINDS.items()
            },
        )


def _list(name: str, record: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    found = record.get(key) or []
    if not isinstance(found, list | tuple) or not all(isinstance(entry, Mapping) for entry in found):
        raise InputError(f"{name}: {key!r} is no list of objects: expected one object a stretch of the text")
    return found


def _unit(name: str, text: str, record: Mapping[str, Any]) -> Unit:
    labels = [label if isinstance(label, Mapping) else {"sector": label} for label in record.get("sectors") or []]
    scores = tuple(float(label["score"]) for label in labels if label.get("score") is not None)
    return Unit(
        extent=_extent(name, text, record),
        path=record.get("path") or "",
        role=record.get("role"),
        sectors=tuple(str(label.get("sector")) for label in labels),
        scores=scores if len(scores) == len(labels) else (),
        uncertain=bool(record.get("uncertain")),
    )


def _span(name: str, text: str, record: Mapping[str, Any]) -> Span:
    return Span(_extent(name, text, record), record)


def _extent(name: str, text: str, record: Mapping[str, Any]) -> Extent:
    """Without the white space, markdown signs and table bars at the ends: nobody annotates those alike."""
    start, end = record.get("start"), record.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= len(text):
        raise InputError(
            f"{name}: a stretch from {start!r} to {end!r} does not lie in the text of {len(text)} characters: "
            "expected character offsets, start before end"
        )
    left = text[start:end].lstrip(_OUTER_LEFT)
    start = end - len(left)
    return start, start + len(left.rstrip(_OUTER_RIGHT))
