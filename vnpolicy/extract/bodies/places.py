"""Places that complete the name of a body: "tỉnh Sơn La", "các xã, phường", "trên địa bàn"."""

from __future__ import annotations

import re

from vnpolicy.extract.bodies.vocabulary import UNIT, any_of
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import UPPER, fold

_LONGEST = 200  # characters of a place

UNITS = (
    *("tỉnh", "huyện", "xã", "tp", "thành phố", "quận", "thị xã", "thị trấn", "phường", "đặc khu", "khu phố", "thủ đô"),
    *("thôn", "bản", "buôn"),
)
REGION = r"""(?:(?:vùng\ )?(?:đồng\ bằng|trung\ du|ven\ biển|ven\ sông|biên\ giới|miền\ núi|vùng\ cao
        |phía\ (?:bắc|nam)|Tây\ Nguyên|miền\ (?:[Tt]rung|[Bb]ắc|[Nn]am))
    (?:\ và\ miền\ núi)?(?:\ (?:sông\ \w+(?:\ Long)?|Bắc\ Bộ|phía\ Bắc))?)\b"""
RELATED = r"(?:(?:có\ )?liên\ quan|nêu\ trên|nói\ trên|khác|cùng\ cấp)\b"
PLACE_NAME = rf"(?:[{UPPER}][^\W\d_]*(?:\ (?:-\ )?[{UPPER}][^\W\d_]+){{1,4}}|Huế|Vinh)"

_UNITS = rf"""(?i:(?:các|từng|mỗi|toàn|hai|ba|bốn|\d{{1,2}})\ )? {UNIT}
    (?:(?:,\ |\ và\ |\ hoặc\ |/)(?:các\ )?{UNIT}){{0,6}}
    (?::?\ (?:từ\ )?(?P<name>{PLACE_NAME}))? (?:\ đến\ {PLACE_NAME})?
    (?:\ trực\ thuộc\ (?:(?i:trung\ ương)|TW))? (?::\ {PLACE_NAME})? (?:\ {REGION})?"""
_NAMED = re.compile(rf"{_UNITS}\b(?:\ {RELATED})?", re.VERBOSE)
_PLACE = re.compile(
    rf"""
    \ (?:(?:của|thuộc|tại|trên\ địa\ bàn|trong|ở)\ )?
    (?: {_UNITS}
      | (?i:cấp\ (?:tỉnh|huyện|xã|cơ\ sở|trên|dưới))
        (?:(?:,\ |\ và\ |/)(?:cấp\ )?(?:huyện|xã)){{0,2}}
      | (?:địa\ phương\ |Đảng\ |đảng\ )?các\ cấp | (?i:trung\ ương) | (?i:quốc\ gia)
      | (?:đảng\ bộ\ )?trực\ thuộc
        (?:\ (?i:trung\ ương|tỉnh\ ủy|thành\ ủy|tỉnh|thành\ phố|Bộ|Chính\ phủ))?
      | (?:[Cc]hi\ nhánh\ )?[Kk]hu\ vực(?:\ [IVX\d]+)?
      | [Cc]hi\ nhánh\ (?:tỉnh|thành\ phố)(?:\ {PLACE_NAME})?
      | cùng\ cấp | Việt\ Nam | địa\ phương | cơ\ sở
      | cấp\ ủy(?:\ các\ cấp)?
    )\b
    (?:\ {RELATED})?
    """,
    re.VERBOSE,
)


class Places:
    """Places behind a name; provinces may stand there without their unit ("Báo Tuyên Quang")."""

    def __init__(self, lexicon: Lexicon) -> None:
        provinces = any_of(fold(province.name) for province in lexicon.provinces)
        self._province = re.compile(rf"\ {provinces}(?!\w)", re.VERBOSE)

    def behind(self, text: str, at: int) -> int:
        """Where the place ends that follows ``at`` after a blank; 0 if none does."""
        place = _PLACE.match(text, at) or self._province.match(text, at)
        return place.end() if place else 0

    def named(self, text: str, at: int) -> int:
        """Where a place with its proper name that begins here ends; 0 if none does."""
        place = _NAMED.match(text, at, at + _LONGEST)
        return place.end() if place and place["name"] else 0
