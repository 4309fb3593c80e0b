"""Laws, ordinances, the constitution and charters by their names: "Luật Đất đai năm 2024"."""

from __future__ import annotations

import re
from dataclasses import replace

from vnpolicy.extract.references.grammar import CAPITALISED, STOP, WORD, any_of
from vnpolicy.extract.references.mention import Mention
from vnpolicy.extract.references.nouns import Noun, Nouns
from vnpolicy.extract.references.provenance import Provenance
from vnpolicy.text import LOWER

LAWS = frozenset({"luật", "bộ luật", "pháp lệnh"})
_CHARTERS = frozenset({"hiến pháp", "điều lệ", "cương lĩnh"})

_NAME = re.compile(rf" {CAPITALISED}(?: (?!{STOP}\b)[{LOWER}]+(?!\w)){{0,7}}(?: [A-ZĐ]{{2,6}}(?!\w))?")
_NAME_TO_SIGN = re.compile(
    rf"""(?:\ (?!{any_of("được|đã|theo|tại|trong|trước|để|nhằm|từ|đến|này|hoàn thành|thì")}\b)
        {WORD}){{1,16}}?(?<!,)
    (?=\ (?:số\ ?:?\ ?\d|ngày\ \d{{1,2}}[/\ ]|năm\ \d{{4}}|\d{{1,4}}/\d{{4}}/))""",
    re.VERBOSE,
)
_AMENDING = re.compile(r" (?i:sửa đổi(?:, bổ sung)?(?: một số)? điều)(?: của)?(?: các)?(?: \d{1,2})?(?= )")
_NEXT_LAW = re.compile(r",? (?:và )?(?P<law>[Bb]ộ luật|[Ll]uật|[Pp]háp lệnh)(?= )")
_REVISED = re.compile(r" (?:\(sửa đổi\)|sửa đổi(?= năm))")
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

    def by_name(self, text: str, noun: Noun) -> Mention | None:
        """A law, charter or constitution that is cited by its name, no draft of one."""
        if noun.kind not in LAWS | _CHARTERS:
            return None
        end = self.end_of_name(text, noun)
        alone = end == noun.end
        if text[noun.start : end].isupper() or (alone and not _stands_alone(text, noun)):
            return None
        if not noun.said[0].isupper() and not text[noun.end + 1 : noun.end + 2].isupper():
            return None
        name = text[noun.end : end].strip().lower()
        mention = self._provenance.behind(text, Mention(noun.start, end, noun.kind, "name", name=name))
        if alone and (party := _OF_THE_PARTY.match(text, noun.end)):
            mention = replace(mention, issuer=party.span("party"))
        drafted = mention.named and _DRAFTING.search(text, max(0, noun.start - 40), noun.start)
        return None if drafted else mention

    def end_of_name(self, text: str, noun: Noun) -> int:
        """Where the name of a law ends that begins with a noun."""
        amending = _AMENDING.match(text, noun.end)
        return self._amended(text, amending.end()) if amending else self._plain(text, noun.start, noun.end)

    def _plain(self, text: str, start: int, at: int) -> int:
        """Where a name ends whose noun stands at ``start`` to ``at``."""
        proper = self._nouns.proper.match(text, start)
        end = proper.end() if proper else at
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
        closed = _NAME_TO_SIGN.match(text, at)
        return closed.end() if closed else at


def _stands_alone(text: str, noun: Noun) -> bool:
    """A bare noun is a name in "Hiến pháp" and, among the Party's rules, in "Điều lệ"."""
    if not noun.said[0].isupper() or text.startswith((" này", " trên"), noun.end):
        return False
    party = noun.kind in _CHARTERS and _OF_THE_PARTY.match(text, noun.end)
    return noun.kind == "hiến pháp" or bool(party)
