"""The outline: headings and items of a document in order, and the place of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from vnpolicy.analysis import Flag
from vnpolicy.structure.attributes import attribute
from vnpolicy.structure.blocks import Block
from vnpolicy.structure.bodies import bodies
from vnpolicy.structure.headings import ends_sentence, is_heading
from vnpolicy.structure.levels import Levels
from vnpolicy.structure.markers import BULLETS, Kind, Marker, read_marker
from vnpolicy.structure.sections import SectionNames
from vnpolicy.text import UPPER

_BASIS = re.compile(r"(?:Căn cứ|Xét|Theo(?! dõi)|Thực hiện|Để|Trên cơ sở)\b")
_NUMBERED_BASIS = re.compile(r"(?:Căn cứ|Xét đề nghị)\b")
_ORDERS = re.compile(r"\b(?:đề nghị|yêu cầu)\b")
_AHEAD = 60  # paragraphs that may tell whether the one before them is a heading
_CLOSING_LINES = 3  # from the end of a paper
_CLOSING = re.compile(
    rf"""
    (?:Căn\ cứ|Trên\ đây|Yêu\ cầu|Đề\ nghị|Trong\ quá\ trình|Quá\ trình|Nhận\ được|Văn\ phòng\b.*\bthông\ báo
      |Giao\b.*(?:theo\ dõi|đôn\ đốc)|Ủy\ ban\ nhân\ dân\b.*(?:yêu\ cầu|đề\ nghị)|Thủ\ tướng\b.*yêu\ cầu
      |(?:Kết\ luận|Chỉ\ thị|Nghị\ quyết|Kế\ hoạch|Chương\ trình|Hướng\ dẫn|Thông\ báo|Quyết\ định|Công\ điện
         |Báo\ cáo|Quy\ định)[\w ]*\ này
      |[{UPPER}][\w,\ ]{{2,80}}?\ (?:yêu\ cầu|đề\ nghị)\b.*(?:triển\ khai|thực\ hiện)
      |Nơi\ gửi|Các\ (?:cấp|sở|ban|đồng\ chí|cơ\ quan|đơn\ vị|địa\ phương|chi\ bộ|đảng\ bộ)
      |\(.*(?:[Kk]èm\ theo|[Đđ]ính\ kèm)|[{UPPER}][\w ]{{2,60}}(?:thông\ báo|báo\ cáo|kính\ đề\ nghị|trân\ trọng|xin)\b)
    """,
    re.VERBOSE,
)
_NOTIFIES = re.compile(
    r"[^.;:]{2,80}\b(?:thông báo|trả lời|có ý kiến|trao đổi|phúc đáp|báo cáo|cung cấp|gửi)\b[^.;:]{0,40}\bđể\b"
    r".{0,200}\bbiết\b"
    r"|[^.;:]{2,80}\b(?:trân trọng|kính) (?:thông báo|báo cáo|đề nghị|gửi|cảm ơn)"
)
_PASSED = re.compile(r"\(|\w+ \w+ này (?:đã )?được\b")
_NESTED: dict[Kind, tuple[Kind, ...]] = {"article": ("number",), "roman": ("number",), "number": ("letter",)}


class Part(NamedTuple):
    """A heading or an item, with its place in the outline.

    ``words`` is the folded text behind the marker. ``titles`` are the headings above, outermost
    first; ``section`` is the id of the nearest; ``lead`` is the paragraph that announces the list of
    which this is a point. ``attribute`` is the label of an attribute line in lower case. ``closing``
    marks the closing formula of a document, ``announces`` a line that leads into a list.
    """

    block: Block
    id: str
    path: str
    level: int
    marker: Marker | None
    heading: bool
    titles: tuple[str, ...] = ()
    section: str | None = None
    lead: Part | None = None
    attribute: str | None = None
    opening: bool = False
    closing: bool = False
    announces: bool = False
    flags: tuple[Flag, ...] = ()

    @property
    def words(self) -> str:
        """The folded text behind the marker."""
        return self.marker.rest if self.marker else self.block.words


def outline(blocks: Sequence[Block]) -> list[Part]:
    """Headings and items in order; letterhead, recipients, signature, notes and tables left out."""
    parts: list[Part] = []
    sections = SectionNames()
    for body in bodies(blocks):
        heads = {part.id.split("/")[0] for part in parts if part.id}
        labels = Counter(("", head.split("[")[0]) for head in heads)
        parts += sections.name(_Reader(body, Levels(seen=labels)).read())
    return _numbered(parts)


class _Reader:
    """Goes down the paragraphs of one paper and keeps what is open."""

    def __init__(self, body: Sequence[Block], levels: Levels) -> None:
        self._body = body
        self._levels = levels
        self._markers = [read_marker(block.words) for block in body]
        self._last_marked = max((i for i, m in enumerate(self._markers) if m is not None), default=-1)
        self._opens_until = _opening(body, self._markers)
        self._previous: Part | None = None
        self._loose: str | None = None  # the title of a heading without a marker ...
        self._below_loose = 0  # ... and the level from which on markers stand below it
        self._leads: list[Part] = []

    def read(self) -> list[Part]:
        """The parts of the paper."""
        return [self._read(at) for at in range(len(self._body))]

    def _read(self, at: int) -> Part:
        block = self._body[at]
        marker, flags = self._open(at)
        words = marker.rest if marker else block.words
        label = attribute(words, marker)
        heading = is_heading(block, marker, self._body[at + 1 : at + 1 + _AHEAD], self._levels)
        hidden = self._describe(block, marker, heading, label)
        closing = not heading and at > self._last_marked and self._closes(at)
        path = "" if closing else self._levels.path
        part = Part(
            block=block,
            id="" if closing else self._levels.id,
            path=path,
            level=path.count("/") + 1 if path else 0,
            marker=marker,
            heading=heading,
            titles=self._titles(marker, heading),
            attribute=label or ("" if hidden else None),
            opening=at < self._opens_until,
            closing=closing,
            announces=words.endswith(":"),
            flags=flags,
        )
        self._previous = part = part._replace(lead=self._lead(part))
        if part.announces and not heading:
            self._leads.append(part)
        return part

    def _open(self, at: int) -> tuple[Marker | None, tuple[Flag, ...]]:
        """Opens the marker of a paragraph, and one directly behind it ("Điều 7. 1. Bộ Quốc phòng ...")."""
        found = self._markers[at]
        marker = None if found is None else self._levels.settled(found)
        if marker is None or at < self._opens_until or not self._levels.trusts(marker):
            return None, ()
        before = self._previous
        renewed = before is not None and before.heading and before.marker is None
        flags = self._levels.place(marker, announced=before is not None and before.announces, renewed=renewed)
        level = len(self._levels.entries) - 1
        if marker.kind not in BULLETS and level < self._below_loose:
            self._below_loose = level
            self._loose = self._loose if renewed and marker.value == 1 else None
        inner = read_marker(marker.rest)
        if inner is None or inner.value != 1 or inner.kind not in _NESTED.get(marker.kind, ()):
            return marker, flags
        return inner._replace(text=f"{marker.text} {inner.text}"), flags + self._levels.place(inner)

    def _describe(self, block: Block, marker: Marker | None, heading: bool, label: str | None) -> bool:
        """Notes at the open marker what it opened; returns whether it is hidden from paths."""
        if marker is None:
            if heading:
                self._loose, self._below_loose = block.passage.plain, len(self._levels.entries)
            return False
        top = self._levels.entries[-1]
        top.heading = heading
        top.title = _title(block, marker) if heading or not ends_sentence(block.words) else None
        hidden = bool(label) or not top.shown
        if hidden:
            self._levels.hide()
        return hidden

    def _titles(self, marker: Marker | None, heading: bool) -> tuple[str, ...]:
        """The titles above a paragraph, outermost first."""
        own = 1 if heading and marker is not None else 0
        depth = len(self._levels.entries) - own
        if self._loose is None or (heading and marker is None):
            return self._levels.titles(0, depth)
        above = min(self._below_loose, depth)
        return (*self._levels.titles(0, above), self._loose, *self._levels.titles(above, depth))

    def _lead(self, part: Part) -> Part | None:
        """The lead-in above a point of a list; lead-ins whose list is over are forgotten."""
        while self._leads:
            if _is_below(part, self._leads[-1]):
                return self._leads[-1]
            self._leads.pop()
        return None

    def _closes(self, at: int) -> bool:
        """The closing formula: unnumbered, at the end, in the words of the genre."""
        words = self._body[at].words
        left = len(self._body) - at
        below_heading = self._previous is not None and self._previous.heading
        if left > _CLOSING_LINES or len(self._body) < 2 or below_heading:
            return False
        if _NOTIFIES.match(words):
            return True
        if not self._levels.entries or len(self._body) < 3:
            return False
        if self._levels.entries[0].marker.kind == "article":
            return bool(_PASSED.match(words))
        return bool(_CLOSING.match(words) or (left == 1 and words.endswith((".", "./")) and _ORDERS.search(words)))


def _opening(body: Sequence[Block], markers: Sequence[Marker | None]) -> int:
    """How many paragraphs open the paper: those before its first number, up to a lead-in or before an order."""
    for i, marker in enumerate(markers):
        basis = _NUMBERED_BASIS if marker is not None and marker.kind not in BULLETS else _BASIS
        if marker is not None and not basis.match(marker.rest):
            return i
    lead = next((i for i, block in enumerate(body) if block.words.endswith(":")), None)
    if lead is not None:
        return lead + 1
    return next((i for i, block in enumerate(body) if _ORDERS.search(block.words)), 0)


def _title(block: Block, marker: Marker) -> str:
    plain = block.passage.plain
    rest = plain[len(plain) - len(marker.rest) :] if marker.rest else plain
    return rest.strip(" :")


def _is_below(part: Part, lead: Part) -> bool:
    """Whether a part belongs to the list; a paragraph without a marker stands beside the bullets before it."""
    root = lead.path
    if lead.marker is None and root.endswith(("-", "+")):
        root = root[:-1].rstrip("/")
    return part.path.startswith(root + "/") if root else part.path != ""


def _numbered(parts: Sequence[Part]) -> list[Part]:
    """The parts with the ids of items made unique."""
    used: Counter[str] = Counter()
    numbered = []
    for part in parts:
        if part.heading:
            numbered.append(part)
            continue
        used[part.id] += 1
        count = used[part.id]
        unique = part.id if count == 1 and part.id else f"{part.id}¶{count}"
        numbered.append(part._replace(id=unique))
    return numbered
