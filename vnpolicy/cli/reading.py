"""Inputs that are named on the command line."""

from __future__ import annotations

import sys


def read(name: str) -> str:
    """The text of a file, or of standard input for "-"; raises InputError where there is none."""
    from vnpolicy.readers import decode, read_text

    return decode(sys.stdin.buffer.read(), "standard input") if name == "-" else read_text(name)
