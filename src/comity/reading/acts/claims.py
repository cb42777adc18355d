"""From a matched frame to a claim: who, to whom, when, how certain, and the words that say so."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import re

from comity.models import Amount, Claim, Date, Evidence, Sentence
from comity.reading.acts.cast import Deed, base, codes, named
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Act
from comity.reading.acts.in_a_row import parties_of, parts
from comity.reading.acts.match import Match, matches
from comity.reading.acts.modality import conditional, modality
from comity.reading.acts.page import TAKEN_UP, Page
from comity.reading.acts.parties import REBELS, Casting, Parties
from comity.reading.acts.sides.features import Around, main_subjects
from comity.reading.acts.sides.parties import Named
from comity.reading.acts.span import span
from comity.reading.acts.standing_for import cover
from comity.reading.acts.standings import stand
from comity.reading.acts.when import Dated
from comity.reading.acts.wording import strangers
from comity.reading.syntax import Tree

_SAME_TIME = re.compile(r"\W*(at the same time|simultaneously|meanwhile)\b", re.IGNORECASE)

_AMOUNTS_TO = frozenset(("constitute", "mark", "signify", "represent", "amount", "imply", "mean", "denote", "effect"))
_TAKING_UP = frozenset(("this", "that", "these", "those", "latter", "which"))


class Scene:
    """One sentence of one document on its way to claims."""

    def __init__(self, page: Page, sentence: Sentence, tree: Tree) -> None:
        self.page, self.reading, self.cast, self.book = page, page.reading, page.cast, page.book
        self.sentence, self.floor = sentence, page.floors[sentence.n]
        self.view = Clauses(tree)
        self.cast.enter(sentence.paragraph)
        self.cover = cover(self.view, self.cast, page.talk, sentence)
        stand(self.view, self.cover, self.cast, page.known, page.rule, sentence.n)
        self._stood: dict[int, set[str]] = {}
        self.casting = Casting(self.view, self.cover, self.cast, self.book, sentence, self.floor, page.rule, page.known)
        self._spoken, page.spoken = page.spoken, (sentence.n, self.view, self.cover)

    @functools.cached_property
    def around(self) -> Around:
        """What the sentence shows of its parties, whatever act is told."""
        n, at = self.sentence.n, self.sentence.at.start
        before = main_subjects(*self._spoken[1:]) if self._spoken and n - self._spoken[0] <= 2 else set()
        title = dict.fromkeys(base(m.actor) for m in self.cast.order[:6] if m.sentence == 0)
        lately = dict.fromkeys(base(m.actor) for m in self.cast.back(at, 6) if n - m.sentence <= 1)
        return Around(
            Named(self.view, self.cover), main_subjects(self.view, self.cover), before, [*title], [*lately][:4], n
        )

    def claims(self, dates: list[Date], amounts: list[Amount]) -> list[Claim]:
        """The claims of this sentence, in text order."""
        view = self.view
        found = matches(view, self.book, self._kinds, self._stands)
        if not found:
            return []
        dated = Dated(view, dates, {m.at for m in found})
        out: list[Claim] = []
        told_by: list[Match] = []
        for m in found:
            act = self.book.acts[m.frame.act]
            if act.carrier and any(o.at != m.at and m.at in view.above(o.at) for o in found):
                continue
            verb = m.frame.kind == "v" and view.is_verb(m.at)
            how = modality(view, m.at, self.book, verb, m.frame.negative)
            if not how:
                continue
            parties = self.casting.parties(m, act)
            if parties is None:
                m, act, parties = self._rival(m)
            if parties is None:
                continue
            if (parties.actors or not strangers(view, m.subject)) and REBELS not in parties.inferred:
                parties = self.page.weighing.settle(self, m, act, parties)
            self.casting.met[m.at] = parties.recipients
            if how != "denied":
                doers, sides = (tuple(dict.fromkeys(map(base, s))) for s in (parties.actors, parties.recipients))
                self.casting.here.append(Deed(self.sentence.n, act.plover, doers, sides, act.id))
            when, when_from = dated.of(m.at)
            for told in m.told if not when else ():
                when, when_from = dated.of(told)
            if not when and self.page.latest and _SAME_TIME.match(self.sentence.at.quote):
                when, when_from = self.page.latest, "context"
                parties.inferred.append("when: the time told last")
            if not when and self._takes_up(m):
                when, when_from = self.page.dated_before(self.sentence), "context"
                parties.inferred += [TAKEN_UP] if when else []
                when_from = when_from if when else "none"
            who = self._person(m)
            if not when and who:
                when = self.page.trip(who, self.sentence.n)
                if when:
                    when_from = "context"
                    parties.inferred.append("when: the visit that is being told")
            elif when and who and act.id == "visit":
                self.page.travels(who, when, self.sentence.n)
            sums = self._sums(m, act, amounts)
            row = parts(dated, m, self) if len(sums) == 1 and when else []
            if row:
                amount = sums[0][1]
                ends = [view.end[part.last] for part in row]
                for n, (part, mine) in enumerate(zip(row, parties_of(row, self, parties), strict=True)):
                    held = amount is not None and amount.at.end <= ends[n] and (not n or amount.at.start >= ends[n - 1])
                    given = amount.id if amount is not None and held else ""
                    out.append(self.claim(m, act, mine, how, (part.when, "sentence"), part.last, given))
                told_by += [m] * (len(out) - len(told_by))
                continue
            for end, amount in sums:
                own = dated.beside(amount, [a for _, a in sums]) if len(sums) > 1 and amount else ""
                dating = (own, "sentence") if own else (when, when_from)
                teller = self._told_of(m, amount, [a for _, a in sums])
                what = self.book.acts[teller.frame.act]
                out.append(self.claim(teller, what, parties, how, dating, end, amount.id if amount else ""))
            for later in dated.again(m.at) if len(sums) == 1 and when else ():
                out.append(self.claim(m, act, parties, how, (later, "sentence"), -1, ""))
            told_by += [m] * (len(out) - len(told_by))
        return in_order([c for c, m in zip(out, told_by, strict=True) if not self._said_again(c, m, out, told_by)])

    def _said_again(self, claim: Claim, m: Match, claims: list[Claim], told_by: list[Match]) -> bool:
        """True for a thing to come whose verb tells an act of the same type: "a ceasefire was agreed" is one
        agreement."""
        if m.frame.kind != "n" or claim.modality != "planned" or self.view.dep[m.at] not in ("dobj", "nsubjpass"):
            return False
        up = self.view.head[m.at]
        return any(o.at == up and c.plover == claim.plover for c, o in zip(claims, told_by, strict=True))

    def _takes_up(self, m: Match) -> bool:
        """True for a noun that says what was just told amounts to: "this act constituted recognition", "the latter date
        marks …"."""
        view = self.view
        up = next((k for k in view.above(m.at) if view.is_verb(k)), m.at)
        if m.frame.kind != "n" or view.lemma[up] not in _AMOUNTS_TO:
            return False
        words = {view.word[k] for s in view.subject(up) for k in (s, *view.kids[s])}
        return bool(words & _TAKING_UP)

    def _stands(self, m: Match) -> bool:
        """True where an act, or a lighter one that the same word tells, has its parties."""
        act = self.book.acts[m.frame.act]
        return self.casting.parties(m, act) is not None or self._rival(m)[2] is not None

    def _kinds(self, k: int) -> set[str]:
        """The kinds of the mentions that token ``k`` stands for; "two" with them where it names two states or more."""
        if k not in self._stood:
            kinds = {m.kind for m in named(self.view, k, self.cover)}
            if kinds and len({base(c) for c in codes(self.view, [k], self.cover)}) > 1:
                kinds.add("two")
            self._stood[k] = kinds
        return self._stood[k]

    def _rival(self, m: Match) -> tuple[Match, Act, Parties | None]:
        """Of lighter frames that fit the same word, or a word of the frame's, the first that has its parties: the
        heaviest may ask for one whom nobody names."""
        for rival in (*m.rivals, *m.inner):
            act = self.book.acts[rival.frame.act]
            parties = None if act.carrier or rival.frame.negative else self.casting.parties(rival, act)
            if parties is not None:
                return rival, act, parties
        return m, self.book.acts[m.frame.act], None

    def _told_of(self, m: Match, amount: Amount | None, sums: list[Amount | None]) -> Match:
        """Of frames that fit one verb the one that this sum is told with: "$4m in food aid and $3m in military aid"."""
        if amount is None or not m.rivals:
            return m
        stop = min((a.at.start for a in sums if a and a.at.start > amount.at.start), default=self.view.end[-1])
        for rival in (m, *m.rivals):
            same = self.book.acts[rival.frame.act].plover == self.book.acts[m.frame.act].plover
            if same and any(amount.at.start <= self.view.start[u] < stop for u in rival.used):
                return rival
        return m

    def _person(self, m: Match) -> str:
        """The name of the person who acts; "" where none does."""
        for t in m.roles.get("A", []):
            for x in named(self.view, t, self.cover):
                if x.kind == "person" and x.name:
                    return x.name.split()[-1]
        return ""

    def _sums(self, m: Match, act: Act, amounts: list[Amount]) -> list[tuple[int, Amount | None]]:
        """(last token or -1, amount) for each sum that the clause gives: two sums are two claims."""
        if act.plover not in ("AID", "AGREE", "SANCTION", "COOPERATE") or not amounts or m.frame.kind != "v":
            return [(-1, None)]
        view = self.view
        first, last = span(view, m.at)
        inside = [
            a
            for a in amounts
            if view.start[first] <= a.at.start and a.at.end <= view.end[last] and a.currency and a.currency != "%"
        ]
        if not inside:
            return [(-1, None)]
        out: list[tuple[int, Amount | None]] = []
        for k, a in enumerate(inside):
            stop = last
            if k + 1 < len(inside):
                stop = max((i for i in range(first, last + 1) if view.end[i] <= inside[k + 1].at.start), default=last)
                while stop > first and (
                    view.word[stop] in ("and", ",", "plus", "$", "well", "as", "us") or view.tag[stop] in ("CC", "$")
                ):
                    stop -= 1
            out.append((stop, a))
        return out

    # --- the claim ----------------------------------------------------------------------------------------------------

    def claim(self, m: Match, act: Act, p: Parties, how: str, told: tuple[str, str], end: int, amount: str) -> Claim:
        view = self.view
        first, last = span(view, m.at, m.carried)
        if end >= 0:
            last = max(m.at, end)
        performed = any(view.lemma[k] in self.book.perform for k in view.above(m.at) if view.is_verb(k))
        coded = self.book.codes(act, how, conditional(view, m.at), performed)
        how = "done" if how == "refused" else how
        text = self.reading.document.text
        start, stop = view.start[first], view.end[last]
        at = Evidence(self.reading.document.document, start, stop, text[start:stop])
        confidence = (
            0.9
            - 0.1 * len(p.inferred)
            - (0.2 if not p.named else 0.0)
            - (0.1 if m.frame.kind == "n" else 0.0)
            - (0.1 if how != "done" else 0.0)
        )
        return Claim(
            id="",
            at=at,
            act=act.id,
            plover=coded.plover,
            mode=coded.mode,
            cameo=coded.cameo,
            quad=coded.quad,
            intensity=coded.intensity,
            actors=tuple(p.actors),
            recipients=tuple(p.recipients),
            others=tuple(p.others),
            when=told[0],
            when_from=told[1],
            modality=how,
            amount=amount,
            rule=f"acts/{act.file}:{act.id}:{m.frame.number}" + (f"+{m.content}" if m.content else ""),
            inferred=tuple(p.inferred),
            confidence=round(max(0.1, confidence), 2),
            sentence=self.sentence.n,
        )


def in_order(claims: list[Claim]) -> list[Claim]:
    """The claims of a sentence in text order, with their ids: a digest of document, place, act and ordinal."""
    out, seen = [], dict[tuple[int, int, str], int]()
    for c in sorted(claims, key=lambda c: (c.at.start, c.at.end, c.act)):
        key = (c.at.start, c.at.end, c.act)
        seen[key] = ordinal = seen.get(key, -1) + 1
        digest = hashlib.sha256(f"{c.at.document}\0{c.at.start}\0{c.at.end}\0{c.act}\0{ordinal}".encode()).hexdigest()
        out.append(dataclasses.replace(c, id="c" + digest[:10]))
    return out
