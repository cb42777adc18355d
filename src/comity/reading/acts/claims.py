"""From a matched frame to a claim: who, to whom, when, how certain, and the words that say so."""

from __future__ import annotations

import dataclasses
import hashlib

from comity.models import Amount, Claim, Date, Evidence, Other, Reading, Sentence
from comity.reading.acts.cast import Cast, base, codes, pronoun
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Act, Codebook
from comity.reading.acts.match import Match, matches
from comity.reading.acts.modality import modality
from comity.reading.acts.span import span
from comity.reading.acts.when import Dated
from comity.reading.syntax import Tree

_OTHERS = {"H": "host", "M": "mediator", "F": "forum", "O": "object", "T": "beneficiary"}
_SILENT = {"proposed"}


@dataclasses.dataclass(slots=True)
class Parties:
    """Who takes part; ``inferred`` says what the sentence did not name and from what it was taken."""

    actors: list[str]
    recipients: list[str]
    others: list[Other]
    inferred: list[str]
    named: int


class Scene:
    """One sentence of one document on its way to claims."""

    def __init__(
        self, reading: Reading, sentence: Sentence, tree: Tree, cast: Cast, book: Codebook, floor: int
    ) -> None:
        self.reading, self.sentence, self.cast, self.book, self.floor = reading, sentence, cast, book, floor
        self.view = Clauses(tree)
        self.cover = cast.tokens(self.view, sentence.n)

    def claims(self, dates: list[Date], amounts: list[Amount]) -> list[Claim]:
        """The claims of this sentence, in text order."""
        view = self.view
        found = matches(view, self.book)
        if not found:
            return []
        dated = Dated(view, dates, {m.at for m in found})
        out: list[Claim] = []
        for m in found:
            act = self.book.acts[m.frame.act]
            verb = m.frame.kind == "v" and view.is_verb(m.at)
            how = modality(view, m.at, self.book, verb)
            if not how:
                continue
            parties = self.parties(m, act)
            if parties is None:
                continue
            when, when_from = dated.of(m.at)
            for end, amount in self._sums(m, act, amounts):
                out.append(self._claim(m, act, parties, how, when, when_from, end, amount))
        out.sort(key=lambda c: (c.at.start, c.at.end, c.act))
        return _numbered(out)

    def _sums(self, m: Match, act: Act, amounts: list[Amount]) -> list[tuple[int, str]]:
        """(last token or -1, amount id) for each sum that the clause gives: two sums are two claims."""
        if act.plover not in ("AID", "AGREE", "SANCTION", "COOPERATE") or not amounts or m.frame.kind != "v":
            return [(-1, "")]
        view = self.view
        first, last = span(view, m.at, set())
        inside = [
            a
            for a in amounts
            if view.start[first] <= a.at.start and a.at.end <= view.end[last] and a.currency and a.currency != "%"
        ]
        if not inside:
            return [(-1, "")]
        out = []
        for k, a in enumerate(inside):
            stop = last
            if k + 1 < len(inside):
                stop = max((i for i in range(first, last + 1) if view.end[i] <= inside[k + 1].at.start), default=last)
                while stop > first and (
                    view.word[stop] in ("and", ",", "plus", "$", "well", "as", "us") or view.tag[stop] in ("CC", "$")
                ):
                    stop -= 1
            out.append((stop, a.id))
        return out

    # --- who --------------------------------------------------------------------------------------------------------

    def parties(self, m: Match, act: Act) -> Parties | None:
        """Who takes part; None where the sentence says that somebody else does, or names nobody at all."""
        view, cover, cast = self.view, self.cover, self.cast
        a, r, b = (codes(view, m.roles.get(x, []), cover) for x in "ARB")
        inferred: list[str] = []
        if (
            m.frame.kind == "v"
            and not a
            and not b
            and m.subject
            and any(s.role == "A" and "subj" in s.positions for s in m.frame.slots)
        ):
            if not any(pronoun(view, s) for s in m.subject):
                return None
            told = cast.before(view.start[m.at], self.floor, {base(c) for c in r})
            if told:
                a, inferred = [told], ["actors: who was last named"]
        # a party on both sides stands on the actor's
        same = {base(c) for c in a} & {base(c) for c in r}
        if same and len({base(c) for c in r}) > len(same):
            r = [c for c in r if base(c) not in same]
        elif same and act.unsaid == "partner" and len({base(c) for c in a}) > len(same):
            a = [c for c in a if base(c) not in same]
        elif same and act.unsaid == "partner":
            r = []
        others = [Other(c, role) for key, role in _OTHERS.items() for c in codes(view, m.roles.get(key, []), cover)]
        named = len(a) + len(r) + len(b)
        if not named and not act.bare:
            return None
        if act.reciprocal or b:
            return self._both(act, a, r, b, others, inferred, named, m)
        if a and not r and act.unsaid != "nobody":
            self._fill(r, a, act.unsaid, "recipients", inferred, m)
        elif r and not a and act.unsaid_actor != "nobody":
            self._fill(a, r, act.unsaid_actor, "actors", inferred, m)
        elif not a and not r:
            self._bare(act, a, r, inferred, m)
        return Parties(a, r, others, inferred, named)

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
        sides = list(dict.fromkeys(a + b + r))
        if len({base(c) for c in sides}) < 2 and act.unsaid == "partner":
            more: list[str] = []
            if sides:
                self._fill(more, sides, "partner", "actors", inferred, m)
            else:
                self._bare(act, more, [], inferred, m)
            sides += more
        return Parties(sides, [], others, inferred, named) if sides else None

    def _fill(self, into: list[str], have: list[str], how: str, field: str, inferred: list[str], m: Match) -> None:
        if how == "home":
            into.append(base(have[0]))
            inferred.append(f"{field}: the same state")
            return
        mine = {base(c) for c in have}
        other = ""
        if len(mine) == 1:
            other = self.cast.partner(have[0])
            if other:
                inferred.append(f"{field}: the page's pair")
        if not other:
            other = self.cast.before(self.view.start[m.at], self.floor, mine)
            if other:
                inferred.append(f"{field}: who was last named")
        if other:
            into.append(other)

    def _bare(self, act: Act, a: list[str], r: list[str], inferred: list[str], m: Match) -> None:
        """Nobody is named: both of the page's pair for a reciprocal act, the side that last acted so for a mission."""
        pair = self.cast.pair
        if not pair:
            return
        if act.reciprocal:
            a += [pair[0], pair[1]]
            inferred.append("actors: the page's pair")
        elif act.unsaid == "partner":
            owner = (
                max(pair, key=lambda c: (self.cast.missions[c], c == pair[0])) if "mission" in act.status else pair[0]
            )
            a.append(owner)
            r.append(self.cast.partner(owner))
            inferred += ["actors: the page's pair", "recipients: the page's pair"]

    # --- the claim ----------------------------------------------------------------------------------------------------

    def _claim(
        self, m: Match, act: Act, p: Parties, how: str, when: str, when_from: str, end: int, amount: str
    ) -> Claim:
        view = self.view
        kept = {k for role in m.roles.values() for k in role} | set(m.used)
        first, last = span(view, m.at, kept)
        if end >= 0:
            last = max(m.at, end)
        text = self.reading.document.text
        start, stop = view.start[first], view.end[last]
        at = Evidence(self.reading.document.document, start, stop, text[start:stop])
        confidence = (
            0.9 - 0.1 * len(p.inferred) - (0.1 if m.frame.kind == "n" else 0.0) - (0.1 if how != "done" else 0.0)
        )
        return Claim(
            id="",
            at=at,
            act=act.id,
            plover=act.plover,
            mode=act.mode,
            cameo=act.cameo,
            quad=act.quad,
            intensity=act.intensity,
            actors=tuple(p.actors),
            recipients=tuple(p.recipients),
            others=tuple(p.others),
            when=when,
            when_from=when_from,
            modality=how,
            amount=amount,
            rule=f"acts/{act.file}:{act.id}:{m.frame.number}",
            inferred=tuple(p.inferred),
            confidence=round(max(0.1, confidence), 2),
            sentence=self.sentence.n,
        )


def _numbered(claims: list[Claim]) -> list[Claim]:
    """The claims with their ids: a digest of document, place, act and ordinal."""
    out, seen = [], dict[tuple[int, int, str], int]()
    for c in claims:
        key = (c.at.start, c.at.end, c.act)
        seen[key] = ordinal = seen.get(key, -1) + 1
        digest = hashlib.sha256(f"{c.at.document}\0{c.at.start}\0{c.at.end}\0{c.act}\0{ordinal}".encode()).hexdigest()
        out.append(dataclasses.replace(c, id="c" + digest[:10]))
    return out
