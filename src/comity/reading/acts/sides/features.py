"""What the choice of sides sees of a party: where it stands, what was told of it, what the rules made of it.

Never who it is: nothing is learnt about any one state.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.models import Mention
from comity.reading.acts.cast import Cast, Deed, base
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Act
from comity.reading.acts.match import Match
from comity.reading.acts.parties import Parties
from comity.reading.acts.sides.parties import Named
from comity.reading.acts.standings import GUESSES

SAID, NONE = "said", "none"
_UP, _DOWN = 5, 6


@dataclass(slots=True)
class Ruled:
    """What the rules chose: bare codes of each side, and why (SAID, NONE or the reason of an inference)."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    why_actors: str
    why_recipients: str

    @property
    def state(self) -> str:
        """One letter a side: said, inferred or empty."""
        return _letter(self.why_actors) + _letter(self.why_recipients)


def _letter(why: str) -> str:
    return "s" if why == SAID else "e" if why == NONE else "i"


def ruled(view: Clauses, cover: dict[int, list[Mention]], m: Match, parties: Parties) -> Ruled:
    """What the rules chose for the act that ``m`` tells."""
    why = {}
    for reason in parties.inferred:
        side, _, rest = reason.partition(": ")
        why[side] = rest.partition("“")[0]
    actors, recipients = (
        tuple(dict.fromkeys(base(c) for c in side if c != "UNK")) for side in (parties.actors, parties.recipients)
    )
    return Ruled(
        actors,
        recipients,
        why.get("actors") or (_how(view, cover, m, "AB") if actors else NONE),
        why.get("recipients") or (_how(view, cover, m, "R") if recipients else NONE),
    )


def _how(view: Clauses, cover: dict[int, list[Mention]], m: Match, roles: str) -> str:
    """How a side is said: by name, by a pronoun, or described by what it is ("the government")."""
    tokens = [t for role in roles for t in m.roles.get(role) or m.owners.get(role) or ()]
    if len(tokens) != 1:
        return SAID
    tag = view.tag[tokens[0]]
    if tag[:3] == "PRP":
        return "a pronoun"
    if tag[:2] == "NN" and tag[:3] != "NNP":
        over = cover.get(tokens[0])
        if over and over[0].rule.startswith(GUESSES):
            return "a description"
    return SAID


def ways_up(view: Clauses, i: int) -> dict[int, str]:
    """Token -> the labels on the way up to it from token ``i``."""
    out, way, k = {i: ""}, "", i
    for _ in range(_UP):
        up = view.head[k]
        if up == k:
            break
        way += "^" + (view.word[k] if view.dep[k] == "prep" else view.dep[k])
        out[up] = way
        k = up
    return out


def way(view: Clauses, up: dict[int, str], t: int) -> tuple[str, list[int]]:
    """The way from a word to token ``t`` through the parse, and the tokens passed on the way up from ``t``."""
    down: list[str] = []
    passed = [t]
    k = t
    for _ in range(_DOWN):
        if k in up:
            return up[k] + "/" + ">".join(down[:-5:-1]), passed
        dep, head = view.dep[k], view.head[k]
        if dep != "pobj":
            down.append(
                view.word[k] if dep in ("prep", "agent", "dative") and view.tag[k] in ("IN", "TO", "RP") else dep
            )
        if head == k:
            break
        k = head
        passed.append(k)
    return ("far", passed) if k not in up else (up[k] + "/" + ">".join(down[:-5:-1]), passed)


def main_subjects(view: Clauses, cover: dict[int, list[Mention]]) -> set[str]:
    """Codes of the subject of the sentence's main verb."""
    root = next((i for i in range(view.n) if view.head[i] == i), -1)
    out: set[str] = set()
    for s in view.kid(root, "nsubj", "nsubjpass") if root >= 0 else ():
        for k in (s, *view.kid(s, "poss", "amod", "compound", "nmod", "conj")):
            out.update(base(m.actor) for m in cover.get(k, ()))
    return out


@dataclass(slots=True)
class Around:
    """What one sentence shows of its parties, whatever the act: those it names, those of its main subject and of the
    subject of the sentence before, those that the page names first and those named last before it."""

    named: Named
    subjects: set[str]
    before: set[str]
    title: list[str]
    lately: list[str]
    n: int


def describe(
    view: Clauses, cast: Cast, around: Around, here: list[Deed], m: Match, act: Act, rule: Ruled, who: dict[str, int]
) -> dict[str, list[str]]:
    """Candidate -> its features, for the act that ``m`` tells."""
    i, plover = m.at, act.plover
    named = around.named
    up = ways_up(view, i)
    verb = view.is_verb(i)
    voice = ("p" if view.passive(i) else "v") if verb else "n"
    lemma, state = view.lemma[i], rule.state
    object_ = next((view.lemma[k] for k in view.deep_object(i)), "") if verb else ""
    subject = next((view.lemma[k] if view.tag[k] != "NNP" else "NNP" for k in m.subject), "")
    part = {t: role.lower() for role, tokens in m.owners.items() for t in tokens}
    part.update((t, role) for role, tokens in m.roles.items() for t in tokens)
    before = {c for t, c in named.order if t < i}
    after = {c for t, c in named.order if t > i}
    nearest = next((c for t, c in reversed(named.order) if t < i), "")
    pair = cast.pair or ()
    where = ("d" if cast.on_page else "") if pair else "n"
    home = cast.home()
    deeds = [d for d in (*cast.deeds[-3:], *here)[:-4:-1] if around.n - d.sentence <= 3]
    actors, recipients = rule.actors, rule.recipients
    several = min(len(named.at), 3)
    strangers = min(sum(c not in pair for c in named.at), 2) if pair else 0
    out: dict[str, list[str]] = {}
    for c, gap in who.items():
        a, r = c in actors, c in recipients
        side = ("A" if a else "") + ("R" if r else "") or "-"
        had = side + state
        chosen = f"{rule.why_actors if a else ''}|{rule.why_recipients if r else ''}|{state}"
        partner = cast.partner(c)
        beside = ("A" if partner in actors else "") + ("R" if partner in recipients else "") if partner else ""
        kin = f"{'P' if c in pair else 'x'}{where}"
        f = [
            f"q:{chosen}:{plover}",
            f"q:{chosen}:{act.id}",
            f"q:{chosen}:{m.frame.kind}{voice}{several}",
            f"g:{gap}:{had}",
            f"pr:{kin}:{gap}:{had}:{beside}",
            f"pr:{kin}:{gap}:{plover}:{side}",
            f"un:{act.unsaid}:{act.unsaid_actor}:{had}:{kin}",
            f"o:{object_}:{side}:{plover}",
            f"s:{subject}:{had}",
            f"st:{strangers}:{kin}:{had}:{plover}",
        ]
        for t, x in named.at.get(c, ())[:2]:
            path, passed = way(view, up, t)
            tag = view.tag[t]
            kind = x.kind if x.acts else "place"
            if tag[0] != "N":
                kind += "=" + view.word[t] if tag[:3] == "PRP" else ""
            elif tag[:3] != "NNP":
                kind += "~"
                f.append(f"kw:{view.lemma[t]}:{had}")
            f += [f"p:{path}:{voice}", f"p:{path}:{plover}", f"p:{path}:{lemma}", f"p:{path}:{had}", f"p:{path}:{kind}"]
            role = next((part[k] for k in passed if k in part), "")
            f.append(f"r:{role}:{had}" if role else f"k:{kind}:{had}")
        if gap == 0:
            f.append(f"or:{'B' if c in before else ''}{'F' if c in after else ''}{len(before)}{len(after)}:{had}")
            if c == nearest:
                f.append(f"nb:{had}:{voice}")
        elif partner in named.at:
            t, x = named.at[partner][0]
            path, _ = way(view, up, t)
            f += [f"pp:{path}:{plover}", f"pp:{path}:{had}", f"pp:{path}:{lemma}"]
        if c in around.subjects:
            f.append(f"root:{had}:{view.dep[i]}")
        if c in around.before:
            f.append(f"prev:{had}:{subject}")
        if c in around.lately:
            f += [f"la:{around.lately.index(c)}:{had}", f"la:{around.lately.index(c)}:{subject}:{side}"]
        if c in around.title:
            f.append(f"ti:{around.title.index(c)}:{had}:{gap}")
        if c == home:
            f.append(f"home:{plover}:{had}")
        for n, d in enumerate(deeds):
            did = ("A" if c in d.actors else "") + ("R" if c in d.recipients else "")
            if did:
                f += [f"dd:{n}:{d.plover}:{did}:{plover}", f"da:{n}:{d.act}:{did}:{act.id}"]
                if n == 0:
                    f += [f"dn:{did}:{had}:{d.sentence == around.n}", f"ds:{did}:{subject}:{plover}"]
        out[c] = f
    return out
