"""Laws, ordinances, the constitution and charters by their names: "Luật Đất đai năm 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnpolicy.extract.references.grammar import CAPITALISED, STOP, WORD, any_of
from vnpolicy.extract.references.mention import Mention
from vnpolicy.extract.references.nouns import Noun, Nouns
from vnpolicy.extract.references.provenance import Provenance
from vnpolicy.lexicon import alternation
from vnpolicy.text import LOWER

LAWS = frozenset({"luật", "bộ luật", "pháp lệnh"})
CHARTERS = frozenset({"hiến pháp", "điều lệ", "cương lĩnh"})

_SMALL = rf"\ (?!{STOP}\b)[{LOWER}]+(?!\w)"
_NAME = re.compile(
    rf"\ {CAPITALISED}(?:{_SMALL}){{0,7}}(?:\ &(?:\ {CAPITALISED})?(?:{_SMALL}){{0,3}})?(?:\ [A-ZĐ]{{2,6}}(?!\w))?",
    re.VERBOSE,
)
_NAME_TO_SIGN = re.compile(
    rf"""(?:\ (?!{any_of("được|đã|theo|tại|trong|trước|để|nhằm|từ|đến|này|hoàn thành|thì|ngày|số|sửa đổi")}\b)
        {WORD}){{1,16}}?(?<!,)
    (?=\ (?:số\ ?:?\ ?\d|ngày\ \d{{1,2}}[/\ ]|năm\ \d{{4}}|\d{{1,4}}/\d{{4}}/))""",
    re.VERBOSE,
)
_AMENDING = re.compile(
    r"""\ (?i:sửa\ đổi(?:,\ bổ\ sung)?)
    (?: (?i:(?:\ một\ số)?\ điều)(?:\ của)?(?:\ các)?(?:\ \d{1,2})?(?=\ ) | \ \d{1,2}\ [Ll]uật(?!\w) )""",
    re.VERBOSE,
)
_NEXT_LAW = re.compile(r",? (?:và )?(?P<law>[Bb]ộ luật|[Ll]uật|[Pp]háp lệnh)(?= )")
_ABOUT = re.compile(
    rf" (?:có )?liên quan đến(?: (?!{any_of('và|được|đã|của|ngày|năm|số|theo')}\b)[{LOWER}]+(?!\w)){{1,6}}"
)
_REVISED = re.compile(r" (?:\(sửa đổi\)|sửa đổi(?= năm))")
_REVISED_IN = re.compile(
    r"""(?P<open>\ \()?(?(open)|,\ )(?:được\ )?sửa\ đổi(?:,\ bổ\ sung)?(?:\ các)?\ năm\ \d{4}
    (?:(?:,|,\ và|\ và)\ (?:năm\ )?\d{4}){0,4}(?(open)\))""",
    re.VERBOSE,
)
_OF_THE_PARTY = re.compile(
    r"(?:,? (?:và )?(?:các )?(?:nghị quyết|chỉ thị|quy định|quy chế|Điều lệ)(?: của)?){1,4}"
    r" (?P<party>Đảng)\b"
)
_DRAFTING = re.compile(rf"\b{any_of('dự thảo|dự án|xây dựng|soạn thảo')}(?: các)? $", re.IGNORECASE)


class LawNames:
    """Reads the names of laws; all of a name belongs to the mention."""

    def __init__(self, nouns: Nouns, provenance: Provenance) -> None:
        self._nouns = nouns
        self._provenance = provenance
        bare = [name.split(" ", len(kind.split()))[-1] for kind in LAWS for name in nouns.proper_names(kind)]
        listed = rf"(?P<name>{alternation(bare)})(?=[,.;)]|$|\ (?:và|hoặc|năm|số|ngày)\ )"
        self._first_listed = re.compile(rf":\ {listed}", re.VERBOSE)
        self._next_listed = re.compile(rf"(?:,|;|\ và|,\ và)\ {listed}", re.VERBOSE)

    def by_name(self, text: str, noun: Noun) -> Mention | None:
        """A law, charter or constitution that is cited by its name, no draft of one."""
        if noun.kind not in LAWS | CHARTERS:
            return None
        end = self.end_of_name(text, noun)
        alone = end == noun.end
        if text[noun.start : end].isupper() or (alone and not _stands_alone(text, noun)):
            return None
        small = text[noun.start : noun.end + 2].islower()
        if small and not self._nouns.proper.match(text, noun.start):
            return None
        name = text[noun.end : end].strip(" :").lower()
        mention = self._provenance.behind(text, Mention(noun.start, end, noun.kind, "name", name=name))
        if small and mention.named:
            return None
        if revised := _REVISED_IN.match(text, mention.end):
            mention = mention._replace(end=revised.end())
        if noun.kind == "điều lệ":
            party = _OF_THE_PARTY.match(text, noun.end) if alone else None
            mention = mention._replace(issuer=party.span("party") if party else (noun.end + 1, end))
        drafted = mention.named and _DRAFTING.search(text, max(0, noun.start - 40), noun.start)
        return None if drafted else mention

    def listed(self, text: str, first: Mention) -> Iterator[Mention]:
        """Further laws that share the noun of a mention: "các Luật Đất đai, Nhà ở"."""
        last = first
        plural = first.type in LAWS and text.endswith("các ", 0, first.start)
        while plural and (name := self._next_listed.match(text, last.end)):
            start, end = name.span("name")
            named = Mention(start, end, first.type, "name", name=name["name"].lower())
            last = self._provenance.behind(text, named)
            yield last

    def end_of_name(self, text: str, noun: Noun) -> int:
        """Where the name of a law ends that begins with a noun."""
        if first := self._first_listed.match(text, noun.end):
            return first.end()
        amending = _AMENDING.match(text, noun.end)
        return self._amended(text, amending.end()) if amending else self._plain(text, noun.start, noun.end)

    def _plain(self, text: str, start: int, at: int) -> int:
        """Where a name ends whose noun stands at ``start`` to ``at``."""
        proper = self._nouns.proper.match(text, start)
        end = proper.end() if proper else at
        if proper and text.endswith("các ", 0, start) and self._next_listed.match(text, end):
            return end
        closed = _NAME_TO_SIGN.match(text, at)
        if closed and not (proper and self._nouns.stand_in(closed.group())):
            end = max(end, closed.end())
        elif not proper and (name := _NAME.match(text, at)):
            end = name.end()
        revised = _REVISED.match(text, end)
        return revised.end() if revised and end > at else end

    def _amended(self, text: str, at: int) -> int:
        """Where the list of laws ends that an amending law names."""
        while law := _NEXT_LAW.match(text, at):
            at = self._plain(text, law.start("law"), law.end())
        return max([at, *(more.end() for more in (_ABOUT.match(text, at), _NAME_TO_SIGN.match(text, at)) if more)])


def _stands_alone(text: str, noun: Noun) -> bool:
    """A bare noun is a name in "Hiến pháp" and, among the Party's rules, in "Điều lệ"."""
    if not noun.said[0].isupper() or text.startswith((" này", " trên"), noun.end):
        return False
    party = noun.kind in CHARTERS and _OF_THE_PARTY.match(text, noun.end)
    return noun.kind == "hiến pháp" or bool(party)
