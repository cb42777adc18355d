"""Headlines and the terse present of fact sheets, whose verbs the parser takes for nouns: "Serbia, Angola sign farm
machinery accord", "Portugal exports cork to Thailand".

Where a sentence starts with a name and has no finite verb of its own, a word behind the names that is a verb as often
as a noun is made its verb.
"""

from __future__ import annotations

from comity.reading.acts.columns import Columns

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


def headline(v: Columns) -> None:
    """Mend the columns of one parse in place, where it is a headline's."""
    root = v.root()
    if root < 0 or not v.tag[0].startswith(("NNP", "JJ", "NN")):
        return
    if v.tag[root].startswith("VB"):
        _listed(v, root)
        return
    if not v.tag[root].startswith("NN"):
        return
    if v.lemma[root] == "date" and v.dep[root - 1] == "compound" and v.tag[root - 1] == "NNS" and root > 0:
        v.dep[root - 1], v.tag[root] = "nsubj", "VBP"  # "Relations date from 1935"
        return
    if any(v.tag[k] in _FINITE and v.head[k] == k for k in range(len(v.tag))):
        return
    if any(v.dep[k] in ("nsubj", "nsubjpass", "cop") and v.head[k] == root and v.tag[k] != "NNP" for k in v.kids[root]):
        return
    verb = _verb(v)
    if verb > 0:
        _govern(v, verb)


def _verb(v: Columns) -> int:
    """The word that is the verb; 0 where none is."""
    named = v.tag[0].startswith("NNP") or (v.named[0] and len(v.lemma) > 1 and v.lemma[1] in _VERBS)
    for k in range(1, min(_MOST, len(v.word) - 1)):
        named = named or v.tag[k].startswith("NNP")
        after = v.tag[k + 1]
        if v.word[k] == "to" and after == "VB" and v.dep[k + 1] in ("acl", "relcl", "xcomp"):
            return k + 1 if v.tag[k - 1].startswith("NNP") or v.lemma[k - 1] in _PEOPLE else 0
        if v.word[k] == "'s" or (v.tag[k] not in _LEFT and not v.tag[k].startswith("VB")):
            return 0
        if named and v.lemma[k] in _VERBS and v.word[k - 1] not in _AND and v.word[k].isalpha():
            singular = v.word[k] == v.lemma[k]
            several = any(w in _AND for w in v.word[:k]) or v.tag[k - 1] in ("NNS", "NNPS")
            several = several or (" " in v.word[k - 1] and v.word[k - 1].endswith("s"))
            fits = singular == several and after.startswith(("NN", "JJ", "DT", "PRP", "CD", "VBN", "VBP", "$", "IN"))
            if fits and (after != "IN" or v.lemma[k] in ("drill", "talk", "meet", "parley", "vote", "call")):
                return k
    return 0


def _govern(v: Columns, verb: int) -> None:
    """Make ``verb`` the root, what stands before it its subject and what comes after its object."""
    start = verb - 1 if v.word[verb - 1] == "to" else verb
    subjects: list[int] = []
    group: list[int] = []
    for k in range(start + 1):
        if k < start and v.word[k] not in _AND:
            group.append(k)
            continue
        if group:
            nouns = [g for g in group if v.tag[g].startswith("NN")]
            head = nouns[-1] if nouns else group[-1]
            for g in group:
                if g != head:
                    _hang(v, g, head, "amod" if v.tag[g] == "JJ" else "compound")
            subjects.append(head)
            group = []
        if k < start:
            _hang(v, k, subjects[-1] if subjects else verb, "cc" if v.word[k] != "," else "punct")
    for n, s in enumerate(subjects):
        _hang(v, s, subjects[n - 1] if n else verb, "conj" if n else "nsubj")
    if start < verb:
        _hang(v, start, verb, "aux")
    v.tag[verb] = "VB" if start < verb else "VBP" if len(subjects) > 1 else "VBZ"
    v.head[verb], v.dep[verb] = verb, "ROOT"
    if v.tag[verb + 1] == "VBP":  # "sign deal"
        v.tag[verb + 1] = "NN"
    taken = False
    for k in range(verb + 1, len(v.word)):
        if verb < v.head[k] < len(v.word) and v.head[k] != k:
            continue
        noun = v.tag[k].startswith("NN") and not taken
        if noun and v.dep[k] not in ("npadvmod", "dobj", "dative"):
            v.dep[k] = "dobj"
        taken = taken or noun
        v.head[k] = verb
    for k, found in enumerate(v.kids):
        found[:] = [c for c in range(len(v.word)) if v.head[c] == k and c != k]


def _hang(v: Columns, k: int, head: int, dep: str) -> None:
    v.head[k], v.dep[k] = head, dep


def _listed(v: Columns, verb: int) -> None:
    """Join the first name to the subject where only a comma parts them: "Xi, Lukashenko hold phone call"."""
    if len(v.word) < 4 or v.word[1] != "," or not v.tag[0].startswith("NNP"):
        return
    subject = next((k for k in v.kids[verb] if v.dep[k] == "nsubj" and k > 1), -1)
    if v.head[0] == verb and subject > 1 and v.dep[0] in ("dep", "npadvmod", "nsubj") and "," not in v.word[2:subject]:
        _hang(v, 0, subject, "conj")
        v.kids[verb] = [k for k in v.kids[verb] if k != 0]
        v.kids[subject] = sorted({*v.kids[subject], 0})
    elif v.head[0] == verb and v.dep[0] == "nsubj":
        for k in v.kids[0]:
            several = any(v.dep[c] == "conj" for c in v.kids[k]) or "DT" not in v.tag[2:k]
            if v.dep[k] == "appos" and k < verb and "," not in v.word[2:verb] and several:
                v.dep[k] = "conj"  # "Oman, Pakistan navies sweep Gulf for mines"
