"""How much, from whom, to whom, for which period."""

from comity.knowledge import Knowledge
from comity.models import Reading


def find(reading: Reading, knowledge: Knowledge) -> Reading:
    """The sums and shares written in the text."""
    return reading


def assign_roles(reading: Reading, knowledge: Knowledge) -> Reading:
    """Payer, recipient, purpose, kind and period of each amount, and whether it may be summed."""
    return reading
