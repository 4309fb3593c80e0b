"""Resolution: the mentions of a document that cite the same other one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from vnpolicy.analysis import Header, Reference
from vnpolicy.extract.references.keys import KEY
from vnpolicy.text import fold

_LAW_WITH_SIGN = re.compile(
    r"(?:.{0,200}? )??(?P<noun>[Ll]uật|[Bb]ộ luật|[Pp]háp lệnh) (?P<name>\D{2,200}?) (?:số:? )?\d"
)


def resolve(references: Sequence[Reference], header: Header) -> list[Reference]:
    """The references of a document, in text order, with ``key`` and ``first`` filled.

    A key (see ``keys``) holds "?" for what its mention does not tell, unless an earlier mention
    agrees with all that it does tell and no second one does; then its key holds.

    >>> def cited(key: str) -> Reference:
    ...     return Reference(start=0, end=1, text="", plain="", type="nghị quyết", key=key)
    >>> found = resolve([cited("party:nq:29/TW@2013-11-04"), cited("?:nq:29/?")], Header())
    >>> [(r.key, r.first) for r in found]
    [('party:nq:29/TW@2013-11-04', 0), ('party:nq:29/TW@2013-11-04', 0)]
    """
    fuller: dict[str, dict[str, None]] = defaultdict(dict)
    firsts: dict[str, int] = {}
    resolved: list[Reference] = []
    for index, reference in enumerate(references):
        key = reference.key or ""
        if header.place:
            key = key.replace("(?)", f"({header.place})")
        parts = KEY.fullmatch(key)
        if parts and "?" in key:
            short = parts["issuer"] == "/?"
            known = fuller[parts["number"] if short else parts["number"] + parts["issuer"]]
            agreeing = list(islice((k for k in known if short or _agrees(parts, k)), 2))
            key = agreeing[0] if len(agreeing) == 1 else key
        elif parts:
            for base in (parts["number"], parts["number"] + parts["issuer"], _law_name(reference)):
                fuller[base][key] = None
        first = firsts.setdefault(key, index) if key else index
        resolved.append(replace(reference, key=key or None, first=first))
    return resolved


def _agrees(open_key: re.Match[str], key: str) -> bool:
    """Whether a full key says the same wherever the open one says something."""
    full = KEY.fullmatch(key)
    return full is not None and all(
        open_key[part] in (None, "?") or full[part] in (None, open_key[part]) for part in ("place", "when")
    )


def _law_name(reference: Reference) -> str:
    """What begins the key of a law where its number is left out."""
    named = _LAW_WITH_SIGN.match(fold(reference.plain)) if reference.sign else None
    return f"{named['noun'].lower()}:{named['name'].lower()}" if named else ""
