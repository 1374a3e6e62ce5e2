"""Ratings of women who left, imputed at visits: the published example of rbmi, published means of each strategy, corners."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import ttest_ind

from milkway.analysis.missing.imputed_visits import Visits, impute, parameters
from milkway.analysis.missing.visit_analysis import ratings_by_visit
from milkway.analysis.missing.visit_strategies import (
    as_those_who_stay,
    copy_increments_in_reference,
    copy_reference,
    jump_to_reference,
)
from milkway.core.streams import Streams

LUCK = Streams(1)
TRIAL = Path(os.environ.get("MILKWAY_DATA", "../shared/data")) / "rbmi" / "antidepressant_data.csv"
VISITS = ("4", "5", "6", "7")


def antidepressant(arm: str) -> Visits:
    """Return an arm of the antidepressant trial that rbmi ships: change of the Hamilton score at four visits."""
    with TRIAL.open() as opened:
        rows = [row for row in csv.DictReader(opened) if row["THERAPY"] == arm]
    patients = sorted({row["PATIENT"] for row in rows})
    rating, base = np.full((len(patients), len(VISITS)), np.nan), np.zeros((len(patients), 1))
    for row in rows:
        place = patients.index(row["PATIENT"])
        rating[place, VISITS.index(row["VISIT"])], base[place] = float(row["CHANGE"]), float(row["BASVAL"])
    return Visits(np.array([int(one) for one in patients]), rating, base)


@pytest.fixture(scope="module")
def trial():
    if not TRIAL.exists():
        pytest.skip("rbmi's example is not here (MILKWAY_DATA)")
    return ratings_by_visit(antidepressant("DRUG"), antidepressant("PLACEBO"), jump_to_reference, LUCK, sets=300)


# rbmi 1.5.2, quick start, 150 draws: estimate, error, bounds and p. Its difference is PLACEBO less DRUG. Of the variance at
# visit 7 about a third comes of imputation: 0.6 / 150^.5 = 0.05 in its estimate, 0.035 in ours, together 0.06; three of them
@pytest.mark.parametrize(
    ("visit", "estimate", "low", "high", "p"), [("5", 1.333, -0.490, 3.156, 0.151), ("7", 2.169, -0.044, 4.383, 0.055)]
)
def test_jumping_to_reference_gives_what_rbmi_publishes(trial, visit, estimate, low, high, p):
    found = trial[VISITS.index(visit)].difference
    assert -found.estimate == pytest.approx(estimate, abs=0.18)
    assert [-found.high, -found.low] == pytest.approx([low, high], abs=0.22)
    # the error's own Monte-Carlo error is smaller
    assert found.high - found.low == pytest.approx(high - low, rel=0.04)
    assert found.p == pytest.approx(p, abs=0.03)


def test_the_means_of_both_arms_are_those_that_rbmi_publishes(trial):
    drug, placebo = trial[-1].means
    # Monte-Carlo errors of 0.04 in either program: three of both together
    assert [drug.estimate, drug.low, drug.high] == pytest.approx([-6.966, -8.611, -5.321], abs=0.17)
    assert [placebo.estimate, placebo.low, placebo.high] == pytest.approx([-4.797, -6.357, -3.237], abs=0.17)


MEANS = (np.array([1.0, 2.0, 4.0]), np.array([0.0, 0.5, 1.0]))
SPREAD = 0.5 ** np.abs(np.subtract.outer(np.arange(3), np.arange(3)))  # each visit foretells the next by a half, and no more


def drawn(women: int, seed: int = 1) -> tuple[Visits, Visits]:
    """Return two arms with known means, of whose first 40 % leave at random after the second visit."""
    draw = np.random.default_rng(seed)
    ratings = [draw.multivariate_normal(mean, SPREAD, women) for mean in MEANS]
    ratings[0][draw.random(women) < 0.4, 2] = np.nan
    return tuple(Visits(np.arange(women) + 10_000 * k, one, np.zeros((women, 0))) for k, one in enumerate(ratings))


@pytest.mark.parametrize(
    ("strategy", "mean"),
    [
        (as_those_who_stay, 4.0),
        (jump_to_reference, 1.0),  # the reference's mean, her own distance from her own arm's
        (copy_increments_in_reference, 2.0 + 1.0 - 0.5),  # her arm's mean at the second visit, and the reference's change
        (copy_reference, 1.0 + 0.5 * (2.0 - 0.5)),  # the reference's mean, and half of what she was above it
    ],
)
def test_the_mean_of_who_left_is_that_of_the_published_formula(strategy, mean):
    """Carpenter, Roger and Kenward 2013, section 4."""
    first, second = drawn(3000)
    gone = np.isnan(first.rating[:, 2])
    imputed = [
        impute(first, second, given, strategy, 0.0, LUCK, number)[0][gone, 2].mean()
        for number, given in enumerate(parameters(first, second, 4, LUCK))
    ]
    # 1200 women of spread 0.87, means of 1800 to 3000 women of spread 1: three times 0.035
    assert np.mean(imputed) == pytest.approx(mean, abs=0.105)


def test_imputed_ratings_keep_the_spread_and_the_memory_of_those_seen():
    first, second = drawn(3000)
    gone = np.isnan(first.rating[:, 2])
    given = next(parameters(first, second, 1, LUCK))
    last = impute(first, second, given, as_those_who_stay, 0.0, LUCK, 0)[0][gone, 1:]
    # an error of 1 / (2 x 1200)^.5 = 0.02 and 0.03
    assert last[:, 1].std() == pytest.approx(1.0, abs=0.07)
    assert np.corrcoef(last.T)[0, 1] == pytest.approx(0.5, abs=0.09)


@pytest.mark.parametrize("delta", [1.5, -1.5])
def test_a_delta_moves_who_left_the_first_arm_and_nobody_else(delta):
    first, second = drawn(200)
    plain, moved = (ratings_by_visit(first, second, as_those_who_stay, LUCK, by, sets=3) for by in (0.0, delta))
    share = float(np.isnan(first.rating[:, 2]).mean())
    assert moved[2].difference.estimate - plain[2].difference.estimate == pytest.approx(delta * share)
    assert moved[1].difference.estimate == plain[1].difference.estimate


def test_a_visit_missed_in_between_is_no_leaving():
    """Her mean stays that of her own arm, whatever is assumed of women who left."""
    first, second = drawn(200)
    rating = first.rating.copy()
    rating[:, 2], rating[0, 1] = np.where(np.isnan(rating[:, 2]), 4.0, rating[:, 2]), np.nan
    first = Visits(first.dyads, rating, first.baseline)
    one, other = (ratings_by_visit(first, second, how, LUCK, sets=3) for how in (as_those_who_stay, jump_to_reference))
    assert one[1].difference.estimate == other[1].difference.estimate


def test_where_nobody_missed_a_visit_it_is_students_test():
    """With the degrees of freedom of Barnard and Rubin, which are a few less: 38 x 39 / 41."""
    draw = np.random.default_rng(3)
    first, second = (Visits(np.arange(20) + 100 * k, draw.normal(k, 1.0, (20, 2)), np.zeros((20, 0))) for k in (0, 1))
    found = ratings_by_visit(first, second, as_those_who_stay, LUCK)[1].difference
    expected = ttest_ind(first.rating[:, 1], second.rating[:, 1]).confidence_interval(0.95)
    assert found.estimate == pytest.approx((expected.low + expected.high) / 2)
    # quantiles of 36.1 and 38 degrees of freedom: 2.0279 and 2.0244
    assert found.high - found.low == pytest.approx((expected.high - expected.low) * 2.0279 / 2.0244, rel=1e-4)


def test_a_visit_at_which_nobody_was_seen_in_an_arm_has_no_estimate_and_says_why():
    first, second = drawn(30)
    nobody = Visits(first.dyads, np.column_stack([first.rating[:, :2], np.full(30, np.nan)]), first.baseline)
    found = ratings_by_visit(nobody, second, jump_to_reference, LUCK)
    assert {one.difference.note for one in found} == {"a visit at which nobody was seen in an arm"}


@pytest.mark.parametrize("women", [2, 8])
def test_few_women_have_an_estimate_or_a_reason(women):
    found = ratings_by_visit(*drawn(women, seed=7), jump_to_reference, LUCK)
    assert all(one.difference.note if one.difference.p is None else one.difference.low < one.difference.high for one in found)


def test_who_was_never_seen_is_drawn_as_the_strategy_says():
    """Left before the first visit: her own arm's mean, or that of the reference under every strategy that refers to it."""
    first, second = drawn(2000)
    rating = first.rating.copy()
    rating[:1000] = np.nan
    first = Visits(first.dyads, rating, first.baseline)
    given = next(parameters(first, second, 1, LUCK))
    for strategy, mean in ((as_those_who_stay, 1.0), (jump_to_reference, 0.0), (copy_increments_in_reference, 0.0)):
        full = impute(first, second, given, strategy, 0.0, LUCK, 0)[0]
        # three errors of the mean of 1000 women and of that of as many seen: 0.045
        assert full[:1000, 0].mean() == pytest.approx(mean, abs=0.135)
