"""What a classifier of sectors is given and what it gives; the lexicon and the trained model both are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from vnpolicy.analysis import Family, Role, SectorLabel
from vnpolicy.text import Passage


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph to classify; ``heading`` holds the titles above it, outermost first."""

    passage: Passage
    role: Role
    heading: tuple[str, ...]
    title: str
    family: Family | None


@dataclass(frozen=True, slots=True)
class Classification:
    """The sectors of a paragraph, the most important first; ``uncertain`` marks weak decisions.

    ``scores`` are the probabilities of all sectors, where the classifier has them.
    """

    sectors: tuple[SectorLabel, ...]
    uncertain: bool
    scores: dict[str, float] = field(default_factory=dict)


class Classifier(Protocol):
    """Anything that tells the sectors of paragraphs: the lexicon, or a trained model."""

    @property
    def name(self) -> str:
        """What the analysis says of the model that made it."""
        ...

    def classify(self, paragraphs: Sequence[Paragraph]) -> list[Classification]:
        """One classification for each paragraph, in order."""
        ...
