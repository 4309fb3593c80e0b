"""A corpus in one hash: figures can only be compared where it is equal."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from vnpolicy.corpus.annotation import annotation_files


@dataclass(frozen=True, slots=True)
class CorpusHash:
    """``sha256`` over names and bytes of all texts and annotations; ``files`` are (name, short hash of its own)."""

    sha256: str
    files: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, folder: str | Path) -> CorpusHash:
        """The hash of the documents in a folder; other files in it do not count."""
        whole, files = hashlib.sha256(), []
        for annotation in annotation_files(Path(folder)):
            for path in (annotation, annotation.with_suffix(".txt")):
                content = path.read_bytes()
                digest = hashlib.sha256(path.name.encode() + b"\0" + content).digest()
                whole.update(digest)
                files.append((path.name, digest.hex()[:12]))
        return cls(whole.hexdigest(), tuple(files))
