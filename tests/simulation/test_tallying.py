"""How many came, told afterwards from how many descend from them: both together as for cells that come, divide and die."""

import numpy as np
import pytest

from milkway.simulation.lineages import after_immigration
from milkway.simulation.tallying import arrivals_of

N = 20_000
# coming (cell/day), births, losses (1/day), time (day): few and many descendants, none born, and growth that is nought
RATES = [(4.0, 3.0, 1.0, 0.5), (40.0, 2.0, 2.5, 0.3), (60.0, 6.0, 1.0, 0.4), (8.0, 0.0, 3.0, 0.5), (5.0, 2.0, 2.0, 1.0)]


@pytest.mark.parametrize(("coming", "births", "losses", "time"), RATES)
def test_arrivals_are_poisson_and_go_with_their_descendants_as_they_must(coming, births, losses, time):
    """Of n descendants of a Poisson number A of cells, the mean and the variance of A are r t, and cov(A, n) is the mean of n."""
    keys = [(3, i, 7, 0, 0) for i in range(N)]
    left = np.array([after_immigration(coming, births, losses, time, key) for key in keys])
    came = np.array([arrivals_of(n, coming, births, losses, time, (3, i, 8, 0, 0)) for i, n in enumerate(left.tolist())])
    mean, growth = coming * time, (births - losses) * time
    descendants = mean * (np.expm1(growth) / growth if growth else 1.0)
    assert (came % 1 == 0).all()
    assert came.mean() == pytest.approx(mean, abs=4 * (mean / N) ** 0.5)
    assert came.var() == pytest.approx(mean, abs=4 * ((2 * mean**2 + mean) / N) ** 0.5)
    together = (came - mean) * (left - descendants)
    assert together.mean() == pytest.approx(descendants, abs=4 * together.std() / N**0.5)
    assert came[left > descendants].mean() > came[left < descendants].mean()
