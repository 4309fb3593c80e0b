"""The end of a document: recipients and signer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnpolicy.structure.fields import Fields, columns
from vnpolicy.structure.lines import Line, is_capitals
from vnpolicy.text import LOWER, UPPER

_LINES = 60
_SIGNS_FOR = re.compile(r"^(?:T/M|TM|K/T|KT|T/L|TL|TUQ|T/UQ|Q)\s?\.?\s")
OFFICE = re.compile(
    r"(?:(?:QUYỀN|PHÓ) )?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHÁNH VĂN PHÒNG"
    r"|CHỦ NHIỆM|TRƯỞNG BAN|TRƯỞNG PHÒNG|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|VỤ TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG|CHÁNH ÁN"
    r"|CHÁNH THANH TRA|TỔNG THANH TRA|THỐNG ĐỐC|CHỈ HUY TRƯỞNG|CHI CỤC TRƯỞNG)(?: THƯỜNG TRỰC)?"
)
_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]+\s){{1,4}}[{UPPER}][{LOWER}]+")
_RECIPIENTS = re.compile(r"^N[ơo]i\s+nhận\b", re.IGNORECASE)
_OPENS = re.compile(rf"(?i:{_RECIPIENTS.pattern})|{_SIGNS_FOR.pattern}|(?:{OFFICE.pattern})\Z")
_LISTED = re.compile(rf"[-•+]\s*(.+?)[;.,]*(?:[;,.]\s(?:K/T|T/M|[{UPPER}]{{2,}})(?:\s[{UPPER}]{{2,}})*)?$")


def read_tail(lines: Sequence[Line], body: int, fields: Fields) -> None:
    """Recipients and signer, from the first "Nơi nhận" or signature on; ``body`` is the body's first line.

    The two stand beside each other in the original; an export may leave them on the same lines.
    """
    at = next((i for i in range(body, len(lines)) if _OPENS.match(lines[i].words)), None)
    if at is None:
        return
    recipients: list[str] = []
    signing = listing = False
    pieces = [(words, line) for line in lines[at : at + _LINES] for words in columns(fields.source, line)]
    for words, line in pieces:
        if _RECIPIENTS.match(words):
            signing, listing = False, True
        elif _SIGNS_FOR.match(words) or (is_capitals(words) and len(words) > 5):
            signing = True
        elif (listed := _LISTED.match(words)) and (listing or not signing):
            recipients.append(listed[1])
        elif signing and "signer" not in fields.values and _NAME.fullmatch(words):
            fields.put("signer", words, [line])
    fields.put("recipients", tuple(recipients))
