"""Score the working tree against the gold in ``../shared``: read, weigh, export, call the scorers.

    python tools/figures.py [SET ...] [--misses TABLE] [--document NAME] [--out DIR]

SET is seeds, guide-events, country-guide, wikiwars, plover-gsr (default: all of these), or one of the project's
own: own in ``tests/gold``, second in ``tests/gold_b``, third in ``tests/gold_c``, fourth in ``tests/gold_d``,
fifth in ``tests/gold_e``, held in ``tests/gold_held``.
``--misses`` takes a table name as the scorer does (events, dates, amounts, status, ...).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

from comity.knowledge import load
from comity.models import Document
from comity.reading import read
from comity.tables import rows
from comity.weighing import weigh

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
SETS = ("seeds", "guide-events", "country-guide", "wikiwars", "plover-gsr")
TESTS = Path(__file__).resolve().parents[1] / "tests"
FOLDERS = {
    "own": "gold",
    "second": "gold_b",
    "third": "gold_c",
    "fourth": "gold_d",
    "fifth": "gold_e",
    "held": "gold_held",
}
OWN = {name: TESTS / folder for name, folder in FOLDERS.items()}


def gold_of(name: str) -> Path:
    """The folder that holds the gold tables of one set."""
    return OWN[name] if name in OWN else SHARED / "gold" / name


def documents(name: str) -> list[Document]:
    """The documents of one gold set, as they come: nothing but name and text (seeds and guides have no metadata)."""
    gold = gold_of(name)
    listed = [json.loads(line) for line in (gold / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    if name == "plover-gsr":
        return [Document(d["document"], d["text"]) for d in listed]
    folder = SHARED / "seeds" if name == "seeds" else gold / "texts"
    return [Document(d["document"], (folder / d["document"]).read_bytes().decode("utf-8")) for d in listed]


def digest(name: str) -> str:
    """SHA-256 over the gold tables of one set and the scorers: figures are comparable only while it stays."""
    files = [*sorted(gold_of(name).glob("*.jsonl")), *sorted((SHARED / "score").glob("*.py"))]
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def export(docs: list[Document], out: Path) -> dict[str, float]:
    """Read and weigh the documents, write every table to ``out``; seconds spent in each stage."""
    knowledge = load()
    seconds: dict[str, float] = {}
    readings = [read(d, knowledge, seconds) for d in docs]
    began = process_time()
    weighing = weigh(readings, knowledge)
    seconds["weighing"] = process_time() - began
    out.mkdir(parents=True, exist_ok=True)
    for table, items in rows(readings, weighing):
        text = "".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items)
        (out / f"{table}.jsonl").write_text(text, encoding="utf-8")
    return seconds


def score(name: str, out: Path, *options: str) -> str:
    """What the set's scorer prints for the export in ``out``."""
    script = "score_guide.py" if name == "country-guide" else "score.py"
    command = [sys.executable, str(SHARED / "score" / script), str(out), str(gold_of(name)), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def figures(name: str) -> dict[str, Any]:
    """The set's figures as the scorer's JSON object."""
    with tempfile.TemporaryDirectory() as tmp:
        export(documents(name), Path(tmp))
        found: dict[str, Any] = json.loads(score(name, Path(tmp), "--json"))
    return found


def single(found: dict[str, Any]) -> dict[str, float]:
    """One number a figure: its F1, else its share, else its recall."""
    return {
        name: float(value.get("f1", value.get("share", value.get("r")))) if isinstance(value, dict) else float(value)
        for name, value in found.items()
    }


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="*", default=SETS)
    ap.add_argument("--misses")
    ap.add_argument("--document", help="only documents whose name holds this")
    ap.add_argument("--out", help="keep the export here")
    args = ap.parse_args()
    for name in args.sets:
        docs = [d for d in documents(name) if not args.document or args.document in d.document]
        began = process_time()
        with tempfile.TemporaryDirectory() as tmp:
            out = Path(args.out or tmp)
            seconds = export(docs, out)
            took = process_time() - began
            options = ("--misses",) if name == "country-guide" else ("--misses", args.misses)
            printed = score(name, out, *(options if args.misses else ()))
        shares = "  ".join(f"{k} {v:.2f}s" for k, v in seconds.items() if v > 0.05)
        size = f"{len(docs)} documents, {sum(d.characters for d in docs)} characters"
        print(f"== {name}: {size}, {took:.1f}s CPU ({shares})")
        print(printed, end="", flush=True)


if __name__ == "__main__":
    main()
