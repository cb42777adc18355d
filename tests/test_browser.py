"""The pages in a real browser: click, filter, keyboard, back, dark and light, a phone; no error, no outside request."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

import comity
from comity.keeping import rulings
from comity.keeping.record import Record
from comity.showing.web.app import make_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
EXAMPLE = Path(__file__).parents[1] / "examples" / "cambodia-united-states"
AT = "/pair/KHM-USA"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser") / "example.comity"
    comity.build([EXAMPLE], path).close()
    return path


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """A maker of servers on ports of their own, all stopped in the end."""
    import uvicorn

    running: list[tuple[Any, threading.Thread]] = []

    def start(path: Path, *, edit: bool = False, against: Path | None = None) -> str:
        sock = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(path, edit=edit, against=against), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        until = monotonic() + 20
        while not server.started and monotonic() < until:
            sleep(0.02)
        assert server.started
        running.append((server, thread))
        return f"http://127.0.0.1:{sock.getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM:
        warnings.warn("NOT TESTED IN A BROWSER: no chromium here (Debian: apt-get install chromium)", stacklevel=2)
        pytest.skip("no chromium: the pages were not tested in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def site(record: Path, serve: Callable[..., str]) -> str:
    return serve(record)


class Tab:
    """A page that notes every complaint of the console, every failed and every outside request."""

    def __init__(self, page: Any, site: str) -> None:
        self.page, self.site, self.faults = page, site, []
        self.faults: list[str] = []
        page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.faults.append(str(e)))
        page.on("requestfailed", self.failed)
        page.on(
            "request", lambda r: None if r.url.startswith((site, "data:")) else self.faults.append(f"outside: {r.url}")
        )

    def failed(self, request: Any) -> None:
        """A request that failed, unless the reader had gone on before it was answered."""
        if "ERR_ABORTED" not in (request.failure or ""):
            self.faults.append(f"failed: {request.url}")

    def go(self, path: str) -> Any:
        answer = self.page.goto(self.site + path)
        assert answer.status == 200, path
        return self.page

    @property
    def where(self) -> str:
        return str(self.page.url).removeprefix(self.site)


def soon(holds: Callable[[], bool]) -> bool:
    """Whether something holds within a few seconds; the policy lets no script wait for it in the page."""
    until = monotonic() + 10
    while not (held := holds()) and monotonic() < until:
        sleep(0.05)
    return held


@pytest.fixture
def tab(browser: Any, site: str) -> Iterator[Tab]:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, color_scheme="light")
    made = Tab(context.new_page(), site)
    yield made
    context.close()
    assert made.faults == []


def every_page(path: Path) -> list[str]:
    """An address of every page, of the example."""
    with Record(path) as record:
        fact = next(d.fact for d in record.disputes() if d.fact)
        document = record.documents()[0].document
    return [
        "/",
        AT,
        *(f"{AT}/{part}" for part in ("disputes", "money", "people", "threads", "thirds")),
        f"/fact/{fact}",
        f"/document/{document.replace('/', '%2F')}",
        "/disputes",
        "/lineage",
        "/country/KHM",
        "/search?q=embass*",
        "/rulings",
        "/method",
    ]


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_and_says_nothing_wrong(browser: Any, site: str, record: Path, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab = Tab(context.new_page(), site)
    for path in every_page(record):
        page = tab.go(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (
            f"{path} is wider than the screen"
        )
        assert page.evaluate("document.fonts.check('16px \"Source Serif 4\"')")
        for chart in page.query_selector_all("[data-chart]"):
            assert chart.query_selector("svg"), f"{path}: a chart was not drawn"
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        shade = sum(map(int, re.findall(r"\d+", paper)[:3]))
        assert (shade < 200) == (scheme == "dark"), (path, paper)
    context.close()
    assert tab.faults == []


def test_from_the_front_to_the_words(tab: Tab) -> None:
    page = tab.go("/")
    page.get_by_role("link", name="Cambodia and United States").first.click()
    assert tab.where == AT and page.get_by_role("heading", level=1).inner_text() == "Cambodia and United States"
    line = page.locator("tbody.fact").filter(has_text="evacuated its mission").first
    link = line.locator("a[aria-expanded]")
    assert link.get_attribute("aria-expanded") == "false"
    link.click()
    page.wait_for_selector("tbody.open .behind")
    id = page.locator("tbody.open").get_attribute("id")
    assert f"open={id.removeprefix('row-')}" in tab.where
    assert "evacuated" in page.locator("tbody.open mark.claim").first.inner_text()
    assert soon(lambda: page.evaluate("document.activeElement.id") == f"open-{id.removeprefix('row-')}")
    page.locator("tbody.open .reasons summary").first.click()
    assert page.locator("tbody.open .steps").first.is_visible()
    page.locator("tbody.open .what > a").click()
    page.wait_for_selector("tbody.open", state="detached")
    assert "open=" not in tab.where


def test_a_copy_stands_beside_its_twin_with_its_edit_marked(tab: Tab) -> None:
    page = tab.go(f"{AT}?standing=disputed")
    page.locator("tbody.fact a[aria-expanded]").filter(has_text="mission").first.click()
    page.wait_for_selector(".twin mark.edit")
    words = page.locator(".twin mark.edit").all_inner_texts()
    assert "1991" in words and "1994" in words


def test_facets_narrow_and_back_undoes_it(tab: Tab) -> None:
    page = tab.go(AT)
    every = page.locator("tbody.fact").count()
    facet = page.get_by_role("checkbox", name="sanction")
    facet.click()
    page.wait_for_selector("[aria-checked=true]")
    few = page.locator("tbody.fact").count()
    assert 0 < few < every and tab.where == f"{AT}?kind=SANCTION"
    assert page.locator("[role=status]").inner_text().startswith(f"{few} of {every}")
    assert page.evaluate("document.activeElement.getAttribute('aria-checked')") == "true", (
        "the focus stays on the facet"
    )
    page.go_back()
    assert soon(lambda: page.locator("tbody.fact").count() == every)
    assert tab.where == AT
    page.go_forward()
    assert soon(lambda: page.locator("tbody.fact").count() == few)
    page.reload()
    assert page.locator("tbody.fact").count() == few, "the link is the state"


def test_back_closes_an_opened_line(tab: Tab) -> None:
    page = tab.go(AT)
    page.locator("tbody.fact a[aria-expanded]").first.click()
    page.wait_for_selector("tbody.open")
    page.go_back()
    page.wait_for_selector("tbody.open", state="detached")
    assert tab.where == AT and page.locator("[data-chart=band] svg").count() == 1


def test_years_and_words_narrow(tab: Tab) -> None:
    page = tab.go(AT)
    page.get_by_label("Since", exact=True).fill("1930")
    page.get_by_label("Until", exact=True).fill("1940")
    page.get_by_role("button", name="Narrow").click()
    page.wait_for_selector(".lines .empty")
    assert "1930–1940" in page.locator(".lines .empty").inner_text()
    page.get_by_label("Since", exact=True).fill("")
    page.get_by_label("Until", exact=True).fill("")
    page.get_by_label("Words", exact=True).fill("embassy")
    page.get_by_role("button", name="Narrow").click()
    page.wait_for_selector("tbody.fact")
    assert "q=embassy" in tab.where


def test_the_keyboard_alone(tab: Tab) -> None:
    page = tab.go(AT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("tbody.fact a[aria-expanded]").nth(1).get_attribute("id")
    assert page.evaluate("document.activeElement.id") == second
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_selector("tbody.open")
    assert page.locator("tbody.fact").first.get_attribute("class").split() == ["fact", "open"]
    page.keyboard.press("/")
    page.keyboard.type("debt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=debt")
    assert page.locator("mark.hit").count() > 0
    page.goto(f"{tab.site}{AT}")
    box = page.get_by_role("checkbox", name="disputed")
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_selector("[aria-checked=true]")
    assert "standing=disputed" in tab.where


def test_dark_and_light_are_kept(tab: Tab) -> None:
    page = tab.go(AT)
    page.get_by_role("button", name="Dark or light").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.keyboard.press("t")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"


def test_charts_lead_to_their_facts_and_have_tables(tab: Tab) -> None:
    page = tab.go(AT)
    bar = page.locator("[data-chart=band] a[href^='/fact/']").first
    assert bar.get_attribute("aria-label")
    tables = page.locator("details.alternative")
    assert tables.count() == page.locator("[data-chart]").count()
    tables.first.locator("summary").click()
    assert tables.first.locator("tbody tr").count() > 0 and tables.first.locator("table").is_visible()
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fact/*")


def test_a_dot_of_the_index_leads_to_its_year(tab: Tab) -> None:
    page = tab.go(AT)
    dots = page.locator("[data-chart=index] figure:not(.strip) a")
    assert {d.get_attribute("tabindex") for d in dots.all()} == {"-1"}, "the table below has the same links"
    dots.first.click()
    page.wait_for_url("**since=**")
    year = re.search(r"since=(\d+)&until=\1", page.url)
    assert year and year[1] in page.locator("tbody.fact time").first.get_attribute("datetime")
    page.go_back()
    page.locator("details.alternative").nth(1).locator("summary").click()
    assert page.locator("details.alternative").nth(1).locator(f"a[href*='since={year[1]}']").count() > 0


@pytest.mark.parametrize("width", [360, 1200])
def test_changes_narrow_and_lead_to_the_fact(
    browser: Any, record: Path, serve: Callable[..., str], tmp_path: Path, width: int
) -> None:
    old = tmp_path / "old.comity"
    comity.build([EXAMPLE / "fact-sheet.txt", EXAMPLE / "news.jsonl"], old).close()
    context = browser.new_context(viewport={"width": width, "height": 800})
    tab = Tab(context.new_page(), serve(record, against=old))
    page = tab.go("/")
    page.get_by_role("link", name="Changes").click()
    page.wait_for_url("**/changes")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if width < 720:
        page.locator("details.narrow > summary").click()
    page.get_by_role("checkbox", name="new here").click()
    page.wait_for_url("**how=came")
    page.locator("li.came a").first.click()
    page.wait_for_url("**/fact/**")
    context.close()
    assert tab.faults == []


def test_without_scripts_everything_is_there(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + AT)
    assert page.locator("tbody.fact").count() > 10
    page.locator("tbody.fact a[aria-expanded]").first.click()
    assert page.locator("tbody.open mark.claim").count() > 0
    page.get_by_role("checkbox", name="aid", exact=False).first.click()
    assert "kind=AID" in page.url
    context.close()


def test_a_ruling_is_made_on_the_page(browser: Any, record: Path, serve: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "ruled.comity"
    path.write_bytes(record.read_bytes())
    site = serve(path, edit=True)
    context = browser.new_context()
    tab = Tab(context.new_page(), site)
    page = tab.go(f"{AT}?standing=disputed")
    page.locator("tbody.fact a[aria-expanded]").first.click()
    page.get_by_role("link", name="The fact by itself").click()
    form = page.locator("form.ruling").filter(has=page.locator("legend", has_text="Set aside"))
    form.get_by_label("Reason").fill("a misprint")
    form.get_by_label("By").fill("A. Reader")
    form.get_by_role("button").click()
    page.wait_for_selector(".judgement", timeout=60_000)
    assert "a misprint" in page.locator(".judgement").first.inner_text()
    assert [r.verdict for r in rulings.read(path)] == ["set aside"]
    page.get_by_role("link", name="Rulings", exact=True).click()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector("li.undone", timeout=60_000)
    assert [r.verdict for r in rulings.read(path)] == ["set aside", "undo"]
    assert "0 standing" in page.locator(".lead").inner_text()
    context.close()
    assert tab.faults == []
