"""The analyses of an endpoint: each arm on its own, and contrasts between two arms."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis import recurrent, survival
from milkway.analysis.laws import score_interval
from milkway.analysis.measure import Estimate
from milkway.analysis.measures import MEASURES
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.score_kinds import TIMES


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


def describe(kind: str, score: Outcomes) -> ArmValue:
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


def contrast(measure: str, first: Outcomes, second: Outcomes) -> Estimate:
    """Return a contrast of the first arm against the second, among women whose value exists."""
    return MEASURES[measure].compute(first.known(), second.known())
