"""Parses mended where the parser is known to err: what hangs on the wrong head, or under the wrong label."""

from __future__ import annotations

from comity.reading.acts.columns import Columns
from comity.reading.acts.headlines import headline
from comity.reading.acts.mending_asides import asides
from comity.reading.acts.mending_subjects import subjects
from comity.reading.acts.mending_told import CALLING, told

_GIVING = {"give", "lend", "send", "hand", "grant", "offer", "award", "pay", "loan", "promise", "deny", "cede"}
_OF_THINGS = {"open", "close", "reopen", "shut", "become", "raise", "elevate", "upgrade", "establish", "found", "set"}
_SPANS = {"year", "month", "week", "day", "decade", "century", "summer", "winter", "spring", "autumn"}
_NO_OBJECTS = _SPANS | {"jure", "facto"}
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


def mend(v: Columns) -> None:
    """Mend the columns of one parse in place, where they have what a rule is about."""
    if "HYPH" in v.tag:
        _hyphens(v)
    _promote(v)
    if "VB" in v.tag:
        _name(v)
    _act(v)
    headline(v)
    if "conj" in v.dep and "VBD" in v.tag:
        _raise(v)
        _lift(v)
    if "," in v.word and "dobj" in v.dep:
        _appose(v)
    if "compound" in v.dep and " " in "".join(v.word):
        _unjoin(v)
    if "CD" in v.tag and "pobj" in v.dep:
        _years(v)
    if not _GIVING.isdisjoint(v.lemma):
        _give(v)
    told(v)
    if not CALLING.isdisjoint(v.lemma):
        _predicate(v)
    if "which" in v.word:
        _subject(v)
    _nearest(v)
    if "as" in v.word or "out" in v.word:
        _shifted(v)
    _open(v)
    if "which" in v.word:
        _which(v)
    if not _NO_OBJECTS.isdisjoint(v.lemma):
        _when(v)
    asides(v)
    subjects(v)


def _hyphens(v: Columns) -> None:
    """Let the last part of a word cut at its hyphen have the lemma of the whole: "build-up", "cease-fire", for *up* and
    *fire* alone say nothing of what is told."""
    for i in range(1, len(v.word) - 1):
        if v.tag[i] != "HYPH" or v.word[i] != "-" or not v.word[i - 1].isalpha():
            continue
        noun = v.word[i + 1] in _JOINED_ON and v.tag[i + 1].startswith("NN")
        if noun or (v.word[i - 1], v.lemma[i + 1]) in _JOINED:
            v.lemma[i + 1] = f"{v.word[i - 1]}-{v.lemma[i + 1]}"


def _promote(v: Columns) -> None:
    """Make a verb of the participle that the parser sees before the noun of a sentence without a verb: in "Sweden
    shared radar data with Finland" *shared* is the verb, *data* what was shared."""
    root = v.root()
    if root > 1 and v.tag[root].startswith("NN") and _made_finite(v, root):
        return
    told = next((k for k in v.kids[root] if v.dep[k] == "ccomp" and v.tag[k].startswith("NN")), -1) if root >= 0 else -1
    finite = ("VBZ", "VBP", "VBD", "MD")
    if told > 1 and told < root and not any(t in finite for t in v.tag[:told]):
        _tell(v, told)
        return
    if root < 2 or not v.tag[root].startswith("NN") or any(t in finite for t in v.tag):
        return
    verb = next((k for k in v.kids[root] if v.dep[k] == "amod" and v.tag[k] == "VBN" and k < root), -1)
    if verb < 1 or v.tag[verb - 1] not in ("NNP", "NNPS") or v.head[verb - 1] not in (verb, root):
        return
    if any(k < verb - 1 and v.head[k] == root for k in v.kids[root]):
        return
    name = verb - 1
    prepositions = [k for k in v.kids[root] if v.dep[k] == "prep" and k > root] + [
        k for k in v.kids[root] if v.dep[k] == "punct" and k > root
    ]
    for k in (name, *prepositions):
        v.kids[v.head[k]] = [j for j in v.kids[v.head[k]] if j != k]
        v.head[k] = verb
    v.kids[root] = [j for j in v.kids[root] if j != verb]
    v.dep[name], v.dep[root], v.dep[verb], v.tag[verb] = "nsubj", "dobj", "ROOT", "VBD"
    v.head[verb], v.head[root] = verb, verb
    v.kids[verb] = sorted({*v.kids[verb], name, root, *prepositions})


def _made_finite(v: Columns, root: int) -> bool:
    """Make a past tense that the parser takes for an adjective the root: "The emir voiced readiness to invest"."""
    verb = next((k for k in v.kids[root] if v.dep[k] == "amod" and v.tag[k] == "VBD" and 0 < k < root), -1)
    subject = verb - 1
    if verb < 1 or not v.tag[subject].startswith("NN") or v.head[subject] not in (verb, root):
        return False
    if v.dep[subject] not in ("npadvmod", "compound", "nmod", "nsubj"):
        return False
    for k in [k for k in v.kids[root] if k < subject or v.dep[k] == "punct"]:
        before = k < subject
        v.head[k] = subject if before else verb
        v.kids[root].remove(k)
        v.kids[v.head[k]] = sorted([*v.kids[v.head[k]], k])
    v.kids[v.head[subject]].remove(subject)
    if verb in v.kids[root]:
        v.kids[root].remove(verb)
    v.head[subject], v.head[root], v.head[verb] = verb, verb, verb
    v.dep[subject], v.dep[root], v.dep[verb] = "nsubj", "dobj", "ROOT"
    v.kids[verb] = sorted({*v.kids[verb], subject, root})
    return True


def _tell(v: Columns, noun: int) -> None:
    """The same where the sentence is somebody's word: "Sweden shared radar data with Finland, Stockholm said"."""
    verb = next((k for k in v.kids[noun] if v.dep[k] == "amod" and v.tag[k] == "VBN" and k < noun), -1)
    if verb < 1 or v.tag[verb - 1] not in ("NNP", "NNPS") or v.head[verb - 1] not in (verb, noun):
        return
    up, name = v.head[noun], verb - 1
    moved = [k for k in v.kids[noun] if v.dep[k] == "prep" and k > noun]
    for k in (name, *moved):
        v.kids[v.head[k]] = [j for j in v.kids[v.head[k]] if j != k]
        v.head[k] = verb
    v.kids[noun] = [j for j in v.kids[noun] if j != verb]
    v.kids[up] = sorted([verb if j == noun else j for j in v.kids[up]])
    v.dep[name], v.dep[noun], v.dep[verb], v.tag[verb] = "nsubj", "dobj", "ccomp", "VBD"
    v.head[noun], v.head[verb] = verb, up
    v.kids[verb] = sorted({*v.kids[verb], name, noun, *moved})


def _act(v: Columns) -> None:
    """Make a verb in the past the root of a sentence that has no other: in "Hungarian doctors operated with Ghanaian
    surgeons." the doctors act, nobody operated them."""
    root = v.root()
    if root < 0 or v.tag[root] not in ("NNS", "NNP", "NNPS") or v.word[-1] != "." or root > 8:
        return
    verb = next((k for k in v.kids[root] if v.dep[k] == "acl" and v.tag[k] == "VBD" and k > root), -1)
    if verb < 0 or any(t in ("VBZ", "VBP", "MD") for t in v.tag) or v.tag.count("VBD") > 1 or "," in v.word[root:verb]:
        return
    after = [k for k in v.kids[root] if k > verb]
    for k in (*after, root):
        v.head[k] = verb
    v.kids[root] = [k for k in v.kids[root] if k < verb]
    v.kids[verb] = sorted({*v.kids[verb], *after, root})
    v.head[verb], v.dep[verb], v.dep[root] = verb, "ROOT", "nsubj"


def _open(v: Columns) -> None:
    """Make the main verb the root of a sentence that the parser takes for one phrase of time: in "On the eve of the war
    the premiers corresponded" nobody corresponded the war."""
    root = v.root()
    if root != 0 or v.tag[0] != "IN":
        return
    for i, dep in enumerate(v.dep):
        own = [k for k in v.kids[i] if v.dep[k] in ("nsubj", "nsubjpass")]
        if dep == "relcl" and v.tag[i] in ("VBD", "VBZ", "VBP") and own and v.tag[own[0]][0] != "W":
            v.kids[v.head[i]].remove(i)
            v.head[0], v.head[i], v.dep[0], v.dep[i] = i, i, "prep", "ROOT"
            v.kids[i] = sorted([*v.kids[i], 0])
            return


def _which(v: Columns) -> None:
    """Hang a clause with "which" on the thing, not on its place: "the embassy in Kuwait, which opened in 1993"."""
    for i, dep in enumerate(v.dep):
        place = v.head[i]
        if dep != "relcl" or v.lemma[i] not in _OF_THINGS or place + 1 >= len(v.word) or v.word[place + 1] != ",":
            continue
        p = v.head[place]
        thing = v.head[p]
        if v.dep[place] != "pobj" or v.word[p] not in ("in", "at", "to") or thing >= p or v.dep[thing] == "ROOT":
            continue
        if any(v.word[k] == "which" and v.dep[k] in ("nsubj", "nsubjpass") for k in v.kids[i]):
            v.hang(i, thing)


def _raise(v: Columns) -> None:
    """Hang a past tense coordinated with a perfect on the verb that governs the perfect: in "denied that it had crossed
    and accused Togo" *accused* goes with *denied*, since "had" does not go with it."""
    for i, dep in enumerate(v.dep):
        up = v.head[i]
        if dep != "conj" or v.tag[i] != "VBD" or v.tag[up] != "VBN" or v.dep[up] != "ccomp" or v.head[up] > up:
            continue
        own = {v.dep[k] for k in v.kids[i]} & {"nsubj", "nsubjpass", "aux", "auxpass", "expl"}
        perfect = any(v.dep[k] == "aux" and v.lemma[k] == "have" for k in v.kids[up])
        if perfect and not own and v.tag[v.head[up]] == "VBD":
            v.hang(i, v.head[up])


def _appose(v: Columns) -> None:
    """Call what one comma parts from the verb an apposition, not an object: "travelled to Quito in May, the first
    visit of a premier"."""
    for i, dep in enumerate(v.dep):
        up = v.head[i]
        if dep != "dobj" or up > i or not any(v.dep[k] == "prep" and up < k < i for k in v.kids[up]):
            continue
        first = min([i, *v.kids[i]])
        if v.word[first - 1] == "," and v.word[up:first].count(",") == 1:
            v.dep[i] = "appos"


def _unjoin(v: Columns) -> None:
    """Part a date from the name that follows it without a comma: in "on May 5, 1879 Chile declared war" *Chile* is the
    subject, no day."""
    for i, dep in enumerate(v.dep):
        name = v.head[i]
        if dep != "compound" or v.dep[name] != "pobj" or not v.word[i][-4:].isdigit():
            continue
        p = v.head[name]
        verb = v.head[p]
        for _ in range(3):  # "under an accord of May 5, 1879 Chile paid"
            if verb < i and v.dep[verb] in ("pobj", "prep", "conj"):
                verb = v.head[verb]
        beside = all(v.head[j] == name and v.dep[j] == "compound" for j in range(i + 1, name))
        told = any(v.dep[k] in ("nsubj", "nsubjpass", "expl") for k in v.kids[verb])
        if not (p < i < name and beside and " " in v.word[i] and verb > name) or (told and v.head[p] != verb):
            continue
        v.dep[i], v.head[i] = "pobj", p
        v.dep[name] = "nsubjpass" if any(v.dep[k] == "auxpass" for k in v.kids[verb]) else "nsubj"
        v.head[name] = verb
        v.kids[name].remove(i)
        v.kids[p] = sorted([k for k in v.kids[p] if k != name] + [i])
        v.kids[verb] = sorted([*v.kids[verb], name])


def _years(v: Columns) -> None:
    """Part a year from the noun that follows it without a comma, where the verb has no subject: in "in the winter of
    1898 French and Italian negotiators discussed it" the negotiators are the subject, not what the winter is of."""
    for i, dep in enumerate(v.dep):
        noun = v.head[i]
        if dep not in ("nummod", "compound", "nmod") or noun <= i or v.tag[i] != "CD" or len(v.word[i]) != 4:
            continue
        p = v.head[noun]
        if v.dep[noun] != "pobj" or p != i - 1 or not v.word[i].isdigit():
            continue
        verb = v.head[p]
        while not v.tag[verb].startswith("VB") and v.head[verb] != verb:
            verb = v.head[verb]
        if verb <= noun or not v.tag[verb].startswith("VB") or any(v.dep[k].startswith("nsubj") for k in v.kids[verb]):
            continue
        passive = any(v.dep[k] == "auxpass" for k in v.kids[verb])
        v.dep[i], v.head[i], v.dep[noun], v.head[noun] = "pobj", p, "nsubjpass" if passive else "nsubj", verb
        v.kids[noun].remove(i)
        v.kids[p] = sorted([k for k in v.kids[p] if k != noun] + [i])
        v.kids[verb] = sorted([*v.kids[verb], noun])


def _give(v: Columns) -> None:
    """Call the name between a verb of giving and a thing of several words the one to whom it is given: "gave Moldova
    armoured vans"."""
    for i, dep in enumerate(v.dep):
        name = i + 1
        things = [k for k in v.kids[i] if v.dep[k] == "dobj" and k > i]
        if v.lemma[i] in _GIVING and len(things) == 2 and not any(v.tag[k] == "CC" for k in range(i, things[1])):
            v.dep[things[0]] = "dative"  # "handed Uganda's dictator a Tupolev"
        if dep == "" or v.lemma[i] not in _GIVING or not v.tag[i].startswith("VB") or name >= len(v.dep):
            continue
        thing = v.head[name]
        if v.tag[name] != "NNP" or thing <= name + 1 or v.dep[name] not in ("nmod", "compound") or v.head[thing] != i:
            continue
        if v.dep[thing] != "dobj" or v.tag[thing].startswith("NNP") or any(v.dep[k] == "dative" for k in v.kids[i]):
            continue
        v.dep[name], v.head[name] = "dative", i
        v.kids[thing].remove(name)
        v.kids[i] = sorted([*v.kids[i], name])


def _predicate(v: Columns) -> None:
    """Hang what a thing is called on the verb that calls it so: in "called the verdict 'unacceptable'" the adjective
    behind the noun is no part of it."""
    for i, dep in enumerate(v.dep):
        noun = v.head[i]
        verb = v.head[noun]
        if dep != "amod" or noun > i or v.dep[noun] != "dobj" or v.lemma[verb] not in CALLING or v.tag[i][:2] != "JJ":
            continue
        v.hang(i, verb)
        v.dep[i] = "oprd"


def _subject(v: Columns) -> None:
    """Call a name behind "which" the subject of a clause that has none: "the warrant, which Paris, though no member,
    applauded"."""
    for i, dep in enumerate(v.dep):
        verb = v.head[i]
        if dep != "npadvmod" or not v.tag[i].startswith("NNP") or v.dep[verb] != "relcl" or v.word[i - 1] != "which":
            continue
        if (
            v.head[i - 1] == verb
            and v.dep[i - 1] == "dobj"
            and not any(v.dep[k].startswith("nsubj") for k in v.kids[verb])
        ):
            v.dep[i] = "nsubj"


def _when(v: Columns) -> None:
    """Call a time behind a passive no object: "sanctions were imposed the following year"."""
    for i, lemma in enumerate(v.lemma):
        if lemma in ("jure", "facto") and v.dep[i] == "dobj":  # "recognised de jure by Argentina"
            v.dep[i] = "advmod"
        if lemma in _SPANS and v.dep[i] == "dobj":
            verb = v.head[i]
            if any(v.dep[k] in ("nsubjpass", "auxpass") for k in v.kids[verb]):
                v.dep[i] = "npadvmod"


def _name(v: Columns) -> None:
    """Make a name of the infinitive that the parser sees behind "to": in "made amends to Denmark" nobody denmarks."""
    for i, tag in enumerate(v.tag):
        up = v.head[i]
        if tag != "VB" or i < 2 or not v.named[i] or v.word[i - 1] != "to" or v.head[i - 1] != i or up == i or up > i:
            continue
        if (
            v.named[i - 2]
            and v.named[0]
            and all(v.named[k] for k in range(i) if v.word[k] != "to" and len(v.word[k]) > 3)
        ):
            continue  # a headline with a capital on every word
        to = i - 1
        v.tag[i], v.dep[i], v.tag[to], v.dep[to] = "NNP", "pobj", "IN", "prep"
        moved = [k for k in v.kids[i] if k != to and v.dep[k] not in ("compound", "amod", "det", "conj", "cc")]
        v.kids[i] = [k for k in v.kids[i] if k != to and k not in moved]
        v.head[i], v.head[to] = to, up
        v.kids[up] = sorted([k for k in v.kids[up] if k != i] + [to, *moved])
        v.kids[to] = [i]
        for k in moved:
            v.head[k] = up


def _lift(v: Columns) -> None:
    """Hang a past tense coordinated with an infinitive on the verb that governs the infinitive: in "refused to take
    part and denounced the war" *denounced* goes with *refused*."""
    for i, dep in enumerate(v.dep):
        up = v.head[i]
        if dep != "conj" or v.tag[i] != "VBD" or v.tag[up] not in ("VB", "VBG") or up > i:
            continue
        if {v.dep[k] for k in v.kids[i]} & {"nsubj", "nsubjpass", "aux", "auxpass", "expl"}:
            continue
        top = up
        while (
            v.head[top] != top
            and v.tag[top] in ("VB", "VBG")
            and v.dep[top] in ("xcomp", "advcl", "acl", "ccomp", "conj", "relcl", "pcomp")
        ):
            top = v.head[top]
            while not v.tag[top].startswith("VB") and v.head[top] != top and v.head[top] < i:
                top = v.head[top]
        if top < up and v.tag[top] in ("VBD", "VBN"):
            for k in [i, *(c for c in v.kids[up] if v.dep[c] == "cc" and up < c < i)]:
                v.head[k] = top
                v.kids[up].remove(k)
                v.kids[top] = sorted([*v.kids[top], k])


def _nearest(v: Columns) -> None:
    """Call a name right before a finite verb that has no subject its subject: "Tskhinvali claims that …", where the
    parser takes the name for an adjective."""
    for i, tag in enumerate(v.tag):
        if tag not in ("VBZ", "VBD", "VBP") or i == 0 or not v.named[i - 1] or v.head[i - 1] != i:
            continue
        if v.dep[i - 1] not in ("amod", "compound", "nmod", "npadvmod") or v.tag[i - 1] not in _NAMES:
            continue
        if not any(v.dep[k].startswith(("nsubj", "csubj", "expl")) for k in v.kids[i]):
            v.tag[i - 1], v.dep[i - 1] = "NNP", "nsubj"


def _shifted(v: Columns) -> None:
    """Find the object behind a phrase that stands between it and its verb: "rejected out of hand Togo's claim",
    "described as baseless the report that …"."""
    for p, word in enumerate(v.word):
        verb = v.head[p]
        if word not in ("as", "out") or v.dep[p] not in ("prep", "prt", "advmod") or p != verb + 1:
            continue
        if v.tag[verb][:2] != "VB" or any(v.dep[k] in ("dobj", "nsubjpass", "auxpass") for k in v.kids[verb]):
            continue
        for noun in [k for k in v.kids[p] if v.dep[k] == "pobj" and v.tag[k][:2] == "NN"]:
            first = next((k for k in v.kids[noun] if v.dep[k] in ("det", "poss") and k < noun), -1)
            while first >= 0 and any(k < first and v.dep[k] in ("det", "amod", "compound") for k in v.kids[first]):
                first = min(v.kids[first])
            if first <= p + 1:
                continue
            before = [k for k in v.kids[noun] if k < first]
            v.dep[noun], v.head[noun] = "dobj", verb
            v.kids[p] = sorted([k for k in v.kids[p] if k != noun] + before)
            v.kids[noun] = [k for k in v.kids[noun] if k not in before]
            v.kids[verb] = sorted([*v.kids[verb], noun])
            for k in before:
                v.head[k] = p
                v.dep[k] = "pobj" if k == before[-1] else v.dep[k]
