"""The taxonomy: its content, its collapse and crosswalk, and what a user's file may not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnpolicy.errors import LexiconError
from vnpolicy.sectors.taxonomy import Collapsed, Taxonomy

TAXONOMY = Taxonomy.load()

SMALL = """
name = "phòng ban"
four = ["mot"]
[general]
party = "mot.a"
state = "mot"
mass = "hai"
[[sectors]]
key = "mot"
name = "Một"
collapse = "mot"
[[sectors.subsectors]]
key = "a"
name = "A"
[[sectors]]
key = "hai"
name = "Hai"
[[desks]]
number = 1
name = "Phòng A"
covers = ["mot.a", "hai"]
"""


def written(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_seven_sectors_the_four_of_the_mission_first() -> None:
    assert TAXONOMY.keys == (
        "economy",
        "education",
        "security",
        "party_building",
        "society",
        "governance",
        "environment",
    )
    assert TAXONOMY.four == TAXONOMY.keys[:4]


def test_every_entry_is_named_and_coded() -> None:
    for sector in TAXONOMY.sectors:
        assert sector.name and sector.english
        assert len(sector.subsectors) >= 6
        for sub in sector.subsectors:
            assert sub.name[0].isupper() and sub.cap and sub.cofog, sub
            assert all(code.split(".")[0] in COFOG for code in sub.cofog), sub
            assert all(code == "20P" or int(code) in CAP for code in sub.cap), sub


COFOG = {f"{division:02d}" for division in range(1, 11)}
CAP = {*range(1, 11), *range(12, 22), 23}


def test_party_building_has_the_local_extension_of_cap() -> None:
    local = {s.key for s in TAXONOMY.sectors for sub in s.subsectors if "20P" in sub.cap}
    assert local == {"party_building"}


@pytest.mark.parametrize(
    ("sector", "subsector", "name", "cap", "cofog"),
    [
        ("economy", "nong_nghiep_nong_thon", "Nông nghiệp", ("4",), ("04.2",)),
        ("society", "lao_dong_an_sinh", "Lao động", ("5", "13"), ("10",)),
        ("environment", "phong_chong_thien_tai", "Phòng, chống thiên tai", ("7", "13"), None),
        ("governance", "tu_phap_phap_che", "Tư pháp", ("12",), ("03.3",)),
    ],
)
def test_codes(sector: str, subsector: str, name: str, cap: tuple[str, ...], cofog: tuple[str, ...] | None) -> None:
    found = TAXONOMY.subsector(sector, subsector)
    assert found.name.startswith(name)
    assert found.cap == cap
    assert cofog is None or found.cofog == cofog


@pytest.mark.parametrize(
    ("label", "four", "derived"),
    [
        ("economy", "economy", False),
        ("security.doi_ngoai", "security", False),
        ("society", "education", True),
        ("environment.dat_dai_tai_nguyen", "economy", True),
        ("governance", "party_building", True),
        ("governance.cai_cach_hanh_chinh", "party_building", True),
        ("governance.phong_chong_tham_nhung", "party_building", True),
        ("governance.tu_phap_phap_che", "security", True),
        ("governance.thanh_tra_khieu_nai", "security", True),
    ],
)
def test_collapse_to_four(label: str, four: str, derived: bool) -> None:
    assert TAXONOMY.collapse(*label.split(".")) == Collapsed(four, derived)


def test_everything_collapses_into_the_four() -> None:
    for sector in TAXONOMY.sectors:
        for sub in sector.subsectors:
            collapsed = TAXONOMY.collapse(sector.key, sub.key)
            assert collapsed.sector in TAXONOMY.four
            assert collapsed.derived == (sector.key not in TAXONOMY.four)


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("governance.chi_dao_dieu_hanh", 1),
        ("party_building.tuyen_giao", 2),
        ("security.quoc_phong", 3),
        ("governance.tu_phap_phap_che", 3),
        ("party_building.kiem_tra_giam_sat", 4),
        ("governance.to_chuc_bo_may", 4),
        ("security.doi_ngoai", 5),
        ("economy.cong_nghiep_nang_luong", 5),
        ("environment.rung_da_dang_sinh_hoc", 6),
        ("party_building.dan_van_mttq", 7),
        ("economy.dau_tu_cong", 8),
        ("economy.xay_dung_giao_thong_do_thi", 9),
        ("education", 10),
        ("society.y_te_dan_so", 10),
        ("economy.khcn_doi_moi_cds", 10),
        ("governance.hdnd_lap_phap", 11),
        ("party_building.van_phong_cap_uy", 12),
    ],
)
def test_crosswalk_to_the_office_list(label: str, number: int) -> None:
    desk = TAXONOMY.desk(*label.split("."))
    assert desk is not None and desk.number == number


def test_what_no_desk_takes_has_none() -> None:
    assert TAXONOMY.desk("economy") is None
    assert TAXONOMY.desk("party_building", "thi_dua") is None
    assert [desk.number for desk in TAXONOMY.desks] == list(range(1, 13))


def test_general_goes_with_the_family() -> None:
    assert TAXONOMY.general_of("party") == ("party_building", "lanh_dao_chi_dao")
    assert TAXONOMY.general_of("state") == ("governance", "chi_dao_dieu_hanh")
    assert TAXONOMY.general_of("mass") == ("party_building", "dan_van_mttq")
    assert TAXONOMY.general_of(None) == TAXONOMY.general_of("state")


def test_unknown_keys_name_near_ones() -> None:
    with pytest.raises(LexiconError, match="no sector 'educaton'; did you mean 'education'"):
        TAXONOMY.sector("educaton")
    with pytest.raises(LexiconError, match="no sub-sector 'nha_gio'; did you mean 'nha_giao'"):
        TAXONOMY.subsector("education", "nha_gio")
    with pytest.raises(LexiconError, match="known: economy, education"):
        TAXONOMY.desk("xyz")


def test_a_users_file(tmp_path: Path) -> None:
    mine = Taxonomy.load(written(tmp_path, SMALL))
    assert mine.keys == ("mot", "hai")
    assert mine.general_of("party") == ("mot", "a")
    assert mine.general_of("mass") == ("hai", None)
    assert mine.collapse("mot", "a") == Collapsed("mot", derived=False)
    desk = mine.desk("mot", "a")
    assert desk is not None and desk.name == "Phòng A"
    with pytest.raises(LexiconError, match="does not say where 'hai' collapses to"):
        mine.collapse("hai")


def test_the_fingerprint_names_the_content(tmp_path: Path) -> None:
    first = Taxonomy.load(written(tmp_path, SMALL))
    (tmp_path / "other").mkdir()
    same = Taxonomy.load(written(tmp_path / "other", SMALL))
    (tmp_path / "third").mkdir()
    changed = Taxonomy.load(written(tmp_path / "third", SMALL.replace("Một", "Nhất")))
    assert first.fingerprint == same.fingerprint != changed.fingerprint
    assert len(TAXONOMY.fingerprint) == 12
    assert Taxonomy.load() is TAXONOMY


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('key = "hai"', 'key = "mot"', "the sector 'mot' stands twice"),
        ('collapse = "mot"', 'collapse = "ba"', "'mot' collapses to 'ba', which is not one of"),
        ('"mot.a", "hai"', '"mot.b"', "mot has no sub-sector 'b'"),
        ('"mot.a", "hai"', '"ba"', "no sector 'ba'"),
        ('mass = "hai"', "", "lacks mass"),
        ('mass = "hai"', 'mass = "hia"', "did you mean 'hai'"),
        ('key = "a"', 'key = "a"\ncpa = ["1"]', "unknown field `cpa`"),
        ("number = 1", 'number = "1"', "Expected `int`"),
        ('name = "Hai"', "", "missing required field `name`"),
        ("[general]", "[general", "not TOML in UTF-8"),
    ],
)
def test_faults_of_a_users_file(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = written(tmp_path, SMALL.replace(old, new, 1))
    with pytest.raises(LexiconError, match=message) as error:
        Taxonomy.load(path)
    assert "mine.toml" in str(error.value)


def test_a_missing_file() -> None:
    with pytest.raises(LexiconError, match=r"cannot read the taxonomy nowhere\.toml"):
        Taxonomy.load("nowhere.toml")


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b'name = "\xe9"')
    with pytest.raises(LexiconError, match="not TOML in UTF-8"):
        Taxonomy.load(path)
