"""Lineage: copied passages are found, edits named, families formed; what only sounds alike is left alone."""

from __future__ import annotations

import contextlib
import itertools
import json
import random
import subprocess
import sys
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Document, Evidence, Furniture, Reading, Sentence
from comity.weighing import lineage
from comity.weighing.lineage import adding, blocks, chain, seeds, words
from comity.weighing.lineage.edits import edits
from tests.conftest import cases

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
import corpus


def reading(name: str, *sentences: str, published: str = "", furniture: tuple[int, ...] = ()) -> Reading:
    text, cut, masked = "", [], []
    for n, sentence in enumerate(sentences):
        at = Evidence(name, len(text), len(text) + len(sentence), sentence)
        cut.append(Sentence(at, n, 0, n in furniture))
        if n in furniture:
            masked.append(Furniture(at, "test"))
        text += sentence + " "
    return Reading(Document(name, text, published=published), tuple(masked), tuple(cut))


def pairs(found: lineage.Lineage, readings: list[Reading]) -> set[tuple[str, str]]:
    text = {r.document.document: r.document.text for r in readings}
    return {(text[c.a.document][c.a.start : c.a.end], text[c.b.document][c.b.start : c.b.end]) for c in found.copies}


@pytest.mark.parametrize("case", cases("edits"))
def test_what_an_edit_changes(case: Any) -> None:
    assert [e.changes for e in edits(case["text"], case["other"], load())] == case["expected"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.integers(0, 5), max_size=40))
def test_runs_of_the_same_words_are_those_of_difflib(x: list[int], y: list[int]) -> None:
    plain = SequenceMatcher(None, x, y, autojunk=False)
    assert blocks.blocks(x, y) == [tuple(b) for b in plain.get_matching_blocks()[:-1]]
    assert blocks.steps(x, y) == [(tag == "equal", *at) for tag, *at in plain.get_opcodes()]


def test_what_is_not_compared_is_no_copy() -> None:
    parts = [chain.Worded(words.units(r, load())) for r in corpus.readings(corpus.corpus(20, seed=4))]
    compared = copied = 0
    for a, b in itertools.combinations(parts, 2):
        for i, j in itertools.product(range(len(a)), range(len(b))):
            m = chain.compare(a, i, b, j)
            runs = [
                {tuple(w[k : k + seeds.RUN]) for k in range(len(w) - seeds.RUN + 1)} for w in (a.words(i), b.words(j))
            ]
            for rare in {0, len(runs[0] & runs[1])}:
                if m is not None and chain.alone(a, b, m, rare):
                    assert chain.may_stand_alone(a, i, b, j, rare)
                    copied += 1
                compared += chain.may_stand_alone(a, i, b, j, rare)
            assert m is None or not chain.beside(a, b, m) or chain.may_stand_beside(a, i, b, j)
    assert 10 < copied <= compared < 1_000  # of more than 100,000


A1 = "The two governments exchanged notes on fishing rights along the northern coast in 1911."
A2 = "They met again."
A3 = "A commission of six judges then drew the boundary from the river mouth to the first range of hills."
B1 = "Wheat exports doubled within a decade while the price of copper fell to half of what it had been."


def test_a_moved_and_edited_passage_is_found_with_its_short_sentence() -> None:
    a = reading("a", A1, A2, A3, B1)
    b = reading("b", "Nothing here is shared with any other text at all.", A1.replace("1911", "1913"), A2, A3)
    found = lineage.find([a, b], load())
    assert pairs(found, [a, b]) == {(A1, A1.replace("1911", "1913")), (A2, A2), (A3, A3)}
    edited = next(c for c in found.copies if c.kind == "edited")
    assert [(e.a, e.b, e.changes) for e in edited.edits] == [("1911", "1913", "date")]


def test_furniture_is_no_passage() -> None:
    a, b = reading("a", A1, A3, furniture=(0,)), reading("b", A1, B1)
    assert lineage.find([a, b], load()).copies == ()


def test_a_formula_with_other_names_is_no_copy() -> None:
    a = reading("a", "The United States recognized Gabon on August 17, 1960, when President Eisenhower sent a message.")
    b = reading("b", "The United States recognized Malta on September 21, 1964, when President Johnson sent a letter.")
    assert lineage.find([a, b], load()).copies == ()


def test_direction_is_told_only_where_dates_tell_it() -> None:
    dated = lineage.find([reading("a", A1, A3, published="2004"), reading("b", A1, A3, published="1999-05")], load())
    assert {c.why for c in dated.copies} == {"likely from b to a: a is dated later (2004)"}
    undated = lineage.find([reading("a", A1, A3), reading("b", A1, A3)], load())
    assert all(c.why.startswith("direction unknown") for c in undated.copies)


def test_documents_of_one_wording_are_copies_however_short() -> None:
    found = lineage.find([reading("a", "Spain left."), reading("b", "Spain left.")], load())
    assert [(c.kind, c.family != "") for c in found.copies] == [("same", True)]


def test_a_passage_in_many_documents_is_one_family_and_not_all_pairs() -> None:
    make = corpus.Maker(2)
    readings = [reading(f"d{k:03d}", " ".join(make.content(12)) + ".", A1, A3) for k in range(200)]
    found = lineage.find(readings, load())
    assert len({c.family for c in found.copies}) == 2
    assert all(found.family(r.document.document, r.sentences[1].at.start, r.sentences[1].at.end) for r in readings)
    assert len(found.copies) < 200 * 20


def test_the_order_of_documents_changes_nothing() -> None:
    readings = corpus.readings(corpus.corpus(40, seed=3))
    assert lineage.find(readings, load()) == lineage.find(readings[::-1], load())


def test_shards_joined_apart_give_the_same_seeds_as_together() -> None:
    parts = [words.units(r, load()) for r in corpus.readings(corpus.corpus(20, seed=5))]
    hashed = [seeds.seeds(p) for p in parts]
    whole = next(seeds.shards(hashed, 1))
    cut = list(seeds.shards(hashed, 7))
    assert np.array_equal(whole[0], np.concatenate([h for h, _ in cut]))
    assert np.array_equal(whole[1], np.concatenate([p for _, p in cut]))


class Memory:
    """A lineage that was found before, asked as a record asks its file."""

    def __init__(self, found: lineage.Lineage) -> None:
        self.parts, self.found = found.parts, found
        self.named = {
            (d, unit): found.family(d, *part.spans[unit]) for d, part in self.parts.items() for unit in range(len(part))
        }

    def sharing(self, hashes: words.Hashes) -> adding.Shared:
        names = sorted(self.parts)
        rows = [
            (h, n, p)
            for n, name in enumerate(names)
            for h, p in zip(*(column.tolist() for column in seeds.seeds(self.parts[name])), strict=True)
            if h in set(hashes.tolist())
        ]
        h, n, p = (np.array([row[k] for row in rows], np.uint64 if k == 0 else np.int64) for k in range(3))
        return adding.Shared(names, h, n, p)

    def alike(self, digest: str) -> list[str]:
        return sorted(d for d, u in self.parts.items() if words.wording(u) == digest)

    def units(self, documents: Iterable[str]) -> dict[str, words.Units]:
        return {d: self.parts[d] for d in documents}

    def links(self, two: tuple[str, str]) -> list[tuple[int, int]]:
        return [(i, j) for a, i, b, j in self.found.links if (a, b) == two]

    def family(self, sentence: adding.Sentence) -> str:
        return self.named.get(sentence, "")

    def members(self, family: str) -> tuple[list[adding.Sentence], list[adding.Link]]:
        tied = [((a, i), (b, j)) for a, i, b, j in self.found.links if self.named[a, i] == family]
        return [at for at, name in self.named.items() if name == family], tied

    def namesakes(self, base: str) -> list[str]:
        return sorted({f for f in self.named.values() if f.partition("-")[0] == base})


def _added(old: list[Reading], new: list[Reading]) -> None:
    """Adding gives the families and the copied sentences that finding everything at once gives."""
    kept, whole = lineage.find(old, load()), lineage.find([*old, *new], load())
    change = adding.added([words.units(r, load()) for r in new], Memory(kept))
    links = {(a, i, b, j) for a, i, b, j in kept.links if (a, b) not in change.found}
    links |= {(a, m.a, b, m.b) for (a, b), matches in change.found.items() for m in matches}
    assert links == set(whole.links)
    named = {**Memory(kept).named, **change.families}
    expected = Memory(whole).named
    assert {at: f for at, f in named.items() if f} == {at: f for at, f in expected.items() if f}


def test_documents_of_one_wording_stay_so_when_a_run_of_their_words_becomes_common() -> None:
    texts = [[A1] * 3, [B1, *[A1] * 4], [B1, *[A1] * 4], [A1] * 2]
    read = [reading(f"d{n}", *sentences) for n, sentences in enumerate(texts)]
    for n in range(len(read)):
        _added([r for r in read if r is not read[n]], [read[n]])


POOL = [
    A1,
    A2,
    A3,
    B1,
    A1.replace("1911", "1913"),
    A3 + " " + B1,
    "Spain left.",
    "On the other hand, nothing came of it.",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(POOL), max_size=5), min_size=2, max_size=9), st.data())
def test_documents_added_later_give_what_all_at_once_gives(texts: list[list[str]], data: st.DataObject) -> None:
    names = data.draw(st.permutations(range(len(texts))))
    readings = [reading(f"d{name}", *text) for name, text in zip(names, texts, strict=True)]
    cut = data.draw(st.integers(1, len(texts) - 1))
    with contextlib.suppress(adding.Wide):
        _added(readings[:cut], readings[cut:])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_documents_added_to_a_made_corpus_give_what_all_at_once_gives(seed: int) -> None:
    draw = random.Random(seed)
    make = corpus.Maker(seed)
    formula = [" ".join(make.content(9)) + "." for _ in range(4)]
    readings = corpus.readings(corpus.corpus(60, seed))
    readings += [reading(f"f{k:02d}", *draw.sample(formula, 3), A1 if k % 2 else B1) for k in range(18)]
    draw.shuffle(readings)
    _added(readings[:-2], readings[-2:])
    _added(readings[:40], readings[40:])


def test_a_made_corpus_reaches_the_floor() -> None:
    got = corpus.measure(300, seed=7)
    assert got["precision"] >= 0.95 and got["recall"] >= 0.93 and got["f1"] >= 0.95


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=6), st.lists(st.text(max_size=80), max_size=6))
def test_no_text_crashes_lineage_and_every_span_lies_in_its_document(a: list[str], b: list[str]) -> None:
    readings = [reading("a", *a), reading("b", *b)]
    size = {r.document.document: len(r.document.text) for r in readings}
    for c in lineage.find(readings, load()).copies:
        for side in (c.a, c.b):
            assert 0 <= side.start <= side.end <= size[side.document]


def test_a_sentence_of_a_million_characters_is_read_in_pieces() -> None:
    long = " ".join(f"word{k}" for k in range(100_000))
    found = lineage.find([reading("a", long), reading("b", "Own words first. " + long[:400])], load())
    assert found.copies and all(c.b.end <= 420 for c in found.copies)


def test_seeds_copies(shared: Path, tmp_path: Path) -> None:
    """The copied passages of the real pages, by the scorer, against their gold."""
    from comity.reading import furniture, segment
    from comity.tables import row

    readings = []
    for path in sorted((shared / "seeds").glob("*.txt")):
        r = Reading(Document(path.name, path.read_bytes().decode()))
        readings.append(segment.split(furniture.find(r, load()), load()))
    found = lineage.find(readings, load())
    (tmp_path / "copies.jsonl").write_text("".join(json.dumps(row(c)) + "\n" for c in found.copies))
    command = [
        sys.executable,
        str(shared / "score" / "score.py"),
        str(tmp_path),
        str(shared / "gold" / "seeds"),
        "--json",
    ]
    figures = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert figures["copies"]["f1"] >= 0.96
