"""Feed ingest, reading, rulings and manifests what coverage-guided fuzzing makes up, until stopped or until one breaks.

    pip install atheris && python tools/fuzz.py bytes|text|rulings|manifest [libFuzzer options]

An option is ``-max_total_time=600``. The checks are those of ``tests/test_fuzz.py``. What breaks is written to a file
``crash-…`` in the folder one is in.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import atheris

with atheris.instrument_imports(include=["comity"]):
    import test_fuzz


def _bytes(data: bytes) -> None:
    source = atheris.FuzzedDataProvider(data)
    suffix = test_fuzz.SUFFIXES[source.ConsumeIntInRange(0, len(test_fuzz.SUFFIXES) - 1)]
    test_fuzz.check_bytes(suffix, source.ConsumeBytes(source.remaining_bytes()))


def _text(data: bytes) -> None:
    source = atheris.FuzzedDataProvider(data)
    test_fuzz.check_text(source.ConsumeUnicode(2000))


def main() -> None:
    checks = {"rulings": test_fuzz.check_rulings, "manifest": test_fuzz.check_manifest}
    targets = {"bytes": _bytes, "text": _text} | checks
    if len(sys.argv) < 2 or sys.argv[1] not in targets:
        sys.exit(__doc__)
    target = targets[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
