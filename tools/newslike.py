"""News-like text for the bench: pages of ten to thirty sentences, about a quarter of which name two states.

Every sentence is made from a pattern of this file, with names, figures and days drawn by a seeded generator: the same
seed, the same text. What it is like: agency reports with direct speech, home affairs, sport, markets, weather, and in
between the doings of two states with each other.
"""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Iterator

from comity.models import Document
from comity.reading.dates.lexicon import MONTHS

STATES = [
    ("Kenya", "Kenyan", "Nairobi"), ("Peru", "Peruvian", "Lima"), ("Norway", "Norwegian", "Oslo"),
    ("Jordan", "Jordanian", "Amman"), ("Vietnam", "Vietnamese", "Hanoi"), ("Ghana", "Ghanaian", "Accra"),
    ("Poland", "Polish", "Warsaw"), ("Chile", "Chilean", "Santiago"), ("Nepal", "Nepali", "Kathmandu"),
    ("Egypt", "Egyptian", "Cairo"), ("Japan", "Japanese", "Tokyo"), ("Uruguay", "Uruguayan", "Montevideo"),
    ("Ethiopia", "Ethiopian", "Addis Ababa"), ("Portugal", "Portuguese", "Lisbon"), ("Laos", "Laotian", "Vientiane"),
]  # fmt: skip
PEOPLE = [
    *("Anna Karanja", "Luis Ortega", "Marek Zielinski", "Huda Saleh"),
    *("Tomas Berg", "Grace Mensah", "Ines Duarte", "Bikram Rana"),
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]

BETWEEN = [
    "{A} and {B} signed an agreement on fisheries in {cap} on {day}.",
    "{A} recalled its ambassador from {B} after the ruling, officials in {cap} said.",
    "The {Adj} foreign minister arrived in {Bcap} on {day} for two days of talks with his {Bdj} counterpart.",
    "{A} will lend {B} ${n} million for a railway between the two ports, the finance ministry announced.",
    "{A} accused {B} of holding back river water that farmers on the plain depend on.",
    "Trade between {A} and {B} reached ${n} billion last year, up from ${m} billion in {year}.",
    "{B} denied that its patrol boats had entered waters claimed by {A}.",
    "President {person} of {A} thanked {B} for sending doctors after the flood.",
    "Troops from {A} and {B} will take part in a joint exercise near the border in {month}.",
    "“We cannot accept this,” said {person}, the ambassador of {A} in {Bcap}.",
]
ONE = [
    "The {Adj} parliament passed the budget by {n} votes to {m} late on {weekday}.",
    "Police in {cap} arrested {n} people after a march over food prices.",
    "“The road will be open before the rains,” {person}, the minister of works, told reporters.",
    "Inflation in {A} slowed to {m}.{d} percent in {month}, the statistics office said.",
    "{A}'s national team will be without its captain for the rest of the season.",
    "The central bank of {A} left its main rate unchanged at {m} percent.",
    "Schools in {cap} reopened on {weekday} after a week of heavy storms.",
    "The opposition has called for the minister to step down.",
    "Farmers in the north of {A} say that the harvest is the poorest in {n} years.",
    "The airline said it would add {m} flights a week from {cap} next summer.",
]
NONE = [
    "The company reported a quarterly profit of ${n} million and said it expected slower growth.",
    "He had been ill for several months, his family said.",
    "Shares closed {d}.{m} percent lower in thin trading.",
    "The striker scored twice in the second half and was carried from the field by the crowd.",
    "Witnesses said the bus left the road at a bend and rolled into a ravine.",
    "“It was over in a minute,” said one resident. “We just ran.”",
    "The hospital has {n} beds and a single operating theatre.",
    "Rain is expected along the coast through {weekday}, with winds of up to {n} kilometres an hour.",
    "She said she would appeal.",
    "The film opens in cinemas on {day}.",
    "Engineers hope to finish the tunnel within {m} years.",
    "The museum bought the painting in {year} from a private collector.",
    "They have played together since they were children.",
    "Tickets cost between {m} and {n} dollars and sold out within the hour.",
    "Doctors warn that the illness spreads quickly where water is not clean.",
    "The two brothers opened the shop in {year} with money borrowed from an uncle.",
    "Nobody was hurt, but traffic stood still for most of the morning.",
    "The judge set the next hearing for {day}.",
    "More than {n} families have moved into the new blocks on the hill.",
    "The orchestra ends its season with a concert in the park.",
]  # fmt: skip
TAILS = [
    ", a plan that was first drawn up in {year} and shelved twice for lack of money",
    ", after weeks in which little had been heard from either of the two camps",
    ", in what people who follow the matter closely called a surprise",
    " while the rest of the work is to be finished before the end of next year",
    ", although several of those who had been asked to come stayed away until {weekday} evening",
    ", according to a summary of {n} pages that was handed out in the lobby",
    ", the first time in {m} years that so many had gathered in one place",
    " because the older building no longer meets the rules on safety",
]


def documents(number: int, seed: int = 1, between: float = 0.25) -> Iterator[Document]:
    """``number`` pages; ``between`` is the share of sentences that name two states."""
    draw = random.Random(seed)
    for page in range(number):
        a, b = draw.sample(STATES, 2)
        sentences = [_sentence(draw, a, b, between) for _ in range(draw.randint(10, 30))]
        paragraphs, at = [], 0
        while at < len(sentences):
            size = draw.randint(1, 4)
            paragraphs.append(" ".join(sentences[at : at + size]))
            at += size
        day = f"{draw.randint(2001, 2023)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        text = "\n\n".join(paragraphs) + "\n"
        yield Document(f"news-{seed}-{page:06}.txt", text, published=day, published_why="given with the document")


def _sentence(draw: random.Random, a: tuple[str, str, str], b: tuple[str, str, str], between: float) -> str:
    if draw.random() < 0.3:
        a, b = draw.sample(STATES, 2)
    patterns = BETWEEN if draw.random() < between else draw.choice((ONE, NONE, NONE))
    words = draw.choice(patterns)
    tail = draw.choice(TAILS) if draw.random() < 0.75 else ""
    if tail and words[-1] == ".":
        words = words[:-1] + tail + "."
    month = draw.choice(MONTHS)
    values = {
        "year": draw.randint(1960, 2020),
        "n": draw.randint(12, 480),
        "m": draw.randint(2, 11),
        "d": draw.randint(0, 9),
    }
    states = {"A": a[0], "Adj": a[1], "cap": a[2], "B": b[0], "Bdj": b[1], "Bcap": b[2]}
    day = f"{month} {draw.randint(1, 28)}"
    return words.format(person=draw.choice(PEOPLE), month=month, day=day, weekday=draw.choice(DAYS), **values, **states)


KINDS = [
    ["agreement", "accord", "convention", "protocol", "memorandum"],
    [
        "fisheries",
        "customs",
        "extradition",
        "aviation",
        "river water",
        "fibre cables",
        "seasonal labour",
        "student visas",
    ],
    ["railway", "harbour", "power station", "hospital", "water main", "motorway", "grain terminal", "dam"],
    ["two ports", "two capitals", "lake shore and the coast", "mines and the sea", "old and the new airport"],
    ["ruling", "verdict", "shooting", "broadcast", "raid", "vote", "leak", "arrest of a trawler crew"],
    ["river water", "spare parts", "wheat", "gas", "vaccine doses", "overflight permits", "transit fees"],
    ["farmers", "villages", "factories", "fishermen", "hospitals", "mills", "townships", "shepherds"],
    ["plain", "plateau", "delta", "coast", "far bank", "upper valley", "islands"],
    ["doctors", "engineers", "tents", "rescue teams", "helicopters", "field kitchens", "pumps"],
    ["flood", "earthquake", "fire", "landslide", "storm", "drought", "epidemic"],
    ["patrol boats", "surveyors", "aircraft", "border guards", "fishing boats", "research ships"],
    ["budget", "pension law", "mining code", "tax bill", "press law", "land act", "schools bill", "census bill"],
    ["food prices", "rents", "fuel taxes", "water cuts", "job losses", "a police shooting", "bus fares", "exam leaks"],
    ["road", "bridge", "tunnel", "ferry line", "pipeline", "clinic", "market hall", "bypass"],
    ["rains", "harvest", "holidays", "summer", "elections", "start of term", "monsoon", "winter"],
    ["works", "transport", "health", "mines", "trade", "education", "energy", "housing"],
    ["captain", "goalkeeper", "coach", "leading scorer", "best bowler", "pace-maker", "doctor"],
    ["season", "month", "tournament", "year", "league round", "tour"],
    ["storms", "floods", "heat", "snow", "strikes", "power cuts", "smog", "frost"],
    ["harvest", "catch", "vintage", "coffee crop", "lambing", "cotton crop", "tea picking", "rice crop"],
    ["airline", "ferry company", "railway", "bus operator", "budget carrier", "air charter firm"],
    ["company", "brewery", "shipyard", "insurer", "retailer", "bank", "steelmaker", "cable maker", "publisher"],
    ["profit", "loss", "turnover", "surplus", "shortfall", "dividend bill", "order book"],
    ["growth", "sales", "demand", "deliveries", "exports", "lending", "hiring"],
    ["striker", "winger", "full-back", "captain", "substitute", "teenager", "centre-half", "veteran"],
    ["crowd", "stewards", "trainers", "team doctors", "supporters", "medics"],
    ["bus", "lorry", "coach", "van", "tractor", "tanker", "minibus", "pick-up"],
    ["bend", "crossing", "bridge", "junction", "level crossing", "steep descent"],
    ["ravine", "river", "ditch", "reservoir", "field", "canal", "quarry", "gully"],
    ["resident", "shopkeeper", "baker", "porter", "passer-by", "nurse", "teacher", "night watchman"],
    ["hospital", "barracks", "shelter", "clinic", "hostel", "sanatorium", "boarding school"],
    ["operating theatre", "kitchen", "ambulance", "laundry", "lift", "X-ray machine", "generator"],
    ["coast", "ridge", "lakes", "foothills", "estuary", "western isles", "northern shore"],
    ["film", "play", "musical", "documentary", "opera", "puppet show", "restored epic"],
    ["cinemas", "theatres", "village halls", "the open air", "festival tents", "the old arsenal"],
    ["tunnel", "viaduct", "lock", "dry dock", "runway", "reservoir", "bypass"],
    ["museum", "gallery", "library", "town", "foundation", "university", "cathedral"],
    ["painting", "manuscript", "bronze", "tapestry", "map", "harpsichord", "diary", "photographs"],
    ["private collector", "dealer in coins", "widow", "bankrupt estate", "monastery", "seaside hotel"],
    ["illness", "fever", "parasite", "virus", "blight", "infection", "strain"],
    ["brothers", "sisters", "cousins", "friends", "neighbours", "engineers", "widows"],
    ["shop", "bakery", "workshop", "school", "press", "garage", "pharmacy", "inn"],
    ["uncle", "aunt", "moneylender", "landlord", "rival", "priest", "cooperative"],
    ["traffic", "trams", "trains", "work", "lessons", "the market", "the port"],
    ["judge", "tribunal", "magistrate", "appeals panel", "arbitrator", "coroner", "registrar"],
    ["families", "pensioners", "students", "nurses", "migrants", "clerks", "veterans"],
    ["blocks", "terraces", "cabins", "towers", "hostels", "bungalows", "huts"],
    ["hill", "waterfront", "old airfield", "edge of town", "drained marsh", "site of the brickworks"],
    ["orchestra", "choir", "ballet", "brass band", "chamber ensemble", "youth theatre"],
    ["park", "courtyard", "station hall", "old stadium", "cathedral square", "botanical garden"],
    ["plan", "proposal", "scheme", "draft", "design", "project", "idea", "reform"],
    ["drawn up", "put forward", "sketched", "costed", "announced", "promised", "debated", "leaked"],
    ["shelved", "rewritten", "voted down", "mislaid", "cut back", "postponed", "watered down"],
    [
        "lack of money",
        "want of land",
        "fear of protests",
        "reasons never given",
        "the sake of the coast",
        "legal doubts",
    ],
    ["weeks", "months", "days", "years", "two sessions", "a summer", "long evenings"],
    ["camps", "parties", "families", "teams", "unions", "banks", "villages", "offices"],
    ["surprise", "concession", "blunder", "farewell", "gamble", "formality", "rehearsal", "warning"],
    ["closely", "for a living", "from abroad", "on the radio", "since the war", "out of habit", "in the trade press"],
    ["summary", "leaflet", "statement", "table", "memoir", "brochure", "letter", "note"],
    ["lobby", "street", "canteen", "press room", "corridor", "first break", "car park"],
    ["building", "pier", "bridge", "depot", "wing", "grandstand", "kiln", "boiler"],
    ["safety", "noise", "smoke", "hygiene", "access", "lifts", "fire doors", "asbestos"],
    ["gathered", "queued", "marched", "danced", "met", "sheltered", "voted", "sung"],
    ["next year", "the decade", "the fiscal year", "the mandate", "winter", "the tenancy", "the season"],
]
"""Words that may stand for each other, whatever that makes of the news."""
_LIKE = {word: kind for kind in KINDS for word in kind[:1]}
_SWAPPED = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in sorted(_LIKE, key=len, reverse=True)))


def varied(number: int, seed: int = 1, between: float = 0.25) -> Iterator[Document]:
    """The same pages in more words: most nouns and some verbs are drawn anew.

    The pages of :func:`documents` are of forty patterns and eight endings, so that of two pages nearly every sentence
    has its like and looking for copies finds passages everywhere; news is not like that. A tenth of these pages carry
    a passage of another page, as agency copy does.
    """
    draw = random.Random(seed)
    kept: list[str] = []
    for document in documents(number, seed, between):
        text = _SWAPPED.sub(lambda m: draw.choice(_LIKE[m.group()]), document.text)
        paragraphs = text.strip().split("\n\n")
        if kept and draw.random() < 0.1:
            paragraphs.insert(draw.randrange(len(paragraphs) + 1), draw.choice(kept))
        kept = [*kept[-200:], draw.choice(paragraphs)]
        yield dataclasses.replace(document, text="\n\n".join(paragraphs) + "\n")
