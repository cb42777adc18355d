"""The pages, each with its address; every one is also there as .json and .csv."""

from __future__ import annotations

from collections.abc import Callable

from comity.showing.web.ask import Ask, Page
from comity.showing.web.pages import fact, front, pair

PAGES: tuple[tuple[str, Callable[[Ask], Page]], ...] = (
    ("/", front.page),
    ("/pair/{pair}", pair.page),
    ("/fact/{id}", fact.page),
)
