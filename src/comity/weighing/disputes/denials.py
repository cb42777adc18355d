"""Denials: what a document says, and somebody denies, in the words by which texts say so.

"The ministry called the charge baseless", "a claim that Lima disputes", "though officials deny any such bargain": the
words of ``rivalry.toml`` find the denial; what it denies is the clause before it, else the sentence before.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence, Reading, Sentence, Side
from comity.weighing.disputes.clauses import before, cite, clause, earlier
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.disputes.substance import substance
from comity.weighing.gate import Gate, gate, lowered

BRIEF = 9
"""Words of a sentence that says too little to be what is denied alone: "He brushed it aside"."""
FULL = 3
"""Long words, its verb among them, of a denial that says no more than that something is denied."""
SAID = ("accuse", "criticise", "claim")
ANSWERED = "answered"
QUOTED = '"“”'
CALLED_BACK = 8
"""Sentences before in which a name stands that somebody says a thing does not deserve."""


Form = tuple[str, re.Pattern[str], Gate]
"""A way to deny: its name, its pattern, and what is looked for before the pattern is."""


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of denials, each with its name: those that point back, those that need a charge to deny."""

    pointing: tuple[Form, ...]
    plain: tuple[Form, ...]
    taken_back: re.Pattern[str]
    charges: re.Pattern[str]
    grave: re.Pattern[str]
    any: Gate


def denials(scene: Scene) -> Iterator[Dispute]:
    """Happenings that some claims assert and others deny, and every denial that a text words as such."""
    yield from _denied_facts(scene)
    words = scene.knowledge.compiled("disputes.denials", patterns)
    for reading in scene.readings.values():
        told = -1
        for sentence in reading.sentences:
            if sentence.furniture or sentence.n == told or not (found := _denial(scene, words, reading, sentence)):
                continue
            if words_after := _in_words(reading, sentence):
                told = words_after.n
                sides = [Side(d.value, (*d.evidence, words_after.at)) if " by " in d.value else d for d in found.sides]
                found = dataclasses.replace(found, sides=tuple(sides))
            yield found


def _in_words(reading: Reading, sentence: Sentence) -> Sentence | None:
    """The sentence that gives the words of a denial which a brief one announces: "He brushed it aside. “No …”"."""
    after = reading.sentences[sentence.n + 1] if sentence.n + 1 < len(reading.sentences) else None
    if after is None or after.furniture or after.paragraph != sentence.paragraph:
        return None
    return after if len(sentence.at.quote.split()) < BRIEF and after.at.quote[:1] in QUOTED else None


def _denied_facts(scene: Scene) -> Iterator[Dispute]:
    """One happening that some claims assert and others deny."""
    for fact in scene.facts:
        claims = [scene.by_id[c] for c in fact.claims]
        denied = [c for c in claims if c.modality == "denied"]
        said = [c for c in claims if c.modality in ("done", "ongoing", "alleged")]
        if denied and said:
            sides = [("it happened", [c.at for c in said]), ("denied", [c.at for c in denied])]
            speaker = denied[0].speaker_name or denied[0].speaker or "another passage"
            yield dispute("denial", "attribution", sides, f"asserted, and denied by {speaker}", fact.pair, fact.id)


def _denial(scene: Scene, words: Words, reading: Reading, sentence: Sentence) -> Dispute | None:
    """The first denial of a sentence that has something to deny."""
    quote = sentence.at.quote
    low = lowered(quote)
    if not words.any.opens(low):
        return None
    for points, family in ((True, words.pointing), (False, words.plain)):
        for name, pattern, known in family:
            match = pattern.search(quote) if known.opens(low) else None
            if match is None or words.taken_back.search(quote[max(0, match.start() - 24) : match.start("verb")]):
                continue
            begin, end = clause(quote, match.start("verb"))
            begin = min(begin, match.start()) if quote[match.start()] == "," else begin
            if "what" in pattern.groupindex:
                denied = _called(reading, sentence, match["what"])
            else:
                place = (begin, match.start("verb"), end)
                denied = _denied(scene, words, reading, sentence, place, points, name)
            if denied:
                begin += len(quote[begin:end]) - len(quote[begin:end].lstrip(" ,\n"))
                if sentence.at.start + begin < denied[0].end <= sentence.at.start + end:
                    begin = denied[0].end - sentence.at.start
                denial = cite(scene, sentence, begin, end)
                return _dispute(scene, reading, denied, denial, name)
    return None


def _denied(
    scene: Scene,
    words: Words,
    reading: Reading,
    sentence: Sentence,
    place: tuple[int, int, int],
    points: bool,
    name: str,
) -> list[Evidence]:
    """What a denial denies: the clause before it; the charge its subject carries; the nearest sentence before.

    ``place``: where in its sentence the denial's clause begins, where its verb stands, where the clause ends.
    """
    quote = sentence.at.quote
    begin, verb, end = place
    span = before(quote, begin)
    if span is None and words.charges.search(quote[begin:verb]) and len(quote[begin:verb].split()) > 6:
        span = (begin, len(quote[:verb].rstrip(" ,\n")))  # "Peru, accused of arming them, denied it"
    if span:
        said = cite(scene, sentence, *span)
        plainly = words.grave.search(said.quote) if name == ANSWERED else _is_said(scene, words, reading, said)
        if points or plainly:
            back = earlier(reading.sentences, sentence.n)[:1] if _PRONOUN.search(said.quote) else []
            return [said, *(s.at for s in back)]
    told = earlier(reading.sentences, sentence.n)
    if points and name == ANSWERED:
        return [s.at for s in told[: 2 if any(q in s.at.quote for s in told[:1] for q in QUOTED) else 1]]
    for other in told:
        alike = _shared(quote[verb:end], other.at.quote)
        if other is told[0] and name != ANSWERED and _same_matter(scene, sentence, verb, end, other):
            return [other.at]
        if words.grave.search(other.at.quote) or (
            alike and name != ANSWERED and _is_said(scene, words, reading, other.at)
        ):
            return [other.at]
    if points:
        brief = bool(told) and len(told[0].at.quote.split()) < BRIEF
        return [s.at for s in told[: 2 if brief else 1]]
    return [] if name == ANSWERED else _reported(words, reading, sentence, quote[verb:end])


def _reported(words: Words, reading: Reading, sentence: Sentence, denied: str) -> list[Evidence]:
    """The sentence after a denial, where it tells the charge: "Reports of it had appeared in Rome"."""
    after = reading.sentences[sentence.n + 1 : sentence.n + 2]
    return [
        s.at
        for s in after
        if s.paragraph == sentence.paragraph and words.grave.search(s.at.quote) and _shared(denied, s.at.quote)
    ]


_PRONOUN = re.compile(r"\b(?:they|them|it|these|those)\b", re.IGNORECASE)


def _called(reading: Reading, sentence: Sentence, name: str) -> list[Evidence]:
    """The nearest sentence before that calls something by a name."""
    word = re.compile(rf"\b{re.escape(name)}", re.IGNORECASE)
    back = reading.sentences[max(0, sentence.n - CALLED_BACK) : sentence.n]
    return [s.at for s in reversed(back) if not s.furniture and word.search(s.at.quote)][:1]


_LONG = re.compile(r"[^\W\d_]{5,}")


def _shared(a: str, b: str) -> bool:
    """Whether a denial shares a word of substance with what was said, or says little and the other quotes somebody."""
    denied = {w[:5] for w in _LONG.findall(a.casefold())}
    if len(denied) <= FULL and any(q in b for q in '"“'):
        return True
    return bool(denied & {w[:5] for w in _LONG.findall(b.casefold())})


def _same_matter(scene: Scene, sentence: Sentence, start: int, end: int, other: Sentence) -> bool:
    """Whether the words of a denial share a word of substance that is no state's name with the sentence before."""
    at = sentence.at
    about = substance(scene.knowledge)
    named = {s for m in scene.mentions(at.document, at.start + start, at.start + end) for s in about.stems(m.at.quote)}
    one, two = (about.stems(q) - named - about.common - {"deny"} for q in (at.quote[start:end], other.at.quote))
    return bool(one & two)


def _is_said(scene: Scene, words: Words, reading: Reading, at: Evidence) -> bool:
    """Whether some words are a charge, a claim or a report: by what was read from them, or by their own words."""
    if words.charges.search(at.quote):
        return True
    if any(s.act in SAID and s.at.start < at.end and at.start < s.at.end for s in reading.statements):
        return True
    return any(c.modality == "alleged" for c in scene.facts_at(at.document, at.start, at.end))


def _dispute(scene: Scene, reading: Reading, denied: Sequence[Evidence], denial: Evidence, name: str) -> Dispute:
    speaker = next(
        (
            s.speaker_name or s.speaker
            for s in reading.statements
            if s.act == "deny" and s.at.start < denial.end and denial.start < s.at.end
        ),
        "",
    )
    by = speaker if speaker and speaker != "UNK" else "others"
    named = scene.named_states(denial.document, denied[0].start, denied[0].end)
    named |= scene.named_states(denial.document, denial.start, denial.end)
    main = scene.main_states(denial.document)
    pair = tuple(sorted(main if len(named) < 2 and named <= main else named))
    claims = [c for e in denied for c in scene.facts_at(e.document, e.start, e.end) if c.fact]
    claims.sort(key=lambda c: c.plover != "ACCUSE" and c.modality != "alleged")  # what is charged, where something is
    sides = [("said", denied), (f"{name} by {by}", [denial])]
    why = f"what the text says is {name} by {by}"
    return dispute("denial", "attribution", sides, why, pair, claims[0].fact if claims else "")


def patterns(knowledge: Knowledge) -> Words:
    """The patterns of ``rivalry.toml``'s denials: its forms, the words they name put in."""
    table = knowledge.table("rivalry.toml")["denials"]
    held = {name: "|".join(words) for name, words in table.items() if name != "form"}
    held["adverb"] = f"(?:{held['adverb']})?"
    held["points"] = rf"(?:(?:all|both|any|most|some)\s+)?(?:of\s+)?(?:{held['points']})"

    def compiled(points: bool) -> tuple[Form, ...]:
        forms = [(form["name"], _filled(form["words"], held)) for form in table["form"] if form["points"] == points]
        return tuple((name, pattern, gate(pattern)) for name, pattern in forms)

    taken_back = re.compile(rf"(?:\b|(?<=\w))(?:{held['not']})\s+(?:\w+ly\s+)?$", re.IGNORECASE)
    charges, grave = (re.compile(rf"\b(?:{held[name]})", re.IGNORECASE) for name in ("charges", "grave"))
    pointing, plain = compiled(True), compiled(False)
    return Words(pointing, plain, taken_back, charges, grave, gate(*(p for _, p, _ in (*pointing, *plain))))


def _filled(form: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """A form with the words it names put in."""
    for name, pattern in words.items():
        form = form.replace(f"<{name}>", pattern)
    return re.compile(form, re.IGNORECASE)
