"""The analyses of an endpoint: each arm on its own, and contrasts between two arms."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from milkway.trials.analysis import binary, clustered, hazards, loads, rates, recurrent, repeated, survival
from milkway.trials.analysis.estimate import Estimate
from milkway.trials.analysis.laws import score_interval
from milkway.trials.endpoints import Score
from milkway.trials.protocol.kinds import TIMES


@dataclass(frozen=True)
class ArmValue:
    """An endpoint in one arm; a value that does not exist is None.

    Attributes:
        value: share of women, episodes per woman, share free of the event at the end, median log10 load, or mean (of
            ratings at visits that at the last one).
        n: women analysed.
        count: women or episodes, where something is counted.
        low: 95 % bounds, where they are simple.
        high: as low.
        below: loads below the limit.
    """

    value: float | None
    n: int
    count: int | None = None
    low: float | None = None
    high: float | None = None
    below: int | None = None


def describe(kind: str, score: Score) -> ArmValue:
    """Return an endpoint in one arm.

    Args:
        kind: of score, as the protocol names it.
        score: of the women of the arm.
    """
    known = score.known()
    n = len(known.value)
    if n == 0:
        return ArmValue(None, 0)
    if kind in TIMES:
        curve = survival.kaplan_meier(known.value, known.seen)
        return ArmValue(float(curve.free[-1]), n, int(known.seen.sum()), float(curve.low[-1]), float(curve.high[-1]))
    if kind == "load":
        middle = float(np.median(np.where(known.seen, known.value, -np.inf)))
        value = float(np.log10(middle)) if np.isfinite(middle) else None
        return ArmValue(value, n, below=int((~known.seen).sum()))
    if kind == "clinical_recurrent":
        return ArmValue(recurrent.mean_cumulative(known.value)[0], n, int(np.nansum(known.value)))
    if kind == "pain_visits":
        last = known.value[:, -1][np.isfinite(known.value[:, -1])]
        return ArmValue(float(last.mean()) if len(last) else None, n)
    if kind in ("clinical_episodes", "pain_max", "pain_mean"):
        return ArmValue(float(known.value.mean()), n, int(known.value.sum()) if kind == "clinical_episodes" else None)
    count = int(known.value.sum())
    low, high = score_interval(count, n)
    return ArmValue(count / n, n, count, low, high)


def contrast(measure: str, first: Score, second: Score) -> Estimate:
    """Return a contrast of the first arm against the second, among women whose value exists."""
    return ANALYSES[measure](first.known(), second.known())


def _counts(first: Score, second: Score) -> tuple[tuple[int, int], tuple[int, int]]:
    return (int(first.value.sum()), int(second.value.sum())), (len(first.value), len(second.value))


def _rate_ratio(first: Score, second: Score) -> Estimate:
    events, n = _counts(first, second)
    return rates.rate_ratio(events, (float(first.time.sum()), float(second.time.sum())), n)


def _pairs(first: Score, second: Score) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Return values and times of women who were observed at all."""
    arms = [(s.value[s.time > 0], s.time[s.time > 0]) for s in (first, second)]
    return (arms[0][0], arms[1][0]), (arms[0][1], arms[1][1])


def _values(first: Score, second: Score) -> tuple[np.ndarray, np.ndarray]:
    return first.value, second.value


def _ones(first: Score, second: Score) -> tuple[np.ndarray, np.ndarray]:
    return np.ones(len(first.value)), np.ones(len(second.value))


def _centres(first: Score, second: Score) -> tuple[np.ndarray, np.ndarray]:
    return first.centre, second.centre


def _observed_centres(first: Score, second: Score) -> tuple[np.ndarray, np.ndarray]:
    return first.centre[first.time > 0], second.centre[second.time > 0]


def _seen(first: Score, second: Score) -> tuple[np.ndarray, np.ndarray]:
    return first.seen, second.seen


ANALYSES: dict[str, Callable[[Score, Score], Estimate]] = {
    "risk_difference": lambda a, b: binary.risk_difference(*_counts(a, b)),
    "risk_difference_exact": lambda a, b: binary.risk_difference_exact(*_counts(a, b)),
    "risk_ratio": lambda a, b: binary.risk_ratio(*_counts(a, b)),
    "odds_ratio": lambda a, b: binary.odds_ratio(*_counts(a, b)),
    "rate_ratio": _rate_ratio,
    "rate_ratio_robust": lambda a, b: rates.rate_ratio_robust(*_pairs(a, b)),
    "rate_ratio_negative_binomial": lambda a, b: rates.rate_ratio_negative_binomial(*_pairs(a, b)),
    "log10_difference": lambda a, b: loads.log10_difference(_values(a, b), (~a.seen, ~b.seen)),
    "mean_difference": lambda a, b: loads.mean_difference(_values(a, b)),
    "mixed_difference": lambda a, b: repeated.mixed_difference(_values(a, b)),
    "mixed_difference_last": lambda a, b: repeated.mixed_difference_last(_values(a, b)),
    "log_rank": lambda a, b: survival.log_rank(_values(a, b), _seen(a, b)),
    "hazard_ratio": lambda a, b: hazards.hazard_ratio(_values(a, b), _seen(a, b)),
    "restricted_mean_difference": lambda a, b: survival.restricted_mean_difference(_values(a, b), _seen(a, b)),
    "mean_cumulative_difference": lambda a, b: recurrent.mean_cumulative_difference(_values(a, b)),
    "mean_cumulative_ratio": lambda a, b: recurrent.mean_cumulative_ratio(_values(a, b)),
    "risk_difference_clustered": lambda a, b: clustered.difference("risk_difference_clustered", _values(a, b), _centres(a, b)),
    "risk_ratio_clustered": lambda a, b: clustered.ratio("risk_ratio_clustered", _values(a, b), _ones(a, b), _centres(a, b)),
    "rate_ratio_clustered": lambda a, b: clustered.ratio("rate_ratio_clustered", *_pairs(a, b), _observed_centres(a, b)),
    "mean_difference_clustered": lambda a, b: clustered.difference("mean_difference_clustered", _values(a, b), _centres(a, b)),
}
