"""An evaluation as a page, in a notebook, as a picture, and from the command line."""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.tiny_corpora import Corpora, item, place, unit
from vnpolicy import InputError
from vnpolicy.cli import app
from vnpolicy.errors import MissingExtraError
from vnpolicy.evaluation import Evaluation
from vnpolicy.evaluation.page import KINDS, page
from vnpolicy.evaluation.picture import confusion_picture, save_picture

HOSTILE = '<script>alert("1")</script>'


@pytest.fixture
def corpora_of(tmp_path: Path) -> Corpora:
    text = f"1. {HOSTILE} & Sở Y tế.\n\n\n\n2. " + "dài " * 100 + "\n\n3. Trước ngày 5/6/2026."
    first, last = text.index("\n"), text.rindex("3.")
    units = [
        {"start": 0, "end": first, "path": "1", "role": "task", "sectors": ["economy"]},
        {"start": last, "end": len(text), "path": "3", "role": "task", "sectors": ["society"]},
    ]
    due = {"start": last + 3, "end": len(text) - 1, "label": "deadline", "kind": "date", "due": "2026-06-05"}
    found = [
        units[0] | {"role": "result", "sectors": [{"sector": HOSTILE, "score": 0.5}]},
        units[1] | {"sectors": [{"sector": "society", "score": 0.9}]},
    ]
    return Corpora(tmp_path).add(
        "a",
        {"meta": {"type": "kết luận"}, "units": units, "spans": [due]},
        {
            "header": {"type": HOSTILE},
            "model": HOSTILE,
            "items": found,
            "deadlines": [due | {"due": "2026-06-04"}],
            "assignments": [{"start": 3, "end": 9, "role": "lead"}],
        },
        text,
    )


class Reader(HTMLParser):
    """Tags, attributes and texts of a page; complains about tags that do not close."""

    VOID = ("meta", "input", "rect", "line", "circle")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_holds_every_mistake_side_by_side_and_escaped(corpora_of: Corpora) -> None:
    result = corpora_of.evaluate()
    html = page(result)
    read = Reader(html)
    assert not {tag for tag, _ in read.tags} & {"script", "link", "img", "iframe"}
    assert "<script" not in html
    assert not re.search(r"https?:|url\(|@import|\son\w+=", html)
    shown = [attributes["class"] for _, attributes in read.tags if "mistake" in (attributes.get("class") or "")]
    assert shown == [f"mistake {m.kind}" for m in result.mistakes]
    assert {m.kind for m in result.mistakes} == {"header", "role", "sectors", "assignee", "deadline"}
    assert "2026-06-05" in read.texts
    assert "2026-06-04" in read.texts
    assert "economy" in read.texts
    assert HOSTILE in read.texts  # as text, not as markup


def test_long_context_is_cut_at_a_word(corpora_of: Corpora) -> None:
    read = Reader(page(corpora_of.evaluate()))
    at = read.texts.index("Trước ngày 5/6/2026")
    assert re.fullmatch(r"… (dài )+\n3\. ", read.texts[at - 1])
    assert read.texts[at + 1] == "."


def test_the_filter_offers_the_kinds_that_are_there_and_all_of_them_have_a_rule(corpora_of: Corpora) -> None:
    result = corpora_of.evaluate()
    html = page(result)
    ids = [attributes["id"] for tag, attributes in Reader(html).tags if tag == "input"]
    assert ids == ["only-all", "only-role", "only-sectors", "only-header", "only-deadline", "only-assignee"]
    assert all(f"#only-{kind}:checked~details .mistake:not(.{kind})" in html for kind in KINDS)


def test_a_page_without_mistakes(tmp_path: Path) -> None:
    found = {"units": [unit(0, "task", "economy")]}
    html = page(Corpora(tmp_path).add("a", found, {"items": [item(0, economy=1.0)]}).evaluate())
    assert "None." in Reader(html).texts


def test_in_a_notebook_there_are_tables_and_no_texts(corpora_of: Corpora) -> None:
    html = corpora_of.evaluate()._repr_html_()
    read = Reader(html)
    assert "Evaluation on 1 document" in read.texts
    assert "<script" not in html
    assert not [text for text in read.texts if "Sở Y tế" in text]
    assert [tag for tag, _ in read.tags].count("circle") == 2  # two labels with a score, two bins


def test_an_empty_evaluation_can_be_shown(tmp_path: Path) -> None:
    result = Corpora(tmp_path).add("a", {}, {}).evaluate()
    assert Reader(page(result)).texts
    assert Reader(result._repr_html_()).texts
    assert str(result).startswith("1 document")
    assert result.calibration is None


@pytest.fixture
def confused(tmp_path: Path) -> Evaluation:
    gold = {"units": [unit(0, "task", "economy"), unit(1, "task", "society"), unit(2)]}
    found = {"items": [item(0, economy=1.0), item(1, economy=1.0), place(2) | {"role": "task"}]}
    return Corpora(tmp_path).add("a", gold, found).evaluate()


def test_the_picture_shows_counts(confused: Evaluation) -> None:
    (axes,) = confusion_picture(confused).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["economy", "society", "none"]
    assert [(text.get_position(), text.get_text()) for text in axes.texts] == [
        ((0, 0), "1"),
        ((0, 1), "1"),
        ((2, 2), "1"),
    ]


def test_pictures_are_written_as_png_and_svg_and_are_the_same_every_time(confused: Evaluation, tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "a.svg", "b.SVG"):
        save_picture(confused, tmp_path / name)
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.SVG").read_bytes()
    assert "predicted first sector" in "".join(ET.parse(tmp_path / "a.svg").getroot().itertext())
    with pytest.raises(InputError, match=r"expected one that ends in \.png or \.svg"):
        save_picture(confused, tmp_path / "a.jpg")


def test_a_picture_without_matplotlib_says_what_to_install(
    confused: Evaluation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"needs matplotlib.*pip install 'vnpolicy\[notebook\]'"):
        save_picture(confused, tmp_path / "a.png")


def test_the_command_writes_what_was_asked_for(corpora_of: Corpora, tmp_path: Path) -> None:
    out = {name: tmp_path / f"out.{name}" for name in ("json", "html", "errors", "svg")}
    done = CliRunner().invoke(
        app,
        ["evaluate", str(corpora_of.gold), "--pred", str(corpora_of.predicted), "--json", str(out["json"]),
         "--html", str(out["html"]), "--errors", str(out["errors"]), "--picture", str(out["svg"])],
    )  # fmt: skip
    result = corpora_of.evaluate()
    assert done.exit_code == 0
    assert done.stdout == f"{result}\n"
    assert json.loads(out["json"].read_text("utf-8")) == json.loads(json.dumps(result.to_dict()))
    assert out["html"].read_text("utf-8") == page(result)
    lines = out["errors"].read_text("utf-8").splitlines()
    assert lines == [str(mistake) for mistake in result.mistakes]
    assert lines[-1].split("\t") == [
        "a", "deadline", "value", f"{result.mistakes[-1].start}-{result.mistakes[-1].end}", "Trước ngày 5/6/2026",
        "gold kind date; due 2026-06-05", "got kind date; due 2026-06-04",
    ]  # fmt: skip


def test_the_command_analyses_with_the_settings_that_it_is_given(tmp_path: Path) -> None:
    text = "1. Giao Sở Y tế khám bệnh cho người dân, xong trước ngày 15/6/2026."
    gold = {"units": [{"start": 0, "end": len(text), "path": "1", "role": "task", "sectors": ["society"]}]}
    corpora = Corpora(tmp_path).add("a", gold, {}, text)
    run = CliRunner().invoke
    done = run(app, ["evaluate", str(corpora.gold)])
    assert done.exit_code == 0
    assert "sectors               1.000" in done.stdout
    assert run(app, ["evaluate", str(corpora.gold), "--model", str(tmp_path / "none")]).exit_code == 2
    assert run(app, ["evaluate", str(tmp_path / "none")]).exit_code == 2
    assert run(app, ["evaluate", str(corpora.gold), "--json", str(tmp_path / "none" / "x.json")]).exit_code == 2
