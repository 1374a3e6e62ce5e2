"""Results on scales without bounds: log odds of shares, logs of rates, ratios and volumes, others as they are."""

import numpy as np
from scipy.special import expit, logit


def on_scale(scale: str, value: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return simulated values on a scale without bounds; a share of none or all counts as half a woman from it.

    >>> on_scale("log odds", np.array([0.5]), np.array([10.0])).tolist()
    [0.0]
    """
    if scale == "log odds":
        return logit((np.clip(value, 0.0, 1.0) * n + 0.5) / (n + 1))
    if scale == "log":
        return np.log(np.maximum(value, 0.5 / np.maximum(n, 1.0)))
    return np.asarray(value, dtype=float)


def error_on_scale(scale: str, value: np.ndarray, n: np.ndarray, error: np.ndarray) -> np.ndarray:
    """Return Monte-Carlo errors on that scale."""
    if scale == "log odds":
        share = (np.clip(value, 0.0, 1.0) * n + 0.5) / (n + 1)
        return np.maximum(error, np.sqrt(share * (1 - share) / np.maximum(n, 1.0))) / (share * (1 - share))
    if scale == "log":
        return error / np.maximum(value, 0.5 / np.maximum(n, 1.0))
    return np.asarray(error, dtype=float)


def natural(scale: str, value: np.ndarray) -> np.ndarray:
    """Return values on their own scale.

    >>> natural("log odds", np.array([0.0])).tolist()
    [0.5]
    """
    return expit(value) if scale == "log odds" else np.exp(value) if scale == "log" else np.asarray(value)
