"""How a fact is cited: a footnote, a BibTeX entry, a permalink."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.models import Claim, Document, Fact
from comity.showing.plain import one_line
from comity.showing.web.wording import date_in_words

_TEX = str.maketrans({c: f"\\{c}" for c in "#$%&_{}"} | {"\\": r"\textbackslash{}", "~": r"\~{}", "^": r"\^{}"})


@dataclass(frozen=True, slots=True)
class Citation:
    """One way to cite a fact by each of its witnesses."""

    footnote: str
    bibtex: str


def citation(fact: Fact, title: str, claim: Claim, document: Document, record: str) -> Citation:
    """The citation of ``fact`` by the words of one claim."""
    quote = one_line(claim.at.quote)
    source = [f"“{document.title}”" if document.title else document.document]
    source += [x for x in (document.author, document.publisher, date_in_words(document.published)) if x]
    source += [document.url] if document.url else []
    place = f"{document.document}, characters {claim.at.start}–{claim.at.end}"
    footnote = f"“{quote}”, {', '.join(map(one_line, source))} ({place}); fact {fact.id} in the record {record}."
    fields = [
        ("title", document.title or document.document),
        ("author", document.author),
        ("publisher", document.publisher),
        ("year", document.published[:4]),
        ("url", document.url),
        ("note", f"{title}. Quoted: {quote} ({place}); fact {fact.id} in the comity record {record}"),
    ]
    key = re.sub(r"[^A-Za-z0-9]+", "", document.document.rpartition("/")[2].partition(".")[0]) or "document"
    lines = [f"  {name} = {{{one_line(value).translate(_TEX)}}}," for name, value in fields if value]
    return Citation(footnote, "\n".join([f"@misc{{{key}-{fact.id},", *lines, "}"]))
