"""Tokens for other tools: the command ``tokenize`` and the analyzer for scikit-learn."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import vnpolicy as vp
from vnpolicy.output.tokens import as_conllu, as_text, sentences_of

TEXT = "1. Tỉnh  uỷ yêu cầu\nbáo cáo theo Kết luận số 596-KL/TU.\n\n**2.** Sở Y tế chủ trì (hoàn thành trước 8/2026).\n"


def run(*arguments: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    command = [sys.executable, "-m", "vnpolicy", "tokenize", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "kl.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_lines_hold_a_sentence_with_joined_words(document: Path) -> None:
    done = run(str(document))
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "1. Tỉnh_ủy yêu_cầu báo_cáo theo Kết_luận số 596-KL/TU ."
    assert lines[1].split()[:4] == ["2.", "Sở_Y_tế", "chủ_trì", "("]
    assert len(lines) == 2


def test_without_the_domain_layer_the_words_are_those_of_underthesea(document: Path) -> None:
    from underthesea import word_tokenize

    words = run(str(document), "--no-domain").stdout.decode().split()
    assert words == word_tokenize(TEXT, format="text").split()


def test_jsonl_has_places_in_the_file(document: Path) -> None:
    rows = [json.loads(line) for line in run(str(document), "-f", "jsonl").stdout.decode().splitlines()]
    assert {row["file"] for row in rows} == {str(document)}
    for row in rows:
        assert TEXT[row["start"] : row["end"]] == row["text"]
        assert all(TEXT[word["start"] : word["end"]] == word["text"] for word in row["words"])
    assert [word["norm"] for word in rows[0]["words"]][1] == "Tỉnh ủy"


def read_conllu(lines: list[str]) -> list[tuple[str, list[list[str]]]]:
    sentences: list[tuple[str, list[list[str]]]] = []
    for line in lines:
        if line.startswith("# text = "):
            sentences.append((line.removeprefix("# text = "), []))
        elif line and not line.startswith("#"):
            sentences[-1][1].append(line.split("\t"))
    return sentences


def test_conllu_is_well_formed(document: Path) -> None:
    out = run(str(document), "--format", "conllu").stdout.decode()
    assert out.startswith(f"# newdoc id = {document}\n# sent_id = 1\n# text = 1. Tỉnh uỷ yêu cầu báo cáo")
    assert out.endswith("\n\n")
    for text, rows in read_conllu(out.split("\n")):
        assert [len(row) for row in rows] == [10] * len(rows)
        assert [row[0] for row in rows] == [str(i) for i in range(1, len(rows) + 1)]
        spaced = "".join(row[1] + ("" if "SpaceAfter=No" in row[9] else " ") for row in rows)
        assert spaced == text
        for row in rows:
            start, end = row[9].split("TokenRange=")[1].split(":")
            assert " ".join(TEXT[int(start) : int(end)].split()) == row[1]


def test_several_files_and_standard_input(document: Path, tmp_path: Path) -> None:
    done = run(str(document), str(tmp_path / "none.txt"), "-", "-f", "conllu", stdin="Tỉnh ủy họp.")
    assert done.returncode == 1
    assert b"cannot read" in done.stderr
    assert [line for line in done.stdout.decode().splitlines() if line.startswith("# newdoc")] == [
        f"# newdoc id = {document}",
        "# newdoc id = -",
    ]


@pytest.mark.parametrize("arguments", [["--format", "xml"], []])
def test_wrong_use(arguments: list[str], document: Path) -> None:
    done = run(*arguments, *([str(document)] if arguments else []))
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    done = run(str(path))
    assert done.returncode == 1
    assert b"is a PDF" in done.stderr


@pytest.mark.parametrize("text", ["", " \n\t", "**", "|", "\u200b", "\0"])
def test_texts_without_words(text: str) -> None:
    words = len(vp.tokenize(text))
    assert sum(len(ws) for _, ws in sentences_of(text)) == words
    assert len(list(as_text(text))) == min(words, 1)
    assert next(as_conllu(text, "x")) == "# newdoc id = x"


def test_each_word_is_in_one_sentence(corpora: Path) -> None:
    for path in sorted((corpora / "annotated").glob("*.txt"))[:8]:
        text = path.read_text("utf-8")
        found = [word for _, words in sentences_of(text) for word in words]
        assert found == list(vp.tokenize(text))


def test_words_of_serves_vectorizers() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    texts = ["Sở Y tế tiêm chủng.", "Bệnh viện, trạm Y TẾ", "Sở Giao thông vận tải", "Đường bộ; giao thông"]
    model = make_pipeline(TfidfVectorizer(analyzer=vp.words_of), LogisticRegression()).fit(texts, [0, 0, 1, 1])
    assert "sở y tế" in model[0].vocabulary_
    assert not any(set(word) <= set(".,;") for word in model[0].vocabulary_)
    again = pickle.loads(pickle.dumps(model))  # noqa: S301
    assert again.predict(["trạm y tế", "Đường giao thông"]).tolist() == [0, 1]
