"""The date of an act: the one in its clause, or in a clause that dates it; a date of something else stays there."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from comity.models import Amount, Date
from comity.reading.acts.clause import Clauses

_DATING = {"during", "when", "as", "upon", "on", "with", "once", "after", "following", "by", "since", "in", "through"}
_OCCUR = {
    "be",
    "occur",
    "come",
    "happen",
    "take",
    "begin",
    "start",
    "mark",
    "constitute",
    "follow",
    "end",
    "date",
    "last",
    "continue",
}
_SEEM = {"appear", "seem"}
_NOTIFY = {"inform", "notify", "announce", "advise", "declare", "proclaim"}
_BEFORE = {"before", "prior", "ahead"}
_UNTIL = {"until", "till"}
_WAITING = {"be", "take", "wait", "delay", "postpone", "defer"}
_POSSESSIVE = {"its", "his", "her", "their", "our", "my"}
_UNIQUE = {"first", "last", "only", "second", "third", "sole"}
_SO_FAR = re.compile(r"\b(to date|so far|until now|ago)\b", re.IGNORECASE)
_HOLDING = {"by", "in", "with", "through", "at", "during", "on", "of", "upon", "for"}
_LOOSE = {"after", "following"}


class Dated:
    """The dates of one sentence, each hung on the verb or noun that it dates."""

    def __init__(self, view: Clauses, dates: list[Date], triggers: set[int]) -> None:
        self.view = view
        self.on: dict[int, list[Date]] = {}
        self.tokens: dict[int, Date] = {}
        self.triggers = triggers
        for date in sorted(dates, key=lambda d: (d.at.start, -d.at.end)):
            first = bisect_left(view.end, date.at.start + 1)
            inside = [k for k in range(first, view.n) if view.start[k] < date.at.end]
            if not inside or (inside[0] and view.word[inside[0] - 1] in _POSSESSIVE and view.word[inside[0]] == "last"):
                continue  # "in its last week in office"
            for k in inside:
                self.tokens.setdefault(k, date)
            self.on.setdefault(self._anchor(inside), []).append(date)

    def _anchor(self, inside: list[int]) -> int:
        view, tokens = self.view, set(inside)
        top = next((k for k in inside if view.head[k] not in tokens), inside[0])
        k = top
        for up in view.above(top):
            k = up
            if view.word[up] in ("of", "from") and view.head[top] == up and view.is_noun(view.head[up]):
                noun = view.head[up]  # "the debt of the 1970s": the date of the debt
                if noun not in self.triggers:
                    return noun
            if view.tag[up] == "JJ" and view.dep[up] == "amod" and view.head[up] < up:
                break  # "Kenya, independent since 1963, …"
            if up in self.triggers or (view.is_verb(up) and view.dep[up] not in ("aux", "auxpass", "amod")):
                break
        return k

    def of(self, i: int) -> tuple[str, str]:
        """(EDTF, where from) for the act at token ``i``; ``("", "none")`` where the sentence does not date it."""
        found = self._search(i, set())
        if found and found.edtf:
            value = self._as_told(found)
            return (value, "sentence") if value else ("", "none")
        year = self.after(i)
        return (year, "context") if year else ("", "none")

    def _search(self, i: int, seen: set[int]) -> Date | None:
        if i in seen or len(seen) > 12:
            return None
        seen.add(i)
        own = self.on.get(i)
        if own:
            return self._pick(i, own)
        view = self.view
        up, dep = view.head[i], view.dep[i]
        date = self._by_clause(i)
        if date:
            return date
        if self._apart(i):
            return self._later(i)
        if up in self.tokens and dep in ("relcl", "acl", "prep", "pobj"):
            return self.tokens[up]
        if i == up:
            return self._later(i) or self._inverted(i) or self._scene(i) or self._listed(i)
        if dep == "relcl" and any(view.word[k] == "when" for k in view.kid(i, "advmod")):
            inside = [self.tokens[k] for k in sorted(view.subtree(up)) if k < i and k in self.tokens]
            return inside[-1] if inside else None
        if dep == "pobj" and view.dep[up] == "prep" and view.word[up] not in _HOLDING:
            return self._later(i)
        if dep in ("advcl",) and view.is_verb(up):
            marks = {view.word[m] for m in view.kid(i, "mark", "advmod")}
            if marks & {"when", "as", "upon", "thus"} or (not marks and view.tag[i] in ("VBG", "VBN")):
                return self._search(up, seen)
            return None
        if dep == "conj" and view.is_verb(i) and view.is_verb(up):
            return (
                self._fronted(up) or self._later(i) or self._fronted_clause(up) or self._scene(up) or self._listed(up)
            )
        if dep == "nsubj" and view.is_noun(i) and view.lemma[up] in _SEEM:
            return self._identified(up)
        if dep == "nsubj" and view.is_noun(i) and view.lemma[up] not in _OCCUR:
            return None
        if (
            dep in ("acl", "relcl")
            and (view.tag[i] == "VB" or (view.tag[i] in ("VBN", "VBD") and self._unique(i)))
            and view.dep[up] in ("nsubj", "attr")
            and view.lemma[view.head[up]] == "be"
        ):
            return self._search(view.head[up], seen)
        if dep in ("xcomp", "ccomp", "acl", "pcomp", "prep", "dobj", "nsubjpass", "nsubj", "pobj", "conj", "appos"):
            if dep == "acl" and up in self.tokens:
                return self.tokens[up]
            if dep == "ccomp" and self.on.get(up) and self._cleft(i, up):
                return self._pick(up, self.on[up])
            if dep == "ccomp" and view.kid(i, "nsubj", "nsubjpass") and view.lemma[up] not in _NOTIFY:
                return self._later(i) or (self._told_after(i, up) if view.parted(i) == ":" else None)
            return self._later(i) or self._search(up, seen)
        return self._later(i)

    def _cleft(self, i: int, up: int) -> bool:
        """True for the clause of "it was not until 1979 that Rome recognised it"."""
        view = self.view
        it = any(view.word[k] == "it" for k in view.kid(up, "nsubj"))
        bare = not view.kid(up, "acomp", "attr", "oprd")
        return it and bare and view.lemma[up] == "be" and any(k < i and view.word[k] == "that" for k in view.kids[i])

    def _identified(self, i: int) -> Date | None:
        """The date of what the subject of "seems" is said to have been: "appears to have been the landing of May
        4"."""
        view = self.view
        for verb in view.kid(i, "xcomp"):
            if view.lemma[verb] == "be":
                if self.on.get(verb):
                    return self.on[verb][0]
                for noun in view.kid(verb, "attr"):
                    held = {d.at.start: d for t in view.subtree(noun) for d in [self.tokens.get(t)] if d}
                    if len(held) == 1:
                        return next(iter(held.values()))
        return None

    def again(self, i: int) -> list[str]:
        """The further dates at which it was done once more: "expelled the envoy in 1994 and again in 1999"."""
        view = self.view
        held = sorted(self.on.get(i, ()), key=lambda d: d.at.start)
        out: list[str] = []
        for one, two in pairwise(held):
            first, last = bisect_left(view.start, one.at.end), bisect_left(view.start, two.at.start)
            between = view.word[first:last]
            if len(between) <= 5 and ("again" in between or (between[:1] == ["and"] and "more" in between)):
                out.append(two.edtf)
        return out

    def _by_clause(self, i: int) -> Date | None:
        """The date of a clause or phrase that dates this one: "when X presented …", "after the fighting in 1997"."""
        view = self.view
        near = sorted(view.subtree(view.first_conjunct(i))) if view.is_noun(i) else []
        for k in (k for k in near if view.dep[k] == "relcl"):  # "recognition, which occurred on September 4"
            if view.lemma[k] in ("occur", "take", "happen", "come") and self.on.get(k):
                return self.on[k][0]
        for k in view.kid(i, "advcl", "prep"):
            words = {view.word[k]} | {view.word[m] for m in view.kid(k, "mark", "advmod")}
            if not words & _DATING or ("since" in words and self._unique(i)):
                continue
            inner = (
                [k] if view.dep[k] == "advcl" else [c for o in view.kid(k, "pobj", "pcomp") for c in view.conjuncts(o)]
            )
            for c in inner:
                held = self.on.get(c, [])
                if not held and (words & {"when", "by", "in", "through", "with"}) and view.is_verb(c):
                    held = list({d.at.start: d for t in view.subtree(c) for d in [self.tokens.get(t)] if d}.values())
                    held = held if len(held) == 1 else []
                if held and (not words & _LOOSE or len(held[0].edtf) <= 7):
                    return held[0]
        for k in view.kid(i, "advcl", "xcomp"):  # "arrived to take up his post on April 5"
            if k > i and any(view.tag[a] == "TO" for a in view.kid(k, "aux")) and self.on.get(k):
                return self.on[k][0]
        for k in view.kid(i, "advcl"):  # "established relations, raising its consulate to an embassy on July 9"
            if view.tag[k] == "VBG" and k > i and not view.kid(k, "mark", "advmod") and self.on.get(k):
                return self.on[k][0]
        return None

    def _unique(self, i: int) -> bool:
        """True for what was the first or last of its kind: "the first premier to visit Jordan since 1948" did not come
        in 1948."""
        view = self.view
        noun = view.head[i]
        if view.dep[i] == "xcomp":  # the parser may hang it on the verb: "became the first premier to visit Jordan"
            noun = next((k for k in view.kid(noun, "attr", "dobj") if k < i), noun)
        return view.dep[i] in ("acl", "relcl", "xcomp") and any(view.word[k] in _UNIQUE for k in view.kid(noun, "amod"))

    def _apart(self, i: int) -> bool:
        """True for a clause told as over before its sentence's: "the envoy whom it had sent", "Togo having paid"."""
        view = self.view
        helpers = view.kid(i, "aux")
        had = any(view.word[k] == "had" for k in helpers) and view.dep[i] == "relcl"
        having = any(view.word[k] == "having" for k in helpers) and view.dep[i] == "advcl"
        return had or (having and bool(view.kid(i, "nsubj", "nsubjpass")))

    def beside(self, amount: Amount | None, others: list[Amount | None]) -> str:
        """The date that stands between this sum and the next: "$2m in 2001 and $3m in 2002"; "" where there is none."""
        if amount is None:
            return ""
        stop = min((o.at.start for o in others if o and o.at.start > amount.at.start), default=self.view.end[-1])
        dates = [d for d in self.tokens.values() if amount.at.end <= d.at.start < stop]
        return dates[0].edtf.replace("~", "") if dates else ""

    def _as_told(self, date: Date) -> str:
        """The date as an act's: a part of a year or month as the whole, "before" as an open start, "to date" as
        none."""
        first, slash, last = date.edtf.partition("/")
        if slash and first == "..":
            return "" if _SO_FAR.search(date.at.quote) else date.edtf
        if slash and ("~" in date.edtf or first.endswith("-01-01")) and first[:4] == last[:4]:
            same_month = first[:7].rstrip("~") == last[:7].rstrip("~") and len(first.rstrip("~")) > 7
            return first[:7] if same_month else first[:4]
        view = self.view
        k = next((t for t, d in self.tokens.items() if d is date), -1)
        for up in view.above(k) if k >= 0 else ():
            if view.is_verb(up):
                break
            if self.tokens.get(up) is date:
                continue  # "five days before it fell": the day of the fall
            if view.word[up] in _BEFORE or (view.word[up] == "of" and view.word[view.head[up]] in _BEFORE):
                return "../" + (last or first)
            if view.word[up] in _UNTIL and not slash and self._lasting(up):
                return "../" + first
        return date.edtf

    def _lasting(self, preposition: int) -> bool:
        """True for "until" behind what lasted till then ("looked after its interests until 1988"), false for "not
        until 1992"."""
        view = self.view
        if any(view.dep[k] == "neg" for k in (*view.kids[preposition], preposition - 1) if k >= 0):
            return False
        for up in view.above(preposition):
            if view.negated(up) or any(view.dep[k] == "neg" for k in view.kids[up]):
                return False
            if view.is_verb(up):
                return view.lemma[up] not in _WAITING
        return False

    def after(self, i: int) -> str:
        """The year of a day after which the act is told to lie: "following the revolution of November 7, 1917"; or
        ""."""
        view = self.view
        for k in view.kid(i, "advcl", "prep"):
            if not ({view.word[k]} | {view.word[m] for m in view.kid(k, "mark")}) & _LOOSE:
                continue
            years = {d.edtf[:4] for t in view.subtree(k) for d in [self.tokens.get(t)] if d and d.edtf[:4].isdigit()}
            if len(years) == 1:
                return years.pop()
        return ""

    def _fronted_clause(self, i: int) -> Date | None:
        """The date of a "when" clause that stands before the verb and so dates what is coordinated with it too."""
        view = self.view
        for k in view.kid(i, "advcl"):
            if k < i and "when" in {view.word[m] for m in view.kid(k, "mark", "advmod")}:
                held = {d.at.start: d for t in view.subtree(k) for d in [self.tokens.get(t)] if d}
                return next(iter(held.values())) if len(held) == 1 else None
        return None

    def _inverted(self, i: int) -> Date | None:
        """The parser may hang the main clause below the "when" clause that dates it or is dated by it."""
        view = self.view
        if not any(view.word[k] == "when" for k in view.kid(i, "advmod")):
            return None
        for k in view.kid(i, "ccomp", "advcl"):
            if k < i and self.on.get(k):
                return self.on[k][0]
        return None

    def _scene(self, i: int) -> Date | None:
        """The date of the clause before a colon, or before a semicolon that "on that occasion" looks back over:
        "In 1990 there was a dispute: Togo withdrew its envoy"."""
        view = self.view
        roots = [k for k in range(i) if view.head[k] == k and view.is_verb(k)]
        for k in view.kid(i, "ccomp", "parataxis") + roots[-1:]:
            mark = view.parted(k) or next((view.word[p] for p in view.kid(k, "punct") if k < p < i), "")
            if mark == ":" or (mark == ";" and any(view.word[d] == "that" for d in self._fronts(i))):
                held = [d for d in self.on.get(k, ()) if not _period(d)]
                if held:
                    return self._pick(k, held)
        return None

    def _fronts(self, i: int) -> list[int]:
        """The determiners of what stands before the subject of verb ``i``: *that* of "on that occasion"."""
        view = self.view
        nouns = [o for p in view.kid(i, "prep") if p < i for o in view.kid(p, "pobj")]
        return [d for o in nouns for d in view.kid(o, "det")]

    def _told_after(self, i: int, up: int) -> Date | None:
        """The date of the clause after a colon, which goes into what the clause before it says."""
        held = self.on.get(up) or [d for d in [self._by_clause(up)] if d]
        return held[0] if held and held[0].at.start > self.view.start[i] else None

    def _fronted(self, i: int) -> Date | None:
        """A date that stands before the verb and its subject and so dates what is coordinated with it too."""
        view = self.view
        subject = view.kid(i, "nsubj", "nsubjpass")
        for date in self.on.get(i, ()):
            if subject and date.at.end <= view.start[min(view.subtree(subject[0]))]:
                return date
        return None

    def _listed(self, i: int) -> Date | None:
        """A date that stands before the first of several clauses in a row: "On 4 May Peru signed, Chile ratified, and
        …"; the parser may hang the first on the second."""
        view = self.view
        for k in view.kid(i, "ccomp", "parataxis"):
            marked = any(view.word[t] == "," for t in view.kid(i, "punct") if k < t < i)
            if k < i and marked and not view.kid(k, "mark") and self._apposed(i, k):
                return self._fronted(k)
        return None

    def _apposed(self, i: int, k: int) -> bool:
        """True where clause ``i`` has a subject behind clause ``k``, and so is no "…, he said"."""
        return any(k < s < i for s in self.view.kid(i, "nsubj", "nsubjpass")) and bool(self.view.kid(i, "dobj"))

    def _later(self, i: int) -> Date | None:
        """The date of the last coordinated clause, where it stands after the verb: "occupied and annexed it in
        1940"."""
        view = self.view
        for k in view.kid(i, "conj"):
            if view.is_verb(k) and not view.passive(i) and view.passive(k) and self._set_off(i, k):
                continue  # "helped to mediate, and the treaty was signed in 1975": the day of the signing
            if view.is_verb(k) and view.negated(k) and not view.negated(i):
                continue  # "cut its ties and did not restore them until 1974"
            if view.is_verb(k) or view.is_noun(k):
                after = [d for d in self.on.get(k, ()) if d.at.start > view.start[k]]
                if not after and view.is_verb(i):
                    inner = [
                        d
                        for at, held in self.on.items()
                        if self._clause(at) == k
                        for d in held
                        if d.at.start > view.start[k]
                    ]
                    after = inner if len(inner) == 1 else []
                if after:
                    return after[-1]
                return self._later(k)
        return None

    def _set_off(self, i: int, k: int) -> bool:
        """True where a comma before "and" parts clause ``k``, which has a subject of its own, from clause ``i``."""
        view = self.view
        joint = next((c for c in view.kid(i, "cc") if i < c < k), -1)
        return joint > 0 and view.word[joint - 1] == "," and bool(view.kid(k, "nsubjpass"))

    def _clause(self, i: int) -> int:
        """The nearest verb above token ``i``, or the token itself if it is one."""
        view = self.view
        if view.is_verb(i):
            return i
        return next((k for k in view.above(i) if view.is_verb(k)), -1)

    def _pick(self, i: int, dates: list[Date]) -> Date:
        """Of several dates one that stands in no brackets and is no tenure ("in July, under King Hassan"), then the
        finest, then the first."""

        def rank(d: Date) -> tuple[bool, bool, int, int]:
            return not self._bracketed(i, d), not _period(d), len(d.edtf.split("/")[0]), -d.at.start

        return max(dates, key=rank)

    def _bracketed(self, i: int, date: Date) -> bool:
        view = self.view
        first = bisect_left(view.end, date.at.start + 1)
        between = view.word[min(i, first) : max(i, first)]
        return between.count("(") > between.count(")")


def _period(date: Date) -> bool:
    """True for a span that is only named: an era, a war, somebody's time in office."""
    return date.rule.startswith(("named", "tenure"))
