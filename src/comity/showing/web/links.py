"""Addresses of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode


def _with(path: str, query: Mapping[str, str]) -> str:
    kept = {n: v for n, v in query.items() if v}
    return path + (f"?{urlencode(kept)}" if kept else "")


def pair(a: str, b: str, part: str = "", **query: str) -> str:
    """The page of two states, or one of its parts (disputes, money, people, threads, thirds)."""
    first, second = sorted((a, b))
    return _with(f"/pair/{quote(first, safe='')}-{quote(second, safe='')}" + (f"/{part}" if part else ""), query)


def country(code: str) -> str:
    """The page of a state or organisation."""
    return f"/country/{quote(code.partition('/')[0], safe='')}"


def fact(id: str) -> str:
    """The page of a fact."""
    return f"/fact/{quote(id, safe='')}"


def document(name: str, start: int | None = None) -> str:
    """The page of a document, at the part that holds the offset ``start``."""
    path = f"/document/{quote(name, safe='')}"
    return path if start is None else f"{path}?at={start}#at"


def search(words: str, **query: str) -> str:
    """The page that finds words."""
    return _with("/search", {"q": words, **query})


def rulings() -> str:
    """The page of rulings."""
    return "/rulings"
