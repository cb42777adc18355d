"""Check the hand-written training sentences and count them.

    python tools/check_training.py [FILE ...] [--table] [--readme] [--against FOLDER ...]

FILE defaults to every ``sentences_*.jsonl`` and ``passages_*.jsonl`` of ``training/``. ``--table`` prints the counts in
Markdown, ``--readme`` writes them between the marks in ``training/README.md``. ``--against`` reads every .txt and
.jsonl below a folder and reports any sentence that shares a run of eight words with it: the check that none was taken
from the texts comity is measured on.
Exit status 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "training"
TYPES = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
MODALITIES = ["done", "ongoing", "planned", "alleged", "denied", "hypothetical", "proposed"]
STYLES = ("history", "news", "fact sheet", "commentary", "headline")
CONSTRUCTIONS = (
    "active",
    "passive",
    "nominal",
    "light verb",
    "relative",
    "coordination",
    "reported",
    "possessive",
    "cross-sentence",
)
FIELDS = {"id", "text", "events", "style", "construction", "hard"}
PASSAGE_FIELDS = {"id", "title", "genre", "sentences"}
GENRES = {
    "penc": "history",
    "pbrief": "fact sheet",
    "pwire": "news",
    "phist": "history",
    "pnote": "fact sheet",
    "pview": "commentary",
}
EVENT_FIELDS = {"plover", "mode", "modality", "trigger", "actors", "recipients"}
CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}(/[A-Z]{3})?")
TAG = re.compile(r"<(/?)([^<>]*)>")
RUN = 8

Row = dict[str, Any]


def stripped(text: str) -> str:
    """``text`` without its ``<a>`` and ``<r>`` tags."""
    return TAG.sub("", text)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", stripped(text).lower())


def tag_faults(text: str) -> Iterator[str]:
    """Tags other than a and r, tags left open, nested or empty."""
    inside, since = "", 0
    for found in TAG.finditer(text):
        closing, name = found.groups()
        if name not in ("a", "r"):
            yield f"unknown tag {found.group()}"
        elif closing and inside != name:
            yield f"{found.group()} closes nothing"
        elif closing:
            if not text[since : found.start()].strip():
                yield "empty tag"
            inside = ""
        elif inside:
            yield f"{found.group()} inside <{inside}>"
        else:
            inside, since = name, found.end()
    if inside:
        yield f"<{inside}> left open"
    if "<" in stripped(text) or ">" in stripped(text):
        yield "stray angle bracket"


def event_faults(event: Row, plain: str) -> Iterator[str]:
    if set(event) != EVENT_FIELDS:
        yield f"event fields {sorted(event)}"
        return
    if event["plover"] not in TYPES:
        yield f"type {event['plover']!r}"
    if event["modality"] not in MODALITIES:
        yield f"modality {event['modality']!r}"
    if not event["trigger"] or event["trigger"] not in plain:
        yield f"trigger {event['trigger']!r} is not in the text"
    parties = [*event["actors"], *event["recipients"]]
    if not parties:
        yield "an event without parties"
    yield from (f"code {code!r}" for code in parties if not CODE.fullmatch(code))


def faults(row: Row) -> Iterator[str]:
    """Everything wrong with one row by itself."""
    if set(row) != FIELDS:
        yield f"fields {sorted(row)}"
        return
    if row["style"] not in STYLES:
        yield f"style {row['style']!r}"
    if row["construction"] not in CONSTRUCTIONS:
        yield f"construction {row['construction']!r}"
    if not row["events"] and not row["hard"]:
        yield "neither an event nor a kind of hard negative"
    if row["events"] and not TAG.search(row["text"]):
        yield "an event without tags"
    if row["text"] != row["text"].strip() or "  " in row["text"]:
        yield "stray space"
    yield from tag_faults(row["text"])
    for event in row["events"]:
        yield from event_faults(event, stripped(row["text"]))


def passage_faults(row: Row) -> Iterator[str]:
    """Everything wrong with one passage by itself."""
    if set(row) != PASSAGE_FIELDS:
        yield f"fields {sorted(row)}"
        return
    if row["genre"] not in GENRES:
        yield f"genre {row['genre']!r}"
    if not row["title"].strip():
        yield "no title"
    if len(row["sentences"]) < 2:
        yield "a passage has two sentences or more"
    for sentence in row["sentences"]:
        if set(sentence) != {"text", "events"}:
            yield f"sentence fields {sorted(sentence)}"
            continue
        if sentence["text"] != sentence["text"].strip() or "  " in sentence["text"]:
            yield "stray space"
        for event in sentence["events"]:
            yield from event_faults(event, sentence["text"])


def told(passage: Row) -> Iterator[Row]:
    """The sentences of a passage as rows, for what is counted and compared of all sentences."""
    for n, sentence in enumerate(passage["sentences"], 1):
        style = GENRES.get(passage["genre"], "")
        yield {"id": f"{passage['id']}.{n}", "construction": "", "hard": "", "style": style} | sentence


def runs(text: str) -> Iterator[tuple[str, ...]]:
    all_words = words(text)
    return (tuple(all_words[n : n + RUN]) for n in range(len(all_words) - RUN + 1))


def copied(rows: list[tuple[str, Row]], folders: list[Path]) -> Iterator[str]:
    """Rows that share a run of :data:`RUN` words with a file of ``folders``."""
    mine: dict[tuple[str, ...], str] = {run: row["id"] for _, row in rows for run in runs(row["text"])}
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".jsonl") and p.is_file()):
            for line in path.read_text(encoding="utf-8").splitlines():
                for run in runs(line):
                    if run in mine:
                        yield f"{mine[run]}: {' '.join(run)!r} is also in {path}"


def tables(rows: list[tuple[str, Row]]) -> Iterator[str]:
    events = Counter((e["plover"], e["modality"]) for _, row in rows for e in row["events"])
    shown = [m for m in MODALITIES if any(m == modality for _, modality in events)]
    yield f"| type | {' | '.join(shown)} | all |"
    yield "| --- |" + " ---: |" * (len(shown) + 1)
    for kind in TYPES:
        counts = [events[kind, m] for m in shown]
        if sum(counts):
            yield f"| {kind} | {' | '.join(map(str, counts))} | {sum(counts)} |"
    all_of = [sum(n for (_, modality), n in events.items() if modality == m) for m in shown]
    yield f"| all events | {' | '.join(map(str, all_of))} | {sum(all_of)} |"
    yield ""
    for field, named in (("style", "Style"), ("construction", "Construction"), ("hard", "Hard negatives")):
        counted = Counter(row[field] for _, row in rows if row[field])
        yield f"{named}: " + ", ".join(f"{k} {n}" for k, n in sorted(counted.items(), key=lambda kn: (-kn[1], kn[0])))
        yield ""
    several = sum(len(row["events"]) > 1 for _, row in rows)
    hard = sum(bool(row["hard"]) for _, row in rows)
    states = {c.split("/")[0] for _, row in rows for e in row["events"] for c in e["actors"] + e["recipients"]}
    triggers = {(e["plover"], e["trigger"].lower()) for _, row in rows for e in row["events"]}
    yield (
        f"{len(rows)} sentences, {hard} hard negatives, {several} with several events, "
        f"{len(states)} party codes, {len(triggers)} distinct triggers"
    )


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("files", nargs="*", type=Path, metavar="FILE")
    ap.add_argument("--table", action="store_true")
    ap.add_argument("--readme", action="store_true")
    ap.add_argument("--against", nargs="+", type=Path, default=[], metavar="FOLDER")
    args = ap.parse_args()
    rows: list[tuple[str, Row]] = []
    wrong: list[str] = []
    for path in args.files or sorted((*FOLDER.glob("sentences_*.jsonl"), *FOLDER.glob("passages_*.jsonl"))):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                wrong.append(f"{path.name}:{n}: {error}")
                continue
            where = f"{path.name}:{n}"
            if path.name.startswith("passages_"):
                found = list(passage_faults(row))
                rows += [(where, sentence) for sentence in told(row)] if not found else []
            else:
                found = list(faults(row))
                rows.append((where, row))
            wrong.extend(f"{where}: {fault}" for fault in found)
    for what, key in (("id", lambda r: r["id"]), ("text", lambda r: " ".join(words(r["text"])))):
        seen: dict[str, str] = {}
        for where, row in rows:
            if key(row) in seen:
                wrong.append(f"{where}: same {what} as {seen[key(row)]}")
            seen.setdefault(key(row), where)
    wrong.extend(copied(rows, args.against))
    if args.table:
        print("\n".join(tables(rows)))
    if args.readme:
        readme = FOLDER / "README.md"
        before, _, rest = readme.read_text(encoding="utf-8").partition("<!-- counts -->")
        after = rest.partition("<!-- end of counts -->")[2]
        counts = "\n".join(tables(rows))
        readme.write_text(
            f"{before}<!-- counts -->\n\n{counts}\n\n<!-- end of counts -->{after}", encoding="utf-8", newline="\n"
        )
    print("\n".join(wrong) if wrong else f"{len(rows)} sentences, nothing wrong", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
