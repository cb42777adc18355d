"""Write ``src/comity/knowledge/shipped.json``: the SHA-256 of every file of the knowledge.

python tools/make_manifest.py [--check]
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files

from comity.knowledge.shipped import MANIFEST, digests


def main() -> None:
    root = files("comity.knowledge")
    with_end = json.dumps(digests(root), indent=1) + "\n"
    manifest = root / MANIFEST
    if "--check" in sys.argv[1:]:
        if not manifest.is_file() or manifest.read_text(encoding="utf-8") != with_end:
            sys.exit(f"{MANIFEST} is not up to date: run python tools/make_manifest.py")
        return
    with open(str(manifest), "w", encoding="utf-8") as out:
        out.write(with_end)


if __name__ == "__main__":
    main()
