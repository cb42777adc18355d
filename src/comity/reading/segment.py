"""Sentences."""

import dataclasses
import re

from comity.knowledge import Knowledge
from comity.models import Evidence, Reading, Sentence


def split(reading: Reading, knowledge: Knowledge) -> Reading:
    text, name = reading.document.text, reading.document.document
    sentences = []
    for m in re.finditer(r"\S.*?(?:[.!?][\"”’)\]]*(?=\s+[A-Z\"“(])|(?=\n)|$)", text):
        if m.group().strip():
            inside = any(f.at.start < m.end() and m.start() < f.at.end for f in reading.furniture)
            at = Evidence(name, m.start(), m.end(), m.group())
            sentences.append(Sentence(at, len(sentences), text.count("\n", 0, m.start()), inside))
    return dataclasses.replace(reading, sentences=tuple(sentences))
