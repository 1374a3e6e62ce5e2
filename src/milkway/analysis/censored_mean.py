"""How far a mean that might be true lies from the data of one arm, some of whose values are only known to lie below a limit.

The distance is the signed root of the likelihood ratio of a normal law, its spread free, scaled so that without values below the
limit it is Student's t read as a normal number. An arm all of which lies below says that its mean is no higher than the limit.
"""

import math
from dataclasses import dataclass

import numpy as np

from milkway.analysis.laws import log_normal_below, log_normal_density

STEPS = 60
CLOSE = 1e-10
NODES = 301
EDGE = 1e-6  # above the limit, where a mean starts to cost an arm that lies below
FURTHEST = 12.0  # standard normal distances that are looked at


@dataclass(frozen=True)
class CensoredMean:
    """The mean of one arm.

    Attributes:
        likeliest: the mean; minus infinity where every value lies below the limit.
        means: (node,) means that might be true, rising.
        distance: (node,) of the data above each, falling.
    """

    likeliest: float
    means: np.ndarray
    distance: np.ndarray

    def at(self, mean: np.ndarray) -> np.ndarray:
        """Return the distance of means, continued by its last slopes beyond those that are kept."""
        inside = np.interp(mean, self.means, self.distance)
        slopes = np.diff(self.distance[[0, 1, -2, -1]])[::2] / np.diff(self.means[[0, 1, -2, -1]])[::2]
        return inside + np.minimum(mean - self.means[0], 0.0) * slopes[0] + np.maximum(mean - self.means[-1], 0.0) * slopes[1]


def apart(first: CensoredMean, second: CensoredMean, difference: float) -> float:
    """Return how far the data of two arms lie above a difference of their means: the nearest that both come to it at once."""
    means = np.union1d(second.means, first.means - difference)
    one, other = first.at(means + difference), second.at(means)
    rise, climb = np.diff(one), np.diff(other)
    slope = rise**2 + climb**2
    part = np.divide(-(one[:-1] * rise + other[:-1] * climb), slope, out=np.zeros(len(slope)), where=slope > 0)
    part = np.clip(part, 0.0, 1.0)  # distances are straight between nodes, so the least of their squares there is known
    nearest = math.sqrt(float(((one[:-1] + part * rise) ** 2 + (other[:-1] + part * climb) ** 2).min()))
    return math.copysign(nearest, first.likeliest - second.likeliest - difference)


def censored_mean(value: np.ndarray, below: np.ndarray) -> CensoredMean:
    """Return the mean of an arm.

    Args:
        value: (woman,) the value, or the limit where below it, of at least two women; not all alike unless some lie below.
        below: (woman,) whether below.
    """
    below = below | (value <= value[below].min()) if below.any() else below
    if below.all():
        limit = float(value.max())
        likelihood = len(value) * math.log(2)  # a mean above the limit leaves each an even chance at best
        means, low = limit + np.array([-1.0, 0.0, EDGE, 1.0]), -math.sqrt(2 * likelihood)
        return CensoredMean(-math.inf, means, np.array([0.0, 0.0, low, low]))
    middle, spread = float(value.mean()), max(float(value.std()), 1e-6)
    data = _Data((value[~below] - middle) / spread, *np.unique((value[below] - middle) / spread, return_counts=True))
    steep, scaled = _maximum(data)
    centre = scaled / steep
    means = centre + FURTHEST / steep / math.sqrt(len(data.seen)) * np.linspace(-1, 1, NODES)
    lost = _likelihood(data, np.array([steep]), np.array([centre])) - _profile(data, means)
    root = np.sqrt(2 * np.maximum(lost, 0.0)) * _scale(len(value))
    return CensoredMean(middle + spread * centre, middle + spread * means, np.sign(centre - means) * root)


@dataclass(frozen=True)
class _Data:
    """Values above the limit, limits of those below, and how many have each, in standard deviations."""

    seen: np.ndarray
    limits: np.ndarray
    times: np.ndarray


def _likelihood(data: _Data, steep: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return (node,) the log likelihood at reciprocal spreads and means."""
    squares = ((data.seen - mean[:, None]) ** 2).sum(axis=1)
    under = log_normal_below(steep[:, None] * (data.limits - mean[:, None])) @ data.times
    return len(data.seen) * np.log(steep) - steep**2 * squares / 2 + under


def _profile(data: _Data, means: np.ndarray) -> np.ndarray:
    """Return (node,) the log likelihood of means at the likeliest spread of each, in whose reciprocal it is concave."""
    many, squares = len(data.seen), ((data.seen - means[:, None]) ** 2).sum(axis=1)
    away = data.limits - means[:, None]
    steep = np.sqrt(many / np.maximum(squares, 1e-12))
    for _ in range(STEPS):
        z = steep[:, None] * away
        mills = np.exp(log_normal_density(z) - log_normal_below(z))
        slope = many / steep - steep * squares + (mills * away) @ data.times
        curve = many / steep**2 + squares + (mills * (z + mills) * away**2) @ data.times
        following = np.maximum(steep + slope / curve, steep / 4)
        done = np.abs(following - steep).max() <= CLOSE * steep.max()
        steep = following
        if done:
            break
    return _likelihood(data, steep, means)


def _maximum(data: _Data) -> tuple[float, float]:
    """Return the likeliest reciprocal spread, and the mean times it, in which the log likelihood is concave.

    Source: Olsen 1978 (olsen1978).
    """
    many, x = len(data.seen), data.seen
    point = np.array([1.0, float(x.mean()) if many > 1 else float(x[0]) - 1.0])

    def value(at: np.ndarray) -> float:
        if at[0] <= 0:
            return -math.inf
        return float(_likelihood(data, at[:1], at[1:] / at[:1])[0])

    for _ in range(STEPS):
        z, under = point[0] * x - point[1], point[0] * data.limits - point[1]
        mills = np.exp(log_normal_density(under) - log_normal_below(under))
        bend, pull = mills * (under + mills) * data.times, mills * data.times
        slope = np.array([many / point[0] - z @ x + pull @ data.limits, z.sum() - pull.sum()])
        cross = -x.sum() - bend @ data.limits
        curve = np.array([[many / point[0] ** 2 + x @ x + bend @ data.limits**2, cross], [cross, many + bend.sum()]])
        step, size = np.linalg.solve(curve, slope), 1.0
        while value(point + size * step) < value(point) and size > CLOSE:
            size /= 2
        point = point + size * step
        if float(slope @ step) < CLOSE:
            break
    return float(point[0]), float(point[1])


def _scale(women: int) -> float:
    """Return what makes the root of Student's likelihood ratio a standard normal number, nearly (Wallace 1959, wallace1959)."""
    freedom = women - 1
    return math.sqrt(freedom / women) * (8 * freedom + 1) / (8 * freedom + 3)
