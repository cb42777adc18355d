"""Score the working tree against the gold in ``../shared``: read, weigh, export in memory, call the scorers.

    python tools/figures.py [SET ...] [--misses TABLE] [--document NAME] [--out DIR]

SET is seeds, guide-events, country-guide, wikiwars, plover-gsr (default: all). ``--misses`` takes a table name as the
scorer does (events, dates, amounts, status, disputes, actors).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

from comity.knowledge import load
from comity.models import Document
from comity.reading import read
from comity.tables import rows
from comity.weighing import weigh

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
SETS = ("seeds", "guide-events", "country-guide", "wikiwars", "plover-gsr")


def documents(name: str) -> list[Document]:
    gold = SHARED / "gold" / name
    listed = [json.loads(line) for line in (gold / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    if name == "plover-gsr":
        return [Document(d["document"], d["text"]) for d in listed]
    folder = SHARED / "seeds" if name == "seeds" else gold / "texts"
    return [Document(d["document"], (folder / d["document"]).read_bytes().decode("utf-8")) for d in listed]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="*", default=SETS)
    ap.add_argument("--misses")
    ap.add_argument("--document", help="only documents whose name holds this")
    ap.add_argument("--out", help="keep the export here")
    args = ap.parse_args()
    knowledge = load()
    for name in args.sets:
        docs = [d for d in documents(name) if not args.document or args.document in d.document]
        seconds: dict[str, float] = {}
        began = process_time()
        readings = [read(d, knowledge, seconds) for d in docs]
        weighing = weigh(readings, knowledge)
        took = process_time() - began
        with tempfile.TemporaryDirectory() as tmp:
            out = Path(args.out or tmp)
            out.mkdir(parents=True, exist_ok=True)
            for table, items in rows(readings, weighing):
                text = "".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items)
                (out / f"{table}.jsonl").write_text(text, encoding="utf-8")
            script = "score_guide.py" if name == "country-guide" else "score.py"
            command = [sys.executable, str(SHARED / "score" / script), str(out), str(SHARED / "gold" / name)]
            if args.misses:
                command += ["--misses"] if name == "country-guide" else ["--misses", args.misses]
            shares = "  ".join(f"{k} {v:.2f}s" for k, v in seconds.items() if v > 0.05)
            characters = sum(d.characters for d in docs)
            print(f"== {name}: {len(docs)} documents, {characters} characters, {took:.1f}s CPU ({shares})", flush=True)
            subprocess.run(command, check=False)


if __name__ == "__main__":
    main()
