"""Annotations for and from other tools: Label Studio, doccano, brat, and plain CSV.

Each format holds the units (label "unit"), the spans and their fields; what a format has no place for
(the meta of a document in doccano, say) is carried in a field of its own, so that export and import
are each other's inverse on the project's own corpus.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vnpolicy.corpus.annotation import LABELS, Corpus
from vnpolicy.errors import InputError

Document = tuple[str, dict[str, Any]]
_CORE = ("start", "end", "label")


def export(corpus: Corpus, format_: str, folder: str | Path) -> list[Path]:
    """Writes a corpus in another tool's format; returns the files written.

    Formats: ``labelstudio`` (one JSON file), ``doccano`` (one JSON Lines file), ``brat`` (NAME.txt and
    NAME.ann), ``csv`` (one row an annotation, with its quote). Raises InputError for another name.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in _format(format_).write(corpus.documents):
        path = folder / name
        path.write_bytes(content.encode("utf-8"))
        written.append(path)
    return written


def load(format_: str, source: str | Path, texts: str | Path | None = None) -> Corpus:
    """Reads a corpus from another tool's format.

    ``source`` is the file (labelstudio, doccano, csv) or the folder (brat). CSV holds no texts: ``texts`` is
    the folder of NAME.txt. Raises InputError, naming the place, for what does not fit.
    """
    corpus = Corpus()
    corpus.documents.update(_format(format_).read(Path(source), Path(texts) if texts else None))
    return corpus


def save(corpus: Corpus, folder: str | Path) -> list[Path]:
    """Writes NAME.txt and NAME.json of each document; returns the files written."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, (text, gold) in corpus.documents.items():
        for suffix, content in ((".txt", text), (".json", json.dumps(gold, ensure_ascii=False, indent=1))):
            path = folder / (_safe(name) + suffix)
            path.write_bytes(content.encode("utf-8"))
            written.append(path)
    return written


def _safe(name: str) -> str:
    """A document's name as a file name: an import must not write outside its folder."""
    if not re.fullmatch(r"\w[\w.-]*", name):
        raise InputError(f"{name!r} is no name for a document: expected letters, digits, _, - and .")
    return name


def _records(gold: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for unit in gold["units"]:
        yield {"label": "unit", **unit}
    yield from gold["spans"]


def _gold(name: str, meta: dict[str, Any], records: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> dict[str, Any]:
    gold: dict[str, Any] = {"id": name, "meta": meta, "units": [], "spans": []}
    for record in sorted(records, key=lambda r: (r["start"], r["end"])):
        if record["label"] == "unit":
            gold["units"].append({key: value for key, value in record.items() if key != "label"})
        elif record["label"] in LABELS:
            gold["spans"].append(record)
        else:
            raise InputError(f"{name}: label {record['label']!r}, expected unit, {', '.join(LABELS)}")
    return gold


def _fields(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in _CORE}


def _labelstudio_write(documents: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    tasks = []
    for name, (text, gold) in documents.items():
        results: list[dict[str, Any]] = [
            {
                "id": f"{name}-{number}",
                "type": "labels",
                "from_name": "label",
                "to_name": "text",
                "value": {
                    "start": r["start"],
                    "end": r["end"],
                    "text": text[r["start"] : r["end"]],
                    "labels": [r["label"]],
                },
                "meta": {"fields": _fields(r)},
            }
            for number, r in enumerate(_records(gold))
        ]
        tasks.append({"data": {"id": name, "text": text, "meta": gold["meta"]}, "annotations": [{"result": results}]})
    yield "labelstudio.json", json.dumps(tasks, ensure_ascii=False, indent=1)


def _labelstudio_read(source: Path, _: Path | None) -> dict[str, Document]:
    documents = {}
    for task in _json(source, source.read_bytes()):
        data, annotations = task["data"], task.get("annotations") or [{"result": []}]
        records = [
            {"start": r["value"]["start"], "end": r["value"]["end"], "label": r["value"]["labels"][0]}
            | r.get("meta", {}).get("fields", {})
            for r in annotations[0]["result"]
        ]
        documents[data["id"]] = (data["text"], _gold(data["id"], data.get("meta", {}), records))
    return documents


def _doccano_write(documents: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    lines = []
    for name, (text, gold) in documents.items():
        entities = [
            {
                "id": number,
                "start_offset": r["start"],
                "end_offset": r["end"],
                "label": r["label"],
                "fields": _fields(r),
            }
            for number, r in enumerate(_records(gold))
        ]
        line = {"id": name, "text": text, "meta": gold["meta"], "entities": entities}
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    yield "doccano.jsonl", "".join(lines)


def _doccano_read(source: Path, _: Path | None) -> dict[str, Document]:
    documents = {}
    for number, line in enumerate(source.read_text("utf-8").splitlines(), 1):
        entry = _json(f"{source}, line {number}", line.encode())
        records = [
            {"start": e["start_offset"], "end": e["end_offset"], "label": e["label"]} | e.get("fields", {})
            for e in entry["entities"]
        ]
        documents[entry["id"]] = (entry["text"], _gold(entry["id"], entry.get("meta", {}), records))
    return documents


def _brat_write(documents: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    """Text-bound annotations (T) with a note (#) for their fields; #0 holds the meta."""
    for name, (text, gold) in documents.items():
        lines = [f"#0\tMeta T0\t{json.dumps(gold['meta'], ensure_ascii=False)}"]
        for number, r in enumerate(_records(gold), 1):
            quote = re.sub(r"[\n\r\t]", " ", text[r["start"] : r["end"]])
            lines.append(f"T{number}\t{r['label']} {r['start']} {r['end']}\t{quote}")
            lines.append(f"#{number}\tAnnotatorNotes T{number}\t{json.dumps(_fields(r), ensure_ascii=False)}")
        yield f"{_safe(name)}.txt", text
        yield f"{_safe(name)}.ann", "\n".join(lines) + "\n"


def _brat_read(source: Path, _: Path | None) -> dict[str, Document]:
    documents = {}
    for path in sorted(source.glob("*.ann")):
        records: dict[str, dict[str, Any]] = {}
        meta: dict[str, Any] = {}
        for line in path.read_text("utf-8").splitlines():
            id_, head, body = (*line.split("\t", 2), "", "")[:3]
            if id_.startswith("T"):
                label, start, end = head.split(" ")
                records.setdefault(id_, {}).update(start=int(start), end=int(end), label=label)
            elif head == "Meta T0":
                meta = _json(path, body.encode())
            elif head.startswith("AnnotatorNotes "):
                records.setdefault(head.split(" ")[1], {}).update(_json(path, body.encode()))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        documents[path.stem] = (text, _gold(path.stem, meta, list(records.values())))
    return documents


_CSV = ("document", "label", "start", "end", "quote", "fields")


def _csv_write(documents: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, _CSV, lineterminator="\n")
    writer.writeheader()
    for name, (text, gold) in documents.items():
        writer.writerow({"document": name, "label": "meta", "fields": json.dumps(gold["meta"], ensure_ascii=False)})
        for r in _records(gold):
            fields = json.dumps(_fields(r), ensure_ascii=False)
            quote = text[r["start"] : r["end"]]
            writer.writerow(
                {
                    "document": name,
                    "label": r["label"],
                    "start": r["start"],
                    "end": r["end"],
                    "quote": quote,
                    "fields": fields,
                }
            )
    yield "annotations.csv", stream.getvalue()


def _csv_read(source: Path, texts: Path | None) -> dict[str, Document]:
    if texts is None:
        raise InputError("a CSV of annotations holds no texts: name the folder of the NAME.txt files")
    records: dict[str, list[dict[str, Any]]] = {}
    metas: dict[str, dict[str, Any]] = {}
    with source.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            fields = _json(source, row["fields"].encode())
            if row["label"] == "meta":
                metas[row["document"]] = fields
                continue
            record = {"start": int(row["start"]), "end": int(row["end"]), "label": row["label"], **fields}
            records.setdefault(row["document"], []).append(record | {"quote": row["quote"]})
    documents = {}
    for name in metas | records:
        text = (texts / f"{_safe(name)}.txt").read_bytes().decode("utf-8")
        found = records.get(name, [])
        for record in found:
            quote = record.pop("quote")
            if text[record["start"] : record["end"]] != quote:
                raise InputError(f"{source}: {name} {record['start']}-{record['end']} is not {quote!r}")
        documents[name] = (text, _gold(name, metas.get(name, {}), found))
    return documents


def _json(place: object, content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError as error:
        raise InputError(f"{place} is not JSON: {error}") from error


class _Format:
    def __init__(
        self,
        write: Callable[[Mapping[str, Document]], Iterator[tuple[str, str]]],
        read: Callable[[Path, Path | None], dict[str, Document]],
    ) -> None:
        self.write = write
        self.read = read


FORMATS = {
    "labelstudio": _Format(_labelstudio_write, _labelstudio_read),
    "doccano": _Format(_doccano_write, _doccano_read),
    "brat": _Format(_brat_write, _brat_read),
    "csv": _Format(_csv_write, _csv_read),
}


def _format(name: str) -> _Format:
    if name not in FORMATS:
        raise InputError(f"format {name!r} is unknown; expected one of {', '.join(FORMATS)}")
    return FORMATS[name]
