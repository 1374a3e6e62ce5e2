"""What an arm's scores are as one number, and what two arms truly differ by, against arithmetic by hand."""

import math

import numpy as np
import pytest

from milkway.analysis.kinds import COUNT, LOAD, NUMBER, NUMBERS, RECURRENCE, SHARE, TIME
from milkway.analysis.outcomes import Outcomes

NAN = math.nan


def scores(value, seen=None, **more):
    value = np.array(value, dtype=float)
    time = np.full(len(value), 84.0)
    return Outcomes(value, time, np.ones(len(value), dtype=bool) if seen is None else np.array(seen, dtype=bool), **more)


def test_a_ratio_to_nothing_does_not_exist_and_a_difference_from_it_does():
    some, none = scores([1, 1, 0, 0]), scores([0, 0, 0])
    assert math.isnan(SHARE.truth(some, none, ratio=True))
    assert SHARE.truth(none, some, ratio=True) == 0.0
    assert SHARE.truth(some, none, ratio=False) == 0.5


def test_a_ratio_of_loads_is_of_geometric_means():
    few, many = scores([10.0, 1000.0]), scores([1e3, 1e5])
    assert LOAD.truth(few, many, ratio=True) == pytest.approx(0.01)
    assert LOAD.truth(few, many, ratio=False) == pytest.approx(-2.0)


@pytest.mark.parametrize(
    ("kind", "value", "seen", "level"),
    [
        (SHARE, [1, 0, 0, NAN], None, 1 / 3),
        (COUNT, [2, 0, 0, NAN], None, 2 / 3),
        (TIME, [10, 84, 84, 84], [True, False, False, False], 1 / 4),
        (RECURRENCE, [[0, 2, NAN], [0, 0, 1], [NAN, NAN, NAN]], None, 3 / 2),
        (NUMBER, [2.0, 4.0, NAN], None, 3.0),
        (NUMBERS, [[1.0, 2.0], [3.0, NAN], [NAN, NAN]], None, 2.0),
    ],
    ids=lambda one: one.words if hasattr(one, "words") else "",
)
def test_the_level_of_an_arm_is_of_the_women_whose_value_exists(kind, value, seen, level):
    nothing = scores(np.zeros_like(value), np.zeros(len(value)))
    assert kind.truth(scores(value, seen), nothing, ratio=False) == pytest.approx(level)


def test_an_arm_without_a_value_says_so():
    for kind in (SHARE, COUNT, NUMBER, LOAD):
        found = kind.arm(scores([NAN, NAN]))
        assert (found.value, found.n) == (None, 0)
        assert found.note


def test_an_arm_is_told_by_its_share_its_mean_or_its_last_visit():
    share = SHARE.arm(scores([1, 0, 0, 0, NAN]))
    assert (share.value, share.n, share.count) == (0.25, 4, 1)
    assert 0 < share.low < 0.25 < share.high < 1
    number = COUNT.arm(scores([2, 1, 0, NAN]))
    assert (number.value, number.n, number.count) == (1.0, 3, 3)
    ratings = NUMBERS.arm(scores([[9.0, 2.0], [9.0, 4.0], [9.0, NAN]]))
    assert (ratings.value, ratings.n) == (3.0, 3)
    unseen = NUMBERS.arm(scores([[9.0, NAN], [8.0, NAN]]))
    assert (unseen.value, unseen.n) == (None, 2)
    assert unseen.note


def test_the_median_load_is_known_while_fewer_than_half_lie_below_the_limit():
    known = LOAD.arm(scores([1e2, 1e3, 1e4], [False, True, True]))
    assert (known.value, known.n, known.below, known.note) == (pytest.approx(3.0), 3, 1, "")
    unknown = LOAD.arm(scores([1e2, 1e2, 1e4], [False, False, True]))
    assert (unknown.value, unknown.below) == (None, 2)
    assert unknown.note


def test_time_without_the_event_is_kaplan_meiers():
    found = TIME.arm(scores([10, 20, 20, 40], [True, False, True, False]))
    assert (found.value, found.n, found.count) == (pytest.approx(3 / 4 * 2 / 3), 4, 2)


def test_a_bad_outcome_of_a_share_is_the_worse_answer_and_others_stay():
    answers, left = scores([1, 0, 1, 0]), np.array([5.0, 5.0, np.inf, np.inf])
    worse = {better: SHARE.with_bad(answers, left, better) for better in ("lower", "higher")}
    assert worse["lower"].value.tolist() == [1, 1, 1, 0]
    assert worse["higher"].value.tolist() == [0, 0, 1, 0]
    assert worse["lower"].seen.tolist() == [True, True, True, False]


def test_a_bad_outcome_of_a_time_is_the_event_on_its_day_unless_that_came_first():
    times, left = scores([10, 10, 84, 84], [True, False, False, False]), np.array([5.0, 10.0, 90.0, np.inf])
    found = TIME.with_bad(times, left, "higher")
    assert found.value.tolist() == found.time.tolist() == [5, 10, 84, 84]
    assert found.seen.tolist() == [True, True, False, False]
