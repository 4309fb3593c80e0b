"""Quantified results that a document commits to.

``values`` reads comparator, number and unit (``units``), ``ranks`` places and multiples; ``promises``
decides from the words around (``surroundings``, ``cues``) whether the document promises the number
or only mentions it (``mentions``, ``counts``); ``indicators``, ``qualities`` and ``quotations``
describe what is promised; ``link`` ties it to its deadline and to the document that it is quoted from.

Conventions are those of the annotation guide (version 4). The words are those of the lexicon's
tables ``unit``, ``comparator`` and ``target_cue``.
"""

from vnpolicy.extract.targets.finder import TargetFinder
from vnpolicy.extract.targets.links import link

__all__ = ["TargetFinder", "link"]
