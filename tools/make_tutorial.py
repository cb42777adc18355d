"""Make docs/tutorial.md and docs/exports.md, and the picture in README.md, with what comity really prints.

    python tools/make_tutorial.py [--check]

The pages are written in tools/pages/; a block of the language ``console`` holds commands after ``$``, and what each
prints is put below it, lines cut to as many characters as the number after ``console`` says. In README.md the block
after ``<!-- made NUMBER: COMMAND -->`` is made anew. ``--check`` writes nothing and ends with 1 where a file is stale.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "tools" / "pages"
_BLOCK = re.compile(r"```console(?: (\d+))?\n(.*?)```", re.DOTALL)
_MADE = re.compile(r"(<!-- made (\d+): (.+?) -->\n```text\n).*?(```)", re.DOTALL)


class Stage:
    """A folder with the examples, in which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "examples").symlink_to(ROOT / "examples")
        bin = folder / ".bin"
        bin.mkdir()
        script = f'#!/bin/sh\nexec "{sys.executable}" -m comity.showing.cli "$@"\n'
        (bin / "comity").write_text(script)
        (bin / "comity").chmod(0o755)
        self.environment = {
            "PATH": f"{bin}:{os.environ['PATH']}",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT / "src"),
            "COLUMNS": "100",
        }

    def run(self, command: str, width: int = 10_000) -> str:
        """What a command prints, with what it says on the standard error stream after it; lines cut to ``width``."""
        ran = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.environment, capture_output=True)
        said = (ran.stdout + ran.stderr).decode("utf-8")
        if ran.returncode not in (0, 1) or "Traceback" in said:
            raise RuntimeError(f"{command}\n{said}")
        return "".join(f"{_cut(line.rstrip(), width)}\n" for line in said.splitlines())


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"


def page(text: str, stage: Stage) -> str:
    """A page with its commands run, in their order."""

    def block(found: re.Match[str]) -> str:
        out = []
        for line in found[2].splitlines():
            if line.startswith("$ "):
                out.append(f"{line}\n{stage.run(line[2:], int(found[1] or 10_000))}")
        return f"```console\n{chr(10).join(out)}```"

    return _BLOCK.sub(block, text)


def picture(text: str, stage: Stage) -> str:
    """README.md with its pictures made anew."""
    return _MADE.sub(lambda m: f"{m[1]}{stage.run(m[3], int(m[2]))}{m[4]}", text)


def main() -> int:
    made: dict[Path, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        stage.run("comity build examples/cambodia-united-states -o relations.comity")
        for source in sorted(PAGES.glob("*.md")):
            made[ROOT / "docs" / source.name] = page(source.read_text(encoding="utf-8"), stage)
        readme = ROOT / "README.md"
        made[readme] = picture(readme.read_text(encoding="utf-8"), stage)
    stale = [p for p, held in made.items() if not p.exists() or p.read_text(encoding="utf-8") != held]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path}: stale: run python tools/make_tutorial.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(made[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
