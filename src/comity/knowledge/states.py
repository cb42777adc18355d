"""Names to codes and back, for people who type: "Cambodia", "US", "KHM" and "cambodian" all find their state."""

from __future__ import annotations

import difflib
import unicodedata

from comity.knowledge import Knowledge


class UnknownState(LookupError):
    """No state of this name. ``near`` lists names it may have been meant for, the nearest first."""

    def __init__(self, text: str, near: tuple[str, ...]) -> None:
        self.text, self.near = text, near
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"no state called {text!r} is known.{hint}")


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.replace(".", "").replace("’", "'").casefold().split()).removeprefix("the ")


def _index(knowledge: Knowledge) -> dict[str, str]:
    def make(k: Knowledge) -> dict[str, str]:
        index: dict[str, str] = {}
        rows = k.table("polities.tsv")
        for row in rows:
            index.setdefault(_plain(row["code"]), row["code"])
        for row in rows:
            index.setdefault(_plain(row["name"]), row["code"])
        for row in rows:
            for name in filter(None, row["names"].split("|")):
                index.setdefault(_plain(name), row["code"])
        for row in k.table("demonyms.tsv"):
            for name in filter(None, [*row["adjectives"].split("|"), *row["people"].split("|")]):
                index.setdefault(_plain(name), row["code"])
        for row in k.table("organisations.tsv"):
            index.setdefault(_plain(row["code"]), row["code"])
            for name in filter(None, [row["name"], *row["names"].split("|")]):
                if row["code"] not in ("IGO", "NGO"):
                    index.setdefault(_plain(name.lstrip("!")), row["code"])
        return index

    return knowledge.compiled("states.index", make)


def resolve(text: str, knowledge: Knowledge) -> str:
    """The code of the state (or organisation) that ``text`` names: a code, name, old name, adjective or people.

    Raises :class:`UnknownState`, with near names, where there is none.
    """
    index = _index(knowledge)
    key = _plain(text)
    if key in index:
        return index[key]
    if key.endswith("s") and key[:-1] in index:
        return index[key[:-1]]
    near = difflib.get_close_matches(key, list(index), n=6, cutoff=0.7)
    names = dict.fromkeys(name_of(index[n], knowledge) for n in near)
    raise UnknownState(text, tuple(names)[:3])


def is_called(code: str, name: str, knowledge: Knowledge) -> bool:
    """Whether a name is one that the tables give the state or organisation of this code: no seat, no nickname."""
    return _index(knowledge).get(_plain(name)) == code


def name_of(code: str, knowledge: Knowledge) -> str:
    """The plain English name of a state's or organisation's code; an organ is ignored; an unknown code names itself."""

    def make(k: Knowledge) -> dict[str, str]:
        names: dict[str, str] = {}
        for table in ("polities.tsv", "organisations.tsv"):
            for row in k.table(table):
                names.setdefault(row["code"], row["name"])
        return names | {"IGO": "an international organisation", "NGO": "a non-governmental organisation"}

    bare = code.partition("/")[0]
    return knowledge.compiled("states.names", make).get(bare, bare)
