"""Building a record."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import click

from comity.keeping.build import Account, Progress
from comity.knowledge import load
from comity.knowledge.shipped import edited
from comity.showing.plain import clean

OFTEN = 0.1
"""Seconds between two drawings of the bar, at least."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o", "--output", "out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The record to write."
)
@click.option("--add", is_flag=True, help="Keep the documents that FILE already holds.")
@click.option("--force", is_flag=True, help="Read every document again; replace a record of another schema.")
@click.option(
    "--workers", type=click.IntRange(1, 512), metavar="N", help="Read large input with N processes; default: the cores."
)
@click.option("--stats", is_flag=True, help="Print speed, seconds of each stage and peak memory.")
def build(paths: tuple[str, ...], out: Path, add: bool, force: bool, workers: int | None, stats: bool) -> int:
    """Read documents and write their record to FILE.

    PATH is a file, a folder, a glob, or - for standard input; text, HTML, PDF, WARC and JSON Lines are read. The record
    holds what this build is given: documents that are unchanged since FILE was last built are not read again, documents
    that are no longer given are left out (keep them with --add). A document that cannot be read is named, the rest is
    built.
    FILE is replaced in one step at the end; a build that is stopped goes on where it was when it is run again.
    """
    from comity.keeping.build import build as build_record
    from comity.keeping.workers import cores

    with _progress() as progress:
        account = build_record(paths, out, add=add, force=force, workers=workers or cores(), progress=progress)
    for failed in account.failed:
        click.echo(clean(f"comity: {failed}"), err=True)
    for line in _told(account, out):
        click.echo(clean(line))
    if stats:
        for line in _stats(account):
            click.echo(line)
    return 0


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on a terminal, nothing in a pipe.

    It is drawn by whoever tells it something, not by a thread: beside another thread weighing is not shared out.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)
        drawn = 0.0

        def progress(done: int, of: int, document: str) -> None:
            nonlocal drawn
            due = done == of or monotonic() - drawn >= OFTEN
            bar.update(task, completed=done, total=of, description=escape(clean(document)[-40:]), refresh=due)
            if due:
                drawn = monotonic()

        yield progress


def _told(account: Account, out: Path) -> Iterator[str]:
    reused = f" ({account.read:,} read, {account.reused:,} unchanged)" if account.reused else ""
    yield f"{_count(account.documents, 'document')}{reused}, {account.furniture:,} characters of furniture masked"
    yield f"{_count(account.claims, 'claim')}, {_count(account.facts, 'fact')}"
    for a, b, number in account.pairs[:5]:
        yield f"  {a}–{b}: {_count(number, 'fact')}"
    if len(account.pairs) > 5:
        yield f"  and {_count(len(account.pairs) - 5, 'more pair')}"
    yield (
        f"{_count(account.families, 'family', 'families')} of copied passages, {_count(account.disputes, 'dispute')}, "
        f"{_count(account.unread, 'sentence')} left unread"
    )
    if account.dropped:
        yield f"{_count(account.dropped, 'document')} of the old record no longer given, left out (--add keeps them)"
    if account.skipped:
        yield f"{_count(account.skipped, 'file')} skipped: hidden, or not of a format that comity reads"
    if account.failed:
        yield f"{_count(len(account.failed), 'document')} could not be read, named above"
    if account.languages:
        listed = ", ".join(f"{code}: {number:,}" for code, number in account.languages)
        number = sum(n for _, n in account.languages)
        yield f"{_count(number, 'document')} not in English ({listed}): little of them is understood; see comity unread"
    changed = edited(load())
    if changed:
        more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
        yield f"read with knowledge that is not as comity shipped it: {', '.join(changed[:5])}{more}"
    yield from account.notes
    if account.pairs:
        a, b, _ = account.pairs[0]
        yield f"Next: comity show {out} {a} {b}"
    else:
        yield f"Next: comity unread {out}"


def _stats(account: Account) -> Iterator[str]:
    seconds = dict(account.seconds)
    reading = sum(v for k, v in seconds.items() if k not in ("ingest", "weighing", "writing"))
    if reading and account.characters:
        yield (
            f"read {account.characters:,} characters, {account.sentences:,} sentences in {reading:.2f} s: "
            f"{account.characters / reading:,.0f} characters/s, {account.sentences / reading:,.0f} sentences/s"
        )
    for stage, took in seconds.items():
        yield f"  {stage:<13} {took:8.3f} s"
    yield f"peak memory {account.memory / 1e6:,.0f} MB"


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
