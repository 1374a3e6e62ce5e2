"""How much good a product's effect does: a setting under which it harms is less favourable than one under which it helps."""

import math
from dataclasses import dataclass

from milkway.analysis.kinds import Way
from milkway.planning.planned_truth import is_ratio
from milkway.protocol.endpoint import Endpoint


@dataclass(frozen=True)
class Benefit:
    """An endpoint's effects by the good that they do.

    Attributes:
        neutral: no effect: 1 of a ratio, 0 of a difference.
        good: the way of a contrast that favours the product; where neither does, the distance from no effect counts.
    """

    neutral: float
    good: Way

    def of(self, value: float) -> float:
        """Return the good of an effect, below zero where it harms; infinite where there is no effect to judge.

        >>> [Benefit(1.0, "lower").of(value) for value in (0.75, 1.5)], Benefit(0.0, "neither").of(-2.0)
        ([0.25, -0.5], 2.0)
        """
        if not math.isfinite(value):
            return math.inf
        gain = value - self.neutral
        return abs(gain) if self.good == "neither" else -gain if self.good == "lower" else gain


def benefit_of(endpoint: Endpoint) -> Benefit:
    """Return how the effects on an endpoint are judged, by its leading contrast."""
    return Benefit(float(is_ratio(endpoint)), endpoint.measures[0].favourable(endpoint.better))
