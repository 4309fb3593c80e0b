"""Lexicon files: every kind of mistake is told with file, line, entry and field; the library's own hold."""

from __future__ import annotations

from dataclasses import fields
from importlib import resources
from pathlib import Path

import pytest

from vnpolicy import Analyzer, LexiconError, check_lexicon, tokenize, tokenize_many
from vnpolicy.lexicon import Lexicon

DATA = sorted(Path(str(resources.files("vnpolicy") / "data")).glob("*.toml"))


def written(folder: Path, content: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def told(folder: Path, content: str) -> list[str]:
    path = written(folder, content)
    return [str(problem).replace(str(path), "mine.toml") for problem in check_lexicon(path)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # the file
        ("[[unit]\n", "mine.toml, line 1: this is not TOML in UTF-8: Expected ']]'"),
        ("x = 1\ny =\n", "mine.toml, line 2: this is not TOML in UTF-8"),
        ("[[unti]]\nname = 'ha'\n", "mine.toml: the table [[unti]] is unknown; did you mean 'unit'?"),
        ("[[zzz]]\nname = 'ha'\n", "mine.toml: the table [[zzz]] is unknown; expected one of [[type]], [[issuer]]"),
        ("[unit]\nname = 'ha'\n", "mine.toml: [unit] is one table, expected a list of them: write [[unit]]"),
        ("unit = ['ha']\n", "mine.toml: [[unit]] no. 1: expected a table of fields, got 'ha'"),
        # fields
        ("[[unit]]\nname = 'cây'\nfactr = 2\n", "line 1: [[unit]] no. 1 'cây': factr: this field is unknown; did you mean 'factor'?"),
        ("[[unit]]\nname = 'cây'\nxyz = 2\n", "xyz: this field is unknown; known: name, aliases, kind"),
        ("\n[[unit]]\nkind = 'count'\n", "mine.toml, line 2: [[unit]] no. 1: name: this field is missing"),
        ("[[unit]]\nname = ' '\n", "[[unit]] no. 1 ' ': name: this field is empty"),
        ("[[unit]]\nname = 5\n", "[[unit]] no. 1 '5': name: expected a string, got 5"),
        ("[[unit]]\nname = 'cây'\nfactor = 'hai'\n", "factor: expected a number, got 'hai'"),
        ("[[unit]]\nname = 'cây'\naliases = 'gốc'\n", "aliases: expected a list, each item a string, got 'gốc'"),
        ("[[unit]]\nname = 'cây'\naliases = [5]\n", "aliases: expected a list, each item a string, got [5]"),
        ("[[agency]]\nid = 'x'\nname = 'Tổ A'\ngroup = 1\n", "group: expected true or false, got 1"),
        ("[[issuer]]\ncode = 'X'\nname = 'Y'\nuntil = 'nay'\n", "until: expected a date (2026-03-05), got 'nay'"),
        ("[[issuer]]\ncode = 'X'\nname = 'Y'\nfamily = 'stat'\n", "family: expected one of 'party', 'state', 'mass' (did you mean 'state'?)"),
        ("[[word]]\ntext = 'làng nghề'\nkind = 'bdy'\n", "kind: expected one of 'body', 'term', 'abbreviation' (did you mean 'body'?)"),
        # entries
        ("[[unit]]\nname = 'cây'\n[[unit]]\nname = 'cây'\n", "line 3: [[unit]] no. 2 'cây': this entry stands twice: it is no. 1 again"),
        ("[[term]]\ntext = 'trồng nấm'\nsector = 'econmy'\n", "'trồng nấm': sector: vnpolicy has no sector 'econmy'; did you mean 'economy'?"),
        ("[[term]]\ntext = 'trồng nấm'\nsector = 'economy'\nalso = ['educaton']\n", "also: vnpolicy has no sector 'educaton'; did you mean 'education'?"),
        ("[[term]]\ntext = 'trồng nấm'\nsector = 'economy'\nsubsector = 'dau_tu_cng'\n", "subsector: economy has no sub-sector 'dau_tu_cng'; did you mean 'dau_tu_cong'?"),
        ("[[term]]\ntext = 'trồng nấm'\nsector = 'economy'\naliases = ['...']\n", "[[term]] no. 1 'trồng nấm': the sector term 'trồng nấm' has an empty form '...'"),
        # examples, table by table
        ("[[type]]\nname = 'sổ tay'\nnouns = ['sổ tay']\nexamples = ['Vở số 5/ST-BYT']\n", "'sổ tay': examples: the type 'sổ tay'"),
        ("[[type]]\nname = 'sổ tay'\nnouns = ['sổ tay']\nnot_examples = ['Sổ tay số 5/ST-BYT']\n", "'sổ tay': not_examples: the type 'sổ tay'"),
        ("[[issuer]]\ncode = 'XYZ'\nname = 'Hội X'\nexamples = ['5/BC-UBND']\n", "'XYZ': examples: the issuer 'XYZ'"),
        ("[[issuer]]\ncode = 'XYZ'\nname = 'Hội X'\nnot_examples = ['5/BC-XYZ']\n", "'XYZ': not_examples: the issuer 'XYZ'"),
        ("[[agency]]\nid = 'x'\nname = 'Tổ A'\nexamples = ['mưa to gió lớn']\n", "'x': examples: the agency 'x'"),
        ("[[agency]]\nid = 'x'\nname = 'Tổ A'\nnot_examples = ['Sở Y tế']\n", "'x': not_examples: the agency 'x'"),
        ("[[unit]]\nname = 'nhà rông'\nexamples = ['5 nhà sàn']\n", "'nhà rông': examples: the unit 'nhà rông'"),
        ("[[unit]]\nname = 'nhà rông'\nnot_examples = ['5 nhà rông']\n", "'nhà rông': not_examples: the unit 'nhà rông'"),
        ("[[holiday]]\nname = 'hội làng'\nmonth = 2\nday = 3\nexamples = ['trước lễ']\n", "'hội làng': examples: the holiday 'hội làng'"),
        ("[[term]]\ntext = 'cam sành'\nsector = 'economy'\nexamples = ['trồng bưởi']\n", "'cam sành': examples: the sector term 'cam sành' does not match 'trồng bưởi'"),
        ("[[term]]\ntext = 'cam'\nsector = 'economy'\nnot_examples = ['cam kết']\n", "'cam': not_examples: the sector term 'cam' matches 'cam kết'"),
        ("[[province]]\nname = 'Hòa Châu'\nsuccessor = 'Hòa Châu'\nexamples = ['tỉnh Hòa']\n", "'Hòa Châu': examples: 'tỉnh Hòa' does not name the province"),
        ("[[column]]\nname = 'unit'\nwords = ['đvt']\nexamples = ['Nội dung']\n", "'unit': examples: the column 'unit'"),
        ("[[word]]\ntext = 'làng sinh thái'\nexamples = ['làng nghề']\n", "'làng sinh thái': examples: 'làng nghề' is cut so that the word is not whole"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(tmp_path: Path, content: str, expected: str) -> None:
    (problem,) = told(tmp_path, content)
    assert expected in problem
    assert problem.startswith("mine.toml")


def test_all_mistakes_of_a_file_are_told_at_once_in_order(tmp_path: Path) -> None:
    content = (
        "[[unit]]\nname = 'nhà rông'\nexamples = ['5 nhà sàn', '3 nhà rông', '2 nhà mồ']\n"
        "[[unit]]\nname = 'gùi'\nfactor = 'x'\nkindd = 'count'\n"
        "[[term]]\ntext = 'nấm'\nsector = 'econmy'\n"
        "[[unit]]\nname = 'ché'\nexamples = ['2 ché']\n"
    )
    problems = check_lexicon(written(tmp_path, content))
    assert [(p.place.line, p.place.name, p.field) for p in problems] == [
        (1, "nhà rông", "examples"),
        (1, "nhà rông", "examples"),
        (4, "gùi", "factor"),
        (4, "gùi", "kindd"),
        (8, "nấm", "sector"),
    ]


def test_a_sound_file_has_no_problems_and_is_used(tmp_path: Path) -> None:
    content = (
        "[[unit]]\nname = 'nhà rông'\nkind = 'count'\nexamples = ['5 nhà rông']\n"
        "[[type]]\nname = 'sổ tay'\nnouns = ['sổ tay']\ncodes = ['STY']\nfamilies = ['state']\n"
        "examples = ['Sổ tay số 5/STY-BYT']\nnot_examples = ['sổ tay đảng viên']\n"
        "[[word]]\ntext = 'làng sinh thái'\nexamples = ['xây dựng làng sinh thái xanh']\n"
    )
    path = written(tmp_path, content)
    assert check_lexicon(path) == []
    a = Analyzer(lexicons=[path]).analyze("1. Theo Sổ tay số 5/STY-BYT, phấn đấu làm 12 nhà rông.")
    assert [(r.type, r.sign) for r in a.references] == [("sổ tay", "5/STY-BYT")]
    assert [(t.low, t.unit) for t in a.targets] == [(12.0, "nhà rông")]


def test_an_own_taxonomy_has_sectors_of_its_own(tmp_path: Path) -> None:
    office = written(
        tmp_path,
        'name = "office"\n[general]\nparty = "farms"\nstate = "farms"\nmass = "farms"\n[[sectors]]\nkey = "farms"\nname = "Nông trại"\n',
        "office.toml",
    )
    path = written(tmp_path, "[[term]]\ntext = 'trồng nấm'\nsector = 'farms'\n")
    assert check_lexicon(path, office) == []
    assert [problem.field for problem in check_lexicon(path)] == ["sector"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[unit]]\nnme = 'x'\n", r"mine\.toml, line 1: \[\[unit\]\] no\. 1: nme: .* did you mean 'name'\? \(and 1 more\)"),
        ("[[unit]]\nname = 'nhà rông'\nexamples = ['5 nhà sàn']\n", r"mine\.toml, line 1: \[\[unit\]\] no\. 1 'nhà rông': examples: "),
        ("[[term]]\ntext = 'nấm'\nsector = 'econmy'\n", r"mine\.toml, line 1: \[\[term\]\] no\. 1 'nấm': sector: .*'economy'"),
    ],
)  # fmt: skip
def test_an_analyzer_refuses_a_wrong_overlay(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        Analyzer(lexicons=[written(tmp_path, content)]).check()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"cannot read the lexicon .*none\.toml: No such file"):
        check_lexicon(tmp_path / "none.toml")


# Overlay words and the tokenizer


def test_overlay_words_are_kept_whole(tmp_path: Path) -> None:
    path = written(tmp_path, "[[word]]\ntext = 'làng sinh thái'\n[[word]]\ntext = 'Tổ cộng đồng'\nkind = 'body'\n")
    text = "Tổ cộng đồng làm làng sinh thái, tổ cộng đồng khác"
    plain = [word.text for word in tokenize(text)]
    whole = [word.text for word in tokenize(text, lexicons=[path])]
    assert "làng sinh thái" not in plain and "Tổ cộng đồng" not in plain
    assert whole[:3] == ["Tổ cộng đồng", "làm", "làng sinh thái"] and "tổ cộng đồng" not in whole
    assert [[w.text for w in words] for words in tokenize_many([text], lexicons=[path])] == [whole]
    assert [word.text for word in tokenize(text)] == plain
    assert [w.text for w in tokenize(text, domain=False, lexicons=[path])] == [
        w.text for w in tokenize(text, domain=False)
    ]


def test_overlay_words_reach_the_words_of_an_analysis_and_spacy(tmp_path: Path) -> None:
    import vnpolicy as vp

    path = written(tmp_path, "[[word]]\ntext = 'làng sinh thái'\n")
    text = "1. Xây dựng làng sinh thái."
    assert "làng sinh thái" in [word.text for word in vp.analyze(text).words([path])]
    nlp = vp.load(lexicons=[path], only=["deadlines"])
    assert "làng sinh thái" in [token.text for token in nlp(text)]
    nlp.to_disk(tmp_path / "nlp")
    import spacy

    assert "làng sinh thái" in [token.text for token in spacy.load(tmp_path / "nlp")(text)]


# The library's own files


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_the_librarys_own_entries_hold(path: Path) -> None:
    """Each pattern matches its own examples and none of its counter-examples, and no entry stands twice."""
    assert [str(problem) for problem in check_lexicon(path)] == []


def test_every_entry_of_the_library_has_an_example() -> None:
    """What only refuses has a counter-example instead; what is not cited, and days that are swapped, have none."""
    lexicon = Lexicon.load()
    bare = [
        (table, identity)
        for table, (name, kind) in Lexicon.TABLES.items()
        for entry in getattr(lexicon, name)
        if not (entry.examples or entry.not_examples)
        and getattr(entry, "citable", True)
        and getattr(entry, "kind", "") not in ("off", "worked")
        for identity in [getattr(entry, fields(kind)[0].name)]
    ]
    assert bare == []


def test_types_and_codes_that_may_be_confused_have_counter_examples() -> None:
    lexicon = Lexicon.load()
    codes = [code for kind in lexicon.types for code in kind.codes]
    shared = {code for code in codes if codes.count(code) > 1}
    confused = [kind for kind in lexicon.types if kind.citable and shared & set(kind.codes)]
    assert confused and [kind.name for kind in confused if not kind.not_examples] == []
