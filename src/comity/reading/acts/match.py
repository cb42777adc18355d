"""Frames against one parsed sentence: which acts its verbs and nouns tell, and which words fill the parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from comity.reading.acts.clause import Clauses, timed
from comity.reading.acts.codebook import Codebook
from comity.reading.acts.frames import Frame, Slot
from comity.reading.acts.needed import CROWDS, Entry
from comity.reading.acts.places import Places, alone, nobody
from comity.reading.acts.wording import holds, wanted

_IN = frozenset(("in", "across", "throughout"))
_LENT = frozenset(
    (
        "mediation",
        "help",
        "assistance",
        "aid",
        "backing",
        "support",
        "consent",
        "approval",
        "blessing",
        "connivance",
        "encouragement",
        "permission",
        "knowledge",
        "solidarity",
        "sympathy",
        "accordance",
        "conformity",
        "consultation",
    )
)
"""What a third party lends to an act between others: "with the mediation of Spain", "in solidarity with Egypt"."""
_TOLD = frozenset(("xcomp", "ccomp", "pcomp", "acl", "advcl"))
_AS_NOUN = frozenset(("pobj", "nsubj", "dobj", "nsubjpass", "conj", "pcomp"))


@dataclass(slots=True)
class Match:
    """A frame found at token ``at``. ``roles`` maps role letters to tokens, ``used`` are the words that the frame
    asked for, ``told`` the clauses it governs; ``content`` is the act told there, if it changes a status ("agreed to
    resume relations"). ``inner`` are the acts that its words would tell by themselves: the protest of "protests were
    held".
    """

    frame: Frame
    at: int
    roles: dict[str, list[int]] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    subject: list[int] = field(default_factory=list)
    owners: dict[str, list[int]] = field(default_factory=dict)
    rivals: list[Match] = field(default_factory=list)
    inner: list[Match] = field(default_factory=list)
    carried: bool = False
    agentless: bool = False
    content: str = ""


def matches(
    view: Clauses, book: Codebook, kinds: Callable[[int], set[str]], stands: Callable[[Match], bool]
) -> list[Match]:
    """The acts told in the sentence: for every trigger the best frame for each thing it is said of.

    ``kinds(token)`` gives the kinds of the mentions that a token stands for; ``stands`` says whether an act has its
    parties: a noun of force under one that has none tells what it tells alone.
    """
    found: list[Match] = []
    offered = 0
    for told in zip(view.lemma, view.word, view.tag, strict=True):
        offered |= book.needs.by_token.get(told) or book.needs.of_token(*told)
    lacking = book.needs.lacking(offered)
    places = Places(view, book)
    for i, lemma in enumerate(view.lemma):
        if lemma not in book.heads and view.word[i] not in book.heads:
            continue
        here = [
            m
            for entry in entries(view, i, book)
            if not entry.needs & lacking
            and (not entry.first or entry.first & places.offered(i, entry))
            and (m := _fit(places, i, entry, book, kinds)) is not None
        ]
        if not here:
            continue
        here.sort(key=lambda m: (m.agentless, -m.frame.weight, m.frame.breadth))
        taken: set[int] = set()
        for m in here:
            others = [o for o in found if o.at == i]
            if others and (not set(m.used) - taken or any(not _differ(m, o, book) for o in others)):
                others[0].rivals.append(m)
                continue
            found.append(m)
            taken |= set(m.used) or {i}
    nouns = {m.at for m in found if m.frame.kind == "n" and book.acts[m.frame.act].quad == 4}
    consumed = {t for m in found for t in m.told if not _asserted(view, m, book)}
    for m in found:
        inside = {u for u in m.used if m.frame.kind == "v" or u != m.at}
        consumed |= inside - nouns if inside & nouns and not stands(m) else inside
    inner = {m.at: m.frame.act for m in found if m.at in consumed and book.acts[m.frame.act].status}
    for m in found:
        m.content = next((inner[t] for t in m.told if t in inner), "")
        if m.frame.kind == "v":
            kind = book.acts[m.frame.act].plover
            if kind not in CROWDS:
                continue
            m.inner = [o for o in found if o.at in m.used and o.frame.kind == "n" and _same(o, kind, book)]
    return [m for m in found if m.at not in consumed]


def _same(o: Match, kind: str, book: Codebook) -> bool:
    return book.acts[o.frame.act].plover == kind


def _asserted(view: Clauses, m: Match, book: Codebook) -> bool:
    """True where the clause is somebody's word about a deed, and so tells an act of its own, denied or alleged:
    "denied that it had shelled the port"."""
    verb = view.lemma[m.at]
    return verb in book.raw["disowning"] or verb in book.raw["alleging"] or m.frame.act == "accuse"


def _differ(a: Match, b: Match, book: Codebook) -> bool:
    """True where two acts told by one word are two events: "relations and a legation were established"."""
    x, y = book.acts[a.frame.act], book.acts[b.frame.act]
    return x.id != y.id and (x.plover != y.plover or bool(x.status and y.status))


def entries(view: Clauses, i: int, book: Codebook) -> Sequence[Entry]:
    """The frames that token ``i`` may be the head of, by its tag."""
    tag, lemma = view.tag[i], view.lemma[i]
    sort = tag[:2]
    if sort == "VB":
        if tag != "VBG" or view.dep[i] not in _AS_NOUN:
            return book.entries.get(("v", lemma), ())
        named = book.entries.get(("n", view.word[i]), ())
        if view.kid(i, "det", "poss", "amod") and not view.kid(i, "dobj"):
            return named
        return (*book.entries.get(("v", lemma), ()), *named)
    if sort == "NN":
        told = book.entries.get(("n", lemma), ())
        acts = book.entries.get(("v", lemma), ()) if view.dep[i] == "ROOT" and tag in ("NNS", "NN") else ()
        return (*told, *acts) if acts and not view.kid(i, "det") else told
    return book.entries.get(("a", lemma), ()) if sort == "JJ" else ()


def _fit(places: Places, i: int, entry: Entry, book: Codebook, kinds: Callable[[int], set[str]]) -> Match | None:
    frame, view = entry.frame, places.view
    if entry.particle and entry.particle not in places.particles(i):
        return None
    if frame.negative and not (view.negated(i) or any(view.negated(o) for o in view.deep_object(i))):
        return None
    if frame.past and not _past(view, i):
        return None
    roles: dict[str, list[int]] = {}
    owners: dict[str, list[int]] = {}
    used: list[int] = []
    inside: list[int] = []
    agentless = False
    for slot in frame.slots:
        tokens = places.tokens(i, slot.positions, entry.manner, used)
        if slot.forbidden:
            if any(holds(view, k, slot.words) if slot.words else _barred(slot, kinds(k)) for k in tokens):
                return None
            continue
        if "by" in slot.positions and slot.words is None:
            tokens = [k for k in tokens if kinds(k) or not timed(view, k)]
        if slot.role == "R" and book.acts[frame.act].plover == "AID" and not any(kinds(k) for k in tokens):
            tokens = [k for t in tokens for k in view.under(t, _IN) if kinds(k)] or tokens  # "into schools in Syria"
        if slot.words is None and "with" in slot.positions:
            tokens = [k for k in tokens if not _lent(view, k)]
        if slot.kinds:
            tokens = [k for k in tokens if kinds(k) & slot.kinds]
        elif slot.required and slot.role and slot.words is None and slot.positions != ("subj",):
            tokens = [k for k in tokens if kinds(k) or view.tag[k].startswith(("PRP", "NNP"))]
        elif slot.role and slot.positions[0] == "pre":
            tokens = [k for k in tokens if kinds(k)]
        if slot.words is not None:
            tokens = [k for t in tokens for k in wanted(view, t, slot.words)]
            if not tokens and slot.required:
                return None
            clauses = [k for k in tokens if view.is_verb(k) and view.dep[k] in _TOLD]
            if clauses:
                inside += clauses
            elif not slot.words.anything:
                used += tokens
        elif slot.required and not tokens:
            if slot.positions != ("subj",) or "two" in slot.kinds or not _agentless(view, i, frame):
                return None
            agentless = True
        if slot.role and tokens:
            owned = slot.words is not None and slot.role != "B"
            held = (owners if owned else roles).setdefault(slot.role, [])
            held += [k for k in tokens if k not in held]
    m = Match(frame, i, roles, used, inside, owners=owners, agentless=agentless)
    if frame.kind == "v" and not (frame.ergative and alone(view, i)):
        m.subject = view.deep_subject(i)
    if frame.kind == "n" and not m.roles.get("A") and any(s.role == "A" and "pre" in s.positions for s in frame.slots):
        carrier = places.light_subject(i)
        if carrier:
            m.roles["A"], m.carried = carrier, True
    return m


def _barred(slot: Slot, kinds: set[str]) -> bool:
    """True where what stands in a forbidden slot that lists no words may not stand there."""
    return not slot.role or bool(kinds & slot.kinds if slot.kinds else kinds)


def _lent(view: Clauses, k: int) -> bool:
    """True for what stands under *with* and only says who helped or was stood by: "with the help of Spain", "in
    sympathy with Benin"."""
    up = view.head[k]
    if view.word[up] != "with":
        return False
    before = up - 1
    return view.lemma[k] in _LENT or (
        before > 0
        and view.lemma[before] in _LENT
        and view.dep[before] == "pobj"
        and view.word[view.head[before]] == "in"
    )


def _past(view: Clauses, i: int) -> bool:
    """True for a past or perfect form: "negotiated", "has negotiated", "was negotiated", "having negotiated"."""
    return view.tag[i] in ("VBD", "VBN") or any(view.lemma[k] == "have" for k in view.kid(i, "aux"))


def _agentless(view: Clauses, i: int, frame: Frame) -> bool:
    """True for a finite passive that names no agent, where the frame says what is acted on: "aid was cut off"."""
    return frame.kind == "v" and nobody(view, i) and any(s.required and "obj" in s.positions for s in frame.slots)
