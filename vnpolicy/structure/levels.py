"""The open markers of an outline: which level a marker stands on, and the path and id it makes.

The level of a marker is not a property of its looks: the same "1." stands under a Roman number in
one document and under a letter in another. So the open markers form a stack. A marker goes on with
the list whose turn it is (the value follows), opens a list below (its kind is not open yet, or it
starts again at one), or is taken for a restart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from vnpolicy.analysis import Flag
from vnpolicy.structure.markers import BULLETS, DOTTED, NAMED, Kind, Marker, as_roman

_AMBIGUOUS = "iv"
_LARGEST_GAP = 3
_DEEPEST = 12  # levels at which a list still opens another one of its kind


@dataclass(slots=True)
class _Open:
    """An open marker: its part of ids, whether it shows in paths, and its title if it is a heading."""

    marker: Marker
    segment: str
    shown: bool = True
    heading: bool = False
    title: str | None = None


@dataclass(slots=True)
class Levels:
    """The open markers, outermost first. ``seen`` counts labels under their parent, by the parent's id."""

    entries: list[_Open] = field(default_factory=list)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def path(self) -> str:
        """The labels of the open markers, joined by "/"."""
        return "/".join(e.marker.label for e in self.entries if e.shown)

    @property
    def id(self) -> str:
        """The path, with labels that recur under their parent numbered."""
        return "/".join(e.segment for e in self.entries if e.shown)

    def titles(self, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """The titles of the open headings on these levels, outermost first."""
        return tuple(e.title for e in self.entries[start:end] if e.heading and e.title)

    def kinds(self) -> set[Kind]:
        """The kinds of the open markers."""
        return {e.marker.kind for e in self.entries}

    def settled(self, marker: Marker) -> Marker:
        """The marker as it is meant: "i)" and "v)" are letters or small Roman numbers, by whose turn it is."""
        if marker.kind != "letter" or marker.label not in _AMBIGUOUS:
            return marker
        roman = as_roman(marker)
        turns = {(e.marker.kind, e.marker.value + 1) for e in self.entries}
        first = roman.value == 1 and "letter" not in self.kinds()
        after = (roman.kind, roman.value) in turns and (marker.kind, marker.value) not in turns
        return roman if first or after else marker

    def trusts(self, marker: Marker) -> bool:
        """Whether a number or letter at the start of a paragraph is a marker: its value must be in turn."""
        if marker.kind not in ("number", "letter", "roman", "capital"):
            return True
        values = [e.marker.value for e in self.entries if e.marker.kind == marker.kind]
        if marker.value <= 1 or any(0 < marker.value - v <= _LARGEST_GAP for v in values):
            return True
        if marker.kind == "number" and values:
            return marker.value <= max(values) + _LARGEST_GAP
        return bool(values) or marker.kind == "number" or marker.value <= _LARGEST_GAP + 1

    def place(self, marker: Marker, *, announced: bool = False, renewed: bool = False) -> tuple[Flag, ...]:
        """Opens a marker at its level; returns the flags of an uncertain place.

        ``announced``: the paragraph before leads into a list; ``renewed``: it is a heading without
        a marker, so that a new "1." starts again on the level of the old.
        """
        level, flags = self._level(marker, announced, renewed)
        del self.entries[level:]
        shown = not (self.entries and not self.entries[-1].shown)
        parent = self.id
        self.seen[parent, marker.label] += 1
        count = self.seen[parent, marker.label]
        segment = marker.label if count == 1 else f"{marker.label}[{count}]"
        self.entries.append(_Open(marker, segment, shown))
        return flags

    def hide(self) -> None:
        """Takes the innermost marker out of paths: it labels an attribute, not an item."""
        top = self.entries[-1]
        if top.shown:
            top.shown = False
            self.seen[self.id, top.marker.label] -= 1

    def _level(self, marker: Marker, announced: bool, renewed: bool) -> tuple[int, tuple[Flag, ...]]:
        if marker.kind in NAMED:
            rank = NAMED.index(marker.kind)
            for i, entry in enumerate(self.entries):
                if entry.marker.kind not in NAMED or NAMED.index(entry.marker.kind) >= rank:
                    return i, ()
            return len(self.entries), ()
        if marker.kind in DOTTED:
            return self._dotted_level(marker), ()
        same = [i for i, e in enumerate(self.entries) if e.marker.kind == marker.kind]
        if not same:
            lost = marker.kind == "number" and marker.value > 1 and self.kinds() & {"letter", *BULLETS}
            return self._below(marker), ("repaired_sequence",) if lost else ()
        if marker.kind in BULLETS:
            return same[-1], ()
        for i in reversed(same):
            if marker.value == self.entries[i].marker.value + 1:
                return i, ()
        if marker.value <= 1:
            deeper = (announced or same[-1] < len(self.entries) - 1) and len(self.entries) < _DEEPEST
            return (len(self.entries) if deeper and not renewed else same[-1]), ()
        return same[-1], ("repaired_sequence",)

    def _below(self, marker: Marker) -> int:
        """Where a kind that is not open yet opens: Roman numbers and capitals stand on the outside.

        A number above one whose list has lost its beginning stands above the letters before it.
        """
        if marker.kind in ("roman", "capital"):
            inner = (i for i, e in enumerate(self.entries) if e.marker.kind not in (*NAMED, "capital"))
            return next(inner, len(self.entries))
        if marker.kind == "number":
            lower = BULLETS if marker.value <= 1 else ("letter", *BULLETS)
            inner = (i for i, e in enumerate(self.entries) if e.marker.kind in lower)
            return next(inner, len(self.entries))
        return len(self.entries)

    def _dotted_level(self, marker: Marker) -> int:
        for i in reversed(range(len(self.entries))):
            entry = self.entries[i].marker
            if entry.kind == marker.kind:
                return i
            numbers = (*entry.prefix, entry.value)
            if entry.kind in ("number", *DOTTED) and numbers == marker.prefix:
                return i + 1
        bullets = [i for i, e in enumerate(self.entries) if e.marker.kind in (*BULLETS, "letter")]
        return bullets[0] if bullets else len(self.entries)
