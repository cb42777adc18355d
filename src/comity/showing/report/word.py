"""The report as a Word document, by python-docx (the extra ``report``); charts are pictures."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import comity
from comity.showing.extras import needed
from comity.showing.plain import clean
from comity.showing.report.content import Line, Quarrel, Quote, Report, Table
from comity.showing.report.pictures import png

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def render(report: Report) -> bytes:
    """The document; raises MissingExtra where python-docx or vl-convert is not installed."""
    docx = needed("docx", "report", "Word")
    document = docx.Document()
    _properties(document, report)
    document.add_heading(text(report.title), 0)
    for line in report.summary:
        document.add_paragraph(text(line))
    if report.charts or report.periods.lines:
        document.add_heading("The course", 1)
    for chart in report.charts:
        document.add_picture(io.BytesIO(png(chart)), width=docx.shared.Cm(16))
        document.add_paragraph(text(chart.title) + ".", style="Caption")
    _table(document, report.periods)
    if report.dated or report.undated:
        document.add_heading("The record", 1)
    for line_ in report.dated:
        _fact(document, line_)
    if report.undated:
        document.add_heading("Undated", 2)
    for line_ in report.undated:
        _fact(document, line_)
    if report.quarrels or report.series:
        document.add_heading("Disputes", 1)
    for quarrel in report.quarrels:
        _quarrel(document, quarrel)
    if report.series:
        document.add_heading("No disputes: series and parts", 2)
    for quarrel in report.series:
        _quarrel(document, quarrel)
    for title, held in (("Money", report.money), ("People", report.people), ("Sources", report.sources)):
        if held.lines:
            document.add_heading(title, 1)
            _table(document, held)
    for note in report.notes:
        document.add_paragraph(text(note))
    document.add_paragraph(f"Made by comity {comity.__version__}.")
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())


def text(said: str) -> str:
    """Text that XML can hold."""
    return _NOT_XML.sub("\ufffd", clean(said))


def _properties(document: Any, report: Report) -> None:
    from datetime import datetime

    held = document.core_properties
    held.title, held.author, held.comments = text(report.title), f"comity {comity.__version__}", ""
    held.created = held.modified = datetime(2000, 1, 1)  # the same bytes every time


def _same_bytes(packed: bytes) -> bytes:
    """The package with a fixed time on every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            fixed = zipfile.ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(part.filename))
    return out.getvalue()


def _fact(document: Any, line: Line) -> None:
    paragraph = document.add_paragraph()
    if line.when:
        paragraph.add_run(text(line.when) + ": ").bold = True
    paragraph.add_run(text(line.title))
    if line.amount:
        paragraph.add_run(f", {text(line.amount)}").bold = True
    marks = [*line.marks, f"{line.sources} source{'' if line.sources == 1 else 's'}"]
    paragraph.add_run(f" ({text(', '.join(marks))})").italic = True
    paragraph.paragraph_format.keep_with_next = bool(line.quotes)
    for quote in line.quotes:
        _quote(document, quote)


def _quote(document: Any, quote: Quote) -> None:
    paragraph = document.add_paragraph(style="Quote")
    paragraph.add_run(text(quote.before))
    paragraph.add_run(text(quote.words)).bold = True
    paragraph.add_run(text(quote.after))
    copied = "; the same passage" if quote.copied else ""
    paragraph.add_run(f" [{quote.source}] {quote.place}{copied}").italic = False


def _quarrel(document: Any, quarrel: Quarrel) -> None:
    document.add_heading(text(quarrel.title), 3)
    document.add_paragraph(text(quarrel.why))
    for value, quotes in quarrel.sides:
        document.add_paragraph(text(value) or "no value", style="List Bullet")
        for quote in quotes:
            _quote(document, quote)


def _table(document: Any, held: Table) -> None:
    if not held.lines:
        return
    table = document.add_table(rows=1, cols=len(held.header), style="Light List")
    for cell, said in zip(table.rows[0].cells, held.header, strict=True):
        cell.text = text(said)
    for line in held.lines:
        for cell, said in zip(table.add_row().cells, line, strict=True):
            cell.text = text(said)
