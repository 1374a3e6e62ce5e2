"""The Kaplan-Meier curve of the women of one arm who leave at different times, with the women at risk."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.laws import Z


@dataclass(frozen=True)
class Curve:
    """Share of women still without the event.

    Attributes:
        time: (step,) days, from 0.
        free: (step,) Kaplan-Meier estimate after each time.
        low: (step,) 95 % bounds from Greenwood's variance on the log(-log) scale.
        high: (step,) as low.
        at_risk: (step,) women under observation just before each time.
    """

    time: np.ndarray
    free: np.ndarray
    low: np.ndarray
    high: np.ndarray
    at_risk: np.ndarray


def kaplan_meier(time: np.ndarray, event: np.ndarray) -> Curve:
    """Return the curve of one arm.

    Args:
        time: (woman,) days to the event or to the end of observation.
        event: (woman,) whether the event was seen.
    """
    times = np.unique(np.concatenate([[0.0], time]))
    at_risk = at_risk_on(time, times)
    events = np.bincount(np.searchsorted(times, time[event]), minlength=len(times))
    safe = np.maximum(at_risk, 1)
    free = np.cumprod(1 - events / safe)
    variance = np.cumsum(np.where(at_risk > events, events / (safe * np.maximum(at_risk - events, 1)), 0.0))
    low, high = bounds(free, variance)
    return Curve(times, free, low, high, at_risk)


def at_risk_on(time: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return women under observation just before each day; (day,)."""
    return len(time) - np.searchsorted(np.sort(time), days, side="left")


def bounds(free: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return 95 % bounds of shares without the event on the log(-log) scale, from the variance of their logarithms."""
    inside = (free > 0) & (free < 1)
    log = np.log(np.where(inside, free, 0.5))
    spread = np.exp(Z * np.sqrt(variance) / np.abs(log))
    low = np.where(inside, np.exp(log * spread), free)
    return low, np.where(inside, np.exp(log / spread), free)
