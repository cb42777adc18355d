"""Make docs/codebook.md, every act that comity knows, from knowledge/acts/*.toml.

    python tools/make_codebook_docs.py [--check]

``--check`` writes nothing and ends with 1 where the file is not what it would write.
"""

from __future__ import annotations

import sys
from html import escape
from itertools import groupby
from pathlib import Path

from comity.keeping.codebook import Act, codebook
from made import write_or_check

PLACE = Path(__file__).resolve().parents[1] / "docs" / "codebook.md"
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
HEAD = """# The codebook

This page is made from `src/comity/knowledge/acts/*.toml` by `tools/make_codebook_docs.py`; edit the tables, not the
page. `comity codebook ACT` prints an act with the frames that tell it.

An **act** is one kind of thing that a state does to another. Each has a PLOVER type (empty where PLOVER has none), a
CAMEO code, a quad class (verbal or material, cooperation or conflict), an intensity from -10 to 10 and, where it
changes the diplomatic status of the pair or begins a measure, which. Every example is read as its act by a test.
"""


def page() -> str:
    """The whole page."""
    acts = codebook()
    parts = [HEAD, f"There are {len(acts)} acts.\n"]
    by_table = sorted(acts.values(), key=lambda a: (a.source, a.code))
    for source, held in groupby(by_table, key=lambda a: a.source):
        title = source.rpartition("/")[2].removesuffix(".toml").replace("_", " ")
        parts.append(f"## {title[0].upper()}{title[1:]}\n")
        parts += [_act(a) for a in held]
    return "\n".join(parts)


def _act(act: Act) -> str:
    codes = [
        f"PLOVER {' '.join(filter(None, (act.plover, act.mode)))}" if act.plover else "no PLOVER type",
        f"CAMEO {act.cameo}" if act.cameo else "",
        QUADS.get(act.quad, ""),
        f"intensity {act.intensity:g}",
        f"status {act.status}" if act.status else "",
        f"measure {act.measure}" if act.measure else "",
    ]
    lines = [
        f"### {act.code}\n",
        f"*{_text(act.name)}*: {_text(act.definition)}\n",
        "; ".join(c for c in codes if c) + ".\n",
    ]
    lines += [f"- {_text(example)}" for example in act.examples]
    return "\n".join(lines) + "\n"


def _text(said: str) -> str:
    return escape(said, quote=False).replace("*", r"\*").replace("_", r"\_").replace("[", r"\[")


def main() -> int:
    return write_or_check(PLACE, page(), "make_codebook_docs.py")


if __name__ == "__main__":
    sys.exit(main())
