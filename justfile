# comity's chores; `just` alone lists them.

default:
    @just --list

# install what the tests need and run every check
check:
    bash tools/check

# run the tests only
test *ARGS:
    .venv/bin/python -m pytest -n 2 {{ARGS}}

# score the working tree against the gold in ../shared
figures *ARGS:
    .venv/bin/python tools/figures.py {{ARGS}}

# measure every figure and write the floors anew
floors:
    .venv/bin/python tools/make_floors.py

# train the classifier of acts from training/ and print its figures
train *ARGS:
    .venv/bin/python tools/train.py {{ARGS}}

# comity beside spaCy, UniversalPetrarch and HeidelTime in one run: ratios
bench *ARGS:
    .venv/bin/python tools/bench_peers.py {{ARGS}}

# characters/s, share of time and peak memory of each stage
stages *ARGS:
    .venv/bin/python tools/bench.py {{ARGS}}

format:
    .venv/bin/ruff check --fix .
    .venv/bin/ruff format .

# check the pinned packages against known advisories (needs the network)
audit:
    pipx run pip-audit -r constraints.txt --no-deps --disable-pip
