"""Reading single sentences for their references."""

from __future__ import annotations

from vnpolicy.analysis import Header, Reference
from vnpolicy.extract.references import ReferenceFinder
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage, Source

LEXICON = Lexicon.load()
FINDER = ReferenceFinder(LEXICON)


def read(text: str, header: Header | None = None, lead_in: str = "") -> list[Reference]:
    """The references of a text, not yet resolved."""
    source = Source.of(text)
    passage = Passage.of(source, 0, len(source.clean))
    return FINDER.find(passage, Setting(header=header or Header(), lead_in=lead_in), ())


def one(text: str) -> Reference:
    """The only reference of a text."""
    (reference,) = read(text)
    return reference


def marked(text: str) -> str:
    """The text with brackets around what was found."""
    for reference in reversed(read(text)):
        text = f"{text[: reference.start]}[{reference.text}]{text[reference.end :]}"
    return text
