"""Parses mended where an aside hangs on the wrong word: on the verb, or on the nearest noun instead of the thing."""

from __future__ import annotations

from comity.reading.actors.listed import listed
from comity.reading.acts.columns import Columns
from comity.reading.dates.lexicon import MONTH_WORDS

DONE_TO_THINGS = listed(
    """open reopen close shut sign conclude ratify establish found build launch adopt create renew negotiate broker
    initial approve finance fund sponsor impose lift revoke repeal suspend annul abrogate terminate upgrade inaugurate
    dissolve commission accredit appoint install unveil dedicate bomb destroy storm attack sack loot burn"""
)
"""What is done to a thing that has just been named: "an embassy in Oslo, opened in 1966 and closed in 1990"."""
_PAPERS = listed(
    """agreement treaty pact accord convention protocol memorandum deal charter settlement bill resolution plan proposal
    offer declaration law act contract compromise ultimatum report"""
)
_TO_PAPERS = listed(
    """ratify reject sign denounce repudiate approve annul abrogate terminate adopt endorse veto accept renounce initial
    conclude negotiate rescind suspend renew"""
)
_WHEN = ("in", "on", "by", "during", "under", "after", "at", "before", "since", "with", "through", "for")


def asides(v: Columns) -> None:
    """Mend the asides of one parse in place."""
    if "," not in v.word:
        return
    if not DONE_TO_THINGS.isdisjoint(v.lemma):
        _participles(v)
    if "which" in v.word:
        _dates(v)
        if not _TO_PAPERS.isdisjoint(v.lemma):
            _papers(v)


def _participles(v: Columns) -> None:
    """Hang a participle behind a comma on the thing before it, where the parser makes it an act of the subject.

    In "Chad has an embassy in Oslo, reopened in 2012" the embassy was reopened.
    """
    for i, dep in enumerate(v.dep):
        verb = v.head[i]
        if dep not in ("advcl", "conj") or v.lemma[i] not in DONE_TO_THINGS or v.tag[i] not in ("VBN", "VBD"):
            continue
        if not 2 <= verb + 1 < i < len(v.word) - 1 or v.word[i - 1] != "," or v.word[i + 1] not in _WHEN:
            continue
        if any(v.dep[k].startswith(("nsubj", "aux", "dobj", "mark", "csubj")) or k < i for k in v.kids[i]):
            continue
        thing = next((k for k in reversed(v.kids[verb]) if verb < k < i and v.dep[k] in ("dobj", "attr")), -1)
        if thing < 0 or any(v.tag[k] == "CC" for k in v.kids[verb] if thing < k < i):
            continue
        if any(v.dep[k] == "prep" for k in v.kids[verb] if thing < k < i and v.word[k] not in ("in", "at", "to")):
            continue
        v.hang(i, thing)
        v.dep[i], v.tag[i] = "acl", "VBN"
        for k in v.kids[i]:
            if v.dep[k] == "conj" and v.tag[k] == "VBD" and not any(v.dep[j].startswith("nsubj") for j in v.kids[k]):
                v.tag[k] = "VBN"


def _dates(v: Columns) -> None:
    """Hang a clause with "which" behind a date on the thing dated: "opened a legation in Lima in 1952, which …"."""
    for i, dep in enumerate(v.dep):
        date = v.head[i]
        p = v.head[date]
        if dep != "relcl" or not (v.tag[date] == "CD" or v.word[date] in MONTH_WORDS):
            continue
        if v.dep[date] == "nummod":  # "in July 1952"
            p = v.head[p]
        if v.word[p] not in ("in", "on") or not any(v.word[k] == "which" for k in v.kids[i]):
            continue
        thing = v.head[p]
        if v.tag[thing][:2] == "VB":
            thing = next((k for k in reversed(v.kids[thing]) if v.dep[k] in ("dobj", "nsubjpass") and k < p), -1)
        if 0 <= thing < i:
            v.hang(i, thing)


def _papers(v: Columns) -> None:
    """Hang a clause of what was done to a paper on it, not on its matter: in "a memorandum on their border, which the
    assembly rejected" the memorandum was rejected."""
    for i, dep in enumerate(v.dep):
        matter = v.head[i]
        if dep != "relcl" or v.lemma[i] not in _TO_PAPERS or v.dep[matter] != "pobj":
            continue
        paper = v.head[v.head[matter]]
        if v.lemma[paper] not in _PAPERS or v.lemma[matter] in _PAPERS or paper >= matter:
            continue
        if any(v.word[k] == "which" and v.dep[k] in ("dobj", "nsubjpass") for k in v.kids[i]):
            v.hang(i, paper)
