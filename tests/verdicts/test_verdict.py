"""The word follows from certainty, direction, directness and whose participants they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milkway.verdicts.verdict import LEVELS, WORDS, Evidence, groups, verdict


def found(direction, certainty, directness="direct", participants="a"):
    return Evidence(direction, directness, certainty, frozenset(participants.split()))


anything = st.builds(
    Evidence,
    st.sampled_from(["for", "against"]),
    st.sampled_from(["direct", "animals", "indirect"]),
    st.sampled_from(list(LEVELS)),
    st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=2),
)


def test_a_statement_without_a_finding_is_untested():
    assert verdict([]) == "untested"


@pytest.mark.parametrize(
    ("certainty", "directness", "word"),
    [
        ("high", "direct", "supported"),
        ("moderate", "direct", "supported"),
        ("low", "direct", "suggestive"),
        ("very low", "direct", "not established"),
        ("high", "animals", "suggestive"),
        ("high", "indirect", "suggestive"),
        ("low", "indirect", "not established"),
    ],
)
def test_only_what_was_seen_directly_and_surely_supports(certainty, directness, word):
    assert verdict([found("for", certainty, directness)]) == word


@pytest.mark.parametrize(
    ("certainty", "directness", "word"),
    [
        ("high", "direct", "contradicted"),
        ("moderate", "direct", "contradicted"),
        ("low", "direct", "not established"),
        ("high", "animals", "not established"),
    ],
)
def test_a_weak_or_indirect_finding_against_refutes_nothing(certainty, directness, word):
    assert verdict([found("against", certainty, directness)]) == word


def test_findings_of_like_weight_in_other_people_make_a_dispute():
    assert verdict([found("for", "moderate"), found("against", "low", participants="b")]) == "disputed"
    assert verdict([found("for", "high"), found("against", "low", participants="b")]) == "supported"
    assert verdict([found("for", "low"), found("against", "very low", participants="b")]) == "suggestive"


def test_findings_of_the_same_participants_speak_once():
    assert verdict([found("for", "moderate"), found("against", "moderate")]) == "not established"
    assert verdict([found("for", "moderate"), found("against", "low")]) == "suggestive"
    assert verdict([found("for", "moderate"), found("against", "very low")]) == "supported"


def test_participants_are_the_same_through_a_third_name():
    chain = [
        found("for", "low", participants="a b"),
        found("for", "low", participants="c"),
        found("for", "low", participants="b c"),
    ]
    assert [len(group) for group in groups(chain)] == [3]


def test_many_findings_of_low_certainty_do_not_add_up():
    assert verdict([found("for", "low", participants=str(number)) for number in range(20)]) == "suggestive"


@given(st.lists(anything, max_size=6), st.randoms())
def test_the_order_of_findings_and_their_repetition_do_not_matter(evidence, chance):
    shuffled = [*evidence, *evidence]
    chance.shuffle(shuffled)
    assert verdict(shuffled) == verdict(evidence)
    assert verdict(evidence) in WORDS


@given(st.lists(anything, min_size=1, max_size=6))
def test_turning_every_finding_round_turns_the_verdict_round(evidence):
    turned = [
        Evidence("against" if one.direction == "for" else "for", one.directness, one.certainty, one.participants)
        for one in evidence
    ]
    word, other = verdict(evidence), verdict(turned)
    if word == "contradicted":
        assert other == "supported"
    if word == "disputed":
        assert other == "disputed"
    if word == "supported":
        assert other == "contradicted"
