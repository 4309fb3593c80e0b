"""underthesea's word model, read from the installed package without running anything in it."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import pickle
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnpolicy.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/"
_RULES = "pipeline/text_normalize/tn_rules_2023_07_14.bin"
# The files of underthesea 9.5.0 that were found to be applied exactly.
KNOWN_FILES = {
    _MODEL + "models.bin": "c3a64c64349f1d73304f89babacaa8f8cd6078b1ec1a1b2c104e9e411ac1d2c3",
    _MODEL + "features.bin": "cf93263c7c7973bf50122b0be76a394443ff61be00c1368713dee1b7d5b8a435",
    _MODEL + "dictionary.bin": "ec8c62b3881c6682c18959988e1fe08800cc835777778845bded470ca02745d9",
    _RULES: "a8ef96ef9837f6a377154fdfc970b9b88351d39f9353fa693d53ab49798817f9",
}
_LABELS = ["B-W", "I-W"]
ONES = ("-2", "-1", "0", "1", "2")
PAIRS = ("-2,-1", "-1,0", "0,1", "1,2")
TRIPLES = ("-2,0", "-1,1", "0,2")
KINDS = ("", ".lower", ".isdigit", ".istitle", ".is_in_dict")
TEMPLATES = [
    *(f"T[{at}]" for at in (*ONES, *PAIRS, *TRIPLES)),
    *(f"T[{at}].lower" for at in (*ONES, *PAIRS)),
    *(f"T[{at}].isdigit" for at in ONES[1:4]),
    *(f"T[{at}].istitle" for at in (*ONES, "0,1", "0,2")),
    *(f"T[{at}].is_in_dict" for at in (*ONES, *PAIRS, *TRIPLES)),
]


class UnknownModelError(ModelError):
    """The installed underthesea has another word model than the one that is known here."""


@dataclass(frozen=True)
class ModelFiles:
    """What is read from the installed underthesea.

    ``weights`` are by template and value, for the labels B-W (a word begins) and I-W (it goes on);
    ``transitions`` by label and next label.
    """

    weights: Mapping[str, Mapping[str, tuple[float, float]]]
    transitions: Sequence[Sequence[float]]
    dictionary: frozenset[str]
    spellings: Mapping[str, str]

    @classmethod
    def read(cls) -> ModelFiles:
        """The files beside the installed underthesea, which is not imported.

        Raises ModelError where underthesea is not installed and UnknownModelError where a file, the
        labels or the templates are not those of the known model.
        """
        model, features, dictionary, rules = _known_files()
        templates = _plain_data(features)
        if templates != TEMPLATES:
            raise UnknownModelError("the word model has other templates")
        labels, attributes, states, transitions = _read_crfsuite(model)
        if labels != _LABELS:
            raise UnknownModelError(f"the word model has the labels {labels}, expected {_LABELS}")
        weights: dict[str, dict[str, tuple[float, float]]] = {template: {} for template in TEMPLATES}
        for attribute, pair in zip(attributes, states.tolist(), strict=True):
            template, value = attribute.split("=", 1)
            weights[template][value] = tuple(pair)
        words = frozenset(_plain_data(dictionary))
        return cls(weights, transitions.tolist(), words, _plain_data(rules)["token"])


def _known_files() -> list[bytes]:
    package = importlib.util.find_spec("underthesea")
    if package is None or not package.submodule_search_locations:
        raise ModelError("words need underthesea, which is not installed: pip install 'underthesea>=9.5,<10'")
    contents = []
    for name, known in KNOWN_FILES.items():
        path = Path(package.submodule_search_locations[0]) / name
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != known:
            raise UnknownModelError(f"{name} of the installed underthesea is not that of 9.5.0")
        contents.append(content)
    return contents


class _PlainUnpickler(pickle.Unpickler):
    """Reads numbers, strings, lists, sets and dicts; a pickle that asks for more is refused."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"the file asks for {module}.{name}; plain data was expected")


def _plain_data(content: bytes) -> Any:
    return _PlainUnpickler(io.BytesIO(content)).load()


def _read_crfsuite(
    content: bytes,
) -> tuple[list[str], list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Labels, attributes, weight by attribute and label, weight by label and next label.

    The layout is CRFsuite's own: a header with the places of the tables, features of 20 bytes,
    and two string tables in its CQDB format.
    """
    import numpy as np

    if content[:4] != b"lCRF" or content[8:12] != b"FOMC":
        raise UnknownModelError("the word model is not a CRFsuite model")
    _, labels_count, attributes_count, features_at, labels_at, attributes_at = struct.unpack_from("<6I", content, 16)
    labels = _read_strings(content, labels_at, labels_count)
    attributes = _read_strings(content, attributes_at, attributes_count)
    (count,) = struct.unpack_from("<I", content, features_at + 8)
    record = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
    features = np.frombuffer(content, record, count, features_at + 12)
    states = np.zeros((len(attributes), len(labels)))
    transitions = np.zeros((len(labels), len(labels)))
    for table, kind in ((states, 0), (transitions, 1)):
        of_kind = features[features["kind"] == kind]
        table[of_kind["source"], of_kind["target"]] = of_kind["weight"]
    return labels, attributes, states, transitions


def _read_strings(content: bytes, at: int, count: int) -> list[str]:
    (backward,) = struct.unpack_from("<I", content, at + 20)
    strings = []
    for offset in struct.unpack_from(f"<{count}I", content, at + backward):
        (size,) = struct.unpack_from("<I", content, at + offset + 4)
        start = at + offset + 8
        strings.append(content[start : start + size - 1].decode("utf-8"))
    return strings
