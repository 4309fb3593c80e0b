"""The end of a document: recipients and signer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vnpolicy.structure.fields import Fields
from vnpolicy.structure.lines import Line, is_capitals
from vnpolicy.text import LOWER, UPPER, Source, fold

_LINES = 60
_SIGNS_FOR = re.compile(r"^(?:T/M|TM|K/T|KT|T/L|TL|TUQ|T/UQ|Q)\s?\.?\s")
_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]+\s){{1,4}}[{UPPER}][{LOWER}]+")
_RECIPIENTS = re.compile(r"^N[ơo]i\s+nhận\b", re.IGNORECASE)
_LISTED = re.compile(rf"[-•+]\s*(.+?)[;.,]*(?:[;,.]\s(?:K/T|T/M|[{UPPER}]{{2,}})(?:\s[{UPPER}]{{2,}})*)?$")
_APART = re.compile(r"\S+(?:\s{1,2}\S+)*")


def read_tail(lines: Sequence[Line], body: int, fields: Fields) -> None:
    """Recipients and signer, from the first "Nơi nhận" or signature on; ``body`` is the body's first line.

    The two stand beside each other in the original; an export may leave them on the same lines.
    """
    starts = (i for i in range(body, len(lines)) if _RECIPIENTS.match(lines[i].words) or _SIGNS_FOR.match(lines[i].words))
    at = next(starts, None)
    if at is None:
        return
    recipients: list[str] = []
    signing = listing = False
    for words, line in _pieces(lines[at : at + _LINES], fields.source):
        if _RECIPIENTS.match(words):
            signing, listing = False, True
        elif _SIGNS_FOR.match(words) or (is_capitals(words) and len(words) > 5):
            signing = True
        elif (listed := _LISTED.match(words)) and (listing or not signing):
            recipients.append(listed[1])
        elif signing and "signer" not in fields.values and _NAME.fullmatch(words):
            fields.put("signer", words, [line])
    fields.put("recipients", tuple(recipients))


def _pieces(lines: Sequence[Line], source: Source) -> Iterator[tuple[str, Line]]:
    """The words of each line, one column after the other where blanks set two apart."""
    for line in lines:
        pieces = _APART.findall(source.clean[line.start : line.end])
        yield from ((fold(piece) if len(pieces) > 1 else line.words, line) for piece in pieces)
