"""The record for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from comity.keeping.record import Record
from comity.showing import options
from comity.showing.export import FORMATS, export_record
from comity.showing.plain import clean


@click.command()
@options.file
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "form",
    type=click.Choice(list(FORMATS)),
    default="jsonl",
    show_default=True,
    help="jsonl, csv, parquet: every table. plover, polecat: events as event data have them. "
    "dyad-year: pairs of states by year. timeline: TimelineJS. annotation: W3C Web Annotation. "
    "ftm: FollowTheMoney. prov: W3C PROV. csl: citations. See docs/exports.md.",
)
def export(file: Path, out: Path, form: str) -> int:
    """Write the record FILE to the folder OUT for other programs, whole or not at all.

    Each format comes with datapackage.json (Frictionless), which tells what its files hold. What a
    format has no place for is listed in apart.csv with the reason. The same record gives the same
    bytes. OUT is made; an earlier export there is replaced, other files are never touched.
    """
    with Record(file) as record:
        written = export_record(record, out, form)
    click.echo(clean(f"{out}: {written} files"))
    return 0
