"""What an intercurrent event does to an endpoint under each strategy, on hand-made days, and what is refused beforehand."""

from dataclasses import replace

import numpy as np
import pytest
from trial_worlds import EXPOSURES, exposed_from, scored_arm, still, with_days

from milkway.core.errors import InputError
from milkway.core.streams import Streams
from milkway.protocol.events import EVENTS
from milkway.protocol.protocol_file import parse_protocol, protocol_of
from milkway.protocol.resolve import resolve, to_toml

ILL = ("breast_pain", "redness", "fever")
ENROLLED = np.full(6, 2)
LUCK = Streams(1)


def asked(score: str, analyses: list[str], strategies: dict[str, str], **changed: object) -> dict[str, object]:
    plain = {"name": "x", "label": "x", "unit": "x", "score": score, "population": "randomised", "analyses": analyses}
    return plain | {"estimand": {"intercurrent": strategies}} | changed


def trial_of(protocol, words, *endpoints: dict[str, object]):
    return protocol_of(resolve(protocol) | {"endpoints": list(endpoints), "used_in_tuning": []}, "test", words)


def mistakes(protocol, words, *endpoints: dict[str, object]) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        trial_of(protocol, words, *endpoints)
    return {mistake.where: mistake.allowed for mistake in caught.value.mistakes}


@pytest.fixture
def found(protocol, words):
    """Return a function that scores a hand-made arm in one view under one endpoint."""

    def of(trajectory, endpoint, view="observed"):
        return scored_arm("x", trajectory, ENROLLED, trial_of(protocol, words, endpoint), LUCK).scores[view]["x"]

    return of


@pytest.fixture
def weaned():
    """Six women; woman 1 adds formula on day 30 and is ill on days 20 and 40, woman 2 is ill on day 40 only and adds it too."""
    women = with_days(with_days(still(6), 1, [20, 40], ILL), 2, [40], ILL)
    return exposed_from(exposed_from(women, 1, 30, "formula"), 2, 30, "formula")


@pytest.mark.parametrize(
    ("strategy", "values"),
    [
        ("treatment_policy", [0, 1, 1, 0, 0, 0]),
        ("while_on_treatment", [0, 1, 0, 0, 0, 0]),
        ("composite", [0, 1, 1, 0, 0, 0]),
        ("hypothetical", [0, None, None, 0, 0, 0]),
    ],
)
def test_a_share_of_women_under_each_strategy(found, weaned, strategy, values):
    for view in ("observed", "oracle"):
        one = found(weaned, asked("clinical_any", ["risk_difference"], {"formula": strategy}), view)
        assert [None if np.isnan(value) else value for value in one.value] == values


def test_an_event_is_a_bad_outcome_of_a_woman_who_was_never_ill(found):
    quiet = exposed_from(still(6), 3, 30, "formula")
    lower = found(quiet, asked("clinical_any", ["risk_difference"], {"formula": "composite"}))
    assert lower.value.tolist() == [0, 0, 0, 1, 0, 0]
    free = asked("pain_free", ["risk_difference"], {"formula": "composite"}, better="higher", visit="end")
    assert found(quiet, free).value.tolist() == [1, 1, 1, 0, 1, 1]


def test_an_event_after_the_visit_does_not_change_what_was_asked_there(found):
    late = exposed_from(still(6), 3, 60, "formula")
    for strategy in ("composite", "hypothetical", "while_on_treatment"):
        free = asked("pain_free", ["risk_difference"], {"formula": strategy}, better="higher", visit="week_4")
        assert found(late, free).value.tolist() == [1] * 6


@pytest.mark.parametrize(
    ("strategy", "days", "seen"),
    [("treatment_policy", 38, True), ("while_on_treatment", 28, False), ("composite", 28, True), ("hypothetical", 28, False)],
)
def test_a_time_ends_at_the_event_goes_on_or_is_censored(found, weaned, strategy, days, seen):
    one = found(weaned, asked("clinical_first", ["log_rank"], {"formula": strategy}))
    assert (one.value[2], bool(one.seen[2])) == (days, seen)
    assert (one.value[1], bool(one.seen[1])) == (18, True)


def test_recurrent_episodes_end_while_on_treatment_and_are_censored_under_the_hypothetical(found, weaned):
    kept = {}
    for strategy in ("treatment_policy", "while_on_treatment", "hypothetical"):
        one = found(weaned, asked("clinical_recurrent", ["mean_cumulative_difference"], {"formula": strategy}))
        kept[strategy] = (np.nansum(one.value[1]), np.isfinite(one.value[1]).sum())
    assert kept == {"treatment_policy": (2, 110), "while_on_treatment": (1, 110), "hypothetical": (1, 28)}


def test_episodes_are_rated_over_the_days_that_count(found, weaned):
    one = found(weaned, asked("clinical_episodes", ["rate_ratio"], {"formula": "while_on_treatment"}))
    assert (one.value[1], one.time[1], one.time[0]) == (1, 28, 110)


def test_a_sample_after_the_event_does_not_count_and_one_before_does(found):
    women = exposed_from(still(6), 3, 30, "formula")
    for visit, there in (("week_4", 6), ("end", 5)):
        load = asked("load", ["log10_difference"], {"formula": "while_on_treatment"}, visit=visit, group="staphylococcus")
        assert np.isfinite(found(women, load, "oracle").value).sum() == there


def test_leaving_can_be_a_bad_outcome_where_all_women_are_analysed(found):
    women = exposed_from(still(6), 4, 50, "withdrawn")
    for view in ("observed", "oracle"):
        one = found(women, asked("clinical_any", ["risk_difference"], {"leaving": "composite"}), view)
        assert one.value.tolist() == [0, 0, 0, 0, 1, 0]
        time = found(women, asked("clinical_first", ["log_rank"], {"leaving": "composite"}), view)
        assert (time.value[4], bool(time.seen[4])) == (48, True)


def test_the_event_that_comes_first_decides(found):
    women = exposed_from(exposed_from(still(6), 1, 30, "formula"), 1, 60, "ceased")
    first_bad = {"formula": "composite", "breastfeeding_cessation": "hypothetical"}
    first_out = {"formula": "hypothetical", "breastfeeding_cessation": "composite"}
    assert found(women, asked("clinical_any", ["risk_difference"], first_bad)).value[1] == 1
    assert np.isnan(found(women, asked("clinical_any", ["risk_difference"], first_out)).value[1])


def test_an_antibiotic_that_goes_on_since_before_enrolment_is_no_rescue(found):
    women = exposed_from(still(6), 0, 0, "maternal_antibiotic")
    women = replace(women, realised=women.realised.copy())
    women.realised[0, 6:, EXPOSURES.index("maternal_antibiotic")] = 0.0
    women = exposed_from(women, 1, 40, "maternal_antibiotic")
    one = found(women, asked("clinical_any", ["risk_difference"], {"rescue_antibiotics": "composite"}))
    assert one.value.tolist() == [0, 1, 0, 0, 0, 0]


def test_what_a_trial_does_not_see_after_a_woman_left_does_not_count(found):
    women = exposed_from(exposed_from(still(6), 1, 20, "withdrawn"), 1, 30, "formula")
    composite = asked("clinical_any", ["risk_difference"], {"formula": "composite"})
    assert found(women, composite).value[1] == 0
    assert found(women, composite, "oracle").value[1] == 1


def test_a_protocol_without_estimands_writes_todays_out_in_full(protocol):
    full = resolve(protocol)["endpoints"]
    assert all(list(one["estimand"]["intercurrent"]) == list(EVENTS) for one in full)
    policies = {one["name"]: set(one["estimand"]["intercurrent"].values()) for one in full}
    assert policies["clinical_mastitis"] == {"treatment_policy"}
    load = next(one for one in full if one["name"] == "staphylococcus_load")
    assert load["estimand"]["intercurrent"]["breastfeeding_cessation"] == "while_on_treatment"


def test_an_estimand_reads_back_as_it_was_written(protocol, words):
    trial = trial_of(protocol, words, asked("clinical_first", ["log_rank"], {"formula": "composite"}))
    assert parse_protocol(to_toml(resolve(trial)), "again", words) == trial


def test_one_score_may_answer_several_questions(protocol, words):
    same = [asked("clinical_any", ["risk_difference"], {"formula": one}, name=one) for one in ("composite", "hypothetical")]
    assert [one.estimand.intercurrent["formula"] for one in trial_of(protocol, words, *same).endpoints] == [
        "composite",
        "hypothetical",
    ]


def test_a_strategy_that_does_not_fit_is_told_with_those_that_do(protocol, words):
    load = asked("load", ["log10_difference"], {"formula": "composite"}, visit="end", group="staphylococcus")
    own = asked("cessation", ["risk_difference"], {"breastfeeding_cessation": "composite"}, name="own")
    both = asked("clinical_any", ["risk_ratio"], {"leaving": "composite"}, name="y", population="completers")
    neither = asked("strain_detected", ["risk_ratio"], {"formula": "composite"}, name="z", better="neither", visit="end")
    mean = asked("abscess_first", ["restricted_mean_difference"], {"formula": "while_on_treatment"}, name="m")
    milk = asked(
        "load",
        ["log10_difference"],
        {"breastfeeding_cessation": "treatment_policy"},
        name="milk",
        visit="end",
        group="staphylococcus",
    )
    told = mistakes(protocol, words, load, own, both, neither, mean, milk)
    assert list(told) == [f"endpoints[{number}].estimand" for number in range(1, 7)]
    hints = ("treatment_policy", "that event itself", "only completers", "no outcome", "restricted mean", "no milk after")
    assert all(hint in allowed for hint, allowed in zip(hints, told.values(), strict=True))


def test_a_misspelt_event_and_strategy_are_told_with_the_nearest(protocol, words):
    told = mistakes(protocol, words, asked("clinical_any", ["risk_ratio"], {"formla": "composite", "leaving": "composites"}))
    assert any("formula (did you mean that?)" in allowed for allowed in told.values())
    assert any("composite (did you mean that?)" in allowed for allowed in told.values())


def test_a_trial_counts_events_until_a_woman_leaves_and_the_truth_counts_them_all(protocol):
    women = exposed_from(exposed_from(exposed_from(still(6), 1, 20, "withdrawn"), 1, 30, "formula"), 2, 40, "formula")
    events = scored_arm("x", women, ENROLLED, protocol, LUCK).events
    assert (events["observed"]["formula"], events["oracle"]["formula"]) == (1, 2)
    assert events["observed"]["leaving"] == events["oracle"]["leaving"] == 1
