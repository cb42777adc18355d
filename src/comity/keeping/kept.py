"""Record values that remember their record, so that they can say why they are there."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar

from comity.models import Amount, Claim, Dispute, Fact

if TYPE_CHECKING:
    from comity.keeping.record import Record
    from comity.keeping.why import Explanation


K = TypeVar("K", bound="KeptFact | KeptDispute | KeptClaim | KeptAmount")


class Why(str):
    """One line of reason, as weighing gave it; called, the whole explanation with sentences, rules and rival values."""

    record: Record
    id: str

    def __call__(self) -> Explanation:
        return self.record.why(self.id)

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)  # a copy that leaves its record is the line alone


class KeptFact(Fact):
    """A :class:`comity.models.Fact` of an open record: ``fact.why`` is one line, ``fact.why()`` the whole reason."""

    __slots__ = ("record",)
    record: Record
    why: Why

    def title(self) -> str:
        """What the fact says, in plain words."""
        return self.record.title(self)


class KeptDispute(Dispute):
    """A :class:`comity.models.Dispute` of an open record: ``why()`` shows its sides in their places."""

    __slots__ = ("record",)
    record: Record
    why: Why


class KeptClaim(Claim):
    """A :class:`comity.models.Claim` of an open record."""

    __slots__ = ("record",)
    record: Record

    def why(self) -> Explanation:
        """The sentence, the rules and the copies behind this claim."""
        return self.record.why(self.id)


class KeptAmount(Amount):
    """A :class:`comity.models.Amount` of an open record."""

    __slots__ = ("record",)
    record: Record

    def why(self) -> Explanation:
        """The sentence and the rules behind this amount."""
        return self.record.why(self.id)


def keep(kind: type[K], value: Any, record: Record) -> K:
    """``value`` as ``kind``, remembering ``record``."""
    kept = kind(*(getattr(value, f.name) for f in dataclasses.fields(value)))
    object.__setattr__(kept, "record", record)
    if isinstance(kept, KeptFact | KeptDispute):
        why = Why(value.why)
        why.record = record
        why.id = value.id
        object.__setattr__(kept, "why", why)
    return kept
