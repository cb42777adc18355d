"""What a report on two states says, gathered from the record and ready for any format."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comity.keeping.dyad import Dyad, within
from comity.keeping.record import Record
from comity.models import Claim, Dispute, Document, Evidence, Fact, Office
from comity.showing.answers import count, pair_name, span, why_nothing
from comity.showing.plain import number, one_line, sum_of_money
from comity.showing.report.drawing import draw_band, draw_index
from comity.showing.rows import NO_QUARREL
from comity.showing.web.charts import band, index
from comity.showing.web.wording import date_in_words


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: ``before + words + after`` is the sentence; ``source`` is the document's number in the list.

    ``copied`` tells that the passage is a copy of one that stands above it.
    """

    before: str
    words: str
    after: str
    source: int
    place: str
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: ``when`` in words and as ``edtf``, ``marks`` are alleged, planned, disputed, ..."""

    id: str
    when: str
    edtf: str
    title: str
    amount: str
    sources: int
    marks: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Quarrel:
    """One dispute: each side is a value with its quotes."""

    id: str
    title: str
    why: str
    sides: tuple[tuple[str, tuple[Quote, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table; columns in ``right`` are set to the right."""

    header: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing (SVG), its name and what it shows in words."""

    name: str
    title: str
    svg: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report shows, in its order."""

    title: str
    summary: tuple[str, ...]
    charts: tuple[Chart, ...]
    periods: Table
    dated: tuple[Line, ...]
    undated: tuple[Line, ...]
    quarrels: tuple[Quarrel, ...]
    series: tuple[Quarrel, ...]
    money: Table
    people: Table
    sources: Table
    notes: tuple[str, ...]


def gather(pair: Dyad, since: str = "", until: str = "") -> Report:
    """The report on a pair, within a window of time."""
    record = pair.record
    facts = pair.facts(since=since, until=until)
    disputes = _disputes(pair, facts, bool(since or until))
    claims = {c.id: c for c in record.by_ids("claims", sorted({c for f in facts for c in f.claims}))}
    quoting = _Quoting(record)
    quarrelled = {d.fact for d in disputes if d.kind not in NO_QUARREL}
    lines = [_line(record, f, [claims[c] for c in f.claims if c in claims], quarrelled, quoting) for f in facts]
    return Report(
        title=pair_name(record, pair),
        summary=tuple(_summary(pair, facts, len(quarrelled & {f.id for f in facts}), since, until)),
        charts=tuple(_charts(pair, since, until)),
        periods=_periods(pair, since, until),
        dated=tuple(line for line in lines if line.edtf),
        undated=tuple(line for line in lines if not line.edtf),
        quarrels=tuple(_quarrel(d, quoting) for d in disputes if d.kind not in NO_QUARREL),
        series=tuple(_quarrel(d, quoting) for d in disputes if d.kind in NO_QUARREL),
        money=_money(pair, since, until),
        people=_people(pair, since, until),
        sources=_sources(record.documents()),
        notes=tuple(_notes(record)),
    )


class _Quoting:
    """Quotes in their sentences, with the numbers of their documents."""

    def __init__(self, record: Record) -> None:
        self.numbers = {d.document: n for n, d in enumerate(record.documents(), 1)}
        self.record = record
        self.sentences: dict[str, tuple[list[int], list[str]]] = {}

    def claims(self, claims: Iterable[Claim]) -> tuple[Quote, ...]:
        """The words of claims; of those in one family the first is the passage, the others its copies."""
        out: list[Quote] = []
        families: set[str] = set()
        for c in claims:
            copied = bool(c.family) and c.family in families
            families.add(c.family)
            out.append(self.quote(c.at, copied))
        return tuple(out)

    def quote(self, at: Evidence, copied: bool = False) -> Quote:
        """The words in the sentence that they lie in; alone where they lie in none."""
        starts, quotes = self._of(at.document)
        n = bisect_right(starts, at.start) - 1
        before, after = "", ""
        if n >= 0 and at.end <= starts[n] + len(quotes[n]):
            before, after = quotes[n][: at.start - starts[n]], quotes[n][at.end - starts[n] :]
        place = f"characters {at.start}–{at.end}"
        return Quote(_ends(before), one_line(at.quote), _ends(after), self.numbers.get(at.document, 0), place, copied)

    def _of(self, document: str) -> tuple[list[int], list[str]]:
        """Begins and words of a document's sentences, in the order of the text."""
        if document not in self.sentences:
            held = sorted((s.at.start, s.at.quote) for s in self.record.sentences(document, furniture=True))
            self.sentences[document] = [start for start, _ in held], [quote for _, quote in held]
        return self.sentences[document]


def _ends(text: str) -> str:
    """Text on one line, with a blank kept at its ends."""
    squeezed = one_line(text)
    if not squeezed:
        return ""
    return " " * text[:1].isspace() + squeezed + " " * text[-1:].isspace()


def _line(record: Record, fact: Fact, claims: Sequence[Claim], quarrelled: set[str], quoting: _Quoting) -> Line:
    amount = record.by_ids("amounts", [fact.amount]) if fact.amount else []
    marks = [] if fact.modality == "done" else [fact.modality]
    marks += [fact.rank] if fact.rank == "set aside" else []
    marks += ["disputed"] if fact.id in quarrelled else []
    return Line(
        fact.id,
        date_in_words(fact.when),
        fact.when,
        record.title(fact),
        sum_of_money(amount[0]) if amount else "",
        fact.sources,
        tuple(marks),
        quoting.claims(claims),
    )


def _summary(pair: Dyad, facts: Sequence[Fact], disputed: int, since: str, until: str) -> Iterable[str]:
    record = pair.record
    window = f" in {date_in_words(since) or '…'} – {date_in_words(until) or '…'}" if since or until else ""
    if not facts:
        yield why_nothing(record, pair, since, until, False)
        return
    yield f"{count(len(facts), 'fact')}{span(f.when for f in facts)}{window}; {disputed} of them disputed."
    single = sum(f.sources <= 1 for f in facts)
    yield f"{single} rest on a single independent source, {len(facts) - single} on two or more."
    documents = record.count("documents")
    yield f"Read from {count(documents, 'document')}; {record.naming_both(pair.a, pair.b)} of them name both states."


def _charts(pair: Dyad, since: str, until: str) -> Iterable[Chart]:
    if since or until:
        return  # the charts show the whole course; a window would cut them
    bars, lines = band(pair), index(pair)
    if bars:
        yield Chart("status", "The course of the relation", draw_band(bars))
    if lines:
        yield Chart("index", "The relation year by year", draw_index(lines))


def _periods(pair: Dyad, since: str, until: str) -> Table:
    lines = [
        (
            p.track + (f", {pair.record.name(p.by)}" if p.by else ""),
            date_in_words(p.start),
            date_in_words(p.end),
            p.state + (" (disputed)" if p.disputed else ""),
        )
        for p in pair.periods(since=since, until=until)
    ]
    return Table(("track", "from", "until", "state"), tuple(lines))


def _money(pair: Dyad, since: str, until: str) -> Table:
    name = pair.record.name
    lines = []
    for t in pair.sums(by="decade", since=since, until=until):
        total = f"{number(t.value)} {t.currency}" if t.amounts else "none added"
        left = "; ".join(dict.fromkeys(x.why for x in t.left_out))
        lines.append(
            (date_in_words(t.period) or "undated", f"{name(t.payer)} → {name(t.recipient)}", t.kind, total, left)
        )
    return Table(("period", "from → to", "kind", "total", "not added, because"), tuple(lines), right=(3,))


def _people(pair: Dyad, since: str, until: str) -> Table:
    lines = [
        (
            one_line(o.person),
            one_line(o.role),
            pair.record.name(o.state),
            date_in_words(o.from_),
            date_in_words(o.to),
        )
        for o in pair.offices()
        if within(_tenure(o), since, until)
    ]
    return Table(("person", "office", "of", "from", "until"), tuple(dict.fromkeys(lines)))


def _tenure(office: Office) -> str:
    return f"{office.from_ or '..'}/{office.to or '..'}" if office.from_ or office.to else ""


def _sources(documents: Iterable[Document]) -> Table:
    lines = [
        (
            str(n),
            one_line(d.title or d.document),
            one_line(", ".join(filter(None, (d.author, d.publisher)))),
            date_in_words(d.published) or "undated",
            d.kind,
            d.document if d.title else "",
        )
        for n, d in enumerate(documents, 1)
    ]
    return Table(("no.", "document", "by", "published", "kind", "file"), tuple(lines), right=(0,))


def _disputes(pair: Dyad, facts: Sequence[Fact], windowed: bool) -> list[Dispute]:
    """The disputes of the pair; in a window only those over its facts."""
    shown = {f.id for f in facts}
    return [d for d in pair.disputes() if not windowed or d.fact in shown]


def _quarrel(dispute: Dispute, quoting: _Quoting) -> Quarrel:
    sides = tuple(
        (
            date_in_words(side.value) if dispute.field == "when" else one_line(side.value),
            tuple(quoting.quote(e) for e in side.evidence),
        )
        for side in dispute.sides
    )
    return Quarrel(dispute.id, f"{dispute.kind} over {dispute.field}", one_line(dispute.why), sides)


def _notes(record: Record) -> Iterable[str]:
    yield (
        "Every line is quoted from the documents listed here; the words in bold make the line. Copies of one passage "
        "count as one source. Dates are given as the documents give them; where they say nothing, nothing is filled in."
    )
    unread = record.count("unread")
    if unread:
        yield f"{count(unread, 'sentence')} that name two states gave no line; comity unread lists them."
    yield from record.notes()
