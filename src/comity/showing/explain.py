"""An explanation as people read it: each sentence in its document, the steps below it, what stands against it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from comity.keeping.why import Explanation, Place, Testimony
from comity.models import Dispute
from comity.showing.plain import clean, one_line


def put_explanation(explanation: Explanation) -> None:
    """Print an explanation; in colours where the output is a terminal."""
    colours = sys.stdout.isatty()
    for text in lines(explanation, colours):
        click.echo(text, color=colours)


def lines(explanation: Explanation, colours: bool = False) -> Iterator[str]:
    """The explanation line by line, safe on a terminal."""

    def style(text: str, **how: bool | str) -> str:
        return click.style(clean(text), **how) if colours else clean(text)  # type: ignore[arg-type]

    yield style(one_line(explanation.title), bold=True)
    yield f"{explanation.kind} {clean(explanation.id)}"
    if explanation.why:
        yield one_line(explanation.why)
    for testimony in explanation.testimonies:
        yield ""
        at = testimony.place.at
        yield style(f"{at.document}, {at.start}–{at.end}", bold=True) + (
            f"  {clean(testimony.id)}" if testimony.id else ""
        )
        yield _in_place(testimony.place, colours)
        yield from _steps(testimony)
        for beside in testimony.copies:
            there = f"{beside.at.document}, {beside.at.start}–{beside.at.end}"
            yield clean(f"    copy ({beside.kind}) in {there}" + (f": {one_line(beside.why)}" if beside.why else ""))
            for edit in beside.edits:
                changes = f"  (changes {edit.changes})" if edit.changes else ""
                yield clean(f"      here {one_line(edit.a)!r}, there {one_line(edit.b)!r}{changes}")
    if explanation.kind != "dispute":
        for dispute in explanation.disputes:
            yield ""
            yield from _dispute(dispute)
    for judgement in explanation.judgements:
        value = f" {judgement.value}" if judgement.value else ""
        yield ""
        yield one_line(
            f"judged by {judgement.by}, {judgement.at}: {judgement.verdict}{value}, because {judgement.reason}"
        )


def _in_place(place: Place, colours: bool) -> str:
    """The sentence with some words around it, the stretch itself marked by brackets, or bold on a terminal."""
    sentence, at = place.sentence, place.at
    first, last = at.start - sentence.start, at.end - sentence.start
    head, body, tail = sentence.quote[:first], sentence.quote[first:last], sentence.quote[last:]
    before, after = _words(place.before)[-80:], _words(place.after)[:80]
    marked = click.style(_words(body), bold=True, fg="cyan") if colours else f"[{_words(body)}]"
    around = [f"…{before}"] if before.strip() else []
    inner = _words(head) + marked + _words(tail)
    return "  " + " ".join([*around, inner.strip(), *([f"{after}…"] if after.strip() else [])])


def _words(text: str) -> str:
    """White space as single blanks, ends kept, safe on a terminal."""
    squeezed = " ".join(text.split())
    lead, trail = " " * text[:1].isspace(), " " * (text[-1:].isspace() and bool(squeezed))
    return clean(lead + squeezed + trail)


def _steps(testimony: Testimony) -> Iterator[str]:
    for step in testimony.steps:
        words = f" ← {one_line(step.words)!r}" if step.words and step.what not in ("act",) else ""
        rule = f"  by {step.rule}" if step.rule else ""
        inferred = f"  ({one_line(step.inferred)})" if step.inferred else ""
        yield clean(f"    {step.what:<9} {one_line(step.value)}{words}{rule}{inferred}")


def _dispute(dispute: Dispute) -> Iterator[str]:
    yield one_line(
        f"disputed: {dispute.kind} over {dispute.field} ({dispute.id})" + (f": {dispute.why}" if dispute.why else "")
    )
    for side in dispute.sides:
        yield one_line(f"  {side.value}")
        for evidence in side.evidence:
            yield one_line(f"    {evidence.document}, {evidence.start}–{evidence.end}: {evidence.quote}")
