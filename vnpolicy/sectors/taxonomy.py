"""The taxonomy: sectors and sub-sectors, their international codes, and the ways to other lists."""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import zip_longest
from pathlib import Path
from typing import TypedDict, TypeVar

import msgspec

from vnpolicy.analysis import Family, SectorLabel
from vnpolicy.errors import LexiconError


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the tables of a taxonomy file have in common: a misspelt field is an error."""


class Subsector(_Entry, frozen=True, kw_only=True):
    """A sub-sector with its codes in CAP and COFOG; ``collapse`` where it leaves its sector's."""

    key: str
    name: str
    cap: tuple[str, ...] = ()
    cofog: tuple[str, ...] = ()
    collapse: str | None = None


class SectorType(_Entry, frozen=True, kw_only=True):
    """A sector; ``collapse`` names one of the taxonomy's ``four`` (itself, if it is one).

    ``covers`` is the crosswalk from the library's own taxonomy ("economy", "society.y_te_dan_so"): what is
    labelled so counts as this sector when a model for another taxonomy is trained.
    """

    key: str
    name: str
    english: str = ""
    collapse: str | None = None
    covers: tuple[str, ...] = ()
    subsectors: tuple[Subsector, ...] = ()


class Desk(_Entry, frozen=True, kw_only=True):
    """A line of an office's own list; ``covers`` holds "sector" or "sector.subsector"."""

    number: int
    name: str
    covers: tuple[str, ...] = ()


class Collapsed(msgspec.Struct, frozen=True):
    """One of the four sectors; ``derived`` unless it is the sector's own name."""

    sector: str
    derived: bool


class Place(TypedDict):
    """The fields of a label that follow from its sector and sub-sector."""

    core: str | None
    derived: bool
    cap: tuple[str, ...]
    cofog: tuple[str, ...]


class Taxonomy(_Entry, frozen=True, kw_only=True):
    """Sectors in two levels, the collapse to four, and the crosswalk to an office's list.

    ``general`` says for each family of documents what a sentence about leading or carrying out the
    document itself is about. ``fingerprint`` names the content of the file.

    >>> taxonomy = Taxonomy.load()
    >>> taxonomy.keys
    ('economy', 'education', 'security', 'party_building', 'society', 'governance', 'environment')
    >>> taxonomy.sector("education").name, taxonomy.subsector("education", "nha_giao").cofog
    ('Giáo dục', ('09',))
    >>> taxonomy.collapse("environment")
    Collapsed(sector='economy', derived=True)
    >>> taxonomy.desk("security", "doi_ngoai").number
    5
    """

    name: str
    sectors: tuple[SectorType, ...]
    four: tuple[str, ...] = ()
    general: dict[Family, str]
    desks: tuple[Desk, ...] = ()
    fingerprint: str = ""

    @classmethod
    def load(cls, path: str | Path | None = None) -> Taxonomy:
        """The library's taxonomy, or the one in a user's file of the same form.

        Raises LexiconError, naming file and entry, where the file cannot be read, has an unknown
        field, or contradicts itself: a key twice, a collapse or a desk that leads nowhere.
        """
        return _load(None if path is None else str(path))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the sectors, in the order of the file."""
        return tuple(sector.key for sector in self.sectors)

    def sector(self, key: str) -> SectorType:
        """The sector of that key; raises LexiconError, with near keys, where there is none."""
        return _named(key, self.sectors, "sector", self.name)

    def subsector(self, sector: str, key: str) -> Subsector:
        """A sub-sector of a sector; raises LexiconError, with near keys, where there is none."""
        return _named(key, self.sector(sector).subsectors, "sub-sector", sector)

    def general_of(self, family: Family | None) -> tuple[str, str | None]:
        """What sentences about the document itself belong to; no family counts as the state's.

        The convention is the annotation guide's: governance in state papers, party_building in
        Party papers.
        """
        return _split(self.general[family or "state"])

    def collapse(self, sector: str, subsector: str | None = None) -> Collapsed:
        """The one of the four that a label falls to, marked as derived unless it is its own name.

        Raises LexiconError where the taxonomy has no four.
        """
        found = self.sector(sector)
        target = found.collapse
        if subsector is not None:
            target = self.subsector(sector, subsector).collapse or target
        if target is None:
            raise LexiconError(
                f"the taxonomy {self.name!r} does not say where {sector!r} collapses to; "
                'add collapse = "..." to the sector'
            )
        return Collapsed(target, derived=target != sector)

    def placed(self, label: SectorLabel) -> SectorLabel:
        """The label with its place in the core view and its international codes, as far as there are any."""
        return replace(label, **self.place(label.sector, label.subsector))

    def place(self, sector: str, subsector: str | None) -> Place:
        """The place of a label in the core view and its international codes, as ``SectorLabel`` has them."""
        sub = self.subsector(sector, subsector) if subsector is not None else None
        core = (sub.collapse if sub else None) or self.sector(sector).collapse
        return {
            "core": core,
            "derived": core is not None and core != sector,
            "cap": sub.cap if sub else (),
            "cofog": sub.cofog if sub else (),
        }

    def relabel(self, sectors: Sequence[str], subsectors: Sequence[str | None] = ()) -> tuple[str, ...]:
        """Labels of the library's taxonomy as labels of this one, in order, each once.

        A sector that covers the label or its sub-sector takes it; a label that is a key here, and
        that no sector covers, stays. Others are left out.

        >>> Taxonomy.load().relabel(["economy", "society"])
        ('economy', 'society')
        """
        covered = {label: sector.key for sector in self.sectors for label in sector.covers}
        found: dict[str, None] = {}
        for sector, subsector in zip_longest(sectors, subsectors[: len(sectors)]):
            label = covered.get(f"{sector}.{subsector}") or covered.get(sector)
            if label is not None or sector in self.keys:
                found[label or sector] = None
        return tuple(found)

    def desk(self, sector: str, subsector: str | None = None) -> Desk | None:
        """The line of the office list that takes a label, None where no line does.

        A line that names the sub-sector goes before one that names the whole sector.
        """
        self.sector(sector)
        for label in (f"{sector}.{subsector}", sector):
            for desk in self.desks:
                if label in desk.covers:
                    return desk
        return None


_T = TypeVar("_T", SectorType, Subsector)


def _named(key: str, among: Iterable[_T], kind: str, where: str) -> _T:
    keys = []
    for entry in among:
        if entry.key == key:
            return entry
        keys.append(entry.key)
    near = difflib.get_close_matches(key, keys, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(keys)}"
    raise LexiconError(f"{where} has no {kind} {key!r}; {hint}")


def _split(label: str) -> tuple[str, str | None]:
    sector, _, subsector = label.partition(".")
    return sector, subsector or None


@cache
def _load(path: str | None) -> Taxonomy:
    name = path or "taxonomy.toml"
    try:
        content = Path(path).read_bytes() if path else _own().read_bytes()
        taxonomy = msgspec.convert(tomllib.loads(content.decode("utf-8")), Taxonomy)
        _check(taxonomy)
    except OSError as error:
        raise LexiconError(f"cannot read the taxonomy {name}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"the taxonomy {name} is not TOML in UTF-8: {error}") from error
    except (msgspec.ValidationError, LexiconError) as error:
        raise LexiconError(f"the taxonomy {name}: {error}") from error
    fingerprint = hashlib.sha256(content).hexdigest()[:12]
    return msgspec.structs.replace(taxonomy, fingerprint=fingerprint)


def _own() -> Traversable:
    return resources.files("vnpolicy") / "sectors" / "taxonomy.toml"


def _check(taxonomy: Taxonomy) -> None:
    _unique(taxonomy.keys, "sector")
    _unique([str(desk.number) for desk in taxonomy.desks], "desk")
    for sector in taxonomy.sectors:
        _unique([sub.key for sub in sector.subsectors], f"sub-sector of {sector.key!r}")
        for target in (sector.collapse, *(sub.collapse for sub in sector.subsectors)):
            if target is not None and target not in taxonomy.four:
                raise LexiconError(
                    f"{sector.key!r} collapses to {target!r}, which is not one of four = {list(taxonomy.four)}"
                )
    for label in (*taxonomy.general.values(), *(c for desk in taxonomy.desks for c in desk.covers)):
        key, subsector = _split(label)
        if subsector is None:
            taxonomy.sector(key)
        else:
            taxonomy.subsector(key, subsector)
    covered = [label for sector in taxonomy.sectors for label in sector.covers]
    _unique(covered, "label of a crosswalk")
    for key, subsector in map(_split, covered):
        library = _load(None)
        library.subsector(key, subsector) if subsector else library.sector(key)
    missing = {"party", "state", "mass"} - set(taxonomy.general)
    if missing:
        raise LexiconError(f"[general] lacks {', '.join(sorted(missing))}")


def _unique(keys: Iterable[str], kind: str) -> None:
    seen = set()
    for key in keys:
        if key in seen:
            raise LexiconError(f"the {kind} {key!r} stands twice")
        seen.add(key)
