"""Words that stand for a document that was cited before: "Kết luận trên", "các Nghị quyết nêu trên".

They are no references of their own (annotation guide), so they are found after all references, and
each says which of them it stands for. "Kết luận này" in a conclusion is the document itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from vnpolicy.analysis import Analysis, Anaphor, Item, Reference
from vnpolicy.extract.references.grammar import any_of
from vnpolicy.extract.references.nouns import Nouns
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage

_MANY = re.compile(r"(?:các|những|hai|ba|bốn|năm|\d{1,2}) $", re.IGNORECASE)
_BEHIND_ABOVE = any_of("và|của|được|đã|là|có|phải|để|cho|theo|tại|như|nếu|thì|trước|trong quá trình")
_WHICH = re.compile(
    rf"""\ (?:(?P<this>này) | (?:đã\ )?(?:nêu|nói|kể|dẫn)\ trên | vừa\ (?:nêu|dẫn) | đó
      | trên(?=[.,;:)\]"]|$|\ {_BEHIND_ABOVE}\b) )(?!\w)""",
    re.VERBOSE,
)
_DEFINITION = re.compile(
    r"\((?:sau đây |dưới đây )?(?:gọi|viết)(?: tắt)?(?: chung)?(?: là)?:? \"?(?P<name>[^()\"\ue000]{2,60}?)\"?\)"
)
_NOT_ALONE = r"(?!\w|\ (?:số|của|về|ngày|này|trên|nêu|đó|\d|Đại\ hội|Trung\ ương|Hội\ nghị))"
_ANY_TYPE = "văn bản"
_ANY = ""
# What a noun may stand for where no document of its own type was cited.
_INSTEAD = {
    "kết luận": ("thông báo", "kết luận thanh tra"),
    "công văn": ("văn bản",),
    "chương trình": ("chương trình hành động",),
    "luật": ("bộ luật",),
    "thông tư": ("thông tư liên tịch",),
}
_MOST = 50  # documents that a plural stands for, names that a document defines


class _Mention(NamedTuple):
    """Words at their place in a passage; ``name`` is a name that they define."""

    start: int
    end: int
    type: str
    many: bool = False
    this: bool = False
    name: str | None = None
    cited: tuple[int, ...] = ()


def anaphora(analysis: Analysis) -> list[Anaphor]:
    """The anaphora in the items and headings of a document, in order."""
    cited = _CitedSoFar(analysis.references)
    inside: dict[tuple[str | None, str | None], list[tuple[int, int]]] = defaultdict(list)
    for reference in analysis.references:
        inside[reference.item, reference.section].append((reference.start, reference.end))
    defined: dict[str, _Mention] = {}
    found = []
    for part in sorted([*analysis.sections, *analysis.items], key=lambda part: part.start):
        item, section = (part.id, part.section) if isinstance(part, Item) else (None, part.id)
        passage = Passage.within(analysis.text, part.start, part.end, part.omitted if isinstance(part, Item) else ())
        at = 0
        for mention in _mentions(passage.mask(inside[item, section]), defined):
            start, end = passage.span(mention.start, mention.end)
            before = mention.cited or cited.before(start, mention.type, mention.many)
            if mention.name:
                if before and len(defined) < _MOST:
                    defined[mention.name] = mention._replace(name=None, cited=before)
            elif mention.start >= at:
                at = mention.end
                own = mention.this and (not before or mention.type in (analysis.header.type, _ANY_TYPE))
                anaphor = Anaphor(
                    start=start,
                    end=end,
                    text=analysis.text[start:end],
                    plain=passage.plain[mention.start : mention.end],
                    item=item,
                    section=section,
                    rule="defined" if mention.cited else "this" if mention.this else "above",
                    type=mention.type,
                    own=own,
                    references=() if own else before,
                )
                found.append(anaphor)
    return found


@cache
def _nouns() -> Nouns:
    return Nouns(Lexicon.load())


def _mentions(text: str, defined: Mapping[str, _Mention]) -> list[_Mention]:
    """What stands for a document or defines a name for one, in the order of a text."""
    found = [*_by_noun(text), *_by_name(text, defined), *_definitions(text)]
    return sorted(found, key=lambda mention: mention[:2])


def _by_noun(text: str) -> Iterator[_Mention]:
    for noun in _nouns().find(text):
        which = None if noun.is_code else _WHICH.match(text, noun.end)
        if which:
            many = _MANY.search(text, max(0, noun.start - 8), noun.start)
            start = many.start() if many else noun.start
            yield _Mention(start, which.end(), noun.kind, many is not None, which["this"] is not None)


def _by_name(text: str, defined: Mapping[str, _Mention]) -> Iterator[_Mention]:
    for name, mention in defined.items():
        for match in re.finditer(rf"(?<!\w){re.escape(name)}{_NOT_ALONE}", text):
            yield mention._replace(start=match.start(), end=match.end())


def _definitions(text: str) -> Iterator[_Mention]:
    """Names for what was cited: "(sau đây gọi tắt là Nghị quyết)"."""
    for match in _DEFINITION.finditer(text):
        noun = next(_nouns().find(match["name"]), None)
        kind = noun.kind if noun and not noun.start else _ANY_TYPE
        yield _Mention(*match.span("name"), kind, name=match["name"])


class _CitedSoFar:
    """The references up to a place, by type; places must be asked for in the order of the text."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._ahead = iter(enumerate(references))
        self._next = next(self._ahead, None)
        self._last: dict[str, tuple[str | None, dict[int, int]]] = {}

    def before(self, at: int, kind: str, many: bool) -> tuple[int, ...]:
        """The last document of a type, or all of the paragraph in which it is cited; empty if there is none."""
        while self._next and self._next[1].start < at:
            self._add(*self._next)
            self._next = next(self._ahead, None)
        for type_ in (_ANY,) if kind == _ANY_TYPE else (kind, *_INSTEAD.get(kind, ())):
            if type_ in self._last:
                documents = list(self._last[type_][1].values())
                return tuple(documents[-_MOST:] if many else documents[-1:])
        return ()

    def _add(self, index: int, reference: Reference) -> None:
        for kind in (reference.type, _ANY):
            item, documents = self._last.get(kind, (None, {}))
            if item != reference.item:
                documents = {}
            first = index if reference.first is None else reference.first
            documents.pop(first, None)
            documents[first] = index
            self._last[kind] = (reference.item, documents)
