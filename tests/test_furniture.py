"""Page furniture: no menu read as prose, and no title, infobox or prose line lost."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Document, Reading
from comity.reading.furniture import find
from tests.conftest import cases


def page(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The text of a marked page and what each of its stretches is."""
    text, stretches = "", []
    for line in marked.strip("\n").split("\n"):
        if line:
            kind, rest = line.split("|", 1)
            if kind == "M":
                label, rest = rest.split("|")
                stretches += [("F", len(text), len(text) + len(label))]
                text += f"{label} "
                kind = "P"
            stretches.append((kind, len(text), len(text) + len(rest.rstrip())))
            text += rest
        text += "\n"
    return text, stretches


@pytest.mark.parametrize("case", cases("furniture"))
def test_pages(case: dict[str, Any]) -> None:
    text, stretches = page(case["text"])
    reading = find(Reading(Document("page", text)), load())
    masked = {c for f in reading.furniture for c in range(f.at.start, f.at.end)}
    wrong = []
    for kind, start, end in stretches:
        solid = [c for c in range(start, end) if not text[c].isspace()]
        share = sum(c in masked for c in solid) / len(solid)
        if (kind == "P" and share) or (kind != "P" and share < 0.99):
            wrong.append((kind, text[start:end][:80], round(share, 2)))
        if kind == "T" and reading.document.title != text[start:end]:
            wrong.append(("title", text[start:end], reading.document.title))
    assert not wrong
    assert all(f.rule for f in reading.furniture)


def described(text: str, **given: str) -> Document:
    return find(Reading(Document("page", text, **given)), load()).document


PROSE = "Peru and Ecuador signed an accord in 1998, which ended a long dispute over the border between them.\n"


@pytest.mark.parametrize(
    ("line", "publisher", "why"),
    [
        ("Source: Vientiane Post", "Vientiane Post", "source line"),
        ("© 2014 The Andes Review. All rights reserved.", "The Andes Review", "copyright line"),
        ("Join the ExampleSecurity.org mailing list", "ExampleSecurity.org", "mailing list"),
        ("This article is issued from Wikipedia.", "Wikipedia", "issued from"),
        ("This article first appeared in The Lisbon Quarterly.", "The Lisbon Quarterly", "originally published"),
    ],
)
def test_publisher_and_its_reason(line: str, publisher: str, why: str) -> None:
    document = described(f"A title\n\n{PROSE}\n{line}\n")
    assert document.publisher == publisher
    assert document.publisher_why.startswith(why)


def test_what_the_input_gave_stays() -> None:
    document = described(
        f"A title\n\n{PROSE}\nSource: Vientiane Post\n", title="Given", publisher="The Giver", kind="news"
    )
    assert (document.title, document.publisher, document.kind) == ("Given", "The Giver", "news")
    assert document.title_why == document.publisher_why == ""


def test_author_from_the_byline() -> None:
    assert described(f"A title\nBy Maria Lopez\n{PROSE}").author == "Maria Lopez"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Peru\nFrom Wikipedia, the free encyclopedia\n{PROSE}", "encyclopedia"),
        (f"Fact sheet: Peru and Ecuador\n{PROSE}", "fact sheet"),
        (f"Opinion\nPeru needs peace\n{PROSE}", "commentary"),
        ("A deal\nLIMA, May 4 (Reuters) - " + PROSE, "news"),
        ("The border\n\n" + "In 1941 Peru went to war, and in 1942 a protocol was signed. " * 6, "history"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    document = described(text)
    assert document.kind == kind
    assert document.kind_why


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROSE, "en"),
        (
            "La France et l'Algérie ont signé un accord dans la ville, et les relations sont reprises avec le pays.",
            "fr",
        ),
        (
            "Chile y Bolivia no tienen relaciones diplomáticas desde el año 1978, y la causa es el mar de la costa.",
            "es",
        ),
        ("Россия и Китай подписали договор о дружбе в Москве, и он был ратифицирован в том же году.", "ru"),
        ("中国 和 日本 在 北京 签署 联合 声明 两国 关系 正常化", "und"),
        ("Lima, 1998.", ""),
    ],
)
def test_language(text: str, code: str) -> None:
    assert described(text).language == code


def test_offsets_on_the_seeds(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_bytes().decode()
        reading = find(Reading(Document(path.name, text)), load())
        assert reading.furniture
        assert all(text[f.at.start : f.at.end] == f.at.quote for f in reading.furniture)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="abAB .:!?\n\r\t|>•—“”12©()", max_size=300))
def test_any_text_is_read(text: str) -> None:
    reading = find(Reading(Document("page", text)), load())
    at = 0
    for f in reading.furniture:
        assert at <= f.at.start < f.at.end <= len(text)
        assert f.at.quote == text[f.at.start : f.at.end]
        at = f.at.end


@pytest.mark.parametrize(
    "text", ["Home " * 200_000, "a" * 1_000_000, "Share\n" * 100_000, "A b. " * 200_000, "\n" * 500_000]
)
def test_time_is_bounded(text: str) -> None:
    began = time.process_time()
    find(Reading(Document("page", text)), load())
    assert time.process_time() - began < 15
