"""The power that a formula gives where one exists: what a textbook would answer, beside what the drawn trials show.

The formula gets what the pool shows of each arm, as the trial sees it, and the women whom it would analyse.
"""

import math

from milkway.analysis.power_formula import Planned
from milkway.planning.pool_scores import Scored


def closed_form(found: Scored, hypothesis: str, arm: str, n: int) -> float:
    """Return the power of a formula at a size; NaN where none is, as for a margin, or the pool shows nothing to put into it.

    Args:
        found: an endpoint of the pool.
        hypothesis: of the pool.
        arm: compared with the reference.
        n: women randomised.
    """
    formula = found.measure.formula
    if formula is None or found.measure.margin is not None:
        return math.nan
    first, second = (one.known() for one in found.pair("observed", hypothesis, arm))
    if min(len(first.value), len(second.value)) < 2:
        return math.nan
    power = formula.power(Planned(first, second, _analysed(found, hypothesis, arm, n)))
    return power if math.isfinite(power) else math.nan


def _analysed(found: Scored, hypothesis: str, arm: str, n: int) -> tuple[float, float]:
    """Return the women analysed in each arm, of those allotted to it."""
    total = sum(one.allocation for one in found.arms)
    allotted = {one.name: n * one.allocation / total for one in found.arms}
    arms = zip((arm, found.reference), found.pair("observed", hypothesis, arm), strict=True)
    shares = [allotted[name] * len(score.known().value) / len(score.value) for name, score in arms]
    return shares[0], shares[1]
