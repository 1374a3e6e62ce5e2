"""The bounds of a group-sequential trial: how large |Z| must be at each look so that all looks together keep one level.

Bounds are two-sided and symmetric. They hold at any looks, however close or early, and at the last one whatever information was
reached: what the looks before it left of the level is spent there.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import numpy as np

from milkway.analysis.laws import normal_above, normal_quantile, root
from milkway.analysis.score_paths import Coming, Going, coming, staying

Bounds = Literal["obrien_fleming", "pocock", "obrien_fleming_spending", "pocock_spending"]
LEAST_GAIN = 1e-6  # share of the information that a look adds at least, where all its new women have no value
WIDEST = 8.0  # a standard normal number beyond it has a chance of 1e-15: no look is ever crossed there


def bounds(fractions: Sequence[float], alpha: float, kind: Bounds) -> tuple[float, ...]:
    """Return the bound of |Z| at each look.

    Args:
        fractions: of the planned information at each look, rising, the last one 1.
        alpha: two-sided level of all looks together.
        kind: constants of O'Brien and Fleming 1979 (obrien1979) or Pocock 1977 (pocock1977), or their alpha-spending likenesses
            by Lan and DeMets 1983 (lan1983), which do not need the number of looks to be kept.

    >>> [round(bound, 2) for bound in bounds([0.5, 1.0], 0.05, "obrien_fleming_spending")]
    [2.96, 1.97]
    """
    return bounds_reached(fractions, fractions, alpha, kind)


def bounds_reached(fractions: Sequence[float], information: Sequence[float], alpha: float, kind: Bounds) -> tuple[float, ...]:
    """Return the bound of |Z| at each look of a trial whose information was more or less than planned.

    A look before the last spends what was planned for it, or has the planned constant; the last look spends all that is left, at
    the information that was reached, so that the level of all looks is alpha (Lan and DeMets 1983, lan1983). A bound does not
    depend on the information of later looks.

    Args:
        fractions: of the planned information at each look, rising, the last one 1.
        information: that each look had, rising, in any unit.
        alpha: two-sided level of all looks together.
        kind: as for `bounds`.

    >>> [round(bound, 3) for bound in bounds_reached([0.5, 1.0], [0.5, 1.5], 0.05, "pocock_spending")]
    [2.157, 2.254]
    """
    return _reached(tuple(fractions), tuple(one / information[-1] for one in information), alpha, kind)


def crossing(information: Sequence[float], limits: Sequence[float], drift: float = 0.0) -> tuple[float, ...]:
    """Return the chance of a first crossing at each look, above or below.

    Args:
        information: of each look.
        limits: bound of |Z| at each look.
        drift: expected Z at information 1; 0 without effect.
    """
    found: list[float] = []
    going: Going | None = None
    for reached, limit in zip(information, limits, strict=True):
        found.append(coming(going, reached, drift).beyond(limit))
        going = staying(going, reached, limit, drift)
    return tuple(found)


def information_of(arms: Sequence[Sequence[int]]) -> tuple[float, ...]:
    """Return the information of each look, from the women analysed in two arms: the inverse of the sum of their inverses.

    All women of a look have been followed to their end, so that it is in proportion to women for every measure.

    >>> information_of([(10, 10), (30, 10), (30, 10)])
    (5.0, 7.5, 7.5000075)
    """
    return rising([first * second / (first + second) if first and second else 0.0 for first, second in arms])


def rising(information: Sequence[float]) -> tuple[float, ...]:
    """Return the information of looks, of which one that adds no woman adds next to nothing."""
    found: list[float] = []
    for one in information:
        found.append(max(one, (found[-1] if found else 0.0) + LEAST_GAIN * (information[-1] or 1.0)))
    return tuple(found)


@lru_cache(maxsize=10_000)
def _reached(fractions: tuple[float, ...], information: tuple[float, ...], alpha: float, kind: Bounds) -> tuple[float, ...]:
    """Return the bounds, worked out once for all trials of the same women; the last look has the information 1."""
    fixed = _constants(fractions, alpha, kind)[:-1] if kind in SHAPE else ()
    found: list[float] = []
    going: Going | None = None
    spent = 0.0
    for place, (fraction, reached) in enumerate(zip(fractions, information, strict=True)):
        now = coming(going, reached, 0.0)
        if place < len(fixed):
            found.append(fixed[place])
        else:
            allowed = alpha if place == len(fractions) - 1 else SPENDING[kind](alpha, fraction)
            found.append(_bound_that_spends(now, allowed - spent))
        spent += now.beyond(found[-1])
        going = staying(going, reached, found[-1], 0.0)
    return tuple(found)


@lru_cache(maxsize=256)
def _constants(fractions: tuple[float, ...], alpha: float, kind: Bounds) -> tuple[float, ...]:
    """Return bounds of one shape that is as high as the level asks."""
    shape = SHAPE[kind](np.asarray(fractions))

    def too_often(constant: float) -> float:
        return sum(crossing(fractions, tuple(constant * shape))) - alpha

    constant = root(too_often, normal_quantile(1 - alpha / 2) - 1e-6, WIDEST)
    return tuple(float(constant * one) for one in shape)


def _bound_that_spends(now: Coming, wanted: float) -> float:
    """Return the bound that a share `wanted` of all trials crosses at this look for the first time."""
    if now.beyond(WIDEST) >= wanted:
        return WIDEST
    return root(lambda limit: now.beyond(limit) - wanted, 0.0, WIDEST)


def _obrien_fleming(alpha: float, fraction: float) -> float:
    """Return the level spent by a fraction of the information: 4 - 4 Phi(z / sqrt(t)), z the quantile of 1 - alpha / 4."""
    return 4 * normal_above(normal_quantile(1 - alpha / 4) / math.sqrt(fraction))


def _pocock(alpha: float, fraction: float) -> float:
    return alpha * math.log(1 + (math.e - 1) * fraction)


def _flat(fractions: np.ndarray) -> np.ndarray:
    return np.ones(len(fractions))


def _falling(fractions: np.ndarray) -> np.ndarray:
    return 1 / np.sqrt(fractions)


SHAPE = {"pocock": _flat, "obrien_fleming": _falling}
SPENDING = {"obrien_fleming_spending": _obrien_fleming, "pocock_spending": _pocock}
