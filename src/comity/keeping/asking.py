"""What a user means: actors by name, demonym or code, values by id or the beginning of one, words to find."""

from __future__ import annotations

import difflib
import re
import sqlite3
from functools import cache

from comity.keeping.faults import UnknownActor, UnknownId
from comity.keeping.store import state_of
from comity.knowledge import load

IDENTIFIED = ("facts", "claims", "disputes", "amounts", "threads")
_WORDS = re.compile(r'"([^"]*)"|(\S+)')


def folded(name: str) -> str:
    """A name as the ``names`` table has it: lower case, single blanks, no leading article."""
    return re.sub(r"^the ", "", " ".join(name.casefold().split()))


def actor(connection: sqlite3.Connection, name: str) -> str:
    """The code of the state or organisation that ``name`` (a name, demonym or code) stands for.

    What the record itself speaks of is asked first; then all that comity knows. Raises UnknownActor, with suggestions
    where something is spelt alike.
    """
    code = state_of(name.strip().upper())
    if connection.execute("SELECT 1 FROM actors WHERE code = ?", (code,)).fetchone():
        return code
    held = [row[0] for row in connection.execute("SELECT code FROM names WHERE name = ?", (folded(name),))]
    if len(held) == 1:
        return str(held[0])
    if held:
        raise UnknownActor(f"{name!r} may mean {_listed(connection, held)}. Give the code.", tuple(held))
    known, alike = _known(name)
    if known:
        return known
    suggestions = tuple(dict.fromkeys([*alike, *_alike(connection, name)]))[:3]
    if suggestions:
        near = _listed(connection, suggestions)
        raise UnknownActor(f"No state or organisation is called {name!r}. Did you mean {near}?", suggestions)
    raise UnknownActor(
        f"No state or organisation is called {name!r}. Give a name or an ISO 3166 code, such as Cambodia or KHM."
    )


def _known(name: str) -> tuple[str, tuple[str, ...]]:
    """(code, suggestions) from the knowledge of states."""
    from comity.knowledge import states

    knowledge = load()
    try:
        return states.resolve(name, knowledge), ()
    except states.UnknownState as error:
        return "", tuple(states.resolve(near, knowledge) for near in error.near)


def _alike(connection: sqlite3.Connection, name: str) -> list[str]:
    """Codes of the record's names that are spelt like ``name``, the most alike first."""
    codes: dict[str, str] = dict(connection.execute("SELECT name, code FROM names ORDER BY name, code"))
    return [codes[n] for n in difflib.get_close_matches(folded(name), codes, n=3, cutoff=0.75)]


def _listed(connection: sqlite3.Connection, codes: list[str] | tuple[str, ...]) -> str:
    called = [f"{c} ({n})" if (n := actor_name(connection, c)) != c else c for c in codes]
    return " or ".join([", ".join(called[:-1]), called[-1]] if len(called) > 1 else called)


def actor_name(connection: sqlite3.Connection, code: str) -> str:
    """The name of an actor; its code where nobody has a name for it."""
    row = connection.execute("SELECT name FROM actors WHERE code = ?", (code,)).fetchone()
    if row is None and "/" in code:
        row = connection.execute("SELECT name FROM actors WHERE code = ?", (state_of(code),)).fetchone()
    if row:
        return str(row[0])
    from comity.knowledge import states

    return states.name_of(code, load())


def identified(connection: sqlite3.Connection, start: str) -> tuple[str, str]:
    """(table, id) of the fact, claim, dispute, amount or thread whose id is, or alone begins with, ``start``.

    Raises UnknownId where there is none or more than one.
    """
    start = start.strip()
    for table in IDENTIFIED:
        if connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (start,)).fetchone():
            return table, start
    if not start:
        raise UnknownId("An empty id names nothing. Ids stand in the first column of comity show and comity disputes.")
    after = start[:-1] + chr(min(ord(start[-1]) + 1, 0x10FFFF))
    found = [
        (table, str(row[0]))
        for table in IDENTIFIED
        for row in connection.execute(f"SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT 6", (start, after))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(i for _, i in found[:5]) + (", ..." if len(found) > 5 else "")
        raise UnknownId(f"More than one id begins with {start!r}: {several}. Give more of it.")
    raise UnknownId(f"Nothing in the record has the id {start!r}. Ids stand in the first column of comity show.")


@cache
def match(words: str) -> str:
    """Words as an FTS5 query in which nothing is an operator.

    All words must occur; "words in quotes" together, ``word*`` as a beginning. ``""`` where no word is left.
    """
    parts = []
    for phrase, word in _WORDS.findall(words):
        star = "*" if word.endswith("*") else ""
        text = (phrase or word).strip("*").replace('"', "")
        if any(c.isalnum() for c in text):
            parts.append(f'"{text}"{star}')
    return " ".join(parts)
