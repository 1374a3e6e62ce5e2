import numpy as np
import pytest
from scipy.integrate import quad

from milkway.assays.occasion import Occasion
from milkway.assays.qpcr import Qpcr, amplify, log_likelihood
from milkway.core.streams import Streams

METHOD = Qpcr(copies=5.0, error=0.2, limit=100.0)


def test_copies_below_the_limit_are_only_known_to_be_low():
    value, below = amplify(np.array([0.0, 1e6]), METHOD, Occasion(Streams(1), np.arange(2), "milk", 7))
    assert below.tolist() == [True, False]
    assert value[0] == 2.0


def test_the_likelihood_of_all_reports_adds_up_to_one():
    cells = np.array([30.0])
    low = np.exp(log_likelihood(np.array([2.0]), np.array([True]), cells, METHOD))[0]
    above, _ = quad(lambda v: float(np.exp(log_likelihood(np.array([v]), np.array([False]), cells, METHOD))[0]), 2.0, 6.0)
    # the integrator's tolerance
    assert low + above == pytest.approx(1.0, abs=1e-6)
