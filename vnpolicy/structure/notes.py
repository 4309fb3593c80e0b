"""What others say of a document: annex notes, a site's table of metadata, a site's summary.

They fill in what the letterhead lost; where the letterhead states something it is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vnpolicy.structure.fields import DATE, Fields, Stretch, as_date
from vnpolicy.structure.lines import Line, Look
from vnpolicy.structure.title import HEAD_LINES

_LETTER = re.compile(r"^(?:Kính gửi|Kinh gửi)\b", re.IGNORECASE)
SUMMARY = re.compile(
    r"^(?P<type>[^\d:;]{4,60}?)\s+(?:số\s+)?(?P<sign>\d[\w.]*[-/][\w&/.-]+)\s+"
    r"(?:ngày\s+(?P<date>\d{1,2}/\d{1,2}/\d{4})|năm\s+(?P<year>\d{4})|(?=\S))"
)
_ANNEX_OF = re.compile(
    r"[Kk]èm theo\s+(?P<type>[^\d:;()]{4,60}?)\s+số\s*:?\s*(?P<sign>\d[\w.]*\s?[-/][\w&/. -]*?\w)"
    r"[\s,]+ngày\s+(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})"
)
_SUMMARY_LINES = 12  # from the end of the text
METADATA = re.compile(
    r"(?P<key>Số hiệu(?: văn bản)?|Số/Ký hiệu|Số ký hiệu|Ký hiệu|Loại văn bản|Thể loại|Nơi ban hành|Cơ quan ban hành"
    r"|Đơn vị ban hành|Người ký|Ngày ban hành|Ngày (?:có )?hiệu lực|Ngày hết hiệu lực|Ngày công báo|Số công báo"
    r"|Ngày đăng|Ngày cập nhật|Tình trạng(?: hiệu lực)?|Lĩnh vực(?:, ngành)?|Trích yếu(?: nội dung)?"
    r"|(?:Tệp|File) đính kèm)"
    r"\s*:?\s*(?P<value>.*)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\d[\w.]*\s?[-/]\s?[\w&/. -]*?\w$")


def complete_from_notes(
    lines: Sequence[Line], around: Sequence[Line], nouns: Mapping[str, str], fields: Fields
) -> None:
    """Adds to ``fields`` what annex notes, metadata and summaries state and the letterhead does not.

    ``around`` are the lines that a site put around the document; ``nouns`` are the title nouns with
    the types that they name. A letter, which has no type line, is told by "Kính gửi".
    """
    _read_metadata(around, nouns, fields)
    if "type" not in fields.values:
        for i, line in enumerate(lines):
            if "èm theo" in line.words:
                joined = Stretch(fields.source, lines[i : i + 3])
                _take(_ANNEX_OF.search(joined.text), joined, nouns, fields)
        for line in (*lines[-_SUMMARY_LINES:], *around):
            _take(SUMMARY.match(line.words), Stretch(fields.source, [line]), nouns, fields)
    letter = any(_LETTER.match(line.words) for line in lines[:HEAD_LINES])
    if letter and "type" not in fields.values:
        fields.put("type", "công văn")


def _take(match: re.Match[str] | None, stretch: Stretch, nouns: Mapping[str, str], fields: Fields) -> None:
    noun = match["type"].strip().upper() if match else ""
    if match is None or noun not in nouns:
        return
    if "type" not in fields.values:
        fields.put("type", nouns[noun])
    if "sign" not in fields.values:
        fields.put_span("sign", re.sub(r"\s+", "", match["sign"]), stretch.span(*match.span("sign")))
    if match["date"] is not None:
        _put_issued(match["date"], stretch.span(*match.span("date")), fields)


def _read_metadata(around: Sequence[Line], nouns: Mapping[str, str], fields: Fields) -> None:
    """Keys with their values: on one line, or the value on the line (or in the cell) below."""
    filled = [line for line in around if line.words and line.look is not Look.BAR]
    for i, line in enumerate(filled):
        match = METADATA.fullmatch(line.words)
        if match is None:
            continue
        stated = line if match["value"] else filled[min(i + 1, len(filled) - 1)]
        value = match["value"] or stated.words
        at = stated.words.rfind(value)
        span = Stretch(fields.source, [stated]).span(at, at + len(value))
        key = match["key"].lower()
        if key.startswith(("số hiệu", "số/ký", "số ký", "ký hiệu")) and _SIGN.match(value):
            _put_new("sign", re.sub(r"\s+", "", value), span, fields)
        elif key in ("loại văn bản", "thể loại") and value.upper() in nouns:
            _put_new("type", nouns[value.upper()], span, fields)
        elif key == "ngày ban hành":
            _put_issued(value, span, fields)


def _put_issued(value: str, span: tuple[int, int], fields: Fields) -> None:
    stated = DATE.match(value)
    issued = as_date(stated["day"], stated["month"], stated["year"]) if stated else None
    if issued is not None:
        _put_new("issued", issued, span, fields)


def _put_new(name: str, value: object, span: tuple[int, int], fields: Fields) -> None:
    if name not in fields.values:
        fields.put_span(name, value, span)
