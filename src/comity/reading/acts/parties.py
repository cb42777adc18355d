"""Who takes part in an act: who the frame's parts name, and whom the passage means where a sentence leaves one out."""

from __future__ import annotations

import dataclasses

from comity.models import Mention, Other, Sentence
from comity.reading.acts.cast import Cast, base, codes, named, pronoun
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Act, Codebook
from comity.reading.acts.dominions import Dominions
from comity.reading.acts.match import Match, holds, people
from comity.reading.acts.standings import MEANT, Standings

_OTHERS = {"H": "host", "M": "mediator", "F": "forum", "O": "object", "T": "beneficiary"}
_PUNISHING = frozenset(("SANCTION", "RETREAT"))
_SPEAKING = frozenset(("ACCUSE", "REJECT", "REQUEST", "SUPPORT", "CONCEDE", "THREATEN"))
"""Acts of speech: somebody named but not known who does them to a known side does them all the same."""
_FORCE = frozenset(("ASSAULT", "COERCE", "MOBILIZE"))
_ROSE = frozenset(("REB", "OPP", "PTY", "CVL", "SOC", "EDU"))
_IN = frozenset(("in", "at"))
_BETWEEN_TWO = frozenset(("SANCTION", "RETREAT", "SUPPORT", "AID", "COOPERATE", "CONSULT", "CONCEDE", "AGREE"))


@dataclasses.dataclass(slots=True)
class Parties:
    """Who takes part; ``inferred`` says what the sentence did not name and from what it was taken."""

    actors: list[str]
    recipients: list[str]
    others: list[Other]
    inferred: list[str]
    named: int


class Casting:
    """Gives the acts of one sentence their parties. ``met`` remembers whom each verb met."""

    def __init__(
        self,
        view: Clauses,
        cover: dict[int, list[Mention]],
        cast: Cast,
        book: Codebook,
        sentence: Sentence,
        floor: int,
        rule: Dominions,
        known: Standings,
    ) -> None:
        self.view, self.cover, self.cast, self.book = view, cover, cast, book
        self.sentence, self.floor, self.rule, self.known = sentence, floor, rule, known
        self.met: dict[int, list[str]] = {}

    def parties(self, m: Match, act: Act) -> Parties | None:
        """Who takes part; None where the sentence says that somebody else does, or names nobody at all."""
        view, cover, cast = self.view, self.cover, self.cast
        a, r, b = (codes(view, m.roles.get(x, []), cover) for x in "ARB")
        inferred: list[str] = []
        must = {s.role for s in m.frame.slots if s.required and s.role and s.words is None and s.positions != ("subj",)}
        if any(role in must and not got and not self._proper(m, role) for role, got in (("A", a), ("R", r), ("B", b))):
            return None
        if not a and not self._told_subject(m):
            a = codes(view, m.owners.get("A", []), cover, places="mission" not in act.status)
        owned = codes(view, m.owners.get("R", []), cover)
        if r and owned and not codes(view, m.roles.get("R", []), cover, places=False):
            r = [c for c in codes(view, m.owners["R"], cover, places=False) if c not in a] or r
        r = r or [c for c in owned if c not in a]
        if (
            m.frame.kind == "v"
            and not a
            and not b
            and m.subject
            and any(s.role == "A" and "subj" in s.positions and not (act.bare and s.words) for s in m.frame.slots)
        ):
            if any(pronoun(view, s) for s in m.subject):
                unlike = {base(c) for c in r + self._beside(m)}
                a = self._spoken_of(m, unlike)
                told = "" if a else cast.before(view.start[m.at], self.floor, unlike)
                inferred = ["actors: the subject of the clause that governs it"] if a else []
                if told:
                    a, inferred = [told], ["actors: who was last named"]
            elif self._issuers(m):
                a = self._issuers(m)
            elif act.plover in _FORCE and self._behind(m):
                a = self._behind(m)
            elif any(
                view.lemma[s] in self.book.raw["agents"] | self.book.raw["people"] for s in people(view, m.subject)
            ):
                a = [base(c) for s in people(view, m.subject) for c in codes(view, view.under(s, _IN), cover)]
                a = a or [base(c) for c in codes(view, m.roles.get("H", []), cover)]
                if not a and not r and "home" in (act.unsaid, act.unsaid_actor) and not act.speech:
                    a = [x for x in (self._near(m),) if x]  # "the army seized power": of the state that is told of
                    inferred = ["actors: the state whose affairs are told"]
                if not a and not r:
                    return None  # "rebels attacked a market": neither whose rebels nor whose market
            elif self._unplaced(m, act, r):
                a, inferred = self._unplaced(m, act, r), ["actors: the side of whom the page leaves it unsaid"]
            elif act.plover in _FORCE and r and self._somebody(m):
                a = self._foe(r)
                inferred = ["actors: a name not known, of the other side"] if a else []
            elif act.unsaid_actor != "partner" or not any(self._nameless(s) for s in m.subject):
                voiced = act.plover in _SPEAKING and bool(r) and any(self._nameless(s) for s in m.subject)
                if not voiced and (not cast.on_page or not m.used or act.plover not in _BETWEEN_TWO):
                    return None
                home = next((p for p in map(cast.partner, r) if p), "") if voiced else cast.home()
                if home and act.unsaid != "home" and any(view.tag[s].startswith("NNP") for s in m.subject):
                    a = [home]
                    inferred = ["actors: a name not known, on the side whose affairs are told"]
        inferred += self._meant(m)
        a, r = self._caused(m, a, r)
        if "mission" in act.status:
            r = self._seat(m, r)
        # a party on both sides stands on the actor's
        same = {base(c) for c in a} & {base(c) for c in r}
        if same and "/" in a[0] and "/" in r[0] and a[0] != r[0]:
            same = set()
        if same and len({base(c) for c in r}) > len(same):
            r = [c for c in r if base(c) not in same]
        elif same and act.unsaid == "partner" and len({base(c) for c in a}) > len(same):
            a = [c for c in a if base(c) not in same]
        elif same and act.unsaid == "partner" and act.plover not in ("ASSAULT", "COERCE"):
            r = []
        others = [Other(c, role) for key, role in _OTHERS.items() for c in codes(view, m.roles.get(key, []), cover)]
        named = len(a) + len(r) + len(b)
        if not named and not act.bare and not cast.pair:
            return None
        if act.reciprocal or b:
            return self._both(act, a, r, b, others, inferred, named, m)
        if a and not r and act.unsaid != "nobody":
            self._fill(r, a, act.unsaid, "recipients", inferred, m)
        elif r and not a and act.unsaid_actor != "nobody":
            self._fill(a, r, act.unsaid_actor, "actors", inferred, m)
        elif not a and not r:
            self._bare(act, a, r, inferred, m)
            if not a and not r:
                return None
        return Parties(a, r, others, inferred, named)

    def _spoken_of(self, m: Match, unlike: set[str]) -> list[str]:
        """Who a subject pronoun is: the subject of a clause above it ("Chile sent a note in which it promised …")."""
        view = self.view
        if any(view.word[s] in ("i", "we") for s in m.subject):
            return []
        for up in view.above(m.at):
            for s in view.kid(up, "nsubj", "nsubjpass") if view.is_verb(up) else ():
                if s < m.at and not pronoun(view, s):
                    found = [c for c in codes(view, [s], self.cover, places=False) if base(c) not in unlike]
                    if found:
                        return found
        return []

    def _meant(self, m: Match) -> list[str]:
        """What is inferred where a party is named only by its part in what is told: "the aggressor"."""
        out = []
        for role, field in (("A", "actors"), ("R", "recipients"), ("B", "actors")):
            for t in m.roles.get(role, []) + m.owners.get(role, []):
                rule = self.cover[t][0].rule if self.cover.get(t) else ""
                if rule.startswith(MEANT):
                    out.append(f"{field}: whom “{rule.removeprefix(MEANT)}” means here")
        return out[:2]

    def _unplaced(self, m: Match, act: Act, r: list[str]) -> list[str]:
        """The side of a subject whose state a page devoted to two leaves unsaid: "Rhee protested to Tokyo", "the fleet
        shelled the port". The other than who is acted on; for forces else whose force was told of last."""
        view, cast = self.view, self.cast
        forces = any(view.lemma[s] in self.known.forces for s in m.subject)
        name = any(view.tag[s].startswith("NNP") for s in m.subject)
        if not cast.on_page or not (forces or name) or not (m.used or m.roles.get("R")):
            return []
        on = [c for c in r if cast.partner(c)]
        inner = any(c.partition("/")[2] in _ROSE for c in on)
        if on and not (act.unsaid == "home" and (inner or not forces)):
            return [cast.partner(on[0])]
        if forces and not r:
            doer = cast.striker(self.sentence.n) or cast.before(view.start[m.at], self.floor, set())
            return [doer] if cast.partner(doer) else []
        return []

    def _issuers(self, m: Match) -> list[str]:
        """Who speaks through a paper that is told as the doer: "Congress passed a resolution condemning Togo"."""
        view, papers = self.view, self.book.raw["papers"] | self.book.raw["laws"]
        for s in m.subject:
            if view.lemma[s] not in papers or view.head[m.at] != s:
                continue
            verb = view.head[s]
            if view.is_verb(verb) and s in view.deep_object(verb):
                return codes(view, view.deep_subject(verb), self.cover, places=False)
        return []

    def _behind(self, m: Match) -> list[str]:
        """Who stands behind a thing that is told as the doer: "bombs dropped by Libya killed …"."""
        view = self.view
        doing = [k for s in m.subject for k in view.kid(s, "acl", "relcl") if view.passive(k)]
        if view.dep[m.at] == "conj" and not view.kid(view.head[m.at], "cc", "auxpass"):
            doing.append(view.head[m.at])  # the parser takes *dropped* for the verb and *killed* for a second one
        return [c for k in doing for c in codes(view, view.agent(k), self.cover)]

    def _beside(self, m: Match) -> list[str]:
        """Who the verb's objects are, and so who its pronoun is not: "it gave Peru $2 million"."""
        view = self.view
        return codes(view, view.kid(m.at, "dative", "iobj", "dobj"), self.cover, places=True)

    def _caused(self, m: Match, a: list[str], r: list[str]) -> tuple[list[str], list[str]]:
        """ "X ordered Y to close its embassy": X acts, Y is acted on."""
        view = self.view
        up = view.head[m.at]
        if view.dep[m.at] not in ("xcomp", "ccomp") or view.lemma[up] not in self.book.raw["causing"]:
            return a, r
        by = codes(view, view.deep_subject(up), self.cover)
        on = codes(view, view.deep_object(up) + view.kid(up, "dative") + view.kid(m.at, "nsubj"), self.cover)
        return (by, on or r) if by else (a, r)

    def _seat(self, m: Match, r: list[str]) -> list[str]:
        """Where the mission is: "in the Belgian Embassy in Tripoli" is in Tripoli."""
        view = self.view
        out: list[str] = []
        for t in m.roles.get("R", []):
            if holds(view, t, self.book.lists["mission"]):
                t = next(iter(view.under(t, _IN)), -1)
            if t >= 0:
                out += [c for c in codes(view, [t], self.cover) if c not in out]
        if out:
            return out
        owners = m.owners.get("A", []) + m.roles.get("A", [])  # "its Nairobi office"
        for k in (k for t in owners for k in view.subtree(t)):
            out += [x.actor for x in self.cover.get(k, ()) if x.kind == "place" and x.actor not in out]
        return [] if m.roles.get("R") else out or r

    def _somebody(self, m: Match) -> bool:
        """True where a name, men in arms or a weapon strike: "snipers", "Nakhimov", "a car bomb"."""
        view, raw = self.view, self.book.raw
        armed = raw["armed"] | raw["troops"] | raw["humans"] | raw["blows"]
        return any(view.tag[s].startswith("NNP") or view.lemma[s] in armed for s in people(view, m.subject))

    def _foe(self, r: list[str]) -> list[str]:
        """The other of the page's two states, where the one that is struck is one of them and no stranger is struck."""
        other = self.cast.partner(r[0]) if self.cast.on_page else ""
        return [other] if other and all(base(c) == base(r[0]) for c in r) else []

    def _nameless(self, subject: int) -> bool:
        """True for a subject that is somebody, though nobody known: a name, or a law."""
        return self.view.tag[subject].startswith("NNP") or self.view.lemma[subject] in self.book.raw["laws"]

    def _proper(self, m: Match, role: str) -> bool:
        """True where a proper name that is no known actor fills a part: "the attack on Port Arthur"."""
        return role != "A" and any(self.view.tag[t].startswith("NNP") for t in m.roles.get(role, []))

    def _told_subject(self, m: Match) -> bool:
        """True where the clause has a subject of its own: who owns the thing does not act then."""
        return m.frame.kind == "v" and bool(m.roles.get("A"))

    def _both(
        self,
        act: Act,
        a: list[str],
        r: list[str],
        b: list[str],
        others: list[Other],
        inferred: list[str],
        named: int,
        m: Match,
    ) -> Parties | None:
        if not act.reciprocal and a and r:
            return Parties(a, r, others, inferred, named)
        if not act.reciprocal and a and len({base(c) for c in a + b}) == 1:
            rest: list[str] = []
            self._fill(rest, a, "partner", "recipients", inferred, m)
            return Parties(a, rest, others, inferred, named)
        sides: list[str] = []
        for c in a + b + r:
            if base(c) not in map(base, sides) or ("/" in c and c not in sides and base(c) + "/GOV" not in (c, *sides)):
                sides.append(c)
        if len({base(c) for c in sides}) > 1:
            sides = [c for k, c in enumerate(sides) if "/" in c or not any(base(o) == c for o in sides[:k])]
        if len({base(c) for c in sides}) < 2 and act.unsaid == "partner":
            more: list[str] = []
            if sides:
                self._fill(more, sides, "partner", "actors", inferred, m)
            else:
                self._bare(act, more, [], inferred, m)
            sides += more
        alone = act.unsaid == "nobody" and not act.bare and len({base(c) for c in sides}) < 2
        return Parties(sides, [], others, inferred, named) if sides and not alone else None

    def _fill(self, into: list[str], have: list[str], how: str, field: str, inferred: list[str], m: Match) -> None:
        if how == "home":
            into.append(self._at_home(m, base(have[0]), have[0], field, inferred))
            return
        mine = {base(c) for c in have}
        if how == "others":
            into += self._others(mine)
            inferred += [f"{field}: those told of"] if into else []
            return
        other = ""
        if field == "recipients":
            other = self._doer_of_object(m, mine)
            if other:
                into.append(other)
                inferred.append("recipients: who did what it speaks of")
                return
        known = [c for c in sorted(mine) if self.cast.partner(c)]
        if len(known) == 1:
            other = self.cast.partner(known[0])
            if other:
                inferred.append(f"{field}: {self.cast.whose}")
        if (not other and field == "recipients") or (field == "recipients" and m.frame.kind == "n"):
            inside = self._within(m, mine, have)
            if inside:
                if other:
                    inferred.pop()
                inferred.append("recipients: named in what is told")
                into += inside
                return
        if field == "recipients" and self._own_people(m, have):
            if other:
                inferred.pop()
            into.append(self._at_home(m, base(have[0]), have[0], field, inferred))
            return
        if field == "recipients" and not self.cast.pair:
            shared = self._shared(m, mine)
            if shared:
                into.append(shared)
                inferred.append("recipients: of the verb with which this one is coordinated")
                return
        if not other and field == "recipients":
            at = self.view.start[m.at] if self.view.dep[m.at] == "relcl" else self.sentence.at.start
            act = self.book.acts[m.frame.act].plover
            punished = self.cast.partner(self.cast.doer(act)) if act in _PUNISHING and self.cast.told(act) else ""
            other = "" if mine & set(self.cast.pair or ()) else punished
            other = other or self.cast.last_of_pair(at, mine) or self.cast.before(at, self.floor, mine)
            if other:
                inferred.append(f"{field}: who was last named")
        if not other and field == "actors" and m.frame.kind == "n":
            root = next((i for i in range(self.view.n) if self.view.head[i] == i), m.at)
            subject = [base(c) for c in codes(self.view, self.view.subject(root), self.cover) if base(c) not in mine]
            if subject:
                other = subject[0]
                inferred.append("actors: the subject of the sentence")
        if other:
            into.append(other)

    def _doer_of_object(self, m: Match, mine: set[str]) -> str:
        """Who did what is condemned or welcomed, where the object only takes up an act just told: "Peru deplored the
        move"."""
        view = self.view
        act = self.book.acts[m.frame.act]
        if act.plover not in ("ACCUSE", "SUPPORT", "PROTEST", "REJECT") or m.told:
            return ""
        for t in m.owners.get("R", []) + m.roles.get("R", []) if m.frame.kind == "v" else ():
            before = {view.word[d] for d in view.kid(t, "det")}
            bare = not any(view.dep[k] in ("prep", "relcl", "acl") for k in view.kids[t])
            if bare and view.lemma[t] in self.known.events and before & {"the", "this", "these", "that"}:
                return self.cast.doer_of(self.sentence.n, mine, words=act.plover in ("SUPPORT", "REJECT"))
        return ""

    def _ruler(self, state: str) -> str:
        """Who of the pair ruled ``state`` in the year of the sentence; "" if neither."""
        year = self.cast.year(self.sentence.n)
        return self.rule.ruler(state, year, self.cast.pair) if year else ""

    def _at_home(self, m: Match, state: str, whole: str, field: str, inferred: list[str]) -> str:
        """The other side of an act done among a state's own: the state itself, unless it rules or is ruled by the
        other of the pair, or its force is being told of against another."""
        organ = whole.partition("/")[2]
        ruler, partner = self._ruler(state), self.cast.partner(state)
        if ruler and (field == "actors" or organ in _ROSE):
            inferred.append(f"{field}: who ruled it at the time")
            return ruler
        if field == "recipients" and partner and self._ruler(partner) == state:
            inferred.append("recipients: whom it ruled at the time")
            return partner
        if field == "recipients" and organ not in _ROSE:
            shared = self._shared(m, {state})
            struck = shared or self.cast.struck(state, self.sentence.n)
            if struck:
                why = "of the verb with which this one is coordinated" if shared else "on whom its force is told"
                inferred.append(f"recipients: {why}")
                return struck
        inferred.append(f"{field}: the same state")
        return state

    def _others(self, mine: set[str]) -> list[str]:
        """Between whom a third party stands: two states of the sentence, else the passage's pair, else who was named
        last."""
        here = [m for m in self.cast.order_in(self.sentence.at) if m.kind in ("state", "organ", "person")]
        told = [c for c in dict.fromkeys(base(m.actor) for m in here) if c not in mine]
        pair = [c for c in self.cast.pair or () if c not in mine]
        if len(told) == 2 or (told and not pair):
            return told[:2]
        return pair or self.cast.last_two(self.sentence.at.start, self.floor)

    def _own_people(self, m: Match, have: list[str]) -> bool:
        """True where rebels or a party of a state use force somewhere unnamed: "the rebels took the city"."""
        force = self.book.acts[m.frame.act].plover in ("COERCE", "ASSAULT", "FIGHT")
        return force and m.frame.kind == "v" and all(c.partition("/")[2] in ("REB", "OPP", "PTY") for c in have)

    def _shared(self, m: Match, mine: set[str]) -> str:
        """Whom the verb meant with which this one is coordinated: "expelled the Chadian envoy and froze trade"."""
        view = self.view
        if m.frame.kind != "v" or view.dep[m.at] != "conj" or view.kid(m.at, "nsubj", "nsubjpass"):
            return ""
        for k in (view.head[m.at], view.first_conjunct(m.at)):
            for code in self.met.get(k, ()):
                if base(code) not in mine:
                    return base(code)
        return ""

    def _within(self, m: Match, mine: set[str], held: list[str]) -> list[str]:
        """Who is named in the clause or thing that the act is about: "agreed to lend Peru …", "refused the demands
        of …"."""
        view = self.view
        about = m.told or m.owners.get("R", []) + m.roles.get("R", []) or view.deep_object(m.at)
        if m.frame.kind == "n":  # "despite Bulgaria's acceptance": the other state that the sentence speaks of
            near = [x for k in range(m.at) for x in self.cover.get(k, ()) if x.acts and x.kind in ("state", "organ")]
            return next(([base(x.actor)] for x in reversed(near) if base(x.actor) not in mine), [])
        inner: list[str] = []
        places: list[str] = []
        for t in about:
            for k in sorted(view.subtree(t)):
                for x in self.cover.get(k, ()):
                    if x.actor in held:
                        continue
                    if base(x.actor) in mine:
                        inner = inner or ([x.actor] if "/" in x.actor else [])
                    elif x.acts:
                        return [c for c in codes(view, [k], self.cover) if base(c) not in mine]
                    else:
                        places = places or [x.actor]
        return places or inner

    def _bare(self, act: Act, a: list[str], r: list[str], inferred: list[str], m: Match) -> None:
        """Nobody is named: both of the page's pair for a reciprocal act, the side that last acted so for a mission."""
        if act.unsaid == "home" or act.unsaid_actor == "home" or act.unsaid == "nobody":
            near = self._near(m)
            if near and "home" not in (act.unsaid, act.unsaid_actor):
                r.append(near)  # by whom nobody says
                inferred.append("recipients: the state whose affairs are told")
            elif near:
                a.append(near)
                inferred.append("actors: the state whose affairs are told")
                if act.unsaid == "home":
                    r.append(near)
                    inferred.append("recipients: the same state")
            return
        pair = self.cast.pair
        if not pair:
            two = self.cast.last_two(self.sentence.at.start, self.floor)
            if two and act.reciprocal | (act.status in ("relations_severed", "relations_suspended")):
                a += two
                inferred.append("actors: who was last named")
            return
        if act.reciprocal or act.status in ("relations_severed", "relations_suspended"):
            a += [pair[0], pair[1]]
            inferred.append(f"actors: {self.cast.whose}")
        elif act.plover == "REJECT":  # "Peru offered its help, and the offer was declined": by the other
            told = [base(x.actor) for x in self.cast.order_in(self.sentence.at) if x.at.start < self.view.start[m.at]]
            asker = next((c for c in told if c in pair), "") or self.cast.last_of_pair(self.sentence.at.start, set())
            if asker:
                a.append(self.cast.partner(asker))
                r.append(asker)
                inferred += ["actors: the other than who asked", "recipients: who was named before"]
        elif act.unsaid == "partner":
            here = [base(x.actor) for x in self.cast.order_in(self.sentence.at) if base(x.actor) in pair]
            if len(set(here)) == 1 and self.cast.only_reached(self.sentence.at, here[0]):
                here = [self.cast.partner(here[0])]
            passive = m.frame.kind == "v" and self.view.passive(m.at)
            owner = here[0] if here and (len(set(here)) == 1 or not passive) else self.cast.doer(act.plover)
            a.append(owner)
            r.append(self.cast.partner(owner))
            inferred += [f"actors: {self.cast.whose}", f"recipients: {self.cast.whose}"]

    def _near(self, m: Match) -> str:
        """Whose affairs a bare act is: a state named beside it in one coordination, else the one whose inner life is
        told."""
        view = self.view
        for k in view.conjuncts(view.first_conjunct(m.at)):
            for x in named(view, k, self.cover):
                return base(x.actor)
        for k in sorted(view.subtree(m.at)):  # "the coup which brought Bashir to power"
            for x in self.cover.get(k, ()):
                if x.kind in ("person", "place") and x.actor:
                    return base(x.actor)
        return self.cast.home() or self.cast.before(self.sentence.at.start, 0, set())
