import numpy as np
import pytest
from scipy import stats

from milkway.core.streams import Streams
from predictions import counterparts, sampling

STREAMS = Streams(3)
WOMEN = (311, 309)


def forecast_of(found, staying=1.0):
    return sampling.forecast(sampling.sampled(found, WOMEN, staying, STREAMS, "a test"))


def risks(control, product, changed, sets=50):
    return [counterparts.Counted(10000, 1.0, control, product, changed)] * sets


def test_a_known_risk_scatters_as_the_size_of_the_trial_says():
    found = forecast_of(risks(2000, 2000, 0))
    expected = stats.binom.ppf([0.05, 0.5, 0.95], 309, 0.2) / 309
    assert [found.control[0], found.control[2], found.control[4]] == pytest.approx(expected.tolist(), abs=0.0033)  # one woman


def test_a_strain_without_effect_is_significant_as_often_as_the_level_says():
    found = forecast_of(risks(2000, 2000, 0))
    assert found.chance_lower + found.chance_higher == pytest.approx(0.05, abs=0.01)
    assert found.ratio[2] == pytest.approx(1.0, abs=0.02)


def test_a_halved_risk_is_predicted_as_such():
    found = forecast_of(risks(2000, 1000, 1000))
    assert found.ratio[2] == pytest.approx(0.5, abs=0.02)
    power = stats.norm.cdf(0.1 / np.sqrt(0.1 * 0.9 / 311 + 0.2 * 0.8 / 309) - 1.96)  # of a difference of two shares
    assert found.chance_lower == pytest.approx(power, abs=0.03)


def test_women_who_leave_make_the_trial_less_certain():
    everybody, half = forecast_of(risks(2000, 2000, 0)), forecast_of(risks(2000, 2000, 0), 0.5)
    widths = [one.control[4] - one.control[0] for one in (everybody, half)]
    assert widths[1] / widths[0] == pytest.approx(2**0.5, rel=0.1)


def test_what_never_happens_without_the_product_has_no_ratio():
    found = forecast_of(risks(0, 2000, 2000))
    assert found.control == (0.0,) * 5
    assert found.ratio == ()
    assert found.product[2] == pytest.approx(0.2, abs=0.01)
