"""Controls say what is wrong: an arm that differs, an estimate that does not turn around, an antibiotic that harms."""

from dataclasses import replace

import numpy as np
import pytest
from synthetic_pools import exactly, shares

from milkway.cohorts.declared import declared_parameters
from milkway.core.streams import Streams
from milkway.ledger.own_values import with_settings
from milkway.lives.means import Means
from milkway.planning.control_arms import AFTER, ANTIBIOTIC, LATE, NEVER, TWIN, takes_antibiotic, with_controls
from milkway.planning.drawn_analyses import analyse_trials
from milkway.planning.drawn_trials import draw_trials
from milkway.planning.power_study import Asked
from milkway.planning.scored_controls import SWAPPED, WORKS, control_pool, cure, differing, mirrored, unchanged
from milkway.protocol.design import last_day
from milkway.protocol.known import read_known_protocol
from milkway.simulation.solver import Solver

HURTADO = read_known_protocol("hurtado2017")


def working(found):
    """The same pool with its effect as the one hypothesis, as controls have it."""
    return replace(found, scores={view: {WORKS: worlds["effect"]} for view, worlds in found.scores.items()})


def trials(found, n=400, reps=200):
    drawn = draw_trials(found.women, found.arms, found.design, n, reps, Streams(1))
    return drawn, analyse_trials(found, drawn, WORKS, "product", n)


def test_an_arm_in_which_nobody_differs_passes():
    found = working(exactly(200, 50, 50))
    one = unchanged("nothing", found, "product", trials(found)[1])
    assert (one.differing, one.verdict) == (0, "passed")
    assert one.claims == pytest.approx(0.05, abs=3 * one.claims_error)  # three standard errors of 200 trials


def test_one_woman_who_differs_fails_the_control_though_no_trial_would_notice():
    found = working(exactly(200, 49, 50))
    one = unchanged("nothing", found, "product", trials(found)[1])
    assert (one.differing, one.verdict) == (1, "failed")


def test_an_analysis_that_claims_too_often_fails_the_control_though_no_woman_differs():
    found = working(exactly(200, 50, 50))
    eager = replace(trials(found)[1], p=np.where(np.arange(200) < 30, 0.01, 0.5))  # 15 % of the trials
    assert unchanged("nothing", found, "product", eager).verdict == "failed"


def test_exchanged_labels_turn_every_estimate_around():
    found = working(exactly(300, 40, 90))
    one = mirrored(found, trials(found)[0], "product", 400)
    assert (one.name, one.verdict) == (SWAPPED, "passed")
    assert one.contrast < 1e-9  # rounding


def test_an_analysis_that_favours_an_arm_by_its_name_fails_the_exchange():
    found = working(exactly(300, 40, 90))
    biased = replace(found.measure, compute=lambda one, two: _shifted(found.measure.compute(one, two)))
    one = mirrored(replace(found, measure=biased), trials(found)[0], "product", 400)
    assert one.verdict == "failed"
    assert one.contrast == pytest.approx(0.02)


def _shifted(estimate):
    return replace(estimate, estimate=estimate.estimate + 0.01)


@pytest.mark.parametrize(("ratio", "women", "verdict"), [(0.3, 1000, "passed"), (0.97, 100, "cannot tell")])
def test_an_antibiotic_that_cures_passes_and_a_small_effect_in_few_women_cannot_be_told(ratio, women, verdict):
    found = working(shares(women, 0.3, ratio, 3))
    assert cure(found, "product", trials(found)[1], given=False).verdict == verdict


def test_an_antibiotic_that_harms_fails():
    found = working(shares(1000, 0.3, 0.3, 3))
    names = {"product": "placebo", "placebo": "product"}
    scores = {view: {WORKS: {names[arm]: one for arm, one in worlds[WORKS].items()}} for view, worlds in found.scores.items()}
    found = replace(found, scores=scores)
    assert cure(found, "product", trials(found)[1], given=False).verdict == "failed"


def test_where_the_reference_takes_an_antibiotic_nothing_is_known_beforehand():
    found = working(exactly(100, 20, 30))
    assert cure(found, "product", trials(found)[1], given=True).verdict == "no known answer"
    arroyo = read_known_protocol("arroyo2010")
    assert [takes_antibiotic(arm) for arm in arroyo.arms] == [False, False, True]


@pytest.fixture(scope="module")
def pool():
    asked = Asked((40,), 10, 0.8, None, "clinical_mastitis", 24, 3)
    table = with_settings(declared_parameters(), HURTADO.settings.plain)
    return control_pool(HURTADO, HURTADO.routes.settings[0], table, asked, Means(Solver()))


def test_a_product_after_the_end_is_taken_and_found_but_only_then(pool):
    arms, strain = pool.worlds[WORKS], "infant_gut__strain"
    late, product = arms[LATE], arms["product"]
    end, after = last_day(HURTADO.design), last_day(with_controls(HURTADO).design)
    assert after == end + AFTER
    assert not late.amount(strain, end).any()
    assert not arms[NEVER].amount(strain, after).any()
    assert late.amount(strain, after).any()
    assert product.amount(strain, end).any()


def test_the_reference_again_is_the_reference_to_the_bit(pool):
    arms = pool.worlds[WORKS]
    assert arms[TWIN] is not arms["placebo"]
    assert np.array_equal(arms[TWIN].amounts, arms["placebo"].amounts)
    assert not np.array_equal(arms[ANTIBIOTIC].amounts, arms["placebo"].amounts)


def test_women_are_read_to_the_end_of_the_protocol(pool):
    assert pool.protocol.design.ends == HURTADO.design.ends
    assert differing(working(exactly(50, 10, 13)), "product") == 3
