"""Characters: the working copy of a text, and the way back to the caller's own offsets.

Three layers, each of which only knows the one before:

``Source``   the caller's string and its working copy: NFC, invisible characters gone, line ends
             unified, homoglyphs and lone surrogates replaced.
``Passage``  a stretch of the working copy as a reader reads it: hard-wrapped lines re-joined,
             markup and page furniture left out. Everything is extracted from passages.
``fold``     one character for one: dashes, quotes and the placement of tones unified, so that
             patterns are written once.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

REPLACEMENT = "\ufffd"
SURROGATE = re.compile("[\ud800-\udfff]")

# Bodies for character classes. A range such as À-Ỹ will not do: it runs over letters of both cases.
_VIETNAMESE = [chr(c) for c in (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]
UPPER = "".join(c for c in _VIETNAMESE if c.isupper())
LOWER = "".join(c for c in _VIETNAMESE if c.islower())

_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068"
    "\u2069\ufeff"
)
_LINE_ENDS = frozenset("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_LOOKALIKES = dict(
    zip("АВЕЅІЈКМНОРСТУХаеіјорсухѕӀΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTYXaeijopcyxsIABEZHIKMNOPTYXo", strict=True)
)
# From the start of a word only: else a word is read again from each of its letters.
_FOREIGN = re.compile(r"(?<![^\W\d_])[^\W\d_]*[\u0370-\u04ff][^\W\d_]*")
_PLAIN = re.compile(r"[\t\n\x20-\x7e\u00a1-\u00ac\u00ae-\u00cf\u00d1-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]*")


@dataclass(frozen=True)
class Source:
    """The caller's string with its working copy.

    ``clean[i]`` comes from ``text[starts[i]:ends[i]]``; a character that the working copy drops
    belongs to none.

    >>> source = Source.of("Ta\u0309nh đư\u200bợc")
    >>> source.clean, source.span(0, 1)
    ('Tảnh được', (0, 1))
    >>> source.span(1, 2), source.text[1:3] == "a\u0309"
    ((1, 3), True)
    """

    text: str
    clean: str
    starts: Sequence[int]
    ends: Sequence[int]
    surrogates: int = 0

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> Source:
        """The working copy of any str, however hostile, or of ``text[start:end]`` alone."""
        stretch = text[start:end]
        if _PLAIN.fullmatch(stretch):
            return cls(text, stretch, range(start, start + len(stretch)), range(start + 1, start + len(stretch) + 1))
        characters, starts, ends, surrogates = _compose(stretch, start)
        return cls(text, _latinise("".join(characters)), starts, ends, surrogates)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The caller's offsets of ``clean[start:end]`` (which must not be empty)."""
        return self.starts[start], self.ends[end - 1]

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """The positions in ``clean`` of the caller's offsets ``start`` to ``end``."""
        if isinstance(self.starts, range):  # bisection asks a range for many numbers that it has to make
            first, size = self.starts.start, len(self.clean)
            return min(max(start - first, 0), size), min(max(end - first, 0), size)
        return bisect_left(self.starts, start), bisect_right(self.ends, end)


def _compose(text: str, offset: int) -> tuple[list[str], list[int], list[int], int]:
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    surrogates = 0
    for start, end in pairwise(_cluster_starts(text)):
        cluster = text[start:end]
        if len(cluster) == 1:
            character = cluster
            if character in _INVISIBLE or (character == "\r" and text[end : end + 1] == "\n"):
                continue
            if character in _LINE_ENDS:
                character = "\n"
            elif character.isspace() and character not in "\n\t":
                character = " "
            elif "\ud800" <= character <= "\udfff":
                character, surrogates = REPLACEMENT, surrogates + 1
            composed = "Đ" if character in "ÐƉ" else character
        else:
            kept = "".join(c for c in cluster if c not in _INVISIBLE)
            composed = unicodedata.normalize("NFC", kept)
        # What stays decomposed after NFC keeps one place for all its characters.
        for character in composed:
            characters.append(character)
            starts.append(offset + start)
            ends.append(offset + end)
    return characters, starts, ends, surrogates


def _cluster_starts(text: str) -> list[int]:
    combining = unicodedata.combining
    starts = [i for i, c in enumerate(text) if not (i and c > "\u02ff" and combining(c)) or text[i - 1].isspace()]
    starts.append(len(text))
    return starts


def _latinise(text: str) -> str:
    """Cyrillic and Greek look-alikes become Latin in words that are otherwise Latin, and in signs."""

    def latin(match: re.Match[str]) -> str:
        word = match.group()
        replaced = "".join(_LOOKALIKES.get(c, c) for c in word)
        foreign = any("\u0370" <= c <= "\u04ff" for c in replaced)
        mixed = any(c < "\u0370" or c >= "\u1e00" for c in word)
        return replaced if not foreign and (mixed or word.isupper()) else word

    return _FOREIGN.sub(latin, text)


SIGN_OF_MARKUP = re.compile(r"[*_#>\\\[]")  # looking for one of them is cheap
_MARKUP = re.compile(
    r"(?!^\*[ \t]+[^*\s])\*+|__+|(?<=[^\s\[(])\[\d{1,3}\]|^[ \t]*#{1,6}(?=[ \t])|^[ \t]*>(?=[ \t])|\\(?=[^\w\s])",
    re.MULTILINE,
)
_WORDS = re.compile(r"\S+(?: \S+)*")  # one blank apart: what is read as it stands


@dataclass(frozen=True)
class Passage:
    """A stretch of text as it is read, character by character tied to the caller's string.

    ``plain`` is made of runs of the working copy: run ``i`` is ``plain[runs[i]:runs[i + 1]]`` and stands
    at ``source.clean[places[i]]``.

    >>> passage = Passage.of(Source.of("**1. **Đến\\nnăm  2026"), 0, 20)
    >>> passage.plain
    '1. Đến năm 2026'
    >>> passage.span(3, 15)
    (7, 20)
    """

    plain: str
    source: Source
    runs: Sequence[int]
    places: Sequence[int]

    @classmethod
    def of(cls, source: Source, start: int, end: int, omitted: Sequence[tuple[int, int]] = ()) -> Passage:
        """The passage of ``source.clean[start:end]`` without the stretches ``omitted`` in it."""
        clean = source.clean[start:end]
        drop = [(a - start, b - start) for a, b in omitted]
        if SIGN_OF_MARKUP.search(clean):
            drop += [m.span() for m in _MARKUP.finditer(clean)]
        pieces: list[str] = []
        places: list[int] = []
        blank: int | None = None  # the first blank since the last words
        for a, b in _outside(drop, len(clean)):
            at = a
            for words in _WORDS.finditer(clean, a, b):
                first, last = words.span()
                if blank is None and first > at:
                    blank = at
                if blank is not None and pieces:
                    pieces.append(" ")
                    places.append(start + blank)
                pieces.append(words.group())
                places.append(start + first)
                at, blank = last, None
            if blank is None and at < b:
                blank = at
        return cls("".join(pieces), source, list(accumulate(map(len, pieces), initial=0)), places)

    @classmethod
    def within(cls, text: str, start: int, end: int, omitted: Sequence[tuple[int, int]] = ()) -> Passage:
        """The passage of ``text[start:end]`` without the stretches of ``text`` that are ``omitted``."""
        source = Source.of(text, start, end)
        drop = [(bisect_left(source.starts, a), bisect_left(source.starts, b)) for a, b in omitted]
        return cls.of(source, 0, len(source.clean), drop)

    @cached_property
    def folded(self) -> str:
        """``plain`` folded for matching, misread digits repaired; same length, same positions."""
        return mend_digits(fold(self.plain))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The caller's offsets of ``plain[start:end]`` (which must not be empty)."""
        return self.source.starts[self._place(start)], self.source.ends[self._place(end - 1)]

    def slice(self, start: int, end: int) -> str:
        """The caller's exact text of ``plain[start:end]`` (which must not be empty)."""
        a, b = self.span(start, end)
        return self.source.text[a:b]

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """The positions in ``plain`` of the caller's offsets ``start`` to ``end``."""
        first, last = self.source.locate(start, end)
        return self._before(first), self._before(last)

    def _place(self, at: int) -> int:
        """Where ``plain[at]`` stands in the working copy."""
        run = bisect_right(self.runs, at) - 1
        return self.places[run] + at - self.runs[run]

    def _before(self, place: int) -> int:
        """How many characters of ``plain`` stand before a place in the working copy."""
        run = bisect_left(self.places, place)
        return min(self.runs[run], self.runs[run - 1] + place - self.places[run - 1]) if run else 0

    def mask(self, spans: Sequence[tuple[int, int]], filler: str = "\ue000") -> str:
        """``folded`` with the caller's ``spans`` filled, so that nothing matches inside them."""
        if not spans:
            return self.folded
        pieces: list[str] = []
        at = 0
        for a, b in sorted(self.locate(start, end) for start, end in spans):
            if b > at:
                pieces += self.folded[at:a], filler * (b - max(at, a))
                at = b
        return "".join((*pieces, self.folded[at:]))


def _outside(drop: list[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """The stretches of ``range(size)`` outside those dropped, which may overlap."""
    at = 0
    for a, b in sorted(drop):
        if at < a:
            yield at, a
        at = max(at, b)
    if at < size:
        yield at, size


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _moved_tones() -> dict[str, str]:
    moved = {}
    for first, second in ("oa", "oe", "uy"):
        for f in (first, first.upper()):
            for s in (second, second.upper()):
                for tone in _TONES:
                    old = f + unicodedata.normalize("NFC", s + tone)
                    moved[old] = unicodedata.normalize("NFC", f + tone) + s
    return moved


_NEW_PLACE = _moved_tones()


def _second(first: str) -> str:
    return "".join(sorted({old[1] for old in _NEW_PLACE if old[0] in first}))


# Old placement puts the tone of open "oa", "oe", "uy" on the second vowel: hoà, khoẻ, uỷ. In "quý"
# the u belongs to the consonant, and before a final consonant both styles agree (hoàn, tuyển).
_OLD_TONE = re.compile(
    rf"[oOuU](?:(?<=[oO])[{_second('oO')}]|(?<=[uU])[{_second('uU')}])(?<![qQ]..)(?![a-zA-Z\u00c0-\u1eff])"
)
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′´`", "'"),
        "⁄": "/",
        "∕": "/",
        "％": "%",
        "：": ":",
        "，": ",",
    }
)
_SIGN = re.compile(f"[{re.escape(''.join(map(chr, _SIGNS)))}]")


def fold(text: str) -> str:
    """The text with dashes, quotes and tone placement unified, one character for one.

    Tones go where most texts since the 1980s put them: "hòa", "thúy", "ủy".

    >>> fold("Tỉnh uỷ Hoà Bình – “khoẻ”, quý, hoàn")
    'Tỉnh ủy Hòa Bình - "khỏe", quý, hoàn'
    """
    # The search is many times as fast as the translation.
    unified = text.translate(_SIGNS) if _SIGN.search(text) else text
    return _OLD_TONE.sub(lambda m: _NEW_PLACE[m.group()], unified)


def lower(text: str) -> str:
    """The text in small letters, one character for one.

    >>> lower("TỈNH ỦY"), lower("İ")
    ('tỉnh ủy', 'İ')
    """
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


# A letter among digits only: "5l" are litres, "I.1" is an item.
_MISREAD = re.compile(r"[loO](?:(?<=l)(?<!\wl)(?=\d|[.,]\d{3}(?!\d))|(?<=\dl)(?=\d|%|/\d)|(?<=\d[oO])(?=\d|%))")


def mend_digits(text: str) -> str:
    """The text with l and O read as 1 and 0 where they stand among digits, one character for one.

    >>> mend_digits("ngày l5/l0/2O25, l.200 hộ, l2,5%, 5l xăng")
    'ngày 15/10/2025, 1.200 hộ, 12,5%, 5l xăng'
    """
    return _MISREAD.sub(lambda m: "1" if m.group() == "l" else "0", text)
