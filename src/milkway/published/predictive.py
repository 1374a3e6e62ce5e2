"""What a study like the published one would print, and where the published value falls in that.

Parameters are drawn, women are simulated, and the study draws its own sample: of each parameter set's value as many studies are
printed as there are places of luck. The chance of our own finite simulation is no part of a prediction, so what it adds to the
variance between parameter sets is taken out (as empirical Bayes estimates are shrunk, Louis 1984). Where a calibration says how
far the model is off on a topic, a second prediction holds that too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from scipy.special import expit, logit, ndtri

from milkway.published.catalogue import Result
from milkway.published.modelled import Measured
from milkway.published.sampling_laws import LEAST, Below, Scale

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
PLACES = 199  # of luck, evenly spaced: the sampling error of a study is integrated, not drawn
DOUBTS = 19  # of what the model misses, evenly spaced


@dataclass(frozen=True)
class Prediction:
    """A published result with its prediction.

    Attributes:
        result: as published.
        under: product hypothesis; "" where no product is taken.
        quantiles: of what such a study would print, at `LEVELS`.
        place: share of predictions below the published value, half of those equal to it; of a bound, those below it.
        sets: parameter sets in which there was anybody to measure.
        doubted: the place among predictions that hold what the model misses too; nothing where this is not known.
    """

    result: Result
    under: str
    quantiles: tuple[float, ...]
    place: float
    sets: int
    doubted: float | None = None

    def within(self, share: float, *, doubted: bool = False) -> bool:
        """Return whether the published value lies in the central interval that holds such a share of predictions.

        With `doubted` the predictions hold what the model misses, where that is known. A published bound
        is met where more predictions lie below it than the interval leaves out on one side.
        """
        left_out = (1 - share) / 2
        place = self.doubted if doubted and self.doubted is not None else self.place
        if isinstance(self.result.law, Below):
            return place >= left_out
        return left_out <= place <= 1 - left_out


def predict(result: Result, measured: Sequence[Measured], under: str, doubt: float | None = None) -> Prediction | None:
    """Return the prediction of a result; nothing where fewer than two parameter sets had anybody to measure.

    Args:
        result: as published.
        measured: its value under each parameter set.
        under: product hypothesis, or "".
        doubt: standard deviation of what the model misses, in log odds of shares, logs of ratios, rates
            and volumes, else in the unit.
    """
    known = [one for one in measured if isfinite(one.value) and isfinite(one.error)]
    if len(known) < 2:
        return None
    printed = _printed(result, known, 0.0)
    quantiles = tuple(float(q) for q in np.quantile(printed, LEVELS))
    doubted = None if doubt is None else _place(result, _printed(result, known, doubt))
    return Prediction(result, under, quantiles, _place(result, printed), len(known), doubted)


def without_noise(values: np.ndarray, errors: np.ndarray) -> np.ndarray:
    """Return values drawn towards their mean until their variance is what it would be without errors of measurement.

    >>> without_noise(np.array([1.0, 3.0]), np.array([0.0, 0.0])).tolist()
    [1.0, 3.0]
    >>> without_noise(np.array([1.0, 3.0]), np.array([9.0, 9.0])).tolist()
    [2.0, 2.0]
    """
    variance = float(values.var(ddof=1))
    left = max(0.0, 1 - float((errors**2).mean()) / variance) if variance > 0 else 0.0
    return values.mean() + np.sqrt(left) * (values - values.mean())


def with_doubt(scale: Scale, truth: np.ndarray, doubt: float) -> np.ndarray:
    """Return (parameter set, doubt) values moved by evenly spaced normal numbers of a standard deviation on a scale.

    >>> with_doubt("plain", np.array([1.0]), 0.0).std()
    np.float64(0.0)
    """
    off = doubt * ndtri((np.arange(DOUBTS) + 0.5) / DOUBTS)[None, :]
    if scale == "log odds":
        return expit(logit(np.clip(truth, LEAST, 1 - LEAST))[:, None] + off)
    return truth[:, None] * np.exp(off) if scale == "log" else truth[:, None] + off


def _place(result: Result, printed: np.ndarray) -> float:
    return float((printed < result.value).mean() + 0.5 * (printed == result.value).mean())


def _scale(result: Result) -> Scale:
    """Return the scale on which a calibration doubts a result."""
    if result.unit.startswith("mL"):
        return "log"
    return "log odds" if result.unit.startswith("share") else result.law.scale


def _printed(result: Result, known: list[Measured], doubt: float) -> np.ndarray:
    """Return (parameter set and doubt, place of luck) what studies would print."""
    values, errors = (np.array([getattr(one, name) for one in known]) for name in ("value", "error"))
    spread = np.array([one.spread if isfinite(one.spread) else 0.0 for one in known])
    luck = (np.arange(PLACES) + 0.5) / PLACES
    truth = _truth(result.law.scale, values, errors)
    if doubt:
        truth, spread = with_doubt(_scale(result), truth, doubt).ravel(), np.repeat(spread, DOUBTS)
    printed = result.law.printed(truth[:, None], spread[:, None], luck[None, :])
    return np.clip(printed, 0.0, 1.0) if result.unit.startswith("share") else printed


def _truth(scale: Scale, values: np.ndarray, errors: np.ndarray) -> np.ndarray:
    """Return (parameter set,) values without noise: of ratios and rates their logarithms, all others as they are."""
    if scale != "log":
        return without_noise(values, errors)
    positive = np.maximum(values, np.maximum(errors, LEAST) / 2)
    return np.exp(without_noise(np.log(positive), errors / positive))
