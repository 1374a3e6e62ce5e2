"""Strains are compared where reads cover enough of a genome in both samples, and a call is as likely as it is often."""

import numpy as np
import pytest

from milkway.assays.occasion import Occasion
from milkway.assays.strain_sharing import Comparison, call_sharing, compared_chance, covered, log_likelihood
from milkway.core.streams import Streams

HOW = Comparison(genome=2e6, read=100.0, places=100, needed=40, missed=0.1, mistaken=0.02)
PAIRS = 20_000


def calls(reads, *, same):
    one = np.full(PAIRS, float(reads))
    return call_sharing(np.full(PAIRS, same), one, one, HOW, Occasion(Streams(3), np.arange(PAIRS), "sharing", 7))


def likely(called, reads, *, same):
    one = np.array([float(reads)])
    return float(np.exp(log_likelihood(np.array([called]), np.array([same]), one, one, HOW))[0])


def test_without_reads_nothing_is_called_and_with_many_everything_is():
    assert np.isnan(calls(0, same=True)).all()
    assert np.isfinite(calls(10**6, same=True)).all()


def test_reads_that_are_thrown_on_a_genome_cover_as_much_and_as_many_places_in_both_samples():
    genome, reads, runs = 20_000, 150, 2000
    how = Comparison(genome, read=100.0, places=20, needed=6, missed=0.0, mistaken=0.0)
    places = np.arange(20) * 1000 + 500
    random = np.random.default_rng(1)
    starts = random.integers(0, genome, (runs, 2, reads))
    held = (((places - starts[..., None]) % genome) < 100).any(axis=2)
    both = held.all(axis=1).sum(axis=1)
    expected = float(covered(np.array([float(reads)]), how)[0])
    compared = float(compared_chance(np.array([float(reads)]), np.array([float(reads)]), how)[0])
    assert held.mean() == pytest.approx(expected, abs=4 * 0.5 / (runs * 40) ** 0.5)  # four standard errors
    # four standard errors, and .02 since the number of reads is fixed, so that places are not quite apart
    assert (both >= 6).mean() == pytest.approx(compared, abs=4 * 0.5 / runs**0.5 + 0.02)


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("reads", [0, 10_000, 20_000, 100_000])
def test_the_three_answers_are_as_frequent_as_they_are_likely_and_there_is_no_other(reads, same):
    found = calls(reads, same=same)
    chances = [likely(called, reads, same=same) for called in (1.0, 0.0, np.nan)]
    assert sum(chances) == pytest.approx(1.0, abs=1e-12)
    often = [(found == 1).mean(), (found == 0).mean(), np.isnan(found).mean()]
    assert often == pytest.approx(chances, abs=4 * 0.5 / PAIRS**0.5)  # four standard errors of a share


def test_false_calls_are_made_of_strains_that_differ():
    deep = calls(10**6, same=False)
    assert deep.mean() == pytest.approx(0.02, abs=4 * (0.02 * 0.98 / PAIRS) ** 0.5)
    assert calls(10**6, same=True).mean() == pytest.approx(0.9, abs=4 * (0.9 * 0.1 / PAIRS) ** 0.5)
