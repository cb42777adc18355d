"""Parses mended where the parser is known to err: what hangs on the wrong head, or under the wrong label."""

from __future__ import annotations

_SPANS = {"year", "month", "week", "day", "decade", "century", "summer", "winter", "spring", "autumn"}
_CALLING = {"call", "brand", "label", "term", "dub", "deem", "consider", "declare", "pronounce"}


def mend(
    words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]
) -> None:
    """Mend the columns of one parse in place."""
    _promote(tags, deps, heads, kids)
    _raise(tags, deps, heads, kids, lemmas)
    _appose(words, deps, heads, kids)
    _unjoin(words, deps, heads, kids)
    _predicate(tags, deps, heads, kids, lemmas)
    _subject(words, tags, deps, heads, kids)
    _when(deps, heads, kids, lemmas)


def _promote(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Make a verb of the participle that the parser sees before the noun of a sentence without a verb: in "Sweden
    shared radar data with Finland" *shared* is the verb, *data* what was shared."""
    root = next((i for i, up in enumerate(heads) if up == i), -1)
    if root < 2 or not tags[root].startswith("NN") or any(t in ("VBZ", "VBP", "VBD", "MD") for t in tags):
        return
    verb = next((k for k in kids[root] if deps[k] == "amod" and tags[k] == "VBN" and k < root), -1)
    if verb < 1 or tags[verb - 1] not in ("NNP", "NNPS") or heads[verb - 1] not in (verb, root):
        return
    if any(k < verb - 1 and heads[k] == root for k in kids[root]):
        return
    name = verb - 1
    prepositions = [k for k in kids[root] if deps[k] == "prep" and k > root] + [
        k for k in kids[root] if deps[k] == "punct" and k > root
    ]
    for k in (name, *prepositions):
        kids[heads[k]] = [j for j in kids[heads[k]] if j != k]
        heads[k] = verb
    kids[root] = [j for j in kids[root] if j != verb]
    deps[name], deps[root], deps[verb], tags[verb] = "nsubj", "dobj", "ROOT", "VBD"
    heads[verb], heads[root] = verb, verb
    kids[verb] = sorted({*kids[verb], name, root, *prepositions})


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


def _predicate(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]) -> None:
    """Hang what a thing is called on the verb that calls it so: in "called the verdict 'unacceptable'" the adjective
    behind the noun is no part of it."""
    for i, dep in enumerate(deps):
        noun = heads[i]
        verb = heads[noun]
        if dep != "amod" or noun > i or deps[noun] != "dobj" or lemmas[verb] not in _CALLING or tags[i][:2] != "JJ":
            continue
        deps[i], heads[i] = "oprd", verb
        kids[noun].remove(i)
        kids[verb] = sorted([*kids[verb], i])


def _subject(words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Call a name behind "which" the subject of a clause that has none: "the warrant, which Paris, though no member,
    applauded"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep != "npadvmod" or not tags[i].startswith("NNP") or deps[verb] != "relcl" or words[i - 1] != "which":
            continue
        if heads[i - 1] == verb and deps[i - 1] == "dobj" and not any(deps[k].startswith("nsubj") for k in kids[verb]):
            deps[i] = "nsubj"


def _when(deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]) -> None:
    """Call a time behind a passive no object: "sanctions were imposed the following year"."""
    for i, lemma in enumerate(lemmas):
        if lemma in _SPANS and deps[i] == "dobj":
            verb = heads[i]
            if any(deps[k] in ("nsubjpass", "auxpass") for k in kids[verb]):
                deps[i] = "npadvmod"
