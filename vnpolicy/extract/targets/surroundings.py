"""The words around a number: its clause, its part of the clause, and the cues in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.cues import Cue, Cues, Place

_CLAUSE = re.compile(r"[;:!?.|](?:(?<=\s\|)|(?<!\|)(?=\s|$))")
_SEGMENT = re.compile(r"[,()](?:(?<!,)|(?=\s))")
_TAKEN = "\ue000"  # stands where a fact of an earlier step does
_REACH = 250  # characters around a number that still matter
_NEAR = 40
_EVERY = r"(?:mỗi|hằng|hàng|một) (?:năm|tháng|quý|tuần|ngày)"
_OFTEN = re.compile(rf"(?i)\b{_EVERY} \Z")
_OFTEN_BEHIND = re.compile(rf"(?i) {_EVERY}\b")
_JOINED = 25  # characters that hold "và" and a verb
_RISES_TO = re.compile(r"[^;.]{0,40}?\b(?:lên|xuống|còn|thành)\b")


class Reading:
    """A text with the places of its clauses, their segments and the cues, each found once.

    ``said`` is the text with the facts of earlier steps, which ``text`` hides.
    """

    def __init__(self, text: str, said: str, cues: Cues) -> None:
        clauses = [m.end() for m in _CLAUSE.finditer(text)]
        self.text, self.said = text, said
        self.clauses = [0, *clauses, len(text) + 1]
        self.segments = sorted([0, *clauses, *(m.end() for m in _SEGMENT.finditer(text))])
        self._places = cues.places(text)
        self._starts: dict[Cue, tuple[list[int], dict[int, int]]] = {}

    def last(self, cue: Cue, start: int, end: int) -> Place | None:
        """The last place of the cue between two positions."""
        places = self._places.get(cue, ())
        at = bisect_right(places, end, key=lambda place: place[1]) - 1
        return places[at] if at >= 0 and places[at][0] >= start else None

    def _continues(self, at: int) -> bool:
        """Whether "và" and a verb stand right before: "mở 5 lớp và giúp 50 hộ"."""
        words = self.text[max(0, at - _JOINED) : at].split()[1:]
        return "và" in words[-3:-1]

    def sentence(self, at: int) -> int:
        """Where the sentence begins that holds a position, at most some clauses before it."""
        return max(self.text.rfind(". ", max(0, at - 2 * _REACH), at), at - 2 * _REACH, 0)

    def first(self, start: int, end: int, *cues: Cue) -> int | None:
        """Where the first of the cues between two positions begins."""
        found = []
        for cue in cues:
            starts, _ = self._by_start(cue)
            at = bisect_left(starts, start)
            if at < len(starts) and starts[at] < end:
                found.append(starts[at])
        return min(found, default=None)

    def consists(self, start: int, end: int, *cues: Cue) -> bool:
        """Whether nothing but the cues stands between two positions."""
        while start < end:
            stop = max((self._by_start(cue)[1].get(start, start) for cue in cues), default=start)
            if stop == start:
                return False
            start = stop + len(self.text[stop:end]) - len(self.text[stop:end].lstrip(" ,"))
        return True

    def _by_start(self, cue: Cue) -> tuple[list[int], dict[int, int]]:
        """Where the cue begins, in order, and where the longest of its phrases ends that begin there."""
        if cue not in self._starts:
            places = self._places.get(cue, ())
            self._starts[cue] = sorted(start for start, _ in places), dict(places)
        return self._starts[cue]

    def around(self, candidate: Candidate, previous: Candidate | None, following: int) -> Surroundings:
        """The surroundings of a candidate between the ``previous`` one and where the ``following`` begins."""
        start, stop = candidate.start, candidate.end
        clause = self.clauses[bisect_right(self.clauses, start) - 1]
        end = self.clauses[bisect_right(self.clauses, stop)] - 1
        begin = max(clause, start - _REACH)
        segment = max(begin, self.segments[bisect_right(self.segments, start) - 1])
        base = previous if previous and _rises(self.text, previous) else None
        nested = previous is not None and previous.end > segment and not base and not self._continues(start)
        return Surroundings(self, begin, segment, start, stop, min(end, stop + _REACH), following, base, nested)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words around a candidate, which stands from ``start`` to ``stop``.

    Its clause begins at ``begin`` and ends at ``end``, its part of the clause begins at
    ``segment``; the next candidate begins at ``following``. ``base`` is the 45% of "từ 45% lên
    60%"; ``nested`` says that another number stands before this one in the same segment.
    """

    reading: Reading
    begin: int
    segment: int
    start: int
    stop: int
    end: int
    following: int
    base: Candidate | None
    nested: bool

    @property
    def before(self) -> str:
        """The words of the clause before the candidate."""
        return self.reading.text[self.begin : self.start]

    @property
    def after(self) -> str:
        """The words of the clause behind the candidate."""
        return self.reading.text[self.stop : self.end]

    def in_clause(self, *cues: Cue) -> bool:
        """Whether one of the cues stands before the candidate in its clause."""
        return any(self.reading.last(cue, self.begin, self.start) for cue in cues)

    def in_segment(self, *cues: Cue) -> bool:
        """Whether one of the cues stands before the candidate in its part of the clause."""
        return any(self.reading.last(cue, self.segment, self.start) for cue in cues)

    def follows(self, *cues: Cue, words: int = 0) -> bool:
        """Whether a cue stands right before the candidate, or at most so many words before."""
        return self.nearest(*cues, words=words) is not None

    def nearest(self, *cues: Cue, words: int | None = None) -> Cue | None:
        """The cue that stands nearest before the candidate in its segment.

        With ``words``, at most so many words away, and nothing but words between.
        """
        places = [
            (place[1], cue) for cue in cues if (place := self.reading.last(cue, self.segment, self.start)) is not None
        ]
        if not places:
            return None
        end, cue = max(places)
        if words is None:
            return cue
        between = self._words(end)
        return cue if len(between) <= words and all(word.isalpha() for word in between) else None

    def precedes(self, cue: Cue) -> bool:
        """Whether the cue stands right behind the candidate."""
        behind = self.stop + 1
        return self.reading.first(behind, behind + 1, cue) is not None

    @property
    def is_level(self) -> bool:
        """Whether the words before speak of a measure and its level."""
        return self.in_segment("measure") or self.follows("attains", "raises", "lowers", "reaches")

    @property
    def is_frequent(self) -> bool:
        """Whether the words right before or behind say how often: "mỗi tuần 3 buổi", "2 ngày mỗi tháng"."""
        said = self.reading.said
        before = _OFTEN.search(said, max(self.segment, self.start - _NEAR), self.start)
        return before is not None or _OFTEN_BEHIND.match(said, self.stop, self.end) is not None

    @property
    def looks_forward(self) -> bool:
        """Whether a word before the candidate in its sentence says that the sentence looks forward."""
        sentence = self.reading.sentence(self.start)
        forward = self.reading.last("forward", sentence, self.start)
        return forward is not None and self.reading.last("past", forward[1], self.start) is None

    @property
    def words(self) -> int:
        """How many words stand before the candidate in its segment."""
        return len(self._words(self.segment))

    @property
    def last_word(self) -> str:
        """The word right before the candidate in its segment, "" if there is none."""
        return (self._words(self.segment) or [""])[-1]

    def _words(self, start: int) -> list[str]:
        """The words from a position to the candidate; the facts of earlier steps are none."""
        return [word for word in self.reading.text[start : self.start].split() if word.strip(_TAKEN)]

    @property
    def continues(self) -> bool:
        """Whether the candidate goes on with a list: the second of "30% thời gian, 30% chi phí"."""
        return self.opens and self.segment > self.begin and self.reading.text[self.segment - 1] == ","

    @property
    def opens(self) -> bool:
        """Whether nothing but a bullet precedes the candidate in its segment."""
        return not self.reading.text[self.segment : self.start].strip(f" -+•{_TAKEN}")

    def segments(self, floor: int) -> Iterator[int]:
        """Where the segments before the candidate begin, the nearest first, back to ``floor``."""
        starts = self.reading.segments
        first, last = bisect_left(starts, floor), bisect_left(starts, self.start)
        return reversed(starts[first:last])


def _rises(text: str, base: Candidate) -> bool:
    before = text[max(0, base.start - 3) : base.start].lower()
    return before == "từ " and _RISES_TO.match(text, base.end) is not None
