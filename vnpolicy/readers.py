"""Files to text: plain text and Markdown, in UTF-8 or UTF-16."""

from __future__ import annotations

import codecs
from pathlib import Path

from vnpolicy.errors import InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive (docx?)", b"\xd0\xcf\x11\xe0": "an old Word file"}


def read_text(path: str | Path) -> str:
    """The text of a file, line ends kept as they are.

    Raises InputError where the file is missing, unreadable, not text, or not in UTF-8 or UTF-16.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    return decode(content, str(path))


def decode(content: bytes, name: str = "the input") -> str:
    """The text of bytes in UTF-8 (with or without a mark) or in UTF-16 with a mark.

    >>> decode("Kết luận".encode("utf-16"))
    'Kết luận'
    """
    for magic, kind in _MAGIC.items():
        if content.startswith(magic):
            raise InputError(f"{name} is {kind}, expected plain text or Markdown: convert it first")
    encoding = next((e for mark, e in _MARKS if content.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in content[:4096]:
        raise InputError(f"{name} holds NUL bytes: it is binary, expected plain text or Markdown")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is not {encoding.upper()}: byte 0x{content[error.start]:02x} at offset {error.start}; "
            "save it as UTF-8"
        ) from error
