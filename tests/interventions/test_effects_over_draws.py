"""Signs over draws come by chance as seldom as is said, and the noise of few dyads is no spread of draws."""

from math import comb

import numpy as np
import pytest

from milkway.interventions.compared_draw import NIL, Line, Paired, paired
from milkway.interventions.effects_over_draws import CHANCE, chance_of, effect_of, over_draws
from milkway.interventions.line_words import TOPICS, is_trusted, words_by_topic, worst_of


def drawn(change, error=0.0):
    return Paired(8, 0.5, 0.1, change, error, int(change != 0))


@pytest.mark.parametrize(
    ("changes", "sign"),
    [
        ([-1.0] * 11 + [1.0], "lower"),  # 2 * (12 + 1) / 2^12 = 0.006
        ([-1.0] * 10 + [1.0] * 2, "cannot tell"),  # 0.039
        ([1.0] * 8 + [0.0] * 4, "higher"),  # of eight draws that differ, 2 / 2^8 = 0.008
        ([1.0] * 7 + [0.0] * 5, "cannot tell"),  # 0.016
        ([0.0] * 12, "none"),
    ],
)
def test_a_sign_is_told_where_chance_would_hardly_make_it(changes, sign):
    assert effect_of([drawn(one) for one in changes]).sign == sign


def test_signs_of_nothing_are_told_at_most_as_often_as_is_said():
    often = [sum(comb(n, low) / 2**n for low in range(n + 1) if chance_of(low, n - low) <= CHANCE) for n in range(1, 41)]
    assert max(often) <= CHANCE
    assert often[-1] > 0


def test_draws_that_differ_by_the_noise_of_few_dyads_alone_have_no_spread():
    rng = np.random.default_rng(1)
    noisy = effect_of([drawn(0.3 + 0.1 * z, 0.1) for z in rng.standard_normal(400)])
    assert noisy.high - noisy.low < 0.2  # 0.39 with the noise; what is left is the error of a variance of 400
    wide = effect_of([drawn(0.3 + 0.1 * z, 0.001) for z in rng.standard_normal(400)])
    assert wide.high - wide.low == pytest.approx(2 * 1.96 * 0.1, rel=0.15)  # quantiles of 400 draws


def test_few_draws_have_no_interval_and_draws_without_anybody_do_not_count():
    assert effect_of([drawn(1.0)] * 9).low is None
    line = Line("a", "any", "days_in_pain")
    found = over_draws([{line: drawn(1.0)}, {}, {line: drawn(3.0)}])[line]
    assert (found.draws, found.change, np.isnan(found.by_draw).tolist()) == (2, 2.0, [False, True, False])


def test_what_the_solver_may_make_is_far_below_one_infant_or_one_day():
    assert NIL < 1 / 1000
    assert paired(np.array([1.0]), np.array([1.0])).error == 0.0


def test_a_line_has_the_worst_word_and_is_trusted_only_from_no_worse_on():
    order = ["better", "no worse", "cannot tell (3)", "none known", "worse"]
    for i, word in enumerate(order):
        assert worst_of(order[: i + 1]) == word
    assert [is_trusted(word) for word in order] == [True, True, False, False, False]


def test_the_word_of_a_block_is_the_worse_of_both_rivals():
    words = words_by_topic(lambda topic: {"word": "better", "against_naive": "worse"} if topic == "mastitis" else None)
    assert words == dict.fromkeys(TOPICS, "none known") | {"mastitis": "worse"}
