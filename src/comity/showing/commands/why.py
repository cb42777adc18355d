"""Why something is in the record."""

from __future__ import annotations

from pathlib import Path

import click

from comity import tables
from comity.keeping.record import Record
from comity.showing import options
from comity.showing.tabulate import put_csv, put_json


@click.command()
@options.file
@click.argument("id")
@options.form
def why(file: Path, id: str, form: str | None) -> int:
    """Show why the fact, claim, dispute, amount or thread ID is in the record.

    ID may be shortened as long as one id begins with it. Shown are each sentence in its document,
    the rule at every step from the words to the claim, the copies of the passage with their edits,
    rival values and judgements. JSON gives the whole explanation; CSV gives one line a step.
    """
    with Record(file) as record:
        explanation = record.why(id)
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
