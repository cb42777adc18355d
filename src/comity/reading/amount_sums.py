"""Which amounts of a document may be summed: shares, stocks, promises and parts of other amounts may not."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from comity.knowledge import Knowledge
from comity.models import Amount

MOST = 100
"""How many totals between the same hands an amount is held against."""

_RATE = re.compile(
    r"\s*(?:(?:a|an|per|each|every)\s+(?:year|month|week|day|annum|capita|head|barrel|tonne?|person|family|unit)\b"
    r"|annually|yearly|monthly|weekly|daily)",
    re.I,
)
_AVERAGE = re.compile(r"\b(?:an average of|on average|averaging|averaged|an annual|annual)\s+$", re.I)
COVERS = {"aid": frozenset({"aid", "grant", "loan"})}
"""What a total of one kind may hold besides its own kind."""


def judge(amounts: tuple[Amount, ...], text: str, knowledge: Knowledge) -> tuple[Amount, ...]:
    """The amounts of one document with ``adds`` and ``adds_why``. Copies in other documents are judged by weighing."""
    table = knowledge.table("amount_kinds.toml")["sums"]
    made = []
    totals: dict[tuple[str, str, str], list[Amount]] = defaultdict(list)
    for amount in amounts:
        if "/" in amount.when and len(totals[_hands(amount)]) < MOST:
            totals[_hands(amount)].append(amount)
    for n, amount in enumerate(amounts):
        why = ""
        if n and _named_part(amounts[n - 1], amount, text):
            why = f"part of {amounts[n - 1].at.quote}: the text says so"
        if _RATE.match(text, amount.at.end, amount.at.end + 24) or _AVERAGE.search(
            text[max(0, amount.at.start - 24) : amount.at.start]
        ):
            why = why or "so much for each of several times or things, not a sum"
        why = why or _alone(amount, table["never"], table["stages"])
        if not why:
            whole = next((o for o in totals[_hands(amount)] if o is not amount and _part(amount, o, table)), None)
            why = f"part of {whole.at.quote} for {whole.when}" if whole else ""
        adds = not why
        made.append(replace(amount, adds=adds, adds_why=why or _reason(amount)))
    return tuple(made)


def _reason(amount: Amount) -> str:
    if "/" in amount.when:
        return f"a total for {amount.when}, which no other amount of this page holds"
    return f"{amount.kind} from {amount.payer} to {amount.recipient}" if amount.payer else amount.kind


def _alone(amount: Amount, never: dict[str, str], stages: dict[str, str]) -> str:
    """Why the amount cannot be summed whatever stands beside it, "" where it may be."""
    if amount.kind in never:
        return never[amount.kind]
    if amount.value is None:
        return "no one number"
    if not amount.currency:
        return "no currency of ISO 4217"
    if amount.stage in stages:
        return stages[amount.stage]
    if not amount.kind:
        return "the text does not say what it is"
    if not (amount.payer and amount.recipient) and amount.kind != "trade":
        return "the text does not say who paid whom"
    return ""


def _named_part(whole: Amount, part: Amount, text: str) -> bool:
    """Whether the text says that an amount is part of the one before: "$9 million, including $2 million for …"."""
    if part.sentence != whole.sentence or part.currency != whole.currency or not (part.value and whole.value):
        return False
    between = text[whole.at.end : part.at.start].casefold()
    said = any(word in between for word in ("including", "of which", "of this", "of that", "among them", "comprising"))
    return said and part.value <= whole.value


def _hands(amount: Amount) -> tuple[str, str, str]:
    """Payer and recipient as states, and the currency."""
    return amount.payer.partition("/")[0], amount.recipient.partition("/")[0], amount.currency


def _part(part: Amount, whole: Amount, table: dict[str, dict[str, str]]) -> bool:
    """Whether a total for a longer time, of the same hands, holds the amount: same kind, within its years."""
    if part.value is None or whole.value is None or whole.value < part.value:
        return False
    if whole.stage in table["stages"] or part.kind not in COVERS.get(whole.kind, frozenset({whole.kind})):
        return False
    inner, outer = _years(part.when), _years(whole.when)
    if inner is None or outer is None or outer[1] - outer[0] < 1 or inner == outer:
        return False
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _years(edtf: str) -> tuple[int, int] | None:
    """First and last year of a date; an open end lasts for ever."""
    first, slash, last = edtf.partition("/")
    start = first[:4].replace("X", "0")
    end = (last if slash else first)[:4].replace("X", "9")
    if not start.isdigit():
        return None
    return int(start), int(end) if end.isdigit() else 9999
