"""What may follow a number: multipliers, units, things counted, denominators."""

from __future__ import annotations

import re
from typing import NamedTuple

from vnpolicy.extract.numbers import SCALES
from vnpolicy.lexicon import Lexicon, Unit, alternation
from vnpolicy.text import LOWER, fold

# Words that end the name of a thing, or are none.
_ENDS = (
    "và|hoặc|của|cho|tại|ở|trong|trên|dưới|trước|sau|theo|với|là|đã|đang|sẽ|được|bị|có|phải|cần|đạt|so|trở|năm|tháng|ngày|quý"
    "|giờ|phút|thì|mà|để|khi|nếu|từ|đến|tới|về|vào|ra|lên|xuống|còn|không|chưa|gồm|nêu|quy|ban|do|bằng|như|cùng|các|những|này"
    "|mỗi|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|tỷ|tỉ|triệu|nghìn|ngàn|vạn|lần|đồng|đi|hay|nhưng|qua|tăng|giảm|gây|thuộc|đối"
    "|nhằm|vì|nhất|mới|đầu|cuối|hết|kể|tính|nơi"
)
_NOUN = rf"(?!(?:{_ENDS})\b)[{LOWER}]++"
_THING = re.compile(
    rf"""
    \s(?:(?P<quoted>"[^"]{{2,60}}")|(?P<name>(?:(?P<scale>nghìn|ngàn|vạn|triệu)\s)?
        (?P<noun>{_NOUN}(?:\s{_NOUN}){{2}}(?=$|[,.;:)]) | {_NOUN}(?:\s{_NOUN})?)
    ))(?![\w/])
    """,
    re.VERBOSE,
)
_RATIO = Unit(name="ratio", kind="ratio")
_MANY = r"(?:10{2,5}|1\.000|10\.000|100\.000|1\.000\.000)"
_WORD = r"(?:\s(?!(?:vào|đến|trong|năm|so|và|đạt|từ|giai|trước|xuống|lên)\b)[^\W\d_]+)"


class Measure(NamedTuple):
    """The words of a unit, from ``start`` to ``end`` of a text, and what they mean.

    What is counted begins at ``noun``, behind the multiplier.
    ``parts`` divides the number ("2/3 số thôn" has 3), ``share`` says that they begin with "số".
    """

    start: int
    end: int
    noun: int
    entry: Unit
    scale: float
    parts: int
    share: bool


class UnitGrammar:
    """The units of a lexicon.

    >>> grammar = UnitGrammar(Lexicon.load())
    >>> measure = grammar.read("đạt 12,5 nghìn tỷ đồng/năm", 8)
    >>> measure.entry.name, measure.scale, "đạt 12,5 nghìn tỷ đồng/năm"[measure.start:measure.end]
    ('đồng', 1000000000000.0, 'nghìn tỷ đồng/năm')
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._entries = {
            fold(name).lower(): unit for unit in reversed(lexicon.units) for name in (unit.name, *unit.aliases)
        }
        self._pattern = _pattern(self._entries)

    def read(self, text: str, at: int) -> Measure | None:
        """The unit right behind a number that ends at ``at``, or None."""
        match = self._pattern.match(text, at)
        return self._known(match) if match else _thing(text, at)

    def _known(self, match: re.Match[str]) -> Measure:
        noun = " ".join((match["base"] or match["noun"] or "").lower().split())
        entry = self._entries.get(noun, _RATIO)
        return Measure(
            start=match.start("name"),
            end=match.start("more") if match["more"] and entry.kind != "count" else match.end(),
            noun=match.end("scale") + 1 if match["scale"] else match.start("name"),
            entry=entry,
            scale=_multiplier(match["scale"]),
            parts=int(match["below"] or 1),
            share=match["share"] is not None,
        )


def _thing(text: str, at: int) -> Measure | None:
    """Something that is counted but not in the lexicon: one or two words in lower case."""
    match = _THING.match(text, at)
    if not match:
        return None
    kind = "quoted" if match["quoted"] else "name"
    return Measure(
        start=match.start(kind),
        end=match.end(),
        noun=match.start(kind if match["quoted"] else "noun"),
        entry=Unit(name=match["quoted"] or match["noun"], kind="thing"),
        scale=_multiplier(match["scale"]),
        parts=1,
        share=False,
    )


def _pattern(entries: dict[str, Unit]) -> re.Pattern[str]:
    bases = alternation([name for name in entries if name.startswith("% ")])
    nouns = alternation(list(entries))
    counts = alternation([name for name, unit in entries.items() if unit.kind == "count"])
    return re.compile(
        rf"""
        (?:/(?P<below>[2-9]|10)(?=\ssố\s))?                          # 2/3 số thôn
        \s?
        (?P<name>
            (?:[^\W\d_]+(?:\s[^\W\d_]+){{0,4}}\s?)?/\s?{_MANY}{_WORD}{{1,8}}  # ca sinh/1.000 phụ nữ
          | /[0-9]{{1,4}}\s(?:{counts})(?!\w)                         # 15/19 tiêu chí
          | (?:(?P<scale>(?:nghìn|ngàn|vạn|triệu|t[ỷỉ])(?:\s(?:triệu|t[ỷỉ]))?)\s?)?
            (?P<share>số\s)?
            (?:(?P<base>{bases})(?!\w)(?:\snăm\s[0-9]{{4}})?|(?P<noun>{nouns})(?!\w))
            (?:(?<=lượt)\s(?:{counts})(?!\w))?
            (?P<more>(?:(?:,\s|\s-\s)(?:{counts})(?!\w)){{1,3}})?
            (?:(?:\s[^\W\d_]+){{1,2}}(?=/(?:năm|tháng|quý)\b))?
            (?:(?<=%)\stổng(?:\ssố)?{_WORD}{{1,4}})?
            (?:\s?/\s?(?:vạn\sdân|nghìn\sdân|đầu\sngười|{nouns}|[^\W\d_]+)(?!\w)){{0,3}}
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _multiplier(words: str | None) -> float:
    factor = 1.0
    for word in (words or "").lower().split():
        factor *= SCALES[word]
    return factor
