"""Whom a description means, where only the parse or the passage can tell: "the government in Taipei", "both sides",
"the kingdom", "the country" to which its visitor comes.

Only cover is changed, never the reading's mentions: these say whom the words are taken for as parties to an act.
"""

from __future__ import annotations

import dataclasses

from comity.models import Evidence, Mention
from comity.reading.acts.cast import Cast, base, named
from comity.reading.acts.clause import Clauses
from comity.reading.acts.standings import MEANT

_RULERS = {
    "government",
    "junta",
    "regime",
    "authority",
    "ruler",
    "leadership",
    "cabinet",
    "administration",
    "court",
    "general",
}
_SIDES = {"side", "country", "nation", "state", "government", "party", "neighbor", "neighbour", "capital", "leader"}
_OFFICERS = {
    "minister",
    "president",
    "premier",
    "delegation",
    "monarch",
    "sovereign",
    "king",
    "emperor",
    "chancellor",
    "ruler",
    "statesman",
    "ambassador",
    "envoy",
    "negotiator",
    "ministry",
    "parliament",
    "court",
    "cabinet",
    "team",
    "official",
    "counterpart",
    "head",
    "man",
    "woman",
    "chief",
    "general",
}
_FORCES = {"army", "navy", "force", "military", "coastguard"}
_TOGETHER = {"side", "party", "leader", "delegation", "minister", "negotiator", "president", "premier", "government"}
_REALMS = {"kingdom", "republic", "emirate", "sultanate", "junta", "regime", "island", "monarchy", "country"}
_SEVERAL = _SIDES | _OFFICERS | _FORCES
_DESCRIBING = _SEVERAL | _RULERS | _REALMS
_GUESSED = ("the state named before", "the kingdom of", "the page's other")
_NAMED = frozenset(("state", "organ", "person"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_IN = frozenset(("in", "at"))


def describe(view: Clauses, cover: dict[int, list[Mention]], cast: Cast) -> None:
    """Let the descriptions of a sentence stand for those they mean."""
    if _DESCRIBING.isdisjoint(view.lemma) and "two" not in view.word and "both" not in view.word:
        return
    for k in range(view.n):
        lemma = view.lemma[k]
        if lemma in _RULERS and view.is_noun(k):
            _seated(view, cover, k)
        if view.tag[k] == "NNS" and lemma in _SEVERAL:
            meant = lemma in _TOGETHER and k not in cover and cast.on_page and _alone(view, k) and not _at_two(cover)
            if meant or _both(view, k):
                _sides(view, cover, cast, k)
        elif (view.word[k] == "two" and _two(view, k)) or (
            view.word[k] == "both" and _of_the_pair(view, cover, cast, k)
        ):
            if not _those_named(view, cover, cast, k):
                _sides(view, cover, cast, k)
        elif lemma in _REALMS and view.tag[k] == "NN" and any(view.word[d] == "the" for d in view.kid(k, "det")):
            _realm(view, cover, cast, k)


def _mention(view: Clauses, k: int, like: Mention, actor: str, kind: str, rule: str) -> Mention:
    at = Evidence(like.at.document, view.start[k], view.end[k], "")
    return dataclasses.replace(like, at=at, actor=actor, kind=kind, rule=rule, acts=True)


def _seated(view: Clauses, cover: dict[int, list[Mention]], k: int) -> None:
    """ "The junta in Athens" is of Greece, whatever "the government" alone would mean."""
    if k + 2 < view.n and view.word[k + 1] in _IN:
        for m in cover.get(k + 2, ()):
            if m.kind == "place" and (k not in cover or " " not in cover[k][0].at.quote[4:]):
                cover[k] = [_mention(view, k, m, base(m.actor) + "/GOV", "organ", "who governs from a place")]
                return


def _both(view: Clauses, k: int) -> bool:
    if view.tag[k] != "NNS":
        return False
    before = [view.word[c] for c in view.kid(k, "det", "nummod", "predet", "amod")]
    return "both" in before or ("two" in before and ("the" in before or "these" in before))


def _alone(view: Clauses, k: int) -> bool:
    """True for "the parties", "the leaders" as a subject that nothing tells more of."""
    if view.dep[k] not in ("nsubj", "nsubjpass") or k == 0 or view.word[k - 1] != "the":
        return False
    beside = {view.dep[c] for c in view.kids[k]}
    office = view.lemma[k] in ("minister", "chief", "official", "president") and not beside & {"poss", "nummod"}
    return not beside & ({"prep", "relcl", "appos", "acl"} | (set() if office else {"amod", "compound", "poss"}))


def _two(view: Clauses, k: int) -> bool:
    """True for "the two" as a subject: "the two exchanged ministers"."""
    return view.dep[k] in ("nsubj", "nsubjpass", "pobj") and k > 0 and view.word[k - 1] == "the"


def _of_the_pair(view: Clauses, cover: dict[int, list[Mention]], cast: Cast, k: int) -> bool:
    """True for "both" that stands alone for the two of the pair: "both agreed", "sold arms to both"; not where things
    are told of before it, nor where one of the two does something to them."""
    if view.dep[k] not in ("nsubj", "pobj", "dative") or view.kids[k] or k in cover:
        return False
    if view.dep[k] == "nsubj" and any(view.tag[t] == "NNS" and t not in cover for t in range(k)):
        return False
    return not any(cast.partner(m.actor) for t in range(k) for m in cover.get(t, ()) if view.dep[t] == "nsubj")


def _at_two(cover: dict[int, list[Mention]]) -> bool:
    """True where a sentence names two states itself."""
    return len({base(m.actor) for ms in cover.values() for m in ms}) > 1


def _sides(view: Clauses, cover: dict[int, list[Mention]], cast: Cast, k: int) -> None:
    """ "Both sides": the two states of the passage, where the page's pair is another or none was found."""
    if k in cover and (not cast.pair or cast.pair == cast.page):
        return
    here = [m for t in sorted(cover) if t < k for m in cover[t]]
    told = list(dict.fromkeys(base(m.actor) for m in here if m.kind in ("state", "organ", "person", "place")))
    if not cast.pair and len(told) != 2:
        return
    like = next((m for ms in cover.values() for m in ms), None) or (cast.order[0] if cast.order else None)
    if like is None:
        return
    lemma = view.lemma[k]
    organ = "/GOV" if lemma in ("government", "leader") or lemma in _OFFICERS else "/MIL" if lemma in _FORCES else ""
    kind = "organ" if organ else "state"
    two, rule = (cast.pair, "the two of the passage's pair") if cast.pair else (told, "the two named in the sentence")
    cover[k] = [_mention(view, k, like, c + organ, kind, rule) for c in two]


def _those_named(view: Clauses, cover: dict[int, list[Mention]], cast: Cast, k: int) -> bool:
    """Whether "both" or "the two" is settled by who was named before it: the two that are one subject of the sentence
    (whom nobody knows stay nobody), the two states of the sentence, or the two named last in the paragraph; the pair
    of the passage where neither of it was named is said to be inferred."""
    if not cast.pair or k in cover:
        return False
    pair, floor = set(cast.pair), cast.floors.get(cast.paragraph, 0)
    subject = next((t for t in range(k - 1, -1, -1) if view.dep[t] in _SUBJECTS and len(view.conjuncts(t)) == 2), None)
    if subject is not None and view.conjuncts(subject)[1] < k:
        sides = [next(iter(named(view, t, cover)), None) for t in view.conjuncts(subject)]
        known = [m for m in sides if m is not None]
        if len(known) == 2 and all(m.kind != "place" for m in known):
            rule = "the two named in the sentence"
            cover[k] = [_mention(view, k, m, m.actor, m.kind, rule) for m in known[: len({m.actor for m in known})]]
        return True
    at = {base(m.actor): m for t in sorted(cover) if t < k for m in cover[t] if m.kind in _NAMED}
    two, rule = list(at), "the two named in the sentence"
    if len(two) != 2:
        two, rule = cast.last_two(view.start[k], floor), "the two named in the paragraph"
        told = {base(m.actor) for m in cast.order_between(floor, view.start[k])}
        if two and pair & set(two) and pair <= told:
            two, rule = list(cast.pair), "the two of the passage's pair"
    if len(two) != 2:
        two, rule = list(cast.pair), f"{MEANT}{view.word[k]}"
    like = next(iter(at.values()), None) or (cast.order[0] if cast.order else None)
    if like is not None:
        cover[k] = [_mention(view, k, like, code, "state", rule) for code in two]
    return True


def _realm(view: Clauses, cover: dict[int, list[Mention]], cast: Cast, k: int) -> None:
    """ "Toured the country" of a visitor: the other's; "the kingdom expelled the Canadian envoy": not Canada."""
    verb = view.clause_head(k)
    pair = cast.pair
    if not pair or any(view.word[p] == "of" for p in view.kid(k, "prep")):
        return
    if k in cover and (not cover[k][0].rule.startswith(_GUESSED) or base(cover[k][0].actor) in pair):
        return
    other = view.deep_object(verb) if k in view.deep_subject(verb) else view.deep_subject(verb)
    beside = [m for t in other if t != k for m in named(view, t, cover) if cast.partner(m.actor)]
    if len({base(m.actor) for m in beside}) == 1:
        partner = cast.partner(beside[0].actor)
        cover[k] = [_mention(view, k, beside[0], partner, "state", "the other of the passage's pair")]
