"""Sectors by the lexicon alone: weighted votes of terms, clause by clause. The baseline, and usable without training.

The convention is the annotation guide's: the object of the directive verb decides, what follows
"gắn với", "góp phần", "để" counts little, the longest term wins, and one to three sectors come out,
the most important first.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vnpolicy.analysis import Evidence, Family, SectorLabel
from vnpolicy.lexicon import Lexicon, SectorTerm
from vnpolicy.sectors.classifier import Classification, Paragraph
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.sectors.terms import Match, TermMatcher
from vnpolicy.text import Passage, fold

_VERBS = """
bám sát|ban hành|bảo đảm|bố trí|cải thiện|chấn chỉnh|chăm lo|chỉ đạo|chủ động|chú trọng|củng cố
|duy trì|đảm bảo|đẩy mạnh|đẩy nhanh|đổi mới|giải quyết|giám sát|giao|giữ vững|hỗ trợ|hoàn thành
|hoàn thiện|huy động|hướng dẫn|khắc phục|khẩn trương|khuyến khích|kiểm tra|kiên quyết|kiện toàn
|làm tốt|mở rộng|nâng cao|ngăn chặn|nghiên cứu|phát động|phát huy|phát triển|phê duyệt|phối hợp
|quan tâm|quản lý|quán triệt|rà soát|siết chặt|tạo|tăng cường|tập trung|tham mưu|thành lập
|thực hiện|thúc đẩy|tiếp tục|tổ chức|triển khai|triệt phá|trình|tuyên truyền|ưu tiên|vận động
|xây dựng|xử lý|yêu cầu
""".replace(" ", r"\ ")
_CLAUSE = re.compile(
    rf"""
    [;:.!?…] (?=\s|$)
    | \b (?: đồng\ thời | bên\ cạnh\ đó | trong\ đó ) \b
    | , (?=\s (?: {_VERBS} ) \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONTEXT = re.compile(
    r"""
    \b (?: (?P<short> căn\ cứ | theo (?!\ dõi) | thông\ qua | trên\ cơ\ sở )
         | gắn\ (?:liền\ )? (?:với|kết) | góp\ phần | phục\ vụ | nhằm | nhất\ là
         | đặc\ biệt\ (?:là|trong|đối\ với) | (?:trong|nhân|vào)\ dịp
         | trong\ (?:thực\ hiện|việc) | đáp\ ứng | phù\ hợp\ với | hướng\ tới
         | qua\ đó | từ\ đó | đi\ đôi\ với | (?<!không\ ) (?<!đừng\ ) để
    ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENING = re.compile(r"\W*(?:\w{1,2}\)\W*)?")  # what may stand before the first word of a clause
_BODIES_FOLLOW = re.compile(r"\b(?:[Bb]ộ|[Ss]ở|[Bb]an|[Nn]gành|cơ quan):\s$")
_LISTED = frozenset({", ", " và ", "; "})


class _Vote(NamedTuple):
    """What a match says: for which sector, in which clause, with which weight."""

    match: Match
    sector: str
    subsector: str | None
    clause: int
    weight: float
    aside: bool
    general: bool


class LexiconClassifier:
    """Tells sectors by the terms of the lexicon.

    Each clause of the paragraph votes at most once for each sector that it names. Headings and
    title help, and decide where the paragraph itself says nothing; failing these, it is about
    carrying out the document. A classification is uncertain where its first sector has less than
    half a vote of the paragraph's own words.

    Terms whose sector the taxonomy does not have are left out. Raises LexiconError where a term
    names a sector that the library's taxonomy does not have either, or an unknown sub-sector.

    >>> from vnpolicy.text import Source
    >>> classifier = LexiconClassifier(Lexicon.load(), Taxonomy.load())
    >>> text = "Đẩy mạnh trồng rừng gắn với du lịch; giữ vững an ninh trật tự."
    >>> passage = Passage.of(Source.of(text), 0, len(text))
    >>> [found] = classifier.classify([Paragraph(passage, "task", (), "", "state")])
    >>> [(label.sector, label.evidence[0].text) for label in found.sectors]
    [('environment', 'trồng rừng'), ('security', 'an ninh trật tự')]
    """

    name = "lexicon"

    # Tuned together on the annotated documents. One step up or down costs at most 1.2 points of F1 (CUT).
    ALSO = 0.7  # a term's further sectors, by its weight
    CONTEXT = 0.5  # what only gives the context
    BODY = 0.3  # at most, a name in a list of bodies
    LATER = 0.8  # the clauses after the first that names a sector
    FIRST = 0.4  # added for the first object that is named
    HEADING = 0.4  # the innermost heading, the next one half of it
    TITLE = 0.3
    SILENT = 0.25  # below this a paragraph says nothing itself, and headings count in full
    CUT = 0.45  # of the first sector's total, to be named beside it
    CUT_ASSESSMENT = 0.2  # the same in results and limitations, which go over several fields
    SURE = 0.5

    def __init__(self, lexicon: Lexicon, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._general = taxonomy.general_of("state")
        self._matcher = TermMatcher(_known(lexicon.terms, taxonomy))

    def classify(self, paragraphs: Sequence[Paragraph]) -> list[Classification]:
        """One classification for each paragraph, in order.

        By the guide preambles and implementation clauses have no sector, all others one to three.
        """
        with_sectors = [p for p in paragraphs if p.role not in ("preamble", "organisation")]
        texts = list(
            {text: None for p in with_sectors for text in (p.passage.folded, *map(fold, (*p.heading, p.title)))}
        )
        found = dict(zip(texts, self._matcher.find_all(texts), strict=True))
        surroundings: _Surroundings = {}
        return [self._classify(paragraph, found, surroundings) for paragraph in paragraphs]

    def _classify(self, paragraph: Paragraph, found: _Found, known: _Surroundings) -> Classification:
        if paragraph.role in ("preamble", "organisation"):
            return Classification((), False)
        votes = self._votes(paragraph.passage.folded, found, paragraph.family)
        own = self._totals(votes)
        totals = dict(own)
        for text, weight in self._surroundings(paragraph, votes):
            key = text, paragraph.family
            if key not in known:
                known[key] = self._totals(self._votes(fold(text), found, paragraph.family))
            for sector, total in known[key].items():
                totals[sector] = totals.get(sector, 0.0) + weight * min(total, 1.0)
        if not totals:
            return self._by_default(paragraph.family)
        ranked = sorted(totals, key=lambda sector: -totals[sector])
        assessment = paragraph.role in ("result", "limitation")
        cut = self.CUT_ASSESSMENT if assessment else self.CUT
        named = [s for s in ranked[:3] if totals[s] >= cut * totals[ranked[0]]]
        labels = tuple(self._taxonomy.placed(_label(s, totals[s], votes, paragraph.passage)) for s in named)
        return Classification(labels, own.get(ranked[0], 0.0) < self.SURE)

    def _by_default(self, family: Family | None) -> Classification:
        sector, subsector = self._taxonomy.general_of(family)
        label = self._taxonomy.placed(SectorLabel(sector=sector, subsector=subsector, score=0.0))
        return Classification((label,), True)

    def _surroundings(self, paragraph: Paragraph, votes: Sequence[_Vote]) -> Iterator[tuple[str, float]]:
        """The headings, innermost first, and the title, with the weight each has here."""
        substance = self._totals([vote for vote in votes if not vote.general])
        silent = max(substance.values(), default=0.0) < self.SILENT
        for distance, heading in enumerate(reversed(paragraph.heading), 1):
            yield heading, (1.0 if silent else self.HEADING) / distance
        yield paragraph.title, self.TITLE

    def _votes(self, text: str, found: _Found, family: Family | None) -> list[_Vote]:
        matches = found[text]
        spans = [(match.start, match.end) for match in matches]
        ends = [m.start() for m in _CLAUSE.finditer(text) if not _inside(m.start(), spans)]
        asides = list(_asides(text, ends, spans))
        votes = []
        for match, listed in zip(matches, _listed(text, matches), strict=True):
            aside = _inside(match.start, asides)
            factor = self.CONTEXT if aside else 1.0
            clause = bisect_right(ends, match.start)
            general = (match.term.sector, match.term.subsector) == self._general
            for sector, subsector, weight in self._claims(match.term, family):
                here = factor * (min(weight, self.BODY) if listed else weight)
                votes.append(_Vote(match, sector, subsector, clause, here, aside, general))
        return votes

    def _claims(self, term: SectorTerm, family: Family | None) -> Iterator[tuple[str, str | None, float]]:
        """What a term speaks for; words on carrying out the document go with its family."""
        if (term.sector, term.subsector) == self._general:
            yield *self._taxonomy.general_of(family), term.weight
        elif term.sector:
            yield term.sector, term.subsector, term.weight
        for sector in term.also:
            if sector in self._taxonomy.keys:
                yield sector, None, term.weight * self.ALSO

    def _totals(self, votes: Sequence[_Vote]) -> dict[str, float]:
        """For each sector the votes of the clauses, where further words add ever less."""
        doubts: dict[tuple[int, str], float] = {}
        for vote in votes:
            key = vote.clause, vote.sector
            doubts[key] = doubts.get(key, 1.0) * (1.0 - min(vote.weight, 0.95))
        first = min((clause for clause, _ in doubts), default=0)
        totals: dict[str, float] = {}
        for (clause, sector), doubt in doubts.items():
            share = 1.0 if clause == first else self.LATER
            totals[sector] = totals.get(sector, 0.0) + share * (1.0 - doubt)
        objects = (v.sector for v in votes if v.weight >= self.SURE and not v.aside)
        opening = next(objects, None)
        if opening is not None:
            totals[opening] += self.FIRST
        return totals


_Found = dict[str, list[Match]]
_Surroundings = dict[tuple[str, Family | None], dict[str, float]]


def _known(terms: Sequence[SectorTerm], taxonomy: Taxonomy) -> list[SectorTerm]:
    library = Taxonomy.load()
    kept = []
    for term in terms:
        for sector in (term.sector, *term.also):
            if sector and sector not in taxonomy.keys:
                library.sector(sector)
        if term.sector in taxonomy.keys and term.subsector is not None:
            taxonomy.subsector(term.sector, term.subsector)
        if term.sector in ("", *taxonomy.keys):
            kept.append(term)
    return kept


def _inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a position lies in one of the spans, which are in order and do not overlap."""
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < spans[index][1]


def _asides(text: str, ends: Sequence[int], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches that only give the context, to the end of their clause.

    Those that open the clause, and the short ones, end at the next comma.
    """
    covered = 0
    for m in _CONTEXT.finditer(text):
        if _inside(m.start(), spans):
            continue
        clause = bisect_right(ends, m.start())
        begin = ends[clause - 1] if clause else 0
        end = ends[clause] if clause < len(ends) else len(text)
        if m["short"] or _OPENING.fullmatch(text, begin, m.start()):
            comma = text.find(",", m.end(), end)
            end = comma if comma >= 0 else end
        if end > covered:
            yield max(m.start(), covered), end
            covered = end


def _listed(text: str, matches: Sequence[Match]) -> Iterator[bool]:
    """For each match whether it is a short name in a list of bodies ("các Bộ: Y tế, Công an")."""
    end, body = 0, False
    for match in matches:
        capital = text[match.start].isupper()
        follows = body and text[end : match.start] in _LISTED
        listed = capital and (follows or bool(_BODIES_FOLLOW.search(text, end, match.start)))
        yield listed
        body = listed or (capital and match.term.text[0].isupper() and match.term.weight <= 0.5)
        end = match.end


def _label(sector: str, total: float, votes: Sequence[_Vote], passage: Passage) -> SectorLabel:
    mine = [vote for vote in votes if vote.sector == sector]
    leader = max(mine, key=lambda vote: vote.weight, default=None)
    return SectorLabel(
        sector=sector,
        subsector=leader.subsector if leader else None,
        score=round(1.0 - math.exp(-total), 4),
        evidence=tuple(_evidence(vote, passage) for vote in mine),
    )


def _evidence(vote: _Vote, passage: Passage) -> Evidence:
    _, begin, end = vote.match
    first, last = passage.span(begin, end)
    return Evidence(start=first, end=last, text=passage.slice(begin, end), weight=round(vote.weight, 4))
