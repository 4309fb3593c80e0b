"""The role of each paragraph: what the document does there.

The place decides first (closing formula, attribute line, lead-in), then a label in front of the
paragraph. What is left is weighed: the heading or the lead-in above says what to expect, the words
say what is there, and the heavier role wins. Words and weights are ``data/roles.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from vnpolicy.analysis import Role
from vnpolicy.lexicon import HeadingCue, Lexicon
from vnpolicy.structure.cues import RoleCues
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

_LABEL = re.compile(r"(?P<label>(?!Về\b)[^\d:;,.]{4,40}):\s")
_LABEL_WORDS = 5
_MIXED = re.compile(r"mục (?:đích|tiêu),? (?:và )?yêu cầu|mục tiêu,? (?:và )?(?:nhiệm vụ|giải pháp)", re.IGNORECASE)
_HOW = re.compile(r"\bphải\b|kiên quyết|tránh ")
_PLAIN = 1.2  # the weight at which a lead-in says what its list is
_SHORT_LEAD = 170
_LONG_LEAD = 220


class RoleFinder:
    """Roles of the parts of a document, from the cues of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cues = RoleCues(lexicon)

    def find(self, parts: Sequence[Part], type_: str | None) -> list[Role]:
        """The role of each part, headings included; ``type_`` is the document's type."""
        roles: list[Role] = []
        for part in parts:
            cue = self._heading_above(part)
            previous = roles[-1] if roles else None
            if part.heading:
                own = self._cues.heading(part.block.words)
                roles.append(own.role if own else cue.role if cue else "task")
            else:
                roles.append(self._role_by_place(part) or self._weigh(part, cue, previous, type_))
        return roles

    def _heading_above(self, part: Part) -> HeadingCue | None:
        return next((cue for title in reversed(part.titles) if (cue := self._cues.heading(title))), None)

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
        else:
            expected.append(_REPORT if type_ == "báo cáo" else _BARE)
        if part.lead is not None and not part.lead.opening and part.lead.titles == part.titles:
            said = self._cues.weigh(part.lead.words)
            expected += [listed for role, listed in _LISTED.items() if said.get(role, 0.0) > _PLAIN]
        if previous == "limitation" and cue is not None and cue.role == "result":
            expected.append(_AFTER_SHORTCOMINGS)
        return expected

    def _only_announces(self, part: Part) -> bool:
        """A line that ends with a colon, sets no time and leaves what it announces to the list below."""
        words = part.words
        if part.marker is None:
            return len(words) < _SHORT_LEAD
        if re.search(r"\b(?:trọng tâm|trong đó|nguyên tắc)\b", words) or self._cues.count(words)["by when"]:
            return False
        return len(words) < _LONG_LEAD or words.startswith("Để ")
