"""A pair of states: its course through time and its dated record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from comity.keeping import asking
from comity.keeping.dyad import Dyad
from comity.keeping.record import Record
from comity.models import Dispute, Fact
from comity.showing.answers import pair_name, why_nothing
from comity.showing.rows import NO_QUARREL, disputes_of_facts, fact_row
from comity.showing.web import charts, links
from comity.showing.web.ask import Ask, NoSuchPage, Page
from comity.showing.web.evidence import witnesses
from comity.showing.web.facets import Facet, Row, narrow
from comity.showing.web.wording import date_in_words, opened
from comity.showing.web.years import first_year
from comity.weighing.changes import Turning, turning_points

SHOWN = 200
RIVALS = 6
WEIGHTIEST = ("conflict", "variant", "denial", "open")
QUADS = {1: "words, friendly", 2: "deeds, friendly", 3: "words, hostile", 4: "deeds, hostile", 0: "neither"}


def page(ask: Ask) -> Page:
    """The status band, the index, then the record, narrowed by facets; rows are the facts that are left."""
    pair = dyad(ask)
    since, until, words = ask.one("since"), ask.one("until"), ask.one("q")
    facts: Sequence[Fact] = pair.facts(since=since, until=until)
    if words:
        held = matching(ask.record, words)
        facts = [f for f in facts if f.id in held]
    rows = fact_rows(ask.record, pair, facts)
    left, choices = narrow(ask, rows, facets(ask.record, pair))
    if ask.form != "html":
        return Page("", "", [{k: v for k, v in r.items() if k not in ("said",)} for r in left])
    open_ = ask.one("open")
    one = ask.target.removeprefix("row-") if ask.target.startswith("row-") else ""
    at = ask.number("page", 1, 1, max(1, (len(left) - 1) // SHOWN + 1))
    shown = [r for r in left if r["id"] == one] if one else left[(at - 1) * SHOWN : at * SHOWN]
    narrowed = any(c.on for _, held_ in choices for c in held_) or bool(words)
    values: dict[str, Any] = {
        "pair": pair,
        "dated": [r for r in shown if r["when"]],
        "undated": [r for r in shown if not r["when"]],
        "number": len(left),
        "all": len(rows),
        "pages": (at, max(1, (len(left) - 1) // SHOWN + 1)),
        "choices": choices,
        "narrowed": narrowed or bool(since or until),
        "open": open_,
        "evidence": opened_fact(ask, open_, shown),
        "empty": why_nothing(ask.record, pair, since, until, narrowed) if not left else "",
        "years": pair.coverage(),
        "quads": QUADS,
    }
    if not one and ask.target != "record":
        values |= course(pair)
    else:
        values |= {"band": None, "lines": None, "turns": [], "quarrels": 0, "disputes": 0, "rivals": []}
    return Page("pair.html", pair_name(ask.record, pair), left, values)


def course(pair: Dyad) -> dict[str, Any]:
    """What the head of the page draws and says."""
    disputes = pair.disputes()
    return {
        "band": charts.band(pair),
        "lines": charts.index(pair),
        "turns": turns(pair),
        "quarrels": len(set(disputes_of_facts(disputes))),
        "disputes": sum(d.kind not in NO_QUARREL for d in disputes),
        "rivals": rivals(pair, disputes),
    }


def turns(pair: Dyad) -> list[Turning]:
    """The years in which a line of the index turned."""
    facts = {f.id: f for f in pair.facts()}
    return turning_points(pair.index(), facts, lambda fact: record_title(pair.record, fact))


def rivals(pair: Dyad, disputes: Sequence[Dispute]) -> list[tuple[Dispute, str, str]]:
    """(dispute, what it is about, when) of the first few that are quarrels, those over a fact first."""
    real = [d for d in disputes if d.kind not in NO_QUARREL]
    real.sort(key=lambda d: (not d.fact, WEIGHTIEST.index(d.kind) if d.kind in WEIGHTIEST else len(WEIGHTIEST)))
    facts = {f.id: f for f in pair.record.by_ids("facts", [d.fact for d in real if d.fact])}
    told: dict[tuple[str, ...], tuple[Dispute, str, str]] = {}
    for d in real:
        title, when = (pair.record.title(facts[d.fact]), facts[d.fact].when) if d.fact in facts else ("", "")
        told.setdefault((d.kind, title, when, *(s.value for s in d.sides)), (d, title, when))
    return list(told.values())[:RIVALS]


def dyad(ask: Ask) -> Dyad:
    """The pair that the address names: two codes, or names, with a hyphen between."""
    a, _, b = ask.at["pair"].partition("-")
    if not a or not b:
        raise NoSuchPage("Name two states with a hyphen between them, such as KHM-USA.")
    return ask.record.dyad(a, b)


def matching(record: Record, words: str) -> set[str]:
    """Ids of the facts whose words or sentences hold all of ``words``."""
    query = asking.match(words)
    if not query:
        return set()
    found = record.connection.execute(
        "SELECT f.id FROM facts f JOIN facts_fts x ON x.rowid = f.seq WHERE facts_fts MATCH ? LIMIT 5000", (query,)
    )
    return {str(id) for (id,) in found}


def fact_rows(record: Record, pair: Dyad | None, facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Facts as rows, each with its documents, its words and, for a pair, its direction."""
    facts = list(facts)
    disputed = disputes_of_facts(pair.disputes() if pair else record.disputes())
    amounts = {x.id: x for x in record.by_ids("amounts", sorted({f.amount for f in facts if f.amount}))}
    claims = {c.id: c for c in record.by_ids("claims", sorted({c for f in facts for c in f.claims}))}
    rows = []
    for fact in facts:
        held = [claims[c] for c in fact.claims if c in claims]
        year = first_year(fact.when)
        rows.append(
            fact_row(record, fact, disputed.get(fact.id, []), amounts)
            | {
                "quad": held[0].quad if held else 0,
                "documents": sorted({c.at.document for c in held}),
                "direction": direction(pair, fact) if pair else "",
                "decade": f"{year // 10}X" if year is not None else "undated",
                "said": held[0].at.quote if held else "",
                "verb": record_title(record, fact),
            }
        )
    return rows


def record_title(record: Record, fact: Fact) -> str:
    """What was done, without by whom."""
    return record.title(fact).partition(":")[0]


def direction(pair: Dyad, fact: Fact) -> str:
    """Who acted on whom: the code of the acting side, "both", or "" where a third party acted."""
    acting = {code.partition("/")[0] for code in fact.actors} & {pair.a, pair.b}
    if len(acting) == 2:
        return "both"
    return acting.pop() if acting else ""


def facets(record: Record, pair: Dyad) -> list[Facet]:
    """By what the record of a pair can be narrowed."""

    def way(value: str) -> str:
        if value == "both":
            return "both together"
        if not value:
            return "a third party acts"
        other = pair.b if value == pair.a else pair.a
        return f"{record.name(value)} → {record.name(other)}"

    return [
        Facet("standing", "Standing", standing),
        Facet("kind", "Kind", lambda r: [r["plover"] or "OTHER"], lambda v: v.lower(), by_count=True),
        Facet("period", "Period", lambda r: [r["decade"]], lambda v: date_in_words(v) if v != "undated" else v),
        Facet("direction", "Who acts", lambda r: [r["direction"] or "third"], lambda v: way("" if v == "third" else v)),
        Facet("modality", "Said to be", lambda r: [r["modality"]], opened, by_count=True),
        Facet("source", "Source", lambda r: r["documents"], by_count=True),
    ]


def standing(row: Row) -> list[str]:
    """How a fact stands among the sources."""
    found = ["disputed"] if row["disputes"] else []
    found.append("several sources" if row["sources"] > 1 else "single source")
    return found + ([row["rank"]] if row["rank"] != "normal" else [])


def opened_fact(ask: Ask, id: str, rows: Sequence[Row]) -> dict[str, Any] | None:
    """What the opened line shows: the sentences, their copies, the reasons, the rival values."""
    if not id or id not in {r["id"] for r in rows}:
        return None
    explanation = ask.record.why(id)
    return {
        "id": id,
        "witnesses": witnesses(ask.record, explanation),
        "disputes": explanation.disputes,
        "judgements": explanation.judgements,
        "why": explanation.why,
        "link": links.fact(id),
    }
