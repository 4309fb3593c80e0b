"""Deadlines: by when, in which period or how often something is to be done.

A rule (``scene``) is a verbose pattern and a reader, which decides whether the words are a deadline
and what they mean; each module holds the rules of one family, ``refusals`` what is no deadline.
Conventions are those of the annotation guide: ``due`` is the day that is written, the last one of a
longer time, the first one after "trước".
"""

from vnpolicy.extract.deadlines.finder import DeadlineFinder
from vnpolicy.extract.deadlines.title import title_period

__all__ = ["DeadlineFinder", "title_period"]
