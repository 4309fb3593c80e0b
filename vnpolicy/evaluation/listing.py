"""An evaluation as plain text of at most 100 columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vnpolicy.evaluation.figures import Figure

if TYPE_CHECKING:
    from vnpolicy.evaluation.result import Evaluation


def listing(evaluation: Evaluation) -> str:
    """The figures with their intervals and worst documents, by sector, by role, and the reliability table."""
    return "\n".join(line.rstrip() for line in _lines(evaluation))


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"{documents(evaluation)}, model {evaluation.model or 'not stated'}"
    yield ""
    yield f"{'':<20}{'value':>7}  {'95 % interval':<16}{'p':>6}{'r':>7}{'cases':>7}  worst document"
    yield from map(_figure, evaluation.headline)
    if evaluation.details:
        yield ""
        yield "of the right values"
        yield from map(_figure, evaluation.details)
    if evaluation.sectors:
        yield ""
        yield "sector"
        yield from (_figure(figure, name) for name, figure in evaluation.by_sector.items())
    if evaluation.by_role:
        yield ""
        yield f"{'role':<20}{'F1':>7}  {'95 % interval':<16}{'cases':>6}{'sectors':>9}{'first sector':>14}"
        for role, (itself, sectors, first) in evaluation.by_role.items():
            yield (
                f"{role:<20}{number(itself.value):>7}  {interval(itself):<16}{itself.cases or 0:>6}"
                f"{number(sectors.value):>9}{number(first.value):>14}"
            )
    if evaluation.calibration:
        yield ""
        yield f"{'score':<20}{'labels':>7}{'mean':>8}{'right':>8}"
        for part in evaluation.calibration.bins:
            yield f"{part.low:.3f} to {part.high:.3f}{'':<6}{part.labels:>7}{part.score:>8.3f}{part.right:>8.3f}"


def _figure(figure: Figure, name: str | None = None) -> str:
    worst = f"{number(figure.worst_value)} {figure.worst}" if figure.worst else ""
    cases = "" if figure.cases is None else str(figure.cases)
    return (
        f"{name or figure.key:<20}{number(figure.value):>7}  {interval(figure):<16}"
        f"{number(figure.precision, ''):>6}{number(figure.recall, ''):>7}{cases:>7}  {worst}"
    )


def documents(evaluation: Evaluation) -> str:
    """How many there are, in words."""
    count = len(evaluation.documents)
    return f"{count} document" if count == 1 else f"{count} documents"


def number(value: float | None, unknown: str = "-") -> str:
    """Three decimals."""
    return unknown if value is None else f"{value:.3f}"


def interval(figure: Figure) -> str:
    """The bounds of a figure's interval, empty where it has none."""
    return "" if figure.low is None else f"{number(figure.low)} to {number(figure.high)}"
