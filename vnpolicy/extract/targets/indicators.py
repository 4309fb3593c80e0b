"""The words that name what a target measures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnpolicy.analysis import Indicator, Target
from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.surroundings import Surroundings
from vnpolicy.text import Passage

_TAIL = frozenset(
    {"đạt", "còn", "xuống", "lên", "mức", "ở", "chiếm", "là", "đến", "năm", "vào", "phấn", "đấu",
     "dự", "kiến", "khoảng", "có", "từ", "hết", "cuối", "trong"}
)  # fmt: skip
_HEAD = frozenset(
    {"phấn", "đấu", "giảm", "nâng", "kéo", "đưa", "duy", "trì", "giữ", "vững", "ổn", "định", "bảo",
     "đảm", "hạ", "và", "trong", "đó", "riêng", "để", "có", "đến", "hết", "cuối", "năm", "vào"}
)  # fmt: skip
_NAME_ENDS = re.compile(
    r"""(?ix)
    [;:.](?:\s|$) | [()\ue000]
    | ,\s(?:trong\sđó|riêng|đặc\sbiệt|nhất\slà|góp|tạo|phấn\sđấu|tăng|giảm|gắn|bảo\sđảm|nâng|tỷ\slệ
        |hoàn\sthành|xong|kết\s(?:thúc|nối)|bàn\sgiao|báo\scáo|gửi|trình|mở|lắp\sđặt|đăng\ský|đóng
        |chấm\sdứt|giải\squyết|tổ\schức|thời\shạn|không|tránh|lập|xây\sdựng|đưa|hạn\schế)\b
    | \s(?:vào|đến|trong|từ|trước)\s(?:hết\s|cuối\s)?(?:năm|quý|tháng|giai\sđoạn|ngày)\b
    | \s(?:chậm\snhất|hằng\snăm|hàng\snăm|mỗi|trước\s[0-9]|so\svới|so\scùng)\b
    | (?:,|\svà)\s(?=(?:[^\W\d_]+\s){0,2}[0-9])
    """
)
_NO_NAME = re.compile(
    r"(?i) (?:vào|trong|so|đến|tại|từ|trở|theo|và|ở|để|với|trên|trước|mỗi|hằng|hàng|như|nhằm|bằng"
    r"|là|năm|giai|của)\b|(?! [^\W\d_])"
)
_LONGEST_NAME = 250


def indicator_of(
    passage: Passage, candidate: Candidate, around: Surroundings, found: Sequence[Target]
) -> Indicator | None:
    """The words that name what is measured: after the number if a noun follows, else before it.

    A share of a stated base ("100% kế hoạch vốn") and a rank are named before it; a number that
    has no name of its own shares that of the target before it.
    """
    text, kind = around.reading.text, candidate.entry.kind
    first = text.index(candidate.unit, candidate.number) if kind == "count" else candidate.end
    stop = _NAME_ENDS.search(text, candidate.end, around.end)
    end = min(stop.start() if stop else around.end, candidate.end + _LONGEST_NAME)
    if kind != "place" and not candidate.entry.name.startswith("% "):
        if not _NO_NAME.match(text[candidate.end : end]):
            return _quote(passage, first, end)
        if kind == "count" and " " in candidate.unit:
            return _quote(passage, first, first + len(candidate.unit))
    floor = around.begin
    if found:
        floor = max(floor, passage.locate(found[-1].start, found[-1].end)[1])
    for start in around.names(floor):
        if named := _trimmed(text, start, around.base.start if around.base else candidate.start):
            return _quote(passage, *named)
    return found[-1].indicator if found else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without the verbs and time words at its ends, None where nothing is left."""
    places = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    words = [text[a:b].strip(",.;:()+-\ue000").lower() for a, b in places]
    first, last = 0, len(words)
    while last and (words[last - 1] in _TAIL or not words[last - 1] or words[last - 1].isdigit()):
        last -= 1
    while first < last and (words[first] in _HEAD or len(words[first]) < 2 or words[first][0].isdigit()):
        first += 1
    empty = first == last or words[first] == "so"
    return None if empty else (places[first][0], places[last - 1][1])


def _quote(passage: Passage, start: int, end: int) -> Indicator | None:
    stretch = passage.plain[start:end]
    start += len(stretch) - len(stretch.lstrip(" ,:;.()"))
    end -= len(stretch) - len(stretch.rstrip(" ,:;.("))
    if start >= end:
        return None
    a, b = passage.span(start, end)
    return Indicator(text=passage.slice(start, end), start=a, end=b)
