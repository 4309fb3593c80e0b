"""The words before a list of bodies that give it its role: "giao", "phối hợp với", "báo cáo".

The phrases stand in ``data/assignments.toml``, whose head describes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vnpolicy.analysis import AssignmentRole
from vnpolicy.extract.bodies.vocabulary import Vocabulary, any_of
from vnpolicy.lexicon import AssignmentCue
from vnpolicy.text import fold

REACH = 240  # characters before a list of bodies in which its clause may begin
TAKEN = "\ue000"  # stands where a fact does
COMRADES = r"(?:(?:(?:các|những)\ )?(?:đồng\ chí|đ/c|ông|bà)\ )?"

_NEAR = 90
_GAPS = {"…": r"(?:(?!\b(?:cho|với|giữa)\b)[^,;.:]){1,40}", "……": r"(?:(?!\bliên\ quan\ )[^;.:]){1,160}?"}
_TOKEN = re.compile(r"\((?P<choice>[^()]*)\)(?P<optional>\?)?|(?P<word>\S+)")
_BEHIND = rf"(?:\ ?{TAKEN}+)?\ ?{COMRADES}$"
_COMRADE = ("chí", "đ/c", "ông", "bà")
_LAST_WORD = re.compile(r"\w+$")
_BETWEEN = r"(?:,?\ (?:và\ )?)"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words before a list of bodies that give it its role, at most ``reach`` characters long.

    ``ends`` are the words that may be the last of them.
    """

    rule: str
    role: AssignmentRole
    named: bool
    reach: int
    ends: frozenset[str]
    pattern: re.Pattern[str]

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """The words that end where the body at ``at`` begins."""
        return self.pattern.search(text, max(0, at - self.reach), at)


class Cues:
    """The cues of a lexicon, in its order."""

    def __init__(self, entries: Iterable[AssignmentCue], vocabulary: Vocabulary) -> None:
        self.all = tuple(_cue(entry, vocabulary) for entry in entries)
        self._by_end = {end: [cue for cue in self.all if end in cue.ends] for cue in self.all for end in cue.ends}

    def before(self, text: str, at: int) -> Iterator[tuple[Cue, re.Match[str]]]:
        """The cues that end where the body at ``at`` begins, with their words."""
        before = text[max(0, at - _NEAR) : at].rstrip(f" :{TAKEN}").lower()
        word = _LAST_WORD.search(before[before.rfind(" ") + 1 :])
        cues = self.all if before.endswith(_COMRADE) else self._by_end.get(word.group(), ()) if word else ()
        for cue in cues:
            if match := cue.match(text, at):
                yield cue, match


def _cue(entry: AssignmentCue, vocabulary: Vocabulary) -> Cue:
    manner = vocabulary.any("manner")
    refused = "".join(rf"(?<!{re.escape(fold(word))}\ )" for word in entry.not_after)
    other = rf"(?!\ {any_of(map(fold, entry.not_before))}\b)" if entry.not_before else ""
    phrases = "|".join(_expression(phrase, manner, other) for phrase in entry.phrases)
    pattern = rf"(?<!\w){refused}(?:{phrases}){_BEHIND}"
    reach = REACH if any("……" in phrase for phrase in entry.phrases) else _NEAR
    ends = {word.split()[-1] for phrase in entry.phrases for word in _last_words(phrase, vocabulary.words("manner"))}
    compiled = re.compile(pattern, re.VERBOSE | re.IGNORECASE)
    return Cue(entry.rule, entry.role, entry.named, reach, frozenset(ends), compiled)


def _last_words(phrase: str, manner: Sequence[str]) -> Iterator[str]:
    """What may stand last in a phrase.

    >>> list(_last_words("giao (nhiệm vụ)? cho :?", ()))
    ['cho']
    """
    for token in reversed(list(_TOKEN.finditer(fold(phrase).lower()))):
        words = token["word"] or token["choice"]
        if words == "<how>":
            yield from manner
        elif words not in (":", ":?", ","):
            yield from words.split("|")
            if not token["optional"]:
                return


def _expression(phrase: str, manner: str, other: str = "") -> str:
    """A regular expression for a phrase as the head of ``assignments.toml`` describes it.

    ``manner`` is what "<how>" stands for, ``other`` must fit behind the first piece.

    >>> expression = _expression("phối (kết)? hợp <how> với", r"chặt\\ chẽ")
    >>> bool(re.fullmatch(expression, "phối hợp chặt chẽ với", re.VERBOSE))
    True
    """
    parts: list[str] = []
    opened = False  # whether a blank is needed before the next piece
    for token in _TOKEN.finditer(fold(phrase)):
        word = token["word"]
        if word == "<how>":
            parts.append(rf"(?:{_BETWEEN}{manner}){{0,3}}")
            continue
        if word in (":", ":?"):
            parts.append(rf"(?:\ ?:){word[1:]}")
            continue
        if word == ",":
            parts.append(r"(?<=[;,.]\ )")
            continue
        piece = _piece(word if word is not None else token["choice"])
        if token["optional"]:
            parts.append(rf"(?:{_BETWEEN}{piece})?" if opened else rf"(?:{piece}\ )?")
        else:
            parts.append(rf"{_BETWEEN}{piece}" if opened else piece + other)
            opened = True
    return "".join(parts)


def _piece(words: str) -> str:
    return _GAPS.get(words) or any_of(words.split("|"))
