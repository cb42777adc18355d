"""The report as one HTML file: no script, no outside request, everything from documents escaped, fit for printing."""

from __future__ import annotations

from html import escape

import comity
from comity.showing.plain import clean
from comity.showing.report.content import Line, Quarrel, Quote, Report, Table

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light; --ink: #1c1c1c; --quiet: #5f5f5f; --rule: #d8d4cc; --mark: #f4e7b3; }
body { font: 16px/1.5 'Source Sans 3', 'DejaVu Sans', Arial, sans-serif; color: var(--ink); background: #fff;
  max-width: 62rem; margin: 2rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .6rem; } h2 { font-size: 1.3rem; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; } nav { margin: 1rem 0; } nav a { margin-right: 1rem; }
a { color: #2f5d8a; } .quiet { color: var(--quiet); } figure { margin: 1rem 0; } svg { width: 100%; height: auto; }
figcaption { color: var(--quiet); font-size: .9rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .28rem .7rem .28rem 0; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; } td.right, th.right { text-align: right; }
.fact { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding: .55rem 0;
  border-top: 1px solid var(--rule); }
.fact p { margin: 0; } .when { font-variant-numeric: tabular-nums; }
blockquote { margin: .25rem 0 .25rem 0; padding-left: .8rem; border-left: 3px solid var(--rule); font-size: .95rem;
  font-family: 'Source Serif 4', 'DejaVu Serif', Georgia, serif; }
blockquote b { background: var(--mark); font-weight: 600; }
.mark { font-size: .8rem; border: 1px solid var(--quiet); border-radius: 3px; padding: 0 .35rem; margin-left: .4rem; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem; }
.value { font-weight: 600; margin: 0; } footer { margin-top: 3rem; border-top: 1px solid var(--rule); }
@media (max-width: 40rem) { .fact { grid-template-columns: 1fr; } }
@page { margin: 18mm 16mm; }
@media print { body { font-size: 10pt; max-width: none; margin: 0; padding: 0; } nav { display: none; }
  .fact, .dispute, figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
  a { color: inherit; text-decoration: none; } }
"""


def render(report: Report) -> bytes:
    """The page, UTF-8."""
    sections = [
        ("course", "The course", _course(report)),
        ("record", "The record", _record(report)),
        ("disputes", "Disputes", _quarrels(report)),
        ("money", "Money", table(report.money)),
        ("people", "People", table(report.people)),
        (
            "sources",
            "Sources",
            table(report.sources, ids="source-") + "".join(f"<p>{text(n)}</p>" for n in report.notes),
        ),
    ]
    sections = [s for s in sections if s[2]]
    links = "".join(f'<a href="#{id}">{title}</a>' for id, title, _ in sections)
    body = "".join(f'<section id="{id}"><h2>{title}</h2>{held}</section>' for id, title, held in sections)
    summary = "".join(f"<p>{text(line)}</p>" for line in report.summary)
    held = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(report.title)}</title><style>{STYLE}</style></head>\n"
        f"<body><header><h1>{text(report.title)}</h1>{summary}</header><nav>{links}</nav>\n<main>{body}</main>\n"
        f'<footer class="quiet"><p>Made by comity {text(comity.__version__)}.</p></footer></body></html>\n'
    )
    return held.encode("utf-8")


def text(said: str) -> str:
    """Text of any origin, safe in HTML."""
    return escape(clean(said))


def _course(report: Report) -> str:
    charts = "".join(f"<figure>{c.svg}<figcaption>{text(c.title)}.</figcaption></figure>" for c in report.charts)
    return charts + table(report.periods)


def _record(report: Report) -> str:
    dated = "".join(map(_line, report.dated))
    undated = f"<h3>Undated</h3>{''.join(map(_line, report.undated))}" if report.undated else ""
    return dated + undated


def _line(line: Line) -> str:
    marks = "".join(f'<span class="mark">{text(m)}</span>' for m in line.marks)
    amount = f" <strong>{text(line.amount)}</strong>" if line.amount else ""
    sources = f"{line.sources} source{'' if line.sources == 1 else 's'}"
    when = f'<time title="{text(line.edtf)}">{text(line.when)}</time>' if line.edtf else ""
    said = f'{text(line.title)}{amount}{marks} <span class="quiet">{sources}</span>'
    quotes = "".join(map(_quote, line.quotes))
    return (
        f'<article class="fact" id="{text(line.id)}"><p class="when">{when}</p>'
        f"<div><p>{said}</p>{quotes}</div></article>"
    )


def _quote(quote: Quote) -> str:
    copied = "; the same passage" if quote.copied else ""
    return (
        f"<blockquote>{text(quote.before)}<b>{text(quote.words)}</b>{text(quote.after)} "
        f'<cite class="quiet"><a href="#source-{quote.source}">[{quote.source}]</a> {text(quote.place)}{copied}</cite>'
        "</blockquote>"
    )


def _quarrels(report: Report) -> str:
    series = f"<h3>No disputes: series and parts</h3>{''.join(map(_quarrel, report.series))}" if report.series else ""
    return "".join(map(_quarrel, report.quarrels)) + series


def _quarrel(quarrel: Quarrel) -> str:
    sides = "".join(
        f'<div><p class="value">{text(value)}</p>{"".join(map(_quote, quotes))}</div>'
        for value, quotes in quarrel.sides
    )
    return (
        f'<article class="dispute" id="{text(quarrel.id)}"><h3>{text(quarrel.title)}</h3>'
        f'<p class="quiet">{text(quarrel.why)}</p><div class="sides">{sides}</div></article>'
    )


def table(held: Table, ids: str = "") -> str:
    """A table, nothing where it has no line; ``ids`` gives each row an id with the first cell."""
    if not held.lines:
        return ""

    def cell(name: str, n: int, said: str) -> str:
        side = ' class="right"' if n in held.right else ""
        return f"<{name}{side}>{text(said)}</{name}>"

    head = "".join(cell("th", n, said) for n, said in enumerate(held.header))
    lines = "".join(
        f"<tr{f' id={chr(34)}{ids}{text(line[0])}{chr(34)}' if ids else ''}>"
        + "".join(cell("td", n, said) for n, said in enumerate(line))
        + "</tr>"
        for line in held.lines
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
