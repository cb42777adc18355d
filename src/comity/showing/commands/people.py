"""Who held which office."""

from __future__ import annotations

from pathlib import Path

import click

from comity import tables
from comity.keeping.record import Record
from comity.showing import options
from comity.showing.tabulate import Section, Shown, put


@click.command()
@options.file
@click.argument("a", required=False)
@click.argument("b", required=False)
@options.form
def people(file: Path, a: str | None, b: str | None, form: str | None) -> int:
    """Show who held which office, as the documents give it: all, those of the state A, or those between A and B."""
    with Record(file) as record:
        if a and b:
            offices = options.dyad(record, a, b).offices()
        else:
            code = record.resolve(a) if a else ""
            offices = [o for o in record.values("offices") if not code or o.state.partition("/")[0] == code]
        rows = [tables.row(o) for o in offices]
        if not rows:
            if form == "json":
                put(Shown("", (), (), [], 0), form)
            about = f" of {a}" + (f" to {b} or of {b} to {a}" if b else "") if a else ""
            return options.nothing(f"No document names anybody in an office{about}.")
        lines = [[o.person, o.role, o.state, o.accredited_to, o.from_, o.to, o.at.document] for o in offices]
        header = ("person", "office", "of", "to", "from", "until", "document")
        put(Shown("", header, [Section("", lines)], rows, wide=1), form)
    return 0
