"""What comes from outside, at random: bytes under every suffix, and text pieced together from what the rules look for.

Whatever comes, ingest gives documents or a report that names the file, reading gives values whose quotes are in the
text, rulings are read or their file is named, and a manifest is one or counts for nothing. ``tools/fuzz.py`` runs the
same checks with coverage as the guide, for as long as one likes.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.errors import InputError
from comity.keeping import rulings
from comity.keeping.faults import BuildError
from comity.models import Document
from comity.reading import ingest, read

SUFFIXES = ("txt", "html", "jsonl", "warc", "warc.gz", "pdf", "md", "gz")
HEADS = (
    b"",
    b"%PDF-1.4\n",
    b"\x1f\x8b\x08",
    b"<html><body><p>",
    b'{"text": "',
    b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n",
)
PIECES = st.sampled_from(
    """Kenya|Peru|the United States|Lima|Washington's|Foreign Minister|President|Mr.|Jane Roe|accused|signed|denied|
    was opened|had not|of sending|an agreement|the embassy|$1.2 million|€3bn|40 percent|in 1990|on May 1, 1971|from|to|
    between|and|or|,|.|"|“|”|(|)|[1]|[edit]|\n|\n\n|\t|•|==|:|;|–|—|the following year|two years later|it|they|its|
    both countries|according to|said that|would|if|Embassy of|http://x.y/?a=b|A|1|\u202e|\u200b|\x00|\ud800|é|中国|
    SIGNED|(AP) —|By JANE ROE|References|^""".replace("\n    ", "").split("|")
)


def check_bytes(suffix: str, data: bytes) -> None:
    """Ingest of a file with these bytes gives documents or says which file it could not read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{suffix}"
        path.write_bytes(data)
        heard: list[InputError] = []
        found = list(ingest.documents([str(path)], heard.append))
        assert all("x." in str(error) or suffix.startswith("warc") for error in heard)  # a page is named by its address
        assert all(document.text for document in found)


def check_text(text: str) -> None:
    """Every value of a reading quotes the text it was read from."""
    r = read(Document("x.txt", text))
    whole = r.document.text
    for values in (
        r.sentences,
        r.mentions,
        r.dates,
        r.amounts,
        r.claims,
        r.offices,
    ):
        for value in values:
            assert whole[value.at.start : value.at.end] == value.at.quote


def check_rulings(data: bytes) -> None:
    """Rulings beside a record are read, or the file is named; what was read can be written and read again."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "x.comity"
        rulings.beside(record).write_bytes(data)
        try:
            found = rulings.read(record)
        except BuildError as error:
            assert "x.comity.judgements.jsonl" in str(error)
            return
        rulings.standing(found)
        for ruling in found:
            rulings.add(Path(folder) / "y.comity", ruling)
        assert rulings.read(Path(folder) / "y.comity") == found


def check_manifest(data: bytes) -> None:
    """A manifest is that of a shard, or there is no shard."""
    from comity.scaling import shards

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "shards" / "s"
        place.mkdir(parents=True)
        (place / shards.MANIFEST).write_bytes(data)
        held = shards.written(folder, "s")
        assert held is None or (
            held["source"]["names"] and all(file["rows"] + 0 >= 0 for file in held["tables"].values())
        )
        assert shards.manifest(folder, "s") is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(("prefer", "undo", "reject")),
    lambda held: (
        st.lists(held, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ("target", "verdict", "value", "reason", "by", "at", "claims", "tables", "source", "names")
            ),
            held,
            max_size=7,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200) | st.lists(JSON, max_size=3).map(lambda rows: "\n".join(map(json.dumps, rows)).encode()))
def test_any_rulings_are_read_or_the_file_is_named(data: bytes) -> None:
    check_rulings(data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200) | JSON.map(lambda held: json.dumps(held).encode()))
def test_any_manifest_is_one_or_counts_for_nothing(data: bytes) -> None:
    pytest.importorskip("fsspec")
    pytest.importorskip("pyarrow")
    check_manifest(data)


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(HEADS), st.binary(max_size=400))
def test_any_bytes_give_documents_or_a_report(suffix: str, head: bytes, rest: bytes) -> None:
    check_bytes(suffix, head + rest)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60), st.sampled_from((" ", "", "  ")))
def test_any_text_is_read_and_quoted(pieces: list[str], between: str) -> None:
    check_text(between.join(pieces))
