"""The pages: what they show, their data twins, what they escape, what they refuse, how rulings are taken."""

from __future__ import annotations

import contextlib
import csv
import doctest
import html
import io
import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

import comity
from comity.keeping import rulings
from comity.keeping.record import Record
from comity.keeping.writing import write_record
from comity.knowledge import load
from comity.models import Document, Evidence, Fact, IndexPoint, Reading, Sentence, Span, Weighing
from comity.showing import cli, measured
from comity.showing.commands.serve import loopback
from comity.showing.web import app as web_app
from comity.showing.web import charts, citing, guard, links, passages, wording, years
from comity.showing.web.app import limit, make_app
from comity.showing.web.ask import Ask, Page
from comity.showing.web.pages import document as document_page
from comity.showing.web.pages import money as money_page
from comity.showing.web.pages import pair as pair_page
from comity.showing.web.pages import people as people_page
from comity.showing.web.pages.search import marked

from .handmade import CLAIMS, HOME, READINGS, WEIGHING, record_file

HERE = "http://127.0.0.1"
PAGES = [
    "/",
    "/pair/BOL-CHL",
    "/pair/BOL-CHL/disputes",
    "/pair/BOL-CHL/money",
    "/pair/BOL-CHL/people",
    "/pair/BOL-CHL/threads",
    "/pair/BOL-CHL/thirds",
    "/fact/f-broke",
    "/disputes",
    "/document/home.txt",
    "/lineage",
    "/country/CHL",
    "/search",
    "/method",
]
QUERIES = {"/search": "?q=Chile"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_file(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def site(made: Path) -> TestClient:
    return TestClient(make_app(made), HERE, follow_redirects=False)


def text_of(page: str) -> str:
    """The words of a page, tags taken out."""
    body = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


# --- every page and its twins


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_also_json_and_csv(site: TestClient, page: str) -> None:
    query = QUERIES.get(page, "")
    got = site.get(page + query)
    assert got.status_code == 200 and got.headers["content-type"].startswith("text/html")
    rows = site.get(f"{page}.json{query}")
    assert rows.status_code == 200 and rows.headers["content-type"] == "application/json"
    held = rows.json()
    assert held, "no rows"
    table = site.get(f"{page}.csv{query}")
    assert table.status_code == 200 and table.headers["content-type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(table.text)))
    assert lines[0] == list(held[0]) and len(lines) == len(held) + 1
    assert f'href="{page}.json{html.escape(query)}"' in got.text


@pytest.mark.parametrize("page", [*PAGES, "/rulings"])
def test_every_page_has_landmarks_and_one_heading(site: TestClient, page: str) -> None:
    got = site.get(page + QUERIES.get(page, "")).text
    assert '<html lang="en">' in got and '<main id="main"' in got and 'name="viewport"' in got
    assert len(re.findall(r"<h1\b", got)) == 1
    ids = re.findall(r'\bid="([^"]+)"', got)
    assert len(ids) == len(set(ids)), "an id twice"
    for svg in re.findall(r"<svg\b[^>]*>", got):
        assert "aria-label" in svg or "aria-hidden" in svg
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', got))
    for field in re.findall(r'<input (?![^>]*type="hidden")[^>]*>', got):
        assert re.search(r'id="([^"]+)"', field)[1] in labelled  # type: ignore[index]


@pytest.mark.parametrize("page", [*PAGES, "/rulings"])
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(site: TestClient, page: str) -> None:
    got = site.get(page + QUERIES.get(page, "")).text
    assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:", got)
    for script in re.findall(r"<script\b[^>]*>", got):
        assert 'src="/static/' in script or 'type="application/json"' in script
    for where in re.findall(r'(?:src|href|action)="([^"]*)"', got):
        assert where.startswith(("/", "#")) and not where.startswith("//"), where


def test_the_front(site: TestClient) -> None:
    said = text_of(site.get("/").text)
    assert "2 documents, 1 independent voice: 4 facts from 5 claims, 1 dispute ." in said
    assert "Bolivia and Chile BOL–CHL 1962–1975 3 1" in said and "one judgement was replayed" in said
    pairs = site.get("/.json").json()
    assert [(p["a"], p["b"], p["facts"]) for p in pairs] == [("BOL", "CHL", 3), ("BOL", "PER", 1)]


def test_the_front_shows_how_many_documents_speak_of_a_year(site: TestClient, made: Path) -> None:
    got = site.get("/").text
    assert "Documents that speak of the year" in got and "<title>1962: 2 documents</title>" in got
    assert years.by_pair(Record(made)) == {("BOL", "CHL"): {1962: 2}}, "the coverage of the index, not the facts"


def test_third_powers(site: TestClient) -> None:
    said = text_of(site.get("/pair/BOL-CHL/thirds").text)
    assert "1 third power" in said and "forum" in said and "asked" in said
    assert [(t["code"], t["roles"]) for t in site.get("/pair/BOL-CHL/thirds.json").json()] == [("IGO", {"forum": 1})]
    none = site.get("/pair/BOL-CHL/thirds?since=1962&until=1963")
    assert "No third power" in text_of(none.text), "the fact in which it stands is undated"
    assert site.get("/pair/BOL-CHL/thirds.json?since=soon").status_code == 400


def test_a_side_of_a_triangle_leads_to_its_facts(tmp_path: Path) -> None:
    texts = (
        "In 1961 Chile attacked Peru. In 1961 Bolivia gave aid to Chile. In 1962 Bolivia attacked Peru.",
        "In 1975 Peru signed a treaty with Chile.",
    )
    for n, text in enumerate(texts):
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
    comity.build([tmp_path / "0.txt", tmp_path / "1.txt"], tmp_path / "r.comity").close()
    site = TestClient(make_app(tmp_path / "r.comity"), HERE)
    got = site.get("/pair/CHL-PER/thirds").text
    assert 'class="leg bad" href="/pair/CHL-PER?since=1960&amp;until=1969#record"' in got
    assert 'class="leg good" href="/pair/BOL-CHL?since=1960&amp;until=1969#record"' in got
    assert "balanced" in text_of(got) and "1975" not in text_of(site.get("/pair/CHL-PER/thirds?until=1970").text)
    assert "1950–1999" in text_of(site.get("/pair/CHL-PER/thirds?years=50").text)


def test_changes_since_an_older_record(made: Path, tmp_path: Path) -> None:
    earlier = replace(
        WEIGHING,
        facts=tuple(replace(f, when="1974") if f.id == "f-loan" else f for f in WEIGHING.facts if f.id != "f-port"),
        claims=tuple(c for c in CLAIMS if c.id != "c-port"),
    )
    old = tmp_path / "old.comity"
    write_record(old, READINGS, earlier, load())
    site = TestClient(make_app(made, against=old), HERE)
    got = site.get("/changes")
    said = text_of(got.text)
    assert got.status_code == 200 and "Since old.comity : 2 facts differ." in said
    assert "new here" in said and '<a href="/fact/f-port">' in got.text
    assert "<del>1974</del> <ins>1975</ins>" in got.text and "the same words, read or weighed otherwise" in said
    assert [(r["how"], r["id"]) for r in site.get("/changes.json").json()] == [
        ("came", "f-port"),
        ("changed", "f-loan"),
    ]
    assert [r["id"] for r in site.get("/changes.json?how=came").json()] == ["f-port"]
    assert [r["id"] for r in site.get("/changes.json?since=1974").json()] == ["f-loan"]
    assert site.get("/changes.csv").text.count("\n") == 3
    assert '<a href="/changes"' in site.get("/").text
    other = TestClient(make_app(old, against=made), HERE)
    gone = other.get("/changes").text
    assert "no longer here" in gone and "/fact/f-port" not in gone, "the record that is shown has no such fact"
    assert text_of(TestClient(make_app(made, against=made), HERE).get("/changes").text).endswith("differs.")
    alone = TestClient(make_app(made), HERE)
    assert alone.get("/changes").status_code == 404 and "--against" in alone.get("/changes").text
    assert '<a href="/changes"' not in alone.get("/").text
    with pytest.raises(comity.ComityError):
        make_app(made, against=tmp_path / "none.comity")


def test_measured_error_rates(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    said = text_of(site.get("/method").text)
    assert "Held out: never worked on" in said and "an event at the place, of the right PLOVER type" in said
    monkeypatch.setattr(measured, "NAME", "none.toml")
    assert "None are shipped with this version" in text_of(site.get("/method").text)


def test_a_pair(site: TestClient) -> None:
    got = site.get("/pair/BOL-CHL").text
    said = text_of(got)
    assert "3 facts, 1962–1975, 1 disputed" in said and "17 April 1962" in said and "2,000,000 USD" in said
    assert "No text says when" in said
    band = json.loads(re.search(r'id="band-data">(.*?)</script>', got, re.S)[1])  # type: ignore[index]
    assert [(b["state"], b["disputed"], b["open"]) for b in band["bars"]] == [("severed", True, [False, True])]
    index = json.loads(re.search(r'id="index-data">(.*?)</script>', got, re.S)[1])  # type: ignore[index]
    assert index["points"][0]["value"] == -2 and index["coverage"] == [{"year": 1962, "documents": 2}]
    assert "no text says until when" in got


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["f-broke", "f-loan", "f-port"]),
        ("standing=disputed", ["f-broke"]),
        ("kind=AID", ["f-loan"]),
        ("kind=AID&kind=SANCTION", ["f-broke", "f-loan"]),
        ("direction=CHL", ["f-loan"]),
        ("direction=both", ["f-broke"]),
        ("period=196X", ["f-broke"]),
        ("period=undated", ["f-port"]),
        ("source=away.txt", ["f-broke"]),
        ("since=1970", ["f-loan"]),
        ("until=1970", ["f-broke"]),
        ("q=million", ["f-loan"]),
        ("q=zeppelin", []),
        ("modality=alleged", []),
        ("kind=AID&standing=disputed", []),
    ],
)
def test_the_link_is_the_state(site: TestClient, query: str, ids: list[str]) -> None:
    got = site.get(f"/pair/BOL-CHL?{query}")
    assert re.findall(r'<tbody id="row-([^"]+)"', got.text) == ids
    assert [r["id"] for r in site.get(f"/pair/BOL-CHL.json?{query}").json()] == ids
    if not ids:
        assert 'class="empty"' in got.text


def test_facets_count_what_a_choice_would_leave(site: TestClient) -> None:
    got = site.get("/pair/BOL-CHL?kind=AID").text
    kinds = re.search(r"<summary>Kind</summary>(.*?)</details>", got, re.S)[1]  # type: ignore[index]
    assert re.findall(r'checked="(\w+)"><span>(\w+)</span> <span class="n">(\d+)', kinds) == [
        ("true", "aid", "1"),
        ("false", "request", "1"),
        ("false", "sanction", "1"),
    ]
    assert 'href="/pair/BOL-CHL"' in kinds and 'href="/pair/BOL-CHL?kind=AID&amp;kind=REQUEST"' in kinds


def test_an_opened_line_shows_the_sentence_its_copy_and_the_reasons(site: TestClient) -> None:
    closed = site.get("/pair/BOL-CHL").text
    assert 'class="evidence"' not in closed and 'aria-expanded="false"' in closed
    got = site.get("/pair/BOL-CHL?open=f-broke").text
    assert '<mark class="claim">broke relations</mark>' in got
    assert '<mark class="edit">17</mark>' in got and '<mark class="edit">18</mark>' in got
    assert "The edit changes a date" in text_of(got) and "frame:" in got
    assert got.count("Copied with edits") == 1, "the same copy, shown with each of its two sentences"


def test_a_partial_update_makes_one_line_only(site: TestClient) -> None:
    got = site.get("/pair/BOL-CHL?open=f-loan", headers={"hx-request": "true", "hx-target": "row-f-loan"}).text
    assert re.findall(r'<tbody id="row-([^"]+)"', got) == ["f-loan"] and "band-data" not in got


def test_a_fact(site: TestClient) -> None:
    said = text_of(site.get("/fact/f-broke").text)
    assert "broke off diplomatic relations" in said or "relations severed" in said
    assert "variant over when" in said and "18 April 1962" in said
    assert "“broke relations”, “Two neighbours”, 3 May 2001 (home.txt, characters" in said
    assert "@misc{home-f-broke," in said and "permalink /fact/f-broke" in said
    assert "seen in the archive" in text_of(site.get("/fact/f-loan").text)
    assert "Rule on it" not in said


@pytest.mark.parametrize("id", ["c-b1", "d-day", "f-bro"])
def test_whatever_belongs_to_a_fact_leads_to_it(site: TestClient, id: str) -> None:
    got = site.get(f"/fact/{id}")
    assert (got.status_code, got.headers["location"]) == (303, "/fact/f-broke")
    assert site.get(f"/fact/{id}.json").headers["location"] == "/fact/f-broke.json"


def test_what_belongs_to_no_fact_is_shown_by_itself(site: TestClient) -> None:
    assert "access to the sea (obstacle)" in text_of(site.get("/fact/t-sea").text)
    assert [r["id"] for r in site.get("/fact/t-sea.json").json()] == ["t-sea"]


def test_a_document_is_shown_as_it_came(site: TestClient, made: Path) -> None:
    got = site.get("/document/home.txt").text
    assert '<span class="furniture">Menu | About</span>' in got
    assert '<a class="claim p-other" href="/fact/c-loan"' in got
    assert 'class="unread"' in got and 'href="/document/away.txt?at=0#at"' in got and "copied" in got
    with Record(made) as record:
        for held in record.documents():
            lines = document_page.lines(record, held, [], 0, held.characters, 3)
            assert "\n".join("".join(s.text for s in line.stretches) for line in lines) == held.text


def test_a_long_document_comes_in_parts(monkeypatch: pytest.MonkeyPatch, site: TestClient) -> None:
    monkeypatch.setattr(document_page, "LONGEST", 50)
    got = site.get("/document/home.txt").text
    assert "characters 0–50" in text_of(got) and 'rel="next" href="/document/home.txt?from=50"' in got
    assert "characters 50–100" in text_of(site.get("/document/home.txt?at=60").text)


def test_search(site: TestClient) -> None:
    got = site.get("/search", params={"q": "Bolivia port"}).text
    assert '<mark class="hit">port</mark>' in got and "/fact/f-port" in got
    assert "holds all of: zeppelin" in text_of(site.get("/search?q=zeppelin").text)
    only = site.get("/search.json", params={"q": "Bolivia", "what": "sentence"}).json()
    assert only and {r["what"] for r in only} == {"sentence"}


@pytest.mark.parametrize(
    "asked", ['"', "OR NOT (", "* * NEAR(", 'a" OR "b', "quote:x", "'; DROP TABLE facts; --", "\x00"]
)
def test_nothing_that_is_searched_for_is_an_operator(site: TestClient, asked: str) -> None:
    for page in ("/search", "/pair/BOL-CHL"):
        assert site.get(page, params={"q": asked}).status_code == 200


# --- empty answers say why, errors say what to do


@pytest.mark.parametrize(
    ("page", "status", "said"),
    [
        ("/pair/CHL-PER", 200, "No document names both Chile and Peru"),
        ("/pair/CHL-NOR", 200, "No document of this record speaks of Norway"),
        ("/pair/BOL-CHL?since=1976&until=1990", 200, "no document speaks of 1976–1990"),
        ("/pair/BOL-PER/money", 200, "No amount of money is told of between Bolivia and Peru"),
        ("/pair/BOL-PER/threads", 200, "No issue was found"),
        ("/pair/BOL-PER/disputes", 200, "No two sources disagree here"),
        ("/country/NOR", 200, "No document of this record speaks of Norway"),
        ("/pair/BOL-Utopia", 404, "No state or organisation is called 'Utopia'"),
        ("/pair/BOL-Bolivia", 400, "name two states"),
        ("/pair/BOL", 404, "Name two states with a hyphen"),
        ("/fact/zzz", 404, "Nothing in the record has the id 'zzz'"),
        ("/document/none.txt", 404, "The record has no document 'none.txt'"),
        ("/nowhere", 404, "There is no page at this address"),
        ("/pair/BOL-CHL?since=soon", 400, "'soon' is no date"),
    ],
)
def test_what_is_not_there_says_why(site: TestClient, page: str, status: int, said: str) -> None:
    got = site.get(page)
    assert got.status_code == status and said in text_of(got.text)
    if status != 200 and page != "/nowhere":
        path, _, query = page.partition("?")
        twin = site.get(f"{path}.json?{query}")
        assert twin.status_code == status and said in twin.json()["error"]


def test_a_misspelt_state_is_suggested(site: TestClient) -> None:
    got = site.get("/country/Bolvia.json")
    assert got.status_code == 404 and got.json()["suggestions"][0] == "BOL"
    assert 'href="/country/BOL"' in site.get("/country/Bolvia").text
    assert site.get("/country/Chile").headers["location"] == "/country/CHL"


def test_an_empty_record(tmp_path: Path) -> None:
    path = tmp_path / "empty.comity"
    write_record(path, [Reading(Document("a.txt", "Nothing happened."))], Weighing(), load())
    site = TestClient(make_app(path), HERE)
    for page in ("/", "/disputes", "/lineage", "/method", "/search?q=war", "/document/a.txt", "/pair/CHL-BOL"):
        assert site.get(page).status_code == 200, page
    assert "No fact was read" in text_of(site.get("/").text)


# --- nothing of a document is ever obeyed

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A record in which every text that a document can bring is markup."""
    name = f"a/{EVIL}?b#c.txt"
    text = f"{EVIL} Chile and Bolivia broke relations. \x1b[31m=cmd()</script>"
    held = Document(name, text, title=EVIL, publisher=EVIL, author=EVIL, url=f"https://x/{EVIL}", published_why=EVIL)
    at = Evidence(name, 0, len(text), text)
    claim = replace(
        CLAIMS[0], id="c-evil", at=at, rule=EVIL, speaker_name=EVIL, fact="f-evil", inferred=(f"when: {EVIL}",)
    )
    fact = Fact("f-evil", "request", "REQUEST", ("BOL", "CHL"), ("BOL",), ("CHL",), EVIL, "", ("c-evil",), 1, why=EVIL)
    readings = [Reading(held, sentences=(Sentence(at, 0, 0),), claims=(claim,))]
    path = tmp_path_factory.mktemp("evil") / "evil.comity"
    dispute = replace(WEIGHING.disputes[0], fact="f-evil", why=EVIL)
    sides = tuple(replace(s, value=EVIL, evidence=(at,)) for s in dispute.sides)
    write_record(
        path,
        readings,
        Weighing(claims=(claim,), facts=(fact,), disputes=(replace(dispute, sides=sides),), notes=(EVIL,)),
        load(),
    )
    return TestClient(make_app(path), HERE)


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/pair/BOL-CHL?open=f-evil",
        "/pair/BOL-CHL/disputes",
        "/fact/f-evil",
        "/disputes",
        f"/document/{quote(f'a/{EVIL}?b#c.txt', safe='')}",
        "/method",
        "/search?q=alert",
        f"/search?q={quote(EVIL)}",
        f"/pair/BOL-CHL?kind={quote(EVIL)}&open={quote(EVIL)}",
        f"/country/{quote(EVIL.replace('/', ''), safe='')}",
        f"/document/{quote(EVIL, safe='')}x",
    ],
)
def test_every_text_is_escaped(evil: TestClient, page: str) -> None:
    got = evil.get(page).text
    assert "alert" in got, "the text is not on the page"
    body = re.sub(r'<script[^>]* src="/static/[^"]+"[^>]*></script>', "", got)
    body = re.sub(r'<script type="application/json"[^>]*>[^<]*</script>', "", body)
    assert "<script" not in body and "<img" not in body and "\x1b" not in got


def test_cells_that_a_spreadsheet_would_run_are_made_safe(evil: TestClient) -> None:
    for line in csv.reader(io.StringIO(evil.get("/fact/f-evil.csv").text)):
        assert not [c for c in line if c.startswith(("=", "+", "-", "@")) and not c.lstrip("-").isdigit()]


# --- what the guard refuses


@pytest.mark.parametrize("page", ["/", "/nowhere", "/static/comity.css", "/.json", "/fact/zzz"])
def test_the_policy_goes_with_every_answer(site: TestClient, page: str) -> None:
    headers = site.get(page).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'") and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("127.0.0.1:8642", True),
        ("localhost", True),
        ("[::1]:8642", True),
        ("192.168.1.7", True),
        ("attacker.example", False),
        ("127.0.0.1.attacker.example", False),
        ("localhost.attacker.example:8642", False),
        ("", False),
        ("[", False),
    ],
)
def test_a_strange_host_is_not_answered(site: TestClient, host: str, answered: bool) -> None:
    assert site.get("/", headers={"host": host}).status_code == (200 if answered else 421)
    assert guard.known_host("Box.local:1", {"box.local"})


def test_methods_and_files_that_are_not_there(site: TestClient) -> None:
    assert site.post("/pair/BOL-CHL").status_code == 405
    assert site.get("/static/../app.py").status_code == 404
    assert site.get("/static/%2e%2e/app.py").status_code == 404


def test_queries_are_limited(site: TestClient, monkeypatch: pytest.MonkeyPatch, made: Path) -> None:
    assert site.get("/search?q=" + "a" * 5000).status_code == 414
    assert site.get("/?" + "&".join(f"a{n}=1" for n in range(200))).status_code == 414
    with Record(made) as record:
        limit(record.connection, 0.05)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            record.connection.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
            )
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            record.connection.execute("DELETE FROM facts")

    def slow(ask: Ask) -> Page:
        ask.record.connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        )
        return Page("", "")

    monkeypatch.setattr(web_app, "PAGES", (("/slow", slow),))
    got = TestClient(make_app(made, seconds=0.05), HERE).get("/slow")
    assert got.status_code == 503 and "longer than 0.05 seconds" in text_of(got.text)


def test_a_record_that_goes_away_is_told(tmp_path: Path) -> None:
    path = record_file(tmp_path)
    site = TestClient(make_app(path), HERE)
    path.unlink()
    got = site.get("/")
    assert got.status_code == 503 and "no such record" in text_of(got.text)


def test_serving_what_should_not_be_served(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["serve", str(made), "--edit", "--host", "0.0.0.0"]) == 2
    assert "--edit goes with this machine alone" in capsys.readouterr().err
    assert cli.run(["serve", str(made.with_name("none.comity"))]) == 2
    assert "no such record" in capsys.readouterr().err
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert cli.run(["serve", str(made), "--port", str(taken.getsockname()[1])]) == 2
    assert "cannot be used" in capsys.readouterr().err


def test_serve_answers_until_it_is_stopped(made: Path) -> None:
    command = [sys.executable, "-m", "comity.showing.cli", "serve", str(made), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None and child.stderr is not None
        told = child.stdout.readline()
        where = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert where, told
        until = monotonic() + 20
        answer = b""
        while not answer and monotonic() < until:
            with contextlib.suppress(OSError), urllib.request.urlopen(where[0], timeout=5) as got:
                answer = got.read()
        child.send_signal(signal.SIGINT)
        assert child.wait(20) == 0 and child.stderr.read() == ""
    assert b"<title>What was read" in answer


def test_loopback() -> None:
    assert all(map(loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))
    assert not any(map(loopback, ("0.0.0.0", "192.168.0.2", "::", "example.org")))


# --- rulings


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A maker of records that comity itself has read, each in a folder of its own."""
    text = (
        "Norway and Sweden established diplomatic relations on 5 June 1905. Norway recalled its ambassador to Sweden "
        "in May 1910. In 1920 Sweden lent Norway $3 million."
    )
    folder = tmp_path_factory.mktemp("read")
    (folder / "one.txt").write_text(text, encoding="utf-8")
    first = folder / "first.comity"
    comity.build([folder / "one.txt"], first).close()
    count = 0

    def fresh() -> Path:
        nonlocal count
        count += 1
        path = folder / f"copy-{count}.comity"
        path.write_bytes(first.read_bytes())
        return path

    return fresh


def _edits(path: Path) -> tuple[TestClient, str, str]:
    """(client, id of a dated fact, the token of its page)."""
    site = TestClient(make_app(path, edit=True), HERE, follow_redirects=False)
    with Record(path) as record:
        id = next(f.id for f in record.facts() if f.when)
    page = site.get(f"/fact/{id}").text
    assert "Rule on it" in page
    return site, id, re.search(r'name="token" value="([0-9a-f]+)"', page)[1]  # type: ignore[index]


def test_without_edit_nothing_can_be_written(read: Callable[[], Path]) -> None:
    path = read()
    before = path.read_bytes()
    site = TestClient(make_app(path), HERE)
    with Record(path) as record:
        id = next(record.facts()).id
    got = site.post("/judge", data={"target": id, "verdict": "reject", "reason": "no", "token": ""})
    assert got.status_code == 404 and path.read_bytes() == before and not rulings.beside(path).exists()
    page = site.get(f"/fact/{id}").text
    assert "/judge" not in page and "token" not in page and "set-cookie" not in site.get("/").headers


def test_a_ruling_acts_at_once(read: Callable[[], Path]) -> None:
    path = read()
    site, id, token = _edits(path)
    form = {"target": id, "verdict": "set aside", "reason": "a <b>misprint</b>", "by": "A. Reader", "token": token}
    got = site.post("/judge", data=form, headers={"origin": HERE})
    assert (got.status_code, got.headers["location"]) == (303, f"/fact/{id}")
    assert [(r.target, r.verdict, r.by) for r in rulings.read(path)] == [(id, "set aside", "A. Reader")]
    said = site.get(f"/fact/{id}").text
    assert "set aside" in text_of(said) and "a &lt;b&gt;misprint&lt;/b&gt;" in said
    dated = {"target": id, "verdict": "when", "value": "1906", "reason": "seen", "token": token}
    assert site.post("/judge", data=dated).status_code == 303
    assert site.get(f"/fact/{id}").text.count("1906") >= 1


def test_a_ruling_is_undone_on_the_page_and_done_again(read: Callable[[], Path]) -> None:
    path = read()
    site, id, token = _edits(path)
    form = {"target": id, "verdict": "when", "value": "1907", "reason": "seen", "token": token}
    assert site.post("/judge", data=form).status_code == 303
    page = site.get(f"/fact/{id}").text
    ruling = re.search(r'name="target" value="(j[0-9a-f]+)"><input type="hidden" name="verdict" value="undo"', page)
    assert ruling and "1907" in text_of(page)
    undo = {"target": ruling[1], "verdict": "undo", "reason": "", "by": "B. Reader", "token": token}
    for refused in (undo | {"token": ""}, undo | {"token": "0" * 64}):
        assert site.post("/judge", data=refused).status_code == 403
    got = site.post("/judge", data=undo)
    assert (got.status_code, got.headers["location"]) == (303, "/rulings")
    assert "1907" not in text_of(site.get(f"/fact/{id}").text)
    listed = site.get("/rulings.json").json()
    assert [(r["verdict"], r["stands"], r["undoes"]) for r in listed] == [("when", False, None), ("undo", False, 1)]
    said = site.get("/rulings").text
    assert "2 rulings, 0 standing" in text_of(said) and 'class="mark">undone' in said
    again = site.post("/judge", data=undo)
    assert again.status_code == 400 and "undone already" in again.text
    assert site.post("/judge", data=undo | {"target": listed[1]["id"]}).status_code == 303
    assert "1907" in text_of(site.get(f"/fact/{id}").text), "an undoing can be undone"
    reader = TestClient(make_app(path), HERE)
    assert "1907" in reader.get("/rulings").text and "/judge" not in reader.get("/rulings").text


def test_a_rejected_fact_leaves_its_ruling_to_be_undone(read: Callable[[], Path]) -> None:
    path = read()
    site, id, token = _edits(path)
    got = site.post("/judge", data={"target": id, "verdict": "reject", "reason": "misread", "token": token})
    assert got.headers["location"] == "/rulings" and site.get(f"/fact/{id}").status_code == 404
    page = site.get("/rulings").text
    assert "not in the record now" in page
    ruling = re.search(r'name="target" value="(j[0-9a-f]+)"', page)[1]  # type: ignore[index]
    assert site.post("/judge", data={"target": ruling, "verdict": "undo", "token": token}).status_code == 303
    assert site.get(f"/fact/{id}").status_code == 200


def test_who_rules_is_checked(read: Callable[[], Path]) -> None:
    path = read()
    site, id, token = _edits(path)
    form = {"target": id, "verdict": "reject", "reason": "no", "token": token}
    for refused, headers in (
        (form | {"token": ""}, {}),
        (form | {"token": "0" * 64}, {}),
        (form, {"origin": "http://attacker.example"}),
        (form, {"origin": "null"}),
        (form, {"sec-fetch-site": "cross-site"}),
        (form, {"sec-fetch-site": "same-site"}),
    ):
        assert site.post("/judge", data=refused, headers=headers).status_code == 403, (refused, headers)
    stranger = TestClient(site.app, HERE)
    assert stranger.post("/judge", data=form).status_code == 403, "a token without its cookie"
    assert not rulings.beside(path).exists()
    cookie = TestClient(site.app, HERE).get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower()


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"reason": " "}, 400, "needs a reason"),
        ({"verdict": "pardon"}, 400, "no ruling that a page can make"),
        ({"verdict": "undo"}, 400, "There is no ruling"),
        ({"verdict": "when", "value": "soon"}, 400, "no date"),
        ({"target": "zzz"}, 400, "Nothing in the record has the id"),
        ({"verdict": "merge", "value": ""}, 400, "Name the facts"),
        ({"reason": "x" * 20_000}, 413, "too large"),
        ({"back": "https://attacker.example/"}, 303, ""),
        ({"back": "//attacker.example/"}, 303, ""),
        ({"back": "/\\attacker.example/"}, 303, ""),
    ],
)
def test_a_form_that_is_no_ruling(read: Callable[[], Path], wrong: dict[str, str], status: int, said: str) -> None:
    path = read()
    site, id, token = _edits(path)
    form = {"target": id, "verdict": "prefer", "reason": "seen", "token": token} | wrong
    got = site.post("/judge", data=form)
    assert got.status_code == status and said in text_of(got.text)
    assert rulings.beside(path).exists() == (status == 303)
    if status == 303:
        assert got.headers["location"] == f"/fact/{id}"


# --- small parts


def test_examples_in_docstrings() -> None:
    for module in (wording,):
        assert doctest.testmod(module).failed == 0 and doctest.testmod(module).attempted > 0


@given(st.text(alphabet="0123456789X-/.[],~?% ", max_size=24))
def test_dates_in_words_never_raise(edtf: str) -> None:
    assert isinstance(wording.date_in_words(edtf), str)


EDTF = st.sampled_from(
    ["", "1962", "1962-04", "1962-04-17", "196X", "[1962,1970]", "1960/1965", "1950~", "nonsense", "1970/.."]
)


@given(EDTF, EDTF)
def test_the_places_of_a_bar_are_in_order(start: str, end: str) -> None:
    held = charts.stretch(start, end, 1940.0, 1990.0)
    assert held["from"] <= held["x1"] <= held["x2"] <= held["to"]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_pieces_lose_nothing(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [(min(s), min(max(s), len(text)), "claim") for s in spans if min(s) < len(text)]
    assert "".join(p.text for p in passages.pieces(text, 0, len(text), marks)) == text


@given(st.text(max_size=60), st.text(max_size=12))
def test_marking_what_was_searched_for_loses_nothing(text: str, words: str) -> None:
    assert "".join(p.text for p in marked(text, words)) == text


def test_compared_wordings() -> None:
    ours, theirs = "A treaty was signed on 3 May 1921 in Oslo.", "A treaty was signed on 5 May 1921 in Oslo."
    one, two = passages.compared(ours, Span("a", 0, len(ours)), theirs, Span("b", 0, len(theirs)), None)
    assert [p.text for p in one.pieces if p.mark] == ["3"] and [p.text for p in two.pieces if p.mark] == ["5"]
    long = "word " * 400
    ours, theirs = long + "On 3 May it ended. " + long, long + "On 5 May it ended. " + long
    place = ours.index("On 3")
    one, two = passages.compared(
        ours, Span("a", place - 500, place + 500), theirs, Span("b", place - 500, place + 500), (place, place + 17)
    )
    assert len("".join(p.text for p in one.pieces)) < 450 and one.cut == (True, True)
    assert [p.text for p in two.pieces if p.mark] == ["5"]


def test_sparklines() -> None:
    of = years.scale([1900, 1950, 2020])
    assert of == (1900, 2020, 2)
    assert [(b.x, b.height, b.said) for b in years.bars({1900: 1, 1901: 4, 2020: 1}, of)] == [
        (0, 18.0, "1900–1901: 4 documents"),
        (60, 9.0, "2020–2021: 1 document"),
    ]
    assert [b.height for b in years.bars({1900: 1}, of, most=4)] == [9.0]
    assert years.scale([]) == (0, 0, 1) and list(years.bars({}, (0, 0, 1))) == []


def test_citations_are_safe_in_tex() -> None:
    document = replace(HOME, title="Aid & {trade} 50%_#$~^\\")
    made = citing.citation(WEIGHING.facts[0], "asked", READINGS[0].claims[0], document, "r.comity")
    assert r"title = {Aid \& \{trade\} 50\%\_\#\$\~{}\^{}\textbackslash{}}" in made.bibtex


def test_an_office_that_two_documents_give_stands_once() -> None:
    one = READINGS[0].offices[0]
    two = replace(one, at=replace(one.at, document="away.txt"), role="ambassador")
    (held,) = people_page.held([one, two, one])
    assert held.office == one and [o.at.document for o in held.by] == ["away.txt", "home.txt"]
    assert len(people_page.held([one, replace(one, from_="1960")])) == 2


def test_links() -> None:
    assert links.pair("USA", "KHM", "money", by="year") == "/pair/KHM-USA/money?by=year"
    assert links.document("https://x.org/a?b=1#c", 7) == "/document/https%3A%2F%2Fx.org%2Fa%3Fb%3D1%23c?at=7#at"
    assert links.country("USA/GOV") == "/country/USA"


def test_nouns_with_their_articles() -> None:
    assert [wording.one_of(n) for n in ("date", "amount", "words")] == ["a date", "an amount", "words"]
    assert wording.signed(-8) == "−8.0" and wording.signed(7.04) == "+7.0"


def test_the_reason_of_an_amount_names_sums_not_ids() -> None:
    said = {"a41eae33024": "1,400,000,000 USD"}
    assert money_page.reason("a part of a41eae33024 (1977)", said) == "a part of 1,400,000,000 USD (1977)"
    assert money_page.reason("a part of a00eae33024", said) == "a part of a00eae33024"


def test_the_weightiest_quarrels_come_first_and_once(tmp_path: Path) -> None:
    day = WEIGHING.disputes[0]
    denial = replace(day, id="d-denied", kind="denial", field="attribution")
    same = [replace(day, id=f"d-{n}") for n in range(3)]
    path = tmp_path / "r.comity"
    write_record(path, READINGS, replace(WEIGHING, disputes=(denial, *same)), load())
    with Record(path) as record:
        held = pair_page.rivals(record.dyad("BOL", "CHL"), record.disputes())
    assert [(d.kind, when) for d, _, when in held] == [("variant", "1962-04-17"), ("denial", "1962-04-17")]


def test_turning_points_stand_under_the_index(tmp_path: Path) -> None:
    flat = [IndexPoint(("BOL", "CHL"), y, "political", 5.0, 5.0, 5.0, (), 1) for y in range(1950, 1962)]
    after = [IndexPoint(("BOL", "CHL"), y, "political", -6.0, -6.0, -6.0, ("f-broke",), 1) for y in range(1962, 1970)]
    path = tmp_path / "r.comity"
    write_record(path, READINGS, replace(WEIGHING, index=(*flat, *after)), load())
    got = TestClient(make_app(path), HERE).get("/pair/BOL-CHL").text
    assert '<a class="t" href="/pair/BOL-CHL?since=1962&amp;until=1962#record">1962</a>' in got
    assert "+5.0 → −6.0" in text_of(got)
