"""Whom an act means where its clause leaves a side out: the partner, the same state, who was last told of."""

from __future__ import annotations

from comity.models import Mention, Sentence
from comity.reading.acts.affairs import at_home, objects, own_rulers, told_here
from comity.reading.acts.cast import STATES, Cast, Deed, base, codes, named
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Act, Codebook
from comity.reading.acts.dominions import Dominions
from comity.reading.acts.match import Match
from comity.reading.acts.standings import Standings

_EVER = frozenset(("always", "never", "consistently", "repeatedly", "steadfastly", "long", "still", "persistently"))
_RULINGS = frozenset(("judgment", "judgement", "ruling", "verdict", "award", "jurisdiction"))
_COURT = frozenset(("court", "tribunal", "commission"))
_DONE_BY_HOME = frozenset(("recognised", "relations_severed"))
_DENY = frozenset(("deny", "dismiss", "reject", "refute", "dispute", "contest", "disclaim", "disavow", "brush"))
_FROM = frozenset(("of", "by", "from", "under", "with"))
_GIVEN = frozenset(("AID", "SANCTION", "RETREAT"))
_FORCE = frozenset(("ASSAULT", "COERCE"))
_MUTUAL = frozenset(("COOPERATE", "CONSULT", "AGREE", "SUPPORT"))
_BLAMING = frozenset(("ACCUSE", "PROTEST", "REJECT"))
_DURING = frozenset(("during", "on", "in"))
_STAYS = frozenset(("visit", "trip", "tour", "stopover", "journey", "stay"))
_PUNISHING = frozenset(("SANCTION", "RETREAT"))
ROSE = frozenset(("REB", "OPP", "PTY", "CVL", "SOC", "EDU"))
"""Sectors of a state's people that rise against who rules it."""


class Unsaid:
    """Fills the sides that one sentence leaves out. ``met`` remembers whom each verb met, ``here`` what was told."""

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
        self.here: list[Deed] = []

    def _fill(self, into: list[str], have: list[str], how: str, field: str, inferred: list[str], m: Match) -> None:
        if how == "home":
            into.append(self._at_home(m, base(have[0]), have[0], field, inferred))
            return
        mine = {base(c) for c in have}
        if field == "recipients" and self._own_affair(into, m, have, inferred):
            return
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
            body = self._body(m, mine)
            if body:
                into.append(body)
                inferred.append("recipients: named in what is told")
                return
        if field == "recipients" and m.frame.act == "deny" and self._standing(m, mine):
            accuser = self.cast.accuser(mine, self.sentence.n)
            if accuser:
                into.append(accuser)
                inferred.append("recipients: who accused before")
            return
        known = [c for c in sorted(mine) if self.cast.partner(c)]
        if field == "recipients" and not (mine - {*known}) and len(known) > 1 and self._between(m):
            return  # "the two neighbours pledged themselves": to nobody else
        if len(known) == 1:
            other = self.cast.partner(known[0])
            if other:
                inferred.append(f"{field}: {self.cast.whose}")
        promised = bool(m.told) and self.book.acts[m.frame.act].plover in ("AGREE", "REJECT", "REQUEST", "THREATEN")
        if field == "recipients" and (not other or m.frame.kind == "n" or promised):
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
            if not other and act in ("REJECT", "ACCUSE", "PROTEST"):
                answered = self.cast.came_from(mine, self.sentence.n)
                if answered:
                    into += answered
                    inferred.append(f"{field}: who did what this answers")
                    return
            if not other and not mine & set(self.cast.pair or ()):
                beside = self._beside_subject(m)
                if beside:
                    into.append(beside)
                    inferred.append(f"{field}: named beside who acts")
                    return
            other = other or self.cast.last_of_pair(at, mine) or self.cast.before(at, self.floor, mine, STATES)
            other = other or self.cast.before(at, self.floor, mine)
            if other:
                inferred.append(f"{field}: who was last named")
        if not other and field == "actors" and m.frame.kind == "n":
            root = next((i for i in range(self.view.n) if self.view.head[i] == i), m.at)
            subject = [base(c) for c in codes(self.view, self.view.subject(root), self.cover) if base(c) not in mine]
            if subject:
                other = subject[0]
                inferred.append("actors: the subject of the sentence")
        status = self.book.acts[m.frame.act].status
        done = field == "actors" and status in _DONE_BY_HOME and m.frame.kind == "v" and self.cast.on_page
        if done and not other:
            other = self.cast.home()
            inferred += ["actors: the state whose affairs are told"] if other else []
        if other:
            into.append(other)

    def _beside_subject(self, m: Match) -> str:
        """The one of the pair that stands in the clause, as a place or in what is said of the subject: "Moscow, bound
        by treaty to Hanoi, sent grain"."""
        view = self.view
        if m.frame.kind == "v" and view.dep[m.at] == "relcl":  # "Addis turned to Moscow, which sent arms"
            up = view.clause_head(view.head[m.at])
            above = {base(c) for c in codes(view, view.deep_subject(up), self.cover) if self.cast.partner(c)}
            if len(above) == 1 and view.is_verb(up):
                return above.pop()
        apart = {
            k for c in (*view.kid(m.at, "conj", "parataxis", "ccomp", "advcl"), *m.subject) for k in view.subtree(c)
        }
        apart -= {k for s in m.subject for c in view.kid(s, "acl") if view.tag[c] == "VBN" for k in view.subtree(c)}
        if self.book.acts[m.frame.act].plover in _BLAMING:  # "condemned the raid during a visit to Kigali"
            apart |= {k for o in view.under(m.at, _DURING) if view.lemma[o] in _STAYS for k in view.subtree(o)}
        found = {
            base(x.actor)
            for k in view.subtree(m.at)
            if k not in apart
            for x in self.cover.get(k, ())
            if self.cast.partner(x.actor)
        }
        return found.pop() if len(found) == 1 else ""

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

    def _own_affair(self, into: list[str], m: Match, have: list[str], inferred: list[str]) -> bool:
        """Fill in the same state where somebody acts on people, or on the government, of his own."""
        if len({base(c) for c in have}) != 1 or m.frame.kind != "v" or "UNK" in have:
            return False
        plover, state = self.book.acts[m.frame.act].plover, base(have[0])
        if self._ruler(state) or any(self._ruler(p) for p in (self.cast.partner(state),) if p):
            return False
        if at_home(self.view, self.cover, self.known, m, plover, have[0]):
            into.append(state)
        elif own_rulers(self.view, self.known, m, plover, have[0]):
            into.append(f"{state}/GOV")
        else:
            return False
        inferred.append("recipients: the same state")
        return True

    def _standing(self, m: Match, mine: set[str]) -> bool:
        """True for a denial that goes on being made, and so answers nobody in particular: "has always denied"; not
        where the sentence has told before what the other says."""
        view = self.view
        told = [x for x in self.cast.order_in(self.sentence.at) if x.kind != "place" and base(x.actor) not in mine]
        if any(x.at.start < view.start[m.at] and self.cast.partner(x.actor) for x in told):
            return False
        if view.tag[m.at] in ("VBZ", "VBP") and view.lemma[m.at] in _DENY:
            return True
        return any(view.word[k] in _EVER for k in view.kid(m.at, "advmod", "neg"))

    def _body(self, m: Match, mine: set[str]) -> str:
        """The organisation that stands in what is asked, left or refused ("left the AU court", "called
        for the lifting of UN sanctions"); for a judgment unnamed, the court told of last."""
        act, view = self.book.acts[m.frame.act], self.view
        if m.frame.kind != "v" or not (act.plover in ("REQUEST", "REJECT") or act.id == "denounce_agreement"):
            return ""
        for t in objects(view, m):
            stack = [t]
            while stack:
                k = stack.pop()
                for x in self.cover.get(k, ()):
                    if x.kind == "organisation" and x.actor not in mine:
                        return x.actor
                stack += view.kid(k, "pobj", "poss", "compound", "amod", "nmod", "pcomp", "dobj")
                stack += [p for p in view.kid(k, "prep") if view.word[p] in _FROM]
            ruled = act.plover == "REJECT" and view.lemma[t] in _RULINGS and not view.kid(t, "amod", "compound")
            for x in self.cast.back(view.start[m.at], 12) if ruled else ():
                if x.at.start >= self.floor and x.kind == "organisation" and _COURT & {*x.name.casefold().split()}:
                    return x.actor
        return ""

    def _between(self, m: Match) -> bool:
        return self.book.acts[m.frame.act].plover in ("AGREE", "SUPPORT", "COOPERATE", "CONSULT", "CONCEDE")

    def _ruler(self, state: str) -> str:
        """Who of the pair ruled ``state`` in the year of the sentence; "" if neither."""
        year = self.cast.year(self.sentence.n)
        return self.rule.ruler(state, year, self.cast.pair) if year else ""

    def _at_home(self, m: Match, state: str, whole: str, field: str, inferred: list[str]) -> str:
        """The other side of an act done among a state's own: the state itself, unless it rules or is ruled by the
        other of the pair, or its force is being told of against another."""
        organ = whole.partition("/")[2]
        ruler, partner = self._ruler(state), self.cast.partner(state)
        if ruler and (field == "actors" or organ in ROSE):
            inferred.append(f"{field}: who ruled it at the time")
            return ruler
        if field == "recipients" and partner and self._ruler(partner) == state:
            inferred.append("recipients: whom it ruled at the time")
            return partner
        if field == "recipients" and organ not in ROSE:
            shared = self._shared(m, {state})
            struck = shared or self.cast.struck(state, self.sentence.n)
            if struck:
                why = "of the verb with which this one is coordinated" if shared else "on whom its force is told"
                inferred.append(f"recipients: {why}")
                return struck
        inferred.append(f"{field}: the same state")
        return state

    def _companion(self, m: Match, mine: set[str]) -> list[str]:
        """With whom a side is that acts alone, where the verb before says: "flew to Lima and signed a treaty"."""
        view = self.view
        if m.frame.kind != "v" or view.dep[m.at] != "conj":
            return []
        up = view.first_conjunct(m.at)
        near = view.kid(up, "dobj", "dative") + list(view.under(up, frozenset(("to", "with"))))
        found = [c for c in codes(view, near, self.cover) if base(c) not in mine]
        return found[:1] if len({base(c) for c in found}) == 1 else []

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
                held = act.plover == "COERCE" and m.frame.kind == "v" and self.view.passive(m.at)
                ruler = self._ruler(near) if held else ""  # "three deputies were arrested": by who rules there
                a.append(ruler or near)
                inferred.append(
                    f"actors: {'who ruled it at the time' if ruler else 'the state whose affairs are told'}"
                )
                if act.unsaid == "home":
                    r.append(near)
                    inferred.append(
                        "recipients: the state whose affairs are told" if ruler else "recipients: the same state"
                    )
            return
        pair = self.cast.pair
        if not pair:
            two = self.cast.last_two(self.sentence.at.start, self.floor)
            if two and act.reciprocal | (act.status in ("relations_severed", "relations_suspended")):
                a += two
                inferred.append("actors: who was last named")
            return
        both = act.plover in _MUTUAL and not act.status and any(x.role == "B" for x in m.frame.slots)
        mutual = act.reciprocal or both  # "trade stood at $1 million"
        if mutual or act.status in ("relations_severed", "relations_suspended"):
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
            known = act.plover in _GIVEN and self.cast.told(act.plover)
            captor = self.cast.captor(self.sentence.n) if act.id == "release" else ""
            if act.plover in _FORCE:
                captor = self.cast.striker(self.sentence.n)
            owner = captor or self.cast.doer(act.plover)
            if here and not captor and not known and (len(set(here)) == 1 or not passive):
                owner = here[0]
            given = [base(c) for c in codes(self.view, self.view.subject(m.at), self.cover)] if passive else []
            if given and given[0] in pair:  # "Cairo was granted a credit": it is who is given, not who gives
                owner = self.cast.partner(given[0])
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
        passive = m.frame.kind == "v" and view.passive(m.at)
        here = told_here(self.cast, view.start[m.at], self.sentence.at.start) if passive else ""
        return here or self.cast.home() or self.cast.before(self.sentence.at.start, 0, set())
