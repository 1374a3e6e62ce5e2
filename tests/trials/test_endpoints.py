import numpy as np
import pytest
from trial_worlds import exposed_from, scored_arm, still, with_days

from milkway.core.streams import Streams
from milkway.trials.results import world_of
from milkway.trials.screen import screen

ILL = ("breast_pain", "redness", "fever")
ENROLLED = np.full(6, 2)


def scored(trajectory, protocol):
    return scored_arm("product", trajectory, ENROLLED, protocol, Streams(1))


def test_two_local_signs_and_fever_are_clinical_mastitis(quiet_women, protocol):
    arm = scored(with_days(quiet_women, 1, [20, 21], ILL), protocol)
    assert arm.scores["observed"]["clinical_mastitis"].value.tolist() == [0, 1, 0, 0, 0, 0]
    assert arm.scores["observed"]["clinical_episodes"].value.tolist() == [0, 1, 0, 0, 0, 0]


def test_one_local_sign_and_fever_are_not_clinical_mastitis(quiet_women, protocol):
    arm = scored(with_days(quiet_women, 1, [20], ("redness", "fever")), protocol)
    assert arm.scores["observed"]["clinical_mastitis"].value.sum() == 0


def test_two_local_signs_for_two_days_without_fever_are_mild_mastitis(quiet_women, protocol):
    women = with_days(with_days(quiet_women, 1, [20, 21], ILL[:2]), 2, [20], ILL[:2])
    assert scored(women, protocol).scores["observed"]["mild_mastitis"].value.tolist() == [0, 1, 0, 0, 0, 0]


def test_signs_before_enrolment_do_not_count(quiet_women, protocol):
    arm = scored(with_days(quiet_women, 1, [1], ILL), protocol)
    assert arm.scores["oracle"]["clinical_mastitis"].value.sum() == 0


def test_a_pause_shorter_than_the_gap_is_one_episode_and_a_longer_one_two(quiet_women, protocol):
    women = with_days(with_days(quiet_women, 0, [20, 24], ILL), 1, [20, 27], ILL)
    arm = scored(women, protocol)
    assert arm.scores["observed"]["clinical_episodes"].value[:2].tolist() == [1, 2]
    assert arm.scores["observed"]["recurrence"].value[:2].tolist() == [0, 1]


def test_the_trial_sees_only_what_is_reported_and_the_oracle_what_is_true(quiet_women, protocol):
    arm = scored(with_days(quiet_women, 3, [30], ILL, reported=False), protocol)
    assert arm.scores["observed"]["clinical_mastitis"].value[3] == 0
    assert arm.scores["oracle"]["clinical_mastitis"].value[3] == 1


def test_mastitis_after_leaving_is_unseen_and_the_woman_is_no_completer(quiet_women, protocol):
    arm = scored(with_days(exposed_from(quiet_women, 2, 10, "withdrawn"), 2, [40], ILL), protocol)
    assert np.isnan(arm.scores["observed"]["clinical_mastitis"].value[2])
    assert arm.scores["oracle"]["clinical_mastitis"].value[2] == 1
    assert arm.scores["observed"]["first_mastitis"].time[2] == 8
    assert not arm.scores["observed"]["first_mastitis"].seen[2]
    assert (arm.flow["randomised"], arm.flow["withdrew"], arm.flow["completed"]) == (6, 1, 5)


def test_time_to_first_mastitis_counts_from_enrolment(quiet_women, protocol):
    arm = scored(with_days(quiet_women, 1, [20, 40], ILL), protocol)
    assert arm.scores["observed"]["first_mastitis"].value[:2].tolist() == [110, 18]


def test_a_woman_who_has_stopped_breastfeeding_gives_no_milk(quiet_women, protocol):
    arm = scored(exposed_from(quiet_women, 4, 50, "ceased"), protocol)
    assert np.isnan(arm.scores["observed"]["staphylococcus_load"].value[4])
    assert np.isfinite(arm.scores["observed"]["staphylococcus_load"].value[:4]).all()
    assert arm.scores["oracle"]["staphylococcus_load"].value[0] == pytest.approx(100.0)


def test_a_strain_is_sought_in_the_culture_that_counts_it(protocol):
    only = protocol.assays.culture[0]
    other = only.model_copy(update={"name": "first", "groups": {"staphylococcus": ("s_aureus",)}})
    two = protocol.model_copy(update={"assays": protocol.assays.model_copy(update={"culture": (other, only)})})
    arm = scored_arm("product", still(60), np.full(60, 2), two, Streams(1))
    assert np.isfinite(arm.scores["observed"]["strain_in_milk"].value).all()


def test_a_strain_that_is_not_there_is_never_detected(protocol):
    arm = scored_arm("product", still(60), np.full(60, 2), protocol, Streams(1))
    assert arm.scores["observed"]["strain_in_milk"].value.sum() == 0


def test_mastitis_or_weaning_before_entry_excludes_a_candidate(quiet_women, protocol):
    women = exposed_from(with_days(quiet_women, 1, [1], ILL), 2, 0, "ceased")
    later = with_days(women, 3, [4], ILL)
    found = screen(later, np.array([3, 3, 3, 3, 3, 3]), protocol.eligibility, protocol.mastitis)
    assert found.eligible.tolist() == [True, False, False, True, True, True]


def test_the_same_women_in_two_arms_show_no_difference(protocol):
    women = with_days(still(40), 7, [30], ILL)
    arms = {name: scored_arm(name, women, np.full(40, 2), protocol, Streams(1)) for name in ("product", "placebo")}
    results = world_of("off", "null", arms, protocol).results["observed"]
    for result in results.values():
        assert result.arms["product"] == result.arms["placebo"]
        for contrast in result.contrasts:
            assert contrast.found.direction in ("same", "unknown")


def test_a_failed_dyad_is_counted_and_left_out(quiet_women, protocol):
    quiet_women.status[5] = 1
    arm = scored(quiet_women, protocol)
    assert arm.flow["failed"] == 1
    assert np.isnan(arm.scores["oracle"]["clinical_mastitis"].value[5])
    assert arm.failed.tolist() == [5]
