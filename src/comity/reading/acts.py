"""What was done: claims."""

from comity.knowledge import Knowledge
from comity.models import Reading


def find(reading: Reading, knowledge: Knowledge) -> Reading:
    """Claims from act frames over the parses."""
    return reading


def derive(reading: Reading, knowledge: Knowledge) -> Reading:
    """Status, statements, polls, measures, passages and unread sentences, from the claims."""
    return reading
