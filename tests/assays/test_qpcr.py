"""Gene copies are told in cells, on a log scale with normal error, and known only to be low below a limit."""

import numpy as np
import pytest
from scipy.integrate import quad

from milkway.assays.counts import Counts
from milkway.assays.known_methods import METHODS
from milkway.assays.method import Settings, Strain
from milkway.assays.methods.quantitative_pcr import amplify, log_likelihood
from milkway.assays.occasion import Occasion
from milkway.core.streams import Streams

LABORATORY = Settings(volume=1.0, limit=100.0, error=10**0.2)


def occasion(women: int) -> Occasion:
    return Occasion(Streams(1), np.arange(women), "milk", 7)


def report(value: float, *, below: bool) -> Counts:
    return Counts(np.array([True]), np.zeros(1), np.ones(1), np.array([value]), np.array([below]))


def test_copies_below_the_limit_are_only_known_to_be_low():
    found = amplify(np.array([0.0, 1e6, np.nan]), LABORATORY, occasion(3))
    assert found.below.tolist() == [True, False, False]
    assert found.sampled.tolist() == [True, True, False]
    assert found.value[0] == 100.0
    assert np.isnan(found.value[2])


def test_counts_are_right_on_average_in_the_logarithm():
    found = np.log10(amplify(np.full(4000, 1e4), LABORATORY, occasion(4000)).value)
    # the standard error of a mean of 4000 is 0.003
    assert found.mean() == pytest.approx(4.0, abs=0.013)
    assert found.std() == pytest.approx(0.2, abs=0.01)


def test_the_likelihood_of_all_reports_adds_up_to_one():
    cells = np.array([150.0])
    low = np.exp(log_likelihood(report(100.0, below=True), cells, LABORATORY))[0]
    above, _ = quad(lambda v: float(np.exp(log_likelihood(report(10**v, below=False), cells, LABORATORY))[0]), 2.0, 6.0)
    # the integrator's tolerance
    assert low + above == pytest.approx(1.0, abs=1e-6)


def test_a_strain_is_found_by_primers_of_its_own_where_it_is_above_the_limit():
    counts = amplify(np.array([1e5, 1e5, 1e5, np.nan]), LABORATORY, occasion(4))
    strain = Strain(np.array([1e4, 1.0, 0.0, np.nan]), np.array([0.1, 1e-5, 0.0, 0.0]))
    found = METHODS["qpcr"].find(counts, strain, LABORATORY, occasion(4))
    assert found[:3].tolist() == [1.0, 0.0, 0.0]
    assert np.isnan(found[3])
