"""spaCy without what reading never asks for: its command line and its tables of language codes, half its import.

``import spacy`` imports the command line for the sake of one function, ``spacy.info``, and with it an HTTP client, a
template engine and a YAML file; ``langcodes`` reads its tables as it is imported. Both are loaded here when somebody
first asks them for anything.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import Any


def spacy() -> Any:
    """The module ``spacy``; as its own import makes it, but that ``spacy.info`` and ``langcodes`` are loaded at use."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    if "langcodes" not in sys.modules:
        _defer("langcodes")
    stand_in = ModuleType("spacy.cli.info")
    stand_in.info = _info  # type: ignore[attr-defined]
    sys.modules["spacy.cli"], sys.modules["spacy.cli.info"] = ModuleType("spacy.cli"), stand_in
    try:
        return import_module("spacy")
    finally:
        del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]


def _defer(name: str) -> None:
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


def _info(*given: Any, **named: Any) -> Any:
    """``spacy.info``, from the command line that is imported now."""
    return import_module("spacy.cli.info").info(*given, **named)
