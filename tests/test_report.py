"""The static report: one file without script or outside request, everything escaped, in four formats."""

from __future__ import annotations

import io
import re
import sys
import warnings
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

import comity
from comity.keeping.writing import write_record
from comity.knowledge import load
from comity.models import Claim, Dispute, Document, Evidence, Fact, Reading, Sentence, Side, Weighing
from comity.showing import cli
from comity.showing.extras import MissingExtra, needed
from comity.showing.report import FORMATS, make_report
from comity.showing.report.content import gather
from comity.showing.report.markdown import text as markdown_text

from .handmade import record_file

EXTRA = {"docx": ("docx", "vl_convert"), "pdf": ("weasyprint",), "charts": ("vl_convert",)}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> comity.Dyad:
    return comity.open_record(record_file(tmp_path_factory.mktemp("report"))).dyad("Chile", "Bolivia")


def _skip_without(form: str) -> None:
    """Skip, loudly, where the library of a format, or one of the system that it uses, is not installed."""
    try:
        for module in EXTRA.get(form, ()):
            needed(module, "report", form)
    except MissingExtra as error:
        warnings.warn(f"NOT TESTED: {error}", stacklevel=2)
        pytest.skip(str(error))


class _Reader(HTMLParser):
    """Every tag with its attributes, and the text outside style."""

    def __init__(self, held: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self._style = False
        self.feed(held)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        self.said += "" if self._style else data


def _html(pair: comity.Dyad) -> _Reader:
    return _Reader(make_report(pair, "html").decode("utf-8"))


# --- what it says


def test_the_content(pair: comity.Dyad) -> None:
    report = gather(pair)
    assert report.title == "Bolivia and Chile"
    assert report.summary[0] == "3 facts, 1962–1975; 1 of them disputed."
    assert [line.id for line in report.dated] == ["f-broke", "f-loan"]
    assert [line.id for line in report.undated] == ["f-port"]
    broke, loan = report.dated
    assert broke.when == "17 April 1962" and broke.marks == ("disputed",)
    (first, second) = broke.quotes
    assert first.before + first.words + first.after == "Chile and Bolivia broke relations on 17 April 1962."
    assert {first.source, second.source} == {1, 2} and report.sources.lines[1][1] == "Two neighbours"
    assert loan.amount == "2,000,000 USD"
    assert report.quarrels[0].why == "a copied passage, edited"
    assert [value for value, _ in report.quarrels[0].sides] == ["17 April 1962", "18 April 1962"]
    assert report.money.lines == (("1970s", "Chile → Bolivia", "loan", "2,000,000 USD", ""),)
    assert report.people.lines[0][0].startswith("Ana Rojas")
    assert [c.name for c in report.charts] == ["status", "index"]


def test_a_window(pair: comity.Dyad) -> None:
    report = gather(pair, "1970", "1980")
    assert [line.id for line in report.dated] == ["f-loan"] and not report.undated
    assert not report.quarrels and not report.charts and "in 1970 – 1980" in report.summary[0]
    assert "dated ones run from 1962 to 1975" in gather(pair, "1990").summary[0]


# --- HTML


def test_html_needs_nothing_from_outside(pair: comity.Dyad) -> None:
    page = _html(pair)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    for tag, attributes in page.tags:
        assert not [a for a in attributes if a.startswith("on")], (tag, attributes)
        for name in ("href", "src", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#")
    policy = next(a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_every_link_of_the_page_leads_somewhere_and_ids_are_single(pair: comity.Dyad) -> None:
    page = _html(pair)
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {(a["href"] or "")[1:] for t, a in page.tags if t == "a"} <= set(ids)


def test_html_is_set_for_print(pair: comity.Dyad) -> None:
    held = make_report(pair, "html").decode("utf-8")
    assert "@media print" in held and "@page" in held


HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> [x](javascript:alert(3)) | *a* \x1b[31m Chile met Peru."
)


@pytest.fixture
def hostile(tmp_path: Path) -> comity.Dyad:
    """A record in which every text that a document gives is an attack."""
    at = Evidence("<b>x", 0, len(HOSTILE), HOSTILE)
    claim = Claim("c", at, HOSTILE, "CONSULT", "", "", 1, 1.0, ("CHL", "PER"), (), when="1990", fact="f", sentence=0)
    fact = Fact("f", HOSTILE, "CONSULT", ("CHL", "PER"), ("CHL", "PER"), (), "1990", "", ("c",), 1, modality=HOSTILE)
    sides = (Side(HOSTILE, (at,)), Side("b", (at,)))
    dispute = Dispute("d", "f", HOSTILE, "conflict", sides, HOSTILE, ("CHL", "PER"))
    document = Document("<b>x", HOSTILE, title=HOSTILE, publisher=HOSTILE, author=HOSTILE, published="1990")
    reading = Reading(document, sentences=(Sentence(at, 0, 0),), claims=(claim,))
    weighing = Weighing(claims=(claim,), facts=(fact,), disputes=(dispute,))
    write_record(tmp_path / "x.comity", [reading], weighing, load())
    return comity.open_record(tmp_path / "x.comity").dyad("CHL", "PER")


def test_hostile_text_stays_text_in_html(hostile: comity.Dyad) -> None:
    held = make_report(hostile, "html").decode("utf-8")
    page = _Reader(held)
    assert not [t for t, _ in page.tags if t in ("script", "img")]
    assert "<script>alert(1)</script>" in page.said and "\x1b" not in held


def test_hostile_text_stays_text_in_markdown(hostile: comity.Dyad) -> None:
    held = make_report(hostile, "md").decode("utf-8")
    assert not re.search(r"(?<!\\)<", held) and not re.search(r"(?<!\\)\]\(", held) and "\x1b" not in held
    widths = {line.count(" | ") for line in held.splitlines() if line.startswith("| ")}
    assert widths <= {2, 3, 4, 5}


@pytest.mark.parametrize(
    ("said", "safe"),
    [
        ("a*b", r"a\*b"),
        ("# x", r"\# x"),
        ("- x", r"\- x"),
        ("1. x", r"1\. x"),
        ("a - b", "a - b"),
        ("x\n> y", r"x \> y"),
    ],
)
def test_markdown_marks(said: str, safe: str) -> None:
    assert markdown_text(said) == safe


# --- charts


def test_charts_are_sound_svg_without_script(pair: comity.Dyad) -> None:
    for chart in gather(pair).charts:
        root = ElementTree.fromstring(chart.svg)
        tags = {e.tag.rpartition("}")[2] for e in root.iter()}
        assert "title" in tags and not tags & {"script", "style", "image", "foreignObject"}
        fills = {e.get("fill", "") for e in root.iter()}
        ids = {e.get("id") for e in root.iter()}
        assert {f[5:-1] for f in fills if f.startswith("url(#")} <= ids


def test_a_disputed_period_is_hatched_and_says_so(pair: comity.Dyad) -> None:
    status = gather(pair).charts[0].svg
    assert 'fill="url(#band-hatch)"' in status and "disputed" in status


def test_charts_as_files(pair: comity.Dyad, tmp_path: Path) -> None:
    _skip_without("charts")
    from comity.showing.report.pictures import write_charts

    made = write_charts(gather(pair).charts, tmp_path / "charts")
    assert [p.name for p in made] == ["status.svg", "index.svg", "status.png", "index.png"]
    assert made[2].read_bytes().startswith(b"\x89PNG")


# --- every format


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bytes_every_time(pair: comity.Dyad, form: str) -> None:
    _skip_without(form)
    assert make_report(pair, form) == make_report(pair, form)


@pytest.mark.parametrize("form", FORMATS)
def test_a_pair_without_charts_or_with_hostile_text(hostile: comity.Dyad, form: str) -> None:
    _skip_without(form)
    assert make_report(hostile, form)


def test_word_holds_the_record(pair: comity.Dyad) -> None:
    _skip_without("docx")
    import docx

    document = docx.Document(io.BytesIO(make_report(pair, "docx")))
    said = "\n".join(p.text for p in document.paragraphs)
    assert "17 April 1962: relations severed: Bolivia, Chile" in said
    assert "Chile and Bolivia broke relations on 17 April 1962. [2]" in said
    assert len(document.inline_shapes) == 2 and len(document.tables) == 4


def test_pdf_holds_the_record(pair: comity.Dyad) -> None:
    _skip_without("pdf")
    pypdf = pytest.importorskip("pypdf")
    reader = pypdf.PdfReader(io.BytesIO(make_report(pair, "pdf")))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "17 April 1962" in said and "relations severed: Bolivia, Chile" in said and "Sources" in said


def test_a_missing_library_is_named_with_its_extra(pair: comity.Dyad, monkeypatch: pytest.MonkeyPatch) -> None:
    for form, module in (("docx", "docx"), ("pdf", "weasyprint")):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingExtra, match=rf"needs {module} .*pip install 'comity\[report\]'"):
            make_report(pair, form)


# --- the command


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    made = str(record_file(tmp_path))
    out = tmp_path / "r.html"
    assert cli.run(["report", made, "Chile", "Bolivia", "-o", str(out)]) == 0
    assert "Bolivia and Chile, 3 facts" in capfd.readouterr().out
    assert out.read_bytes().startswith(b"<!DOCTYPE html>") and not list(tmp_path.glob(".r.html*"))
    assert cli.run(["report", made, "CHL", "BOL", "-o", str(tmp_path / "r.md")]) == 0
    assert (tmp_path / "r.md").read_text(encoding="utf-8").startswith("# Bolivia and Chile")
    assert cli.run(["report", made, "CHL", "BOL", "-o", str(tmp_path / "r"), "--format", "md"]) == 0
    capfd.readouterr()
    for name, said in (("r.xyz", ".xyz is no format that comity writes"), ("bare", "bare has no ending")):
        assert cli.run(["report", made, "CHL", "BOL", "-o", str(tmp_path / name)]) == 2
        assert said in (err := capfd.readouterr().err) and ".docx" in err and not (tmp_path / name).exists()
    assert cli.run(["report", made, "CHL", "PER", "-o", str(tmp_path / "none.html")]) == 1
    assert "No document names both Chile and Peru" in capfd.readouterr().err
    assert not (tmp_path / "none.html").exists()
    assert cli.run(["report", made, "CHL", "BOL", "-o", str(tmp_path / "no" / "r.html")]) == 2
    assert "cannot be written" in capfd.readouterr().err
    assert zipfile.is_zipfile(made) is False
