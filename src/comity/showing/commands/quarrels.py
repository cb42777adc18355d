"""Where the sources quarrel: disputes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten

import click

from comity import tables
from comity.keeping.dyad import within
from comity.keeping.record import Record
from comity.models import Dispute, Side
from comity.showing import options
from comity.showing.answers import count, empty, pair_name
from comity.showing.tabulate import Section, Shown, put


@click.command()
@options.file
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--kind", multiple=True, metavar="KIND", help="Only disputes of this kind; repeatable.")
@options.window
@options.form
def disputes(
    file: Path, a: str | None, b: str | None, kind: Sequence[str], since: str, until: str, form: str | None
) -> int:
    """Show where the sources quarrel: all disputes, or those about the states A and B.

    Kinds: variant (an edit in a copied passage changes a fact), conflict, denial, open, and, for what only looks like a
    dispute, series (the same stock at two dates) and part (an amount inside another). --since and --until
    go by the time of the fact in dispute.
    """
    if bool(a) != bool(b):
        raise click.UsageError("Name two states, or none for all disputes.")
    with Record(file) as record:
        pair = options.dyad(record, a, b) if a and b else None
        found: Sequence[Dispute] = pair.disputes() if pair else record.disputes()
        whens = {f.id: f.when for f in record.by_ids("facts", [d.fact for d in found])}
        found = [d for d in found if not kind or d.kind in kind]
        found = [d for d in found if within(whens.get(d.fact, ""), since, until)]
        rows = [tables.row(d) for d in found]
        if not rows:
            about = f" about {pair_name(record, pair)}" if pair else ""
            asked = " of what was asked for" if kind or since or until else ": no two sources disagree there"
            return empty(f"No dispute{about}{asked}.", form)
        facts = {f.id: record.title(f) for f in record.by_ids("facts", [d.fact for d in found])}
        sections = [Section(_heading(d, facts.get(d.fact, "")), [_side(s) for s in d.sides]) for d in found]
        title = (f"{pair_name(record, pair)}: " if pair else "") + count(len(rows), "dispute")
        header = ("value", "passages", "first place", "words")
        put(Shown(title, header, sections, rows, wide=3, right=(1,)), form)
    return 0


def _heading(dispute: Dispute, fact: str) -> str:
    about = f"{fact}: " if fact else ""
    return f"{dispute.kind} over {dispute.field}, {dispute.id}: {about}{dispute.why}"


def _side(side: Side) -> list[str]:
    first = side.evidence[0] if side.evidence else None
    place, words = (f"{first.document}:{first.start}", first.quote) if first else ("", "")
    return [
        shorten(side.value, 60, placeholder=" …"),
        str(len(side.evidence)),
        place,
        shorten(words, 160, placeholder=" …"),
    ]
