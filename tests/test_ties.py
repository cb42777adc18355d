"""Documents that share clauses, passages and edited passages: added one by one, the record is that of all at once."""

from __future__ import annotations

import functools
import random
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.keeping import adding, kin
from comity.knowledge import load
from comity.models import Document, Reading
from comity.reading import read_many
from comity.weighing import lineage
from comity.weighing.lineage.words import units
from tests.contents import held
from tests.test_adding import add, write

PAIRS = [("Norway", "Peru"), ("Kenya", "Jordan"), ("Chile", "Ghana"), ("Nepal", "Egypt"), ("Japan", "Cuba")]
WHO = [
    "After the commission of six judges",
    "While the pilots of the coastal service",
    "As the owners of the copper mines",
    "When the last of the herring boats",
]
DID = [
    "had drawn the line from the river mouth to the first range of hills",
    "had kept to their word through a winter of heavy storms and little bread",
    "had asked for patience and a second reading of the papers in the drawer",
    "had come back from the banks off the northern cape with empty holds",
]
DOINGS = [
    "{a} recalled its ambassador from {b} in {year}",
    "{a} lent {b} ${n} million for a railway in {year}",
    "{a} accused {b} in {year} of holding back river water",
    "{a} opened an embassy in {b} in March {year}",
    "{a} and {b} signed a treaty of friendship on {n} May {year}",
    "{a} severed diplomatic relations with {b} on {n} June {year}",
    "{a} lost {n}00 soldiers in the border fighting with {b} in {year}",
]


def texts(count: int, draw: random.Random) -> list[Document]:
    """Pages of one to four sentences: clauses of others, whole passages of others, the like with a word changed."""
    told: list[list[str]] = []
    out = []
    for n in range(count):
        page: list[str] = []
        for _ in range(draw.randint(1, 2)):
            way = draw.random()
            run = list(draw.choice(told)) if told and way < 0.2 else []
            if run and way < 0.12:
                k = draw.randrange(len(run))
                old, new = draw.choice([("1963", "1964"), ("1962", "1966"), ("May", "June"), ("Norway", "Chile")])
                run[k] = run[k].replace(old, new)
            if not run:
                a, b = draw.choice(PAIRS)
                did = draw.choice(DOINGS).format(a=a, b=b, n=draw.randint(2, 9), year=draw.randint(1962, 1966))
                clauses = [f"{draw.choice(WHO)} {draw.choice(DID)}" for _ in range(draw.randint(0, 2))]
                run = [", ".join([*clauses[:1], did, *(c.lower() for c in clauses[1:])]) + "."]
            page += run
        told = [*told[-30:], page[: draw.randint(1, len(page))]]
        day = f"20{draw.randint(10, 22)}-05-01"
        out.append(Document(f"{draw.randrange(1000):03}-{n}.txt", " ".join(page), published=day, published_why="given"))
    return out


variants = sys.modules["comity.weighing.disputes.variants"]  # the package calls its function so


@functools.cache
def read_pages() -> list[Reading]:
    return list(read_many(texts(90, random.Random(3)), load()))


@settings(max_examples=6, deadline=None)
@given(draw=st.randoms(use_true_random=False))
def test_documents_that_share_clauses_and_passages_added_one_by_one(draw: random.Random) -> None:
    chosen = draw.sample(read_pages(), draw.randint(16, 34))
    first = len(chosen) - draw.randint(1, 3)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("comity.keeping.touched.MOST", 2.0)
        patch.setattr(variants, "MANY", many := draw.choice([1, 4, 500]))
        patch.setattr("comity.keeping.ties.MANY", many)
        patch.setattr(adding, "MANY", many)
        path = write(chosen[:first], Path(folder) / "steps")
        for n in range(first, len(chosen)):
            if not add(path, chosen[n : n + 1]):
                write(chosen[: n + 1], path)
        expected, found = held(write(chosen, Path(folder) / "all")), held(path)
        for name, rows in expected.items():
            assert found[name] == rows, name


@pytest.mark.parametrize("seed", range(4))
def test_of_documents_that_are_looked_at_again_every_stretch_is_of_its_family(tmp_path: Path, seed: int) -> None:
    draw, pool = random.Random(seed), read_pages()
    path = write(pool, tmp_path / "all")
    whole = lineage.find(pool, load())
    some = draw.sample(pool, 12)
    with closing(sqlite3.connect(path)) as record:
        kept = adding._kept(record, {r.document.document for r in some})
    assert kept.beyond and kept.copies
    stretches = [
        (c.at.document, start, end)
        for r in some
        for c in r.claims
        for start, end in ((c.at.start, c.at.end), (c.at.start, c.at.start + 60), (c.at.end - 40, c.at.end))
    ]
    assert [kept.family(*at) for at in stretches] == [whole.family(*at) for at in stretches]
    assert len({whole.family(*at) for at in stretches}) > 3


@pytest.mark.parametrize("seed", range(4))
def test_families_that_only_grow_are_told_as_if_all_were_formed_anew(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(seed)
    chosen = draw.sample(read_pages(), 60)
    new = [units(r, load()) for r in chosen[57:]]
    with closing(sqlite3.connect(write(chosen[:57], tmp_path / "some"))) as record:
        grown = adding.added(new, kin.Kin(record))
        monkeypatch.setattr("comity.weighing.lineage.adding._grown", lambda *rest: None)
        anew = adding.added(new, kin.Kin(record))
        was = {at: kin.Kin(record).family(at) for at in anew.families}
    changed = {at: family for at, family in anew.families.items() if was[at] != family}
    assert changed and changed.items() <= grown.families.items()
    assert all(anew.families[at] == family for at, family in grown.families.items())


def test_a_passage_in_very_many_wordings_is_a_form(monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.weighing import weigh

    letter = "The commission of six judges drew the line from the river mouth to the first range of hills in {}."
    pages = [Document(f"{n}.txt", f"Norway thanked Peru. {letter.format(1960 + n)}") for n in range(4)]
    read = list(read_many(pages, load()))
    assert [d.kind for d in weigh(read, load()).disputes].count("variant") == 1
    monkeypatch.setattr(variants, "MANY", 5)
    assert [d.kind for d in weigh(read, load()).disputes].count("variant") == 0
