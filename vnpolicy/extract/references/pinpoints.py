"""Pinpoints, which stand before the document that they are in: "khoản 2 Điều 5 Luật ..."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vnpolicy.extract.references.grammar import any_of
from vnpolicy.extract.references.mention import Mention

_PART = r"""(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Cc]hương|(?:[Tt]iểu\ )?[Mm]ục|[Pp]hụ\ lục|[Pp]hần|[Tt]iết|[Đđ]oạn
    |[Gg]ạch\ đầu\ dòng)"""
_MARK = rf"""(?:\d{{1,3}}[a-zđ]?(?:\.\d{{1,2}}){{0,3}}|[IVXLC]{{1,6}}(?:\.\d{{1,2}})?|[a-zđA-Z](?:\.\d{{1,2}})?
    |thứ\ {any_of("nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười")})(?!\w)\)?"""
_ANNEX_LINK = r"\ (?:(?:được\ )?ban\ hành\ )?kèm\ theo\ "
_PINPOINT = re.compile(
    rf"""(?<!\w)(?:{_PART}\ {_MARK}
    (?:(?:,\ và\ |[,;]\ |\ và\ |\ hoặc\ |\ đến\ |\ )(?:(?:các\ )?{_PART}\ )?{_MARK})*
    | [Pp]hụ\ lục(?={_ANNEX_LINK}))""",
    re.VERBOSE,
)
_LINKS = (" ", " của ", " tại ", " trong ")
_ANNEX_LINKS = (" kèm theo ", " ban hành kèm theo ", " được ban hành kèm theo ")


def with_pinpoints(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each from the pinpoint on that stands before it."""
    pinpoints = {match.end(): match for match in _PINPOINT.finditer(text)}
    return [_with_pinpoint(text, mention, pinpoints) for mention in mentions]


def _with_pinpoint(text: str, mention: Mention, pinpoints: Mapping[int, re.Match[str]]) -> Mention:
    for link in (*_LINKS, *_ANNEX_LINKS):
        found = pinpoints.get(mention.start - len(link))
        if found is None or not text.startswith(link, found.end()):
            continue
        if link in _LINKS or "hụ lục" in found.group():
            return mention._replace(start=found.start(), pinpoint=found.span())
    return mention
