"""A report on two states in one file that opens anywhere: HTML (no script, nothing from outside), Markdown, Word, PDF.

``content.py`` gathers what the report says, ``drawing.py`` draws its charts as SVG; each format is one small module
with ``render(report) -> bytes``.
"""

from __future__ import annotations

import os
import tempfile
from importlib import import_module
from pathlib import Path

from comity.keeping.dyad import Dyad
from comity.keeping.faults import RecordError
from comity.showing.report.content import Report, gather

FORMATS = {
    "html": "comity.showing.report.page",
    "md": "comity.showing.report.markdown",
    "docx": "comity.showing.report.word",
    "pdf": "comity.showing.report.pdf",
}


def make_report(pair: Dyad, form: str = "html", *, since: str = "", until: str = "") -> bytes:
    """The report on a pair in one of :data:`FORMATS`; the same bytes for the same record.

    Raises MissingExtra where the format needs a library that is not installed, BadWindow for a date that is none.
    """
    return render(gather(pair, since, until), form)


def render(report: Report, form: str) -> bytes:
    """The report in one of :data:`FORMATS`."""
    made: bytes = import_module(FORMATS[form]).render(report)
    return made


def write_report(path: Path, held: bytes) -> None:
    """Write a file whole or not at all; RecordError where it cannot be written."""
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(held)
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(beside, 0o666 & ~mask)
            os.replace(beside, path)
        except BaseException:
            os.unlink(beside)
            raise
    except OSError as error:
        raise RecordError(f"{path}: cannot be written ({error.strerror or error}). Name another place.") from error
