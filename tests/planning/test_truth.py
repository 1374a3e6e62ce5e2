"""A stated truth is met by the strength that is solved for it, and the smallest trial is read off the curve."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from synthetic_pools import endpoint_of, exactly

from milkway.analysis.outcomes import Outcomes
from milkway.biology.models import COMPLETE
from milkway.core.network import expand
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.planning.closed_form import closed_form
from milkway.planning.operating_characteristics import Estimated, curve_of
from milkway.planning.planned_truth import is_ratio
from milkway.planning.smallest import crossing, smallest
from milkway.planning.truth import CLOSE, nearest, scaled, searched, strongest, truth_of
from milkway.protocol.endpoint import Endpoint


@pytest.fixture(scope="module")
def network():
    return expand(COMPLETE, read_parameters().keys())


def ratio(strength: float) -> float:
    """A product whose ratio falls with its strength, and the more slowly the stronger it is."""
    return math.exp(-0.3 * strength) * 0.8 + 0.2


def find(value, between, most, start, rough=None):
    known = searched(value, between, most, start, rough)
    strength = nearest(known)
    return strength, between[0] + known[strength] * (between[1] - between[0])


def test_the_strength_found_yields_the_truth_stated():
    for wanted in (0.9, 0.7, 0.4):
        strength, reached = find(ratio, (1.0, wanted), 16.0, 1.0)
        assert reached == ratio(strength)
        assert abs(reached - wanted) <= CLOSE * (1 - wanted)


@pytest.mark.parametrize("off", [0.8, 0.93, 1.12, 1.3])
def test_the_curve_of_fewer_women_says_how_far_to_go_on(off):
    tried = []

    def value(strength):
        tried.append(strength)
        return 1 - off * (1 - ratio(strength))

    rough = {0.0: 0.0} | {strength: (1 - ratio(strength)) / 0.3 for strength in (1.0, 1.37, 1.56, 1.9, 2.4)}
    strength, reached = find(value, (1.0, 0.7), 16.0, 1.56, rough)
    assert abs(reached - 0.7) <= CLOSE * 0.3
    assert strength in tried
    assert len(tried) <= 3


def test_where_the_strongest_product_falls_short_it_is_used():
    strength, reached = find(ratio, (1.0, 0.1), 2.0, 1.0)
    assert (strength, reached) == (2.0, ratio(2.0))


def test_the_strongest_product_that_goes_too_far_is_not_used():
    strength, reached = find(ratio, (1.0, 0.7), 4.0, 4.0)
    assert strength < 4.0
    assert abs(reached - 0.7) <= CLOSE * 0.3


def test_only_crowding_may_pass_one(network):
    keys = [one.key for one in network.parameters if one.key.startswith("effect_")]
    passed = scaled(dict.fromkeys(keys, 0.5), 10.0, network)
    assert {key for key, value in passed.items() if value > 1} == {"effect_competition", "effect_killed"}
    assert strongest({"effect_competition": 4.0, "effect_antagonism": 0.5}, network) == 2.0


def test_the_truth_of_loads_and_pain_is_a_difference_and_of_shares_a_ratio():
    ill, well = (Outcomes(np.array(x, dtype=float), np.ones(4), np.array(x) > 0) for x in ([1, 1, 1, 1], [1, 0, 0, 1]))
    assert truth_of(endpoint_of("clinical_any", "risk_ratio"), well, ill) == 0.5
    assert truth_of(endpoint_of("pain_max", "mean_difference"), well, ill) == -0.5


def test_the_truth_of_loads_follows_what_leads_a_difference_of_logarithms_or_the_ratio_of_geometric_means():
    few, many = (Outcomes(np.array(x), np.ones(2), np.ones(2, dtype=bool)) for x in ([10.0, 1000.0], [1e3, 1e5]))
    places = {"visit": "end", "group": "staphylococcus"}
    asked = {"name": "load", "label": "Load", "unit": "CFU/mL", "score": "load", **places}
    difference, ratio = (Endpoint(**asked, analyses=(one,)) for one in ("log10_difference", "geometric_mean_ratio"))
    assert truth_of(difference, few, many) == pytest.approx(-2.0)
    assert truth_of(ratio, few, many) == pytest.approx(0.01)
    assert (is_ratio(difference), is_ratio(ratio)) == (False, True)


def test_the_interval_of_the_smallest_trial_is_that_of_the_curve_moved_by_two_errors():
    curve, error = curve_of(exactly(1000, 140, 250), (200, 400, 600, 900), 20, Streams(1))[-4:], 0.02
    power = np.array([stats.norm.sf(1.96 - 0.14 * math.sqrt(one.n)) for one in curve])
    made = [
        replace(one, power=Estimated(value=float(value), replicates=error, dyads=0.0))
        for one, value in zip(curve, power, strict=True)
    ]
    found = smallest(made, 0.8)
    moved = [crossing(np.array([one.n for one in curve], dtype=float), power + by * 1.959964 * error, 0.8) for by in (1, -1)]
    assert [found.low, found.high] == [math.ceil(one) for one in moved]
    assert found.low < found.n < found.high


def test_the_smallest_trial_is_where_the_formula_of_the_normal_curve_puts_it():
    curve = curve_of(exactly(1000, 140, 250), (200, 400, 600), 20, Streams(1))[-3:]
    signal = (stats.norm.ppf(0.8) + stats.norm.ppf(0.975)) / math.sqrt(450)
    made = [
        replace(one, power=replace(one.power, value=float(stats.norm.cdf(signal * math.sqrt(one.n) - 1.959964)))) for one in curve
    ]
    assert smallest(made, 0.8).n in (450, 451)  # exact but for rounding up to a woman
    assert smallest(made, 0.999).note == "more than 600"
    flat = [replace(one, power=replace(one.power, value=0.1)) for one in curve]
    assert math.isnan(smallest(flat, 0.9).low)  # even the raised curve does not reach it
    assert smallest(made, 0.1).note == "at most 200"


def test_a_curve_that_begins_or_ends_at_the_target_reaches_it():
    sizes = np.array([100.0, 200.0, 400.0])
    assert crossing(sizes, np.array([0.8, 0.85, 0.9]), 0.8) == -math.inf
    assert crossing(sizes, np.array([0.5, 0.7, 0.8]), 0.8) == pytest.approx(400)
    assert crossing(sizes, np.array([0.5, 0.8, 0.9]), 0.8) == pytest.approx(200)


def test_between_sizes_the_quantile_of_power_is_straight_in_the_root_of_women():
    middle = stats.norm.cdf((stats.norm.ppf(0.5) + stats.norm.ppf(0.9)) / 2)
    assert crossing(np.array([100.0, 400.0]), np.array([0.5, 0.9]), middle) == pytest.approx(15**2)


def test_neighbours_that_fall_are_pooled():
    falling = np.array([0.5, 0.8, 0.6, 0.9])
    assert crossing(np.array([100.0, 144.0, 196.0, 400.0]), falling, 0.7) == pytest.approx(144)


def test_the_formula_for_two_shares_is_near_the_exact_power():
    pool = exactly(1000, 140, 250)
    found = curve_of(pool, (400,), 1000, Streams(2))[-1]
    formula = closed_form(pool, "effect", "product", 400)
    assert formula == pytest.approx(found.power.value, abs=0.02 + 3 * found.power.replicates)  # 0.02: normal for binomial
    assert closed_form(pool, "null", "product", 400) == 0.05
