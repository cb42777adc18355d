"""Feelings told as statements: "is concerned about", "drew criticism from", "amid accusations that"."""

from __future__ import annotations

from comity.reading.actors.listed import listed
from comity.reading.acts.clause import Clauses, timed
from comity.reading.voices.content import denied, said_act
from comity.reading.voices.report import FIRST_PERSON, Saying, extent, under, uttered
from comity.reading.voices.speakers import UNKNOWN, Floor, Speaker

_MADE = {"repeat", "make", "level", "echo", "bring", "raise", "share", "voice", "leveled"}
_SAID_OF = ("of", "for", "to", "about", "against", "at", "over", "on", "toward", "towards", "regarding", "concerning")
_IN_VAIN = ("over", "despite", "notwithstanding", "amid", "amidst", "against", "to")
_UNHEEDED = listed("ignore note overrule override disregard brush heed overcome wave meet draw provoke spark")
_BESIDE = ("compound", "amod", "appos", "poss")
_OBTAINED = ("receive", "obtain", "get", "win", "secure", "extract", "wring")
_FROM = frozenset(("from",))
_TEMPERED = {"less", "too", "hardly", "only", "scarcely"}


def drawn(floor: Floor, i: int, used: set[int]) -> Saying | None:
    """ "Their ties have drawn concern from Peru", "the vote heightened Polish concerns": the feeling's owner speaks."""
    view, words = floor.view, floor.words
    if view.lemma[i] in ("express", "voice"):
        return None
    for o in view.kid(i, "dobj", "nsubjpass") + [
        o for p in view.kid(i, "prep") if view.word[p] == "with" for o in view.kid(p, "pobj")
    ]:
        act = (words.owned if view.lemma[i] in _OBTAINED else words.nouns).get(view.lemma[o], "")
        if not act or (view.lemma[i] in _OBTAINED and not view.under(i, _FROM) and not view.under(o, _FROM)):
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
            below = [k for k in below if floor.cover.get(k)]
            speaker = floor.of(below) or (floor.seat(below[0]) if below else None)
        if not speaker and view.lemma[i] == "raise" and floor.of(subject):
            speaker = floor.of(subject)
            subject = []
        if not speaker and act in ("criticise", "accuse"):
            speaker = Speaker(UNKNOWN)
        if speaker:
            used.add(o)
            first, last = extent(view, i)
            about = under(view, o) or subject
            return Saying(i, act, speaker, first, last, -1, about[0] if about else o, -1, "feeling drawn")
    return None


def feeling(floor: Floor, i: int) -> Saying | None:
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
    mine = any(view.word[s] in FIRST_PERSON for s in subject)
    speaker = floor.of(subject)
    if speaker is None and not mine:
        return None
    first, last = extent(view, up)
    return Saying(
        i, act, speaker, first, last, next(iter(view.kid(i, "ccomp")), -1), about[0], -1, "feeling held", mine
    )


def noun_of_speech(floor: Floor, i: int) -> Saying | None:
    view, words = floor.view, floor.words
    lemma = view.lemma[i]
    lists = words.lists
    found = owned(floor, i)
    if found:
        return found
    act = words.nouns.get(lemma, "")
    if lemma == "protest" and view.dep[i] == "pobj" and view.word[view.head[i]] == "in":
        return _protesting(floor, i)
    if not act and lemma != "report":
        return None
    below = [
        o
        for p in view.kid(i, "prep")
        if view.word[p] in ("of", "that", "about", "over", "against")
        for o in view.kid(p, "pobj", "pcomp")
    ]
    clause = view.kid(i, "acl", "ccomp", "relcl") if lemma in lists["nouns.reported"] else []
    if lemma == "report" and any(view.lemma[k] in lists["nouns.wrongs"] for o in below for k in view.conjuncts(o)):
        first, last = extent(
            view, view.head[i] if view.is_verb(view.head[i]) and view.lemma[view.head[i]] in ("be", "emerge") else i
        )
        return Saying(i, "accuse", Speaker(UNKNOWN), first, last, below[0], below[0], -1, "reports of")
    if not act or (lemma not in lists["nouns.alone"] and act not in ("criticise", "accuse")):
        return None
    owner = [k for k in view.kid(i, "poss", "amod", "compound", "nmod") if floor.cover.get(k)]
    owner += [
        k for p in view.kid(i, "prep", "agent") if view.word[p] in ("by", "from", "among") for k in view.kid(p, "pobj")
    ]
    owner += [o for a in view.kid(i, "acl") if view.lemma[a] in _MADE for o in view.agent(a)]
    speaker = floor.of(owner) if owner else None
    charged = lemma == "charge" and bool(view.kid(i, "acl", "ccomp"))  # "charges that Khartoum sheltered …"
    if lemma not in lists["nouns.alone"] and not charged and not (speaker and below):
        return None
    if not speaker and act == "accuse" and (clause or below):
        speaker = _amid(floor, i)
    if not speaker:
        return None
    if not below and not clause and view.dep[i] not in ("dobj", "pobj", "nsubjpass"):
        return None
    first, last = extent(view, i)
    about = below or [s for c in clause for s in view.kid(c, "nsubj", "nsubjpass")] or clause
    return Saying(
        i, act, speaker, first, last, clause[0] if clause else -1, about[0] if about else -1, -1, "noun of speech"
    )


def owned(floor: Floor, i: int) -> Saying | None:
    """A noun whose owner says so, with what is said or whom it is for: "Lima's denial that …", "a French call for …",
    "over Peruvian objections", "to Lima's fury", "the line in Lima was that …"."""
    view, words = floor.view, floor.words
    lemma = view.lemma[i]
    if view.dep[i] in _BESIDE or view.negated(i):
        return None
    if lemma in words.temper and view.dep[i] == "pobj" and view.word[view.head[i]] == "to":
        return _uttering(floor, i, words.temper[lemma], [], [view.head[view.head[i]]], "to their fury")
    if lemma in words.stance and view.dep[i] == "nsubj" and view.lemma[view.head[i]] == "be":
        for c in view.kid(view.head[i], "ccomp"):
            if any(view.word[m] == "that" for m in view.kid(c, "mark")) and not view.negated(view.head[i]):
                return _uttering(floor, i, words.stance[lemma], [c], [], "line was that")
    act = words.owned.get(lemma, "")
    if not act:
        return None
    clause = [k for k in view.kid(i, "acl", "ccomp", "relcl", "xcomp") if _told(view, k)]
    below = [o for p in view.kid(i, "prep") if view.word[p] in _SAID_OF for o in view.kid(p, "pobj", "pcomp")]
    below = [o for o in below if not timed(view, o) and act != "claim"]
    if not clause and not below and not (act == "criticise" and _overborne(view, i)):
        return None
    return _uttering(floor, i, act, clause, below, "owner's word")


def _uttering(floor: Floor, i: int, act: str, clause: list[int], below: list[int], way: str) -> Saying | None:
    """What noun ``i`` tells its owner to have said; None where it has no owner who may say so."""
    view = floor.view
    owner = [k for k in view.kid(i, "poss") if floor.cover.get(k) or view.tag[k].startswith(("PRP", "NN"))]
    if owner and view.tag[owner[0]] == "PRP$" and not any(view.tag[k] != "VB" for k in clause):
        return None  # "its refusal to yield" need not have been said
    owner = owner or [k for k in view.kid(i, "amod", "compound", "nmod") if floor.cover.get(k)]
    for p in () if owner else (*view.kid(i, "prep", "agent"), *view.kid(view.head[i], "prep")):
        near = view.word[p] in (("of", "in") if way != "owner's word" else ("by", "from")) and 0 < p - i <= 3
        owner = owner or (view.kid(p, "pobj") if near else [])
    if not owner and clause:
        owner = [o for p in view.kid(view.head[i], "prep") if view.word[p] == "in" for o in view.kid(p, "pobj")]
    speaker = floor.of(owner) or (floor.seat(owner[0]) if owner and way != "owner's word" else None)
    if speaker is None or speaker.code == UNKNOWN:
        return None
    first, last = extent(view, view.head[i] if way != "owner's word" else i)
    content = next((k for k in clause if view.tag[k] != "VB"), -1)
    about = [o for o in below if o not in owner]
    about = about or [s for c in clause for s in view.kid(c, "nsubj", "nsubjpass")] or clause
    if way == "line was that":
        act = "deny" if denied(view, content) else said_act(floor, -1, content, speaker, [])
    return Saying(i, act, speaker, first, last, content, about[0] if about else -1, -1, way)


def _told(view: Clauses, k: int) -> bool:
    """True for "that he lied" and "to pay" behind a noun."""
    if view.tag[k] == "VB":
        return any(view.word[a] == "to" for a in view.kid(k, "aux"))
    return any(view.word[m] == "that" for m in view.kid(k, "mark"))


def _overborne(view: Clauses, i: int) -> bool:
    """True where objections are told as having been made in vain: "over X's objections", "X's protests were
    ignored"."""
    up = view.head[i]
    if view.dep[i] == "pobj":
        return view.word[up] in _IN_VAIN
    return view.dep[i] in ("nsubjpass", "dobj") and view.lemma[up] in _UNHEEDED


def _protesting(floor: Floor, i: int) -> Saying | None:
    """What is done in protest says so: "recalled its ambassador in protest"."""
    view = floor.view
    verb = next((k for k in view.above(i) if view.is_verb(k)), -1)
    if verb < 0 or view.negated(verb):
        return None
    speaker = floor.of(view.deep_subject(verb))
    if speaker is None or speaker.code in (UNKNOWN, ""):
        return None
    first, last = extent(view, verb)
    about = under(view, i)
    return Saying(verb, "criticise", speaker, first, last, -1, about[0] if about else -1, -1, "in protest")


def _amid(floor: Floor, i: int) -> Speaker | None:
    """Whose accusation it is: "expelled the envoy amid accusations that …" is the expeller's; else nobody's named."""
    view = floor.view
    up = view.head[i]
    if view.word[up] in ("amid", "amidst", "on", "over", "after", "following") and view.is_verb(view.head[up]):
        verb = view.head[up]
        if not view.passive(verb) and view.word[up] in ("amid", "amidst", "on"):
            return floor.of(view.deep_subject(verb)) or Speaker(UNKNOWN)
    return Speaker(UNKNOWN)
