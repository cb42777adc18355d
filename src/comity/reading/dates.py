from comity.knowledge import Knowledge
from comity.models import Reading


def find(reading: Reading, knowledge: Knowledge) -> Reading:
    return reading
