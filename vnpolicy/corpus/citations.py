"""Who cites whom: the edges of the citation graph."""

from __future__ import annotations

from typing import Any

from vnpolicy.analysis import Analysis, Header, Reference
from vnpolicy.extract.references import resolve
from vnpolicy.extract.references.keys import Keys
from vnpolicy.extract.references.mention import Mention
from vnpolicy.extract.references.signs import SignGrammar
from vnpolicy.lexicon import Lexicon


class Citations:
    """Makes the edges of a document, with its own key in the form that its citations have.

    >>> from vnpolicy import analyze
    >>> citations = Citations(Lexicon.load())
    >>> a = analyze("1. Thực hiện Kết luận số 127-KL/TW ngày 05/3/2026 và Kết luận số 127-KL/TW.")
    >>> for edge in citations.edges(a):
    ...     edge["cited"], edge["relation"], edge["item"], edge["mentions"]
    ('party:kl:127/TW@khóa XIV', 'implements', '1', 2)
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._keys = Keys(lexicon)
        self._signs = SignGrammar(lexicon)
        self._types = {kind.name for kind in lexicon.types}

    def own_key(self, header: Header) -> str | None:
        """The key of the document itself; null where it states no sign or no type."""
        if header.sign is None or header.type not in self._types:
            return None
        itself = Mention(0, 0, header.type, "sign", sign=self._signs.read(header.sign), date=header.issued)
        key = self._keys.key(itself, header.issuer, None, header)
        (cited,) = resolve([Reference(start=0, end=0, text="", plain="", type=itself.type, key=key)])
        return cited.key

    def edges(self, analysis: Analysis) -> list[dict[str, Any]]:
        """One edge for each cited document and relation, in the order of their first mentions."""
        citing = {"sign": analysis.header.sign, "key": self.own_key(analysis.header)}
        edges: dict[tuple[str, str], dict[str, Any]] = {}
        for reference in analysis.references:
            if reference.key is None or reference.first is None:
                continue
            place = reference.key, reference.relation
            if place not in edges:
                edges[place] = {
                    **citing,
                    "cited": reference.key,
                    "cited_type": reference.type,
                    "cited_sign": analysis.references[reference.first].sign,
                    "relation": reference.relation,
                    "item": reference.item,
                    "mentions": 0,
                }
            edges[place]["mentions"] += 1
        return list(edges.values())
