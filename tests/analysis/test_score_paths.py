"""The score carried from look to look against normal laws that hold where no bound is ever crossed."""

import numpy as np
import pytest
from scipy.stats import norm

from milkway.analysis.score_paths import coming, staying

NEVER_CROSSED = 30.0


@pytest.mark.parametrize("drift", [-5.0, 0.0, 0.7, 5.0])
def test_without_bounds_the_score_stays_normal_about_its_drift(drift):
    """A Brownian motion looked at thrice is the same at the last look as one that nobody looked at before."""
    going = None
    for information in (0.5, 0.7, 2.3):
        last = coming(going, information, drift)
        z = drift * np.sqrt(information) + np.array([-3.0, -1.0, 0.0, 0.5, 2.0])
        assert last.weight.sum() == pytest.approx(1.0, abs=1e-12)
        assert [last.above(one) for one in z] == pytest.approx(norm.sf(z - drift * np.sqrt(information)), abs=1e-12)
        assert [last.below(one) for one in z] == pytest.approx(norm.cdf(z - drift * np.sqrt(information)), abs=1e-12)
        going = staying(going, information, NEVER_CROSSED, drift)


@pytest.mark.parametrize(("look", "drift"), [(1, 3.0), (2, -4.0)])
def test_those_who_go_on_reach_no_further_than_nine_standard_deviations(look, drift):
    """Nodes beyond would hold a chance of less than 1e-19, and any that is not needed costs time at every later look."""
    going = staying(None, 0.25, NEVER_CROSSED, drift)
    if look == 2:
        going = staying(going, 1.0, NEVER_CROSSED, drift)
    middle, spread = drift * going.information, np.sqrt(going.information)
    assert (going.edges[0], going.edges[-1]) == pytest.approx((middle - 9 * spread, middle + 9 * spread))


@pytest.mark.parametrize("drift", [-3.0, 0.0, 3.0])
def test_after_the_only_bound_as_many_go_on_at_every_later_look(drift):
    """Those within |Z| < 1 at information 1/4, through a step of 16 times that."""
    going, stayed = None, norm.cdf(1.0 - drift / 2) - norm.cdf(-1.0 - drift / 2)
    for information, limit in ((0.25, 1.0), (4.25, NEVER_CROSSED), (4.5, NEVER_CROSSED), (20.0, NEVER_CROSSED)):
        going = staying(going, information, limit, drift)
        assert coming(going, 2 * information, drift).weight.sum() == pytest.approx(stayed, abs=1e-12)
