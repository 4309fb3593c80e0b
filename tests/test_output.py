"""Tables, values, pages and the terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from vnpolicy import Analysis, Analyzer, analyze, to_frames
from vnpolicy.corpus.schema import TABLES, tables
from vnpolicy.output.report import notebook_html, page
from vnpolicy.output.tables import Tabulator
from vnpolicy.output.terminal import show
from vnpolicy.output.values import value_of

TEXT = """THÔNG BÁO
về nước sạch nông thôn

1. Giao Sở Xây dựng chủ trì, phấn đấu có từ 10 đến 12 công trình trước ngày 31/12/2026.

2. Thực hiện Kế hoạch số 5/KH-UBND ngày 03/02/2026; định kỳ hằng quý báo cáo Tỉnh ủy.
"""


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyze(TEXT)


def test_values_in_words(analysis: Analysis) -> None:
    words = [value_of(f) for f in (*analysis.deadlines, *analysis.targets, *analysis.references)]
    assert words == [
        "before 2026-12-31",
        "FREQ=MONTHLY;INTERVAL=3",
        "10 to 12 công trình",
        "kế hoạch, 5/KH-UBND, 2026-02-03",
    ]


def test_rows_have_the_columns_of_their_table(analysis: Analysis) -> None:
    for table, found in Tabulator(Analyzer(), tokens=True).rows("d", analysis).items():
        assert found or table in ("sections", "rows")
        assert all(list(row) == TABLES[table].names for row in found), table


def test_frames(analysis: Analysis) -> None:
    frames = to_frames({"tb-1": analysis, "tb-2": analysis})
    assert tuple(frames) == tables()
    assert list(frames["documents"]["document"]) == ["tb-1", "tb-2"]
    assert str(frames["deadlines"]["due"].dtype).startswith("datetime64")
    due = frames["deadlines"].query("document == 'tb-1' and kind == 'date'")
    assert [d.date().isoformat() for d in due["due"]] == ["2026-12-31"]
    assert list(frames["items"]["item"]) == ["1", "2", "1", "2"]


def test_frames_of_nothing_keep_their_columns() -> None:
    frames = to_frames([])
    assert all(len(frame) == 0 and list(frame.columns) == TABLES[table].names for table, frame in frames.items())


def test_html_marks_facts_and_escapes_the_text() -> None:
    a = analyze("1. Giao Sở Y tế <script>alert(1)</script> & báo cáo trước ngày 15/6/2026.")
    for html in (notebook_html(a), page(a, "<b>")):
        assert "<script>" not in html
        assert "&lt;script&gt;" in html
        assert '<mark class="deadlines" title="before 2026-06-15">trước ngày 15/6/2026</mark>' in html
    assert "<title>&lt;b&gt;</title>" in page(a, "<b>")


def test_html_never_raises() -> None:
    a = analyze("1. Việc \ud800 một.")
    notebook_html(a).encode("utf-8")
    broken = object.__new__(Analysis)
    object.__setattr__(broken, "header", a.header)
    assert "AttributeError" in notebook_html(broken)


def test_the_terminal_shows_every_fact_within_its_width(analysis: Analysis) -> None:
    stream = io.StringIO()
    show(analysis, Console(file=stream, width=100), "tb.txt")
    out = stream.getvalue()
    assert all(len(line.rstrip()) <= 100 for line in out.splitlines())
    for words in ("thông báo", "before 2026-12-31", "10 to 12 công trình", "lead", "FREQ=MONTHLY;INTERVAL=3"):
        assert words in out
