"""The word follows from direction, certainty, what is not the part's, and whose participants and sponsors they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milkway.verdicts.verdict import LEVELS, WORDS, Evidence, groups, heard, side, spoken, verdict


def found(direction, certainty, removed=0, participants="a", sponsor="", *, review=False):
    return Evidence(direction, certainty, removed, frozenset(participants.split()), sponsor, review)


def word(*evidence):
    return verdict(evidence).word


SECOND = found("for", "low", participants="second")
anything = st.builds(
    Evidence,
    st.sampled_from(["for", "against", "none"]),
    st.sampled_from(list(LEVELS)),
    st.integers(0, 3),
    st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=2),
    st.sampled_from(["", "x", "y"]),
    st.booleans(),
)


def test_a_part_without_a_finding_says_whether_anybody_sought_one():
    assert verdict([]).word == "not reviewed"
    assert verdict([], searched=True).word == "no finding after a search"


@pytest.mark.parametrize(
    ("certainty", "removed", "expected"),
    [
        ("high", 0, "supported"),
        ("moderate", 0, "suggestive"),
        ("low", 0, "suggestive"),
        ("very low", 0, "not established"),
        ("high", 1, "suggestive"),
        ("high", 2, "suggestive"),
        ("moderate", 2, "not established"),
        ("high", 3, "not established"),
    ],
)
def test_one_study_alone_earns_the_top_word_only_at_high(certainty, removed, expected):
    assert word(found("for", certainty, removed)) == expected


def test_a_second_independent_voice_earns_the_top_word_at_moderate():
    assert word(found("for", "moderate"), SECOND) == "supported"
    assert word(found("for", "moderate"), found("for", "very low", participants="b")) == "suggestive"
    assert word(found("against", "moderate"), found("against", "low", participants="b")) == "contradicted"
    assert word(found("against", "moderate")) == "not established"


def test_a_second_voice_of_the_same_sponsor_is_none():
    assert word(found("for", "moderate", sponsor="x"), found("for", "low", participants="b", sponsor="x")) == "suggestive"
    assert word(found("for", "moderate", sponsor="x"), found("for", "low", participants="b", sponsor="y")) == "supported"


def test_a_mouse_study_cannot_dispute_a_moderate_trial_in_women():
    trial, mice = found("for", "moderate"), found("against", "high", 1, "mice")
    assert word(trial, SECOND, mice) == "supported"
    assert word(found("for", "low"), found("against", "moderate", 1, "mice")) == "disputed"  # only low: nothing is silenced


def test_ten_moderate_trials_are_not_disputed_by_one_low():
    many = [found("for", "moderate", participants=str(i)) for i in range(10)]
    given_ = verdict([*many, found("against", "low", participants="b")])
    assert (given_.word, given_.dissent) == ("supported", True)


def test_both_sides_equally_strong_are_a_dispute():
    assert word(found("for", "moderate"), found("against", "moderate", participants="b")) == "disputed"
    assert word(found("for", "very low"), found("against", "very low", participants="b")) == "not established"


def test_what_has_no_direction_has_no_voice():
    assert word(found("none", "moderate")) == "not established"
    assert word(found("for", "moderate"), SECOND, found("none", "high", participants="c")) == "supported"


def test_findings_of_the_same_participants_speak_once():
    assert word(found("for", "moderate"), found("against", "moderate")) == "not established"
    assert spoken([found("for", "moderate"), found("against", "low")]).level == LEVELS["low"]
    assert spoken([found("for", "moderate"), found("against", "very low")]).level == LEVELS["moderate"]


def test_participants_are_the_same_through_a_third_name():
    names = ("a b", "c", "b c")
    assert [len(group) for group in groups([found("for", "low", participants=one) for one in names])] == [3]


def of_a(certainty, direction="for", removed=0):
    return found(direction, certainty, removed, "r a", review=True)


@pytest.mark.parametrize(
    ("review", "trial", "heard_as"),
    [
        (of_a("moderate"), found("against", "moderate"), ["for"]),
        (of_a("low"), found("against", "moderate"), ["against"]),
        (of_a("high", "none"), found("for", "low"), ["for"]),
        (of_a("high", removed=1), found("against", "moderate"), ["against"]),  # its question is not the part
        (of_a("moderate"), found("none", "moderate"), ["for"]),
    ],
)
def test_a_review_of_the_part_as_sure_as_its_trials_speaks_in_their_place_and_another_does_not(review, trial, heard_as):
    assert [one.direction for one in heard([review, trial])] == heard_as


@pytest.mark.parametrize("certainty", list(LEVELS))
def test_a_review_that_joins_two_trials_which_agree_with_it_lowers_no_word(certainty):
    trials = [found("for", "moderate"), found("for", "moderate", participants="b")]
    for direction in ("for", "none"):
        assert word(*trials, found(direction, certainty, participants="r a b", review=True)) == "supported"


def test_what_is_not_direct_cannot_silence_the_direct_finding_of_the_same_people():
    trial = found("for", "moderate")
    assert (
        word(trial, SECOND, found("against", "high", 1)) == word(trial, SECOND, found("against", "high", 1, "c")) == "supported"
    )


def test_a_review_that_covers_both_sides_does_not_lower_the_word_of_its_trials():
    trial = found("for", "moderate")
    assert word(trial, SECOND, found("none", "moderate", participants="r a", review=True)) == word(trial, SECOND) == "supported"


def test_three_independent_voices_are_one_level_more_and_no_level_above_high_nor_of_very_low():
    def level(certainty, sponsors=("", "", "")):
        alike = [found("for", certainty, participants=str(i), sponsor=one) for i, one in enumerate(sponsors)]
        return side([spoken([one]) for one in alike], "for").level

    assert [level(one) for one in LEVELS] == [1, 3, 4, 4]
    assert level("low", ("x", "x", "x")) == LEVELS["low"]
    assert level("low", ("x", "y")) == LEVELS["low"]


@given(st.lists(anything, max_size=6), st.randoms())
def test_the_order_of_findings_and_their_repetition_do_not_matter(evidence, chance):
    shuffled = [*evidence, *evidence]
    chance.shuffle(shuffled)
    assert verdict(shuffled).word == verdict(evidence).word
    assert verdict(evidence).word in WORDS


@given(st.lists(anything, min_size=1, max_size=6))
def test_turning_every_finding_round_turns_the_word_round(evidence):
    round_ = {"for": "against", "against": "for", "none": "none"}
    turned = [
        Evidence(round_[one.direction], one.certainty, one.removed, one.participants, one.sponsor, one.review) for one in evidence
    ]
    turns = {"supported": "contradicted", "contradicted": "supported", "disputed": "disputed"}
    assert turns.get(word(*evidence)) in (None, word(*turned))
