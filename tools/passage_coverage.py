"""How many of the acts that marked passages tell are read: recall and precision by type and by construction.

Each passage is read as one document, its title above its sentences. A claim tells an event where both have one PLOVER
type and stand in one sentence, those first whose words hold the event's trigger; one claim tells one event at most.
Passages fall into two halves by the hash of their ids: what is mended after a look at the misses of half A is measured
on half B.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comity.knowledge import load
from comity.models import Claim, Document, Reading
from comity.reading import groups, stages, syntax
from comity.reading.acts import claims as telling
from comity.reading.acts.match import Match
from comity.reading.wellformed import wellformed
from training_rows import lines

_GROUP = 60_000


@dataclass
class Tally:
    """Events marked, events found and claims made, by key ("type AGREE", "construction noun", "all")."""

    gold: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)

    def line(self, key: str) -> str:
        """Key, events, recall, claims, precision and F1 in columns; precision only where claims have the key."""
        gold, hit, made = self.gold[key], self.hit[key], self.made[key]
        r = f"{gold:6d}{hit / gold:7.3f}" if gold else " " * 13
        p = f"{made:7d}{hit / made:7.3f}" if made else ""
        f = f"{2 * hit / (made + gold):7.3f}" if made and gold else ""
        return f"{key:28s}{r}{p}{f}"


def half(name: str) -> str:
    """ "A" or "B", by the hash of a passage's id."""
    return "AB"[hashlib.sha256(name.encode()).digest()[0] % 2]


def laid_out(row: dict[str, Any]) -> tuple[Document, list[dict[str, Any]]]:
    """A passage as a document, and its events with the offsets of their triggers and their sentences."""
    text, events = row["title"] + "\n\n", []
    for sentence in row["sentences"]:
        for event in sentence["events"]:
            start = len(text) + sentence["text"].index(event["trigger"])
            told = {"start": start, "end": start + len(event["trigger"]), "sentence": sentence["text"]}
            told["span"] = (len(text), len(text) + len(sentence["text"]))
            events.append(event | told)
        text += sentence["text"] + " "
    return Document(row["id"], text.rstrip()), events


def read(documents: list[Document]) -> Iterator[tuple[Reading, list[tuple[int, Match]]]]:
    """Each document's reading with its parses, and what frames fitted in it: offset and match."""
    knowledge = load()
    fitted: list[tuple[int, Match]] = []
    plain = telling.matches

    def noted(view: Any, *rest: Any) -> list[Match]:
        found = plain(view, *rest)
        fitted.extend((view.start[m.at], m) for m in found)
        return found

    telling.matches = noted
    try:
        for group in groups(documents, _GROUP):
            readings = [Reading(wellformed(document)) for document in group]
            kept: list[list[tuple[int, Match]]] = [[] for _ in readings]
            for _, stage in stages():
                if stage is syntax.parse:
                    readings = syntax.parse_all(readings, knowledge)
                    continue
                for k, reading in enumerate(readings):
                    fitted.clear()
                    readings[k] = stage(reading, knowledge)
                    kept[k] += fitted
            yield from zip(readings, kept, strict=True)
    finally:
        telling.matches = plain


def construction(reading: Reading, event: dict[str, Any]) -> str:
    """How an event is told, by the first full verb of its trigger, else its first noun: "verb passive", "noun of"."""
    for s in reading.sentences:
        if s.at.start <= event["start"] < s.at.end:
            tree = reading.trees.get(s.n)
            if tree is None:
                return "not parsed"
            tokens = tree.tokens(event["start"], event["end"])
            verbs = [t for t in tokens if t.tag_.startswith("VB") and t.dep_ not in ("aux", "auxpass")]
            if verbs:
                return f"verb {'passive ' if _passive(verbs[0]) else ''}{verbs[0].dep_}"
            nouns = [t for t in tokens if t.tag_.startswith("NN")]
            return f"noun {nouns[0].dep_}" if nouns else "other word"
    return "not parsed"


def _passive(verb: Any) -> bool:
    alone = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not any(c.dep_ == "aux" for c in verb.children)
    return alone or any(c.dep_ == "auxpass" for c in verb.children)


def paired(claims: list[Claim], events: list[dict[str, Any]]) -> dict[int, int]:
    """Event -> claim, one to one: what holds the trigger first, the narrowest claim first."""
    edges = sorted(
        (not (c.at.start < e["end"] and e["start"] < c.at.end), c.at.end - c.at.start, j, i)
        for i, c in enumerate(claims)
        for j, e in enumerate(events)
        if c.plover == e["plover"] and c.at.start < e["span"][1] and e["span"][0] < c.at.end
    )
    out: dict[int, int] = {}
    taken: set[int] = set()
    for *_, j, i in edges:
        if j not in out and i not in taken:
            out[j] = i
            taken.add(i)
    return out


def report(folder: Path, which: str, kind: str, extra: bool, most: int) -> None:
    """Print the figures of both halves, then the misses (or, with ``extra``, the claims too many) of half ``which``."""
    rows = list(lines("passages", folder))
    held = [laid_out(row) for row in rows]
    tallies = {name: Tally() for name in ("A", "B", "both")}
    listed: list[tuple[str, str]] = []
    for row, (_, events), (reading, fitted) in zip(rows, held, read([d for d, _ in held]), strict=True):
        claims = [c for c in reading.claims if c.plover and c.modality != "proposed"]
        pairs = paired(claims, events)
        name = half(row["id"])
        for tally in (tallies[name], tallies["both"]):
            for j, e in enumerate(events):
                keys = (
                    "all",
                    f"type {e['plover']}",
                    f"construction {construction(reading, e)}",
                    f"genre {row['genre']}",
                )
                tally.gold.update(keys)
                tally.hit.update(keys if j in pairs else ())
            for c in claims:
                by = "classifier" if c.rule.startswith("classifier") else "frames"
                tally.made.update(("all", f"type {c.plover}", f"genre {row['genre']}"))
                tally.made[f"by {by}"] += 1
        for i in pairs.values():
            by = "classifier" if claims[i].rule.startswith("classifier") else "frames"
            tallies[name].hit[f"by {by}"] += 1
            tallies["both"].hit[f"by {by}"] += 1
        if name != which:
            continue
        used = set(pairs.values())
        if extra:
            listed += [_too_many(c, events, reading) for i, c in enumerate(claims) if i not in used]
        else:
            listed += [_missed(e, claims, reading, fitted) for j, e in enumerate(events) if j not in pairs]
    for name, tally in tallies.items():
        print(f"\n{'half ' + name if name != 'both' else 'both halves':28s}events recall claims  prec.     F1")
        for key in sorted(tally.gold.keys() | tally.made.keys()):
            if name != "both" and key.startswith("construction"):
                continue
            print(tally.line(key))
    for key, line in sorted(listed)[: most or None]:
        if not kind or key.startswith(kind):
            print(line)


def _missed(
    e: dict[str, Any], claims: list[Claim], reading: Reading, fitted: list[tuple[int, Match]]
) -> tuple[str, str]:
    how = construction(reading, e)
    start, end = e["span"]
    instead = [f"{c.plover}:{c.act}" for c in claims if c.at.start < e["end"] and e["start"] < c.at.end]
    dropped = [m.frame.act for at, m in fitted if e["start"] <= at < e["end"]]
    near = [m.frame.act for at, m in fitted if start <= at < end and not e["start"] <= at < e["end"]]
    sides = f"{','.join(e['actors'])}>{','.join(e['recipients'])}"
    told = f"read {instead} fitted {dropped} near {near}"
    line = f"{e['plover']} [{e['trigger']}] {e['modality']} {how} {sides} | {told} | {e['sentence']}"
    return f"{e['plover']} {how} {e['trigger']}", line


def _too_many(c: Claim, events: list[dict[str, Any]], reading: Reading) -> tuple[str, str]:
    marked = [f"{e['plover']}:{e['trigger']}" for e in events if c.at.start < e["end"] and e["start"] < c.at.end]
    sentence = next(s.at.quote for s in reading.sentences if s.n == c.sentence)
    sides = f"{','.join(c.actors)}>{','.join(c.recipients)}"
    quote = c.at.quote.replace("\n", " ")
    return (
        f"{c.plover} {c.rule}",
        f"{c.plover} {c.rule} {c.modality} {sides} {list(c.inferred)} | [{quote}] | marked {marked} | {sentence}",
    )
