"""Keys of cited documents, and which mentions cite the same one."""

from __future__ import annotations

import time

import pytest

from tests.citing import LEXICON, one, read
from vnpolicy.analysis import Header
from vnpolicy.extract.references import resolve
from vnpolicy.extract.references.keys import Keys

SON_LA = Header(issuer="Ủy ban nhân dân tỉnh Sơn La", sign="5/KH-UBND")
MAI_SON = Header(issuer="Ủy ban nhân dân huyện Mai Sơn", sign="5/KH-UBND", place="Mai Sơn")
GOVERNMENT = Header(issuer="Văn phòng Chính phủ", sign="5/TB-VPCP", place="Hà Nội")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # the Party: the term of the Central Committee, else the date
        ("Nghị quyết số 29-NQ/TW ngày 04/11/2013", "party:nq:29/TW@khóa XI"),
        ("Nghị quyết số 29-NQ/TW ngày 17/11/2022", "party:nq:29/TW@khóa XIII"),
        ("Nghị quyết số 029-NQ/TW khóa XI", "party:nq:29/TW@khóa XI"),
        ("Hướng dẫn số 05-HD/VPTW ngày 27/5/2026", "party:hd:5/VPTW@khóa XIV"),
        ("Kết luận số 4-KL/TƯ", "party:kl:4/TW@?"),
        ("Kết luận số 4-KL/T.Ư khóa 12", "party:kl:4/TW@khóa XII"),
        ("Quy định số 37-QĐ/TW ngày 25/10/2021", "party:qyđ:37/TW@khóa XIII"),
        ("Kết luận số 4-KL/TU ngày 02/12/2014", "party:kl:4/TU(?)@2014-12-02"),
        ("Kết luận số 4-KL/TU khóa XII", "party:kl:4/TU(?)@khóa XII"),
        ("Kế hoạch số 4-KH/TU ngày 2/1/2024 của Thành ủy Hà Nội", "party:kh:4/TU(Hà Nội)@2024-01-02"),
        ("Kết luận số 4-KL/HU ngày 2/1/2024 của Huyện ủy Mai Sơn", "party:kl:4/HU(huyện Mai Sơn)@2024-01-02"),
        # the state: the year, in the sign or from the date
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", "state:nđ:30/2020/CP"),
        ("Nghị quyết số 1/NQ-CP ngày 05/01/2024", "state:nq:1/CP@2024"),
        ("Nghị quyết số 1/NQ-CP năm 2025", "state:nq:1/CP@2025"),
        ("Báo cáo số 62/BC-UBND ngày 31/3/2015", "state:bc:62/UBND(?)@2015"),
        ("Báo cáo số 62/BC-UBND của UBND tỉnh Sơn La", "state:bc:62/UBND(Sơn La)@?"),
        ("Báo cáo số 62/BC-UBND của UBND huyện Mai Sơn", "state:bc:62/UBND(huyện Mai Sơn)@?"),
        ("Tờ trình số 6/TTr-SGD&ĐT ngày 1/2/2025", "state:ttr:6/SGDĐT(?)@2025"),
        ("Công văn số 7/BTC-PTHT ngày 2/2/2025", "state:cv:7/BTC-PTHT@2025"),
        ("văn bản số 7/BTC-PTHT năm 2025", "state:cv:7/BTC-PTHT@2025"),
        ("văn bản số 7/TTr-BXD năm 2025", "state:ttr:7/BXD@2025"),
        # names
        ("Luật Đất đai ngày 18/01/2024", "state:luật:đất đai@2024"),
        ("Luật Hôn nhân & gia đình", "state:luật:hôn nhân và gia đình@?"),
        ("Hiến pháp năm 2013", "state:hp:hiến pháp@2013"),
        ("Điều lệ Đảng", "party:điều lệ:đảng"),
        # meetings
        ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "party:nq:đại hội 13"),
        ("Nghị quyết Đại hội Đảng bộ tỉnh Sơn La lần thứ XV", "party:nq:đại hội đảng bộ tỉnh 15(Sơn La)"),
        ("Nghị quyết Đại hội Công đoàn Việt Nam lần thứ XIII", "mass:nq:đại hội công đoàn việt nam 13"),
        ("Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI", "party:nq:trung ương 8@khóa XI"),
        # numbers
        ("Nghị quyết 29", "?:nq:29/?"),
        ("Chỉ thị số 05", "?:ct:5/?"),
        ("Nghị quyết số 57 của Bộ Chính trị", "party:nq:57/TW@?"),
        ("Chỉ thị số 05 ngày 15/5/2016 của Bộ Chính trị", "party:ct:5/TW@khóa XII"),
    ],
)
def test_key(text: str, key: str) -> None:
    assert one(text).key == key


@pytest.mark.parametrize(
    ("text", "header", "key"),
    [
        ("Báo cáo số 6/BC-UBND năm 2025", SON_LA, "state:bc:6/UBND(Sơn La)@2025"),
        ("Báo cáo số 6/BC-UBND năm 2025 của UBND tỉnh Lào Cai", SON_LA, "state:bc:6/UBND(Lào Cai)@2025"),
        ("Báo cáo số 6/BC-UBND năm 2025 của UBND huyện", MAI_SON, "state:bc:6/UBND(huyện Mai Sơn)@2025"),
        ("Báo cáo số 6/BC-UBND năm 2025 của UBND tỉnh", MAI_SON, "state:bc:6/UBND(tỉnh ?)@2025"),
        ("Báo cáo số 6/BC-UBND năm 2025", GOVERNMENT, "state:bc:6/UBND(?)@2025"),
        ("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV", SON_LA, "party:nq:đại hội đảng bộ tỉnh 15(Sơn La)"),
    ],
)
def test_the_area_comes_from_the_citing_document(text: str, header: Header, key: str) -> None:
    assert keys(text, header=header) == [(key, 0)]


def keys(*texts: str, header: Header | None = None) -> list[tuple[str | None, int | None]]:
    found = [reference for text in texts for reference in read(text, header)]
    return [(r.key, r.first) for r in resolve(found)]


def firsts(*texts: str) -> list[int | None]:
    return [first for _, first in keys(*texts)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # short forms and repetitions
        (("Nghị quyết số 29-NQ/TW ngày 04/11/2013", "Nghị quyết 29-NQ/TW", "Nghị quyết số 29"), [0, 0, 0]),
        (("Nghị quyết số 29-NQ/TW ngày 04/11/2013", "Nghị quyết 29-NQ/TW khóa XI"), [0, 0]),
        (("Nghị quyết 29-NQ/TW", "Nghị quyết số 29-NQ/TW ngày 04/11/2013"), [0, 0]),
        (("các Nghị quyết số 57, 59 của Bộ Chính trị", "Nghị quyết số 59-NQ/TW ngày 24/01/2025"), [0, 1, 1]),
        (("Nghị quyết 29", "Nghị quyết số 29-NQ/TW khóa XI"), [0, 1]),
        (("Nghị quyết số 66-NQ/TW", "Nghị quyết số 66/NQ-CP", "Nghị quyết 66"), [0, 1, 2]),
        # equal numbers of two terms, years, levels, issuers
        (("Nghị quyết số 29-NQ/TW ngày 04/11/2013", "Nghị quyết số 29-NQ/TW ngày 17/11/2022"), [0, 1]),
        (("Nghị quyết 29-NQ/TW khóa XI", "Nghị quyết 29-NQ/TW khóa XIII", "Nghị quyết 29-NQ/TW"), [0, 1, 2]),
        (("Nghị quyết số 01/NQ-CP ngày 05/01/2024", "Nghị quyết 01/NQ-CP năm 2025"), [0, 1]),
        (("Quyết định số 5/QĐ-UBND của UBND huyện", "Quyết định số 5/QĐ-UBND của UBND tỉnh"), [0, 1]),
        (("Kết luận số 5-KL/TU của Tỉnh ủy Sơn La", "Kết luận số 5-KL/TU của Tỉnh ủy Lào Cai"), [0, 1]),
        (("Quy định số 5-QĐ/TW", "Quyết định số 5-QĐ/TW"), [0, 1]),
        # term and date of a provincial committee
        (
            ("Kết luận số 5-KL/TU, ngày 02/12/2014 của Tỉnh ủy (khóa XII)", "Kết luận 5-KL/TU khóa XII", "Kết luận 5-KL/TU khóa XIII"),
            [0, 0, 2],
        ),
        # laws by name, year and number
        (("Luật Đất đai số 31/2024/QH15", "Luật Đất đai", "Luật số 31/2024/QH15", "Luật Đất đai năm 2024"), [0, 0, 0, 0]),
        (("Luật Đất đai số 31/2024/QH15", "Luật Đất đai năm 2013", "Luật Đất đai"), [0, 1, 2]),
        # a plenum and its resolution; ways to write a congress
        (("Nghị quyết số 29-NQ/TW của Hội nghị Trung ương 8 khóa XI", "Nghị quyết Trung ương 8 khóa XI"), [0, 0]),
        (("Nghị quyết Đại hội XIII", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"), [0, 0]),
        (("Nghị quyết Đại hội XIII", "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIII"), [0, 1]),
        # misread and older spellings
        (("Nghị định số 5/2020/NĐ-CP", "Nghị định số 5/2020/NĐ-GP", "Nghị định 5/2020/NĐCP"), [0, 0, 0]),
        (("Công văn số 5/BGDĐT-GDPT năm 2024", "Công văn số 5/BGD&ĐT-GDPT năm 2024"), [0, 0]),
    ],
)  # fmt: skip
def test_which_mentions_cite_one_document(texts: tuple[str, ...], expected: list[int]) -> None:
    assert firsts(*texts) == expected


def test_all_mentions_have_the_fullest_key() -> None:
    texts = ("Nghị quyết 29-NQ/TW", "Nghị quyết số 29-NQ/TW ngày 04/11/2013", "Nghị quyết số 29")
    assert {key for key, _ in keys(*texts)} == {"party:nq:29/TW@khóa XI"}


def test_resolving_leaves_date_and_issuer_as_stated() -> None:
    found = read("Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Trung ương; Nghị quyết 29-NQ/TW")
    assert resolve(found)[1].date is None
    assert resolve(found)[1].issuer is None


def test_a_stated_area_stands_over_one_that_was_filled_in() -> None:
    header = Header(issuer="Ủy ban nhân dân thành phố Huế", sign="5/QĐ-UBND")
    texts = ("Quyết định số 4/2018/QĐ-UBND của UBND tỉnh Thừa Thiên Huế", "Quyết định số 4/2018/QĐ-UBND của UBND tỉnh")
    assert {key for key, _ in keys(*texts, header=header)} == {"state:qđ:4/2018/UBND(Thừa Thiên Huế)"}


def test_a_document_has_the_key_that_those_who_cite_it_have() -> None:
    from datetime import date

    header = Header(type="kết luận", sign="5-KL/TU", issuer="Tỉnh ủy Sơn La", issued=date(2026, 3, 5))
    assert Keys(LEXICON).own(header) == one("Kết luận số 5-KL/TU ngày 05/3/2026 của Tỉnh ủy Sơn La").key
    assert Keys(LEXICON).own(Header(type="kết luận")) is None
    assert Keys(LEXICON).own(Header(type="sổ", sign="5-KL/TU")) is None


@pytest.mark.parametrize(
    "sentence",
    ["Nghị quyết số 29-NQ/A{n}", "Kết luận số 29-KL/TU ngày 1/1/{n}", "Nghị quyết 29", "Luật Đất đai năm {n}"],
)
def test_resolution_takes_linear_time(sentence: str) -> None:
    def seconds(size: int) -> float:
        found = [r for n in range(size) for r in read(sentence.format(n=1000 + n)) + read("Nghị quyết 29-NQ/TW")]
        began = time.perf_counter()
        resolve(found)
        return time.perf_counter() - began

    assert seconds(1200) < 12 * seconds(300) + 0.5
