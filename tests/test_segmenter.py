"""Words: exact, lossless, and of the genre."""

from __future__ import annotations

import io
import json
import pickle
import random
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnpolicy as vp
from vnpolicy import segmenter
from vnpolicy.errors import InputError
from vnpolicy.lexicon import FixedWord, Lexicon
from vnpolicy.segmenter import crf, scores, tokenize, tokenize_item, tokenize_many
from vnpolicy.segmenter.aligned import underthesea_words
from vnpolicy.segmenter.chunks import MAX_CHUNK
from vnpolicy.segmenter.engine import SHORT, Engine
from vnpolicy.segmenter.ties import TieDecoder
from vnpolicy.text import fold

ROOT = Path(__file__).resolve().parent.parent
WORDS = Lexicon.load().words


def texts_of(words: segmenter.Words) -> list[str]:
    return [word.text for word in words]


@pytest.fixture(scope="module")
def documents() -> list[str]:
    """The project's corpora, items included, and the real documents where they are."""
    paths = sorted((ROOT / "corpora" / "annotated").glob("*.txt"))
    for folder in ("real", "gold/dev"):
        paths += sorted((ROOT.parent / "shared" / folder).glob("*.txt"))
    rows = (path.read_text("utf-8").splitlines() for path in sorted((ROOT / "corpora" / "items").glob("*.jsonl")))
    items = ["\n\n".join(json.loads(row)["text"] for row in each) for each in rows]
    return [path.read_bytes().decode("utf-8") for path in paths] + items


@pytest.fixture
def no_fallback(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The slow way must not be taken, so that what is compared was made by the fast one."""

    def refuse(*_: object) -> None:
        raise AssertionError("the fall-back was used")

    monkeypatch.setattr("vnpolicy.segmenter.aligned.underthesea_words", refuse)
    assert isinstance(segmenter._engine(), Engine)
    yield


def differences(texts: list[str]) -> list[str]:
    """The texts of which one of our ways to cut them differs from underthesea's."""
    from underthesea import word_tokenize

    different = []
    for text, many in zip(texts, tokenize_many(texts, domain=False), strict=True):
        expected = word_tokenize(text)
        if list(many.norms) != expected or list(tokenize(text, domain=False).norms) != expected:
            different.append(text)
    return different


# Exact


@pytest.mark.usefixtures("no_fallback")
def test_documents_are_cut_as_underthesea_cuts_them(documents: list[str]) -> None:
    lines = sorted({line for text in documents for line in text.split("\n")})
    assert differences(random.Random(1).sample(lines, 1500)) == []
    assert differences(random.Random(1).sample(documents, 8)) == []


@pytest.mark.benchmark
@pytest.mark.usefixtures("no_fallback")
def test_all_documents_and_lines_are_cut_as_underthesea_cuts_them(documents: list[str]) -> None:
    lines = sorted({line for text in documents for line in text.split("\n")})
    assert differences(lines) == []
    assert differences(documents) == []


@pytest.mark.usefixtures("no_fallback")
def test_treebank_sentences_are_cut_as_underthesea_cuts_them(shared: Path) -> None:
    rows = json.loads((shared / "gold" / "segmentation" / "vtb-dev.json").read_text("utf-8"))
    assert differences([row["text"] for row in rows]) == []


ODD = (
    "aàảÀĐđÐðŨữ.,;:!?()[]{}-–—_/\\&'’\"“”%‰$€#@*|<>=+^~°ʺ…0123456789²½٣"
    "\u0301\u0323\u0302\u200b\u00ad\ufeff😀🇻🇳👩‍👧♥‿♥ßŉİıſΣςАקक़가\u0958\ufb1d漢ﬁ"
)
BLANKS = (" ", "  ", "\t", "\u00a0", "\n", "\r\n", "\u2003", "\n\n", "\u2028", "\x1c")
TRAPS = ("BOS", "EOS", "BOS EOS", "v.v...", "Th.S Nguyễn", "http://a.b/c?d=(e)", "x@y.vn", ":D", ":)) =))", "+84 -5")


def noisy(line: str, rng: random.Random) -> str:
    """The line as bad scans, other systems and hasty typists leave it."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        i = rng.randrange(len(line) + 1)
        j = min(len(line), i + rng.randrange(1, 30))
        line = rng.choice(
            (
                unicodedata.normalize("NFD", line),
                line[:i] + unicodedata.normalize("NFD", line[i:j]) + line[j:],
                line.upper(),
                line[:i] + line[i:j].swapcase() + line[j:],
                line[:i] + rng.choice(BLANKS) + line[i:],
                line[:i] + "".join(rng.choices(ODD, k=rng.randrange(1, 5))) + line[i:],
                line[:i] + line[j:],
                line.replace(" ", "", rng.randrange(1, 4)),
                line[:i] + rng.choice(("7", "2147483648", "-5", "8,5", "3.14")) + line[i:],
                "".join(rng.choices(ODD, k=rng.randrange(1, 15))),
                rng.choice(TRAPS) + rng.choice(("", " ")) + line[:20],
            )
        )
    return line


@pytest.mark.usefixtures("no_fallback")
@pytest.mark.parametrize("count", [2000, pytest.param(50_000, marks=pytest.mark.benchmark)])
def test_noisy_lines_are_cut_as_underthesea_cuts_them(documents: list[str], count: int) -> None:
    rng = random.Random(count)
    lines = [line for text in documents for line in text.split("\n")]
    assert differences([noisy(rng.choice(lines)[:300], rng) for _ in range(count)]) == []


def test_ties_are_decided_as_underthesea_decides_them(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(3)
    runs = [" ".join(rng.choices("€{}°♥‿😀§¶†•", k=rng.randrange(2, 30))) for _ in range(500)]
    assert differences(runs) == []
    # The test reaches what it means to: without the decoder of ties some of them differ.
    monkeypatch.setattr(scores, "_TIE", 0.0)
    assert differences(runs) != []


def test_the_decoder_of_ties_is_right_where_there_are_none(documents: list[str]) -> None:
    from underthesea import word_tokenize

    decoder = TieDecoder(crf.ModelFiles.read())
    for line in sorted({line for text in documents[:20] for line in text.split("\n") if line.strip()})[:200]:
        tokens = list(tokenize(line, domain=False, unit="syllable").norms)
        words: list[str] = []
        for token, begins in zip(tokens, decoder.begins(tokens), strict=True):
            if begins or not words:
                words.append(token)
            else:
                words[-1] += " " + token
        assert words == word_tokenize(line)


def test_the_best_labels_are_found() -> None:
    """Viterbi against all label sequences, on random leans."""
    model = scores.Scores(crf.ModelFiles.read())
    (begin_begin, begin_on), (on_begin, on_on) = crf.ModelFiles.read().transitions
    steps = {(True, True): begin_begin, (True, False): begin_on, (False, True): on_begin, (False, False): on_on}
    rng = random.Random(4)
    for _ in range(200):
        leans = [rng.uniform(-2, 2) for _ in range(rng.randrange(1, 9))]

        def score(bits: int, leans: list[float] = leans) -> float:
            labels = [bool(bits >> i & 1) for i in range(len(leans))]
            states = sum(lean for lean, label in zip(leans, labels, strict=True) if label)
            return states + sum(steps[pair] for pair in pairwise(labels))

        best = max(range(2 ** len(leans)), key=score)
        assert model.begins(leans)[0] == [bool(best >> i & 1) for i in range(len(leans))]


def test_long_stretches_are_cut_after_2000_characters() -> None:
    words = tokenize("x" * (2 * MAX_CHUNK + 1), domain=False, unit="syllable")
    assert [word.end - word.start for word in words] == [MAX_CHUNK, MAX_CHUNK, 1]


def test_short_and_long_texts_take_different_ways_to_the_same_words(documents: list[str]) -> None:
    lines = {" ".join(line.split()) for text in documents for line in text.split("\n")}
    lines = sorted(line for line in lines if 20 <= len(line) <= SHORT)[::7]
    for domain in (True, False):
        for line, many in zip(lines, tokenize_many(lines, domain=domain), strict=True):
            assert tokenize(line, domain=domain) == many


def test_forgetting_changes_nothing(documents: list[str]) -> None:
    engine = segmenter._engine()
    assert engine is not None
    before = [tokenize(text) for text in documents[:5]]
    engine.forget()
    assert [tokenize(text) for text in documents[:5]] == before


# The files of the model


def test_unknown_model_falls_back_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    from underthesea import word_tokenize

    name = next(iter(crf.KNOWN_FILES))
    monkeypatch.setitem(crf.KNOWN_FILES, name, "0" * 64)
    segmenter._engine.cache_clear()
    try:
        with pytest.warns(RuntimeWarning, match="models.bin of the installed underthesea is not that of"):
            words = tokenize("văn  hoá Hoà Bình")
        assert list(words.norms) == word_tokenize("văn  hoá Hoà Bình")
        assert texts_of(words) == ["văn  hoá", "Hoà Bình"]
        assert texts_of(tokenize("văn  hoá", unit="syllable")) == ["văn", "hoá"]
    finally:
        segmenter._engine.cache_clear()


@pytest.mark.parametrize("what", ["TEMPLATES", "_LABELS"])
def test_labels_and_templates_are_checked(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr(crf, what, ["T[9]"])
    with pytest.raises(crf.UnknownModelError):
        crf.ModelFiles.read()


def test_pickles_run_nothing() -> None:
    with pytest.raises(pickle.UnpicklingError, match=r"posix\.system|nt\.system|os\.system"):
        crf._PlainUnpickler(io.BytesIO(b"cos\nsystem\n(S'true'\ntR.".replace(b"cos", b"cposix"))).load()


def test_fallback_finds_rewritten_syllables() -> None:
    words = underthesea_words("Sở,nghành hoà\u00a0bình, nghành,")
    assert all(word.text == words._source[word.start : word.end] for word in words)
    assert "".join(texts_of(words)).replace("\u00a0", "") == "Sở,nghànhhoàbình,nghành,".replace(" ", "")
    assert [word.norm for word in words if word.text == "nghành"] == ["ngành", "ngành"]


def test_nothing_is_loaded_before_the_first_call() -> None:
    script = (
        "import sys, vnpolicy.segmenter; print([m for m in ('numpy', 'underthesea', 'joblib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Lossless

PIECES = st.sampled_from(
    ["Tỉnh uỷ", "596-KL/TU", "10 - 10,5%", "**", "| ", "kinh tế-xã hội", "1.", "a)", "./.", "15/10/2026", "UBND",
     "---", "# ", "> ", "e\u0301\u0323", "\u0958", "\ud800", "\u200b", "\r\n", "\n\n", "\t", "\u00a0", "  ", " "]
)  # fmt: skip
HOSTILE = st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join)


@given(HOSTILE)
@settings(max_examples=300, deadline=None)
def test_without_the_domain_layer_every_character_is_in_a_word(text: str) -> None:
    for unit in ("word", "syllable"):
        words = tokenize(text, domain=False, unit=unit)
        covered = {i for word in words for i in range(word.start, word.end)}
        assert covered.issuperset(i for i, c in enumerate(text) if not c.isspace())
        assert all(text[w.start : w.end] == w.text != "" and w.text == w.text.strip() for w in words)
        assert list(words.starts) == sorted(words.starts)


@given(HOSTILE)
@settings(max_examples=300, deadline=None)
def test_with_the_domain_layer_words_stand_apart_and_only_markup_is_left_out(text: str) -> None:
    words = tokenize(text)
    left = text
    for word in reversed(words):
        assert text[word.start : word.end] == word.text
        assert not word.text[0].isspace() and not word.text[-1].isspace()
        assert not set("*|") & set(word.text)
        left = left[: word.start] + left[word.end :]
    assert all(a <= b for a, b in zip(words.ends, words.starts[1:], strict=False))
    # What is left is white space, markup, and what no reader sees.
    assert not re.search(r"[^\W_]", left)


@given(st.lists(HOSTILE, max_size=6), st.booleans())
@settings(max_examples=100, deadline=None)
def test_many_texts_are_cut_as_one_by_one(texts: list[str], domain: bool) -> None:
    assert list(tokenize_many(texts, domain=domain)) == [tokenize(text, domain=domain) for text in texts]


def test_words_are_records_in_columns() -> None:
    words = tokenize("Tỉnh  uỷ họp")
    assert words[0] == segmenter.Word("Tỉnh  uỷ", 0, 8, "Tỉnh ủy")
    assert (len(words), words[-1].norm, [w.start for w in words[0:2]]) == (2, "họp", [0, 9])
    assert pickle.loads(pickle.dumps(words)) == words  # noqa: S301
    assert tokenize("") == tokenize("") and list(tokenize(" \n ")) == []
    with pytest.raises(IndexError):
        words[2]


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(InputError, match="expected a str, got bytes"):
        tokenize(b"abc")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="unit='char'"):
        tokenize("abc", unit="char")  # type: ignore[arg-type]


def test_words_of_items_are_made_on_the_rejoined_text() -> None:
    text = "1. Giao Ban Thường\nvụ Tỉnh  uỷ báo cáo.\n\n**2.** Sở Y tế chủ trì thực hiện nhiệm vụ.\n"
    words = vp.analyze(text).words()
    assert all(text[word.start : word.end] == word.text for word in words)
    assert [w.text for w in words if " " in w.norm][:2] == ["Ban Thường\nvụ", "Tỉnh  uỷ"]
    assert "Sở Y tế" in [w.norm for w in words]


def test_page_furniture_inside_an_item_is_no_word() -> None:
    text = "xxx Giao Tỉnh\n\n17\n\nuỷ báo cáo."
    item = vp.analyze("1. Giao Sở Y tế báo cáo.").items[0]
    at = text.index("17")
    moved = {"start": 4, "end": len(text), "omitted": ((at - 1, at + 3),)}
    from dataclasses import replace

    words = tokenize_item(text, replace(item, **moved))
    assert [word.norm for word in words] == ["Giao", "Tỉnh ủy", "báo cáo", "."]
    assert all(text[word.start : word.end] == word.text for word in words)


# Of the genre


@pytest.mark.parametrize(
    "marked",
    [
        "theo [Kết luận] [số] [596-KL/TU] [,] [ngày] [02/12/2014] của [Tỉnh uỷ]",
        "[Nghị định] [số] [30/2020/NĐ-CP] [của] [Chính phủ]",
        "[Luật] [số] [63/2025/QH15] [;] [Công văn] [5588/BGDĐT-GDPT]",
        "[Số] [:] [62 / BC-UBND] [và] [596 - KL/TU]",
        "tăng [8-8,5%] [,] [10 - 10,5%] [,] [8 %] [mỗi] năm",
        "[giai đoạn] [2026 - 2030] [,] [2026-2030]",
        "vốn [45.000] [tỷ đồng] [,] [1.234,5] [triệu đồng]",
        "lúc [7h30] ngày [5/6] [và] [15.10.2026] [.]",
        "[T/M] Ban [,] [UBND] [.] [KT-XH] [GD&ĐT] [TM.] [QĐ-TTg]",
        "xã hội ([kinh tế - xã hội]) [kinh tế-xã hội] [KINH TẾ – XÃ HỘI]",
        "[Ủy ban nhân dân] [tỉnh] [Hội đồng nhân dân] [Mặt trận Tổ quốc]",
        "[Bộ Văn hóa, Thể thao và Du lịch] [,] [Sở Y tế]",
        "[cán bộ] [y tế] tại [cơ sở] [y tế]",
        "[Cổng] [dịch vụ công] [quốc gia] [và] [dịch vụ] [công nghệ]",
        "gửi thư về [vanthu@tinhuy.gov.vn] [,] [https://vanban.chinhphu.vn/tim] [.]",
        "đường [ĐT.770B] [,] [COVID-19]",
    ],
)
def test_words_of_the_genre_are_whole(marked: str) -> None:
    """Everything in brackets is one word."""
    text, expected = "", []
    for part in re.split(r"(\[[^]]*\])", marked):
        if part.startswith("["):
            expected.append((len(text), len(text) + len(part) - 2))
        text += part.strip("[]") if part.startswith("[") else part
    words = tokenize(text)
    spans = set(zip(words.starts, words.ends, strict=True))
    assert [text[a:b] for a, b in expected if (a, b) not in spans] == []
    assert tokenize(f"Mở đầu.\n{text}\nHết").norms[:-1][-len(words) :] == words.norms


@pytest.mark.parametrize("marker", ["1.", "1.2.", "a)", "(1)", "II.", "đ)", "3/", "-", "A."])
def test_enumeration_markers_are_words_at_the_beginning_of_a_line(marker: str) -> None:
    assert texts_of(tokenize(f"{marker} Thực hiện"))[0] == marker
    assert texts_of(tokenize(f"Các sở:\n  {marker} Thực hiện"))[3] == marker


def test_a_number_at_the_end_of_a_sentence_is_no_marker() -> None:
    assert texts_of(tokenize("từ 1. Các sở"))[1:3] == ["1", "."]


def test_markup_is_no_word_and_parts_words() -> None:
    text = "## Kết luận\n> **Tỉnh ủy** Hà\n\n| Tên | Số |\n|:---|---:|\n| __Sở__ | 5 |\n-------\n"
    assert texts_of(tokenize(text)) == ["Kết luận", "Tỉnh ủy", "Hà", "Tên", "Số", "Sở", "5"]


def test_no_word_reaches_over_a_blank_line() -> None:
    assert texts_of(tokenize("Đề nghị tỉnh\n\nỦy ban nhân dân"))[-2:] == ["tỉnh", "Ủy ban nhân dân"]
    assert texts_of(tokenize("Ban Thường\nvụ")) == ["Ban Thường\nvụ"]


def spelled(word: FixedWord) -> set[str]:
    """How the word may look in a text, folded, in lower case and with single blanks."""
    plain = {fold(text).lower() for text in (word.text, *word.aliases)}
    return plain | {text.replace(" - ", "-") for text in plain}


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.text)
def test_examples_hold_the_word_and_not_examples_do_not(word: FixedWord) -> None:
    assert word.examples
    for example in word.examples:
        assert spelled(word) & {" ".join(fold(t).lower().split()) for t in texts_of(tokenize(example))}
    for example in word.not_examples:
        assert not spelled(word) & {" ".join(fold(t).lower().split()) for t in texts_of(tokenize(example))}


def test_every_occurrence_of_a_term_is_in_one_word(documents: list[str]) -> None:
    """Unless a longer term or a phrase that is kept from it reaches over its edge."""
    terms = [w for w in WORDS if w.kind != "abbreviation"]
    phrases = {w.text for w in terms} | {text for w in terms for text in (*w.aliases, *w.not_examples)}
    kinds = {text: w.kind for w in terms for text in (w.text, *w.aliases)}
    spaced = {text: r"\s+".join(map(re.escape, fold(text).lower().split())) for text in phrases}
    patterns = {text: re.compile(pattern + r"(?!\w)") for text, pattern in spaced.items()}
    checked = 0
    for text in documents:
        folded = fold(text)
        lower = folded.lower()
        found = [
            (m.start(), m.end(), term)
            for term, pattern in patterns.items()
            for m in pattern.finditer(lower)
            if not lower[m.start() - 1 : m.start()].isalnum()
        ]
        words = tokenize(text)
        spans = list(zip(words.starts, words.ends, strict=True))
        inside = {i: span for span in spans for i in range(*span)}
        for start, end, term in found:
            if term not in kinds or (kinds[term] == "body" and not folded[start].isupper()):
                continue
            if "*" in text[start:end] or re.search(r"\n\s*\n", text[start:end]):
                continue
            if any(a < end and start < b and b - a > end - start for a, b, _ in found):
                continue
            checked += 1
            assert inside[start][0] <= start < end <= inside[start][1], (term, text[start - 20 : end + 20])
    assert checked > 500


def test_syllables_are_what_words_are_made_of() -> None:
    assert texts_of(tokenize("Tỉnh uỷ ban hành 596-KL/TU", unit="syllable")) == [
        "Tỉnh", "uỷ", "ban", "hành", "596-KL/TU",
    ]  # fmt: skip
