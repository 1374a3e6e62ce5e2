import numpy as np
import pytest

from milkway.assays.counts import Counts
from milkway.assays.method import Settings
from milkway.assays.methods.plate_count import detection_chance, log_likelihood, plate, type_colonies
from milkway.assays.occasion import Occasion
from milkway.core.streams import Streams

LABORATORY = Settings(volume=0.1, limit=10.0, error=1.8)


def test_no_cells_are_reported_as_below_the_limit_and_never_as_zero():
    found = plate(np.zeros(50), LABORATORY, Occasion(Streams(1), np.arange(50), "milk", 28))
    assert found.below.all()
    assert (found.value == LABORATORY.limit).all()


def test_a_woman_without_a_sample_has_no_value():
    found = plate(np.array([np.nan, 1e3]), LABORATORY, Occasion(Streams(1), np.arange(2), "milk", 28))
    assert np.isnan(found.value[0])
    assert not found.below[0]


def test_counts_are_right_on_average_in_the_logarithm():
    found = plate(np.full(4000, 1e4), LABORATORY, Occasion(Streams(2), np.arange(4000), "milk", 28))
    # log10(1.8) / sqrt(4000) is 0.004; Poisson and rounding of dilution add less
    assert np.log10(found.value).mean() == pytest.approx(4.0, abs=0.02)
    assert np.log10(found.value).std() == pytest.approx(np.log10(1.8), abs=0.02)


def test_plates_are_diluted_until_they_can_be_counted():
    found = plate(np.full(500, 1e7), LABORATORY, Occasion(Streams(3), np.arange(500), "milk", 28))
    # 300 expected at most; 8 standard deviations of a Poisson count above it
    assert found.colonies.max() < 300 + 8 * 300**0.5


def test_the_likelihood_is_the_frequency_of_reports():
    cells = np.full(5000, 60.0)
    found = plate(cells, LABORATORY, Occasion(Streams(4), np.arange(5000), "milk", 28))
    low = np.exp(log_likelihood(found, cells, LABORATORY)[found.below])
    # 4 standard errors of a share of 5000
    assert found.below.mean() == pytest.approx(low[0], abs=4 * 0.5 / 5000**0.5)
    five = (found.colonies == 5) & (found.dilution == 1)
    assert five.mean() == pytest.approx(np.exp(log_likelihood(found, cells, LABORATORY)[five][0]), abs=4 * 0.5 / 5000**0.5)


def test_a_woman_keeps_her_count_in_a_larger_cohort():
    few, many = (plate(np.full(n, 1e3), LABORATORY, Occasion(Streams(5), np.arange(n), "milk", 7)).value for n in (5, 50))
    assert (few == many[:5]).all()


def test_picked_colonies_find_a_strain_as_often_as_its_share_says():
    n = 20000
    counts = Counts(np.ones(n, dtype=bool), np.full(n, 40.0), np.ones(n), np.full(n, 400.0), np.zeros(n, dtype=bool))
    found = type_colonies(counts, np.full(n, 0.1), 10, Occasion(Streams(6), np.arange(n), "milk", 7))
    # 1 - 0.9^10, within 4 standard errors
    assert found.mean() == pytest.approx(1 - 0.9**10, abs=4 * 0.5 / n**0.5)
    assert detection_chance(np.array([0.0]), np.array([1.0]), 10)[0] == 0
