"""The bounds of a group-sequential trial: how large |Z| must be at each look so that all looks together keep one level.

The score process is a Brownian motion observed at the information fractions of the looks. Its density among trials that went
on is carried from look to look by quadrature (Armitage, McPherson and Rowe 1969, armitage1969; Jennison and Turnbull 2000,
ch. 19, jennison2000). Bounds are two-sided and symmetric.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from milkway.analysis.laws import normal_above, normal_density, normal_quantile, normals_above, normals_below, root

Bounds = Literal["obrien_fleming", "pocock", "obrien_fleming_spending", "pocock_spending"]
NODES, WEIGHTS = np.polynomial.legendre.leggauss(120)
WIDEST = 8.0  # a standard normal number beyond it has a chance of 1e-15: no look is ever crossed there


@dataclass(frozen=True)
class Going:
    """The trials that went on after a look: (node,) values of the score, their density, and the look's information."""

    score: np.ndarray
    density: np.ndarray
    information: float


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
    if kind in SPENDING:
        return _spent(fractions, alpha, SPENDING[kind])
    shape = np.ones(len(fractions)) if kind == "pocock" else 1 / np.sqrt(np.asarray(fractions))

    def too_often(constant: float) -> float:
        return sum(crossing(fractions, tuple(constant * shape))) - alpha

    constant = root(too_often, normal_quantile(1 - alpha / 2) - 1e-9, WIDEST)
    return tuple(float(constant * one) for one in shape)


def crossing(fractions: Sequence[float], limits: Sequence[float], drift: float = 0.0) -> tuple[float, ...]:
    """Return the chance of a first crossing at each look, above or below.

    Args:
        fractions: of information at each look.
        limits: bound of |Z| at each look.
        drift: expected Z at full information; 0 without effect.
    """
    found: list[float] = []
    going: Going | None = None
    for fraction, limit in zip(fractions, limits, strict=True):
        found.append(_leaving(going, fraction, limit, drift))
        going = _staying(going, fraction, limit, drift)
    return tuple(found)


def stagewise_p(fractions: Sequence[float], limits: Sequence[float], z: float) -> float:
    """Return the two-sided p of a trial that stopped at the last of these looks with Z.

    A trial that stops earlier counts as more extreme (stagewise ordering: Armitage 1957, armitage1957); at one look it is the
    usual p.

    Args:
        fractions: of information at the looks that were made, the last one where it stopped.
        limits: bounds at the looks before that one.
        z: at the look where it stopped.
    """
    return min(1.0, sum(crossing(fractions, (*limits, abs(z)))))


def _spent(fractions: Sequence[float], alpha: float, spending: Callable[[float, float], float]) -> tuple[float, ...]:
    found: list[float] = []
    going: Going | None = None
    before = 0.0
    for fraction in fractions:
        wanted = spending(alpha, fraction) - before
        before += wanted
        found.append(_bound_that_spends(going, fraction, wanted))
        going = _staying(going, fraction, found[-1], 0.0)
    return tuple(found)


def _bound_that_spends(going: Going | None, fraction: float, wanted: float) -> float:
    """Return the bound that a share `wanted` of all trials crosses at this look for the first time."""
    if _leaving(going, fraction, WIDEST, 0.0) >= wanted:
        return WIDEST
    return root(lambda limit: _leaving(going, fraction, limit, 0.0) - wanted, 0.0, WIDEST)


def _obrien_fleming(alpha: float, fraction: float) -> float:
    """Return the level spent by a fraction of the information: 4 - 4 Phi(z / sqrt(t)), z the quantile of 1 - alpha / 4."""
    return 4 * normal_above(normal_quantile(1 - alpha / 4) / math.sqrt(fraction))


def _pocock(alpha: float, fraction: float) -> float:
    return alpha * math.log(1 + (math.e - 1) * fraction)


SPENDING = {"obrien_fleming_spending": _obrien_fleming, "pocock_spending": _pocock}


def _leaving(going: Going | None, information: float, limit: float, drift: float) -> float:
    """Return the chance of having gone on so far and crossing now."""
    edge = limit * math.sqrt(information)
    if going is None:
        middle, spread, weight = np.array([drift * information]), math.sqrt(information), np.ones(1)
    else:
        step = information - going.information
        middle, spread, weight = going.score + drift * step, math.sqrt(step), going.density
    return float(weight @ (normals_above((edge - middle) / spread) + normals_below((-edge - middle) / spread)))


def _staying(going: Going | None, information: float, limit: float, drift: float) -> Going:
    """Return the trials that go on: the density holds the weights of the quadrature, so that its sum is their share."""
    edge = limit * math.sqrt(information)
    score = edge * NODES
    if going is None:
        spread = math.sqrt(information)
        density = normal_density((score - drift * information) / spread) / spread
    else:
        step = information - going.information
        spread = math.sqrt(step)
        moved = (score[:, None] - going.score[None, :] - drift * step) / spread
        density = normal_density(moved) @ going.density / spread
    return Going(score, edge * WEIGHTS * density, information)
