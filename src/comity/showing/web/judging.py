"""Rulings written from a page: a form is checked, written down, and the record weighed again at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl

from comity.keeping import rulings
from comity.keeping.build import build
from comity.keeping.record import Record
from comity.models import Judgement
from comity.showing.ruled import undoing

LARGEST = 16_384  # bytes of a form
FIELDS = 20

VERDICTS = ("when", "actors", "recipients", "modality", "prefer", "set aside", "reject", "merge", "split", "undo")


class BadForm(ValueError):
    """A form that says no ruling."""


def fields(body: bytes) -> dict[str, str]:
    """The fields of a URL-encoded form; the last of a name counts, but values of ``value`` are joined by blanks."""
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS)
    except (UnicodeDecodeError, ValueError) as error:
        raise BadForm("This form cannot be read.") from error
    found = dict(pairs)
    if "value" in found:
        found["value"] = " ".join(v.strip() for n, v in pairs if n == "value" and v.strip())
    return found


def rule(path: Path, form: Mapping[str, str]) -> Judgement:
    """Write down the ruling of a form and weigh the record again; nothing is left of it where that fails.

    Raises BadForm, BadRuling, UnknownId, RecordError and BuildError.
    """
    verdict = form.get("verdict", "")
    if verdict not in VERDICTS:
        raise BadForm(f"{verdict!r} is no ruling that a page can make.")
    value = form.get("value", "")
    values = [value] if value else []
    if verdict in ("merge", "split"):
        values = value.split()
    reason, by = form.get("reason", ""), form.get("by", "").strip()
    at, target = datetime.now(UTC).isoformat(timespec="seconds"), form.get("target", "")
    with Record(path) as record:
        if verdict == "undo":
            made = undoing(path, target, reason=reason.strip(), by=by, at=at)
        else:
            made = rulings.make(record, target, verdict, values, reason=reason, by=by, at=at)
    place = rulings.beside(path)
    before = place.stat().st_size if place.exists() else 0
    rulings.add(path, made)
    try:
        build((), path, add=True)
    except BaseException:
        rulings.take_back(path, before)
        raise
    return made
