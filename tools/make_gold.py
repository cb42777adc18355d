"""Turn the compact annotation files of a set's ``annotations`` into the gold tables that the scorer reads.

    python tools/make_gold.py [--check] [FOLDER ...]

FOLDER is ``gold``, ``gold_b``, ``gold_c``, ``gold_d``, ``gold_e`` or ``gold_held`` under ``tests`` (default: all
that are there). One annotation file (``*.ann``) a document, plus ``set.ann`` for what spans documents. A line is one
row, its fields parted by `` | ``; ``#`` begins a comment. ``--check`` writes nothing and fails where the tables on disk
are not what the annotations give.

    doc  title | published
    ev   tier | TYPE+ALT+ALT | ACTOR;ACTOR > RECIPIENT | when =alt =alt ~ | basis | status | cluster | quote | summary
    st   A;B | status | when | required or optional | quote
    of   person | role | state | accredited to | quote
    sm   speaker | act | about | gist | when | direct or reported | quote
    am   quote | value | currency | kind | payer | recipient | when =alt ~ | purpose | required or optional
    po   population | about | measure | value | when | pollster | quote
    da   quote | edtf =alt ~ | kind | required or optional
    fu   quote
    co   document | quote | document | quote | same or edited | note                    (set.ann)
    di   topic | field | inter or intra | document | quote | document | quote | why     (set.ann)
    ac   name | kind | state | name;name                                                (set.ann)

A quote must occur once: runs of white space in it match any white space in the text, ``A … B`` is the stretch from A to
the next B, and ``A ##2`` is the second A. Dates stand in the order of the text, each the next
place its words occur (with ``##2`` the next but one).
Nothing is guessed: a quote that is not found, or found twice, ends the run with its file and line.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1] / "tests"
FOLDERS = ("gold", "gold_b", "gold_c", "gold_d", "gold_e", "gold_held")
TABLES = (
    *("documents", "events", "status", "offices", "statements", "amounts", "polls", "dates", "furniture"),
    *("copies", "disputes", "actors"),
)
BASIS = {"s": "sentence", "d": "document", "r": "derived", "w": "world", "n": "none"}
MODALITY = {"a": "asserted", "l": "alleged", "d": "denied", "p": "planned", "h": "hypothetical"}
NEAR = {
    "accuse": ["accuse", "criticise"],
    "criticise": ["criticise", "accuse"],
    "claim": ["claim", "concede", "question"],
    "demand": ["demand", "propose", "request"],
    "propose": ["propose", "demand"],
    "promise": ["promise", "claim"],
}
Row = dict[str, Any]


class Unfound(ValueError):
    """A quote that is not in its text, or is there more than once."""


def places(words: str, text: str) -> list[tuple[int, int]]:
    """Every span at which ``words`` stands in ``text``, white space matched loosely."""
    pattern = r"\s+".join(re.escape(w) for w in words.split())
    if words[:1].isalnum():
        pattern = r"(?<!\w)" + pattern
    if words[-1:].isalnum():
        pattern += r"(?!\w)"
    return [m.span() for m in re.finditer(pattern, text)]


def span(quote: str, text: str) -> tuple[int, int]:
    """The one span that ``quote`` names (see the module's text for ``…`` and ``##``)."""
    quote, _, nth = quote.partition(" ##")
    first, dots, last = quote.partition(" … ")
    found = places(first, text)
    if not found or (not nth and len(found) > 1) or (nth and len(found) < int(nth)):
        raise Unfound(f"{first!r} occurs {len(found)} times")
    start, end = found[int(nth or 1) - 1]
    if dots:
        after = [e for s, e in places(last, text) if s >= end]
        if not after:
            raise Unfound(f"no {last!r} after {first!r}")
        end = after[0]
    return start, end


def dated(field: str) -> tuple[str, list[str], bool]:
    """``1956 =1956-10 ~`` as value, alternatives, fuzzy."""
    parts = field.split()
    fuzzy = "~" in parts
    alts = [p[1:] for p in parts if p.startswith("=")]
    values = [p for p in parts if p != "~" and not p.startswith("=")]
    return (values[0] if values else ""), alts, fuzzy


def number(field: str) -> float | int | None:
    return None if not field else float(field) if "." in field else int(field)


def row(kind: str, f: list[str], name: str, text: str, last: tuple[int, int]) -> tuple[str, Row]:
    """The table a line belongs to and its row; ``last`` is the span of the last date."""

    def at(quote: str, key: str = "quote") -> Row:
        start, end = span(quote, text)
        return {"document": name, "start": start, "end": end, key: text[start:end]}

    if kind == "doc":
        return "documents", {"document": name, "title": f[0], "published": f[1]}
    if kind == "ev":
        tier, types, parties, when, basis, status, cluster, quote = f[:8]
        type_, *alt = types.split("+")
        actors, _, recipients = (side.strip() for side in parties.partition(">"))
        value, alts, fuzzy = dated(when)
        return "events", at(quote) | {
            "plover": type_, "alt": alt, "mode": "",
            "actors": [a for a in actors.split(";") if a], "recipients": [r for r in recipients.split(";") if r],
            "when": value, "alt_when": alts, "fuzzy": fuzzy, "date_basis": BASIS[basis], "status": MODALITY[status],
            "tier": int(tier), "cluster": cluster, "summary": f[8] if len(f) > 8 else "", "note": "",
        }  # fmt: skip
    if kind == "st":
        pair, status, when, needed, quote = f
        return "status", at(quote) | {
            "pair": sorted(pair.split(";")), "status": status, "when": when, "optional": needed == "optional",
            "note": "",
        }  # fmt: skip
    if kind == "of":
        return "offices", at(f[4]) | {"person": f[0], "role": f[1], "state": f[2], "accredited_to": f[3]}
    if kind == "sm":
        speaker, act, about, gist, when, voice, quote = f
        return "statements", at(quote) | {
            "speaker": speaker, "act": act, "alt": NEAR.get(act, []), "about": about, "gist": gist, "when": when,
            "direct_quote": voice == "direct",
        }  # fmt: skip
    if kind == "am":
        quote, amount, currency, sort, payer, recipient, when, purpose, needed = f
        value, alts, fuzzy = dated(when)
        return "amounts", at(quote, "text") | {
            "value": number(amount), "currency": currency, "kind": sort, "payer": payer, "recipient": recipient,
            "when": value, "fuzzy": fuzzy, "purpose": purpose, "status": "stated", "alt_when": alts,
            "optional": needed == "optional",
        }  # fmt: skip
    if kind == "po":
        population, about, measure, value, when, pollster, quote = f
        base = at(quote)
        del base["quote"]
        return "polls", base | {
            "population": population, "about": about, "measure": measure, "value": number(value), "when": when,
            "pollster": pollster,
        }  # fmt: skip
    if kind == "da":
        quote, edtf, sort, needed = f
        quote, _, nth = quote.partition(" ##")
        found = [(s, e) for s, e in places(quote, text) if s >= last[0] and (s, e) != last]
        if len(found) < int(nth or 1):
            raise Unfound(f"no {quote!r} after offset {last[0]}")
        start, end = found[int(nth or 1) - 1]
        value, alts, fuzzy = dated(edtf)
        return "dates", {
            "document": name, "start": start, "end": end, "text": text[start:end], "edtf": value, "kind": sort,
            "fuzzy": fuzzy, "alt_when": alts, "optional": needed == "optional",
        }  # fmt: skip
    if kind == "fu":
        return "furniture", at(f[0])
    raise Unfound(f"no such kind of line: {kind}")


def row_of_set(kind: str, f: list[str], texts: dict[str, str]) -> tuple[str, Row]:
    """A row that spans documents."""

    def side(document: str, quote: str) -> Row:
        start, end = span(quote, texts[document])
        return {"document": document, "start": start, "end": end}

    if kind == "co":
        return "copies", {"a": side(f[0], f[1]), "b": side(f[2], f[3]), "kind": f[4], "note": f[5]}
    if kind == "di":
        topic, field, scope, a, quote_a, b, quote_b, why = f
        one, two = side(a, quote_a), side(b, quote_b)
        return "disputes", {
            "topic": topic, "a": one, "b": two, "quote_a": texts[a][one["start"] : one["end"]],
            "quote_b": texts[b][two["start"] : two["end"]], "field": field, "relation": "contradiction", "scope": scope,
            "optional": False, "why": why,
        }  # fmt: skip
    if kind == "ac":
        return "actors", {"name": f[0], "kind": f[1], "state": f[2], "names": f[3].split(";")}
    raise Unfound(f"no such kind of line: {kind}")


def tables(gold: Path) -> dict[str, list[Row]]:
    """Every table of the set, from its annotation files; all that is wrong is told at once, then the run ends."""
    texts = {p.name: p.read_bytes().decode("utf-8") for p in sorted((gold / "texts").glob("*.txt"))}
    out: dict[str, list[Row]] = {t: [] for t in TABLES}
    wrong: list[str] = []
    for file in sorted((gold / "annotations").glob("*.ann")):
        name, last = f"{file.stem}.txt", (-1, -1)
        for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            kind, _, rest = line.partition(" ")
            fields = [f.strip() for f in re.split(r"\s\|(?=\s)", f" {rest} ")]
            try:
                if file.stem == "set":
                    table, made = row_of_set(kind, fields, texts)
                else:
                    table, made = row(kind, fields, name, texts[name], last)
                out[table].append(made)
                last = (made["start"], made["end"]) if kind == "da" else last
            except (Unfound, ValueError, KeyError, IndexError) as error:
                wrong.append(f"{file.name}:{n}: {error} in: {line[:90]}")
    if wrong:
        sys.exit("\n".join(wrong))
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="*", default=[f for f in FOLDERS if (TESTS / f).is_dir()], metavar="FOLDER")
    ap.add_argument("--check", action="store_true", help="write nothing; fail where the tables on disk differ")
    args = ap.parse_args()
    for gold in (TESTS / folder for folder in args.folders):
        print(gold.name)
        for table, found in tables(gold).items():
            file = gold / f"{table}.jsonl"
            text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in found)
            if args.check:
                if not file.exists() or file.read_text(encoding="utf-8") != text:
                    sys.exit(f"make_gold: {file} is not what the annotations give; run python tools/make_gold.py")
            else:
                file.write_text(text, encoding="utf-8")
                print(f"{table:12s}{len(found):5d}")


if __name__ == "__main__":
    main()
