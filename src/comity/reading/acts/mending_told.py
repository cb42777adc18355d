"""Parses mended where something is told or called so: who tells it, to whom, and what is called what."""

from __future__ import annotations

CALLING = {"call", "brand", "label", "term", "dub", "deem", "consider", "declare", "pronounce"}
_TELLING = {"tell", "inform", "remind", "warn", "assure", "notify", "advise", "promise"}
_ON_PEOPLE = {"arrest", "execute", "hang", "imprison", "jail", "deport", "expel", "exile", "murder", "assassinate"}
_ON_PEOPLE |= {"behead", "poison", "strangle", "shoot", "kill", "detain", "torture", "flog", "blind", "depose"}
_MARKS = {'"', "“", "”", "``", "''"}


def told(
    words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]
) -> None:
    """Mend the columns of one parse in place."""
    _finite(tags, deps, heads, kids)
    _told(words, deps, heads, kids, lemmas)
    _named(words, tags, deps, heads, kids, lemmas)
    _caused(tags, deps, heads, kids, lemmas)


def _caused(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]) -> None:
    """Let who has something done to somebody do it: in "had the premier arrested" the premier is the object."""
    for i, dep in enumerate(deps):
        up = heads[i]
        if tags[i] != "VBN" or up >= i:
            continue
        if dep == "ccomp" and lemmas[up] in ("have", "get") and tags[up].startswith("VB"):
            own = [k for k in kids[i] if deps[k] in ("nsubj", "nsubjpass")]
            if own and up < own[0] and not any(deps[k] in ("aux", "auxpass", "mark", "dobj") for k in kids[i]):
                deps[i], deps[own[0]] = "xcomp", "dobj"
        elif dep == "acl" and lemmas[i] in _ON_PEOPLE and deps[up] == "dobj" and lemmas[heads[up]] == "have":
            have = heads[up]
            if not any(deps[k] == "agent" for k in kids[i]) and heads[have] != i and deps[have] not in ("aux",):
                kids[up].remove(i)
                kids[have] = sorted([*(k for k in kids[have] if k != up), i])
                kids[i] = sorted([*kids[i], up])
                heads[i], heads[up], deps[i] = have, i, "xcomp"


def _finite(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Make a verb of the participle that the parser hangs on the noun of a sentence without a verb: in "the premier
    called the plan absurd" *called* is the verb, *premier* who called."""
    root = next((i for i, up in enumerate(heads) if up == i), -1)
    if root < 0 or not tags[root].startswith("NN"):
        return
    verb = next((k for k in kids[root] if deps[k] == "acl" and tags[k] in ("VBD", "VBN") and k > root), -1)
    if verb < 0 or not {deps[k] for k in kids[verb]} & {"dobj", "oprd", "ccomp", "xcomp"}:
        return
    if any(tags[k] in ("VBZ", "VBP", "VBD", "MD") and heads[k] in (root, k) for k in range(len(tags)) if k != verb):
        return
    moved = [k for k in kids[root] if k > verb]
    kids[root] = [k for k in kids[root] if k < verb]
    deps[root], deps[verb], tags[verb] = "nsubj", "ROOT", "VBD"
    heads[root] = heads[verb] = verb
    for k in moved:
        heads[k] = verb
    kids[verb] = sorted([*kids[verb], root, *moved])


def _told(words: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]) -> None:
    """Hang what somebody is told on the telling verb: in "told a newspaper that troops had crossed" the clause is no
    part of the newspaper."""
    for i, dep in enumerate(deps):
        noun = heads[i]
        verb = heads[noun]
        if (
            dep not in ("relcl", "acl")
            or noun > i
            or deps[noun] not in ("dobj", "dative")
            or lemmas[verb] not in _TELLING
        ):
            continue
        first = min([i, *kids[i]])
        if words[first] == "that" and any(deps[k] in ("nsubj", "nsubjpass", "expl") and k != first for k in kids[i]):
            deps[i], heads[i] = "ccomp", verb
            kids[noun].remove(i)
            kids[verb] = sorted([*kids[verb], i])


def _named(
    words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]
) -> None:
    """Part what is called something from what it is called: "called the report 'fiction'", "called the premier 'a
    parrot'", "called Togo's proposal absurd"."""
    for verb, lemma in enumerate(lemmas):
        if lemma not in CALLING or tags[verb][:2] != "VB":
            continue
        named = [k for k in kids[verb] if deps[k] == "oprd" and k > verb]
        if len(named) == 2 and tags[named[0]][:2] == "NN" and not any(deps[k] == "dobj" for k in kids[verb]):
            deps[named[0]] = "dobj"
            continue
        for o in [k for k in kids[verb] if deps[k] == "dobj" and k > verb]:
            inside = next((k for k in kids[o] if deps[k] in ("nmod", "compound") and tags[k][:2] == "NN"), -1)
            if inside >= 0 and inside + 1 < o and words[inside + 1] in _MARKS:  # "the report" and "fiction"
                before = [k for k in kids[o] if k < inside]
                kids[o] = [k for k in kids[o] if k > inside]
                kids[inside] = sorted([*kids[inside], *before])
                for k in before:
                    heads[k] = inside
                deps[o], deps[inside], heads[inside] = "oprd", "dobj", verb
                kids[verb] = sorted([*kids[verb], inside])
                break
            beside = next((k for k in kids[o] if deps[k] in ("appos", "npadvmod") and k > o), -1)
            if beside > 0 and any(words[k] in _MARKS for k in range(o + 1, beside)):
                deps[beside], heads[beside] = "oprd", verb
                kids[o].remove(beside)
                kids[verb] = sorted([*kids[verb], beside])
                break
