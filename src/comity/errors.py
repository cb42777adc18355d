"""What comity raises, for people: what is wrong, where, and what to do next.

ComityError
├── InputError              a path or a document that cannot be read
│   ├── NoSuchInput         a path or glob that names nothing
│   ├── NotText             bytes that are no text: binary, or broken UTF-8
│   ├── NothingToRead       an empty document, or a page or PDF without any text
│   ├── TooLarge            more bytes, or deeper nesting, than a document may have
│   ├── SameName            two documents of one name
│   └── MissingReader       a format whose reader is an extra that is not installed
├── RecordError             a record that cannot be opened or written     (comity.keeping.faults)
├── BuildError              nothing could be built                        (comity.keeping.faults)
├── UnknownActor            no state or organisation goes by this name    (comity.keeping.faults)
├── UnknownId               nothing in the record has this id             (comity.keeping.faults)
├── MissingExtra            a library that only some formats need         (comity.showing.extras)
├── BadWindow               what was given for since or until is no date  (comity.keeping.faults)
└── BadRuling               a judgement that cannot be made               (comity.keeping.faults)
"""

from __future__ import annotations


class ComityError(Exception):
    """Everything that comity raises on purpose; its message is one line that a person can act upon."""


class InputError(ComityError):
    """A path or a document that cannot be read.

    ``path`` is what was given (for a line of JSON Lines, the file); ``what`` is wrong; ``where`` in it (a byte, a
    line), "" for all of it; ``todo`` is what to do next.
    """

    def __init__(self, path: str, what: str, where: str = "", todo: str = "") -> None:
        self.path, self.what, self.where, self.todo = path, what, where, todo
        super().__init__(f"{path}: {what}{f' at {where}' if where else ''}.{f' {todo}' if todo else ''}")


class NoSuchInput(InputError):
    """A path or glob that names nothing."""


class NotText(InputError):
    """Bytes that are no text: binary, or broken UTF-8."""


class NothingToRead(InputError):
    """An empty document, or a page or PDF without any text."""


class TooLarge(InputError):
    """More bytes, or deeper nesting, than a document may have."""


class SameName(InputError):
    """Two documents of one name."""


class MissingReader(InputError):
    """A format whose reader is an extra that is not installed."""
