"""News-like text for the bench: pages of ten to thirty sentences, about a quarter of which name two states.

Every sentence is made from a pattern of this file, with names, figures and days drawn by a seeded generator: the same
seed, the same text. What it is like: agency reports with direct speech, home affairs, sport, markets, weather, and in
between the doings of two states with each other.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from comity.models import Document

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
MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
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
