"""From risks over parameter sets to what the trial would print: the noise of few women taken out, the trial's sample put in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, norm

from milkway.core.streams import Streams
from milkway.published.predictive import without_noise
from predictions.counterparts import Counted

TRIALS = 400  # drawn for each parameter set and route setting
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
FIELDS = ("women", "control", "product", "changed")


@dataclass(frozen=True)
class Sampled:
    """Trials drawn: events and women of the two arms, each (trial,)."""

    product: np.ndarray
    control: np.ndarray
    n_product: np.ndarray
    n_control: np.ndarray

    def joined(self, other: "Sampled") -> "Sampled":
        """Return the trials of both."""
        pairs = zip((self.product, self.control, self.n_product, self.n_control), _parts(other), strict=True)
        return Sampled(*(np.concatenate(pair) for pair in pairs))


@dataclass(frozen=True)
class Forecast:
    """What the trial is predicted to print: quantiles at `LEVELS`, and the chance of p below 0.05 for a lower and a higher share.

    The ratio has no quantiles where the reference arm never has an event.
    """

    control: tuple[float, ...]
    product: tuple[float, ...]
    difference: tuple[float, ...]
    ratio: tuple[float, ...]
    chance_lower: float
    chance_higher: float


def sampled(found: Sequence[Counted], women: tuple[int, int], staying: float, streams: Streams, name: str) -> Sampled:
    """Return trials drawn from the risks of parameter sets.

    Args:
        found: women in both arms, for each parameter set.
        women: of the product and the reference arm.
        staying: share of women who complete the trial.
        streams: source of chance.
        name: of the draws.
    """
    p0, p1 = _risks(found)
    known = np.array([one.share for one in found])
    index = np.repeat(np.arange(len(found)), TRIALS)
    luck = [streams.uniform(f"{name} {what}", np.arange(len(index))) for what in ("stays", "stays too", "product", "control")]
    there = [np.maximum(binom.ppf(luck[i], women[i], staying * known[index]), 1) for i in (0, 1)]
    return Sampled(binom.ppf(luck[2], there[0], p1[index]), binom.ppf(luck[3], there[1], p0[index]), there[0], there[1])


def forecast(trials: Sampled) -> Forecast:
    """Return the quantiles of what trials print; a ratio without an event in an arm has half a woman added to each."""
    p1, p0 = trials.product / trials.n_product, trials.control / trials.n_control
    none = ((trials.product == 0) | (trials.control == 0)) * 0.5
    ratio = (trials.product + none) / (trials.n_product + none) / ((trials.control + none) / (trials.n_control + none))
    below = _p_value(trials) < 0.05
    return Forecast(
        control=_quantiles(p0),
        product=_quantiles(p1),
        difference=_quantiles(p1 - p0),
        ratio=_quantiles(ratio) if trials.control.any() else (),
        chance_lower=float((below & (p1 < p0)).mean()),
        chance_higher=float((below & (p1 > p0)).mean()),
    )


def _risks(found: Sequence[Counted]) -> tuple[np.ndarray, np.ndarray]:
    """Return (parameter set,) risks in the reference and in the product arm; what never happened in an arm cannot happen."""
    n, control, product, changed = (np.array([getattr(one, name) for one in found], dtype=float) for name in FIELDS)
    p0, p1 = _risk(control, n), _risk(product, n)
    if control.sum() == 0 or product.sum() == 0:
        return p0, p1
    log_ratio = without_noise(np.log((product + 0.5) / (control + 0.5)), np.sqrt(changed / ((control + 0.5) * (product + 0.5))))
    return p0, np.minimum(p0 * np.exp(log_ratio), 1.0)


def _risk(events: np.ndarray, n: np.ndarray) -> np.ndarray:
    risk = events / n
    return without_noise(risk, np.sqrt(risk * (1 - risk) / np.maximum(n - 1, 1)))


def _p_value(trials: Sampled) -> np.ndarray:
    """Return p of Pearson's test without correction, which is that of the difference of two shares with pooled variance."""
    pooled = (trials.product + trials.control) / (trials.n_product + trials.n_control)
    error = np.sqrt(np.maximum(pooled * (1 - pooled), 1e-12) * (1 / trials.n_product + 1 / trials.n_control))
    return 2 * norm.sf(np.abs(trials.product / trials.n_product - trials.control / trials.n_control) / error)


def _quantiles(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(value) for value in np.quantile(values, LEVELS))


def _parts(trials: Sampled) -> tuple[np.ndarray, ...]:
    return trials.product, trials.control, trials.n_product, trials.n_control
