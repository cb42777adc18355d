"""The shipped classifier of acts: a linear model over marks and word vectors, in plain arrays.

Multinomial logistic regression; a probability is the softmax of the scores over a temperature, set by
cross-validation (Guo et al. 2017).
``docs/classifier.md`` says how it was trained and how well it does.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from comity.knowledge import Knowledge
from comity.reading.acts.likeness.features import SLOTS, Features

NONE = "NONE"
"""The class of words that tell no act."""


class ModelError(ValueError):
    """A model file that is not the one that ``models/models.toml`` names."""


class Vectors:
    """Word vectors, one row a word: int8 of shape (words, dimensions), read as multiples of ``step``."""

    def __init__(self, words: Sequence[str], rows: Any, step: float) -> None:
        self.index = {w: n for n, w in enumerate(words)}
        self.rows = rows.astype(np.float32) * np.float32(step)

    def of(self, words: Sequence[str]) -> Any:
        """The mean vector of the words that are known, as float32; None where none is."""
        known = [self.index[w] for w in words if w in self.index]
        if not known:
            return None
        return self.rows[known[0]] if len(known) == 1 else self.rows[known].mean(axis=0)


class Model:
    """``weights``: float32 (marks, classes); ``dense``: float32 (slots, dimensions, classes)."""

    def __init__(self, data: Any, vectors: Vectors, version: str) -> None:
        self.version = version
        self.classes: tuple[str, ...] = tuple(lines(data["classes"]))
        self.marks = {m: n for n, m in enumerate(lines(data["marks"]))}
        self.nouns = frozenset(lines(data["nouns"]))
        self.weights = data["weights"].astype(np.float32)
        self.dense = data["dense"].astype(np.float32)
        self.intercept = data["intercept"].astype(np.float32)
        self.temperature = float(data["temperature"])
        self.training = "".join(lines(data["training"]))
        self.vectors = vectors

    def scores(self, features: Features) -> Any:
        """Probability of each class, float32 of shape (classes,)."""
        known = [self.marks[m] for m in features.marks if m in self.marks]
        total = self.intercept + self.weights[known].sum(axis=0)
        for slot, words in enumerate(features.words):
            vector = self.vectors.of(words)
            if vector is not None:
                total = total + vector @ self.dense[slot]
        total = total / self.temperature
        raised = np.exp(total - total.max())
        return raised / raised.sum()

    def best(self, features: Features) -> tuple[str, float]:
        """The likeliest class and its probability."""
        scores = self.scores(features)
        top = int(scores.argmax())
        return self.classes[top], float(scores[top])


def model(knowledge: Knowledge) -> Model:
    """The classifier of this knowledge. Raises ModelError where a file is not the one that ``models.toml`` names."""
    return knowledge.compiled("acts.likeness", _load)


def vectors(knowledge: Knowledge) -> Vectors:
    """The word vectors of this knowledge. Raises ModelError as :func:`model` does."""
    return knowledge.compiled("acts.likeness.vectors", _load_vectors)


def _load(knowledge: Knowledge) -> Model:
    data = arrays(knowledge, "acts")
    made = Model(data, vectors(knowledge), knowledge.table("models/models.toml")["acts"]["version"])
    if made.dense.shape[0] != len(SLOTS):
        raise ModelError(f"acts.npz: {made.dense.shape[0]} groups of words where {len(SLOTS)} are read")
    return made


def _load_vectors(knowledge: Knowledge) -> Vectors:
    data = arrays(knowledge, "vectors")
    return Vectors(lines(data["words"]), data["rows"], float(data["step"]))


def arrays(knowledge: Knowledge, name: str) -> Any:
    """The arrays of ``models/NAME.npz``, its digest checked; nothing in it is ever unpickled."""
    named = knowledge.table("models/models.toml")[name]
    content = knowledge.root.joinpath(f"models/{named['file']}").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != named["sha256"]:
        raise ModelError(
            f"{named['file']}: its digest {digest[:12]} is not {named['sha256'][:12]}; install comity anew"
        )
    return np.load(io.BytesIO(content), allow_pickle=False)


def lines(packed: Any) -> list[str]:
    """Strings packed as UTF-8 bytes, one a line."""
    return str(packed.tobytes().decode("utf-8")).split("\n") if packed.size else []
