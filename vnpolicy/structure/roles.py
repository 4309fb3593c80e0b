"""The role of each paragraph: what the document does there.

The place decides first (closing formula, attribute line, lead-in), then a label in front of the
paragraph. What is left is weighed: the heading or the lead-in above says what to expect, the words
say what is there, and the heavier role wins. Words and weights are ``data/roles.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from vnpolicy.analysis import Role
from vnpolicy.lexicon import HeadingCue, Lexicon
from vnpolicy.structure.cues import RoleCues
from vnpolicy.structure.markers import BULLETS
from vnpolicy.structure.outline import Part

Weights = Mapping[Role, float]

# What to expect of a paragraph before it is read, on the scale of roles.toml.
_OPENING: Weights = {"preamble": 3.5, "result": 1.0, "limitation": 0.3}
_LEADING_IN: Weights = {"preamble": 2.0}
_BARE: Weights = {"task": 2.5, "organisation": 0.8, "result": 0.3}
_REPORT: Weights = {"result": 1.5}
_LISTED: dict[Role, Weights] = {
    "result": {"result": 2.0, "limitation": 1.0},
    "limitation": {"limitation": 3.0},
    "objective": {"objective": 3.0},
}
_AFTER_SHORTCOMINGS: Weights = {"limitation": 1.7, "result": -1.2}
# Below "Mục đích, yêu cầu" the aims come first and the demands after them.
_FIRST_OF_MIXED: Weights = {"objective": 2.0, "task": -0.5}
_LATER_OF_MIXED: Weights = {"task": 1.4}
_LATER = 3

_LABEL = re.compile(r"(?P<label>(?!Về\b)[^\d:;,.]{4,40}):\s")
_LABEL_WORDS = 5
_PLAIN = 1.2  # the weight at which a lead-in says what its list is
_SHORT_LEAD = 170
_LONG_LEAD = 220


class RoleFinder:
    """Roles of the parts of a document, from the cues of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cues = RoleCues(lexicon)
        # Neighbours stand below the same headings and the same lead-in.
        self._heading = lru_cache(maxsize=64)(self._cues.heading)
        self._listed = lru_cache(maxsize=8)(self._list_of)

    def find(self, parts: Sequence[Part], type_: str | None) -> list[Role]:
        """The role of each part, headings included; ``type_`` is the document's type."""
        roles: list[Role] = []
        for part in parts:
            cue = self._said_by(part.titles)
            previous = roles[-1] if roles else None
            if part.heading:
                said = self._said_by((*part.titles, part.block.words))
                roles.append(said.role if said else "task")
            else:
                roles.append(self._role_by_place(part) or self._weigh(part, cue, previous, type_))
        return roles

    def _said_by(self, titles: Sequence[str]) -> HeadingCue | None:
        """What the innermost heading says, unless it only names a subject and one further out says more."""
        cues = [cue for title in reversed(titles) if (cue := self._heading(title))]
        return next((cue for cue in cues if not cue.weak), cues[0] if cues else None)

    def _role_by_place(self, part: Part) -> Role | None:
        if part.attribute is not None or part.closing:
            return "organisation"
        if part.announces and not part.opening and self._only_announces(part):
            return "organisation"
        label = _LABEL.match(part.words)
        if label is None or part.opening or label["label"].count(" ") >= _LABEL_WORDS:
            return None
        cue = self._cues.heading(label["label"])
        return cue.role if cue else None

    def _weigh(self, part: Part, cue: HeadingCue | None, previous: Role | None, type_: str | None) -> Role:
        total: dict[Role, float] = defaultdict(float)
        for weights in (*self._expected(part, cue, previous, type_), self._cues.weigh(part.words)):
            for role, weight in weights.items():
                total[role] += weight
        return max(total, key=lambda role: total[role])

    def _expected(self, part: Part, cue: HeadingCue | None, previous: Role | None, type_: str | None) -> list[Weights]:
        expected: list[Weights] = []
        if part.opening:
            expected += [_OPENING, _LEADING_IN] if part.announces else [_OPENING]
        elif cue is not None:
            expected.append(cue.weights)
            if {"objective", "task"} <= cue.weights.keys():
                expected += _by_turn(part)
        else:
            expected.append(_REPORT if type_ == "báo cáo" else _BARE)
        if part.lead is not None and not part.lead.opening and part.lead.titles == part.titles:
            expected += self._listed(part.lead.words)
        if previous == "limitation" and cue is not None and cue.role == "result":
            expected.append(_AFTER_SHORTCOMINGS)
        return expected

    def _list_of(self, lead: str) -> list[Weights]:
        """What the lead-in says of the points of its list."""
        said = self._cues.weigh(lead)
        return [listed for role, listed in _LISTED.items() if said.get(role, 0.0) > _PLAIN]

    def _only_announces(self, part: Part) -> bool:
        """A line that ends with a colon, sets no time and leaves what it announces to the list below."""
        words = part.words
        if part.marker is None:
            return len(words) < _SHORT_LEAD
        if re.search(r"\b(?:trọng tâm|trong đó|nguyên tắc)\b", words) or self._cues.count(words)["by when"]:
            return False
        return len(words) < _LONG_LEAD or words.startswith("Để ")


def _by_turn(part: Part) -> list[Weights]:
    """What the place in a list of aims and demands says."""
    value = part.marker.value if part.marker is not None and part.marker.kind not in BULLETS else 0
    if value == 1:
        return [_FIRST_OF_MIXED]
    return [_LATER_OF_MIXED] if value >= _LATER else []
