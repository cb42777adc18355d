"""Third powers in the record of two states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.keeping.record import Record
from comity.showing import options
from comity.showing.answers import count, no_answer, pair_name
from comity.showing.tabulate import Section, Shown, put
from comity.showing.triangles import third_powers, third_row

if TYPE_CHECKING:
    from comity.weighing.thirds import Triad


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@click.option("--years", type=click.IntRange(1, 500), default=10, show_default=True, help="Length of a span.")
@click.option("--third", default="", metavar="NAME", help="Only this third power.")
@options.window
@options.form
def thirds(file: Path, a: str, b: str, years: int, third: str, since: str, until: str, form: str | None) -> int:
    """Show who else stands in the record of A and B, and how the triangle with each is balanced.

    A third power is mediator, host, object and so on where a document says so; party where it acts with both; partner,
    adversary or, between the two, rival through what it does with each alone. A triangle is balanced where the product
    of the signs of its sides is positive; a side's sign is that of the weighted mean of its facts. --since and --until
    leave the facts of that time, and what they say of third powers.
    """
    from comity.weighing.thirds import ALL

    with Record(file) as record:
        pair = options.dyad(record, a, b)
        wanted = record.resolve(third) if third else ""
        found = [t for t in third_powers(pair, years, since=since, until=until) if wanted in ("", t.code)]
        if not found:
            return no_answer(record, pair, "third power", since, until, form)
        rows = [third_row(record, t) for t in found]
        sections = []
        whole = "all those years" if since or until else "whole record"
        for t in found:
            roles = ", ".join(f"{role} {number}" for role, number in t.roles)
            heading = f"{record.name(t.code)}: {roles or 'named'} ({count(len(t.facts), 'fact')})"
            lines = [[whole if x.when == ALL else x.when.replace("/", "–"), *_sides(x), x.balance] for x in t.triads]
            sections.append(Section(heading, lines))
        title = f"{pair_name(record, pair)}: {count(len(found), 'third power')}"
        header = ("years", f"{pair.a}–{pair.b}", f"{pair.a}–third", f"{pair.b}–third", "triangle")
        put(Shown(title, header, sections, rows, wide=0, right=(1, 2, 3)), form)
    return 0


def _sides(triad: Triad) -> list[str]:
    return [f"{e.mean:+.1f}" if e else "" for e in (triad.between, triad.with_a, triad.with_b)]
