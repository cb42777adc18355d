"""Readings made by hand, for tests of the weighing: sentences with the claims and sums one would read there."""

from __future__ import annotations

import dataclasses
from typing import Any

from comity.models import Amount, Claim, Date, Document, Evidence, Mention, Reading, Sentence, Statement, Status
from comity.weighing.when import interval

STATES = {
    "France": "FRA", "Chad": "TCD", "Chile": "CHL", "Bolivia": "BOL", "Peru": "PER", "Egypt": "EGY", "Israel": "ISR",
    "Kenya": "KEN", "Norway": "NOR", "Spain": "ESP", "Cuba": "CUB", "Japan": "JPN", "Korea": "KOR",
}  # fmt: skip


def told(
    text: str, act: str = "", actors: str = "", recipients: str = "", when: str = "", **more: Any
) -> dict[str, Any]:
    """One sentence and the claim read from it; codes are separated by blanks.

    ``more``: plover, modality, status, amount (value in USD), kind, adds, says (a statement's act, by actors to
    recipients), dates, paragraph, quote (the part of the sentence that is the claim).
    """
    return {"text": text, "act": act, "actors": actors, "recipients": recipients, "when": when, **more}


def reading(name: str, *sentences: dict[str, Any] | str, published: str = "") -> Reading:
    """A document of these sentences, read by hand."""
    text = ""
    out: dict[str, list[Any]] = {k: [] for k in ("sentences", "claims", "status", "amounts", "statements", "dates")}
    mentions: list[Mention] = []
    for n, given in enumerate(sentences):
        s = told(given) if isinstance(given, str) else given
        at = Evidence(name, len(text), len(text) + len(s["text"]), s["text"])
        out["sentences"].append(Sentence(at, n, s.get("paragraph", 0)))
        for word, code in STATES.items():
            if (k := s["text"].find(word)) >= 0:
                where = Evidence(name, at.start + k, at.start + k + len(word), word)
                mentions.append(Mention(where, code, word, "state", "hand", n))
        if s.get("dates"):
            days = interval(s["dates"])
            first, _, last = s["dates"].partition("/")
            assert days is not None
            out["dates"].append(Date(at, s["dates"], first, last or first, "", "hand", n))
        if s.get("says"):
            speaker, to = s["actors"], s["recipients"]
            out["statements"].append(Statement(at, speaker, s.get("who", speaker), s["says"], to))
        if s["act"]:
            _claim(out, s, at, n)
        text += s["text"] + " "
    fields: dict[str, Any] = {k: tuple(v) for k, v in out.items()}
    return dataclasses.replace(Reading(Document(name, text, published=published)), mentions=tuple(mentions), **fields)


def _claim(out: dict[str, list[Any]], s: dict[str, Any], at: Evidence, n: int) -> None:
    words = s.get("quote", s["text"])
    start = at.start + s["text"].index(words)
    where = Evidence(at.document, start, start + len(words), words)
    id_ = f"c-{at.document}-{n}"
    amount = ""
    actors, recipients = tuple(s["actors"].split()), tuple(s["recipients"].split())
    if "amount" in s:
        amount = f"a-{at.document}-{n}"
        value = float(s["amount"])
        adds = s.get("adds", True)
        payer, recipient = (actors or ("",))[0], (recipients or ("",))[0]
        out["amounts"].append(
            Amount(
                amount, where, value, value, value, "USD", kind=s.get("kind", "aid"), payer=payer, recipient=recipient,
                when=s["when"], adds=adds, adds_why="hand", claim=id_, sentence=n,
            )
        )  # fmt: skip
    claim = Claim(
        id_, where, s["act"], s.get("plover", "SUPPORT"), "", "", 1, 0.0, actors, recipients, when=s["when"],
        when_from="sentence" if s["when"] else "none", modality=s.get("modality", "done"), amount=amount, sentence=n,
        rule="hand",
    )  # fmt: skip
    out["claims"].append(claim)
    if s.get("status"):
        a, b = sorted({c.split("/")[0] for c in actors + recipients})[:2]
        out["status"].append(Status(where, (a, b), s["status"], s["when"], claim=id_))


def renamed(given: Reading, name: str) -> Reading:
    """The same document under another name: a copy, with ids of its own."""

    def move(at: Evidence) -> Evidence:
        return dataclasses.replace(at, document=name)

    def fresh(id_: str) -> str:
        return f"{id_}@{name}" if id_ else ""

    return dataclasses.replace(
        given,
        document=dataclasses.replace(given.document, document=name),
        sentences=tuple(dataclasses.replace(s, at=move(s.at)) for s in given.sentences),
        mentions=tuple(dataclasses.replace(m, at=move(m.at)) for m in given.mentions),
        dates=tuple(dataclasses.replace(d, at=move(d.at)) for d in given.dates),
        amounts=tuple(
            dataclasses.replace(a, at=move(a.at), id=fresh(a.id), claim=fresh(a.claim)) for a in given.amounts
        ),
        claims=tuple(
            dataclasses.replace(c, at=move(c.at), id=fresh(c.id), amount=fresh(c.amount)) for c in given.claims
        ),
        status=tuple(dataclasses.replace(s, at=move(s.at), claim=fresh(s.claim)) for s in given.status),
        statements=tuple(dataclasses.replace(s, at=move(s.at)) for s in given.statements),
    )
