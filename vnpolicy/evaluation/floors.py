"""The gate: figures may rise, and fall only on purpose.

A floors file (JSON) holds for each set of annotated documents the lowest figures that pass, the hash of the
corpus that they were measured on, and every change that made the gate easier, with its reason. For figures
of which lower is better (errors) the floor is the highest value that passes. The file holds no names of
documents.
"""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from vnpolicy.errors import InputError
from vnpolicy.evaluation.corpushash import CorpusHash
from vnpolicy.evaluation.figures import CALIBRATION_ERROR, ENOUGH, LOWER_IS_BETTER, Figure
from vnpolicy.evaluation.listing import interval, number
from vnpolicy.evaluation.reading import KINDS
from vnpolicy.evaluation.result import Evaluation

GUARDED = ("items", "role", "path", "header", "sectors", f"sectors macro {ENOUGH}", "first sector",
           *(f"{label} value" for label in KINDS), CALIBRATION_ERROR)  # fmt: skip
_STEPS = 1000


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What made the gate easier, and why; ``floor`` names the figure, or it was the corpus that changed."""

    reason: str
    floor: str | None = None
    old: float | str | None = None
    new: float | str | None = None


class FloorSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The floors of one set; ``corpus`` is the hash of the whole, ``files`` those of its files."""

    corpus: str
    files: tuple[str, ...]
    floors: dict[str, float]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A figure against its floor; a figure that could not be measured does not pass."""

    figure: Figure
    floor: float

    @property
    def passed(self) -> bool:
        """Whether the figure is as good as its floor."""
        value = self.figure.value
        return value is not None and not _worse(self.figure.key, value, self.floor)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a set: every check, and what is wrong with the corpus."""

    name: str
    checks: tuple[Check, ...]
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """True where no figure is below its floor and the corpus is the recorded one."""
        return not self.problems and all(check.passed for check in self.checks)

    def __str__(self) -> str:
        lines = []
        for check in self.checks:
            figure, result = check.figure, "ok" if check.passed else "BELOW"
            worst = f"worst {number(figure.worst_value)} {figure.worst}" if figure.worst else ""
            lines.append(
                f"{self.name:<8} {figure.key:<20}{number(figure.value):>6}  {interval(figure):<16}"
                f"  floor {check.floor:.3f}  {result:<6}{worst}".rstrip()
            )
        return "\n".join([*lines, *(f"{self.name:<8} {problem}" for problem in self.problems)])


def gate(
    evaluation: Evaluation,
    path: str | Path,
    name: str,
    *,
    raise_floors: bool = False,
    lower: Mapping[str, float] | None = None,
    renew_corpus: bool = False,
    reason: str | None = None,
) -> Verdict:
    """Checks an evaluation against the floors of a set, after the changes that were asked for.

    ``raise_floors`` lifts floors to the figures (and records a set that the file does not have yet), ``lower``
    gives floors lower values, ``renew_corpus`` takes the evaluated documents as the recorded corpus; the last
    two need a ``reason``, which is kept in the file.

    Raises InputError for a file or set that is not there, for an unknown figure, for a lower floor that is
    not lower, and for a change without a reason.
    """
    path = Path(path)
    sets = _read(path, missing_ok=raise_floors)
    recorded = sets.get(name)
    if recorded is None:
        if not raise_floors:
            raise InputError(
                f"{path} has no set {name!r} (it has {', '.join(sets) or 'none'}): --raise-floors records it"
            )
        recorded = FloorSet(evaluation.corpus.sha256, _digests(evaluation.corpus), {})
    floors = recorded
    if (lower or renew_corpus) and not (reason or "").strip():
        raise InputError("a lower floor or another corpus needs a reason, which the floors file keeps: --reason TEXT")
    if renew_corpus:
        floors = _renewed(floors, evaluation.corpus, str(reason))
    for key, value in (lower or {}).items():
        floors = _lowered(floors, key, value, str(reason))
    problems = _changed(floors, evaluation.corpus, name)
    if raise_floors and not problems:
        floors = _raised(floors, evaluation)
    if floors != sets.get(name):
        _write(path, sets | {name: floors})
    return Verdict(name, tuple(Check(evaluation[key], floor) for key, floor in floors.floors.items()), problems)


def parse_floors(written: Iterable[str]) -> dict[str, float]:
    """Floors written as "KEY=VALUE"; raises InputError for anything else.

    >>> parse_floors(["deadline value=0.97"])
    {'deadline value': 0.97}
    """
    floors = {}
    for text in written:
        key, _, value = text.rpartition("=")
        try:
            floors[key.strip()] = float(value)
        except ValueError:
            raise InputError(f"{text!r} is no floor: expected KEY=VALUE, as in 'deadline value=0.97'") from None
    return floors


def _renewed(floors: FloorSet, corpus: CorpusHash, reason: str) -> FloorSet:
    if floors.corpus == corpus.sha256:
        raise InputError("the corpus is the recorded one: there is nothing to renew")
    change = Change(reason, old=floors.corpus[:12], new=corpus.sha256[:12])
    return msgspec.structs.replace(
        floors, corpus=corpus.sha256, files=_digests(corpus), changes=(*floors.changes, change)
    )


def _lowered(floors: FloorSet, key: str, value: float, reason: str) -> FloorSet:
    if key not in floors.floors:
        like = difflib.get_close_matches(key, floors.floors, n=3) or list(floors.floors)
        raise InputError(f"there is no floor for {key!r}; there are {', '.join(like)}")
    old = floors.floors[key]
    if not 0 <= value <= 1 or not _worse(key, value, old):
        raise InputError(f"{key}={value:g} does not lower the floor {old:g}: expected a worse value between 0 and 1")
    changes = (*floors.changes, Change(reason, floor=key, old=old, new=value))
    return msgspec.structs.replace(floors, floors=floors.floors | {key: value}, changes=changes)


def _raised(floors: FloorSet, evaluation: Evaluation) -> FloorSet:
    """Every floor at its figure (three decimals) unless it was better before; guarded figures without one get it."""
    lifted = dict(floors.floors)
    for key in dict.fromkeys((*floors.floors, *GUARDED)):
        value = evaluation[key].value
        if value is None:
            continue
        lower = key in LOWER_IS_BETTER
        new = (math.ceil(value * _STEPS - 1e-9) if lower else math.floor(value * _STEPS + 1e-9)) / _STEPS
        if key not in lifted or _worse(key, lifted[key], new):
            lifted[key] = new
    return msgspec.structs.replace(floors, floors=lifted)


def _worse(key: str, value: float, than: float) -> bool:
    return value > than if key in LOWER_IS_BETTER else value < than


def _changed(floors: FloorSet, corpus: CorpusHash, name: str) -> tuple[str, ...]:
    """What differs from the recorded corpus, in words."""
    if floors.corpus == corpus.sha256:
        return ()
    known, present = set(floors.files), set(_digests(corpus))
    new = [file for file, digest in corpus.files if digest not in known]
    gone = len(known - present)
    return (
        f"the corpus is not the one that the floors were measured on: new or changed: {', '.join(new) or 'none'}; "
        f"{gone} recorded files are gone or changed. If that is on purpose, look at the figures, then run again "
        f"with --floors FILE --set {name} --renew-corpus --reason TEXT",
    )


def _digests(corpus: CorpusHash) -> tuple[str, ...]:
    return tuple(digest for _, digest in corpus.files)


def _read(path: Path, missing_ok: bool) -> dict[str, FloorSet]:
    if missing_ok and not path.exists():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, FloorSet])
    except OSError as error:
        raise InputError(
            f"cannot read the floors {path}: {error.strerror}; --raise-floors writes a new file"
        ) from error
    except msgspec.DecodeError as error:
        raise InputError(f"{path} is no file of floors: {error}") from error


def _write(path: Path, sets: Mapping[str, FloorSet]) -> None:
    path.write_text(json.dumps(msgspec.to_builtins(sets), ensure_ascii=False, indent=1) + "\n", "utf-8")
