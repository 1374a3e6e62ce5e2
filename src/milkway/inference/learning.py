"""What was learned: how far each prior contracted, which spikes gained or lost, and which products are all that the data see."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milkway.inference.free import Free, values

SEEN = 0.5  # a direction whose variance fell below this share of the prior's counts as seen


@dataclass(frozen=True)
class Learned:
    """A free parameter after the data.

    Attributes:
        name: of it.
        quantiles: 5, 50 and 95 % of the factor, or of the value where it is not zero.
        contraction: 1 minus the ratio of posterior to prior variance of its standard normal number.
        zero: posterior probability of exactly zero, and that of the prior; NaN without a spike.
    """

    name: str
    quantiles: tuple[float, float, float]
    contraction: float
    zero: tuple[float, float]


@dataclass(frozen=True)
class Direction:
    """A product of powers of parameters: share of its prior variance that is left, and the powers, largest first."""

    left: float
    powers: tuple[tuple[str, float], ...]


def learned(free: Sequence[Free], z: np.ndarray, x: np.ndarray) -> tuple[Learned, ...]:
    """Return what was learned of each free parameter from (draw, parameter) numbers and coordinates."""
    natural = values(free, x)
    return tuple(_learned(one, z[:, i], x[:, i], natural[:, i]) for i, one in enumerate(free))


def directions(free: Sequence[Free], z: np.ndarray) -> tuple[Direction, ...]:
    """Return the directions of the posterior, those best seen first.

    In standard normal numbers the prior is a unit sphere, so the eigenvalues of the posterior covariance are shares of prior
    variance that are left; a direction is a product of powers of the parameters, since the numbers are logs of these.
    """
    left, axes = np.linalg.eigh(np.cov(z, rowvar=False))
    return tuple(
        Direction(float(left[k]), tuple((free[i].name, float(axes[i, k])) for i in np.argsort(-np.abs(axes[:, k]))))
        for k in range(len(left))
    )


def ridges(free: Sequence[Free], z: np.ndarray, least: float = 0.4) -> tuple[tuple[str, str, float], ...]:
    """Return pairs of parameters that the data see together only, with their posterior correlation, strongest first."""
    together = np.corrcoef(z, rowvar=False)
    pairs = [(free[i].name, free[j].name, float(together[i, j])) for i in range(len(free)) for j in range(i)]
    return tuple(sorted((pair for pair in pairs if abs(pair[2]) >= least), key=lambda pair: -abs(pair[2])))


def _learned(one: Free, z: np.ndarray, x: np.ndarray, natural: np.ndarray) -> Learned:
    some = natural[x > 0] if one.spiked else natural
    low, middle, high = np.quantile(some, (0.05, 0.5, 0.95)) if len(some) else (0.0, 0.0, 0.0)
    zero = (float((x == 0).mean()), one.spike) if one.spiked else (float("nan"), float("nan"))
    return Learned(one.name, (float(low), float(middle), float(high)), float(1 - z.var()), zero)
