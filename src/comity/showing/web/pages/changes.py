"""What changed since an older record: the facts, disputes and periods that came, went or changed, and why."""

from __future__ import annotations

from typing import Any

from comity.showing.answers import count
from comity.showing.changes import MARKS, NAMES, change_row, changes_between
from comity.showing.web import links
from comity.showing.web.ask import Ask, NoSuchPage, Page
from comity.showing.web.facets import Facet, narrow
from comity.showing.web.pages.search import named

SHOWN = 200
NOTHING = ("No fact, dispute or period differs.", "Nothing of what was asked for changed.")
HOW = {"came": "new here", "went": "no longer here", "changed": "changed"}


def page(ask: Ask) -> Page:
    """Every change with its reason; rows are the changes, as ``comity diff`` gives them."""
    if ask.against is None:
        raise NoSuchPage("There is no older record to compare with. Name one: comity serve FILE --against OLD")
    since, until = ask.one("since"), ask.one("until")
    rows: list[dict[str, Any]] = [
        change_row(c) | {"link": _link(c.what, c.how, c.id)}
        for c in changes_between(ask.against, ask.record, since=since, until=until)
    ]
    facets = [
        Facet("what", "What", lambda r: [r["what"]], by_count=True),
        Facet("how", "How", lambda r: [r["how"]], lambda v: HOW.get(v, v)),
        Facet(
            "pair", "Pair", lambda r: ["–".join(r["pair"])] if r["pair"] else [], lambda v: named(ask, v), by_count=True
        ),
        Facet("field", "Field", lambda r: [f["field"] for f in r["fields"]], by_count=True),
    ]
    left, choices = narrow(ask, rows, facets)
    left = sorted(left, key=lambda r: list(NAMES).index(r["what"]))
    if ask.form != "html":
        return Page("", "", [{k: v for k, v in r.items() if k != "link"} for r in left])
    at = ask.number("page", 1, 1, max(1, (len(left) - 1) // SHOWN + 1))
    old = ask.against.path.name if ask.against.path else "in memory"
    narrowed = len(left) != len(rows) or bool(since or until)
    values = {
        "old": old,
        "shown": left[(at - 1) * SHOWN : at * SHOWN],
        "names": NAMES,
        "marks": MARKS,
        "how": HOW,
        "choices": [(f, c) for f, c in choices if c],
        "counted": [count(sum(r["what"] == w for r in rows), w) for w in NAMES if any(r["what"] == w for r in rows)],
        "number": len(left),
        "all": len(rows),
        "pages": (at, max(1, (len(left) - 1) // SHOWN + 1)),
        "empty": "" if left else NOTHING[narrowed],
    }
    return Page("changes.html", f"Changed since {old}", left, values)


def _link(what: str, how: str, id: str) -> str:
    """Where the new record shows what changed; "" for what it has not."""
    return links.fact(id) if id and how != "went" and what in ("fact", "dispute") else ""
