"""Parses mended where the parser misses the subject: behind a time, behind a phrase that opens the sentence, before a
participle."""

from __future__ import annotations

_TIMES = frozenset(
    """
    january february march april may june july august september october november december year month week day morning
    evening night spring summer autumn winter fall decade monday tuesday wednesday thursday friday saturday sunday
    """.split()  # noqa: SIM905
)
_PLAIN = ("conj", "pobj", "appos", "npadvmod", "dep", "nmod")


def subjects(
    words: list[str],
    tags: list[str],
    deps: list[str],
    heads: list[int],
    kids: list[list[int]],
    lemmas: list[str],
    names: list[bool],
) -> None:
    """Mend the columns of one parse in place; ``names`` says of each token whether it is written with a capital."""
    root = next((i for i, up in enumerate(heads) if up == i), -1)
    if root < 2 or not tags[root].startswith("VB"):
        return
    _participle(words, tags, deps, heads, kids, root, names)
    root = next((i for i, up in enumerate(heads) if up == i), -1)
    own = [k for k in kids[root] if deps[k] in ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass") and k < root]
    if not own:
        _opened(words, tags, deps, heads, kids, root)
    elif len(own) == 1 and lemmas[own[0]] in _TIMES:
        _timed(words, tags, deps, heads, kids, root, own[0])


def _hang(heads: list[int], kids: list[list[int]], k: int, head: int) -> None:
    if heads[k] != k and k in kids[heads[k]]:
        kids[heads[k]].remove(k)
    heads[k] = head
    kids[head] = sorted({*kids[head], k})


def _role(deps: list[str], kids: list[list[int]], verb: int) -> str:
    return "nsubjpass" if any(deps[k] == "auxpass" for k in kids[verb]) else "nsubj"


def _timed(
    words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], verb: int, time: int
) -> None:
    """ "The following April, without a word, Rome and Paris agreed": who agreed stands behind the last comma."""
    commas = [k for k in range(time + 1, verb) if words[k] == ","]
    if not commas or time > 4:
        return
    first = next((k for k in range(commas[-1] + 1, verb) if tags[k].startswith("NNP")), -1)
    if first < 0 or any(t[:1] in ("V", "W", "I") for t in tags[commas[-1] + 1 : first]):
        return
    if deps[first] == "compound":
        first = heads[first]
    if not first < verb or deps[first] not in _PLAIN:
        return
    deps[time], deps[first] = "npadvmod", _role(deps, kids, verb)
    _hang(heads, kids, first, verb)


def _opened(
    words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], verb: int
) -> None:
    """ "After the coup of General Micombero the United States, alarmed, cut its aid": no comma parts who cut it from
    what opens the sentence."""
    if tags[verb] not in ("VBD", "VBZ", "VBP") and not any(deps[k] in ("aux", "auxpass") for k in kids[verb]):
        return
    for k in range(verb - 1, 1, -1):
        if deps[k] != "appos" or not tags[k].startswith("NNP") or heads[k] > k or deps[heads[k]] != "pobj":
            continue
        start = min([k, *kids[k]])
        if words[start - 1] == "," or heads[k] >= start or tags[start] not in ("DT", "NNP"):
            continue
        deps[k] = _role(deps, kids, verb)
        _hang(heads, kids, k, verb)
        return


def _participle(
    words: list[str],
    tags: list[str],
    deps: list[str],
    heads: list[int],
    kids: list[list[int]],
    root: int,
    names: list[bool],
) -> None:
    """ "Lima, recognised in 1821, sent an envoy": the name is the subject of what follows the second comma, and object
    of the participle."""
    name = next((k for k in kids[root] if k < root and deps[k] in ("npadvmod", "nsubj", "dep")), -1)
    if name < 0 or tags[root] != "VBN" or root < 2 or words[root - 1] != "," or not tags[name].startswith("NNP"):
        return
    if any(deps[k] in ("aux", "auxpass", "nsubjpass", "dobj") for k in kids[root]) or max([name, *kids[name]]) > root:
        return
    verb = next((k for k in kids[root] if deps[k] == "conj" and tags[k] in ("VBD", "VBZ", "VBP") and k > root), -1)
    if verb < 0 or words[verb - 1] != "," or any(deps[k] in ("nsubj", "nsubjpass") for k in kids[verb]):
        return
    kids[root].remove(name)
    kids[root].remove(verb)
    heads[verb], deps[verb] = verb, "ROOT"
    heads[name], deps[name] = verb, _role(deps, kids, verb)
    kids[verb] = sorted({*kids[verb], name})
    for k in [k for k in kids[root] if deps[k] == "punct" or k > verb]:
        _hang(heads, kids, k, verb)
    heads[root], deps[root] = name, "acl"
    kids[name] = sorted({*kids[name], root})
