"""Words for other tools: lines for gensim and PhoBERT, CoNLL-U, JSON, and scikit-learn's vectorizers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby, pairwise
from pathlib import Path

from vnpolicy.segmenter import Sentence, Word, sentences, tokenize

_LIST_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,5}|[a-zđ])[.)/]")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case and in one spelling, without punctuation marks and list numbers.

    Made to be the ``analyzer`` of scikit-learn's vectorizers.

    >>> words_of("1. Ban Thường vụ Tỉnh uỷ yêu cầu:")
    ['ban thường vụ', 'tỉnh ủy', 'yêu cầu']
    >>> from sklearn.feature_extraction.text import CountVectorizer
    >>> vectorizer = CountVectorizer(analyzer=words_of).fit(["Tỉnh uỷ họp.", "TỈNH ỦY kết luận"])
    >>> vectorizer.get_feature_names_out().tolist()
    ['họp', 'kết luận', 'tỉnh ủy']
    """
    words = [word.lower() for word in tokenize(text).norms]
    return [word for word in words if any(map(str.isalnum, word)) and not _LIST_NUMBER.fullmatch(word)]


def sentences_of(
    text: str, *, domain: bool = True, lexicons: Iterable[str | Path] = ()
) -> Iterator[tuple[Sentence, Sequence[Word]]]:
    """The sentences of a text, each with the words that begin in it; those without words are left out."""
    spans = [sentence for sentence in sentences(text) if sentence.start < sentence.end]
    starts = iter([*(sentence.start for sentence in spans[1:]), len(text)])
    end, index = next(starts, 0), 0
    numbered: list[tuple[int, Word]] = []
    for word in tokenize(text, domain=domain, lexicons=lexicons):
        while word.start >= end:
            end, index = next(starts), index + 1
        numbered.append((index, word))
    for number, group in groupby(numbered, key=lambda pair: pair[0]):
        yield spans[number], [word for _, word in group]


def as_text(text: str, name: str = "", *, domain: bool = True, lexicons: Iterable[str | Path] = ()) -> Iterator[str]:
    """A line for each sentence: words as underthesea writes them, with "_" between their syllables.

    >>> list(as_text("Tỉnh uỷ yêu cầu báo cáo."))
    ['Tỉnh_ủy yêu_cầu báo_cáo .']
    """
    for _, words in sentences_of(text, domain=domain, lexicons=lexicons):
        yield " ".join(word.norm.replace(" ", "_") for word in words)


def as_jsonl(text: str, name: str = "", *, domain: bool = True, lexicons: Iterable[str | Path] = ()) -> Iterator[str]:
    """A JSON object for each sentence: ``file``, ``start``, ``end``, ``text`` and ``words``."""
    for sentence, words in sentences_of(text, domain=domain, lexicons=lexicons):
        row = {"file": name, **asdict(sentence), "words": [asdict(word) for word in words]}
        yield json.dumps(row, ensure_ascii=False)


def as_conllu(text: str, name: str = "", *, domain: bool = True, lexicons: Iterable[str | Path] = ()) -> Iterator[str]:
    """The lines of a CoNLL-U document: forms with inner blanks, places as ``TokenRange=start:end``.

    >>> for line in as_conllu("Tỉnh uỷ họp.", "kl.txt"):
    ...     print(line.replace("\\t", " "))
    # newdoc id = kl.txt
    # sent_id = 1
    # text = Tỉnh uỷ họp.
    1 Tỉnh uỷ _ _ _ _ _ _ _ TokenRange=0:7
    2 họp _ _ _ _ _ _ _ SpaceAfter=No|TokenRange=8:11
    3 . _ _ _ _ _ _ _ SpaceAfter=No|TokenRange=11:12
    <BLANKLINE>
    """
    yield f"# newdoc id = {name}"
    for number, (_, words) in enumerate(sentences_of(text, domain=domain, lexicons=lexicons), 1):
        forms = [" ".join(word.text.split()) for word in words]
        joined = [any(map(str.isspace, text[a.end : b.start])) for a, b in pairwise(words)] + [False]
        yield f"# sent_id = {number}"
        yield "# text = " + "".join(form + " " * spaced for form, spaced in zip(forms, joined, strict=True))
        for i, (word, form, spaced) in enumerate(zip(words, forms, joined, strict=True), 1):
            misc = ("" if spaced else "SpaceAfter=No|") + f"TokenRange={word.start}:{word.end}"
            yield "\t".join((str(i), form, *"_" * 7, misc))
        yield ""
