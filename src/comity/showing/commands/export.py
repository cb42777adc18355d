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
    type=click.Choice(sorted(FORMATS)),
    default="jsonl",
    show_default=True,
    help="jsonl: JSON Lines. csv: comma-separated values. Both with datapackage.json (Frictionless).",
)
def export(file: Path, out: Path, form: str) -> int:
    """Write every table of the record FILE to the folder OUT, whole or not at all.

    The same record gives the same bytes. OUT is made; an earlier export there is replaced, other
    files are never touched.
    """
    with Record(file) as record:
        written = export_record(record, out, form)
    click.echo(clean(f"{out}: {written} files"))
    return 0
