"""What two states paid and owed each other: money."""

from __future__ import annotations

from pathlib import Path

import click

from comity import tables
from comity.keeping.dyad import Dyad
from comity.keeping.record import Record
from comity.models import Amount
from comity.showing import options
from comity.showing.answers import count, no_answer, pair_name
from comity.showing.plain import number, sum_of_money
from comity.showing.tabulate import Section, Shown, put


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.window
@click.option(
    "--by",
    type=click.Choice(("year", "decade", "all")),
    help="Give totals by kind and this period, not single amounts.",
)
@click.option(
    "--deflator",
    type=click.Path(path_type=Path),
    help="Price index, a CSV of year,index: totals in constant prices too.",
)
@click.option("--base-year", type=int, help="The year whose prices --deflator brings totals to.")
@options.form
def money(
    file: Path,
    a: str,
    b: str,
    since: str,
    until: str,
    by: str | None,
    deflator: Path | None,
    base_year: int | None,
    form: str | None,
) -> int:
    """Show the amounts that A and B gave, lent, owed or traded, in the order of time, or their totals.

    Amounts that must not be added (a part of another, a total, a copy) say why. Totals count each payment
    once, currencies apart.
    """
    if deflator is not None and by is None:
        raise click.UsageError("--deflator goes with --by year, decade or all.")
    with Record(file) as record:
        pair = options.dyad(record, a, b)
        shown = _single(pair, since, until) if by is None else _totals(pair, since, until, by, deflator, base_year)
        if not shown.rows:
            return no_answer(record, pair, "amount", since, until, form)
        put(shown, form)
    return 0


def _single(pair: Dyad, since: str, until: str) -> Shown:
    amounts = pair.amounts(since=since, until=until)
    rows = [tables.row(x) | {"amount_text": sum_of_money(x)} for x in amounts]
    lines = [
        [x.id, x.when, sum_of_money(x), x.kind, f"{x.payer or '?'} → {x.recipient or '?'}", x.purpose, _added(x)]
        for x in amounts
    ]
    header = ("id", "date", "amount", "kind", "from → to", "purpose", "")
    title = f"{pair_name(pair.record, pair)}: {count(len(rows), 'amount')}"
    return Shown(title, header, [Section("", lines)], rows, wide=5)


def _totals(pair: Dyad, since: str, until: str, by: str, deflator: Path | None, base_year: int | None) -> Shown:
    from comity.weighing.sums import read_deflator

    try:
        index = read_deflator(deflator) if deflator is not None else None
        totals = pair.sums(by=by, since=since, until=until, deflator=index, base_year=base_year)
    except (ValueError, OSError) as error:
        raise click.UsageError(str(error)) from error
    rows = [tables.plain(t) for t in totals]
    lines = [
        [t.period, f"{t.payer or '?'} → {t.recipient or '?'}", t.kind]
        + [f"{number(t.value)} {t.currency}" if t.amounts else "none added"]
        + ([number(t.constant) if t.constant is not None else ""] if index else [])
        + [str(len(t.amounts)), f"{len(t.left_out)} not added" if t.left_out else ""]
        for t in totals
    ]
    constant = [f"in prices of {base_year}"] if index else []
    header = ("period", "from → to", "kind", "total", *constant, "amounts", "")
    title = f"{pair_name(pair.record, pair)}: {count(len(rows), 'total')}"
    return Shown(title, header, [Section("", lines)], rows, wide=2)


def _added(amount: Amount) -> str:
    return "" if amount.adds else f"not added: {amount.adds_why}" if amount.adds_why else "not added"
