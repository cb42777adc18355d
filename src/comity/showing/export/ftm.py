"""FollowTheMoney: ``entities.ftm.json`` (one entity a line) and ``statements.csv`` (one value a line).

States and their organs are PublicBody, organisations Organization; facts are Event, payments Payment, debts Debt,
documents Document; people in office are Person, Position and Occupancy. Each entity names its documents (``proof``).
FollowTheMoney knows dates as a year, month or day; another time goes into ``startDate`` and ``endDate`` by its first
and last day, and stands as EDTF in ``description``. Statements have the identifiers that FollowTheMoney gives them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path

from comity.keeping.days import bounds
from comity.keeping.record import Record
from comity.keeping.store import state_of
from comity.knowledge import Knowledge, load
from comity.models import Amount, Document, Fact, Office
from comity.showing.export.package import file, table, write_package
from comity.showing.plain import clean, json_safe
from comity.showing.tabulate import cell

DATASET = "comity"
TYPES = {
    "name": "name", "country": "country", "parent": "entity", "alias": "name", "fileName": "string",
    "title": "string", "author": "string", "publisher": "string", "sourceUrl": "url", "publishedAt": "date",
    "date": "date", "startDate": "date", "endDate": "date", "involved": "entity", "organizer": "entity",
    "summary": "text", "description": "text", "recordId": "string", "keywords": "string", "proof": "entity",
    "payer": "entity", "beneficiary": "entity", "debtor": "entity", "creditor": "entity", "amount": "number",
    "currency": "string", "purpose": "text", "holder": "entity", "post": "entity", "organization": "entity",
    "notes": "text", "location": "address",
}  # fmt: skip
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_COLUMNS = {
    "canonical_id": "The entity", "entity_id": "The entity", "prop": "Property", "prop_type": "Type of the property",
    "schema": "Schema of the entity", "value": "Value", "dataset": "Data set", "origin": "Not given",
    "lang": "Not given", "original_value": "Not given", "external": "Always f", "first_seen": "Not given",
    "last_seen": "Not given", "id": "Identifier of the statement, as FollowTheMoney makes it",
}  # fmt: skip


@dataclass(slots=True)
class Entity:
    """One entity; properties keep their values in the order given, each once."""

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *values: str) -> None:
        """Add values that are not empty and not there yet."""
        held = self.properties.setdefault(name, [])
        held += [v for v in dict.fromkeys(clean(v) for v in values) if v.strip() and v not in held]
        if not held:
            del self.properties[name]


def write(record: Record, folder: Path) -> None:
    """Write both files."""
    entities = list(_entities(record, load()))
    with (folder / "entities.ftm.json").open("w", encoding="utf-8", newline="\n") as out:
        for e in entities:
            row = {"id": e.id, "schema": e.schema, "properties": e.properties, "datasets": [DATASET]}
            out.write(json_safe(json.dumps(row, ensure_ascii=False)) + "\n")
    with (folder / "statements.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for e in entities:
            writer.writerows(_statements(e))
    resources = [
        file("entities.ftm.json", "Entities, one a line"),
        table("statements.csv", "Statements, one value a line", _COLUMNS, {}, "id"),
    ]
    write_package(folder, "ftm", "The record as FollowTheMoney entities and statements.", resources)


def _entities(record: Record, knowledge: Knowledge) -> Iterator[Entity]:
    polities = {row["code"] for row in knowledge.table("polities.tsv")}
    alpha2 = {row["code"]: row["alpha2"] for row in knowledge.table("countries.tsv")}
    actors = [str(code) for (code,) in record.connection.execute("SELECT code FROM actors ORDER BY code")]
    for code in actors:
        yield _actor(record, code, state_of(code) in polities, alpha2)
    for document in record.documents():
        yield _document(document)
    for fact in record.facts():
        yield _fact(record, fact)
    for amount in record.amounts():
        yield from _payment(amount, actors)
    yield from _people(record.values("offices"), actors, alpha2)


def _actor(record: Record, code: str, public: bool, alpha2: dict[str, str]) -> Entity:
    state = state_of(code)
    entity = Entity(actor_id(code), "PublicBody" if public else "Organization")
    entity.add("name", record.name(code))
    entity.add("country", alpha2.get(state, ""))
    if "/" in code:
        entity.add("parent", actor_id(state))
    entity.add("notes", f"comity code {code}")
    return entity


def actor_id(code: str) -> str:
    """The entity of an actor: comity-actor-khm-gov."""
    return f"comity-actor-{code.lower().replace('/', '-')}"


def document_id(name: str) -> str:
    """The entity of a document: its name may be an address, so it is hashed."""
    return f"comity-document-{sha1(name.encode()).hexdigest()[:16]}"


def _document(document: Document) -> Entity:
    entity = Entity(document_id(document.document), "Document")
    entity.add("fileName", document.document)
    entity.add("title", document.title)
    entity.add("author", document.author)
    entity.add("publisher", document.publisher)
    if re.match(r"https?://[^\s/]+", document.url):
        entity.add("sourceUrl", document.url)
    if _DATE.fullmatch(document.published):
        entity.add("publishedAt", document.published)
    return entity


def _when(entity: Entity, when: str) -> None:
    if _DATE.fullmatch(when):
        entity.add("date", when)
    elif when:
        first, last = bounds(when)
        entity.add("startDate", first)
        entity.add("endDate", last)
        entity.add("description", f"when (EDTF): {when}")


def _fact(record: Record, fact: Fact) -> Entity:
    entity = Entity(f"comity-fact-{fact.id}", "Event")
    entity.add("name", record.title(fact))
    entity.add("organizer", *(actor_id(c) for c in fact.actors))
    entity.add("involved", *(actor_id(c) for c in (*fact.actors, *fact.recipients)))
    _when(entity, fact.when)
    entity.add("recordId", fact.id)
    entity.add("keywords", fact.act, fact.plover, fact.modality)
    claims = record.by_ids("claims", fact.claims)
    entity.add("summary", *(c.at.quote for c in claims))
    entity.add("location", *(c.place for c in claims))
    entity.add("proof", *(document_id(c.at.document) for c in claims))
    if fact.rank != "normal":
        entity.add("notes", fact.rank)
    return entity


def _payment(amount: Amount, actors: Collection[str]) -> Iterator[Entity]:
    """A payment or debt between two actors of the record; nothing where one side or the sum is not said."""
    payers = [p for p in amount.payer.split(";") if p in actors]
    if not payers or amount.recipient not in actors or amount.value is None or amount.currency in ("", "%"):
        return
    debt = amount.kind == "debt"
    entity = Entity(f"comity-amount-{amount.id}", "Debt" if debt else "Payment")
    entity.add("debtor" if debt else "payer", *map(actor_id, payers))
    entity.add("creditor" if debt else "beneficiary", actor_id(amount.recipient))
    entity.add("amount", f"{amount.value:.2f}".removesuffix(".00"))
    entity.add("currency", amount.currency)
    _when(entity, amount.when)
    if not debt:
        entity.add("purpose", amount.purpose)
    entity.add("summary", amount.at.quote)
    counted = "" if amount.adds else f"not to be added: {amount.adds_why or 'no reason given'}"
    entity.add("description", "; ".join(x for x in (amount.qualifier, amount.kind, amount.stage, counted) if x))
    entity.add("recordId", amount.id)
    entity.add("proof", document_id(amount.at.document))
    yield entity


def _people(offices: Iterable[Office], actors: Collection[str], alpha2: dict[str, str]) -> Iterator[Entity]:
    """Persons, positions and occupancies, each once, in the order of their identifiers."""
    made: dict[str, Entity] = {}

    def entity(prefix: str, schema: str, *key: str) -> Entity:
        id = f"comity-{prefix}-{sha1('|'.join(key).encode()).hexdigest()[:16]}"
        return made.setdefault(id, Entity(id, schema))

    for o in offices:
        if not o.person.strip() or not o.role.strip():
            continue
        person = entity("person", "Person", o.person, o.state)
        person.add("name", o.person)
        post = entity("position", "Position", o.role, o.state, o.accredited_to)
        post.add("name", o.role)
        post.add("country", alpha2.get(state_of(o.state), ""))
        if o.state in actors:
            post.add("organization", actor_id(o.state))
        held = entity("occupancy", "Occupancy", person.id, post.id, o.from_, o.to)
        held.add("holder", person.id)
        held.add("post", post.id)
        for name, when, side in (("startDate", o.from_, 0), ("endDate", o.to, 1)):
            held.add(name, when if _DATE.fullmatch(when) else bounds(when)[side])
        held.add("summary", o.at.quote)
        held.add("proof", document_id(o.at.document))
    yield from (made[id] for id in sorted(made))


def _statements(entity: Entity) -> Iterator[list[str]]:
    """The statements of one entity; as FollowTheMoney has it, one more (``id``) tells the digest of the others."""
    ids = []
    for name, values in entity.properties.items():
        for value in values:
            ids.append(_key(entity.id, name, value))
            yield _row(entity, name, TYPES[name], str(cell(value)), ids[-1])
    digest = sha1("".join(sorted(ids)).encode()).hexdigest()
    yield _row(entity, "id", "id", digest, _key(entity.id, "id", digest))


def _key(entity: str, name: str, value: str) -> str:
    return sha1(f"{DATASET}.{entity}.{name}.{value}".encode()).hexdigest()


def _row(entity: Entity, name: str, kind: str, value: str, id: str) -> list[str]:
    return [entity.id, entity.id, name, kind, entity.schema, value, DATASET, "", "", "", "f", "", "", id]
