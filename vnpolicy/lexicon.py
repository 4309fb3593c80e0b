"""The lexicons: TOML tables in ``data/``, checked, overlaid with the user's own, and typed.

Every entry may carry ``examples`` that it must match and ``not_examples`` that it must not; the
modules that compile an entry into a pattern check them, for the library's own files in its tests
and for a user's overlay when it is loaded.
"""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar, Literal

import msgspec

from vnpolicy.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """A type of document. ``codes`` are its abbreviations in signs, ``nouns`` its names in text."""

    name: str
    english: str = ""
    codes: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    citable: bool = True
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A code that stands for an issuing body in signs, valid between two dates (inclusive)."""

    code: str
    name: str
    alternatives: tuple[str, ...] = ()
    family: str = "state"
    level: str = ""
    since: date | None = None
    until: date | None = None
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body that receives tasks. ``group`` marks bodies that are many ("các sở, ngành")."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    family: str = "state"
    level: str = ""
    group: bool = False
    since: date | None = None
    until: date | None = None
    successor: str | None = None
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measurement or a thing counted; ``factor`` scales one of it to ``norm``."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "count"
    factor: float = 1.0
    norm: str | None = None
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorTerm:
    """Words that speak for a sub-sector; a ``sector`` of "" makes a trap that speaks for none."""

    text: str
    sector: str
    subsector: str | None = None
    weight: float = 1.0
    also: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A holiday or fixed day with a name, or days that are off or worked beyond the official calendar.

    ``month`` and ``day`` are those of the lunar calendar where ``lunar`` is true; ``shift`` counts
    days from there ("Giao thừa" is the day before 1/1). ``days`` are dates that follow no rule. Of the
    kinds "off" (nghỉ lễ, nghỉ bù) and "worked" (làm bù) only ``days`` count, and the name is not
    looked for in texts.
    """

    name: str
    kind: Literal["named", "off", "worked"] = "named"
    aliases: tuple[str, ...] = ()
    month: int | None = None
    day: int | None = None
    lunar: bool = False
    shift: int = 0
    days: tuple[date, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province before 1 July 2025 and the one that holds its land since."""

    name: str
    successor: str
    kind: str = "tỉnh"
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedWord:
    """A term that is one word for the tokenizer wherever it stands ("Tỉnh ủy", "kinh tế - xã hội")."""

    text: str
    kind: str = "term"
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All tables. Compare and cache lexicons by identity; ``fingerprint`` names their content.

    >>> lexicon = Lexicon.load()
    >>> next(t.codes for t in lexicon.types if t.name == "kết luận")
    ('KL',)
    """

    types: tuple[DocumentType, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    agencies: tuple[Agency, ...] = ()
    units: tuple[Unit, ...] = ()
    terms: tuple[SectorTerm, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    provinces: tuple[Province, ...] = ()
    words: tuple[FixedWord, ...] = ()
    fingerprint: str = field(default="", compare=False)

    TABLES: ClassVar[dict[str, tuple[str, type]]] = {
        "type": ("types", DocumentType),
        "issuer": ("issuers", Issuer),
        "agency": ("agencies", Agency),
        "unit": ("units", Unit),
        "term": ("terms", SectorTerm),
        "holiday": ("holidays", Holiday),
        "province": ("provinces", Province),
        "word": ("words", FixedWord),
    }

    @classmethod
    def load(cls, overlays: Iterable[str | Path] = ()) -> Lexicon:
        """The library's tables, with the entries of the overlay files in front of them.

        An overlay entry of the same name replaces the library's. Raises LexiconError, naming
        file and entry, where a file is missing, is not TOML or does not have the fields of its
        table.
        """
        return _load(tuple(str(path) for path in overlays))


@cache
def _load(overlays: tuple[str, ...]) -> Lexicon:
    digest = hashlib.sha256()
    tables: dict[str, list[Any]] = {key: [] for key in Lexicon.TABLES}
    own = sorted(
        (f for f in (resources.files("vnpolicy") / "data").iterdir() if f.name.endswith(".toml")),
        key=lambda f: f.name,
    )
    sources = [(path, _read(path)) for path in overlays]
    sources += [(f.name, f.read_bytes()) for f in own]
    for name, content in sources:
        digest.update(content)
        for key, entries in _parse(name, content).items():
            known = {_identity(entry) for entry in tables[key]}
            tables[key] += [entry for entry in entries if _identity(entry) not in known]
    return Lexicon(
        **{Lexicon.TABLES[key][0]: tuple(entries) for key, entries in tables.items()},
        fingerprint=digest.hexdigest()[:12],
    )


def _identity(entry: Any) -> Any:
    """The fields without a default say which entry it is."""
    return tuple(getattr(entry, f.name) for f in fields(entry) if f.default is MISSING and f.default_factory is MISSING)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise LexiconError(f"cannot read the lexicon {path}: {error.strerror}") from error


def _parse(name: str, content: bytes) -> dict[str, list[Any]]:
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"the lexicon {name} is not TOML in UTF-8: {error}") from error
    parsed: dict[str, list[Any]] = {}
    for key, rows in data.items():
        if key not in Lexicon.TABLES or not isinstance(rows, list):
            raise LexiconError(
                f"the lexicon {name} has [{key}], expected one of "
                + ", ".join(f"[[{table}]]" for table in Lexicon.TABLES)
            )
        kind = Lexicon.TABLES[key][1]
        parsed[key] = [_entry(name, key, kind, number, row) for number, row in enumerate(rows, 1)]
    return parsed


def _entry(name: str, key: str, kind: type, number: int, row: dict[str, Any]) -> Any:
    allowed = [f.name for f in fields(kind)]
    for field_name in row:
        if field_name not in allowed:
            near = difflib.get_close_matches(field_name, allowed, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(allowed)}"
            raise LexiconError(f"{name}: [[{key}]] no. {number} has the field {field_name!r}{hint}")
    try:
        return msgspec.convert(row, kind)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{name}: [[{key}]] no. {number}: {error}") from error


def alternation(words: Sequence[str]) -> str:
    """A regular expression for any of the words, longest first, blanks matching any white space.

    >>> alternation(["an ninh", "an ninh mạng"])
    'an\\\\s+ninh\\\\s+mạng|an\\\\s+ninh'
    """
    import re

    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered)
