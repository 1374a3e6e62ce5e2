"""Pseudo-values are a woman's own values where nobody leaves, and know the estimate and its error where some do."""

import numpy as np
import pytest

from milkway.analysis.aalen_johansen import aalen_johansen, by_day
from milkway.analysis.kaplan_meier import kaplan_meier
from milkway.analysis.measures.restricted_mean import restricted_mean
from milkway.analysis.pseudo_values import of_restricted_mean, of_share

N = 400


@pytest.fixture(scope="module")
def women():
    chance = np.random.default_rng(1)
    ill, left = chance.exponential(80, N), chance.exponential(120, N)
    time = np.minimum(np.minimum(ill, left), 100.0)
    return time, (ill <= left) & (ill < 100)


def test_without_leaving_each_woman_says_what_she_is():
    time = np.array([3.0, 8.0, 20.0, 20.0])
    event, nobody = time < 20, np.zeros(4, dtype=bool)
    assert of_share(time, event, nobody, 10.0) == pytest.approx([1, 1, 0, 0])
    assert of_share(time, event, nobody, np.inf) == pytest.approx([1, 1, 0, 0])
    assert of_restricted_mean(time, event, 20.0) == pytest.approx(time)


def test_with_leaving_their_mean_is_the_curve_and_their_spread_its_error(women):
    time, event = women
    found = of_share(time, event, np.zeros(N, dtype=bool), 60.0)
    curve = kaplan_meier(time, event)
    last = np.searchsorted(curve.time, 60.0, "right") - 1
    assert found.mean() == pytest.approx(1 - curve.free[last], abs=1e-4)  # of a jackknife of 400
    died, risk = np.array([(event & (time == day)).sum() for day in curve.time[: last + 1]]), curve.at_risk[: last + 1]
    greenwood = curve.free[last] * np.sqrt((died / (risk * (risk - died))).sum())
    assert found.std(ddof=1) / np.sqrt(N) == pytest.approx(greenwood, rel=0.02)  # the two differ by order 1 / n


def test_a_competing_event_is_no_leaving(women):
    time, event = women
    barred = ~event & (time < 100)
    expected = by_day(aalen_johansen(time, event, barred), np.inf)
    assert of_share(time, event, barred, np.inf).mean() == pytest.approx(expected)
    assert of_share(time, event, barred, np.inf) == pytest.approx(event.astype(float))  # nobody is hidden


def test_days_without_the_event_have_the_area_under_the_curve_as_mean_and_end_with_it(women):
    time, event = women
    assert of_restricted_mean(time, event, 90.0).mean() == pytest.approx(restricted_mean(time, event, 90.0))
    assert np.isnan(of_restricted_mean(time, event, 101.0)).all()
