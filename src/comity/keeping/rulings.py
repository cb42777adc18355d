"""A person's rulings on a record: JSON Lines beside it (``FILE.judgements.jsonl``), one ruling a line, never rewritten.

A ruling is checked against the record before it is written down, and the record is then weighed again from the readings
it holds, so that the ruling acts at once. Undoing writes a line of its own: the file tells the whole story, the record
only what stands.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Sequence
from pathlib import Path

from comity.keeping.faults import BadRuling, BuildError, RecordError
from comity.keeping.record import Record
from comity.models import Claim, Dispute, Fact, Judgement
from comity.reading.wellformed import mended

MODALITIES = ("done", "ongoing", "planned", "alleged", "denied", "hypothetical", "proposed")


def beside(record: str | Path) -> Path:
    """The file of rulings that belongs to a record."""
    record = Path(record)
    return record.with_name(record.name + ".judgements.jsonl")


def read(record: str | Path) -> tuple[Judgement, ...]:
    """The rulings beside a record, in the order in which they were made. Raises BuildError for a line that is none."""
    from comity.weighing.judgements import VERDICTS

    path = beside(record)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # not at other ends of lines, which a reason may hold
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError(f"{path}: the rulings cannot be read ({error}). Mend the file or move it away.") from None
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                held = {"claims": ""} | dict(json.loads(line))  # old rulings do not say what they were made on
                ruling = Judgement(*(mended(str(held[f.name])) for f in dataclasses.fields(Judgement)))
                if ruling.verdict not in VERDICTS:
                    raise ValueError(f"the verdict {ruling.verdict!r} is none of {', '.join(VERDICTS)}")
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                what = f"{path}, line {number}: no judgement ({error!r}). Mend the line or take it out."
                raise BuildError(what) from None
            found.append(ruling)
    return tuple(found)


def standing(given: Sequence[Judgement]) -> tuple[Judgement, ...] | None:
    """Those of the rulings that stand; None where an undoing among them finds nothing to undo."""
    if not given:
        return ()
    from comity.weighing.judgements import standing

    stands, empty = standing(given)
    return None if empty else tuple(r for r, stood in zip(given, stands, strict=True) if stood)


def add(record: str | Path, ruling: Judgement) -> None:
    """Write a ruling down at the end of the file. Raises RecordError where it cannot be written."""
    path = beside(record)
    line = json.dumps(dataclasses.asdict(ruling), ensure_ascii=False) + "\n"
    try:
        torn = path.exists() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
        with path.open("a", encoding="utf-8") as file:
            file.write(("\n" if torn else "") + mended(line))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise RecordError(f"{path}: the ruling cannot be written ({error.strerror or error}).") from error


def take_back(record: str | Path, before: int) -> None:
    """Cut the file of rulings back to ``before`` bytes: a ruling that the record could not be weighed with."""
    path = beside(record)
    if before:
        os.truncate(path, before)
    else:
        path.unlink(missing_ok=True)


def make(
    record: Record, target: str, verdict: str, values: Sequence[str], *, reason: str, by: str, at: str
) -> Judgement:
    """A ruling on something in the record, checked: its target and values name what is there, its date is a date.

    ``verdict`` is one of :data:`comity.weighing.judgements.VERDICTS` but ``undo``; ids may be shortened to where one
    alone begins so. Raises BadRuling, or UnknownId where an id names nothing.
    """
    from comity.keeping import asking
    from comity.weighing.judgements import FIELDS, made_on

    if not reason.strip():
        raise BadRuling('A ruling needs a reason: --because "seen in the archive".')
    table, whole = asking.identified(record.connection, target)
    found = record.by_ids(table, [whole])[0]
    value = " ".join(values)
    if verdict in FIELDS:
        _only(found, verdict, (Fact, Claim))
        value = _value(record, verdict, values)
    elif verdict in ("merge", "split"):
        _only(found, verdict, (Fact,))
        value = " ".join(_named(record, found, verdict, values))
    elif verdict == "set aside":
        _only(found, verdict, (Fact,))
        _nothing(verdict, values)
    elif verdict == "prefer" and isinstance(found, Dispute):
        sides = [s.value for s in found.sides]
        if value not in sides:
            raise BadRuling(f"Say which side of {whole} is preferred: {' or '.join(map(repr, sides))}.")
    elif verdict in ("prefer", "reject"):
        _only(found, verdict, (Fact, Claim) if verdict == "prefer" else (Fact, Claim, Dispute))
        _nothing(verdict, values)
    else:
        raise BadRuling(f"{verdict!r} is no ruling. Rulings are FIELD=VALUE, prefer, set aside, reject, merge, split.")
    facts = {f.id: f for f in record.by_ids("facts", [found.fact])} if isinstance(found, Dispute) and found.fact else {}
    claims = made_on(found, facts) if isinstance(found, (Fact, Dispute)) else ""
    return Judgement(whole, verdict, value, mended(reason.strip()), mended(by), at, claims)


def _value(record: Record, field: str, values: Sequence[str]) -> str:
    from comity.weighing.when import interval

    given = " ".join(values).strip()
    if field == "when":
        if not given or interval(given) is None:
            raise BadRuling(f"{given!r} is no date. Write EDTF: 1991, 1991-11, 1991-11-11, 1965/1969 or 198X.")
        return given
    if field == "modality":
        if given not in MODALITIES:
            raise BadRuling(f"{given!r} is no modality. Modalities are {', '.join(MODALITIES)}.")
        return given
    codes = [c.strip() for c in given.replace(",", " ").split()] if field == "recipients" or given else []
    if field == "actors" and not codes:
        raise BadRuling("An act has an actor: actors=KHM or actors=KHM,USA/GOV.")
    resolved = []
    for code in codes:
        state, slash, organ = code.partition("/")
        resolved.append(record.resolve(state) + slash + organ.upper())
    return " ".join(resolved)


def _named(record: Record, fact: Fact, verdict: str, values: Sequence[str]) -> list[str]:
    """The ids that a merge or a split names, whole."""
    from comity.keeping import asking

    wanted = "facts" if verdict == "merge" else "claims"
    out = []
    for given in (v for value in values for v in value.replace(",", " ").split()):
        table, whole = asking.identified(record.connection, given)
        if table != wanted:
            raise BadRuling(f"{given} is no {wanted[:-1]}: {verdict} takes ids of {wanted}.")
        if verdict == "split" and whole not in fact.claims:
            raise BadRuling(f"{whole} is no claim of {fact.id}. Its claims: {', '.join(fact.claims)}.")
        if whole == fact.id:
            raise BadRuling(f"{whole} cannot be merged with itself.")
        out.append(whole)
    if not out:
        raise BadRuling(f"Name the {wanted}: comity judge FILE {fact.id} {verdict} ID...")
    if verdict == "split" and len(set(out)) == len(fact.claims):
        raise BadRuling(f"These are all claims of {fact.id}: leave at least one with it.")
    return list(dict.fromkeys(out))


def _only(found: object, verdict: str, kinds: tuple[type, ...]) -> None:
    if not isinstance(found, kinds):
        told = " or ".join(k.__name__.lower() for k in kinds)
        mine = type(found).__name__.removeprefix("Kept").lower()
        raise BadRuling(f"{verdict!r} is a ruling on a {told}; this is a {mine}.")


def _nothing(verdict: str, values: Sequence[str]) -> None:
    if values:
        raise BadRuling(f"{verdict!r} takes nothing after it, but {' '.join(values)!r} was given.")
