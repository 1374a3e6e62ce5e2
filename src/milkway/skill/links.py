"""The scales of random effects, and what a study printed as an observation on one of them.

A share of women who fell ill is a cumulative hazard, H = -log(1 - p), whose log is linear; other shares have log odds, rates
their log, loads are log10 as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, log, sqrt

import numpy as np
from scipy.special import expit, gammaln, logit, xlogy
from scipy.stats import norm

from milkway.skill.random_effects import Observation

LEAST = 1e-12


@dataclass(frozen=True)
class Link:
    """A scale: its name, from a share, rate or number to it, and back."""

    name: str
    to: Callable[[np.ndarray], np.ndarray]
    back: Callable[[np.ndarray], np.ndarray]


def _hazard(share: np.ndarray) -> np.ndarray:
    return np.log(-np.log1p(-np.clip(share, LEAST, 1 - LEAST)))


def _ill(theta: np.ndarray) -> np.ndarray:
    return -np.expm1(-np.exp(np.minimum(theta, 50.0)))


LOG_HAZARD = Link("log cumulative hazard", _hazard, _ill)
LOG_ODDS = Link("log odds", lambda share: logit(np.clip(share, LEAST, 1 - LEAST)), expit)
LOG = Link("log", lambda rate: np.log(np.maximum(rate, LEAST)), lambda theta: np.exp(np.minimum(theta, 50.0)))
PLAIN = Link("as it is", lambda value: value, lambda theta: theta)
LINKS = {one.name: one for one in (LOG_HAZARD, LOG_ODDS, LOG, PLAIN)}


def counted(study: str, k: int, n: int, link: Link, offset: float = 0.0) -> Observation:
    """Return a count of women; none or all of them has no middle on the scale: its law is followed as far as effects reach."""
    share = (k + 0.5) / (n + 1)
    slope = float(np.diff(link.to(np.array([share - 1e-6, share + 1e-6])))[0]) / 2e-6
    error = slope * sqrt(share * (1 - share) / n) if 0 < k < n else inf
    ways = float(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))
    return Observation(study, float(link.to(np.array(share))), error, offset, lambda theta: ways + _women(k, n, link.back(theta)))


def events(study: str, many: int, exposure: float, offset: float = 0.0) -> Observation:
    """Return events of so many women, each at one rate."""
    error = 1 / sqrt(many) if many else inf
    value = log((many + 0.5) / exposure)
    log_exposure, ways = log(exposure), float(gammaln(many + 1))

    def law(theta: np.ndarray) -> np.ndarray:
        return many * (log_exposure + theta) - exposure * LOG.back(theta) - ways

    return Observation(study, value, error, offset, law)


def at_most(study: str, bound: float, error: float, link: Link, offset: float = 0.0) -> Observation:
    """Return that a value was said to lie below a bound.

    Args:
        study: key of the bibliography.
        bound: a share, or a number.
        error: standard error of what was printed, on the scale; 0 where it is not known.
        link: the scale.
        offset: known difference of this study.
    """
    place = float(link.to(np.array(bound)))
    if error:
        return Observation(study, place, inf, offset, lambda theta: norm.logcdf((place - theta) / error))
    return Observation(study, place, inf, offset, lambda theta: np.where(theta < place, 0.0, -np.inf))


def number(study: str, value: float, error: float, link: Link, offset: float = 0.0) -> Observation:
    """Return a printed number; an error of 0 says that none was read."""
    return Observation(study, float(link.to(np.array(value))), error, offset)


def log_ratio(study: str, first: tuple[int, int], second: tuple[int, int], link: Link) -> Observation:
    """Return the difference of two arms on the scale, normal; half a woman is added to each where an arm has none or all.

    Args:
        study: key of the bibliography.
        first: women with the event and women of one arm.
        second: of the other.
        link: the scale.
    """
    half = 0.5 if {first[0], second[0]} & {0} or first[0] == first[1] or second[0] == second[1] else 0.0
    values, errors = zip(*(_arm(k + half, n + 2 * half, link) for k, n in (first, second)), strict=True)
    return Observation(study, values[0] - values[1], sqrt(sum(one**2 for one in errors)))


def _women(k: int, n: int, share: np.ndarray) -> np.ndarray:
    return xlogy(k, share) + xlogy(n - k, 1 - share)


def _arm(k: float, n: float, link: Link) -> tuple[float, float]:
    share = k / n
    slope = float(np.diff(link.to(np.array([share - 1e-7, share + 1e-7])))[0]) / 2e-7
    return float(link.to(np.array(share))), slope * sqrt(share * (1 - share) / n)
