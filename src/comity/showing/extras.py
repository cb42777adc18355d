"""Libraries that only some formats need: imported when they are wanted, with a clear word where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from comity.errors import ComityError


class MissingExtra(ComityError):
    """A format needs a library that is not installed; the message names the extra that brings it."""


def needed(module: str, extra: str, what: str) -> Any:
    """The module, or MissingExtra: "Parquet needs pyarrow: pip install 'comity[archive]'"."""
    try:
        return import_module(module)
    except (ImportError, OSError) as error:  # OSError: a library of the system that the module loads is missing
        package = module.partition(".")[0]
        raise MissingExtra(f"{what} needs {package} ({error}). Install it: pip install 'comity[{extra}]'") from error
