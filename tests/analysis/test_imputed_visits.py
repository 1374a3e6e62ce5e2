"""Ratings of women who left, imputed at visits: the published example of rbmi, published means of each strategy."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm

from milkway.analysis.measures.loads import MEAN_DIFFERENCE
from milkway.analysis.missing.imputed_visits import Visits, impute, parameters
from milkway.analysis.missing.imputing import pooled
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


def visits(dyads: np.ndarray, rating: np.ndarray, baseline: np.ndarray) -> Visits:
    """Return an arm whose women left after the last visit at which they were seen."""
    seen = np.isfinite(rating)
    left = np.where(seen.any(axis=1), seen.shape[1] - seen[:, ::-1].argmax(axis=1), 0)
    return Visits(dyads, rating, baseline, left)


def antidepressant(arm: str) -> Visits:
    """Return an arm of the antidepressant trial that rbmi ships: change of the Hamilton score at four visits."""
    with TRIAL.open() as opened:
        rows = [row for row in csv.DictReader(opened) if row["THERAPY"] == arm]
    patients = sorted({row["PATIENT"] for row in rows})
    rating, base = np.full((len(patients), len(VISITS)), np.nan), np.zeros((len(patients), 1))
    for row in rows:
        place = patients.index(row["PATIENT"])
        rating[place, VISITS.index(row["VISIT"])], base[place] = float(row["CHANGE"]), float(row["BASVAL"])
    return visits(np.array([int(one) for one in patients]), rating, base)


@pytest.fixture(scope="module")
def trial():
    """Return difference, mean of the drug and mean of placebo by visit, from 300 sets, each by analysis of covariance."""
    if not TRIAL.exists():
        pytest.skip("rbmi's example is not here (MILKWAY_DATA)")
    first, second = antidepressant("DRUG"), antidepressant("PLACEBO")
    n, base = (len(first.dyads), len(second.dyads)), np.vstack([first.baseline, second.baseline])
    drug = np.repeat([1.0, 0.0], n)
    design = np.column_stack([drug, 1 - drug, base - base.mean(axis=0)])
    found = []
    for number, given in enumerate(parameters(first, second, 300, LUCK)):
        full = np.vstack(impute(first, second, given, jump_to_reference, 0.0, LUCK, number))
        fits = [sm.OLS(full[:, visit], design).fit().t_test([[1, -1, 0], [1, 0, 0], [0, 1, 0]]) for visit in range(len(VISITS))]
        found.append([(fit.effect, fit.sd) for fit in fits])
    sets = np.array(found)
    return [
        [pooled(MEAN_DIFFERENCE, *sets[:, visit, :, which].T.tolist(), n, complete=sum(n) - 3) for which in range(3)]
        for visit in range(len(VISITS))
    ]


# rbmi 1.5.2, quick start, 150 draws: estimate, error, bounds and p. Its difference is PLACEBO less DRUG. Of the variance at
# visit 7 about a third comes of imputation: 0.6 / 150^.5 = 0.05 in its estimate, 0.035 in ours, together 0.06; three of them
@pytest.mark.parametrize(
    ("visit", "estimate", "low", "high", "p"), [("5", 1.333, -0.490, 3.156, 0.151), ("7", 2.169, -0.044, 4.383, 0.055)]
)
def test_jumping_to_reference_gives_what_rbmi_publishes(trial, visit, estimate, low, high, p):
    found = trial[VISITS.index(visit)][0]
    assert -found.estimate == pytest.approx(estimate, abs=0.18)
    assert [-found.high, -found.low] == pytest.approx([low, high], abs=0.22)
    # the error's own Monte-Carlo error is smaller
    assert found.high - found.low == pytest.approx(high - low, rel=0.04)
    assert found.p == pytest.approx(p, abs=0.03)


def test_the_means_of_both_arms_are_those_that_rbmi_publishes(trial):
    _, drug, placebo = trial[-1]
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
    return tuple(visits(np.arange(women) + 10_000 * k, one, np.zeros((women, 0))) for k, one in enumerate(ratings))


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


def test_who_was_never_seen_is_drawn_as_the_strategy_says():
    """Left before the first visit: her own arm's mean, or that of the reference under every strategy that refers to it."""
    first, second = drawn(2000)
    rating = first.rating.copy()
    rating[:1000] = np.nan
    first = visits(first.dyads, rating, first.baseline)
    given = next(parameters(first, second, 1, LUCK))
    for strategy, mean in ((as_those_who_stay, 1.0), (jump_to_reference, 0.0), (copy_increments_in_reference, 0.0)):
        full = impute(first, second, given, strategy, 0.0, LUCK, 0)[0]
        # three errors of the mean of 1000 women and of that of as many seen: 0.045
        assert full[:1000, 0].mean() == pytest.approx(mean, abs=0.135)
