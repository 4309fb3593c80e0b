"""Labelled paragraphs to learn from: items one by one, and the units of annotated documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from vnpolicy.corpus.annotation import Corpus
from vnpolicy.errors import InputError
from vnpolicy.pipeline import Analyzer
from vnpolicy.sectors.classifier import Paragraph
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.text import Passage, Source

_SAME = 0.5  # overlap from which a paragraph is the labelled one


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph with its sectors, most important first; ``document`` keeps together what belongs together."""

    paragraph: Paragraph
    sectors: tuple[str, ...]
    document: str


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    sectors: tuple[str, ...]


def examples(corpus: Corpus, taxonomy: Taxonomy) -> list[Example]:
    """The examples of a corpus, document by document, with labels of the taxonomy.

    Everything is read by the library's own structure, since its roles and headings, mistakes
    included, are what a model will meet: the items of a group are set as one document for that.
    Labels of the library's taxonomy are carried over to another one by what its sectors cover.
    Raises InputError where the corpus has no label that the taxonomy knows.
    """
    analyzer = Analyzer(model="lexicon")
    found: list[Example] = []
    for group, items in groupby(corpus.items, key=lambda item: str(item["group"])):
        found += _of_items(group, analyzer, list(items), taxonomy)
    for name, (text, gold) in corpus.documents.items():
        labels = [
            _Label(unit["start"], unit["end"], taxonomy.relabel(unit["sectors"], unit.get("subsectors") or ()))
            for unit in sorted(gold["units"], key=lambda unit: int(unit["start"]))
        ]
        paragraphs = _labelled(analyzer.paragraphs(text), labels)
        found += [Example(paragraph, labels[i].sectors, name) for i, paragraph in sorted(paragraphs.items())]
    if not any(example.sectors for example in found):
        raise InputError(
            f"no example has a sector of the taxonomy {taxonomy.name!r} ({', '.join(taxonomy.keys)}): label items with "
            'these keys, or say with covers = ["economy", ...] what each sector takes over'
        )
    return found


def _of_items(
    group: str, analyzer: Analyzer, items: Sequence[Mapping[str, Any]], taxonomy: Taxonomy
) -> Iterator[Example]:
    """The items of a group; where the structure reads one differently it stands as it was labelled."""
    text, labels = _set_as_document(items, taxonomy)
    read = _labelled(analyzer.paragraphs(text), labels)
    for number, (item, label) in enumerate(zip(items, labels, strict=True)):
        paragraph = read.get(number) or _as_labelled(item)
        own = replace(paragraph, title=item.get("title", ""), family=item["family"])
        yield Example(own, label.sectors, group)


def _as_labelled(item: Mapping[str, Any]) -> Paragraph:
    source = Source.of(item["text"])
    headings = tuple(heading for heading in item["heading"].split(" / ") if heading)
    return Paragraph(Passage.of(source, 0, len(source.clean)), item["role"], headings, "", item["family"])


def _set_as_document(items: Sequence[Mapping[str, Any]], taxonomy: Taxonomy) -> tuple[str, list[_Label]]:
    """The items below their title and headings, and where each of them stands."""
    lines = [str(items[0].get("title") or "THÔNG BÁO")]
    size = len(lines[0]) + 1
    labels: list[_Label] = []
    open_: list[str] = []
    for item in items:
        headings = [heading for heading in item["heading"].split(" / ") if heading]
        shared = next((i for i, (a, b) in enumerate(zip(headings, open_, strict=False)) if a != b), len(open_))
        for line in (*headings[shared:], item["text"]):
            lines.append(line)
            size += len(line) + 1
        open_ = headings
        sectors = taxonomy.relabel(item["sectors"], item["subsectors"])
        labels.append(_Label(size - 1 - len(item["text"]), size - 1, sectors))
    return "\n".join(lines), labels


def _labelled(paragraphs: Iterable[Paragraph], labels: Sequence[_Label]) -> dict[int, Paragraph]:
    """The paragraphs by the number of the label that each of them is."""
    found = {}
    number = 0
    for paragraph in paragraphs:
        start, end = paragraph.passage.span(0, len(paragraph.passage.plain))
        while number < len(labels) and labels[number].end <= start:
            number += 1
        for i in range(number, len(labels)):
            label = labels[i]
            if label.start >= end:
                break
            common = min(end, label.end) - max(start, label.start)
            if common >= _SAME * (max(end, label.end) - min(start, label.start)):
                found[i] = paragraph
    return found
