"""Frames against one parsed sentence: which acts its verbs and nouns tell, and which words fill the parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from comity.reading.acts.clause import Clauses, timed
from comity.reading.acts.codebook import Codebook
from comity.reading.acts.frames import Frame, Slot, Words
from comity.reading.acts.told import CLAUSES, told

_BEFORE = ("poss", "amod", "compound", "nmod", "nummod")
_AS = frozenset(("as",))
_IN = frozenset(("in", "across", "throughout"))
_OF = frozenset(("of", "in", "on"))
_TOLD = frozenset(("xcomp", "ccomp", "pcomp", "acl", "advcl"))
_TOPIC = frozenset(("on", "about", "regarding", "concerning", "for", "of"))
_FAR = ("with", "between")
_BY_CROWDS = ("PROTEST", "COERCE")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_QUANTITY = {
    "number",
    "series",
    "round",
    "group",
    "set",
    "lot",
    "couple",
    "variety",
    "range",
    "million",
    "billion",
    "dozen",
    "hundred",
    "thousand",
    "part",
    "kind",
    "form",
    "act",
    "package",
    "worth",
    "amount",
    "some",
    "$",
    "dollar",
    "sum",
    "ton",
    "tonne",
    "kg",
    "kilogram",
    "barrel",
    "average",
    "total",
    "state",
    "additional",
    "bag",
    "day",
    "week",
    "month",
}


@dataclass(slots=True)
class Match:
    """A frame found at token ``at``. ``roles`` maps role letters to tokens, ``used`` are the words that the frame
    asked for,
    ``told`` the clauses it governs; ``content`` is the act told there, if it changes a status ("agreed to resume
    relations"). ``inner`` are the acts that its words would tell by themselves: the protest of "protests were held".
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
    vocabulary = {*view.lemma, *view.word, *(part for word in view.word if " " in word for part in word.split())}
    for i in range(view.n):
        here = [
            m
            for f, p in _frames(view, i, book)
            if (not p or p in vocabulary)
            and not any(need.isdisjoint(vocabulary) for need in f.needs)
            and (m := _fit(view, i, f, p, book, kinds)) is not None
        ]
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
            if kind not in _BY_CROWDS:
                continue
            m.inner = [o for o in found if o.at in m.used and o.frame.kind == "n" and _same(o, kind, book)]
    return [m for m in found if m.at not in consumed]


def _same(o: Match, kind: str, book: Codebook) -> bool:
    return book.acts[o.frame.act].plover == kind


def _asserted(view: Clauses, m: Match, book: Codebook) -> bool:
    """True where the clause is somebody's word about a deed, and so tells an act of its own, denied or alleged:
    "denied that it had shelled the port"."""
    return view.lemma[m.at] in book.raw["disowning"] | book.raw["alleging"] or m.frame.act == "accuse"


def _differ(a: Match, b: Match, book: Codebook) -> bool:
    """True where two acts told by one word are two events: "relations and a legation were established"."""
    x, y = book.acts[a.frame.act], book.acts[b.frame.act]
    return x.id != y.id and (x.plover != y.plover or bool(x.status and y.status))


def _frames(view: Clauses, i: int, book: Codebook) -> Iterator[tuple[Frame, str]]:
    tag, lemma = view.tag[i], view.lemma[i]
    if tag.startswith("VB"):
        kinds = "v"
        if view.dep[i] in ("pobj", "nsubj", "dobj", "nsubjpass", "conj", "pcomp") and tag == "VBG":
            kinds = "n" if view.kid(i, "det", "poss", "amod") and not view.kid(i, "dobj") else "vn"
    elif tag.startswith("NN"):
        kinds = "n"
        if view.dep[i] == "ROOT" and tag in ("NNS", "NN") and ("v", lemma) in book.frames and not view.kid(i, "det"):
            kinds = "nv"
    elif tag.startswith("JJ"):
        kinds = "a"
    else:
        return
    for kind in kinds:
        key = view.word[i] if kind == "n" and tag == "VBG" else lemma
        yield from book.frames.get((kind, key), ())


def _fit(
    view: Clauses, i: int, frame: Frame, particle: str, book: Codebook, kinds: Callable[[int], set[str]]
) -> Match | None:
    if particle and not any(view.word[k] == particle for k in view.kid(i, "prt", "prep", "advmod")):
        return None
    if frame.negative and not (view.negated(i) or any(view.negated(o) for o in view.deep_object(i))):
        return None
    if frame.past and not _past(view, i):
        return None
    m = Match(frame, i)
    for slot in frame.slots:
        tokens = list(_at(view, i, frame, slot, book, m.used))
        if slot.forbidden:
            if any(holds(view, k, slot.words) if slot.words else not slot.role or kinds(k) for k in tokens):
                return None
            continue
        if "by" in slot.positions and slot.words is None:
            tokens = [k for k in tokens if kinds(k) or not timed(view, k)]
        if slot.role == "R" and book.acts[frame.act].plover == "AID" and not any(kinds(k) for k in tokens):
            tokens = [k for t in tokens for k in view.under(t, _IN) if kinds(k)] or tokens  # "into schools in Syria"
        if slot.kinds:
            tokens = [k for k in tokens if kinds(k) & slot.kinds]
        elif slot.required and slot.role and slot.words is None and slot.positions != ("subj",):
            tokens = [k for k in tokens if kinds(k) or view.tag[k].startswith(("PRP", "NNP"))]
        elif slot.role and slot.positions[0] == "pre":
            tokens = [k for k in tokens if kinds(k)]
        if slot.words is not None:
            tokens = [k for t in tokens for k in _wanted(view, t, slot.words)]
            if not tokens and slot.required:
                return None
            clauses = [k for k in tokens if view.is_verb(k) and view.dep[k] in _TOLD]
            if clauses:
                m.told += clauses
            elif not slot.words.anything:
                m.used += tokens
        elif slot.required and not tokens:
            if slot.positions != ("subj",) or not _agentless(view, i, frame):
                return None
            m.agentless = True
        if slot.role and tokens:
            owned = slot.words is not None and slot.role != "B"
            held = (m.owners if owned else m.roles).setdefault(slot.role, [])
            held += [k for k in tokens if k not in held]
    if frame.kind == "v" and not _alone(view, i, frame):
        m.subject = view.deep_subject(i)
    if frame.kind == "n" and not m.roles.get("A") and any(s.role == "A" and "pre" in s.positions for s in frame.slots):
        carrier = _light_subject(view, i, book)
        if carrier:
            m.roles["A"], m.carried = carrier, True
    return m


def _past(view: Clauses, i: int) -> bool:
    """True for a past or perfect form: "negotiated", "has negotiated", "was negotiated", "having negotiated"."""
    return view.tag[i] in ("VBD", "VBN") or any(view.lemma[k] == "have" for k in view.kid(i, "aux"))


def _agentless(view: Clauses, i: int, frame: Frame) -> bool:
    """True for a finite passive that names no agent, where the frame says what is acted on: "aid was cut off"."""
    return frame.kind == "v" and nobody(view, i) and any(s.required and "obj" in s.positions for s in frame.slots)


def nobody(view: Clauses, i: int) -> bool:
    """True for a passive of the past that names no agent: "was cut off", "before being cut off"."""
    if not view.passive(i) or view.agent(i):
        return False
    verb = view.head[i] if view.dep[i] == "conj" and not view.kid(i, "auxpass") else i
    told = ("was", "were", "been", "being") if view.dep[i] == "pcomp" else ("was", "were", "been")
    return any(view.word[k] in told for k in view.kid(verb, "auxpass", "aux"))


def _alone(view: Clauses, i: int, frame: Frame) -> bool:
    """True where the thing itself is the subject: "the embassy closed", "relations ended"."""
    return frame.ergative and not view.passive(i) and not view.deep_object(i)


def _wanted(view: Clauses, token: int, words: Words) -> list[int]:
    if view.is_verb(token) and view.lemma[token] == "be" and not words.anything:
        return [token] if any(holds(view, k, words) for k in view.kid(token, "acomp", "attr")) else []
    return [k for k in view.conjuncts(token) if holds(view, k, words)][:1] or [
        k for c in view.conjuncts(token) if _transparent(view, c) for k in _inside(view, c) if holds(view, k, words)
    ][:1]


def _transparent(view: Clauses, k: int) -> bool:
    return view.tag[k] == "CD" or view.lemma[k] in _QUANTITY


def _inside(view: Clauses, k: int) -> list[int]:
    """What a sum or quantity is of: "$5 million in aid", "a series of talks"."""
    out: list[int] = []
    beside = [p for p in view.kids[view.head[k]] if p == k + 1 and view.dep[p] == "prep"]  # "froze $9 million in aid"
    for p in view.kid(k, "prep") + beside:
        if view.word[p] in ("of", "in", "for"):
            for o in view.kid(p, "pobj"):
                out += view.conjuncts(o)
                out += _inside(view, o) if _transparent(view, o) else []
    return out


def people(view: Clauses, tokens: list[int]) -> list[int]:
    """Tokens with what they are a number of: "thousands of protesters" are protesters too."""
    return tokens + [k for t in tokens if _transparent(view, t) for k in _inside(view, t)]


def holds(view: Clauses, k: int, words: Words) -> bool:
    """True where token ``k`` is one of the words, with the modifiers that its entry asks for."""
    if words.anything:
        return True
    lemma = view.lemma[k]
    if "name" in words.plain and view.tag[k].startswith("NNP"):
        return True
    if "money" in words.plain and (view.tag[k] in ("CD", "$") or "$" in lemma):
        near = (*view.kids[k], view.head[k])
        if "$" in lemma or any(view.tag[c] == "$" or "$" in view.word[c] for c in near):
            return True
    if "year" in words.plain and view.tag[k] == "CD" and _YEAR.fullmatch(view.word[k]):
        return True
    mods = modifiers(view, k) if words.never or words.after or words.before else frozenset()
    if view.word[k] in ("it", "they", "them"):
        lemma, mods = _antecedent(view, k)
    if mods & words.never:
        return False
    if lemma in words.plain:
        return True
    if any(lemma == b and a in mods for a, b in words.after):
        return True
    return bool(words.before & mods)


def _antecedent(view: Clauses, k: int) -> tuple[str, frozenset[str]]:
    """What a pronoun stands for: "them" the last plural object or subject before it in the sentence ("broke off
    relations and later restored them"), else what was talked of last."""
    if view.word[k] == "them":
        for j in range(k - 1, -1, -1):
            if view.dep[j] in ("dobj", "nsubj", "nsubjpass") and view.tag[j] == "NNS":
                return view.lemma[j], modifiers(view, j)
    meant = view.it if view.word[k] == "it" or not view.they[0] else view.they
    return meant if meant[0] else (view.lemma[k], frozenset())


def modifiers(view: Clauses, k: int) -> frozenset[str]:
    """Words, with their lemmas, that stand before noun ``k`` and modify it, near or far."""
    out = set(view.word[k].split()) if " " in view.word[k] else set()
    stack = view.kid(k, *_BEFORE)
    while stack:
        j = stack.pop()
        out.add(view.lemma[j])
        out.add(view.word[j])
        if " " in view.word[j]:
            out |= set(view.word[j].split())
        stack += view.kid(j, *_BEFORE, "conj", "punct", "advmod", "npadvmod")
    return frozenset(out)


def _at(view: Clauses, i: int, frame: Frame, slot: Slot, book: Codebook, used: list[int]) -> Iterator[int]:
    """Tokens in the positions of a slot, nearest first."""
    seen: set[int] = set()
    for position in slot.positions:
        for k in _position(view, i, frame, position, book, used):
            if k not in seen and k != i:
                seen.add(k)
                yield k


def _position(view: Clauses, i: int, frame: Frame, position: str, book: Codebook, used: list[int]) -> list[int]:
    verb = frame.kind == "v"
    if ">" in position:
        outer, _, inner = position.rpartition(">")
        steps = _position(view, i, frame, outer, book, used)
        return [k for o in steps for c in view.conjuncts(o) for k in view.under(c, frozenset((inner,)))]
    if position == "subj":
        if verb:
            return [] if _alone(view, i, frame) else view.deep_subject(i)
        if frame.kind == "a":
            return view.subject(view.head[i]) if view.dep[i] in ("acomp", "attr", "oprd", "advcl") else []
        return _light_subject(view, i, book)
    if position == "obj":
        if not verb:
            return []
        found = view.deep_object(i) or _beyond(view, i, frame)
        if not found and _alone(view, i, frame):
            found = view.subject(i)
        return found
    if position == "under" and not verb:  # the preposition that governs a noun
        return [view.head[i]] if view.dep[i] == "pobj" else []
    if position in ("oprd", "attr", "acomp", "advmod", "advcl", "xcomp", "npadvmod", "intj", "det", "prt"):
        return view.kid(i, position)
    if position == "hyphen":
        return [i - 2] if i > 1 and view.word[i - 1] == "-" else []
    if position == "blamed":
        return view.blamed(i)
    if position == "head":
        return [view.head[i]] if view.dep[i] == "amod" else []
    if position == "iobj":
        if verb and view.passive(i) and view.kid(i, "dobj"):  # "Chad was granted a loan"
            return view.subject(i)
        return view.kid(i, "dative") if verb else []
    if position in CLAUSES:
        return told(view, i, position, verb)
    if position == "pre":
        if view.dep[i] == "conj" and not view.kid(i, "poss", "compound", "amod"):
            i = view.first_conjunct(i)  # "the Soviet invasion and annexation"
        out = list(view.kid(i, "poss", "amod", "compound", "nmod"))
        return out + [c for k in out for c in view.kid(k, "conj", "amod", "compound", "nmod")]
    if position == "mod":
        return view.kid(i, *_BEFORE, "acl") + [
            c for k in view.kid(i, *_BEFORE) for c in view.kid(k, "conj", "compound")
        ]
    prepositions = frozenset((position,))
    out = list(view.under(i, prepositions))
    if verb:
        for o in view.deep_object(i) + (view.subject(i) if frame.ergative else []):
            for c in view.conjuncts(o):
                out += view.under(c, prepositions)
                for q in _inside(view, c):
                    out += view.under(q, prepositions)
                if position in _FAR and not out:  # "an agreement on fishing with Kenya"
                    for topic in view.under(c, _TOPIC):
                        out += view.under(topic, prepositions)
        for office in view.under(i, _AS):  # "as minister to Norway"
            out += view.under(office, prepositions)
        for u in used:  # "contributed to operations in Sudan"
            if u != i:
                out += [k for k in view.under(u, prepositions) if k not in out]
        if position == "for" and not out and view.kid(i, "dobj"):  # "opened a credit line for Angola to buy tractors"
            for c in view.kid(i, "advcl"):
                if any(view.word[k] == "for" for k in view.kid(c, "mark")):
                    out += view.kid(c, "nsubj")
        up = view.head[i]
        if view.dep[i] == "conj" and view.is_verb(up) and not out and not view.kid(i, "dobj", "nsubj", "nsubjpass"):
            out += view.under(up, prepositions)
        return out
    for o in view.under(i, _OF - prepositions):
        for c in view.conjuncts(o):
            out += view.under(c, prepositions)
    if not out:
        for c in view.conjuncts(i)[1:]:  # "invasion and annexation of Lithuania"
            out += view.under(c, prepositions)
    if _is_light(view, i, book):
        out += view.under(view.head[i], prepositions)
    elif book.acts[frame.act].plover in _BY_CROWDS and _happens(view, i, book):
        out += view.under(view.head[view.first_conjunct(i)], prepositions)
    return out


def _beyond(view: Clauses, i: int, frame: Frame) -> list[int]:
    """The object that the parser hangs on a verb's particle: "passed on twenty tanks", "went over the plan"."""
    wanted = {p for lemma, p in frame.heads if p and lemma == view.lemma[i]}
    return [o for k in view.kid(i, "prep") if view.word[k] in wanted for o in view.kid(k, "pobj")]


def _happens(view: Clauses, i: int, book: Codebook) -> bool:
    """True for the subject of a verb that only says that it came about: "a coup took place in Mali"."""
    i = view.first_conjunct(i)
    up = view.head[i]
    return view.dep[i] == "nsubj" and up != i and view.is_verb(up) and view.lemma[up] in book.raw["happening"]


def _is_light(view: Clauses, i: int, book: Codebook) -> bool:
    i = view.first_conjunct(i)
    up = view.head[i]
    return view.dep[i] in ("dobj", "nsubjpass") and up != i and view.lemma[up] in book.light | book.perform


def _light_subject(view: Clauses, i: int, book: Codebook) -> list[int]:
    """Who acts where the act is a noun under a verb that only carries it: "carried out an attack", "ordered the
    closure"."""
    i = view.first_conjunct(i)
    if _is_light(view, i, book):
        return view.deep_subject(view.head[i])
    return []
