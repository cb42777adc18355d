"""Headlines and the terse present of fact sheets, whose verbs the parser takes for nouns: "Serbia, Angola sign farm
machinery accord", "Portugal exports cork to Thailand".

Where a sentence starts with a name and has no finite verb of its own, a word behind the names that is a verb as often
as a noun is made its verb.
"""

from __future__ import annotations

_VERBS = frozenset(
    """
    accuse aid appoint approve arm award back ban bar blame block boycott build bury buy call cancel carry cite claim
    close condemn court cut decorate demand deny deport donate drill drop elect end exchange expel export extradite fund
    give grant greet hail halt hand help hold honor host import ink invite join laud launch lease lend lift loan mark
    mediate meet move name offer open order outlaw parley pardon pay pledge police praise probe promise protest quit
    raid raise ratify recall recognize reject release reopen repay request resume restore return salute sanction scrap
    seal seek sell send share shell ship sign slam slap stage storm strike supply support swap sweep talk test thank
    threaten tour trade train urge veto visit vote vow warn welcome withdraw
    """.split()  # noqa: SIM905
)
_PEOPLE = frozenset(
    """
    president minister premier pm king queen emir sultan emperor chancellor envoy delegation government leader army navy
    team troop force parliament chief fm general ship vessel mp
    """.split()  # noqa: SIM905
)
_FINITE = ("VBZ", "VBP", "VBD", "MD")
_LEFT = ("NNP", "NNPS", "NN", "NNS", "JJ", "CC", ",", "HYPH", "POS")
_AND = frozenset((",", "and", "&"))
_MOST = 8


def headline(
    words: list[str],
    tags: list[str],
    deps: list[str],
    heads: list[int],
    kids: list[list[int]],
    lemmas: list[str],
    names: list[bool],
) -> None:
    """Mend the columns of one parse in place, where it is a headline's; ``names`` as for ``mend``."""
    root = next((i for i, up in enumerate(heads) if up == i), -1)
    if root < 0 or not tags[0].startswith(("NNP", "JJ", "NN")):
        return
    if tags[root].startswith("VB"):
        _listed(words, tags, deps, heads, kids, root)
        return
    if not tags[root].startswith("NN"):
        return
    if lemmas[root] == "date" and deps[root - 1] == "compound" and tags[root - 1] == "NNS" and root > 0:
        deps[root - 1], tags[root] = "nsubj", "VBP"  # "Relations date from 1935"
        return
    if any(tags[k] in _FINITE and heads[k] == k for k in range(len(tags))):
        return
    if any(deps[k] in ("nsubj", "nsubjpass", "cop") and heads[k] == root and tags[k] != "NNP" for k in kids[root]):
        return
    verb = _verb(words, tags, deps, lemmas, names)
    if verb > 0:
        _govern(words, tags, deps, heads, kids, verb)


def _verb(words: list[str], tags: list[str], deps: list[str], lemmas: list[str], names: list[bool]) -> int:
    """The word that is the verb; 0 where none is."""
    named = tags[0].startswith("NNP") or (names[0] and lemmas[1] in _VERBS)
    for k in range(1, min(_MOST, len(words) - 1)):
        named = named or tags[k].startswith("NNP")
        after = tags[k + 1]
        if words[k] == "to" and after == "VB" and deps[k + 1] in ("acl", "relcl", "xcomp"):
            return k + 1 if tags[k - 1].startswith("NNP") or lemmas[k - 1] in _PEOPLE else 0
        if words[k] == "'s" or (tags[k] not in _LEFT and not tags[k].startswith("VB")):
            return 0
        if named and lemmas[k] in _VERBS and words[k - 1] not in _AND and words[k].isalpha():
            singular = words[k] == lemmas[k]
            several = any(w in _AND for w in words[:k]) or tags[k - 1] in ("NNS", "NNPS")
            several = several or (" " in words[k - 1] and words[k - 1].endswith("s"))
            fits = singular == several and after.startswith(("NN", "JJ", "DT", "PRP", "CD", "VBN", "VBP", "$", "IN"))
            if fits and (after != "IN" or lemmas[k] in ("drill", "talk", "meet", "parley", "vote", "call")):
                return k
    return 0


def _govern(
    words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], verb: int
) -> None:
    """Make ``verb`` the root, what stands before it its subject and what comes after its object."""
    start = verb - 1 if words[verb - 1] == "to" else verb
    subjects: list[int] = []
    group: list[int] = []
    for k in range(start + 1):
        if k < start and words[k] not in _AND:
            group.append(k)
            continue
        if group:
            nouns = [g for g in group if tags[g].startswith("NN")]
            head = nouns[-1] if nouns else group[-1]
            for g in group:
                if g != head:
                    _hang(heads, deps, g, head, "amod" if tags[g] == "JJ" else "compound")
            subjects.append(head)
            group = []
        if k < start:
            _hang(heads, deps, k, subjects[-1] if subjects else verb, "cc" if words[k] != "," else "punct")
    for n, s in enumerate(subjects):
        _hang(heads, deps, s, subjects[n - 1] if n else verb, "conj" if n else "nsubj")
    if start < verb:
        _hang(heads, deps, start, verb, "aux")
    tags[verb] = "VB" if start < verb else "VBP" if len(subjects) > 1 else "VBZ"
    heads[verb], deps[verb] = verb, "ROOT"
    if tags[verb + 1] == "VBP":  # "sign deal"
        tags[verb + 1] = "NN"
    taken = False
    for k in range(verb + 1, len(words)):
        if verb < heads[k] < len(words) and heads[k] != k:
            continue
        noun = tags[k].startswith("NN") and not taken
        if noun and deps[k] not in ("npadvmod", "dobj", "dative"):
            deps[k] = "dobj"
        taken = taken or noun
        heads[k] = verb
    for k, found in enumerate(kids):
        found[:] = [c for c in range(len(words)) if heads[c] == k and c != k]


def _hang(heads: list[int], deps: list[str], k: int, head: int, dep: str) -> None:
    heads[k], deps[k] = head, dep


def _listed(
    words: list[str], tags: list[str], deps: list[str], heads: list[int], kids: list[list[int]], verb: int
) -> None:
    """Join the first name to the subject where only a comma parts them: "Xi, Lukashenko hold phone call"."""
    if len(words) < 4 or words[1] != "," or not tags[0].startswith("NNP"):
        return
    subject = next((k for k in kids[verb] if deps[k] == "nsubj" and k > 1), -1)
    if heads[0] == verb and subject > 1 and deps[0] in ("dep", "npadvmod", "nsubj") and "," not in words[2:subject]:
        _hang(heads, deps, 0, subject, "conj")
        kids[verb] = [k for k in kids[verb] if k != 0]
        kids[subject] = sorted({*kids[subject], 0})
    elif heads[0] == verb and deps[0] == "nsubj":
        for k in kids[0]:
            several = any(deps[c] == "conj" for c in kids[k]) or "DT" not in tags[2:k]
            if deps[k] == "appos" and k < verb and "," not in words[2:verb] and several:
                deps[k] = "conj"  # "Oman, Pakistan navies sweep Gulf for mines"
