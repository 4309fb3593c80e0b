"""The calendar: every form of naming a time, with the holidays of a lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vnpolicy.errors import LexiconError
from vnpolicy.extract.calendar.base import Base
from vnpolicy.extract.calendar.forms import BARE_FORMS, BEGINNINGS, FORMS, WORDS, bounded
from vnpolicy.extract.calendar.grammar import pattern, with_clock
from vnpolicy.extract.calendar.holidays import NamedHolidays
from vnpolicy.extract.calendar.stretches import Stretch, UnknownDayError
from vnpolicy.extract.calendar.workdays import Workdays
from vnpolicy.lexicon import Holiday
from vnpolicy.text import fold


class Calendar:
    """Reads named times and counts working days, with the holidays of a lexicon.

    ``named`` is the fragment of a verbose pattern for any time that says itself that it is one,
    ``loosely_named`` the same with bare dates ("30/4", "6/2026") and years. ``beginnings`` are what
    both can begin with if not with a digit, ``hints`` of what a text in lower case that names a time
    holds at least one.

    >>> calendar = Calendar([])
    >>> base = Base(anchor=date(2026, 3, 10))
    >>> [calendar.read(said, base).last.isoformat() for said in ("quý II", "cuối năm", "tháng 2")]
    ['2026-06-30', '2026-12-31', '2027-02-28']
    """

    def __init__(self, holidays: Sequence[Holiday]) -> None:
        self._workdays = Workdays(holidays)
        named = NamedHolidays(holidays)
        sure = (*FORMS, *named.forms())
        loose = (*sure, *BARE_FORMS)
        self.beginnings = (*BEGINNINGS, *named.beginnings)
        self.named = bounded((form for form, _ in sure), self.beginnings)
        self.loosely_named = bounded((form for form, _ in loose), self.beginnings)
        self.hints = (*WORDS, *sorted(hint for hint in named.hints if not any(word in hint for word in WORDS)))
        self._named = pattern(self.named)
        self._readers = [(pattern(form), reader) for form, reader in loose]
        for holiday in holidays:
            self._check(holiday, named)

    def find(self, text: str) -> str | None:
        """The first named time in folded text, as said there."""
        match = self._named.search(text)
        return match.group() if match else None

    def read(self, said: str, base: Base) -> Stretch:
        """The days of a named time; ``said`` is folded text that ``loosely_named`` matched.

        Raises ImpossibleDateError where there is no such day and UnknownDayError where nothing
        tells the year; the message is the reason.
        """
        for form, reader in self._readers:
            if match := form.fullmatch(said):
                groups = {name: value for name, value in match.groupdict().items() if value is not None}
                return with_clock(said, reader(groups, base))
        raise UnknownDayError(f"{said!r} names no time that the calendar knows")

    def add_working_days(self, start: date, count: int) -> date:
        """The day ``count`` working days after ``start``, which is not counted itself."""
        return self._workdays.add(start, count)

    def _check(self, holiday: Holiday, named: NamedHolidays) -> None:
        for example in (*holiday.examples, *holiday.not_examples):
            expected = example in holiday.examples
            found = " ".join(match.group().lower() for match in self._named.finditer(fold(example)))
            if (named.longest_in(found) is holiday) != expected:
                raise LexiconError(
                    f"the holiday {holiday.name!r} {'misses' if expected else 'matches'} "
                    f"its {'' if expected else 'counter-'}example {example!r}"
                )
