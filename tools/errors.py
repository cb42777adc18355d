"""Where the events are wrong: by PLOVER type and by construction, with the commonest kinds of error.

    python tools/errors.py [SET ...] [--list KIND]

SET is seeds, guide-events, plover-gsr (default: seeds guide-events). A gold event's construction is told from the words
it covers: active, passive, nominal (a noun tells it) or cross-sentence (a party or the date stands elsewhere).
Matching is
the scorer's own. ``--list`` prints every error of one kind ("missed", "extra", "actors", "recipients", "when", "type").
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from comity.knowledge import load
from comity.reading import read
from comity.reading.acts.clause import Clauses
from comity.reading.syntax import Tree, parser
from figures import SHARED, documents

sys.path.insert(0, str(SHARED / "score"))
import score

MENDS = {
    "missed: no act known for these words": "frames for more verbs and nouns, or a classifier where frames are silent",
    "missed: told as another type": "frames that tell the near types apart, or a classifier for the choice",
    "missed: another claim stands here": "more than one act a clause",
    "extra: no gold event in these words": "stricter frames; references back to acts already told",
    "extra: second claim for one gold event": "one claim an act and clause",
    "actors: none found": "mentions for the noun that acts, or the subject of an earlier sentence",
    "actors: another state": "attachment in the parse; who is meant by pronouns and definite nouns",
    "recipients: none found": "mentions for the noun acted on, or the page's pair",
    "recipients: another state": "attachment in the parse; which state is meant where none is named",
    "when: gold undated": "dates that belong to another clause",
    "when: no date found": "dates of the paragraph's running event",
    "when: another date": "which of several dates belongs to the act",
}


def construction(gold: dict[str, Any]) -> str:
    """Active, passive or nominal by the parse of the gold words; cross-sentence where the date or a party is not in
    them."""
    if gold.get("date_basis") in ("document", "derived"):
        return "cross-sentence"
    text = gold.get("quote") or ""
    if not text:
        return "cross-sentence"
    view = Clauses(Tree(parser()(text), 0))
    root = next(i for i in range(view.n) if view.head[i] == i)
    if not view.is_verb(root):
        return "nominal"
    return "passive" if view.passive(root) else "active"


def kinds(claim: dict[str, Any], gold: dict[str, Any]) -> list[str]:
    """What is wrong with a claim that found its gold event."""
    if score.same_parties(claim, gold):
        if score.same_when(claim["when"], gold):
            return []
        if not claim["when"]:
            return ["when: no date found"]
        return ["when: another date" if gold.get("when") else "when: gold undated"]
    out = []
    for side in ("actors", "recipients"):
        got, want = score.codes(claim[side]), score.codes(gold[side])
        if got != want:
            out.append(f"{side}: " + ("another state" if got else "none found"))
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="*", default=["seeds", "guide-events"])
    ap.add_argument("--list", metavar="KIND", help="print the errors whose kind begins with this")
    args = ap.parse_args()
    knowledge = load()
    errors: Counter[str] = Counter()
    for name in args.sets:
        gold = [g for g in score.read(SHARED / "gold" / name, "events") or [] if "plover" in g]
        claims = []
        for document in documents(name):
            claims += [
                {
                    "document": document.document,
                    "start": c.at.start,
                    "end": c.at.end,
                    "quote": c.at.quote,
                    "plover": c.plover,
                    "actors": list(c.actors),
                    "recipients": list(c.recipients),
                    "when": c.when,
                    "rule": c.rule,
                }
                for c in read(document, knowledge).claims
                if c.plover and c.modality != "proposed"
            ]
        report(name, gold, claims, errors, args.list)
    print("\nthe commonest kinds of error, and what would mend them")
    for kind, count in errors.most_common(10):
        print(f"{count:5d}  {kind:42s} {MENDS.get(kind, '')}")


def report(name: str, gold: list[Any], claims: list[Any], errors: Counter[str], listed: str | None) -> None:
    """Print the two tables of one gold set and count its errors by kind."""

    def weight(p: dict[str, Any], g: dict[str, Any]) -> float:
        shared = score.overlap(p, g)
        if not shared or p["plover"] not in [g["plover"], *g.get("alt", [])]:
            return 0
        solid = 1 if g.get("tier") != 3 else 0.5
        extent = max(p["end"], g["end"]) - min(p["start"], g["start"])
        same = 4 * score.same_parties(p, g) + 2 * score.same_when(p["when"], g)
        return float(solid + same + shared / extent)

    pairs = {j: i for i, j in score.match(claims, gold, weight)}
    taken = set(pairs.values())
    by: dict[str, dict[str, list[int]]] = {"type": {}, "construction": {}}
    for j, g in enumerate(gold):
        if g.get("tier") == 3:
            continue
        wrong = kinds(claims[pairs[j]], g) if j in pairs else [missed(g, claims, taken)]
        who = j in pairs and score.same_parties(claims[pairs[j]], g)
        for table, key in (("type", g["plover"]), ("construction", construction(g))):
            row = by[table].setdefault(key, [0, 0, 0, 0])
            for k, hit in enumerate((True, j in pairs, who, who and not wrong)):
                row[k] += hit
        note(wrong, g, errors, listed)
    for i, c in enumerate(claims):
        if i not in taken:
            near = any(score.overlap(c, g) and c["document"] == g["document"] for g in gold)
            what = "second claim for one gold event" if near else "no gold event in these words"
            note([f"extra: {what}"], c, errors, listed)
    for table, rows in by.items():
        print(f"\n{name}, by {table:14s} gold found   who  when")
        for key, row in sorted(rows.items()):
            print(f"  {key:24s} {row[0]:5d} {row[1] / row[0]:5.2f} {row[2] / row[0]:5.2f} {row[3] / row[0]:5.2f}")


def missed(g: dict[str, Any], claims: list[Any], taken: set[int]) -> str:
    """Why no claim found this gold event."""
    near = [i for i, c in enumerate(claims) if c["document"] == g["document"] and score.overlap(c, g)]
    if not near:
        return "missed: no act known for these words"
    return "missed: another claim stands here" if all(i in taken for i in near) else "missed: told as another type"


def note(wrong: list[str], row: dict[str, Any], errors: Counter[str], listed: str | None) -> None:
    """Count the kinds, and print the row where they are asked for."""
    for kind in wrong:
        errors[kind] += 1
        if listed and kind.startswith(listed):
            told = f"{row['plover']} {','.join(row['actors'])} > {','.join(row['recipients'])} {row['when']}"
            print(f"{kind} | {row['document']} | {told} | {(row.get('quote') or '')[:160]!r}")


if __name__ == "__main__":
    main()
