"""The codebook."""

from __future__ import annotations

import dataclasses

import click

from comity.showing import options
from comity.showing.tabulate import Section, Shown, put


@click.command()
@click.argument("act", required=False)
@click.option("--measured", is_flag=True, help="Print how often comity is right instead.")
@options.form
def codebook(act: str | None, measured: bool, form: str | None) -> int:
    """Print the acts that comity knows, or all about one ACT: definition, PLOVER and CAMEO codes, examples.

    --measured prints the error rates that were measured with this version. Acts and error rates belong to no time:
    there is no --since and no --until.
    """
    from comity.keeping.codebook import codebook as acts

    if measured:
        return _measured(form)
    known = acts()
    found = [a for a in known.values() if act in (None, a.code)]
    if not found:
        import difflib

        near = difflib.get_close_matches(act or "", known, n=3)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        return options.nothing(f"The codebook has no act {act!r}.{hint}" if known else "The codebook is empty.")
    rows = [dataclasses.asdict(a) for a in found]
    if act and form in (None, "table"):
        lines = [[name, "; ".join(v) if isinstance(v, tuple) else str(v)] for name, v in rows[0].items() if v]
        put(Shown("", ("", ""), [Section("", lines)], rows, wide=1), form)
        return 0
    table = [[a.code, a.name, " ".join(filter(None, (a.plover, a.mode))), a.cameo, a.definition] for a in found]
    title = f"{len(found)} act{'' if len(found) == 1 else 's'}"
    put(Shown(title, ("act", "name", "PLOVER", "CAMEO", "definition"), [Section("", table)], rows, wide=4), form)
    return 0


def _measured(form: str | None) -> int:
    from comity.showing.measured import SHARES, figures, sets

    rows = figures()
    if not rows:
        return options.nothing("This version ships no error rates.")
    sections = [
        Section(
            f"{one['name']}: {one['what']}",
            [
                [m["what"], *("" if m[n] == "" else f"{m[n]:.3f}" for n in SHARES), str(m["rows"]), m["means"]]
                for m in rows
                if m["on"] == one["name"]
            ],
        )
        for one in sets()
    ]
    header = ("figure", "precision", "recall", "F1", "rows", "what is right")
    put(Shown("Measured error rates", header, sections, rows, wide=5, right=(1, 2, 3, 4)), form)
    return 0
