"""Analyses in msgpack, the format of spaCy's ``Doc.to_bytes`` and ``DocBin``.

srsly, which writes it, finds the two functions by their entry points, so that a process that has
only imported spaCy can read what another has written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vnpolicy.analysis import Analysis

_KEY = "vnpolicy.Analysis"

Codec = Callable[[Any], Any]


def encode(value: Any, chain: Codec | None = None) -> Any:
    """The exchange format of an analysis, marked as such; any other value goes to the next encoder."""
    if isinstance(value, Analysis):
        return {_KEY: value.to_dict()}
    return chain(value) if chain else value


def decode(value: Any, chain: Codec | None = None) -> Any:
    """The analysis that ``encode`` was given; any other value goes to the next decoder.

    >>> from vnpolicy import analyze
    >>> analysis = analyze("1. Giao Sở Y tế báo cáo trước ngày 15/6/2026.")
    >>> decode(encode(analysis)) == analysis, decode({"a": 1})
    (True, {'a': 1})
    """
    if isinstance(value, dict) and value.keys() == {_KEY}:
        return Analysis.from_dict(value[_KEY])
    return chain(value) if chain else value
