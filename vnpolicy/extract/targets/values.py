"""How a value is written: comparator, number or range, unit, "trở lên"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from vnpolicy.analysis import Operator
from vnpolicy.extract.numbers import BEGINNING, NUMBER, read_number
from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.ranks import ranks_and_folds
from vnpolicy.extract.targets.units import Measure, UnitGrammar
from vnpolicy.lexicon import Lexicon, Unit, alternation
from vnpolicy.text import fold

_BEGINNING = re.compile(BEGINNING, re.VERBOSE)
_UP = re.compile(r"(?P<words>(?:\s(?!từ\b)[^\W_]+){0,6}?)\s(?P<way>trở\s(?:lên|xuống))\b")
# "đạt từ 95%" leaves "trở lên" out; "tăng từ 45% lên 60%" does not.
_OPEN = re.compile(
    r"\b(?:đạt|có|còn|đủ|chiếm|bình quân|hài lòng|kết nạp|tuyển|đón|mở|tổ chức|xây dựng)\s\Z", re.IGNORECASE
)
_FROM_TO = re.compile(r"[^,;.:()]{0,40}?\b(?:lên|xuống|còn|đến|tới|thành|sang|trở)\b")
# Fractions of what is measured: "giảm 1/3", "tăng thêm một nửa".
_PARTS = re.compile(r"/(?P<parts>[2-9]|10)(?![\w/.,-]*[0-9])")
_SHARE = Unit(name="share", kind="share", factor=100.0, norm="%")


class ValueGrammar:
    """Finds numbers with units; the units and comparators come from the lexicon.

    >>> grammar = ValueGrammar(Lexicon.load())
    >>> [(c.operator, c.low, c.unit) for c in grammar.candidates("ít nhất 21 xã, tăng 10 - 10,5%/năm")]
    [('>=', 21.0, 'xã'), ('in', 10.0, '%/năm')]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._units = UnitGrammar(lexicon)
        self._comparators = {
            fold(phrase).lower(): comparator
            for comparator in reversed(lexicon.comparators)
            for phrase in comparator.phrases
        }
        self._value = _pattern(list(self._comparators))
        self._reach = max(map(len, self._comparators), default=0) + len(" khoảng từ ")

    def candidates(self, text: str) -> Sequence[Candidate]:
        """All numbers with units of a folded text, in their order."""
        found = ranks_and_folds(text)
        return sorted([*found, *self._measured(text, found)], key=lambda candidate: candidate.start)

    def _measured(self, text: str, others: Sequence[Candidate]) -> Iterator[Candidate]:
        starts = [other.start for other in others]
        for match in self._matches(text):
            at = bisect_right(starts, match.start("low")) - 1
            taken = at >= 0 and match.start("low") < others[at].end
            if not taken and (candidate := self._candidate(text, match)):
                yield candidate

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        """The values of a text, which begin at most ``_reach`` characters before their numbers."""
        at = 0
        for number in _BEGINNING.finditer(text):
            if number.start() < at:
                continue
            match = self._value.search(text, max(at, number.start() - self._reach))
            if match is None:
                return
            yield match
            at = match.end()

    def _candidate(self, text: str, match: re.Match[str]) -> Candidate | None:
        measure = self._units.read(text, match.end())
        if measure is None or measure.entry.kind == "thing":
            measure = _share(text, match) or measure
        values = _values(match, measure) if measure else None
        return self._valued(text, match, measure, values) if measure and values else None

    def _valued(self, text: str, match: re.Match[str], measure: Measure, values: tuple[float, float]) -> Candidate:
        word = " ".join((match["before"] or "").lower().split())
        comparator = self._comparators.get(word)
        start, last, end = match.start(), measure.end, measure.end
        operator: Operator = "in" if match["high"] else "="
        commits = comparator is not None and not comparator.describes
        if comparator and not (operator == "in" and comparator.op == "~"):
            operator = comparator.op
        up = _UP.match(text, end)
        if up and (match["open"] or not up["words"]):
            word, operator, commits = up["way"], (">=" if up["way"].endswith("lên") else "<="), True
            last, end = up.end("words"), up.end()
        elif match["open"] and not match["high"] and not comparator:
            share = measure.entry.kind == "percent"
            if (share or _OPEN.search(text, max(0, start - 16), start)) and not _FROM_TO.match(text, end):
                word, operator, commits = "từ", ">=", True
            else:
                start = match.start("low")
        return Candidate(
            start=start,
            end=end,
            number=match.start("low"),
            noun=measure.noun,
            operator=operator,
            word=word,
            commits=commits,
            low=values[0],
            high=values[1],
            unit=text[measure.start : last] or None,
            entry=measure.entry,
            scale=measure.scale,
            spelled=not match["low"][0].isdigit(),
            approximate=comparator is not None and comparator.op == "~",
        )


def _pattern(comparators: Sequence[str]) -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?<![\w/.,])(?<!\w-)
        (?:(?P<before>(?i:{alternation(comparators)}))\s?(?i:(?:khoảng|trên)\s)?)?
        (?P<open>(?i:từ)\s)?
        (?P<low>{NUMBER})
        (?:\s\([^()0-9]{{2,30}}\))?                                  # 21 (hai mươi mốt)
        (?:
            (?:\s?%|\s(?:nghìn|triệu|tỷ)(?:\s(?:đồng|USD))?)?
            (?:\s?-\s?|\sđến\s|\stới\s)
            (?P<high>{NUMBER})
        )?
        """,
        re.VERBOSE,
    )


def _values(match: re.Match[str], measure: Measure) -> tuple[float, float] | None:
    """Low and high, None where the numbers do not fit each other or their unit."""
    low = read_number(match["low"])
    high = read_number(match["high"]) if match["high"] else low
    if low is None or high is None:
        return None
    if match["high"] and match["low"][0].isdigit() != match["high"][0].isdigit():
        return None
    if measure.share and low >= 1 and measure.parts == 1:  # "một số xã" counts nothing
        return None
    return low / measure.parts, high / measure.parts


def _share(text: str, match: re.Match[str]) -> Measure | None:
    """The measure of a fraction of what is not counted."""
    parts = _PARTS.match(text, match.end())
    if match["high"] or not (parts or match["low"][0].isalpha()):
        return None
    low = read_number(match["low"])
    if low is None or low >= (int(parts["parts"]) if parts else 1):
        return None
    end = parts.end() if parts else match.end()
    divisor = int(parts["parts"]) if parts else 1
    return Measure(start=end, end=end, noun=end, entry=_SHARE, scale=1.0, parts=divisor, share=True)
