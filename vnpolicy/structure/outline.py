"""The outline: which paragraphs are headings, which are items, and the path of each.

The level of a marker is not a property of its looks: the same "1." stands under a Roman number in
one document and under a letter in another. So the open markers form a stack. A marker goes on with
the list whose turn it is (the value follows), opens a list below (its kind is not open yet, or it
starts again at one), or is taken for a restart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from vnpolicy.analysis import Flag
from vnpolicy.structure.blocks import Block
from vnpolicy.structure.lines import FOOTNOTE, is_capitals
from vnpolicy.structure.markers import Kind, Marker, read_marker
from vnpolicy.structure.sections import SectionNames
from vnpolicy.text import LOWER, UPPER

_NAMED: tuple[Kind, ...] = ("part", "chapter", "section", "subsection", "article")
_DOTTED: tuple[Kind, ...] = ("dotted2", "dotted3", "dotted4")
_BULLETS: tuple[Kind, ...] = ("dash", "plus")
_LARGEST_GAP = 3
_MOST_NESTED = 4  # lists of one kind inside each other: without a limit paths grow with the text

_TERMINAL = re.compile(r"(?:[.;!?…]|\./\.?)[\"')]*$")
_ATTRIBUTE = re.compile(
    r"""
    (?P<label>
        (?:các\ )?(?:cơ\ quan|đơn\ vị|bộ\ phận|địa\ phương|người)(?:,\ (?:cơ\ quan|đơn\ vị|địa\ phương))?
            \ (?:chủ\ trì|phối\ hợp|thực\ hiện|đầu\ mối|tham\ mưu|theo\ dõi|chịu\ trách\ nhiệm|soạn\ thảo)
            [^:.;]{0,40}
        | (?:chủ\ trì|phối\ hợp|phân\ công|trách\ nhiệm)(?:\ thực\ hiện)?
        | thời\ (?:gian|hạn|điểm)(?:\ (?:thực\ hiện|hoàn\ thành|ban\ hành|trình|báo\ cáo|triển\ khai))[^:.;]{0,30}
        | (?:tiến\ độ|lộ\ trình)(?:\ (?:thực\ hiện|hoàn\ thành))?
        | (?:hoàn\ thành|thời\ hạn)
        | sản\ phẩm[^:.;]{0,30} | kết\ quả\ (?:đầu\ ra|cần\ đạt)[^:.;]{0,20}
        | hình\ thức\ văn\ bản | cấp\ (?:trình|phê\ duyệt|quyết\ định|ban\ hành)[^:.;]{0,30}
        | lãnh\ đạo\ (?:chỉ\ đạo|phụ\ trách)[^:.;]{0,20} | kinh\ phí\ thực\ hiện
    )\s*:
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIRECTS = re.compile(
    r"(?:^[A-ZĐ]|\b)(?:iao|êu cầu|ề nghị|ập trung|riển khai|ăng cường|hấn đấu|iếp tục|ẩy mạnh|ổ chức|ây dựng"
    r"|hực hiện|ảo đảm|ảm bảo|hỉ đạo|ối hợp)\b"
    r"|\b(?:giao|yêu cầu|đề nghị|chủ trì|phối hợp|chỉ đạo|tập trung|triển khai|tăng cường|phấn đấu|đạt|cần"
    r"|phải|có trách nhiệm|bao gồm|gồm|tiếp tục|đẩy mạnh|tổ chức|xây dựng|thực hiện|bảo đảm|đảm bảo|như sau"
    r"|sau đây|sau|trong đó|cụ thể (?:là|như)|là)\b"
)
_ORDERS = re.compile(r"\b(?:giao|yêu cầu|đề nghị|tham mưu|chủ trì|phối hợp với|nghiên cứu|rà soát)\b", re.IGNORECASE)
_TAIL = re.compile(r"N[ơo]i\s+nhận\b|(?:T/M|TM\.|K/T|KT\.|T/L|TL\.|TUQ\.|T/UQ)\s", re.IGNORECASE)
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục|DANH MỤC|BIỂU|MẪU SỐ|Mẫu số|BIỂU MẪU)\b")
_ENACTS = re.compile(r"(?:QUYẾT (?:ĐỊNH|NGHỊ)|NGHỊ QUYẾT|KẾT LUẬN|CHỈ THỊ|THÔNG BÁO|YÊU CẦU)\s*:?$")
_ADDRESSED = re.compile(r"(?:Kính gửi|Kinh gửi)\b|[^.]{0,80}\bđiện\s*:$", re.IGNORECASE)
_BASIS = re.compile(r"(?:-\s*)?(?:Căn cứ|Xét|Theo|Thực hiện|Để|Trên cơ sở)\b")
_NOTE = re.compile(r"\((?:Ban hành )?[Kk]èm theo|\[\d{1,3}\]|Ghi chú\s*:|\(\*+\)")
_PAPERS = (
    "KẾ HOẠCH", "QUY CHẾ", "QUY ĐỊNH", "CHƯƠNG TRÌNH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "ĐỀ ÁN", "PHƯƠNG ÁN",
    "HƯỚNG DẪN", "ĐIỀU LỆ", "CHIẾN LƯỢC", "BỘ TIÊU CHÍ", "NỘI QUY", "ĐỀ CƯƠNG",
)  # fmt: skip
_CLOSING = re.compile(
    rf"""
    (?:Căn\ cứ|Trên\ đây|Yêu\ cầu|Đề\ nghị|Trong\ quá\ trình|Quá\ trình|Nhận\ được|Văn\ phòng\b.*\bthông\ báo
      |Giao\b.*(?:theo\ dõi|đôn\ đốc)|Ủy\ ban\ nhân\ dân\b.*(?:yêu\ cầu|đề\ nghị)|Thủ\ tướng\b.*yêu\ cầu
      |(?:Kết\ luận|Chỉ\ thị|Nghị\ quyết|Kế\ hoạch|Chương\ trình|Hướng\ dẫn|Thông\ báo|Quyết\ định|Công\ điện
         |Báo\ cáo|Quy\ định)[\w ]*\ này
      |[{UPPER}][\w,\ ]{{2,80}}?\ (?:yêu\ cầu|đề\ nghị)\b.*(?:triển\ khai|thực\ hiện)
      |Nơi\ gửi|Các\ (?:cấp|sở|ban|đồng\ chí|cơ\ quan|đơn\ vị|địa\ phương|chi\ bộ|đảng\ bộ)
      |\(.*(?:kèm\ theo|đính\ kèm)|[{UPPER}][\w ]{{2,60}}(?:thông\ báo|báo\ cáo|kính\ đề\ nghị|trân\ trọng|xin)\b)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Part:
    """A heading or an item, with its place in the outline.

    ``titles`` are the headings above, outermost first; ``section`` is the id of the nearest.
    ``attribute`` is the label of an attribute line in lower case. ``closing`` marks the closing
    formula of a document, ``announces`` a line that only leads into a list.
    """

    block: Block
    id: str
    path: str
    level: int
    marker: Marker | None
    heading: bool
    titles: tuple[str, ...] = ()
    section: str | None = None
    attribute: str | None = None
    opening: bool = False
    closing: bool = False
    announces: bool = False
    under_task: bool = False
    flags: tuple[Flag, ...] = ()


@dataclass(slots=True)
class _Open:
    """An open marker: its place in ids and whether it shows in paths."""

    marker: Marker
    segment: str
    shown: bool = True
    title: str | None = None
    heading: bool = False


@dataclass(slots=True)
class _Stack:
    entries: list[_Open] = field(default_factory=list)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def labels(self) -> list[str]:
        return [e.marker.label for e in self.entries if e.shown]

    def id(self) -> str:
        return "/".join(e.segment for e in self.entries if e.shown)

    def kinds(self) -> set[Kind]:
        return {e.marker.kind for e in self.entries}

    def place(self, marker: Marker, announced: bool, renewed: bool) -> tuple[Flag, ...]:
        """Opens a marker at its level; returns the flags of an uncertain place."""
        level, flags = self._level(marker, announced, renewed)
        del self.entries[level:]
        shown = not (self.entries and not self.entries[-1].shown)
        parent = self.id()
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
            self.seen[self.id(), top.marker.label] -= 1

    def _level(self, marker: Marker, announced: bool, renewed: bool) -> tuple[int, tuple[Flag, ...]]:
        if marker.kind in _NAMED:
            rank = _NAMED.index(marker.kind)
            for i, entry in enumerate(self.entries):
                if entry.marker.kind not in _NAMED or _NAMED.index(entry.marker.kind) >= rank:
                    return i, ()
            return len(self.entries), ()
        if marker.kind in _DOTTED:
            return self._dotted_level(marker), ()
        same = [i for i, e in enumerate(self.entries) if e.marker.kind == marker.kind]
        if not same:
            return self._below(marker), ()
        if marker.kind in _BULLETS:
            return same[-1], ()
        for i in reversed(same):
            if marker.value == self.entries[i].marker.value + 1:
                return i, ()
        if marker.value <= 1:
            deeper = same[-1] < len(self.entries) - 1
            nested = (deeper or announced) and not renewed and len(same) < _MOST_NESTED
            return (len(self.entries) if nested else same[-1]), ()
        return same[-1], ("repaired_sequence",)

    def _below(self, marker: Marker) -> int:
        """Where a kind that is not open yet opens: Roman numbers and capitals stand on the outside."""
        if marker.kind in ("roman", "capital"):
            inner = (i for i, e in enumerate(self.entries) if e.marker.kind not in (*_NAMED, "capital"))
            return next(inner, len(self.entries))
        if marker.kind == "number":
            bullets = (i for i, e in enumerate(self.entries) if e.marker.kind in _BULLETS)
            return next(bullets, len(self.entries))
        return len(self.entries)

    def _dotted_level(self, marker: Marker) -> int:
        for i in reversed(range(len(self.entries))):
            entry = self.entries[i].marker
            if entry.kind == marker.kind:
                return i
            numbers = (*entry.prefix, entry.value)
            if entry.kind in ("number", *_DOTTED) and numbers == marker.prefix:
                return i + 1
        bullets = [i for i, e in enumerate(self.entries) if e.marker.kind in (*_BULLETS, "letter")]
        return bullets[0] if bullets else len(self.entries)


def outline(blocks: Sequence[Block]) -> list[Part]:
    """Headings and items in order; letterhead, recipients, signature, notes and tables left out."""
    parts: list[Part] = []
    sections = SectionNames()
    for body in _bodies(blocks):
        parts += sections.name(_body_parts(body, parts))
    return _numbered(parts)


def _bodies(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The running text of the document and of each paper issued with it."""
    body: list[Block] = []
    skipping = addressed = False
    title = False
    for i, block in enumerate(blocks):
        words = block.lines[0].words if block.is_cell else block.words
        paper = words.strip(" :.*") in _PAPERS and (skipping or block.strong or i == 0)
        if paper and (skipping or body):
            if body:
                yield body
            body, skipping, title = [], False, True
            continue
        if skipping or not words:
            continue
        if title and read_marker(words) is None and _in_title(blocks, i):
            continue
        title = False
        if _TAIL.match(words) or (_ANNEX.match(words) and is_capitals(words[:8])):
            skipping = True
            if body:
                yield body
            body = []
            continue
        if block.is_cell or _ENACTS.match(words) or FOOTNOTE.match(words):
            continue
        if _ADDRESSED.match(words) and len(body) < 3:
            addressed = True
            continue
        marker = read_marker(words)
        if addressed and marker is not None and marker.kind in _BULLETS and not body:
            continue
        addressed = False
        body.append(block)
    if body:
        yield body


def _in_title(blocks: Sequence[Block], at: int) -> bool:
    """Whether a paragraph belongs to the title of an annexed paper, down to "(Kèm theo ...)"."""
    words = blocks[at].words
    if is_capitals(blocks[at].lines[0].words) or re.search(r"\((?:Ban hành )?[Kk]èm theo", words):
        return True
    noted = at + 1 < len(blocks) and bool(_NOTE.match(blocks[at + 1].words))
    lower = bool(re.match(f"[{LOWER}(]", words)) and not words.endswith((":", ";"))
    return noted or (lower and len(words) < _LONGEST_CAPITALS)


def _body_parts(body: Sequence[Block], before: Sequence[Part]) -> list[Part]:
    stack = _Stack(seen=Counter(("", p.id.split("/")[0].split("[")[0]) for p in before[:0]))
    stack.seen.update(_root_labels(before))
    parts: list[Part] = []
    markers = [read_marker(block.words) for block in body]
    last_marked = max((i for i, m in enumerate(markers) if m is not None), default=-1)
    opens_until = _opening(body, markers)
    announced = renewed = False
    loose: str | None = None
    for i, block in enumerate(body):
        marker = None if i < opens_until else _trusted(markers[i], stack)
        flags: tuple[Flag, ...] = ()
        attribute = _attribute(marker.rest if marker else block.words, marker)
        under_task = bool(stack.entries and not stack.entries[-1].heading)
        if marker is not None:
            flags = stack.place(marker, announced, renewed)
            if marker.kind not in _BULLETS:
                loose = None
        hidden = bool(marker is not None and (attribute or not stack.entries[-1].shown))
        heading = _is_heading(block, marker, body[i + 1 :], stack)
        if marker is not None and hidden:
            stack.hide()
        if marker is None and heading:
            loose = block.passage.plain
        if marker is not None:
            stack.entries[-1].heading = heading
            stack.entries[-1].title = _title(block, marker) if heading or not _ends(block) else None
        closing = not heading and i > last_marked and _closes(block, body, i, stack)
        titles = tuple(e.title for e in stack.entries if e.heading and e.title)
        if heading and marker is not None:
            titles = titles[:-1]
        elif loose is not None and not heading:
            titles = (*titles, loose)
        path = "" if closing else "/".join(stack.labels())
        parts.append(
            Part(
                block=block,
                id="" if closing else stack.id(),
                path=path,
                level=path.count("/") + 1 if path else 0,
                marker=marker,
                heading=heading,
                titles=titles,
                attribute=attribute or ("" if hidden else None),
                opening=i < opens_until,
                closing=closing,
                announces=block.words.endswith(":"),
                under_task=under_task,
                flags=flags,
            )
        )
        announced = block.words.endswith(":")
        renewed = heading and marker is None
    return parts


def _opening(body: Sequence[Block], markers: Sequence[Marker | None]) -> int:
    """How many paragraphs open the paper: those before its first number, or up to a lead-in."""
    marked = [i for i, m in enumerate(markers) if m is not None and not _BASIS.match(m.rest)]
    if marked:
        return marked[0]
    lead = next((i for i, block in enumerate(body) if block.words.endswith(":")), None)
    return 0 if lead is None else lead + 1


def _root_labels(before: Sequence[Part]) -> Counter[tuple[str, str]]:
    """How often each outermost label was opened by the papers before, so that ids stay unique."""
    heads = {part.id.split("/")[0] for part in before if part.id}
    return Counter(("", head.split("[")[0]) for head in heads)


def _trusted(marker: Marker | None, stack: _Stack) -> Marker | None:
    """Not every number at the start of a paragraph is a marker: its value must be in turn."""
    if marker is None or marker.kind not in ("number", "letter", "roman", "capital"):
        return marker
    values = [e.marker.value for e in stack.entries if e.marker.kind == marker.kind]
    if marker.value <= 1 or any(0 < marker.value - v <= _LARGEST_GAP for v in values):
        return marker
    if marker.kind == "number" and values and marker.value > max(values) + _LARGEST_GAP:
        return None
    if marker.kind in ("letter", "capital") and not values and marker.value > _LARGEST_GAP + 1:
        return None
    return marker


def _attribute(words: str, marker: Marker | None) -> str | None:
    if marker is not None and marker.kind not in (*_BULLETS, "letter"):
        return None
    match = _ATTRIBUTE.match(words)
    return match["label"].strip().lower() if match else None


def _ends(block: Block) -> bool:
    return bool(_TERMINAL.search(block.words))


def _title(block: Block, marker: Marker) -> str:
    plain = block.passage.plain
    rest = plain[len(plain) - len(marker.rest) :] if marker.rest else plain
    return rest.strip(" :")


def _is_heading(block: Block, marker: Marker | None, after: Sequence[Block], stack: _Stack) -> bool:
    words = marker.rest if marker else block.words
    if marker is not None and marker.kind in ("part", "chapter", "section", "subsection"):
        return True
    if not words or (is_capitals(words) and 2 < len(words) < _LONGEST_CAPITALS):
        return True
    if not after:
        return False
    below = read_marker(after[0].words)
    short = len(words) < _LONGEST_LINE
    if marker is None:
        states = words.endswith(":") and _DIRECTS.search(words)
        return short and block.strong and not _TERMINAL.search(words) and not states
    if _TERMINAL.search(words) or len(words) > _LONGEST_HEADING:
        return False
    if below is None:
        return (block.strong or short) if not words.endswith(":") else not _states(words)
    if not _is_child(below, marker, stack):
        return block.strong and short and marker.kind not in _BULLETS
    if _labels_task(below):
        return True
    if words.endswith(":"):
        return not _states(words)
    return _is_label(words) or not _has_attributes(marker, after)


_LONGEST_CAPITALS = 400
_LONGEST_HEADING = 900
_LONGEST_LINE = 130


def _labels_task(below: Marker) -> bool:
    return bool(re.match(r"(?:Nhiệm vụ|Nội dung nhiệm vụ)\s*:", below.rest))


def _has_attributes(marker: Marker, after: Sequence[Block]) -> bool:
    """Whether attribute lines ("Đơn vị chủ trì: ...") stand below: then the line is a task."""
    kind: Kind | None = None
    for block in after:
        below = read_marker(block.words)
        if below is None:
            continue
        kind = kind or below.kind
        if below.kind == marker.kind or below.kind != kind:
            return False
        if _attribute(below.rest, below) is not None:
            return True
    return False


def _is_child(below: Marker, marker: Marker, stack: _Stack) -> bool:
    if below.kind in _DOTTED:
        return below.prefix == (*marker.prefix, marker.value) or below.kind not in stack.kinds()
    return below.kind not in stack.kinds() or (below.value == 1 and below.kind != marker.kind)


def _is_label(words: str) -> bool:
    return words.count(" ") < 4 and not _DIRECTS.search(words)


def _states(words: str) -> bool:
    """Whether a line that ends with a colon says something of its own."""
    if re.search(r"\b(?:như sau|sau đây|sau)\s*:$", words):
        return True
    if words.count(" ") < 5 and (_ATTRIBUTE.match(words) or not _ORDERS.search(words)):
        return False
    if re.match(r"(?:Về|Đối với)\b", words):
        return bool(re.search(r"\b(?:phấn đấu|như sau|sau đây|yêu cầu|chỉ đạo)\s*:$", words))
    return bool(_DIRECTS.search(words))


def _closes(block: Block, body: Sequence[Block], at: int, stack: _Stack) -> bool:
    """The closing formula: unnumbered, at the end, in the words of the genre."""
    if len(body) - at > 3 or not stack.entries or len(body) < 3:
        return False
    if stack.entries[0].marker.kind == "article":
        return bool(re.match(r"\(|\w+ \w+ này (?:đã )?được\b", block.words))
    return bool(_CLOSING.match(block.words))


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
        numbered.append(replace(part, id=unique))
    return numbered
