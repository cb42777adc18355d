"""A page as HTML, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import RedirectResponse, Response

import comity
from comity.keeping.record import Record
from comity.showing.tabulate import csv_text, json_text
from comity.showing.web import links
from comity.showing.web.ask import Ask, Page
from comity.showing.web.wording import FILTERS


def environment() -> Environment:
    """The templates: every value is escaped, and one that is not given is an error, not a gap."""
    made = Environment(
        loader=PackageLoader("comity.showing.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= FILTERS
    made.globals |= {"link": links, "version": comity.__version__}
    return made


def answer(templates: Environment, ask: Ask, page: Page) -> Response:
    """The response to one request."""
    if page.moved:
        return RedirectResponse(page.moved, 303)
    if ask.form == "json":
        return Response(json_text(page.rows) + "\n", page.status, media_type="application/json")
    if ask.form == "csv":
        return Response(csv_text(page.rows), page.status, media_type="text/csv")
    html = templates.get_template(page.template).render(_common(ask, page) | dict(page.values))
    return Response(html, page.status, media_type="text/html")


def _common(ask: Ask, page: Page) -> dict[str, Any]:
    names: dict[str, str] = {}

    def name(code: str) -> str:
        if code not in names:
            names[code] = ask.record.name(code)
        return names[code]

    return {"ask": ask, "title": page.title, "name": name, "record_name": _file(ask.record)}


def _file(record: Record) -> str:
    return record.path.name if record.path else "in memory"


def fault(
    templates: Environment, status: int, title: str, message: str, form: str, more: Mapping[str, Any]
) -> Response:
    """An error for people: what is wrong and what to do next, in the form that was asked for."""
    if form in ("json", "csv"):
        told = json.dumps({"error": message} | dict(more), ensure_ascii=True)
        return Response(told + "\n", status, media_type="application/json")
    html = templates.get_template("fault.html").render(
        title=title, message=message, more=more, record_name="", ask=None
    )
    return Response(html, status, media_type="text/html")
