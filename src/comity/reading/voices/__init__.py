"""Who says so: the voice of each claim, statements, polls and the passages that bear on lasting issues.

attribute   claims -> claims with speakers and reported modality; statements, polls, passages
"""

from __future__ import annotations

import dataclasses

from comity.knowledge import Knowledge
from comity.models import Reading
from comity.reading.voices.polls import polls

__all__ = ["attribute"]


def attribute(reading: Reading, knowledge: Knowledge) -> Reading:
    """Speakers of claims, statements, polls and passages."""
    return dataclasses.replace(reading, polls=polls(reading, knowledge))
