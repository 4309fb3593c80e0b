"""How a document breaks its lines, measured on the document itself.

First lines of paragraphs are measured apart from the others, because exports from HTML break them
at different places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vnpolicy.structure.lines import SENTENCE_ENDS, Line, Look
from vnpolicy.text import LOWER

_LOWER = re.compile(f"[{LOWER}]")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a document breaks its lines.

    ``width`` is the number of characters at which lines are broken, 0 where they are not.
    ``narrow`` is the width of first lines where most of these are broken much earlier (exports from
    HTML, whose sources hold the paragraph's tag on the first line), else 0; ``uneven`` says that
    some are. ``spaced`` says that blank lines separate the paragraphs, ``double`` that they separate
    even the lines of one paragraph.
    """

    width: int = 0
    narrow: int = 0
    uneven: bool = False
    spaced: bool = False
    double: bool = False

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Wrapping:
        """Measured on the lines that cannot be anything but broken or ended."""
        first: list[int] = []
        other: list[int] = []
        apart = together = broken_apart = 0
        opens = True
        previous: Line | None = None
        gap = False
        for line in lines:
            if line.look is not Look.TEXT:
                gap = gap or line.look is Look.BLANK
                if line.look not in (Look.BLANK, Look.FURNITURE):
                    previous = None
                continue
            if previous is not None:
                ended = previous.words.endswith(SENTENCE_ENDS)
                lower = bool(_LOWER.match(line.words))
                if lower and not ended:
                    (first if opens else other).append(previous.width)
                    broken_apart += gap
                elif ended and not lower:
                    apart += gap
                    together += not gap
                opens = ended and not lower
            previous, gap = line, False
        broken = len(first) + len(other)
        if broken < max(_ENOUGH, 0.15 * (broken + apart + together)):
            return cls(spaced=apart > together)
        widths = sorted(other or first)
        width = widths[int(len(widths) * 0.85)]
        early = [w for w in first if w < NARROW * width]
        return cls(
            width=width,
            narrow=max(early) if len(early) > 0.6 * len(first) else 0,
            uneven=len(early) >= _ENOUGH,
            spaced=apart > together,
            double=broken_apart * 2 > broken,
        )

    def breaks(self, line: Line, word: str, *, first: bool) -> bool:
        """Whether ``line`` was broken because ``word`` did not fit, give or take a word."""
        if first and self.narrow:
            return line.width + 1 + len(word) > self.narrow - SLACK
        return self.width > 0 and line.width + 1 + len(word) > 0.8 * self.width


_ENOUGH = 3  # broken lines to measure a width on
NARROW = 0.6
SLACK = 8
