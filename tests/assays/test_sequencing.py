import numpy as np
import pytest

from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import Sequencing, expected_shares, log_likelihood, sequence
from milkway.core.streams import Streams

METHOD = Sequencing(reads=200, concentration=50.0, copies=np.array([3.0, 6.0, 7.0]), contamination=np.array([0.0, 30.0, 0.0]))
CELLS = np.array([[100.0, 50.0, 0.0]])


def test_reads_add_up_to_the_depth():
    found = sequence(np.repeat(CELLS, 50, axis=0), METHOD, Occasion(Streams(1), np.arange(50), "16S", 7))
    assert (found.sum(axis=1) == 200).all()
    assert (found[:, 2] == 0).all()


def test_without_genes_there_are_no_reads():
    clean = Sequencing(200, 50.0, METHOD.copies, np.zeros(3))
    assert sequence(np.zeros((2, 3)), clean, Occasion(Streams(1), np.arange(2), "16S", 7)).sum() == 0


def test_reads_have_the_mean_and_spread_of_a_dirichlet_multinomial():
    n = 6000
    found = sequence(np.repeat(CELLS, n, axis=0), METHOD, Occasion(Streams(2), np.arange(n), "16S", 7))
    share = expected_shares(CELLS, METHOD)[0, 0]
    variance = 200 * share * (1 - share) * (200 + 50) / (1 + 50)
    # 4 standard errors of a mean; a variance of n draws is right within about 4 * sqrt(2 / n)
    assert found[:, 0].mean() == pytest.approx(200 * share, abs=4 * (variance / n) ** 0.5)
    assert found[:, 0].var() == pytest.approx(variance, rel=0.08)


def test_the_likelihood_of_all_reports_adds_up_to_one():
    small = Sequencing(6, 5.0, METHOD.copies, METHOD.contamination)
    reports = np.array([[a, 6 - a, 0.0] for a in range(7)])
    total = np.exp(log_likelihood(reports, np.repeat(CELLS, 7, axis=0), small)).sum()
    assert total == pytest.approx(1.0, abs=1e-12)
