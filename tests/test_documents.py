"""Whole documents of many kinds, invented for the purpose: letterhead, headings, items, paths, roles.

Beside each text in ``documents/`` lies what a reader found in it, one line each: the letterhead, then
headings with their title and items with their first words, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vnpolicy import Analysis, analyze

DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.txt"))
FIRST_WORDS = 8


def outline(a: Analysis) -> Iterator[str]:
    h = a.header
    yield f"header | {h.type} | {h.sign} | {h.issued} | {h.issuer} | {h.signer}"
    for part in sorted([*a.sections, *a.items], key=lambda part: part.start):
        words = " ".join(part.plain.split()[:FIRST_WORDS]) if part in a.items else part.title
        kind = "item" if part in a.items else "heading"
        yield f"{kind} | {part.path or '-'} | {part.role} | {words}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_is_read_as_a_reader_reads_it(path: Path) -> None:
    wanted = path.with_suffix(".outline").read_text("utf-8").splitlines()
    assert list(outline(analyze(path.read_text("utf-8")))) == wanted


@pytest.mark.parametrize(
    "name", ["chi_thi_tren_cong_thong_tin", "nghi_quyet_hdnd", "thong_bao_ket_luan", "thong_bao_van_phong"]
)
def test_hard_wrapped_lines_change_nothing(name: str) -> None:
    """The same document with its paragraphs broken into lines of a page's width."""
    text = (DOCUMENTS[0].parent / f"{name}.txt").read_text("utf-8")
    wrapped = "\n".join(line for given in text.split("\n") for line in _wrapped(given))
    before, after = analyze(text), analyze(wrapped)
    assert [(i.path, i.role, i.plain) for i in after.items] == [(i.path, i.role, i.plain) for i in before.items]


def _wrapped(line: str, width: int = 92) -> Iterator[str]:
    if line.startswith((" ", "#")) or "   " in line:
        yield line
        return
    words = line.split(" ")
    held = words[0]
    for word in words[1:]:
        if len(held) + 1 + len(word) > width:
            yield held
            held = word
        else:
            held = f"{held} {word}"
    yield held
