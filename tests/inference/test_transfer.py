"""Transfer of strains: sets weigh as the likelihood says, negatives count as what they were, and zero is exactly zero."""

import numpy as np
import pytest

from milkway.cohorts.declared import declared_parameters
from milkway.inference.routes_asked import disputed
from milkway.inference.transfer import IN_MILK, IN_STOOL, READINGS, ROUTE, TAKEN, asked, names, strains
from milkway.inference.transfer_weights import weigh
from milkway.ledger.studies import read_studies

SETS = 400
WOMEN = 200.0
GIVEN = asked(declared_parameters(), SETS, 3)
ZERO = GIVEN.disputed[ROUTE] == 0


def _simulated(**shares: float) -> np.ndarray:
    """Return sets in which every result is middling, but for shares in which a strain is found with the route."""
    y = np.full((SETS, 2 * len(names())), WOMEN)
    middling = {"bacteria": 3.0, "staphylococci": 4.5, "strain_in_stool": 6.5}
    for i, name in enumerate(names()):
        plain = name.removesuffix(" without the route")
        y[:, 2 * i] = next((value for key, value in middling.items() if key in plain), 0.2)
        if plain in (*READINGS.values(), IN_MILK, IN_STOOL):
            found = 0.0 if plain != name else shares.get("ill" if plain == IN_MILK else plain.split(".")[0].split("'")[0], 0.0)
            y[:, 2 * i] = np.where(ZERO, 0.0, found)
    return y


def test_what_may_be_zero_is_zero_as_often_as_its_prior_says_and_never_beyond_its_slab():
    for one in disputed():
        values = GIVEN.disputed[one.key]
        assert np.mean(values == 0) == pytest.approx(one.spike, abs=0.08)
        assert values.max() <= one.most
        assert values[values > 0].min() >= one.least


def test_every_strain_is_of_a_study_of_the_ledger_and_read_somewhere():
    for one in strains():
        assert one["study"] in read_studies()
        assert one["reading"] in {*READINGS, IN_MILK, IN_STOOL}
        assert ("words" in one) != ("found" in one)
    assert {"jimenez2008", "arroyo2010", "abrahamsson2009", "dotterud2015", "vivomixx2024"} == {one["study"] for one in strains()}


def test_strains_found_as_often_as_with_the_route_speak_for_it():
    found = weigh(_simulated(jimenez2008=0.6, abrahamsson2009=0.12, infants=0.0), ZERO)
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.weights[ZERO].sum() < 0.1  # prior 0.4
    assert found.by_strain["CECT5713 and CECT5714"] > 3


def test_negatives_alone_speak_against_strains_that_travel():
    positive = weigh(_simulated(jimenez2008=0.6, abrahamsson2009=0.12, infants=0.6), ZERO)
    out = frozenset({"jimenez2008", "abrahamsson2009"})  # and the cluster of the first
    negative = weigh(_simulated(jimenez2008=0.6, abrahamsson2009=0.12, infants=0.6), ZERO, out)
    assert negative.share @ negative.travels < positive.share @ positive.travels
    assert negative.weights[ZERO].sum() > positive.weights[ZERO].sum()


def test_a_set_that_could_not_be_simulated_weighs_nothing():
    y = _simulated(jimenez2008=0.6, abrahamsson2009=0.12)
    y[5] = np.nan
    found = weigh(y, ZERO)
    assert found.weights[5] == 0
    assert np.isfinite(found.weights).all()


def test_a_result_that_nobody_could_be_measured_for_says_little_and_breaks_nothing():
    y = _simulated(jimenez2008=0.6, abrahamsson2009=0.12)
    place = 2 * names().index("jimenez2008.strain_in_milk")
    y[:, place], y[:, place + 1] = np.nan, 0.0
    assert np.isfinite(weigh(y, ZERO).weights).all()


def test_results_with_and_without_the_route_are_both_there():
    taken = [name for results in TAKEN.values() for name in results]
    assert {f"{name} without the route" for name in taken} <= set(names())


def test_a_strain_that_many_trials_gave_is_drawn_once_and_silence_speaks_of_it():
    from_all = weigh(_simulated(jimenez2008=0.6, abrahamsson2009=0.12), ZERO).by_strain
    assert [name for name in from_all if "5716" in name] == ["CECT5716"]
    assert len(from_all) == 7


def test_where_nobody_could_be_measured_a_set_weighs_as_the_others_do():
    y = _simulated(jimenez2008=0.6, abrahamsson2009=0.12)
    for name in ("arroyo2010.bacteria_strain_day_21", "arroyo2010.bacteria_strain_day_21 without the route"):
        y[7, 2 * names().index(name) + 1] = 0.0
    weights = weigh(y, ZERO).weights
    like = [i for i in range(SETS) if i != 7 and ZERO[i] == ZERO[7]]
    assert weights[7] == pytest.approx(np.mean(weights[like]), rel=1e-6)
