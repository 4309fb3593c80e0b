"""Words that stand for a document that was cited before."""

from __future__ import annotations

import time

import pytest

from vnpolicy import analyze


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("căn cứ Kết luận trên.", [("Kết luận trên", ["7-KL/TW"])]),
        ("theo Kết luận nêu trên và Nghị quyết vừa nêu.", [("Kết luận nêu trên", ["7-KL/TW"]), ("Nghị quyết vừa nêu", ["59-NQ/TW"])]),
        ("các Nghị quyết trên phải được học tập.", [("các Nghị quyết trên", ["57-NQ/TW", "59-NQ/TW"])]),
        ("các văn bản nói trên.", [("các văn bản nói trên", ["7-KL/TW", "57-NQ/TW", "59-NQ/TW"])]),
        ("theo nghị quyết đó, Luật này.", [("nghị quyết đó", ["59-NQ/TW"]), ("Luật này", [])]),
        # no anaphora
        ("Quyết định trên địa bàn tỉnh; Nghị quyết số 57-NQ/TW nêu trên; quyết định.", []),
    ],
)  # fmt: skip
def test_what_is_meant(second: str, expected: list[tuple[str, list[str]]]) -> None:
    first = "1. Thực hiện Kết luận số 7-KL/TW, Nghị quyết số 57-NQ/TW và Nghị quyết số 59-NQ/TW."
    a = analyze(f"{first}\n2. Sở Y tế {second}")
    assert [(x.text, [a.references[i].sign for i in x.references]) for x in a.anaphora()] == expected


def test_the_document_itself() -> None:
    a = analyze(
        "KẾT LUẬN\ncủa Ban Thường vụ\n1. Thực hiện Kết luận số 7-KL/TW.\n2. Kết luận này, văn bản này, Công văn này."
    )
    found = a.anaphora()
    assert [(x.text, x.own, x.references, x.rule) for x in found] == [
        ("Kết luận này", True, (), "this"),
        ("văn bản này", True, (), "this"),
        ("Công văn này", True, (), "this"),
    ]


def test_a_name_that_the_document_defines() -> None:
    a = analyze(
        "1. Theo Nghị quyết số 19-NQ/TW về nông thôn (sau đây gọi tắt là Nghị quyết) và Luật Giá.\n"
        "2. Đưa Nghị quyết vào cuộc sống; Nghị quyết số 5-NQ/TU, Nghị quyết của tỉnh."
    )
    assert [(x.text, x.rule, x.references, x.item) for x in a.anaphora()] == [("Nghị quyết", "defined", (0,), "2")]


def test_places_are_true_and_references_are_none_of_them() -> None:
    text = "1. Theo Kết luận số 7-KL/TW.\n2. **Kết luận**\nnêu trên, Kết luận số 8-KL/TW."
    a = analyze(text)
    assert [text[x.start : x.end] for x in a.anaphora()] == [x.text for x in a.anaphora()] == ["Kết luận**\nnêu trên"]
    assert [r.sign for r in a.references] == ["7-KL/TW", "8-KL/TW"]


@pytest.mark.parametrize(
    "unit", ["Kết luận trên; ", "Luật số 5/2020/QH14; các Luật trên; ", "Luật Giá (gọi là A1); A1 "]
)
def test_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        a = analyze("1. " + (unit * size)[:size])
        began = time.perf_counter()
        a.anaphora()
        return time.perf_counter() - began

    assert seconds(40_000) < 12 * seconds(10_000) + 0.5
