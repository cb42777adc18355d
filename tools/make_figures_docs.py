"""Make docs/figures.md, the measured error rates, by scoring the working tree against the gold in ``../shared``.

    python tools/make_figures_docs.py

It reads every gold set, which takes some minutes; run it when a stage has changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import figures

PLACE = Path(__file__).resolve().parents[1] / "docs" / "figures.md"
SETS = {
    "seeds": "five documents on Cambodia and the United States, all tables",
    "guide-events": "nine country pages of a guide to recognition and relations: events, dates, offices",
    "country-guide": "104 country pages of the same guide: dated changes of status",
    "wikiwars": "16 histories of wars: dates (WikiWars, Mazur and Dale 2010)",
    "plover-gsr": "single sentences of PLOVER's gold standard records: events",
}
MEANS = {
    "events.found": "an event at the place, of the right PLOVER type",
    "events.who": "found, with the same actors and recipients",
    "events.when": "found, same parties, same time",
    "events.clear": "recall of events that any careful coder codes",
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

The sets were made by hand from real documents. **They were used in development**: comity was changed after looking at
what it missed in them, so that on documents of another kind it will do worse than these figures say. Measure it on
documents of your own with [`comity eval`](evaluation.md). `tests/floors.toml` holds the figures below which no change
may fall.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for name, what in SETS.items():
        parts.append(f"## {name}\n\n{what[0].upper()}{what[1:]}.\n")
        found = figures.figures(name)
        rows = ["| figure | precision | recall | F1 | what is right |", "| --- | --: | --: | --: | --- |"]
        rows += [_row(figure, held) for figure, held in found.items()]
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


def _row(name: str, held: Any) -> str:
    if not isinstance(held, dict):
        shares = {"recall": ("", held), "day": ("", held), "precision": (held, "")}
        p, r = shares.get(name, (held, ""))
        return f"| {name} | {_share(p)} | {_share(r)} | | {MEANS.get(name, '')} |"
    p, r, f1 = held.get("p", held.get("share", "")), held.get("r", ""), held.get("f1", "")
    return f"| {name} | {_share(p)} | {_share(r)} | {_share(f1)} | {MEANS.get(name, '')} |"


def _share(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float | int) else ""


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
