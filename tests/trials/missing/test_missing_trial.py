"""From days since birth to women counted from enrolment, and the study with its tables."""

from dataclasses import replace

import numpy as np
import pytest
from diary_worlds import leaving, risk_of, women
from trial_worlds import SIGNS, exposed_from, still, with_days

from milkway.core.errors import InputError
from milkway.core.streams import Streams
from milkway.protocol.mechanisms import MECHANISMS
from milkway.reports.trial.missing_tables import missing_plain, missing_tables
from milkway.reports.trial.missing_terminal import printed_missing
from milkway.trials.follow import follow_until
from milkway.trials.leaving import PAIN_EFFECT, Attrition
from milkway.trials.missing.complete_arms import Arm, women_of
from milkway.trials.missing.leavers import check_missing
from milkway.trials.missing.methods_compared import compare
from milkway.trials.missing.missing_study import MissingStudy, studied
from milkway.trials.observe import Attendance, observe

ILL = ("breast_pain", "redness", "fever")
LUCK = Streams(1)


@pytest.fixture(scope="module")
def counted(protocol):
    trajectory = with_days(still(6), 1, [20, 40], ILL)
    trajectory = exposed_from(trajectory, 3, 50, "ceased")
    trajectory.level[2, 30, SIGNS.index("breast_pain")] = 10.0
    trajectory.status[5] = 1
    enrolled = np.array([2, 3, 2, 2, 2, 2])
    followed = follow_until(protocol.design.ends.of(enrolled), trajectory, enrolled, protocol, "observed")
    milk = np.ones_like(followed.within)
    milk[3, 50:] = False
    samples = observe(trajectory, protocol, Attendance(enrolled, np.ones_like(milk), milk), LUCK)
    same = tuple(
        replace(one, counts={"staphylococcus": one.counts["staphylococcus"]}) for one in samples if "staphylococcus" in one.counts
    )
    return women_of(followed, np.zeros((6, 1)), same, protocol, LUCK)


def test_days_count_from_enrolment(counted):
    assert counted.begins[:2].tolist() == [np.inf, 17]
    assert counted.ends.tolist() == [110, 109, 110, 110, 110]
    assert counted.ceased.tolist() == [np.inf, np.inf, np.inf, 48, np.inf]
    assert counted.pain[2].argmax() == 28


def test_women_whose_simulation_failed_are_left_out(counted):
    assert len(counted.dyads) == 5


def test_nobody_has_left_and_every_load_is_there_but_that_of_who_weaned(counted):
    assert counted.stays.all()
    assert np.isfinite(counted.load).tolist() == [True, True, True, False, True]
    assert counted.sampled.tolist() == np.isfinite(counted.load).tolist()
    assert counted.limit == pytest.approx(1.0)


@pytest.fixture(scope="module")
def arms():
    return [Arm(one, risk_of(one)) for one in (women(1, 60, effect=-0.8, load_effect=-0.3), women(2, 60))]


@pytest.fixture(scope="module")
def study(arms):
    found = {one: compare(one, (arms[0], arms[1]), (0.4, 0.4), 2, LUCK) for one in ("risk", "load")}
    return MissingStudy("on", ("product", "placebo"), (60, 60), (0.4, 0.4), 2, {"load": "Staphylococcus"}, {"null": found})


def test_every_mechanism_and_method_has_a_cell_beside_the_oracle(study):
    risk, load = missing_tables(study)
    assert [row[0] for row in risk.rows][1] == "Oracle: had nobody left"
    assert len(risk.rows) == 1 + 1 + 5 + 1
    assert len(load.rows) == 1 + 1 + 4 + 1
    assert all(len(row) == len(risk.columns) for row in risk.rows)
    oracle = set(risk.rows[1][1:])
    assert len(oracle) == 1


def test_mechanisms_cannot_be_told_apart_by_how_many_leave(study):
    for first, second in study.found["null"]["risk"].left.values():
        # binomial standard deviation of 60 women twice: 0.045; three of them
        assert first[0] == pytest.approx(0.4, abs=0.135)
        assert second[0] == pytest.approx(0.4, abs=0.135)


def test_the_bias_is_the_mean_distance_from_the_oracle_of_the_same_women(study):
    plain = missing_plain(study)["hypotheses"]["null"]["risk"]
    one = plain["mechanisms"]["random"]["methods"]["completers"]
    assert one["bias"] is not None
    assert plain["oracle"]["estimate"] == study.found["null"]["risk"].oracle.estimate


@pytest.mark.parametrize("mechanism", ["random", "arm_and_pain"])
def test_bias_and_its_error_are_those_of_the_draws_of_who_leaves(study, arms, mechanism):
    """Of two draws the standard error of the mean is half of their difference."""
    distances = []
    for draw in range(2):
        product, placebo = (
            leaving(arm.women, Attrition(MECHANISMS[mechanism], 0.4, PAIN_EFFECT, reference=reference), LUCK, draw)
            for arm, reference in zip(arms, (False, True), strict=True)
        )
        risks = [one.ill[one.stays].mean() for one in (product, placebo)]
        whole = [one.women.ill.mean() for one in arms]
        distances.append((risks[0] - risks[1]) - (whole[0] - whole[1]))
    found = study.found["null"]["risk"].found[mechanism]["completers"]
    assert (found.bias, found.error, found.draws) == pytest.approx((np.mean(distances), abs(distances[0] - distances[1]) / 2, 2))


def test_a_bias_of_one_draw_has_no_error_and_one_without_an_estimate_is_none(arms):
    one = compare("risk", (arms[0], arms[1]), (0.4, 0.4), 1, LUCK).found["random"]["completers"]
    assert one.bias is not None
    assert one.error is None
    pairs = [Arm(two, risk_of(two)) for two in (women(3, 2), women(4, 2))]
    emptied = compare("risk", (pairs[0], pairs[1]), (0.9, 0.9), 4, LUCK).found["random"][
        "completers"
    ]  # of some draws nobody stays
    assert (emptied.bias, emptied.error, emptied.draws) == (None, None, 4)


def test_the_printed_table_has_a_column_for_each_reason(study):
    table = printed_missing("null", "risk", study.found["null"]["risk"])
    assert table.columns == ("women leave", "at random", "pain", "arm and pain", "pain to come")


def test_a_trial_that_nobody_leaves_has_no_missing_data_to_study(protocol):
    quiet = protocol.model_copy(update={"dropout": protocol.dropout.model_copy(update={"share": 0.0})})
    with pytest.raises(InputError) as caught:
        check_missing(quiet)
    assert caught.value.mistakes[0].where == "dropout.share"


def test_the_study_looks_at_no_effect_and_at_the_first_hypothesis_with_one(protocol):
    assert [one.name for one in studied(protocol)] == ["null", "competition"]
