"""What a trial says after it stopped at a look: p, a median-unbiased effect and its interval, by stagewise ordering.

A trial that stops for a higher effect earlier counts as more extreme, then one with a higher Z at the same look, and so on down
to those that stop early for a lower effect (Armitage 1957, armitage1957; Jennison and Turnbull 2000, ch. 8, jennison2000). Bounds
of futility do not bind, so they do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from milkway.analysis.laws import CONFIDENCE, root
from milkway.analysis.score_paths import FAR, Going, coming, staying


@dataclass(frozen=True)
class Stagewise:
    """A trial that stopped; effects are what Z would be expected to be at the look where it stopped.

    Attributes:
        p: two-sided.
        effect: under which a more extreme trial has a chance of one half.
        low: lower 95 % bound of the effect, which excludes 0 exactly where p is below .05.
        high: upper 95 % bound.
    """

    p: float
    effect: float
    low: float
    high: float


def stagewise(information: Sequence[float], limits: Sequence[float], z: float) -> Stagewise:
    """Return what a trial says that stopped at the last of these looks with Z; at one look it is the usual.

    Args:
        information: of the looks that were made, in any unit.
        limits: bounds of |Z| at the looks before the last one.
        z: at the last one.

    >>> found = stagewise([1.0], [], 1.0)
    >>> round(found.p, 4), round(found.effect, 4), round(found.low, 4), round(found.high, 4)
    (0.3173, 1.0, -0.96, 2.96)
    """
    reached = [one / information[-1] for one in information]

    def effect(chance: float) -> float:
        return root(lambda drift: _at_least(reached, limits, z, drift) - chance, min(z, 0.0) - FAR, max(z, 0.0) + FAR)

    tail = (1 - CONFIDENCE) / 2
    p = 2 * min(_at_least(reached, limits, abs(z), 0.0), 0.5)
    return Stagewise(p, effect(0.5), effect(tail), effect(1 - tail))


def _at_least(information: Sequence[float], limits: Sequence[float], z: float, drift: float) -> float:
    """Return the chance of a trial that stops above a bound before the last look, or reaches it with at least Z."""
    going: Going | None = None
    chance = 0.0
    for reached, limit in zip(information, limits, strict=False):
        chance += coming(going, reached, drift).above(limit)
        going = staying(going, reached, limit, drift)
    return chance + coming(going, information[-1], drift).above(z)
