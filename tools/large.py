"""Large records: weigh many claims of one pair, and show one pair of a record of a million claims.

    python tools/large.py weigh [CLAIMS]        seconds and peak memory of weighing claims of one pair (100000)
    python tools/large.py weigh CLAIMS --varied --workers 2      the same, in more words, on several processes
    python tools/large.py show [CLAIMS]         seconds and peak memory of ``comity show`` (1000000)
    python tools/large.py make FILE [CLAIMS]    only make the record that ``show`` asks

The claims are made: each tells one act of one state to another on one day, in a sentence of its own; a fifth of the
happenings are told by two or three documents. Ten claims stand in a document. All sentences are of six patterns; with
``--varied`` they have words of substance of their own, and a tenth is taken word for word from another document.

The record of ``show`` is about 2,000 pairs, so that a pair has some 500 claims; its rows are those of a built record
(documents, sentences, claims, facts, links, indexes), but for what only adding documents needs. Seconds are of wall
time, with CPU seconds beside them: on a machine that does other work the CPU seconds are what counts. Each step runs in
a process of its own, whose peak memory is ``ru_maxrss``.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time

import newslike
from comity.keeping.forked import Forked
from comity.keeping.writing import write_record
from comity.knowledge import load
from comity.models import Claim, Document, Evidence, Fact, Reading, Sentence, Weighing

ACTS = [
    ("accuse", "ACCUSE", "112", 3, -2.0, "accused"),
    ("praise", "SUPPORT", "051", 1, 3.4, "praised"),
    ("talk", "CONSULT", "040", 1, 1.0, "held talks with"),
    ("sign", "AGREE", "057", 1, 6.0, "signed a treaty with"),
    ("visit", "CONSULT", "042", 1, 1.9, "sent a minister to"),
    ("aid", "AID", "070", 2, 7.0, "gave aid to"),
]
EACH = 10
"""Claims in a document."""
FIRST = date(1950, 1, 1)


def readings(claims: int, codes: list[tuple[str, str]], seed: int = 1, varied: bool = False) -> Iterator[Reading]:
    """Documents with so many claims in all about these pairs of states."""
    draw = random.Random(seed)
    told: list[tuple[int, str, str, date]] = []
    kept: list[tuple[int, str, str, date, str]] = []
    for n in range(0, claims, EACH):
        name, text, sentences, found = f"d{n // EACH:07d}", "", [], []
        for k in range(min(EACH, claims - n)):
            if told and draw.random() < 0.2:
                what, a, b, day = draw.choice(told)
            else:
                a, b = draw.choice(codes)
                what, day = draw.randrange(len(ACTS)), FIRST + timedelta(draw.randrange(25_000))
                told = [*told[-500:], (what, a, b, day)]
            act, plover, cameo, quad, intensity, verb = ACTS[what]
            matter = _matter(draw) if varied else f"matter {draw.randrange(10**9)}"
            quote = f"{a} {verb} {b} on {day.isoformat()} over {matter}."
            if varied and kept and draw.random() < 0.1:
                what, a, b, day, quote = draw.choice(kept)
                act, plover, cameo, quad, intensity, verb = ACTS[what]
            kept = [*kept[-500:], (what, a, b, day, quote)]
            at = Evidence(name, len(text), len(text) + len(quote), quote)
            text += quote + " "
            sentences.append(Sentence(at, k, k // 5))
            found.append(
                Claim(
                    f"c{n + k:010x}", at, act, plover, "", cameo, quad, intensity, (a,), (b,),
                    when=day.isoformat(), when_from="sentence", rule="made", sentence=k,
                )
            )  # fmt: skip
        yield Reading(Document(name, text), sentences=tuple(sentences), claims=tuple(found))


def _matter(draw: random.Random) -> str:
    """A thing that two states may have to do with, in words drawn from many."""
    first, second, third, fourth, fifth = (draw.choice(kind) for kind in draw.sample(newslike.KINDS, 5))
    return f"the {first} of the {second} near the {third} {draw.choice(JOINED)} the {fourth} and its {fifth}"


JOINED = ["and", "but not", "as well as", "instead of", "beside", "before", "after", "along with", "far from"]


def facts(read: list[Reading]) -> Weighing:
    """The claims and a fact for each happening, as weighing would put them, without weighing them."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for reading in read:
        for claim in reading.claims:
            groups.setdefault((*claim.actors, *claim.recipients, claim.when, claim.act), []).append(claim)
    found = []
    for n, ((a, b, when, act), told) in enumerate(groups.items()):
        ids = tuple(sorted(c.id for c in told))
        pair = (min(a, b), max(a, b))
        found.append(Fact(f"f{n:010x}", act, told[0].plover, pair, (a,), (b,), when, "", ids, len(told), why="made"))
    fact_of = {claim: f.id for f in found for claim in f.claims}
    claims = tuple(
        Claim(*(fact_of[c.id] if name == "fact" else getattr(c, name) for name in Claim.__slots__))
        for r in read
        for c in r.claims
    )
    return Weighing(claims=claims, facts=tuple(sorted(found, key=lambda f: (f.pair, f.when, f.id))))


def make(path: Path, claims: int) -> None:
    """Write a record of so many claims about some 2,000 pairs."""
    names = sorted(_codes())[:64]
    pairs = [(a, b) for a in names for b in names if a < b]
    read = list(readings(claims, pairs))
    write_record(path, read, facts(read), load())


def _codes() -> set[str]:
    """Codes of states that are none."""
    return {f"{a}{b}{c}" for a in "BCDFGHJK" for b in "AEIO" for c in "LMNR"}


def weigh(claims: int, varied: bool, workers: int) -> None:
    """Weigh claims of one pair and print how long it takes."""
    from comity.weighing import lineage
    from comity.weighing import weigh as weighed

    read = list(readings(claims, [("KHM", "USA"), ("USA", "KHM")], varied=varied))
    knowledge, share = load(), Forked(workers)
    began, cpu = perf_counter(), _cpu()
    found = lineage.find(read, knowledge, share=share)
    _told("lineage", began, cpu)
    began, cpu = perf_counter(), _cpu()
    weighing = weighed(read, knowledge, (), found, share)
    _told("weighing", began, cpu)
    print(
        f"{claims:,} claims of one pair in {len(read):,} documents: {len(weighing.copies):,} copies, "
        f"{len(weighing.facts):,} facts, {len(weighing.disputes):,} disputes"
    )


def _cpu() -> tuple[float, float]:
    """Seconds of CPU of this process, and of its children that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time(), ended.ru_utime + ended.ru_stime


def _told(what: str, began: float, before: tuple[float, float]) -> None:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak, child = (resource.getrusage(w).ru_maxrss // 1024 for w in who)
    wall, (own, others) = perf_counter() - began, _cpu()
    print(
        f"{what:10s} {wall:7.1f} s wall {own - before[0]:7.1f} s CPU here {others - before[1]:7.1f} s in children, "
        f"peak {peak:,} MB here {child:,} MB in a child",
        flush=True,
    )


def show(path: Path, a: str, b: str) -> None:
    """Ask for one pair three times and print how long the command takes."""
    for _ in range(3):
        began, before = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "comity.showing.cli", "show", str(path), a, b]
        shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(
            f"show {perf_counter() - began:6.2f} s wall {cpu:6.2f} s CPU, peak {after.ru_maxrss // 1024:,} MB, "
            f"{len(shown.splitlines()):,} lines: {shown.splitlines()[0]}"
        )


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("weigh", "show", "make"))
    ap.add_argument("rest", nargs="*")
    ap.add_argument("--varied", action="store_true")
    ap.add_argument("--workers", type=int, default=1)
    args = ap.parse_args()
    if args.what == "weigh":
        weigh(int(args.rest[0]) if args.rest else 100_000, args.varied, args.workers)
    elif args.what == "make":
        make(Path(args.rest[0]), int(args.rest[1]) if len(args.rest) > 1 else 1_000_000)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "large.comity"
            subprocess.run([sys.executable, __file__, "make", str(path), *args.rest[:1]], check=True)
            print(f"{path.stat().st_size / 1e6:,.0f} MB")
            first, second = sorted(_codes())[:2]
            show(path, first, second)


if __name__ == "__main__":
    main()
