"""Ingest: what is read, how it is named, and one clear line for all that cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.errors import ComityError, InputError, NoSuchInput, NothingToRead, NotText, SameName, TooLarge
from comity.models import Document
from comity.reading import ingest
from comity.reading.formats import decode

FIXTURES = Path(__file__).parent / "fixtures"


def read(*paths: str | Path, **options: object) -> tuple[dict[str, Document], list[InputError]]:
    errors: list[InputError] = []
    found = {d.document: d for d in ingest.documents([str(p) for p in paths], errors.append, **options)}  # type: ignore[arg-type]
    return found, errors


def one_line(error: InputError, *words: str) -> None:
    """The message is one line that names the path, says what is wrong and what to do."""
    message = str(error)
    assert "\n" not in message
    assert message.startswith(error.path)
    assert error.todo and message.endswith(error.todo)
    for word in words:
        assert word in message


def test_a_folder_is_read_sorted_and_named_by_path_below_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.md"):
        (tmp_path / name).write_text(f"This is {name}.")
    found, errors = read(tmp_path)
    assert list(found) == ["a.txt", "b.txt", "sub/c.md"]
    assert not errors


def test_the_seeds_keep_their_names(shared: Path) -> None:
    found, errors = read(shared / "seeds")
    assert "000_90aa1b5441ed0b57.txt" in found and len(found) == 5 and not errors
    assert found["000_90aa1b5441ed0b57.txt"].text == (shared / "seeds/000_90aa1b5441ed0b57.txt").read_bytes().decode()


def test_what_a_folder_leaves_out_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / ".hidden.txt").write_text("Words.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".git").mkdir()
    skipped: list[tuple[str, str]] = []
    found, errors = read(tmp_path, on_skip=lambda path, why: skipped.append((Path(path).name, why)))
    assert list(found) == ["a.txt"] and not errors
    assert sorted(skipped) == [
        (".git", "a hidden folder"),
        (".hidden.txt", "a hidden file"),
        ("picture.png", "not a format that comity reads"),
    ]


def test_globs(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/a.txt").write_text("A.")
    (tmp_path / "b.txt").write_text("B.")
    found, _ = read(tmp_path / "*.txt")
    assert list(found) == ["b.txt"]
    found, _ = read(tmp_path / "**" / "*.txt")
    assert sorted(found) == ["b.txt", "x/a.txt"]
    _, errors = read(tmp_path / "*.zzz")
    assert isinstance(errors[0], NoSuchInput)
    one_line(errors[0], "matches no file")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def feed(data: bytes) -> dict[str, Document]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return read("-")[0]

    assert feed(b"Plain words.")["stdin"].text == "Plain words."
    assert list(feed(b'{"document": "one", "text": "Words."}\n')) == ["one"]


def test_text_is_kept_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffOne.\r\nTwo\u00a0words.\r\n".encode())
    assert read(tmp_path / "a.txt")[0]["a.txt"].text == "One.\r\nTwo\u00a0words.\r\n"
    (tmp_path / "b.txt").write_bytes("Ein Satz.".encode("utf-16"))
    assert read(tmp_path / "b.txt")[0]["b.txt"].text == "Ein Satz."


def test_digest_is_of_content_not_of_name(tmp_path: Path) -> None:
    for name, text in (("a.txt", "Same."), ("b.txt", "Same."), ("c.txt", "Other.")):
        (tmp_path / name).write_text(text)
    found, _ = read(tmp_path)
    assert found["a.txt"].sha256 == found["b.txt"].sha256 != found["c.txt"].sha256


@pytest.mark.parametrize(
    ("name", "data", "kind", "words"),
    [
        ("empty.txt", b"", NothingToRead, ["empty"]),
        ("blank.txt", b" \r\n\t\n", NothingToRead, ["empty"]),
        ("binary.txt", b"abc\0def", NotText, ["binary", "byte 3"]),
        ("latin.txt", b"caf\xe9 noir", NotText, ["UTF-8", "byte 3", "iconv"]),
        ("bare.html", b"<html><body></body></html>", NothingToRead, ["main text"]),
        ("empty.html", b"", NothingToRead, ["empty"]),
        ("deep.html", b"<div>" * 200_000, TooLarge, ["nested"]),
        ("broken.pdf", b"%PDF-1.4 nothing", NotText, ["PDF"]),
        ("empty.jsonl", b"", NothingToRead, ["empty"]),
        ("half.jsonl.gz", gzip.compress(b'{"document": "a", "text": "b"}\n' * 99, mtime=0)[:20], NotText, ["gzip"]),
    ],
)
def test_a_bad_document_is_named_and_the_rest_is_read(
    tmp_path: Path, name: str, data: bytes, kind: type[InputError], words: list[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("Good words.")
    found, errors = read(tmp_path)
    assert list(found) == ["good.txt"]
    assert [type(e) for e in errors] == [kind]
    one_line(errors[0], name, *words)


def test_fifty_megabytes_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as out:
        for _ in range(50):
            out.write(b"x" * 1_000_000)
    began = time.process_time()
    found, errors = read(path)
    assert not found and isinstance(errors[0], TooLarge)
    one_line(errors[0], "10,000,000 bytes", "Split it")
    assert time.process_time() - began < 2
    assert len(read(path, largest=60_000_000)[0]["long.txt"].text) == 50_000_000


def test_two_documents_of_one_name(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"In {folder}.")
    found, errors = read(tmp_path / "x", tmp_path / "y")
    assert found["a.txt"].text == "In x."
    assert isinstance(errors[0], SameName)
    one_line(errors[0], str(tmp_path / "x" / "a.txt"), str(tmp_path / "y" / "a.txt"))


def test_the_same_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    found, errors = read(tmp_path, tmp_path / "a.txt")
    assert list(found) == ["a.txt"] and not errors


def test_a_missing_path_meant_another(tmp_path: Path) -> None:
    (tmp_path / "treaty.txt").write_text("Words.")
    _, errors = read(tmp_path / "treety.txt")
    one_line(errors[0], "no such file", "Did you mean", "treaty.txt")


def test_no_documents_at_all(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no documents"):
        list(ingest.documents([]))
    with pytest.raises(InputError, match=r"no documents.*\.txt"):
        list(ingest.documents([str(tmp_path)]))


def test_without_a_listener_the_first_error_is_raised(tmp_path: Path) -> None:
    with pytest.raises(ComityError):
        list(ingest.documents([str(tmp_path / "none.txt")]))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "a.txt").chmod(0)
    _, errors = read(tmp_path)
    one_line(errors[0], "cannot be read", "permissions")


def test_a_broken_link_and_a_pipe_do_not_hang(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    found, errors = read(tmp_path)
    assert not found
    assert sorted(e.what for e in errors) == ["a broken link", "not a regular file"]


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        {
            "document": "one",
            "text": "Words.",
            "published": "2014-07-30",
            "title": "T",
            "publisher": "P",
            "url": "http://x",
        },
        {"document": "two", "text": "Words.", "published": "2014-07-30T10:00:00Z"},
        {"document": "three", "text": "Words."},
    ]
    path = tmp_path / "d.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows) + "\n\n")
    found, errors = read(path)
    assert list(found) == ["one", "two", "three"] and not errors
    one = found["one"]
    assert (one.published, one.published_why, one.title, one.publisher) == (
        "2014-07-30",
        "given with the document",
        "T",
        "P",
    )
    assert found["two"].published == "2014-07-30"
    assert (found["three"].published, found["three"].published_why) == ("", "")
    (tmp_path / "e.jsonl.gz").write_bytes(gzip.compress(path.read_bytes()))
    assert list(read(tmp_path / "e.jsonl.gz")[0]) == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{bad", ["no JSON"]),
        (b"[1, 2]", ["no JSON object"]),
        (b'{"document": "a"}', ["no 'text'"]),
        (b'{"text": "a"}', ["no 'document'"]),
        (b'{"document": "a", "text": 5}', ["'text' is no string"]),
        (b'{"document": "a", "text": "b", "published": "last May"}', ["'published' is no date"]),
        (b'{"document": "a", "text": "caf\xe9"}', ["UTF-8"]),
        (b"[" * 100_000, ["no JSON"]),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_read(tmp_path: Path, line: bytes, words: list[str]) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(b'{"document": "x", "text": "Words."}\n' + line + b'\n{"document": "y", "text": "Words."}\n')
    found, errors = read(path)
    assert list(found) == ["x", "y"]
    one_line(errors[0], "line 2", *words)


def test_a_web_page() -> None:
    found, errors = read(FIXTURES / "treaty.html")
    assert not errors
    page = found["treaty.html"]
    assert page.title == "Lima and Quito sign a peace"
    assert (page.publisher, page.author) == ("The Example Courier", "Maria Lopez")
    assert (page.published, page.published_why) == ("1998-10-27", "the page's metadata")
    assert "signed the accord in Brasilia" in page.text
    assert "Subscribe" not in page.text and "cookies" not in page.text


def test_a_page_without_a_date_is_given_none(tmp_path: Path) -> None:
    html = (FIXTURES / "treaty.html").read_text()
    html = html.replace('<meta property="article:published_time" content="1998-10-27T08:00:00Z">', "")
    (tmp_path / "p.html").write_text(html)
    page = read(tmp_path / "p.html")[0]["p.html"]
    assert (page.published, page.published_why) == ("", "")


def test_a_pdf(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    sheet = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
        | {NameObject("/BaseFont"): NameObject("/Helvetica")}
    )
    sheet[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 20 200 Td (The accord was signed in 1998.) Tj ET")
    sheet[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Title": "The accord"})
    writer.write(tmp_path / "a.pdf")
    document = read(tmp_path)[0]["a.pdf"]
    assert document.text.strip() == "The accord was signed in 1998."
    assert (document.title, document.published) == ("The accord", "")
    blank = pypdf.PdfWriter()
    blank.add_blank_page(300, 300)
    blank.write(tmp_path / "b.pdf")
    _, errors = read(tmp_path / "b.pdf")
    one_line(errors[0], "without any text", "OCR")


def test_pdf_without_its_reader_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    monkeypatch.setitem(sys.modules, "pypdf", None)
    _, errors = read(tmp_path)
    one_line(errors[0], "pypdf", "pip install 'comity[pdf]'")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_clear_error(data: bytes) -> None:
    try:
        assert decode("x", data).strip()
    except InputError as error:
        one_line(error)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["a.html", "a.pdf", "a.jsonl", "a", "a.txt", "a.jsonl.gz"]))
def test_no_file_stops_a_build(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    read(tmp_path / name)
