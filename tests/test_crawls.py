"""Web archives: pages by their address, sent in pieces, packed, in other character sets, cut off, hostile."""

from __future__ import annotations

import gzip
import sys
import zlib
from pathlib import Path

import pytest

pytest.importorskip("fastwarc")

from comity.errors import InputError, MissingReader
from comity.keeping.record import Record
from comity.models import Document
from comity.reading import formats, ingest
from comity.showing.cli import run

SAID = "Norway and Peru signed an agreement on fisheries in Lima on 4 May 1971, the ministry said."
PAGE = f"<html><body><article><p>{SAID}</p></article></body></html>".encode()


def kept(head: str, body: bytes, uri: str = "http://example.org/1", day: str = "2020-01-01") -> bytes:
    """A record of a web archive: what a server answered."""
    answer = f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body
    about = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {day}T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return about.encode() + answer + b"\r\n\r\n"


def _pieces(data: bytes, size: int = 40) -> bytes:
    cut = [data[n : n + size] for n in range(0, len(data), size)]
    return b"".join(b"%x; a=b\r\n%s\r\n" % (len(piece), piece) for piece in cut) + b"0\r\n\r\n"


def _read(path: Path, data: bytes) -> tuple[list[Document], list[InputError]]:
    path.write_bytes(data)
    heard: list[InputError] = []
    return list(ingest.documents([str(path)], heard.append)), heard


HTML = "Content-Type: text/html"
SENT = {
    "plain": (HTML, PAGE),
    "in pieces": (f"{HTML}\r\nTransfer-Encoding: chunked", _pieces(PAGE)),
    "packed": (f"{HTML}\r\nContent-Encoding: gzip", gzip.compress(PAGE)),
    "deflated": (f"{HTML}\r\nContent-Encoding: deflate", zlib.compress(PAGE)),
    "packed in pieces": (
        f"{HTML}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
        _pieces(gzip.compress(PAGE)),
    ),
    "unpacked by the crawler": (f"{HTML}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", PAGE),
}


@pytest.mark.parametrize("sent", SENT)
@pytest.mark.parametrize("packed", [False, True])
def test_a_page_is_read_as_the_server_meant_it(sent: str, packed: bool, tmp_path: Path) -> None:
    record = kept(*SENT[sent])
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    found, heard = _read(path, gzip.compress(record) if packed else record)
    assert [d.text for d in found] == [SAID] and not heard
    assert found[0].document == "http://example.org/1"


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_the_character_set_that_the_server_named_counts(kind: str, tmp_path: Path) -> None:
    said = "La Norvège et le Pérou ont signé un accord à Lima – le 4 mai 1971."
    body = (said if kind == "text/plain" else f"<html><body><article><p>{said}</p></article></body></html>").encode(
        "windows-1252"
    )
    found, _ = _read(tmp_path / "x.warc", kept(f"Content-Type: {kind}; charset=ISO-8859-1", body))
    assert [d.text for d in found] == [said]


@pytest.mark.parametrize("kind", ["Text/HTML", "TEXT/PLAIN ; charset=utf-8", " text/Html", "Application/XHTML+XML"])
def test_a_kind_is_known_in_any_case_of_letters(kind: str, tmp_path: Path) -> None:
    body = SAID.encode() if "plain" in kind.lower() else PAGE
    found, heard = _read(tmp_path / "x.warc", kept(f"Content-Type: {kind}", body))
    assert [d.text for d in found] == [SAID] and not heard


def test_what_is_no_text_is_counted_and_said(tmp_path: Path) -> None:
    kinds = ["image/png", "video/mp4", "Image/PNG"]
    others = b"".join(kept(f"Content-Type: {k}", b"x", f"http://example.org/{n}") for n, k in enumerate(kinds))
    found, heard = _read(tmp_path / "x.warc", others + kept(HTML, PAGE))
    assert [d.document for d in found] == ["http://example.org/1"]
    assert len(heard) == 1 and "no text (2 of image/png, 1 of video/mp4)" in str(heard[0])


def test_an_address_met_again_is_told_by_its_day(tmp_path: Path) -> None:
    found, _ = _read(tmp_path / "x.warc", kept(HTML, PAGE) + kept(HTML, PAGE, day="2021-02-03"))
    assert [d.document for d in found] == ["http://example.org/1", "http://example.org/1 @ 2021-02-03T00:00:00Z"]


def test_a_bomb_is_left_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    bomb = kept(f"{HTML}\r\nContent-Encoding: gzip", gzip.compress(bytes(11_000_000)), "http://example.org/bomb")
    large = kept(HTML, bytes(11_000_000), "http://example.org/large")
    good = kept(HTML, PAGE)
    found, heard = _read(tmp_path / "x.warc.gz", b"".join(gzip.compress(r) for r in (bomb, large, good)))
    assert [d.document for d in found] == ["http://example.org/1"]
    assert [e.path for e in heard] == ["http://example.org/bomb", "http://example.org/large"]
    assert all("more than 10,000,000 bytes" in str(e) for e in heard)


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.1\r\n" + b"X" * 1_000_000,
        kept(HTML, PAGE).replace(b"Content-Length: ", b"Content-Length: -"),
        b"\x1f\x8b\x08" + b"x" * 1000,
        kept(f"{HTML}\r\n" + "X-A: y\r\n" * 100_000, PAGE),
    ],
)
def test_what_is_no_web_archive_is_named(data: bytes, tmp_path: Path) -> None:
    found, heard = _read(tmp_path / "x.warc", data)
    assert not found and len(heard) == 1 and "x.warc: not a whole WARC file" in str(heard[0])


@pytest.mark.parametrize("data", [b"", kept("Content-Type: image/png", b"x")])
def test_an_archive_without_any_page_is_named(data: bytes, tmp_path: Path) -> None:
    found, heard = _read(tmp_path / "x.warc", data)
    assert not found and len(heard) == 1 and "without any page" in str(heard[0])


def test_a_record_is_built_of_a_web_archive(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(kept(HTML, PAGE)))
    assert run(["build", str(tmp_path / "crawl.warc.gz"), "-o", str(tmp_path / "x.comity")]) == 0
    with Record(tmp_path / "x.comity") as record:
        assert [d.document for d in record.documents()] == ["http://example.org/1"]
        assert record.dyad("Norway", "Peru").facts()


def test_without_the_library_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    found, heard = _read(tmp_path / "x.warc", kept(HTML, PAGE))
    assert not found and isinstance(heard[0], MissingReader) and "comity[archive]" in str(heard[0])


def test_every_ending_of_an_archive_is_one_of_a_build() -> None:
    from comity.scaling import tasks

    assert set(tasks.LINES + tasks.PACKED + tasks.PAGES) == set(formats.READERS)
