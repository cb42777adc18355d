"""Who held which office."""

from __future__ import annotations

from pathlib import Path

import click

from comity import tables
from comity.keeping.dyad import within
from comity.keeping.record import Record
from comity.models import Office
from comity.showing import options
from comity.showing.answers import empty
from comity.showing.tabulate import Section, Shown, put


@click.command()
@options.file
@click.argument("a", required=False)
@click.argument("b", required=False)
@options.window
@options.form
def people(file: Path, a: str | None, b: str | None, since: str, until: str, form: str | None) -> int:
    """Show who held which office, as the documents give it: all, those of the state A, or those between A and B."""
    with Record(file) as record:
        if a and b:
            offices = options.dyad(record, a, b).offices()
        else:
            code = record.resolve(a) if a else ""
            offices = [o for o in record.values("offices") if not code or o.state.partition("/")[0] == code]
        offices = [o for o in offices if within(tenure(o), since, until)]
        rows = [tables.row(o) for o in offices]
        if not rows:
            about = f" of {a}" + (f" to {b} or of {b} to {a}" if b else "") if a else ""
            return empty(f"No document names anybody in an office{about}.", form)
        lines = [[o.person, o.role, o.state, o.accredited_to, o.from_, o.to, o.at.document] for o in offices]
        header = ("person", "office", "of", "to", "from", "until", "document")
        put(Shown("", header, [Section("", lines)], rows, wide=1), form)
    return 0


def tenure(office: Office) -> str:
    """The time in office as one EDTF value, "" where the document gives none."""
    return f"{office.from_ or '..'}/{office.to or '..'}" if office.from_ or office.to else ""
