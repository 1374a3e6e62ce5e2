"""Chances of being best, values of information, Pareto sets and sizes of trials have the values that mathematics gives."""

from types import SimpleNamespace

import numpy as np
import pytest
from statsmodels.stats.power import TTestIndPower, zt_ind_solve_power

from milkway.core.streams import Streams
from milkway.interventions.dyad_outcomes import OUTCOMES
from milkway.interventions.lives_bought import LEAST_DYADS, dyads_for, most_lives
from milkway.interventions.ranking import AS_USUAL, Ranked, pareto
from milkway.interventions.ranking import ranked as ranked_by
from milkway.interventions.trial_of_best import trial_needed

DRAWS = 20_000


def ranked(effects, noise=0.0):
    return ranked_by({name: Ranked(draws, noise) for name, draws in effects.items()}, Streams(1))


def test_of_two_normal_effects_the_chance_of_being_best_and_the_value_of_information_are_known():
    """The difference is N(0.5, 1): the first is best in Phi(0.5); E max(d, 0) - 0.5 = phi(0.5) - 0.5 (1 - Phi(0.5))."""
    rng = np.random.default_rng(1)
    base = 10.0  # so that as usual, which has no effect, is never best
    found = ranked({"a": base + 0.5 + rng.standard_normal(DRAWS), "b": np.full(DRAWS, base)})
    assert [one.what for one in found.places] == ["a", "b", AS_USUAL]
    assert found.places[0].best == pytest.approx(0.6915, abs=0.01)  # error of 20,000 draws
    assert found.perfect == pytest.approx(0.3521 - 0.5 * 0.3085, abs=0.01)


def test_where_one_is_best_in_every_draw_perfect_information_is_worth_nothing():
    found = ranked({"a": np.array([1.0, 2.0]), "b": np.array([0.5, 1.0])})
    assert (found.winner, found.places[0].best, found.perfect) == ("a", 1.0, 0.0)


def test_equally_good_ones_share_a_draw_and_as_usual_comes_first_among_them():
    found = ranked({"a": np.zeros(4)})
    assert (found.winner, [one.best for one in found.places]) == (AS_USUAL, [0.5, 0.5])


def test_a_draw_in_which_one_has_nobody_is_left_out_of_all():
    assert ranked({"a": np.array([1.0, np.nan, 1.0]), "b": np.array([0.0, 9.0, 0.0])}).winner == "a"


def test_means_that_few_dyads_left_in_doubt_are_not_sure_and_no_information_on_parameters():
    """Two means 1 apart, each with an error of 1 and no draw unlike another: the first is the better in Phi(1 / sqrt(2))."""
    found = ranked({"a": np.full(10, 11.0), "b": np.full(10, 10.0)}, noise=1.0)
    assert found.places[0].best == pytest.approx(0.760, abs=0.08)  # of 200 doubts
    assert (found.places[0].low, found.places[0].high) == pytest.approx((11 - 1.96, 11 + 1.96), abs=0.01)
    assert found.perfect == pytest.approx(0.0, abs=1e-9)


def test_the_pareto_set_has_what_trades_one_for_the_other_and_not_what_loses_both():
    effects = {
        "mother's": {"m": np.array([2.0, 2.0]), "c": np.array([-1.0, -1.0])},
        "child's": {"m": np.array([-1.0, -1.0]), "c": np.array([2.0, 2.0])},
        "neither's": {"m": np.array([-1.5, -1.5]), "c": np.array([1.0, 1.0])},
        "at times": {"m": np.array([3.0, -9.0]), "c": np.array([0.0, 0.0])},
    }
    front = pareto(effects, ("m", "c"))
    assert front.members == {"mother's": 0.5, "child's": 1.0, AS_USUAL: 0.5}  # "at times" beats two of them in the first draw
    assert front.beaten == ("neither's", "at times")


def effect(usual, change, spread=1.0):
    return SimpleNamespace(usual=usual, change=change, spread=spread)


def test_a_trial_of_shares_has_the_size_of_the_formula_and_screens_for_whom_it_is():
    found = trial_needed(OUTCOMES["clinical_mastitis"], effect(0.25, -0.1), 0.5)
    each = zt_ind_solve_power(2 * (np.arcsin(0.25**0.5) - np.arcsin(0.15**0.5)), None, 0.05, 0.8)
    assert found.women == pytest.approx(2 * each, rel=0.02)  # the arcsine's formula, which is another approximation
    assert found.screened == 2 * found.women


def test_a_trial_of_means_has_the_size_of_students_test():
    found = trial_needed(OUTCOMES["days_in_pain"], effect(10.0, -2.0, 8.0), 1.0)
    assert found.women == np.ceil(2 * TTestIndPower().solve_power(0.25, None, 0.05, 0.8))


@pytest.mark.parametrize(
    ("outcome", "found"),
    [("clinical_mastitis", effect(0.2, 0.0)), ("clinical_mastitis", effect(0.1, -0.1)), ("days_in_pain", effect(3.0, 0.0))],
)
def test_where_no_trial_would_do_it_is_said(outcome, found):
    assert (trial_needed(OUTCOMES[outcome], found, 1.0).women, trial_needed(OUTCOMES[outcome], found, 1.0).note[:2]) == (
        None,
        "no",
    )


@pytest.mark.parametrize(("budget", "draws", "others"), [(19_200, 16, 71), (400, 10, 4), (10_000, 3, 0)])
def test_a_budget_buys_the_most_dyads_whose_lives_it_covers(budget, draws, others):
    dyads = dyads_for(budget, draws, others, [])
    assert most_lives(dyads, draws, others) <= budget < most_lives(dyads + 4, draws, others)


def test_too_small_a_budget_says_how_much_is_needed_and_that_is_enough():
    mistakes = []
    dyads_for(100, 16, 71, mistakes)
    needed = most_lives(LEAST_DYADS, 16, 71)
    assert mistakes[0].allowed.startswith(f"at least {needed}: ")
    assert dyads_for(needed, 16, 71, []) == LEAST_DYADS
