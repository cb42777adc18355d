"""The rulings on a record as rows, and how one is undone."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from comity.keeping import rulings
from comity.keeping.faults import BadRuling
from comity.models import Judgement


def listed(file: Path) -> list[dict[str, Any]]:
    """Every ruling beside a record, in the order in which they were made.

    ``n`` is its number, ``id`` that by which an undoing names it, ``stands`` whether it is replayed at a build, and
    ``undoes`` the number of the ruling that an undoing takes back.
    """
    from comity.weighing.judgements import UNDO, ruling_id, standing

    held = rulings.read(file)
    stands, _ = standing(held)
    numbers = {ruling_id(r): n for n, r in enumerate(held, 1)}
    return [
        {"n": n, "id": ruling_id(r), "stands": stood, **asdict(r)}
        | {"undoes": numbers.get(r.target) if r.verdict == UNDO else None}
        for n, (r, stood) in enumerate(zip(held, stands, strict=True), 1)
    ]


def undoing(file: Path, which: int | str, *, reason: str, by: str, at: str) -> Judgement:
    """The ruling that takes back the ruling ``which``: its number in the list, or its id.

    Raises BadRuling where there is no such ruling, or where it is undone already.
    """
    from comity.weighing.judgements import UNDO

    held = listed(file)
    found = [r for r in held if which in (r["n"], r["id"])]
    if not found:
        told = f"{len(held)} ruling{'' if len(held) == 1 else 's'}"
        raise BadRuling(f"There is no ruling {which}: {file} has {told}.")
    undone = found[-1]
    if undone["verdict"] != UNDO and not any(r["stands"] for r in found):
        raise BadRuling(f"Ruling {which} is undone already.")
    return Judgement(undone["id"], UNDO, "", reason, by, at)
