"""The running text of a document, and of each paper that is issued with it.

What is left out: the addressees, the title line "QUYẾT ĐỊNH:", table cells, footnotes, and
everything from the recipients or the signature on up to the title of an annexed paper or of an annex
in running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from vnpolicy.structure.blocks import Block
from vnpolicy.structure.lines import FOOTNOTE, is_capitals
from vnpolicy.structure.markers import BULLETS, Kind, read_marker
from vnpolicy.structure.tail import OFFICE
from vnpolicy.text import LOWER

_LONGEST_TITLE = 400
_LONGEST_ADDRESS = 160
_NUMBERED: tuple[Kind, ...] = ("number", "dotted2", "article")
_SENTENCE = 40  # characters
_ENOUGH = 3
_TAIL = re.compile(r"N[ơo]i\s+nhận\b|(?:T/M|TM\.|K/T|KT\.|T/L|TL\.|TUQ\.|T/UQ)\s", re.IGNORECASE)
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục|DANH MỤC|BIỂU|MẪU SỐ|Mẫu số|BIỂU MẪU)\b")
_ANNEX_BEHIND = re.compile(r"(?:PHỤ LỤC|Phụ lục|Phụ Lục|DANH MỤC|Danh mục)\b")
_BLANK = re.compile(r"[.…_]{5,}")  # of a form
_ENACTS = re.compile(r"(?:QUYẾT (?:ĐỊNH|NGHỊ)|NGHỊ QUYẾT|KẾT LUẬN|CHỈ THỊ|THÔNG BÁO|YÊU CẦU)\s*:?$")
_ADDRESSED = re.compile(r"(?:Kính gửi|Kinh gửi)\b|[^.]{0,80}\bđiện\s*:$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\((?:Đ/c|Địa chỉ|MST|Mã số thuế)\b"
    r"|(?:Các|Công ty|Tổng công ty|Tập đoàn|Doanh nghiệp|Sở|Bộ|Ủy ban|UBND|Hội|Thuế|Chi cục|Cục|Tổng cục|Ban|Trường"
    r"|Văn phòng|Đảng ủy|Tỉnh ủy|Thành ủy|Huyện ủy|Đồng chí|Ông|Bà|Chủ tịch|Bộ trưởng|Giám đốc|Thủ trưởng|Ngân hàng"
    r"|Viện|Kho bạc)\b"
)
_SAYS = re.compile(
    r"\b(?:nhận được|đã|yêu cầu|đề nghị|thông báo|có ý kiến|ban hành|báo cáo|trả lời|hướng dẫn|triển khai)\b"
)
_NOTE = re.compile(r"\((?:Ban hành )?[Kk]èm theo|\[\d{1,3}\]|Ghi chú\s*:|\(\*+\)")
_PAPERS = (
    "KẾ HOẠCH", "QUY CHẾ", "QUY ĐỊNH", "CHƯƠNG TRÌNH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "ĐỀ ÁN", "PHƯƠNG ÁN",
    "HƯỚNG DẪN", "ĐIỀU LỆ", "CHIẾN LƯỢC", "BỘ TIÊU CHÍ", "NỘI QUY", "ĐỀ CƯƠNG",
)  # fmt: skip


def bodies(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The running text of the document and of each paper issued with it, in order."""
    body: list[Block] = []
    skipping = addressed = titled = False
    for i, block in enumerate(blocks):
        head = block.lines[0].words
        prose = skipping and _opens_annex(block) and _tells(blocks, i)
        if skipping and not prose and head.strip(" :.*") not in _PAPERS:
            continue
        words = head if block.is_cell else block.words
        if prose or (_is_paper(block, words, first=i == 0, behind=skipping) and (skipping or body)):
            if body:
                yield body
            body, skipping, titled = [], False, True
        elif skipping or not words or (titled and read_marker(words) is None and _in_title(blocks, i)):
            continue
        elif _TAIL.match(words) or OFFICE.fullmatch(words) or (_ANNEX.match(words) and is_capitals(words[:8])):
            if body:
                yield body
            body, skipping, titled = [], True, False
        elif block.is_cell or _ENACTS.match(words) or FOOTNOTE.match(words):
            titled = False
        elif len(body) < 3 and _ADDRESSED.match(words):
            addressed, titled = True, False
        elif not (addressed and not body and _is_address(words)):
            addressed = titled = False
            body.append(block)
    if body:
        yield body


def _is_paper(block: Block, words: str, *, first: bool, behind: bool) -> bool:
    """Whether a paragraph is the type line of a paper: behind the signature, in bold, or at the top."""
    return words.strip(" :.*") in _PAPERS and (behind or block.strong or first)


def _opens_annex(block: Block) -> bool:
    return not block.is_cell and _ANNEX_BEHIND.match(block.words) is not None


def _tells(blocks: Sequence[Block], at: int) -> bool:
    """Whether the annex that begins here is running text: numbered paragraphs above all, no form to fill in."""
    inside = list(takewhile(lambda block: not _opens_annex(block), blocks[at + 1 :]))
    told = [block.words for block in inside if not block.is_cell]
    cells = sum(line.width for block in inside if block.is_cell for line in block.lines)
    markers = [read_marker(words) for words in told]
    numbered = sum(
        marker is not None and marker.kind in _NUMBERED and len(marker.rest) > _SENTENCE for marker in markers
    )
    return numbered >= _ENOUGH and sum(map(len, told)) > cells and not any(map(_BLANK.search, told))


def _in_title(blocks: Sequence[Block], at: int) -> bool:
    """Whether a paragraph belongs to the title of an annexed paper, down to "(Kèm theo ...)"."""
    words = blocks[at].words
    if is_capitals(blocks[at].lines[0].words) or re.search(r"\((?:Ban hành )?[Kk]èm theo", words):
        return True
    noted = at + 1 < len(blocks) and bool(_NOTE.match(blocks[at + 1].words))
    lower = bool(re.match(f"[{LOWER}(]", words)) and not words.endswith((":", ";"))
    return noted or (lower and len(words) < _LONGEST_TITLE)


def _is_address(words: str) -> bool:
    """Whether a paragraph below "Kính gửi:" goes on with the addressees."""
    marker = read_marker(words)
    if marker is not None and marker.kind in BULLETS:
        return True
    short = len(words) < _LONGEST_ADDRESS and not words.endswith(":")
    return short and bool(_ADDRESS.match(words)) and not _SAYS.search(words)
