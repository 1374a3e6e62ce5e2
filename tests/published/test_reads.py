"""Reads of simulated stool: the assay of a cohort, against arithmetic."""

import numpy as np
import pytest

from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import expected_shares, sequence
from milkway.core.streams import Streams
from milkway.published.reads import assay, methods
from milkway.published.shares import read_shares


def test_every_cohort_of_shares_has_a_method():
    assert {row.study for row in read_shares()} == set(methods())


def test_contamination_shares_an_empty_gut_evenly_and_is_lost_in_a_full_one():
    method = assay(methods()["jakobsen2025"], 4)
    cells = np.array([[0.0, 0.0, 0.0, 0.0], [1e10, 0.0, 0.0, 0.0]])
    assert expected_shares(cells, method)[0] == pytest.approx([0.25] * 4)
    assert expected_shares(cells, method)[1, 0] == pytest.approx(1.0, abs=1e-5)  # 1e4 copies against 1e10


def test_shares_of_reads_scatter_as_their_concentration_says():
    method = assay(methods()["jakobsen2025"], 2)
    infants = np.arange(2000)
    reads = sequence(np.full((2000, 2), 1e10), method, Occasion(Streams(1), infants, "test", 0))
    share = reads[:, 0] / reads.sum(axis=1)
    assert share.mean() == pytest.approx(0.5, abs=0.005)  # four standard errors of 2000 infants
    assert share.std() == pytest.approx(0.5 / np.sqrt(101), rel=0.1)  # Dirichlet of 100; reads add a two-hundredth
