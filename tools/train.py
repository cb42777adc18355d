"""Train the classifier of acts from the sentences in ``training/`` and write it into the package.

    python tools/train.py [--check]

Writes ``src/comity/knowledge/models/acts.npz`` and its line in ``models.toml``, and prints the cross-validated figures
that ``docs/classifier.md`` shows (``--check`` prints them and writes nothing). The same data and the same library
versions give the same bytes. Nothing but ``training/`` is read, and the word vectors that ship with comity.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from comity.knowledge import Knowledge, load
from comity.models import Claim, Document, Reading
from comity.reading import relevance, stages
from comity.reading.acts import find
from comity.reading.acts.cast import Cast
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import codebook
from comity.reading.acts.likeness import likely
from comity.reading.acts.likeness.features import SLOTS, Features, features, triggers
from comity.reading.acts.likeness.model import NONE, Model, Vectors, vectors
from comity.reading.syntax import parse_all
from training_rows import TAG, lines, passage, placed

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "src" / "comity" / "knowledge" / "models"
VERSION = "2"
FOLDS = 5
STRENGTH = 1.0  # inverse of the L2 penalty; this, SCALE, MARK and RARE were chosen by cross-validation on training/
SCALE = 1.0
MARK = 1.0
RARE = 2  # a mark seen less often is left out


@dataclass(frozen=True)
class Example:
    """A word that may tell an act, from training sentence ``row``: its type or NONE."""

    row: str
    label: str
    seen: Features
    hard: str


@dataclass(frozen=True)
class Parsed:
    """One sentence of a training row: its parse, its mentions by token, and (start, end, type) of each trigger."""

    row: dict[str, Any]
    reading: Reading
    view: Clauses
    cover: dict[int, Any]
    spans: list[tuple[int, int, str]]


def rows() -> list[dict[str, Any]]:
    """Every training row, in the order of the files' names; a passage is a row of several sentences under its title."""
    return [*lines("sentences"), *(passage(row) for row in lines("passages"))]


def digest() -> str:
    """SHA-256 over the training rows, sorted by id: the order of the files does not count."""
    lines = sorted(json.dumps(r, sort_keys=True, ensure_ascii=False) for r in rows())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def parsed(knowledge: Knowledge) -> Iterator[Parsed]:
    """Each training sentence as comity reads it up to the parse; all are parsed, whatever words they hold."""
    relevance.wanted = lambda reading, _: list(reading.sentences)
    held = rows()
    for at in range(0, len(held), 500):
        group = held[at : at + 500]
        readings = [Reading(Document(row["id"], TAG.sub("", row["text"]))) for row in group]
        for name, stage in stages():
            if name == "syntax":
                break
            readings = [stage(r, knowledge) for r in readings]
        for row, reading in zip(group, parse_all(readings, knowledge), strict=True):
            spans = [(event["start"], event["end"], event["plover"]) for event in placed(row)]
            cast = Cast(reading)
            for n, tree in sorted(reading.trees.items()):
                view = Clauses(tree)
                yield Parsed(row, reading, view, cast.tokens(view, n), spans)


def heads(view: Clauses, start: int, end: int) -> tuple[list[int], list[int]]:
    """(tokens between two offsets, those of them that hang from none of the others)."""
    inside = [i for i in range(view.n) if view.start[i] < end and view.end[i] > start]
    return inside, [i for i in inside if view.head[i] not in inside or view.head[i] == i]


def event_nouns(sentences: Sequence[Parsed]) -> frozenset[str]:
    """Nouns that head a trigger somewhere in the training sentences."""
    out = set()
    for p in sentences:
        for start, end, _ in p.spans:
            out |= {p.view.lemma[h] for h in heads(p.view, start, end)[1] if p.view.tag[h] in ("NN", "NNS")}
    return frozenset(out)


def examples(sentences: Sequence[Parsed], nouns: frozenset[str]) -> Iterator[Example]:
    """Every word that may tell an act, labelled; without a trigger's other words and the verb that carries a noun."""
    for p in sentences:
        view = p.view
        candidates = triggers(view, nouns, p.cover)
        labels: dict[int, str] = {}
        beside: set[int] = set()
        for start, end, plover in p.spans:
            inside, top = heads(view, start, end)
            told = [h for h in top if h in candidates] or [t for t in inside if t in candidates]
            if told:
                labels[told[0]] = plover
            beside |= set(inside)
            for h in top:
                if view.dep[h] in ("dobj", "nsubjpass", "pobj", "xcomp"):
                    beside |= {view.head[h], view.head[view.head[h]] if view.dep[h] == "pobj" else view.head[h]}
        for i in candidates:
            if i in labels or i not in beside:
                yield Example(p.row["id"], labels.get(i, NONE), features(view, i, p.cover), p.row["hard"])


def matrix(found: Sequence[Example], marks: dict[str, int], known: Vectors) -> Any:
    """Sparse (examples, marks + slots x dimensions)."""
    at, column = [], []
    size = known.rows.shape[1]
    dense = np.zeros((len(found), len(SLOTS) * size), np.float32)
    for n, e in enumerate(found):
        for m in e.seen.marks:
            if m in marks:
                at.append(n)
                column.append(marks[m])
        for s, words in enumerate(e.seen.words):
            vector = known.of(words)
            if vector is not None:
                dense[n, s * size : (s + 1) * size] = vector * SCALE
    ones = np.full(len(at), MARK, np.float32)
    return sp.hstack(
        [sp.csr_matrix((ones, (at, column)), shape=(len(found), len(marks))), sp.csr_matrix(dense)]
    ).tocsr()


def fit(x: Any, y: Any) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-3).fit(x, y)


def fold(row: str) -> int:
    """Which fold a training row is in: by its id alone."""
    return int(hashlib.sha256(row.encode()).hexdigest(), 16) % FOLDS


def temperature(logits: Any, gold: Any) -> float:
    """The temperature under which held-out probabilities are likeliest (Guo et al. 2017), to two places."""

    def loss(t: float) -> float:
        z = logits / t
        z = z - z.max(axis=1, keepdims=True)
        log = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-log[np.arange(len(gold)), gold].mean())

    return min((n / 100 for n in range(50, 301, 2)), key=loss)


def pack(lines: Sequence[str]) -> Any:
    """Strings as UTF-8 bytes, one a line: arrays that need no pickle."""
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


def write(name: str, version: str, arrays: dict[str, Any], note: str) -> None:
    """Write ``NAME.npz`` and the line of ``models.toml`` that names its digest."""
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)
    content = held.getvalue()
    MODELS.mkdir(exist_ok=True)
    (MODELS / f"{name}.npz").write_bytes(content)
    stanza = (
        f'[{name}]\nfile = "{name}.npz"\nversion = "{version}"\n'
        f'sha256 = "{hashlib.sha256(content).hexdigest()}"\nnote = "{note}"\n'
    )
    table = MODELS / "models.toml"
    text = table.read_text(encoding="utf-8") if table.exists() else HEAD
    before = re.sub(rf"\[{name}\]\n(?:[^\[\n].*\n)+", "", text).rstrip("\n")
    table.write_text(f"{before}\n\n{stanza}", encoding="utf-8", newline="\n")
    print(f"{name}.npz: {len(content):,} bytes", file=sys.stderr)


HEAD = "# The models that comity ships, each with the digest it is checked against. Written by tools/train.py.\n"


def figures(found: Sequence[Example], probabilities: Any, classes: Sequence[str]) -> Iterator[str]:
    """Markdown: precision, recall, F1 and confusions by type, the choice among types, confidence against truth."""
    gold = np.array([e.label for e in found])
    told = np.array(classes)[probabilities.argmax(axis=1)]
    types = [c for c in classes if c != NONE]
    yield "| type | P | R | F1 | of | most taken for |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    f1s, hits = [], 0
    for c in types:
        hit = int(((gold == c) & (told == c)).sum())
        p, r = hit / max(1, (told == c).sum()), hit / max(1, (gold == c).sum())
        f1s.append(2 * p * r / max(1e-9, p + r))
        hits += hit
        wrong = Counter(told[(gold == c) & (told != c)].tolist()).most_common(3)
        taken = ", ".join(f"{w} {n}" for w, n in wrong)
        yield f"| {c} | {p:.2f} | {r:.2f} | {f1s[-1]:.2f} | {(gold == c).sum()} | {taken} |"
    p, r = hits / max(1, (told != NONE).sum()), hits / max(1, (gold != NONE).sum())
    yield f"| macro | | | {np.mean(f1s):.3f} | | |"
    yield f"| micro | {p:.2f} | {r:.2f} | {2 * p * r / (p + r):.3f} | {(gold != NONE).sum()} | |"
    yield ""
    among = probabilities.copy()
    among[:, list(classes).index(NONE)] = 0
    event = gold != NONE
    right = float((np.array(classes)[among.argmax(axis=1)] == gold)[event].mean())
    yield f"Which type, where an act is told: {right:.3f} right."
    yield ""
    yield "| confidence | acts proposed | right | mean confidence |"
    yield "| --- | ---: | ---: | ---: |"
    top, proposed = probabilities.max(axis=1), told != NONE
    for low, high in ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = proposed & (top >= low) & (top < high)
        if inside.any():
            true, said = (told == gold)[inside].mean(), top[inside].mean()
            yield f"| {low:.1f} to {min(high, 1):.1f} | {inside.sum()} | {true:.2f} | {said:.2f} |"
    yield ""
    hard = np.array([bool(e.hard) for e in found])
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        kept = proposed & (top >= least)
        hit = int(((told == gold) & kept).sum())
        p, r, slips = hit / max(1, kept.sum()), hit / event.sum(), (kept & hard & ~event).sum()
        yield f"At confidence {least}: precision {p:.2f}, recall {r:.2f}; {slips} hard negatives taken for acts"


def told(sentences: Sequence[Parsed], knowledge: Knowledge, fitted: Model) -> Iterator[tuple[Parsed, list[Claim]]]:
    """Each training row with the claims that frames and ``fitted`` make of it, down to a confidence of 0.3."""
    known = Knowledge(knowledge.root)
    known.compiled("acts.codebook", lambda _: codebook(knowledge))
    likely_acts = likely(knowledge)
    known.compiled(
        "acts.likely",
        lambda _: dataclasses.replace(likely_acts, model=fitted, least=dict.fromkeys(likely_acts.acts, 0.3)),
    )
    seen = set()
    for p in sentences:
        if p.row["id"] not in seen:
            seen.add(p.row["id"])
            yield p, [c for c in find(p.reading, known).claims if c.modality != "proposed"]


def ablation(read: Sequence[tuple[Parsed, list[Claim]]]) -> Iterator[str]:
    """Markdown: events of the training rows found by frames alone, and by frames and held-out classifiers together."""
    yield "| read by | claims of the classifier | right type | found P | R | F1 | who P | R | F1 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for least in (2.0, 0.7, 0.6, 0.5, 0.4, 0.3):
        claims = events = found = who = own = right = 0
        for p, held in read:
            kept = [c for c in held if not c.rule.startswith("classifier") or c.confidence >= least]
            free = list(zip(p.spans, p.row["events"], strict=True))
            claims, events = claims + len(kept), events + len(free)
            own += sum(c.rule.startswith("classifier") for c in kept)
            for c in kept:
                same = [f for f in free if f[0][2] == c.plover and f[0][0] < c.at.end and c.at.start < f[0][1]]
                if same:
                    best = max(same, key=lambda f: _who(c, f[1]))
                    free.remove(best)
                    found, who = found + 1, who + _who(c, best[1])
                    right += c.rule.startswith("classifier")
        name = "frames alone" if least > 1 else f"and the classifier at {least}"
        scores = [(n / max(1, claims), n / events) for n in (found, who)]
        cells = " | ".join(f"{p:.3f} | {r:.3f} | {2 * p * r / max(1e-9, p + r):.3f}" for p, r in scores)
        yield f"| {name} | {own} | {right} | {cells} |"


def _who(claim: Claim, event: dict[str, Any]) -> bool:
    """True where claim and event have the same parties, organs aside; on whichever side where the act is reciprocal."""
    a, r, x, y = (
        {c.split("/")[0] for c in side}
        for side in (claim.actors, claim.recipients, event["actors"], event["recipients"])
    )
    return (a | r) == (x | y) if not y else a == x and r == y


def arrays(fitted: LogisticRegression, marks: Sequence[str], nouns: frozenset[str], heat: float) -> dict[str, Any]:
    """The model as arrays, float16, without the marks that hardly weigh."""
    weights, many = fitted.coef_.T, len(marks)
    used = np.abs(weights[:many]).max(axis=1) >= 0.01
    return {
        "classes": pack(list(fitted.classes_)),
        "marks": pack([m for m, u in zip(marks, used, strict=True) if u]),
        "nouns": pack(sorted(nouns)),
        "weights": (weights[:many][used] * MARK).astype(np.float16),
        "dense": (weights[many:] * SCALE).reshape(len(SLOTS), -1, len(fitted.classes_)).astype(np.float16),
        "intercept": fitted.intercept_.astype(np.float32),
        "temperature": np.array(heat, np.float32),
        "training": pack([digest()]),
    }


def train(check: bool) -> None:
    """Cross-validate, then fit on everything and write the model."""
    knowledge = load()
    known = vectors(knowledge)
    sentences = list(parsed(knowledge))
    nouns = event_nouns(sentences)
    found = list(examples(sentences, nouns))
    counts = Counter(m for e in found for m in e.seen.marks)
    marks = {m: n for n, m in enumerate(sorted(m for m, c in counts.items() if c >= RARE))}
    x, y = matrix(found, marks, known), np.array([e.label for e in found])
    folds = np.array([fold(e.row) for e in found])
    classes = sorted(set(y))
    logits = np.zeros((len(found), len(classes)))
    read: list[tuple[Parsed, list[Claim]]] = []
    for k in range(FOLDS):
        fitted = fit(x[folds != k], y[folds != k])
        logits[folds == k] = fitted.decision_function(x[folds == k])
        held = [p for p in sentences if fold(p.row["id"]) == k]
        read += told(held, knowledge, Model(arrays(fitted, list(marks), nouns, 1.0), known, VERSION))
    heat = temperature(logits, np.searchsorted(classes, y))
    scaled = np.exp(logits / heat - (logits / heat).max(axis=1, keepdims=True))
    print(f"{len(sentences)} sentences, {len(found)} words that may tell an act, {(y != NONE).sum()} do;", end=" ")
    print(f"temperature {heat}\n")
    print("\n".join(figures(found, scaled / scaled.sum(axis=1, keepdims=True), classes)))
    print()
    print("\n".join(ablation(read)))
    if not check:
        write("acts", VERSION, arrays(fit(x, y), list(marks), nouns, heat), f"trained on training/, digest {digest()}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--check", action="store_true", help="print the cross-validated figures, write nothing")
    args = ap.parse_args()
    train(args.check)


if __name__ == "__main__":
    main()
