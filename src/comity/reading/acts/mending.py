"""Parses mended where the parser is known to err: what hangs on the wrong head, or under the wrong label."""

from __future__ import annotations


def mend(
    words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]
) -> None:
    """Mend the columns of one parse in place."""
    _raise(tags, deps, heads, kids, lemmas)
    _appose(words, deps, heads, kids)
    _unjoin(words, deps, heads, kids)


def _raise(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]) -> None:
    """Hang a past tense coordinated with a perfect on the verb that governs the perfect: in "denied that it had crossed
    and accused Togo" *accused* goes with *denied*, since "had" does not go with it."""
    for i, dep in enumerate(deps):
        up = heads[i]
        if dep != "conj" or tags[i] != "VBD" or tags[up] != "VBN" or deps[up] != "ccomp" or heads[up] > up:
            continue
        own = {deps[k] for k in kids[i]} & {"nsubj", "nsubjpass", "aux", "auxpass", "expl"}
        perfect = any(deps[k] == "aux" and lemmas[k] == "have" for k in kids[up])
        if perfect and not own and tags[heads[up]] == "VBD":
            heads[i] = heads[up]
            kids[up].remove(i)
            kids[heads[i]] = sorted([*kids[heads[i]], i])


def _appose(words: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Call what one comma parts from the verb an apposition, not an object: "travelled to Quito in May, the first
    visit of a premier"."""
    for i, dep in enumerate(deps):
        up = heads[i]
        if dep != "dobj" or up > i or not any(deps[k] == "prep" and up < k < i for k in kids[up]):
            continue
        first = min([i, *kids[i]])
        if words[first - 1] == "," and words[up:first].count(",") == 1:
            deps[i] = "appos"


def _unjoin(words: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Part a date from the name that follows it without a comma: in "on May 5, 1879 Chile declared war" *Chile* is the
    subject, no day."""
    for i, dep in enumerate(deps):
        name = heads[i]
        if dep != "compound" or name != i + 1 or deps[name] != "pobj" or not words[i][-4:].isdigit():
            continue
        p = heads[name]
        verb = heads[p]
        if not (p < i and " " in words[i] and verb > name):
            continue
        deps[i], heads[i] = "pobj", p
        deps[name], heads[name] = "nsubj", verb
        kids[name].remove(i)
        kids[p] = sorted([k for k in kids[p] if k != name] + [i])
        kids[verb] = sorted([*kids[verb], name])
