"""Numbers as a text writes them, digits or words, with their scale: "1.18 billion", "two hundred and fifty thousand".

The grammar is a regular expression without nested repeats; :func:`value` reads what it matched.
"""

from __future__ import annotations

import re

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: n for n, word in enumerate(_SMALL.split())} | {word: 10 * n for n, word in enumerate(_TENS.split(), 3)}
UNITS |= {"a": 1, "an": 1}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "milliard": 1e9}
SCALES |= {f"{word}s": factor for word, factor in SCALES.items()}
SCALES |= {"lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, "dozen": 12.0}
SCALES |= dict.fromkeys(("m", "mn", "mm", "mln", "mio"), 1e6) | dict.fromkeys(("b", "bn", "bln", "mrd"), 1e9)
SCALES |= {"k": 1e3, "tn": 1e12, "trn": 1e12}
VAGUE = {"several": 3, "few": 3, "couple": 2, "many": 3, "some": 2, "tens": 10, "dozens": 24, "scores": 40}
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

DIGITS = (
    r"(?:\d{1,3}(?:[,\u00a0\u202f’']\d{3})+(?:\.\d{1,4})?(?!\d)"  # 1,234,567.8
    r"|\d{1,3}(?: \d{3}){2,4}(?!\d)"  # 10 000 000
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # 5,00,000
    r"|\d{1,3}(?:\.\d{3}){2,4}(?!\d)"  # 1.234.567
    r"|\d{1,15}(?:\.\d{1,4}|,\d{1,2}(?!\d))?(?:\s?[½¼¾⅓⅔]| \d/\d)?"  # 12.5, 12,5, 2½
    r"|[½¼¾⅓⅔])"
)
_LETTER = r"(?:mn|mln|mio|mm|bn|bln|mrd|tn|trn|[mbk])"
SCALE_WORD = r"(?:hundred|thousand|million|billion|trillion|milliard|lakh|crore)s?"
SCALE = rf"(?:(?:[\s-]{{0,3}}{SCALE_WORD}\b){{1,3}}|\s?(?:{_LETTER}(?![\w’'])))"
_UNIT_WORDS = "|".join(sorted((w for w in UNITS if w not in ("a", "an")), key=len, reverse=True))
WORD = rf"(?:{_UNIT_WORDS}|{SCALE_WORD}|half|quarter|dozens?|several|few|couple|tens|scores|many|multi)"
WORDS = rf"(?:(?:an?|some)\s+)?{WORD}(?:(?:\s+(?:and\s+(?:an?\s+)?|of\s+|an?\s+)?|-){WORD}){{0,9}}"
QUANTITY = rf"(?:{DIGITS}(?:{SCALE})?|\b{WORDS})"

_PART = re.compile(rf"{DIGITS}|[^\W\d_]+", re.I)


def value(text: str) -> tuple[float | None, float | None, str]:
    """(value, floor, scale) of a quantity; value is None where the words give no number ("billions").

    ``scale`` is the scale word the quantity ends with, ``""`` for none. (None, None, "") when it is no quantity.

    >>> value("two hundred and fifty thousand")
    (250000.0, 250000.0, 'thousand')
    >>> value("tens of millions")
    (None, 10000000.0, 'millions')
    """
    total, current, seen = 0.0, 0.0, False
    vague = False
    scale_word = ""
    half_first = False
    pieces = _PART.findall(text)
    for n, piece in enumerate(pieces):
        word = piece.casefold()
        if word[0].isdigit() or word[0] in FRACTIONS:
            current += digits(piece)
            seen = True
        elif word in UNITS:
            if word in ("a", "an") and (seen or (pieces[n + 1 : n + 2] and pieces[n + 1].casefold() not in SCALES)):
                continue
            current += UNITS[word]
            seen = True
        elif word == "half":
            if not seen:
                half_first = True
                current, seen = 0.5, True
            elif scale_word and current == 0:  # "a million and a half"
                total += 0.5 * SCALES[scale_word]
            else:
                current += 0.5
        elif word == "quarter":
            current += 0.25
            seen = True
        elif word in VAGUE:
            vague = True
            current += VAGUE[word]
            seen = True
        elif word == "multi":
            vague, seen = True, True
            current += 2
        elif word in SCALES:
            factor = SCALES[word]
            plural = word.endswith("s") and word not in ("lakhs", "crores")
            counted = any(p[0].isdigit() or p[0] in FRACTIONS for p in pieces) or (
                n and pieces[n - 1].casefold() in UNITS
            )
            vague = vague or (plural and not counted)
            if factor == 1e2 and current:
                current *= 1e2
            elif (
                factor == 1e5
                and word.startswith("lakh")
                and n + 1 < len(pieces)
                and pieces[n + 1].casefold().startswith("crore")
            ):
                current = (current or 1.0) * factor
            elif factor == 12.0:
                current = (current or 1.0) * 12
            elif not current and total and scale_word:  # "thousand million", "hundreds of millions"
                total *= factor
            else:
                total, current = total + (current or 1.0) * factor, 0.0
            scale_word, seen = word, True
    if not seen:
        return None, None, ""
    number = round(total + current, 6)
    if half_first and number == 0.5:
        return 0.5, 0.5, ""
    return (None if vague else number), number, scale_word


def digits(text: str) -> float:
    """The number that figures write: "1,234.5", "1.234.567", "2½", "2,5" (a decimal comma), "10 000 000".

    >>> digits("1,234,567.8"), digits("2½"), digits("12,5"), digits("5,00,000")
    (1234567.8, 2.5, 12.5, 500000.0)
    """
    text = text.strip()
    extra = 0.0
    if text and text[-1] in FRACTIONS:
        extra, text = FRACTIONS[text[-1]], text[:-1].strip()
    if m := re.search(r" (\d)/(\d)$", text):
        extra, text = int(m.group(1)) / max(1, int(m.group(2))), text[: m.start()]
    if not text:
        return extra
    plain = re.sub(r"[\s\u00a0\u202f’']", "", text)
    if re.fullmatch(r"\d+,\d{1,2}", plain):
        plain = plain.replace(",", ".")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    plain = plain.replace(",", "")
    return float(plain) + extra
