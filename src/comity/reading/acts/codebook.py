"""The codebook: every act that comity knows, with its codes and the frames that tell it.

``knowledge/acts/*.toml`` holds one ``[[act]]`` stanza an act and, in ``words.toml``, the lists that frames name
with ``@``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from comity.knowledge import Knowledge
from comity.reading.acts.frames import Frame, FrameError, Slot, Words, compile_frame, words
from comity.reading.acts.needed import Entry, Needs
from comity.reading.acts.spelling import american

_UNSPOKEN = ("SANCTION", "RETREAT", "AID")
_AT_HOME = ("ASSAULT", "COERCE")
KNOWN_SIDES = ("SUPPORT", "SANCTION", "RETREAT", "AID", "COOPERATE", "CONSULT", "AGREE")
UNSAID = ("partner", "home", "nobody", "others")
STRIKER = "striker"
"""Of ``unsaid_actor`` alone: whose force the passage tells of last, where that is the other of the page's pair."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the codebook.

    ``quad``: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. ``intensity``: -10
    to 10. ``reciprocal``: both sides are actors. ``unsaid``: who is meant
    where the text leaves a side out: the partner of the passage's pair, the same state (home), the two others whom a
    third party brings together (others), or nobody. ``bare``: stands without any named party. ``status``: the change of
    diplomatic status, ``measure``: the kind of measure that the act begins or, as ``measure_state`` says, ends.
    ``carrier``: gives way to an act told inside it. ``speech``: the act is done with words.
    """

    id: str
    name: str
    definition: str
    examples: tuple[str, ...]
    plover: str
    mode: str
    cameo: str
    quad: int
    intensity: float
    reciprocal: bool = False
    unsaid: str = "partner"
    unsaid_actor: str = "nobody"
    bare: bool = False
    status: str = ""
    measure: str = ""
    measure_state: str = ""
    speech: bool = False
    carrier: bool = False
    file: str = ""

    @property
    def unspoken(self) -> bool:
        """True where a passive may name neither side: "aid was cut off" between the passage's pair, "thousands were
        killed" in the state whose affairs are told."""
        if self.plover in _AT_HOME or (self.plover == "SANCTION" and self.unsaid == "home"):
            return self.unsaid in ("home", "nobody") and not self.reciprocal
        return self.unsaid == self.unsaid_actor == "partner" and self.plover in _UNSPOKEN


@dataclass(frozen=True, slots=True)
class Codes:
    """What an act is called in PLOVER and CAMEO, with its quad class and intensity."""

    plover: str
    mode: str
    cameo: str
    quad: int
    intensity: float


@dataclass(slots=True)
class Codebook:
    """Acts by id, and the frames by kind of head and lemma; ``entries`` are these with what each cannot do without,
    ``heads`` the lemmas of both."""

    acts: dict[str, Act] = field(default_factory=dict)
    frames: dict[tuple[str, str], list[tuple[Frame, str]]] = field(default_factory=dict)
    lists: dict[str, Words] = field(default_factory=dict)
    light: frozenset[str] = frozenset()
    perform: frozenset[str] = frozenset()
    raw: dict[str, frozenset[str]] = field(default_factory=dict)
    nouns: set[str] = field(default_factory=set)
    announced: dict[str, Codes] = field(default_factory=dict)
    needs: Needs = field(default_factory=Needs)
    entries: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()

    def codes(self, act: Act, modality: str, threat: bool = False, performed: bool = False) -> Codes:
        """The act's codes; those of a promise or a threat where it is only announced ("will send troops").

        ``threat``: it hangs on "unless"; ``performed``: a word like "ordered" already does what it says it will do.
        """
        if modality in ("planned", "refused"):
            kind = "refusal" if modality == "refused" else "threat" if threat else act.plover
            announced = self.announced.get(kind)
            if announced and not (performed and act.quad == 4 and not threat):
                return announced
        return Codes(act.plover, act.mode, act.cameo, act.quad, act.intensity)

    def nominal(self, rule: str) -> bool:
        """True where a claim's rule is a frame headed by a noun."""
        return rule.partition("+")[0] in self.nouns


def codebook(knowledge: Knowledge) -> Codebook:
    """The compiled codebook of this knowledge. Raises FrameError for a stanza that breaks the notation."""
    return knowledge.compiled("acts.codebook", _compile)


def _compile(knowledge: Knowledge) -> Codebook:
    book = Codebook()
    book.lists["nationals"] = words(",".join(_nationals(knowledge)), book.lists)
    for name, entries in knowledge.table("acts/words.toml")["words"].items():
        book.lists[name] = words(",".join(entries), book.lists)
        book.raw[name] = frozenset(map(american, entries))
    for row in knowledge.table("acts/words.toml")["announced"]:
        for plover in row["of"]:
            book.announced[plover] = Codes(row["plover"], "", row["cameo"], row["quad"], float(row["intensity"]))
    book.light, book.perform = book.raw["light"], book.raw["perform"]
    frames: dict[tuple[str, str], list[tuple[Frame, str]]] = defaultdict(list)
    entered: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    slots: dict[str, Slot] = {}
    for table in knowledge.names("acts"):
        if not table.endswith(".toml") or table.endswith("words.toml"):
            continue
        for stanza in knowledge.table(table)["act"]:
            act = _act(stanza, table.rpartition("/")[2].removesuffix(".toml"))
            if act.id in book.acts:
                raise FrameError(f"{table}: the act {act.id} is there twice")
            book.acts[act.id] = act
            for number, line in enumerate(stanza["frames"], 1):
                frame = compile_frame(act.id, number, line, book.lists, slots)
                if frame.kind == "n":
                    book.nouns.add(f"acts/{act.file}:{act.id}:{number}")
                for (head, particle), entry in zip(frame.heads, book.needs.entries(frame, act.plover), strict=True):
                    frames[frame.kind, head].append((frame, particle))
                    entered[frame.kind, head].append(entry)
    book.frames, book.entries = dict(frames), dict(entered)
    book.heads = frozenset(head for _, head in entered)
    return book


def _nationals(knowledge: Knowledge) -> list[str]:
    """Peoples by their names, as the lemmas of word lists: "ghanaian", "south+african", "dutch"."""
    out: set[str] = set()
    for row in knowledge.table("demonyms.tsv"):
        for name in row["people"].lower().split("|"):
            before, _, last = name.rpartition(" ")
            if last and "," not in name and "+" not in name:
                prefix = before.rpartition(" ")[2] + "+" if before else ""
                out |= {prefix + last, prefix + last.removesuffix("s")}
    return sorted(out - {""})


def _act(stanza: dict[str, Any], file: str) -> Act:
    unsaid, unsaid_actor = stanza.get("unsaid", "partner"), stanza.get("unsaid_actor", "")
    if not unsaid_actor:
        unsaid_actor = "partner" if stanza.get("plover") in KNOWN_SIDES and unsaid == "partner" else "nobody"
    if unsaid not in UNSAID or unsaid_actor not in (*UNSAID, STRIKER):
        raise FrameError(
            f"{file}: {stanza.get('id')}: unsaid is one of {', '.join(UNSAID)}; unsaid_actor may be {STRIKER} too"
        )
    try:
        return Act(
            id=stanza["id"],
            name=stanza["name"],
            definition=stanza["definition"],
            examples=tuple(stanza["examples"]),
            plover=stanza["plover"],
            mode=stanza.get("mode", ""),
            cameo=stanza["cameo"],
            quad=stanza["quad"],
            intensity=float(stanza["intensity"]),
            reciprocal=stanza.get("reciprocal", False),
            unsaid=unsaid,
            unsaid_actor=unsaid_actor,
            bare=stanza.get("bare", False),
            status=stanza.get("status", ""),
            measure=stanza.get("measure", ""),
            measure_state=stanza.get("measure_state", ""),
            speech=stanza.get("speech", False),
            carrier=stanza.get("carrier", False),
            file=file,
        )
    except KeyError as missing:
        raise FrameError(f"{file}: the act {stanza.get('id', '?')} has no {missing}") from None
