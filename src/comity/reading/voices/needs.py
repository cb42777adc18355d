"""What must stand with a verb for it to report speech: a clause, an object, somebody asked, "as" with a name."""

from __future__ import annotations

from itertools import pairwise

from comity.reading.acts.clause import Clauses
from comity.reading.voices.report import content_of, under
from comity.reading.voices.speakers import Floor

_NAMED_SO = {
    "regard",
    "describe",
    "recognize",
    "view",
    "characterize",
    "portray",
    "perceive",
    "label",
    "brand",
    "depict",
    "see",
    "qualify",
    "denounce",
    "condemn",
    "dismiss",
    "treat",
    "present",
}
_MONEY = {
    "million",
    "billion",
    "$",
    "dollar",
    "euro",
    "aid",
    "troop",
    "fund",
    "assistance",
    "help",
    "support",
    "loan",
    "force",
    "money",
    "grant",
}
_ADMITTING = ("admit", "acknowledge", "concede", "confess", "own")
_DEEDS = frozenset(("attack", "assault", "invasion", "coup", "occupation", "surrender", "massacre"))
"""Deeds that one may speak of without blaming anybody."""
_HEARSAY = ("claim", "say", "report", "believe", "rumor", "allege", "repute")
_CALLS = {
    "call": ("for", "on", "upon"),
    "appeal": ("for", "to"),
    "push": ("for",),
    "press": ("for",),
    "lobby": ("for",),
    "petition": ("for",),
    "plead": ("for", "with"),
    "ask": ("for",),
}
_CALLING = {"call", "consider", "deem", "brand", "label", "dub", "term"}
_SPEAKING = {"speak": "of", "talk": "of", "hint": "at", "boast": "of"}
About = tuple[int, str, list[int]]


def needs_of(floor: Floor, i: int, needs: str) -> About | None:
    """(token, act, tokens it is about) where what the verb needs to be speech stands with it; None otherwise."""
    view, words = floor.view, floor.words
    lemma = view.lemma[i]
    objects = view.deep_object(i)
    content = content_of(view, i)
    subject = view.kid(content, "nsubj", "nsubjpass") if content >= 0 else []
    if needs in ("", "object"):
        if not objects and content < 0 and not view.kid(i, "prep", "xcomp", "agent") and needs:
            return None
        return (-1, "", objects or subject or under(view, i) or ([content] if content >= 0 else []))
    if needs == "content":
        quoted = _quoted(floor, i)
        finite = content >= 0 and (
            view.is_verb(content)
            and view.dep[content] == "ccomp"
            and bool(view.dep[i] == "relcl" or view.kid(content, "nsubj", "nsubjpass", "expl", "csubj"))
        )
        if lemma in ("describe",) and view.kid(i, "dobj"):
            return (-1, "", objects)
        if (
            lemma in ("agree", "hold", "feel", "see", "signal", "add", "point", "quote")
            and not quoted
            and not (finite and (content < i or any(view.word[k] == "that" for k in view.kid(content, "mark"))))
        ):
            return None
        first = min(view.kid(i, "nsubj"), default=i)
        if not finite and len(view.kid(i, "nsubj")) == 2 and first < i < max(view.kid(i, "nsubj")):
            return (-1, "", [first])  # "Thirty thousand, say the Persians"
        if content >= 0 and lemma in _ADMITTING and view.dep[content] == "xcomp":
            return (-1, "", [])
        if finite or quoted or (content >= 0 and view.dep[content] == "xcomp" and lemma in _HEARSAY):
            return (-1, "", subject or objects)
        return None
    if needs == "ought":
        return _ought(view, i, objects, content)
    if needs == "giving":
        if view.passive(i) and lemma == "commit":
            return (-1, "", under(view, i))
        if lemma == "offer":
            return (-1, "", view.kid(i, "xcomp")) if view.kid(i, "xcomp") else None
        for o in objects:
            kinds = {view.lemma[k] for k in view.subtree(o)}
            if kinds & _MONEY or any("$" in view.word[k] for k in view.subtree(o)) or view.tag[o].startswith("PRP"):
                return (-1, "", under(view, i) or [o])
        return None
    if needs == "as":
        if view.kid(i, "prep") and any(view.word[p] == "as" for p in view.kid(i, "prep")):
            return (
                -1,
                "",
                objects or [o for p in view.kid(i, "prep") if view.word[p] == "to" for o in view.kid(p, "pobj")],
            )
        if lemma in _NAMED_SO and any(view.word[k] == "as" for o in objects for k in view.subtree(o) if k > o):
            return (-1, "", objects)
        if (
            lemma in _CALLING
            and (view.kid(i, "oprd", "ccomp") or len(view.kid(i, "dobj")) > 1)
            and (objects or subject)
        ):
            return (-1, "", objects or subject)
        if (
            lemma in _CALLING
            and not view.kid(i, "prep", "prt", "xcomp")
            and any(_named_badly(floor, o) for o in objects)
        ):
            return (-1, "", objects)
        return None
    if needs == "about":
        below = [
            o
            for p in view.kid(i, "prep")
            if view.word[p] in ("about", "on", _SPEAKING.get(lemma, "about"))
            for o in view.kid(p, "pobj", "pcomp")
        ]
        bad = words.lists["nouns.wrongs"] | (words.lists["content.judged"] - _DEEDS)
        blames = lemma in _SPEAKING and any(view.lemma[k] in bad for o in below for k in view.conjuncts(o))
        return (-1, "criticise" if blames else "", below) if below and not _with(view, i) else None
    if needs == "person_object":
        ways = ("for", "with") if lemma == "charge" else ("for",)
        return (-1, "", objects) if objects and any(view.word[p] in ways for p in view.kid(i, "prep")) else None
    if needs == "figure":
        return (-1, "", objects) if objects and _figure(view, i) else None
    if needs == "stressed":
        for o in objects:
            for c in view.conjuncts(o):
                act = words.nouns.get(view.lemma[c], "")
                if act and not (lemma == "have" and act in ("question", "claim", "demand")):
                    return (c, act, [])
    return None


def _named_badly(floor: Floor, o: int) -> bool:
    """True for "(called) the closure of the border economic blackmail": the parse takes the name for a part of what is
    named."""
    view = floor.view
    last = max(view.subtree(o))
    return o < last and view.lemma[last] in floor.words.lists["content.judged"] | floor.words.lists["content.criticise"]


def _figure(view: Clauses, i: int) -> bool:
    """True where a number stands under "at": "put the dead at 2,000"."""
    below = [o for p in view.kid(i, "prep") if view.word[p] == "at" for o in view.kid(p, "pobj")]
    return any(view.tag[k] in ("CD", "$") for o in below for k in (o, *view.kids[o]))


def _with(view: Clauses, i: int) -> bool:
    return any(view.word[p] == "with" for p in view.kid(i, "prep"))


def _ought(view: Clauses, i: int, objects: list[int], content: int) -> About | None:
    lemma = view.lemma[i]
    verbs = view.kid(i, "xcomp", "ccomp") + [
        k for k in view.kid(i, "advcl") if any(view.word[m] == "for" for m in view.kid(k, "mark"))
    ]
    infinitive = [
        k
        for k in verbs
        if (view.tag[k] == "VB" or (lemma != "like" and any(view.word[a] == "to" for a in view.kid(k, "aux"))))
        and not any(view.tag[a] == "MD" for a in view.kid(k, "aux"))
        and (view.kid(k, "nsubj", "nsubjpass") or objects or lemma in ("want", "like", "push", "press"))
    ]
    if lemma in _CALLS:
        below = [o for p in view.kid(i, "prep") if view.word[p] in _CALLS[lemma] for o in view.kid(p, "pobj", "pcomp")]
        for_ = any(view.word[p] == "for" for p in view.kid(i, "prep"))
        if below and (for_ or verbs or lemma not in ("call", "ask")):
            return (-1, "", below)
    if lemma == "mention":
        below = [o for p in view.kid(i, "prep") if view.word[p] == "about" for o in view.kid(p, "pcomp")]
        return (-1, "", below) if below else None
    if lemma == "like":
        return (
            (-1, "", infinitive)
            if infinitive and any(view.word[k] in ("would", "'d", "’d") for k in view.kid(i, "aux"))
            else None
        )
    if lemma == "want":
        return (-1, "", infinitive) if any(view.kid(k, "nsubj") for k in infinitive) else None
    if lemma == "request" and objects:
        return (-1, "", objects)
    if infinitive and lemma != "call":
        return (-1, "", objects or infinitive)
    return None


def _quoted(floor: Floor, i: int) -> bool:
    """True where words in quotation marks stand with the verb in its sentence."""
    view = floor.view
    marks = [k for k in range(view.n) if view.word[k] in ('"', "“", "”", "``", "''")]
    long = len(marks) == 1 or any(b - a > 4 for a, b in pairwise(marks))
    return long and any(abs(k - i) <= 14 for k in marks)
