"""The issuing body of a letterhead, and its name as running text writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from vnpolicy.lexicon import Lexicon, alternation
from vnpolicy.structure.fields import Fields, columns
from vnpolicy.structure.lines import Line, Look, is_capitals

_LETTERHEAD_NOISE = re.compile(
    r"ĐẢNG CỘNG SẢN V\S+ NAM|CỘNG H[ÒO]A XÃ\s*HỘI|CHỦ NGHĨA VIỆT NAM|HỘI CHỦ NGHĨA|Độc lập"
    r"|^SẢN VIỆT NAM|^VIỆT NAM$|^ĐẢNG CỘNG$|^ĐẢNG$|^CỘNG SẢN|^CỘNG$|^HÒA XÃ HỘI|^XÃ HỘI CHỦ"
)


def read_issuer(lines: Sequence[Line], lexicon: Lexicon, fields: Fields) -> None:
    """The body named in the title ("CỦA BAN THƯỜNG VỤ ..."), else the capitals of the letterhead."""
    title = str(fields.values.get("title") or "")
    named = re.match(r"(?:KẾT LUẬN |Kết luận )?(?:CỦA|của)\s+(.+?)(?=\s+(?:về|VỀ|tại|TẠI|nhằm|ngày|tháng)\b|$)", title)
    if named and fields.values.get("family") == "party" and fields.values.get("type") != "thông báo":
        fields.put("issuer", sentence_case(named[1], lexicon))
        return
    taken = _capitals(lines, fields)
    below = [i for i, (_, words) in enumerate(taken) if i and _SUBORDINATE.match(words)]
    superior, taken = (taken[: below[-1]], taken[below[-1] :]) if below else ([], taken)
    if taken:
        name = " ".join(words for _, words in taken)
        if name == _OFFICE:
            name = " ".join([name, *(words for _, words in superior)])
        fields.put("issuer", sentence_case(name, lexicon), [line for line, _ in taken])


def _capitals(lines: Sequence[Line], fields: Fields) -> list[tuple[Line, str]]:
    """The first capitals of the letterhead beside the state's or the Party's name, line by line."""
    taken: list[tuple[Line, str]] = []
    for line in lines:
        words = columns(fields.source, line)[0]
        if _LETTERHEAD_NOISE.search(words) or re.match(r"Số\b", words):
            if taken:
                break
        elif is_capitals(words) and line.look in (Look.TEXT, Look.CELL):
            taken.append((line, words))
        elif taken and line.look in (Look.RULE, Look.BAR):
            break
    return taken


_OFFICE = "VĂN PHÒNG"  # every body has one: its name is that of the superior

# A body that stands below its superior: "BỘ TÀI CHÍNH / CỤC THUẾ", "ĐẢNG BỘ TỈNH ... / HUYỆN ỦY ...".
_SUBORDINATE = re.compile(
    r"(?:SỞ|TỔNG CỤC|CỤC|CHI CỤC|VỤ|PHÒNG|VĂN PHÒNG|BAN (?!NHÂN DÂN|CHẤP HÀNH)|HUYỆN ỦY|THỊ ỦY|ĐẢNG ỦY|THÀNH ỦY|CÔNG AN"
    r"|TRUNG TÂM|TRƯỜNG|BỘ CHỈ HUY|THANH TRA|ĐẢNG ĐOÀN|BAN CÁN SỰ)\b"
)


@cache
def _names(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    bodies = [agency.name for agency in lexicon.agencies] + [issuer.name for issuer in lexicon.issuers]
    places = [province.name for province in lexicon.provinces]
    names = {name.lower(): name for name in (*bodies, *places, *_PROPER) if name}
    return re.compile(rf"(?<!\w)(?:{alternation(list(names))})(?!\w)"), names


def sentence_case(capitals: str, lexicon: Lexicon) -> str:
    """A body's name as it is written in running text.

    >>> sentence_case("ỦY BAN NHÂN DÂN TỈNH SƠN LA", Lexicon.load())
    'Ủy ban nhân dân tỉnh Sơn La'
    """
    if not is_capitals(capitals):
        return capitals
    text = capitals.lower()
    pattern, names = _names(lexicon)
    text = pattern.sub(lambda m: names[m.group()], text)
    text = _ACRONYM.sub(lambda m: m.group().upper(), text)
    text = re.sub(r"(?<=khóa )[ivxl]+\b", lambda m: m.group().upper(), text)
    text = _PLACE.sub(lambda m: m[1] + m[2].title(), text)
    return text[:1].upper() + text[1:]


_ACRONYM = re.compile(r"\b(?:ubnd|hđnd|mttq|tncs|lđlđ|hlhpn|ccb)\b")
_PLACE = re.compile(
    r"(\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu|thị trấn|[Tt]ỉnh ủy|[Tt]hành ủy|[Hh]uyện ủy|[Tt]ỉnh đoàn"
    r"|[Tt]hành đoàn|[Hh]uyện đoàn)\s)"
    r"((?!ủy\b|và\b|trực\b)[^\W\d_]+(?:\s(?!ban\b|sở\b|văn\b|ủy\b|hội\b|đảng\b|đoàn\b|[Tt]rung)[^\W\d_]+){0,3})(?![\w])"
)
_PROPER = (
    "Bộ Chính trị", "Ban Bí thư", "Ban Thường vụ", "Ban Chấp hành", "Tỉnh ủy", "Thành ủy", "Huyện ủy",
    "Đảng ủy", "Trung ương", "Chính phủ", "Thủ tướng", "Quốc hội", "Đảng", "Việt Nam", "Hồ Chí Minh",
    "Mặt trận Tổ quốc", "Văn phòng", "Ủy ban nhân dân", "Hội đồng nhân dân",
)  # fmt: skip
