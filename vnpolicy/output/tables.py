"""Analyses as rows of tables: one row function for frames, Parquet, CSV and clusters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec

from vnpolicy import __version__
from vnpolicy.analysis import Analysis, Fact, Facts, Item, Section, TableRow, Target
from vnpolicy.corpus.citations import edges
from vnpolicy.corpus.schema import FACTS, TABLES, VERSION, arrow, tables
from vnpolicy.errors import MissingExtraError
from vnpolicy.extract.references.keys import Keys
from vnpolicy.lexicon import Lexicon
from vnpolicy.pipeline import Analyzer, Failure
from vnpolicy.text import REPLACEMENT, SURROGATE

if TYPE_CHECKING:
    import pandas

Row = dict[str, Any]
Rows = dict[str, list[Row]]


class Tabulator:
    """Makes the rows of documents that an analyzer has read, as ``corpus.schema`` describes them.

    Dates are ``datetime.date``, lists are lists, offsets are integers; lone surrogates become
    U+FFFD, one for one. The text itself and the evidence of sectors are left to
    ``Analysis.to_dict``.

    >>> analyzer = Analyzer()
    >>> rows = Tabulator(analyzer).rows("kl-01", analyzer.analyze("1. Báo cáo trước ngày 15/6/2026."))
    >>> rows["documents"][0]["status"], rows["deadlines"][0]["due"].isoformat()
    ('ok', '2026-06-15')
    """

    def __init__(self, analyzer: Analyzer, *, tokens: bool = False) -> None:
        self.tables = tables(analyzer.only, tokens=tokens)
        self._analyzer = analyzer
        self._keys = Keys(Lexicon.load(analyzer.lexicons))

    def rows(self, id_: str, result: Analysis | Failure) -> Rows:
        """The rows of one document, table by table; every row carries its id.

        A failure gives a row of documents with its error, and nothing else.
        """
        rows: Rows = {table: [] for table in self.tables}
        if isinstance(result, Failure):
            rows["documents"].append(self._failed(id_, result))
            text = result.error
        else:
            for table in self.tables:
                rows[table] += ({"document": id_, **row} for row in self._found(table, result))
            text = result.text
        if SURROGATE.search(text) or SURROGATE.search(id_):
            rows = without_surrogates(rows)
        return rows

    def _found(self, table: str, analysis: Analysis) -> Iterable[Row]:
        match table:
            case "documents":
                return [self._document(analysis)]
            case "sections":
                return map(_section, analysis.sections)
            case "items":
                return map(self._item, analysis.items)
            case "citations":
                return edges(analysis, self._keys.own(analysis.header))
            case "rows":
                return map(_row, count(), analysis.rows)
            case "tokens":
                return self._tokens(analysis)
            case _:
                return map(_fact, count(), getattr(analysis, table))

    def _document(self, analysis: Analysis) -> Row:
        header = _plain(analysis.header)
        del header["spans"]
        header["period"] = analysis.header.period and analysis.header.period.plain
        return {
            "status": "ok",
            "error": None,
            "type": header.pop("type"),
            "sign": header.pop("sign"),
            "key": self._keys.own(analysis.header),
            **header,
            "characters": len(analysis.text),
            "items": len(analysis.items),
            "warnings": [warning.code for warning in analysis.warnings],
            "schema": VERSION,
            "version": analysis.version,
            "model": analysis.model,
            "fingerprint": analysis.fingerprint,
        }

    def _failed(self, id_: str, failure: Failure) -> Row:
        return {
            **dict.fromkeys(TABLES["documents"].names),
            "document": id_,
            "status": "error",
            "error": failure.error,
            "schema": VERSION,
            "version": __version__,
            "model": self._model,
            "fingerprint": self._analyzer.fingerprint,
        }

    @cached_property
    def _model(self) -> str:
        return self._analyzer.info()["model"]

    def _item(self, item: Item) -> Row:
        return {
            "item": item.id,
            "path": item.path,
            "marker": item.marker,
            "level": item.level,
            "role": item.role,
            "section": item.section,
            "lead_in": item.lead_in,
            "attribute": item.attribute,
            "heading": item.heading,
            "sector": item.sectors[0].sector if item.sectors else None,
            "sectors": [label.sector for label in item.sectors],
            "scores": [label.score for label in item.sectors],
            "subsectors": [label.subsector for label in item.sectors],
            "core": [label.core for label in item.sectors],
            "core_derived": [label.derived for label in item.sectors],
            "cap": [list(label.cap) for label in item.sectors],
            "cofog": [list(label.cofog) for label in item.sectors],
            "uncertain": item.uncertain,
            "plain": item.plain,
            "start": item.start,
            "end": item.end,
            "flags": list(item.flags),
            **{kind: self._words(item, kind) for kind in FACTS},
            **{f"inherited_{kind}": self._words(item.inherited, kind) for kind in ("deadlines", "assignments")},
        }

    def _words(self, holder: Item | Facts, kind: str) -> list[str] | None:
        """The words of the facts of a kind; null if they were not looked for."""
        return [fact.plain for fact in getattr(holder, kind)] if kind in self.tables else None

    def _tokens(self, analysis: Analysis) -> Iterator[Row]:
        from vnpolicy.segmenter import tokenize_item

        for item in analysis.items:
            for word in tokenize_item(analysis.text, item, self._analyzer.lexicons):
                yield {"item": item.id, "start": word.start, "end": word.end, "text": word.text, "norm": word.norm}


def to_frames(
    analyses: Iterable[Analysis] | Mapping[str, Analysis], *, analyzer: Analyzer | None = None
) -> dict[str, pandas.DataFrame]:
    """pandas frames of many documents, one for each table of the schema but tokens.

    A mapping gives the documents their ids; otherwise they are numbered from "0". ``analyzer`` is
    the one that made the analyses, where it is not the default one. The frames are what pandas
    reads from the Parquet of ``vnpolicy tag``, except that dates are datetime64. Frames of no rows
    keep their columns.

    >>> from vnpolicy import analyze
    >>> frames = to_frames({"kl-01": analyze("1. Sở Y tế báo cáo trước ngày 15/6/2026.")})
    >>> row = frames["deadlines"].iloc[0]
    >>> row["document"], row["item"], row["due"].date().isoformat()
    ('kl-01', '1', '2026-06-15')

    Raises MissingExtraError where pandas or pyarrow is not installed.
    """
    try:
        import pandas  # noqa: F401
        import pyarrow
    except ImportError as error:
        raise MissingExtraError("to_frames", str(error.name), "tables") from error
    pairs = analyses.items() if isinstance(analyses, Mapping) else ((str(i), a) for i, a in enumerate(analyses))
    tabulator = Tabulator(analyzer or Analyzer())
    collected: Rows = {table: [] for table in tabulator.tables}
    for id_, analysis in pairs:
        for table, found in tabulator.rows(id_, analysis).items():
            collected[table].extend(found)
    return {
        table: pyarrow.Table.from_pylist(found, schema=arrow(table)).to_pandas(date_as_object=False)
        for table, found in collected.items()
    }


def _section(section: Section) -> Row:
    row = _plain(section)
    above = row.pop("section")
    return {"section": row.pop("id"), **row, "above": above}


def _fact(position: int, fact: Fact) -> Row:
    row = {"position": position, **_plain(fact)}
    if not isinstance(fact, Target):
        return row
    words = row.pop("indicator") or dict.fromkeys(("text", "start", "end"))
    place = {"indicator": words["text"], "indicator_start": words["start"], "indicator_end": words["end"]}
    behind = {name: row.pop(name) for name in ("baseline", "deadline", "source")}
    return {**row, **place, **behind}


def _row(position: int, row: TableRow) -> Row:
    cells = ("task", "lead", "support", "deadline", "product", "approver")
    deadline = row.deadlines[0] if row.deadlines else None
    return {
        "table": row.table,
        "position": position,
        "group": row.group,
        **{cell: row[cell] for cell in cells},
        **{f"{role}_agencies": [a.agency for a in row.assignments if a.role == role] for role in ("lead", "support")},
        **{name: getattr(deadline, name, None) for name in ("due", "latest", "rrule")},
        "start": min(cell.start for cell in row.cells),
        "end": max(cell.end for cell in row.cells),
    }


def _plain(record: Any) -> Row:
    plain: Row = msgspec.to_builtins(record, builtin_types=(date,))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def without_surrogates(value: Any) -> Any:
    """The value with U+FFFD for lone surrogates, which neither Arrow nor a file in UTF-8 can hold."""
    match value:
        case str():
            return SURROGATE.sub(REPLACEMENT, value)
        case list():
            return [without_surrogates(part) for part in value]
        case dict():
            return {name: without_surrogates(part) for name, part in value.items()}
        case _:
            return value
