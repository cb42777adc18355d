"""Which currency a sign or a name stands for, and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from comity.knowledge import Knowledge

LOOSE = frozenset(
    {"USD", "EUR", "GBP", "JPY", "CNY", "RMB", "DM", "Rs", "Rs.", "AUD", "CAD", "CHF", "INR", "FF", "RM", "Rp", "Rp."}
)
"""Signs of letters that stand before any number; the others only before large ones ("COP 26" is no money)."""

PUBLISHERS = {"au": "AUD", "ca": "CAD", "nz": "NZD", "hk": "HKD", "sg": "SGD", "tw": "TWD", "jm": "JMD", "fj": "FJD"}
"""What a bare dollar means on a page published under the country's domain."""


@dataclass(frozen=True, slots=True)
class Currency:
    """One row of ``currencies.tsv``; ``code`` is "" where ISO 4217 has none."""

    code: str
    name: str
    adjectives: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Currencies:
    """Signs and nouns, and what they may mean."""

    signs: dict[str, Currency]
    nouns: dict[str, tuple[Currency, ...]]
    bare: dict[str, Currency]
    strict: frozenset[str]
    adjectives: dict[str, tuple[Currency, ...]]
    qualified: re.Pattern[str]
    written: frozenset[str]

    @staticmethod
    def make(knowledge: Knowledge) -> Currencies:
        """From ``currencies.tsv``."""
        signs: dict[str, Currency] = {}
        nouns: dict[str, list[Currency]] = defaultdict(list)
        bare: dict[str, Currency] = {}
        strict: set[str] = set()
        written: set[str] = set()
        adjectives: dict[str, list[Currency]] = defaultdict(list)
        for row in knowledge.table("currencies.tsv"):
            words = {k: tuple(w.strip() for w in (row[k] or "").split(",") if w.strip()) for k in row if k != "code"}
            code = "" if row["code"].startswith("-") else row["code"]
            currency = Currency(code, row["code"].lstrip("-"), words["adjectives"], words["state"])
            for sign in words["signs"]:
                signs.setdefault(sign, currency)
            written.update(words["nouns"])
            for noun in words["nouns"]:
                nouns[noun.casefold()].append(currency)
            for word in words["bare"]:
                bare[word.casefold()] = currency
            strict.update(w.casefold() for w in words["strict"])
            for adjective in words["adjectives"]:
                adjectives[adjective.casefold()].append(currency)
        either = "|".join(re.escape(a) for a in sorted(adjectives, key=len, reverse=True))
        return Currencies(
            signs,
            {k: tuple(v) for k, v in nouns.items()},
            bare,
            frozenset(strict),
            {k: tuple(v) for k, v in adjectives.items()},
            re.compile(rf"(?<!\w)(?:{either})[\s-]+$", re.I),
            frozenset(written),
        )

    def of_noun(self, noun: str, adjective: str, page: Page) -> tuple[Currency | None, str]:
        """The currency a noun stands for, and the rule: by its adjective, else by the page, else by default."""
        noun = noun.casefold()
        candidates = self.nouns.get(noun, ())
        if adjective:
            for currency in candidates:
                if adjective.casefold() in (a.casefold() for a in currency.adjectives):
                    return currency, f"{adjective} {noun}"
        if len(candidates) == 1:
            return candidates[0], noun
        if noun.startswith("dollar"):
            return self.dollar(page)
        default = self.bare.get(noun)
        named = [(page.named(c), -n, c) for n, c in enumerate(candidates)]
        most = max(named, default=(0, 0, None), key=lambda t: t[:2])
        if most[0] and most[2] is not None and (default is None or page.named(default) * 3 < most[0]):
            return self._then(most[2], candidates, page), f"bare {noun}, of the country the text names"
        if default is not None:
            return self._then(default, candidates, page), f"bare {noun}, read as {default.name}"
        return None, f"bare {noun}, of no country the text names"

    def _then(self, currency: Currency, candidates: tuple[Currency, ...], page: Page) -> Currency:
        """The Soviet rouble for the Russian one where the text tells of the Soviet Union."""
        if currency.code == "RUB" and page.soviet:
            return next((c for c in candidates if c.code == "SUR"), currency)
        return currency

    def dollar(self, page: Page) -> tuple[Currency, str]:
        """What a bare "$" means on this page."""
        if code := PUBLISHERS.get(page.domain):
            found = next(c for c in self.nouns["dollar"] if c.code == code)
            return found, f"bare dollar, on a page of .{page.domain}"
        return self.bare["$"], "bare dollar, read as USD"


class Page:
    """What a document tells about whose money it counts in: its publisher's domain and the states it names."""

    def __init__(self, text: str, url: str, states: Counter[str] | None = None) -> None:
        self.states = states or Counter()
        host = re.search(r"(?:https?://)?([\w.-]+)", url or "")
        self.domain = host.group(1).rsplit(".", 1)[-1].casefold() if host else ""
        self.text = text[:200_000]
        self._counts: dict[str, int] = {}

    def named(self, currency: Currency) -> int:
        """How often the text names the currency's country."""
        return sum(self.states[s] for s in currency.states) or max(
            (self._count(a) for a in currency.adjectives), default=0
        )

    @property
    def soviet(self) -> bool:
        """Whether the text speaks of Soviet times more than of Russia."""
        return self._count("Soviet") > self._count("Russian")

    def _count(self, word: str) -> int:
        if word not in self._counts:
            self._counts[word] = self.text.count(word)
        return self._counts[word]
