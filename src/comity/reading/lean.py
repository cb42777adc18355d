"""spaCy without what reading never asks for: its command line and its tables of language codes, half its import.

``import spacy`` imports the command line for the sake of one function, ``spacy.info``, and with it an HTTP client, a
template engine and a YAML file; ``langcodes`` reads its tables as it is imported. Both are loaded here when somebody
first asks them for anything.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from importlib import import_module
from types import ModuleType
from typing import Any


def spacy() -> Any:
    """The module ``spacy``; as its own import makes it, but that ``spacy.info`` and ``langcodes`` are loaded at use."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    if "langcodes" not in sys.modules:
        sys.modules["langcodes"] = _Later("langcodes")
    _group_entry_points()
    stand_in = ModuleType("spacy.cli.info")
    stand_in.info = _info  # type: ignore[attr-defined]
    sys.modules["spacy.cli"], sys.modules["spacy.cli.info"] = ModuleType("spacy.cli"), stand_in
    try:
        return import_module("spacy")
    finally:
        del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]


def know_less(vocab: Any) -> None:
    """Let the vocabulary note of a word that it meets only what is asked here, not whether it is a URL and so on."""
    from spacy import attrs

    asked = ("LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE", "LIKE_NUM")
    getters = vocab.lex_attr_getters
    vocab.lex_attr_getters = {attrs.IDS[name]: getters[attrs.IDS[name]] for name in asked}


def find_lemmas(lemmatizer: Any) -> None:
    """Let the lemmatiser look a word up in its index, which it else would go through from the first word on."""
    index = lemmatizer.lookups.get_table("lemma_index")
    for kind, words in list(index.items()):
        index[kind] = frozenset(words)


def _group_entry_points() -> None:
    """Let the registries find what other packages offer by its group, not by a search through all of it each time."""
    import catalogue

    points = catalogue.AVAILABLE_ENTRY_POINTS
    if isinstance(points, dict):  # Python 3.11: grouped already, but asked otherwise
        catalogue.AVAILABLE_ENTRY_POINTS = dict(dict.items(points))
    else:
        grouped = catalogue.AVAILABLE_ENTRY_POINTS = defaultdict(list)
        for point in points:
            grouped[point.group].append(point)


class _Later(ModuleType):
    """Stands for a module that is imported when something of it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _info(*given: Any, **named: Any) -> Any:
    """``spacy.info``, from the command line that is imported now."""
    return import_module("spacy.cli.info").info(*given, **named)
