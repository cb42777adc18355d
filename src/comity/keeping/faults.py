"""What can go wrong with a record: every message says what is wrong, where, and what to do next."""

from __future__ import annotations

from comity.errors import ComityError


class RecordError(ComityError):
    """The file is no record, is damaged, was written by another comity, or cannot be written."""


class BuildError(ComityError):
    """Nothing could be built: no document, or none that could be read."""


class UnknownActor(ComityError):
    """No state or organisation goes by this name. ``suggestions`` are codes that may be meant."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class UnknownId(ComityError):
    """No claim, fact, dispute or amount has this id, or several begin with it."""


class BadWindow(ComityError):
    """What was given for since or until is no date."""


class BadRuling(ComityError):
    """A judgement that cannot be made: no reason, no such value, or a verdict that its target does not take."""
