"""Make a corpus with planted copies, find the copies, and say how well and how fast.

    python tools/corpus.py [N ...] [--seed S] [--out DIR | --record]

Default: 1000 3000 10000 documents. The text is made: pseudo-words in the frequencies of real text, English function
words, dates, numbers, names, and stock sentences that many documents share but for a name and a date (these are no
copies). A third of the documents carry passages taken from others: whole or edited sentence by sentence (a date or
number changed, words put in, one to three words in ten replaced), moved, shuffled; one story goes round one document
in a hundred. ``--out`` keeps the documents as JSON Lines with the planted copies beside them.

``--record`` weighs the pages and writes their record instead, as a build does when it has read them: page by page into
the file beside the record, then lineage, weighing and writing; seconds of CPU of each step, peak memory in MB.

Precision: the share of characters in found copies whose two sentences do come from one. Recall: the share of characters
in planted copies that are found in one family with the sentence they were taken from.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from time import process_time

from comity.knowledge import load
from comity.models import Document, Evidence, Reading, Sentence
from comity.reading.dates.lexicon import MONTHS
from comity.weighing import lineage

LIGHT = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "that",
    "for",
    "on",
    "was",
    "with",
    "as",
    "by",
    "at",
    "from",
    "is",
    "had",
    "were",
    "which",
    "has",
    "it",
    "an",
    "be",
    "its",
    "have",
]
ONSETS = [
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "br",
    "cr",
    "dr",
    "pr",
    "st",
    "tr",
    "pl",
    "gr",
    "sh",
    "ch",
]
CORES = ["a", "e", "i", "o", "u", "ai", "ou", "ea", "io"]
CODAS = ["", "n", "r", "s", "l", "t", "nd", "rt", "sk", "m"]
STOCK = (
    "Diplomatic relations were established on {date}, when the Embassy in {name} was opened with {name} as charge.",
    "{name} presented his credentials to the Government of {name} on {date}.",
    "The United States recognized {name} as an independent state on {date}.",
    "The two sides signed the agreement in {name} on {date} in the presence of {name}.",
)


@dataclass(frozen=True)
class Planted:
    """One made sentence: its words and the number of the sentence it goes back to."""

    text: str
    origin: int
    copied: bool


class Maker:
    """Makes sentences from one seed of chance."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        words = sorted({self._word() for _ in range(30_000)})
        self.r.shuffle(words)
        self.words = words[:20_000]
        self.weights = list(accumulate(1 / (n + 10) for n in range(len(self.words))))
        self.names = [w.capitalize() for w in words[20_000:24_000]]
        self.count = 0

    def _word(self) -> str:
        return "".join(
            self.r.choice(ONSETS) + self.r.choice(CORES) + self.r.choice(CODAS)
            for _ in range(self.r.choice((1, 2, 2, 3)))
        )

    def date(self) -> str:
        return f"{self.r.choice(MONTHS)} {self.r.randint(1, 28)}, {self.r.randint(1900, 2023)}"

    def content(self, n: int) -> list[str]:
        return self.r.choices(self.words, cum_weights=self.weights, k=n)

    def sentence(self) -> Planted:
        self.count += 1
        r = self.r
        if r.random() < 0.08:
            parts = r.choice(STOCK).split("{name}")
            text = "".join(p + (r.choice(self.names) if n < len(parts) - 1 else "") for n, p in enumerate(parts))
            return Planted(text.replace("{date}", self.date()), self.count, False)
        words = []
        for word in self.content(r.randint(4, 16)):
            words += [r.choice(LIGHT), word] if r.random() < 0.75 else [word]
            roll = r.random()
            if roll < 0.05:
                words.append(r.choice(self.names))
            elif roll < 0.08:
                words += ["on", self.date()]
            elif roll < 0.11:
                words += [f"${r.randint(1, 900)}", "million"]
        text = " ".join(words)
        return Planted(text[0].upper() + text[1:] + ".", self.count, False)

    def edited(self, s: Planted) -> Planted:
        r = self.r
        words = s.text.rstrip(".").split(" ")
        roll = r.random()
        if roll < 0.4:
            return Planted(s.text, s.origin, True)
        if roll < 0.7:
            spots = [k for k, w in enumerate(words) if any(c.isdigit() for c in w)]
            if spots and r.random() < 0.5:
                words[r.choice(spots)] = str(r.randint(1, 2020))
            else:
                k = r.randrange(len(words))
                words[k:k] = self.content(r.randint(1, 3))
        else:
            share = r.uniform(0.1, 0.3)
            words = [self.content(1)[0] if r.random() < share else w for w in words]
        return Planted(" ".join(words) + ".", s.origin, True)


def corpus(n: int, seed: int = 1) -> list[list[Planted]]:
    """``n`` documents of about 25 sentences each."""
    make = Maker(seed)
    r = make.r
    wire = [make.sentence() for _ in range(6)]
    documents: list[list[Planted]] = []
    for k in range(n):
        own = [make.sentence() for _ in range(r.randint(12, 36))]
        if k > 4 and r.random() < 0.33:
            source = documents[r.randrange(k)]
            first = r.randrange(len(source))
            taken = [make.edited(s) for s in source[first : first + r.randint(1, 8)]]
            _plant(own, taken, r)
        if r.random() < 0.01:
            _plant(own, [make.edited(s) for s in wire], r)
        documents.append(own)
    return documents


def _plant(own: list[Planted], taken: list[Planted], r: random.Random) -> None:
    if r.random() < 0.3:
        for s in taken:
            own.insert(r.randint(0, len(own)), s)
    else:
        at = r.randint(0, len(own))
        own[at:at] = taken


def readings(documents: list[list[Planted]]) -> list[Reading]:
    """The documents as readings with their sentences cut as they were made."""
    out = []
    for k, made in enumerate(documents):
        name = f"d{k:06d}"
        text = " ".join(s.text for s in made)
        at, sentences = 0, []
        for n, s in enumerate(made):
            sentences.append(Sentence(Evidence(name, at, at + len(s.text), s.text), n, n // 5))
            at += len(s.text) + 1
        out.append(Reading(Document(name, text), sentences=tuple(sentences)))
    return out


def measure(n: int, seed: int) -> dict[str, float]:
    """Find the copies among ``n`` made documents: precision, recall, F1, seconds of CPU and peak memory in MB."""
    documents = corpus(n, seed)
    made = readings(documents)
    origin = {
        (r.document.document, s.at.start): p.origin
        for r, ps in zip(made, documents, strict=True)
        for s, p in zip(r.sentences, ps, strict=True)
    }
    began = process_time()
    found = lineage.find(made, load())
    seconds = process_time() - began
    starts = {r.document.document: [(s.at.start, s.at.end) for s in r.sentences] for r in made}
    right = said = 0
    for c in found.copies:
        ids = []
        for side in (c.a, c.b):
            ids.append({origin[side.document, a] for a, e in starts[side.document] if a < side.end and side.start < e})
        size = c.a.end - c.a.start + c.b.end - c.b.start
        said += size
        right += size * bool(ids[0] & ids[1])
    members: dict[int, list[tuple[bool, int, str]]] = {}
    for r, ps in zip(made, documents, strict=True):
        for s, p in zip(r.sentences, ps, strict=True):
            family = found.family(r.document.document, s.at.start, s.at.end)
            members.setdefault(p.origin, []).append((p.copied, len(s.at.quote), family))
    planted = caught = 0
    for group in members.values():
        if len(group) < 2:
            continue
        families = [f for *_, f in group if f]
        first = max(set(families), key=families.count) if families else None
        for copied, size, family in group:
            if copied:
                planted += size
                caught += size * (family == first)
    p, q = right / max(1, said), caught / max(1, planted)
    return {
        "documents": n,
        "copies": len(found.copies),
        "precision": round(p, 4),
        "recall": round(q, 4),
        "f1": round(2 * p * q / max(1e-9, p + q), 4),
        "seconds": round(seconds, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def record(path: Path) -> dict[str, float]:
    """Weigh pages of a JSON Lines file and write their record: seconds of CPU of each step, peak memory in MB."""
    from comity.keeping import reader, store, writing
    from comity.keeping.spill import Spill
    from comity.weighing import weigh

    knowledge, out = load(), path.with_suffix(".comity")
    took: dict[str, float] = {}

    def done(step: str, began: float) -> float:
        took[step] = round(process_time() - began, 1)
        return process_time()

    began, made_by, spill = process_time(), reader.digest(knowledge), Spill(out)
    with path.open() as lines:
        for name, text, cuts in map(json.loads, lines):
            cut = (Sentence(Evidence(name, a, b, text[a:b]), n, n // 5) for n, (a, b) in enumerate(cuts))
            page = Reading(Document(name, text), sentences=tuple(cut))
            spill.add(page, store.pack(reader.key(page.document, made_by), page.document, page))
    began = done("kept", began)
    pages = spill.readings()
    found = lineage.find(pages, knowledge)
    began = done("lineage", began)
    weighing = weigh(pages, knowledge, (), found)
    began = done("weighing", began)
    with closing(sqlite3.connect(out)) as connection:
        writing.fill_from(connection, spill, weighing, knowledge, lineage=found)
    done("writing", began)
    spill.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "documents": len(pages),
        **took,
        "peak_mb": round(peak / 1024),
        "record_mb": round(out.stat().st_size / 1e6),
    }


def _recorded(n: int, seed: int) -> str:
    """What :func:`record` says of ``n`` made documents, in a process of its own that has not made them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.jsonl"
        with path.open("w") as lines:
            for r in readings(corpus(n, seed)):
                cuts = [(s.at.start, s.at.end) for s in r.sentences]
                lines.write(json.dumps([r.document.document, r.document.text, cuts]) + "\n")
        command = [sys.executable, __file__, "--weigh", str(path)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sizes", nargs="*", type=int, default=[1000, 3000, 10000])
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--out", type=Path, help="write the first size here as documents.jsonl and planted.jsonl and stop")
    ap.add_argument("--record", action="store_true", help="weigh the documents and write their record instead")
    ap.add_argument("--weigh", type=Path, help=argparse.SUPPRESS)
    args = ap.parse_args()
    if args.weigh:
        print(json.dumps(record(args.weigh)))
        return
    if args.out:
        documents = corpus(args.sizes[0], args.seed)
        args.out.mkdir(parents=True, exist_ok=True)
        with (args.out / "documents.jsonl").open("w") as docs, (args.out / "planted.jsonl").open("w") as planted:
            for reading, made in zip(readings(documents), documents, strict=True):
                docs.write(json.dumps({"document": reading.document.document, "text": reading.document.text}) + "\n")
                for s, p in zip(reading.sentences, made, strict=True):
                    row = {"document": s.at.document, "start": s.at.start, "end": s.at.end, "origin": p.origin}
                    planted.write(json.dumps(row | {"copied": p.copied}) + "\n")
        return
    for n in args.sizes:
        print(_recorded(n, args.seed).strip() if args.record else json.dumps(measure(n, args.seed)), flush=True)


if __name__ == "__main__":
    main()
