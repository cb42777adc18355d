"""What two states did to each other: show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

import click

from comity.keeping.record import Record
from comity.showing import options
from comity.showing.answers import count, empty, pair_name, span, why_nothing
from comity.showing.rows import disputes_of_facts, fact_row, words_of_facts
from comity.showing.tabulate import Section, Shown, put

MODALITIES = ("done", "ongoing", "planned", "alleged", "denied", "hypothetical", "proposed")


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.window
@click.option(
    "--modality", multiple=True, type=click.Choice(MODALITIES), help="Only facts of this modality; repeatable."
)
@click.option("--act", multiple=True, metavar="ACT", help="Only this act of the codebook; repeatable.")
@options.form
def show(
    file: Path, a: str, b: str, since: str, until: str, modality: Sequence[str], act: Sequence[str], form: str | None
) -> int:
    """Show the dated record of the states A and B.

    A and B are names, demonyms or codes: Cambodia, Cambodian, KHM. Facts stand in the order of
    time, undated ones at the end. Each line gives the date (EDTF), what was done by whom to whom,
    the amount, how many independent sources say so, a mark where it is disputed, alleged, planned
    and so on, and the beginning of the words that say it. `comity why FILE ID` shows the whole.
    """
    with Record(file) as record:
        pair = options.dyad(record, a, b)
        facts = pair.facts(since=since, until=until, modality=modality, act=act)
        disputed = disputes_of_facts(pair.disputes())
        amounts = {x.id: x for x in record.by_ids("amounts", sorted({f.amount for f in facts if f.amount}))}
        words = words_of_facts(record, facts)
        rows = [fact_row(record, f, disputed.get(f.id, []), amounts) | {"words": words.get(f.id, "")} for f in facts]
        if form is None or form == "table":
            dated = [_fact_line(r) for r in rows if r["when"]]
            undated = [_fact_line(r) for r in rows if not r["when"]]
            sections = [Section("", dated), *([Section("Undated", undated)] if undated else [])]
        else:
            sections = []
        if not rows:
            return empty(why_nothing(record, pair, since, until, bool(modality or act)), form)
        title = f"{pair_name(record, pair)}: {count(len(rows), 'fact')}{span(r['when'] for r in rows)}"
        quarrels = sum(bool(r["disputes"]) for r in rows)
        title += f", {quarrels} disputed" if quarrels else ""
        header = ("id", "date", "what", "sources", "", "words")
        put(Shown(title, header, sections, rows, wide=2, right=(3,), spare=(5,)), form)
    return 0


def _fact_line(row: dict[str, Any]) -> list[str]:
    marks = [] if row["modality"] == "done" else [row["modality"]]
    marks += [row["rank"]] if row["rank"] == "set aside" else []
    marks += ["disputed"] if row["disputes"] else []
    return [
        row["id"],
        row["when"],
        ", ".join(filter(None, (row["title"], row["amount_text"]))),
        str(row["sources"]),
        ", ".join(marks),
        shorten(row["words"], 100, placeholder=" …"),
    ]
