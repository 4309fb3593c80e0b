"""The spaCy language: tokens, lexical attributes, facts as spans, and all the ways a Doc travels."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc, DocBin
from spacy.util import get_lang_class

import vnpolicy as vp
from vnpolicy import language
from vnpolicy.errors import InputError, LexiconError
from vnpolicy.pipeline import KINDS, MAX_LENGTH

TEXT = """TỈNH ỦY HÀ GIANG
*
Số 15-KL/TU

KẾT LUẬN
về phát triển kinh tế - xã hội

I- NHIỆM VỤ

1. Giao Sở Y tế chủ trì, phối hợp Sở Tài chính báo cáo **trước ngày 15/6/2026**.
2. Phấn đấu tỷ lệ hộ nghèo giảm 1,5% theo Nghị quyết số 12-NQ/TU, ngày 02/3/2025 của Ban
Thường vụ Tỉnh uỷ.
"""
BLANK = {"nlp": {"tokenizer": {"@tokenizers": "vnpolicy.Words.v1"}}}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return vp.load()


@pytest.fixture(scope="module")
def syllables() -> Language:
    return vp.load(unit="syllable")


def run(code: str, *arguments: str) -> str:
    """What a fresh process prints; every warning of ours is an error there too."""
    command = [sys.executable, "-W", "error::UserWarning", "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


# Tokens


def test_tokens_are_words_with_inner_blanks(nlp: Language) -> None:
    doc = nlp("Ban Thường vụ Tỉnh uỷ yêu  cầu:\n596-KL/TU")
    assert [t.text for t in doc] == ["Ban Thường vụ", "Tỉnh uỷ", "yêu  cầu", ":", "\n", "596-KL/TU"]
    assert [t.text for t in doc if not t.is_space] == [w.text for w in vp.tokenize(doc.text)]


def test_white_space_and_markup_are_tokens_of_their_own(nlp: Language) -> None:
    assert [t.text for t in nlp(" **Tỉnh ủy**  họp ")] == [" ", "**", "Tỉnh ủy", "**", " ", "họp"]


def test_syllables_carry_the_words_as_a_span_group(syllables: Language) -> None:
    doc = syllables("Tỉnh uỷ họp, 596-KL/TU")
    assert [t.text for t in doc] == ["Tỉnh", "uỷ", "họp", ",", "596-KL/TU"]
    assert [span.text for span in doc.spans["words"]] == ["Tỉnh uỷ", "họp", ",", "596-KL/TU"]
    assert {span.label_ for span in doc.spans["words"]} == {"WORD"}


def test_without_the_domain_layer_the_words_are_those_of_underthesea() -> None:
    from underthesea import word_tokenize

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {**BLANK["nlp"]["tokenizer"], "domain": False}}})
    text = "Kết luận số 596-KL/TU của Tỉnh ủy, ngày 02/12/2014."
    assert [t.text for t in nlp(text)] == word_tokenize(text)


WRITTEN = ("Tỉnh uỷ", "tỉnh  ủy", "596-KL/TU", "trước ngày 5/6/2026", "1. ", "a) ", "**", "|", "# ", "_", ".", "./.")
HOSTILE = ("\n", "\r\n", "\t", "  ", "\u00a0", "\u200b", "\0", "T\u0309", "u\u0309", "\ud800", "\udfff", "🙂", "Ð")
PIECES = st.sampled_from(WRITTEN + HOSTILE)


@given(st.lists(PIECES | st.text(max_size=4)).map("".join))
def test_no_character_is_lost(nlp: Language, syllables: Language, text: str) -> None:
    held = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    doc = nlp(text)
    assert doc.text == held
    words = [w.text for w in vp.tokenize(held)]
    smaller = syllables(text)
    assert smaller.text == held
    assert [span.text for span in smaller.spans["words"]] == words
    kept = iter(t.text for t in doc)
    assert all(word in kept for word in words)


# Lexical attributes


def lexeme(nlp: Language, text: str):  # type: ignore[no-untyped-def]
    return nlp.vocab[text]


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("Tỉnh ủy", "alpha title"),
        ("Tỉnh\nuỷ", "alpha title"),
        ("Tỉnh u\u0309y", "alpha title"),
        ("Việt Nam", "alpha title"),
        ("Ban Thường vụ", "alpha title"),
        ("kinh tế", "alpha lower"),
        ("kinh tế - xã hội", "lower"),
        ("BAN THƯỜNG VỤ", "alpha upper"),
        ("UBND tỉnh", "alpha"),
        ("UBND", "alpha upper"),
        ("KT-XH", "upper"),
        ("596-KL/TU", "upper"),
        ("15/6/2026", ""),
        ("bao giờ", "alpha lower stop"),
        ("Bởi vì", "alpha title stop"),
        ("hai mươi lăm", "alpha lower num"),
        ("Một trăm linh năm", "alpha title num"),
        ("1,5 triệu", "lower num"),
        ("triệu", "alpha lower num"),
        ("12.500", "num"),
        ("8,5%", "num"),
        ("8-8,5%", "num"),
        ("10 - 10,5 %", "num"),
        ("mươi lăm", "alpha lower num"),
        ("linh", "alpha lower"),
        ("phần trăm", "alpha lower"),
        ("đồng", "alpha lower"),
        (".", "punct"),
        ("./.", "punct"),
        ("–", "punct"),
        ("**", "punct"),
        ("\n\n", "space"),
        ("\u00a0", "space"),
    ],
)
def test_lexical_attributes(nlp: Language, text: str, true: str) -> None:
    word = lexeme(nlp, text)
    found = {
        "alpha": word.is_alpha,
        "title": word.is_title,
        "lower": word.is_lower,
        "upper": word.is_upper,
        "num": word.like_num,
        "stop": word.is_stop,
        "punct": word.is_punct,
        "space": word.is_space,
    }
    assert {name for name, value in found.items() if value} == set(true.split())


def test_norms_are_one_spelling(nlp: Language) -> None:
    assert {lexeme(nlp, text).norm_ for text in ("Tỉnh uỷ", "TỈNH ỦY", "tỉnh\n ủy", "Tỉnh u\u0309y")} == {"tỉnh ủy"}
    assert lexeme(nlp, "\n").norm_ == "\n"


def test_other_pipelines_keep_the_vietnamese_of_spacy() -> None:
    plain = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    assert type(plain) is get_lang_class("vi")
    assert get_lang_class("vi").__module__ == "spacy.lang.vi"
    assert [t.text for t in plain("Tỉnh ủy")] == ["Tỉnh", "ủy"]
    assert not plain.vocab["Tỉnh ủy"].is_alpha


# Facts


def test_the_analysis_is_that_of_analyze(nlp: Language, corpora: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((corpora / "annotated").glob("*.txt"))[:6]]
    for text, doc in zip(texts, nlp.pipe(texts), strict=True):
        assert doc._.policy == vp.analyze(text)
        assert doc.text == text


def test_spans_stand_for_facts_one_for_one(nlp: Language) -> None:
    doc = nlp(TEXT)
    analysis = doc._.policy
    for kind in ("deadlines", "targets", "references", "assignments", "sections", "items"):
        facts = getattr(analysis, kind)
        assert facts, kind
        assert [span._.policy for span in doc.spans[kind]] == list(facts)
        for span, fact in zip(doc.spans[kind], facts, strict=True):
            assert span.start_char <= fact.start < fact.end <= span.end_char
    assert [span.label_ for span in doc.spans["items"]] == [item.role for item in analysis.items]
    assert {span.label_ for span in doc.spans["sc"]} == {"DEADLINE", "TARGET", "REFERENCE", "ASSIGNMENT"}
    assert [span.start for span in doc.spans["sc"]] == sorted(span.start for span in doc.spans["sc"])
    sectors = [label for item in analysis.items for label in item.sectors]
    assert [span._.policy for span in doc.spans["sectors"]] == sectors
    assert sectors


def test_what_the_facts_are(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["deadlines"]] == ["trước ngày 15/6/2026"]
    assert doc.spans["deadlines"][0]._.policy.due == date(2026, 6, 15)
    assert [span.text for span in doc.spans["assignments"]] == ["Sở Y tế", "Sở Tài chính"]
    assert doc[0:1]._.policy is None


def test_sentences_are_those_of_each_item(nlp: Language) -> None:
    text = "KẾ HOẠCH\n\n1. Giao Sở Y tế báo cáo. Ban Cán sự\nđảng họp.\n2. Sở Tài chính phối hợp\n"
    doc = nlp(text)
    starts = {sentence.start_char for sentence in doc.sents}
    assert {text.index(part) for part in ("KẾ", "1.", "Ban", "2.")} == starts
    for item in doc._.policy.items:
        inside = {start - item.start for start in starts if item.start <= start < item.end}
        assert inside == {sentence.start for sentence in vp.sentences(item.text)}


def test_running_twice_changes_nothing(nlp: Language) -> None:
    doc = nlp(TEXT)
    before = {key: [(s.start, s.end, s.label, s.id) for s in group] for key, group in doc.spans.items()}
    again = nlp(doc)
    assert {key: [(s.start, s.end, s.label, s.id) for s in group] for key, group in again.spans.items()} == before


def test_issued_is_taken_from_the_document(nlp: Language) -> None:
    doc = nlp.make_doc("1. Sở Y tế báo cáo trong 10 ngày kể từ ngày ký.")
    doc._.policy_issued = "2026-03-10"
    assert nlp(doc)._.policy.deadlines[0].due == date(2026, 3, 20)


@pytest.mark.parametrize(("text", "reason"), [("", "empty"), (" \n", "white space"), ("a\0b", "NUL")])
def test_what_is_no_document_has_a_reason(nlp: Language, text: str, reason: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert doc._.policy is None
    assert reason in doc._.policy_error
    assert "deadlines" not in doc.spans


def test_lone_surrogates_are_flagged(nlp: Language) -> None:
    text = "1. Giao Sở Y tế \ud800báo cáo."
    doc = nlp(text)
    assert doc.text == text.replace("\ud800", "\ufffd")
    assert [w.code for w in doc._.policy.warnings] == [w.code for w in vp.analyze(text).warnings]


# Settings and errors


def test_only_some_kinds() -> None:
    nlp = vp.load(only=("deadlines",))
    assert nlp.pipe_names == ["vnpolicy_structure", "vnpolicy_deadlines"]
    assert nlp(TEXT)._.policy == vp.Analyzer(only=("deadlines",)).analyze(TEXT)


def test_too_long_a_text(nlp: Language) -> None:
    assert nlp.max_length == MAX_LENGTH
    short = vp.load(only=("deadlines",))
    short.max_length = 10
    with pytest.raises(InputError, match=r"the text has 11 characters, nlp\.max_length is 10"):
        short("a" * 11)


def test_wrong_settings() -> None:
    with pytest.raises(InputError, match="only='dates' is unknown"):
        vp.load(only=("dates",))
    with pytest.raises(LexiconError, match="cannot read the lexicon"):
        vp.load(lexicons=["none.toml"])
    with pytest.raises(TypeError, match="lexicon"):
        vp.load(lexicon="mine.toml")
    with pytest.raises(ValueError, match="unit"):
        vp.load(unit="letter")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="'letter' is unknown"):
        language.WordTokenizer(spacy.blank("vi", config=BLANK).vocab, "letter", True)  # type: ignore[arg-type]


# Travelling


def same(one: Doc, other: Doc) -> bool:
    groups = [
        {key: [(s.start, s.end, s.label_, s.id_, s._.policy) for s in group] for key, group in doc.spans.items()}
        for doc in (one, other)
    ]
    tokens = [[(t.text, t.whitespace_, t.is_sent_start, t.norm_) for t in doc] for doc in (one, other)]
    return groups[0] == groups[1] and tokens[0] == tokens[1] and one._.policy == other._.policy


def test_bytes_and_pickle(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert same(Doc(spacy.blank("vi", config=BLANK).vocab).from_bytes(doc.to_bytes()), doc)
    assert same(pickle.loads(pickle.dumps(doc)), doc)  # noqa: S301


def test_a_docbin_is_read_where_only_spacy_was_imported(nlp: Language, tmp_path: Path) -> None:
    path = tmp_path / "docs.spacy"
    docs = [nlp(TEXT), nlp(""), nlp("a\0b")]
    DocBin(docs=docs, store_user_data=True).to_disk(path)
    read = list(DocBin().from_disk(path).get_docs(spacy.blank("vi", config=BLANK).vocab))
    assert all(same(a, b) for a, b in zip(read, docs, strict=True))
    code = """
import sys, spacy
from spacy.tokens import DocBin
nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vnpolicy.Words.v1"}}})
doc = next(DocBin().from_disk(sys.argv[1]).get_docs(nlp.vocab))
print(doc.spans["deadlines"][0], doc.spans["deadlines"][0]._.policy.due)
"""
    assert run(code, str(path)) == "trước ngày 15/6/2026 2026-06-15"


def test_components_are_found_without_importing_vnpolicy() -> None:
    code = """
import spacy
nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vnpolicy.Words.v1"}}})
nlp.add_pipe("vnpolicy_deadlines")
nlp.add_pipe("vnpolicy_sectors", name="mine")
doc = nlp("1. Giao Sở Y tế báo cáo trước ngày 15/6/2026.")
print([t.text for t in doc][:4], doc.spans["deadlines"], sorted(doc.spans), nlp.analyze_pipes()["problems"])
"""
    out = run(code)
    assert out.startswith("['1.', 'Giao', 'Sở Y tế', 'báo cáo'] [trước ngày 15/6/2026] ['deadlines', 'sc', 'sectors']")


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_two_processes(method: str, tmp_path: Path) -> None:
    if sys.platform == "win32" and method == "fork":
        pytest.skip("no fork on Windows")
    script = tmp_path / "two.py"
    script.write_text(
        f"""
import multiprocessing, sys
import vnpolicy as vp

if __name__ == "__main__":
    multiprocessing.set_start_method({method!r})
    nlp = vp.load()
    text = {TEXT!r}
    texts = [text.replace("15/6/2026", f"{{day}}/6/2026") for day in range(10, 18)] + ["", "a\\0b"]
    for one, doc in zip(texts, nlp.pipe(texts, n_process=2, batch_size=3), strict=True):
        assert doc.text == one
        if doc._.policy_error is None:
            assert doc._.policy == vp.analyze(one)
            assert [s._.policy for s in doc.spans["deadlines"]] == list(doc._.policy.deadlines)
    assert doc._.policy is None and "NUL" in doc._.policy_error
    print("same")
""",
        "utf-8",
    )
    command = [sys.executable, "-W", "error::UserWarning", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.strip() == "same", done.stderr


def test_to_disk_and_back(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.toml"
    overlay.write_text("", "utf-8")
    nlp = vp.load(unit="syllable", lexicons=[overlay], only=("deadlines", "references"))
    nlp.to_disk(tmp_path / "pipeline")
    read = spacy.load(tmp_path / "pipeline")
    assert read.pipe_names == nlp.pipe_names
    assert read.max_length == nlp.max_length
    assert read.get_pipe("vnpolicy_structure").analyzer == nlp.get_pipe("vnpolicy_structure").analyzer
    assert same(read(TEXT), nlp(TEXT))
    assert read.vocab["Tỉnh ủy"].is_alpha


def test_a_memory_zone_gives_back_what_it_took(nlp: Language) -> None:
    nlp(TEXT)
    lexemes, strings = len(list(nlp.vocab)), len(nlp.vocab.strings)
    expected = vp.analyze(TEXT)
    for number in range(20):
        with nlp.memory_zone():
            doc = nlp(f"{TEXT}\n{number}. Sở số {number}x báo cáo.")
            found = doc._.policy
            assert len(list(nlp.vocab)) > lexemes
    assert (len(list(nlp.vocab)), len(nlp.vocab.strings)) == (lexemes, strings)
    assert found.deadlines == expected.deadlines
    assert nlp(TEXT)._.policy == expected


# At work


def test_matchers_find_words_in_any_spelling(nlp: Language) -> None:
    doc = nlp("Giao Tỉnh\nuỷ và TỈNH ỦY giảm hai mươi lăm phần trăm")
    phrases = PhraseMatcher(nlp.vocab, attr="NORM")
    phrases.add("body", [nlp.make_doc("Tỉnh ủy")])
    assert [doc[a:b].text for _, a, b in phrases(doc)] == ["Tỉnh\nuỷ", "TỈNH ỦY"]
    matcher = Matcher(nlp.vocab)
    matcher.add("cut", [[{"NORM": "giảm"}, {"LIKE_NUM": True, "OP": "+"}]], greedy="LONGEST")
    (match,) = matcher(doc)
    assert doc[match[1] : match[2]].text == "giảm hai mươi lăm"


def test_displacy_shows_the_facts_in_our_colours(nlp: Language) -> None:
    html = displacy.render(nlp(TEXT), style="span", jupyter=False)
    for label in ("DEADLINE", "TARGET", "REFERENCE", "ASSIGNMENT"):
        assert label in html
        assert language.COLORS[label] in html


def test_every_kind_has_a_component_and_every_label_a_colour(nlp: Language) -> None:
    assert nlp.pipe_names == ["vnpolicy_structure", *(f"vnpolicy_{kind}" for kind in KINDS)]
    assert all(name in Language.factories for name in nlp.pipe_names)
    doc = nlp(TEXT)
    assert {span.label_ for span in (*doc.spans["items"], *doc.spans["sc"])} <= language.COLORS.keys()


@pytest.mark.benchmark
def test_spans_and_tokens_cost_less_than_the_analysis(nlp: Language, corpora: Path) -> None:
    text = "\n".join(path.read_text("utf-8") for path in sorted((corpora / "annotated").glob("*.txt")))
    analyzer = nlp.get_pipe("vnpolicy_structure").analyzer
    nlp(text)
    begin = time.perf_counter()
    analyzer.analyze(text)
    between = time.perf_counter()
    nlp(text)
    alone, whole = between - begin, time.perf_counter() - between
    print(f"\n{len(text):,} characters: analyze {alone:.2f} s, nlp {whole:.2f} s")
    assert whole < 2 * alone
