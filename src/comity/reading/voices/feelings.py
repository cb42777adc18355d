"""Feelings told as statements: "is concerned about", "drew criticism from", "amid accusations that"."""

from __future__ import annotations

from comity.reading.voices.report import FIRST_PERSON, Saying, extent, under, uttered
from comity.reading.voices.speakers import UNKNOWN, Floor, Speaker

_MADE = {"repeat", "make", "level", "echo", "bring", "raise", "share", "voice", "leveled"}
_TEMPERED = {"less", "too", "hardly", "only", "scarcely"}


def drawn(floor: Floor, i: int, used: set[int]) -> Saying | None:
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
