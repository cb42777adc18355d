"""A small record made by hand, so that keeping and showing are tested whatever the stages find."""

from __future__ import annotations

from pathlib import Path

from comity.keeping.writing import write_record
from comity.knowledge import load
from comity.models import (
    Amount,
    Claim,
    Copy,
    Date,
    Dispute,
    Document,
    Edit,
    Evidence,
    Fact,
    Furniture,
    IndexPoint,
    Judgement,
    Measure,
    Mention,
    Office,
    Other,
    Passage,
    Period,
    Poll,
    Reading,
    Sentence,
    Side,
    Span,
    Statement,
    Status,
    Thread,
    Unread,
    Weighing,
)

HOME = Document(
    "home.txt",
    "Menu | About\n\nChile and Bolivia broke relations on 17 April 1962. "
    "In 1975 Chile lent Bolivia $2 million for a railway.\n\n"
    "Bolivia asked Chile for a port. Ambassador Ana Rojas left Santiago. Chile and Bolivia are neighbours.",
    title="Two neighbours",
    published="2001-05-03",
)
AWAY = Document(
    "away.txt", "Chile and Bolivia broke relations on 18 April 1962.\n\x1b[31mPeru and Bolivia talked.\x1b[0m"
)


def at(document: Document, quote: str) -> Evidence:
    """The first place of ``quote``."""
    start = document.text.index(quote)
    return Evidence(document.document, start, start + len(quote), quote)


def _sentences(document: Document, *quotes: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(at(document, q), n, 0, furniture=q.startswith("Menu")) for n, q in enumerate(quotes))


def _claim(
    id: str, document: Document, quote: str, act: str, actors: str, recipients: str = "", **more: object
) -> Claim:
    return Claim(
        id,
        at(document, quote),
        act,
        "",
        "",
        "",
        0,
        0.0,
        tuple(actors.split()),
        tuple(recipients.split()),
        rule=f"frame:{act}",
        **more,  # type: ignore[arg-type]
    )


BROKE = "Chile and Bolivia broke relations on 17 April 1962."
CLAIMS = (
    _claim("c-b1", HOME, "broke relations", "relations_severed", "BOL CHL", when="1962-04-17", when_from="sentence"),
    _claim("c-b2", AWAY, "broke relations", "relations_severed", "BOL CHL", when="1962-04-18", when_from="sentence"),
    _claim("c-loan", HOME, "lent Bolivia $2 million", "loan_given", "CHL/GOV", "BOL", when="1975", amount="a-loan"),
    _claim("c-port", HOME, "asked Chile for a port", "request", "BOL", "CHL", others=(Other("IGO", "forum"),)),
    _claim("c-talk", AWAY, "Peru and Bolivia talked", "talks", "BOL PER", modality="alleged"),
)
LOAN = Amount(
    "a-loan",
    at(HOME, "$2 million"),
    2e6,
    2e6,
    2e6,
    "USD",
    kind="loan",
    payer="CHL",
    recipient="BOL",
    when="1975",
    purpose="a railway",
    adds=True,
    claim="c-loan",
    rule="amount:sign",
)
READINGS = (
    Reading(
        HOME,
        furniture=(Furniture(at(HOME, "Menu | About"), "menu"),),
        sentences=_sentences(
            HOME,
            "Menu | About",
            BROKE,
            "In 1975 Chile lent Bolivia $2 million for a railway.",
            "Bolivia asked Chile for a port.",
            "Ambassador Ana Rojas left Santiago.",
            "Chile and Bolivia are neighbours.",
        ),
        mentions=(
            Mention(at(HOME, "Chile"), "CHL", "Chile", "state", "name", 1),
            Mention(at(HOME, "Bolivia"), "BOL", "Bolivia", "state", "name", 1),
            Mention(at(HOME, "Ana Rojas"), "BOL/GOV", "Ana Rojas", "person", "role", 4),
        ),
        dates=(Date(at(HOME, "17 April 1962"), "1962-04-17", "1962-04-17", "1962-04-17", "", "day", 1),),
        amounts=(LOAN,),
        claims=(CLAIMS[0], CLAIMS[2], CLAIMS[3]),
        status=(Status(at(HOME, "broke relations"), ("BOL", "CHL"), "relations_severed", "1962-04-17", "", "c-b1"),),
        offices=(Office(at(HOME, "Ambassador Ana Rojas"), "Ana Rojas", "Ambassador", "BOL", "CHL"),),
        polls=(Poll(at(HOME, "neighbours"), "Chileans", "BOL", "approve", 51.5, "2001"),),
        statements=(Statement(at(HOME, "asked Chile"), "BOL", "Bolivia", "demand", "CHL", "", ""),),
        measures=(Measure(at(HOME, "a railway"), "railway", "programme", ("CHL",), ("BOL",), "1975"),),
        passages=(Passage(at(HOME, "a port"), "access to the sea", "obstacle", ("BOL", "CHL")),),
        unread=(Unread(at(HOME, "Chile and Bolivia are neighbours."), "no act"),),
    ),
    Reading(
        AWAY,
        sentences=_sentences(AWAY, BROKE.replace("17", "18"), "\x1b[31mPeru and Bolivia talked.\x1b[0m"),
        mentions=(Mention(at(AWAY, "Peru"), "PER", "Peru", "state", "name", 1),),
        dates=(Date(at(AWAY, "18 April 1962"), "1962-04-18", "1962-04-18", "1962-04-18", "", "day", 0),),
        claims=(CLAIMS[1], CLAIMS[4]),
    ),
)
WEIGHING = Weighing(
    claims=CLAIMS,
    amounts=(LOAN,),
    copies=(
        Copy(
            Span("away.txt", 0, 51),
            Span("home.txt", 14, 65),
            "edited",
            (Edit("18", "17", "date"),),
            "family-1",
            "one word differs",
        ),
    ),
    facts=(
        Fact("f-port", "request", "REQUEST", ("BOL", "CHL"), ("BOL",), ("CHL",), "", "", ("c-port",), 1),
        Fact(
            "f-loan", "loan_given", "AID", ("BOL", "CHL"), ("CHL/GOV",), ("BOL",), "1975", "a-loan", ("c-loan",), 1
        ),
        Fact(
            "f-broke", "relations_severed", "SANCTION", ("BOL", "CHL"), ("BOL", "CHL"), (), "1962-04-17", "",
            ("c-b1", "c-b2"), 1, why="same act, days apart",
        ),
        Fact("f-talk", "talks", "CONSULT", ("BOL", "PER"), ("BOL", "PER"), (), "199X", "", ("c-talk",), 1, "alleged"),
    ),
    disputes=(
        Dispute(
            "d-day",
            "f-broke",
            "when",
            "variant",
            (
                Side("1962-04-17", (at(HOME, "17 April 1962"),)),
                Side("1962-04-18", (at(AWAY, "18 April 1962"),)),
            ),
            "a copied passage, edited",
            ("BOL", "CHL"),
        ),
    ),
    periods=(Period(("BOL", "CHL"), "relations", "severed", "1962-04-17", "", ("f-broke",), True),),
    index=(IndexPoint(("BOL", "CHL"), 1962, "political", -2.0, -2.5, -1.5, ("f-broke",), 2),),
    threads=(Thread("t-sea", "access to the sea", "obstacle", ("BOL", "CHL"), (at(HOME, "a port"),)),),
    judgements=(Judgement("f-loan", "prefer", "", "seen in the archive", "A. Reader", "2020-01-01"),),
    notes=("one judgement was replayed",),
)  # fmt: skip


def record_file(folder: Path, name: str = "made.comity") -> Path:
    """The record, written to a file."""
    path = folder / name
    write_record(path, READINGS, WEIGHING, load())
    return path
