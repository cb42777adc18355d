"""A sentence's parse as plain lists, with the grammar that act frames ask for: deep subjects and objects.

The *deep* subject is who does it and the deep object what it is done to, whatever the voice: "Relations were broken
by Cambodia" and "Cambodia broke relations" give the same two. Labels are ClearNLP's, as the English models use them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.reading.acts.tokens import columns
from comity.reading.dates.lexicon import MONTHS
from comity.reading.syntax import Tree

_VERBS = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_PASSIVE = {"nsubjpass", "auxpass", "csubjpass"}
_RELATIVE = {"which", "that", "who", "whom", "whose"}
_SUBJECT_CONTROL = {"promise", "threaten", "vow", "swear", "pledge", "agree"}
_OBJECT_CONTROL = {
    "of": {"accuse", "suspect", "convict", "acquit"},
    "for": {"blame", "condemn", "criticize", "denounce", "thank", "praise", "fault", "rebuke", "censure", "punish"},
    "from": {"prevent", "stop", "bar", "ban", "dissuade", "discourage", "deter", "keep", "restrain", "prohibit"},
    "into": {"force", "press", "coerce", "talk", "draw"},
    "with": {"charge"},
}
_OF = frozenset(("of", "from"))
_LAYING = {"blame", "attribute", "pin", "ascribe", "impute"}
_NEGATIVE = {"never", "no", "neither", "nor", "without"}
_TIMES = {"end", "beginning", "start", "middle", "time", "year", "month", "week", "day", "decade", "century", "summer"}
_TIMES |= {"winter", "spring", "autumn", "fall", "dawn", "night", "noon", "midnight", *map(str.lower, MONTHS)}
_HANDS = {"order", "hand", "behest", "instruction", "command", "instigation", "bidding", "direction"}
_MEANS = {"decree", "fiat", "edict", "ukase", "default", "mistake", "force", "vote", "majority"}
_CLAUSES = {"ROOT", "conj", "advcl", "ccomp", "relcl", "acl", "parataxis", "xcomp", "pcomp"}


class Clauses:
    """One parsed sentence. Tokens are numbered from 0; ``start[i]``/``end[i]`` are offsets into the document.

    ``it`` is what "it" stands for: the head of the subject last talked of, with its modifiers; ``met`` the same of the
    thing last acted on, which "it" may be in a passive. ``kept`` is what the
    grammar has worked out already.
    """

    __slots__ = ("dep", "end", "head", "it", "kept", "kids", "lemma", "met", "n", "start", "tag", "they", "word")

    def __init__(self, tree: Tree) -> None:
        self.it: tuple[str, frozenset[str]] = ("", frozenset())
        self.they = self.met = self.it
        if not tree.columns:
            tree.columns.extend((*columns(tree), {}))
        self.word: list[str]
        self.lemma: list[str]
        self.tag: list[str]
        self.dep: list[str]
        self.head: list[int]
        self.start: list[int]
        self.end: list[int]
        self.kids: list[list[int]]
        self.kept: dict[tuple[str, int], Any]
        self.word, self.lemma, self.tag, self.dep, self.head, self.start, self.end, self.kids, self.kept = tree.columns
        self.n = len(self.word)

    def kid(self, i: int, *deps: str) -> list[int]:
        """Children of ``i`` with one of these labels, in text order."""
        kids = self.kids[i]
        if not kids:
            return []
        dep = self.dep
        return [k for k in kids if dep[k] in deps]

    def is_verb(self, i: int) -> bool:
        """True for a verb or auxiliary by its tag."""
        return self.tag[i] in _VERBS

    def is_noun(self, i: int) -> bool:
        """True for a common or proper noun by its tag."""
        return self.tag[i] in _NOUNS

    def above(self, i: int) -> Iterator[int]:
        """The heads of ``i``, nearest first, the root last."""
        for _ in range(self.n):
            if self.head[i] == i:
                return
            i = self.head[i]
            yield i

    def subtree(self, i: int) -> Iterator[int]:
        """``i`` and all that hangs below it."""
        stack = [i]
        while stack:
            k = stack.pop()
            yield k
            stack.extend(self.kids[k])

    def conjuncts(self, i: int) -> list[int]:
        """``i`` and what is coordinated with it, to its right."""
        out = [i]
        for k in out:
            out.extend(self.kid(k, "conj"))
        return out

    def first_conjunct(self, i: int) -> int:
        """The head of the coordination in which ``i`` stands (``i`` itself where it stands in none)."""
        for _ in range(self.n):
            if self.dep[i] != "conj" or self.head[i] == i:
                break
            i = self.head[i]
        return i

    def parted(self, i: int) -> str:
        """The colon or semicolon that parts clause ``i`` from the later clause on which the parser hangs it, or ""."""
        up = self.head[i]
        if up <= i or not self.is_verb(i):
            return ""
        marks = self.kid(i, "punct") + self.kid(up, "punct")
        return next((self.word[k] for k in marks if i < k < up and self.word[k] in (":", ";")), "")

    # --- voice -----------------------------------------------------------------------------------------------------

    def passive(self, i: int) -> bool:
        """True where verb ``i`` is passive: marked so, a reduced relative, or a bare participle in a passive chain."""
        kept = self.kept.get(("passive", i))
        if kept is None:
            kept = self.kept["passive", i] = self._passive(i)
        return bool(kept)

    def _passive(self, i: int) -> bool:
        deps = {self.dep[k] for k in self.kids[i]}
        if deps & _PASSIVE:
            return True
        if "dobj" in deps or "nsubj" in deps:
            return False
        if "agent" in deps:
            return True
        if self.dep[i] == "amod":
            return self.tag[i] in ("VBN", "VBD", "JJ")
        if self.tag[i] != "VBN":
            return self.tag[i] == "VBD" and self.dep[i] in ("acl", "relcl") and not deps & {"nsubj", "aux"}
        if self.dep[i] == "conj" and not deps & {"aux"} and self.head[i] != i and self.is_verb(self.head[i]):
            return self.passive(self.head[i])
        return not any(self.lemma[k] == "have" for k in self.kid(i, "aux"))

    # --- arguments -------------------------------------------------------------------------------------------------

    def subject(self, i: int, depth: int = 0) -> list[int]:
        """Surface subject of the verb ``i``, taken from the governing clause where its own clause has none."""
        own = self.kid(i, "nsubj", "nsubjpass", "expl", "csubj")
        if own:
            return [self._relative(k, i) for k in own[-1:]]
        if depth > 6:
            return []
        if self.head[i] == i:  # "relations were severed, then resumed": the later clause may stand above the earlier
            before = [j for j in range(i) if self.is_verb(j) and self.dep[j] not in ("aux", "auxpass", "amod")]
            return self.subject(before[-1], depth + 3) if before else []
        up, dep = self.head[i], self.dep[i]
        if dep == "relcl" or dep == "acl":
            if self.tag[i] == "VB" and self.dep[up] == "attr" and self.is_verb(self.head[up]):
                return [*self.subject(self.head[up], depth + 1), up]  # "the king was the first to visit Peru"
            if self.tag[i] in ("VBG", "VBN", "VBD") or dep == "relcl":
                return [up] if not self.is_verb(up) else self.subject(up, depth + 1)
            return self._owner(up, depth + 1)
        if dep == "conj":
            return self.subject(up, depth + 1) if self.is_verb(up) else self._owner(up, depth + 1)
        if dep in ("xcomp", "ccomp"):
            if dep == "ccomp" and self.tag[i] not in ("VB", "VBG", "VBN"):
                return []
            told = self.kid(up, "dobj", "dative")
            if told and self.lemma[up] not in _SUBJECT_CONTROL:
                return [self._relative(told[0], up)]
            if self.is_verb(up):
                return self.subject(up, depth + 1)
            return self._owner(up, depth + 1)
        if dep == "amod":
            return [up]
        if dep == "advcl" and self.tag[i] == "VBN" and i > 1 and self.word[i - 1] == "," and self.is_noun(i - 2):
            return [self._phrase(i - 2)]  # "the treaty of peace, signed in 1904": the parser hangs it on the verb
        if dep in ("advcl", "parataxis", "dep"):
            return self.subject(up, depth + 1) if self.is_verb(up) else []
        if dep in ("pcomp", "prep"):
            blamed = self._object_control(up) if dep == "pcomp" else []
            return blamed or self._owner(up, depth + 1)
        return []

    def _object_control(self, p: int) -> list[int]:
        """Who acts in "accused Togo of shelling", "thanked Togo for freeing", "kept Togo from joining": the object."""
        verb = self.head[p]
        if self.lemma[verb] not in _OBJECT_CONTROL.get(self.word[p], ()):
            return []
        return [k for k in self.deep_object(verb) if k < p]

    def blamed(self, i: int) -> list[int]:
        """To whom the deed that noun ``i`` names is laid: "blamed Chad for the raid", "pinned the raid on Chad"."""
        up = self.head[i]
        if self.dep[i] in ("dobj", "nsubjpass") and self.lemma[up] in _LAYING:
            return self.under(up, frozenset(("on", "to", "upon")))
        if self.dep[i] != "pobj" or self.word[up] not in ("for", "over", "of", "with", "in"):
            return []
        verb = self.head[up]
        blamed = {*_OBJECT_CONTROL["for"], *_OBJECT_CONTROL["of"], "charge", "indict", "implicate", "try", "arrest"}
        if self.lemma[verb] not in blamed - {"thank", "praise"}:
            return []
        return [k for k in self.deep_object(verb) if k < up]

    def _phrase(self, i: int) -> int:
        """The head of the whole noun phrase that ends with noun ``i``: *treaty* in "the treaty of peace and
        friendship"."""
        for _ in range(self.n):
            up = self.head[i]
            if self.dep[i] in ("conj", "compound") and up < i:
                i = up
            elif self.dep[i] == "pobj" and self.word[up] == "of" and self.is_noun(self.head[up]):
                i = self.head[up]
            else:
                break
        return i

    def _owner(self, i: int, depth: int) -> list[int]:
        """Who acts where a noun or preposition stands between: "Cambodia's decision to …", "thanked it for …"."""
        if depth > 8:
            return []
        if self.is_verb(i):
            return self.subject(i, depth + 1)
        owners = self.kid(i, "poss")
        if owners:
            return owners
        if self.is_noun(i):
            for p in self.kid(i, "prep"):
                if self.lemma[p] in ("by", "of") and self.kid(p, "pobj"):
                    return self.kid(p, "pobj")
        if self.head[i] == i:
            return []
        return self._owner(self.head[i], depth + 1)

    def _relative(self, k: int, verb: int) -> int:
        """What a relative pronoun stands for; the token itself otherwise."""
        if self.word[k] in _RELATIVE and self.tag[k] in ("WDT", "WP", "WP$", "IN"):
            v = verb
            for _ in range(self.n):
                if self.dep[v] == "relcl" or self.dep[v] == "acl":
                    return self.head[v]
                if self.head[v] == v:
                    break
                v = self.head[v]
        return k

    def agent(self, i: int) -> list[int]:
        """Who acts in a passive, if the by-phrase says so."""
        out: list[int] = []
        for p in self.kid(i, "agent", "prep"):
            if self.dep[p] == "agent" or self.word[p] == "by":
                named = [k for k in self.kid(p, "pobj") if self.is_noun(k) or self.tag[k].startswith("PRP")]
                out += [k for k in named if not timed(self, k) and self.lemma[k] not in _MEANS]  # "by May", "by decree"
        if not out:  # "attacked by A and conquered": the by-phrase of a coordinated participle
            up = self.head[i]
            if self.dep[i] == "conj" and self.is_verb(up) and self.passive(up):
                for p in self.kid(up, "agent"):
                    out += self.kid(p, "pobj")
        late = [p for p in self.kid(self.head[i], "prep") if i < p < self.head[i]] if self.dep[i] == "advcl" else []
        for p in () if out else self.kid(i, "prep") + late:  # "shot on the orders of A", "killed at A's hands"
            for o in self.kid(p, "pobj") if self.word[p] in ("on", "at", "under", "upon") else ():
                out += (self.kid(o, "poss") or self.under(o, _OF)) if self.lemma[o] in _HANDS else []
        for k in () if out else self.kid(i, "conj"):  # "arrested and later deported by A": that of the last participle
            if self.tag[k] == "VBN" and not self.kid(k, "nsubj", "nsubjpass", "aux", "dobj"):
                out = [o for p in self.kid(k, "agent") for o in self.kid(p, "pobj")]
        return out

    def deep_subject(self, i: int) -> list[int]:
        """Who does it: the subject of an active verb, the by-phrase of a passive one."""
        kept = self.kept.get(("deep_subject", i))
        if kept is None:
            kept = self.kept["deep_subject", i] = self._deep_subject(i)
        return [*kept]

    def _deep_subject(self, i: int) -> list[int]:
        return self.agent(i) if self.passive(i) else self.subject(i)

    def deep_object(self, i: int) -> list[int]:
        """What it is done to: the object of an active verb, the subject of a passive one."""
        kept = self.kept.get(("deep_object", i))
        if kept is None:
            kept = self.kept["deep_object", i] = self._deep_object(i)
        return [*kept]

    def _deep_object(self, i: int) -> list[int]:
        if self.passive(i):
            given = self.kid(i, "dobj") if self.kid(i, "nsubjpass") else []
            return given or self.subject(i) or self.kid(i, "dobj")
        own = self.kid(i, "dobj", "attr", "oprd")
        if own:
            return [self._relative(k, i) for k in own]
        if self.dep[i] == "relcl":
            for k in self.kid(i, "mark", "pobj"):
                if self.word[k] in _RELATIVE:
                    return [self.head[i]]
            if self._bare_relative(i):
                return [self.head[i]]
        # "occupied and annexed Lithuania": the object stands with the last verb only
        for k in self.kid(i, "conj"):
            if not self.kid(k, "nsubj", "nsubjpass", "aux", "auxpass"):
                shared = self.kid(k, "dobj")
                if shared and not any(i < c < k for c in self.kid(i, "prep", "ccomp", "xcomp", "acomp")):
                    return shared
        return []

    def _bare_relative(self, i: int) -> bool:
        """True for a relative clause without a pronoun whose object is what it hangs on: "the school Japan built"."""
        own = self.kid(i, "nsubj")
        if not own or self.word[own[0]] in _RELATIVE or self.lemma[self.head[i]] in _TIMES:
            return False
        if any(self.dep[k] in ("dobj", "ccomp", "xcomp", "acomp", "attr", "mark", "nsubjpass") for k in self.kids[i]):
            return False
        if any(self.word[k] == "had" for k in self.kid(i, "aux")):  # "the men it had held": of another time
            return False
        first = min([own[0], *self.kids[own[0]]])
        alone = self.dep[own[0]] == "nsubj" and not any(self.tag[k].startswith("W") for k in self.kids[i])
        return alone and first > self.head[i] and self.word[first - 1] not in (",", "where", "when", "that", "which")

    def under(self, i: int, prepositions: frozenset[str]) -> list[int]:
        """Nouns under one of these prepositions that hang from token ``i`` (a verb or a noun)."""
        out: list[int] = []
        for p in self.kids[i]:
            if self.dep[p] in ("prep", "dative", "agent") and self.word[p] in prepositions:
                out += self.kid(p, "pobj") or (self.kid(p, "amod", "acomp") if self.word[p] == "as" else [])
                for more in self.kid(p, "conj"):  # "on Peru and on Chile"
                    out += self.kid(more, "pobj") if self.word[more] in prepositions else []
                for deeper in self.kid(p, "prep"):  # "out of Iraq"
                    if self.word[deeper] in ("of", "from"):
                        out += self.kid(deeper, "pobj")
            elif self.dep[p] == "prep" or self.word[p] == "back":  # "from Syria to Lebanon", "back to 1935": chained
                for deeper in self.kid(p, "prep"):
                    if self.word[deeper] in prepositions:
                        out += self.kid(deeper, "pobj")
        return [self._relative(k, i) if self.word[k] in _RELATIVE else k for k in out]

    def clause_head(self, i: int) -> int:
        """The verb (or root) of the clause in which ``i`` stands."""
        if self.dep[i] in _CLAUSES and self.is_verb(i):
            return i
        for k in self.above(i):
            if self.dep[k] in _CLAUSES and (self.is_verb(k) or self.head[k] == k):
                return k
        return i

    def negated(self, i: int) -> bool:
        """True where "not", "never", "no" or the like negates token ``i``."""
        for k in self.kids[i]:
            if k < i:
                dep = self.dep[k]
                if dep == "neg" or (dep in ("det", "advmod", "preconj", "cc") and self.word[k] in _NEGATIVE):
                    return True
        return False


def timed(view: Clauses, k: int) -> bool:
    """True for a number or a word of time: what stands so under "by" says when, not who."""
    return view.tag[k] == "CD" or view.lemma[k] in _TIMES
