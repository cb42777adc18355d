"""Web archives (WARC): the pages that a crawl kept, each named by its address, or by what is told of it in the archive.

What a server sent in pieces or packed is put together and unpacked first, no further than a document may be long.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO, Any

from comity.errors import InputError, MissingReader, NothingToRead, NotText, TooLarge
from comity.models import Document
from comity.reading.formats import Source, decode, html_file, stamped

_TEXT = ("text/html", "text/plain", "application/xhtml+xml")
_KINDS = 5
"""Kinds of records left out that are named at most."""
_LONGEST_LINE = 100
"""The most bytes of a line that gives the length of a piece."""


def warc_pages(
    source: Source, stream: IO[bytes], report: Callable[[InputError], None], largest: int
) -> Iterator[Document]:
    """The pages of a web archive; of one address met again the time of its fetch is added to its name.

    Of a file that is cut off or damaged, what comes before. What is no text is counted by its kind and reported once,
    at the end. Raises NotText there, NothingToRead where there is no page, MissingReader without FastWARC.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingReader(
            source.path, "reading WARC needs FastWARC", "", "Install it: pip install 'comity[archive]'."
        ) from None

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    seen: set[str] = set()
    skipped: Counter[str] = Counter()
    last = "its beginning"
    try:
        for record in ArchiveIterator(stream, record_types=kinds, parse_http=True):
            uri = str(record.headers.get("WARC-Target-URI") or record.record_id).strip("<>")
            last = uri
            http = record.http_headers
            if http is not None and http.status_code not in (None, 200):
                continue
            kind = (record.http_content_type or record.headers.get("Content-Type", "") or "").partition(";")[0]
            kind = kind.strip().lower()
            if kind and kind not in _TEXT:
                skipped[kind] += 1
                continue
            data = record.reader.read(largest + 1)
            name = uri if uri not in seen else f"{uri} @ {record.headers.get('WARC-Date', '')}"
            seen.add(uri)
            try:
                if len(data) <= largest and http is not None:
                    data = unpacked(data, http, largest + 1)
                if len(data) > largest:
                    raise TooLarge(uri, f"more than {largest:,} bytes", "", "It was left out.")
                data = _in_utf8(data, record.http_charset)
                if kind == "text/plain":
                    yield stamped(Document(name, decode(uri, data), url=uri))
                else:
                    yield from html_file(Source(uri, name), io.BytesIO(data), report, largest)
            except InputError as error:
                report(error)
    except (OSError, EOFError, ValueError, RuntimeError, zlib.error) as error:
        what = f"not a whole WARC file ({error})" + (f" with {_told(skipped)}" if skipped else "")
        raise NotText(source.path, what, f"after {last}", "Fetch it again.") from None
    if not seen:
        what = "a web archive without any page" + (f" but {_told(skipped)}" if skipped else "")
        raise NothingToRead(source.path, what, "", "Leave it out.")
    if skipped:
        report(NothingToRead(source.path, _told(skipped), "", "They were left out."))


def _told(skipped: Counter[str]) -> str:
    """What is no text, counted by its kind, the commonest first."""
    kinds = sorted(skipped.items(), key=lambda e: (-e[1], e[0]))
    said = ", ".join(f"{count:,} of {kind[:40]}" for kind, count in kinds[:_KINDS])
    said += f", {len(kinds) - _KINDS} other kinds" if len(kinds) > _KINDS else ""
    return f"records that are no text ({said})"


def unpacked(data: bytes, http: Any, most: int) -> bytes:
    """A body as the server meant it: pieces put together, gzip and deflate undone, cut at ``most`` bytes.

    A body that is not what its headers say (archives are often unpacked already) stays as it is.
    """
    if "chunked" in (http.get("Transfer-Encoding") or "").lower():
        data = _together(data)
    packing = (http.get("Content-Encoding") or "").strip().lower()
    if packing not in ("gzip", "x-gzip", "deflate"):
        return data
    try:
        return zlib.decompressobj(47 if packing != "deflate" else 15).decompress(data, most)
    except zlib.error:
        return data


def _together(data: bytes) -> bytes:
    """Pieces, each after a line with its length in hexadecimal, as one; what is cut off at the end is left out."""
    out, at = bytearray(), 0
    while at < len(data):
        end = data.find(b"\n", at, at + _LONGEST_LINE)
        size = data[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not size or size.strip(b"0123456789abcdefABCDEF"):
            return bytes(out) if out else data
        length = int(size, 16)
        if not length:
            break
        out += data[end + 1 : end + 1 + length]
        at = end + 1 + length + 2
    return bytes(out)


def _in_utf8(data: bytes, charset: str | None) -> bytes:
    """The bytes in UTF-8, where the server named another character set and they are not UTF-8 already."""
    if not charset:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        named = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "us-ascii": "windows-1252"}
        try:
            return data.decode(named.get(charset.lower(), charset)).encode("utf-8")
        except (LookupError, UnicodeError):
            pass
    return data
