"""Facts: claims of one happening come together, others stay apart, sources are counted once."""

from __future__ import annotations

import dataclasses
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Date, Fact, Reading, Weighing
from comity.weighing import weigh
from comity.weighing.when import agree, interval
from tests.hand import reading, renamed, told


def facts(*readings: Reading) -> tuple[Fact, ...]:
    return weigh(readings, load()).facts


SEVERED = told(
    "Bolivia broke off relations with Chile on 17 March 1978.", "sever_relations", "BOL", "CHL", "1978-03-17",
    status="relations_severed",
)  # fmt: skip


def test_a_less_precise_date_holds_the_more_precise() -> None:
    vague = told("In 1978 ties between the two were cut.", "sever_relations", "BOL CHL", "", "1978",
                 status="relations_severed")  # fmt: skip
    (fact,) = facts(reading("a", SEVERED), reading("b", vague))
    assert (fact.when, fact.sources, fact.pair, fact.actors) == ("1978-03-17", 2, ("BOL", "CHL"), ("BOL",))


NOTE = "Peru recognised Norway on 3 May 1906, when its consul handed over a note."


def recognised_by(second: str, act: str, when: str = "1906-05-03", actors: str = "PER") -> Reading:
    """One sentence with two claims: the recognition, and what its "when" clause tells."""
    both = reading("a", told(NOTE, "recognize_state", "PER", "NOR", "1906-05-03", status="recognised", quote=NOTE[:36]),
                   told(NOTE, act, actors, "NOR", when, plover="CONSULT", quote=second))  # fmt: skip
    first, other = both.claims
    at = dataclasses.replace(other.at, start=other.at.start - len(NOTE) - 1, end=other.at.end - len(NOTE) - 1)
    return dataclasses.replace(both, claims=(first, dataclasses.replace(other, at=at, sentence=first.sentence)))


def test_the_act_by_which_a_deed_was_done_is_no_second_fact() -> None:
    (fact,) = facts(recognised_by("when its consul handed over a note", "send_message"))
    assert (fact.act, len(fact.claims), fact.sources) == ("recognize_state", 2, 1) and "by which" in fact.why


@pytest.mark.parametrize(
    ("act", "when", "actors"),
    [("present_credentials", "1906-05-03", "PER"), ("send_message", "1906-05-09", "PER"), ("send_message", "", "NOR")],
)
def test_what_happened_beside_a_deed_is_another_fact(act: str, when: str, actors: str) -> None:
    assert len(facts(recognised_by("when its consul handed over a note", act, when, actors))) == 2


SIGNED = told("The pact was concluded in Quito on 4 May 1963.", "sign_agreement", "PER NOR", "", "1963-05-04",
              plover="SUPPORT")  # fmt: skip


@pytest.mark.parametrize(
    ("words", "act", "when", "facts_told"),
    [
        ("Ministers put their names to a treaty that day.", "sign_agreement", "1963-05-04", 1),
        ("An old quarrel was laid to rest.", "other_support", "1963-05-04", 1),  # the like act by another name
        ("The pact of 1963 still binds both.", "settle", "", 1),  # named by its year
        ("the treaty of 1963", "sign_agreement", "1963", 1),
        ("In 1963 they came to terms over fish.", "sign_agreement", "1963", 2),  # may be another one
        ("An old quarrel was laid to rest.", "other_support", "1963-05-09", 2),
    ],
)
def test_one_day_two_pages_two_names(words: str, act: str, when: str, facts_told: int) -> None:
    other = reading("b", told(words, act, "PER NOR", "", when, plover="SUPPORT"))
    if not when:
        at = dataclasses.replace(
            other.claims[0].at, start=words.index("1963"), end=words.index("1963") + 4, quote="1963"
        )
        other = dataclasses.replace(other, dates=(Date(at, "1963", "1963-01-01", "1963-12-31", "", "year"),))
    assert len(facts(reading("a", SIGNED), other)) == facts_told


@pytest.mark.parametrize(
    ("act", "one", "two", "number"),
    [
        ("visit", "President Rojas of Peru toured Norway in May.", "Foreign Minister Vidal of Peru toured Norway.", 2),
        ("visit", "President Rojas of Peru toured Norway in May.", "President Luis Rojas of Peru toured Norway.", 1),
        ("nationalize", "Peru nationalised Norway's mines.", "Peru nationalised Norway's fish canneries.", 2),
        ("nationalize", "Peru nationalised Norway's mines.", "Peru nationalised the mines of Norway.", 1),
        ("apologize", "Peru apologised to Norway for the arrest.", "Peru apologised to Norway for a cartoon.", 2),
        ("sign_agreement", "Peru signed a treaty with Norway.", "Peru and Norway agreed on a timetable of flights.", 2),
    ],
)
def test_what_was_done_by_others_or_to_other_things_is_another_fact(act: str, one: str, two: str, number: int) -> None:
    to = ("PER NOR", "") if act == "sign_agreement" else ("PER", "NOR")
    rows = [told(text, act, *to, when) for text, when in ((one, "1963-05-04"), (two, "1963-05"))]
    assert len(facts(*(reading(name, row) for name, row in zip("ab", rows, strict=True)))) == number


def test_two_acts_of_one_day_on_one_page_are_two_facts() -> None:
    second = told("They agreed on a ferry too.", "other_support", "PER NOR", "", "1963-05-04", plover="SUPPORT")
    assert len(facts(reading("a", SIGNED, second))) == 2


def test_posts_of_different_ranks_are_different_missions() -> None:
    rows = [
        told(
            f"The {post} of Peru in Oslo opened in {year}.", "open_mission", "PER", "NOR", year, status="mission_opened"
        )
        for post, year in (("legation", "1907"), ("consulate", "1909"), ("embassy", "1907"))
    ]
    assert len(facts(reading("a", *rows))) == 3


def test_how_relations_began_means_the_earliest_told() -> None:
    rows = [
        told("Set up in 1907.", "establish_relations", "PER NOR", "", "1907", status="relations_established"),
        told("They ended in 1940.", "sever_relations", "PER NOR", "", "1940", status="relations_severed"),
        told("They resumed in 1946.", "resume_relations", "PER NOR", "", "1946", status="relations_resumed"),
    ]  # fmt: skip
    began = told("Much has changed since relations began.", "establish_relations", "PER NOR",
                 status="relations_established")  # fmt: skip
    found = facts(reading("a", *rows), reading("b", began))
    assert [(f.when, f.sources) for f in found] == [("1907", 2), ("1940", 1), ("1946", 1)]


def test_a_state_of_things_is_not_the_act_that_began_it() -> None:
    row = told("Peru recognised Norway in 1906.", "recognize_state", "PER", "NOR", "1906", status="recognised")
    still = told("Peru still recognised Norway.", "recognize_state", "PER", "NOR", status="recognised")
    assert len(facts(reading("a", row, still))) == 2


def test_a_later_sentence_points_back_at_the_treaty_just_told() -> None:
    rows = [
        told("Peru and Norway agreed on a first treaty of trade.", "sign_agreement", "PER NOR"),
        told("Envoy Dahl signed the treaty in Lima on 4 June 1911.", "sign_agreement", "PER NOR", "", "1911-06-04"),
        told("A convention on fishing was signed on 9 July 1925.", "sign_agreement", "PER NOR", "", "1925-07-09"),
    ]
    assert sorted(len(f.claims) for f in facts(reading("a", *rows))) == [1, 2]


def test_the_same_break_ten_years_apart_is_two_facts() -> None:
    first = told("Bolivia broke off relations with Chile in April 1962.", "sever_relations", "BOL", "CHL", "1962-04",
                 status="relations_severed")  # fmt: skip
    assert [f.when for f in facts(reading("a", first, SEVERED))] == ["1962-04", "1978-03-17"]


def test_rival_dates_of_what_happens_once_are_one_fact() -> None:
    a = told("Egypt and Israel opened relations in February 1980.", "establish_relations", "EGY ISR", "", "1980-02",
             status="relations_established")  # fmt: skip
    b = told("Full relations came about in 1979.", "establish_relations", "EGY ISR", "", "1979",
             status="relations_established")  # fmt: skip
    (fact,) = facts(reading("a", a), reading("b", b))
    assert fact.sources == 2 and "rival dates" in fact.why


def test_relations_resumed_after_a_break_are_another_fact() -> None:
    rows = [
        told(
            "Relations were set up in 1974.",
            "establish_relations",
            "CHL BOL",
            "",
            "1974",
            status="relations_established",
        ),
        told("They were cut in 1975.", "sever_relations", "CHL BOL", "", "1975", status="relations_severed"),
        told("They were restored in 1976.", "resume_relations", "CHL BOL", "", "1976", status="relations_resumed"),
    ]
    assert len(facts(reading("a", *rows))) == 3


def test_two_sums_in_one_sentence_are_two_facts_and_their_copies_join_each_its_own() -> None:
    words = "Between 1961 and 1969 France gave Chad $40 million for roads and $12 million for arms, as its envoy wrote."
    grant = told(words, "give_aid", "FRA", "TCD", "1961/1969", plover="AID", amount=40e6, quote=words[:62])
    a, b = reading("a", grant), reading("b", grant)
    (fact,) = facts(a, b)
    assert fact.sources == 1 and len(fact.claims) == 2


def test_different_sums_at_one_time_stay_apart() -> None:
    one = told("France lent Chad $40 million in 1964.", "lend", "FRA", "TCD", "1964", plover="AID", amount=40e6)
    two = told("In 1964 France lent Chad $90 million.", "lend", "FRA", "TCD", "1964", plover="AID", amount=90e6)
    assert len(facts(reading("a", one), reading("b", two))) == 2


def test_an_undated_claim_joins_the_one_break_its_document_tells() -> None:
    later = told("The break of relations lasted.", "sever_relations", "BOL", "CHL", status="relations_severed")
    (fact,) = facts(reading("a", SEVERED, later))
    assert len(fact.claims) == 2 and fact.sources == 1


def test_each_state_opens_a_mission_of_its_own() -> None:
    one = told(
        "Kenya opened an embassy in Oslo in 1966.", "open_mission", "KEN", "NOR", "1966", status="mission_opened"
    )
    two = told(
        "Norway opened an embassy in Nairobi in 1966.", "open_mission", "NOR", "KEN", "1966", status="mission_opened"
    )
    assert len(facts(reading("a", one), reading("b", two))) == 2


def test_a_plan_is_not_the_deed() -> None:
    plan = told("Chad planned to close its embassy in 1990.", "close_mission", "TCD", "FRA", "1990",
                status="mission_closed", modality="planned")  # fmt: skip
    deed = told("Chad closed its embassy in 1990.", "close_mission", "TCD", "FRA", "1990", status="mission_closed")
    assert sorted(f.modality for f in facts(reading("a", plan), reading("b", deed))) == ["done", "planned"]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("1965", "1965-05", True),
        ("1965-05", "1965-06", False),
        ("1955/1963", "1958", False),
        ("1955/1963", "1955/1963", True),
        ("2010-10-30/2010-11-01", "2010-10-30", True),
        ("198X", "1985", True),
        ("1993/2008", "1992/2010", False),
        ("1992/..", "1992/2010", False),
    ],
)
def test_dates_that_can_date_one_happening(a: str, b: str, expected: bool) -> None:
    x, y = interval(a), interval(b)
    assert x and y and agree(x, y) is expected


ACTS = st.sampled_from(
    [("sever_relations", "relations_severed"), ("open_mission", "mission_opened"), ("criticize", ""), ("give_aid", "")]
)
PAIRS = st.sampled_from([("FRA", "TCD"), ("TCD", "FRA"), ("BOL", "CHL")])
WHEN = st.sampled_from(["", "1964", "1964-05", "1964-05-02", "1965", "1960/1968", "1970"])
WORDS = st.sampled_from(
    ["over the border mines", "after long talks about tariffs", "in spite of warnings from abroad", "quietly"]
)


@st.composite
def documents(draw: st.DrawFn, name: str) -> Reading:
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        (act, status), (a, b), when, words = draw(ACTS), draw(PAIRS), draw(WHEN), draw(WORDS)
        more = {"amount": draw(st.sampled_from([5e6, 7e6]))} if act == "give_aid" else {}
        text = f"{a} did {act.replace('_', ' ')} towards {b} {when} {words}."
        rows.append(told(text, act, a, b, when, status=status, plover="SUPPORT", **more))
    return reading(name, *rows)


def key(weighing: Weighing) -> list[tuple[object, ...]]:
    return sorted((f.id, f.sources, f.when, f.pair) for f in weighing.facts)


@settings(max_examples=60, deadline=None)
@given(documents("a"), documents("b"), documents("c"))
def test_a_copied_document_adds_no_source_and_renames_no_fact(a: Reading, b: Reading, c: Reading) -> None:
    before = weigh([a, b, c], load())
    after = weigh([a, b, c, renamed(b, "z-copy")], load())
    assert key(after) == key(before)


@settings(max_examples=40, deadline=None)
@given(documents("a"), documents("b"), documents("c"))
def test_the_order_of_documents_changes_nothing(a: Reading, b: Reading, c: Reading) -> None:
    assert weigh([a, b, c], load()) == weigh([c, a, b], load())


@settings(max_examples=40, deadline=None)
@given(documents("a"), documents("b"))
def test_an_unrelated_pair_changes_nothing_here(a: Reading, b: Reading) -> None:
    words = "Japan and Korea set up ties in 1965 at last."
    other = reading("o", told(words, "establish_relations", "JPN KOR", "", "1965", status="relations_established"))
    before, after = weigh([a, b], load()), weigh([a, b, other], load())
    assert [f for f in after.facts if f.pair != ("JPN", "KOR")] == list(before.facts)
    assert [d for d in after.disputes if d.pair != ("JPN", "KOR")] == list(before.disputes)


def test_many_claims_of_one_pair_take_near_linear_time() -> None:
    def seconds(n: int) -> float:
        rows = [
            told(
                f"France and Chad talked about item {k} of the {k % 97} list and about matter {k % 89}.",
                "talk", "FRA TCD", "", f"{1960 + k % 60}-{1 + k % 12:02d}", plover="CONSULT",
            )
            for k in range(n)
        ]  # fmt: skip
        readings = [reading(f"d{k}", *rows[k : k + 20]) for k in range(0, n, 20)]
        began = process_time()
        from comity.weighing import facts as weighing_facts
        from comity.weighing.lineage import Lineage

        weighing_facts.find(readings, Lineage((), {}), load())
        return process_time() - began

    seconds(200)
    small, large = seconds(1000), seconds(4000)
    assert large < 10 * small + 1.0


@pytest.mark.parametrize(
    ("act", "words", "when", "other", "then", "facts_told"),
    [
        ("forgive_debt", "Norway wrote off what Peru owed.", "2005", "It was freed on 3 May.", "2005-05-03", 1),
        ("nationalize", "The plants were taken over.", "1969-10", "Lima seized the fisheries.", "1969", 1),
        ("sign_agreement", "A fisheries treaty was signed.", "1984-11-29", "They signed a treaty.", "1984", 1),
        ("sign_agreement", "A fisheries treaty was signed.", "1984-11-29", "They signed a tax treaty.", "1984", 2),
        ("visit", "Minister Solberg toured Cuzco.", "2016-01", "Solberg was received in Lima.", "2016-01", 1),
        ("visit", "Minister Solberg toured Cuzco.", "2016-01", "The prince was received in Lima.", "2016-01", 2),
        ("criticize", "Oslo found fault with the law.", "2005", "It deplored the raid.", "2005-05-03", 2),
    ],
)
def test_what_each_page_tells_once_of_a_year_is_one_happening(
    act: str, words: str, when: str, other: str, then: str, facts_told: int
) -> None:
    both = [reading(name, told(w, act, "NOR", "PER", d)) for name, w, d in (("a", words, when), ("b", other, then))]
    assert len(facts(*both)) == facts_told


def test_a_page_that_tells_two_such_acts_of_a_year_tells_neither_by_the_year() -> None:
    one = told("Norway wrote off a loan on 3 May.", "forgive_debt", "NOR", "PER", "2005-05-03")
    two = told("The rest was struck out on 9 December.", "forgive_debt", "NOR", "PER", "2005-12-09")
    year = told("It freed Peru of what was owed.", "forgive_debt", "NOR", "PER", "2005")
    assert len(facts(reading("a", one, two), reading("b", year))) == 3
