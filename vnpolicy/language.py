"""The spaCy language: word tokens with inner blanks, and the facts of a document as span groups.

spaCy finds the tokenizer, the components, the colours of displaCy and the codecs by the entry points
of the installed package: ``nlp.add_pipe("vnpolicy_deadlines")`` works without importing vnpolicy.

The analysis itself is at ``doc._.policy``, the same that ``analyze(doc.text)`` returns, and every span
knows its record in it as ``span._.policy``. What cannot be analysed (nothing but white space, binary
data) gives a document without analysis and the reason at ``doc._.policy_error``, as ``analyze_many``
gives a Failure. The day that relative deadlines count from can be set at ``doc._.policy_issued``
("2026-03-10") before the components run.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
from spacy.attrs import IS_ALPHA, IS_PUNCT, IS_STOP, IS_TITLE, LIKE_NUM, NORM  # type: ignore[import-not-found]
from spacy.lang.lex_attrs import is_punct as only_punctuation
from spacy.lang.vi import Vietnamese
from spacy.lang.vi.lex_attrs import like_num as like_simple_number
from spacy.lang.vi.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from vnpolicy.analysis import Analysis, Item, Section, Warning
from vnpolicy.errors import InputError
from vnpolicy.extract.numbers import read_number
from vnpolicy.pipeline import KINDS, MAX_LENGTH, Analyzer, Kind
from vnpolicy.segmenter import Unit, sentences, tokenize
from vnpolicy.text import REPLACEMENT, SURROGATE, Source, fold

TOKENIZER = "vnpolicy.Words.v1"
COLORS = {
    "DEADLINE": "#ffd34d",
    "TARGET": "#7fdc97",
    "REFERENCE": "#8ebdff",
    "ASSIGNMENT": "#e3a1e6",
    "preamble": "#d0d7de",
    "result": "#b6bdc5",
    "limitation": "#ff9c9c",
    "objective": "#9be3ab",
    "task": "#9cc4ff",
    "organisation": "#e6d3a8",
}
"""The colours of the labels in displaCy."""

_RUNS = re.compile(r"\s+|\S+")
_FIGURE = re.compile(
    r"""
    [-+±~]? \ ? \d+(?:[.,]\d+)* (?:\ ?[%‰])?    # 12.500   1,5   +8%
    (?: \ ?-\ ? \d+(?:[.,]\d+)* (?:\ ?[%‰])? )?  # 8-8,5%   10 - 12 %
    """,
    re.VERBOSE,
)
_NUMBER_JOINTS = ("linh", "lẻ", "rưỡi")
_PLACE = re.compile(r"(deadlines|targets|references|assignments|sections|items)/(\d+)(?:/sectors/(\d+))?")


def load(*, unit: Unit = "word", domain: bool = True, **settings: Any) -> Language:
    """A spaCy Language ("vi") that reads directive documents.

    Tokens are words with inner blanks ("Tỉnh ủy"), or syllables with the words as the span group
    "words" (``unit="syllable"``); without ``domain`` they are underthesea's own. ``settings`` are
    those of ``Analyzer``. ``doc.text`` is the text itself, except that lone surrogates, which spaCy
    cannot hold, become U+FFFD one for one.

    >>> nlp = load()
    >>> doc = nlp("1. Giao Tỉnh ủy viên báo cáo trước ngày 15/6/2026.")
    >>> doc.spans["deadlines"][0], doc.spans["deadlines"][0]._.policy.due.isoformat()
    (trước ngày 15/6/2026, '2026-06-15')

    Raises InputError, LexiconError or ModelError for settings that are wrong, and InputError for
    texts longer than ``nlp.max_length``.
    """
    analyzer = Analyzer(**settings)
    lexicons = [str(path) for path in analyzer.lexicons]
    tokenizer = {"@tokenizers": TOKENIZER, "unit": unit, "domain": domain, "lexicons": lexicons}
    nlp = _DirectiveVietnamese.from_config({"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe("vnpolicy_structure", config=_config(analyzer))
    for kind in analyzer.only or KINDS:
        nlp.add_pipe(f"vnpolicy_{kind}")
    return nlp


def _config(analyzer: Analyzer) -> dict[str, Any]:
    """The settings as spaCy's config holds them: JSON values."""
    return {
        "lexicons": [str(path) for path in analyzer.lexicons],
        "model": None if analyzer.model is None else str(analyzer.model),
        "taxonomy": None if analyzer.taxonomy is None else str(analyzer.taxonomy),
        "only": list(analyzer.only),
    }


class _DirectiveVietnamese(Vietnamese):  # type: ignore[no-untyped-call]
    """spaCy's Vietnamese with a message of our own for what is too long; never registered as "vi"."""

    def make_doc(self, text: str) -> Doc:
        if len(text) > self.max_length:
            raise InputError(
                f"the text has {len(text):,} characters, nlp.max_length is {self.max_length:,}: "
                "split the collection into documents"
            )
        return super().make_doc(text)


def make_tokenizer(
    unit: Unit = "word", domain: bool = True, lexicons: Sequence[str] = ()
) -> Callable[[Language], "WordTokenizer"]:
    """The tokenizer "vnpolicy.Words.v1" of a spaCy config; it also corrects the lexical attributes.

    ``lexicons`` are overlay files whose words are kept whole.

    >>> import spacy
    >>> nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vnpolicy.Words.v1"}}})
    >>> [(token.text, token.is_alpha, token.is_title) for token in nlp("Tỉnh ủy họp.")]
    [('Tỉnh ủy', True, True), ('họp', True, False), ('.', False, False)]
    """

    def make(nlp: Language) -> WordTokenizer:
        cast(Any, nlp.vocab).lex_attr_getters.update(LEXICAL_ATTRIBUTES)
        nlp.max_length = MAX_LENGTH
        return WordTokenizer(nlp.vocab, unit, domain, lexicons)

    return make


class WordTokenizer(DummyTokenizer):
    """Text to Doc: words, and between them white space and markup, so that nothing is lost."""

    def __init__(self, vocab: Vocab, unit: Unit, domain: bool, lexicons: Sequence[str] = ()) -> None:
        if unit not in ("word", "syllable"):
            raise InputError(f"unit={unit!r} is unknown; expected 'word' or 'syllable'")
        self.vocab = vocab
        self.unit = unit
        self.domain = domain
        self.lexicons = tuple(lexicons)

    def __call__(self, text: str) -> Doc:
        """The tokens of a text; lone surrogates become U+FFFD and are counted in the user data."""
        held, replaced = SURROGATE.subn(REPLACEMENT, text)
        tokens = tokenize(held, domain=self.domain, unit=self.unit, lexicons=self.lexicons)
        words, spaces = cover(held, tokens.starts, tokens.ends)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        if replaced:
            doc.user_data["surrogates"] = replaced
        if self.unit == "syllable":
            made = tokenize(held, domain=self.domain, lexicons=self.lexicons)
            doc.spans["words"] = [_span(doc, a, b, "WORD") for a, b in zip(made.starts, made.ends, strict=True)]
        return doc


def cover(text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[list[str], list[bool]]:
    """spaCy's ``words`` and ``spaces`` for a text whose words have these places.

    A single blank belongs to the token before it; all other characters between words are tokens.

    >>> cover("a  b *c", (0, 3, 6), (1, 4, 7))
    (['a', ' ', 'b', '*', 'c'], [True, False, True, False, False])
    """
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in zip((*starts, len(text)), (*ends, len(text)), strict=True):
        for piece in _RUNS.findall(text, at, start):
            owned = bool(words) and piece[0] == " "
            if owned:
                spaces[-1] = True
            if len(piece) > owned:
                words.append(piece[owned:])
                spaces.append(False)
        if start < end:
            words.append(text[start:end])
            spaces.append(False)
        at = end
    return words, spaces


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(norm(word.replace("_", " ")) for word in STOP_WORDS)


@lru_cache(maxsize=64)  # spaCy asks for all attributes of a new word in turn
def _plain(text: str) -> str:
    return fold(" ".join(Source.of(text).clean.split()))


def norm(text: str) -> str:
    """``token.norm_``: lower case, NFC, one blank between syllables, tones where "ủy" has its own.

    >>> norm("Tỉnh\\n uỷ"), norm("HOÀ BÌNH")
    ('tỉnh ủy', 'hòa bình')
    """
    return _plain(text).lower() or text


def is_alpha(text: str) -> bool:
    """``token.is_alpha``: letters, and blanks between them."""
    return _plain(text).replace(" ", "").isalpha()


def is_title(text: str) -> bool:
    """``token.is_title``: a capital, and no syllable all in capitals; "Tỉnh ủy", "Việt Nam", not "UBND tỉnh".

    >>> is_title("Ban Thường vụ"), is_title("UBND tỉnh"), is_title("kinh tế")
    (True, False, False)
    """
    first, *others = _plain(text).split() or [""]
    return first.istitle() and all(syllable.istitle() or syllable == syllable.lower() for syllable in others)


def is_punct(text: str) -> bool:
    """``token.is_punct``: punctuation marks only, "./." too; white space is none."""
    marks = "".join(text.split())
    return bool(marks) and only_punctuation(marks)


def is_stop(text: str) -> bool:
    """``token.is_stop``: a stop word of spaCy's list, where "bao_giờ" stands for "bao giờ"."""
    return norm(text) in _stop_words()


def like_num(text: str) -> bool:
    """``token.like_num``: figures, percentages, ranges, and number words of one or more syllables.

    Parts of a number count, and so do words that have another meaning too ("năm", "không"), as in
    spaCy.

    >>> [text for text in ("12.500", "8-8,5%", "hai mươi lăm", "1,5 triệu", "596-KL/TU", "đồng") if like_num(text)]
    ['12.500', '8-8,5%', 'hai mươi lăm', '1,5 triệu']
    """
    plain = norm(text)
    if _FIGURE.fullmatch(plain) or read_number(plain) is not None:
        return True
    others = [syllable for syllable in plain.split() if not _is_number(syllable)]
    return len(others) < len(plain.split()) and all(syllable in _NUMBER_JOINTS for syllable in others)


def _is_number(syllable: str) -> bool:
    return syllable in ("mươi", "nhăm") or bool(like_simple_number(syllable))  # type: ignore[no-untyped-call]


LEXICAL_ATTRIBUTES: dict[int, Callable[[str], Any]] = {
    IS_ALPHA: is_alpha,
    IS_PUNCT: is_punct,
    IS_STOP: is_stop,
    IS_TITLE: is_title,
    LIKE_NUM: like_num,
    NORM: norm,
}


class Structure:
    """Analyses a document: ``doc._.policy``, the span groups "sections" and "items", the sentences.

    The label of a section or item is its role. The settings of the analysis live here; where this
    component is missing, the others analyse with the default settings.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        analyzer.check()
        self.analyzer = analyzer

    def __call__(self, doc: Doc) -> Doc:
        """Analyses anew, whatever the document carries."""
        analysis = _analyse(doc, self.analyzer)
        if analysis:
            _split(doc, (*analysis.sections, *analysis.items))
            for group in ("sections", "items"):
                parts = getattr(analysis, group)
                doc.spans[group] = [_span(doc, p.start, p.end, p.role, f"{group}/{i}") for i, p in enumerate(parts)]
        return doc


class Spans:
    """Makes a span group of one kind of facts, in the order of ``doc._.policy``.

    They are added to the group "sc" too, which displaCy shows. A span covers all tokens that the fact
    has a part in; the exact place is that of its record, ``span._.policy``.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def __call__(self, doc: Doc) -> Doc:
        """Adds the spans; analyses only where nobody has."""
        analysis = doc._.policy
        if analysis is None and doc._.policy_error is None:
            analysis = _analyse(doc, _default_analyzer())
        if analysis:
            spans = list(self._spans(doc, analysis))
            doc.spans[self.kind] = spans
            if self.kind != "sectors":
                shown = [span for span in doc.spans.get("sc", ()) if not span.id_.startswith(f"{self.kind}/")]
                doc.spans["sc"] = sorted([*shown, *spans], key=lambda span: (span.start, -span.end))
        return doc

    def _spans(self, doc: Doc, analysis: Analysis) -> Iterator[Span]:
        if self.kind == "sectors":
            for i, item in enumerate(analysis.items):
                for j, label in enumerate(item.sectors):
                    yield _span(doc, item.start, item.end, label.sector, f"items/{i}/sectors/{j}")
        else:
            for i, fact in enumerate(getattr(analysis, self.kind)):
                yield _span(doc, fact.start, fact.end, self.kind.upper().removesuffix("S"), f"{self.kind}/{i}")


@cache
def _default_analyzer() -> Analyzer:
    return Analyzer()


def _analyse(doc: Doc, analyzer: Analyzer) -> Analysis | None:
    doc._.policy, doc._.policy_error = None, None
    try:
        analysis = analyzer.analyze(doc.text, doc._.policy_issued)
    except InputError as error:
        doc._.policy_error = str(error)
        return None
    if replaced := doc.user_data.get("surrogates"):
        warning = Warning(
            code="surrogates",
            message=f"{replaced} lone surrogates: the text was decoded wrongly before",
        )
        analysis = replace(analysis, warnings=(warning, *analysis.warnings))
    doc._.policy = analysis
    return analysis


def _split(doc: Doc, parts: Sequence[Section | Item]) -> None:
    """Begins the sentences of the document: each part is split by itself, and so is what lies between them."""
    text = doc.text
    bounds = {0, len(text), *(part.start for part in parts), *(part.end for part in parts)}
    marks = np.full((len(doc), 1), -1, np.int64)
    for a, b in pairwise(sorted(bounds)):
        for sentence in sentences(text[a:b]):
            if sentence.start < sentence.end:
                marks[_span(doc, a + sentence.start, a + sentence.end).start] = 1
    # Token by token, spaCy would look through the whole document each time.
    doc.from_array(["SENT_START"], cast(Any, marks.view(np.uint64)))


def _span(doc: Doc, start: int, end: int, label: str = "", place: str = "") -> Span:
    return cast(Span, doc.char_span(start, end, label=label, alignment_mode="expand", span_id=place))


def _record(span: Span) -> Any:
    """What a span of ours stands for in the analysis; None for the spans of others."""
    place = _PLACE.fullmatch(span.id_)
    if not place or span.doc._.policy is None:
        return None
    group, index, sector = place.groups()
    record = getattr(span.doc._.policy, group)[int(index)]
    return record if sector is None else record.sectors[int(sector)]


def _register_extensions() -> None:
    for name in ("policy", "policy_error", "policy_issued"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Span.has_extension("policy"):
        Span.set_extension("policy", getter=_record)


_register_extensions()


@Language.factory(
    "vnpolicy_structure",
    default_config=_config(Analyzer()),
    assigns=["doc._.policy", "doc.spans", "token.is_sent_start"],
)
def make_structure(
    nlp: Language,
    name: str,
    lexicons: list[str | Path],
    model: str | None,
    taxonomy: str | None,
    only: list[str],
) -> Structure:
    """The component "vnpolicy_structure"; its config holds the settings of an Analyzer."""
    return Structure(Analyzer(lexicons=lexicons, model=model, taxonomy=taxonomy, only=cast(list[Kind], only)))


def _factory(kind: Kind) -> Callable[[Language, str], Spans]:
    def make(nlp: Language, name: str) -> Spans:
        return Spans(kind)

    Language.factory(f"vnpolicy_{kind}", assigns=["doc._.policy", "doc.spans"], func=make)
    return make


make_references = _factory("references")
make_deadlines = _factory("deadlines")
make_targets = _factory("targets")
make_assignments = _factory("assignments")
make_sectors = _factory("sectors")
