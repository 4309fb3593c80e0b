"""The one schema of all tables: columns, types, units and meanings.

Parquet, CSV, Excel, Spark and pandas frames follow from ``TABLES``. ``VERSION`` stands in every row of
documents and in every Parquet file; it changes when a column is renamed, removed or gets another
meaning, and stays when one is added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from vnpolicy.analysis import (
    Anchor,
    AssignmentRole,
    Boundary,
    DeadlineKind,
    Direction,
    Family,
    Flag,
    Grain,
    Modifier,
    Operator,
    Relation,
    Role,
)

if TYPE_CHECKING:
    import pyarrow

VERSION = "vnpolicy-tables/1"

Type = Literal["string", "integer", "number", "boolean", "date", "strings", "numbers", "booleans", "string lists"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type and meaning; the closed set of its values, where it has one."""

    name: str
    type: Type
    meaning: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what one row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]


_DOCUMENT = Column("document", "string", "id of the document")
_ITEM_OF = Column("item", "string", "id of the item; null in a heading")
_SECTION_OF = Column("section", "string", "id of the heading: of the innermost one above, or of the one itself")
_START = Column("start", "integer", "first character in the document's text")
_END = Column("end", "integer", "character behind the last one")
_TEXT = Column("text", "string", "the exact slice of the document's text")
_FLAGS = Column("flags", "strings", "what is uncertain", get_args(Flag))
_FACT = (
    _DOCUMENT,
    Column("position", "integer", "position among the document's facts of this kind, from 0"),
    _START,
    _END,
    _TEXT,
    Column("plain", "string", "the text re-joined, without markup"),
    _ITEM_OF,
    _SECTION_OF,
    Column("rule", "string", "the grammar rule that found it"),
    _FLAGS,
)

_DOCUMENTS = Table("documents", "one record handed in, in order, whether it could be analysed or not", (
    _DOCUMENT,
    Column("status", "string", "whether there is an analysis", ("ok", "error")),
    Column("error", "string", "why there is none; null with status ok"),
    Column("type", "string", "type as a noun in lower case, e.g. kết luận"),
    Column("sign", "string", "sign without blanks, e.g. 596-KL/TU"),
    Column("key", "string", "canonical key of the document, joins with citations.cited"),
    Column("issuer", "string", "issuing body, as written"),
    Column("issued", "date", "day of issue, as the document states it"),
    Column("place", "string", "place of issue"),
    Column("title", "string", "title"),
    Column("family", "string", "Party, state, or Front and unions", get_args(Family)),
    Column("anchor", "string", "where the day comes from that relative deadlines count from", get_args(Anchor)),
    Column("anchor_date", "date", "that day"),
    Column("meeting_date", "date", "day of the meeting that the document reports"),
    Column("signer", "string", "who signed"),
    Column("recipients", "strings", "lines of the list of recipients"),
    Column("secrecy", "string", "mark of secrecy"),
    Column("urgency", "string", "mark of urgency"),
    Column("draft", "boolean", "whether it calls itself a draft"),
    Column("period", "string", "period that the title states, as written"),
    Column("characters", "integer", "length of the text, in characters"),
    Column("items", "integer", "number of its items"),
    Column("warnings", "strings", "codes of what a reader should know"),
    Column("schema", "string", "version of these tables"),
    Column("version", "string", "version of the library"),
    Column("model", "string", "sector model"),
    Column("fingerprint", "string", "settings and data behind the analysis; equal ones give equal rows"),
))  # fmt: skip

_SECTIONS = Table("sections", "one heading of a document's body", (
    _DOCUMENT,
    Column("section", "string", "id of the heading, unique in the document"),
    Column("path", "string", "markers from the outermost heading inward, joined by /"),
    Column("marker", "string", "number or letter as written"),
    Column("title", "string", "the heading without its marker"),
    Column("level", "integer", "depth, 1 is the outermost, 0 is outside any numbering"),
    Column("role", "string", "what the paragraphs below it do", get_args(Role)),
    _START,
    _END,
    Column("above", "string", "id of the heading above it"),
))  # fmt: skip

_ITEMS = Table("items", "one paragraph of a document's body", (
    _DOCUMENT,
    Column("item", "string", "id of the item, unique in the document"),
    Column("path", "string", "markers from the outermost heading inward, joined by /"),
    Column("marker", "string", "number, letter or bullet as written"),
    Column("level", "integer", "depth, 1 is the outermost, 0 is outside any numbering"),
    Column("role", "string", "what the paragraph does", get_args(Role)),
    Column("section", "string", "id of the innermost heading above it"),
    Column("lead_in", "string", "id of the paragraph that announces the list of which it is a point"),
    Column("attribute", "string", "label of a line that describes the item before it"),
    Column("heading", "string", "titles of the headings above it, outermost first, joined by /"),
    Column("sector", "string", "the most important sector"),
    Column("sectors", "strings", "one to three sectors, the most important first"),
    Column("scores", "numbers", "how sure each of the sectors is, from 0 to 1"),
    Column("subsectors", "strings", "sub-sector of each of the sectors, or null"),
    Column("core", "strings", "each of the sectors in the view of four sectors, or null"),
    Column("core_derived", "booleans", "false where that is the sector's own name"),
    Column("cap", "string lists", "codes of the Comparative Agendas Project for each of the subsectors"),
    Column("cofog", "string lists", "codes of the Classification of the Functions of Government, likewise"),
    Column("uncertain", "boolean", "whether little speaks for the sectors"),
    Column("plain", "string", "the paragraph re-joined, without markup"),
    _START,
    _END,
    _FLAGS,
    Column("deadlines", "strings", "words of its deadlines; null if not looked for"),
    Column("targets", "strings", "words of its targets; null if not looked for"),
    Column("references", "strings", "words of its references; null if not looked for"),
    Column("assignments", "strings", "words of its responsible bodies; null if not looked for"),
    Column("inherited_deadlines", "strings", "words of the deadlines that hold for it from above; null likewise"),
    Column("inherited_assignments", "strings", "words of the bodies that hold for it from above; null likewise"),
))  # fmt: skip

_DEADLINES = Table("deadlines", "one time by which, in which or how often something is to be done", (
    *_FACT,
    Column("kind", "string", "how the time is said", get_args(DeadlineKind)),
    Column("boundary", "string", "how the time limits", get_args(Boundary)),
    Column("begin", "date", "first day of a period"),
    Column("due", "date", "last day of the named time; with before, its first day"),
    Column("latest", "date", "last day on which it can be done in time"),
    Column("time", "string", "clock time HH:MM"),
    Column("grain", "string", "precision of the words", get_args(Grain)),
    Column("timex", "string", "TIMEX3 value (ISO-TimeML)"),
    Column("mod", "string", "TIMEX3 modifier", get_args(Modifier)),
    Column("rrule", "string", "recurrence, RFC 5545, without RRULE:"),
    Column("duration", "string", "length of each recurrence, RFC 5545, if longer than a day"),
    Column("anchor", "string", "where the day comes from that it counts from", get_args(Anchor)),
    Column("reason", "string", "why due is null"),
))  # fmt: skip

_TARGETS = Table("targets", "one quantified result that the document commits to", (
    *_FACT,
    Column("op", "string", "comparison", get_args(Operator)),
    Column("low", "number", "lower bound, in unit; null if open"),
    Column("high", "number", "upper bound, in unit; null if open"),
    Column("unit", "string", "unit as written, e.g. tỷ đồng"),
    Column("norm_low", "number", "lower bound, in norm_unit"),
    Column("norm_high", "number", "upper bound, in norm_unit"),
    Column("norm_unit", "string", "unit without scale, e.g. VND"),
    Column("per", "string", "interval that the number is for, e.g. năm"),
    Column("direction", "string", "way to the number", get_args(Direction)),
    Column("indicator", "string", "words that name what is measured"),
    Column("indicator_start", "integer", "first character of those words"),
    Column("indicator_end", "integer", "character behind their last one"),
    Column("baseline", "string", "words of the value to start from"),
    Column("deadline", "integer", "position of its deadline among the document's deadlines"),
    Column("source", "integer", "position of the reference that it is quoted from"),
))  # fmt: skip

_CITED = Column("key", "string", "canonical key of the cited document; ? for what is not told")
_REFERENCES = Table("references", "one mention of another document", (
    *_FACT,
    Column("type", "string", "type as a noun in lower case"),
    Column("sign", "string", "sign without blanks"),
    Column("number", "string", "number, where that is all of the sign"),
    Column("date", "date", "day of the cited document"),
    Column("issuer", "string", "issuer as written"),
    Column("term", "string", "term of office of the issuer, as written"),
    Column("pinpoint", "string", "place in the cited document, e.g. khoản 2 Điều 5"),
    _CITED,
    Column("relation", "string", "what the citing document does with it", get_args(Relation)),
    Column("first", "integer", "position of the first mention of the same document"),
))  # fmt: skip

_CITATIONS = Table("citations", "one document, another one that it cites, and the relation between them", (
    _DOCUMENT,
    Column("sign", "string", "sign of the citing document"),
    Column("key", "string", "canonical key of the citing document"),
    Column("cited", "string", "canonical key of the cited document; ? for what is not told"),
    Column("cited_type", "string", "type of the cited document"),
    Column("cited_sign", "string", "sign of the cited document"),
    Column("relation", "string", "what the citing document does with it", get_args(Relation)),
    Column("item", "string", "item of the first such mention; null in a heading"),
    Column("mentions", "integer", "number of such mentions"),
))  # fmt: skip

_ASSIGNMENTS = Table("assignments", "one body that is told to do, to help with or to receive something", (
    *_FACT,
    Column("role", "string", "its part", get_args(AssignmentRole)),
    Column("agency", "string", "canonical name; as written if the lexicon does not know it"),
    Column("province", "string", "province that it belongs to; null for central bodies"),
    Column("successors", "strings", "bodies that have its tasks since, the main one first"),
    Column("group", "boolean", "whether it is many bodies"),
))  # fmt: skip

_ROWS = Table("rows", "one row of a table of tasks or targets, in an annex say", (
    _DOCUMENT,
    Column("table", "integer", "number of the table in the document, from 1"),
    Column("position", "integer", "position among the rows of the document's tables, from 0"),
    Column("group", "string", "the line that heads several rows"),
    Column("task", "string", "what is to be done"),
    Column("lead", "string", "who is in charge, as written"),
    Column("support", "string", "who helps, as written"),
    Column("deadline", "string", "by when, as written"),
    Column("product", "string", "what comes out, as written"),
    Column("approver", "string", "who decides on it, as written"),
    Column("lead_agencies", "strings", "canonical names of the bodies in charge"),
    Column("support_agencies", "strings", "canonical names of the bodies that help"),
    Column("due", "date", "as in deadlines, of the first deadline in the row"),
    Column("latest", "date", "as in deadlines, of the first deadline in the row"),
    Column("rrule", "string", "as in deadlines, of the first deadline in the row"),
    _START,
    _END,
))  # fmt: skip

_TOKENS = Table("tokens", "one word of an item", (
    _DOCUMENT,
    Column("item", "string", "id of the item"),
    _START,
    _END,
    _TEXT,
    Column("norm", "string", "the word in one spelling, one blank between syllables"),
))  # fmt: skip

TABLES = {
    table.name: table
    for table in (
        _DOCUMENTS,
        _SECTIONS,
        _ITEMS,
        _DEADLINES,
        _TARGETS,
        _REFERENCES,
        _CITATIONS,
        _ASSIGNMENTS,
        _ROWS,
        _TOKENS,
    )
}
"""All tables, by name."""
FACTS = ("deadlines", "targets", "references", "assignments")


def tables(only: Collection[str] = (), *, tokens: bool = False) -> tuple[str, ...]:
    """The names of the tables that an analysis fills; ``only`` as in ``Analyzer``.

    >>> tables(only=("deadlines", "references"))
    ('documents', 'sections', 'items', 'deadlines', 'references', 'citations', 'rows')
    """
    wanted = {"documents", "sections", "items", "rows", *(only or FACTS)}
    if "references" in wanted:
        wanted.add("citations")
    if tokens:
        wanted.add("tokens")
    return tuple(name for name in TABLES if name in wanted)


def arrow(name: str) -> pyarrow.Schema:
    """The Arrow schema of a table, each field with its meaning, the whole with its version.

    >>> arrow("deadlines").field("due").type, arrow("items").field("sectors").type
    (DataType(date32[day]), ListType(list<element: string>))
    """
    import pyarrow

    table = TABLES[name]
    types = _arrow_types()
    return pyarrow.schema(
        [pyarrow.field(c.name, types[c.type], metadata={"meaning": c.meaning + _values(c)}) for c in table.columns],
        metadata={"schema": VERSION, "row": table.row},
    )


def nested(names: Collection[str]) -> pyarrow.Schema:
    """The Arrow schema of one document with all its rows: a list of rows for each table.

    >>> nested(["documents", "deadlines"]).names
    ['documents', 'deadlines']
    """
    import pyarrow

    return pyarrow.schema(
        [
            pyarrow.field(name, pyarrow.list_(pyarrow.field("element", pyarrow.struct(list(arrow(name))))))
            for name in names
        ],
        metadata={"schema": VERSION},
    )


_PREFACE = f"""# Tables ({VERSION})

What `vnpolicy tag` writes and `to_frames` gives. Tables join on `document`, and on `item` or `section`. The facts of
a document are its deadlines, targets, references and assignments. Offsets count characters from 0, days are inclusive,
any column may be null. This page is made from the schema: `vnpolicy info --tables`.
"""


def markdown() -> str:
    """The documentation of all tables."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _PREFACE
    for table in TABLES.values():
        yield f"## {table.name}\n\nA row is {table.row}.\n\n| column | type | meaning |\n|---|---|---|"
        for column in table.columns:
            yield f"| `{column.name}` | {column.type} | {column.meaning}{_values(column)} |"
        yield ""


def _values(column: Column) -> str:
    return f": {', '.join(column.values)}" if column.values else ""


def _arrow_types() -> dict[Type, Any]:
    import pyarrow

    text = pyarrow.string()

    def listed(kind: Any) -> Any:
        return pyarrow.list_(pyarrow.field("element", kind))  # as Parquet names it

    return {
        "string": text,
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "strings": listed(text),
        "numbers": listed(pyarrow.float64()),
        "booleans": listed(pyarrow.bool_()),
        "string lists": listed(listed(text)),
    }
