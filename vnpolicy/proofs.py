"""Lexicon files put to the proof: all that is wrong with one, and where.

An entry that is well formed is compiled with the library's tables, by everything that compiles
lexicons; each of its ``examples`` must then be matched by it, none of its ``not_examples``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from vnpolicy import segmenter
from vnpolicy.entries import Place, Problem
from vnpolicy.errors import LexiconError
from vnpolicy.extract.assignments import AssignmentFinder
from vnpolicy.extract.deadlines import DeadlineFinder
from vnpolicy.extract.references import ReferenceFinder
from vnpolicy.extract.targets import TargetFinder
from vnpolicy.lexicon import FixedWord, Lexicon, Province, SectorTerm, read_lexicon
from vnpolicy.sectors.lexical import LexiconClassifier
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.segmenter.domain import Domain
from vnpolicy.structure.annexes import AnnexReader
from vnpolicy.structure.roles import RoleFinder
from vnpolicy.text import fold

_Placed = tuple[Place, Any]
_Failure = Callable[[Sequence[Any]], str | None]


def check_lexicon(path: str | Path, taxonomy: str | Path | None = None, *, tokenizer: bool = True) -> list[Problem]:
    """All that is wrong with a lexicon file, in the order of the file; empty if it can be used.

    ``taxonomy`` is a sector list of one's own, whose sectors the terms may name beside the library's.
    Without ``tokenizer`` the examples of [[word]] are not tried, which takes the word model. Raises
    LexiconError where a file cannot be read.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "mine.toml"
    ...     _ = file.write_text('[[unit]]\\nname = "nhà rông"\\nexamples = ["5 nhà sàn"]\\n', encoding="utf-8")
    ...     [problem] = check_lexicon(file)
    >>> problem.place.table, problem.place.name, problem.field
    ('unit', 'nhà rông', 'examples')
    """
    entries = read_lexicon(path)
    sectors = Taxonomy.load(taxonomy)
    problems = list(entries.problems)
    sound: list[_Placed] = []
    for place, entry in entries.read:
        wrong = list(_unknown_sectors(entry, sectors)) if isinstance(entry, SectorTerm) else []
        problems += [Problem(place, *fault) for fault in wrong]
        if not wrong:
            sound.append((place, entry))
    problems += _unproven(sound, sectors)
    if tokenizer:
        problems += _unkept([(place, entry) for place, entry in sound if isinstance(entry, FixedWord)])
    return sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.number or 0))


def _unknown_sectors(term: SectorTerm, taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """The fields that name a sector or sub-sector which neither taxonomy has."""
    library = Taxonomy.load()
    for field, sectors in (("sector", [term.sector] if term.sector else []), ("also", term.also)):
        for sector in sectors:
            if sector not in taxonomy.keys and (fault := _fault(partial(library.sector, sector))):
                yield field, fault
    if term.subsector is not None and term.sector in (*taxonomy.keys, *library.keys):
        chosen = taxonomy if term.sector in taxonomy.keys else library
        if fault := _fault(partial(chosen.subsector, term.sector, term.subsector)):
            yield "subsector", fault


def _unproven(placed: Sequence[_Placed], taxonomy: Taxonomy) -> Iterator[Problem]:
    """What does not hold of well-formed entries."""
    library = _without_examples(Lexicon.load())

    def failure(entries: Sequence[Any]) -> str | None:
        lexicon = library.overlaid(entries)
        compilers: tuple[Callable[[], object], ...] = (
            *(partial(f, lexicon) for f in (ReferenceFinder, DeadlineFinder, TargetFinder, AssignmentFinder)),
            *(partial(f, lexicon) for f in (RoleFinder, AnnexReader)),
            partial(LexiconClassifier, lexicon, taxonomy),
            partial(Domain, lexicon.words),
        )
        return next(filter(None, map(_fault, compilers)), None)

    failing = list(_failing(placed, failure))
    for place, entry in failing:
        yield from (Problem(place, *fault) for fault in _failing_fields(entry, failure))
    if not failing and (fault := failure([entry for _, entry in placed])):
        yield Problem(Place(placed[0][0].file), None, f"the entries do not go together: {fault}")
    for place, entry in placed:
        if isinstance(entry, Province):
            yield from (Problem(place, *fault) for fault in _unnamed(entry))


def _without_examples(lexicon: Lexicon) -> Lexicon:
    """The tables without what only proves them; what the tokenizer leaves alone is in the counter-examples."""
    entries = (entry for name, _ in Lexicon.TABLES.values() for entry in getattr(lexicon, name))
    bare = (e if isinstance(e, FixedWord) else replace(e, examples=(), not_examples=()) for e in entries)
    return Lexicon().overlaid(bare)


def _fault(work: Callable[[], object]) -> str | None:
    try:
        work()
    except LexiconError as error:
        return str(error)
    return None


def _failing(placed: Sequence[_Placed], failure: _Failure) -> Iterator[_Placed]:
    """The entries that do not hold, found by halving, for most files are sound."""
    if not placed or failure([entry for _, entry in placed]) is None:
        return
    if len(placed) == 1:
        yield placed[0]
        return
    middle = len(placed) // 2
    yield from _failing(placed[:middle], failure)
    yield from _failing(placed[middle:], failure)


def _failing_fields(entry: Any, failure: _Failure) -> Iterator[tuple[str | None, str]]:
    """The examples of an entry that do not hold, or what is wrong with the entry without them."""
    bare = replace(entry, examples=(), not_examples=())
    if fault := failure([bare]):
        yield None, fault
        return
    for field in ("examples", "not_examples"):
        for text in getattr(entry, field):
            if fault := failure([replace(bare, **{field: (text,)})]):
                yield field, fault


def _unnamed(province: Province) -> Iterator[tuple[str, str]]:
    """Examples of a province that do not name it, counter-examples that do."""
    for field, wanted in (("examples", True), ("not_examples", False)):
        for text in getattr(province, field):
            if (fold(province.name).lower() in fold(text).lower()) != wanted:
                yield field, f"{text!r} {'does not name' if wanted else 'names'} the province"


def _unkept(placed: Sequence[_Placed]) -> Iterator[Problem]:
    """Examples in which the tokenizer does not keep a word whole, counter-examples in which it does."""
    tests = [
        (place, word, field, text)
        for place, word in placed
        for field in ("examples", "not_examples")
        for text in getattr(word, field)
    ]
    cut = segmenter.with_fixed_words(Lexicon.load().overlaid(word for _, word in placed).words) if tests else None
    for place, word, field, text in tests if cut else ():
        spellings = {_spelling(form) for form in (word.text, *word.aliases)}
        kept = cut is None or not spellings.isdisjoint(_spelling(found.text) for found in cut(text))
        if kept != (field == "examples"):
            yield Problem(place, field, f"{text!r} is cut so that the word is {'whole' if kept else 'not whole'}")


def _spelling(words: str) -> str:
    """One spelling for all that the tokenizer takes for the same word."""
    return " ".join(fold(words).lower().replace(" - ", "-").split())
