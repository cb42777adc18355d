"""Who takes part in an act: who the frame's parts name, and whom the passage means where a sentence leaves one out."""

from __future__ import annotations

import dataclasses

from comity.models import Other
from comity.reading.acts.affairs import at_home
from comity.reading.acts.cast import base, codes, named, pronoun
from comity.reading.acts.codebook import STRIKER, Act
from comity.reading.acts.match import Match
from comity.reading.acts.sequels import taken_up
from comity.reading.acts.standings import MEANT
from comity.reading.acts.unsaid import ROSE, Unsaid
from comity.reading.acts.wording import holds, people, rebels, strangers

_OTHERS = {"H": "host", "M": "mediator", "F": "forum", "O": "object", "T": "beneficiary"}
_SPEAKING = frozenset(("ACCUSE", "REJECT", "REQUEST", "SUPPORT", "CONCEDE", "THREATEN"))
"""Acts of speech: somebody named but not known who does them to a known side does them all the same."""
_FORCE = frozenset(("ASSAULT", "COERCE", "MOBILIZE"))
_GUESTS = frozenset(("CVL", "BUS", "JRN", "MIL", "EDU"))
_IN = frozenset(("in", "at"))
REBELS = "actors: rebels, against the state that they strike"
_WHERE = frozenset(("in", "at", "near", "on", "off", "outside"))
_NEAR_BY = frozenset(("in", "at", "of", "from", "on", "near", "outside", "across", "throughout", "around"))
_UNDER = frozenset(("under",))
_EACH = frozenset(("to", "with", "against", "towards", "toward"))
_YIELDING = ("disarm", "cede_territory")
_ENTERING = ("invade", "annex", "declare_war")
"""Acts that nobody does to his own state: a town of one's own name now was another's then."""
_BETWEEN_TWO = frozenset(("SANCTION", "RETREAT", "SUPPORT", "AID", "COOPERATE", "CONSULT", "CONCEDE", "AGREE"))


@dataclasses.dataclass(slots=True)
class Parties:
    """Who takes part; ``inferred`` says what the sentence did not name and from what it was taken."""

    actors: list[str]
    recipients: list[str]
    others: list[Other]
    inferred: list[str]
    named: int


class Casting(Unsaid):
    """Gives the acts of one sentence their parties. ``met`` remembers whom each verb met."""

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
        if r and owned and (self._only_where(m) or not codes(view, m.roles.get("R", []), cover, places=False)):
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
                if act.id == "deny" and not a and cast.accused(self.sentence.n):
                    told = cast.accused(self.sentence.n)  # "Aid groups accuse Rome of it. It denies this"
                inferred = ["actors: the subject of the clause that governs it"] if a else []
                if told:
                    a, inferred = [told], ["actors: who was last named"]
            elif self._issuers(m):
                a = self._issuers(m)
            elif act.id in _YIELDING and cast.struck_last(self.sentence.n, self.here):
                striker, struck = cast.struck_last(self.sentence.n, self.here) or ("", "")
                a, r = [struck], r or [striker]
                inferred = ["actors: on whom force is told", "recipients: whose force is being told of"]
            elif act.plover == "ASSAULT" and rebels(view, m.subject) and len({base(c) for c in r}) == 1:
                a, inferred = [f"{base(r[0])}/REB"], [REBELS]
            elif act.plover in _FORCE and self._behind(m):
                a = self._behind(m)
            elif act.plover == "THREATEN" and self._threatening(m):
                a = self._threatening(m)
                inferred = ["actors: who is to do what is threatened"]
            elif strangers(view, m.subject):
                return Parties([], r, [], [], len(r)) if r else None  # "gunmen shot a colonel": nobody says whose
            elif self._some(m, act):
                a = self._of_place(m, act)
                if not a and not r and "home" in (act.unsaid, act.unsaid_actor) and not act.speech:
                    a = [x for x in (self._near(m),) if x]  # "the army seized power": of the state that is told of
                    inferred = ["actors: the state whose affairs are told"]
                if not a and act.plover == "ASSAULT" and any(view.lemma[s] in self.known.forces for s in m.subject):
                    a = self._unplaced(m, act, r)
                    inferred = ["actors: the side of whom the page leaves it unsaid"] if a else []
                if r and self._at_war_with_itself(m, r):
                    a, inferred = [base(r[0])], ["actors: whose force is being told of"]
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
            if not a and len({base(c) for c in r}) == 2:
                a, r = r, []  # "The missions in both cities became embassies"
            if len(a) == len(r) == 1 and cast.partner(a[0]) and not cast.partner(r[0]):
                r = [cast.partner(a[0])]  # a town that lay in another state then
                inferred.append(f"recipients: {cast.whose}")
        if act.id in _ENTERING and len(a) == len(r) == 1 and base(a[0]) == base(r[0]) and cast.partner(a[0]):
            entered = m.roles.get("R", []) + m.owners.get("R", [])
            r = r if any(view.kid(t, "poss") for t in entered) else []  # "waged war on its own people"
        # a party on both sides stands on the actor's
        same = {base(c) for c in a} & {base(c) for c in r}
        if same and "/" in a[0] and "/" in r[0] and a[0] != r[0]:
            same = set()
        if same and a == r and act.plover == "ACCUSE" and any(x.role == "R" and not x.words for x in m.frame.slots):
            return None  # "contends that it has a right": nobody accuses himself
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
        if not r and len({base(c) for c in a}) > 1 and self._reflexive(m):
            return Parties(a, r, others, inferred, named)  # "bound themselves", "pledged to each other"
        before = taken_up(cast, self.here, self.known.after, act, self.sentence.n, a, r) if not (a and r) else None
        if before is not None:
            inferred += [] if a else ["actors: who did what this takes up"]
            inferred += [] if r else ["recipients: of what this takes up"]
            return Parties(a or [*before.actors], r or [*before.recipients], others, inferred, named)
        if r and not a and act.plover == "COERCE" and act.unsaid == "home" and self._ruler(base(r[0])):
            a = [self._ruler(base(r[0]))]
            inferred.append("actors: who ruled it at the time")
        elif r and not a and act.plover == "COERCE" and act.unsaid == "home" and self._abroad(m, r):
            a = [cast.partner(r[0])]
            inferred.append("actors: the other of the page's pair, whose own these are not")
        elif r and not a and act.id == "nationalize" and cast.on_page and self._foe(r):
            a = self._foe(r)
            inferred.append("actors: the other of the page's pair, whose own these are not")
        elif r and not a and act.unsaid_actor == STRIKER:
            a = self._striker(m, r)
            inferred += ["actors: whose force is being told of"] if a else []
        elif a and not r and act.unsaid != "nobody":
            self._fill(r, a, act.unsaid, "recipients", inferred, m)
        elif r and not a and act.unsaid_actor != "nobody":
            self._fill(a, r, act.unsaid_actor, "actors", inferred, m)
        elif a and not r and act.id in ("kill", "abduct") and len(a) == 1:
            there = [base(c) for c in codes(view, view.under(m.at, _IN), cover)][:1]
            struck = there[0] if there else cast.struck(base(a[0]), self.sentence.n) or self._slain(m, a)
            r += [struck] if struck else []
            why = "where it was done" if there else "on whom its force is told"
            inferred += [f"recipients: {why}"] if struck else []
        elif not a and not r:
            self._bare(act, a, r, inferred, m)
            if not a and not r:
                return None
        return Parties(a, r, others, inferred, named)

    def _spoken_of(self, m: Match, unlike: set[str]) -> list[str]:
        """Who a subject pronoun is: the subject of a clause above it ("Kenya sent a letter in which it promised …")."""
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
        told = m.used or m.roles.get("R") or (forces and m.frame.act.startswith("other_"))
        if not cast.on_page or not (forces or name) or not told:
            return []
        on = [c for c in r if cast.partner(c)]
        inner = any(c.partition("/")[2] in ROSE for c in on)
        if on and not (act.unsaid == "home" and (inner or not forces)):
            return [cast.partner(on[0])]
        if forces and not r:
            doer = cast.striker(self.sentence.n) or cast.before(view.start[m.at], self.floor, set())
            return [doer] if cast.partner(doer) else []
        return []

    def _striker(self, m: Match, r: list[str]) -> list[str]:
        """Whose force it is that a passive leaves unsaid, where the force of the other of the pair is being told of:
        "In May Peruvian troops landed. The town was shelled"."""
        doer = self.cast.striker(self.sentence.n) if m.frame.kind == "v" and self.view.passive(m.at) else ""
        return [doer] if doer and len(r) == 1 and base(doer) == self.cast.partner(base(r[0])) else []

    def _abroad(self, m: Match, r: list[str]) -> bool:
        """True for people called by their nation on a page about two: "Two Chadians were detained", by the other."""
        view = self.view
        if not self.cast.on_page or len({base(c) for c in r}) != 1 or not self.cast.partner(r[0]) or view.agent(m.at):
            return False
        tokens = m.owners.get("R", []) + m.roles.get("R", [])
        return any(
            x.rule == "people of a state" or (x.rule == "state and organ noun" and x.actor.partition("/")[2] in _GUESTS)
            for t in tokens
            for x in self.cover.get(t, ())
        )

    def _only_where(self, m: Match) -> bool:
        """True where what stands for the recipient only says where it was: "stormed the Greek mission in London"."""
        view = self.view
        return all(view.word[view.head[view.first_conjunct(t)]] in _WHERE for t in m.roles.get("R", []))

    def _threatening(self, m: Match) -> list[str]:
        """For whom a nameless officer speaks, by who is to act: "Cairo would close the canal, officials warned"."""
        view = self.view
        if any(view.tag[s].startswith("NNP") for s in m.subject):
            return []
        to_come = [c for c in m.told if any(view.word[k] in ("will", "would", "could") for k in view.kid(c, "aux"))]
        return codes(view, [s for c in to_come for s in view.deep_subject(c)], self.cover, places=False)

    def _some(self, m: Match, act: Act) -> bool:
        """True for a subject that is some of a state's people, without saying of which: "rebels", "the dockers"."""
        raw, subjects = self.book.raw, people(self.view, m.subject)
        if any(self.view.lemma[s] in raw["agents"] | raw["people"] for s in subjects):
            return True
        return act.plover == "PROTEST" and any(holds(self.view, s, self.book.lists["crowd"]) for s in subjects)

    def _of_place(self, m: Match, act: Act) -> list[str]:
        """Whose people they are by where they are: "workers at the mill in Gdynia"; of a protest, by where it is."""
        view = self.view
        places = [p for s in people(view, m.subject) for p in view.under(s, _NEAR_BY)]
        places += [q for p in places for q in view.under(p, _NEAR_BY)]
        out = [base(c) for c in codes(view, places, self.cover)]
        out = out or [base(c) for c in codes(view, m.roles.get("H", []), self.cover)]
        if out or act.plover != "PROTEST":
            return out
        around = [p for k in (m.at, *view.deep_object(m.at)) for p in view.under(k, _NEAR_BY)]
        around += [q for p in around for q in view.under(p, _IN)]
        return [base(x.actor) for p in around for x in named(view, p, self.cover) if x.kind in ("place", "state")][:1]

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
        led = [o for s in m.subject for o in view.under(s, _UNDER)]  # "soldiers under Bouterse"
        led += [o for s in m.subject for k in view.kid(s, "amod") for o in view.under(k, _EACH)]  # "men loyal to Habré"
        if view.is_verb(m.at) and codes(view, led, self.cover, places=False):
            return codes(view, led, self.cover, places=False)
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

    def _at_war_with_itself(self, m: Match, r: list[str]) -> bool:
        """True where forces of no state named strike in a state whose own force was told of against its own last."""
        forces = any(self.view.lemma[s] in self.known.forces or self.view.lemma[s] == "force" for s in m.subject)
        last = next((d for d in reversed([*self.cast.deeds[-6:], *self.here]) if d.plover in _FORCE), None)
        here = last is not None and self.sentence.n - last.sentence <= 3 and last.actors == last.recipients
        return forces and here and last is not None and {base(c) for c in r} == set(last.actors)

    def _slain(self, m: Match, a: list[str]) -> str:
        """Whose people are killed that nothing says are another's: the killer's own, by the noun; "" otherwise."""
        rose = a[0].partition("/")[2] in ("REB", "OPP")
        return base(a[0]) if rose or at_home(self.view, self.cover, self.known, m, "ASSAULT", a[0]) else ""

    def _reflexive(self, m: Match) -> bool:
        """True where those who act do so towards themselves or each other."""
        view = self.view
        objects = view.kid(m.at, "dobj", "dative") + view.under(m.at, _EACH)
        return m.frame.kind == "v" and any(
            view.word[k] in ("themselves", "another") or (view.word[k] == "other" and view.word[k - 1] == "each")
            for k in objects
        )

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
        # a page on the pair: "the universities hold a joint course"
        told = self.cast.on_page and bool(m.used) and act.plover in ("COOPERATE", "CONSULT", "SUPPORT", "AGREE")
        if len({base(c) for c in sides}) < 2 and (act.unsaid == "partner" or told):
            more: list[str] = []
            if sides:
                more = self._companion(m, {base(c) for c in sides})
                if more:
                    inferred.append("actors: with whom the clause before has them meet")
                else:
                    self._fill(more, sides, "partner", "actors", inferred, m)
            elif told and self.cast.pair:
                more += self.cast.pair
                inferred.append(f"actors: {self.cast.whose}")
            else:
                self._bare(act, more, [], inferred, m)
            sides += more
        alone = act.unsaid == "nobody" and not act.bare and len({base(c) for c in sides}) < 2
        return Parties(sides, [], others, inferred, named) if sides and not alone else None
