"""The one schema, and what analysts do with the tables that follow from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vnpolicy import Analyzer, analyze, to_frames
from vnpolicy.corpus.schema import TABLES, arrow, markdown, nested, tables
from vnpolicy.corpus.tagging import tag
from vnpolicy.output.tables import Tabulator
from vnpolicy.pipeline import Failure

ROOT = Path(__file__).parent.parent

DOCUMENTS = {
    "tb-41": """UBND TỈNH LAM SƠN
Số: 41/TB-UBND

Lam Sơn, ngày 10 tháng 4 năm 2026

THÔNG BÁO

1. Giao Sở Y tế xây dựng mới ít nhất 12 trạm y tế xã trước ngày 15/8/2026, theo Kết luận số 127-KL/TW ngày 28/02/2025.

2. Giao Sở Giáo dục và Đào tạo xây dựng 60 phòng học đến hết năm 2027, theo Luật Giáo dục năm 2019.

3. Giao Sở Y tế báo cáo kết quả trước ngày 20/9/2026.
""",
    "tb-52": """UBND TỈNH LAM SƠN
Số: 52/TB-UBND

Lam Sơn, ngày 05 tháng 5 năm 2026

THÔNG BÁO

1. Giao Công an tỉnh tuần tra 98% địa bàn trọng điểm về tội phạm ma túy trước ngày 30/9/2026, theo Thông báo số 41/TB-UBND
ngày 10/4/2026 của Ủy ban nhân dân tỉnh Lam Sơn và Kết luận số 127-KL/TW ngày 28/02/2025.

2. Giao Sở Y tế bổ sung 30 giường điều trị trước ngày 31/12/2026, theo Kết luận số 127-KL/TW ngày 28/02/2025.
""",
    "kl-77": """TỈNH ỦY LAM SƠN
Số 77-KL/TU

Lam Sơn, ngày 01 tháng 6 năm 2026

KẾT LUẬN

1. Yêu cầu Sở Giáo dục và Đào tạo xây dựng 40 phòng học mầm non trước ngày 01/10/2026, theo Luật Giáo dục năm 2019 và Kết luận số
127-KL/TW ngày 28/02/2025.
""",
    "empty": " ",
}

DUE = [("Công an tỉnh", 1), ("Sở Giáo dục và Đào tạo", 1), ("Sở Y tế", 2)]
TARGETS = [
    ("education", 2026, 1, 40.0),
    ("education", 2027, 1, 60.0),
    ("security", 2026, 1, 98.0),
    ("society", 2026, 2, 42.0),
]
CITED = [("party:kl:127/TW@khóa XIII", 3), ("state:luật:giáo dục@2019", 2), ("state:tb:41/UBND(tỉnh Lam Sơn)@2026", 1)]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "out"
    tag(DOCUMENTS.items(), folder, part=2, tokens=True)
    return folder


def with_pandas(out: Path) -> tuple[list[Any], ...]:
    deadlines, targets, items, bodies, citations = (
        pd.read_parquet(out / table) for table in ("deadlines", "targets", "items", "assignments", "citations")
    )
    quarter = deadlines[deadlines.latest.between(date(2026, 7, 1), date(2026, 9, 30))]
    lead = bodies[bodies.role == "lead"]
    due = quarter.merge(lead, on=["document", "item"]).groupby("agency").size()
    years = deadlines.assign(year=pd.to_datetime(deadlines.latest).dt.year, deadline=deadlines.position)
    joined = targets.merge(items[["document", "item", "sector"]]).merge(years[["document", "deadline", "year"]])
    sums = joined.groupby(["sector", "year"]).low.agg(["size", "sum"]).reset_index()
    cited = citations.groupby("cited").document.nunique().sort_values(ascending=False).head(10)
    return list(due.items()), list(sums.itertuples(index=False, name=None)), list(cited.items())


def with_polars(out: Path) -> tuple[list[Any], ...]:
    deadlines, targets, items, bodies, citations = (
        pl.read_parquet(out / table / "*.parquet")
        for table in ("deadlines", "targets", "items", "assignments", "citations")
    )
    quarter = deadlines.filter(pl.col("latest").is_between(date(2026, 7, 1), date(2026, 9, 30)))
    lead = bodies.filter(pl.col("role") == "lead")
    due = quarter.join(lead, on=["document", "item"]).group_by("agency").len().sort("agency")
    years = deadlines.select("document", deadline="position", year=pl.col("latest").dt.year())
    joined = targets.join(items, on=["document", "item"]).join(years, on=["document", "deadline"])
    sums = joined.group_by("sector", "year").agg(pl.len(), pl.col("low").sum()).sort("sector", "year")
    cited = citations.group_by("cited").agg(pl.col("document").n_unique()).sort("document", descending=True).head(10)
    return due.rows(), sums.rows(), cited.rows()


def with_duckdb(out: Path) -> tuple[list[Any], ...]:
    base = duckdb.connect()
    for table in tables():
        base.execute(f"create view \"{table}\" as from '{out}/{table}/*.parquet'")
    due = base.sql("""select agency, count(*) from deadlines join assignments using (document, item)
        where role = 'lead' and latest between '2026-07-01' and '2026-09-30' group by agency order by agency""")
    sums = base.sql("""select sector, year(latest), count(*), sum(low) from targets t join items using (document, item)
        join deadlines d on d.document = t.document and d.position = t.deadline group by all order by all""")
    cited = base.sql("select cited, count(distinct document) n from citations group by cited order by n desc limit 10")
    return due.fetchall(), sums.fetchall(), cited.fetchall()


@pytest.mark.parametrize("ask", [with_pandas, with_polars, with_duckdb])
def test_three_questions_of_an_analyst(out: Path, ask: Callable[[Path], tuple[list[Any], ...]]) -> None:
    """Deadlines of the next quarter by body; targets by sector and year; the most cited documents."""
    assert ask(out) == (DUE, TARGETS, CITED)


@pytest.mark.parametrize("table", TABLES)
def test_files_have_the_schema(out: Path, table: str) -> None:
    for part in (out / table).iterdir():
        assert pq.read_schema(part).equals(arrow(table), check_metadata=True)


def test_rows_of_documents_say_what_made_them(out: Path) -> None:
    documents = pl.read_parquet(out / "documents" / "*.parquet")
    assert documents["document"].to_list() == list(DOCUMENTS)
    assert documents["status"].to_list() == ["ok", "ok", "ok", "error"]
    made = documents.select("schema", "version", "model", "fingerprint").unique().rows()
    analysis = analyze("1. Họp.")
    assert made == [("vnpolicy-tables/1", analysis.version, analysis.model, analysis.fingerprint)]


def test_a_documents_key_is_the_one_it_is_cited_by(out: Path) -> None:
    joined = duckdb.sql(f"""select d.document, c.document from '{out}/documents/*.parquet' d
        join '{out}/citations/*.parquet' c on d.key = c.cited""")
    assert joined.fetchall() == [("tb-41", "tb-52")]


def test_sectors_have_their_codes_beside_them(out: Path) -> None:
    items = pl.read_parquet(out / "items" / "*.parquet").filter(pl.col("sector") == "society").row(0, named=True)
    assert items["sectors"][0] == "society"
    lengths = {len(items[name]) for name in ("sectors", "subsectors", "core", "core_derived", "cap", "cofog")}
    assert lengths == {len(items["sectors"])}
    assert (items["core"][0], items["core_derived"][0], items["cap"][0], items["cofog"][0]) == (
        "education", True, ["3"], ["07"])  # fmt: skip


def test_frames_are_what_pandas_reads(tmp_path: Path) -> None:
    readable = {name: text for name, text in DOCUMENTS.items() if text.strip()}
    tag(readable.items(), tmp_path / "out")
    frames = to_frames({name: analyze(text) for name, text in readable.items()})
    assert tuple(frames) == tables()
    for table, frame in frames.items():
        read = pd.read_parquet(tmp_path / "out" / table)
        for column in TABLES[table].columns:
            if column.type == "date":
                read[column.name] = pd.to_datetime(read[column.name]).astype(frame[column.name].dtype)
        pd.testing.assert_frame_equal(frame, read)


def test_names_and_values_are_well_formed() -> None:
    for table in TABLES.values():
        assert table.names[0] == "document"
        assert len(set(table.names)) == len(table.names)
        assert all(column.meaning for column in table.columns)
    tabulator = Tabulator(Analyzer())
    for name, text in DOCUMENTS.items():
        rows = tabulator.rows(name, analyze(text) if text.strip() else Failure(name, "empty"))
        for table, found in rows.items():
            for column in TABLES[table].columns:
                for row in found:
                    value = row[column.name]
                    values = value if isinstance(value, list) else [value]
                    assert not column.values or {v for v in values if v is not None} <= set(column.values)


TABLE = """THÔNG BÁO

1. Giao các đơn vị thực hiện nhiệm vụ tại Phụ lục.

PHỤ LỤC

| STT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm |
|---|---|---|---|---|---|
| 1 | Rà soát trạm y tế | Sở Y tế | Sở Tài chính, Sở Nội vụ | Trước ngày 15/8/2026 | Báo cáo |
| 2 | Thống kê phòng học | Sở Giáo dục và Đào tạo | | Hằng quý | Bảng số liệu |
"""


def test_rows_of_annexed_tables() -> None:
    frame = to_frames([analyze(TABLE)])["rows"]
    assert list(frame.columns) == TABLES["rows"].names
    assert frame[["table", "position", "task", "lead", "product"]].to_numpy().tolist() == [
        [1, 0, "Rà soát trạm y tế", "Sở Y tế", "Báo cáo"],
        [1, 1, "Thống kê phòng học", "Sở Giáo dục và Đào tạo", "Bảng số liệu"],
    ]
    assert pd.isna(frame.rrule[0]) and frame.rrule[1] == "FREQ=MONTHLY;INTERVAL=3"
    assert frame.latest[0] == pd.Timestamp("2026-08-14") and pd.isna(frame.latest[1])
    assert [list(names) for names in frame.lead_agencies] == [["Sở Y tế"], ["Sở Giáo dục và Đào tạo"]]
    assert [list(names) for names in frame.support_agencies] == [["Sở Tài chính", "Sở Nội vụ"], []]
    assert TABLE[frame.start[0] : frame.end[0]].startswith("1 | Rà soát")


def test_the_nested_schema_holds_the_tables() -> None:
    schema = nested(tables())
    rows = Tabulator(Analyzer()).rows("a", analyze(DOCUMENTS["kl-77"]))
    assert pa.RecordBatch.from_pylist([rows], schema=schema).to_pylist() == [rows]


def test_the_documentation_is_up_to_date() -> None:
    assert (ROOT / "TABLES.md").read_text("utf-8") == markdown(), "vnpolicy info --tables > TABLES.md"
