"""From text to Analysis: the one path, and the only module that knows the order of the steps."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from importlib import resources
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from vnpolicy import __version__
from vnpolicy.analysis import (
    Analysis,
    Assignment,
    Deadline,
    Fact,
    Header,
    Item,
    Items,
    Point,
    Reference,
    Role,
    Section,
    TableRow,
    Target,
    Warning,
)
from vnpolicy.errors import InputError
from vnpolicy.extract.assignments import AssignmentFinder
from vnpolicy.extract.deadlines import DeadlineFinder, title_period
from vnpolicy.extract.references import ReferenceFinder, resolve
from vnpolicy.extract.setting import Setting
from vnpolicy.extract.targets import TargetFinder, link
from vnpolicy.lexicon import Lexicon, raise_first
from vnpolicy.proofs import check_lexicon
from vnpolicy.readers import read_text
from vnpolicy.sectors import artefact
from vnpolicy.sectors.classifier import Classification, Classifier, Paragraph
from vnpolicy.sectors.lexical import LexiconClassifier
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.structure.blocks import join_lines, laid_out
from vnpolicy.structure.header import read_header
from vnpolicy.structure.lines import Line, read_lines
from vnpolicy.structure.outline import Part, outline
from vnpolicy.structure.points import InlinePoint, inline_points
from vnpolicy.structure.roles import RoleFinder
from vnpolicy.structure.rows import RowFinder
from vnpolicy.structure.wrapper import frame_of, further_letterheads
from vnpolicy.text import Passage, Source, mend_digits

if TYPE_CHECKING:
    from vnpolicy.corpus.records import AnyRecord

Kind = Literal["references", "deadlines", "targets", "assignments", "sectors"]
KINDS: tuple[Kind, ...] = ("references", "deadlines", "targets", "assignments", "sectors")
MAX_LENGTH = 10_000_000


@dataclass(frozen=True)
class Failure:
    """A document that could not be analysed: which one, and why."""

    id: str
    error: str


@dataclass(frozen=True, kw_only=True)
class Analyzer:
    """The settings of an analysis, and the analysis itself. Frozen; pickled by its settings.

    ``lexicons`` are TOML overlays over the library's tables, put to the proof before they are used
    (``check_lexicon`` tells all that is wrong with one), ``taxonomy`` a sector list of one's
    own, ``model`` the folder of a trained sector model, or "lexicon" for the weighted terms without
    training; None is the model that comes with the library, or the lexicon where ``taxonomy`` names a
    list for which no model comes with it. ``only`` are the kinds of facts to look for (all if empty).
    ``fingerprint`` names the settings and all data behind them; equal fingerprints give equal results.

    >>> Analyzer(only=("deadlines",)).analyze("1. Báo cáo trước ngày 05/6/2026.").deadlines[0].text
    'trước ngày 05/6/2026'

    Raises LexiconError or ModelError, when first used, for settings that cannot be loaded.
    """

    lexicons: Sequence[str | Path] = ()
    model: str | Path | None = None
    taxonomy: str | Path | None = None
    only: Sequence[Kind] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "lexicons", tuple(str(path) for path in self.lexicons))
        object.__setattr__(self, "only", tuple(self.only))
        unknown = [kind for kind in self.only if kind not in KINDS]
        if unknown:
            raise InputError(f"only={unknown[0]!r} is unknown; expected some of {', '.join(KINDS)}")
        object.__setattr__(self, "model", None if self.model is None else str(self.model))

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits."""
        data = [version("holidays"), self._lexicon.fingerprint, self._taxonomy.fingerprint]
        settings = [__version__, *data, self._classifier.name]
        return hashlib.sha256(json.dumps([settings, sorted(self.only)]).encode()).hexdigest()[:12]

    def analyze(self, text: str, issued: str | date | None = None) -> Analysis:
        """Everything found in a text.

        ``issued`` (a date or its ISO form) is the day that relative deadlines count from, where
        the caller knows better than the document. Raises InputError for what is no text (not str,
        empty, too long) and for a date that is none.
        """
        _check(text)
        given = _as_date(issued)
        source = Source.of(text)
        read = self._read(source)
        header = replace(read.header, anchor="given", anchor_date=given) if given else read.header
        header = replace(header, period=title_period(source, header))
        setting = _setting(header)
        found = self._find(read, setting)
        found.rows += self._finders.rows.find(source, read.body, setting)
        found.warnings += _warnings(source, read.lines, header, read.parts)
        return self._assemble(text, source, replace(read, header=header), found)

    def analyze_file(self, path: str | Path, issued: str | date | None = None) -> Analysis:
        """Everything found in a file; raises InputError where it cannot be read as text."""
        return self.analyze(read_text(path), issued)

    def paragraphs(self, text: str) -> list[Paragraph]:
        """The items of a text as a sector classifier sees them, in order."""
        _check(text)
        return self._read(Source.of(text)).paragraphs

    def analyze_many(
        self,
        records: Iterable[AnyRecord],
        *,
        processes: int = 1,
        chunk: int = 10,
        progress: Callable[[int], object] | None = None,
    ) -> Iterator[tuple[str, Analysis | Failure]]:
        """(id, analysis) for each record, in order; a bad record gives (id, Failure) instead.

        A record is a text, the path of a file, (id, text or path) or (id, text or path, issued).
        Records are taken as they are needed: a few times ``chunk`` for each of the ``processes``.
        ``progress`` is called with the number of records done. A record whose process is killed, by
        the system for want of memory say, is tried again by itself, twice; then it gives a Failure
        and the others go on.

        >>> [(id_, type(result).__name__) for id_, result in Analyzer().analyze_many(["1. Họp.", ""])]
        [('0', 'Analysis'), ('1', 'Failure')]

        With more than one process, call it below ``if __name__ == "__main__":`` in a script. Raises
        InputError for numbers below 1, WorkerError where no process starts.
        """
        from vnpolicy.corpus.batch import analyze_many

        return analyze_many(self, records, processes=processes, chunk=chunk, progress=progress)

    def check(self, issued: str | date | None = None) -> None:
        """Loads everything that the settings name; raises PolicyError for what is wrong with them."""
        _as_date(issued)
        _ = self.fingerprint, self._classifier, self._finders, self._roles

    def info(self) -> dict[str, str]:
        """Versions and places of the library, its data and what it builds on."""
        versions = {name: version(name) for name in ("underthesea", "spacy", "scikit-learn", "numpy", "holidays")}
        return {
            "vnpolicy": __version__,
            "python": platform.python_version(),
            **versions,
            "model": self._classifier.name,
            "lexicon": self._lexicon.fingerprint,
            "taxonomy": self._taxonomy.fingerprint,
            "fingerprint": self.fingerprint,
            "data": str(resources.files("vnpolicy") / "data"),
        }

    def __getstate__(self) -> dict[str, Any]:
        names = ("lexicons", "model", "taxonomy", "only")
        return {name: getattr(self, name) for name in names}

    @cached_property
    def _lexicon(self) -> Lexicon:
        for path in self.lexicons:
            raise_first(check_lexicon(path, self.taxonomy, tokenizer=False))
        return Lexicon.load(self.lexicons)

    @cached_property
    def _taxonomy(self) -> Taxonomy:
        return Taxonomy.load(self.taxonomy)

    @cached_property
    def _finders(self) -> _Finders:
        return _Finders(self._lexicon, self.only)

    @cached_property
    def _roles(self) -> RoleFinder:
        return RoleFinder(self._lexicon)

    @cached_property
    def _classifier(self) -> Classifier:
        if self.model == "lexicon" or (self.model is None and self.taxonomy is not None):
            return LexiconClassifier(self._lexicon, self._taxonomy)
        folder = artefact.shipped() if self.model is None else self.model
        return artefact.load(folder, self._taxonomy, self._lexicon)

    def _read(self, source: Source) -> _Reading:
        lines = read_lines(source.clean)
        frame = frame_of(lines)
        document = lines[frame.start : frame.end]
        around = [*lines[: frame.start], *lines[frame.end :]]
        head = read_header(source, document, self._lexicon, around)
        body = laid_out(document[head.body :])
        parts = outline(join_lines(source, body))
        header = replace(head.header, anchor_date=head.header.issued or head.header.meeting_date)
        return _Reading(document, body, header, parts, self._roles.find(parts, header.type))

    def _find(self, read: _Reading, setting: Setting) -> _Found:
        found = _Found()
        settings = [_setting_of(part, role, setting) for part, role in zip(read.parts, read.roles, strict=True)]
        self._finders.find([part.block.passage for part in read.parts], settings, found)
        if not self.only or "sectors" in self.only:
            found.sectors = self._classifier.classify(read.paragraphs)
        else:
            found.sectors = [Classification((), False)] * len(read.paragraphs)
        return found

    def _assemble(
        self,
        text: str,
        source: Source,
        read: _Reading,
        found: _Found,
    ) -> Analysis:
        sections, items = [], []
        sectors = iter(found.sectors)
        ids = {id(part.block): part.id for part in read.parts}
        for part, role in zip(read.parts, read.roles, strict=True):
            if part.heading:
                sections.append(_section(source, part, role))
            else:
                lead_in = ids[id(part.lead.block)] if part.lead else None
                items.append(_item(text, source, part, role, lead_in, next(sectors)))
        references = tuple(resolve(found.references))
        deadlines = tuple(found.deadlines)
        return Analysis(
            text=text,
            header=read.header,
            sections=tuple(sections),
            items=Items(items),
            deadlines=deadlines,
            targets=tuple(link(found.targets, deadlines, references)),
            references=references,
            assignments=tuple(found.assignments),
            rows=tuple(found.rows),
            warnings=tuple(found.warnings),
            version=__version__,
            model=self._classifier.name,
            fingerprint=self.fingerprint,
        )


@dataclass(frozen=True)
class _Reading:
    """The structure of a document: its lines, those of its body, and what was made of them."""

    lines: Sequence[Line]
    body: Sequence[Line]
    header: Header
    parts: Sequence[Part]
    roles: Sequence[Role]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The items as a sector classifier sees them; headings have no sectors."""
        return [
            Paragraph(part.block.passage, role, part.titles, self.header.title or "", self.header.family)
            for part, role in zip(self.parts, self.roles, strict=True)
            if not part.heading
        ]


@dataclass
class _Found:
    references: list[Reference] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    sectors: list[Classification] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)


class _Finder(Protocol):
    def find(self, passage: Passage, setting: Setting, taken: Sequence[Fact]) -> Sequence[Fact]: ...


class _Finders:
    """The extractors in their order, up to the last one wanted; each sees what the earlier ones took."""

    def __init__(self, lexicon: Lexicon, only: Sequence[Kind]) -> None:
        self._wanted = set(only) or set(KINDS)
        deadlines, assignments = DeadlineFinder(lexicon), AssignmentFinder(lexicon)
        finders: list[tuple[Kind, _Finder]] = [
            ("references", ReferenceFinder(lexicon)),
            ("deadlines", deadlines),
            ("targets", TargetFinder(lexicon)),
            ("assignments", assignments),
        ]
        while finders and finders[-1][0] not in self._wanted:
            finders.pop()
        self._finders = finders
        self.rows = RowFinder(lexicon, deadlines, assignments)

    def find(self, passages: Sequence[Passage], settings: Sequence[Setting], found: _Found) -> None:
        """Adds the facts of a document's paragraphs to ``found``.

        Each finder goes through them all: the patterns of all together do not fit into a processor's cache.
        """
        taken: list[tuple[Fact, ...]] = [()] * len(passages)
        for kind, finder in self._finders:
            facts = [finder.find(*given) for given in zip(passages, settings, taken, strict=True)]
            taken = [(*before, *more) for before, more in zip(taken, facts, strict=True)]
            if kind in self._wanted:
                getattr(found, kind).extend(map(_flagged, chain.from_iterable(facts)))


def _flagged(fact: Fact) -> Fact:
    """The fact; what was read from misread digits says so."""
    if mend_digits(fact.plain) == fact.plain or "repaired_ocr" in fact.flags:
        return fact
    return replace(fact, flags=(*fact.flags, "repaired_ocr"))


def _setting(header: Header) -> Setting:
    """What all paragraphs of a document share."""
    stated = header.period
    period = (stated.begin, stated.due) if stated and stated.begin and stated.due else None
    return Setting(header=header, anchor=header.anchor_date, anchor_kind=header.anchor, period=period)


def _setting_of(part: Part, role: Role, setting: Setting) -> Setting:
    return setting._replace(
        role=role,
        attribute=part.attribute or None,
        heading=part.titles,
        is_heading=part.heading,
        lead_in=part.lead.block.passage.plain if part.lead else "",
        item=None if part.heading else part.id,
        section=part.id if part.heading else part.section,
    )


def _section(source: Source, part: Part, role: Role) -> Section:
    start, end = source.span(part.block.start, part.block.end)
    plain = part.block.passage.plain
    marker = part.marker.text if part.marker else ""
    return Section(
        id=part.id,
        path=part.path,
        marker=marker,
        title=plain[len(plain) - len(part.marker.rest) :].strip() if part.marker else plain,
        level=part.level,
        role=role,
        start=start,
        end=end,
        section=part.section,
    )


def _item(text: str, source: Source, part: Part, role: Role, lead_in: str | None, sectors: Classification) -> Item:
    start, end = source.span(part.block.start, part.block.end)
    passage = part.block.passage
    return Item(
        id=part.id,
        path=part.path,
        marker=part.marker.text if part.marker else "",
        level=part.level,
        role=role,
        start=start,
        end=end,
        text=text[start:end],
        plain=part.block.passage.plain,
        section=part.section,
        lead_in=lead_in,
        attribute=part.attribute or None,
        heading=" / ".join(part.titles),
        sectors=sectors.sectors,
        uncertain=sectors.uncertain,
        scores=sectors.scores,
        flags=part.flags,
        omitted=tuple(source.span(a, b) for a, b in part.block.omitted),
        points=tuple(_point(passage, point) for point in inline_points(passage.folded)),
    )


def _point(passage: Passage, point: InlinePoint) -> Point:
    start, end = passage.span(point.start, point.end)
    return Point(label=point.label, start=start, end=end, text=passage.slice(point.start, point.end))


def _warnings(source: Source, lines: Sequence[Line], header: Header, parts: Sequence[Part]) -> Iterator[Warning]:
    if source.surrogates:
        yield Warning(
            code="surrogates",
            message=f"{source.surrogates} lone surrogates: the text was decoded wrongly before",
        )
    if all(part.heading for part in parts):
        yield Warning(code="no_items", message="no paragraph of a body was found")
    if header.type is None:
        yield Warning(code="no_type", message="the text does not name the type of the document")
    for at in further_letterheads(lines):
        start, end = source.span(lines[at].start, lines[at].end)
        yield Warning(
            code="several_documents",
            message="another letterhead begins here: the header is that of the first document; split the text",
            start=start,
            end=end,
        )
    if header.secrecy:
        start, end = header.spans["secrecy"]
        yield Warning(
            code="secrecy",
            message=f"the document is marked {header.secrecy!r}: handle it as the law requires",
            start=start,
            end=end,
        )


def _check(text: str) -> None:
    if not isinstance(text, str):
        raise InputError(
            f"expected a str, got {type(text).__name__}"
            + ("; decode it first, or use analyze_file" if isinstance(text, bytes) else "")
        )
    if not text.strip():
        raise InputError("the text is empty or only white space: nothing to analyse")
    if len(text) > MAX_LENGTH:
        raise InputError(
            f"the text has {len(text):,} characters, at most {MAX_LENGTH:,} are read: "
            "split the collection into documents"
        )
    if "\0" in text[:1000]:
        raise InputError("the text holds NUL characters: it seems to be binary, not a document")


def _as_date(issued: str | date | None) -> date | None:
    if isinstance(issued, datetime):
        return issued.date()
    if issued is None or isinstance(issued, date):
        return issued
    try:
        return date.fromisoformat(issued)
    except (ValueError, TypeError):
        raise InputError(f"issued={issued!r} is no date: expected YYYY-MM-DD") from None
