"""The type of a document and its title: "QUYẾT ĐỊNH / Về việc ban hành ...", down to the body."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from vnpolicy.lexicon import Lexicon
from vnpolicy.structure.lines import Line, Look, is_capitals
from vnpolicy.structure.markers import read_marker
from vnpolicy.text import LOWER

HEAD_LINES = 60
_TITLE_LINES = 14
_AUTHORITY_LINES = 7
_LONGEST_NAME = 90

SUBJECT = re.compile(r"(?:V/v|Về việc|Về)\b", re.IGNORECASE)
STAMPS = re.compile(r"TUYỆT MẬT|TỐI MẬT|MẬT|HỎA TỐC(?: HẸN GIỜ)?|THƯỢNG KHẨN|KHẨN")
_AUTHORITY = re.compile(
    r"^(?:THỦ TƯỚNG|CHỦ TỊCH|ỦY BAN|HỘI ĐỒNG|BỘ TRƯỞNG|CHÍNH PHỦ|QUỐC HỘI|GIÁM ĐỐC|BAN (?!HÀNH)|TỔNG |CỤC|KHÓA"
    r"|THỐNG ĐỐC|VIỆN TRƯỞNG|CHÁNH ÁN|ĐẢNG ỦY|TỈNH ỦY|THÀNH ỦY|BỘ CHÍNH TRỊ|CHÁNH VĂN PHÒNG)"
)
_BASIS = re.compile(r"(?:-\s*)?(?:Căn cứ|Xét|Theo|Thực hiện|Sau khi|Trên cơ sở)\b")
_LEADS_ON = re.compile(r"(?:\b(?:CỦA|VỀ|VÀ|CHO|TẠI|DO|THEO|VỚI|CÁC|GIỮA|TRONG)|,)$")
_SUBJECT_WORDS = re.compile(r"\b(?:VỀ|BAN HÀNH|CÔNG BỐ|PHÊ DUYỆT|QUY ĐỊNH|SỬA ĐỔI|BÃI BỎ|TRIỂN KHAI|THỰC HIỆN)\b")
_BODY = re.compile(
    r"(?:Căn cứ|Xét|Theo|Thực hiện|Triển khai|Tiếp theo|Trong|Để|Nhằm|Sau|Ngày|Tại|Sáng|Chiều|Thi hành"
    r"|Trên cơ sở|Phát huy|Qua|Vừa qua|Hưởng ứng|Bộ|Sở|Nhìn chung|Tiếp tục|Kính gửi)\b"
)
_OPENS_BODY = re.compile(r"(?:điện|gửi|kết luận|như sau|quyết nghị|quyết định)\s*:\s*$", re.IGNORECASE)


@cache
def type_nouns(lexicon: Lexicon) -> dict[str, str]:
    """Title nouns in upper case with the type that they name, e.g. "THÔNG BÁO KẾT LUẬN"."""
    nouns = {"THÔNG BÁO KẾT LUẬN": "thông báo", "KẾT LUẬN": "kết luận"}
    for entry in lexicon.types:
        nouns.setdefault(entry.name.upper(), entry.name)
    return nouns


@cache
def _bare_nouns(lexicon: Lexicon) -> dict[str, str]:
    return {_bare(noun): noun for noun in type_nouns(lexicon)}


def find_type(lines: Sequence[Line], lexicon: Lexicon) -> tuple[int, str | None]:
    """The line that names the type: its words alone, or at the start of a title in capitals.

    Letters may be set apart for show ("Q U Y Ế T  Đ Ị N H") or have lost a mark ("NGHI QUYẾT").
    """
    nouns, bare = type_nouns(lexicon), _bare_nouns(lexicon)
    alone = None
    for i, line in enumerate(lines[: 2 * HEAD_LINES]):
        if i > HEAD_LINES and alone is not None:
            break
        if read_marker(line.words) is not None and i > 3:
            break
        words = re.sub(r"\s+", " ", line.words).strip(" :.")
        if words in nouns:
            return i, words
        capitals = is_capitals(words)
        if capitals and (lost := _bare(words)) in bare:
            return i, bare[lost]
        if alone is None and capitals and i < HEAD_LINES:
            found = next((n for n in sorted(nouns, key=len, reverse=True) if words.startswith(n + " ")), None)
            if found and line.look is not Look.CELL:
                alone = (i, found)
    return alone or (0, None)


def _bare(words: str) -> str:
    """The base letters alone: no blanks, no marks."""
    decomposed = unicodedata.normalize("NFD", words.replace(" ", ""))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def title_end(lines: Sequence[Line], title_at: int) -> int:
    """The line after the title: capitals, or lower case that goes on from "về", "của" and the like."""
    end = title_at + 1
    capitals = lower = False
    last = _last_of_run(lines, title_at)
    for i in range(title_at + 1, min(len(lines), title_at + 1 + 2 * _TITLE_LINES)):
        line = lines[i]
        if line.look is Look.BLANK:
            if (capitals or lower) and not _title_goes_on(lines, i, lower):
                break
            continue
        if line.look in (Look.RULE, Look.BAR, Look.FURNITURE):
            break
        if read_marker(line.words) is not None or _OPENS_BODY.search(line.words):
            break
        if is_capitals(line.words):
            if lower or _is_authority(lines, i):
                break
            capitals = True
        elif i > last and not _lower_title(line, capitals, lower):
            break
        else:
            lower = True
        end = i + 1
    return end


def _last_of_run(lines: Sequence[Line], title_at: int) -> int:
    """The last of the lines down to the first blank one, if the title runs on and none ends a sentence."""
    run = title_at
    for line in lines[title_at + 1 : title_at + 1 + _TITLE_LINES]:
        if line.look is Look.BLANK:
            return run
        if line.look is not Look.TEXT or line.words.endswith((".", ";", ":", "/")):
            break
        run += 1
    return title_at


def _title_goes_on(lines: Sequence[Line], at: int, lower: bool) -> bool:
    following = next((line for line in lines[at:] if line.look is not Look.BLANK), None)
    if following is None or read_marker(following.words) is not None:
        return False
    words = following.words
    if is_capitals(words):
        return not lower and following.look is Look.TEXT and not _AUTHORITY.match(words)
    return not lower and bool(re.match(r"(?:về|của|V/v|Về việc|tại|ban hành|triển khai)\b", words))


def _lower_title(line: Line, capitals: bool, lower: bool) -> bool:
    if _BODY.match(line.words) and not re.match(r"(?:Về|Triển khai|Thực hiện)\b", line.words):
        return False
    if not lower and SUBJECT.match(line.words):
        return line.width < 500
    starts = bool(re.match(f'[{LOWER}("0-9]', line.words))
    if capitals and not lower:
        return starts and line.width < 110
    return (starts or not lower) and line.width < 160 and not line.words.endswith((";", ":"))


def _is_authority(lines: Sequence[Line], at: int) -> bool:
    """Whether the issuing body is named once more here, between title and căn cứ.

    Of the capitals above the first căn cứ it is the last few words, and the title does not lead on
    to them ("... VỀ DỰ ÁN LUẬT CỦA / CHÍNH PHỦ").
    """
    if not _AUTHORITY.match(lines[at].words):
        return False
    before = next((line.words for line in reversed(lines[:at]) if line.look is not Look.BLANK), "")
    named: list[str] = []
    for line in lines[at : at + _AUTHORITY_LINES]:
        if line.look is Look.BLANK:
            continue
        if not is_capitals(line.words):
            return bool(_BASIS.match(line.words)) and not _LEADS_ON.search(before) and _names_body(" ".join(named))
        named.append(line.words)
    return False


def _names_body(capitals: str) -> bool:
    return len(capitals) < _LONGEST_NAME and not _SUBJECT_WORDS.search(capitals)


def body_start(lines: Sequence[Line], at: int) -> int:
    """The first line of the body: not the authority's name, not a rule or the end of a table."""
    named = False
    for i in range(at, len(lines)):
        line = lines[i]
        if line.look in (Look.BLANK, Look.RULE, Look.BAR, Look.FURNITURE):
            continue
        if is_capitals(line.words) and (named or _AUTHORITY.match(line.words)) and read_marker(line.words) is None:
            named = _is_authority(lines, i) or named
            continue
        if STAMPS.fullmatch(line.words):
            continue
        return i
    return len(lines)
