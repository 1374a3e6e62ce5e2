"""Treated infants are scored beside that an antibiotic does nothing."""

import numpy as np
import pytest

from milkway.cohorts.declared import declared_parameters
from milkway.inference.treated_fold_scores import treated_infants, treated_occasions, treated_simulator
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion, gut_laws
from milkway.skill.earned import skill

SIZE = len(treated_occasions()) * len(GUT_GUILDS)


def _observed():
    found = []
    for one in treated_occasions():
        without = gut_laws()[GutOccasion(one.study, one.birth, "no", one.first, one.last)]
        found += [gut_laws()[one][guild].mean - without[guild].mean for guild in GUT_GUILDS]
    return np.array(found)


def test_worlds_that_say_what_was_seen_have_all_the_skill_and_worlds_without_effect_none():
    perfect, none = (skill(treated_infants(np.tile(one, (8, 1))).naive) for one in (_observed(), np.zeros(SIZE)))
    assert perfect.value == pytest.approx(1.0)
    assert none.value == pytest.approx(0.0)
    assert "cannot tell" in perfect.word


def test_chance_between_worlds_is_no_miss_and_makes_an_error():
    noisy = _observed() + 0.1 * np.random.default_rng(1).standard_normal((400, SIZE))
    found = skill(treated_infants(noisy).naive)
    assert found.value == pytest.approx(1.0, abs=0.02)


def test_simulated_infants_are_told_in_the_order_of_occasions():
    told = treated_simulator(declared_parameters(), (), 4)(np.zeros(0), 1)
    assert told.shape == (SIZE,)
    assert np.abs(told).max() <= 1.0
    assert np.abs(told).max() > 0
