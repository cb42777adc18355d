"""The report as PDF: the HTML page, set by WeasyPrint (the extra ``report``), which fetches nothing."""

from __future__ import annotations

from typing import Any

from comity.showing.extras import needed
from comity.showing.report import page
from comity.showing.report.content import Report


def render(report: Report) -> bytes:
    """The PDF; raises MissingExtra where WeasyPrint, or a library of the system that it uses, is not installed."""
    weasyprint = needed("weasyprint", "report", "PDF")
    held = page.render(report).decode("utf-8")
    document = weasyprint.HTML(string=held, url_fetcher=_nothing)
    made: bytes = document.write_pdf(pdf_identifier=b"comity", pdf_tags=True)
    return made


def _nothing(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"a report fetches nothing, not {url}")
