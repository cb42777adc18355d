"""Parses mended where the parser is known to err: what hangs on the wrong head, or under the wrong label."""

from __future__ import annotations

from comity.reading.acts.headlines import headline
from comity.reading.acts.mending_subjects import subjects
from comity.reading.acts.mending_told import CALLING, told

_GIVING = {"give", "lend", "send", "hand", "grant", "offer", "award", "pay", "loan", "promise", "deny", "cede"}
_OF_THINGS = {"open", "close", "reopen", "shut", "become", "raise", "elevate", "upgrade", "establish", "found", "set"}
_SPANS = {"year", "month", "week", "day", "decade", "century", "summer", "winter", "spring", "autumn"}
_NAMES = {"JJ", "NN", "NNP", "NNPS"}
_JOINED_ON = {"up", "off", "out", "back", "over", "in", "down", "by", "through", "away", "together", "around", "past"}
_JOINED = {
    ("cease", "fire"),
    ("machine", "gun"),
    ("gang", "rape"),
    ("u", "turn"),
    ("saber", "rattling"),
    ("sabre", "rattling"),
    ("tear", "gas"),
    ("strong", "arm"),
    ("man", "of"),
}


def mend(
    words: list[str],
    tags: list[str],
    deps: list[str],
    heads: list[int],
    kids: list[list[int]],
    lemmas: list[str],
    names: list[bool],
) -> None:
    """Mend the columns of one parse in place; ``names`` says of each token whether it is written with a capital."""
    _hyphens(words, tags, lemmas)
    _promote(tags, deps, heads, kids)
    _name(words, tags, deps, heads, kids, names)
    _act(words, tags, deps, heads, kids)
    headline(words, tags, deps, heads, kids, lemmas, names)
    _raise(tags, deps, heads, kids, lemmas)
    _lift(tags, deps, heads, kids)
    _appose(words, deps, heads, kids)
    _unjoin(words, deps, heads, kids)
    _years(words, tags, deps, heads, kids)
    _give(tags, deps, heads, kids, lemmas)
    told(words, tags, deps, heads, kids, lemmas)
    _predicate(tags, deps, heads, kids, lemmas)
    _subject(words, tags, deps, heads, kids)
    _nearest(tags, deps, heads, kids, names)
    _shifted(words, tags, deps, heads, kids)
    _open(tags, deps, heads, kids)
    _which(words, deps, heads, kids, lemmas)
    _when(deps, heads, kids, lemmas)
    subjects(words, tags, deps, heads, kids, lemmas, names)


def _hyphens(words: list[str], tags: list[str], lemmas: list[str]) -> None:
    """Let the last part of a word cut at its hyphen have the lemma of the whole: "build-up", "cease-fire", for *up* and
    *fire* alone say nothing of what is told."""
    for i in range(1, len(words) - 1):
        if tags[i] != "HYPH" or words[i] != "-" or not words[i - 1].isalpha():
            continue
        noun = words[i + 1] in _JOINED_ON and tags[i + 1].startswith("NN")
        if noun or (words[i - 1], lemmas[i + 1]) in _JOINED:
            lemmas[i + 1] = f"{words[i - 1]}-{lemmas[i + 1]}"


def _promote(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Make a verb of the participle that the parser sees before the noun of a sentence without a verb: in "Sweden
    shared radar data with Finland" *shared* is the verb, *data* what was shared."""
    root = next((i for i, up in enumerate(heads) if up == i), -1)
    if root > 1 and tags[root].startswith("NN") and _made_finite(tags, deps, heads, kids, root):
        return
    told = next((k for k in kids[root] if deps[k] == "ccomp" and tags[k].startswith("NN")), -1) if root >= 0 else -1
    finite = ("VBZ", "VBP", "VBD", "MD")
    if told > 1 and told < root and not any(t in finite for t in tags[:told]):
        _tell(tags, deps, heads, kids, told)
        return
    if root < 2 or not tags[root].startswith("NN") or any(t in finite for t in tags):
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


def _made_finite(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], root: int) -> bool:
    """Make a past tense that the parser takes for an adjective the root: "The emir voiced readiness to invest"."""
    verb = next((k for k in kids[root] if deps[k] == "amod" and tags[k] == "VBD" and 0 < k < root), -1)
    subject = verb - 1
    if verb < 1 or not tags[subject].startswith("NN") or heads[subject] not in (verb, root):
        return False
    if deps[subject] not in ("npadvmod", "compound", "nmod", "nsubj"):
        return False
    for k in [k for k in kids[root] if k < subject or deps[k] == "punct"]:
        before = k < subject
        heads[k] = subject if before else verb
        kids[root].remove(k)
        kids[heads[k]] = sorted([*kids[heads[k]], k])
    kids[heads[subject]].remove(subject)
    if verb in kids[root]:
        kids[root].remove(verb)
    heads[subject], heads[root], heads[verb] = verb, verb, verb
    deps[subject], deps[root], deps[verb] = "nsubj", "dobj", "ROOT"
    kids[verb] = sorted({*kids[verb], subject, root})
    return True


def _tell(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], noun: int) -> None:
    """The same where the sentence is somebody's word: "Sweden shared radar data with Finland, Stockholm said"."""
    verb = next((k for k in kids[noun] if deps[k] == "amod" and tags[k] == "VBN" and k < noun), -1)
    if verb < 1 or tags[verb - 1] not in ("NNP", "NNPS") or heads[verb - 1] not in (verb, noun):
        return
    up, name = heads[noun], verb - 1
    moved = [k for k in kids[noun] if deps[k] == "prep" and k > noun]
    for k in (name, *moved):
        kids[heads[k]] = [j for j in kids[heads[k]] if j != k]
        heads[k] = verb
    kids[noun] = [j for j in kids[noun] if j != verb]
    kids[up] = sorted([verb if j == noun else j for j in kids[up]])
    deps[name], deps[noun], deps[verb], tags[verb] = "nsubj", "dobj", "ccomp", "VBD"
    heads[noun], heads[verb] = verb, up
    kids[verb] = sorted({*kids[verb], name, noun, *moved})


def _act(words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Make a verb in the past the root of a sentence that has no other: in "Hungarian doctors operated with Ghanaian
    surgeons." the doctors act, nobody operated them."""
    root = next((i for i, up in enumerate(heads) if up == i), -1)
    if root < 0 or tags[root] not in ("NNS", "NNP", "NNPS") or words[-1] != "." or root > 8:
        return
    verb = next((k for k in kids[root] if deps[k] == "acl" and tags[k] == "VBD" and k > root), -1)
    if verb < 0 or any(t in ("VBZ", "VBP", "MD") for t in tags) or tags.count("VBD") > 1 or "," in words[root:verb]:
        return
    after = [k for k in kids[root] if k > verb]
    for k in (*after, root):
        heads[k] = verb
    kids[root] = [k for k in kids[root] if k < verb]
    kids[verb] = sorted({*kids[verb], *after, root})
    heads[verb], deps[verb], deps[root] = verb, "ROOT", "nsubj"


def _open(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Make the main verb the root of a sentence that the parser takes for one phrase of time: in "On the eve of the war
    the premiers corresponded" nobody corresponded the war."""
    root = next((i for i, up in enumerate(heads) if up == i), -1)
    if root != 0 or tags[0] != "IN":
        return
    for i, dep in enumerate(deps):
        own = [k for k in kids[i] if deps[k] in ("nsubj", "nsubjpass")]
        if dep == "relcl" and tags[i] in ("VBD", "VBZ", "VBP") and own and tags[own[0]][0] != "W":
            kids[heads[i]].remove(i)
            heads[0], heads[i], deps[0], deps[i] = i, i, "prep", "ROOT"
            kids[i] = sorted([*kids[i], 0])
            return


def _which(words: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]) -> None:
    """Hang a clause with "which" on the thing, not on its place: "the embassy in Kuwait, which opened in 1993"."""
    for i, dep in enumerate(deps):
        place = heads[i]
        if dep != "relcl" or lemmas[i] not in _OF_THINGS or place + 1 >= len(words) or words[place + 1] != ",":
            continue
        p = heads[place]
        thing = heads[p]
        if deps[place] != "pobj" or words[p] not in ("in", "at", "to") or thing >= p or deps[thing] == "ROOT":
            continue
        if any(words[k] == "which" and deps[k] in ("nsubj", "nsubjpass") for k in kids[i]):
            heads[i] = thing
            kids[place].remove(i)
            kids[thing] = sorted([*kids[thing], i])


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
        if dep != "compound" or deps[name] != "pobj" or not words[i][-4:].isdigit():
            continue
        p = heads[name]
        verb = heads[p]
        for _ in range(3):  # "under an accord of May 5, 1879 Chile paid"
            if verb < i and deps[verb] in ("pobj", "prep", "conj"):
                verb = heads[verb]
        beside = all(heads[j] == name and deps[j] == "compound" for j in range(i + 1, name))
        told = any(deps[k] in ("nsubj", "nsubjpass", "expl") for k in kids[verb])
        if not (p < i < name and beside and " " in words[i] and verb > name) or (told and heads[p] != verb):
            continue
        deps[i], heads[i] = "pobj", p
        deps[name] = "nsubjpass" if any(deps[k] == "auxpass" for k in kids[verb]) else "nsubj"
        heads[name] = verb
        kids[name].remove(i)
        kids[p] = sorted([k for k in kids[p] if k != name] + [i])
        kids[verb] = sorted([*kids[verb], name])


def _years(words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Part a year from the noun that follows it without a comma, where the verb has no subject: in "in the winter of
    1898 French and Italian negotiators discussed it" the negotiators are the subject, not what the winter is of."""
    for i, dep in enumerate(deps):
        noun = heads[i]
        if dep not in ("nummod", "compound", "nmod") or noun <= i or tags[i] != "CD" or len(words[i]) != 4:
            continue
        p = heads[noun]
        if deps[noun] != "pobj" or p != i - 1 or not words[i].isdigit():
            continue
        verb = heads[p]
        while not tags[verb].startswith("VB") and heads[verb] != verb:
            verb = heads[verb]
        if verb <= noun or not tags[verb].startswith("VB") or any(deps[k].startswith("nsubj") for k in kids[verb]):
            continue
        passive = any(deps[k] == "auxpass" for k in kids[verb])
        deps[i], heads[i], deps[noun], heads[noun] = "pobj", p, "nsubjpass" if passive else "nsubj", verb
        kids[noun].remove(i)
        kids[p] = sorted([k for k in kids[p] if k != noun] + [i])
        kids[verb] = sorted([*kids[verb], noun])


def _give(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]) -> None:
    """Call the name between a verb of giving and a thing of several words the one to whom it is given: "gave Moldova
    armoured vans"."""
    for i, dep in enumerate(deps):
        name = i + 1
        things = [k for k in kids[i] if deps[k] == "dobj" and k > i]
        if lemmas[i] in _GIVING and len(things) == 2 and not any(tags[k] == "CC" for k in range(i, things[1])):
            deps[things[0]] = "dative"  # "handed Uganda's dictator a Tupolev"
        if dep == "" or lemmas[i] not in _GIVING or not tags[i].startswith("VB") or name >= len(deps):
            continue
        thing = heads[name]
        if tags[name] != "NNP" or thing <= name + 1 or deps[name] not in ("nmod", "compound") or heads[thing] != i:
            continue
        if deps[thing] != "dobj" or tags[thing].startswith("NNP") or any(deps[k] == "dative" for k in kids[i]):
            continue
        deps[name], heads[name] = "dative", i
        kids[thing].remove(name)
        kids[i] = sorted([*kids[i], name])


def _predicate(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], lemmas: list[str]) -> None:
    """Hang what a thing is called on the verb that calls it so: in "called the verdict 'unacceptable'" the adjective
    behind the noun is no part of it."""
    for i, dep in enumerate(deps):
        noun = heads[i]
        verb = heads[noun]
        if dep != "amod" or noun > i or deps[noun] != "dobj" or lemmas[verb] not in CALLING or tags[i][:2] != "JJ":
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
        if lemma in ("jure", "facto") and deps[i] == "dobj":  # "recognised de jure by Argentina"
            deps[i] = "advmod"
        if lemma in _SPANS and deps[i] == "dobj":
            verb = heads[i]
            if any(deps[k] in ("nsubjpass", "auxpass") for k in kids[verb]):
                deps[i] = "npadvmod"


def _name(
    words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], names: list[bool]
) -> None:
    """Make a name of the infinitive that the parser sees behind "to": in "made amends to Denmark" nobody denmarks."""
    for i, tag in enumerate(tags):
        up = heads[i]
        if tag != "VB" or i < 2 or not names[i] or words[i - 1] != "to" or heads[i - 1] != i or up == i or up > i:
            continue
        if names[i - 2] and names[0] and all(names[k] for k in range(i) if words[k] != "to" and len(words[k]) > 3):
            continue  # a headline with a capital on every word
        to = i - 1
        tags[i], deps[i], tags[to], deps[to] = "NNP", "pobj", "IN", "prep"
        moved = [k for k in kids[i] if k != to and deps[k] not in ("compound", "amod", "det", "conj", "cc")]
        kids[i] = [k for k in kids[i] if k != to and k not in moved]
        heads[i], heads[to] = to, up
        kids[up] = sorted([k for k in kids[up] if k != i] + [to, *moved])
        kids[to] = [i]
        for k in moved:
            heads[k] = up


def _lift(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Hang a past tense coordinated with an infinitive on the verb that governs the infinitive: in "refused to take
    part and denounced the war" *denounced* goes with *refused*."""
    for i, dep in enumerate(deps):
        up = heads[i]
        if dep != "conj" or tags[i] != "VBD" or tags[up] != "VB" or up > i:
            continue
        if {deps[k] for k in kids[i]} & {"nsubj", "nsubjpass", "aux", "auxpass", "expl"}:
            continue
        top = up
        while (
            heads[top] != top and tags[top] == "VB" and deps[top] in ("xcomp", "advcl", "acl", "ccomp", "conj", "relcl")
        ):
            top = heads[top]
            while not tags[top].startswith("VB") and heads[top] != top and heads[top] < i:
                top = heads[top]
        if top < up and tags[top] in ("VBD", "VBN"):
            for k in [i, *(c for c in kids[up] if deps[c] == "cc" and up < c < i)]:
                heads[k] = top
                kids[up].remove(k)
                kids[top] = sorted([*kids[top], k])


def _nearest(tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], names: list[bool]) -> None:
    """Call a name right before a finite verb that has no subject its subject: "Tskhinvali claims that …", where the
    parser takes the name for an adjective."""
    for i, tag in enumerate(tags):
        if tag not in ("VBZ", "VBD", "VBP") or i == 0 or not names[i - 1] or heads[i - 1] != i:
            continue
        if deps[i - 1] not in ("amod", "compound", "nmod", "npadvmod") or tags[i - 1] not in _NAMES:
            continue
        if not any(deps[k].startswith(("nsubj", "csubj", "expl")) for k in kids[i]):
            tags[i - 1], deps[i - 1] = "NNP", "nsubj"


def _shifted(words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]]) -> None:
    """Find the object behind a phrase that stands between it and its verb: "rejected out of hand Togo's claim",
    "described as baseless the report that …"."""
    for p, word in enumerate(words):
        verb = heads[p]
        if word not in ("as", "out") or deps[p] not in ("prep", "prt", "advmod") or p != verb + 1:
            continue
        if tags[verb][:2] != "VB" or any(deps[k] in ("dobj", "nsubjpass", "auxpass") for k in kids[verb]):
            continue
        for noun in [k for k in kids[p] if deps[k] == "pobj" and tags[k][:2] == "NN"]:
            first = next((k for k in kids[noun] if deps[k] in ("det", "poss") and k < noun), -1)
            while first >= 0 and any(k < first and deps[k] in ("det", "amod", "compound") for k in kids[first]):
                first = min(kids[first])
            if first <= p + 1:
                continue
            before = [k for k in kids[noun] if k < first]
            deps[noun], heads[noun] = "dobj", verb
            kids[p] = sorted([k for k in kids[p] if k != noun] + before)
            kids[noun] = [k for k in kids[noun] if k not in before]
            kids[verb] = sorted([*kids[verb], noun])
            for k in before:
                heads[k] = p
                deps[k] = "pobj" if k == before[-1] else deps[k]
