"""Examples of the lexicons with the expected bodies marked: "Giao [Sở Y tế] phối hợp với {Công an tỉnh}"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from vnpolicy.errors import LexiconError
from vnpolicy.text import fold

Marked = list[tuple[str, str]]

_MARK = re.compile(r"(?P<mark>[\[{<])(?P<body>[^\]}>]+)[\]}>]")


def unmark(example: str) -> tuple[str, Marked]:
    """The folded example without its marks, and what is marked: (opening mark, words).

    >>> unmark("Giao [Sở Y tế] báo cáo <UBND tỉnh>")
    ('Giao Sở Y tế báo cáo UBND tỉnh', [('[', 'Sở Y tế'), ('<', 'UBND tỉnh')])
    """
    text = fold(example)
    return _MARK.sub(lambda m: m["body"], text), [(m["mark"], m["body"]) for m in _MARK.finditer(text)]


def check(entry: str, examples: Iterable[str], read: Callable[[str], Marked]) -> None:
    """Raises LexiconError, naming the entry, for an example that does not come out as it is marked."""
    for example in examples:
        text, expected = unmark(example)
        if (found := read(text)) != expected:
            said = ", ".join(f"{mark}{body}" for mark, body in found) or "nothing"
            raise LexiconError(
                f"{entry} has the example {example!r}, in which {said} is found: change the words or the example"
            )
