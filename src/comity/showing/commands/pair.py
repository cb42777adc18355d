"""Verbs that tell of two states: show, status, money, disputes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from comity import tables
from comity.keeping.days import bounds
from comity.keeping.dyad import Dyad
from comity.keeping.record import Record
from comity.models import Amount, Dispute, Fact
from comity.showing import options
from comity.showing.plain import sum_of_money
from comity.showing.tabulate import Section, Shown, put

MODALITIES = ("done", "ongoing", "planned", "alleged", "denied", "hypothetical", "proposed")


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.window
@click.option(
    "--modality", multiple=True, type=click.Choice(MODALITIES), help="Only facts of this modality; repeatable."
)
@click.option("--act", multiple=True, metavar="ACT", help="Only this act of the codebook; repeatable.")
@options.form
def show(
    file: Path, a: str, b: str, since: str, until: str, modality: Sequence[str], act: Sequence[str], form: str | None
) -> int:
    """Show the dated record of the states A and B.

    A and B are names, demonyms or codes: Cambodia, Cambodian, KHM. Facts stand in the order of
    time, undated ones at the end. Each line gives the date (EDTF), what was done by whom to whom,
    the amount, how many independent sources say so, and a mark where it is disputed, alleged,
    planned and so on. `comity why FILE ID` shows the sentences behind a line.
    """
    with Record(file) as record:
        pair = options.dyad(record, a, b)
        facts = pair.facts(since=since, until=until, modality=modality, act=act)
        disputed: dict[str, list[str]] = {}
        for dispute in pair.disputes():
            if dispute.kind not in ("series", "part"):
                disputed.setdefault(dispute.fact, []).append(dispute.id)
        amounts = {x.id: x for x in record.by_ids("amounts", sorted({f.amount for f in facts if f.amount}))}
        rows = [_fact_row(record, f, disputed.get(f.id, []), amounts) for f in facts]
        if form is None or form == "table":
            dated = [_fact_line(r) for r in rows if r["when"]]
            undated = [_fact_line(r) for r in rows if not r["when"]]
            sections = [Section("", dated), *([Section("Undated", undated)] if undated else [])]
        else:
            sections = []
        if not rows:
            put(Shown("", (), (), [], 0), form) if form == "json" else None
            return options.nothing(_why_nothing(record, pair, since, until, bool(modality or act)))
        title = f"{_pair_name(record, pair)}: {_count(len(rows), 'fact')}{_span(rows)}"
        quarrels = sum(bool(r["disputes"]) for r in rows)
        title += f", {quarrels} disputed" if quarrels else ""
        header = ("id", "date", "what", "amount", "sources", "")
        put(Shown(title, header, sections, rows, wide=2, right=(4,)), form)
    return 0


def _fact_row(record: Record, fact: Fact, disputes: list[str], amounts: dict[str, Amount]) -> dict[str, Any]:
    amount = amounts.get(fact.amount)
    return tables.row(fact) | {
        "title": record.title(fact),
        "amount_text": sum_of_money(amount) if amount else fact.amount,
        "disputes": disputes,
    }


def _fact_line(row: dict[str, Any]) -> list[str]:
    marks = [] if row["modality"] == "done" else [row["modality"]]
    marks += [row["rank"]] if row["rank"] == "set aside" else []
    marks += ["disputed"] if row["disputes"] else []
    return [row["id"], row["when"], row["title"], row["amount_text"], str(row["sources"]), ", ".join(marks)]


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.window
@options.form
def status(file: Path, a: str, b: str, since: str, until: str, form: str | None) -> int:
    """Show the tracks of the relation of A and B through time: recognition, relations, mission, embargo, aid.

    Each line is one state of one track with its begin and end; an end that no text gives is left empty.
    """
    with Record(file) as record:
        pair = options.dyad(record, a, b)
        periods = pair.periods(since=since, until=until)
        rows = [tables.row(p) for p in periods]
        if not rows:
            return _nothing(record, pair, "period", since, until, form)
        tracks = list(dict.fromkeys(p.track for p in periods))
        sections = [
            Section(
                "",
                [
                    [p.track, p.start, p.end, p.state, "disputed" if p.disputed else ""]
                    for p in periods
                    if p.track == track
                ],
            )
            for track in tracks
        ]
        title = f"{_pair_name(record, pair)}: {_count(len(rows), 'period')}"
        put(Shown(title, ("track", "from", "to", "state", ""), sections, rows, wide=3), form)
    return 0


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.window
@options.form
def money(file: Path, a: str, b: str, since: str, until: str, form: str | None) -> int:
    """Show the amounts that A and B gave, lent, owed or traded, in the order of time.

    Amounts that must not be added (a part of another, a total, a copy) say why.
    """
    with Record(file) as record:
        pair = options.dyad(record, a, b)
        amounts = pair.amounts(since=since, until=until)
        rows = [tables.row(x) | {"amount_text": sum_of_money(x)} for x in amounts]
        if not rows:
            return _nothing(record, pair, "amount", since, until, form)
        lines = [
            [x.id, x.when, sum_of_money(x), x.kind, f"{x.payer or '?'} → {x.recipient or '?'}", x.purpose, _added(x)]
            for x in amounts
        ]
        header = ("id", "date", "amount", "kind", "from → to", "purpose", "")
        title = f"{_pair_name(record, pair)}: {_count(len(rows), 'amount')}"
        put(Shown(title, header, [Section("", lines)], rows, wide=5, right=(2,)), form)
    return 0


@click.command()
@options.file
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--kind", multiple=True, metavar="KIND", help="Only disputes of this kind; repeatable.")
@options.form
def disputes(file: Path, a: str | None, b: str | None, kind: Sequence[str], form: str | None) -> int:
    """Show where the sources quarrel: all disputes, or those about the states A and B.

    Kinds: variant (an edit in a copied passage changes a fact), conflict, denial, open, and, for what only looks like a
    dispute, series (the same stock at two dates) and part (an amount inside another).
    """
    if bool(a) != bool(b):
        raise click.UsageError("Name two states, or none for all disputes.")
    with Record(file) as record:
        pair = options.dyad(record, a, b) if a and b else None
        found: Sequence[Dispute] = pair.disputes() if pair else record.disputes()
        found = [d for d in found if not kind or d.kind in kind]
        rows = [tables.row(d) for d in found]
        if not rows:
            about = f" about {_pair_name(record, pair)}" if pair else ""
            if form == "json":
                put(Shown("", (), (), [], 0), form)
            return options.nothing(
                f"No dispute{about}{' of this kind' if kind else ''}: no two sources disagree there."
            )
        lines = [
            [
                d.id,
                d.kind,
                d.field,
                " | ".join(f"{s.value} ({_count(len(s.evidence), 'passage')})" for s in d.sides),
                d.why,
            ]
            for d in found
        ]
        title = (f"{_pair_name(record, pair)}: " if pair else "") + _count(len(rows), "dispute")
        put(Shown(title, ("id", "kind", "over", "sides", "why"), [Section("", lines)], rows, wide=4), form)
    return 0


def _added(amount: Amount) -> str:
    return "" if amount.adds else f"not added: {amount.adds_why}" if amount.adds_why else "not added"


# --- words ------------------------------------------------------------------------------------------------------------


def _pair_name(record: Record, pair: Dyad | None) -> str:
    return f"{record.name(pair.a)} and {record.name(pair.b)}" if pair else "all states"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _span(rows: Iterable[dict[str, Any]]) -> str:
    years = sorted(day[:4] for row in rows for day in bounds(row["when"]) if day)
    return "" if not years else f", {years[0]}" if years[0] == years[-1] else f", {years[0]}–{years[-1]}"


def _nothing(record: Record, pair: Dyad, noun: str, since: str, until: str, form: str | None) -> int:
    if form == "json":
        put(Shown("", (), (), [], 0), form)
    return options.nothing(
        f"No {noun} for {_pair_name(record, pair)}. " + _why_nothing(record, pair, since, until, False)
    )


def _why_nothing(record: Record, pair: Dyad, since: str, until: str, filtered: bool) -> str:
    """Why there is nothing on a pair: not named, named but not together, not in these years, or only filtered out."""
    for code in (pair.a, pair.b):
        if not record.connection.execute("SELECT 1 FROM actors WHERE code = ?", (code,)).fetchone():
            return f"No document of this record speaks of {record.name(code)}."
    held = pair.facts()
    if held and filtered:
        return f"{_pair_name(record, pair)} have {_count(len(held), 'fact')}, none of what was asked for."
    if held and (since or until):
        first, last = pair.coverage()
        if not first:
            return f"{_pair_name(record, pair)} have {_count(len(held), 'fact')}, none of them dated."
        asked = f"{since or '…'}–{until or '…'}"
        silent = "" if record.speaks_of(since, until) else f"; no document speaks of {asked}"
        return f"No fact about {_pair_name(record, pair)} in {asked}: dated ones run from {first} to {last}{silent}."
    if held:
        return f"The record holds {_count(len(held), 'fact')} about them (comity show)."
    both = record.naming_both(pair.a, pair.b)
    if not both:
        return f"No document names both {record.name(pair.a)} and {record.name(pair.b)}."
    naming = f"{_count(both, 'document')} name{'s' if both == 1 else ''} both"
    return f"{naming} {record.name(pair.a)} and {record.name(pair.b)}, but no fact was read. See: comity unread FILE"
