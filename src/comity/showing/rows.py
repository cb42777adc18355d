"""Rows of an answer, as the command line and the pages give them: the record's row and what people want beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comity import tables
from comity.keeping.record import Record
from comity.models import Amount, Dispute, Fact
from comity.showing.plain import sum_of_money

NO_QUARREL = ("series", "part")  # kinds of dispute that only look like one


def disputes_of_facts(disputes: Iterable[Dispute]) -> dict[str, list[str]]:
    """The ids of the disputes over each fact, without those that only look like one."""
    found: dict[str, list[str]] = {}
    for dispute in disputes:
        if dispute.fact and dispute.kind not in NO_QUARREL:
            found.setdefault(dispute.fact, []).append(dispute.id)
    return found


def words_of_facts(record: Record, facts: Sequence[Fact]) -> dict[str, str]:
    """The words of the first claim of each fact, in one line."""
    first = {f.id: f.claims[0] for f in facts if f.claims}
    quotes = {c.id: " ".join(c.at.quote.split()) for c in record.by_ids("claims", sorted(set(first.values())))}
    return {fact: quotes[claim] for fact, claim in first.items() if claim in quotes}


def fact_row(record: Record, fact: Fact, disputes: Sequence[str], amounts: Mapping[str, Amount]) -> dict[str, Any]:
    """A fact with its title, its amount in words and the disputes over it; ``amounts`` by id."""
    amount = amounts.get(fact.amount)
    return tables.row(fact) | {
        "title": record.title(fact),
        "amount_text": sum_of_money(amount) if amount else fact.amount,
        "disputes": list(disputes),
    }
