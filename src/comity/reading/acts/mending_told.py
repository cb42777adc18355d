"""Parses mended where something is told or called so: who tells it, to whom, and what is called what."""

from __future__ import annotations

from comity.reading.acts.columns import Columns

CALLING = {"call", "brand", "label", "term", "dub", "deem", "consider", "declare", "pronounce"}
_TELLING = {"tell", "inform", "remind", "warn", "assure", "notify", "advise", "promise"}
_HAVING = {"have", "get"}
_ON_PEOPLE = {"arrest", "execute", "hang", "imprison", "jail", "deport", "expel", "exile", "murder", "assassinate"}
_ON_PEOPLE |= {"behead", "poison", "strangle", "shoot", "kill", "detain", "torture", "flog", "blind", "depose"}
_MARKS = {'"', "“", "”", "``", "''"}


def told(v: Columns) -> None:
    """Mend the columns of one parse in place."""
    _finite(v)
    if not _TELLING.isdisjoint(v.lemma):
        _told(v)
    if not CALLING.isdisjoint(v.lemma):
        _named(v)
    if "VBN" in v.tag and not _HAVING.isdisjoint(v.lemma):
        _caused(v)


def _caused(v: Columns) -> None:
    """Let who has something done to somebody do it: in "had the premier arrested" the premier is the object."""
    for i, dep in enumerate(v.dep):
        up = v.head[i]
        if v.tag[i] != "VBN" or up >= i:
            continue
        if dep == "ccomp" and v.lemma[up] in ("have", "get") and v.tag[up].startswith("VB"):
            own = [k for k in v.kids[i] if v.dep[k] in ("nsubj", "nsubjpass")]
            if own and up < own[0] and not any(v.dep[k] in ("aux", "auxpass", "mark", "dobj") for k in v.kids[i]):
                v.dep[i], v.dep[own[0]] = "xcomp", "dobj"
        elif dep == "acl" and v.lemma[i] in _ON_PEOPLE and v.dep[up] == "dobj" and v.lemma[v.head[up]] == "have":
            have = v.head[up]
            if not any(v.dep[k] == "agent" for k in v.kids[i]) and v.head[have] != i and v.dep[have] not in ("aux",):
                v.kids[up].remove(i)
                v.kids[have] = sorted([*(k for k in v.kids[have] if k != up), i])
                v.kids[i] = sorted([*v.kids[i], up])
                v.head[i], v.head[up], v.dep[i] = have, i, "xcomp"


def _finite(v: Columns) -> None:
    """Make a verb of the participle that the parser hangs on the noun of a sentence without a verb: in "the premier
    called the plan absurd" *called* is the verb, *premier* who called."""
    root = v.root()
    if root < 0 or not v.tag[root].startswith("NN"):
        return
    verb = next((k for k in v.kids[root] if v.dep[k] == "acl" and v.tag[k] in ("VBD", "VBN") and k > root), -1)
    if verb < 0 or not {v.dep[k] for k in v.kids[verb]} & {"dobj", "oprd", "ccomp", "xcomp"}:
        return
    if any(v.tag[k] in ("VBZ", "VBP", "VBD", "MD") and v.head[k] in (root, k) for k in range(len(v.tag)) if k != verb):
        return
    moved = [k for k in v.kids[root] if k > verb]
    v.kids[root] = [k for k in v.kids[root] if k < verb]
    v.dep[root], v.dep[verb], v.tag[verb] = "nsubj", "ROOT", "VBD"
    v.head[root] = v.head[verb] = verb
    for k in moved:
        v.head[k] = verb
    v.kids[verb] = sorted([*v.kids[verb], root, *moved])


def _told(v: Columns) -> None:
    """Hang what somebody is told on the telling verb: in "told a newspaper that troops had crossed" the clause is no
    part of the newspaper."""
    for i, dep in enumerate(v.dep):
        noun = v.head[i]
        verb = v.head[noun]
        if (
            dep not in ("relcl", "acl")
            or noun > i
            or v.dep[noun] not in ("dobj", "dative")
            or v.lemma[verb] not in _TELLING
        ):
            continue
        first = min([i, *v.kids[i]])
        if v.word[first] == "that" and any(
            v.dep[k] in ("nsubj", "nsubjpass", "expl") and k != first for k in v.kids[i]
        ):
            v.dep[i], v.head[i] = "ccomp", verb
            v.kids[noun].remove(i)
            v.kids[verb] = sorted([*v.kids[verb], i])


def _named(v: Columns) -> None:
    """Part what is called something from what it is called: "called the report 'fiction'", "called the premier 'a
    parrot'", "called Togo's proposal absurd"."""
    for verb, lemma in enumerate(v.lemma):
        if lemma not in CALLING or v.tag[verb][:2] != "VB":
            continue
        named = [k for k in v.kids[verb] if v.dep[k] == "oprd" and k > verb]
        if len(named) == 2 and v.tag[named[0]][:2] == "NN" and not any(v.dep[k] == "dobj" for k in v.kids[verb]):
            v.dep[named[0]] = "dobj"
            continue
        for o in [k for k in v.kids[verb] if v.dep[k] == "dobj" and k > verb]:
            inside = next((k for k in v.kids[o] if v.dep[k] in ("nmod", "compound") and v.tag[k][:2] == "NN"), -1)
            if inside >= 0 and inside + 1 < o and v.word[inside + 1] in _MARKS:  # "the report" and "fiction"
                before = [k for k in v.kids[o] if k < inside]
                v.kids[o] = [k for k in v.kids[o] if k > inside]
                v.kids[inside] = sorted([*v.kids[inside], *before])
                for k in before:
                    v.head[k] = inside
                v.dep[o], v.dep[inside], v.head[inside] = "oprd", "dobj", verb
                v.kids[verb] = sorted([*v.kids[verb], inside])
                break
            beside = next((k for k in v.kids[o] if v.dep[k] in ("appos", "npadvmod") and k > o), -1)
            if beside > 0 and any(v.word[k] in _MARKS for k in range(o + 1, beside)):
                v.dep[beside], v.head[beside] = "oprd", verb
                v.kids[o].remove(beside)
                v.kids[verb] = sorted([*v.kids[verb], beside])
                break
