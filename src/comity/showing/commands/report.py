"""A report on two states."""

from __future__ import annotations

from pathlib import Path

import click

from comity.keeping.record import Record
from comity.showing import options
from comity.showing.plain import clean

_FORMATS = ("html", "md", "docx", "pdf")


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@click.option(
    "-o", "--output", "out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The file to write."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="What to write; by default what FILE's name ends in.",
)
@click.option(
    "--charts", metavar="DIR", type=click.Path(path_type=Path), help="Write the charts to DIR, as SVG and PNG."
)
@options.window
def report(file: Path, a: str, b: str, out: Path, form: str | None, charts: Path | None, since: str, until: str) -> int:
    """Write the record of A and B to one file that opens anywhere.

    The course of the relation with its charts, the dated record with the words behind every line, disputes,
    money, people and sources. HTML needs no network and no script, and prints well; Word, PDF and PNG need
    pip install 'comity[report]'. With --since or --until the charts, which show the whole course, are left out.
    """
    from comity.showing.report import render, write_report
    from comity.showing.report.content import gather

    made = form or out.suffix[1:].lower()
    if made not in _FORMATS:
        ending = f"{out.suffix} is no format that comity writes" if out.suffix else f"{out.name} has no ending"
        raise click.UsageError(f"{ending}: name {', '.join(f'{out.stem}.{f}' for f in _FORMATS)}, or say --format.")
    with Record(file) as record:
        held = gather(options.dyad(record, a, b), since, until)
    if not held.dated and not held.undated:
        return options.nothing(held.summary[0])
    write_report(out, render(held, made))
    click.echo(clean(f"{out}: {held.title}, {len(held.dated) + len(held.undated)} facts"))
    if charts:
        from comity.showing.report.pictures import write_charts

        for path in write_charts(held.charts, charts):
            click.echo(clean(str(path)))
    return 0
