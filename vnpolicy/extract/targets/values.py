"""How a value is written: comparator, number or range, unit, "trở lên"; ranks and folds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from vnpolicy.analysis import Operator
from vnpolicy.extract.numbers import NUMBER, read_number
from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.units import Measure, UnitGrammar
from vnpolicy.lexicon import Lexicon, Unit, alternation
from vnpolicy.text import fold

_FOLDS = {"rưỡi": 1.5, "đôi": 2.0, "ba": 3.0, "bốn": 4.0}
_UP = re.compile(r"(?P<words>(?:\s(?!từ\b)[^\W_]+){0,6}?)\s(?P<way>trở\s(?:lên|xuống))\b")
# "đạt từ 95%" leaves "trở lên" out; "tăng từ 45% lên 60%" does not.
_OPEN = re.compile(
    r"\b(?:đạt|có|còn|đủ|chiếm|bình quân|hài lòng|kết nạp|tuyển|đón|mở|tổ chức|xây dựng)\s\Z", re.IGNORECASE
)
_FROM_TO = re.compile(r"[^,;.:()]{0,40}?\b(?:lên|xuống|còn|đến|tới|thành|sang|trở)\b")
_RANK = re.compile(
    rf"""
    \b(?i:nhóm|tốp|top)\s(?P<low>{NUMBER})
    \s(?P<unit>[^\W\d_]+(?:\s[^\W\d_]+){{0,3}}?)
    \s(?:dẫn\sđầu|đứng\sđầu|hàng\sđầu|tốt\snhất|cao\snhất|đầu)\b
    """,
    re.VERBOSE,
)
_FOLD = re.compile(rf"\b(?i:gấp)\s(?P<fold>{'|'.join(_FOLDS)})\b(?!\s(?:lần|mươi|trăm))")
_PLACE = Unit(name="hạng", kind="place")
_TIMES = Unit(name="lần", kind="times")


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

    def candidates(self, text: str) -> Sequence[Candidate]:
        """All numbers with units of a folded text, in their order."""
        found = [_rank(m, low) for m in _RANK.finditer(text) if (low := read_number(m["low"]))]
        found += [_fold(m) for m in _FOLD.finditer(text)]
        found.sort(key=lambda candidate: candidate.start)
        found += self._measured(text, found)
        return sorted(found, key=lambda candidate: candidate.start)

    def _measured(self, text: str, others: Sequence[Candidate]) -> Iterator[Candidate]:
        starts = [other.start for other in others]
        for match in self._value.finditer(text):
            at = bisect_right(starts, match.start("low")) - 1
            taken = at >= 0 and match.start("low") < others[at].end
            measure = None if taken else self._units.read(text, match.end())
            values = _values(match, measure) if measure else None
            if measure and values:
                yield self._candidate(text, match, measure, values)

    def _candidate(self, text: str, match: re.Match[str], measure: Measure, values: tuple[float, float]) -> Candidate:
        word = " ".join((match["before"] or "").lower().split())
        comparator = self._comparators.get(word)
        start, last, end = match.start(), measure.end, measure.end
        operator: Operator = "in" if match["high"] else "="
        commits = False
        if comparator:
            operator, commits = comparator.op, not comparator.describes
        up = _UP.match(text, end)
        if up and (match["open"] or not up["words"]):
            word, operator, commits = up["way"], (">=" if up["way"].endswith("lên") else "<="), True
            last, end = up.end("words"), up.end()
        elif match["open"] and not match["high"] and not comparator:
            if _OPEN.search(text, max(0, start - 16), start) and not _FROM_TO.match(text, end):
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
            unit=text[measure.start : last],
            entry=measure.entry,
            scale=measure.scale,
            spelled=not match["low"][0].isdigit(),
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


def _rank(match: re.Match[str], low: float) -> Candidate:
    return Candidate(
        start=match.start(),
        end=match.end(),
        number=match.start("low"),
        noun=match.start("unit"),
        operator="<=",
        word="nhóm",
        commits=True,
        low=low,
        high=low,
        unit=match["unit"],
        entry=_PLACE,
    )


def _fold(match: re.Match[str]) -> Candidate:
    times = _FOLDS[match["fold"].lower()]
    return Candidate(
        start=match.start(),
        end=match.end(),
        number=match.start("fold"),
        noun=match.end(),
        word="gấp",
        commits=True,
        low=times,
        high=times,
        unit="lần",
        entry=_TIMES,
    )
