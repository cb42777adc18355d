"""What a page is asked, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from comity.keeping.record import Record

Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the open record, the path and the query string, which together are the state of a page.

    ``target`` is the id of the element that a partial update will replace, "" where the whole page is wanted;
    ``edit`` tells whether rulings may be written, ``token`` is what a form has to send back; ``against`` is an older
    record to compare with, given to the page of changes alone.
    """

    record: Record
    path: str
    at: Mapping[str, str]
    query: Query
    form: str = "html"
    target: str = ""
    edit: bool = False
    token: str = ""
    against: Record | None = None

    def one(self, name: str, default: str = "") -> str:
        """The last value of a query field, without blanks around it."""
        found = [v.strip() for n, v in self.query if n == name]
        return found[-1] if found else default

    def many(self, name: str) -> tuple[str, ...]:
        """All values of a query field, each once, in order."""
        return tuple(dict.fromkeys(v for n, v in self.query if n == name and v))

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A query field as a whole number, kept within bounds."""
        try:
            return max(least, min(most, int(self.one(name) or default)))
        except ValueError:
            return default

    def link(self, **changes: str | Sequence[str] | None) -> str:
        """This page with other fields: None takes a field away, a list gives it several values."""
        kept = [(n, v) for n, v in self.query if n not in changes and v]
        for name, value in changes.items():
            if isinstance(value, str):
                kept.append((name, value))
            elif value is not None:
                kept += [(name, v) for v in value]
        return self.path + (f"?{urlencode(kept)}" if kept else "")

    def turned(self, name: str, value: str) -> str:
        """This page with ``value`` of a field put in where it was not, and taken out where it was."""
        held = self.many(name)
        left = [v for v in held if v != value] if value in held else [*held, value]
        return self.link(**{name: left, "open": None, "page": None})

    def same(self, form: str) -> str:
        """The data twin of this page: its address as .json or .csv."""
        kept = [(n, v) for n, v in self.query if v and n not in ("open", "page")]
        return f"{self.path}.{form}" + (f"?{urlencode(kept)}" if kept else "")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page gives: ``rows`` are its JSON and CSV; ``template`` with ``values`` its HTML.

    ``moved`` is an address to go to instead.
    """

    template: str
    title: str
    rows: Sequence[Mapping[str, Any]] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    moved: str = ""


class NoSuchPage(Exception):
    """There is nothing at this address; the message says what to do."""
