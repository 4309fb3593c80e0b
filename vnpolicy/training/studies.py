"""Tables that say why the model is as it is: designs side by side, and figures for growing parts of the data."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from vnpolicy.corpus.annotation import Corpus
from vnpolicy.lexicon import Lexicon
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.training.designs import classified, compare, damaged, shown
from vnpolicy.training.examples import Example, examples
from vnpolicy.training.fit import Settings, fit
from vnpolicy.training.metrics import SHOWN

PARTS = (0.1, 0.2, 0.4, 0.7, 1.0)
_WIDTH = 36


def compare_designs(
    folder: str | Path,
    tests: Sequence[str | Path],
    *,
    taxonomy: str | Path | None = None,
    lexicons: Sequence[str | Path] = (),
) -> Iterator[str]:
    """A line for each design and test: micro and macro F1, accuracy of the first sector, calibration error.

    Tests are the annotated documents of ``folder`` (learnt from the items alone), the same with damaged letters,
    and each folder of ``tests``.
    """
    own, lexicon = Taxonomy.load(taxonomy), Lexicon.load(tuple(str(path) for path in lexicons))
    corpus = Corpus.read(folder)
    learnt = examples(corpus, own)
    held: dict[str, Sequence[Example]] = {}
    if corpus.documents:
        annotated = [example for example in learnt if example.document in corpus.documents]
        held = {"annotated": annotated, "annotated, damaged": damaged(annotated)}
    held |= _tests(tests, own)
    yield _header("design", "test")
    for design, test, figures in compare(learnt, held, own, lexicon, Settings()):
        yield _line(design, test, figures)


def learning_curve(
    folder: str | Path,
    tests: Sequence[str | Path],
    *,
    taxonomy: str | Path | None = None,
    lexicons: Sequence[str | Path] = (),
) -> Iterator[str]:
    """A line for each part of the documents and each test: the figures of a model learnt from that part."""
    own, lexicon = Taxonomy.load(taxonomy), Lexicon.load(tuple(str(path) for path in lexicons))
    learnt = examples(Corpus.read(folder), own)
    documents = sorted({example.document for example in learnt})
    random.Random("curve").shuffle(documents)
    held = _tests(tests, own)
    yield _header("part of the documents", "test")
    for part in PARTS:
        chosen = set(documents[: round(part * len(documents))])
        kept = [example for example in learnt if example.document in chosen]
        model = fit(kept, own, lexicon, "part", Settings()).model
        for test, found in held.items():
            yield _line(f"{part:.0%} ({len(kept)} paragraphs)", test, shown(found, classified(model, found), own))


def _tests(folders: Sequence[str | Path], taxonomy: Taxonomy) -> dict[str, Sequence[Example]]:
    return {str(folder): examples(Corpus.read(folder), taxonomy) for folder in folders}


def _header(first: str, second: str) -> str:
    return f"{first:<{_WIDTH}} {second:<24} " + " ".join(f"{label:>8}" for label in SHOWN.values())


def _line(first: str, second: str, figures: Mapping[str, float | None]) -> str:
    values = " ".join(f"{'-' if value is None else f'{value:.3f}':>8}" for value in figures.values())
    return f"{first:<{_WIDTH}} {second:<24} {values}"
