"""Measure every gold set once and write what was found: docs/figures.md and src/comity/knowledge/measured.toml.

    python tools/make_figures_docs.py [SET ...] [--floors]
    python tools/make_figures_docs.py --check

Without SET all sets are measured, which takes some minutes; with names only these are, and the others keep what the
table holds. ``--floors`` writes tests/floors.toml from the same run. ``--check`` measures nothing: it fails where the
page is not what the table gives, or where the gold of a set is no longer that which was measured. Run it when a stage
has changed. The pages of the record show the same table (Method), and so does ``comity codebook --measured``.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import figures
import make_floors

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "docs" / "figures.md"
TABLE = ROOT / "src" / "comity" / "knowledge" / "measured.toml"
SETS = {
    "seeds": "Five documents on Cambodia and the United States, all tables. Worked on: every miss was looked at.",
    "own": "Eight pages about pairs of states that no other set covers, written and annotated for comity before it was "
    "run on them. Misses are looked at for what they say of the language, never for their sentences.",
    "second": "Five pages on Sudan and the United States in the genres of the seeds, written and annotated likewise. "
    "Misses are looked at as in own.",
    "third": "Five pages on Nicaragua and the United States in the genres of the seeds, written and annotated "
    "likewise. Misses are looked at as in own.",
    "fourth": "Five pages on Ethiopia and Italy in the genres of the seeds, written and annotated likewise. Misses are "
    "looked at as in own.",
    "fifth": "Five pages on Argentina and Chile in the genres of the seeds, written and annotated likewise. Misses are "
    "looked at as in own.",
    "held": "Five pages on Indonesia and the Netherlands, written and annotated likewise. Held out: never worked on, "
    "its misses are not looked at. The best forecast of what comity does on pages it has not seen.",
    "guide-events": "Nine country pages of a guide to recognition and relations: events, dates, offices. Worked on.",
    "country-guide": "104 country pages of the same guide: dated changes of status. Worked on.",
    "wikiwars": "16 histories of wars: dates (WikiWars, Mazur and Dale 2010). Worked on.",
    "plover-gsr": "Single sentences of PLOVER's gold standard records: events. Measured with, never trained on.",
}
MEANS = {
    "events.found": "an event at the place, of the right PLOVER type",
    "events.who": "found, with the same actors and recipients",
    "events.when": "found, same parties, same time",
    "events.clear": "of the events that any careful coder codes, the share found",
    "modality": "share of found events with the right modality",
    "facts": "pairs of claims joined into one fact",
    "dates.extent": "the very words of a date",
    "dates.value": "a date with the right value",
    "amounts.value": "a sum with the right value and currency",
    "amounts.roles": "with the right payer, recipient and time",
    "status": "a change of diplomatic status",
    "status.when": "with the right time",
    "offices": "a person in an office of the right state",
    "polls": "a reading of a poll",
    "statements": "a statement with its speaker and act",
    "copies": "characters that stand in two documents",
    "disputes": "rival passages set against each other",
    "actors": "named actors with the right state",
    "furniture": "characters that are no content",
    "recall": "dated changes that were found in their stretch and year",
    "day": "of those with a day, the share on that day",
    "precision": "of the changes read in a stretch, the share in the right year",
}
HEAD = """# Measured error rates

This page is made by `tools/make_figures_docs.py`; run the script, do not edit the page.

The sets are annotated row by row: seeds, guides, wars and sentences are real text, the others were written for comity
in the genres that people bring. **All but `held` were used in development**: comity was changed after looking at what
it missed in them, so that on documents of another kind it will do worse than their figures say, and more as `held`
says. Measure it on documents of your own with [`comity eval`](evaluation.md). `tests/floors.toml` holds the figures
below which no change may fall.
"""
TABLE_HEAD = """\
# Measured error rates: `[[set]]` is what was measured on (digest: the gold and the scorer), `[[measure]]` one figure on
# one set: precision, recall, f1 (shares; left out where a figure has none) and rows, how many the gold holds.
# Made by tools/make_figures_docs.py, with docs/figures.md; run the script, do not edit the table.
"""


def measured(name: str) -> dict[str, Any]:
    """One set with its measures, as the table holds them."""
    found = figures.figures(name)
    return {
        "set": {"name": name, "what": SETS[name], "documents": len(figures.documents(name))}
        | {"digest": figures.digest(name)},
        "measures": [_measure(name, figure, held) for figure, held in found.items()],
        "found": found,
    }


def _measure(on: str, what: str, held: Any) -> dict[str, Any]:
    """One figure; a bare share is a precision, but a recall where the scorer says so."""
    if not isinstance(held, dict):
        held = {"p" if what == "precision" else "r": held}
    shares = {"precision": held.get("p", held.get("share")), "recall": held.get("r"), "f1": held.get("f1")}
    rows = held.get("gold", held.get("of"))
    return (
        {"what": what, "means": MEANS[what], "on": on}
        | {n: round(float(v), 3) for n, v in shares.items() if v is not None}
        | ({"rows": int(rows)} if rows is not None else {})
    )


def table(sets: Iterable[Mapping[str, Any]], measures: Iterable[Mapping[str, Any]]) -> str:
    """The TOML of the table."""
    parts = [TABLE_HEAD]
    for kind, rows in (("set", sets), ("measure", measures)):
        for row in rows:
            held = "\n".join(f"{n} = {_toml(v)}" for n, v in row.items())
            parts.append(f"[[{kind}]]\n{held}\n")
    return "\n".join(parts)


def _toml(value: Any) -> str:
    return str(value) if isinstance(value, int | float) else '"' + str(value).replace('"', '\\"') + '"'


def page(held: Mapping[str, Any]) -> str:
    """docs/figures.md, from the table."""
    parts = [HEAD]
    for one in held["set"]:
        parts.append(f"## {one['name']}\n\n{one['what']}\n")
        rows = ["| figure | precision | recall | F1 | rows | what is right |", "| --- | --: | --: | --: | --: | --- |"]
        for m in held["measure"]:
            if m["on"] == one["name"]:
                shares = " | ".join(_share(m.get(n)) for n in ("precision", "recall", "f1"))
                rows.append(f"| {m['what']} | {shares} | {m.get('rows', '')} | {m['means']} |")
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


def _share(value: Any) -> str:
    return "" if value is None else f"{value:.3f}"


def held_table() -> dict[str, Any]:
    """What the table holds now."""
    if not TABLE.exists():
        return {"set": [], "measure": []}
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def wrong() -> list[str]:
    """What is stale, one line each."""
    held = held_table()
    told = [] if PLACE.read_text(encoding="utf-8") == page(held) else [f"{PLACE.name} is not what the table gives"]
    told += [f"{n} was never measured" for n in SETS if n not in {s["name"] for s in held["set"]}]
    if not figures.SHARED.is_dir():
        return told
    told += [
        f"{s['name']}: its gold or scorer changed since it was measured"
        for s in held["set"]
        if s["digest"] != figures.digest(s["name"])
    ]
    return told


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="*", metavar="SET", help="measure only these")
    ap.add_argument("--floors", action="store_true", help="write tests/floors.toml from the same run (all sets)")
    ap.add_argument("--check", action="store_true", help="measure nothing; fail where something is stale")
    args = ap.parse_args()
    if unknown := set(args.sets) - set(SETS):
        ap.error(f"no such set: {', '.join(sorted(unknown))}")
    if args.floors and args.sets:
        ap.error("--floors needs every set measured: name none")
    if args.check:
        told = wrong()
        for line in told:
            print(f"{line}: run tools/make_figures_docs.py", file=sys.stderr)
        return 1 if told else 0
    old = held_table()
    fresh: dict[str, dict[str, Any]] = {}
    for name in args.sets or SETS:
        print(f"measuring {name}", file=sys.stderr, flush=True)
        fresh[name] = measured(name)
    sets, measures = [], []
    for name in SETS:
        if name in fresh:
            sets.append(fresh[name]["set"])
            measures += fresh[name]["measures"]
        else:
            sets += [s | {"what": SETS[name]} for s in old["set"] if s["name"] == name]
            measures += [m for m in old["measure"] if m["on"] == name]
    TABLE.write_text(table(sets, measures), encoding="utf-8")
    PLACE.write_text(page(held_table()), encoding="utf-8")
    if args.floors:
        make_floors.write({name: one["found"] for name, one in fresh.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
