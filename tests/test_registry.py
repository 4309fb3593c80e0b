"""Who is meant by a name: canonical names in their time, provinces, successors."""

from __future__ import annotations

from datetime import date

import pytest

from vnpolicy import analyze
from vnpolicy.extract.bodies import BodyGrammar
from vnpolicy.extract.bodies.registry import Home, Identity
from vnpolicy.lexicon import Lexicon

REGISTRY = BodyGrammar(Lexicon.load()).registry
NOWHERE = Home()


def who(name: str, year: int | None = 2026, home: Home = NOWHERE) -> Identity:
    return REGISTRY.identify(name, home, date(year, 6, 15) if year else None)


@pytest.mark.parametrize(
    ("written", "agency"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("HĐND các cấp", "Hội đồng nhân dân các cấp"),
        ("Chủ tịch UBND tỉnh Sơn La", "Chủ tịch Ủy ban nhân dân tỉnh Sơn La"),
        ("BTV Tỉnh ủy", "Ban Thường vụ Tỉnh ủy"),
        ("BTVTU", "Ban Thường vụ Tỉnh ủy"),
        ("TT HĐND tỉnh", "Thường trực Hội đồng nhân dân tỉnh"),
        ("VPTU", "Văn phòng Tỉnh ủy"),
        ("UBKT Huyện ủy", "Ủy ban Kiểm tra Huyện ủy"),
        ("MTTQ tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("UBMTTQVN xã", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
        ("LĐLĐ tỉnh", "Liên đoàn Lao động tỉnh"),
        ("Hội LHPN huyện", "Hội Liên hiệp Phụ nữ huyện"),
        ("Hội CCB xã", "Hội Cựu chiến binh xã"),
        ("CA tỉnh", "Công an tỉnh"),
        ("Bộ CHQS tỉnh", "Bộ Chỉ huy Quân sự tỉnh"),
        ("Ban CHQS xã", "Ban Chỉ huy Quân sự xã"),
        ("BCĐ 35", "Ban Chỉ đạo 35"),
        ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo"),
        ("VPCP", "Văn phòng Chính phủ"),
        ("KBNN khu vực", "Kho bạc Nhà nước khu vực"),
        ("TAND khu vực", "Tòa án nhân dân khu vực"),
        ("Văn phòng HĐND và UBND xã", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã"),
        ("Giám đốc Sở GDĐT", "Giám đốc Sở Giáo dục và Đào tạo"),
        ("sở giáo dục và đào tạo", "Sở Giáo dục và Đào tạo"),
        # groups, and what a shortened list leaves out
        ("các sở, ngành", "Các sở, ban, ngành"),
        ("các tỉnh, thành ủy", "Các tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương"),
        ("các huyện, thị, thành đoàn", "Các huyện đoàn, thị đoàn, thành đoàn"),
        ("UBND các xã, phường", "Ủy ban nhân dân các xã, phường"),
        ("từng chi bộ", "Từng chi bộ"),
        ("các trường dạy nghề", "Các trường dạy nghề"),  # unknown to the lexicon: as written
    ],
)
def test_canonical_name(written: str, agency: str) -> None:
    assert who(written).agency == agency


@pytest.mark.parametrize(
    ("written", "year", "agency", "successors"),
    [
        # ministries, 1 March 2025
        ("Bộ KH&ĐT", 2015, "Bộ Kế hoạch và Đầu tư", ["Bộ Tài chính"]),
        ("Bộ GTVT", 2019, "Bộ Giao thông vận tải", ["Bộ Xây dựng"]),
        ("Bộ NN&PTNT", 2015, "Bộ Nông nghiệp và Phát triển nông thôn", ["Bộ Nông nghiệp và Môi trường"]),
        ("Bộ trưởng Bộ TN&MT", 2020, "Bộ trưởng Bộ Tài nguyên và Môi trường", ["Bộ trưởng Bộ Nông nghiệp và Môi trường"]),
        (
            "Bộ TT&TT", 2021, "Bộ Thông tin và Truyền thông",
            ["Bộ Khoa học và Công nghệ", "Bộ Văn hóa, Thể thao và Du lịch"],
        ),
        ("Ủy ban Dân tộc", 2018, "Ủy ban Dân tộc", ["Bộ Dân tộc và Tôn giáo"]),
        ("Tổng cục Thuế", 2024, "Tổng cục Thuế", ["Cục Thuế"]),
        ("Bộ Thủy sản", 2005, "Bộ Thủy sản", ["Bộ Nông nghiệp và Môi trường"]),  # by two steps
        # departments
        ("Sở KH&ĐT", 2015, "Sở Kế hoạch và Đầu tư", ["Sở Tài chính"]),
        ("Chánh Thanh tra Sở GTVT", 2022, "Chánh Thanh tra Sở Giao thông vận tải", ["Chánh Thanh tra Sở Xây dựng"]),
        ("Ban Dân tộc tỉnh", 2021, "Ban Dân tộc tỉnh", ["Sở Dân tộc và Tôn giáo tỉnh"]),
        ("Cục Thuế tỉnh", 2013, "Cục Thuế tỉnh", ["Thuế tỉnh"]),
        ("Chi cục Thuế huyện", 2013, "Chi cục Thuế huyện", ["Thuế cơ sở"]),
        # the Party
        ("Ban Dân vận Tỉnh ủy", 2015, "Ban Dân vận Tỉnh ủy", ["Ban Tuyên giáo và Dân vận Tỉnh ủy"]),
        ("Ban Kinh tế Trung ương", 2019, "Ban Kinh tế Trung ương", ["Ban Chính sách, chiến lược Trung ương"]),
        ("BCSĐ UBND tỉnh", 2015, "Ban cán sự đảng Ủy ban nhân dân tỉnh", ["Đảng ủy Ủy ban nhân dân tỉnh"]),
        ("Đảng đoàn HĐND tỉnh", 2015, "Đảng đoàn Hội đồng nhân dân tỉnh", ["Đảng ủy Hội đồng nhân dân tỉnh"]),
        # the districts, 1 July 2025
        ("UBND huyện Mường La", 2015, "Ủy ban nhân dân huyện Mường La", ["Ủy ban nhân dân cấp xã"]),
        ("Chủ tịch UBND các huyện, thị xã", 2020, "Chủ tịch Ủy ban nhân dân các huyện, thị xã", ["Chủ tịch Ủy ban nhân dân cấp xã"]),
        ("Công an huyện Sốp Cộp", 2020, "Công an huyện Sốp Cộp", ["Công an tỉnh", "Công an xã"]),
        ("Phòng Nội vụ huyện", 2018, "Phòng Nội vụ huyện", ["Phòng Văn hóa - Xã hội"]),
        ("TAND huyện", 2018, "Tòa án nhân dân huyện", ["Tòa án nhân dân khu vực"]),
        ("các huyện, thị, thành ủy", 2015, "Các huyện ủy, thị ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy", ["Các đảng ủy xã, phường, đặc khu"]),
        # provinces, 1 July 2025
        ("UBND tỉnh Bình Thuận", 2015, "Ủy ban nhân dân tỉnh Bình Thuận", ["Ủy ban nhân dân tỉnh Lâm Đồng"]),
        ("Công an tỉnh Quảng Nam", 2020, "Công an tỉnh Quảng Nam", ["Công an thành phố Đà Nẵng"]),
        # those that go on themselves
        ("Sở Y tế", 2015, "Sở Y tế", []),
        ("UBND tỉnh Sơn La", 2015, "Ủy ban nhân dân tỉnh Sơn La", []),
        ("Bộ Tài chính", 2015, "Bộ Tài chính", []),
        ("Huyện Mường La", None, "Huyện Mường La", []),
    ],
)  # fmt: skip
def test_names_in_their_time_and_who_came_after(
    written: str, year: int | None, agency: str, successors: list[str]
) -> None:
    found = who(written, year)
    assert (found.agency, list(found.successors)) == (agency, successors)


@pytest.mark.parametrize(
    ("written", "day", "agency"),
    [
        ("Cục Thuế", "2015-04-08", "Cục Thuế"),
        ("các xã, phường", "2019-01-10", "Các xã, phường, thị trấn"),
        ("các xã, phường", "2025-09-10", "Các xã, phường, đặc khu"),
        ("BCH BĐBP tỉnh", "2024-01-10", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"),
        ("BCH BĐBP tỉnh", "2026-01-10", "Ban Chỉ huy Bộ đội Biên phòng tỉnh"),
    ],
)
def test_one_name_in_two_times(written: str, day: str, agency: str) -> None:
    assert REGISTRY.identify(written, NOWHERE, date.fromisoformat(day)).agency == agency


@pytest.mark.parametrize(
    ("written", "day", "exists"),
    [
        ("Sở Kế hoạch và Đầu tư", "2025-02-28", True),
        ("Sở Kế hoạch và Đầu tư", "2025-03-01", False),
        ("Sở Nông nghiệp và Môi trường", "2024-11-05", False),
        ("UBND huyện Mường La", "2025-06-30", True),
        ("UBND huyện Mường La", "2025-07-01", False),
        ("các huyện ủy, thành ủy", "2026-01-05", False),
        ("Sở Y tế", "1998-01-01", True),
        ("UBND các xã, phường", "2026-01-05", True),
    ],
)
def test_whether_there_was_one_at_the_time(written: str, day: str, exists: bool) -> None:
    assert REGISTRY.identify(written, NOWHERE, date.fromisoformat(day)).exists is exists


BINH_THUAN = Home("Bình Thuận", ("Ủy ban nhân dân tỉnh Bình Thuận",))
SON_LA = Home("Sơn La", ("Tỉnh ủy Sơn La",))


@pytest.mark.parametrize(
    ("written", "home", "province", "successors"),
    [
        ("Sở Y tế", SON_LA, "Sơn La", []),
        ("Tỉnh ủy", SON_LA, "Sơn La", []),
        ("các sở, ngành", SON_LA, "Sơn La", []),
        ("Bộ CHQS tỉnh", SON_LA, "Sơn La", []),
        ("Sở KH&ĐT", SON_LA, "Sơn La", ["Sở Tài chính tỉnh Sơn La"]),
        ("Sở Y tế", BINH_THUAN, "Bình Thuận", ["Sở Y tế tỉnh Lâm Đồng"]),
        ("Sở Y tế tỉnh Ninh Thuận", BINH_THUAN, "Ninh Thuận", ["Sở Y tế tỉnh Khánh Hòa"]),
        # bodies of the centre have none
        ("Bộ Y tế", SON_LA, None, []),
        ("Thủ tướng Chính phủ", SON_LA, None, []),
        ("Ban Tổ chức Trung ương", SON_LA, None, []),
        ("các bộ, ngành", SON_LA, None, []),
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", NOWHERE, None, []),
    ],
)
def test_the_province_comes_from_the_name_or_the_document(
    written: str, home: Home, province: str | None, successors: list[str]
) -> None:
    found = who(written, 2020, home)
    assert (found.province, list(found.successors)) == (province, successors)


@pytest.mark.parametrize(
    ("issuer", "place", "sign", "province"),
    [
        ("Ủy ban nhân dân tỉnh Sơn La", "Sơn La", "12/KH-UBND", "Sơn La"),
        ("Thành ủy Hà Nội", "Hà Nội", "12-KL/TU", "Hà Nội"),
        ("Tỉnh ủy", "Đắk Lắk", "596-KL/TU", "Đắk Lắk"),
        (None, "Đắk Lắk", "596-KL/TU", "Đắk Lắk"),
        ("Sở Y tế", "Huế", None, "Huế"),
        ("Bộ Y tế", "Hà Nội", "12/QĐ-BYT", None),
        ("Thủ tướng Chính phủ", "Hà Nội", "12/CT-TTg", None),
        (None, "Hà Nội", "12-KL/TW", None),
        (None, None, None, None),
    ],
)
def test_the_home_of_a_document(issuer: str | None, place: str | None, sign: str | None, province: str | None) -> None:
    assert REGISTRY.home(issuer, place, sign, ()).province == province


@pytest.mark.parametrize(
    ("written", "agency"),
    [
        ("Bộ", "Bộ Y tế"),
        ("Bộ trưởng", "Bộ trưởng Bộ Y tế"),
        ("Lãnh đạo Bộ", "Lãnh đạo Bộ Y tế"),
        ("các đơn vị thuộc Bộ", "Các đơn vị thuộc Bộ Y tế"),
        ("Bộ Tài chính", "Bộ Tài chính"),
        ("Sở", "Sở"),
    ],
)
def test_what_a_name_leaves_out_is_the_issuer(written: str, agency: str) -> None:
    assert who(written, home=Home(None, ("Bộ Y tế",))).agency == agency


LETTER = """ỦY BAN NHÂN DÂN
TỈNH BÌNH THUẬN
Số: 812/KH-UBND

Bình Thuận, ngày 08 tháng 4 năm 2015

KẾ HOẠCH
Phòng, chống hạn

1. Sở NN&PTNT chủ trì, phối hợp với LĐLĐ tỉnh, Chủ tịch UBND các huyện: Tuy Phong, Bắc Bình đào ao trữ nước.
"""


def test_an_assignment_says_who_is_meant() -> None:
    first, second, third, fourth = analyze(LETTER).assignments
    assert (first.plain, first.agency, first.province) == (
        "Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn", "Bình Thuận",
    )  # fmt: skip
    assert first.successors == ("Sở Nông nghiệp và Môi trường tỉnh Lâm Đồng",)
    assert second.agency == "Liên đoàn Lao động tỉnh"
    assert (third.plain, third.agency) == (
        "Chủ tịch UBND các huyện: Tuy Phong",
        "Chủ tịch Ủy ban nhân dân huyện Tuy Phong",
    )
    assert (fourth.plain, fourth.agency) == ("Bắc Bình", "Chủ tịch Ủy ban nhân dân huyện Bắc Bình")
    assert fourth.flags == ()


def test_a_body_out_of_its_time_is_flagged() -> None:
    text = "1. Giao Sở Giao thông vận tải rà soát cầu yếu."
    assert analyze(text, issued="2024-05-06").assignments[0].flags == ()
    assert analyze(text, issued="2026-05-06").assignments[0].flags == ("anachronistic",)
    assert analyze(text).assignments[0].flags == ()  # no date, no judgement
