"""Reports of speech in one parsed sentence: who says so, what kind of statement it is, and where its content stands."""

from __future__ import annotations

from comity.reading.acts.clause import Clauses
from comity.reading.voices.content import NOTHING, asserted, content_act, judged, said_act
from comity.reading.voices.feelings import drawn, feeling, noun_of_speech
from comity.reading.voices.needs import needs_of
from comity.reading.voices.report import BLAMED, FIRST_PERSON, Saying, content_of, extent, under, uttered
from comity.reading.voices.speakers import UNKNOWN, Floor, Speaker
from comity.reading.voices.turns import TURNS, asked, turned, unheard

_AGENTLESS = {"accuse", "criticise"}
_AT_HOME = {"praise", "criticise"}
_IMPERSONAL = {
    "say",
    "believe",
    "report",
    "think",
    "claim",
    "argue",
    "allege",
    "suspect",
    "rumor",
    "suggest",
    "understand",
}
_OUTLOOK = {
    "word",
    "view",
    "opinion",
    "eye",
    "judgment",
    "estimation",
    "phrase",
    "telling",
    "reckoning",
    "account",
    "version",
    "assessment",
    "count",
    "tally",
    "calculation",
    "admission",
    "estimate",
}
_BY = {"account", "count", "tally", "calculation", "admission", "estimate"}
_ASKING = {("insist", "demand"), ("suggest", "propose")}
_OPENING = {"according", "in", "by", "to", "as"}
_PAPERS = {
    "statement",
    "resolution",
    "letter",
    "note",
    "communique",
    "communiqué",
    "declaration",
    "message",
    "telegram",
    "memorandum",
    "petition",
    "motion",
    "report",
    "article",
    "editorial",
    "speech",
    "law",
    "bill",
}
_ADMITTING = {"admit", "acknowledge", "concede", "confess"}
_ADVISING = {"advise", "urge", "recommend", "warn", "ask", "order", "tell", "instruct", "require", "encourage"}
_OWN = {
    "follower",
    "supporter",
    "member",
    "citizen",
    "national",
    "traveler",
    "traveller",
    "tourist",
    "resident",
    "subject",
    "parent",
}
_SELF = frozenset(("themselves", "itself", "himself", "herself"))


def sayings(floor: Floor) -> list[Saying]:
    """The reports of speech in a sentence, in text order; nested ones follow those that hold them."""
    view = floor.view
    out: list[Saying] = []
    used: set[int] = set()
    telling = floor.words.telling
    for i in range(view.n):
        tag = view.tag[i]
        found: Saying | None = None
        if i in used:
            continue
        if tag.startswith("VB"):
            found = _verb(floor, i, used) if view.lemma[i] in telling or view.lemma[i] in TURNS else None
        elif tag.startswith("JJ"):
            found = feeling(floor, i)
        elif tag.startswith("NN"):
            found = noun_of_speech(floor, i) if view.lemma[i] in floor.words.naming else None
            found = found or asked(floor, i)
        if found:
            out.append(found)
            but = _but(floor, found)
            if but:
                out.append(but)
    found = according(floor)
    if found:
        out.append(found)
    return out


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
        first, last = extent(view, k)
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
    if not (uttered(view, i) or unheard(floor, i)):
        return None
    if lemma in words.drawing or lemma in ("express", "voice"):
        found = drawn(floor, i, used)
        if found:
            return found
    if lemma == "hold" and any(
        view.word[k] == "responsible" for k in view.kids[i] + [c for k in view.kids[i] for c in view.kids[k]]
    ):
        return _made(floor, i, "accuse", view.deep_object(i), "held responsible")
    if lemma in ("let", "make") and (known := _known(view, i)) >= 0:
        inner = next(iter(view.kid(known, "ccomp")), -1)
        made = _made(floor, i, "claim", view.kid(inner, "nsubj", "nsubjpass") if inner >= 0 else [], "let it be known")
        if made and inner >= 0:
            made.content = inner
        return made
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
        return _made(floor, i, "deny", view.deep_object(i) or under(view, i), "did not accept")
    if lemma in _ADMITTING and (
        view.negated(i) or any(view.word[s] == "neither" or view.negated(s) for s in view.subject(i))
    ):
        return _made(floor, i, "deny", view.deep_object(i) or under(view, i), "never admitted")
    turn = turned(floor, i) if lemma in TURNS or lemma in words.turns else None
    if turn:
        made = _made(floor, i, turn.act, turn.about, turn.way)
        if made and turn.told >= 0:
            made.content, made.act = turn.told, turn.act
        return made
    if view.negated(i) or any(view.word[s] == "neither" or view.negated(s) for s in view.subject(i)):
        return None
    if any(view.word[o] in _SELF for o in view.kid(i, "dobj")):
        return None  # "who call themselves volunteers"
    if i and view.word[i - 1] == "as" and view.tag[i] == "VBN":  # "as opposed to", "as agreed"
        return None
    for act, needs in words.verbs.get(lemma, ()):
        if lemma == "undertake" and not view.kid(i, "xcomp"):
            continue
        if (lemma, act) in _ASKING and asserted(view, i):
            continue
        about = needs_of(floor, i, needs)
        if about is None or (act == "demand" and any(view.word[k] in NOTHING for k in about[2])):
            continue
        if needs == "stressed":
            act, used_noun = about[1], about[0]
            act = "deny" if act == "promise" and view.negated(used_noun) else act
            used.add(used_noun)
            return _made(floor, i, act, under(view, used_noun) or under(view, i) or [used_noun], "expressed")
        kind = act
        if needs == "object" and lemma in ("dismiss", "denounce", "condemn") and needs_of(floor, i, "as"):
            kind = judged(floor, i, lemma)
        if needs == "as":
            kind = judged(floor, i, lemma)
        if needs == "about" and about[1]:
            kind = about[1]
        if lemma in ("refuse", "decline") and not view.kid(i, "xcomp", "dobj", "nsubjpass"):
            continue
        return _made(floor, i, kind, about[2], f"{lemma}")
    return None


def _known(view: Clauses, i: int) -> int:
    """The token *known* or *clear* of "let it be known that …", "made it clear that …"; -1 elsewhere."""
    for k in view.kid(i, "ccomp", "xcomp", "oprd", "acomp"):
        it = any(view.word[c] == "it" for c in (*view.kids[k], *view.kids[i]))
        if view.word[k] in ("known", "clear", "plain") and (it or view.kid(k, "ccomp")):
            return k
    return -1


def according(floor: Floor) -> Saying | None:
    """ "According to the embassy, …", "in the words of the premier, …", "as the premier put it, …": the whole sentence
    is told by it."""
    view = floor.view
    for i in range(view.n - 1):
        below = _source(floor, i) if view.word[i] in _OPENING else None
        if below is None:
            continue
        speaker = floor.of(below)
        if (
            speaker is None
            or not below
            or view.lemma[below[0]] in ("poll", "survey", "law", "treaty", "agreement", "plan", "constitution")
        ):
            return None
        top = view.clause_head(i)
        if view.word[i] == "as":  # "as the premier put it"
            top = view.head[view.head[i]]
        first, last = extent(view, top)
        subject = view.kid(top, "nsubj", "nsubjpass")
        act = said_act(floor, -1, top, speaker, []) if view.word[i] != "according" and view.is_verb(top) else "claim"
        return Saying(i, act, speaker, min(first, i), last, top, subject[0] if subject else -1, -1, "according to")
    return None


def _source(floor: Floor, i: int) -> list[int] | None:
    """Who the source is of "according to X", "in the words of X", "in X's view", "as X put it"; None where token ``i``
    opens none of them."""
    view = floor.view
    word, after = view.word[i], view.word[i + 1]
    if word == "according" and after == "to":
        return [o for k in (i, i + 1) for o in view.kid(k, "pobj")]
    if word in ("in", "by", "to") and view.dep[i] == "prep":
        for o in view.kid(i, "pobj"):
            if view.lemma[o] in _OUTLOOK and (view.lemma[o] not in _BY or word == "by"):
                owners = view.kid(o, "poss") or view.under(o, frozenset(("of",)))
                return owners or None
    if word == "as" and view.dep[i] == "mark":
        verb = view.head[i]
        if view.lemma[verb] == "put" and any(view.word[o] == "it" for o in view.kid(verb, "dobj")):
            return view.subject(verb) or None
        inner = next((k for k in view.kid(verb, "xcomp") if view.lemma[verb] in ("like", "love")), verb)
        said = ("claim", "content") in floor.words.verbs.get(view.lemma[inner], ())
        if said and view.dep[verb] == "advcl" and not view.kid(inner, "ccomp", "xcomp", "dobj", "prep", "neg"):
            return [s for s in view.subject(verb) if not view.tag[s].startswith("PRP")] or None
    return None


def _at_home(floor: Floor, i: int) -> Speaker | None:
    """Whose welcome or blame it is where only the place is told: "was welcomed in Algiers"."""
    view = floor.view
    for o in view.under(i, frozenset(("in",))):
        for m in floor.cover.get(o, ()):
            if m.kind in ("place", "state") and m.actor:
                return Speaker(m.actor, m.name)
    return None


def _made(floor: Floor, i: int, act: str, about: list[int], way: str) -> Saying | None:
    view = floor.view
    passive, lemma = view.passive(i), view.lemma[i]
    subject = view.deep_subject(i)
    speaker = floor.of(subject) if subject else None
    if subject and view.lemma[subject[0]] in _PAPERS and (speaker is None or speaker.code == UNKNOWN):
        verb = view.head[subject[0]]  # "adopted a statement calling on Togo to …"
        if view.is_verb(verb) and verb != i and subject[0] in view.deep_object(verb):
            speaker = floor.of(view.deep_subject(verb)) or speaker
    if lemma == "commit" and passive:  # "is committed to": a state of mind, not a passive
        passive, subject = False, view.subject(i)
        speaker = floor.of(subject)
    if not passive and not view.kid(i, "nsubj", "csubj") and _finite(view, i):
        beside = floor.beside(i)
        if beside:
            speaker, subject = beside, []
    if speaker is None and not passive and any(not view.tag[s].startswith("PRP") for s in subject):
        return None
    if passive and not subject and act in _AT_HOME:
        host = _at_home(floor, i)
        if host:
            speaker, subject = host, [i]
    if passive and not subject:
        impersonal = lemma in _IMPERSONAL and act == "claim" and way != "about"
        if (act not in _AGENTLESS or lemma not in BLAMED) and not impersonal:
            return None
        if view.dep[i] in ("acl", "amod") and act not in _AGENTLESS:
            return None
        speaker = Speaker(UNKNOWN)
    if lemma in _ADVISING and any(view.lemma[o] in _OWN for o in view.deep_object(i)):
        return None  # travel advice
    content = content_of(view, i)
    if act == "claim":
        act = said_act(floor, i, content, speaker, subject)
    first, last = extent(view, i)
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
    mine = any(
        view.word[s] in FIRST_PERSON or any(view.word[p] in FIRST_PERSON for p in view.kid(s, "poss")) for s in subject
    )
    return Saying(i, act, speaker, first, last, content, about[0] if about else -1, to, way, mine)
