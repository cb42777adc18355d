"""Speed and memory of reading: characters/s, sentences/s and the share of each stage, in CPU seconds of one process.

    python tools/bench.py [SET ...] [--repeat N] [--pages N]

SET is "news" (pages of ``tools/newslike.py``) or a gold set of ``../shared`` (default: news country-guide plover-gsr).
Prints the fastest of N runs; loading the parser and the knowledge is timed apart. Peak memory is that of the whole
process (``ru_maxrss``).
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import resource
from time import process_time

import newslike
from comity.knowledge import load
from comity.models import Document
from comity.reading import read, read_many
from figures import documents

WARM_UP = Document(
    "warm-up.txt", "The United States recognized Peru on May 2, 1826. Peru received $2 million in aid from Chile."
)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="*", default=["news", "country-guide", "plover-gsr"])
    ap.add_argument("--repeat", type=int, default=2)
    ap.add_argument("--pages", type=int, default=150)
    args = ap.parse_args()
    began = process_time()
    knowledge = load()
    read(WARM_UP, knowledge)
    print(f"start-up (knowledge, parser): {process_time() - began:.2f} s CPU")
    for name in args.sets:
        docs = list(newslike.documents(args.pages)) if name == "news" else documents(name)
        best: dict[str, float] = {}
        for _ in range(args.repeat):
            seconds: dict[str, float] = {}
            readings = list(read_many(docs, knowledge, seconds))
            if not best or sum(seconds.values()) < sum(best.values()):
                best = seconds
        characters = sum(d.characters for d in docs)
        sentences = sum(len(r.sentences) for r in readings)
        claims = sum(len(r.claims) for r in readings)
        total = sum(best.values())
        print(f"\n{name}: {characters:,} characters, {sentences:,} sentences, {claims:,} claims, {total:.2f} s CPU")
        print(f"  all stages    {characters / total:12,.0f} characters/s {sentences / total:8,.0f} sentences/s")
        for stage, took in best.items():
            print(f"  {stage:13s} {characters / max(took, 1e-9):12,.0f} characters/s {took / total:8.1%} of the time")
    print(f"\npeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()
