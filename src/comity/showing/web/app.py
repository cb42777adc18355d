"""The web app over one record."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from comity.errors import ComityError
from comity.keeping.faults import BadWindow, RecordError, UnknownActor, UnknownId
from comity.keeping.record import Record
from comity.showing.web import judging, links
from comity.showing.web.answering import answer, environment, fault
from comity.showing.web.ask import Ask, NoSuchPage, Page
from comity.showing.web.budget import limit
from comity.showing.web.guard import COOKIE, Guard, Tokens
from comity.showing.web.pages import PAGES, changes

STATIC = Path(__file__).parent / "static"
SECONDS = 5.0  # the longest that the questions of one page may take
LONGEST_QUERY = 4_000  # characters of a query string
FIELDS = 100  # fields of a query string


class Form(Convertor[str]):
    """The ending of an address that asks for data."""

    regex = "json|csv"

    def convert(self, value: str) -> str:
        """As it stands."""
        return value

    def to_string(self, value: str) -> str:
        """As it stands."""
        return value


register_url_convertor("form", Form())


def make_app(
    path: str | Path,
    *,
    edit: bool = False,
    hosts: Collection[str] = (),
    seconds: float = SECONDS,
    against: str | Path | None = None,
) -> Starlette:
    """The app over the record at ``path``, which is opened anew, read-only, for every request.

    ``edit`` lets rulings be written to the judgement file beside the record; ``hosts`` are names to be answered
    besides localhost and IP addresses; ``seconds`` is the longest that one page's questions may take; ``against`` is
    an older record that the page of changes compares with.
    """
    for file in (path, against):
        if file is not None:
            Record(file).close()  # say at once what is wrong with the file
    templates, tokens, writing = environment(), Tokens(), Lock()
    templates.globals |= {"compared": against is not None}

    def page(make: Callable[[Ask], Page]) -> Callable[[Request], object]:
        async def endpoint(request: Request) -> Response:
            cookie = request.cookies.get(COOKIE, "") or tokens.fresh()
            token = tokens.of(cookie) if edit else ""
            response: Response = await run_in_threadpool(respond, request, make, token)
            if edit and COOKIE not in request.cookies:
                response.set_cookie(COOKIE, cookie, httponly=True, samesite="strict")
            return response

        return endpoint

    def respond(request: Request, make: Callable[[Ask], Page], token: str) -> Response:
        at = {n: str(v) for n, v in request.path_params.items()}
        form = at.pop("form", "html")
        with ExitStack() as opened:
            return _shown(request, make, token, at, form, opened)

    def _shown(
        request: Request, make: Callable[[Ask], Page], token: str, at: dict[str, str], form: str, opened: ExitStack
    ) -> Response:
        try:
            query = request.scope["query_string"].decode("ascii", "replace")
            if len(query) > LONGEST_QUERY or query.count("&") >= FIELDS:
                raise NoSuchPage("This address is too long.")
            record = opened.enter_context(Record(path))
            old = opened.enter_context(Record(against)) if against and make is changes.page else None
        except NoSuchPage as error:
            return fault(templates, 414, "Too long", str(error), form, {})
        except RecordError as error:
            return fault(templates, 503, "The record cannot be opened", str(error), form, {})
        for held in filter(None, (record, old)):
            limit(held.connection, seconds)
        plain = quote(request.scope["path"].removesuffix(f".{form}"))
        target = request.headers.get("hx-target", "")
        ask = Ask(record, plain, at, tuple(parse_qsl(query, errors="replace")), form, target, edit, token, old)
        return _answered(lambda: answer(templates, ask, make(ask)), form)

    def _answered(give: Callable[[], Response], form: str) -> Response:
        try:
            return give()
        except UnknownActor as error:
            return fault(templates, 404, "No such state", str(error), form, {"suggestions": list(error.suggestions)})
        except (UnknownId, NoSuchPage) as error:
            return fault(templates, 404, "Not found", str(error), form, {})
        except (BadWindow, ComityError, ValueError) as error:
            return fault(templates, 400, "That cannot be shown", str(error), form, {})
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            message = f"This took longer than {seconds:g} seconds and was stopped. Ask for less: fewer years or words."
            return fault(templates, 503, "Stopped", message, form, {})

    async def judge(request: Request) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > judging.LARGEST:
                return fault(templates, 413, "Too much", "This form is too large.", "html", {})
        return await run_in_threadpool(ruled, request, body)

    def ruled(request: Request, body: bytes) -> Response:
        try:
            form = judging.fields(body)
            if not tokens.hold(request, form.get("token", "")):
                told = "This form did not come from a page of this server, or the server has been restarted. Reload it."
                return fault(templates, 403, "Not taken", told, "html", {})
            with writing:
                made = judging.rule(Path(path), form)
        except (ComityError, ValueError) as error:
            return fault(templates, 400, "That is no ruling", str(error), "html", {})
        back = form.get("back", "")
        with Record(path) as record:  # a rejected fact is gone, and so is what an undoing took back
            kept = bool(record.by_ids("facts", [made.target]))
        there = links.fact(made.target) if kept else links.rulings()
        return RedirectResponse(back if re.match(r"/(?!/)[^\\\s]*$", back) else there, 303)

    routes: list[BaseRoute] = [Mount("/static", StaticFiles(directory=STATIC), name="static")]
    for where, make in PAGES:
        for suffix in (".{form:form}", ""):
            routes.append(Route(f"{where}{suffix}", page(make), methods=["GET"]))
    if edit:
        routes.append(Route("/judge", judge, methods=["POST"]))

    async def nowhere(request: Request, error: Exception) -> Response:
        told = "There is no page at this address." if getattr(error, "status_code", 404) == 404 else str(error)
        return fault(templates, getattr(error, "status_code", 404), "Not found", told, "html", {})

    return Starlette(
        routes=routes, middleware=[Middleware(Guard, hosts=hosts)], exception_handlers={HTTPException: nowhere}
    )
