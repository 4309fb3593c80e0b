"""Rules and what their readers see: the passage, its setting, the calendar."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vnpolicy.analysis import Boundary, Role
from vnpolicy.extract.calendar import Base, Calendar
from vnpolicy.extract.calendar.grammar import pattern
from vnpolicy.extract.deadlines.reading import Found
from vnpolicy.extract.setting import Setting

# Fills what a rule has matched; the facts of earlier steps are filled with U+E000.
_HIDDEN = "\ue001"
_SENTENCE_END = re.compile(r"[;]\s|\.\s(?=\S)")
_TIME_LABEL = pattern(r"(?:thời\s(?:gian|hạn|điểm)|tiến\sđộ|lộ\strình|hạn|hoàn\sthành)(?!\w)")
_TIME_LABEL_BEFORE = pattern(r"(?<!\w)(?:thời\s(?:gian|hạn|điểm)|tiến\sđộ)[^.;:]{0,40}:\s\Z")

ACTIVE: tuple[Role, ...] = ("task", "organisation")
FORWARD: tuple[Role, ...] = (*ACTIVE, "objective")
EVERYWHERE: tuple[Role, ...] = (*FORWARD, "result", "limitation", "preamble")


@dataclass(slots=True, kw_only=True)
class Scene:
    """The text that the rules still see, and what the readers know beside their match.

    ``before`` is the end and the boundary of the last named time that is a deadline.
    """

    text: str
    setting: Setting
    calendar: Calendar
    before: tuple[int, Boundary] | None = None

    def left(self, at: int) -> str:
        """The words before, back to the end of the sentence before."""
        return _SENTENCE_END.split(self.text[max(0, at - 160) : at])[-1]

    def right(self, at: int) -> str:
        """The words after."""
        return self.text[at : at + 60]

    def base(self, boundary: Boundary = "by") -> Base:
        """What times that are not fully named are counted from."""
        to_first = boundary in ("before", "from")
        return Base(anchor=self.setting.anchor, period=self.setting.period, to_first=to_first)

    def in_time_line(self, left: str) -> bool:
        """Whether what follows these words is the value of "Thời gian thực hiện: ...", a deadline as a whole."""
        label = self.setting.attribute
        stated = label is not None and _TIME_LABEL.search(label) is not None
        return stated or _TIME_LABEL_BEFORE.search(left) is not None


Reader = Callable[["re.Match[str]", Scene], Iterator[Found]]


# Units of time, as rules need them.
UNITS = ("năm", "ngày", "tháng", "quý", "tuần", "giờ", "phút")


class Rule(NamedTuple):
    """A pattern with its reader.

    ``needs`` are groups of words in lower case, of each of which a text holds one where ``pattern``
    matches: looking for them is cheap. ``roles`` are the roles of the paragraphs in which the rule finds deadlines.
    """

    name: str
    needs: tuple[tuple[str, ...], ...]
    pattern: re.Pattern[str]
    read: Reader
    roles: tuple[Role, ...] = FORWARD

    def apply(self, scene: Scene) -> Iterator[Found]:
        """What the rule finds; its matches are hidden from the next rules, read or rejected."""
        visible = list[str]()
        at = 0
        for match in self.pattern.finditer(scene.text):
            found = list(self.read(match, scene)) if scene.setting.role in self.roles else []
            start, end = found[0][:2] if len(found) == 1 else match.span()
            visible += [scene.text[at:start], _HIDDEN * (end - start)]
            at = end
            yield from found
        if visible:
            scene.text = "".join((*visible, scene.text[at:]))


class Rules:
    """Rules in their order, of which only those are tried whose needs a text meets."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = [(1 << number, rule) for number, rule in enumerate(rules)]
        self._needs: dict[tuple[str, ...], int] = defaultdict(int)
        for bit, rule in self._rules:
            for words in rule.needs:
                self._needs[words] |= bit

    def for_text(self, lowered: str) -> list[Rule]:
        """The rules that a text in lower case can match; each group of words is looked for once at most."""
        failed = 0
        for words, rules in self._needs.items():
            if rules & ~failed and not any(map(lowered.__contains__, words)):
                failed |= rules
        return [rule for bit, rule in self._rules if not failed & bit]
