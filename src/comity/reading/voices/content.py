"""What a mere "said" amounts to, by what is said: a denial, promise, demand, criticism, or no more than a claim."""

from __future__ import annotations

from comity.reading.acts.clause import Clauses
from comity.reading.voices.report import MARKS, content_of
from comity.reading.voices.speakers import UNKNOWN, Floor, Speaker

_SKEPTIC = {"brand", "dub", "dismiss", "denounce", "label"}
_CALLS = {"call", "pronounce", "term", "dub", "proclaim", "brand", "label"}
_ORDERED = {"order", "instruction", "duty"}
_OURS = {"its", "their", "our", "his", "her"}
_ON = frozenset(("on", "at", "into", "in"))
_ONLY = {"just", "only", "merely", "simply"}
_THEIRS = {"he", "she", "it", "they"}
_REPLY = {"reply", "retort", "respond", "rejoin", "counter", "insist", "maintain", "protest", "contend", "answer"}
_TOLD = {
    "talk",
    "suggestion",
    "figure",
    "estimate",
    "version",
    "idea",
    "story",
    "rumour",
    "number",
    "fear",
    "finding",
    "verdict",
    "ruling",
}
NOTHING = {"nothing", "nobody", "none"}


def content_act(floor: Floor, content: int, speaker: Speaker) -> str:
    """What a sentence of direct speech makes, from its main verb ``content``."""
    return said_act(floor, -1, content, speaker, [])


def said_act(floor: Floor, i: int, content: int, speaker: Speaker | None, subject: list[int]) -> str:
    """What a mere "said" amounts to, by what is said."""
    view, lists = floor.view, floor.words.lists
    if any(view.lemma[s] in lists["speakers.hostile"] for s in subject):
        return "criticise"
    if content < 0 or speaker is None:
        return "claim"
    whose = view.kid(content, "nsubj", "nsubjpass")
    aux = {view.word[k] for k in view.kid(content, "aux") if not whose or k > whose[0]}  # no "should it be …"
    about = floor.of(whose) if whose else None
    mine = bool(whose) and (
        any(view.word[p] in ("its", "his", "her", "their", "our", "my") for p in view.kid(whose[0], "poss"))
        or (view.tag[whose[0]].startswith("PRP") and view.word[whose[0]] in ("he", "she", "it", "we", "they", "i"))
        or (about is not None and about.code.partition("/")[0] == speaker.code.partition("/")[0])
    )
    if mine and view.word[whose[0]] in _THEIRS and _in_quotes(view, content):
        mine = False  # who speaks in quotation marks says "I" or "we" of himself
    answers = "/" in speaker.code or (len(speaker.code) == 3 and speaker.code != UNKNOWN)  # a party to the quarrel
    if i >= 0 and answers and view.lemma[i] in _REPLY and denied(view, content):
        return "deny"
    if (
        i >= 0
        and answers
        and mine
        and view.lemma[i] in _REPLY
        and any(view.lemma[k] in _ORDERED for k in view.subtree(content))
    ):
        return "deny"  # "answered that she had done as she was told"
    things = view.kid(content, "attr", "nsubj", "dobj") if answers and view.kid(content, "expl") else []
    if denied(view, content) and any(view.lemma[k] in lists["content.nothing_of_it"] for k in things):
        return "deny"
    named = {w for k in view.kid(content, "acomp", "attr") for w in (view.word[k], view.lemma[k])}
    if answers and not mine and named & lists["content.denied"] and not view.negated(content):
        return "deny"  # "said that the words were untrue"
    if i >= 0 and view.lemma[i] == "warn":
        return "claim"
    if i >= 0 and view.lemma[i] == "fear" and answers and not mine:
        return "criticise"
    if mine and view.lemma[content] in lists["content.concede"] and not view.negated(content):
        return "concede"
    if aux & lists["content.demand_auxiliaries"]:
        return "promise" if mine and aux & {"shall"} else "demand" if not mine else "claim"
    words = {view.lemma[k] for k in view.subtree(content)} | {view.word[k] for k in view.subtree(content)}
    if mine and view.word[whose[0]] == "it" and view.lemma[content] == "be" and view.kid(content, "attr", "acomp"):
        mine = False  # "believing it would be months before …"
    if mine:
        adverbs = {view.word[k] for k in view.kid(content, "advmod")}
        if words & lists["content.concede"] and not view.negated(content):
            return "concede"
        firm = view.lemma[content] in lists["content.firm"] and aux & lists["content.promise_auxiliaries"]
        if firm and view.negated(content):
            return "promise"
        if (view.negated(content) and view.lemma[content] not in ("want", "need", "know")) or adverbs & _ONLY:
            return "deny"
        if view.lemma[content] == "have" and any(view.word[k] == "nothing" for k in view.kid(content, "dobj")):
            return "deny"
        if aux & lists["content.promise_auxiliaries"] or ("would" in aux and "have" not in aux):
            return "promise"
        if view.lemma[content] in ("want", "hope", "intend", "plan", "wish"):
            return "promise"
    elif _wrong(floor, content, words) and not view.negated(content) and not aux & {"would", "will", "could", "may"}:
        return "accuse"
    elif whose and words & lists["content.criticise"]:
        return "criticise"
    if words & lists["content.praise"] and not view.negated(content):
        return "praise"
    return "claim"


def _in_quotes(view: Clauses, c: int) -> bool:
    """True where an odd number of quotation marks stands before verb ``c``, or its sentence opens within some."""
    before = sum(view.word[k] in MARKS for k in range(c))
    after = sum(view.word[k] in MARKS for k in range(c, view.n))
    return before % 2 == 1 or (before == 0 and after == 1)


def denied(view: Clauses, c: int) -> bool:
    """True where clause ``c`` says that something is not so: "had no mandate", "was not a coup"."""
    parts = (c, *view.kid(c, "dobj", "attr", "acomp", "nsubj", "nsubjpass"))
    return any(view.negated(k) or view.word[k] in NOTHING for k in parts)


def _wrong(floor: Floor, content: int, words: set[str]) -> bool:
    """True where a clause tells of a crime, or of a named other who did wrong: "that Riga was bribing voters"."""
    view, lists = floor.view, floor.words.lists
    if view.lemma[content] == "break" and any(
        view.lemma[k] in lists["content.broken"] for k in view.kid(content, "dobj")
    ):
        return True
    if view.lemma[content] in ("commit", "perpetrate"):
        return bool(words & lists["nouns.wrongs"])
    doer = view.kid(content, "nsubj")
    if view.lemma[content] in lists["content.harm"] and doer and floor.of(doer) is not None:
        harmed = view.kid(content, "dobj") + view.under(content, _ON)
        return any(view.word[k] in _OURS for o in harmed for k in view.kid(o, "poss"))
    return view.lemma[content] in lists["content.accuse"] and bool(doer) and floor.of(doer) is not None


def asserted(view: Clauses, i: int) -> bool:
    """True for "insisted that it had paid", no demand as "insisted that it pay" is."""
    c = content_of(view, i)
    if c < 0 or view.dep[c] != "ccomp":
        return False
    aux = {view.word[k] for k in view.kid(c, "aux")}
    if not aux and any(view.word[k] == "be" for k in view.kid(c, "auxpass")):  # "insisted that it be paid"
        return False
    return view.tag[c] != "VB" or bool(aux - {"should", "must", "be"})


def judged(floor: Floor, i: int, lemma: str) -> str:
    """What calling something so makes: a criticism where the name given is one."""
    view = floor.view
    lists = floor.words.lists
    told = lists["nouns.reported"] | (_TOLD if lemma == "dismiss" else set())
    if any(view.lemma[o] in told for o in view.deep_object(i)):
        return "deny"  # "described the claim as baseless"
    if lemma in _SKEPTIC:
        return "criticise"
    bad = lists["content.criticise"] | lists["nouns.wrongs"] | lists["content.judged"]
    bad |= lists["content.failed"] if lemma in _CALLS else frozenset()
    good = lists["content.admired"] | (lists["content.hailed"] if lemma in _CALLS else frozenset())
    for p in view.kid(i, "prep", "oprd", "ccomp", "dobj"):
        if view.dep[p] == "prep" and view.word[p] != "as":
            continue
        name = {w for k in view.subtree(p) for w in (view.lemma[k], view.word[k])}
        if name & lists["content.denied"] and lemma in ("consider", "call", "deem", "term", "regard"):
            return "deny"
        if name & bad:
            return "criticise"
        if name & good and view.dep[p] in ("oprd", "prep"):
            return "praise"
        someone = any(m.kind == "person" for o in view.deep_object(i) for m in floor.cover.get(o, ()))
        if (
            lemma in _CALLS
            and someone
            and view.tag[p] == "NN"
            and any(view.word[k] in ("a", "an") for k in view.kid(p, "det"))
        ):
            return "criticise"  # "called the president a communist"
    return "claim"
