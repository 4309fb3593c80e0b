"""CARD.md: what a model is, what it was made of, how good it is and what it is not for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vnpolicy.sectors.taxonomy import Taxonomy


def card(metrics: Mapping[str, Any], taxonomy: Taxonomy) -> str:
    """The card as Markdown, every figure out of ``metrics``."""
    return "\n".join(_lines(metrics, taxonomy)) + "\n"


def _lines(metrics: Mapping[str, Any], taxonomy: Taxonomy) -> Iterator[str]:
    settings = metrics["settings"]
    yield f"# Sector model: {metrics['name']}"
    yield ""
    yield "Written by `vnpolicy train`. Reads paragraphs of Vietnamese directive documents and says what each is about."
    yield ""
    yield "## What it is"
    yield ""
    yield (
        "Two linear models (scikit-learn, logistic regression; numpy alone at work). The first reads the words of a "
        f"text: {metrics['phrases']:,} n-grams of up to three syllables that occur in at least {settings['documents']} "
        f"documents, and the classes of the lexicon's terms (C = {settings['first']:g}). The second weighs, with the "
        "same weights for all sectors, what the first says of the paragraph, its opening, its headings, the title, its "
        f"neighbours and the rest of the document, and the paragraph's role (C = {settings['second']:g}). "
        "Probabilities are calibrated (Platt) and thresholds chosen on documents that the model had not seen "
        f"({settings['folds']}-fold cross-validation, documents never divided)."
    )
    yield ""
    yield f"Taxonomy: {metrics['taxonomy']}. No pickle: model.json and weights.npz hold text and numbers only."
    yield ""
    yield "## Data"
    yield ""
    yield f"{metrics['examples']:,} labelled paragraphs of {metrics['documents']:,} documents. Labels:"
    yield ""
    yield "| sector | name | labels | threshold |"
    yield "|---|---|---|---|"
    for sector in taxonomy.sectors:
        threshold = metrics["thresholds"][sector.key]
        yield f"| {sector.key} | {sector.name} | {metrics['labels'][sector.key]:,} | {threshold:.2f} |"
    yield ""
    yield "## Figures"
    yield ""
    yield "Cross-validated on the training documents, 95 % intervals by document, beside the lexicon without training."
    yield ""
    yield "| figure | model | interval | lexicon |"
    yield "|---|---|---|---|"
    model, lexical = metrics["cross-validation"], metrics["lexicon alone"]
    for key in ("sectors", "sectors macro", "first sector", "calibration error", "uncertain items"):
        if key in model:
            interval = f"{_number(model[key]['low'])} to {_number(model[key]['high'])}"
            beside = _number(lexical[key]["value"]) if key in lexical else ""
            yield f"| {key} | {_number(model[key]['value'])} | {interval} | {beside} |"
    yield ""
    yield "| sector | F1 | precision | recall | lexicon F1 |"
    yield "|---|---|---|---|---|"
    for key, figure in model["by sector"].items():
        numbers = " | ".join(_number(figure[name]) for name in ("f1", "precision", "recall"))
        yield f"| {key} | {numbers} | {_number(lexical['by sector'].get(key, {}).get('f1'))} |"
    yield ""
    yield "## Limits"
    yield ""
    yield (
        "- Cross-validation is on documents of the same writers: real documents are harder. Measure on your own with "
        "`vnpolicy evaluate DIR`."
    )
    yield "- A paragraph is read in its document; out of its document it has less to go by."
    yield "- The roles and headings are those that the library reads: a wrong role can take the sectors away."
    yield f"- `uncertain` marks decisions below a probability of {metrics['uncertain below']:.2f}: have them looked at."


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
