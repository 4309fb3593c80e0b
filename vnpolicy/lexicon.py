"""The lexicons: TOML tables in ``data/``, checked, overlaid with the user's own, and typed.

Every entry may carry ``examples`` that it must match and ``not_examples`` that it must not; the
modules that compile an entry into a pattern check them, for the library's own files in its tests
and for a user's overlay when it is loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar, Literal

from vnpolicy.analysis import AssignmentRole, Family, Operator, Role
from vnpolicy.entries import Entries, Problem, identity, read_entries
from vnpolicy.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """A type of document. ``codes`` are its abbreviations in signs, ``nouns`` its names in text."""

    name: str
    english: str = ""
    codes: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    families: tuple[Family, ...] = ()
    citable: bool = True
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A code that stands for an issuing body in signs, valid between two dates (inclusive)."""

    code: str
    name: str
    alternatives: tuple[str, ...] = ()
    family: Family = "state"
    level: Literal["", "central", "provincial", "district", "commune", "cell", "congress", "all"] = ""
    since: date | None = None
    until: date | None = None
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body that receives tasks. ``group`` marks bodies that are many ("các sở, ngành"), ``placed`` those
    whose name is one only with a place or superior behind it ("Thanh tra tỉnh").

    ``since`` and ``until`` are the first and last day of a body of this name, ``successors`` the ids of
    those that have its tasks since, the one with most of them first.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    family: str = "state"
    level: str = ""
    group: bool = False
    placed: bool = False
    since: date | None = None
    until: date | None = None
    successors: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


WordKind = Literal[
    "alone",
    "bare noun",
    "closed head",
    "done",
    "dutiful",
    "duty",
    "fixed noun",
    "free noun",
    "fronted",
    "heading",
    "lower head",
    "manner",
    "not told",
    "office",
    "open head",
    "participle",
    "person",
    "predicate",
    "speech",
    "standing",
    "stop",
    "urgent",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordClass:
    """Words that play one part in the grammar of bodies; see ``bodies.toml`` and ``assignments.toml``."""

    kind: WordKind
    words: tuple[str, ...]
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentCue:
    """Phrases before a list of bodies that give it its role; see the head of ``assignments.toml``."""

    rule: str
    role: AssignmentRole
    phrases: tuple[str, ...]
    named: bool = False
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
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
class Comparator:
    """Words that give a number its operator; ``describes`` says that they are also said of what is."""

    op: Operator
    phrases: tuple[str, ...]
    describes: bool = False
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCue:
    """Words that say what a number near them is, unless they stand beside one of the words ``not_...``."""

    cue: str
    phrases: tuple[str, ...]
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
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
class Tier:
    """A tier of local government that ended; ``bodies`` (ids of agencies) go on at the tier ``successor``."""

    name: str
    successor: str
    until: date
    aliases: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedWord:
    """A term that is one word for the tokenizer wherever it stands ("Tỉnh ủy", "kinh tế - xã hội")."""

    text: str
    kind: Literal["body", "term", "abbreviation"] = "term"
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingCue:
    """Words in a heading that give a role to what stands below, and how strongly (``weights``).

    ``weak`` ones only name a subject: they give way to what a heading further out says.
    """

    name: str
    role: Role = "task"
    place: Literal["start", "whole", "anywhere"] = "anywhere"
    weak: bool = False
    words: tuple[str, ...] = ()
    weights: dict[Role, float] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCue:
    """Words of a paragraph that speak for or against roles; see the head of ``roles.toml``."""

    name: str
    place: Literal["start", "clause", "anywhere"] = "anywhere"
    words: tuple[str, ...] = ()
    weights: dict[Role, float] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnName:
    """Headings of a kind of column in tables of tasks and targets; ``kind`` is ``name`` if left out."""

    name: str
    kind: str = ""
    words: tuple[str, ...] = ()
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
    word_classes: tuple[WordClass, ...] = ()
    assignment_cues: tuple[AssignmentCue, ...] = ()
    units: tuple[Unit, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    target_cues: tuple[TargetCue, ...] = ()
    terms: tuple[SectorTerm, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    provinces: tuple[Province, ...] = ()
    tiers: tuple[Tier, ...] = ()
    words: tuple[FixedWord, ...] = ()
    headings: tuple[HeadingCue, ...] = ()
    cues: tuple[RoleCue, ...] = ()
    columns: tuple[ColumnName, ...] = ()
    fingerprint: str = field(default="", compare=False)

    TABLES: ClassVar[dict[str, tuple[str, type]]] = {
        "type": ("types", DocumentType),
        "issuer": ("issuers", Issuer),
        "agency": ("agencies", Agency),
        "word_class": ("word_classes", WordClass),
        "assignment_cue": ("assignment_cues", AssignmentCue),
        "unit": ("units", Unit),
        "comparator": ("comparators", Comparator),
        "target_cue": ("target_cues", TargetCue),
        "term": ("terms", SectorTerm),
        "holiday": ("holidays", Holiday),
        "province": ("provinces", Province),
        "tier": ("tiers", Tier),
        "word": ("words", FixedWord),
        "heading": ("headings", HeadingCue),
        "cue": ("cues", RoleCue),
        "column": ("columns", ColumnName),
    }

    @classmethod
    def load(cls, overlays: Iterable[str | Path] = ()) -> Lexicon:
        """The library's tables, with the entries of the overlay files in front of them.

        An overlay entry of the same name replaces the library's. Raises LexiconError, naming file,
        entry and field, where a file is missing, is not TOML or does not have the fields of its table;
        ``check_lexicon`` tells all that is wrong with a file, its examples included.
        """
        return _load(tuple(str(path) for path in overlays))

    def overlaid(self, entries: Iterable[Any], fingerprint: str = "") -> Lexicon:
        """These tables with entries in front, each in the place of one of the same name."""
        new = list(entries)
        tables: dict[str, tuple[Any, ...]] = {}
        for name, kind in self.TABLES.values():
            own = [entry for entry in new if type(entry) is kind]
            known = {identity(entry) for entry in own}
            tables[name] = (*own, *(entry for entry in getattr(self, name) if identity(entry) not in known))
        return Lexicon(**tables, fingerprint=fingerprint)


def read_lexicon(path: str | Path) -> Entries:
    """The entries of a lexicon file, and what is wrong with the others; LexiconError if it cannot be read."""
    return read_entries(str(path), _read(str(path)), {name: kind for name, (_, kind) in Lexicon.TABLES.items()})


@cache
def _load(overlays: tuple[str, ...]) -> Lexicon:
    digest = hashlib.sha256()
    kinds = {name: kind for name, (_, kind) in Lexicon.TABLES.items()}
    data = resources.files("vnpolicy") / "data"
    own = sorted((f for f in data.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    sources = [(path, _read(path)) for path in overlays] + [(f.name, f.read_bytes()) for f in own]
    lexicon = Lexicon()
    for file, content in reversed(sources):
        entries = read_entries(file, content, kinds)
        raise_first(entries.problems)
        lexicon = lexicon.overlaid(entry for _, entry in entries.read)
    for _, content in sources:
        digest.update(content)
    return replace(lexicon, fingerprint=digest.hexdigest()[:12])


def raise_first(problems: Sequence[Problem]) -> None:
    """Raises LexiconError for the first of the problems with a file, if there are any."""
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise LexiconError(f"{problems[0]}{more}")


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise LexiconError(f"cannot read the lexicon {path}: {error.strerror}") from error


def alternation(words: Sequence[str]) -> str:
    """A regular expression for any of the words, the longest that fits, blanks matching any white space.

    Words with the same first letter stand together: the others are passed over at once.

    >>> alternation(["an ninh", "tổ", "an ninh mạng"])
    '(?:an\\\\s+ninh\\\\s+mạng|an\\\\s+ninh)|(?:tổ)'
    """
    import re

    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        expression = r"\s+".join(re.escape(part) for part in word.split())
        groups.setdefault(word[:1].casefold(), []).append(expression)
    return "|".join(f"(?:{'|'.join(group)})" for group in groups.values())
