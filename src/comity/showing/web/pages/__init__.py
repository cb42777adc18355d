"""The pages, each with its address; every one is also there as .json and .csv."""

from __future__ import annotations

from collections.abc import Callable

from comity.showing.web.ask import Ask, Page
from comity.showing.web.pages import (
    changes,
    country,
    disputes,
    document,
    fact,
    front,
    lineage,
    method,
    money,
    pair,
    people,
    rulings,
    search,
    thirds,
    threads,
)

PAGES: tuple[tuple[str, Callable[[Ask], Page]], ...] = (
    ("/", front.page),
    ("/pair/{pair}/disputes", disputes.page),
    ("/pair/{pair}/money", money.page),
    ("/pair/{pair}/people", people.page),
    ("/pair/{pair}/threads", threads.page),
    ("/pair/{pair}/thirds", thirds.page),
    ("/pair/{pair}", pair.page),
    ("/fact/{id}", fact.page),
    ("/disputes", disputes.page),
    ("/document/{name:path}", document.page),
    ("/lineage", lineage.page),
    ("/country/{code}", country.page),
    ("/search", search.page),
    ("/rulings", rulings.page),
    ("/changes", changes.page),
    ("/method", method.page),
)
