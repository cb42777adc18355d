"""A slice read into its shard: the one piece of work that every process, here or on a cluster, runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import comity
from comity.errors import InputError
from comity.keeping import reader
from comity.keeping.workers import FEWEST, begin, readings
from comity.knowledge import load
from comity.scaling import inputs, rows, shards
from comity.scaling.tasks import Slice

GROUP = 500_000
"""Characters of text that go into one row group: what bounds a worker's memory."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a slice: ``skipped`` where its shard was there; ``failed`` names what could not be read, and why.

    ``lost`` where its shard could not be written; ``gone`` of a shard of an earlier run that others replace, and
    ``dropped`` the files of it whose documents went with it, since their folder no longer has them.
    """

    shard: str
    name: str
    skipped: bool = False
    documents: int = 0
    claims: int = 0
    failed: tuple[str, ...] = ()
    lost: bool = False
    gone: bool = False
    dropped: tuple[str, ...] = ()


def read_slice(part: Slice, archive: str, workers: int = 1) -> Done:
    """Read a slice into the archive, unless its shard is there, whole, from the same bytes and the same comity.

    With several ``workers`` the documents of a large one are read by so many processes, to the same bytes.
    """
    knowledge = load()
    made_by = reader.digest(knowledge)
    try:
        given = inputs.digest(part)
        workers = workers if inputs.size(part) >= FEWEST else 1
    except OSError as error:
        return Done(part.shard, part.names[0], failed=(f"{part.names[0]}: cannot be read ({error}).",), lost=True)
    old = shards.manifest(archive, part.shard)
    if old is not None and (old.get("input"), old.get("reader")) == (given, made_by):
        return _done(part, old, skipped=True)
    failed: list[str] = []

    def report(error: InputError) -> None:
        failed.append(str(error))

    if workers > 1:
        begin()
    writer = shards.Writer(archive, part.shard)
    try:
        group: list[rows.Rows] = []
        for chunk in readings(inputs.documents(part, report), knowledge, workers, rows.of):
            failed += chunk.failed
            group.append(chunk)
            if sum(held.characters for held in group) >= GROUP:
                writer.add(group)
                group = []
        writer.add(group)
        manifest = {
            "comity": comity.__version__,
            "reader": made_by,
            "input": given,
            "source": {"kind": part.kind, "names": list(part.names), "first": part.first, "last": part.last},
            "failed": failed,
        }
        return _done(part, writer.finish(manifest))
    finally:
        writer.close()


def _done(part: Slice, manifest: dict[str, Any], skipped: bool = False) -> Done:
    held = {table: int(file["rows"]) for table, file in manifest["tables"].items()}
    return Done(part.shard, part.names[0], skipped, held["documents"], held["claims"], tuple(manifest["failed"]))
