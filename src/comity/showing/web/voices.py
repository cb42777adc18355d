"""How many independent voices a record holds: documents that are copies of each other for the most part are one."""

from __future__ import annotations

from comity.keeping.record import Record

MOSTLY = 0.5  # share of a document's prose that stands in another


def voices(record: Record) -> int:
    """Documents, less those whose prose stands for the greater part in a longer one (or one before it by name)."""
    prose = dict(
        record.connection.execute(
            'SELECT document, sum("end" - start) FROM sentences WHERE NOT furniture GROUP BY document'
        )
    )
    covered: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for copy in record.copies():
        for here, there in ((copy.a, copy.b), (copy.b, copy.a)):
            covered.setdefault((here.document, there.document), []).append((here.start, here.end))
    silent = set()
    for (mine, other), spans in sorted(covered.items()):
        shorter = (prose.get(mine, 0), other) < (prose.get(other, 0), mine)
        if shorter and other not in silent and _length(spans) > MOSTLY * prose.get(mine, 0):
            silent.add(mine)
    return record.count("documents") - len(silent)


def _length(spans: list[tuple[int, int]]) -> int:
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
