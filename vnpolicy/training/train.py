"""From a folder of labelled data to a model in files, with its figures and its card."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from vnpolicy.corpus.annotation import Corpus, check
from vnpolicy.errors import InputError
from vnpolicy.evaluation.figures import Figure
from vnpolicy.lexicon import Lexicon
from vnpolicy.sectors import artefact
from vnpolicy.sectors.classifier import Classification
from vnpolicy.sectors.lexical import LexiconClassifier
from vnpolicy.sectors.model import SectorModel
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.training.card import card
from vnpolicy.training.examples import Example, examples
from vnpolicy.training.fit import FOLDS, Fitted, Settings, fit
from vnpolicy.training.metrics import sector_figures

_FEWEST = 2 * FOLDS  # documents


@dataclass(frozen=True)
class Training:
    """What ``train_sectors`` made: the model, where it lies, and its figures by cross-validation.

    ``str`` gives the figures as a table.
    """

    model: SectorModel
    folder: Path
    metrics: Mapping[str, Any]

    def __str__(self) -> str:
        return "\n".join(_table(self.metrics))


def train_sectors(
    folder: str | Path,
    out: str | Path,
    *,
    taxonomy: str | Path | None = None,
    lexicons: Sequence[str | Path] = (),
    name: str | None = None,
) -> Training:
    """A sector model learnt from labelled data, written to the folder ``out``.

    ``folder`` is a corpus as "vnpolicy corpora check" takes it: items/*.jsonl, annotated/NAME.txt beside NAME.json,
    or both. ``taxonomy`` is a sector list of one's own; labels of the library's taxonomy are carried over by
    what its sectors cover. ``lexicons`` are overlays with terms of one's own. ``name`` of the model is the name
    of ``out`` if left out. Writes model.json, weights.npz, metrics.json and CARD.md; the same data give the
    same files on the same machine, and the same labels everywhere.

    Raises InputError where the corpus breaks its rules or has fewer than ten documents, LexiconError and
    ModelError for the other files.
    """
    own, lexicon = Taxonomy.load(taxonomy), Lexicon.load(tuple(str(path) for path in lexicons))
    corpus = Corpus.read(folder)
    _refuse_problems(corpus, folder, own)
    learnt = examples(corpus, own)
    documents = {example.document for example in learnt}
    if len(documents) < _FEWEST:
        raise InputError(
            f"{folder} has labelled items of {len(documents)} documents, at least {_FEWEST} are needed to choose "
            'thresholds on unseen ones: label more, and say in "group" which items belong to one document'
        )
    settings = Settings()
    out = Path(out)
    fitted = fit(learnt, own, lexicon, name or out.resolve().name, settings)
    artefact.save(fitted.model, out, examples=len(learnt), documents=len(documents))
    metrics = _metrics(learnt, fitted, lexicon, settings)
    (out / "metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (out / "CARD.md").write_text(card(metrics, own), "utf-8")
    return Training(artefact.load(out, own, lexicon), out, metrics)


def _refuse_problems(corpus: Corpus, folder: str | Path, taxonomy: Taxonomy) -> None:
    labels = Taxonomy.load() if any(sector.covers for sector in taxonomy.sectors) else taxonomy
    problems = check(corpus, labels)
    if problems:
        more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        raise InputError(f'{problems[0]}{more}: mend {folder} first; "vnpolicy corpora check {folder}" lists them all')


def unseen(fitted: Fitted, learnt: Sequence[Example]) -> list[Classification]:
    """What the model says of each example when it has not seen its document (without reasons)."""
    from vnpolicy.analysis import SectorLabel

    keys = fitted.model.taxonomy.keys
    found = []
    for example, chances, leads in zip(learnt, fitted.chances, fitted.leads, strict=True):
        given = fitted.model.given(example.paragraph.role, chances.tolist(), leads.tolist())
        labels = [SectorLabel(sector=keys[k], score=round(float(chances[k]), 4)) for k in given]
        if not labels and example.paragraph.role not in ("preamble", "organisation"):
            labels = [fitted.model.default(example.paragraph.family)]
        uncertain = bool(given) and bool(chances[given].max() < fitted.model.uncertain)
        found.append(Classification(tuple(labels), uncertain))
    return found


def _metrics(learnt: Sequence[Example], fitted: Fitted, lexicon: Lexicon, settings: Settings) -> dict[str, Any]:
    keys = fitted.model.taxonomy.keys
    found = sector_figures(learnt, unseen(fitted, learnt), keys)
    baseline = LexiconClassifier(lexicon, fitted.model.taxonomy).classify([example.paragraph for example in learnt])
    lexical = sector_figures(learnt, baseline, keys)
    counts = Counter(sector for example in learnt for sector in example.sectors)
    weights = fitted.model.weights
    return {
        "name": fitted.model.name,
        "taxonomy": fitted.model.taxonomy.name,
        "examples": len(learnt),
        "documents": len({example.document for example in learnt}),
        "labels": {key: counts[key] for key in keys},
        "phrases": len(fitted.model.words.extractor.phrases),
        "settings": asdict(settings) | {"folds": FOLDS},
        "thresholds": dict(zip(keys, np.round(weights.thresholds, 3).tolist(), strict=True)),
        "threshold in preambles and implementation clauses": round(float(weights.silent[0]), 3),
        "uncertain below": fitted.model.uncertain,
        "cross-validation": dict(_figures(found, keys)),
        "lexicon alone": dict(_figures(lexical, keys)),
    }


def _figures(found: Mapping[str, Figure], keys: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for key in ("sectors", "sectors macro", "first sector", "calibration error", "uncertain items"):
        figure = found[key]
        if figure.value is not None:
            low, high = (None if bound is None else round(bound, 4) for bound in (figure.low, figure.high))
            yield key, {"value": round(figure.value, 4), "low": low, "high": high}
    yield "by sector", {key: _by_sector(found[f"sector {key}"]) for key in keys if f"sector {key}" in found}


def _by_sector(figure: Figure) -> dict[str, float | None]:
    named = {"f1": figure.value, "precision": figure.precision, "recall": figure.recall}
    return {name: None if value is None else round(value, 4) for name, value in named.items()}


def _table(metrics: Mapping[str, Any]) -> Iterator[str]:
    yield f"{metrics['examples']} examples of {metrics['documents']} documents, {metrics['phrases']} n-grams"
    yield f"{'figure':<22} {'cross-validation':>24} {'lexicon alone':>14}"
    for key in ("sectors", "sectors macro", "first sector", "calibration error", "uncertain items"):
        figure, lexical = metrics["cross-validation"].get(key), metrics["lexicon alone"].get(key)
        if figure:
            value = f"{figure['value']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}]"
            yield f"{key:<22} {value:>24} {lexical['value'] if lexical else float('nan'):>14.3f}"
    for key, figure in metrics["cross-validation"]["by sector"].items():
        alone = metrics["lexicon alone"]["by sector"].get(key) or {}
        yield f"{key:<22} {_number(figure['f1']):>24} {_number(alone.get('f1')):>14}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
