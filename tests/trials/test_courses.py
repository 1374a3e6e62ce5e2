import numpy as np
import pytest
from trial_worlds import still

from milkway.trials.courses import courses


def test_shares_of_an_infants_gut_add_up_to_one(protocol):
    women = still(5)
    draw = np.random.default_rng(1)
    women.amounts[:, :, [key.startswith("infant_gut") for key in women.stocks]] = draw.lognormal(10, 2, (5, 8, 4))
    points = courses(women, protocol, np.ones((5, 112), dtype=bool))
    for day in protocol.composition_days:
        shares = [point.value for point in points if point.course == "infant gut share" and point.day == day]
        assert sum(shares) == pytest.approx(1.0)


def test_women_without_milk_have_no_load(protocol):
    points = courses(still(5), protocol, np.zeros((5, 112), dtype=bool))
    assert not [point for point in points if point.course == "milk load"]


def test_a_load_of_zero_has_no_logarithm(protocol):
    points = courses(still(5), protocol, np.ones((5, 112), dtype=bool))
    lactobacilli = next(p for p in points if p.course == "milk load" and p.of == "lactobacillus")
    assert lactobacilli.value is None
    staphylococci = next(p for p in points if p.course == "milk load" and p.of == "staphylococcus")
    # 10,000 cells in 100 mL
    assert staphylococci.value == pytest.approx(2.0)
