"""Speed and memory of reading: characters/s, sentences/s and the share of each stage, one process, one core.

    python tools/bench.py [SET ...] [--repeat N]

SET is a gold set of ``../shared`` (default: country-guide wikiwars plover-gsr). Prints the fastest of N runs; loading the
parser and the knowledge is timed apart. Peak memory is that of the whole process (``ru_maxrss``).
"""

from __future__ import annotations

import argparse
import resource
from time import process_time

from comity.knowledge import load
from comity.models import Document
from comity.reading import read

from figures import documents

WARM_UP = Document("warm-up.txt", "The United States recognized Peru on May 2, 1826. Peru received $2 million in aid from Chile.")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="*", default=["country-guide", "wikiwars", "plover-gsr"])
    ap.add_argument("--repeat", type=int, default=2)
    args = ap.parse_args()
    began = process_time()
    knowledge = load()
    read(WARM_UP, knowledge)
    print(f"start-up (knowledge, parser): {process_time() - began:.2f} s CPU")
    for name in args.sets:
        docs = documents(name)
        best: dict[str, float] = {}
        for _ in range(args.repeat):
            seconds: dict[str, float] = {}
            readings = [read(d, knowledge, seconds) for d in docs]
            if not best or sum(seconds.values()) < sum(best.values()):
                best = seconds
        characters = sum(d.characters for d in docs)
        sentences = sum(len(r.sentences) for r in readings)
        total = sum(best.values())
        print(f"\n{name}: {characters:,} characters, {sentences:,} sentences, {total:.2f} s")
        print(f"  all stages    {characters / total:12,.0f} characters/s {sentences / total:8,.0f} sentences/s")
        for stage, took in best.items():
            print(f"  {stage:13s} {characters / max(took, 1e-9):12,.0f} characters/s {took / total:8.1%} of the time")
    print(f"\npeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()
