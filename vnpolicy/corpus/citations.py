"""Who cites whom: the edges of the citation graph."""

from __future__ import annotations

from typing import Any

from vnpolicy.analysis import Analysis


def edges(analysis: Analysis, key: str | None) -> list[dict[str, Any]]:
    """One edge for each cited document and relation, in the order of their first mentions.

    ``key`` is that of the citing document.

    >>> from vnpolicy import analyze
    >>> a = analyze("1. Thực hiện Kết luận số 127-KL/TW ngày 05/3/2026 và Kết luận số 127-KL/TW.")
    >>> for edge in edges(a, None):
    ...     edge["cited"], edge["relation"], edge["item"], edge["mentions"]
    ('party:kl:127/TW@khóa XIV', 'implements', '1', 2)
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for reference in analysis.references:
        if reference.key is None or reference.first is None:
            continue
        place = reference.key, reference.relation
        if place not in found:
            found[place] = {
                "sign": analysis.header.sign,
                "key": key,
                "cited": reference.key,
                "cited_type": reference.type,
                "cited_sign": analysis.references[reference.first].sign,
                "relation": reference.relation,
                "item": reference.item,
                "mentions": 0,
            }
        found[place]["mentions"] += 1
    return list(found.values())
