"""Arms compared over visits, ratings of women who left imputed: who is moved by a delta, and trials of which little was seen."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import ttest_ind

from milkway.analysis.measures.repeated import MIXED_DIFFERENCE, MIXED_DIFFERENCE_LAST
from milkway.analysis.missing import tipping
from milkway.analysis.missing.imputed_ratings import model_of, pooled_ratings, ratings
from milkway.analysis.missing.methods import QUESTIONS, analyse
from milkway.analysis.missing.visit_strategies import as_those_who_stay, copy_increments_in_reference, jump_to_reference
from milkway.analysis.missing.women import RATINGS, Ratings, Women
from milkway.analysis.reasons import FEW_RATINGS, RATINGS_ALIKE
from milkway.core.streams import Streams

LUCK = Streams(1)
DAYS, VISITS = 60, (0, 30, 59)
METHODS = [one.name for one in QUESTIONS[RATINGS].methods]


def arm(rating: np.ndarray, leaves: np.ndarray, first: int = 0, measure=MIXED_DIFFERENCE_LAST) -> Women:
    """Return women of whom nothing is known but their ratings at three visits, and when they leave."""
    n = len(rating)
    nothing, zero = np.full(n, np.nan), np.zeros(n)
    days = np.broadcast_to(np.array(VISITS), rating.shape)
    return Women(
        dyads=np.arange(n) + first,
        baseline=np.zeros((n, 0)),
        pain=np.zeros((n, DAYS)),
        begins=np.full(n, np.inf),
        ceased=np.full(n, np.inf),
        ends=np.full(n, DAYS),
        leaves=leaves,
        load=nothing,
        below=np.zeros(n, dtype=bool),
        visit=zero,
        earlier=nothing,
        earlier_visit=zero,
        limit=0.0,
        ratings=Ratings(rating, days, measure),
    )


def two(women: int, share: float = 0.4, measure=MIXED_DIFFERENCE_LAST) -> tuple[Women, Women]:
    """Return two arms that differ by one at the last visit, of whose first a share leaves after the second visit."""
    draw = np.random.default_rng(7)
    spread = 0.5 ** np.abs(np.subtract.outer(range(3), range(3)))
    first, second = (draw.multivariate_normal(mean, spread, women) for mean in ([2, 2, 2], [2, 2, 1]))
    gone = np.arange(women) < share * women
    return arm(first, np.where(gone, 45, DAYS), 0, measure), arm(second, np.full(women, DAYS), 1000, measure)


@pytest.mark.parametrize("delta", [1.5, -1.5])
def test_a_delta_moves_who_left_the_first_arm_by_so_much_and_nobody_else(delta):
    """A positive delta is a higher rating: of 40 % of one arm, at the one visit that she missed."""
    for measure, weight in ((MIXED_DIFFERENCE_LAST, 1.0), (MIXED_DIFFERENCE, 1 / 3)):
        arms = two(50, measure=measure)
        model = model_of(*arms, LUCK)
        plain, moved = (pooled_ratings(model, arms, as_those_who_stay, LUCK, by) for by in (0.0, delta))
        assert moved.estimate - plain.estimate == pytest.approx(0.4 * weight * delta)


def test_a_delta_does_not_move_the_reference_arm():
    first, second = two(50)
    arms = second, first
    model = model_of(*arms, LUCK)
    plain, moved = (pooled_ratings(model, arms, as_those_who_stay, LUCK, by) for by in (0.0, 3.0))
    assert moved.estimate == plain.estimate


def test_estimates_rise_with_the_points_by_which_leavers_are_moved_and_the_verdict_turns():
    found = tipping.ratings(*two(50), LUCK)
    estimates = [one.estimate for one in found.estimates]
    assert estimates == sorted(estimates)
    # about one point of difference with an error of 0.2: who left would have to be at least 2 points better, of 40 % of women
    assert found.tips[0] <= -1.0
    assert found.tips[1] is None


def test_a_visit_missed_in_between_is_no_leaving():
    """Her mean stays that of her own arm, whatever is assumed of women who left."""
    first, second = two(50, share=0.0)
    rating = first.ratings.value.copy()
    rating[:20, 2] = np.nan
    first = replace(first, ratings=replace(first.ratings, value=rating))
    one, other = (ratings(first, second, how, LUCK) for how in (as_those_who_stay, jump_to_reference))
    assert one.estimate == other.estimate


@pytest.mark.parametrize("method", METHODS)
def test_where_nobody_left_every_method_is_welchs_test(method):
    """Imputation has the degrees of freedom of Barnard and Rubin, a few less than Welch's."""
    first, second = two(20, share=0.0)
    found = analyse(RATINGS, method, first, second, LUCK)
    expected = ttest_ind(first.rated[:, 2], second.rated[:, 2], equal_var=False)
    interval = expected.confidence_interval(0.95)
    assert found.estimate == pytest.approx((interval.low + interval.high) / 2)
    # quantiles of 36.1 and 38 degrees of freedom differ by 2 in a thousand
    assert found.high - found.low == pytest.approx(interval.high - interval.low, rel=3e-3)


def test_over_visits_it_is_welchs_test_of_each_womans_mean():
    first, second = two(20, share=0.0, measure=MIXED_DIFFERENCE)
    found = analyse(RATINGS, "imputation", first, second, LUCK)
    expected = ttest_ind(first.rated.mean(axis=1), second.rated.mean(axis=1), equal_var=False).confidence_interval(0.95)
    assert found.estimate == pytest.approx((expected.low + expected.high) / 2)


@pytest.mark.parametrize("method", METHODS)
def test_a_visit_at_which_nobody_was_seen_in_an_arm_has_no_estimate_and_says_why(method):
    first, second = two(20)
    found = analyse(RATINGS, method, replace(first, leaves=np.full(20, 45)), second, LUCK)
    assert found.p is None
    assert found.note == FEW_RATINGS


def test_a_visit_that_is_not_asked_for_may_be_one_at_which_nobody_was_seen():
    first, second = two(50)
    rating = first.ratings.value.copy()
    rating[:, 1] = np.nan
    first = replace(first, ratings=replace(first.ratings, value=rating))
    assert ratings(first, second, copy_increments_in_reference, LUCK).p is not None


def test_ratings_that_are_all_alike_have_no_estimate_and_say_why():
    first, second = (replace(one, ratings=replace(one.ratings, value=np.zeros((20, 3)))) for one in two(20))
    assert {analyse(RATINGS, method, first, second, LUCK).note for method in METHODS} == {RATINGS_ALIKE}
    found = tipping.ratings(first, second, LUCK)
    assert (found.tips, found.why_not) == ((None, None), RATINGS_ALIKE)


@pytest.mark.parametrize("women", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("method", METHODS)
def test_a_handful_of_women_have_an_estimate_or_a_reason(women, method):
    found = analyse(RATINGS, method, *two(women), LUCK)
    assert found.note if found.p is None else found.low < found.high
