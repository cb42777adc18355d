"""How much of the training sentences the act frames read: recall and precision by type, and the triggers they miss.

    python tools/coverage.py [--type PLOVER] [--extra] [--most N] [--passages FOLDER] [--half A|B]

The sentences of ``training/`` are the project's own; what frames miss here is vocabulary to add to
``knowledge/acts``. ``--extra`` lists claims that the sentences do not hold. ``--passages`` measures on the marked
passages of a folder instead (default: those of ``training/``) and lists the misses of one half of them, with what was
read instead.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path

import passage_coverage
from comity.knowledge import load
from comity.models import Document
from comity.reading import read_many
from training_rows import TRAINING, lines


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--type", help="only this PLOVER type")
    ap.add_argument("--extra", action="store_true")
    ap.add_argument("--most", type=int, default=60, help="how many lines to list (0: all)")
    ap.add_argument("--passages", nargs="?", type=Path, const=TRAINING, metavar="FOLDER")
    ap.add_argument("--half", choices="AB", default="A")
    args = ap.parse_args()
    if args.passages:
        passage_coverage.report(args.passages, args.half, args.type or "", args.extra, args.most)
        return
    rows = list(lines("sentences"))
    texts = [re.sub(r"</?[ar]>", "", row["text"]) for row in rows]
    documents = [Document(row["id"], text) for row, text in zip(rows, texts, strict=True)]
    hit: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    missed: dict[tuple[str, str], list[str]] = defaultdict(list)
    unwanted: list[tuple[str, str, str, str]] = []
    for row, text, reading in zip(rows, texts, read_many(documents, load()), strict=True):
        found = Counter(c.plover for c in reading.claims if c.plover and c.modality != "proposed")
        wanted = Counter(e["plover"] for e in row["events"])
        for kind in sorted(found | wanted):
            gold[kind] += wanted[kind]
            hit[kind] += min(found[kind], wanted[kind])
            extra[kind] += max(0, found[kind] - wanted[kind])
        for event in row["events"]:
            if not found[event["plover"]]:
                missed[event["plover"], event["trigger"].lower()].append(text)
        unwanted += [(c.plover, c.rule, row["hard"], text) for c in reading.claims if c.plover and not wanted[c.plover]]
    print(f"{'type':11s}{'gold':>6s}{'recall':>8s}{'extra':>7s}")
    for kind in sorted(gold):
        print(f"{kind:11s}{gold[kind]:6d}{hit[kind] / max(1, gold[kind]):8.2f}{extra[kind]:7d}")
    print(f"{'all':11s}{gold.total():6d}{hit.total() / gold.total():8.2f}{extra.total():7d}")
    if args.extra:
        for kind, rule, hard, text in unwanted:
            if not args.type or kind == args.type:
                print(f"{kind} {rule} [{hard}] {text}")
        return
    ranked = sorted(missed.items(), key=lambda item: (-len(item[1]), item[0]))
    for (kind, trigger), where in [r for r in ranked if not args.type or r[0][0] == args.type][: args.most]:
        print(f"{len(where)} {kind} {trigger!r}: {where[0]}")


if __name__ == "__main__":
    main()
