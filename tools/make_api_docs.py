"""Make docs/python.md, the reference of the Python interface, from signatures and docstrings.

    python tools/make_api_docs.py [--check]

``--check`` writes nothing and ends with 1 where the file is not what it would write.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import comity
import comity.errors
from comity import models
from comity.keeping import kept, record, why
from comity.showing import evaluation, export
from comity.weighing.sums import Total
from made import write_or_check

PLACE = Path(__file__).resolve().parents[1] / "docs" / "python.md"
HEAD = """# The Python interface

This page is made from the docstrings by `tools/make_api_docs.py`; edit the code, not the page.

```python
import comity

with comity.open_record("relations.comity") as record:
    pair = record.dyad("Cambodia", "United States")
    for fact in pair.facts(since="1960", until="1970"):
        print(fact.when, fact.title(), fact.sources)
    for dispute in pair.disputes():
        print(dispute.kind, dispute.field, [side.value for side in dispute.sides])
```

Everything that comity raises for bad input is a `comity.ComityError`, whose message is one line that says what is wrong
and what to do.
"""
VALUES = (
    models.Document, models.Evidence, models.Fact, models.Claim, models.Other, models.Dispute, models.Side,
    models.Amount, models.Period, models.IndexPoint, models.Status, models.Office, models.Poll, models.Statement,
    models.Measure, models.Thread, models.Copy, models.Edit, models.Span, models.Mention, models.Date,
    models.Sentence, models.Unread, models.Judgement,
)  # fmt: skip


def page() -> str:
    """The whole page."""
    parts = [HEAD, "## Opening and building\n", *_functions(comity.build, comity.open_record)]
    parts += ["## A record\n", *_class(record.Record), "## Two states\n", *_class(comity.Dyad)]
    parts += [
        "## Reasons\n",
        *_class(kept.KeptFact),
        *_class(why.Explanation),
        *_class(why.Testimony),
        *_class(why.Step),
    ]
    parts += ["## Exports and measurement\n", *_functions(export.export_record, evaluation.evaluate)]
    parts += [*_class(evaluation.Evaluation), *_class(evaluation.Figure)]
    parts += ["## Values\n", "Frozen dataclasses of `comity.models`; lists are tuples.\n"]
    for value in (*VALUES, record.Pair, record.Found, Total):
        parts += _class(value)
    parts += ["## Errors\n", f"```text\n{inspect.cleandoc(comity.errors.__doc__ or '')}\n```\n"]
    return "\n".join(parts)


def _functions(*functions: Any) -> Iterator[str]:
    for function in functions:
        yield f"### {function.__name__}\n"
        yield f"```python\n{function.__name__}{_signature(function)}\n```\n"
        yield _doc(function)


def _class(cls: type) -> Iterator[str]:
    yield f"### {cls.__name__}\n"
    yield _doc(cls)
    if dataclasses.is_dataclass(cls) and cls.__module__ != "comity.keeping.kept":
        yield "| field | type |\n| --- | --- |"
        yield "\n".join(f"| `{f.name}` | `{_type(f.type)}` |" for f in dataclasses.fields(cls)) + "\n"
    for name, member in vars(cls).items():
        if inspect.isfunction(member) and not name.startswith("_"):
            yield f"#### {cls.__name__}.{name}\n"
            yield f"```python\n{name}{_signature(member)}\n```\n"
            yield _doc(member)


def _type(annotation: Any) -> str:
    return str(annotation).replace("|", r"\|")


def _signature(function: Any) -> str:
    said = str(inspect.signature(function)).replace("'", "")
    return re.sub(r"\(self(?:, )?", "(", said, count=1)


def _doc(thing: Any) -> str:
    """The docstring in Markdown: roles and double backquotes as code, indented examples as blocks."""
    said = inspect.getdoc(thing) or ""
    said = re.sub(r":\w+:`~?([^`]+)`", lambda m: f"`{m[1]}`", said).replace("``", "`")
    return said.replace("<", "&lt;") + "\n"


def main() -> int:
    return write_or_check(PLACE, page(), "make_api_docs.py")


if __name__ == "__main__":
    sys.exit(main())
