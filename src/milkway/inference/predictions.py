"""Posterior prediction of what each study printed, and of studies left out of the fit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from milkway.inference.likelihood import Case, Priors, Quadratics
from milkway.inference.nuts import Draws, Effort, sample
from milkway.inference.observed import BINOMIAL, POISSON, Datum, Nuisances, Observed, draw, natural

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Predicted:
    """A published result and what is predicted for it, in its own unit: quantiles of `LEVELS`, and where it falls.

    Attributes:
        datum: the published result.
        published: in its own unit.
        quantiles: of the prediction.
        place: share of predictions below the published value; half of those equal to it.
    """

    datum: Datum
    published: float
    quantiles: tuple[float, ...]
    place: float

    @property
    def within(self) -> tuple[bool, bool]:
        """Return whether the published value lies in the 50 % and in the 90 % interval."""
        return 0.25 <= self.place <= 0.75, 0.05 <= self.place <= 0.95


@dataclass(frozen=True)
class LeftOut:
    """A study predicted from all others: log score per result, those of the tables and of priors alone, and results in 90 %."""

    study: str
    results: int
    score: float
    by_hand: float
    before: float
    within: int


def predict(data: Sequence[Datum], seen: Observed, draws: Draws, emulator: Quadratics, seed: int) -> tuple[Predicted, ...]:
    """Return the predictive distribution of every result: what such a study would print, errors and bias included."""
    chance = np.random.default_rng(seed)
    printed = np.array(
        [draw(seen, draws.prediction[i], _nuisances(draws, i), emulator.error, chance).value for i in _some(draws)]
    )
    return tuple(_summed(one, seen.value[i], printed[:, i]) for i, one in enumerate(data))


def leave_out(
    data: Sequence[Datum],
    case: Case,
    emulator: Quadratics,
    priors: Priors,
    effort: Effort,
    known: tuple[np.ndarray, np.ndarray],
    most: int,
    seed: int,
) -> tuple[LeftOut, ...]:
    """Return each study predicted from all others.

    Args:
        data: published results.
        case: the same as arrays, and the trials never reported.
        emulator: of the simulation.
        priors: before the data.
        effort: of the sampler for each study.
        known: (result,) log scores of the tables tuned by hand, and of the priors before any result.
        most: studies left out, the first of them.
        seed: of the sampler.
    """
    studies = np.array([one.study for one in data])
    names = list(dict.fromkeys(studies.tolist()))[:most]
    cases = [case._replace(seen=case.seen._replace(weight=np.where(studies == name, 0.0, 1.0))) for name in names]
    found = sample(cases, emulator, priors, effort, seed)
    return tuple(_left_out(name, data, case.seen, draws, emulator, known, seed) for name, draws in zip(names, found, strict=True))


def _left_out(
    study: str,
    data: Sequence[Datum],
    seen: Observed,
    draws: Draws,
    emulator: Quadratics,
    known: tuple[np.ndarray, np.ndarray],
    seed: int,
) -> LeftOut:
    out = np.array([one.study == study for one in data])
    scores = logsumexp(draws.pointwise[:, out], axis=0) - np.log(len(draws.pointwise))
    inside = [one.within[1] for one in predict(data, seen, draws, emulator, seed) if one.datum.study == study]
    by_hand, before = (float(one[out].mean()) for one in known)
    return LeftOut(study, int(out.sum()), float(scores.mean()), by_hand, before, sum(inside))


def _summed(datum: Datum, published: float, printed: np.ndarray) -> Predicted:
    counted = datum.family in {BINOMIAL, POISSON}
    scale = "plain" if datum.against else datum.scale
    own = [values / datum.n if counted else natural(scale, values) for values in (printed, np.array(published))]
    place = float((printed < published).mean() + 0.5 * (printed == published).mean())
    return Predicted(datum, float(own[1]), tuple(np.quantile(own[0], LEVELS).tolist()), place)


def _some(draws: Draws, most: int = 1000) -> list[int]:
    return np.unique(np.linspace(0, len(draws.z) - 1, min(most, len(draws.z))).astype(int)).tolist()


def _nuisances(draws: Draws, i: int) -> Nuisances:
    return Nuisances(draws.discrepancy[i], draws.spread[i], draws.bias[i], draws.copies[i])
