"""A forecast is moved by misses at like ages, and by nothing where worlds miss nothing."""

import numpy as np
import pytest

from milkway.inference.infant_misses import MISSED, moved_law
from milkway.inference.infant_summaries import fitted_occasions, laws_of
from milkway.inference.whole_worlds import Worlds
from milkway.published.distances import log_share
from milkway.published.gut_cohorts import GUT_GUILDS
from milkway.published.reads import methods

OCCASIONS = tuple(one for one in fitted_occasions() if laws_of(one)["clostridia"].quantiles)
TARGET = next(one for one in OCCASIONS if one.study == "jakobsen2025" and one.day == 30)
EVEN = np.full(8, 1 / 8)
GUILD = "bifidobacterium"  # far above every background


def _worlds(off, occasions=OCCASIONS):
    """Return eight worlds whose log shares are those of the cohorts, off by some decades on each occasion."""
    places = np.array(
        [
            [
                log_share(np.array(laws_of(one)[guild].quantiles), methods()[one.study].background) + off(one)
                for guild in GUT_GUILDS
            ]
            for one, laws in ((one, laws_of(one)) for one in occasions)
        ]
    )
    none = np.zeros((8, 0))
    return Worlds(none, none, none, np.tile(places, (8, 1, 1, 1)), occasions)


def _middle(law):
    return float(np.interp(0.5, law.upto, law.at))


def _median(worlds, out=frozenset({"jakobsen2025"})):
    return _middle(moved_law(worlds, EVEN, TARGET, GUILD, out))


def test_worlds_that_miss_nothing_are_not_moved():
    worlds = _worlds(lambda _: 0.0)
    assert _median(worlds) == pytest.approx(_middle(worlds.law(TARGET, GUILD, EVEN)), abs=0.05)


def test_a_miss_of_other_cohorts_at_like_ages_moves_a_forecast_most_of_the_way():
    still = _median(_worlds(lambda _: 0.0))
    shifted = _median(_worlds(lambda one: -0.1 if one.study != "jakobsen2025" else 0.0))
    assert 0.04 < shifted - still < 0.1


def test_a_miss_at_other_ages_moves_less():
    still = _median(_worlds(lambda _: 0.0))
    near = _median(_worlds(lambda one: -0.3 if one.study == "shao2019" and one.day == 21 else 0.0))
    far = _median(_worlds(lambda one: -0.3 if one.study == "shao2019" and one.day == 4 else 0.0))
    assert near - still > 2 * abs(far - still)


def test_the_cohort_that_is_left_out_is_not_looked_at():
    still = _median(_worlds(lambda one: 0.0 if one == TARGET else -0.3 if one.study == "jakobsen2025" else 0.0))
    assert still == pytest.approx(_median(_worlds(lambda _: 0.0)))


def test_a_shift_that_turns_neighbours_around_leaves_a_distribution():
    """Other cohorts are missed by a decade in their lower half alone: lower infants would overtake upper ones."""
    worlds = _worlds(lambda _: 0.0)
    for i, one in enumerate(OCCASIONS):
        if one.study != "jakobsen2025":
            worlds.places[:, i, :, :21] -= 1.0
    worlds.places[:, OCCASIONS.index(TARGET)] = np.linspace(-0.95, -0.9, 41)
    law = moved_law(worlds, EVEN, TARGET, GUILD, {"jakobsen2025"})
    assert (np.diff(law.at) > 0).all()
    assert (np.diff(law.upto) >= 0).all()


def test_what_stays_unknown_widens_a_forecast():
    """A narrow law far from both ends, with cohorts of like age, and with one of four days alone."""
    four = next(one for one in OCCASIONS if one.day == 4)
    near, far = (_spread(moved_law(_narrow(one), EVEN, TARGET, GUILD, {"jakobsen2025"})) for one in (OCCASIONS, (TARGET, four)))
    assert 0.2 < near < far < 0.2 + 3 * MISSED


def _narrow(occasions):
    worlds = _worlds(lambda _: 0.0, occasions)
    worlds.places[:, occasions.index(TARGET)] = np.linspace(-0.95, -0.7, 41)
    return worlds


def _spread(law):
    low, high = np.interp((0.1, 0.9), law.upto, law.at)
    return high - low
