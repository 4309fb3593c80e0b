"""Named times and the days that they mean: dates, months, quarters, school years, holidays.

What a time is called (``grammar``, ``forms``, ``seasons``, ``holidays``) is said apart from what it
means: ``Calendar.read`` gives its days, a ``Stretch``, counted from a ``Base``. The days follow the
annotation guide (cuối tháng = its last day, đầu tháng = day 1 to 10, giữa tháng = 11 to 20, a
school year ends on 31 May); working days follow the Labour Code 2019, articles 111 and 112.
"""

from vnpolicy.extract.calendar.base import Base
from vnpolicy.extract.calendar.calendar import Calendar
from vnpolicy.extract.calendar.grammar import read_clock
from vnpolicy.extract.calendar.stretches import (
    ImpossibleDateError,
    Stretch,
    UndatedError,
    UnknownDayError,
    add_months,
)
from vnpolicy.extract.calendar.titles import Period, period_of

__all__ = [
    "Base",
    "Calendar",
    "ImpossibleDateError",
    "Period",
    "Stretch",
    "UndatedError",
    "UnknownDayError",
    "add_months",
    "period_of",
    "read_clock",
]
