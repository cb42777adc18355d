"""Heads of mission: who was sent where, from when to when, as the texts say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from comity.models import Claim, Office, Period, Reading
from comity.weighing.when import interval

TRACK = "envoy"
COMES = frozenset({"appoint_envoy", "present_credentials", "receive_envoy", "arrive_envoy"})
GOES = frozenset({"recall_envoy", "envoy_leaves"})
HEADS = re.compile(
    r"\b(?:ambassador|charg[eé]|minister (?:resident|plenipotentiary)|envoy|high commissioner|nuncio"
    r"|consul general|consul-general|special representative|head of (?:the )?mission|chief of (?:the )?mission)",
    re.IGNORECASE,
)


def envoys(readings: Sequence[Reading], claims: Sequence[Claim]) -> Iterator[Period]:
    """One period for each head of mission and office.

    An office without dates of its own takes them from the claims of its sentence: when the envoy was appointed or
    presented credentials, when he was recalled. What no text says stays empty.
    """
    facts: dict[str, dict[int, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.fact and claim.act in COMES | GOES and claim.modality in ("done", "ongoing"):
            facts[claim.at.document][claim.sentence].append(claim)
    held: dict[tuple[tuple[str, str], str, str], list[tuple[str, str, str, str]]] = defaultdict(list)
    for reading in sorted(readings, key=lambda r: r.document.document):
        heads = [office for office in reading.offices if _head(office)]
        starts = [s.at.start for s in reading.sentences] if heads else []
        near = facts.get(reading.document.document, {})
        for office in heads:
            a, b = sorted((office.state.split("/")[0], office.accredited_to.split("/")[0]))
            k = bisect_right(starts, office.at.start) - 1
            start, end, fact = _dated(office, near.get(reading.sentences[k].n, ()) if k >= 0 else ())
            side = office.state.split("/")[0]
            held[(a, b), side, f"{office.person}, {office.role.lower()}"].append((start, end, fact, office.at.document))
    found = [p for (pair, side, state), given in held.items() for p in _periods(pair, side, state, given)]
    yield from sorted(found, key=lambda p: (p.start == "", _first(p.start), p.state))


def _head(office: Office) -> bool:
    home, host = office.state.split("/")[0], office.accredited_to.split("/")[0]
    return bool(office.person and home and host and home != host and HEADS.search(office.role))


def _dated(office: Office, near: Sequence[Claim]) -> tuple[str, str, str]:
    """(from, to, fact) of an office; dates of claims are taken where the claim's own words hold the office."""
    start, end, fact = office.from_, office.to, ""
    for claim in near:
        if claim.at.start <= office.at.start < claim.at.end or claim.id == office.claim:
            fact = fact or claim.fact
            if claim.act in COMES and not start:
                start, fact = claim.when, claim.fact
            elif claim.act in GOES and not end:
                end = claim.when
    return start, end, fact


def _periods(
    pair: tuple[str, str], side: str, state: str, given: Sequence[tuple[str, str, str, str]]
) -> Iterator[Period]:
    """The terms of one person in one office: each start once, undated mentions joined to the terms there are."""
    terms: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for row in given:
        terms[row[0]].append(row)
    if len(terms) > 1:
        spare = terms.pop("", [])
        first = min(terms, key=_first)
        terms[first] += [(first, *row[1:]) for row in spare]
    for start, rows in terms.items():
        ends = sorted({r[1] for r in rows if r[1]}, key=_first)
        facts = tuple(sorted({r[2] for r in rows if r[2]}))
        documents = len({r[3] for r in rows})
        why = f"named in {documents} document{'' if documents == 1 else 's'}"
        why += "" if start else "; no text says since when"
        yield Period(pair, TRACK, state, start, ends[0] if ends else "", facts, len(ends) > 1, why, side)


def _first(when: str) -> int:
    days = interval(when)
    return days.first if days else 0
