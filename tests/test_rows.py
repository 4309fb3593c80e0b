"""Tables of tasks and targets, whatever an export made of them: rows, never items."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnpolicy import Analysis, Analyzer, InputError, LexiconError, analyze
from vnpolicy.analysis import TableRow

BODY = (
    "KẾ HOẠCH\nvề phòng, chống hạn năm 2026\n\n1. Nạo vét kênh mương.\n\n2. Thực hiện các nhiệm vụ theo phụ lục./.\n\n"
    "Nơi nhận:\n- Các xã.\n\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\n"
)
BARS = (
    "|\nSTT\n|\nNội dung nhiệm vụ\n|\nCơ quan chủ trì\n|\nCơ quan phối hợp\n|\nThời hạn\n|\n"
    "|\n1\n|\nLập bản đồ hạn\n|\nSở Nông nghiệp và Môi trường\n|\nCác xã\n|\nTrước ngày 30/6/2026\n|\n"
    "|\n2\n|\nLắp trạm đo mặn\n|\nSở Khoa học và Công nghệ\n|\nSở Tài chính\n|\nQuý III/2026\n|\n"
)
LINES = (
    "| STT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn |\n|---|---|---|---|---|\n"
    "| 1 | Lập bản đồ hạn | Sở Nông nghiệp và Môi trường | Các xã | Trước ngày 30/6/2026 |\n"
    "| 2 | Lắp trạm đo mặn | Sở Khoa học và Công nghệ | Sở Tài chính | Quý III/2026 |\n"
)
TABS = (
    "STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn\n"
    "1\tLập bản đồ hạn\tSở Nông nghiệp và Môi trường\tCác xã\tTrước ngày 30/6/2026\n"
    "2\tLắp trạm đo mặn\tSở Khoa học và Công nghệ\tSở Tài chính\tQuý III/2026\n"
)
ALIGNED = (
    "STT   Nội dung nhiệm vụ   Cơ quan chủ trì                 Cơ quan phối hợp   Thời hạn\n"
    "1     Lập bản đồ          Sở Nông nghiệp                  Các xã             Trước ngày\n"
    "      hạn                 và Môi trường                                      30/6/2026\n"
    "2     Lắp trạm đo mặn     Sở Khoa học và Công nghệ        Sở Tài chính       Quý III/2026\n"
)


def rows(table: str) -> tuple[TableRow, ...]:
    return analyze(BODY + table).rows


@pytest.mark.parametrize("table", [BARS, LINES, TABS, ALIGNED], ids=["bars", "lines", "tabs", "aligned"])
def test_a_table_of_tasks_in_every_form(table: str) -> None:
    text = BODY + table
    a = analyze(text)
    assert [item.id for item in a.items] == ["1", "2"]
    kinds = ("number", "task", "lead", "support", "deadline")
    assert [tuple(row[kind] for kind in kinds) for row in a.rows] == [
        ("1", "Lập bản đồ hạn", "Sở Nông nghiệp và Môi trường", "Các xã", "Trước ngày 30/6/2026"),
        ("2", "Lắp trạm đo mặn", "Sở Khoa học và Công nghệ", "Sở Tài chính", "Quý III/2026"),
    ]
    assert [row.deadlines[0].due for row in a.rows] == [date(2026, 6, 30), date(2026, 9, 30)]
    assert [[(f.text if table != ALIGNED else f.plain, f.role) for f in row.assignments] for row in a.rows] == [
        [("Sở Nông nghiệp và Môi trường", "lead"), ("Các xã", "support")],
        [("Sở Khoa học và Công nghệ", "lead"), ("Sở Tài chính", "support")],
    ]
    assert_offsets(text, a)


def assert_offsets(text: str, a: Analysis) -> None:
    for row in a.rows:
        for record in (*row.cells, *row.deadlines, *row.assignments):
            assert text[record.start : record.end] == record.text
        for cell in row.cells:
            kept, at = [], cell.start
            for start, end in cell.omitted:
                kept.append(text[at:start])
                at = end
            assert "".join("".join([*kept, text[at : cell.end]]).split()) == "".join(cell.plain.split())


def test_facts_of_rows_are_flagged_and_not_among_those_of_the_text() -> None:
    a = analyze(BODY + LINES)
    assert a.deadlines == a.assignments == ()
    assert all("table" in fact.flags for row in a.rows for fact in (*row.deadlines, *row.assignments))
    assert all(fact.item is None and fact.section is None for row in a.rows for fact in row.deadlines)


def test_rows_survive_the_exchange_format() -> None:
    a = analyze(BODY + ALIGNED)
    assert Analysis.from_dict(a.to_dict()).rows == a.rows


@pytest.mark.parametrize(
    ("head", "kinds"),
    [
        ("TT | Nhiệm vụ | Đơn vị thực hiện | Thời gian hoàn thành", ["number", "task", "lead", "deadline"]),
        ("Số TT | Tên văn bản | Cơ quan chủ trì soạn thảo | Thời gian trình | Cấp trình",
         ["number", "task", "lead", "deadline", "approver"]),
        ("STT | Công việc | Sản phẩm | Chủ trì/Phối hợp | Ghi chú", ["number", "task", "product", "lead", "note"]),
        ("Nội dung công việc | Lãnh đạo chỉ đạo | Phụ trách | Tiến độ", ["task", "supervisor", "lead", "deadline"]),
        ("STT | Chỉ tiêu | ĐVT | Thực hiện năm 2025 | Kế hoạch năm 2026",
         ["number", "indicator", "unit", None, "target"]),
        ("**STT** | **Nội dung nhiệm vụ** | **Cơ quan chủ trì** | **Kết quả**", ["number", "task", "lead", "product"]),
    ],
)  # fmt: skip
def test_columns_by_their_headings(head: str, kinds: list[str | None]) -> None:
    cells = " | ".join(f"ô số {n}" for n in range(len(kinds)))
    (row,) = rows(f"| {head} |\n| {cells} |\n")
    assert [cell.column for cell in row.cells] == kinds


@pytest.mark.parametrize(
    "table",
    [
        "| Họ và tên | Năm sinh | Chức vụ |\n| Trần Văn Thử | 1970 | Chủ tịch |\n",
        "| STT | Xã | Số hộ |\n| 1 | Mường Mơ | 412 |\n",
        "| Thứ tự công việc | Nội dung công việc | Thời gian |\n| Bước 1 | Tiếp nhận hồ sơ | 01 ngày |\n",
        "STT  Nội dung\n",
    ],
    ids=["people", "numbers", "steps of a procedure", "a head alone"],
)
def test_other_tables_have_no_rows(table: str) -> None:
    assert rows(table) == ()


def test_a_line_that_heads_several_rows_is_their_group() -> None:
    found = rows(
        "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| I | | | |\n| NGUỒN NƯỚC | | | |\n| 1 | Đắp đập | Xã Mơ | 2026 |\n| RỪNG | | | |\n"
        "| 1 | Trồng rừng | Xã Lau | 2027 |\n"
    )
    assert [(row.group, row["task"]) for row in found] == [("NGUỒN NƯỚC", "Đắp đập"), ("RỪNG", "Trồng rừng")]


def test_an_empty_cell_keeps_its_place() -> None:
    for table in (
        "| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |\n| 1 | Đắp đập | Xã Mơ | | Năm 2026 |\n",
        "|\nSTT\n|\nNhiệm vụ\n|\nChủ trì\n|\nPhối hợp\n|\nThời hạn\n|\n|\n1\n|\nĐắp đập\n|\nXã Mơ\n|\n|\nNăm 2026\n|\n",
    ):
        (row,) = rows(table)
        assert (row["lead"], row["support"], row["deadline"]) == ("Xã Mơ", None, "Năm 2026")


def test_a_row_that_lost_its_number_is_set_right() -> None:
    (row,) = rows("| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| Đắp đập | Xã Mơ | Năm 2026 |\n")
    assert (row["task"], row["lead"]) == ("Đắp đập", "Xã Mơ")


def test_tables_are_counted_and_a_second_head_begins_another() -> None:
    second = LINES.replace("Lập bản đồ hạn", "Đắp đập")
    found = rows(f"{LINES}\nPHỤ LỤC 2\n\n{second}{LINES}")
    assert [row.table for row in found] == [1, 1, 2, 2, 3, 3]


def test_a_table_inside_the_body_is_read_and_the_body_goes_on() -> None:
    a = analyze(f"KẾ HOẠCH\nvề chống hạn\n\n1. Giao việc theo bảng sau:\n\n{LINES}\n2. Trồng rừng phòng hộ.\n")
    assert [item.id for item in a.items] == ["1", "2"]
    assert len(a.rows) == 2


def test_a_year_alone_counts_from_the_document() -> None:
    (row,) = analyze(
        "KẾ HOẠCH\nvề phòng, chống hạn năm 2026\n\n1. Nạo vét.\n\n| Nhiệm vụ | Chủ trì | Thời hạn |\n| Đắp đập | Xã Mơ | Quý II |\n",
        issued="2026-01-10",
    ).rows
    assert [deadline.due for deadline in row.deadlines] == [date(2026, 6, 30)]


def overlay(folder: Path, example: str) -> Path:
    path = folder / "columns.toml"
    path.write_text(
        f'[[column]]\nname = "mine"\nkind = "lead"\nwords = ["nơi làm"]\nexamples = ["{example}"]\n', "utf-8"
    )
    return path


def test_an_overlay_adds_a_heading(tmp_path: Path) -> None:
    table = "| Nhiệm vụ | Nơi làm | Thời hạn |\n| Đắp đập | Xã Mơ | Năm 2026 |\n"
    assert rows(table)[0]["lead"] is None
    (row,) = Analyzer(lexicons=[overlay(tmp_path, "Nơi làm (xã)")]).analyze(BODY + table).rows
    assert row["lead"] == "Xã Mơ"


def test_a_wrong_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="the column 'mine' has the example 'Chỗ làm', which is read as None"):
        Analyzer(lexicons=[overlay(tmp_path, "Chỗ làm")]).check()


PIECES = st.lists(
    st.sampled_from(
        ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Sở Y tế", "Quý III/2026", "1", "2", "|", "\n|\n", "\n", "\t", "   ",
         "      ", "---", "\n\n", "PHỤ LỤC", "**", "\u00a0", "e\u0302\u0301"]
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_offsets_of_cells_are_true_on_hostile_tables(pieces: list[str]) -> None:
    text = "STT | Nội dung nhiệm vụ | Thời hạn\n" + "".join(pieces)
    try:
        a = analyze(text)
    except InputError:
        return
    for row in a.rows:
        for record in (*row.cells, *row.deadlines, *row.assignments):
            assert text[record.start : record.end] == record.text != ""
    assert Analysis.from_dict(a.to_dict()) == a
