"""One reader a format: bytes of a file -> its documents.

To read a further format, write a reader and name its endings in :data:`READERS`. A reader takes the source, its open
stream of bytes, where to report what it cannot read, and the most bytes a document may have.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import logging
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import IO, Any, overload

from comity.errors import InputError, MissingReader, NothingToRead, NotText, TooLarge
from comity.models import Document

LARGEST = 10_000_000
"""The most bytes a document may have; a long book has about two million."""

DEEPEST = 1000
"""The most HTML elements that may be open within each other."""

MOST = 100_000
"""The most HTML elements of one page: what finds its main text takes about a minute for so many, and for twice as many
four times as long."""

PAGES, STEPS = 20_000, 5_000_000
"""The most pages of a PDF, and the most steps in which they are drawn: a book has some thousand a page."""

_EDTF = re.compile(r"-?\d{2,4}[\dX](?:-[\dX]{2}){0,2}[?~%]?(?:/[\d.X?~%-]*)?$|\d{4}-\d\d-\d\d(?=[T ])")
_UNCLOSED = frozenset(
    [
        *("area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p"),
        *("source", "td", "th", "tr", "track", "wbr"),
    ]
)
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*+)([^<>]*+)>")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its path, the name its document gets, and a stream where it is no file."""

    path: str
    name: str
    stream: IO[bytes] | None = None

    def open(self) -> contextlib.AbstractContextManager[IO[bytes]]:
        """The bytes, peekable."""
        if self.stream is not None:
            return contextlib.nullcontext(io.BufferedReader(_Raw(self.stream)))
        return open(self.path, "rb")


class _Raw(io.RawIOBase):
    """A stream of bytes that may not be peekable, as one that is."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


Reader = Callable[[Source, IO[bytes], Callable[[InputError], None], int], Iterator[Document]]


def stamped(document: Document) -> Document:
    """The document with the digest of its text and metadata (not of its name)."""
    d = document
    fields = [d.text, d.title, d.publisher, d.author, d.url, d.published]
    data = "\0".join(fields).encode("utf-8", "surrogatepass")
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


def _bytes(source: Source, stream: IO[bytes], largest: int) -> bytes:
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise TooLarge(
            source.path,
            f"more than {largest:,} bytes, the most that one document may have",
            "",
            "Split it into documents, a chapter or a page each.",
        )
    return data


def decode(path: str, data: bytes) -> str:
    """Text of bytes: UTF-8, or UTF-16 where a byte order mark says so.

    Raises NotText for binary data and broken UTF-8, NothingToRead where there is no text.
    """
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        elif (at := data.find(b"\0")) >= 0:
            raise NotText(path, "binary data, not text", f"byte {at:,}", "Give text, HTML, PDF or JSON Lines.")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = data[error.start : error.start + 1].hex()
        raise NotText(
            path,
            f"not UTF-8 (0x{bad})",
            f"byte {error.start:,}",
            "Convert it first, for example: iconv -f WINDOWS-1252 -t UTF-8.",
        ) from None
    if not text.strip():
        raise NothingToRead(path, "empty", "", "Leave it out, or save the page again.")
    return text


def text_file(
    source: Source, stream: IO[bytes], report: Callable[[InputError], None], largest: int
) -> Iterator[Document]:
    """One document of plain text."""
    yield stamped(Document(source.name, decode(source.path, _bytes(source, stream, largest))))


def html_file(
    source: Source, stream: IO[bytes], report: Callable[[InputError], None], largest: int
) -> Iterator[Document]:
    """The main text of a web page, with title, author, publisher, address and date as its metadata give them."""
    data = _bytes(source, stream, largest)
    if not data.strip():
        raise NothingToRead(source.path, "empty", "", "Leave it out, or save the page again.")
    _check_elements(source, data)
    import trafilatura

    try:
        page: Any = trafilatura.bare_extraction(
            data,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:
        # errors of many kinds, of Python's own too, on a broken page
        raise NotText(
            source.path, f"not a page that can be read ({type(error).__name__})", "", "Save it again, or as text."
        ) from None
    if page is None or not (page.text or "").strip():
        raise NothingToRead(source.path, "a page without any main text", "", "Save it as text, or leave it out.")
    published = page.date or ""
    yield stamped(
        Document(
            source.name,
            page.text,
            title=page.title or "",
            publisher=page.sitename or page.hostname or "",
            author=page.author or "",
            url=page.url or "",
            published=published,
            published_why="the page's metadata" if published else "",
        )
    )


def _check_elements(source: Source, data: bytes) -> None:
    """Refuse a page of so many elements, or so deeply nested ones, that it is an attack or an accident."""
    depth = number = 0
    for m in _TAG.finditer(data):
        number += not m.group(1)
        if number > MOST:
            what = f"more than {MOST:,} elements"
            raise TooLarge(source.path, what, f"byte {m.start():,}", "Split it, or save it as text.")
        if m.group(3).endswith(b"/") or m.group(2).lower().decode() in _UNCLOSED:
            continue
        depth += -1 if m.group(1) else 1
        if depth > DEEPEST:
            what = f"elements nested more than {DEEPEST:,} deep"
            raise TooLarge(source.path, what, f"byte {m.start():,}", "Save it again, or as text.")
        depth = max(depth, 0)


def pdf_file(
    source: Source, stream: IO[bytes], report: Callable[[InputError], None], largest: int
) -> Iterator[Document]:
    """The text of a PDF's pages; its creation date is no day of publication and is not taken for one."""
    try:
        import pypdf
    except ImportError:
        raise MissingReader(
            source.path, "reading PDF needs pypdf", "", "Install it: pip install 'comity[pdf]'."
        ) from None
    data = _bytes(source, stream, 20 * largest)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pdf = pypdf.PdfReader(io.BytesIO(data))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise InputError(source.path, "an encrypted PDF", "", "Save it without its password.")
        if len(pdf.pages) > PAGES:
            raise TooLarge(source.path, f"more than {PAGES:,} pages", "", "Split it into parts.")
        steps = 0

        def step(*_: object) -> None:
            nonlocal steps
            steps += 1
            if steps > STEPS:
                raise TooLarge(source.path, f"more than {STEPS:,} steps to draw it", "", "Save it again, or as text.")

        pages: list[str] = []
        size = 0
        for page in pdf.pages:
            pages.append(page.extract_text(visitor_operand_before=step) or "")
            step()  # what is raised while a form within a page is drawn does not come through
            size += len(pages[-1])
            if size > largest:
                raise TooLarge(source.path, f"more than {largest:,} characters of text", "", "Split it into parts.")
        about = pdf.metadata
        title, author = (str(about.title or ""), str(about.author or "")) if about else ("", "")
    except InputError:
        raise
    except Exception as error:
        # pypdf raises errors of many kinds, of Python's own too, on a broken file
        raise NotText(
            source.path, f"not a PDF that can be read ({type(error).__name__})", "", "Save it again, or as text."
        ) from None
    text = "\n\n".join(pages)
    if not text.strip():
        raise NothingToRead(source.path, "a PDF without any text, probably scanned", "", "Run OCR over it first.")
    yield stamped(Document(source.name, text, title=title.strip(), author=author.strip()))


def json_lines(
    source: Source, stream: IO[bytes], report: Callable[[InputError], None], largest: int
) -> Iterator[Document]:
    """One document a line: ``document`` and ``text``, and where known ``published``, ``title``, ``publisher``, ``url``,
    ``author``, ``kind``, ``language``. A line that is none is reported, and the next one read."""
    number = rows = 0
    lines: IO[bytes] = gzip.GzipFile(fileobj=stream) if source.path.endswith(".gz") else stream  # type: ignore[assignment]
    try:
        while line := lines.readline(2 * largest):
            number += 1
            if not line.strip():
                continue
            rows += 1
            try:
                if len(line) >= 2 * largest and not line.endswith(b"\n"):
                    while (more := lines.readline(largest)) and not more.endswith(b"\n"):
                        pass
                    raise TooLarge(
                        source.path, f"a document of more than {largest:,} bytes", f"line {number}", "Split it."
                    )
                yield _of_line(source, line, number)
            except InputError as error:
                report(error)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise NotText(source.path, f"not a whole gzip file ({error})", "", "Fetch or compress it again.") from None
    if not rows:
        raise NothingToRead(source.path, "empty", "", "Leave it out.")


def _of_line(source: Source, line: bytes, number: int) -> Document:
    where = f"line {number}"
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotText(
            source.path, "not UTF-8", f"{where}, byte {error.start:,}", "Convert the file to UTF-8."
        ) from None
    except (ValueError, RecursionError) as error:
        raise InputError(source.path, f"no JSON ({error})", where, "Give one JSON object a line.") from None
    if not isinstance(row, dict):
        raise InputError(source.path, "no JSON object", where, 'Give {"document": …, "text": …} on every line.')
    values: dict[str, str] = {}
    for field in ("document", "text", "title", "publisher", "author", "url", "published", "kind", "language"):
        value = row.get(field)
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise InputError(source.path, f"{field!r} is no string", where, "Put it in quotes.")
        values[field] = value
    for field in ("document", "text"):
        if not values[field].strip():
            raise InputError(source.path, f"no {field!r}", where, 'Every line needs "document" and "text".')
    if values["published"]:
        m = _EDTF.match(values["published"])
        if not m:
            raise InputError(
                source.path, f"'published' is no date: {values['published'][:40]!r}", where, "Write it as 2014-07-30."
            )
        values |= {"published": m.group(), "published_why": "given with the document"}
    return stamped(Document(**values))


def warc_file(
    source: Source, stream: IO[bytes], report: Callable[[InputError], None], largest: int
) -> Iterator[Document]:
    """The pages of a web archive (:mod:`comity.reading.crawls`)."""
    from comity.reading.crawls import warc_pages

    yield from warc_pages(source, stream, report, largest)


READERS: dict[str, Reader] = {
    ".txt": text_file,
    ".text": text_file,
    ".md": text_file,
    ".html": html_file,
    ".htm": html_file,
    ".xhtml": html_file,
    ".pdf": pdf_file,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".jsonl.gz": json_lines,
    ".ndjson.gz": json_lines,
    ".warc": warc_file,
    ".warc.gz": warc_file,
    ".wet.gz": warc_file,
}


@overload
def reader_for(path: str) -> Reader | None: ...
@overload
def reader_for(path: str, stream: IO[bytes]) -> Reader: ...
def reader_for(path: str, stream: IO[bytes] | None = None) -> Reader | None:
    """The reader for a file: by its ending, else (where ``stream`` is given) by its first bytes, plain text at last."""
    name = path.casefold()
    for ending in sorted(READERS, key=len, reverse=True):
        if name.endswith(ending):
            return READERS[ending]
    if stream is None:
        return None
    head = stream.peek(1024)[:1024].lstrip(b"\xef\xbb\xbf \t\r\n") if hasattr(stream, "peek") else b""
    if head.startswith(b"%PDF-"):
        return pdf_file
    if re.match(rb"<(?:!doctype\s+html|html|head|body)\b", head, re.I):
        return html_file
    if re.match(rb'\{\s*"(?:document|text|title|published|publisher|url)"', head):
        return json_lines
    return text_file
