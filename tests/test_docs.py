"""The documentation: pages that are made are what their scripts make, links lead somewhere, the site builds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import make_figures_docs
from comity.showing import measured
from comity.showing.export import FORMATS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.glob("*.md")])
_LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


@pytest.mark.parametrize(
    "tool", ["make_codebook_docs", "make_api_docs", "make_record_docs", "make_tutorial", "make_figures_docs"]
)
def test_a_made_page_is_what_its_script_makes(tool: str) -> None:
    command = [sys.executable, str(ROOT / "tools" / f"{tool}.py"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_measured_error_rates_are_those_of_the_tree(shared: Path) -> None:
    """One set is measured anew; what is shipped is what it gives, to a point or two of the stages' last change."""
    held = {m["what"]: m for m in measured.figures() if m["on"] == "second"}
    fresh = {m["what"]: m for m in make_figures_docs.measured("second")["measures"]}
    assert held.keys() == fresh.keys()
    stale = {
        f"{what} {share}: {held[what][share]} shipped, {m[share]} measured"
        for what, m in fresh.items()
        for share in measured.SHARES
        if share in m and abs(m[share] - float(held[what][share])) > 0.02
    }
    assert not stale, "run tools/make_figures_docs.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target, _ in _LINK.findall(prose):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links {target}, which is not there"


def test_the_site_builds(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for page in DOCS.glob("*.md"):
        assert (tmp_path / "site" / f"{page.stem}.html").exists(), f"{page.name} is not in the site"
    held = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="https?://', held)


def test_every_page_is_in_the_navigation() -> None:
    listed = re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(listed) == sorted(p.name for p in DOCS.glob("*.md"))


def test_every_format_is_described_with_an_example() -> None:
    page = (ROOT / "tools" / "pages" / "exports.md").read_text(encoding="utf-8")
    for form in FORMATS:
        assert f"| `{form}` |" in page
        assert f"--as {form}\n" in page or form in ("csv", "parquet"), form


def test_the_documented_export_runs(tmp_path: Path) -> None:
    """The example of a new export in docs/extending.md is code that works."""
    import comity

    from .handmade import record_file

    page = (DOCS / "extending.md").read_text(encoding="utf-8")
    code = page.split("## An export")[1].split("```python\n")[1].split("```")[0]
    made: dict[str, object] = {}
    exec(compile(code, "extending.md", "exec"), made)
    (tmp_path / "out").mkdir()
    made["write"](comity.open_record(record_file(tmp_path)), tmp_path / "out")  # type: ignore[operator]
    assert (tmp_path / "out" / "documents.txt").read_text() == "away.txt\nhome.txt\n"
