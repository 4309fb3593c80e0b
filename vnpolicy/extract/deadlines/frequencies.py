"""How often: "hằng quý", "định kỳ 6 tháng, năm", "2 năm một lần", and "định kỳ" alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnpolicy.analysis import Boundary
from vnpolicy.extract.calendar.grammar import EVERY, NUMERALS, opening_with, pattern
from vnpolicy.extract.deadlines.reading import Found, Reading, count
from vnpolicy.extract.deadlines.scene import UNITS, Rule, Scene
from vnpolicy.extract.numbers import NUMBER

_FREQUENCIES = {
    "phút": ("MINUTELY", 1),
    "giờ": ("HOURLY", 1),
    "ngày": ("DAILY", 1),
    "tuần": ("WEEKLY", 1),
    "tháng": ("MONTHLY", 1),
    "quý": ("MONTHLY", 3),
    "năm": ("YEARLY", 1),
    "năm học": ("YEARLY", 1),
}
_TIMEX = {
    "MINUTELY": "PT{}M", "HOURLY": "PT{}H", "DAILY": "P{}D", "WEEKLY": "P{}W", "MONTHLY": "P{}M",
    "YEARLY": "P{}Y",
}  # fmt: skip


def frequency(unit: str, number: int = 1) -> tuple[str, str]:
    """The RFC 5545 rule and the TIMEX3 value of "every ``number`` units".

    >>> frequency("quý")
    ('FREQ=MONTHLY;INTERVAL=3', 'P3M')
    """
    name, step = _FREQUENCIES[" ".join(unit.lower().split())]
    interval = step * number
    rule = f"FREQ={name}" + (f";INTERVAL={interval}" if interval > 1 else "")
    return rule, _TIMEX[name].format(interval)


def recurring(boundary: Boundary, rrule: str | None, timex: str | None, time: str | None = None) -> Reading:
    """A recurrence; without a rule its frequency is not stated."""
    reason = None if rrule else "the frequency is not stated"
    return Reading(kind="recurring", boundary=boundary, rrule=rrule, timex=timex, time=time, reason=reason)


def each(match: re.Match[str], group: str, one: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Each of several coordinated times: the first begins with the match, the last ends with it."""
    start, parts = match.start(group), list(one.finditer(match[group]))
    for number, part in enumerate(parts):
        a = start + part.start() if number else match.start()
        b = match.end() if part is parts[-1] else start + part.end()
        yield a, b, part


_UNIT = r"(?:ngày|tuần|tháng|quý|năm\shọc|năm)(?!\w)"
_BEGINNINGS = (r"định\skỳ", r"hằng\s", r"hàng\s", r"mỗi\s", "ngày", "tuần", "tháng", "quý", "năm", "giờ", "phút")
_FREQUENCY = pattern(
    rf"""(?P<units>(?<!\w)(?:(?=[0-9])|{opening_with((*_BEGINNINGS, *NUMERALS))})
        (?:(?:định\skỳ,?\s)?(?:hằng|hàng|mỗi)\s{_UNIT}
          |định\skỳ\s(?:vào\s)?(?:{NUMBER}\s)?{_UNIT}
          |(?:{NUMBER}\s)?(?:{_UNIT}|giờ|phút)(?=(?:\s(?:một|0?1)\s|\s?/\s?(?:0?1\s)?)lần(?!\w)))
        (?:(?:,|\svà|\shoặc|,\svà)\s(?:{EVERY}\s|{NUMBER}\s)?{_UNIT}){{0,3}})
        (?:(?:\s?/\s?|\s)(?:(?P<times>{NUMBER})\s)?lần(?!\w))?"""
)
_ONE_UNIT = pattern(
    rf"""(?:định\skỳ,?\s)?(?:vào\s)?(?:{EVERY}\s)?
        (?:(?P<count>{NUMBER})\s)?(?P<unit>{_UNIT}|giờ|phút)"""
)
_IRREGULAR = pattern(
    r"""(?<!\w)định\skỳ(?=(?:(?:,|\svà|\shoặc)\sđột\sxuất)?,?\s
        (?:báo\scáo|tổng\shợp|tổ\schức|kiểm\stra|rà\ssoát|sơ\skết|đánh\sgiá|thông\s(?:tin|báo)|gửi
          |cập\snhật|giao\sban|đối\sthoại|theo\sdõi|công\s(?:bố|khai)|họp|làm\sviệc|tham\smưu|đôn\sđốc
          |nghe|xem\sxét|cung\scấp|trao\sđổi|phối\shợp|khảo\ssát|lấy\sý\skiến)(?!\w))"""
)
# After these words the frequency describes a thing: "kế hoạch hằng năm".
_FIXED_PHRASE = pattern(
    r"""(?<!\w)(?:
        (?:kế\shoạch|dự\stoán|ngân\ssách|kinh\sphí|chương\strình|lộ\strình|bình\squân|xếp\sloại|phân\sloại
          |nghị\squyết|chỉ\stiêu|tiêu\schí|danh\smục|nhu\scầu|đời\ssống|trợ\scấp|phụ\scấp|lương|chế\sđộ
          |phiên\shọp|kỳ\shọp|mức|thu\snhập|chi\sthường\sxuyên|tiền|đơn\sgiá|thuế|phí|hợp\sđồng
          |dịch\svụ)
          (?:\s[^\s,.;:]+){0,5}
      | (?:sinh\shoạt(?:\schi\sbộ)?|giao\sban|từng|(?:báo\scáo|khám\ssức\skhỏe|kiểm\stra)\sđịnh\skỳ)
    )\s\Z"""
)


# Before these words it is the unit of a rate: "mỗi năm công tác được tính 01 tháng lương".
_RATE = pattern(r"\A\s(?:được\s(?:tính|hưởng)|công\stác|tham\sgia|giữ\schức|đóng)(?!\w)")


def _read_frequency(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    adverb = match.group().lower().startswith("mỗi") or match.group().lower().endswith("lần")
    if not adverb and _FIXED_PHRASE.search(scene.left(match.start())):
        return
    if _RATE.match(scene.right(match.end())):
        return
    for a, b, one in each(match, "units", _ONE_UNIT):
        rule, timex = _times(one["unit"], count(one["count"]), count(match["times"]))
        yield Found(a, b, recurring("in", rule, timex))


def _times(unit: str, number: int, times: int) -> tuple[str, str]:
    """The rule of so many times in so many units: "mỗi năm hai lần" is every six months."""
    if unit.lower() == "năm" and number == 1 and times in (2, 3, 4, 6, 12):
        return frequency("tháng", 12 // times)
    return frequency(unit, number)


def _read_irregular(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if not _FIXED_PHRASE.search(scene.left(match.start())):
        yield Found(*match.span(), recurring("in", None, None))


FREQUENCY_RULES = (
    Rule("frequency", (UNITS, ("hằng ", "hàng ", "mỗi ", "định kỳ", "lần")), _FREQUENCY, _read_frequency),
    Rule("irregular", (("định kỳ",),), _IRREGULAR, _read_irregular),
)
