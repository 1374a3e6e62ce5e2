"""Planning regret: a plan that knew what was printed needs nothing more; others waste women or lack them."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from milkway.planning.naive_plan import naive_dropout
from milkway.planning.regret import MILKWAY, NAIVE, NO_FOLD, levels_from_folds, plan_of, planned_trials, regrets
from milkway.skill.naive_evidence import naive_evidence

WRITER = Path(__file__).parent.parent.parent / "docs" / "write_regret.py"
TRIALS = {one.protocol.study: one for one in planned_trials()}
HURTADO = TRIALS["hurtado2017"]


def without_dropout():
    """The trial with as many who left as other trials say, so that plans differ in the reference arm alone."""
    share = naive_dropout("hurtado2017").median
    return replace(HURTADO, left=(share, 1.0))


def test_a_plan_that_knew_the_printed_arm_wastes_nobody_and_has_the_power():
    found = plan_of(without_dropout(), "prophet", 30 / 152)
    assert found.too_many == 0
    assert found.power[0] == pytest.approx(0.8, abs=0.001)  # a whole woman


@pytest.mark.parametrize(("level", "sign"), [(0.1, 1), (0.4, -1)])
def test_a_rarer_event_than_printed_makes_a_plan_too_large_and_a_commoner_one_too_small(level, sign):
    found = plan_of(without_dropout(), "somebody", level)
    assert sign * found.too_many > 0
    assert sign * (found.power[0] - 0.8) > 0


def test_women_who_leave_unplanned_are_missing():
    found = plan_of(HURTADO, "prophet", 30 / 152)
    kept = (1 - found.lost[1]) / (1 - found.lost[0])
    assert found.women / found.needed[0] == pytest.approx(kept, rel=0.002)  # whole women
    assert found.power[0] < 0.8


def test_milkway_plans_from_the_folds_that_are_handed_in_and_from_nothing_else():
    draws = np.random.default_rng(1).beta(20, 80, 400)
    found = {(one.study, one.planner): one for one in regrets({"hurtado2017": draws})}
    own = found["hurtado2017", MILKWAY]
    assert own.level == pytest.approx(float(np.median(draws)))
    assert own == plan_of(HURTADO, MILKWAY, float(np.median(draws)))
    assert {one.why_not for one in regrets({}) if one.planner == MILKWAY} == {NO_FOLD}
    assert set(levels_from_folds()) == {"hurtado2017"}  # whose cluster was left out, and whose result a fold forecasts


def test_the_rivals_plan_is_the_same_whatever_the_folds_say():
    both = regrets({}), regrets({"hurtado2017": np.array([0.9])})
    first, second = ([repr(one) for one in found if one.planner == NAIVE] for found in both)
    assert first == second


def test_every_trial_with_counts_of_two_arms_that_the_rival_knows_is_planned():
    counted = {one.study for family in naive_evidence().families for one in family.contrasts if one.first is not None}
    assert set(TRIALS) == counted


def test_the_page_is_what_is_computed_today():
    written = runpy.run_path(str(WRITER))
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"](), "run: uv run python docs/write_regret.py"
