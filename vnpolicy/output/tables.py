"""Analyses as tables: one row function for frames, CSV and whatever comes later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from vnpolicy.analysis import Analysis, Fact, Target
from vnpolicy.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas

TABLES = ("documents", "sections", "items", "deadlines", "targets", "references", "assignments")
FACTS = ("deadlines", "targets", "references", "assignments")
_DATES = {
    "documents": ("issued", "anchor_date", "meeting_date"),
    "deadlines": ("begin", "due", "latest"),
    "references": ("date",),
}

Row = dict[str, Any]


def rows(id_: str, analysis: Analysis) -> dict[str, list[Row]]:
    """The rows of one document, table by table; every row carries the document's id.

    Dates are ``datetime.date``, lists are lists, offsets are integers. The text itself and the
    evidence of sectors are left to ``Analysis.to_dict``.
    """
    return {
        "documents": [_document(id_, analysis)],
        "sections": [{"document": id_, **_plain(section)} for section in analysis.sections],
        "items": [_item(id_, analysis, index) for index in range(len(analysis.items))],
        **{kind: [_fact(id_, fact) for fact in getattr(analysis, kind)] for kind in FACTS},
    }


def to_frames(analyses: Iterable[Analysis] | Mapping[str, Analysis]) -> dict[str, pandas.DataFrame]:
    """pandas frames of many documents: documents, sections, items and one for each kind of fact.

    A mapping gives the documents their ids; otherwise they are numbered from "0". Columns are the
    fields of the exchange format, "document" first; dates are datetime64, sectors are lists with
    the first one apart in "sector". Frames of no rows keep their columns.

    >>> from vnpolicy import analyze
    >>> frames = to_frames({"kl-01": analyze("1. Sở Y tế báo cáo trước ngày 15/6/2026.")})
    >>> row = frames["deadlines"].iloc[0]
    >>> row["document"], row["item"], row["due"].date().isoformat()
    ('kl-01', '1', '2026-06-15')

    Raises MissingExtraError where pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise MissingExtraError("to_frames", "pandas", "tables") from error
    pairs = analyses.items() if isinstance(analyses, Mapping) else ((str(i), a) for i, a in enumerate(analyses))
    collected: dict[str, list[Row]] = {table: [] for table in TABLES}
    for id_, analysis in pairs:
        for table, found in rows(id_, analysis).items():
            collected[table].extend(found)
    frames = {}
    for table, found in collected.items():
        frame = pandas.DataFrame.from_records(found, columns=columns(table))
        for name in _DATES.get(table, ()):
            frame[name] = pandas.to_datetime(frame[name])
        frames[table] = frame
    return frames


def columns(table: str) -> list[str]:
    """The names of a table's columns, in order."""
    from vnpolicy.analysis import Assignment, Deadline, Reference, Section

    records = {"sections": Section, "deadlines": Deadline, "targets": Target, "references": Reference,
               "assignments": Assignment}  # fmt: skip
    if table == "documents":
        return list(_DOCUMENT)
    if table == "items":
        return list(_ITEM)
    return ["document", *(field.name for field in fields(records[table]))]


_DOCUMENT = ("document", "type", "sign", "issuer", "issued", "place", "title", "family", "anchor", "anchor_date",
             "meeting_date", "signer", "recipients", "secrecy", "urgency", "draft", "period", "items", "version",
             "model", "fingerprint", "warnings")  # fmt: skip
_ITEM = ("document", "item", "path", "marker", "level", "role", "section", "lead_in", "attribute", "heading", "sector",
         "sectors", "subsectors", "uncertain", "plain", "start", "end", "flags", *FACTS,
         "inherited_deadlines", "inherited_assignments")  # fmt: skip


def _document(id_: str, analysis: Analysis) -> Row:
    header = {**_plain(analysis.header)}
    header.pop("spans")
    header["period"] = analysis.header.period and analysis.header.period.plain
    return {
        "document": id_,
        **header,
        "items": len(analysis.items),
        "version": analysis.version,
        "model": analysis.model,
        "fingerprint": analysis.fingerprint,
        "warnings": [warning.code for warning in analysis.warnings],
    }


def _item(id_: str, analysis: Analysis, index: int) -> Row:
    item = analysis.items[index]
    inherited = item.inherited
    return {
        "document": id_,
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
        "subsectors": [label.subsector for label in item.sectors],
        "uncertain": item.uncertain,
        "plain": item.plain,
        "start": item.start,
        "end": item.end,
        "flags": list(item.flags),
        **{kind: [fact.plain for fact in getattr(item, kind)] for kind in FACTS},
        "inherited_deadlines": [fact.plain for fact in inherited.deadlines],
        "inherited_assignments": [fact.plain for fact in inherited.assignments],
    }


def _fact(id_: str, fact: Fact) -> Row:
    row = {"document": id_, **_plain(fact)}
    if isinstance(fact, Target):
        row["indicator"] = fact.indicator.text if fact.indicator else None
    return row


def _plain(record: Any) -> Row:
    plain: Row = msgspec.to_builtins(record, builtin_types=(date,))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}
