"""Reports of speech in one parsed sentence: who says so, what kind of statement it is, and where its content stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from comity.reading.acts.clause import Clauses
from comity.reading.voices.speakers import UNKNOWN, Floor, Speaker

_UNREAL = {
    "should",
    "must",
    "ought",
    "could",
    "might",
    "may",
    "can",
    "would",
    "will",
    "'ll",
    "’ll",
    "shall",
    "ca",
    "wo",
}
_AGENTLESS = {"accuse", "criticise"}
_BLAMED = {"accuse", "allege", "blame", "criticize", "condemn", "denounce", "censure", "hold", "fault", "rebuke"}
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
}
_IMPERSONAL = {"say", "believe", "report", "think", "claim", "argue", "allege", "suspect"}
_SKEPTIC = {"brand", "dub", "dismiss", "denounce", "label"}
_INSTEAD = {"instead", "rather"}
_FIRST = {"i", "we", "my", "our"}
_ONLY = {"just", "only", "merely", "simply"}
_LONGEST = 700
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
_TEMPERED = {"less", "too", "hardly", "only", "scarcely"}
_ABOUT = (
    "about",
    "over",
    "of",
    "for",
    "on",
    "regarding",
    "concerning",
    "at",
    "with",
    "toward",
    "towards",
    "against",
    "in",
    "to",
)


@dataclass(slots=True)
class Saying:
    """One report of speech. Tokens ``first`` to ``last`` tell it; ``content`` is the head of what is said (-1: none);

    ``about`` and ``to`` are tokens; ``way`` names the pattern that found it.
    """

    at: int
    act: str
    speaker: Speaker | None
    first: int
    last: int
    content: int
    about: int
    to: int
    way: str
    first_person: bool = False


def sayings(floor: Floor) -> list[Saying]:
    """The reports of speech in a sentence, in text order; nested ones follow those that hold them."""
    view = floor.view
    out: list[Saying] = []
    used: set[int] = set()
    for i in range(view.n):
        tag = view.tag[i]
        found: Saying | None = None
        if i in used:
            continue
        if tag.startswith("VB"):
            found = _verb(floor, i, used)
        elif tag.startswith("JJ"):
            found = _adjective(floor, i)
        elif tag.startswith("NN"):
            found = _noun(floor, i)
        if found:
            out.append(found)
            but = _but(floor, found)
            if but:
                out.append(but)
    found = _according(floor)
    if found:
        out.append(found)
    return out


def _asserted(view: Clauses, i: int) -> bool:
    """True for "insisted that it had paid", no demand as "insisted that it pay" is."""
    c = _content(view, i)
    if c < 0 or view.dep[c] != "ccomp":
        return False
    aux = {view.word[k] for k in view.kid(c, "aux")}
    return view.tag[c] != "VB" or bool(aux - {"should", "must", "be"})


def _but(floor: Floor, s: Saying) -> Saying | None:
    """The second half of "said that A wants peace but B does not yield": a statement of its own about another."""
    view = floor.view
    c = s.content
    if c < 0 or s.speaker is None or not any(view.word[k] == "but" for k in view.kid(c, "cc")):
        return None
    ours = floor.of(view.kid(c, "nsubj", "nsubjpass"))
    for k in view.kid(c, "conj"):
        theirs = floor.of(view.kid(k, "nsubj", "nsubjpass"))
        if not theirs or not ours or theirs.code.partition("/")[0] == ours.code.partition("/")[0]:
            continue
        act = content_act(floor, k, s.speaker)
        first, last = _extent(view, k)
        last = max(view.subtree(k))
        s.last = max(s.at, first - 2)
        mine = theirs.code.partition("/")[0] == s.speaker.code.partition("/")[0]
        if view.negated(k) and not mine:
            act = "criticise"
        about = view.kid(k, "nsubj", "nsubjpass")[0]
        return Saying(k, act, s.speaker, first, last, k, about, -1, "said, but")
    return None


def _finite(view: Clauses, i: int) -> bool:
    return view.tag[i] in ("VBD", "VBZ", "VBP") or any(view.lemma[k] == "have" for k in view.kid(i, "aux"))


def _verb(floor: Floor, i: int, used: set[int]) -> Saying | None:
    view, words = floor.view, floor.words
    lemma = view.lemma[i]
    if not uttered(view, i):
        return None
    if lemma in words.drawing or lemma in ("express", "voice"):
        found = _drawn(floor, i, used)
        if found:
            return found
    if lemma == "hold" and any(
        view.word[k] == "responsible" for k in view.kids[i] + [c for k in view.kids[i] for c in view.kids[k]]
    ):
        return _made(floor, i, "accuse", view.deep_object(i), "held responsible")
    if lemma == "take" and any(view.lemma[k] == "issue" for k in view.kid(i, "dobj")):
        return _made(
            floor,
            i,
            "criticise",
            [
                o
                for k in view.kid(i, "dobj", "prep")
                for o in (view.under(k, frozenset(("with",))) or view.kid(k, "pobj"))
            ],
            "took issue",
        )
    if lemma in ("announce", "declare") and any(
        view.lemma[k] in words.lists["nouns.reversals"] for k in view.deep_object(i)
    ):
        return _made(floor, i, "concede", view.deep_object(i), "announced a reversal")
    if lemma in ("accept", "agree", "comply") and view.negated(i):
        return _made(floor, i, "deny", view.deep_object(i) or _under(view, i), "did not accept")
    if view.negated(i):
        return None
    if i and view.word[i - 1] == "as" and view.tag[i] == "VBN":  # "as opposed to", "as agreed"
        return None
    for act, needs in words.verbs.get(lemma, ()):
        if lemma == "undertake" and not view.kid(i, "xcomp"):
            continue
        if lemma == "insist" and act == "demand" and _asserted(view, i):
            continue
        about = _needs(floor, i, needs)
        if about is None:
            continue
        if needs == "stressed":
            act, used_noun = about[1], about[0]
            used.add(used_noun)
            return _made(floor, i, act, _under(view, used_noun) or _under(view, i) or [used_noun], "expressed")
        kind = act
        if needs == "as":
            kind = _judged(floor, i, lemma)
        if lemma in ("refuse", "decline") and not view.kid(i, "xcomp", "dobj", "nsubjpass"):
            continue
        return _made(floor, i, kind, about[2], f"{lemma}")
    return None


def uttered(view: Clauses, i: int) -> bool:
    """True where the speech is told as having taken place: no purpose, no advice, no mere possibility."""
    up, below = i, i
    aux = {view.word[k] for k in view.kid(i, "aux")}
    if view.tag[i] == "VBN" and view.dep[i] == "amod":
        return False
    if aux & _UNREAL and not (view.lemma[i] in ("like", "say") and aux & {"would", "'d", "’d"}):
        return False
    if view.tag[i] == "VB" and "to" in aux and view.lemma[view.head[i]] not in ("continue", "begin", "go", "come"):
        return False
    if view.tag[i] == "VB" and not aux and view.dep[i] in ("ROOT",):
        return view.lemma[i] == "say"
    for up in view.above(i):
        if view.dep[below] in ("ccomp", "relcl", "parataxis"):
            break
        if view.word[up] in _INSTEAD or (view.word[up] == "of" and view.word[max(0, up - 1)] in _INSTEAD):
            break
        if view.is_verb(up) and (
            (view.dep[below] in ("xcomp", "prep", "advcl", "pcomp", "conj") and below != i)
            or view.dep[i] in ("xcomp", "advcl")
        ):
            words = {view.word[k] for k in view.kid(up, "aux")}
            if words & {"should", "must", "ought", "could"} and view.dep[below] != "conj":
                return False
            if view.dep[below] == "xcomp" and (
                view.negated(up) or view.lemma[up] in ("refuse", "decline", "fail", "stop", "avoid")
            ):
                return False
        below = up
    return not any(view.word[k] in ("if", "unless", "whether") for k in view.kid(i, "mark"))


About = tuple[int, str, list[int]]


def _needs(floor: Floor, i: int, needs: str) -> About | None:
    """(token, act, tokens it is about) where what the verb needs to be speech stands with it; None otherwise."""
    view, words = floor.view, floor.words
    lemma = view.lemma[i]
    objects = view.deep_object(i)
    content = _content(view, i)
    subject = view.kid(content, "nsubj", "nsubjpass") if content >= 0 else []
    if needs in ("", "object"):
        if not objects and content < 0 and not view.kid(i, "prep", "xcomp", "agent") and needs:
            return None
        return (-1, "", objects or subject or _under(view, i) or ([content] if content >= 0 else []))
    if needs == "content":
        quoted = _quoted(floor, i)
        finite = content >= 0 and (
            view.is_verb(content)
            and view.dep[content] == "ccomp"
            and bool(view.kid(content, "nsubj", "nsubjpass", "expl", "csubj"))
        )
        if lemma in ("describe",) and view.kid(i, "dobj"):
            return (-1, "", objects)
        if (
            lemma in ("agree", "hold", "feel", "see", "signal", "add", "point", "quote")
            and not quoted
            and not (finite and any(view.word[k] == "that" for k in view.kid(content, "mark")))
        ):
            return None
        if (
            finite
            or quoted
            or (content >= 0 and view.dep[content] == "xcomp" and lemma in ("claim", "say", "report", "believe"))
        ):
            return (-1, "", subject or objects)
        return None
    if needs == "ought":
        return _ought(view, i, objects, content)
    if needs == "giving":
        if view.passive(i) and lemma == "commit":
            return (-1, "", _under(view, i))
        if lemma == "offer":
            return (-1, "", view.kid(i, "xcomp")) if view.kid(i, "xcomp") else None
        for o in objects:
            kinds = {view.lemma[k] for k in view.subtree(o)}
            if kinds & _MONEY or any("$" in view.word[k] for k in view.subtree(o)) or view.tag[o].startswith("PRP"):
                return (-1, "", _under(view, i) or [o])
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
            lemma in ("call", "consider", "deem", "brand", "label", "dub", "term")
            and view.kid(i, "oprd", "ccomp")
            and (objects or subject)
        ):
            return (-1, "", objects or subject)
        return None
    if needs == "about":
        below = [
            o for p in view.kid(i, "prep") if view.word[p] in ("about", "on") for o in view.kid(p, "pobj", "pcomp")
        ]
        return (-1, "", below) if below and not _with(view, i) else None
    if needs == "person_object":
        return (-1, "", objects) if objects and any(view.word[p] == "for" for p in view.kid(i, "prep")) else None
    if needs == "stressed":
        for o in objects:
            for c in view.conjuncts(o):
                act = words.nouns.get(view.lemma[c], "")
                if act and not (lemma == "have" and act in ("question", "claim", "demand")):
                    return (c, act, [])
    return None


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
        if view.tag[k] == "VB" and (view.kid(k, "nsubj") or objects or lemma in ("want", "like", "push", "press"))
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


def _content(view: Clauses, i: int) -> int:
    """Head of the clause that the verb reports; -1 where there is none."""
    for k in view.kid(i, "ccomp"):
        return k
    for k in view.kid(i, "xcomp"):
        return k
    if view.lemma[i] in _BLAMED:  # "accused of arming the rebels"
        for p in view.kid(i, "prep"):
            for k in view.kid(p, "pcomp") if view.word[p] in ("of", "for", "with") else ():
                return k
    return -1


def _quoted(floor: Floor, i: int) -> bool:
    """True where words in quotation marks stand with the verb in its sentence."""
    view = floor.view
    marks = [k for k in range(view.n) if view.word[k] in ('"', "“", "”", "``", "''")]
    long = len(marks) == 1 or any(b - a > 4 for a, b in pairwise(marks))
    return long and any(abs(k - i) <= 14 for k in marks)


def _under(view: Clauses, i: int) -> list[int]:
    for p in view.kid(i, "prep"):
        if view.word[p] in _ABOUT:
            found = view.kid(p, "pobj", "pcomp")
            if found:
                return found
    return []


def _judged(floor: Floor, i: int, lemma: str) -> str:
    """What calling something so makes: a criticism where the name given is one."""
    view = floor.view
    if lemma in _SKEPTIC:
        return "criticise"
    bad = floor.words.lists["content.criticise"] | floor.words.lists["nouns.wrongs"]
    for p in view.kid(i, "prep", "oprd", "ccomp", "dobj"):
        if view.dep[p] == "prep" and view.word[p] != "as":
            continue
        if any(view.lemma[k] in bad or view.word[k] in bad for k in view.subtree(p)):
            return "criticise"
    return "claim"


def _drawn(floor: Floor, i: int, used: set[int]) -> Saying | None:
    """ "Their ties have drawn concern from Peru", "the vote heightened Polish concerns": the feeling's owner speaks."""
    view, words = floor.view, floor.words
    if view.lemma[i] in ("express", "voice"):
        return None
    for o in view.kid(i, "dobj", "nsubjpass") + [
        o for p in view.kid(i, "prep") if view.word[p] == "with" for o in view.kid(p, "pobj")
    ]:
        act = words.nouns.get(view.lemma[o], "")
        if not act:
            continue
        own = view.kid(o, "poss", "amod", "compound", "nmod")
        speaker = floor.of([k for k in own if floor.cover.get(k)])
        subject = view.deep_subject(i)
        if not speaker:
            below = [
                k
                for p in view.kid(i, "prep") + view.kid(o, "prep")
                if view.word[p] in ("from", "in", "among", "by")
                for k in view.kid(p, "pobj")
            ]
            speaker = floor.of([k for k in below if floor.cover.get(k)])
        if not speaker and view.lemma[i] == "raise" and floor.of(subject):
            speaker = floor.of(subject)
            subject = []
        if not speaker and act in ("criticise", "accuse"):
            speaker = Speaker(UNKNOWN)
        if speaker:
            used.add(o)
            first, last = _extent(view, i)
            about = _under(view, o) or subject
            return Saying(i, act, speaker, first, last, -1, about[0] if about else o, -1, "feeling drawn")
    return None


def _adjective(floor: Floor, i: int) -> Saying | None:
    view, words = floor.view, floor.words
    act = words.adjectives.get(view.lemma[i], "") or words.adjectives.get(view.word[i], "")
    if not act or view.dep[i] not in ("acomp", "conj", "oprd") or view.negated(i):
        return None
    up = view.head[i]
    if (
        not view.is_verb(up)
        or view.negated(up)
        or not uttered(view, up)
        or view.lemma[up] not in ("be", "remain", "grow", "become", "feel")
    ):
        return None
    if any(view.word[k] in _TEMPERED for k in view.kid(i, "advmod")):
        return None
    about = [
        o
        for p in view.kid(i, "prep")
        if view.word[p] != "with" or view.lemma[i] != "concerned"
        for o in view.kid(p, "pobj", "pcomp")
    ] + view.kid(i, "ccomp", "xcomp")
    if not about:
        return None
    subject = view.subject(up)
    mine = any(view.word[s] in _FIRST for s in subject)
    speaker = floor.of(subject)
    if speaker is None and not mine:
        return None
    first, last = _extent(view, up)
    return Saying(
        i, act, speaker, first, last, next(iter(view.kid(i, "ccomp")), -1), about[0], -1, "feeling held", mine
    )


def _noun(floor: Floor, i: int) -> Saying | None:
    view, words = floor.view, floor.words
    lemma = view.lemma[i]
    lists = words.lists
    act = words.nouns.get(lemma, "")
    below = [
        o
        for p in view.kid(i, "prep")
        if view.word[p] in ("of", "that", "about", "over", "against")
        for o in view.kid(p, "pobj", "pcomp")
    ]
    clause = view.kid(i, "acl", "ccomp", "relcl") if lemma in lists["nouns.reported"] else []
    if lemma == "report" and any(view.lemma[k] in lists["nouns.wrongs"] for o in below for k in view.conjuncts(o)):
        first, last = _extent(
            view, view.head[i] if view.is_verb(view.head[i]) and view.lemma[view.head[i]] in ("be", "emerge") else i
        )
        return Saying(i, "accuse", Speaker(UNKNOWN), first, last, below[0], below[0], -1, "reports of")
    if not act or (lemma not in lists["nouns.alone"] and act not in ("criticise", "accuse")):
        return None
    owner = [k for k in view.kid(i, "poss", "amod", "compound", "nmod") if floor.cover.get(k)]
    owner += [
        k for p in view.kid(i, "prep", "agent") if view.word[p] in ("by", "from", "among") for k in view.kid(p, "pobj")
    ]
    speaker = floor.of(owner) if owner else None
    if lemma not in lists["nouns.alone"] and not (speaker and below):
        return None
    if not speaker and act == "accuse" and (clause or below):
        speaker = _amid(floor, i)
    if not speaker:
        return None
    if not below and not clause and view.dep[i] not in ("dobj", "pobj", "nsubjpass"):
        return None
    first, last = _extent(view, i)
    about = below or [s for c in clause for s in view.kid(c, "nsubj", "nsubjpass")] or clause
    return Saying(
        i, act, speaker, first, last, clause[0] if clause else -1, about[0] if about else -1, -1, "noun of speech"
    )


def _amid(floor: Floor, i: int) -> Speaker | None:
    """Whose accusation it is: "expelled the envoy amid accusations that …" is the expeller's; else nobody's named."""
    view = floor.view
    up = view.head[i]
    if view.word[up] in ("amid", "amidst", "on", "over", "after", "following") and view.is_verb(view.head[up]):
        verb = view.head[up]
        if not view.passive(verb) and view.word[up] in ("amid", "amidst", "on"):
            return floor.of(view.deep_subject(verb)) or Speaker(UNKNOWN)
    return Speaker(UNKNOWN)


def _according(floor: Floor) -> Saying | None:
    """ "According to the embassy, …": the whole sentence is told by it."""
    view = floor.view
    for i in range(view.n - 1):
        if view.word[i] == "according" and view.word[i + 1] == "to":
            below = [o for k in (i, i + 1) for p in [k] for o in view.kid(p, "pobj")]
            speaker = floor.of(below)
            if (
                speaker is None
                or not below
                or view.lemma[below[0]] in ("poll", "survey", "law", "treaty", "agreement", "plan", "constitution")
            ):
                return None
            top = view.clause_head(i)
            first, last = _extent(view, top)
            subject = view.kid(top, "nsubj", "nsubjpass")
            return Saying(
                i, "claim", speaker, min(first, i), last, top, subject[0] if subject else -1, -1, "according to"
            )
    return None


def _made(floor: Floor, i: int, act: str, about: list[int], way: str) -> Saying | None:
    view = floor.view
    passive, lemma = view.passive(i), view.lemma[i]
    subject = view.deep_subject(i)
    speaker = floor.of(subject) if subject else None
    if lemma == "commit" and passive:  # "is committed to": a state of mind, not a passive
        passive, subject = False, view.subject(i)
        speaker = floor.of(subject)
    if not passive and not view.kid(i, "nsubj", "csubj") and _finite(view, i):
        beside = floor.beside(i)
        if beside:
            speaker, subject = beside, []
    if speaker is None and not passive and any(not view.tag[s].startswith("PRP") for s in subject):
        return None
    if passive and not subject:
        impersonal = lemma in _IMPERSONAL and act == "claim" and way != "about"
        if (act not in _AGENTLESS or lemma not in _BLAMED) and not impersonal:
            return None
        if view.dep[i] in ("acl", "amod") and act not in _AGENTLESS:
            return None
        speaker = Speaker(UNKNOWN)
    content = _content(view, i)
    if act == "claim":
        act = _content_act(floor, i, content, speaker, subject)
    first, last = _extent(view, i)
    to = next(
        iter(
            view.kid(i, "dative")
            or [
                o
                for p in view.kid(i, "prep")
                if view.word[p] in ("to", "on", "upon", "from")
                for o in view.kid(p, "pobj")
            ]
        ),
        -1,
    )
    if (to < 0 and act in ("accuse", "criticise", "demand", "praise", "propose")) or view.lemma[i] in (
        "tell",
        "inform",
        "notify",
        "assure",
        "warn",
    ):
        to = next(iter(view.deep_object(i)), to)
    if to < 0 and act in ("demand", "propose"):  # "wants Lebanon to stop", "said that Sudan should leave"
        to = next((s for k in view.kid(i, "xcomp", "ccomp") for s in view.kid(k, "nsubj", "nsubjpass")), -1)
    mine = any(view.word[s] in _FIRST or any(view.word[p] in _FIRST for p in view.kid(s, "poss")) for s in subject)
    return Saying(i, act, speaker, first, last, content, about[0] if about else -1, to, way, mine)


def content_act(floor: Floor, content: int, speaker: Speaker) -> str:
    """What a sentence of direct speech makes, from its main verb ``content``."""
    return _content_act(floor, -1, content, speaker, [])


def _content_act(floor: Floor, i: int, content: int, speaker: Speaker | None, subject: list[int]) -> str:
    """What a mere "said" amounts to, by what is said."""
    view, lists = floor.view, floor.words.lists
    if any(view.lemma[s] in lists["speakers.hostile"] for s in subject):
        return "criticise"
    if content < 0 or speaker is None:
        return "claim"
    aux = {view.word[k] for k in view.kid(content, "aux")}
    whose = view.kid(content, "nsubj", "nsubjpass")
    about = floor.of(whose) if whose else None
    mine = bool(whose) and (
        any(view.word[p] in ("its", "his", "her", "their", "our", "my") for p in view.kid(whose[0], "poss"))
        or (view.tag[whose[0]].startswith("PRP") and view.word[whose[0]] in ("he", "she", "it", "we", "they", "i"))
        or (about is not None and about.code.partition("/")[0] == speaker.code.partition("/")[0])
    )
    if aux & lists["content.demand_auxiliaries"]:
        return "promise" if mine and aux & {"shall"} else "demand" if not mine else "claim"
    words = {view.lemma[k] for k in view.subtree(content)} | {view.word[k] for k in view.subtree(content)}
    if mine and view.word[whose[0]] == "it" and view.lemma[content] == "be" and view.kid(content, "attr", "acomp"):
        mine = False  # "believing it would be months before …"
    if mine:
        adverbs = {view.word[k] for k in view.kid(content, "advmod")}
        if (view.negated(content) and view.lemma[content] not in ("want", "need", "know")) or adverbs & _ONLY:
            return "deny"
        if aux & lists["content.promise_auxiliaries"] or ("would" in aux and "have" not in aux):
            return "promise"
        if view.lemma[content] in ("want", "hope", "intend", "plan", "wish"):
            return "promise"
    elif whose and words & lists["content.criticise"]:
        return "criticise"
    if words & lists["content.praise"] and not view.negated(content):
        return "praise"
    return "claim"


def _extent(view: Clauses, i: int) -> tuple[int, int]:
    """First and last token of what a saying and its content cover, without what is merely coordinated with it."""
    keep, stack = {i}, [i]
    while stack:
        k = stack.pop()
        for c in view.kids[k]:
            if k == i and view.dep[c] in ("conj", "cc", "parataxis", "punct"):
                continue
            if (
                k == i
                and view.dep[c] == "advcl"
                and c > i
                and view.word[min(view.subtree(c))] in ("while", "although", "whereas")
            ):
                continue
            if view.dep[c] == "relcl" and k == i and c > i:
                continue
            keep.add(c)
            stack.append(c)
    first, last = min(keep), max(keep)
    while last > i and view.end[last] - view.start[first] > _LONGEST:
        last -= 1
    while first < i and view.end[last] - view.start[first] > _LONGEST:
        first += 1
    while last > i and re.fullmatch(r"[\s.,;:]+", view.word[last]):
        last -= 1
    return first, last
