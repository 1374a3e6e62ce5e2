"""Foreign cells get in by chance in a log-normal number, and a report is as likely as it is often."""

import numpy as np
import pytest

from milkway.assays.contamination import Contaminant, foreign_cells, log_likelihood
from milkway.assays.counts import Counts
from milkway.assays.known_methods import METHODS
from milkway.assays.method import Settings
from milkway.assays.occasion import Occasion
from milkway.core.streams import Streams

LABORATORY = Settings(volume=0.1, limit=100.0, error=1.5)
HAND = Contaminant(chance=0.3, load=400.0, spread=4.0)
KIT = Contaminant(chance=0.9, load=30.0, spread=2.0)
WOMEN = 20_000


def occasion(event, women=WOMEN):
    return Occasion(Streams(7), np.arange(women), event, 7)


def told(values, colonies):
    n = len(values)
    return Counts(np.ones(n, dtype=bool), colonies, np.ones(n), values, np.zeros(n, dtype=bool))


def report(value, *, below=False):
    return Counts(np.array([True]), np.zeros(1), np.ones(1), np.array([value]), np.array([below]))


def density(values, cells, contaminants):
    n = len(values)
    return np.exp(log_likelihood(told(values, np.zeros(n)), np.full(n, cells), contaminants, METHODS["qpcr"], LABORATORY))


def chance(one, cells, contaminants, method):
    return float(np.exp(log_likelihood(one, np.array([cells]), contaminants, METHODS[method], LABORATORY))[0])


def test_samples_are_contaminated_as_often_as_is_said_and_by_a_log_normal_number():
    found = foreign_cells(HAND, occasion("hand"))
    dirty = found[found > 0]
    # four standard errors of a share, of a mean and of a standard deviation
    assert len(dirty) / WOMEN == pytest.approx(0.3, abs=4 * (0.3 * 0.7 / WOMEN) ** 0.5)
    assert np.log(dirty).mean() == pytest.approx(np.log(400.0), abs=4 * np.log(4.0) / len(dirty) ** 0.5)
    assert np.log(dirty).std() == pytest.approx(np.log(4.0), rel=4 / (2 * len(dirty)) ** 0.5)


def test_what_never_gets_in_leaves_the_methods_own_likelihood():
    clean, count = Contaminant(0.0, 400.0, 4.0), report(2000.0)
    own = METHODS["qpcr"].log_likelihood(count, np.array([1500.0]), LABORATORY)
    assert log_likelihood(count, np.array([1500.0]), [clean], METHODS["qpcr"], LABORATORY) == pytest.approx(own, abs=1e-12)


@pytest.mark.parametrize("contaminants", [(HAND,), (HAND, KIT)])
@pytest.mark.parametrize("cells", [0.0, 250.0])
def test_the_chances_of_all_readings_by_pcr_add_up_to_one(cells, contaminants):
    low = chance(report(100.0, below=True), cells, contaminants, "qpcr")
    # a reading errs by .18, so that steps of .02 integrate its bell to far less than what is asked
    log10 = np.arange(2.0, 7.0, 0.02)
    above = np.trapezoid(density(10**log10, cells, contaminants), log10)
    # nodes a tenth apart, and the two in a billion beyond six standard deviations
    assert low + above == pytest.approx(1.0, abs=1e-4)


def test_the_chances_of_all_readings_of_plates_add_up_to_one():
    dust = Contaminant(chance=0.3, load=20.0, spread=1.6)
    colonies = np.arange(10.0, 200.0)  # those below 100 per mL are reported as below it
    low = chance(report(100.0, below=True), 20.0, (dust,), "culture")
    seen = np.exp(log_likelihood(told(colonies * 10, colonies), np.full(190, 20.0), [dust], METHODS["culture"], LABORATORY)).sum()
    # more than 200 colonies, and the grids of two integrals
    assert low + seen == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(("method", "contaminants"), [("qpcr", (HAND, KIT)), ("culture", (HAND,))])
@pytest.mark.parametrize("cells", [0.0, 80.0])
def test_readings_are_as_frequent_as_they_are_likely(cells, method, contaminants):
    held = cells + sum(foreign_cells(one, occasion(f"contaminant {number}")) for number, one in enumerate(contaminants))
    found = METHODS[method].count(held, LABORATORY, occasion("count"))
    # four standard errors of a share
    low = chance(report(100.0, below=True), cells, contaminants, method)
    assert found.below.mean() == pytest.approx(low, abs=4 * 0.5 / WOMEN**0.5)


def test_high_readings_of_a_blank_are_as_frequent_as_they_are_likely():
    found = METHODS["qpcr"].count(foreign_cells(HAND, occasion("hand")), LABORATORY, occasion("count"))
    log10 = np.arange(3.0, 7.0, 0.02)
    likely = np.trapezoid(density(10**log10, 0.0, (HAND,)), log10)
    assert (found.value > 1000.0).mean() == pytest.approx(likely, abs=4 * (likely * (1 - likely) / WOMEN) ** 0.5)


def test_without_a_sample_there_is_nothing_to_be_likely():
    none = Counts(np.array([False]), np.zeros(1), np.ones(1), np.array([np.nan]), np.array([False]))
    assert log_likelihood(none, np.array([10.0]), (HAND,), METHODS["culture"], LABORATORY) == pytest.approx(0.0, abs=1e-12)
