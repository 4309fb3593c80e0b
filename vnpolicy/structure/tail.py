"""The end of a document: recipients and signer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnpolicy.structure.fields import Fields
from vnpolicy.structure.lines import Line, is_capitals
from vnpolicy.text import LOWER, UPPER

_LINES = 60
_SIGNS_FOR = re.compile(r"^(?:T/M|TM|K/T|KT|T/L|TL|TUQ|T/UQ|Q)\s?\.?\s")
_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]+\s){{1,4}}[{UPPER}][{LOWER}]+")
_RECIPIENTS = re.compile(r"^N[ơo]i\s+nhận\b", re.IGNORECASE)


def read_tail(lines: Sequence[Line], body: int, fields: Fields) -> None:
    """Recipients and signer, from the first "Nơi nhận" on."""
    at = next((i for i in range(body, len(lines)) if _RECIPIENTS.match(lines[i].words)), None)
    if at is None:
        signed = [i for i in range(body, len(lines)) if _SIGNS_FOR.match(lines[i].words)]
        at = signed[0] if signed else None
    if at is None:
        return
    recipients = []
    signing = False
    signer = None
    for line in lines[at : at + _LINES]:
        if _SIGNS_FOR.match(line.words) or (is_capitals(line.words) and line.width > 5):
            signing = True
        listed = re.match(r"[-•+]\s*(.+?)[;.,]*$", line.words)
        if listed and not signing:
            recipients.append(listed[1])
        elif signing and signer is None and _NAME.fullmatch(line.words):
            signer = line
    fields.put("recipients", tuple(recipients))
    if signer is not None:
        fields.put("signer", signer.words, [signer])
