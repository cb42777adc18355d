"""A fact: its values, its witnesses, the other side, and how to cite it."""

from __future__ import annotations

from comity import tables
from comity.keeping import asking
from comity.keeping.store import pairs_of
from comity.models import Fact
from comity.showing.plain import sum_of_money
from comity.showing.rows import disputes_of_facts, fact_row
from comity.showing.web import links
from comity.showing.web.ask import Ask, Page
from comity.showing.web.citing import citation
from comity.showing.web.evidence import witnesses
from comity.weighing.judgements import ruling_id


def page(ask: Ask) -> Page:
    """One fact, or whatever fact the claim, amount or dispute of this id belongs to; rows are its claims.

    What belongs to no fact (a thread, a bare amount) is shown by itself; its row is its own.
    """
    record = ask.record
    table, id = asking.identified(record.connection, ask.at["id"])
    if table != "facts":
        of = record.by_ids(table, [id])[0]
        claim = id if table == "claims" else getattr(of, "claim", "")
        if moved := getattr(of, "fact", "") or _of_claim(ask, claim):
            return Page("", "", moved=links.fact(moved) + (f".{ask.form}" if ask.form != "html" else ""))
    elif id != ask.at["id"]:
        return Page("", "", moved=links.fact(id) + (f".{ask.form}" if ask.form != "html" else ""))
    explanation = record.why(id)
    fact: Fact | None = record.fact(id) if table == "facts" else None
    claims = record.by_ids("claims", fact.claims) if fact else []
    amounts = {x.id: x for x in record.by_ids("amounts", [x for x in [*(c.amount for c in claims)] if x])}
    if fact and fact.amount:
        amounts |= {x.id: x for x in record.by_ids("amounts", [fact.amount])}
    rows = [
        tables.row(c) | {"amount_text": sum_of_money(amounts[c.amount]) if c.amount in amounts else ""} for c in claims
    ]
    name = record.path.name if record.path else "in memory"
    values = {
        "id": id,
        "table": table.removesuffix("s"),
        "fact": fact,
        "row": fact_row(record, fact, disputes_of_facts(explanation.disputes).get(id, []), amounts) if fact else None,
        "pairs": list(pairs_of(fact.pair)) if fact else [],
        "claims": rows,
        "explanation": explanation,
        "judged": [(j, ruling_id(j)) for j in explanation.judgements],
        "witnesses": witnesses(record, explanation),
        "citations": [
            citation(fact, explanation.title, c, record.document(c.at.document), name) for c in claims if fact
        ],
        "permalink": links.fact(id),
        "split": [(c.id, c.at.quote) for c in claims],
    }
    if fact is None:
        rows = [tables.row(v) for v in record.by_ids(table, [id])]
    return Page("fact.html", explanation.title, rows, values)


def _of_claim(ask: Ask, claim: str) -> str:
    row = ask.record.connection.execute("SELECT fact FROM fact_claim WHERE claim = ?", (claim,)).fetchone()
    return str(row[0]) if row else ""
