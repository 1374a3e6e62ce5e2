import numpy as np
import pytest
from diary_worlds import DAYS, leaving, women

from milkway.core.streams import Streams
from milkway.protocol.mechanisms import MECHANISMS
from milkway.trials.leaving import PAIN_EFFECT, Attrition


def some(mechanism: str, *, reference: bool) -> Attrition:
    return Attrition(MECHANISMS[mechanism], 0.4, PAIN_EFFECT, reference)


@pytest.mark.parametrize("reference", [False, True])
@pytest.mark.parametrize("name", MECHANISMS)
def test_every_mechanism_makes_the_stated_share_leave(name, reference):
    found = leaving(women(3, 4000), some(name, reference=reference), Streams(1))
    # binomial standard deviation 0.008; three of them
    assert (~found.stays).mean() == pytest.approx(0.4, abs=0.024)
    assert found.leaves.min() >= 1


def test_women_in_pain_leave_more_often_only_where_pain_matters():
    everyone = women(3, 4000)
    sore = everyone.pain.mean(axis=1) > np.median(everyone.pain.mean(axis=1))

    def excess(name: str, *, reference: bool) -> float:
        gone = ~leaving(everyone, some(name, reference=reference), Streams(1)).stays
        return float(gone[sore].mean() - gone[~sore].mean())

    # standard deviation of a difference of two shares of 2000: 0.015
    assert abs(excess("random", reference=True)) < 0.05
    assert excess("pain", reference=False) > 0.1
    assert abs(excess("arm_and_pain", reference=False)) < 0.05
    assert excess("arm_and_pain", reference=True) > 0.1


def test_another_draw_makes_other_women_leave():
    one, other = (leaving(women(3, 200), some("random", reference=True), Streams(1), k) for k in (0, 1))
    assert not np.array_equal(one.leaves, other.leaves)


def test_leaving_with_pain_to_come_looks_at_the_week_after():
    everyone = women(3, 50)
    one = some("unseen", reference=False).weight(everyone.pain)
    assert one.shape == (50, DAYS)
    assert one[:, 10] == pytest.approx(1 + 2 * everyone.pain[:, 11:18].max(axis=1))
