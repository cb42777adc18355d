"""Views that a document sets against each other: those of two sides, a side's against what the text tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from comity.models import Dispute, Reading
from comity.weighing.disputes.clauses import cite
from comity.weighing.disputes.poles import Poles, judged, opposite
from comity.weighing.disputes.poles import poles as poles_of
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.disputes.stances import Patterns, Stance, patterns, stances

FULL = 4
"""Words of substance of a denial that tells in full what it denies."""
BACK = 3
"""Clauses before a view that it may be set against."""
STRONG = ("hold", "deny")
CALLS = ("call", "cause")
EXPLAIN = ("hold", "cause")


def opposed(scene: Scene) -> Iterator[Dispute]:
    """Every view with the nearest clause before it that cannot hold beside it."""
    known = scene.knowledge.compiled("disputes.stances", patterns)
    pairs = scene.knowledge.compiled("disputes.poles", poles_of)
    for reading in scene.readings.values():
        for run in stances(scene, reading):
            for n, later in enumerate(run):
                for earlier in reversed(run[max(0, n - BACK) : n]):
                    if later.sentence.n - earlier.sentence.n > 1:
                        break
                    if why := _against(known, pairs, earlier, later):
                        yield _dispute(scene, reading, earlier, later, why)
                        break


def _against(known: Patterns, pairs: tuple[Poles, ...], a: Stance, b: Stance) -> str:
    """Why two clauses, the second after the first, cannot both hold; "" where they can."""
    here = a.sentence.n == b.sentence.n
    if a.eyes and a.eyes != b.eyes and (b.eyes or known.turn.match(b.words) or (b.holder and _OWNS.search(b.words))):
        return "seen otherwise"
    if b.eyes and a.eyes != b.eyes and _VERSION.match(b.words):
        return "told otherwise"
    if a.holder and b.holder and _two_sides(a, b) and _REPLY.search(b.words[:80]):
        return "answered"
    if b.holder and not a.negative and b.holder.casefold() != a.holder.casefold() and _undone(known, a, b):
        return "said and denied"
    if (
        a.holder
        and a.negative
        and b.holder
        and _apart(a, b)
        and _OWNS.search(b.words[:90])
        and b.sentence.n != a.sentence.n
    ):
        return "denied, and owned up to"
    if not a.holder and _SAID.search(a.words) and known.turn.search(b.words[:70]):
        return "not borne out"
    if _NEITHER.search(b.words):
        return ""
    if b.eyes and a.holder and not b.holder and a.holder.casefold() not in b.eyes.casefold():
        return "seen otherwise"
    if _one_voice(a, b) and not (here and b.set_off and a.holder and b.holder and _judged(known, pairs, a, b)):
        return ""
    if not a.holder and here and b.set_off and b.kind == "hold" and _IT_WAS.search(_content(b)[:70]):
        return "claimed against it"
    shared = len(a.stems & b.stems)
    refers = known.pronoun.search(_content(b)[:40]) is not None
    touches = shared > 0 or refers
    both = bool(a.holder and b.holder)
    if both and _apart(a, b) and "cause" in (a.kind, b.kind):
        explained = a.kind == b.kind == "cause" or (touches and a.kind in EXPLAIN and b.kind in EXPLAIN)
        if explained or (here and b.set_off and a.kind in EXPLAIN and b.kind in EXPLAIN):
            return "explained otherwise"
    if both and a.kind in CALLS and b.kind in CALLS and (touches or (here and b.set_off)):
        return "called otherwise"
    sides = judged(pairs, known.negation, a.words), judged(pairs, known.negation, b.words)
    if both and _IT_WAS.search(_content(b)[:50]) and b.kind in ("say", "hold", *CALLS) and _other_side(a, b):
        return "said otherwise of it"
    if both and a.negative != b.negative and _other_side(a, b) and a.states and b.states and b.kind in ("say", "hold"):
        return "said and denied"
    if a.holder and a.kind in ("say", "hold") and _ACCUSED.search(b.words[:70]):
        return "said, and charged"
    if both and not here and _HOWEVER.search(b.words) and b.kind in ("say", "hold", "deny"):
        return "said otherwise"
    if (
        both
        and b.negative
        and a.states
        and b.states
        and _FEAR.search(a.words[:60])
        and b.kind in ("say", "hold", "deny")
    ):
        return "feared, and denied"
    if both and b.kind in CALLS and refers and (a.negative or any(False in side for side in sides[1].values())):
        return "called otherwise"
    if a.holder and a.negative and known.accuse.search(b.words[:90]) and (touches or (here and b.set_off)):
        return "denied, and charged"
    if a.holder and not b.holder:
        turned = known.turn.search(b.words[:70]) is not None
        return "not borne out" if turned or (here and b.set_off and b.negative and shared > 1) else ""
    on = opposite(*sides) if touches else None
    if on is not None and (both or not pairs[on].tone):
        return pairs[on].name
    full = shared == 0 and len(b.stems) >= FULL  # it says what is denied, and that is something else
    if b.kind == "deny" and touches and ((both and not full) or shared > 1):
        return "said and denied"
    if here and b.set_off and both and a.negative != b.negative:
        return "said and denied"
    if a.negative != b.negative and b.kind == "hold" and _same_thing(known, a, b):
        return "said and denied"
    if a.negative != b.negative and ((both and shared > (b.kind != "hold")) or (b.kind == "hold" and shared > 2)):
        return "said and denied"
    if known.ought.search(_content(b)[:80]):
        return ""
    if (
        here
        and b.set_off
        and b.kind == "hold"
        and ((a.holder and refers and a.kind != "say") or shared > 1 or (shared and refers))
    ):
        return "claimed against it"
    if here and b.set_off and both and touches and (b.kind != "say" or a.kind != "say"):
        return "set against it"
    if both and _two_sides(a, b) and shared > 1 and not _AGREED.search(b.words):
        return "told otherwise"
    if both and _two_sides(a, b) and _firmly(a, b, here and b.set_off):
        return "held against it"
    if both and a.kind in STRONG and b.kind in STRONG and (shared > 1 or (b.set_off and touches)):
        return "held against it"
    return ""


def _judged(known: Patterns, pairs: tuple[Poles, ...], a: Stance, b: Stance) -> bool:
    sides = judged(pairs, known.negation, a.words), judged(pairs, known.negation, b.words)
    return a.holder.casefold() != b.holder.casefold() and opposite(*sides) is not None


def _other_side(a: Stance, b: Stance) -> bool:
    """Whether two views are of two sides: of two states, or of one and of those who know better than it."""
    if a.kind in CALLS or a.holder.casefold() in _PRONOUNS or b.holder.casefold() in _PRONOUNS:
        return False
    return bool(a.states or b.states) and not a.states & b.states


def _undone(known: Patterns, a: Stance, b: Stance) -> bool:
    """Whether a clause says that what the one before tells never was: "there had been no apology"."""
    found = _NO_SUCH.search(b.words)
    return found is not None and bool(known.about.stems(found["what"]) & a.stems)


def _apart(a: Stance, b: Stance) -> bool:
    """Whether two views are of two who bear no state's name in common."""
    return a.holder.casefold() != b.holder.casefold() and not a.states & b.states


def _firmly(a: Stance, b: Stance, set_off: bool) -> bool:
    """Whether two sides hold their views so firmly that they are set against each other without a word shared."""
    firm = (*STRONG, *CALLS)
    return (a.kind in firm and (set_off or b.kind in firm)) or (set_off and b.kind in STRONG)


def _two_sides(a: Stance, b: Stance) -> bool:
    """Whether two views are those of two states."""
    return bool(a.states and b.states) and not a.states & b.states


_PRONOUNS = ("he", "she", "it", "they", "others", "some", "both")
_OWNS = re.compile(
    r"\b(?:admi(?:t|ts|tted)|conced(?:e|es|ed)|acknowledg(?:e|es|ed)|establish(?:es|ed)|found|finds|reveal(?:s|ed)"
    r"|confess(?:es|ed)|boast(?:s|ed))\b",
    re.IGNORECASE,
)
"""Verbs of those who own up to what was denied, or find it out."""
_VERSION = re.compile(
    r"(?:\w+,?\s)?in\s+(?:the\s+)?[\w’']+\s+(?:telling|version|account|reading|book|eyes|view)\b", re.IGNORECASE
)
_NEITHER = re.compile(
    r"\b(?:neither|not|never|nor|declin\w+ to|refus\w+ to)\b[^.;]{0,40}"
    r"\b(?:confirm(?:ed|s)?|deny|denied|den(?:ies|ying)|comment)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:also|too|likewise|agree[sd]?|confirm(?:s|ed)?|welcome[sd]?|thank(?:s|ed)?|praise[sd]?|support(?:s|ed)?|joined|echoed)\b",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"\b(?:repl(?:y|ies|ied)|answer(?:s|ed)?|counter(?:s|ed)?|retort(?:s|ed)?|respond(?:s|ed)?|object(?:s|ed)?|rejoin(?:s|ed)?"
    r"|(?:version|story|account) (?:is|was)(?= that))\b",
    re.IGNORECASE,
)
_NO_SUCH = re.compile(
    r"\b(?:there (?:was|is|were|are|had been|has been) (?:no|never an?)|there (?:had|has|have) never been an?"
    r"|never (?:was|were|had been) an?|no|not an?"
    r"|never (?:made|gave|received|offered|sent|signed|had|asked for|promised|issued) an?)\s+(?P<what>[a-z]{4,})\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:(?:is|was|were|are) (?:said|alleged|claimed|supposed|rumou?red|reported|believed|held) (?:to|that)"
    r"|supposedly|allegedly|reportedly)\b",
    re.IGNORECASE,
)
_ACCUSED = re.compile(r"\baccus(?:ed|es|ing)\s+(?:them|it|him|her)\b", re.IGNORECASE)
_IT_WAS = re.compile(r"\b(?:that\s+)?(?:it|this|they|these)\s+(?:was|were|had been|is|are|has been)\b", re.IGNORECASE)
_HOWEVER = re.compile(r"^[^.;]{3,80}?,\s+(?:however|by contrast|on the other hand|on the contrary),", re.IGNORECASE)
_FEAR = re.compile(r"\b(?:fear|suspect|worr|warn|complain|alleg|accus|charg|claim)(?:e|ie)?(?:s|d)?\b", re.IGNORECASE)


def _one_voice(a: Stance, b: Stance) -> bool:
    """Whether two clauses give the view of the same, or neither gives anybody's."""
    if not a.holder and not b.holder:
        return True
    if a.holder and b.holder:
        if a.states and b.states:
            return bool(a.states & b.states)
        return a.holder.casefold() == b.holder.casefold() or b.holder.casefold() in ("he", "she", "it", "they")
    return False


def _same_thing(known: Patterns, a: Stance, b: Stance) -> bool:
    """Whether a clause begins with the very thing that the one before tells of: "a treaty …. The treaty never …"."""
    words = _content(b).split()
    return (
        len(words) > 1
        and words[0].casefold() in ("the", "this", "that", "such")
        and bool(known.about.stems(words[1]) & a.stems)
    )


def _content(stance: Stance) -> str:
    """The words of a clause after those who hold it."""
    at = stance.words.find(stance.holder) if stance.holder else -1
    return stance.words[at + len(stance.holder) :] if at == 0 else stance.words


def _dispute(scene: Scene, reading: Reading, a: Stance, b: Stance, why: str) -> Dispute:
    one, two = cite(scene, a.sentence, a.start, a.end), cite(scene, b.sentence, b.start, b.end)
    document = reading.document.document
    named = scene.named_states(document, one.start, one.end) | scene.named_states(document, two.start, two.end)
    main = scene.main_states(document)
    pair = tuple(sorted(main if len(named) < 2 and named <= main else named))
    fact = next((c.fact for e in (one, two) for c in scene.facts_at(document, e.start, e.end) if c.fact), "")
    first, second = a.holder or a.eyes or "the text", b.holder or b.eyes or "the text"
    sides = [(first, [one]), (second if second != first else f"{second} (again)", [two])]
    return dispute("conflict", "attribution", sides, f"two views in one passage: {why}", pair, fact)


__all__: Sequence[str] = ("opposed",)
