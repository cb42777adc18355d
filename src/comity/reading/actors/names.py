"""Names that knowledge knows, found in a text by one automaton: states, peoples, seats, organisations, bodies, people.

A surface may have several senses (``Taliban`` in power and out of it); :meth:`Lexicon.scan` gives every name on
word boundaries, the longest where names overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import ahocorasick_rs

from comity.knowledge import Knowledge

STATE, ADJECTIVE, PEOPLE, PREFIX, SEAT, ORGANISATION, BODY, PERSON, ROLE, BLOCK, LONE = "SDNXPOBKR-L"


class Sense(NamedTuple):
    """One thing a name may mean, between the EDTF dates (or years) ``from_`` and ``to`` (``""`` open).

    ``strict`` names count only where the document names the state (or body) in full too.
    """

    code: str
    name: str
    kind: str
    from_: str = ""
    to: str = ""
    strict: bool = False


class Hit(NamedTuple):
    """A name in the text: ``start`` and ``end`` into the scanned text, its class and senses."""

    start: int
    end: int
    cls: str
    senses: tuple[Sense, ...]


class Lexicon:
    """Every surface with its class and senses, and the automaton that finds them."""

    def __init__(self, entries: Iterable[tuple[str, str, Sense]]) -> None:
        found: dict[str, tuple[str, tuple[Sense, ...]]] = {}
        several: dict[str, dict[str, list[Sense]]] = {}
        for surface, cls, sense in entries:
            if surface not in found:
                found[surface] = (cls, (sense,))
                continue
            if surface not in several:
                first, senses = found[surface]
                several[surface] = {first: [*senses]}
            held = several[surface].setdefault(cls, [])
            if sense not in held:
                held.append(sense)
        for surface, classes in several.items():
            cls = min(classes, key="-SDNXOBPKRL".index)
            found[surface] = (cls, tuple(classes[cls]))
        self.meaning = found
        self.entries = list(found.values())
        self.seats = {s: tuple(t[SEAT]) for s, t in several.items() if SEAT in t and STATE in t}
        self._automaton = ahocorasick_rs.AhoCorasick(list(found))

    def scan(self, text: str) -> list[Hit]:
        """Names on word boundaries, in text order, the leftmost longest where they overlap."""
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and (text[start - 1].isalnum() or text[start - 1] in "_@"):
                continue
            if text[end - 1] != "-" and end < len(text):
                after = text[end]
                if (
                    after.isalnum()
                    or after in "_@$€£"
                    or (after == "." and text[end - 1] == "S" and end < len(text) - 1 and text[end + 1].isalpha())
                ):
                    continue
            found.append((start, -end, index))
        found.sort()
        hits, last = [], 0
        for start, minus_end, index in found:
            if start >= last:
                last = -minus_end
                cls, senses = self.entries[index]
                hits.append(Hit(start, last, cls, senses))
        return hits


def _spellings(name: str) -> Iterator[str]:
    yield name
    if len(name) > 3 and name.upper() != name and name.replace(" ", "").isalpha():
        yield name.upper()


def rows(knowledge: Knowledge, towns: bool = True) -> Iterator[tuple[str, str, Sense]]:
    """(spelling, class, sense) of each name that the knowledge holds; ``towns``: those of ``towns.tsv`` too."""
    for row in knowledge.table("polities.tsv"):
        sense = Sense(row["code"], row["name"], "state", row["from"] if row["to"] else "", row["to"])
        for name in (row["name"], *row["names"].split("|")):
            for spelling in _spellings(name):
                yield spelling, STATE, sense
    names: dict[str, str] = {}
    for row in knowledge.table("polities.tsv"):
        names.setdefault(row["code"], row["name"])
    for row in knowledge.table("demonyms.tsv"):
        sense = Sense(row["code"], names[row["code"]], "state", row["from"] if row["to"] else "", row["to"])
        for adjective in row["adjectives"].split("|"):
            cls = PREFIX if adjective.endswith("-") else ADJECTIVE
            for spelling in _spellings(adjective):
                yield spelling, cls, sense
        for people in row["people"].split("|"):
            if people not in row["adjectives"].split("|"):
                yield people, PEOPLE, sense
    for row in knowledge.table("seats.tsv"):
        sense = Sense(row["code"], row["city"], "place" if row["kind"] != "seat" else "seat", row["from"], row["to"])
        yield row["city"], SEAT, sense
    for row in knowledge.table("organisations.tsv"):
        for name in (row["name"], *row["names"].split("|")):
            yield (
                name.lstrip("!"),
                ORGANISATION,
                Sense(row["code"], row["name"], "organisation", strict=name[:1] == "!"),
            )
    for row in knowledge.table("bodies.tsv"):
        kind = {"group": "group", "party": "group"}.get(row["kind"], "organ")
        if row["kind"] in ("media", "institute", "business"):
            kind = "organisation"
        for name in (row["name"].partition(" (")[0], *row["names"].split("|")):
            if name:
                sense = Sense(
                    row["code"], row["name"].partition(" (")[0], kind, row["from"], row["to"], name[:1] == "!"
                )
                yield name.lstrip("!"), BODY, sense
    for table in ("places.tsv", "towns.tsv") if towns else ("places.tsv",):
        for row in knowledge.table(table):
            yield row["place"], SEAT, Sense(row["code"], row["place"], "place")
    titles = {n for g in knowledge.table("roles.toml")["role"] for n in g["names"]}
    for row in knowledge.table("leaders.tsv"):
        sector = "" if row["state"] in ("UNO", "EUR", "NATO", "IMG") else "/GOV"
        for name in (row["name"], *row["names"].split("|")):
            if (" " in name or row["names"]) and name.split(" ")[0] not in titles:
                yield name, PERSON, Sense(row["state"] + sector, row["name"], "person", row["from"], row["to"])
    for table in ("us_missions.tsv", "us_officers.tsv"):
        for row in knowledge.table(table):
            for name in (row["name"], *row["names"].split("|")):
                if " " in name:
                    yield name, PERSON, Sense("USA/GOV", row["name"], "person", row["from"], row["to"])
    groups = knowledge.table("roles.toml")["role"]
    offices = {n.casefold() for g in groups if g["class"] in ("head", "premier", "minister") for n in g["names"]}
    first_words = {office.split()[0] for office in offices if office.strip()}
    things = knowledge.table("roles.toml")["not_persons"]["after"]
    for row in knowledge.table("officeholders.tsv"):
        sector = row["sector"] if row["sector"] in ("GOV", "MIL", "LEG", "JUD", "OPP", "REB") else "GOV"
        years = row["years"]
        first, last = years.partition(";")[0].partition("-")[0], years.rpartition(";")[2].partition("-")[2]
        sense = Sense(f"{row['state']}/{sector}", row["name"], "person", first, last)
        for name in (row["name"], *row["names"].split("|")) if row["names"] else (row["name"],):
            if " " in name and not _led_by(name, offices, first_words) and name.rpartition(" ")[2] not in things:
                yield name, PERSON, sense
    lone = {n for g in knowledge.table("organs.toml")["organ"] if g.get("alone") for n in g["nouns"]}
    roles = knowledge.table("roles.toml")
    for group in roles["role"]:
        for name in group["names"]:
            yield name, ROLE, Sense(group.get("home", ""), name, f"{group['class']}/{group['sector']}")
            if not name.endswith(".") and group["class"] not in ("military",) and name + "s" not in lone:
                yield name + "s", ROLE, Sense(group.get("home", ""), name, f"{group['class']}/{group['sector']}")
            lower = name.lower()
            if lower != name and group["class"] in (
                "head",
                "premier",
                "minister",
                "diplomat",
                "crown",
                "party",
                "legislator",
            ):
                yield lower, ROLE, Sense(group.get("home", ""), name, f"{group['class']}/{group['sector']}")
                yield lower + "s", ROLE, Sense(group.get("home", ""), name, f"{group['class']}/{group['sector']}")
            first = lower.capitalize()  # at the head of a sentence
            if " " in first and first != name and group["class"] not in ("military", "judge"):
                yield first, ROLE, Sense(group.get("home", ""), name, f"{group['class']}/{group['sector']}")
                yield first + "s", ROLE, Sense(group.get("home", ""), name, f"{group['class']}/{group['sector']}")
    for name in _ministers(roles["portfolios"]["names"]):
        yield name, ROLE, Sense("", name, "minister/GOV")
    for group in knowledge.table("organs.toml")["organ"]:
        if group.get("alone"):
            for noun in group["nouns"]:
                yield noun, LONE, Sense("", noun, group["sector"])
    for name in knowledge.table("homonyms.toml")["blocked"]["names"]:
        yield name, BLOCK, Sense("", name, "")


def _ministers(portfolios: list[str]) -> Iterator[str]:
    """What the minister for each portfolio is called: "trade minister", "Minister of Trade"."""
    for lower in portfolios:
        title = " ".join(w.capitalize() for w in lower.split())
        yield from (f"{lower} minister", f"{lower.capitalize()} minister", f"{title} Minister")
        for joint in ("of", "for", "of the", "for the"):
            yield from (f"minister {joint} {lower}", f"Minister {joint} {title}", f"Minister {joint} {lower}")


def _led_by(name: str, offices: set[str], first_words: set[str]) -> bool:
    """Whether a listed name is an office with a name ("Prime Minister Nilsson", "German Chancellor")."""
    words = name.casefold().split()
    if first_words.isdisjoint(words[:2]):
        return False
    for k, word in enumerate(words[:2]):
        if word in first_words:
            for j in range(k + 1, min(k + 4, len(words) + 1)):
                if " ".join(words[k:j]) in offices:
                    return True
    return False


def lexicon(knowledge: Knowledge) -> Lexicon:
    """The lexicon of ``knowledge``, made once."""
    return knowledge.compiled("actors.lexicon", lambda k: Lexicon((s, c, e) for s, c, e in rows(k) if s))
