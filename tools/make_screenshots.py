"""Make docs/screenshots/*.png: the pages over the examples, as Chromium shows them.

    python tools/make_screenshots.py [RECORD]

Without RECORD the record is built from ``examples/`` first. Needs Chromium (Debian: apt-get install chromium).
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

import comity
from comity.keeping.record import Record
from comity.showing.web.app import make_app

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "docs" / "screenshots"
PAIR = "/pair/KHM-USA"


def shots(record: Path) -> list[tuple[str, str, str, int, int]]:
    """(name, address, scheme, width, height) of every picture."""
    with Record(record) as held:
        copied = {c.a.document for c in held.copies()} | {c.b.document for c in held.copies()}
        document = min(copied, key=lambda d: held.document(d).characters)
        quarrel = next(d.fact for d in held.dyad("KHM", "USA").disputes() if d.kind == "variant" and d.fact)
    return [
        ("front", "/", "light", 1200, 820),
        ("pair", PAIR, "light", 1200, 1240),
        ("pair-dark", PAIR, "dark", 1200, 900),
        ("pair-phone", PAIR, "light", 390, 1000),
        ("evidence", f"{PAIR}?standing=disputed&open={quarrel}#row-{quarrel}", "light", 1200, 900),
        ("fact", f"/fact/{quarrel}", "light", 1200, 1100),
        ("disputes", f"{PAIR}/disputes", "light", 1200, 900),
        ("document", f"/document/{document.replace('/', '%2F')}", "light", 1200, 900),
        ("lineage", "/lineage", "light", 1200, 860),
        ("money", f"{PAIR}/money", "light", 1200, 900),
        ("people", f"{PAIR}/people", "light", 1200, 820),
        ("threads", f"{PAIR}/threads", "light", 1200, 820),
        ("thirds", f"{PAIR}/thirds", "light", 1200, 820),
        ("method", "/method#errors", "light", 1200, 820),
        ("search", "/search?q=embass*", "light", 1200, 760),
    ]


def serve(record: Path) -> tuple[Any, threading.Thread, str]:
    """A running server, its thread and its address."""
    sock = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(record), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    return server, thread, f"http://127.0.0.1:{sock.getsockname()[1]}"


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no chromium here: apt-get install chromium", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            record = Path(sys.argv[1])
        else:
            record = Path(folder) / "examples.comity"
            comity.build([ROOT / "examples"], record).close()
        server, thread, site = serve(record)
        PLACE.mkdir(parents=True, exist_ok=True)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for name, address, scheme, width, height in shots(record):
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
                )
                page.goto(site + address)
                page.wait_for_load_state("networkidle")
                if part := address.partition("#")[2]:
                    page.locator(f"#{part}").evaluate("there => there.scrollIntoView()")
                page.screenshot(path=PLACE / f"{name}.png")
                page.close()
                print(PLACE / f"{name}.png")
            browser.close()
        server.should_exit = True
        thread.join(10)
    return 0


if __name__ == "__main__":
    sys.exit(main())
