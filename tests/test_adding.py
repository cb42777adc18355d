"""Adding documents to a record: the rows are those of a build of all at once, whatever the order of adding."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.keeping import adding, places, reader, rulings, store, writing
from comity.keeping import build as building
from comity.keeping.places import NoRoom
from comity.keeping.record import Record
from comity.knowledge import load
from comity.models import Document, Judgement, Reading
from comity.reading import read_many
from comity.showing.export import export_record
from comity.weighing import lineage, weigh
from comity.weighing.judgements import made_on, ruling_id
from tests.contents import held

STATES = ["Norway", "Peru", "Kenya", "Jordan", "Chile", "Ghana"]
SENTENCES = [
    "In {year}, {a} and {b} established diplomatic relations.",
    "{a} recalled its ambassador from {b} on 4 May {year} after a dispute over fishing rights in the northern waters.",
    "In {year}, {a} lent {b} $3 million for a railway between the two ports of the southern province.",
    "In {year}, {a} granted {b} $7 million in aid.",
    "{a} accused {b} in {year} of holding back river water that farmers on the plain depend on.",
    "{b} denied that its boats had entered the bay.",
    "{a} and {b} had no diplomatic relations from 1950 to 1990.",
    "{a} opened an embassy in {b} in March {year}.",
    "There was a coup in {a} in {year}.",
    "In {year} the revolution in {a} brought a new government.",
    "{a}, {b} and {c} signed a treaty of friendship in {year}.",
    "The commission of six judges drew the boundary from the river mouth to the first range of hills in {year}.",
    "Maria Silva was the ambassador of {a} to {b} from {year}.",
]


def texts(count: int, seed: int) -> list[Document]:
    """Pages on a few states that share passages, some with a year changed, so that families and disputes come about."""
    draw = random.Random(seed)
    told: list[str] = []
    out = []
    for n in range(count):
        page = []
        for _ in range(draw.randint(1, 4)):
            if told and draw.random() < 0.35:
                page.append(draw.choice(told))
            else:
                a, b, c = draw.sample(STATES, 3)
                page.append(draw.choice(SENTENCES).format(a=a, b=b, c=c, year=draw.randint(1960, 1975)))
        told += page
        day = f"20{draw.randint(10, 22)}-05-01"
        out.append(Document(f"{draw.randrange(1000):03}-{n}.txt", " ".join(page), published=day, published_why="given"))
    return out


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(read_many(texts(60, seed=5), load()))


def write(readings: Sequence[Reading], path: Path, ruled: Sequence[Judgement] = ()) -> Path:
    found = lineage.find(readings, load())
    path.unlink(missing_ok=True)
    weighing = weigh(readings, load(), ruled, found)
    writing.fill(sqlite3.connect(path), readings, weighing, load(), lineage=found, close=True)
    return path


def add(
    path: Path, new: Sequence[Reading], was: Sequence[Judgement] = (), now: Sequence[Judgement] | None = None
) -> bool:
    """Whether the documents and rulings could be put in."""
    record = sqlite3.connect(path)
    made_by = reader.digest(load())
    packed = {r.document.document: store.pack(reader.key(r.document, made_by), r.document, r) for r in new}
    try:
        adding.add(record, new, packed, load(), was, was if now is None else now)
    except (adding.Wide, NoRoom):
        return False
    finally:
        record.close()
    return True


@pytest.mark.parametrize("seed", range(4))
def test_added_one_by_one_or_together_the_rows_are_those_of_all_at_once(
    readings: list[Reading], tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comity.keeping.touched.MOST", 2.0)
    draw = random.Random(seed)
    chosen = draw.sample(readings, 24)
    expected = held(write(chosen, tmp_path / "all"))
    path, waiting = write(chosen[:20], tmp_path / "steps"), chosen[20:]
    while waiting:
        size = draw.randint(1, 2)
        assert add(path, waiting[:size])
        waiting = waiting[size:]
    found = held(path)
    for name, rows in expected.items():
        assert found[name] == rows, name
    assert expected["copies"] and expected["disputes"] and expected["periods"]


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_split_gives_the_same_rows_or_is_refused(draw: random.Random) -> None:
    import tempfile

    chosen = list(read_many(texts(draw.randint(3, 12), seed=draw.randint(0, 10**6)), load()))
    draw.shuffle(chosen)
    cut = draw.randint(1, len(chosen) - 1)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("comity.keeping.touched.MOST", 2.0)
        path = write(chosen[:cut], Path(folder) / "steps")
        if add(path, chosen[cut:]):
            assert held(path) == held(write(chosen, Path(folder) / "all"))


def draw_ruling(path: Path, draw: random.Random) -> Judgement:
    """A ruling on something that the record holds."""
    record = sqlite3.connect(path)
    facts, claims = list(store.values(record, "facts")), list(store.values(record, "claims"))
    disputes = list(store.values(record, "disputes"))
    record.close()
    kind = draw.choice(["fact", "fact", "claim", "dispute"] if disputes else ["fact", "claim"])
    on: Any = draw.choice({"fact": facts, "claim": claims, "dispute": disputes}[kind])
    verdicts = {
        "fact": ["when", "actors", "recipients", "modality", "prefer", "set aside", "reject", "merge", "split"],
        "claim": ["when", "actors", "recipients", "modality", "prefer", "reject"],
        "dispute": ["reject", "prefer"],
    }
    verdict = draw.choice(verdicts[kind])
    values = {
        "when": str(draw.randint(1960, 1975)),
        "actors": draw.choice(["NOR", "PER KEN", "JOR/MIL", "CHL"]),
        "recipients": draw.choice(["GHA", "NOR", "KEN/GOV"]),
        "modality": draw.choice(["done", "alleged", "denied"]),
        "merge": draw.choice(facts).id,
    }
    value = values.get(verdict, "")
    if verdict == "split":
        value = " ".join(on.claims[1:]) or on.claims[0]
    if kind == "dispute" and verdict == "prefer":
        value = draw.choice(on.sides).value
    made = made_on(on, {f.id: f for f in facts}) if kind != "claim" else ""
    return Judgement(on.id, verdict, value, "seen", "me", f"2020-01-{draw.randint(1, 28):02}", made)


@pytest.mark.parametrize("seed", range(6))
def test_rulings_and_documents_one_by_one_the_rows_are_those_of_all_at_once(
    readings: list[Reading], tmp_path: Path, seed: int
) -> None:
    draw = random.Random(seed)
    chosen = draw.sample(readings, 24)
    path, waiting = write(chosen[:20], tmp_path / "steps"), chosen[20:]
    there, rulings_now, mended = chosen[:20], [], 0
    for _ in range(8):
        was, new = tuple(rulings_now), []
        if rulings_now and draw.random() < 0.25:
            rulings_now.pop(draw.randrange(len(rulings_now)))
        elif waiting and draw.random() < 0.3:
            new = [waiting.pop()]
        else:
            rulings_now.append(draw_ruling(path, draw))
        there = [*there, *new]
        expected = held(write(there, tmp_path / "all", rulings_now))
        grows = dict(expected["lines of meta"])["grows"] == "1"
        if add(path, new, was, tuple(rulings_now)):
            mended += 1
            found = held(path)
            for name, rows in expected.items():
                assert found[name] == rows, (name, rulings_now[-1:])
        if not grows:  # a ruling that finds nothing to act on is taken back
            rulings_now = list(was)
        write(there, path, rulings_now)
    assert mended > 3


# --- through the build


def pages(folder: Path, documents: Sequence[Document]) -> Path:
    folder.mkdir(exist_ok=True)
    for document in documents:
        (folder / document.document).write_text(document.text, encoding="utf-8")
    return folder


@pytest.fixture
def weighings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents each weighing of everything held."""
    from comity import weighing

    counted: list[int] = []
    whole = weighing.weigh
    monkeypatch.setattr(
        weighing, "weigh", lambda readings, *rest: counted.append(len(readings)) or whole(readings, *rest)
    )
    return counted


def test_a_build_with_one_more_page_puts_it_into_the_record(tmp_path: Path, weighings: list[int]) -> None:
    made = texts(18, seed=9)
    folder, out = pages(tmp_path / "pages", made[:17]), tmp_path / "x.comity"
    building.build([folder], out)
    pages(folder, made)
    account = building.build([folder], out)
    assert weighings == [17]
    assert (account.documents, account.read, account.reused) == (18, 1, 17)
    at_once = building.build([folder], tmp_path / "all.comity")
    assert held(out) == held(tmp_path / "all.comity")
    for name in ("furniture", "claims", "facts", "pairs", "families", "disputes", "unread", "notes", "languages"):
        assert getattr(account, name) == getattr(at_once, name), name
    assert sorted(p.name for p in tmp_path.iterdir()) == ["all.comity", "pages", "x.comity"]


def test_add_reads_only_what_is_given(tmp_path: Path, weighings: list[int]) -> None:
    made, out = texts(18, seed=10), tmp_path / "x.comity"
    building.build([pages(tmp_path / "pages", made[:17])], out)
    account = building.build([pages(tmp_path / "more", made[17:])], out, add=True)
    assert weighings == [17] and (account.documents, account.read, account.dropped) == (18, 1, 0)
    assert [f for f in account.seconds if f[0] in ("lineage", "writing")] == []


def test_many_new_pages_a_changed_one_one_less_or_an_idle_ruling_weigh_everything(
    tmp_path: Path, weighings: list[int]
) -> None:
    made, out = texts(20, seed=11), tmp_path / "x.comity"
    folder = pages(tmp_path / "pages", made[:9])
    building.build([folder], out)
    building.build([pages(folder, made[:12])], out)
    assert weighings == [9, 12]
    pages(folder, [Document(made[0].document, "Peru praised Kenya in 1990."), made[12]])
    building.build([folder], out)
    assert weighings == [9, 12, 13]
    (folder / made[0].document).unlink()
    building.build([pages(folder, made[13:14])], out)
    assert weighings == [9, 12, 13, 13]
    rulings.add(out, Judgement("none", "prefer", "", "r", "b", "2020"))
    building.build([pages(folder, made[14:15])], out)
    assert weighings == [9, 12, 13, 13, 14]


def test_a_ruling_weighs_what_it_touches(tmp_path: Path, weighings: list[int]) -> None:
    made, out = texts(30, seed=16), tmp_path / "x.comity"
    folder = pages(tmp_path / "pages", made[:29])
    building.build([folder], out)
    with Record(out) as record:
        fact = next(f for f in record.facts() if len(f.pair) == 2)
        first = rulings.make(record, fact.id, "when", ["1966"], reason="seen", by="me", at="2020-01-01")
        second = rulings.make(record, fact.claims[0], "actors", ["GHA"], reason="seen", by="me", at="2020-01-02")
    rulings.add(out, first)
    assert building.build((), out, add=True).documents == 29
    building.build([pages(folder, made)], out)
    rulings.add(out, second)
    building.build((), out, add=True)
    rulings.add(out, Judgement(ruling_id(first), "undo", "", "wrong", "me", "2020-01-03"))
    building.build((), out, add=True)
    assert weighings == [29]
    rulings.beside(out).rename(rulings.beside(tmp_path / "all.comity"))
    building.build([folder], tmp_path / "all.comity")
    assert weighings == [29, 30] and held(out) == held(tmp_path / "all.comity")
    exported = []
    for path in (out, tmp_path / "all.comity"):
        with Record(path) as record:
            assert [(j.verdict, j.value) for j in record.judgements()] == [("actors", "GHA")]
            export_record(record, tmp_path / f"{path.stem}-out", "jsonl")
        exported.append({p.name: p.read_bytes() for p in (tmp_path / f"{path.stem}-out").iterdir()})
    assert exported[0] == exported[1]


def test_what_reaches_too_far_weighs_everything(
    tmp_path: Path, weighings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, out = texts(12, seed=12), tmp_path / "x.comity"
    building.build([pages(tmp_path / "pages", made[:11])], out)

    def refuse(*rest: object) -> None:
        raise adding.Wide("as told")

    monkeypatch.setattr(adding, "add", refuse)
    account = building.build([pages(tmp_path / "pages", made)], out)
    assert weighings == [11, 12] and account.read == 1
    building.build([tmp_path / "pages"], tmp_path / "all.comity")
    assert out.read_bytes() == (tmp_path / "all.comity").read_bytes()


_KILLED = """
import os, signal, sys
from comity.keeping import build, grown
step = grown.Grown.weighed
grown.Grown.weighed = lambda self, *rest: (step(self, *rest), os.kill(os.getpid(), signal.SIGKILL))
build.build([sys.argv[1]], sys.argv[2])
"""


def test_killed_while_adding_the_old_record_is_whole(tmp_path: Path) -> None:
    made, out = texts(12, seed=13), tmp_path / "x.comity"
    folder = pages(tmp_path / "pages", made[:11])
    building.build([folder], out)
    before = out.read_bytes()
    pages(folder, made)
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(folder), str(out)], check=False)
    assert ended.returncode == -9 and out.read_bytes() == before
    building.build([folder], out)
    building.build([folder], tmp_path / "all.comity")
    assert held(out) == held(tmp_path / "all.comity")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["all.comity", "pages", "x.comity"]


_WAITING = """
import sys
from comity.keeping.build import build
def wait(done, of, name):
    print("begun", flush=True)
    sys.stdin.readline()
build([sys.argv[1]], sys.argv[2], progress=wait)
"""


def test_two_builds_at_once_one_says_so_and_the_other_is_whole(tmp_path: Path) -> None:
    made, out = texts(4, seed=14), tmp_path / "x.comity"
    folder = pages(tmp_path / "pages", made)
    command = [sys.executable, "-c", _WAITING, str(folder), str(out)]
    first = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert first.stdin and first.stdout and first.stdout.readline() == b"begun\n"
    second = subprocess.run(
        [sys.executable, "-m", "comity.showing.cli", "build", str(folder), "-o", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 2 and "another build is writing this record" in second.stderr
    first.communicate(b"\n" * 20)
    assert first.returncode == 0
    building.build([folder], tmp_path / "all.comity")
    assert out.read_bytes() == (tmp_path / "all.comity").read_bytes()


# --- numbers with room between them


@given(st.lists(st.integers(0, 40), unique=True, min_size=1), st.data())
def test_numbers_keep_the_order_of_keys(keys: list[int], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(keys)))
    held_now = dict(zip(sorted(keys[:cut]), places.fresh(cut), strict=True))
    for key in keys[cut:]:
        try:
            held_now |= places.inserted(sorted(held_now.items()), [key])
        except NoRoom:
            return
        ordered = [number for _, number in sorted(held_now.items())]
        assert ordered == sorted(set(ordered)) and ordered[0] > 0


def test_a_full_place_says_so() -> None:
    with pytest.raises(NoRoom):
        places.inserted([("a", 1), ("c", 2)], ["b"])
    with pytest.raises(NoRoom):
        places.inserted([("a", places.MOST - 1)], ["b"])
    with pytest.raises(NoRoom):
        places.inserted([("a", 3)], ["b", "c"], top=5)
