"""Bytes -> documents: plain text, HTML, PDF, WARC, JSON Lines, from files, folders, globs and standard input.

A document's text is what its bytes decode to, untouched (line ends stay as they are), but for a byte order mark at its
start, which is no text. Of an HTML page the text is its main text as ``trafilatura`` extracts it; of a PDF the text of
its pages, an empty line between two. Offsets count in that text.

A document is named by its file's path below the folder it was given with (its bare name where the file itself was
given), by ``document`` in JSON Lines, by its address in a web archive, or "stdin".
"""

from __future__ import annotations

import difflib
import glob
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from comity.errors import InputError, NoSuchInput, SameName
from comity.models import Document
from comity.reading.formats import LARGEST, READERS, Source, reader_for

OnError = Callable[[InputError], None]
OnSkip = Callable[[str, str], None]


def documents(
    paths: Iterable[str],
    on_error: OnError | None = None,
    *,
    on_skip: OnSkip | None = None,
    largest: int = LARGEST,
) -> Iterator[Document]:
    """The documents that ``paths`` name, one by one, in a fixed order: paths as given, folders sorted.

    ``paths`` are files, folders (read with all below them), globs, and "-" for standard input. What cannot be read goes
    to ``on_error`` and the rest goes on; without ``on_error`` it is raised. ``on_skip(path, why)`` hears of every file
    that a folder holds and comity does not read. ``largest`` is the most bytes a document may have.

    Raises InputError where ``paths`` name no document and nothing went to ``on_error``.
    """
    seen: dict[str, str] = {}
    heard = 0

    def report(error: InputError) -> None:
        nonlocal heard
        heard += 1
        if on_error is None:
            raise error
        on_error(error)

    listed = [str(p) for p in paths]
    read: set[str] = set()
    for source in _sources(listed, report, on_skip):
        place = os.path.realpath(source.path) if source.stream is None else source.path
        if place in read:
            continue  # the same file, named twice
        read.add(place)
        for document in _read(source, report, largest):
            if document.document in seen:
                report(_same_name(document.document, seen[document.document], source.path))
                continue
            seen[document.document] = source.path
            yield document
    if not seen and not heard:
        given = ", ".join(listed) or "nothing was given"
        raise InputError(
            given,
            "no documents",
            "",
            f"Name files or folders with any of {', '.join(sorted(READERS))}, or - for stdin.",
        )


def _same_name(name: str, first: str, second: str) -> SameName:
    if first == second:
        return SameName(second, f"two documents are named {name!r}", "", "Rename one of them; the second was left out.")
    return SameName(
        second,
        f"its name, {name!r}, is already that of {first}",
        "",
        "Rename one of the two, or give the folder above both; the second was left out.",
    )


def _sources(paths: list[str], report: OnError, on_skip: OnSkip | None) -> Iterator[Source]:
    """Every file that the paths name, with the name its document will have."""
    for path in paths:
        if path == "-":
            yield Source("-", "stdin", sys.stdin.buffer)
        elif os.path.isdir(path):
            yield from _folder(path, report, on_skip)
        elif os.path.lexists(path):
            yield Source(path, Path(path).name)
        elif glob.has_magic(path):
            yield from _glob(path, report, on_skip)
        else:
            report(_missing(path))


def _folder(folder: str, report: OnError, on_skip: OnSkip | None) -> Iterator[Source]:
    """The files below a folder that comity reads, sorted by path; hidden ones and other formats are skipped."""

    def refused(error: OSError) -> None:
        report(InputError(str(error.filename), f"cannot be opened ({error.strerror})", "", "Check its permissions."))

    files: list[tuple[str, str]] = []
    for here, below, names in os.walk(folder, onerror=refused):
        for name in [n for n in below if n.startswith(".")]:
            _skip(os.path.join(here, name), "a hidden folder", on_skip)
        below[:] = sorted(n for n in below if not n.startswith("."))
        for name in names:
            path = os.path.join(here, name)
            if name.startswith("."):
                _skip(path, "a hidden file", on_skip)
            elif reader_for(name) is None:
                _skip(path, "not a format that comity reads", on_skip)
            else:
                files.append((Path(path).relative_to(folder).as_posix(), path))
    for name, path in sorted(files):
        yield Source(path, name)


def _skip(path: str, why: str, on_skip: OnSkip | None) -> None:
    if on_skip is not None:
        on_skip(path, why)


def _glob(pattern: str, report: OnError, on_skip: OnSkip | None) -> Iterator[Source]:
    """What a glob matches; names count from its last folder without a wildcard."""
    base = Path(pattern)
    while glob.has_magic(str(base)):
        base = base.parent
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        report(NoSuchInput(pattern, "matches no file", "", "Check the pattern; ** reaches into folders."))
    folders = [p for p in found if os.path.isdir(p)]
    for path in found:
        if path in folders:
            if "**" not in pattern:
                yield from _folder(path, report, on_skip)
        elif os.path.basename(path).startswith("."):
            _skip(path, "a hidden file", on_skip)
        else:
            yield Source(path, Path(path).relative_to(base).as_posix())


def _missing(path: str) -> NoSuchInput:
    parent = os.path.dirname(path) or "."
    try:
        near = difflib.get_close_matches(os.path.basename(path), os.listdir(parent), 1)
    except OSError:
        near = []
    meant = os.path.join(os.path.dirname(path), near[0]) if near else ""
    return NoSuchInput(path, "no such file or folder", "", f"Did you mean {meant}?" if meant else "Check the path.")


def _read(source: Source, report: OnError, largest: int) -> Iterator[Document]:
    """The documents of one file; whatever goes wrong in it is reported and ends no other file's reading."""
    try:
        if source.stream is None and not os.path.isfile(source.path):
            what = "a broken link" if os.path.islink(source.path) else "not a regular file"
            raise InputError(source.path, what, "", "Name a file or a folder.")
        with source.open() as stream:
            reader = reader_for(source.path, stream)
            yield from reader(source, stream, report, largest)
    except InputError as error:
        report(error)
    except OSError as error:
        report(InputError(source.path, f"cannot be read ({error.strerror or error})", "", "Check its permissions."))
