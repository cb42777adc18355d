"""Parses mended where the parser misses the subject: behind a time, behind a phrase that opens the sentence, before a
participle."""

from __future__ import annotations

from comity.reading.acts.columns import Columns
from comity.reading.dates.lexicon import MONTHS, WEEKDAYS

_TIMES = {"year", "month", "week", "day", "morning", "evening", "night", "spring", "summer", "autumn", "winter", "fall"}
_TIMES |= {"decade", *map(str.lower, MONTHS), *map(str.lower, WEEKDAYS)}
_PLAIN = ("conj", "pobj", "appos", "npadvmod", "dep", "nmod")


def subjects(v: Columns) -> None:
    """Mend the columns of one parse in place."""
    root = v.root()
    if root < 2 or not v.tag[root].startswith("VB"):
        return
    if "relcl" in v.dep and "conj" in v.dep:
        _resume(v)
    _participle(v, root)
    root = v.root()
    own = [k for k in v.kids[root] if v.dep[k] in ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass") and k < root]
    if not own:
        _opened(v, root)
    elif len(own) == 1 and v.lemma[own[0]] in _TIMES:
        _timed(v, root, own[0])


def _hang(v: Columns, k: int, head: int) -> None:
    if v.head[k] != k and k in v.kids[v.head[k]]:
        v.kids[v.head[k]].remove(k)
    v.head[k] = head
    v.kids[head] = sorted({*v.kids[head], k})


def _role(v: Columns, verb: int) -> str:
    return "nsubjpass" if any(v.dep[k] == "auxpass" for k in v.kids[verb]) else "nsubj"


def _timed(v: Columns, verb: int, time: int) -> None:
    """ "The following April, without a word, Rome and Paris agreed": who agreed stands behind the last comma."""
    commas = [k for k in range(time + 1, verb) if v.word[k] == ","]
    if not commas or time > 4:
        return
    first = next((k for k in range(commas[-1] + 1, verb) if v.tag[k].startswith("NNP")), -1)
    if first < 0 or any(t[:1] in ("V", "W", "I") for t in v.tag[commas[-1] + 1 : first]):
        return
    if v.dep[first] == "compound":
        first = v.head[first]
    if not first < verb or v.dep[first] not in _PLAIN:
        return
    v.dep[time], v.dep[first] = "npadvmod", _role(v, verb)
    _hang(v, first, verb)


def _opened(v: Columns, verb: int) -> None:
    """ "After the coup of General Micombero the United States, alarmed, cut its aid": no comma parts who cut it from
    what opens the sentence."""
    if v.tag[verb] not in ("VBD", "VBZ", "VBP") and not any(v.dep[k] in ("aux", "auxpass") for k in v.kids[verb]):
        return
    for k in range(verb - 1, 1, -1):
        if v.dep[k] != "appos" or not v.tag[k].startswith("NNP") or v.head[k] > k or v.dep[v.head[k]] != "pobj":
            continue
        start = min([k, *v.kids[k]])
        if v.word[start - 1] == "," or v.head[k] >= start or v.tag[start] not in ("DT", "NNP"):
            continue
        v.dep[k] = _role(v, verb)
        _hang(v, k, verb)
        return


def _participle(v: Columns, root: int) -> None:
    """ "Lima, recognised in 1821, sent an envoy": the name is the subject of what follows the second comma, and object
    of the participle."""
    name = next((k for k in v.kids[root] if k < root and v.dep[k] in ("npadvmod", "nsubj", "dep")), -1)
    if name < 0 or v.tag[root] != "VBN" or root < 2 or v.word[root - 1] != "," or not v.tag[name].startswith("NNP"):
        return
    if (
        any(v.dep[k] in ("aux", "auxpass", "nsubjpass", "dobj") for k in v.kids[root])
        or max([name, *v.kids[name]]) > root
    ):
        return
    verb = next((k for k in v.kids[root] if v.dep[k] == "conj" and v.tag[k] in ("VBD", "VBZ", "VBP") and k > root), -1)
    if verb < 0 or v.word[verb - 1] != "," or any(v.dep[k] in ("nsubj", "nsubjpass") for k in v.kids[verb]):
        return
    v.kids[root].remove(name)
    v.kids[root].remove(verb)
    v.head[verb], v.dep[verb] = verb, "ROOT"
    v.head[name], v.dep[name] = verb, _role(v, verb)
    v.kids[verb] = sorted({*v.kids[verb], name})
    for k in [k for k in v.kids[root] if v.dep[k] == "punct" or k > verb]:
        _hang(v, k, verb)
    v.head[root], v.dep[root] = name, "acl"
    v.kids[name] = sorted({*v.kids[name], root})


def _resume(v: Columns) -> None:
    """ "Spain backed the junta that deposed the emir, and mined his ports": behind a comma and "and" the verb of the
    whole sentence goes on, not the clause with "that"."""
    for i, dep in enumerate(v.dep):
        clause = v.head[i]
        if dep != "conj" or v.dep[clause] != "relcl" or v.tag[i] != "VBD" or v.tag[clause] != "VBD" or clause > i:
            continue
        verb = v.head[v.head[clause]]
        between = [k for k in v.kids[clause] if v.dep[k] in ("cc", "punct") and clause < k < i][-2:]
        if v.dep[verb] != "ROOT" or v.tag[verb] != "VBD" or [v.word[k] for k in between] != [",", "and"]:
            continue
        that = any(v.word[k] == "that" and v.dep[k] == "nsubj" for k in v.kids[clause])
        if that and not {v.dep[k] for k in v.kids[i]} & {"nsubj", "nsubjpass", "aux", "auxpass", "expl"}:
            for k in (*between, i):
                _hang(v, k, verb)
