"""Who may be a side of an act: the parties that a sentence names, those told of before it, the passage's pair."""

from __future__ import annotations

from collections.abc import Iterable

from comity.models import Mention, Sentence
from comity.reading.acts.cast import Cast, base
from comity.reading.acts.clause import Clauses

FROM_RULES, FROM_DEEDS, FROM_PAIR = 7, 8, 9
"""What stands for a distance in sentences where a party is known otherwise than by its name."""
_BACK = 4
"""How many sentences back a party may have been named."""
_NAMES = 10
_MOST = 6


class Named:
    """The parties that one sentence names. ``at``: code -> (token, mention) pairs, each mention at its head, the first
    in the text first; ``order``: (token, code) in the order of the text."""

    __slots__ = ("at", "order")

    def __init__(self, view: Clauses, cover: dict[int, list[Mention]]) -> None:
        self.at: dict[str, list[tuple[int, Mention]]] = {}
        self.order: list[tuple[int, str]] = []
        for t in sorted(cover):
            held = cover[t]
            up = view.head[t]
            above = cover.get(up, ()) if up != t else ()
            if not held:
                continue
            longest = held[0]
            for m in held:
                code = base(m.actor)
                if not code or code == "UNK" or any(o is m for o in above):
                    continue
                if m.at.end != longest.at.end and base(longest.actor) == code:
                    continue
                self.at.setdefault(code, []).append((t, m))
                self.order.append((t, code))


def candidates(named: Named, cast: Cast, sentence: Sentence, floor: int, ruled: Iterable[str]) -> dict[str, int]:
    """Code -> how many sentences before it was named last (0: in the sentence itself; else what stands for a distance),
    at most six of them. ``ruled``: the codes that the rules chose; ``floor``: where the paragraph starts."""
    out = dict.fromkeys(ruled, FROM_RULES)
    for code in named.at:
        out[code] = 0
    near = 0
    for m in cast.back(sentence.at.start, _NAMES):
        gap = sentence.n - m.sentence
        if near == 3 or gap > _BACK or (m.at.start < floor and gap > 2):
            break
        code = base(m.actor)
        if out.get(code, FROM_RULES) == FROM_RULES:
            near += code not in out
            out[code] = gap
    for code in cast.pair or ():
        out.setdefault(code, FROM_PAIR)
    for d in cast.deeds[:-4:-1]:
        for code in (*d.actors, *d.recipients) if sentence.n - d.sentence <= _BACK else ():
            out.setdefault(code, FROM_DEEDS)
    for nobody in ("UNK", ""):
        out.pop(nobody, None)
    if len(out) > _MOST:
        pair = cast.pair or ()
        kept = sorted(out, key=lambda c: (c not in pair, out[c] != FROM_RULES and out[c], c))[:_MOST]
        out = {c: gap for c, gap in out.items() if c in kept}
    return out
