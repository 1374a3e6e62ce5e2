"""Adjusted p-values against worked examples, and the chance of any false claim where some hypotheses are true."""

import gc

import numpy as np
import pytest
from scipy.stats import norm

from milkway.analysis.measure import Estimate
from milkway.analysis.multiplicity import fixed_sequence, holm
from milkway.analysis.registry import MEASURES
from milkway.analysis.result import Contrast, Result, adjusted
from milkway.protocol.endpoint import Multiplicity

SEQUENCE = Multiplicity(method="fixed_sequence", endpoints=("ill", "load"))


def test_holms_procedure_is_worked_by_hand():
    """Sorted .005 .011 .02 .04 times 4 3 2 1 is .02 .033 .04 .04, and never less than the one before."""
    found = holm({"a": 0.02, "b": 0.005, "c": 0.04, "d": 0.011})
    assert found == {name: pytest.approx(p) for name, p in {"a": 0.04, "b": 0.02, "c": 0.04, "d": 0.033}.items()}


def test_a_sequence_stops_at_the_first_that_fails():
    assert fixed_sequence({"a": 0.01, "b": 0.06, "c": 0.001}) == {"a": 0.01, "b": 0.06, "c": 0.06}


def test_a_result_that_does_not_exist_helps_no_other():
    assert holm({"a": 0.03, "b": None})["a"] == pytest.approx(0.06)
    assert fixed_sequence({"a": None, "b": 0.001}) == {"a": None, "b": 1.0}


def test_claims_are_tested_in_the_order_of_the_protocols_arms():
    """The first arm's p of .01 stands before the second's of .2, so that the failure of the second cannot reach it."""
    measures = ("risk_difference", "risk_ratio")
    ps = {("full", measures[0]): 0.01, ("full", measures[1]): 0.9, ("half", measures[0]): 0.2, ("half", measures[1]): 0.9}
    contrasts = tuple(
        Contrast(arm, "placebo", Estimate(MEASURES[measure], 1.0, 0.5, 2.0, p, (9, 9))) for (arm, measure), p in ps.items()
    )
    found = adjusted({"ill": Result({}, contrasts), "load": Result({}, contrasts[2:])}, SEQUENCE.method, SEQUENCE.endpoints)
    assert {claim: p for claim, (_, p) in found.items()} == {("ill", "full"): 0.01, ("ill", "half"): 0.2, ("load", "half"): 0.2}


@pytest.fixture
def little_garbage():
    """Keep what other tests left behind out of the garbage collection that statsmodels asks for at each call."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("little_garbage")
@pytest.mark.parametrize("method", [holm, fixed_sequence])
def test_the_chance_of_any_false_claim_is_at_most_nominal(method):
    """Three tests that are correlated, the first of a real effect, the others of none."""
    draw = np.random.default_rng(1)
    false = 0
    for _ in range(1000):
        shared = draw.normal()
        z = 0.7 * shared + np.sqrt(0.51) * draw.normal(size=3) + np.array([3.0, 0.0, 0.0])
        ps = {str(k): float(p) for k, p in enumerate(2 * norm.sf(np.abs(z)))}
        found = method(ps)
        false += found["1"] < 0.05 or found["2"] < 0.05
    # binomial standard deviation 0.007: three of them
    assert false / 1000 <= 0.05 + 0.021
