"""How far chance among the women of the pool moves what trials drawn from it show, by a delete-a-group jackknife.

More replicates do not help against a pool of few women. In a trial of n women whose contrast is theta with error SE, power is
Phi(theta / SE - z). The signal theta / SE, divided by the root of the number of women, belongs to the pool: it is analysed
with each of some groups of women left out, from all arms at once, and its jackknife error is carried to power by the slope of
Phi, phi(theta / SE - z) sqrt(n). A bias is jackknifed as it is; coverage follows it by its own slope.

Source: delete-a-group jackknife, Kott 2001 (kott2001).
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from milkway.analysis.laws import Z
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Outcomes
from milkway.planning.drawn_analyses import analysed, on_scale
from milkway.planning.pool_scores import Scored

GROUPS = 25


@dataclass(frozen=True)
class DyadError:
    """Standard errors from the women of the pool; NaN where the pool's contrast does not exist.

    Attributes:
        signal: of theta / SE per root of a woman randomised.
        bias: of the pool's contrast, as seen less as it is, on the scale of the analysis.
        truth: of the pool's contrast as it is.
        signals: (group,) theta / SE per root of a woman randomised, that group left out.
    """

    signal: float
    bias: float
    truth: float
    signals: np.ndarray

    def of_power(self, power: float, n: int) -> float:
        """Return the error of a power at a size."""
        return slope(power, n) * self.signal

    def of_coverage(self, bias: float, spread: float) -> float:
        """Return the error of a coverage of intervals whose centre is off by `bias` where estimates have that spread."""
        if not spread > 0:
            return math.nan
        slope = stats.norm.pdf(Z + bias / spread) - stats.norm.pdf(Z - bias / spread)
        return abs(float(slope)) / spread * self.bias


def slope(power: float, n: int) -> float:
    """Return by how much power rises with the signal of a pool, per root of a woman randomised, in trials of `n` women."""
    inside = float(np.clip(power, 1e-4, 1 - 1e-4))
    return float(stats.norm.pdf(stats.norm.ppf(inside))) * math.sqrt(n)


def spread(left_out: np.ndarray) -> float:
    """Return the jackknife's standard error of a number from its values with each group left out."""
    return math.sqrt(float((len(left_out) - 1) * left_out.var()))


def dyad_error(scored: Scored, hypothesis: str, arm: str, group: np.ndarray) -> DyadError:
    """Return the errors for one arm under one hypothesis.

    Args:
        scored: an endpoint of the pool.
        hypothesis: of the pool.
        arm: compared with the reference.
        group: (woman,) below `GROUPS`, in which women are left out together; a group without women leaves nobody out.
    """
    seen, true = scored.pair("observed", hypothesis, arm), scored.pair("oracle", hypothesis, arm)
    women = len(true[0].value)
    rows: list[tuple[float, float, float]] = []
    for left_out in range(GROUPS):
        kept = group != left_out
        centre, low, high = on_scale(_contrast(scored.measure, seen, np.tile(kept, len(seen[0].value) // women)))
        truth = on_scale(_contrast(scored.measure, true, kept))[0]
        error = (high - low) / (2 * Z) * _widening(scored, arm, int(kept.sum()) * len(seen[0].value) // women)
        rows.append(((centre - scored.measure.null) / error if 0 < error < math.inf else math.nan, centre - truth, truth))
    found = np.where(np.isfinite(rows), rows, math.nan)  # an arm without events has no distance to be jackknifed
    signal, bias, centre = (spread(column) for column in found.T)
    return DyadError(signal, bias, centre, found[:, 0])


def _contrast(measure: Measure, arms: tuple[Outcomes, Outcomes], kept: np.ndarray) -> Estimate:
    return analysed(measure, arms[0].taking(kept), arms[1].taking(kept))


def _widening(scored: Scored, arm: str, women: int) -> float:
    """Return the factor from the error of a pool with so many women in both arms to that of a trial of one woman."""
    ratio = {one.name: one.allocation for one in scored.arms}
    total = sum(ratio.values())
    return math.sqrt(women / 2 * (total / ratio[arm] + total / ratio[scored.reference]))
