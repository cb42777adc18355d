"""Archives: what is too large for one record, as Parquet shards."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic

import click

from comity.showing import options
from comity.showing.plain import clean
from comity.showing.tabulate import Section, Shown, put

_place = click.argument("directory", metavar="DIR")


@click.group()
def archive() -> None:
    """Read whole archives into Parquet shards, and ask of them.

    \b
      comity archive read crawl/*.warc.gz -o archive/
      comity archive pairs archive/
      comity archive record archive/ KHM USA -o khm-usa.comity

    DIR and SOURCE may be folders, files, or addresses of an object store (s3://, gs://, abfs://). Needs
    pip install 'comity[archive]'.
    """


@archive.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", "out", required=True, metavar="DIR", help="The archive to write or go on with.")
@click.option("--workers", type=click.IntRange(1, 512), metavar="N", help="Processes to read with; default: the cores.")
@click.option(
    "--scheduler", default="", metavar="ADDRESS", help="Use the workers of this Dask scheduler: tcp://host:8786."
)
def read(sources: tuple[str, ...], out: str, workers: int | None, scheduler: str) -> int:
    """Read SOURCE (WARC, JSON Lines, Parquet, folders of pages) into the archive DIR.

    Each slice of the input makes one shard, written whole or not at all. Run again, only what is new, changed or
    damaged is read: a run that was stopped goes on where it was.
    """
    _needs()
    from comity.keeping.workers import cores
    from comity.scaling import running

    began = monotonic()

    def progress(done: int, of: int, name: str) -> None:
        if sys.stderr.isatty():
            left = (monotonic() - began) / done * (of - done)
            click.echo(f"\r{done:,} of {of:,} shards, about {left:,.0f} s left  \x1b[K", nl=False, err=True)

    done = running.read(sources, out, workers=workers or cores(), scheduler=scheduler, progress=progress)
    if sys.stderr.isatty():
        click.echo("", err=True)
    for told in (f for d in done for f in d.failed):
        click.echo(clean(f"comity: {told}"), err=True)
    dropped = [name for d in done for name in d.dropped]
    for name in dropped[:20]:
        click.echo(clean(f"comity: {name}: no longer in the folder; taken out of the archive."), err=True)
    if len(dropped) > 20:
        click.echo(f"comity: {len(dropped) - 20:,} files more that are no longer in the folder.", err=True)
    skipped = sum(d.skipped for d in done)
    documents, claims = sum(d.documents for d in done), sum(d.claims for d in done)
    gone = sum(d.gone for d in done)
    told = f"{len(done) - gone:,} shards, {skipped:,} of them there already: {documents:,} documents, {claims:,} claims"
    click.echo(told + (f"; {gone:,} older shards replaced" if gone else ""))
    click.echo(clean(f"Next: comity archive pairs {out}"))
    return 0 if documents else 1


@archive.command()
@_place
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="At most so many pairs.")
@options.form
def pairs(directory: str, limit: int, form: str | None) -> int:
    """List the pairs of states in the archive DIR, those with most claims first."""
    _needs()
    from comity.scaling import asking

    found = asking.pairs(directory)
    rows = [{"a": a, "b": b, "claims": c, "documents": d} for a, b, c, d in found[:limit]]
    lines = [[str(v) for v in row.values()] for row in rows]
    put(Shown(f"{len(found):,} pairs", ("a", "b", "claims", "documents"), [Section("", lines)], rows, wide=0), form)
    return 0 if found else 1


@archive.command()
@_place
@click.argument("a")
@click.argument("b")
@click.option(
    "-o", "--output", "out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The record to write."
)
def record(directory: str, a: str, b: str, out: Path) -> int:
    """Weigh the documents that tell of the states A and B (codes, such as KHM USA) into the record FILE."""
    _needs()
    from comity.keeping.forked import Forked
    from comity.keeping.workers import cores
    from comity.keeping.writing import write_record
    from comity.knowledge import load
    from comity.scaling import asking
    from comity.weighing import weigh

    readings = asking.readings(directory, a.upper(), b.upper())
    if not readings:
        click.echo(
            clean(f"No document of {directory} tells of {a} and {b}. See: comity archive pairs {directory}"), err=True
        )
        return 1
    share = Forked(cores())
    weighing = weigh(readings, load(), share=share)
    write_record(out, readings, weighing, load(), share)
    click.echo(f"{len(readings):,} documents, {len(weighing.claims):,} claims, {len(weighing.facts):,} facts")
    click.echo(clean(f"Next: comity show {out} {a.upper()} {b.upper()}"))
    return 0


@archive.command()
@_place
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="At most so many.")
@options.form
def copies(directory: str, limit: int, form: str | None) -> int:
    """List the documents of the archive DIR that share most wording."""
    _needs()
    from comity.scaling import copying

    found = copying.copies(directory)
    rows = [{"a": a, "b": b, "runs": n} for a, b, n in found[:limit]]
    lines = [[str(v) for v in row.values()] for row in rows]
    put(
        Shown(f"{len(found):,} pairs of documents", ("a", "b", "shared runs"), [Section("", lines)], rows, wide=0), form
    )
    return 0 if found else 1


@archive.command()
@_place
@click.argument("sql")
def query(directory: str, sql: str) -> int:
    """Answer one SELECT over the tables of the archive DIR (DuckDB's SQL), as comma-separated values."""
    _needs()
    import csv

    from comity.scaling import asking

    names, rows = asking.query(directory, sql)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(names)
    out.writerows(rows)
    return 0 if rows else 1


def _needs() -> None:
    from comity.showing.extras import needed

    for module in ("pyarrow", "duckdb", "fastwarc", "distributed", "fsspec"):
        needed(module, "archive", "An archive")
