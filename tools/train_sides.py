"""Train the choice of sides from the passages and sentences in ``training/`` and write it into the package.

    python tools/train_sides.py [--check]

Writes ``src/comity/knowledge/models/sides.npz`` and its line in ``models.toml``, and prints the figures that
``docs/sides.md`` shows (``--check`` prints them and writes nothing). Passages teach how sides are told across
sentences; sentences that lie between the same two states stand as pages about these. The same data and the same library
versions give the same bytes. Nothing but ``training/`` is read.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from comity.knowledge import Knowledge, load
from comity.models import Document
from comity.reading import read_many
from comity.reading.acts.cast import base
from comity.reading.acts.codebook import Act
from comity.reading.acts.match import Match
from comity.reading.acts.parties import Parties
from comity.reading.acts.sides import Weighing, question
from comity.reading.acts.sides.features import ruled
from comity.reading.acts.sides.leave import Leave, leave
from comity.reading.acts.sides.model import PARTS, Chooser
from comity.reading.acts.sides.options import Question, Side
from train import digest, pack, write
from training_rows import TAG, lines, passage, placed

VERSION = "1"
FOLDS = 5
STRENGTH = 5.0  # L2 penalty; this, SHARE and RARE were chosen on passages held out
SHARE = 3.0  # how much an act of a passage weighs against one of a page made of sentences
RARE = 3  # a feature seen less often is left out
STEPS = 60
LEAST = 0.02  # weights nearer to zero are not kept
ALIASES = {"UN": "UNO", "EU": "EUR", "SUN": "RUS"}
HEADINGS = ("{}–{} relations", "Relations of {} and {}", "{} and {}")

Event = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Text:
    """A document with its events; ``kind``: passage or page."""

    document: Document
    events: list[Event]
    kind: str


@dataclasses.dataclass(frozen=True)
class Example:
    """A question with the sides that the event has; ``text`` is its document, ``kind`` as in :class:`Text`."""

    text: str
    kind: str
    asked: Question
    actors: frozenset[str]
    recipients: frozenset[str]

    def right(self, a: Side, r: Side) -> bool:
        """True where these are the event's sides; on whichever side where none is acted on."""
        if not self.recipients:
            return {*a, *r} == self.actors
        return {*a} == self.actors and {*r} == self.recipients


class Recorder(Weighing):
    """Keeps every question and changes nothing."""

    asked: ClassVar[list[tuple[str, set[int], Question]]] = []

    def settle(self, scene: Any, m: Match, act: Act, parties: Parties) -> Parties:
        asked = question(scene, m, act, ruled(scene.view, scene.cover, m, parties))
        if asked is not None:
            at = {scene.view.start[k] for k in (m.at, *m.used)}
            self.asked.append((scene.sentence.at.document, at, asked))
        return parties


def codes(side: Sequence[str]) -> frozenset[str]:
    """The bare codes of a side, without the unknown."""
    return frozenset(ALIASES.get(base(c), base(c)) for c in side) - {"UNK"}


def texts(knowledge: Knowledge) -> list[Text]:
    """Every passage, and the pages made of sentences."""
    out = []
    for row in lines("passages"):
        flat = passage(row)
        out.append(Text(Document(row["id"], flat["text"] + "\n", title=row["title"]), placed(flat), "passage"))
    return [*out, *pages(knowledge)]


def pages(knowledge: Knowledge) -> Iterator[Text]:
    """Sentences whose events lie between the same two states, six to a page under a heading that names both."""
    names: dict[str, str] = {}
    for row in knowledge.table("polities.tsv"):
        names.setdefault(row["code"], row["name"])
    between: dict[tuple[str, str], list[tuple[str, str, list[Event]]]] = defaultdict(list)
    for row in lines("sentences"):
        events = placed(row)
        told = [codes(e["actors"]) | codes(e["recipients"]) for e in events]
        states = sorted({c for t in told for c in t if c in names})
        whole = all(e["actors"] and (e["recipients"] or len(codes(e["actors"])) > 1) for e in events)
        if not events or not whole or not 2 <= len(states) <= 3:
            continue
        for i, x in enumerate(states):
            for y in states[i + 1 :]:
                between[x, y].append((row["id"], TAG.sub("", row["text"]), events))
    chance, used = random.Random(1), set[str]()
    for pair in sorted(between):
        held = [row for row in between[pair] if row[0] not in used]
        chance.shuffle(held)
        for at in range(0, len(held) - 2, 6):
            some = held[at : at + 6]
            x, y = chance.sample([names[c] for c in pair], 2)
            heading = chance.choice(HEADINGS).format(x, y)
            text, events = heading + "\n\n", []
            for row, sentence, told_here in some:
                used.add(row)
                events += [e | {"start": e["start"] + len(text), "end": e["end"] + len(text)} for e in told_here]
                text += sentence + " "
            if len(some) > 2:
                yield Text(Document(f"page-{some[0][0]}", text.rstrip() + "\n", title=heading), events, "page")


def examples(read: Sequence[Text], knowledge: Knowledge) -> list[Example]:
    """The questions that reading the texts by the rules alone raises about their events."""
    known = Knowledge(knowledge.root)
    recorder = Recorder(Chooser({}, "", ""), leave(knowledge))
    known.compiled("acts.weighing", lambda _: recorder)
    held, out = {t.document.document: t for t in read}, []
    for reading in read_many([t.document for t in read], known):
        text = held[reading.document.document]
        for name, at, asked in [a for a in recorder.asked if a[0] == text.document.document]:
            event = next((e for e in text.events if _tells(e, at, asked)), None)
            if event is not None:
                out.append(Example(name, text.kind, asked, codes(event["actors"]), codes(event["recipients"])))
        recorder.asked[:] = [a for a in recorder.asked if a[0] != text.document.document]
    return out


def _tells(event: Event, at: set[int], asked: Question) -> bool:
    return event["plover"] == asked.act.plover and any(event["start"] <= k < event["end"] for k in at)


class Table:
    """The ways of every example as rows of a sparse matrix; ``start[n]`` is where those of example ``n`` begin,
    ``right`` which of all the rows are right."""

    def __init__(self, found: Sequence[Example]) -> None:
        counts: Counter[str] = Counter()
        for e in found:
            for features in e.asked.who.values():
                counts.update(features)
            counts.update(f for a in e.asked.actors for r in e.asked.recipients for f in set(e.asked.together(a, r)))
        keep = {f for f, c in counts.items() if c >= RARE}
        self.columns: dict[tuple[str, str], int] = {}
        at: list[int] = []
        values: list[float] = []
        ends, right, kinds = [0], list[bool](), list[str]()
        self.start = [0]
        for e in found:
            ways = [(a, r) for a in e.asked.actors for r in e.asked.recipients]
            told = [e.right(a, r) for a, r in ways]
            if (
                not any(told) and not e.asked.act.reciprocal
            ):  # a side that the clause names is wrong: learn of the other
                a_open, r_open = len(e.asked.actors) > 1, len(e.asked.recipients) > 1
                told = [(not a_open or {*a} == e.actors) and (not r_open or {*r} == e.recipients) for a, r in ways]
            if not any(told):
                continue
            parts = [
                ("party" if e.asked.act.reciprocal else "actor", e.asked.actors),
                ("recipient", e.asked.recipients),
            ]
            rows: dict[tuple[str, Side], dict[int, float]] = {}
            for part, sides in parts:
                for side in sides if len(sides) > 1 else ():
                    rows[part, side] = self._row(part, side, e.asked, keep)
            for a, r in ways:
                for part, side in ((parts[0][0], a), ("recipient", r)):
                    row = rows.get((part, side), {})
                    at += row.keys()
                    values += row.values()
                for f in e.asked.together(a, r):
                    if f in keep:
                        at.append(self._column("together", f))
                        values.append(1.0)
                ends.append(len(at))
            right += told
            self.start.append(len(right))
            kinds.append(e.kind)
        shape = (len(ends) - 1, len(self.columns))
        self.x = sp.csr_matrix((np.array(values), np.array(at), np.array(ends)), shape=shape)
        self.right = np.array(right, float)
        self.weights = np.where(np.array(kinds) == "passage", SHARE, 1.0)

    def _column(self, part: str, feature: str) -> int:
        return self.columns.setdefault((part, feature), len(self.columns))

    def _row(self, part: str, side: Side, asked: Question, keep: set[str]) -> dict[int, float]:
        out: dict[int, float] = defaultdict(float)
        for c in side:
            for f in asked.who.get(c, ()):
                if f in keep:
                    out[self._column(part, f)] += 1 / len(side)
        return out


def fit(table: Table) -> dict[str, dict[str, float]]:
    """The weights under which the right ways are likeliest, by part."""
    first = np.array(table.start[:-1])
    of = np.repeat(np.arange(len(first)), np.diff(table.start))
    across = table.x.T.tocsr()

    def loss(v: Any) -> tuple[float, Any]:
        z = table.x @ v
        raised = np.exp(z - np.maximum.reduceat(z, first)[of])
        whole, hit = np.add.reduceat(raised, first), np.add.reduceat(raised * table.right, first) + 1e-30
        slope = (raised / whole[of] - raised * table.right / hit[of]) * table.weights[of]
        value = float((table.weights * (np.log(whole) - np.log(hit))).sum() + STRENGTH / 2 * (v @ v))
        return value, across @ slope + STRENGTH * v

    start = np.zeros(table.x.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 8}).x
    out: dict[str, dict[str, float]] = {part: {} for part in PARTS}
    for (part, feature), n in table.columns.items():
        weight = float(np.float16(found[n]))
        if abs(weight) >= LEAST:
            out[part][feature] = weight
    return out


def chosen(asked: Question, made: Chooser, rules: Leave) -> tuple[Side, Side]:
    """The sides that reading would give."""
    own = (asked.actors[0], asked.recipients[0])
    if not rules.may(asked.rule, asked.act):
        return own
    ways = made.probabilities(asked)
    for p, a, r in sorted(ways, key=lambda w: (-w[0], w[1], w[2])):
        if p <= ways[0][0]:
            break
        if rules.follows(asked, a, r, float(np.log(p / max(ways[0][0], 1e-12))), p):
            return a, r
    return own


def fold(text: str) -> int:
    """Which fold a document is in: by its name alone."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % FOLDS


def figures(found: Sequence[Example], rules: Leave) -> Iterator[str]:
    """Markdown: by what the rules made of the sides, how often they and the held-out choice are right in passages."""
    tally: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for k in range(FOLDS):
        made = Chooser(fit(Table([e for e in found if fold(e.text) != k])), VERSION, "")
        for e in found:
            if fold(e.text) != k or e.kind != "passage":
                continue
            rule = e.asked.rule
            count = tally[rule.why_actors, "—" if e.asked.act.reciprocal else rule.why_recipients]
            own, new = (e.asked.actors[0], e.asked.recipients[0]), chosen(e.asked, made, rules)
            count["all"] += 1
            count["rules"] += e.right(*own)
            count["choice"] += e.right(*new)
            count["changed"] += own != new
    yield "| who acts | on whom | acts | rules right | choice right | changed |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    whole = sum(tally.values(), Counter[str]())
    for (a, r), c in sorted(tally.items(), key=lambda t: (-t[1]["all"], t[0])):
        if c["all"] >= 15:
            yield f"| {a} | {r} | {c['all']} | {c['rules']} | {c['choice']} | {c['changed']} |"
    yield f"| all | | {whole['all']} | {whole['rules']} | {whole['choice']} | {whole['changed']} |"


def arrays(weights: dict[str, dict[str, float]]) -> dict[str, Any]:
    """The model as arrays that need no pickle."""
    out: dict[str, Any] = {"training": pack([digest()])}
    for part in PARTS:
        rows = sorted(weights[part].items())
        out[f"{part}_features"] = pack([f for f, _ in rows])
        out[f"{part}_weights"] = np.array([w for _, w in rows], np.float16)
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--check", action="store_true", help="print the figures of held-out passages, write nothing")
    args = ap.parse_args()
    knowledge = load()
    read = texts(knowledge)
    found = examples(read, knowledge)
    kinds = Counter(t.kind for t in read), Counter(e.kind for e in found)
    print(f"{kinds[0]['passage']} passages with {kinds[1]['passage']} acts of which a side is open;", end=" ")
    print(f"{kinds[0]['page']} pages of sentences with {kinds[1]['page']}\n")
    print("\n".join(figures(found, leave(knowledge))))
    if not args.check:
        note = f"trained on training/, digest {digest()}"
        write("sides", VERSION, arrays(fit(Table(found))), note)


if __name__ == "__main__":
    main()
