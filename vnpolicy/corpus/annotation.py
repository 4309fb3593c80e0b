"""Annotated documents and labelled items: read, checked against the annotation guide, counted.

A corpus is a folder with ``annotated/`` (NAME.txt beside NAME.json) and ``items/`` (JSON Lines);
either may be missing, and a folder of pairs alone will do.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

from vnpolicy.analysis import AssignmentRole, Boundary, DeadlineKind, Family, Operator, Role
from vnpolicy.errors import InputError
from vnpolicy.sectors.taxonomy import Taxonomy

LABELS = ("deadline", "target", "reference", "assignee")
NEED_SECTORS: frozenset[str] = frozenset(("result", "limitation", "objective", "task"))
MOST_SECTORS = 3
NEAR = 0.5
SHINGLE = 5
_CLOSED: dict[str, dict[str, tuple[str, ...]]] = {
    "deadline": {"kind": get_args(DeadlineKind), "boundary": get_args(Boundary)},
    "target": {"op": get_args(Operator)},
    "reference": {},
    "assignee": {"role": get_args(AssignmentRole)},
}
_DATES = {"deadline": ("due", "begin"), "target": (), "reference": ("date",), "assignee": ()}
_ITEM_KEYS = {"id", "text", "role", "sectors", "subsectors", "heading", "family", "group"}
_MORE_ITEM_KEYS = {"title"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A breach of a rule: in which file, where (offsets or line), which rule, in words."""

    file: str
    position: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.position}: {self.rule}: {self.message}"


@dataclass
class Corpus:
    """What a folder holds. ``documents`` are (text, annotation), ``items`` the labelled items."""

    documents: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def read(cls, folder: str | Path) -> Corpus:
        """The corpus of a folder, with a problem for each file that cannot be read.

        Raises InputError where there is no such folder or nothing in it to read.
        """
        folder = Path(folder)
        if not folder.is_dir():
            raise InputError(f"{folder} is no folder: expected one with annotated/ or items/ or NAME.json files")
        corpus = cls()
        for path in annotation_files(folder):
            corpus._read_document(path)
        for path in sorted((folder / "items").glob("*.jsonl")):
            corpus._read_items(path)
        if not corpus.documents and not corpus.items and not corpus.problems:
            raise InputError(f"{folder} holds no NAME.json beside NAME.txt and no items/*.jsonl")
        return corpus

    def _read_document(self, path: Path) -> None:
        try:
            gold = json.loads(path.read_text("utf-8"))
            text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        except (OSError, ValueError) as error:
            self.problems.append(Problem(path.name, "file", "readable", str(error)))
            return
        self.documents[path.stem] = (text, gold)

    def _read_items(self, path: Path) -> None:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
            except ValueError as error:
                self.problems.append(Problem(path.name, f"line {number}", "readable", str(error)))
                continue
            self.items.append(item | {"_file": path.name, "_line": number})


def annotation_files(folder: Path) -> list[Path]:
    """Every NAME.json of a corpus' documents: those in ``annotated/`` or, without it, in the folder itself."""
    annotated = folder / "annotated"
    return sorted((annotated if annotated.is_dir() else folder).glob("*.json"))


def check(corpus: Corpus, taxonomy: Taxonomy | None = None) -> list[Problem]:
    """Every breach of the annotation guide; an empty list if there is none."""
    taxonomy = taxonomy or Taxonomy.load()
    problems = list(corpus.problems)
    for name, (text, gold) in corpus.documents.items():
        problems += _document_problems(name, text, gold, taxonomy)
    ids: Counter[str] = Counter()
    for item in corpus.items:
        ids[str(item.get("id"))] += 1
        problems += _item_problems(item, taxonomy)
        if ids[str(item.get("id"))] > 1:
            problems.append(_at_line(item, "ids are unique", f"{item.get('id')!r} again"))
    return problems


def _document_problems(name: str, text: str, gold: dict[str, Any], taxonomy: Taxonomy) -> Iterator[Problem]:
    file = f"{name}.json"
    if gold.get("id") != name:
        yield Problem(file, "id", "the id is the file's name", f"got {gold.get('id')!r}")
    meta = gold.get("meta") or {}
    if meta.get("family") not in (*get_args(Family), None):
        yield Problem(file, "meta", "family is one of a closed set", f"got {meta.get('family')!r}")
    yield from _bad_dates(file, "meta", meta, ("issued",))
    end = 0
    for unit in sorted(gold.get("units") or [], key=lambda unit: int(unit.get("start", -1))):
        place = f"{unit.get('start')}-{unit.get('end')}"
        if not _inside(unit, text):
            yield Problem(file, place, "offsets lie in the text", f"of {len(text)} characters")
            continue
        if unit["start"] < end:
            yield Problem(file, place, "units do not overlap", "begins before the unit before it ends")
        end = max(end, unit["end"])
        for rule, message in _label_problems(unit, taxonomy):
            yield Problem(file, place, rule, message)
    for span in gold.get("spans") or []:
        yield from _span_problems(file, text, span)


def _span_problems(file: str, text: str, span: dict[str, Any]) -> Iterator[Problem]:
    place = f"{span.get('start')}-{span.get('end')}"
    label = span.get("label")
    if label not in LABELS:
        yield Problem(file, place, "labels are a closed set", f"got {label!r}")
        return
    if not _inside(span, text):
        yield Problem(file, place, "offsets lie in the text", f"of {len(text)} characters")
        return
    quote = text[span["start"] : span["end"]]
    if quote != quote.strip():
        yield Problem(file, place, "spans have no outer blanks", repr(quote))
    for name, values in _CLOSED[label].items():
        if span.get(name) not in values:
            yield Problem(file, place, f"{name} is one of {', '.join(values)}", f"got {span.get(name)!r}")
    yield from _bad_dates(file, place, span, _DATES[label])


def _inside(record: Mapping[str, Any], text: str) -> bool:
    start, end = record.get("start"), record.get("end")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)


def _bad_dates(file: str, place: str, record: Mapping[str, Any], names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        value = record.get(name)
        if value is None:
            continue
        try:
            date.fromisoformat(value)
        except (TypeError, ValueError):
            yield Problem(file, place, f"{name} is an ISO date or null", f"got {value!r}")


def _label_problems(record: Mapping[str, Any], taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Roles and sectors, the same for units of documents and for items."""
    role, sectors = record.get("role"), record.get("sectors") or []
    if role not in get_args(Role):
        yield f"role is one of {', '.join(get_args(Role))}", f"got {role!r}"
    known = {sector.key for sector in taxonomy.sectors}
    for sector in sectors:
        if sector not in known:
            yield f"sectors are of {', '.join(sorted(known))}", f"got {sector!r}"
    if len(sectors) > MOST_SECTORS or len(set(sectors)) != len(sectors):
        yield f"at most {MOST_SECTORS} sectors, none twice", f"got {sectors}"
    if role in NEED_SECTORS and not sectors:
        yield f"{', '.join(sorted(NEED_SECTORS))} have a sector", f"a {role} has none"


def _item_problems(item: dict[str, Any], taxonomy: Taxonomy) -> Iterator[Problem]:
    keys = set(item) - {"_file", "_line"} - _MORE_ITEM_KEYS
    if keys != _ITEM_KEYS:
        yield _at_line(item, f"the keys are {', '.join(sorted(_ITEM_KEYS))}", f"got {', '.join(sorted(keys))}")
        return
    for rule, message in _label_problems(item, taxonomy):
        yield _at_line(item, rule, message)
    if item["family"] not in get_args(Family):
        yield _at_line(item, "family is one of a closed set", f"got {item['family']!r}")
    if not str(item["text"]).strip():
        yield _at_line(item, "text is not empty", "empty")
    own = {sector.key: {sub.key for sub in sector.subsectors} for sector in taxonomy.sectors}
    for sector, sub in zip(item["sectors"], item["subsectors"], strict=False):
        if sub is not None and sub not in own.get(sector, ()):
            yield _at_line(item, "a sub-sector belongs to its sector", f"{sub!r} is none of {sector!r}")


def _at_line(item: Mapping[str, Any], rule: str, message: str) -> Problem:
    return Problem(str(item["_file"]), f"line {item['_line']}", rule, message)


def near_duplicates(texts: Sequence[str], near: float = NEAR) -> list[tuple[int, int, float]]:
    """Pairs of texts whose five-syllable shingles have a Jaccard coefficient of at least ``near``.

    >>> near_duplicates(["a b c d e f g", "a b c d e f h", "x y"])
    [(0, 1, 0.5)]
    """
    shingles = [_shingles(text) for text in texts]
    holders: dict[tuple[str, ...], list[int]] = {}
    for i, found in enumerate(shingles):
        for shingle in found:
            holders.setdefault(shingle, []).append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        shared.update((a, b) for n, a in enumerate(held) for b in held[n + 1 :])
    pairs = []
    for (a, b), common in sorted(shared.items()):
        coefficient = common / (len(shingles[a]) + len(shingles[b]) - common)
        if coefficient >= near:
            pairs.append((a, b, coefficient))
    return pairs


def _shingles(text: str) -> set[tuple[str, ...]]:
    syllables = re.findall(r"\w+", text.lower())
    return {tuple(syllables[i : i + SHINGLE]) for i in range(len(syllables) - SHINGLE + 1)}


def figures(corpus: Corpus, taxonomy: Taxonomy | None = None) -> list[tuple[str, str]]:
    """The counts of a corpus, as (name, value) for printing."""
    taxonomy = taxonomy or Taxonomy.load()
    lines: list[tuple[str, str]] = []
    if corpus.documents:
        units = [unit for _, gold in corpus.documents.values() for unit in gold["units"]]
        spans = Counter(span["label"] for _, gold in corpus.documents.values() for span in gold["spans"])
        types = Counter(gold["meta"].get("type") for _, gold in corpus.documents.values())
        lines += [
            ("documents", str(len(corpus.documents))),
            ("characters", str(sum(len(text) for text, _ in corpus.documents.values()))),
            ("types", ", ".join(f"{name} {count}" for name, count in types.most_common())),
            ("units", str(len(units))),
            ("unit roles", _counted(unit["role"] for unit in units)),
            *((f"spans: {label}", str(spans[label])) for label in LABELS),
        ]
    if corpus.items:
        several = sum(len(item["sectors"]) > 1 for item in corpus.items)
        pairs = near_duplicates([item["text"] for item in corpus.items])
        alike = {i for a, b, _ in pairs for i in (a, b)}
        lines += [
            ("items", str(len(corpus.items))),
            ("groups", str(len({item["group"] for item in corpus.items}))),
            ("item roles", _counted(item["role"] for item in corpus.items)),
            ("several sectors", f"{several / len(corpus.items):.1%}"),
            ("near-duplicates", f"{len(alike) / len(corpus.items):.1%}"),
        ]
        for sector in taxonomy.sectors:
            first = [item["text"] for item in corpus.items if item["sectors"][:1] == [sector.key]]
            lines.append((f"first: {sector.key}", _sector_figures(first)))
    return lines


def _counted(values: Iterator[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(values).most_common())


def _sector_figures(texts: Sequence[str]) -> str:
    syllables = [re.findall(r"\w+", text.lower()) for text in texts]
    total = sum(map(len, syllables))
    kinds = len({s for found in syllables for s in found})
    if not total:
        return "0 items"
    return f"{len(texts)} items, {total / len(texts):.0f} syllables on average, type-token ratio {kinds / total:.3f}"
