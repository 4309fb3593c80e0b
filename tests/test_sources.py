"""Where records come from."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vnpolicy import Failure, InputError
from vnpolicy.corpus.records import Record
from vnpolicy.corpus.sources import Sources
from vnpolicy.corpus.tabular import Columns, read_table


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def records(names: Sequence[str], columns: Columns | None = None) -> list[tuple[str, object, object]]:
    """Id, text and day of records; id, error and "error" of failures."""
    found = Sources(names, columns or Columns())
    return [(r.id, r.error, "error") if isinstance(r, Failure) else (r.id, r.text, r.issued) for r in found]


def ids(names: Sequence[str]) -> list[str]:
    return [id_ for id_, _, _ in records(names)]


def test_folders_are_searched_in_the_order_of_the_names(here: Path) -> None:
    for name in ("b.txt", "a/2.md", "a/1.TXT", "a/.hidden.txt", "c.jpg", "d/e/f.pdf", ".git/x.txt", "README"):
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"text": "x"}')
    sources = Sources(["."])
    assert [r.id for r in sources] == ["a/1.TXT", "a/2.md", "b.txt", "d/e/f.pdf"]
    assert sources.left_out == {".jpg": 1, "README": 1}
    assert sources.count() == 4
    assert ids(["a/*.md"]) == ["a/2.md"]
    assert ids(["**/*.[Tt]*"]) == ["a/1.TXT", "b.txt"]
    assert ids(["none/*.txt"]) == []
    assert records(["c.jpg", "none.txt"]) == [("c.jpg", Path("c.jpg"), None), ("none.txt", Path("none.txt"), None)]


def test_a_loop_of_links_ends(here: Path) -> None:
    (here / "a").mkdir()
    (here / "a" / "x.txt").touch()
    (here / "a" / "again").symlink_to(here)
    assert ids(["."]) == ["a/x.txt"]


LINES = [
    ({"id": "kl-1", "text": "Một", "issued": "2026-01-02"}, ("kl-1", "Một", "2026-01-02")),
    ({"text": "Hai"}, ("t:2", "Hai", None)),
    ({"id": 3, "text": "Ba", "issued": ""}, ("3", "Ba", None)),
    ({"id": "", "text": ""}, ("t:4", "", None)),
]


def test_json_lines(here: Path) -> None:
    (here / "t").write_text("")
    lines = [json.dumps(line) for line, _ in LINES]
    (here / "t.jsonl").write_bytes(("\ufeff" + "\n".join(lines)).encode())
    assert records(["t.jsonl"]) == [(id_.replace("t:", "t.jsonl:"), *rest) for _, (id_, *rest) in LINES]


def test_bad_json_lines_do_not_stop_the_good_ones(here: Path) -> None:
    (here / "t.jsonl").write_bytes(b'{"text": \n\n[1]\n{"body": "x"}\n{"text": "\xff"}\n{"text": "ok"}')
    found = records(["t.jsonl"])
    assert [id_ for id_, _, _ in found] == ["t.jsonl:1", "t.jsonl:3", "t.jsonl:4", "t.jsonl:5", "t.jsonl:6"]
    messages = ["not JSON", "expected a JSON object, got list", "no column 'text' among body", "not JSON in UTF-8"]
    for (_, said, kind), message in zip(found, messages, strict=False):
        assert kind == "error" and message in str(said)
    assert found[-1][1:] == ("ok", None)


def test_a_line_without_end_is_passed_over(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vnpolicy.corpus.tabular._LONGEST", 50)
    (here / "t.jsonl").write_text('{"text": "' + "x" * 500 + '"}\n{"text": "ok"}\n')
    assert [(id_, kind) for id_, _, kind in records(["t.jsonl"])] == [("t.jsonl:1", "error"), ("t.jsonl:2", None)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv(here: Path, delimiter: str, encoding: str) -> None:
    rows = ["id,text,issued", 'kl-1,"Một, hai\nba; ""bốn""\t",2026-01-02', "kl-2,Hai,", ",Ba,"]
    content = "\r\n".join(row if n == 1 else row.replace(",", delimiter) for n, row in enumerate(rows))
    content = content.replace("kl-1,", f"kl-1{delimiter}").replace('",2026', f'"{delimiter}2026')
    (here / "t.csv").write_bytes(content.encode(encoding))
    assert records(["t.csv"]) == [
        ("kl-1", 'Một, hai\nba; "bốn"\t', "2026-01-02"),
        ("kl-2", "Hai", None),
        ("t.csv:3", "Ba", None),
    ]


def test_named_columns(here: Path) -> None:
    (here / "t.csv").write_text("Số hiệu,Nội dung,Ngày,id\nKL1,Một,2026-01-02,9\n", "utf-8")
    assert records(["t.csv"], Columns(id="Số hiệu", text="Nội dung", issued="Ngày")) == [("KL1", "Một", "2026-01-02")]
    for columns, missing in ((Columns(), "text"), (Columns(text="Ngày", issued="ngày"), "ngày")):
        [(id_, said, kind)] = records(["t.csv"], columns)
        assert (id_, kind) == ("t.csv", "error")
        assert f"no column {missing!r} among Số hiệu, Nội dung, Ngày, id" in str(said)
        with pytest.raises(InputError, match="no column"):
            Sources(["t.csv"], columns).check()


def test_csv_in_another_encoding_is_an_error_for_each_row(here: Path) -> None:
    (here / "t.csv").write_bytes(b"id,text\n1,K\xd5t lu\xcbn\n2,ok\n")
    assert records(["t.csv"]) == [("1", "the row is not UTF-8: save the file as UTF-8", "error"), ("2", "ok", None)]


def test_an_endless_field_of_csv_is_an_error(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vnpolicy.corpus.tabular._LONGEST", 100)
    (here / "t.csv").write_text('id,text\n1,"' + "x" * 500 + '"\n')
    assert "field larger than field limit" in str(records(["t.csv"])[0][1])


def test_parquet(here: Path) -> None:
    table = pa.table({"id": ["a", None], "other": [1, 2], "text": ["Một", "Hai"], "issued": [date(2026, 1, 2), None]})
    pq.write_table(table, here / "t.parquet")
    assert records(["t.parquet"]) == [("a", "Một", date(2026, 1, 2)), ("t.parquet:2", "Hai", None)]
    (here / "bad.parquet").write_bytes(b"PAR1 no PAR1")
    [(id_, said, kind)] = records(["bad.parquet"])
    assert (id_, kind) == ("bad.parquet", "error") and "cannot read bad.parquet" in str(said)


def test_parquet_is_read_row_by_row(here: Path) -> None:
    pq.write_table(pa.table({"text": ["x"] * 1000}), here / "t.parquet", row_group_size=10)
    first = next(read_table(Path("t.parquet"), Columns()))
    assert first == Record("t.parquet:1", "x")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (b'{"text": "a"}\n{"id": "x", "text": "b"}', [("standard input:1", "a", None), ("x", "b", None)]),
        ("1. Họp.\n".encode(), [("standard input", "1. Họp.\n", None)]),
        (b"", [("standard input", "", None)]),
    ],
)
def test_standard_input_is_json_lines_or_one_document(
    monkeypatch: pytest.MonkeyPatch, given: bytes, expected: list[tuple[str, str, None]]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(given))))  # type: ignore[arg-type]
    assert records(["-"]) == expected
    assert Sources(["-"]).count() is None


def test_sources_are_read_lazily(here: Path) -> None:
    def lines() -> Iterator[str]:
        yield '{"text": "a"}\n'

    (here / "t.jsonl").write_text("".join(lines()) * 5)
    (here / "bad.csv").write_text("no columns")
    assert next(iter(Sources(["t.jsonl", "bad.csv"]))) == Record("t.jsonl:1", "a")
