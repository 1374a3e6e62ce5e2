"""What a trial says after it stopped at a look, against what must be true of it in theory."""

import numpy as np
import pytest

from milkway.analysis.after_stopping import stagewise
from milkway.analysis.group_sequential import bounds, bounds_reached, crossing, information_of

LOOKS = (0.3, 0.6, 1.0)
POCOCK = bounds(LOOKS, 0.05, "pocock")


def test_a_trial_of_one_look_says_what_is_usual():
    found = stagewise([7.0], [], -2.5)
    assert (found.effect, found.low, found.high) == pytest.approx((-2.5, -4.459964, -0.540036), abs=1e-6)
    assert found.p == pytest.approx(0.012419, abs=1e-6)


def test_a_trial_that_stops_at_the_first_look_has_the_usual_interval_but_no_smaller_p():
    """What could be more extreme is a higher Z at the same look, and nothing else."""
    found = stagewise(LOOKS[:1], [], 3.1)
    assert (found.effect, found.low, found.high) == pytest.approx((3.1, 3.1 - 1.959964, 3.1 + 1.959964), abs=1e-6)


@pytest.mark.parametrize("made", [2, 3])
@pytest.mark.parametrize("z", [0.3, 2.0, 2.4, 4.0])
def test_an_effect_in_the_other_direction_is_its_mirror_image(made, z):
    up, down = (stagewise(LOOKS[:made], POCOCK[: made - 1], one) for one in (z, -z))
    assert (down.p, down.effect, down.low, down.high) == pytest.approx((up.p, -up.effect, -up.high, -up.low), abs=1e-9)


@pytest.mark.parametrize("made", [1, 2, 3])
@pytest.mark.parametrize("z", np.linspace(-4, 4, 17).tolist())
def test_p_is_below_a_twentieth_exactly_where_the_interval_excludes_no_effect(made, z):
    found = stagewise(LOOKS[:made], POCOCK[: made - 1], z)
    assert (found.p < 0.05) == (found.low > 0 or found.high < 0)
    assert found.low < found.effect < found.high


@pytest.mark.parametrize("reached", [(0.3, 0.6, 1.0), (0.3, 0.6, 0.7), (0.3, 0.6, 1.8)])
@pytest.mark.parametrize("kind", ["obrien_fleming", "pocock", "obrien_fleming_spending", "pocock_spending"])
def test_the_last_bound_spends_what_is_left_at_more_or_less_information_than_planned(kind, reached):
    found = bounds_reached(LOOKS, reached, 0.05, kind)
    shares = [one / reached[-1] for one in reached]
    assert sum(crossing(shares, found)) == pytest.approx(0.05, abs=1e-9)
    assert found[0] == pytest.approx(bounds(LOOKS, 0.05, kind)[0], abs=1e-9)
    assert stagewise(reached, found[:-1], found[-1]).p == pytest.approx(0.05, abs=1e-9)


def test_a_bound_knows_nothing_of_the_information_of_later_looks():
    found = [bounds_reached(LOOKS, (0.3, 0.5, last), 0.05, "pocock_spending")[:2] for last in (0.6, 2.0)]
    assert found[0] == pytest.approx(found[1], abs=1e-9)


def test_information_is_lost_where_the_women_of_one_arm_are_fewer():
    """Variances add up: 60 and 20 women tell as much as 30 and 30."""
    assert information_of([(60, 20), (60, 30)])[0] == pytest.approx(information_of([(30, 30), (60, 30)])[0])


def test_a_look_at_no_new_women_adds_next_to_nothing():
    planned = bounds_reached((0.5, 1.0), information_of([(10, 10), (10, 10)]), 0.05, "obrien_fleming_spending")
    assert planned[1] == pytest.approx(1.96, abs=1e-3)  # the whole level, at the same data


@pytest.mark.parametrize("effect", [0.0, 1.5, 3.0])
def test_the_estimate_after_stopping_is_too_high_as_often_as_too_low_and_its_interval_covers(effect):
    """Simulated trials of three looks by Pocock, the expected Z of the end 0, 1.5 or 3; each error is binomial, of 3,000."""
    steps = np.diff(LOOKS, prepend=0.0)
    draws = np.random.default_rng(11).normal(size=(3000, 3)) * np.sqrt(steps) + effect * steps
    z = np.cumsum(draws, axis=1) / np.sqrt(LOOKS)
    crosses = np.abs(z) >= POCOCK
    crosses[:, -1] = True
    high, covered = [], []
    for row, place in zip(z, crosses.argmax(axis=1), strict=True):
        truth = effect * np.sqrt(LOOKS[place])
        chance = _curve(int(place), float(row[place]), truth)
        high.append(chance > 0.5)
        covered.append(0.025 < chance < 0.975)
    assert np.mean(high) == pytest.approx(0.5, abs=3 * 0.0091)
    assert np.mean(covered) == pytest.approx(0.95, abs=3 * 0.004)


def _curve(place, z, truth):
    """Return how far up in the interval's confidence the truth lies, from bounds at a grid of outcomes of this look."""
    grid = GRID[place]
    found = np.interp(z, grid, np.arange(len(grid)))
    near = int(np.clip(found, 0, len(grid) - 2))
    parts = [stagewise_at(place, float(grid[one])) for one in (near, near + 1)]
    share = (z - grid[near]) / (grid[near + 1] - grid[near])
    low, middle, high = ((1 - share) * one + share * two for one, two in zip(*parts, strict=True))
    return float(np.interp(truth, [low - 9, low, middle, high, high + 9], [0.0, 0.025, 0.5, 0.975, 1.0]))


GRID = [np.arange(-9, 9.01, 0.25) for _ in LOOKS]
KNOWN: dict[tuple[int, float], tuple[float, float, float]] = {}


def stagewise_at(place, z):
    """Return the interval and the estimate of a trial that stopped there, worked out once."""
    if (place, z) not in KNOWN:
        found = stagewise(LOOKS[: place + 1], POCOCK[:place], z)
        KNOWN[place, z] = (found.low, found.effect, found.high)
    return KNOWN[place, z]
