"""All slices of an archive: one after the other, or on Dask's workers, here or anywhere.

Few slices are read one after the other, the documents of each by several processes. So many that every worker has
enough of them are given out by Dask distributed, which schedules, moves and repeats the work of a lost worker; a slice
that loses four workers is named and left out, and the rest goes on. Each slice writes its own shard, so that the order
of work shows nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from comity.keeping.workers import ending
from comity.scaling import shards
from comity.scaling.tasks import Slice, slices
from comity.scaling.work import Done, read_slice

MEMORY = "1200MB"
"""What a worker of the cluster started here may use before Dask ends and replaces it."""

PLENTY = 8
"""Slices for each worker here from which on a slice is read by one worker alone: the last to end keeps the others
waiting for an eighth of the time at most."""

Progress = Callable[[int, int, str], None]


def read(
    sources: Sequence[str], archive: str, *, workers: int = 1, scheduler: str = "", progress: Progress | None = None
) -> list[Done]:
    """Read sources into an archive; what came of every slice, sorted by shard, and then of shards that are replaced.

    A file is known by its name below the source: shards of earlier runs all of whose files this one has read into
    others are taken away when all are written. So is one with other files too where a folder was given that no longer
    has them: they are ``Done.dropped``. Where files were given one by one it stays, and is named.

    ``workers`` processes on this machine, or those of the Dask ``scheduler`` (tcp://host:8786, tls://…).
    ``progress(done, of, name)`` is called after each slice. Raises InputError where the sources name nothing.
    """
    with ending():
        return _read(slices(sources), archive, workers, scheduler, progress)


def _read(parts: Sequence[Slice], archive: str, workers: int, scheduler: str, progress: Progress | None) -> list[Done]:
    if scheduler or (workers > 1 and len(parts) >= workers * PLENTY):
        outcomes = _on_dask(parts, archive, workers, scheduler)
    else:
        outcomes = (_safely(part, archive, workers) for part in parts)
    done = []
    for outcome in outcomes:
        done.append(outcome)
        if progress is not None:
            progress(len(done), len(parts), outcome.name)
    done.sort(key=lambda d: d.shard)
    return done if any(d.lost for d in done) else [*done, *_replaced(parts, archive)]


def _replaced(parts: Sequence[Slice], archive: str) -> Iterator[Done]:
    """Shards of earlier runs with files that this one has read into others."""
    folder = {name: part.folder for part in parts for name in part.names}
    for shard in sorted(set(shards.names(archive)) - {part.shard for part in parts}):
        held = shards.written(archive, shard)
        names = held["source"]["names"] if held is not None else []
        twice = [name for name in names if name in folder]
        others = tuple(name for name in names if name not in folder)
        if twice and (not others or all(folder[name] for name in twice)):
            shards.remove(archive, shard)
            yield Done(shard, names[0], gone=True, dropped=others)
        elif twice:
            told = (
                f"{twice[0]}: in the archive twice, with {len(names)} files read together before ({others[0]}"
                f"{', …' if len(others) > 1 else ''}). Read the folder that they lie in."
            )
            yield Done(shard, names[0], skipped=True, failed=(told,))


def _safely(part: Slice, archive: str, workers: int) -> Done:
    try:
        return read_slice(part, archive, workers)
    except Exception as error:
        return _failed(part, error)


def _failed(part: Slice, error: BaseException) -> Done:
    what = str(error) or type(error).__name__
    return Done(
        part.shard, part.names[0], failed=(f"{part.names[0]}: its shard could not be written ({what}).",), lost=True
    )


def _on_dask(parts: Sequence[Slice], archive: str, workers: int, scheduler: str) -> Iterator[Done]:
    import distributed

    dask: Any = distributed

    if scheduler:
        with dask.Client(scheduler) as client:
            yield from _gathered(client, dask.as_completed, parts, archive)
        return
    import os

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with (
        dask.LocalCluster(
            n_workers=workers, threads_per_worker=1, memory_limit=MEMORY, dashboard_address=None, silence_logs=50
        ) as cluster,
        dask.Client(cluster) as client,
    ):
        yield from _gathered(client, dask.as_completed, parts, archive)


def _gathered(client: Any, as_completed: Any, parts: Sequence[Slice], archive: str) -> Iterator[Done]:
    futures = {
        client.submit(read_slice, part, archive, key=f"{part.shard}-{archive}", pure=False): part for part in parts
    }
    for future in as_completed(list(futures)):
        part = futures.pop(future)
        try:
            yield future.result()
        except Exception as error:
            yield _failed(part, error)
        future.release()
