"""Money between two states: totals by kind and period, and every amount with the reason why it is added or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from comity import tables
from comity.keeping.days import bounds
from comity.showing.answers import pair_name, why_nothing
from comity.showing.plain import number, sum_of_money
from comity.showing.web.ask import Ask, Page
from comity.showing.web.facets import Facet, narrow
from comity.showing.web.pages.pair import dyad
from comity.showing.web.wording import date_in_words, opened
from comity.weighing.sums import Total

_ID = re.compile(r"\ba[0-9a-f]{10}\b")
PERIODS = ("decade", "year", "all")


def page(ask: Ask) -> Page:
    """Totals (nothing counted twice, currencies apart), then the single amounts; rows are the amounts."""
    pair = dyad(ask)
    since, until = ask.one("since"), ask.one("until")
    by = ask.one("by") if ask.one("by") in PERIODS else "decade"
    amounts = pair.amounts(since=since, until=until)
    claims = {c.id: c.fact for c in ask.record.by_ids("claims", sorted({x.claim for x in amounts if x.claim}))}
    rows = [tables.row(x) | {"amount_text": sum_of_money(x), "fact": claims.get(x.claim, "")} for x in amounts]
    said = {r["id"]: r["amount_text"] for r in rows}
    facets = [
        Facet("kind", "Kind", lambda r: [r["kind"] or "not said"], opened, by_count=True),
        Facet("payer", "Paid by", lambda r: [r["payer"] or "not said"], lambda c: _name(ask, c), by_count=True),
        Facet("adds", "In the totals", lambda r: ["added" if r["adds"] else "not added"]),
    ]
    left, choices = narrow(ask, rows, facets)
    totals = sorted(
        pair.sums(by=by, since=since, until=until), key=lambda t: (bounds(t.period)[0] or "~", t.payer, t.kind)
    )
    values = {
        "pair": pair,
        "by": by,
        "periods": [(p, ask.link(by=p)) for p in PERIODS],
        "totals": [(t, f"{number(t.value)} {t.currency}" if t.amounts else "") for t in totals],
        "chart": chart(totals) if by != "all" else None,
        "rows_": [dict(r) | {"reason": reason(str(r["adds_why"]), said)} for r in left],
        "choices": choices,
        "number": len(left),
        "all": len(rows),
        "empty": why_nothing(ask.record, pair, since, until, bool(rows)) if not left else "",
    }
    return Page("money.html", f"{pair_name(ask.record, pair)}: money", left, values)


def reason(why: str, said: Mapping[str, str]) -> str:
    """Why an amount is not added, with the sums of other amounts in the place of their ids."""
    return _ID.sub(lambda found: said.get(found[0], found[0]), why)


def chart(totals: list[Total]) -> dict[str, object] | None:
    """Bars of the totals in the currency that has most of them; None where nothing dated is added."""
    counted = Counter(t.currency for t in totals if t.amounts and t.period and t.currency != "%")
    if not counted:
        return None
    currency = min(counted, key=lambda c: (-counted[c], c))
    held = [t for t in totals if t.amounts and t.period and t.currency == currency]
    bars = [
        {
            "period": t.period,
            "kind": f"{t.kind or 'kind not said'}, {t.payer} → {t.recipient}",
            "value": t.value,
            "said": f"{date_in_words(t.period)}, {t.kind}, {t.payer} → {t.recipient}: {number(t.value)} {currency}",
        }
        for t in held
    ]
    return {
        "currency": currency,
        "kinds": list(dict.fromkeys(b["kind"] for b in bars)),
        "labels": {t.period: date_in_words(t.period) for t in held},
        "bars": bars,
    }


def _name(ask: Ask, code: str) -> str:
    names = (
        ask.record.name(c) + (f" ({c})" if "/" in c and "(" not in ask.record.name(c) else "") for c in code.split(";")
    )
    return code if code == "not said" else ", ".join(names)
