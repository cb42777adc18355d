"""Whether a passage belongs to a window of time: by the dates that its sentence gives."""

from __future__ import annotations

from comity.keeping import store
from comity.keeping.dyad import within
from comity.keeping.record import Record
from comity.models import Evidence

_THERE = (
    'JOIN sentences s ON s.document = t.document AND t.start >= s.start AND t."end" <= s."end" '
    'WHERE s.document = ? AND s.start < ? AND s."end" > ?'
)


def dated_within(record: Record, at: Evidence, since: str, until: str) -> bool:
    """Whether a sentence that the passage touches gives a date that may lie in the window; always where it is open.

    Raises BadWindow.
    """
    if not since and not until:
        return True
    there = store.values(record.connection, "dates", _THERE, (at.document, at.end, at.start))
    return any(within(date.edtf, since, until) for date in there)
