"""References: mentions of other documents, by sign, number, date, congress or proper name.

They are found, each from its type noun or sign on (``finder`` with ``numbered``, ``named`` and
``meetings``), described by what stands around them (``provenance``, ``pinpoints``, ``relations``),
and given a key (``keys``), by which ``resolve`` ties mentions of one document together; what stands
for one of them ("Kết luận trên") is no reference (``anaphora``).

Conventions are those of the annotation guide (version 4): the span runs from the type noun, or
the pinpoint before it, to the end of sign, date, issuer and term; the subject that follows is left
out, save where it is the proper name of a strategy, plan, programme or scheme. Signs are read by
the grammar of Hướng dẫn 36-HD/VPTW (Party: 596-KL/TU), of Nghị định 30/2020/NĐ-CP (state:
62/BC-UBND) and of the laws on legal documents (30/2020/NĐ-CP, 59/2020/QH14).
"""

from vnpolicy.extract.references.finder import ReferenceFinder
from vnpolicy.extract.references.resolution import resolve
from vnpolicy.extract.references.signs import SignGrammar

__all__ = ["ReferenceFinder", "SignGrammar", "resolve"]
