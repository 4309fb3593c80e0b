"""The finder: the rules in the order of their certainty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from vnpolicy.analysis import Anchor, Deadline, Fact, Modifier
from vnpolicy.extract.calendar import Calendar
from vnpolicy.extract.deadlines.counted import COUNTED_RULE
from vnpolicy.extract.deadlines.events import EVENT_RULES
from vnpolicy.extract.deadlines.frequencies import FREQUENCY_RULES
from vnpolicy.extract.deadlines.periods import interval_rule, stretch_rule
from vnpolicy.extract.deadlines.points import STEP_RULE, point_rule
from vnpolicy.extract.deadlines.reading import Found, Reading
from vnpolicy.extract.deadlines.recurrences import RECURRENCE_RULES
from vnpolicy.extract.deadlines.refusals import announces_answer
from vnpolicy.extract.deadlines.scene import Rules, Scene
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage


class DeadlineFinder:
    """Finds the deadlines of a passage.

    >>> from vnpolicy.text import Source
    >>> source = Source.of("Hoàn thành trước ngày 15/10/2026, báo cáo hằng quý.")
    >>> passage = Passage.of(source, 0, len(source.clean))
    >>> found = DeadlineFinder(Lexicon.load()).find(passage, Setting(anchor=date(2026, 3, 10)), ())
    >>> [(d.text, d.due and d.due.isoformat(), d.rrule) for d in found]
    [('trước ngày 15/10/2026', '2026-10-15', None), ('hằng quý', None, 'FREQ=MONTHLY;INTERVAL=3')]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._calendar = Calendar(lexicon.holidays)
        rules = (
            *RECURRENCE_RULES,
            COUNTED_RULE,
            stretch_rule(self._calendar),
            *EVENT_RULES,
            interval_rule(self._calendar),
            STEP_RULE,
            point_rule(self._calendar),
            *FREQUENCY_RULES,
        )
        self._rules = Rules(rules)

    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> list[Deadline]:
        """The deadlines of the passage in text order, outside the facts that are taken.

        The announcement of a request that is being answered ("Về kiến nghị ...:") holds none.
        """
        text = passage.mask([(fact.start, fact.end) for fact in taken])
        if announces_answer(text):
            return []
        scene = Scene(text=text, setting=setting, calendar=self._calendar)
        found = [(one, rule.name) for rule in self._rules.for_text(text.lower()) for one in rule.apply(scene)]
        found.sort(key=lambda item: item[0].start)
        return [_deadline(passage, setting, one, name) for one, name in found]


def _deadline(passage: Passage, setting: Setting, found: Found, rule: str) -> Deadline:
    start, end, reading = found
    return Deadline(
        **setting.place(passage, start, end),
        rule=f"deadline.{rule}",
        flags=reading.flags,
        kind=reading.kind,
        boundary=reading.boundary,
        begin=reading.begin,
        due=reading.due,
        latest=_latest(reading),
        time=reading.time,
        grain=reading.grain,
        timex=reading.timex,
        mod=_modifier(reading),
        rrule=reading.rrule,
        duration=reading.duration,
        anchor=_anchor(reading, setting),
        reason=reading.reason,
    )


def _latest(reading: Reading) -> date | None:
    """The last day on which the task can still be done in time."""
    if reading.latest:
        return reading.latest
    if reading.due and reading.boundary == "before" and reading.time is None:
        return reading.due - timedelta(1)
    return reading.due


def _modifier(reading: Reading) -> Modifier | None:
    """The TIMEX3 modifier: the side of the time, else its part."""
    if reading.timex is None or reading.kind == "recurring":
        return None
    if reading.boundary == "before":
        return "BEFORE"
    return reading.mod or ("APPROX" if "approximate" in reading.flags else None)


def _anchor(reading: Reading, setting: Setting) -> Anchor | None:
    """What the day was counted from, where it was."""
    return setting.anchor_kind if reading.counted or "year_inferred" in reading.flags else None
