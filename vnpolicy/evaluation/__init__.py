"""Evaluation: how far analyses agree with annotated documents, how sure that is, and where they fail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vnpolicy.corpus.annotation import Corpus
from vnpolicy.errors import InputError
from vnpolicy.evaluation.calibration import calibration
from vnpolicy.evaluation.comparison import Comparison
from vnpolicy.evaluation.corpushash import CorpusHash
from vnpolicy.evaluation.counts import Tally, tally
from vnpolicy.evaluation.figures import Figure, figures
from vnpolicy.evaluation.mistakes import Mistake, mistakes
from vnpolicy.evaluation.reading import Reading
from vnpolicy.evaluation.result import Confusion, Evaluation
from vnpolicy.pipeline import Analyzer
from vnpolicy.sectors.taxonomy import Taxonomy

__all__ = ["Confusion", "Evaluation", "Figure", "Mistake", "evaluate"]


def evaluate(
    folder: str | Path,
    analyzer: Analyzer | None = None,
    *,
    predictions: str | Path | None = None,
    seed: int = 0,
) -> Evaluation:
    """Figures of an analyser on annotated documents: NAME.txt beside NAME.json (see the annotation guide).

    ``analyzer`` is the one to judge (the default settings if None). With ``predictions``, a folder of
    NAME.json in the form of ``Analysis.to_dict``, those are judged instead. ``seed`` is the bootstrap's.

    Raises InputError where the folder holds no annotated documents, where one of them or its prediction
    cannot be read, or where a prediction is missing or of another text.

    >>> import json, tempfile
    >>> text = "1. Giao Sở Y tế nâng cấp trạm y tế trước ngày 15/6/2026."
    >>> due = {"label": "deadline", "kind": "date", "boundary": "before", "due": "2026-06-15"}
    >>> gold = {"id": "a", "units": [{"start": 0, "end": 56, "path": "1", "role": "task", "sectors": ["society"]}],
    ...         "spans": [{"start": 35, "end": 55, **due}]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text(text, "utf-8"), Path(folder, "a.json").write_text(json.dumps(gold))
    ...     result = evaluate(folder)
    >>> result["items"].value, result["deadline value"].value, result["assignee value"].value
    (1.0, 1.0, 0.0)
    >>> [(mistake.kind, mistake.problem, mistake.text) for mistake in result.mistakes]
    [('assignee', 'extra', 'Sở Y tế')]
    """
    gold = _annotated(folder)
    if predictions is None:
        analyzer = analyzer or Analyzer()
        found: Iterable[tuple[str, Mapping[str, Any]]] = _analysed(analyzer, gold)
    elif analyzer is None:
        found = _predicted(Path(predictions), gold)
    else:
        raise InputError("got an analyzer and a folder of predictions: give the one or the other")
    tallies: dict[str, Tally] = {}
    wrong: list[Mistake] = []
    made_by: dict[str, set[str]] = {"model": set(), "fingerprint": set()}
    for name, analysis in found:
        text, annotation = gold[name]
        comparison = Comparison(
            name, text, Reading.of_annotation(name, text, annotation), Reading.of_analysis(name, text, analysis)
        )
        tallies[name] = tally(comparison)
        wrong += mistakes(comparison)
        for key, values in made_by.items():
            values.add(str(analysis.get(key) or ""))
    sectors = _sectors(tallies.values(), Taxonomy.load(analyzer.taxonomy if analyzer else None))
    return Evaluation(
        documents=tuple(tallies),
        corpus=CorpusHash.of(folder),
        model=", ".join(sorted(made_by["model"])),
        fingerprint=", ".join(sorted(made_by["fingerprint"])),
        sectors=sectors,
        figures=figures(tallies, sectors, seed),
        calibration=calibration([label for tally in tallies.values() for label in tally.labels]),
        confusion=Confusion.of(tallies.values(), sectors),
        mistakes=tuple(wrong),
    )


def _annotated(folder: str | Path) -> dict[str, tuple[str, dict[str, Any]]]:
    corpus = Corpus.read(folder)
    if corpus.problems:
        raise InputError(f"{folder} cannot be evaluated: " + "; ".join(map(str, corpus.problems)))
    if not corpus.documents:
        raise InputError(f"{folder} holds no annotated documents: expected NAME.json beside NAME.txt")
    return corpus.documents


def _analysed(
    analyzer: Analyzer, gold: Mapping[str, tuple[str, dict[str, Any]]]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, (text, _) in gold.items():
        try:
            yield name, analyzer.analyze(text).to_dict()
        except InputError as error:
            raise InputError(f"{name}.txt: {error}") from error


def _predicted(folder: Path, gold: Mapping[str, tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in gold:
        path = folder / f"{name}.json"
        try:
            analysis = json.loads(path.read_text("utf-8"))
        except OSError as error:
            raise InputError(f"no prediction for {name}: cannot read {path}: {error.strerror}") from error
        except ValueError as error:
            raise InputError(f"{path} is not JSON in UTF-8: {error}") from error
        if not isinstance(analysis, dict):
            raise InputError(f"{path}: expected a JSON object, one Analysis.to_dict(), got {type(analysis).__name__}")
        yield name, analysis


def _sectors(tallies: Iterable[Tally], taxonomy: Taxonomy) -> tuple[str, ...]:
    """The sectors that were annotated or predicted, in the order of the taxonomy, unknown ones last."""
    prefix = "sector "
    seen = {name.removeprefix(prefix) for tally in tallies for name, _ in tally.counts if name.startswith(prefix)}
    return (*(key for key in taxonomy.keys if key in seen), *sorted(seen - set(taxonomy.keys)))
