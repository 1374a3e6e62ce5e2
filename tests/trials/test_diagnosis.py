"""Women enrolled the day after a diagnosis: their own days, and an episode that was there before they came."""

from dataclasses import replace

import numpy as np
import pytest
from trial_worlds import SIGNS, exposed_from, scored_arm, still, with_days

from milkway.core.errors import InputError
from milkway.core.streams import Streams
from milkway.protocol.moment import Moment
from milkway.protocol.protocol_file import protocol_of
from milkway.protocol.resolve import resolve
from milkway.trials.enrol import NEVER, days_after_diagnosis, days_when_ill
from milkway.trials.screen import REASONS, screen

ILL = ("breast_pain", "redness", "fever")
ENROLLED = np.array([11, 21, 31])


@pytest.fixture(scope="module")
def trial(protocol, words):
    """The trial of prevention turned into one of treatment that follows each woman for 40 days."""
    tables = resolve(protocol)
    tables["design"] |= {"at": "diagnosis", "enrolment": [5, 60], "ends": "40 days after enrolment"}
    tables["composition_days"] = [7, 14]
    tables["eligibility"]["free_of"] = ["abscess"]
    tables["dropout"] |= {"by": "40 days after enrolment"}
    tables["arms"][0]["courses"] = [{"exposure": "taking_product", "lasts": 28}]
    tables["visits"] = [
        {"name": name, "day": f"{day} days after enrolment", "basis": {"kind": "expert"}}
        for name, day in (("entry", 0), ("week_4", 14), ("end", 21))
    ]
    free = {"name": "free", "label": "x", "unit": "x", "score": "pain_free", "visit": "end", "analyses": ["risk_difference"]}
    pain = {"name": "pain", "label": "x", "unit": "x", "score": "pain_visits", "visits": ["entry", "end"]}
    tables["endpoints"] += [free, pain | {"analyses": ["mixed_difference"]}]
    return protocol_of(tables, "test", words)


def ill(days: dict[int, list[int]]):
    """Three women without a sign but on their own days; stocks recorded on every day."""
    women = still(3)
    amounts = np.repeat(women.amounts[:, :1], 113, axis=1)
    women = replace(women, days=np.arange(113), amounts=amounts)
    for woman, when in days.items():
        women = with_days(women, woman, when, ILL)
    return women


def scored(women, trial, view="observed"):
    return scored_arm("product", women, ENROLLED, trial, Streams(1)).scores[view]


def test_the_episode_of_the_diagnosis_is_no_new_one_and_a_later_is_a_recurrence(trial):
    found = scored(ill({0: [10, 11, 12], 1: [20, 21, 40], 2: [30, 60]}), trial)
    assert found["clinical_episodes"].value.tolist() == [0, 1, 1]
    assert found["recurrence"].value.tolist() == [0, 1, 1]


def test_the_same_gap_ends_an_episode_in_the_trial_as_before_it(trial):
    assert scored(ill({0: [10, 14]}), trial)["recurrence"].value[0] == 0


def test_follow_up_is_as_long_for_every_woman(trial):
    found = scored(ill({0: [10, 50, 51, 52], 1: [20, 60]}), trial)
    assert found["clinical_mastitis"].time.tolist() == [40.0, 40.0, 40.0]
    # day 50 is the last of the first woman (11 + 40 is past it), and day 60 of the second too
    assert found["clinical_mastitis"].value.tolist() == [1, 1, 0]
    assert scored(ill({0: [10, 51]}), trial)["clinical_mastitis"].value[0] == 0


def test_pain_is_asked_for_on_each_womans_own_day(trial):
    women = ill({0: [31], 1: [31], 2: [51]})
    assert scored(women, trial)["free"].value.tolist() == [0, 1, 0]
    women.level[1, 42, SIGNS.index("breast_pain")] = 8.0
    assert scored(women, trial, "oracle")["pain"].value.tolist() == [[0, 0], [0, 8], [0, 0]]


def test_milk_is_sampled_on_each_womans_own_day(trial):
    women = exposed_from(ill({}), 1, 30, "ceased")
    milk = women.stocks.index("left_milk__staphylococcus_cons")
    women.amounts[2, 31 + 21, milk] *= 100
    loads = scored(women, trial, "oracle")["staphylococcus_load"].value
    assert np.isnan(loads[1])
    assert loads[2] / loads[0] == pytest.approx(101 / 2)


def test_the_day_after_a_diagnosis_within_the_window_is_that_of_enrolment(trial):
    women = ill({})
    level = np.zeros((3, 112, 1), dtype=np.float32)
    level[0, [3, 20]] = level[1, 4] = level[2, 60] = 1.0
    women = replace(women, exposures=(*women.exposures, "diagnosed"), realised=np.concatenate([women.realised, level], axis=2))
    days = days_after_diagnosis(trial.design, women)
    assert days.tolist() == [20, NEVER, 60]
    found = screen(women, days, trial.eligibility, trial.mastitis)
    assert found.counts(3)["not ill in the window"] == 1
    assert REASONS[found.reason[1]] == "not ill in the window"


def test_the_day_after_an_abscess_began_within_the_window_is_that_of_enrolment(trial):
    women = exposed_from(ill({}), 0, 19, "left_breast__abscess")
    women = exposed_from(women, 1, 2, "right_breast__abscess")  # before the window, whatever comes later in it
    women = exposed_from(women, 2, 59, "right_breast__abscess")
    assert days_when_ill(trial.design.model_copy(update={"at": "abscess"}), women).tolist() == [20, NEVER, 60]


def test_an_abscess_that_is_there_at_entry_is_no_event_and_one_of_the_other_breast_is(trial):
    women = exposed_from(ill({}), 0, ENROLLED[0] - 1, "left_breast__abscess")
    women = exposed_from(women, 1, ENROLLED[1] - 1, "left_breast__abscess")
    women = exposed_from(women, 1, ENROLLED[1] + 5, "right_breast__abscess")
    women = exposed_from(women, 2, ENROLLED[2] + 3, "left_breast__abscess")
    harm = trial.endpoints[0].model_copy(update={"name": "harm", "score": "abscess_any"})
    found = scored(women, trial.model_copy(update={"endpoints": (harm,)}))["harm"]
    assert found.value.tolist() == [0, 1, 1]


def test_women_with_an_abscess_cannot_be_asked_to_be_free_of_one(trial, words):
    tables = resolve(trial)
    tables["design"] |= {"at": "abscess"}
    with pytest.raises(InputError, match="women are enrolled because of an abscess"):
        protocol_of(tables, "test", words)
    tables["eligibility"] |= {"free_of": []}
    assert protocol_of(tables, "test", words).design.when_ill


def test_a_day_of_her_own_is_written_as_it_is_read(trial, words):
    assert protocol_of(resolve(trial), "again", words) == trial
    assert trial.visits[2].day == Moment(21, "enrolment")


def test_a_visit_on_each_womans_last_day_sees_all_who_stayed(trial):
    last = trial.visits[2].model_copy(update={"day": Moment(40, "enrolment")})
    until_the_end = trial.model_copy(update={"visits": (*trial.visits[:2], last)})
    found = scored(ill({}), until_the_end)
    assert np.isfinite(found["staphylococcus_load"].value).all()
    assert np.isfinite(found["pain"].value).all()
