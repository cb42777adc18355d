"""Who holds what: each clause of a document with the one whose view it gives, or the document's own voice.

"Bolivia maintains that …; Chile says that it never …", "…, Baku reported", "according to Lima, …": found by the verbs
of ``rivalry.toml`` ("stances") and the names of actors before them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from comity.knowledge import Knowledge
from comity.models import Reading, Sentence
from comity.weighing.disputes.scene import Scene
from comity.weighing.disputes.substance import Substance, substance
from comity.weighing.gate import Gate, gate, lowered

KINDS = ("deny", "hold", "cause", "call", "say")
LONGEST = 1200
"""Characters of a sentence that are looked at."""
WORDS = 3
"""Words that a clause has at least."""


FORMAL = ("for ", "in ", "to ", "the official ", "officially", "ostensibly", "on paper", "nominally", "publicly")
"""How the other forms of views begin."""


class Stance:
    """One clause: its place in its sentence, whose view it is ("" the document's own) and by what kind of verb.

    ``states`` are the codes of the states named in the holder's name, ``stems`` those of its words of substance;
    ``set_off``: a word or mark of contrast is between it and the clause before. All but its words is looked up when it
    is asked for: most clauses are set against nothing.
    """

    def __init__(self, scene: Scene, known: Patterns, sentence: Sentence, begin: int, end: int) -> None:
        quote = sentence.at.quote
        self._scene, self._known, self._from = scene, known, begin
        self.sentence, self.end = sentence, end
        self.start = begin + len(quote[begin:end]) - len(quote[begin:end].lstrip(" ,;:\n\t—–"))
        self.words = quote[self.start : end]

    @property
    def at(self) -> tuple[int, int]:
        """First and last code point in the document."""
        return self.sentence.at.start + self.start, self.sentence.at.start + self.end

    @property
    def holder(self) -> str:
        """Whose view it is, as written."""
        return self._view[0]

    @property
    def kind(self) -> str:
        """The kind of verb by which the view is given."""
        return self._view[1]

    @cached_property
    def _view(self) -> tuple[str, str, tuple[int, int]]:
        known, words = self._known, self.words
        low = lowered(words)
        if known.voiced.opens(low):
            for pattern in (known.lead, known.trail, known.by):
                m = pattern.match(words) if pattern is known.lead else pattern.search(words)
                if m and _holds(self._scene, known, self.sentence, self.start, m):
                    kind = next((k for k in KINDS if known.kinds[k].fullmatch(m["verb"])), "say")
                    return " ".join(m["who"].split()), kind, m.span("who")
        return "", "", (0, 0)

    @cached_property
    def eyes(self) -> str:
        """In whose eyes it is told so ("in Rome it is held that …", "officially …"), "" where in nobody's."""
        if lowered(self.words[:24]).startswith(FORMAL):
            for kind, pattern in self._known.forms:
                m = pattern.match(self.words)
                if m and (kind == "hold" or self._named(m)):
                    return " ".join(m["who"].split())
        return ""

    def _named(self, m: re.Match[str]) -> bool:
        """Whether a name is a state's or a place's."""
        at, begin = self.sentence.at, self.sentence.at.start + self.start
        found = self._scene.mentions(at.document, begin + m.start("who"), begin + m.end("who"))
        return any(x.kind in ("state", "place", "organ", "group", "person") for x in found)

    @cached_property
    def _content(self) -> str:
        first, last = self._view[2]
        return self.words[:first] + " " + self.words[last:] if self.holder else self.words

    @cached_property
    def states(self) -> frozenset[str]:
        """The states named in the holder's name."""
        if not self.holder:
            return frozenset()
        begin, (first, last) = self.sentence.at.start + self.start, self._view[2]
        return self._scene.named_states(self.sentence.at.document, begin + first, begin + last)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words of substance that name no actor, without those of the holder's name."""
        about = self._known.about
        named = self._scene.mentions(self.sentence.at.document, *self.at)
        written = (" ".join(w for w in m.at.quote.split() if not w[:1].islower()) for m in named)
        return about.stems(self._content) - {stem for words in written for stem in about.stems(words)}

    @cached_property
    def negative(self) -> bool:
        """Whether it denies something."""
        return self._known.negation.search(self._content) is not None

    @cached_property
    def set_off(self) -> bool:
        """Whether it is set against the clause before."""
        before, contrast = self.sentence.at.quote[self._from :], self._known.contrast
        if before[:1] in (";", "—", "–") or contrast.match(before.lstrip(" ,")) is not None:
            return True
        return contrast.search(self.words[:60]) is not None


@dataclass(frozen=True, slots=True)
class Patterns:
    """How views are given."""

    lead: re.Pattern[str]
    trail: re.Pattern[str]
    by: re.Pattern[str]
    kinds: Mapping[str, re.Pattern[str]]
    holder: re.Pattern[str]
    nobody: re.Pattern[str]
    negation: re.Pattern[str]
    contrast: re.Pattern[str]
    turn: re.Pattern[str]
    pronoun: re.Pattern[str]
    accuse: re.Pattern[str]
    ought: re.Pattern[str]
    about: Substance
    firm: Gate
    mild: Gate
    voiced: Gate
    cut: re.Pattern[str]
    forms: tuple[tuple[str, re.Pattern[str]], ...]


def stances(scene: Scene, reading: Reading) -> Iterator[list[Stance]]:
    """The clauses of each paragraph in which views may meet, in text order; sentences far from any are left out."""
    known = scene.knowledge.compiled("disputes.stances", patterns)
    run: list[Sentence] = []
    for sentence in reading.sentences:
        if sentence.furniture:
            continue
        if run and sentence.paragraph != run[0].paragraph:
            yield _near_views(scene, known, run)
            run = []
        run.append(sentence)
    if run:
        yield _near_views(scene, known, run)


def _near_views(scene: Scene, known: Patterns, paragraph: list[Sentence]) -> list[Stance]:
    """The clauses of those sentences of a paragraph that hold a view or stand beside one that does."""
    low = [lowered(s.at.quote) for s in paragraph]
    firm = [known.firm.opens(words) for words in low]
    if not any(firm) and sum(known.mild.opens(words) or words.startswith(FORMAL) for words in low) < 2:
        return []
    told = [one or known.mild.opens(words) or words.startswith(FORMAL) for one, words in zip(firm, low, strict=True)]
    near = [n for n in range(len(paragraph)) if any(told[max(0, n - 1) : n + 2])]
    return [stance for n in near for stance in clauses_of(scene, known, paragraph[n])]


def clauses_of(scene: Scene, known: Patterns, sentence: Sentence) -> Iterator[Stance]:
    """The clauses of one sentence, each with whose view it is."""
    quote = sentence.at.quote[:LONGEST]
    bounds = [0]
    for m in known.cut.finditer(quote):
        if len(quote[bounds[-1] : m.start()].split()) >= WORDS:
            bounds.append(m.start())
    bounds.append(len(quote))
    for begin, end in itertools.pairwise(bounds):
        if len(quote[begin:end].split()) >= WORDS:
            yield Stance(scene, known, sentence, begin, end)


def _holds(scene: Scene, known: Patterns, sentence: Sentence, begin: int, m: re.Match[str]) -> bool:
    """Whether the words before a verb name somebody who can hold a view."""
    who = m["who"].strip()
    words = who.casefold().split()
    if not who or known.nobody.match(who) or len(words) > 14 or words[-1] in known.about.loose or "that" in words:
        return False
    if who.casefold() in ("he", "she", "it", "they", "others", "some", "both"):
        return True
    start = sentence.at.start + begin + m.start("who")
    named = scene.mentions(sentence.at.document, start, start + len(m["who"]))
    return bool(named) or known.holder.search(who) is not None or (who[:1].isupper() and len(who.split()) <= 4)


def patterns(knowledge: Knowledge) -> Patterns:
    """The patterns of ``rivalry.toml``'s stances."""
    table = knowledge.table("rivalry.toml")["stances"]
    held = {
        k: "|".join(table[k])
        for k in (*KINDS, "holder", "nobody", "negation", "contrast", "turn", "pronoun", "accuse", "ought")
    }
    bare = {k: held[k].replace("<as>", "") for k in KINDS}
    held["call"] = held["call"].replace("<as>", table["as"])
    told = rf"(?:{held['hold']}|{held['say']})\b{table['follow']}"
    verbs = f"{told}|(?:{held['deny']}|{held['cause']}|{held['call']})\\b"
    name = r"(?-i:[A-Z])[\w’'-]*(?:\s(?-i:[A-Z])[\w’'-]*){0,3}"
    lead = (
        rf"(?:(?:{held['contrast']}|and|in \d{{4}}|then),?\s+)?{table['opening']}"
        rf"(?P<who>[^,;:.()]{{2,90}}?(?:,\s[^,;:]{{2,60}},)?)"
        rf"\s+{table['adverb']}*(?P<verb>{verbs})"
    )
    last = "|".join(bare[k] for k in ("hold", "say"))
    flags = re.IGNORECASE
    kinds = {k: re.compile(bare[k], flags) for k in KINDS}
    according = re.compile("according to", flags)

    def word(name: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{held[name]})\b", flags)

    return Patterns(
        re.compile(lead, flags),
        re.compile(
            rf"""[,.?!]["”’']?\s+(?P<who>[^,;:()]{{2,80}}?(?:,\s[^,;:]{{2,60}},)?)\s+{table["adverb"]}*(?P<verb>{last})"""
            r"(?:\s+(?:on|in|at|to|for)\b[^,;]{2,60})?[.,;]?\s*$",
            flags,
        ),
        re.compile(r"\b(?P<verb>according to)\s+(?P<who>[^,;.]{2,80})", flags),
        kinds,
        word("holder"),
        re.compile(rf"(?:{held['nobody']})\b", flags),
        re.compile(rf"(?:\b|(?<=\w))(?:{held['negation']})\b", flags),
        word("contrast"),
        word("turn"),
        word("pronoun"),
        word("accuse"),
        word("ought"),
        substance(knowledge),
        gate(*(kinds[k] for k in KINDS if k != "say"), word("turn"), word("accuse")),
        gate(kinds["say"], according),
        gate(*kinds.values(), according),
        re.compile(
            r";|\s[—–]\s|,?\s+(?=(?:but|while|whilst|whereas|though|although|yet)\s)"
            rf"|,\s+(?=(?:and\s+)?{name}\s+(?:{verbs}))",
            flags,
        ),
        tuple(
            (kind, re.compile(rf"(?:(?:{held['contrast']}|and),?\s+)?{form.replace('<name>', name)}\b", flags))
            for kind, forms in table["forms"].items()
            for form in forms
        ),
    )
