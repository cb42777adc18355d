"""The vectors from which the parser reads a sentence: what each word brings alone is worked out once and kept.

The English model makes a vector of six marks of a word (its norm, prefix, suffix, shape, whether a blank follows,
whether it is one) by hashed tables and one layer, then lets four layers see a word's neighbours. The first part is
the same wherever the word stands, and makes up a third of the work. What comes out has the bits that the model's own
layers give.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any

import numpy as np
from thinc.api import Model

_MOST = 60_000
"""Words whose vectors are kept: 23 MB."""
_ALONE = 4
"""Rows of nothing before, between and after the sentences, as many as the layers that look one word further."""


class Encoder:
    """``encoder(docs)`` gives the rows of each doc, one a token; ``model`` is the model's own."""

    def __init__(self, model: Any) -> None:
        words, sentences = model.layers
        marks, _, tables, layer, _ = words.layers
        self._ops = words.ops
        self._marks = marks.attrs["columns"]
        self._alone = (tables.layers[0], layer.layers[0])
        self._layers = [
            _Layer(maxout, norm)
            for maxout, norm in pairwise(n for n in sentences.walk() if n.name in ("maxout", "layernorm"))
            if maxout.name == "maxout"
        ]
        self._width = model.get_dim("nO")
        self._rows: dict[bytes, int] = {}
        self._vectors = np.zeros((1024, self._width), dtype="f")

    def __call__(self, docs: Any) -> list[Any]:
        marks = [doc.to_array(self._marks) for doc in docs]
        lengths = [len(m) for m in marks]
        gap = [0] * _ALONE
        at = [*gap]
        rows = iter(self._known(np.concatenate(marks)))
        for length in lengths:
            at += islice(rows, length)
            at += gap
        x = self._vectors[at]
        for layer in self._layers:
            x = x + layer(self._ops, self._ops.seq2col(x, 1))
        out, start = [], _ALONE
        for length in lengths:
            out.append(x[start : start + length])
            start += length + _ALONE
        return out

    def _known(self, marks: Any) -> list[int]:
        """The row of ``_vectors`` for each word; row 0 is nothing."""
        keys = np.ascontiguousarray(marks).view(f"V{marks.shape[1] * marks.itemsize}").ravel().tolist()
        new = {key: i for i, key in enumerate(keys) if key not in self._rows}
        if new and len(self._rows) + len(new) > _MOST:
            self._rows.clear()
            new = {key: i for i, key in enumerate(keys)}
        if new:
            first = len(self._rows) + 1
            while first + len(new) > len(self._vectors):
                self._vectors = np.concatenate((self._vectors, np.zeros_like(self._vectors)))
            tables, layer = self._alone
            self._vectors[first : first + len(new)] = layer.predict(tables.predict(marks[list(new.values())]))
            self._rows.update(zip(new, range(first, first + len(new)), strict=True))
        return [self._rows[key] for key in keys]


class _Layer:
    """Maxout and layer normalisation, their weights laid out so that each piece stands in one block."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        self._pieces, self._wide, inner = weights.shape[1], weights.shape[0], weights.shape[2]
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2)).reshape(-1, inner)
        self._bias = np.ascontiguousarray(bias.T).reshape(-1)
        self._gain, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, ops: Any, x: Any) -> Any:
        y = ops.gemm(x, self._weights, trans2=True)
        y += self._bias
        best = y[:, : self._wide].copy()
        for piece in range(1, self._pieces):
            np.maximum(best, y[:, piece * self._wide : (piece + 1) * self._wide], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.square(best).sum(axis=1, keepdims=True)
        spread /= self._wide
        spread += 1e-08
        best *= spread**-0.5
        best *= self._gain
        best += self._shift
        return best


def use(pipe: Any) -> None:
    """Let a tok2vec component work with an :class:`Encoder`."""
    encoder, width = Encoder(pipe.model), pipe.model.get_dim("nO")

    def forward(_: Any, docs: Any, is_train: bool) -> tuple[list[Any], None]:
        return encoder(docs), None

    pipe.model = Model("encoder", forward, dims={"nO": width})
