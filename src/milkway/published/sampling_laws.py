"""How a study printed a result: the likelihood of a true value, and what such a study would print if the truth were another.

A law knows its own sampling error or says that it does not. Where means were printed without their dispersion, `spread`, the
standard deviation between women (of whoever predicts), takes its place; it is a nuisance and no finding. A share or a mean of
an unread number of women has no sampling error that could be known: it is compared, and never fitted.
"""

from math import inf, log, sqrt
from typing import Literal

import numpy as np
from pydantic.dataclasses import dataclass as checked
from scipy import stats

from milkway.ledger.parsing import STRICT

Z95 = 1.959964  # two-sided 95 % of a normal distribution
LEAST = 1e-9  # a share or rate that is exactly zero would make any other count impossible
Scale = Literal["plain", "log", "log odds"]


@checked(config=STRICT, frozen=True)
class Count:
    """`k` of `n` women, infants or episodes."""

    k: int
    n: int
    kind: Literal["count"] = "count"
    scale: Scale = "log odds"

    @property
    def value(self) -> float:
        """Return the share as published."""
        return self.k / self.n

    @property
    def known(self) -> bool:
        """Return whether the sampling error is known."""
        return True

    def log_likelihood(self, predicted: float, spread: float) -> float:
        """Return the log-likelihood of a true share."""
        return float(stats.binom.logpmf(self.k, self.n, np.clip(predicted, LEAST, 1 - LEAST)))

    def printed(self, predicted: np.ndarray, spread: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return the shares that studies of this size would print; all (draw,), luck uniform."""
        return stats.binom.ppf(luck, self.n, np.clip(predicted, 0.0, 1.0)) / self.n


@checked(config=STRICT, frozen=True)
class Mean:
    """A mean (or a median with its own `se`) of `n`, with the standard deviation or error as far as printed or derived."""

    value: float
    n: int | None = None
    sd: float | None = None
    se: float | None = None
    kind: Literal["mean"] = "mean"
    scale: Scale = "plain"

    @property
    def known(self) -> bool:
        """Return whether the sampling error is known, at least up to the spread between women."""
        return self.se is not None or self.n is not None

    def error(self, spread: np.ndarray) -> np.ndarray:
        """Return the standard error, of the spread between women where no dispersion was printed."""
        if self.se is not None:
            return np.full(np.shape(spread), self.se)
        if self.n is None:
            return np.zeros(np.shape(spread))
        return (np.asarray(spread) if self.sd is None else np.full(np.shape(spread), self.sd)) / sqrt(self.n)

    def log_likelihood(self, predicted: float, spread: float) -> float:
        """Return the log-likelihood of a true mean.

        Raises:
            ValueError: the sampling error is not known.
        """
        _fitted_only_if(self.known)
        return float(stats.norm.logpdf(self.value, predicted, self.error(np.array(spread))))

    def printed(self, predicted: np.ndarray, spread: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return the means that such studies would print; all (draw,), luck uniform."""
        return predicted + self.error(spread) * stats.norm.ppf(luck)


@checked(config=STRICT, frozen=True)
class Ratio:
    """A ratio, or a rate pooled over studies, with its 95 % interval; its logarithm is normal."""

    value: float
    low: float
    high: float
    kind: Literal["ratio"] = "ratio"
    scale: Scale = "log"

    @property
    def known(self) -> bool:
        """Return whether the sampling error is known."""
        return True

    @property
    def se(self) -> float:
        """Return the standard error of the logarithm."""
        return log(self.high / self.low) / (2 * Z95)

    def log_likelihood(self, predicted: float, spread: float) -> float:
        """Return the log-likelihood of a true ratio, of its logarithm."""
        return float(stats.norm.logpdf(log(self.value), log(max(predicted, LEAST)), self.se))

    def printed(self, predicted: np.ndarray, spread: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return the ratios that such studies would print; all (draw,), luck uniform."""
        return np.maximum(predicted, LEAST) * np.exp(self.se * stats.norm.ppf(luck))


@checked(config=STRICT, frozen=True)
class Rate:
    """So many events in so much exposure (women, weeks), as if they were independent."""

    events: int
    exposure: float
    kind: Literal["rate"] = "rate"
    scale: Scale = "log"

    @property
    def value(self) -> float:
        """Return the rate as published."""
        return self.events / self.exposure

    @property
    def known(self) -> bool:
        """Return whether the sampling error is known."""
        return True

    def log_likelihood(self, predicted: float, spread: float) -> float:
        """Return the log-likelihood of a true rate."""
        return float(stats.poisson.logpmf(self.events, max(predicted, LEAST) * self.exposure))

    def printed(self, predicted: np.ndarray, spread: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return the rates that such studies would print; all (draw,), luck uniform."""
        return stats.poisson.ppf(luck, np.maximum(predicted, 0.0) * self.exposure) / self.exposure


@checked(config=STRICT, frozen=True)
class Share:
    """A share of a number of women that was not read, so that its sampling error is not known."""

    value: float
    kind: Literal["share"] = "share"
    scale: Scale = "log odds"

    @property
    def known(self) -> bool:
        """Return whether the sampling error is known."""
        return False

    def log_likelihood(self, predicted: float, spread: float) -> float:
        """Refuse: without a number of women there is no likelihood.

        Raises:
            ValueError: always.
        """
        _fitted_only_if(self.known)
        return -inf

    def printed(self, predicted: np.ndarray, spread: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return the predicted shares as they are."""
        return np.asarray(predicted, dtype=float)


@checked(config=STRICT, frozen=True)
class Below:
    """A mean that was only said to lie below a bound."""

    bound: float
    kind: Literal["below"] = "below"
    scale: Scale = "plain"

    @property
    def value(self) -> float:
        """Return the bound."""
        return self.bound

    @property
    def known(self) -> bool:
        """Return whether the sampling error is known."""
        return False

    def log_likelihood(self, predicted: float, spread: float) -> float:
        """Return 0 below the bound and minus infinity above it."""
        return 0.0 if predicted < self.bound else -inf

    def printed(self, predicted: np.ndarray, spread: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return the predicted means as they are."""
        return np.asarray(predicted, dtype=float)


Law = Count | Mean | Ratio | Rate | Share | Below


def _fitted_only_if(known: bool) -> None:
    if not known:
        raise ValueError("a result whose sampling error is not known is never fitted")
