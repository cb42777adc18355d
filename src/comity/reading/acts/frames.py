"""The frame language: one line says in which words an act may be told and who plays which part in it.

    sever|break|break_off  subj:A  obj:@relations  with:R

reads: a verb *sever*, *break* or *break off*; who does it is the actor ``A``; what it is done to must be a word of the
list ``relations``; whoever stands under *with* is the recipient ``R``. Voice needs no second frame: in "relations were
broken by Cambodia" *relations* is ``obj`` and *Cambodia* ``subj`` all the same.

    HEADS[/n|/a][~]  SLOT ...

HEADS   lemmas, ``|`` between; ``_`` joins a verb and its particle; ``/n`` a noun, ``/a`` an adjective; default a verb
~       the verb may stand without object, with the thing as its subject ("the embassy closed")
SLOT    POSITION|POSITION:FILL, with ``?`` behind a word list that need not be there and ``!`` behind a part that must
POSITION  subj, obj, iobj; comp (a clause told by the verb); pre (possessor, compound or adjective before a noun); mod
        (a modifying word); compsubj (who acts in comp); compneg (comp, where it says that something is not so);
        compobj (the object in comp); objcomp (a clause under the object); factual (a comp of what has come about);
        shall (one of what will); subjunctive (a comp in the subjunctive); ought (who must act in it); under (of a noun,
        what governs it); doer (who acts in the clause a noun stands in: "withdrew at Chad's request"); blamed (of
        a noun, to whom it is laid: "blamed Chad for the raid"); head (the noun that an adjective stands before); hyphen
        (what a hyphen joins on); oprd, attr, acomp, advmod, advcl, npadvmod, prt, xcomp (what the parser calls so); any
        preposition; ``to>in``: *in* below what stands under *to*
FILL    A actor, R recipient, B both sides, H host, M mediator, F forum, O object, T beneficiary, with ``/group,organ``
        behind it where only mentions of these kinds will do (``/two``: two states or more); or words (``a,b``,
        ``@list``); or both (``@mission=A``: a mission, whose owner is the actor where nobody else is); ``*`` anything;
        ``money`` a sum, ``name`` a proper name, ``year`` a year
-SLOT   the position must be empty; ``-obj:words`` must not hold these words, ``-obj:R`` no actor, ``-obj:R/person`` no
        person
+neg    only where negated
+past   only in a past or perfect form: who "negotiated a treaty" has one, who "is negotiating" it has not

A word in a list may be ``military+aid`` (aid, with *military* before it), ``-trade`` (never with *trade* before it) or
``legation+*`` (any noun with *legation* before it). The list ``@nationals`` is made of the names of peoples.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from comity.reading.acts.spelling import american

LABELS = frozenset(("oprd", "attr", "acomp", "advmod", "advcl", "xcomp", "npadvmod", "intj", "det", "prt"))
"""Positions that are called as the parser calls them."""
CLAUSES = frozenset(("comp", "ought", "compsubj", "compneg", "compobj", "objcomp", "subjunctive", "factual", "shall"))
"""Positions in or of a clause that the head governs."""
PLACES = LABELS | CLAUSES | {"subj", "obj", "iobj", "pre", "mod", "under", "doer", "blamed", "head", "hyphen"}
"""All positions but prepositions, which are called by themselves."""
ROLES = {"A", "R", "B", "H", "M", "F", "O", "T", "X"}
_MARKED = re.compile(r"[@*+]|(?:^|,)-")
_SLOT = re.compile(r"(-?)([a-z_|>]+)(?::(.+))?")


@dataclass(frozen=True, slots=True)
class Words:
    """A list of nouns or verbs; see the module's account of the marks."""

    plain: frozenset[str] = frozenset()
    after: frozenset[tuple[str, str]] = frozenset()
    before: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    anything: bool = False

    def join(self, other: Words) -> Words:
        """The words of both."""
        return Words(
            self.plain | other.plain,
            self.after | other.after,
            self.before | other.before,
            self.never | other.never,
            self.anything or other.anything,
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of a frame: where to look and what must or may be found there.

    Where words must be there, ``needs`` are those of which a sentence must have one: the words of the list, and what
    may stand for any; ``name``, ``money`` and ``year`` among them stand for what they mean. ``led`` are the
    prepositions of which a part that must be there needs one; none where it may stand without.
    """

    positions: tuple[str, ...]
    words: Words | None = None
    role: str = ""
    required: bool = False
    kinds: frozenset[str] = frozenset()
    forbidden: bool = False
    needs: frozenset[str] = dataclasses.field(init=False, compare=False, repr=False)
    led: frozenset[str] = dataclasses.field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        words, needs, led = self.words, frozenset[str](), frozenset[str]()
        if self.required and not self.forbidden:
            if words and not words.anything:
                needs = words.plain | {word for _, word in words.after} | words.before | {"it", "they"}
            led = frozenset(position.rpartition(">")[2] for position in self.positions)
        object.__setattr__(self, "needs", needs)
        object.__setattr__(self, "led", led if led.isdisjoint(PLACES) else frozenset())


@dataclass(frozen=True, slots=True)
class Frame:
    """One compiled line. ``kind`` is v, n or a; ``heads`` are (lemma, particle or "").

    ``needs`` are word lists (see :class:`Slot`) of which a sentence must have one word each, wherever it stands.
    Of several frames that fit, the heaviest (most that it asks for), then the narrowest (fewest words) is taken.
    """

    act: str
    source: str
    number: int
    kind: str
    heads: tuple[tuple[str, str], ...]
    slots: tuple[Slot, ...]
    ergative: bool = False
    negative: bool = False
    past: bool = False
    weight: int = 0
    breadth: int = 0
    needs: tuple[frozenset[str], ...] = ()


class FrameError(ValueError):
    """A frame that cannot be read; the message says which line and why."""


def words(text: str, lists: dict[str, Words]) -> Words:
    """Compile ``a,b+c,@list,-x`` to Words. Raises FrameError for an unknown list."""
    items = american(text).split(",")
    if not _MARKED.search(text):
        return Words(frozenset(filter(None, items)))
    if len(items) == 1 and items[0][1:] in lists and items[0][0] == "@":
        return lists[items[0][1:]]
    plain, after, before, never, anything = set(), set(), set(), set(), False
    joined = Words()
    for item in items:
        if not item:
            continue
        if item == "*":
            anything = True
        elif item.startswith("@"):
            if item[1:] not in lists:
                raise FrameError(f"no word list @{item[1:]}")
            joined = joined.join(lists[item[1:]])
        elif item.startswith("-"):
            never.add(item[1:])
        elif item.endswith("+*"):
            before.add(item[:-2])
        elif "+" in item:
            first, _, second = item.partition("+")
            after.add((first, second))
        else:
            plain.add(item)
    return joined.join(Words(frozenset(plain), frozenset(after), frozenset(before), frozenset(never), anything))


def compile_frame(
    act: str, number: int, line: str, lists: dict[str, Words], kept: dict[str, Slot] | None = None
) -> Frame:
    """Compile one line of frame notation; ``kept`` keeps the slots that many frames share, by what is written. Raises
    FrameError where it breaks the notation."""
    parts = line.split()
    if not parts:
        raise FrameError(f"{act}: an empty frame")
    head = american(parts[0])
    ergative = head.endswith("~")
    head = head.rstrip("~")
    kind = "v"
    if head[-2:] in ("/n", "/a", "/v"):
        head, kind = head[:-2], head[-1]
    heads = []
    for one in head.split("|"):
        verb, _, particle = one.partition("_") if kind == "v" else (one, "", "")
        heads.append((verb, particle))
    slots, negative, past = [], False, False
    for part in parts[1:]:
        if part == "+neg":
            negative = True
            continue
        if part == "+past":
            past = True
            continue
        slot = kept.get(part) if kept is not None else None
        if slot is None:
            slot = _slot(act, part, lists)
            if kept is not None:
                kept[part] = slot
        slots.append(slot)
    slots.sort(key=lambda s: s.words is None or not s.required)  # what may fail soonest comes first
    weight = sum(
        3 if s.words and s.required and not s.words.anything else 1 if s.required else 0
        for s in slots
        if not s.forbidden
    )
    weight += 2 * negative + past + sum(1 for _, p in heads[:1] if p)
    breadth = sum(len(s.words.plain) + len(s.words.after) for s in slots if s.words and s.required)
    needs = tuple(s.needs for s in slots if s.needs)
    return Frame(act, line, number, kind, tuple(heads), tuple(slots), ergative, negative, past, weight, breadth, needs)


def _slot(act: str, part: str, lists: dict[str, Words]) -> Slot:
    m = _SLOT.fullmatch(part)
    if not m:
        raise FrameError(f"{act}: cannot read the slot {part!r}")
    forbidden, positions, fill = bool(m[1]), tuple(m[2].split("|")), m[3] or ""
    if forbidden:
        if fill == "x":
            raise FrameError(f"{act}: {part!r} forbids the word x; to keep the position empty write -{m[2]}")
        if fill[:1] in ROLES and fill[1:2] in ("", "/"):
            kinds = frozenset(fill[2:].split(",")) if fill[1:] else frozenset[str]()
            return Slot(positions, None, fill[0], kinds=kinds, forbidden=True)
        return Slot(positions, words(fill, lists) if fill else None, forbidden=True)
    if not fill:
        raise FrameError(f"{act}: the slot {part!r} says not what fills it")
    optional, must = fill.endswith("?"), fill.endswith("!")
    fill = fill.rstrip("?!")
    role = ""
    if fill[0] in ROLES and (len(fill) == 1 or fill[1] == "/"):
        return Slot(positions, None, fill[0], must, frozenset(fill[2:].split(",")) if len(fill) > 1 else frozenset())
    listed, _, role = fill.partition("=")
    if role and role not in ROLES:
        raise FrameError(f"{act}: no role {role!r} in {part!r}")
    return Slot(positions, words(listed, lists), role, not optional)
