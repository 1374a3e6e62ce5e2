"""Adjusted p-values against worked examples, and the chance of any false claim where some hypotheses are true."""

import itertools

import numpy as np
import pytest
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from milkway.analysis.laws import holm_adjusted
from milkway.analysis.measure import Estimate
from milkway.analysis.multiplicity import fixed_sequence, graph, holm
from milkway.analysis.registry import MEASURES
from milkway.analysis.result import Contrast, Result, adjusted
from milkway.protocol.shared_level import Multiplicity

SEQUENCE = Multiplicity(method="fixed_sequence", endpoints=("ill", "load"))


def test_holms_procedure_is_worked_by_hand():
    """Sorted .005 .011 .02 .04 times 4 3 2 1 is .02 .033 .04 .04, and never less than the one before."""
    found = holm({"a": 0.02, "b": 0.005, "c": 0.04, "d": 0.011})
    assert found == {name: pytest.approx(p) for name, p in {"a": 0.04, "b": 0.02, "c": 0.04, "d": 0.033}.items()}


def test_holms_procedure_is_that_of_statsmodels():
    for ps in ([0.2], [0.5, 0.5, 0.01], *(np.random.default_rng(4).random((2, 6)) ** 3).tolist()):
        assert holm_adjusted(ps) == pytest.approx(multipletests(ps, method="holm")[1].tolist(), abs=1e-15)


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
    found = adjusted({"ill": Result({}, contrasts), "load": Result({}, contrasts[2:])}, SEQUENCE.adjusting, SEQUENCE.endpoints)
    assert {claim: p for claim, (_, p) in found.items()} == {("ill", "full"): 0.01, ("ill", "half"): 0.2, ("load", "half"): 0.2}


def named(ps):
    return {str(number): p for number, p in enumerate(ps)}


def adjusted_by(weights, transitions, ps):
    return list(graph(named(ps), weights, transitions).values())


def weights_of(subset, weights, transitions):
    """Return the weights of the claims of an intersection, the others taken out one by one (Algorithm 1)."""
    left, weight, passed = list(range(len(weights))), list(weights), [list(row) for row in transitions]
    for out in [one for one in left if one not in subset]:
        left.remove(out)
        weight = [w + weight[out] * passed[out][k] if k in left else 0.0 for k, w in enumerate(weight)]
        through = [[0.0] * len(weights) for _ in weights]
        for one, two in itertools.permutations(left, 2):
            lost = passed[one][out] * passed[out][one]
            through[one][two] = (passed[one][two] + passed[one][out] * passed[out][two]) / (1 - lost) if lost < 1 - 1e-9 else 0.0
        passed = through
    return weight


def closed(weights, transitions, ps):
    """Return p adjusted by closed testing: the largest of the weighted Bonferroni p of all intersections that hold a claim."""
    found = [0.0] * len(ps)
    for size in range(1, len(ps) + 1):
        for subset in itertools.combinations(range(len(ps)), size):
            weight = weights_of(subset, weights, transitions)
            together = min([ps[one] / weight[one] for one in subset if weight[one] > 0], default=1.0)
            for one in subset:
                found[one] = max(found[one], min(together, 1.0))
    return found


TWO_AND_TWO = [[0, 0.5, 0.5, 0], [0.5, 0, 0, 0.5], [0, 1, 0, 0], [1, 0, 0, 0]]


def test_the_graph_of_two_primary_and_two_secondary_claims_is_worked_by_hand():
    """The graph and p-values of Bretz and others 2011 (Biometrical Journal 53:894), two doses and two endpoints.

    .0121 / .5 = .0242; then claim 2 has .75 and claim 3 .25 of the level, so .0084 / .25 = .0336; then claim 2 has all: .0337,
    and the last is not smaller.
    """
    found = adjusted_by([0.5, 0.5, 0, 0], TWO_AND_TWO, [0.0121, 0.0337, 0.0084, 0.0160])
    assert found == pytest.approx([0.0242, 0.0337, 0.0336, 0.0337], abs=1e-12)


def random_graphs(number):
    """Yield weights, transitions and p-values: some weights 0, some rows that keep a part, all of the level used or not."""
    draw = np.random.default_rng(3)
    for _ in range(number):
        claims = int(draw.integers(2, 6))
        weights = draw.dirichlet(np.ones(claims)) * (draw.random(claims) < 0.6)
        passed = draw.random((claims, claims)) * (draw.random((claims, claims)) < 0.7)
        np.fill_diagonal(passed, 0.0)
        passed /= np.maximum(passed.sum(axis=1, keepdims=True), 1e-9) / draw.choice([1.0, 0.6], size=(claims, 1))
        yield weights.tolist(), passed.tolist(), (draw.random(claims) ** 3).tolist()


def test_a_graph_is_closed_testing_of_its_intersections():
    for weights, passed, ps in random_graphs(150):
        assert adjusted_by(weights, passed, ps) == pytest.approx(closed(weights, passed, ps), abs=1e-9)


@pytest.mark.parametrize("claims", [2, 3, 5])
def test_holms_procedure_and_a_fixed_sequence_are_graphs(claims):
    equal, alike = [1 / claims] * claims, [[float(i != j) / (claims - 1) for j in range(claims)] for i in range(claims)]
    first, along = [1.0] + [0.0] * (claims - 1), [[float(j == i + 1) for j in range(claims)] for i in range(claims)]
    for ps in np.random.default_rng(8).random((50, claims)) ** 3:
        assert adjusted_by(equal, alike, ps) == pytest.approx(list(holm(named(ps)).values()), abs=1e-12)
        assert adjusted_by(first, along, ps) == pytest.approx(list(fixed_sequence(named(ps)).values()), abs=1e-12)


def test_a_fallback_is_a_graph():
    """Each claim of an ordered list has its share of the level, and that of the one before if that was made (Wiens 2003)."""
    shares, along = [0.5, 0.3, 0.2], [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    draw = np.random.default_rng(9)
    for ps in draw.random((100, 3)) ** 3:
        found = adjusted_by(shares, along, ps)
        for alpha in (0.01, 0.05, 0.2):
            level, made = 0.0, []
            for share, p in zip(shares, ps, strict=True):
                made.append(p <= alpha * share + level)
                level = alpha * share + level if made[-1] else 0.0
            assert [p <= alpha for p in found] == made


def test_a_smaller_p_makes_no_claim_of_a_graph_harder():
    for weights, passed, ps in random_graphs(60):
        smaller = [p * 0.7 if number == 0 else p for number, p in enumerate(ps)]
        before, after = (adjusted_by(weights, passed, one) for one in (ps, smaller))
        assert all(low <= high + 1e-12 for low, high in zip(after, before, strict=True))


def test_a_claim_of_no_weight_waits_for_one_before_it_however_small_its_p():
    assert graph({"a": 0.3, "b": 0.0}, [1, 0], [[0, 1], [0, 0]]) == {"a": 0.3, "b": 0.3}
    assert graph({"a": 0.3, "b": 0.0}, [1, 0], [[0, 0], [1, 0]]) == {"a": 0.3, "b": 1.0}


def test_a_p_that_does_not_exist_counts_as_one_in_a_graph():
    found = graph({"a": None, "b": 0.01}, [0.5, 0.5], [[0, 1], [1, 0]])
    assert found == {"a": None, "b": pytest.approx(0.02)}
    assert graph({"a": None, "b": 0.01}, [1, 0], [[0, 1], [0, 0]]) == {"a": None, "b": 1.0}


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
