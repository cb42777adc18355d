"""The report as Markdown (CommonMark with tables); the charts stay out, their periods are a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

import comity
from comity.showing.plain import one_line
from comity.showing.report.content import Line, Quarrel, Quote, Report, Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])|^([-+=]|\d+[.)])(?=\s|$)")


def render(report: Report) -> bytes:
    """The text, UTF-8."""
    return ("\n".join(_lines(report)) + "\n").encode("utf-8")


def text(said: str) -> str:
    """Text of any origin on one line, nothing in it a mark of Markdown or HTML."""
    return _SPECIAL.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2][:-1]}\\{m[2][-1:]}", one_line(said))


def _lines(report: Report) -> Iterator[str]:
    yield f"# {text(report.title)}"
    for line in report.summary:
        yield from ("", text(line))
    if report.periods.lines:
        yield from ("", "## The course", "", *_table(report.periods))
    if report.dated or report.undated:
        yield from ("", "## The record")
        yield from (x for line in report.dated for x in _fact(line))
        if report.undated:
            yield from ("", "### Undated")
        yield from (x for line in report.undated for x in _fact(line))
    if report.quarrels or report.series:
        yield from ("", "## Disputes")
        yield from (x for q in report.quarrels for x in _quarrel(q))
        if report.series:
            yield from ("", "### No disputes: series and parts")
        yield from (x for q in report.series for x in _quarrel(q))
    for title, held in (("Money", report.money), ("People", report.people), ("Sources", report.sources)):
        if held.lines:
            yield from ("", f"## {title}", "", *_table(held))
    for note in report.notes:
        yield from ("", text(note))
    yield from ("", f"Made by comity {comity.__version__}.")


def _fact(line: Line) -> Iterator[str]:
    when = f"**{text(line.when)}**: " if line.when else ""
    marks = [*line.marks, f"{line.sources} source{'' if line.sources == 1 else 's'}"]
    amount = f", {text(line.amount)}" if line.amount else ""
    yield from ("", f"- {when}{text(line.title)}{amount} ({', '.join(map(text, marks))}; `{line.id}`)")
    yield from (f"  > {_quote(q)}" + ("" if n == len(line.quotes) else "\n  >") for n, q in enumerate(line.quotes, 1))


def _quote(quote: Quote) -> str:
    before, after = text(quote.before), text(quote.after)
    lead = " " if quote.before.endswith(" ") else ""
    trail = " " if quote.after.startswith(" ") else ""
    copied = "; the same passage" if quote.copied else ""
    words = f"**{text(quote.words)}**"
    return f"{before}{lead}{words}{trail}{after} \\[{quote.source}\\] {text(quote.place)}{copied}"


def _quarrel(quarrel: Quarrel) -> Iterator[str]:
    yield from ("", f"- **{text(quarrel.title)}** (`{quarrel.id}`): {text(quarrel.why)}")
    for value, quotes in quarrel.sides:
        yield f"  - {text(value) or 'no value'}"
        yield from (f"    > {_quote(q)}" + ("" if n == len(quotes) else "\n    >") for n, q in enumerate(quotes, 1))


def _table(held: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(text, held.header))} |"
    yield f"| {' | '.join('--:' if n in held.right else '---' for n in range(len(held.header)))} |"
    yield from (f"| {' | '.join(map(text, line))} |" for line in held.lines)
