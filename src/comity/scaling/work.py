"""A slice read into its shard: the one piece of work that every process, here or on a cluster, runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import comity
from comity.errors import InputError
from comity.keeping import reader
from comity.keeping.workers import read_chunk
from comity.knowledge import load
from comity.models import Reading
from comity.scaling import inputs, shards
from comity.scaling.tasks import Slice

GROUP = 500_000
"""Characters of text that go into one row group: what bounds a worker's memory."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a slice: ``skipped`` where its shard was there; ``failed`` names what could not be read, and why.

    ``lost`` where its shard could not be written; ``gone`` of a shard of an earlier run that others replace.
    """

    shard: str
    name: str
    skipped: bool = False
    documents: int = 0
    claims: int = 0
    failed: tuple[str, ...] = ()
    lost: bool = False
    gone: bool = False


def read_slice(part: Slice, archive: str) -> Done:
    """Read a slice into the archive, unless its shard is there, whole, from the same bytes and the same comity."""
    knowledge = load()
    made_by = reader.digest(knowledge)
    try:
        given = inputs.digest(part)
    except OSError as error:
        return Done(part.shard, part.names[0], failed=(f"{part.names[0]}: cannot be read ({error}).",), lost=True)
    old = shards.manifest(archive, part.shard)
    if old is not None and (old.get("input"), old.get("reader")) == (given, made_by):
        return _done(part, old, skipped=True)
    failed: list[str] = []

    def report(error: InputError) -> None:
        failed.append(str(error))

    from comity.reading import groups

    writer = shards.Writer(archive, part.shard)
    try:
        for group in groups(inputs.documents(part, report), GROUP):
            outcomes = read_chunk(group, knowledge)
            failed += [o.error for o in outcomes if o.reading is None]
            readings = [o.reading for o in outcomes if o.reading is not None]
            writer.add(readings, [row for r in readings for row in _seeds(r)])
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
    rows = {table: int(file["rows"]) for table, file in manifest["tables"].items()}
    return Done(part.shard, part.names[0], skipped, rows["documents"], rows["claims"], tuple(manifest["failed"]))


def _seeds(reading: Reading) -> Iterator[dict[str, Any]]:
    """The hashed runs of words by which copied passages are found."""
    from comity.weighing.lineage import seeds
    from comity.weighing.lineage.words import units

    hashes, positions = seeds.seeds(units(reading, load()))
    name = reading.document.document
    for h, unit in zip(hashes.tolist(), positions.tolist(), strict=True):
        yield {"hash": h, "document": name, "unit": unit}
