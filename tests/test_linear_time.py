"""Every extractor, and the whole analysis, takes time in proportion to the text, however hostile.

The time for a text is compared with that for one twice as long: about 2 where the time is linear, 4 where it
is quadratic. Times are those of the thread, without garbage collection; a ratio that looks wrong is measured
again and the medians decide. ``-m slow`` repeats it on 200,000 characters of every piece.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date
from statistics import median

import pytest

from vnpolicy import Analyzer, analyze
from vnpolicy.extract.assignments import AssignmentFinder
from vnpolicy.extract.deadlines import DeadlineFinder
from vnpolicy.extract.references import ReferenceFinder
from vnpolicy.extract.setting import Setting
from vnpolicy.extract.targets import TargetFinder
from vnpolicy.lexicon import Lexicon
from vnpolicy.sectors import artefact
from vnpolicy.sectors.classifier import Paragraph
from vnpolicy.sectors.lexical import LexiconClassifier
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.text import Passage, Source

LEXICON = Lexicon.load()
SETTING = Setting(anchor=date(2026, 3, 10), anchor_kind="stated", period=(date(2026, 1, 1), date(2026, 12, 31)))
FINDERS = {
    "references": ReferenceFinder(LEXICON),
    "deadlines": DeadlineFinder(LEXICON),
    "targets": TargetFinder(LEXICON),
    "assignments": AssignmentFinder(LEXICON),
}
TAXONOMY = Taxonomy.load(None)
CLASSIFIERS = {
    "sector lexicon": LexiconClassifier(LEXICON, TAXONOMY),
    "sector model": artefact.load(artefact.shipped(), TAXONOMY, LEXICON),
}
ANALYZER = Analyzer()
TOO_MUCH = 3.0


def passage(text: str) -> Passage:
    source = Source.of(text)
    return Passage.of(source, 0, len(source.clean))


def paragraph(text: str) -> Paragraph:
    return Paragraph(passage(text), "task", (), "", None)


EXTRACTORS: dict[str, Callable[[str], object]] = {
    **{name: lambda text, one=finder: one.find(passage(text), SETTING, ()) for name, finder in FINDERS.items()},
    **{name: lambda text, one=sectors: one.classify([paragraph(text)]) for name, sectors in CLASSIFIERS.items()},
    "structure": lambda text: ANALYZER._read(Source.of(text)),
    "analyze": analyze,
}

# One word or sign without end; then what each extractor looks for, begun again and again and never finished.
SIGNS = ["0", "1 ", "1.", "1,", "1/", "1-", "-", "- ", ".", ". ", "(", "( ", "[", "[1", ")", ",", ", ", "A", "Ủ", "á",
         "a", "a ", "|", "| ", "|\n", "a\n", "1. a\n", "- a\n", "I. A\n", "\n", "\t", "*", "_", "#", "\\", '"', ":",
         "; ", "%", "\u00a0", "\u0301", "a\u0301", "\u200b", "\ud800", "…", "АВ"]  # fmt: skip
WORDS = {
    "references": ["khoản ", "khoản 1 Điều 2 ", "điểm a ", "Nghị quyết số ", "Nghị quyết số 1/", "các Nghị quyết số 57, 59, ",
                   "Luật ", "của ", "và ", "ngày 1 tháng ", "Kế hoạch ", "AB-", "số 1-KL/"],
    "deadlines": ["ngày ", "ngày 1/", "12/12/", "tháng 4, ", "quý I-", "từ ", "từ 1/1 đến ", "từ nay đến ", "trước ",
                  "trước khi ", "sau khi ", "trong vòng 5 ngày ", "kể từ ", "hằng ", "hằng tháng (trước ngày 1, ", "định kỳ ",
                  "năm 2026 - ", "2026: ", "so với ", "kỳ họp thứ ", "17 giờ ", "thứ hai ", "sau 2 năm thực hiện ",
                  "mùng 1 tháng ", "ngày 1 và ngày "],
    "targets": ["10% ", "10 - ", "từ 10 ", "trăm ", "hai mươi ", "tỷ ", "ít nhất ", "không quá ", "đạt ", "1 000 ", "hộ, "],
    "assignments": ["giao ", "giao Sở ", "Sở Y tế, ", "phối hợp với ", "chủ trì, ", "các sở, ban, ", "Ban Thường vụ ",
                    "báo cáo ", "Bí thư ", "tỉnh ủy, "],
    "structure": ["1. a:\n", "1.1. a\n", "a) a\n", "Điều 1. a\n", "PHỤ LỤC\n", "Nơi nhận:\n", "KẾT LUẬN\n", "Số: ", "|a",
                  "Một là, ", "Căn cứ ", "về việc\n", "A\nb\n", "- Đơn vị chủ trì: a\n", "(1) "],
    "sector lexicon": ["an ninh ", "kinh tế - ", "giáo dục, ", "phát triển "],
}  # fmt: skip
WORDS["sector model"] = WORDS["sector lexicon"]
WORDS["analyze"] = [
    "khoản ",
    "ngày ",
    "trước khi ",
    "giao Sở ",
    "10% ",
    "các sở, ban, ",
    "Điều 1. a\n",
    "1. a:\n",
    "- a:\n",
]


def seconds(extract: Callable[[str], object], piece: str, size: int) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    start = time.thread_time()
    extract(text)
    return time.thread_time() - start


def ratio(name: str, piece: str, size: int, times: int = 1) -> float:
    """The time for ``2 * size`` characters over that for ``size``: medians of ``times`` pairs."""
    extract = EXTRACTORS[name]
    pairs = [(seconds(extract, piece, size), seconds(extract, piece, 2 * size)) for _ in range(times)]
    return median(long for _, long in pairs) / median(short for short, _ in pairs)


@pytest.fixture(autouse=True)
def _without_garbage_collection() -> object:
    gc.disable()
    yield
    gc.enable()


CASES = [
    pytest.param(name, piece, id=f"{name}-{piece!r}")
    for name in EXTRACTORS
    for piece in (*SIGNS, *WORDS[name])
    if not (name == "analyze" and not piece.strip())
]


@pytest.mark.parametrize(("name", "piece"), CASES)
def test_time_is_linear(name: str, piece: str) -> None:
    assert ratio(name, piece, 5_000) < TOO_MUCH or ratio(name, piece, 5_000, times=9) < TOO_MUCH


@pytest.mark.slow
@pytest.mark.parametrize(("name", "piece"), CASES)
def test_time_is_linear_on_long_texts(name: str, piece: str) -> None:
    assert ratio(name, piece, 100_000) < TOO_MUCH or ratio(name, piece, 100_000, times=5) < TOO_MUCH
