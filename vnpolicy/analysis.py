"""What comes out of an analysis: frozen records, and the exchange format that they make.

Every record with ``start`` and ``end`` points into the caller's own text:
``analysis.text[record.start:record.end] == record.text``. Offsets are Python character
offsets, ``end`` exclusive.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, overload

import msgspec

from vnpolicy.errors import InputError, UnknownItemError

if TYPE_CHECKING:
    from pathlib import Path

    from vnpolicy.output.explanation import Explanation
    from vnpolicy.segmenter import Word

SCHEMA = "vnpolicy/1"

Family = Literal["party", "state", "mass"]
Anchor = Literal["given", "stated", "meeting", "none"]
Role = Literal["preamble", "result", "limitation", "objective", "task", "organisation"]
Sector = str
DeadlineKind = Literal["date", "period", "recurring", "relative", "event"]
Boundary = Literal["before", "by", "in", "from", "at"]
Modifier = Literal["BEFORE", "START", "MID", "END", "APPROX"]
Grain = Literal["minute", "hour", "day", "week", "month", "quarter", "half", "year", "span"]
Operator = Literal[">=", ">", "<=", "<", "=", "~", "in"]
Direction = Literal["increase", "decrease", "maintain", "reach"]
AssignmentRole = Literal["lead", "support", "recipient"]
Relation = Literal["basis", "implements", "replaces", "amends", "repeals", "issued_with", "reports", "mentions"]
Flag = Literal[
    "ambiguous",
    "anachronistic",
    "approximate",
    "conditional",
    "group",
    "impossible_date",
    "inherited",
    "quoted",
    "repaired_ocr",
    "repaired_sequence",
    "table",
    "year_inferred",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """Something that a reader should know about the document or its analysis.

    ``start`` and ``end`` are null where the remark concerns the whole document.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the letterhead, title and signature state; null where they state nothing.

    ``type`` is the noun in lower case ("kết luận"), ``sign`` the canonical sign without
    blanks ("596-KL/TU"), ``anchor_date`` the day that relative deadlines count from and ``anchor``
    where it comes from, ``period`` the time that the title says the document is about ("nhiệm vụ quý
    II/2026"), and ``spans`` gives the place of each field in the text.
    """

    type: str | None = None
    sign: str | None = None
    issuer: str | None = None
    issued: date | None = None
    place: str | None = None
    title: str | None = None
    family: Family | None = None
    anchor: Anchor = "none"
    anchor_date: date | None = None
    meeting_date: date | None = None
    signer: str | None = None
    recipients: tuple[str, ...] = ()
    secrecy: str | None = None
    urgency: str | None = None
    draft: bool = False
    period: Deadline | None = None
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the text that carried a decision, with their weight in it (no unit)."""

    start: int
    end: int
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorLabel:
    """A sector of an item.

    ``score`` is between 0 and 1: a calibrated probability of a trained model, with the lexicon only a
    number to compare by. ``evidence`` are the words of the item that carried the decision;
    ``because`` says where it comes from ("words", "heading", "title", "document", "neighbours",
    "role"), in log-odds above the average, empty with the lexicon. ``core`` is the sector among the
    four of the core view, ``derived`` unless it is the sector itself; ``cap`` and ``cofog`` are the codes
    of the sub-sector in the Comparative Agendas Project and in COFOG.
    """

    sector: Sector
    score: float
    subsector: str | None = None
    evidence: tuple[Evidence, ...] = ()
    because: dict[str, float] = field(default_factory=dict)
    core: Sector | None = None
    derived: bool = False
    cap: tuple[str, ...] = ()
    cofog: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreSector:
    """One of the four sectors of the core view; ``derived`` where it stands for one of the others."""

    sector: Sector
    derived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the body; ``section`` is the id of the heading above it."""

    id: str
    path: str
    marker: str
    title: str
    level: int
    role: Role
    start: int
    end: int
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What deadlines, targets, references and assignments have in common.

    ``item`` is the id of the item that holds the fact; for a fact in a heading it is null and
    ``section`` names the heading. ``rule`` names the grammar rule that found the fact.
    """

    start: int
    end: int
    text: str
    plain: str
    item: str | None = None
    section: str | None = None
    rule: str = ""
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Fact):
    """A time expression that says by when, in which period or how often something is to be done.

    ``begin``, ``due`` and ``latest`` are inclusive days. ``latest`` is ``due``, less one day where
    ``boundary`` is "before" and no clock time is given, and the next working day where a counted term
    ends on a day off (Civil Code 2015, article 148). ``timex`` is the TIMEX3 value (ISO-TimeML), ``mod``
    its modifier, ``rrule`` an RFC 5545 rule without the leading "RRULE:", ``duration`` the RFC 5545
    length of each time that comes again, where it is longer than a day. Where ``due`` is unknown
    ``reason`` says why.
    """

    kind: DeadlineKind
    boundary: Boundary
    begin: date | None = None
    due: date | None = None
    latest: date | None = None
    time: str | None = None
    grain: Grain | None = None
    timex: str | None = None
    mod: Modifier | None = None
    rrule: str | None = None
    duration: str | None = None
    anchor: Anchor | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """The words that name what a target measures."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Fact):
    """A quantified result that the document commits to.

    ``low`` and ``high`` are the numbers as written in ``unit`` ("tỷ đồng"); ``norm_low`` and
    ``norm_high`` are the same scaled to ``norm_unit`` ("VND"). The open side is null.
    ``direction`` says what the number is: a change ("increase", "decrease": "giảm 2%"), a level that
    is kept ("maintain") or reached ("reach": "giảm còn 2%"). ``per`` is what it is counted per, a time,
    a head or a body; ``baseline`` what it is compared with or starts from.
    ``deadline`` and ``source`` are indices into the analysis' deadlines and references; ``source`` is
    the document that the target is only quoted from (flag ``quoted``).
    """

    op: Operator
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    norm_low: float | None = None
    norm_high: float | None = None
    norm_unit: str | None = None
    per: str | None = None
    direction: Direction | None = None
    indicator: Indicator | None = None
    baseline: str | None = None
    deadline: int | None = None
    source: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """A mention of another document.

    ``sign`` is as written without blanks, ``issuer`` as written with its term ("Tỉnh ủy (khóa XII)"),
    ``key`` the canonical key that equal documents share, ``first`` the index of the first mention of
    the same document (its own index if it is the first).
    """

    type: str
    sign: str | None = None
    number: str | None = None
    date: date | None = None
    issuer: str | None = None
    term: str | None = None
    pinpoint: str | None = None
    key: str | None = None
    relation: Relation = "mentions"
    first: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anaphor(Fact):
    """Words that stand for a document: "Kết luận trên", "các văn bản nêu trên", a name defined before.

    ``references`` are indices into the analysis' references, the last mentions of what is meant; they
    are empty where nothing fits. ``own`` is true where the document itself is meant ("Kết luận này").
    """

    type: str
    own: bool = False
    references: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Fact):
    """A body that is told to do, to help with or to receive something.

    ``agency`` is the canonical name of the body in the time of the document, abbreviations and what a
    list leaves out spelt out; what the lexicon does not know is as written. ``province`` is the province
    that it belongs to: the one in its name, else that of the document's issuer, null for central bodies.
    ``successors`` are those that have its tasks since, with their province, the one with most of them
    first; empty where it goes on itself. ``group`` is true for a body that is many ("các sở, ban,
    ngành"). The flag "anachronistic" marks a body that there was not at the date of the document.
    """

    role: AssignmentRole
    agency: str | None = None
    province: str | None = None
    successors: tuple[str, ...] = ()
    group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of an enumeration inside a paragraph ("(1) ...; (2) ...", "Một là, ...").

    ``label`` is its number, letter or word; the stretch includes the marker and ends where the next
    point begins, the last one with the paragraph.
    """

    label: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one item, or of any other selection."""

    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    references: tuple[Reference, ...] = ()
    assignments: tuple[Assignment, ...] = ()


class _Linked:
    """Holds an item's facts, and those above it, outside its fields, so that they are exchanged once."""

    __slots__ = ("_above", "_described", "_facts")
    _facts: Facts
    _described: Facts
    _above: tuple[Facts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(_Linked):
    """A paragraph of the body.

    ``text`` is the exact slice, ``plain`` the same re-joined and without markup. ``section`` is the
    id of the heading above, ``lead_in`` that of the paragraph which announces the list of which the
    item is a point, ``attribute`` the label of a line that describes the item before it ("đơn vị chủ
    trì"). ``omitted`` are the stretches between ``start`` and ``end`` that do not belong to the
    paragraph (page numbers, running heads). ``points`` are the points of an enumeration inside it.
    ``scores`` are the probabilities of all sectors (empty with the lexicon).
    """

    id: str
    path: str
    marker: str
    level: int
    role: Role
    start: int
    end: int
    text: str
    plain: str
    section: str | None = None
    lead_in: str | None = None
    attribute: str | None = None
    heading: str = ""
    sectors: tuple[SectorLabel, ...] = ()
    uncertain: bool = False
    scores: dict[Sector, float] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    omitted: tuple[tuple[int, int], ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def core(self) -> tuple[CoreSector, ...]:
        """The sectors in the core view of four, each once, most important first.

        A sector that an item has both itself and by derivation counts as its own.
        """
        own = {label.sector for label in self.sectors if not label.derived}
        found = dict.fromkeys(label.core for label in self.sectors if label.core is not None)
        return tuple(CoreSector(sector=sector, derived=sector not in own) for sector in found)

    def explain(self) -> Explanation:
        """Why the item has its sectors, in words: print it, or show it in a notebook."""
        from vnpolicy.output.explanation import explanation

        return explanation(self)

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """The deadlines of this item, in the order of the text."""
        return self._facts.deadlines

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets of this item, in the order of the text."""
        return self._facts.targets

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references of this item, in the order of the text."""
        return self._facts.references

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """The assignments of this item, in the order of the text."""
        return self._facts.assignments

    @property
    def inherited(self) -> Facts:
        """What holds for this item though it stands elsewhere: see ``vnpolicy.inheritance``."""
        from vnpolicy.inheritance import inherited

        return inherited(self, self._described, self._above)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell of a table. ``column`` is the kind of its column, null where the lexicon does not know it.

    ``heading`` is the column's heading as written. ``omitted`` are the stretches between ``start``
    and ``end`` that belong to other cells (lines of neighbouring columns interleave).
    """

    column: str | None
    heading: str
    start: int
    end: int
    text: str
    plain: str
    omitted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of a table that sets out tasks or targets; rows are no items.

    ``table`` numbers the tables of the document from 1, ``group`` is the line that heads several
    rows. The facts are those of the row's cells; their ``item`` and ``section`` are null.
    """

    table: int
    group: str | None = None
    cells: tuple[TableCell, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    assignments: tuple[Assignment, ...] = ()

    def __getitem__(self, column: str) -> str | None:
        """The plain text of the cell in a kind of column ("task", "lead", "support", "deadline", ...), or None."""
        return next((cell.plain for cell in self.cells if cell.column == column), None)


class Items(Sequence[Item]):
    """The items of a document in order; by position, by id, below a heading, at an offset."""

    __slots__ = ("_by_id", "_items")

    def __init__(self, items: Sequence[Item] = ()) -> None:
        self._items = tuple(items)
        self._by_id = {item.id: item for item in self._items}

    @overload
    def __getitem__(self, key: int | str) -> Item: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Item | tuple[Item, ...]:
        if not isinstance(key, str):
            return self._items[key]
        try:
            return self._by_id[key]
        except KeyError:
            near = difflib.get_close_matches(key, self._by_id, n=3, cutoff=0.3)
            hint = f"; near ids: {', '.join(near)}" if near else ""
            raise UnknownItemError(
                f"no item has the id {key!r}{hint}; [i.id for i in analysis.items] lists them all"
            ) from None

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Items) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"Items({[item.id for item in self._items]})"

    def under(self, path: str) -> tuple[Item, ...]:
        """The items with this path or one below it ("II" gives "II", "II/1", "II/1/a", ...)."""
        return tuple(i for i in self._items if i.path == path or i.path.startswith(path + "/"))

    def at(self, offset: int) -> Item | None:
        """The item that covers a character of the text, or None."""
        return next((i for i in self._items if i.start <= offset < i.end), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A document with everything that was found in it.

    >>> from vnpolicy import analyze
    >>> a = analyze("1. Giao Sở Y tế báo cáo trước ngày 15/6/2026.", issued="2026-03-10")
    >>> a.items["1"].deadlines[0].due.isoformat()
    '2026-06-15'
    >>> Analysis.from_dict(a.to_dict()) == a
    True
    """

    text: str
    header: Header
    sections: tuple[Section, ...] = ()
    items: Items = field(default_factory=Items)
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    references: tuple[Reference, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    rows: tuple[TableRow, ...] = ()
    warnings: tuple[Warning, ...] = ()
    schema: str = SCHEMA
    version: str = ""
    model: str = ""
    fingerprint: str = ""

    def __post_init__(self) -> None:
        from vnpolicy.inheritance import above, described

        held: dict[tuple[str, str | None], dict[str, list[Any]]] = {}
        for kind in ("deadlines", "targets", "references", "assignments"):
            for fact in getattr(self, kind):
                place = ("item", fact.item) if fact.item is not None else ("section", fact.section)
                held.setdefault(place, {}).setdefault(kind, []).append(fact)
        facts = {place: Facts(**{kind: tuple(f) for kind, f in found.items()}) for place, found in held.items()}
        none = Facts()
        lines = described(self, facts)
        for item, higher in zip(self.items, above(self, facts), strict=True):
            object.__setattr__(item, "_facts", facts.get(("item", item.id), none))
            object.__setattr__(item, "_described", lines.get(item.id, none))
            object.__setattr__(item, "_above", higher)

    def __reduce__(self) -> tuple[Any, ...]:
        return Analysis.from_dict, (self.to_dict(),)

    def words(self, lexicons: Sequence[str | Path] = ()) -> list[Word]:
        """Word tokens of the items, with offsets into the text; the words of overlay files are kept whole.

        Words are made on each item's re-joined text, so none crosses a paragraph.
        """
        from vnpolicy.segmenter import tokenize_item

        return [word for item in self.items for word in tokenize_item(self.text, item, lexicons)]

    def anaphora(self) -> list[Anaphor]:
        """What stands for a cited document without being a reference: "Kết luận trên", "Nghị quyết này".

        >>> from vnpolicy import analyze
        >>> a = analyze("1. Thực hiện Kết luận số 127-KL/TW.\\n2. Sở Y tế căn cứ Kết luận trên để làm.")
        >>> [(x.text, [a.references[i].sign for i in x.references]) for x in a.anaphora()]
        [('Kết luận trên', ['127-KL/TW'])]
        """
        from vnpolicy.extract.references.anaphora import anaphora

        return anaphora(self)

    def to_dict(self) -> dict[str, Any]:
        """The exchange format: plain dicts, lists, strings and numbers; dates are ISO strings."""
        plain: dict[str, Any] = msgspec.to_builtins(self, enc_hook=_encode)
        return plain

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Analysis:
        """The analysis that ``to_dict`` gave.

        Raises InputError, naming the field, where the dict is not of this schema.
        """
        if data.get("schema") != SCHEMA:
            raise InputError(
                f"the analysis has the schema {data.get('schema')!r}, this version reads {SCHEMA!r}: "
                "analyse the document again"
            )
        try:
            return msgspec.convert(data, cls, dec_hook=_decode)
        except msgspec.ValidationError as error:
            raise InputError(f"not an analysis: {error}") from error

    def to_json(self, *, indent: int | None = None) -> str:
        """The exchange format as JSON text; lone surrogates are escaped, non-ASCII is kept."""
        import json

        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
        return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)

    @classmethod
    def from_json(cls, text: str) -> Analysis:
        """The analysis that ``to_json`` gave; raises InputError where it is not one."""
        import json

        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise InputError(f"not JSON: {error}") from error
        if not isinstance(data, dict):
            raise InputError(f"expected a JSON object, got {type(data).__name__}")
        return cls.from_dict(data)

    def _repr_html_(self) -> str:
        from vnpolicy.output.report import notebook_html

        return notebook_html(self)


def _encode(value: Any) -> Any:
    if isinstance(value, Items):
        return list(value)
    raise NotImplementedError(f"cannot exchange {type(value).__name__}")


def _decode(kind: type, value: Any) -> Any:
    if kind is Items:
        return Items(msgspec.convert(value, tuple[Item, ...]))
    raise NotImplementedError(f"cannot read {kind.__name__}")
