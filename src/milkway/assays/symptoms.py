"""Ratings of pain, 0-10: what a woman feels, with noise, rounded to a whole number on the scale."""

import numpy as np
from scipy.stats import norm

from milkway.core.pain_scale import WORST
from milkway.core.streams import Streams


def rate_pain(level: np.ndarray, noise: float, streams: Streams, dyads: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return daily ratings.

    Args:
        level: (dyad, day) latent pain.
        noise: standard deviation of a rating.
        streams: all chance.
        dyads: (dyad,) identities.
        days: (day,) days since birth, which key the draws.

    Returns:
        (dyad, day) whole numbers 0-10.
    """
    draws = np.stack([streams.normal("pain rating", dyads, int(day)) for day in days], axis=1)
    return np.clip(np.round(level + noise * draws), 0, WORST)


def log_likelihood(rating: np.ndarray, level: np.ndarray, noise: float) -> np.ndarray:
    """Return the log probability of ratings given the latent level; shapes as in `rate_pain`.

    >>> total = sum(np.exp(log_likelihood(np.array([r]), np.array([9.7]), 0.8))[0] for r in range(11))
    >>> round(float(total), 12)
    1.0
    """
    above = np.where(rating >= WORST, np.inf, (rating + 0.5 - level) / noise)
    under = np.where(rating <= 0, -np.inf, (rating - 0.5 - level) / noise)
    with np.errstate(divide="ignore"):
        return np.log(norm.cdf(above) - norm.cdf(under))
