"""Figures on annotated documents: tiny cases counted by hand, and the independent scorer where it is there."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vnpolicy
from tests.tiny_corpora import TEXT, Corpora, Record, item, place, unit
from vnpolicy import InputError
from vnpolicy.evaluation import Evaluation, evaluate
from vnpolicy.evaluation.calibration import calibration
from vnpolicy.evaluation.matching import matched, overlap
from vnpolicy.evaluation.values import frequency, same_detail, same_header_field, same_value


@pytest.fixture
def corpora_of(tmp_path: Path) -> Corpora:
    return Corpora(tmp_path)


def test_items_roles_and_paths(corpora_of: Corpora) -> None:
    gold = [unit(0, "result"), unit(1), unit(2), unit(3)]
    found = [
        item(0, "result"),
        item(1, "objective"),
        item(2) | {"path": "9"},
        place(3, 0, 15) | {"role": "task"},
        item(5),
    ]
    result = corpora_of.add("a", {"units": gold}, {"items": found}).evaluate()
    items = result["items"]
    assert (items.value, items.precision, items.recall) == (
        pytest.approx(2 * 3 / 9),
        3 / 5,
        3 / 4,
    )  # 15 of 20 is not 0.8
    assert (items.cases, items.predicted) == (4, 5)
    assert (result["role"].value, result["role"].cases) == (pytest.approx(2 / 3), 3)
    assert result["path"].value == pytest.approx(2 / 3)
    assert result["role result"].value == 1.0
    assert (result["role task"].precision, result["role task"].recall) == (1.0, 1 / 2)
    assert (result["role objective"].precision, result["role objective"].recall) == (0.0, None)
    assert [(m.kind, m.problem) for m in result.mistakes] == [
        ("role", "value"), ("path", "value"), ("items", "extra"), ("items", "missed"), ("items", "extra"),
    ]  # fmt: skip


def test_sectors(corpora_of: Corpora) -> None:
    gold = [
        unit(0, "task", "economy", "society"),  # order wrong
        unit(1, "task", "economy"),  # one too many
        unit(2, "result", "security"),  # not found at all
        unit(3, "organisation"),  # a false alarm
        unit(4, "organisation"),
    ]
    found = [item(0, society=0.9, economy=0.8), item(1, economy=0.7, security=0.2), item(3, economy=0.6), item(4)]
    result = corpora_of.add("a", {"units": gold}, {"items": found}).evaluate()
    both = result["sectors"]  # right: society and economy of 0, economy of 1; gold 4, predicted 5
    assert (both.value, both.precision, both.recall) == (pytest.approx(2 * 3 / 9), 3 / 5, 3 / 4)
    assert {sector: f.value for sector, f in result.by_sector.items()} == {
        "economy": pytest.approx(2 * 2 / 5), "security": 0.0, "society": 1.0,
    }  # fmt: skip
    assert result["sectors macro"].value == pytest.approx((0.8 + 0.0 + 1.0) / 3)
    assert result["sectors macro 15"].value is None  # no sector has fifteen labels
    assert (result["first sector"].value, result["first sector"].cases) == (pytest.approx(1 / 3), 3)
    assert result["sectors of task"].value == pytest.approx(2 * 3 / 7)
    assert result["first sector of result"].value == 0.0
    assert result.confusion.labels == ("economy", "security", "society", "none")
    assert result.confusion.counts == ((1, 0, 1, 0), (0, 0, 0, 1), (0, 0, 0, 0), (1, 0, 0, 1))
    assert [(m.start // 20, m.problem) for m in result.mistakes if m.kind == "sectors"] == [
        (0, "order"), (1, "extra"), (2, "missed"), (3, "extra"),
    ]  # fmt: skip


def test_sectors_that_are_frequent_have_a_mean_of_their_own(corpora_of: Corpora) -> None:
    gold = [*(unit(n, "task", "economy") for n in range(15)), unit(15, "task", "society")]
    found = [item(n, economy=1.0) for n in range(15)]
    result = corpora_of.add("a", {"units": gold}, {"items": found}).evaluate()
    assert (result["sectors macro"].value, result["sectors macro 15"].value) == (0.5, 1.0)


def test_facts(corpora_of: Corpora) -> None:
    text = "Trên 80% số xã, 20 trạm, 30 km, 40 cầu."
    target = {"label": "target", "op": ">=", "unit": "x"}

    def at(words: str, **fields: Any) -> Record:
        return {"start": text.index(words), "end": text.index(words) + len(words)} | target | fields

    gold = [at("80%", low=80), at("20 trạm", low=20, indicator="số trạm y tế"), at("30 km", low=30), at("40", low=40)]
    found = [
        at("Trên 80% số xã", low=80.0, unit="y"),
        at("20 trạm", low=20, indicator={"text": "trạm y tế"}),
        at("30 km", low=31),
    ]
    result = corpora_of.add("a", {"spans": gold}, {"targets": found}, text).evaluate()
    assert result["target span"].value == pytest.approx(2 * 2 / 7)  # "80%" is less than half of the words found
    assert result["target exact"].value == pytest.approx(2 * 2 / 7)
    assert result["target value"].value == pytest.approx(2 * 2 / 7)  # the same digits; but 31 is not 30
    assert (result["target unit"].value, result["target unit"].cases) == (0.5, 2)
    assert (result["target indicator"].value, result["target indicator"].cases) == (1.0, 1)
    assert result["deadline value"].value is None
    assert [(m.text, m.problem) for m in result.mistakes] == [
        ("80%", "unit"), ("30 km", "value"), ("40", "missed"),
    ]  # fmt: skip
    wrong = result.mistakes[1]
    assert (wrong.before, wrong.after) == ("Trên 80% số xã, 20 trạm, ", ", 40 cầu.")
    assert (wrong.gold["low"], wrong.predicted["low"]) == ("30", "31")


def test_outer_blanks_and_markdown_signs_do_not_count(corpora_of: Corpora) -> None:
    text = "\n> **1. Sở Y tế báo cáo.** |\n"
    gold = {"units": [{"start": 1, "end": 29, "role": "task", "path": "1", "sectors": []}]}
    found = {"items": [{"start": 5, "end": 23, "role": "task", "path": "1"}]}
    assert corpora_of.add("a", gold, found, text).evaluate()["items"].value == 1.0


def test_header(corpora_of: Corpora) -> None:
    gold = {"meta": {"type": "Kết luận", "sign": "05 – KL/TU", "issued": "2026-01-05", "family": None}}
    found = {"header": {"type": "kết luận", "sign": "5-KL/TU", "issued": None, "family": None}}
    result = corpora_of.add("a", gold, found).evaluate()
    assert (result["header"].value, result["header"].cases) == (pytest.approx(2 / 3), 3)
    (mistake,) = result.mistakes
    assert (mistake.kind, mistake.problem, mistake.gold, mistake.predicted, mistake.text) == (
        "header", "issued", {"issued": "2026-01-05"}, {}, "",
    )  # fmt: skip


def test_calibration_and_uncertainty(corpora_of: Corpora) -> None:
    gold = [unit(0, "task", "economy"), unit(1, "task", "economy"), unit(2, "task", "society")]
    found = [item(0, economy=0.9, society=0.6), item(1, society=0.3), item(2, society=1.0) | {"uncertain": True}]
    result = corpora_of.add("a", {"units": gold}, {"items": found}).evaluate()
    assert result.calibration is not None
    assert [(b.labels, b.score, b.right) for b in result.calibration.bins] == [
        (1, 0.3, 0.0), (1, 0.6, 0.0), (1, 0.9, 1.0), (1, 1.0, 1.0),
    ]  # fmt: skip
    assert result["calibration error"].value == pytest.approx((0.3 + 0.6 + 0.1 + 0.0) / 4)
    assert result["brier score"].value == pytest.approx((0.09 + 0.36 + 0.01 + 0.0) / 4)
    assert result["uncertain items"].value == pytest.approx(1 / 3)


def test_bins_have_equal_mass() -> None:
    found = calibration([(n / 100, n >= 50) for n in range(100)])
    assert found is not None
    assert [b.labels for b in found.bins] == [10] * 10
    assert found.bins[0].low == 0.0
    assert (found.bins[9].high, found.bins[9].right) == (0.99, 1.0)
    assert found.error == pytest.approx(sum(abs(0.045 + n / 10 - (n >= 5)) for n in range(10)) / 10)
    uneven = calibration([(n / 13, True) for n in range(13)])
    assert uneven is not None
    assert [b.labels for b in uneven.bins] == [2, 2, 2, 1, 1, 1, 1, 1, 1, 1]
    assert calibration([]) is None


def test_intervals_and_the_worst_document(corpora_of: Corpora) -> None:
    for number in range(6):
        found = [item(n) for n in range(number, 6)]
        corpora_of.add(f"d{number}", {"units": [unit(n) for n in range(6)]}, {"items": found})
    corpora_of.add("tiny", {"units": [unit(0)]}, {"items": []})
    result, again = corpora_of.evaluate(), corpora_of.evaluate()
    items = result["items"]
    assert (items.worst, items.worst_value) == ("d5", pytest.approx(2 / 7))  # one label ("tiny") says little
    assert items.low is not None
    assert items.value is not None
    assert items.high is not None
    assert 2 / 7 < items.low < items.value < items.high < 1
    assert result.to_dict() == again.to_dict()
    assert (result["path"].low, result["path"].high, result["path"].worst) == (1.0, 1.0, None)


def test_one_document_has_no_interval(corpora_of: Corpora) -> None:
    result = corpora_of.add("a", {"units": [unit(0)]}, {"items": [item(0)]}).evaluate()
    assert (result["items"].low, result["items"].high) == (None, None)


def test_unknown_sectors_are_shown_after_those_of_the_taxonomy(corpora_of: Corpora) -> None:
    gold = [unit(0, "task", "society"), unit(1, "task", "art"), unit(2, "task", "economy")]
    assert corpora_of.add("a", {"units": gold}, {"items": []}).evaluate().sectors == ("economy", "society", "art")


def test_the_result_is_readable(corpora_of: Corpora) -> None:
    result = corpora_of.add("a", {"units": [unit(0, "task", "economy")]}, {"items": [item(0, economy=0.5)]}).evaluate()
    text = str(result)
    assert text.startswith("1 document, model not stated\n")
    assert all(len(line) <= 100 for line in text.splitlines())
    assert "items                 1.000" in text
    assert "deadline value" not in text  # nothing to count
    plain = result.to_dict()
    assert json.loads(json.dumps(plain))["figures"]["items"]["value"] == 1.0
    assert plain["mistakes"] == 0
    with pytest.raises(InputError, match="no figure is called 'itmes'; there are items"):
        result["itmes"]


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (5, 15), 1 / 3),
        ((0, 10), (10, 20), 0.0),
        ((0, 10), (2, 4), 0.2),
        ((3, 3), (0, 9), 0.0),
    ],
)
def test_overlap(first: tuple[int, int], second: tuple[int, int], share: float) -> None:
    assert overlap(first, second) == overlap(second, first) == pytest.approx(share)


def test_matching_is_one_to_one_and_takes_the_best_first() -> None:
    assert sorted(matched([(0, 10), (0, 8)], [(0, 10), (0, 9)], 0.5)) == [(0, 0), (1, 1)]
    assert matched([(0, 10)], [(0, 10), (0, 9)], 0.5) == [(0, 0)]
    assert matched([(0, 10)], [(0, 2)], 0.5, lambda i, j: True) == [(0, 0)]
    assert matched([(0, 10)], [(10, 12)], 0.5, lambda i, j: True) == []


_extents = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda e: (e[0], e[0] + e[1])), max_size=12)


@given(_extents, _extents)
def test_the_sweep_finds_every_pair_that_overlaps(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    found = matched(first, second, 1e-9)
    assert all(overlap(first[i], second[j]) > 0 for i, j in found)
    left = [(i, j) for i in range(len(first)) for j in range(len(second))
            if i not in {a for a, _ in found} and j not in {b for _, b in found}]  # fmt: skip
    assert not [pair for pair in left if overlap(first[pair[0]], second[pair[1]]) > 0]


DATE = {"kind": "date", "due": "2026-06-30"}
PERIOD = {"kind": "period", "begin": "2026-01-01", "due": "2030-12-31"}


@pytest.mark.parametrize(
    ("label", "gold", "predicted", "same"),
    [
        ("deadline", DATE, DATE | {"boundary": "by"}, True),
        ("deadline", DATE, DATE | {"kind": "relative"}, True),  # the same day, however it is said
        ("deadline", DATE, DATE | {"due": "2026-06-29"}, False),
        ("deadline", DATE, PERIOD | {"due": "2026-06-30"}, False),
        ("deadline", PERIOD, PERIOD, True),
        ("deadline", PERIOD, PERIOD | {"begin": None}, False),
        ("deadline", {"kind": "event"}, {"kind": "event"}, True),
        ("deadline", {"kind": "event"}, {"kind": "relative"}, False),  # no day: the kind counts
        (
            "deadline",
            {"kind": "recurring", "rrule": "FREQ=MONTHLY"},
            {"kind": "recurring", "rrule": "FREQ=MONTHLY;BYMONTHDAY=5"},
            True,
        ),
        (
            "deadline",
            {"kind": "recurring", "rrule": "FREQ=MONTHLY;BYMONTHDAY=5"},
            {"kind": "recurring", "rrule": "FREQ=MONTHLY"},
            False,
        ),
        ("deadline", {"kind": "recurring"}, {"kind": "recurring", "rrule": "FREQ=YEARLY"}, False),
        ("deadline", {"kind": "recurring"}, DATE, False),
        ("target", {"op": "=", "low": 45000, "high": 45000}, {"op": "=", "low": 45000.0, "high": 45000.0}, True),
        ("target", {"op": ">=", "low": 5}, {"op": ">", "low": 5}, False),
        ("target", {"op": ">=", "low": 5, "high": None}, {"op": ">=", "low": 5, "high": 6}, False),
        ("reference", {"type": "Luật", "sign": None}, {"type": "luật", "sign": ""}, True),
        ("reference", {"type": "kết luận", "sign": "Ð6–KL/TU"}, {"type": "kết  luận", "sign": "đ6-kl/tu"}, True),
        ("reference", {"type": "kết luận", "date": "2026-01-01"}, {"type": "kết luận"}, False),
        ("assignee", {"role": "lead"}, {"role": "support"}, False),
        ("assignee", {"role": "lead"}, {"role": "lead"}, True),
    ],
)
def test_equal_values(label: str, gold: Record, predicted: Record, same: bool) -> None:
    assert same_value(label, gold, predicted) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=12"),
        ("FREQ=YEARLY;BYMONTH=6,12", "FREQ=MONTHLY;INTERVAL=6"),
        ("RRULE:FREQ=MONTHLY;BYMONTH=3,6,9,12", "freq=monthly;interval=3"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=1"),
    ],
)
def test_rules_that_come_to_the_same(one: str, other: str) -> None:
    assert frequency(one) == frequency(other)


def test_a_rule_without_a_number_is_an_error() -> None:
    with pytest.raises(InputError, match="INTERVAL 'X'"):
        frequency("FREQ=MONTHLY;INTERVAL=x")


@pytest.mark.parametrize(
    ("field", "gold", "predicted", "same"),
    [
        ("boundary", None, "by", None),
        ("boundary", "by", "before", False),
        ("unit", "tỷ  Đồng", "tỷ đồng", True),
        ("unit", "tỷ đồng", "đồng", False),
        ("indicator", "tỷ lệ hộ nghèo", "hộ nghèo", True),
        ("indicator", "tỷ lệ hộ nghèo", "nghèo", False),
        ("indicator", "tỷ lệ", None, False),
        ("pinpoint", "khoản 2 Điều 5", "Điều 5, khoản 2", True),
    ],
)
def test_details(field: str, gold: str | None, predicted: str | None, same: bool | None) -> None:
    assert same_detail(field, {field: gold}, {field: predicted}) is same


def test_header_fields_that_nobody_states_do_not_count() -> None:
    assert same_header_field("sign", {"sign": None}, {}) is None
    assert same_header_field("sign", {}, {"sign": "1-KL/TU"}) is False


@pytest.mark.parametrize(
    ("gold", "predicted", "message"),
    [
        ({"units": [place(0) | {"end": 9999}]}, {}, "a: a stretch from 0 to 9999 does not lie in the text of 600"),
        ({"units": [{"start": None, "end": 3}]}, {}, "from None to 3"),
        ({"spans": ["x"]}, {}, "'spans' is no list of objects"),
        ({}, {"items": [{"start": 5, "end": 3}]}, "from 5 to 3"),
        ({}, {"text": "another"}, "a: the analysis is of another text"),
        ({}, [], "expected a JSON object"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(corpora_of: Corpora, gold: Record, predicted: Record, message: str) -> None:
    with pytest.raises(InputError, match=message):
        corpora_of.add("a", gold, predicted).evaluate()


def test_what_is_missing_is_said(corpora_of: Corpora, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no"):
        evaluate(corpora_of.gold)
    with pytest.raises(InputError, match="is no folder"):
        evaluate(tmp_path / "none")
    corpora_of.add("a", {}, {})
    with pytest.raises(InputError, match="no prediction for a: cannot read"):
        evaluate(corpora_of.gold, predictions=tmp_path)
    with pytest.raises(InputError, match="the one or the other"):
        evaluate(corpora_of.gold, vnpolicy.Analyzer(), predictions=corpora_of.predicted)
    (corpora_of.predicted / "a.json").write_text("{")
    with pytest.raises(InputError, match="is not JSON"):
        corpora_of.evaluate()
    (corpora_of.gold / "b.json").write_text("{")
    with pytest.raises(InputError, match=r"cannot be evaluated: b\.json:file: readable"):
        corpora_of.evaluate()


def test_a_document_that_cannot_be_analysed_is_named(corpora_of: Corpora) -> None:
    corpora_of.add("a", {}, {}, text=" ")
    with pytest.raises(InputError, match=r"a\.txt: the text is empty"):
        evaluate(corpora_of.gold)


def test_predictions_in_a_folder_give_what_the_analyzer_gives(corpora: Path, tmp_path: Path) -> None:
    for path in sorted((corpora / "annotated").glob("ke_hoach*.txt")):
        for file in (path, path.with_suffix(".json")):
            (tmp_path / file.name).write_bytes(file.read_bytes())
        (tmp_path / "out").mkdir(exist_ok=True)
        text = path.read_bytes().decode("utf-8")
        (tmp_path / "out" / f"{path.stem}.json").write_text(vnpolicy.analyze(text).to_json(), "utf-8")
    direct, read = vnpolicy.evaluate(tmp_path), vnpolicy.evaluate(tmp_path, predictions=tmp_path / "out")
    assert direct == read
    assert direct.model == vnpolicy.Analyzer().info()["model"]


# The scorer beside the project is another's code: the two must agree.


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def assert_equal(result: Evaluation, wanted: Mapping[str, Any]) -> None:
    """Every figure of the scorer to four decimals; what had nothing to count is null here and 0 there."""
    flat: Record = dict(wanted)
    flat |= {f"sector {sector}": figures for sector, figures in flat.pop("per_sector").items()}
    flat |= flat.pop("detail")
    flat |= {"sectors macro": flat["sectors"].pop("macro_f1"), "first sector": flat["sectors"].pop("first")}
    for key, value in flat.items():
        if key.startswith("sector ") and not value["gold"] + value["pred"]:
            continue
        figure, exact = result[key], value if isinstance(value, dict) else {"f1": value}
        ours = {
            "f1": figure.value,
            "p": figure.precision,
            "r": figure.recall,
            "gold": figure.cases,
            "pred": figure.predicted,
        }
        for name, number in exact.items():
            rounded = 1.1e-4 if key == "sectors macro" else 5.1e-5  # the scorer's mean is one of rounded values
            assert (ours[name] or 0) == pytest.approx(number, abs=rounded), (key, name)


@pytest.mark.parametrize("name", ["gold/dev", "corpora"])
def test_the_figures_are_those_of_the_scorer(scorer: ModuleType, shared: Path, corpora: Path, name: str) -> None:
    folder = corpora / "annotated" if name == "corpora" else shared / name
    documents = [(text, gold, vnpolicy.analyze(text).to_dict()) for text, gold in scorer.gold_documents(folder)]
    assert len(documents) >= 18
    wanted, _ = scorer.score(documents)
    assert_equal(evaluate(folder), wanted)


_SAID: dict[str, Any] = {
    "deadline": st.fixed_dictionaries({
        "kind": st.sampled_from(["date", "period", "recurring", "relative", "event"]),
        "boundary": st.sampled_from(["by", "in"]),
        "begin": st.sampled_from([None, "2026-01-01"]),
        "due": st.sampled_from([None, "2026-06-30", "2026-12-31"]),
        "rrule": st.sampled_from([None, "FREQ=YEARLY", "FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=5", "FREQ=MONTHLY;INTERVAL=6"]),
    }),
    "target": st.fixed_dictionaries({
        "op": st.sampled_from([">=", "="]), "low": st.sampled_from([None, 5, 5.0]), "high": st.none(),
        "unit": st.sampled_from([None, "%", "tỷ đồng"]), "indicator": st.sampled_from([None, "hộ nghèo", "tỷ lệ hộ nghèo"]),
    }),
    "reference": st.fixed_dictionaries({
        "type": st.sampled_from(["luật", "Luật"]), "sign": st.sampled_from([None, "05–KL/TU", "5-KL/TU"]), "date": st.none(),
        "issuer": st.sampled_from([None, "Tỉnh ủy"]),
    }),
    "assignee": st.fixed_dictionaries({"role": st.sampled_from(["lead", "support"])}),
}  # fmt: skip
_PLACE = st.tuples(st.integers(0, 590), st.integers(1, 30)).map(lambda p: {"start": p[0], "end": min(600, sum(p))})
_SECTORS = st.lists(st.sampled_from(["economy", "society", "security"]), unique=True, max_size=3)
_UNIT = st.builds(
    lambda place, role, sectors: place | {"role": role, "path": "1", "sectors": sectors},
    _PLACE, st.sampled_from(["task", "result"]), _SECTORS,
)  # fmt: skip
_FACTS = st.one_of(
    *(st.builds(lambda p, f, label=label: p | f | {"label": label}, _PLACE, f) for label, f in _SAID.items())
)
_HEADER = st.fixed_dictionaries(
    {"type": st.sampled_from([None, "luật", "LUẬT"]), "sign": st.sampled_from([None, "1 –A", "01-a"])}
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(_UNIT, min_size=1, max_size=12), st.lists(_UNIT, max_size=12), st.lists(_FACTS, max_size=16), st.lists(_FACTS, max_size=16),
    _HEADER, _HEADER,
)  # fmt: skip
def test_arbitrary_readings_score_as_the_scorer_says(
    scorer: ModuleType, tmp_path_factory: pytest.TempPathFactory,
    units: list[Record], items: list[Record], spans: list[Record], facts: list[Record], meta: Record, header: Record,
) -> None:  # fmt: skip
    keys = {"deadline": "deadlines", "target": "targets", "reference": "references", "assignee": "assignments"}
    gold = {"id": "a", "meta": meta, "units": units, "spans": spans}
    found = {"header": header, "items": items} | {
        key: [fact for fact in facts if fact["label"] == label] for label, key in keys.items()
    }
    result = Corpora(tmp_path_factory.mktemp("random")).add("a", gold, found).evaluate()
    assert_equal(result, scorer.score([(TEXT, gold, found)])[0])
