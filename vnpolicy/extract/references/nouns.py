"""Type nouns and codes that open the mention of a document: "Kế hoạch", "KH"."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vnpolicy.lexicon import Lexicon, alternation
from vnpolicy.text import fold


class Noun(NamedTuple):
    """A type noun, or its code, as it is written at a place of the text."""

    start: int
    end: int
    said: str
    kind: str
    is_code: bool

    @property
    def opens_name(self) -> bool:
        """Whether it is written as a name, not as a common noun nor all in capitals."""
        return self.said[0].isupper() and not self.said.isupper()


class Nouns:
    """The nouns and codes of the citable types of a lexicon.

    ``proper`` matches nouns that are names in themselves ("Luật Đất đai").
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._kinds: dict[str, str] = {}
        self._proper: dict[str, list[str]] = {}
        for kind in lexicon.types:
            if kind.citable:
                common = [fold(noun) for noun in kind.nouns if noun == noun.lower()]
                self._proper[kind.name] = [fold(noun) for noun in kind.nouns if noun != noun.lower()]
                self._kinds |= dict.fromkeys(common, kind.name)
        for kind in reversed(lexicon.types):
            self._kinds |= dict.fromkeys((code for code in kind.codes if len(code) > 1), kind.name)
        nouns = [noun for noun in self._kinds if noun == noun.lower()]
        codes = [noun for noun in self._kinds if noun != noun.lower()]
        self._pattern = re.compile(
            rf"(?=[{_initials([*nouns, *map(str.upper, nouns), *codes])}])(?<!\w)(?<!pháp )(?<!kỷ )"
            rf"(?:{_in_any_case(nouns)}|(?=[{_initials(codes)}])(?P<code>{alternation(codes)}))(?!\w)"
        )
        proper = [noun for nouns_of_kind in self._proper.values() for noun in nouns_of_kind]
        self.proper = re.compile(rf"(?i:{alternation(proper)})(?!\w)")
        self._bare = {_bare(noun): self._kinds[noun] for noun in nouns if " " in noun}
        bare = "|".join(sorted(map(re.escape, self._bare), key=len, reverse=True))
        self._misread = re.compile(rf"(?<!\w)(?P<noun>{bare})(?: so)?:? ?$")

    def find(self, text: str) -> Iterator[Noun]:
        """The nouns and codes of a folded text."""
        for match in self._pattern.finditer(text):
            code = match["code"]
            kind = self.kind(code or match.group().lower())
            yield Noun(*match.span(), match.group(), kind, code is not None)

    def misread_before(self, text: str, at: int) -> Noun | None:
        """The noun with wrong or lost diacritics that ends before a place: "Nghị quyêt", "Quyet dinh so"."""
        low = max(0, at - 40)
        misread = self._misread.search(_bare(text[low:at]))
        if misread is None:
            return None
        start, end = low + misread.start("noun"), low + misread.end("noun")
        return Noun(start, end, text[start:end], self._bare[misread["noun"]], False)

    def stand_in(self, text: str) -> bool:
        """Whether a folded text holds a noun or a code."""
        return self._pattern.search(text) is not None

    def proper_names(self, kind: str) -> Sequence[str]:
        """The nouns of a type that are names in themselves."""
        return self._proper.get(kind, ())

    def kind(self, noun: str) -> str:
        """The type of a noun in lower case or of a code."""
        return self._kinds[noun]


def _bare(text: str) -> str:
    """The text in lower case without diacritics, one character for one."""
    return "".join("d" if c == "đ" else unicodedata.normalize("NFD", c)[0] for c in text.lower())


def _initials(words: Iterable[str]) -> str:
    return "".join(sorted({word[0] for word in words}))


def _in_any_case(words: Iterable[str]) -> str:
    """Branches for any of the words, longest first, by their first letter: the engine enters no other one."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        by_letter[word[0]].append(re.escape(word[1:]))
    return "|".join(f"[{first}{first.upper()}](?i:{'|'.join(rests)})" for first, rests in by_letter.items())
