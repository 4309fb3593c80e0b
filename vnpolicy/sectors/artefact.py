"""A trained model as files: model.json and weights.npz in a folder, read without executing anything."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from vnpolicy.errors import ModelError
from vnpolicy.lexicon import Lexicon
from vnpolicy.sectors.context import columns
from vnpolicy.sectors.features import Extractor, Floats
from vnpolicy.sectors.model import SectorModel, Weights
from vnpolicy.sectors.taxonomy import Taxonomy
from vnpolicy.sectors.termclasses import TermClasses
from vnpolicy.sectors.terms import TermMatcher
from vnpolicy.sectors.words import WordModel

FORMAT = "vnpolicy-sectors/1"
SHIPPED = "sectors"
_ARRAYS = ("idf", "words", "classes", "bias", "context", "offset", "mean", "slope", "shift", "thresholds", "silent")
_MOST_BYTES = 256 * 2**20  # of one array, against files that unpack without end


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """model.json: what a model is and what it fits to.

    ``taxonomy``, ``terms``, ``features`` and ``weights`` are hashes: of the taxonomy file, of the lexicon's terms
    for sectors, of all that decides the features, and of weights.npz.
    """

    format: str
    name: str
    sectors: tuple[str, ...]
    classes: tuple[str, ...]
    taxonomy: str
    terms: str
    features: str
    weights: str
    uncertain: float
    general: float
    examples: int = 0
    documents: int = 0


def shipped() -> Path:
    """The folder of the model that comes with the library.

    A wheel carries it inside the package, a checkout has it in models/. Raises ModelError where
    neither has one.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "models" / SHIPPED, package.parent / "models" / SHIPPED):
        if (folder / "model.json").is_file():
            return folder
    raise ModelError(
        f"no model at {package / 'models' / SHIPPED} nor at {package.parent / 'models' / SHIPPED}: "
        'install vnpolicy again, train one with "vnpolicy train", or use model="lexicon"'
    )


def save(model: SectorModel, folder: Path, *, examples: int, documents: int) -> None:
    """Writes model.json and weights.npz into a folder, which is made if it is not there.

    The same model gives the same bytes.
    """
    words, weights = model.words, model.weights
    arrays = {
        "idf": words.extractor.idf, "words": words.words, "classes": words.classes, "bias": words.bias,
        **{name: getattr(weights, name) for name in _ARRAYS[4:]},
    }  # fmt: skip
    content = _packed(
        {name: np.asarray(array, np.float32) for name, array in arrays.items()},
        "\n".join(words.extractor.phrases),
    )
    card = Card(
        format=FORMAT,
        name=model.name,
        sectors=model.taxonomy.keys,
        classes=words.extractor.classes,
        taxonomy=model.taxonomy.fingerprint,
        terms=terms_hash(),
        features=words.extractor.hash,
        weights=hashlib.sha256(content).hexdigest()[:16],
        uncertain=model.uncertain,
        general=model.general,
        examples=examples,
        documents=documents,
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.npz").write_bytes(content)
    (folder / "model.json").write_text(
        json.dumps(msgspec.to_builtins(card), ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


def load(folder: str | Path, taxonomy: Taxonomy, lexicon: Lexicon) -> SectorModel:
    """The model of a folder, for the taxonomy that it was trained for.

    A user's overlay may add terms to those that the model knows. Raises ModelError, saying what
    was expected and what to do, where files are missing or damaged, or the model does not fit the
    taxonomy, the library's terms or this version's features.
    """
    folder = Path(folder)
    card = _card(folder)
    if card.taxonomy != taxonomy.fingerprint:
        raise ModelError(
            f"the model {folder} was trained for another taxonomy (its sectors: {', '.join(card.sectors)}), not for "
            f"{taxonomy.name!r} as it stands: name the taxonomy of the model, or train again with "
            '"vnpolicy train --taxonomy FILE"'
        )
    if card.terms != terms_hash():
        raise ModelError(
            f"the model {folder} was trained with other terms for sectors than this version of the library has: "
            'train it again with "vnpolicy train"'
        )
    arrays, phrases = _unpacked(folder, card)
    matcher = TermMatcher(lexicon.terms)
    extractor = Extractor(phrases, arrays["idf"], card.classes, matcher)
    if extractor.hash != card.features:
        raise ModelError(
            f"the model {folder} expects features {card.features}, this version makes {extractor.hash}: "
            'train it again with "vnpolicy train"'
        )
    _check_shapes(folder, arrays, len(phrases), len(card.classes), len(card.sectors))
    words = WordModel(
        extractor, TermClasses(taxonomy, card.classes), arrays["words"], arrays["classes"], arrays["bias"]
    )
    weights = Weights(**{name: arrays[name] for name in _ARRAYS[4:]})
    return SectorModel(version(card), words, weights, taxonomy, card.uncertain, card.general)


def version(card: Card) -> str:
    """The name of a model with what tells it from an earlier one of that name ("sectors-1f0c2a9b")."""
    return f"{card.name}-{card.weights[:8]}"


def terms_hash() -> str:
    """Names the library's own terms for sectors; a user's overlay does not change it, nor do examples."""
    terms = [replace(term, examples=(), not_examples=()) for term in Lexicon.load().terms]
    content = json.dumps(msgspec.to_builtins(terms), ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(content).hexdigest()[:16]


def _card(folder: Path) -> Card:
    path = folder / "model.json"
    try:
        card = msgspec.json.decode(path.read_bytes(), type=Card)
    except OSError as error:
        raise ModelError(
            f"cannot read the model {path}: {error.strerror}; expected a folder with model.json and "
            'weights.npz, as "vnpolicy train" writes it'
        ) from error
    except msgspec.DecodeError as error:
        raise ModelError(f"the model {path} is damaged or of another format: {error}") from error
    if card.format != FORMAT:
        raise ModelError(f"the model {path} has the format {card.format!r}, this version reads {FORMAT!r}")
    return card


def _packed(arrays: dict[str, Any], phrases: str) -> bytes:
    """An npz file whose bytes do not depend on the clock."""
    members = {**arrays, "phrases": np.frombuffer(phrases.encode(), np.uint8)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in members.items():
            member = io.BytesIO()
            np.save(member, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _unpacked(folder: Path, card: Card) -> tuple[dict[str, Floats], list[str]]:
    path = folder / "weights.npz"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"cannot read the model's {path}: {error.strerror}") from error
    if hashlib.sha256(content).hexdigest()[:16] != card.weights:
        raise ModelError(f"{path} is not the file that model.json was written with: copy both again, or train again")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            large = [info.filename for info in archive.infolist() if info.file_size > _MOST_BYTES]
            if large:
                raise ModelError(f"{path}: {large[0]} unpacks to more than {_MOST_BYTES:,} bytes, no model is so large")
        with np.load(io.BytesIO(content), allow_pickle=False) as loaded:
            arrays = {name: loaded[name].astype(np.float64) for name in _ARRAYS}
            phrases = loaded["phrases"].tobytes().decode("utf-8")
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path} is damaged: {error}") from error
    return arrays, phrases.split("\n") if phrases else []


def _check_shapes(folder: Path, arrays: dict[str, Floats], phrases: int, classes: int, sectors: int) -> None:
    context = max(max(where) for where in columns(sectors).values()) + 1
    expected = {
        "idf": (phrases,), "words": (phrases, sectors + 1), "classes": (classes, sectors + 1), "bias": (sectors + 1,),
        "context": (context, 2), "offset": (2,), "mean": (context,), "slope": (1,), "shift": (1,),
        "thresholds": (sectors,), "silent": (sectors,),
    }  # fmt: skip
    for name, shape in expected.items():
        if arrays[name].shape != shape:
            raise ModelError(
                f"the model {folder}: {name} has the shape {arrays[name].shape}, expected {shape}: train it again"
            )
