import numpy as np
import pytest

from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import Sequencing, sequence, sequenced_shares
from milkway.core.streams import Streams

METHOD = Sequencing(reads=200, patchiness=0.8, recovery=np.array([3.0, 6.0, 7.0]))
CELLS = np.array([[100.0, 50.0, 0.0]])


def of(n, method=METHOD, cells=CELLS, read=sequence):
    return read(np.repeat(cells, n, axis=0), method, Occasion(Streams(2), np.arange(n), "16S", 7))


def test_reads_add_up_to_the_depth():
    found = of(50)
    assert (found.sum(axis=1) == 200).all()
    assert (found[:, 2] == 0).all()


def test_without_cells_there_are_no_reads_and_no_shares():
    assert of(2, cells=np.zeros((1, 3))).sum() == 0
    assert np.isnan(of(2, cells=np.zeros((1, 3)), read=sequenced_shares)).all()


def test_even_stool_is_read_binomially_by_recovered_cells():
    n, share = 6000, 300 / 600
    found = of(n, Sequencing(200, 0.0, METHOD.recovery))[:, 0]
    variance = 200 * share * (1 - share)
    # 4 standard errors of a mean; a variance of n draws is right within about 4 * sqrt(2 / n)
    assert found.mean() == pytest.approx(200 * share, abs=4 * (variance / n) ** 0.5)
    assert found.var() == pytest.approx(variance, rel=0.08)


def test_patches_move_the_log_ratio_of_two_guilds_by_their_common_spread():
    found = of(4000, Sequencing(10**6, 0.8, METHOD.recovery))
    ratio = np.log(found[:, 0] / found[:, 1])
    assert ratio.mean() == pytest.approx(0.0, abs=0.08)  # equal recovered cells; four standard errors
    assert ratio.std() == pytest.approx(0.8 * 2**0.5, rel=0.05)  # four standard errors of a standard deviation


def test_a_sample_of_another_day_has_other_patches():
    one, other = (sequence(CELLS, METHOD, Occasion(Streams(1), np.arange(1), "16S", day)) for day in (7, 8))
    assert (one != other).any()
