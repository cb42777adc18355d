"""What the classifier of acts sees of a verb or noun: its words, their grammar and who stands where, never who it is.

Parties are blanked to their kind (state, person, organisation, group), so that nothing is learnt about any one state.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.models import Mention
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Codebook

_PARTY = ("state", "organ", "organisation", "group", "person")
_EMPTY = frozenset(("be", "have", "do", "become", "seem", "remain", "get"))
_NOT_CONTENT = frozenset(
    ("det", "punct", "cc", "aux", "auxpass", "case", "prep", "mark", "poss", "nummod", "agent", "expl")
)
_CLAUSE = frozenset(("ROOT", "conj", "advcl", "ccomp", "relcl", "acl", "parataxis", "xcomp", "pcomp", "csubj"))
SLOTS = ("trigger", "object", "complement", "context")
"""Which groups of words are looked up among the word vectors, in this order."""


@dataclass(frozen=True, slots=True)
class Features:
    """``marks``: features that are there or not; ``words``: for each of :data:`SLOTS` the lemmas that fill it."""

    marks: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]


def triggers(view: Clauses, nouns: frozenset[str], cover: dict[int, list[Mention]]) -> list[int]:
    """Tokens that may tell an act: full verbs, and nouns of ``nouns`` that are no part of a name."""
    out = []
    for i in range(view.n):
        tag = view.tag[i]
        if tag.startswith("VB"):
            if view.dep[i] in ("aux", "auxpass", "amod", "prep", "agent") or view.lemma[i] in _EMPTY:
                continue
            out.append(i)
        elif tag in ("NN", "NNS") and view.lemma[i] in nouns and i not in cover and view.dep[i] != "compound":
            out.append(i)
    return out


def types(view: Clauses, i: int, book: Codebook) -> frozenset[str]:
    """The PLOVER types of the acts that the codebook tells with this word, whatever else their frames ask for."""
    kinds = "vn" if view.tag[i] == "VBG" else "v" if view.is_verb(i) else "n"
    return frozenset(
        book.acts[frame.act].plover
        for kind in kinds
        for frame, particle in book.frames.get((kind, view.word[i] if kind != kinds[0] else view.lemma[i]), ())
        if not particle or any(view.word[k] == particle for k in view.kids[i])
    )


def features(view: Clauses, i: int, cover: dict[int, list[Mention]]) -> Features:
    """What stands round token ``i``, from its own clause and the word that governs it."""
    lemma, verb = view.lemma[i], view.is_verb(i)
    pos = "v" if verb else "n"
    marks = {f"t:{lemma}/{pos}", f"pos:{pos}", f"dep:{view.dep[i]}"}
    passive = verb and view.passive(i)
    if passive:
        marks |= {"passive", f"passive:{lemma}"}
    objects: list[str] = []
    complements: list[str] = []
    subjects = view.subject(i) if verb else view.kid(i, "poss", "compound", "amod", "nmod")
    for s in subjects:
        kind = _kind(s, cover, view)
        marks |= {f"subj:{kind}", f"subj:{kind}:{lemma}"} if kind else {f"subjw:{view.lemma[s]}"}
        if not kind and not passive and verb:
            complements.append(view.lemma[s])
        if not kind and passive:
            objects.append(view.lemma[s])
    for k in view.deep_object(i) if verb and not passive else ():
        kind = _kind(k, cover, view)
        if kind:
            marks |= {f"obj:{kind}", f"obj:{kind}:{lemma}"}
        else:
            objects.append(view.lemma[k])
            marks |= {f"to:{lemma}+{view.lemma[k]}", f"o:{view.lemma[k]}"}
            for m in view.kid(k, "amod", "compound"):
                if m not in cover:
                    marks.add(f"om:{view.lemma[m]}+{view.lemma[k]}")
                    complements.append(view.lemma[m])
            for p in view.kid(k, "prep"):
                for o in view.kid(p, "pobj"):
                    inner = _kind(o, cover, view)
                    marks.add(f"op:{view.word[p]}:{inner}")
                    if not inner:
                        complements.append(view.lemma[o])
    for k in view.kids[i]:
        dep, word = view.dep[k], view.lemma[k]
        if dep == "prt":
            marks |= {f"prt:{lemma}_{view.word[k]}", f"prt:{view.word[k]}"}
        elif dep in ("prep", "dative", "agent"):
            for o in view.kid(k, "pobj") or ([k] if dep == "dative" else []):
                kind = _kind(o, cover, view)
                marks |= {f"p:{view.word[k]}:{kind}", f"tp:{lemma}+{view.word[k]}"}
                if not kind:
                    complements.append(view.lemma[o])
                    marks.add(f"po:{view.word[k]}+{view.lemma[o]}")
                for q in view.kid(o, "prep"):
                    for x in view.kid(q, "pobj"):
                        marks.add(f"pp:{view.word[k]}>{view.word[q]}:{_kind(x, cover, view)}")
            for o in view.kid(k, "pcomp"):
                complements.append(view.lemma[o])
                marks.add(f"pc:{view.word[k]}+{view.lemma[o]}")
        elif dep in ("aux", "neg", "advmod", "mark", "acomp", "auxpass"):
            marks.add(f"{dep}:{word}")
            if dep == "acomp":
                complements.append(word)
        elif dep in ("xcomp", "ccomp"):
            complements.append(word)
            marks |= {f"{dep}", f"{dep}:{word}", f"t{dep}:{lemma}+{word}"}
        elif dep in ("amod", "compound") and not verb and k not in cover:
            complements.append(word)
            marks.add(f"mod:{word}+{lemma}")
    up = view.head[i]
    if up != i:
        marks |= {f"up:{view.dep[i]}:{view.lemma[up]}", f"uptag:{view.dep[i]}:{view.tag[up][:2]}"}
    marks |= _mood(view, i)
    context = []
    for k in _near(view, i):
        if k in cover or view.dep[k] in _NOT_CONTENT or not view.word[k].isalpha():
            continue
        context.append(view.lemma[k])
        marks.add(f"w:{view.lemma[k]}")
    return Features(tuple(sorted(marks)), ((lemma,), tuple(objects), tuple(complements), tuple(context)))


def _kind(k: int, cover: dict[int, list[Mention]], view: Clauses) -> str:
    """The kind of party that a token stands for, "them" for a pronoun, "" for a plain word."""
    for c in (k, *view.kid(k, "poss", "amod", "compound", "nmod")):
        for m in cover.get(c, ()):
            if m.kind in _PARTY:
                return ("state" if m.kind == "organ" else m.kind) + ("" if c == k else "+")
            if m.kind == "place":
                return "place"
    return "them" if view.tag[k].startswith("PRP") else "name" if view.tag[k].startswith("NNP") else ""


def _mood(view: Clauses, i: int) -> set[str]:
    """Marks of mood from the verbs that govern the clause."""
    out: set[str] = set()
    for n, up in enumerate(view.above(i)):
        if n == 4:
            break
        if view.is_verb(up):
            out |= {f"gov:{view.lemma[up]}", *(f"gaux:{view.word[k]}" for k in view.kid(up, "aux", "neg"))}
    return out


def _near(view: Clauses, i: int) -> list[int]:
    """The other tokens of the clause of ``i``: what hangs below it, without clauses of their own."""
    out: list[int] = []
    stack = [i]
    while stack and len(out) < 40:
        k = stack.pop()
        for c in view.kids[k]:
            if view.is_verb(c) and view.dep[c] in _CLAUSE:
                continue
            out.append(c)
            stack.append(c)
    return sorted(out)
