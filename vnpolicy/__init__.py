"""Vietnamese directive documents, read: items, sectors, deadlines, targets, references, bodies."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from vnpolicy.analysis import Analysis
    from vnpolicy.corpus.records import AnyRecord
    from vnpolicy.corpus.sources import Sources
    from vnpolicy.corpus.tagging import tag
    from vnpolicy.errors import InputError, LexiconError, PolicyError
    from vnpolicy.evaluation import evaluate
    from vnpolicy.language import load
    from vnpolicy.output.tables import to_frames
    from vnpolicy.output.tokens import words_of
    from vnpolicy.pipeline import Analyzer, Failure
    from vnpolicy.proofs import check_lexicon
    from vnpolicy.segmenter import sentences, tokenize, tokenize_many
    from vnpolicy.training.train import train_sectors

_LAZY = {
    "Analysis": "vnpolicy.analysis",
    "Analyzer": "vnpolicy.pipeline",
    "Failure": "vnpolicy.pipeline",
    "InputError": "vnpolicy.errors",
    "LexiconError": "vnpolicy.errors",
    "PolicyError": "vnpolicy.errors",
    "Sources": "vnpolicy.corpus.sources",
    "check_lexicon": "vnpolicy.proofs",
    "evaluate": "vnpolicy.evaluation",
    "load": "vnpolicy.language",
    "sentences": "vnpolicy.segmenter",
    "tag": "vnpolicy.corpus.tagging",
    "to_frames": "vnpolicy.output.tables",
    "tokenize": "vnpolicy.segmenter",
    "tokenize_many": "vnpolicy.segmenter",
    "train_sectors": "vnpolicy.training.train",
    "words_of": "vnpolicy.output.tokens",
}

__all__ = [
    "Analysis",
    "Analyzer",
    "Failure",
    "InputError",
    "LexiconError",
    "PolicyError",
    "Sources",
    "analyze",
    "analyze_file",
    "analyze_many",
    "check_lexicon",
    "evaluate",
    "load",
    "sentences",
    "tag",
    "to_frames",
    "tokenize",
    "tokenize_many",
    "train_sectors",
    "words_of",
]

_default: Analyzer | None = None


def _analyzer() -> Analyzer:
    global _default  # noqa: PLW0603
    if _default is None:
        from vnpolicy.pipeline import Analyzer

        _default = Analyzer()
    return _default


def analyze(text: str, issued: str | date | None = None) -> Analysis:
    """Everything found in a text: ``Analyzer().analyze`` with the default settings.

    >>> a = analyze("Điều 1. Giao Sở Y tế báo cáo trước ngày 15 hằng tháng.")
    >>> a.deadlines[0].rrule, a.assignments[0].text
    ('FREQ=MONTHLY;BYMONTHDAY=15', 'Sở Y tế')
    """
    return _analyzer().analyze(text, issued)


def analyze_file(path: str | Path, issued: str | date | None = None) -> Analysis:
    """Everything found in a file: ``Analyzer().analyze_file`` with the default settings."""
    return _analyzer().analyze_file(path, issued)


def analyze_many(
    records: Iterable[AnyRecord],
    *,
    processes: int = 1,
    chunk: int = 10,
    progress: Callable[[int], object] | None = None,
) -> Iterator[tuple[str, Analysis | Failure]]:
    """(id, analysis) for each record: ``Analyzer().analyze_many`` with the default settings."""
    return _analyzer().analyze_many(records, processes=processes, chunk=chunk, progress=progress)


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'vnpolicy' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
