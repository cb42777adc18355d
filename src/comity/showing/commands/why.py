"""Why something is in the record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from comity import tables
from comity.keeping.record import Record
from comity.showing import options
from comity.showing.answers import count, empty
from comity.showing.dated import dated_within
from comity.showing.tabulate import put_csv, put_json


@click.command()
@options.file
@click.argument("id")
@options.window
@options.form
def why(file: Path, id: str, since: str, until: str, form: str | None) -> int:
    """Show why the fact, claim, dispute, amount or thread ID is in the record.

    ID may be shortened as long as one id begins with it. Shown are each sentence in its document,
    the rule at every step from the words to the claim, the copies of the passage with their edits,
    rival values and judgements. JSON gives the whole explanation; CSV gives one line a step. --since and --until leave
    the sentences that give a date in that time: which passages of a thread, or of rival dates, speak of it.
    """
    with Record(file) as record:
        explanation = record.why(id)
        held = [t for t in explanation.testimonies if dated_within(record, t.place.at, since, until)]
        if not held and (since or until):
            number = count(len(explanation.testimonies), "sentence")
            asked = f"{since or '…'}–{until or '…'}"
            return empty(f"{explanation.title}: none of its {number} gives a date within {asked}.", form)
        explanation = replace(explanation, testimonies=tuple(held))
        if form == "json":
            put_json([tables.plain(explanation)])
        elif form == "csv":
            put_csv(
                [
                    {"testimony": n, "claim": t.id, "document": t.place.at.document, "start": t.place.at.start}
                    | {"end": t.place.at.end}
                    | tables.plain(step)
                    for n, t in enumerate(explanation.testimonies, 1)
                    for step in t.steps
                ]
            )
        else:
            from comity.showing.explain import put_explanation

            put_explanation(explanation)
    return 0
