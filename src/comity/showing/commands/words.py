"""Verbs that give sentences: find, unread."""

from __future__ import annotations

from pathlib import Path

import click

from comity import tables
from comity.keeping.dyad import within
from comity.keeping.record import Record
from comity.showing import options
from comity.showing.answers import empty
from comity.showing.dated import dated_within
from comity.showing.tabulate import Section, Shown, put

MOST = 5_000  # matches that are looked through where a window of time is asked for


@click.command()
@options.file
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help="At most so many of each.")
@options.window
@options.form
def find(file: Path, words: tuple[str, ...], limit: int, since: str, until: str, form: str | None) -> int:
    """Find facts and sentences in which all WORDS occur, the best first.

    "Words in quotes" must stand together (quote them for the shell as well); embass* finds every word that begins so.
    Accents and capitals make no difference. --since and --until go by the time of a fact and by the dates that a
    sentence gives.
    """
    with Record(file) as record:
        asked = " ".join(words)
        found = record.find(asked, limit if not (since or until) else MOST)
        facts_found = [f for f in found.facts if within(f.when, since, until)][:limit]
        sentences = [s for s in found.sentences if dated_within(record, s.at, since, until)][:limit]
        rows: list[dict[str, object]] = [
            {"kind": "fact", "id": f.id, "when": f.when, "text": f.title(), "document": "", "start": None, "end": None}
            for f in facts_found
        ]
        rows += [
            {"kind": "sentence", "id": "", "when": "", "text": s.at.quote}
            | {"document": s.at.document, "start": s.at.start, "end": s.at.end}
            for s in sentences
        ]
        if not rows:
            more = len(found.facts) + len(found.sentences)
            outside = f" within {since or '…'}–{until or '…'}; {more:,} without a date there" if more else ""
            return empty(f"No fact and no sentence holds all of: {asked}{outside}", form)
        facts = [[str(r["id"]), str(r["when"]), str(r["text"])] for r in rows if r["kind"] == "fact"]
        places = [[f"{r['document']}:{r['start']}", "", str(r["text"])] for r in rows if r["kind"] == "sentence"]
        sections = [Section(name, lines) for name, lines in (("Facts", facts), ("Sentences", places)) if lines]
        put(Shown("", ("id or place", "date", "text"), sections, rows, wide=2), form)
    return 0


@click.command()
@options.file
@options.window
@options.form
def unread(file: Path, since: str, until: str, form: str | None) -> int:
    """Show the sentences that name two states but gave no claim, with the reason.

    --since and --until go by the dates that a sentence gives.
    """
    with Record(file) as record:
        every = record.unread()
        found = [u for u in every if dated_within(record, u.at, since, until)]
        rows = [tables.row(u) for u in found]
        if not rows:
            if every:
                return empty(f"None of the {len(every):,} unread sentences gives a date in that time.", form)
            return empty("Every sentence that names two states gave a claim.", form)
        lines = [[f"{u.at.document}:{u.at.start}", u.reason, u.at.quote] for u in found]
        title = f"{len(rows):,} sentence{'' if len(rows) == 1 else 's'} left unread"
        put(Shown(title, ("place", "reason", "sentence"), [Section("", lines)], rows, wide=2), form)
    return 0
