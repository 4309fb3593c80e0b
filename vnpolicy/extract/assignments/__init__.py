"""Who is told to do something: the bodies of a paragraph that lead, support or receive.

``bodies`` finds where bodies are named. Here the clause decides about a list of bodies: what
stands before it ("giao A, B và C"), and, where nothing there speaks, whether it opens its clause
and what it is said to do ("A chủ trì"). A body that is only mentioned gives nothing.
"""

from vnpolicy.extract.assignments.finder import AssignmentFinder

__all__ = ["AssignmentFinder"]
