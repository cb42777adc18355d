"""How much: sums of money in any written form, percentages and shares.

Anchors (currency signs and names, "percent", fractions) are found with one automaton in one pass; around each, a
small anchored grammar reads the number. Counts of people or things are no amounts.
"""

from __future__ import annotations

import bisect
import dataclasses
import hashlib
import re
from collections import Counter
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from comity.knowledge import Knowledge
from comity.models import Amount, Evidence, Reading
from comity.reading.amount_roles import read_roles
from comity.reading.amount_sums import judge
from comity.reading.currencies import LOOSE, Currencies, Currency, Page
from comity.reading.numbers import DIGITS, QUANTITY, SCALE, value

REACH = 110
"""How far from its anchor a number is looked for, in code points."""

_PERCENT = ("%", "percent", "per cent", "pct", "percentage point", "percentage points", "per-cent", "％")
_DENOMINATOR = {"third": 3, "quarter": 4, "half": 2, "fifth": 5, "tenth": 10, "fourth": 4}
_SHARES = ("half of", "half the", *(f"{d}{s} of" for d in _DENOMINATOR if d != "half" for s in ("", "s")))
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "seven": 7, "nine": 9}
_NUMERATOR = re.compile(rf"(?<!\w)({'|'.join(_COUNTS)})[\s-]+$", re.I)
_AFTER = re.compile(r"(?:\s?\+|[\s-]plus\b|\s+or (more|so|less)\b)", re.I)
_RIGHT = re.compile(
    rf"\s?(?P<a>{DIGITS})(?P<as>{SCALE})?(?:\s?(?P<join>-|–|—|to|and|or)\s?"
    rf"(?P<sign>(?:US|U\.S\.|[A-Z]{{1,3}})?[$€£¥₹]\s?)?"
    rf"(?P<b>{DIGITS})(?P<bs>{SCALE})?)?",
    re.I,
)
_LEFT = re.compile(
    rf"(?<![\w.,$€£])(?P<a>{QUANTITY})(?:\s?(?P<join>-|–|—|to|and|or)\s?(?P<b>{QUANTITY}))?[\s-]*(?:of\s+|worth\s+of\s+)?$",
    re.I,
)
_SPOKEN = re.compile(
    r"(?<!\w)(?P<n>one|two|three|four|five|six|seven|eight|nine|\d{1,2})(?: |-)"
    r"(?:in|out of)(?: |-)(?P<d>three|four|five|ten|20|100|10|[3-5])"
    r"(?= (?:[A-Z]\w+s\b|people|voters|respondents|adults|citizens|residents|men|women))",
    re.I,
)
_MINTED = re.compile(r"[\s-](?:coin|banknote|note|bill|stamp|piece)s?\b")
"""What bears its value on its face, and is no sum: "a two-dollar coin"."""
_TAIL = re.compile(
    r"[\s-]*(?:US|U\.S\.|American)?\s?(?:dollars|euros|pounds sterling|pounds|sterling|yen|yuan|rupees)\b", re.I
)


Bounds = tuple[float | None, float | None, float | None]
"""Value, low, high."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The automaton over everything that shows an amount."""

    automaton: AhoCorasick
    words: tuple[str, ...]
    currencies: Currencies
    qualifiers: dict[str, str]
    before: re.Pattern[str]
    no_share: re.Pattern[str]
    before_half: re.Pattern[str]

    @staticmethod
    def make(knowledge: Knowledge) -> Anchors:
        """From ``currencies.tsv`` and ``amounts.toml``."""
        table = knowledge.table("amounts.toml")

        def either(words: list[str]) -> str:
            return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))

        currencies = knowledge.compiled("currencies", Currencies.make)
        words = {*currencies.signs, "$", *_PERCENT, *_SHARES}
        for noun in currencies.written:
            words |= {noun, noun.capitalize(), noun.upper()}
        words |= {w.capitalize() for w in _PERCENT}
        ordered = tuple(sorted(words))
        times = either(table["no_share"]["words"])
        return Anchors(
            AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest),
            ordered,
            currencies,
            table["qualifiers"],
            re.compile(rf"(?<!\w)({either(list(table['qualifiers']))})\s+$", re.I),
            re.compile(rf"(?:\s+of)?\s*(?:an?\s+|the\s+)?(?:(?:{times})\b|\d{{4}})", re.I),
            re.compile(rf"(?<!\w)(?:{either(table['no_share']['before_half'])})[\s-]+$", re.I),
        )


@dataclass(frozen=True, slots=True)
class Found:
    """An amount before it has a sentence: offsets, value and bounds, currency, qualifier, rule."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    currency: str
    kind: str
    rule: str
    qualifier: str = ""


def find(reading: Reading, knowledge: Knowledge) -> Reading:
    """The sums and shares written in the text, outside furniture."""
    anchors = knowledge.compiled("amounts", Anchors.make)
    document = reading.document
    states = Counter(m.actor.partition("/")[0] for m in reading.mentions if m.kind in ("state", "organ", "place"))
    page = Page(document.text, document.url, states)
    starts = [s.at.start for s in reading.sentences]
    amounts: list[Amount] = []
    for f in spans(document.text, anchors, page):
        n = bisect.bisect_right(starts, f.start) - 1
        if n >= 0 and (reading.sentences[n].furniture or f.start >= reading.sentences[n].at.end):
            continue
        at = Evidence(document.document, f.start, f.end, document.text[f.start : f.end])
        amounts.append(
            Amount(
                id=identity(at),
                at=at,
                value=f.value,
                low=f.low,
                high=f.high,
                currency=f.currency,
                qualifier=f.qualifier,
                kind=f.kind,
                rule=f.rule,
                sentence=n,
            )
        )
    return dataclasses.replace(reading, amounts=tuple(amounts))


def identity(at: Evidence) -> str:
    """The amount's id: "a" and ten hexadecimal digits of what it stands on."""
    return "a" + hashlib.sha256(f"{at.document}\0{at.start}\0{at.end}".encode()).hexdigest()[:10]


def spans(text: str, anchors: Anchors, page: Page) -> list[Found]:
    """Every amount of ``text``, in order, none within another."""
    found: list[Found] = []
    for word, start, end in anchors.automaton.find_matches_as_indexes(text):
        if found and start < found[-1].end:
            continue
        made = _read(text, anchors.words[word], start, end, anchors, page)
        for f in made:
            if not found or f.start >= found[-1].end:
                found.append(_qualified(text, f, anchors))
    found += [
        _qualified(text, f, anchors) for f in _spoken(text) if all(f.end <= g.start or f.start >= g.end for g in found)
    ]
    return sorted(found, key=lambda f: f.start)


def _read(text: str, word: str, start: int, end: int, anchors: Anchors, page: Page) -> list[Found]:
    currencies = anchors.currencies
    letter = word[0].isalnum()
    if letter and start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return []
    if word[-1].isalnum() and end < len(text) and text[end].isalpha():
        return []
    if word.casefold() in _PERCENT:
        return _percent(text, word, start, end)
    if word in _SHARES:
        return _share(text, word, start, end, anchors)
    if word == "$" or word in currencies.signs:
        made = _sign(text, word, start, end, currencies, page)
        if made or word.casefold() not in currencies.nouns:
            return made
    return _noun(text, word, start, end, currencies, page)


def _sign(text: str, word: str, start: int, end: int, currencies: Currencies, page: Page) -> list[Found]:
    """A sign before its number ("US$5 million", "€3bn") or after it ("35 million US$", "20 €")."""
    if word == "$" and start and text[start - 1].isalpha():
        currency, rule = None, "unknown dollar sign"
    elif word == "$":
        currency, rule = currencies.dollar(page)
    else:
        currency, rule = currencies.signs[word], f"sign {word}"
    m = _RIGHT.match(text, end, min(len(text), end + REACH))
    if m and (not word.isalpha() or word in LOOSE or _large(m.group("a"), m.group("as") or m.group("bs"))):
        made = _from_right(text, start, m, currency, rule)
        if made:
            return made
    if word.isalpha() and word not in LOOSE and len(word) < 3:
        return []
    m = _LEFT.search(text, max(0, start - REACH), start)
    if m and not (word.isalpha() and word not in LOOSE and not _large(m.group("a"), m.group("a"))):
        return _from_left(text, m, end, currency, rule)
    return []


def _large(number: str, scale: str | None) -> bool:
    return bool(scale and re.search(r"[^\W\d]", scale)) or len(re.sub(r"\D", "", number)) >= 5 or "," in number


def _from_right(text: str, start: int, m: re.Match[str], currency: Currency | None, rule: str) -> list[Found]:
    a, scale_a, b, scale_b = m.group("a"), m.group("as") or "", m.group("b"), m.group("bs") or ""
    join, sign = (m.group("join") or "").casefold(), m.group("sign")
    end = m.end("as") if scale_a else m.end("a")
    between = bool(re.search(r"\bbetween\s+$", text[max(0, start - 12) : start], re.I))
    changed = join == "to" and sign and re.search(r"\bfrom\s+$", text[max(0, start - 8) : start], re.I)
    ranged = bool(b) and (
        (join in "-–—" and bool(join) and (not scale_a or bool(scale_b) or bool(sign)))
        or (join == "to" and not changed and (bool(sign) or (bool(scale_b) and not scale_a) or bool(scale_b)))
        or (join == "and" and between and bool(sign or scale_b))
        or (join == "or" and bool(sign or scale_b))
    )
    if ranged and b is not None:
        low, _, _ = value(a + (scale_a or scale_b))
        high, _, _ = value(b + (scale_b or (scale_a if not sign else "")))
        if low is not None and high is not None and low <= high:
            return [_money((start, m.end()), (None, low, high), currency, f"{rule}, range")]
    exact, floor, _ = value(a + scale_a)
    if floor is None:
        return []
    if tail := _TAIL.match(text, end, min(len(text), end + 24)):
        end = tail.end()
    return [_money((start, end), (exact, exact, exact), currency, rule)]


def _from_left(text: str, m: re.Match[str], end: int, currency: Currency | None, rule: str) -> list[Found]:
    a, b, join = m.group("a"), m.group("b"), (m.group("join") or "").casefold()
    if b:
        between = bool(re.search(r"\bbetween\s+$", text[max(0, m.start() - 12) : m.start()], re.I))
        if re.fullmatch(r"1[5-9]\d\d|20\d\d", a):
            pass  # "in 1994 - 500 million dollars": a year
        elif join in "-–—" or join in ("to", "or") or (join == "and" and between):
            high, _, scale = value(b)
            low, _, own = value(a)
            if low is not None and high is not None:
                if not own and scale and low < 1000:
                    low, _, _ = value(f"{a} {scale}")
                if low is not None and low <= high:
                    return [_money((m.start(), end), (None, low, high), currency, f"{rule}, range")]
        exact, floor, _ = value(b)
        if floor is None:
            return []
        return [_money((m.start("b"), end), (exact, exact or floor, exact), currency, rule)]
    exact, floor, _ = value(a)
    if floor is None:
        return []
    return [_money((m.start(), end), (exact, exact if exact is not None else floor, exact), currency, rule)]


def _money(span: tuple[int, int], bounds: Bounds, currency: Currency | None, rule: str) -> Found:
    """A sum of money: (start, end), (value, low, high), its currency and the rule that read it."""
    code = currency.code if currency else ""
    if currency and not currency.code:
        rule = f"{rule}: {currency.name} has no ISO 4217 code"
    return Found(*span, *bounds, code, "", f"money: {rule}")


def _qualified(text: str, f: Found, anchors: Anchors) -> Found:
    """The amount with its qualifier ("over", "about", "up to", "or more") and the bounds that follow from it."""
    low, high, words = f.low, f.high, ""
    m = anchors.before.search(text, max(0, f.start - 24), f.start)
    sign = ""
    if m:
        words = " ".join(m.group(1).split()).casefold()
        sign = anchors.qualifiers[words]
    elif m2 := _AFTER.match(text, f.end, min(len(text), f.end + 9)):
        words = {"more": "or more", "so": "or so", "less": "or less"}.get((m2.group(1) or "").casefold(), "plus")
        sign = {"or so": "~", "or less": "<="}.get(words, ">=")
    if f.value is not None:
        if sign in (">", ">="):
            low, high = f.value, None
        elif sign in ("<", "<="):
            low, high = None, f.value
        elif sign == "~":
            low = high = None
    return dataclasses.replace(f, low=low, high=high, qualifier=words)


def _noun(text: str, word: str, start: int, end: int, currencies: Currencies, page: Page) -> list[Found]:
    """A number before the currency's name ("500,000 French francs", "one million dollars")."""
    adjective = ""
    at = start
    if q := currencies.qualified.search(text, max(0, start - 32), start):
        adjective, at = q.group().rstrip(" -\t\n\xa0"), q.start()
    m = _LEFT.search(text, max(0, at - REACH), at)
    if not m:
        return []
    if _MINTED.match(text, end):
        return []
    noun = word.casefold()
    last = value(m.group("b") or m.group("a"))
    big = _large(m.group("a"), last[2])
    if noun in currencies.strict and not (adjective or big):
        return []
    if noun in ("pound", "pounds") and not adjective:
        if re.match(r"(?:[\s-]+of\b|-|\s+(?:per|each|heavier|bomb|bombs|weight))", text[end : end + 12], re.I):
            return []
        if not big and not re.search(r"£|sterling|Brit|England|U\.?K\.?\b|Egypt", page.text):
            return []
    if text[m.start() : m.end()].strip().casefold() in ("a", "an", "one") and noun in (
        "mark",
        "crown",
        "pound",
        "real",
    ):
        return []
    currency, rule = currencies.of_noun(noun, adjective, page)
    return _from_left(text, m, end, currency, rule)


def _percent(text: str, word: str, start: int, end: int) -> list[Found]:
    m = _LEFT.search(text, max(0, start - 60), start)
    if not m:
        return []
    kind = "points" if "point" in word.casefold() or re.match(r"[\s-]*points?\b", text[end : end + 8]) else "percent"
    a, b, join = m.group("a"), m.group("b"), (m.group("join") or "").casefold()
    rule = "percent"
    first, floor, _ = value(a)
    if b:
        second, _, _ = value(b)
        between = bool(re.search(r"\bbetween\s+$", text[max(0, m.start() - 12) : m.start()], re.I))
        if (
            (join in "-–—" or join in ("to", "or") or between)
            and first is not None
            and second is not None
            and first <= second
        ):
            return [Found(m.start(), end, None, first, second, "%", kind, "percent, range")]
        if second is None:
            return []
        return [Found(m.start("b"), end, second, second, second, "%", kind, rule)]
    if floor is None or first is None:
        return []
    return [Found(m.start(), end, first, first, first, "%", kind, rule)]


def _share(text: str, word: str, start: int, end: int, anchors: Anchors) -> list[Found]:
    """A fraction of something ("a third of", "two-thirds of"); never of a time."""
    if anchors.no_share.match(text, end, min(len(text), end + 24)):
        return []
    m = _NUMERATOR.search(text, max(0, start - 12), start)
    name = word.split()[0].removesuffix("s")
    if name == "half" and (m or anchors.before_half.search(text, max(0, start - 16), start)):
        return []
    if name != "half" and not m:
        return []
    if word == "half the" and not re.match(r"\s+[a-z]", text[end : end + 2]):
        return []
    count = _COUNTS[m.group(1).casefold()] if m else 1
    share = round(100 * count / _DENOMINATOR[name], 3)
    if share > 100:
        return []
    begin = m.start(1) if m else start
    return [Found(begin, start + len(word.split()[0]), share, share, share, "%", "share", "fraction")]


def _spoken(text: str) -> list[Found]:
    """Shares of people: "seven in ten Egyptians"."""
    found = []
    for m in _SPOKEN.finditer(text):
        n, d = value(m.group("n"))[0], value(m.group("d"))[0]
        if n is not None and d and n < d:
            share = round(100 * n / d, 3)
            found.append(Found(m.start(), m.end(), share, share, share, "%", "share", "so many in so many"))
    return found


def assign_roles(reading: Reading, knowledge: Knowledge) -> Reading:
    """Payer, recipient, purpose, kind and period of each amount, and whether it may be summed."""
    amounts = read_roles(reading, knowledge)
    return dataclasses.replace(reading, amounts=judge(amounts, reading.document.text, knowledge))
