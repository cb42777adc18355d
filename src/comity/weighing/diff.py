"""What changed between two records: facts, disputes and periods that came, went or changed, and why.

compare(old, new) -> tuple[Change, ...]

A fact is the same as another where it has its id, or where it holds most of its claims: a claim keeps its id as long as
its document and its words stay. The reason is the nearest that explains the change: a document that is new, gone or of
other words; a judgement that one record has and the other has not; else the same words read otherwise.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.models import Claim, Dispute, Fact, Judgement, Period
from comity.weighing.judgements import in_words

CAME, WENT, CHANGED = "came", "went", "changed"
COMPARED = ("act", "when", "actors", "recipients", "amount", "modality", "rank", "sources")
TOLD = 4
"""Documents and judgements that a reason names at most."""


@dataclass(frozen=True, slots=True)
class State:
    """What of a record is compared; ``documents`` maps each document's name to the digest of its text."""

    documents: Mapping[str, str]
    claims: Mapping[str, Claim]
    facts: tuple[Fact, ...]
    disputes: tuple[Dispute, ...]
    periods: tuple[Period, ...]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``what``: fact, dispute or period; ``how``: came, went or changed.

    ``id`` and ``old_id`` are "" where it has none; ``fields`` are (field, old value, new value) of a change.
    """

    what: str
    how: str
    id: str
    old_id: str
    pair: tuple[str, ...]
    title: str
    fields: tuple[tuple[str, str, str], ...]
    why: str


def compare(old: State, new: State) -> tuple[Change, ...]:
    """Every change from ``old`` to ``new``: documents' effects on facts, then disputes, then periods, by pair."""
    reasons = _Reasons(old, new)
    found = [*_facts(old, new, reasons), *_disputes(old, new, reasons), *_periods(old, new, reasons)]
    order = {"fact": 0, "dispute": 1, "period": 2}
    return tuple(sorted(found, key=lambda c: (c.pair, order[c.what], c.how, c.title, c.id, c.old_id)))


class _Reasons:
    """Why something differs, from the documents and judgements that differ."""

    def __init__(self, old: State, new: State) -> None:
        self.old, self.new = old, new
        self.came = frozenset(set(new.documents) - set(old.documents))
        self.went = frozenset(set(old.documents) - set(new.documents))
        both = set(old.documents) & set(new.documents)
        self.rewritten = frozenset(d for d in both if old.documents[d] != new.documents[d])
        self.ruled, self.unruled = _ruled(old, new), _ruled(new, old)
        self._old_claims, self._new_claims = _by_document(old), _by_document(new)

    def why(self, documents: Iterable[str], targets: Iterable[str]) -> str:
        """The reason for a change of something that these documents tell and these ids stand for."""
        names, wanted = set(documents), set(targets)
        said = []
        for told, here in (
            ("new document", self.came),
            ("document gone", self.went),
            ("document of other words", self.rewritten),
        ):
            if named := sorted(names & here):
                said.append(f"{told}: {_listed(named)}")
        for told, rulings in (("judgement", self.ruled), ("judgement taken back", self.unruled)):
            if found := sorted({words for i in wanted for words in rulings.get(i, ())}):
                said.append(f"{told}: {_listed(found)}")
        if said:
            return "; ".join(said)
        if not (self.came or self.went or self.rewritten or self.ruled or self.unruled):
            return "the same words, read or weighed otherwise"
        others = [*sorted(self.came), *sorted(self.went), *sorted(self.rewritten)]
        if others and not self._read_otherwise(names):
            return f"weighed together with other documents: {_listed(others)}"
        if not others and not self._read_otherwise(names):
            return "follows from a judgement on something else"
        return "the same words, read or weighed otherwise"

    def _read_otherwise(self, names: set[str]) -> bool:
        """Whether the claims of documents that both records hold are not the same."""
        none: frozenset[str] = frozenset()
        return any(self._old_claims.get(n, none) != self._new_claims.get(n, none) for n in names)


def _by_document(state: State) -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for claim in state.claims.values():
        out[claim.at.document].add(claim.id)
    return {name: frozenset(ids) for name, ids in out.items()}


def _ruled(old: State, new: State) -> dict[str, list[str]]:
    """Target (and what a merge or split names) -> the rulings that ``new`` has and ``old`` has not."""
    out: dict[str, list[str]] = defaultdict(list)
    for ruling in (Counter(new.judgements) - Counter(old.judgements)).elements():
        for target in (ruling.target, *(ruling.value.split() if ruling.verdict in ("merge", "split") else ())):
            out[target].append(in_words(ruling))
    return out


def _listed(names: Sequence[str]) -> str:
    more = len(names) - TOLD
    return ", ".join(names[:TOLD]) + (f" and {more} more" if more > 0 else "")


# --- facts ------------------------------------------------------------------------------------------------------------


def _facts(old: State, new: State, reasons: _Reasons) -> Iterable[Change]:
    before, after = {f.id: f for f in old.facts}, {f.id: f for f in new.facts}
    same = _paired(before, after)
    for a, b in same:
        fields = _fields(before[a], after[b], COMPARED)
        if set(before[a].claims) != set(after[b].claims):
            fields = (*fields, ("claims", str(len(before[a].claims)), str(len(after[b].claims))))
        if fields:
            differ = set(before[a].claims) ^ set(after[b].claims)
            documents = _homes(old, new, differ) or _homes(old, new, before[a].claims)
            why = reasons.why(documents, {a, b, *before[a].claims, *after[b].claims})
            yield Change("fact", CHANGED, b, a, after[b].pair, _title(after[b]), fields, why)
    for how, held, other in (
        (WENT, before, {a for a, _ in same}),
        (CAME, after, {b for _, b in same}),
    ):
        for id_ in held.keys() - other:
            fact = held[id_]
            why = reasons.why(_homes(old, new, fact.claims), {id_, *fact.claims})
            ids = (id_, "") if how == CAME else ("", id_)
            yield Change("fact", how, *ids, fact.pair, _title(fact), (), why)


def _paired(before: Mapping[str, Fact], after: Mapping[str, Fact]) -> list[tuple[str, str]]:
    """Facts of both records that are the same: by id, else by the most claims that they share."""
    same = [(i, i) for i in before.keys() & after.keys()]
    taken_old, taken_new = {a for a, _ in same}, {b for _, b in same}
    home = {c: f.id for f in after.values() if f.id not in taken_new for c in f.claims}
    shared: Counter[tuple[str, str]] = Counter()
    for fact in before.values():
        if fact.id not in taken_old:
            shared.update((fact.id, home[c]) for c in fact.claims if c in home)
    for (a, b), _ in sorted(shared.items(), key=lambda s: (-s[1], s[0])):
        if a not in taken_old and b not in taken_new:
            taken_old.add(a)
            taken_new.add(b)
            same.append((a, b))
    return sorted(same)


def _homes(old: State, new: State, claims: Iterable[str]) -> set[str]:
    held = (new.claims.get(c) or old.claims.get(c) for c in claims)
    return {c.at.document for c in held if c is not None}


def _title(fact: Fact) -> str:
    parties = " and ".join(fact.actors) + (f" → {', '.join(fact.recipients)}" if fact.recipients else "")
    return " ".join(filter(None, (fact.when, fact.act, parties)))


def _fields(a: Any, b: Any, names: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((n, _plain(getattr(a, n)), _plain(getattr(b, n))) for n in names if getattr(a, n) != getattr(b, n))


def _plain(value: Any) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


# --- disputes and periods ---------------------------------------------------------------------------------------------


def _disputes(old: State, new: State, reasons: _Reasons) -> Iterable[Change]:
    before, after = {d.id: d for d in old.disputes}, {d.id: d for d in new.disputes}
    for id_ in before.keys() & after.keys():
        a, b = before[id_], after[id_]
        fields = _fields(a, b, ("kind", "field", "why"))
        if _cited(a) != _cited(b):
            fields = (*fields, ("evidence", str(len(_cited(a))), str(len(_cited(b)))))
        if fields:
            documents = {d for d, _, _ in _cited(a) ^ _cited(b)} or {d for d, _, _ in _cited(b)}
            why = reasons.why(documents, {id_, a.fact, b.fact})
            yield Change("dispute", CHANGED, id_, id_, b.pair, _dispute_title(b), fields, why)
    for how, held, other in ((WENT, before, after), (CAME, after, before)):
        for id_ in held.keys() - other.keys():
            dispute = held[id_]
            why = reasons.why({d for d, _, _ in _cited(dispute)}, {id_, dispute.fact})
            ids = (id_, "") if how == CAME else ("", id_)
            yield Change("dispute", how, *ids, dispute.pair, _dispute_title(dispute), (), why)


def _cited(dispute: Dispute) -> set[tuple[str, int, int]]:
    return {(e.document, e.start, e.end) for s in dispute.sides for e in s.evidence}


def _dispute_title(dispute: Dispute) -> str:
    return f"{dispute.kind} over {dispute.field}: " + " / ".join(s.value for s in dispute.sides)


def _periods(old: State, new: State, reasons: _Reasons) -> Iterable[Change]:
    """Periods of one track, side and state are the same where both ends agree, else the beginning, else a fact."""
    before, after = _tracks(old.periods), _tracks(new.periods)
    claims = {f.id: f.claims for f in (*old.facts, *new.facts)}
    for key in sorted(before.keys() | after.keys()):
        a, b = before.get(key, []), after.get(key, [])
        same = _matched(a, b)
        for i, j in same:
            if fields := _fields(a[i], b[j], ("start", "end", "disputed")):
                yield _period_change(CHANGED, a[i], b[j], fields, claims, reasons, old, new)
        met_a, met_b = {i for i, _ in same}, {j for _, j in same}
        for how, held, met in ((WENT, a, met_a), (CAME, b, met_b)):
            for n, p in enumerate(held):
                if n not in met:
                    yield _period_change(how, p, p, (), claims, reasons, old, new)


def _matched(a: Sequence[Period], b: Sequence[Period]) -> list[tuple[int, int]]:
    """Which period of one record (by place) is which of the other."""
    same: list[tuple[int, int]] = []
    left, right = dict.fromkeys(range(len(a))), dict.fromkeys(range(len(b)))
    for marks in (
        lambda p: [f"{p.start} {p.end}"],
        lambda p: [p.start],
        lambda p: list(p.facts),
    ):  # each looser than the one before
        waiting: dict[str, list[int]] = defaultdict(list)
        for j in right:
            for mark in marks(b[j]):
                waiting[mark].append(j)
        for i in list(left):
            found = next((j for mark in marks(a[i]) for j in waiting.get(mark, ()) if j in right), None)
            if found is not None:
                same.append((i, found))
                del left[i], right[found]
    return sorted(same)


def _tracks(periods: Iterable[Period]) -> dict[tuple[tuple[str, str], str, str, str], list[Period]]:
    out: dict[tuple[tuple[str, str], str, str, str], list[Period]] = defaultdict(list)
    for p in periods:
        out[p.pair, p.track, p.by, p.state].append(dataclasses.replace(p, why=""))
    return out


def _period_change(
    how: str,
    a: Period,
    b: Period,
    fields: tuple[tuple[str, str, str], ...],
    claims: Mapping[str, Sequence[str]],
    reasons: _Reasons,
    old: State,
    new: State,
) -> Change:
    facts = set(a.facts) ^ set(b.facts) or {*a.facts, *b.facts}
    held = {c for f in {*a.facts, *b.facts} for c in claims.get(f, ())}
    documents = _homes(old, new, {c for f in facts for c in claims.get(f, ())}) or _homes(old, new, held)
    side = f" of {b.by}" if b.by else ""
    title = f"{b.track}{side}: {b.state}, {b.start or '?'} to {b.end or '?'}"
    return Change("period", how, "", "", b.pair, title, fields, reasons.why(documents, {*a.facts, *b.facts, *held}))
