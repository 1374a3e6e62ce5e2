"""What was learned of each number: its value after the data, by how much its prior narrowed, and how probably it is zero."""

from dataclasses import dataclass

import numpy as np

from milkway.inference.calibration import Calibrated
from milkway.inference.coordinates import value_at
from milkway.inference.routes_asked import disputed
from milkway.inference.transfer import Asked
from milkway.inference.transfer_weights import Weighed


@dataclass(frozen=True)
class Learned:
    """A number after the data.

    Attributes:
        name: of it.
        quantiles: 5, 50 and 95 % of its value, where it is not zero.
        contraction: 1 minus the ratio of posterior to prior variance of its standard normal coordinate.
        zero: posterior probability of exactly zero, and that of the prior; NaN where it cannot be.
        class_prior: whether its prior is a class.
    """

    name: str
    quantiles: tuple[float, float, float]
    contraction: float
    zero: tuple[float, float]
    class_prior: bool


def searched_numbers(found: Calibrated) -> tuple[Learned, ...]:
    """Return what was learned of the numbers that were searched."""
    z, nothing = found.worlds.z, (float("nan"), float("nan"))
    rows = list[Learned]()
    for i, one in enumerate(found.known):
        if one.prior is not None:
            row = found.table.rows[one.keys[0]]
            values = [value_at(one, row, float(at)) for at in np.quantile(z[:, i], (0.05, 0.5, 0.95))]
            rows.append(Learned(one.name, (values[0], values[1], values[2]), float(1 - z[:, i].var()), nothing, class_prior=True))
    return tuple(rows)


def disputed_numbers(given: Asked, weighed: Weighed) -> tuple[Learned, ...]:
    """Return what was learned of the route and of the effects of a product, each zero with a probability."""
    rows = list[Learned]()
    for one in disputed():
        values, weight = given.disputed[one.key], weighed.weights
        zero, there = float(weight[values == 0].sum()), values > 0
        some = _weighted(values[there], weight[there]) if there.any() and weight[there].sum() > 0 else (0.0, 0.0, 0.0)
        rows.append(Learned(one.key, some, 0.0, (zero, one.spike), class_prior=True))
    return tuple(rows)


def _weighted(values: np.ndarray, weight: np.ndarray) -> tuple[float, float, float]:
    order = np.argsort(values)
    place = np.cumsum(weight[order]) / weight.sum()
    low, middle, high = (float(values[order][min(int(np.searchsorted(place, q)), len(values) - 1)]) for q in (0.05, 0.5, 0.95))
    return low, middle, high
