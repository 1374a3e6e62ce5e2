"""The sampler on a world whose answer is known."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from toy_worlds import DATA, EFFORT, SILENCE, exact, priors

from milkway.inference.likelihood import Case
from milkway.inference.nuts import Draws, mixing, sample
from milkway.inference.observed import NORMAL, Datum, observed
from milkway.inference.ranks import rank

CONTRASTS = {"none": (0.0, 0.3), "unknown": (0.0, 50.0), "large": (-1.5, 0.2), "weak": (-0.5, 0.3)}


def _case(contrast: tuple[float, float], weight: float = 0.0) -> Case:
    arm = Datum("b.ill_strain", "b", "illness", "log odds", NORMAL, *(contrast[0], 1.0, contrast[1]), -1, against="a.ill")
    return Case(observed((*DATA[:2], arm))[0], SILENCE._replace(weight=np.array([weight])))


@cache
def _posteriors() -> dict[str, Draws]:
    cases = {name: _case(contrast) for name, contrast in CONTRASTS.items()} | {"silenced": _case(CONTRASTS["weak"], 1.0)}
    return dict(zip(cases, sample(list(cases.values()), exact(), priors(), EFFORT, 1), strict=True))


def _zero(name: str) -> float:
    return float((_posteriors()[name].x[:, 2] == 0).mean())


def test_known_parameters_are_recovered_from_many_women():
    odds = np.log(120 / 280)
    assert _posteriors()["none"].z[:, 0].mean() == pytest.approx((odds + 1) / 0.8, abs=0.1)  # sd 0.14, of 1000 draws


def test_a_spike_at_zero_stays_where_the_data_say_nothing():
    assert _zero("unknown") == pytest.approx(0.5, abs=0.1)  # about 200 effective draws at least


def test_a_contrast_of_none_raises_the_spike_and_a_large_one_empties_it():
    assert _zero("none") > 0.6
    assert _zero("large") < 0.02


def test_a_trial_never_reported_speaks_against_an_effect():
    assert _posteriors()["silenced"].x[:, 2].mean() < _posteriors()["weak"].x[:, 2].mean()


def test_chains_agree():
    r_hat, effective = mixing(_posteriors()["none"])
    assert r_hat.max() < 1.05
    assert effective.min() > 100


def test_true_values_fall_evenly_among_draws_given_synthetic_data():
    ranks = rank(_case(CONTRASTS["none"]), exact(), priors(), replace(EFFORT, chains=1), 32, 7)
    assert ranks.p_values().min() > 0.001  # three parameters: a true sampler fails in 3 of 1000 seeds
