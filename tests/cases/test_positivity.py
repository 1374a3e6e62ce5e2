"""Women of one kind all left: no weight can stand for them, and the result says so or is not given."""

from dataclasses import replace

import numpy as np
import pytest
from traits import with_trait

from milkway.analysis.missing.likeness import overlap
from milkway.analysis.missing.methods import analyse
from milkway.analysis.missing.women import LOAD, RISK, Women
from milkway.core.streams import Streams

DAYS, N, LUCK = 84, 400, Streams(3)


def arm(seed: int, leaving: float) -> Women:
    """Return women of whom a fifth have a trait and five times the hazard; a share of these leaves in the first three weeks."""
    draw = np.random.default_rng(seed)
    trait = draw.random(N) < 0.2
    ill = draw.random((N, DAYS)) < np.where(trait, 0.01, 0.002)[:, None]
    leaves = np.where(trait & (draw.random(N) < leaving), draw.integers(3, 21, N), DAYS)
    load = draw.normal(3.0, 1.0, N)
    return with_trait(trait, ill, leaves, load, 1.0, seed)


@pytest.mark.parametrize("endpoint", [RISK, LOAD])
def test_where_nobody_of_a_kind_stayed_there_is_no_weighted_estimate_and_the_reason_says_so(endpoint):
    first, second = arm(1, 1.0), arm(2, 0.0)
    found = analyse(endpoint, "weighting", first, second, LUCK)
    assert found.estimate is None
    assert "of whose kind nobody stayed" in found.note


@pytest.mark.parametrize("endpoint", [RISK, LOAD])
def test_where_half_of_a_kind_stayed_they_count_twice(endpoint):
    """Each of 40 women with the trait counts for 2, so that the weights of her arm are as of (360 + 2 x 40)^2 / (...) women."""
    found = analyse(endpoint, "weighting", arm(1, 0.5), arm(2, 0.0), LUCK)
    assert found.estimate is not None
    largest = float(found.note.split("largest weight ")[1].split(",")[0])
    # the share that left is binomial: 0.5 with an error of 0.056; the model of leaving by week is not the draw's
    assert largest == pytest.approx(2.0, abs=0.5)
    assert "effective number" in found.note


def test_imputation_of_loads_without_anybody_alike_is_not_given():
    first, second = arm(1, 1.0), arm(2, 1.0)
    found = analyse(LOAD, "imputation", first, second, LUCK)
    assert found.estimate is None
    assert "of a kind of which nobody has a sample" in found.note


def test_without_leaving_every_weight_is_one_and_the_effective_number_is_that_of_the_women():
    found = analyse(RISK, "weighting", arm(1, 0.0), arm(2, 0.0), LUCK)
    assert "largest weight 1, effective number 400 of 400 and 400 of 400" in found.note


def test_the_effective_number_is_kishs():
    """Weights 1, 1, 2 and 4: 8^2 / (1 + 1 + 4 + 16)."""
    seen = np.ones(4, dtype=bool)
    found = overlap(np.array([1.0, 1.0, 0.5, 0.25]), seen, ~seen)
    assert found.effective == pytest.approx(64 / 22)
    assert found.largest == 4.0
    assert found.why_not == ""


def test_a_chance_of_zero_has_a_reason_and_no_warning():
    seen = np.array([True, True, False])
    assert "no chance" in overlap(np.array([0.0, 0.5, 0.5]), seen, ~seen).why_not


def test_women_who_left_are_judged_by_the_pain_that_they_wrote():
    """Pain to come of women who left is not in the data, so another pain there changes nothing."""
    first, second = arm(1, 0.5), arm(2, 0.5)
    later = np.arange(DAYS) >= first.leaves[:, None]
    hurting = replace(first, pain=np.where(later, 8.0, first.pain))
    told = [analyse(RISK, "weighting", one, second, LUCK).note for one in (first, hurting)]
    assert told[0] == told[1]


def test_no_woman_counts_for_more_than_half_of_an_arm_of_which_several_were_seen():
    half, more = (np.array([0.25 - off, 1.0, 1.0, 1.0, 1.0]) for off in (0.0, 0.01))
    all_of_five, nobody = np.ones(5, dtype=bool), np.zeros(5, dtype=bool)
    assert overlap(half, all_of_five, nobody).share == 0.5
    assert overlap(half, all_of_five, nobody).why_not == ""
    assert "so unequal that its 5 women count as" in overlap(more, all_of_five, nobody).why_not
    assert overlap(more[[0, 1, 2]], all_of_five[:3], nobody[:3]).why_not == ""  # three are not several


def test_one_woman_or_a_tenth_of_an_arm_may_have_left_whose_kind_nobody_stayed_of():
    def arm(unlike, women):
        seen = np.arange(women) >= unlike
        return overlap(np.where(seen, 1.0, 0.49), seen, ~seen)

    assert [arm(unlike, 9).why_not == "" for unlike in (1, 2)] == [True, False]
    assert [arm(unlike, 30).why_not == "" for unlike in (3, 4)] == [True, False]
    like = overlap(np.array([1.0, 1.0, 0.5, 0.5]), np.array([True, True, False, False]), np.array([False, False, True, True]))
    assert like.unlike == 0  # half of the smallest chance of who was seen is like them
