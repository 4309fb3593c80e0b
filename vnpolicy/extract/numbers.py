"""Numbers in digits and in words.

``NUMBER`` is a fragment for verbose patterns, ``read_number`` gives the value of what it matched;
``BEGINNING`` fits where a number may begin and is many times as fast.
The decimal mark is the comma and the point groups thousands; a point that is not followed by groups
of exactly three digits is a decimal point.
"""

from __future__ import annotations

import math
import re

_ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_TENS = {"mươi": 10, "chục": 10, "tá": 12}
SCALES = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}

# "năm" is also the year: alone it is a number only before a multiplier or a span of time.
_DIGIT = r"""(?:một|hai|ba|bốn|sáu|b[ảẩ]y|tám|chín
    |năm(?=\s(?:mươi\b|chục\b|trăm\b|nghìn\b|ngàn\b|vạn\b|(?:ngày|tuần)\b(?!\s(?:[0-9]|càng)))))"""
_LAST = r"(?:mốt|một|hai|ba|bốn|tư|lăm|nhăm|sáu|b[ảẩ]y|tám|chín)"
_TWO = rf"(?:{_DIGIT}\smươi(?:\s{_LAST})?|{_DIGIT}\s(?:mốt|lăm|nhăm|chục|tá)|mười(?:\s{_LAST})?)"
_GROUP = rf"""(?:{_DIGIT}\străm(?:\s(?:linh|lẻ)\s(?:{_LAST}|năm)|\s{_TWO}|\s{_LAST}|\srưỡi)?
    |{_TWO}|{_DIGIT})"""
_WORDS = rf"""(?:(?:một\s)?nửa
    |{_DIGIT}\sphần\s(?:{_LAST}|năm|mười)
    |{_GROUP}(?:\s(?:nghìn|ngàn|vạn)(?:\srưỡi|\s{_GROUP})?
        |\s(?:tỷ|tỉ|triệu)\s{_GROUP}(?:\s(?:triệu|nghìn|ngàn))?(?=\s))?)"""
_DIGITS = r"""(?:(?<![\w.,])[0-9]{1,3}(?:\s[0-9]{3})++(?:,[0-9]++)?(?![.,]?[0-9])
    |(?<![\w.,])[0-9]++(?:\st[ỷỉ]\s[0-9]{1,3}\striệu|(?:[.,][0-9]++)*+(?:(?<=\.[0-9]{3})\s,[0-9]++)?))"""

NUMBER = rf"(?:{_DIGITS}|\b(?i:{_WORDS})\b)"
# First letters and the rest of any number word: a pattern that begins with a class is found many times as fast.
BEGINNING = r"[0-9mMhHbBnNsStTcC](?<!\w.)(?:(?<=[0-9])|(?i:ột|ười|ai|a|ốn|[ảẩ]y|ăm(?!\s[0-9])|ửa|áu|ám|hín)\b)"

_GROUPED = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:[,.](?P<part>[0-9]+))?")
_ENGLISH = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.(?P<part>[0-9]+)")
_SIMPLE = re.compile(r"(?P<whole>[0-9]+)(?:[,.](?P<part>[0-9]+))?")
_SPACED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_DIGIT_WORD = rf"(?:{'|'.join(_ONES)})"
_BELOW_THOUSAND = re.compile(
    rf"""
    (?:(?P<hundreds>{_DIGIT_WORD})\ trăm)?
    (?:(?:^|\ )
        (?: (?:linh|lẻ)\ (?P<odd>{_DIGIT_WORD})
          | (?P<tens>{_DIGIT_WORD})\ (?P<by>mươi|chục|tá)
          | (?P<ten>mười)
          | (?P<short>{_DIGIT_WORD})(?=\ (?:mốt|lăm|nhăm|tư)$)
        )
    )?
    (?:(?:^|\ )(?P<ones>{_DIGIT_WORD}))?
    (?P<half>\ rưỡi)?
    """,
    re.VERBOSE,
)


def read_number(text: str) -> float | None:
    """The value of a number in digits or words, None where the text is not one number.

    ``.`` before groups of exactly three digits separates thousands and ``,`` is the decimal mark;
    any other single point is a decimal point (domain grammar of targets, section 2).

    >>> [read_number(number) for number in ("45.000", "12,5", "2.5", "05", "1.234,5")]
    [45000.0, 12.5, 2.5, 5.0, 1234.5]
    >>> read_number("một trăm linh năm"), read_number("ba nghìn rưỡi"), read_number("ba phần tư")
    (105.0, 3500.0, 0.75)
    >>> read_number("45,8 nghìn tỷ")
    45800000000000.0
    >>> read_number("1.2.3") is None
    True
    """
    words = " ".join(text.lower().split()).replace(" ,", ",")
    if words in ("nửa", "một nửa"):
        return 0.5
    for sign in ("/", " phần "):
        above, found, below = words.partition(sign)
        if found:
            return _quotient(_read_scaled(above), _read_scaled(below))
    return _read_scaled(words)


def _quotient(above: float | None, below: float | None) -> float | None:
    return above / below if above is not None and below else None


def _read_scaled(text: str) -> float | None:
    """A sum of groups below a thousand, each with its multipliers: "hai triệu ba trăm nghìn"."""
    total, scale, group = 0.0, 0.0, list[str]()
    for word in _SPACED.sub(lambda match: match.group().replace(" ", "."), text).split():
        if word not in SCALES:
            group.append(word)
            continue
        total = _scaled(total, scale, group, SCALES[word])
        scale, group = SCALES[word], []
    rest = _read_rest(group, scale)
    return total + rest if rest is not None and math.isfinite(total + rest) else None


def _scaled(total: float, last: float, words: list[str], scale: float) -> float:
    """The total with the next group taken ``scale`` times; "ba nghìn rưỡi tỷ" multiplies it all."""
    if last and words in ([], ["rưỡi"]):
        return (total + len(words) * last / 2) * scale
    value = _read_group(" ".join(words))
    return math.nan if value is None else total + value * scale


def _read_rest(words: list[str], scale: float) -> float | None:
    """What follows the last multiplier: "một tỷ hai" is 1.2 billion, "ba nghìn rưỡi" 3500."""
    if scale and not words:
        return 0.0
    if scale and words == ["rưỡi"]:
        return scale / 2
    value = _read_group(" ".join(words))
    short = scale and len(words) == 1 and words[0] in _ONES
    return value * scale / 10 if value and short else value


def _read_group(text: str) -> float | None:
    match = _GROUPED.fullmatch(text) or _ENGLISH.fullmatch(text) or _SIMPLE.fullmatch(text)
    if match:
        return float(f"{re.sub('[.,]', '', match['whole'])}.{match['part'] or 0}")
    words = _BELOW_THOUSAND.fullmatch(text)
    return _add_up(words.groupdict()) if text and words else None


def _add_up(part: dict[str, str | None]) -> float | None:
    value = {name: _ONES.get(word or "", 0) for name, word in part.items()}
    below = part["odd"] or part["tens"] or part["short"] or part["ten"]
    ones = value["ones"] * (10 if part["hundreds"] and not below else 1)  # "một trăm hai" is 120
    return float(
        value["hundreds"] * 100
        + value["odd"]
        + value["tens"] * _TENS.get(part["by"] or "", 0)
        + value["short"] * 10
        + value["ten"]
        + ones
        + (0 if not part["half"] else 50 if part["hundreds"] and not below and not part["ones"] else 0.5)
    )
