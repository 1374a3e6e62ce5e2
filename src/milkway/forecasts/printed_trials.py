"""From what is true to what a trial would print: its arms, its contrasts, and the chance of p below 0.05 either way.

Of every draw of the truth some trials are printed: counts of women are binomial, episodes negative binomial with the variance
that women show, means normal; of a share by a day as many women count as leaving has left. Contrasts of shares are analysed as
the protocol says, some of them, since it takes time; those of episodes, numbers, loads and times by the normal law of a log
ratio or a difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, nbinom, norm, poisson

from milkway.analysis.kinds import CHANGE, COUNT, SHARE, Kind
from milkway.analysis.measure import Measure
from milkway.analysis.measures.change_contrasts import CHANGE_DIFFERENCE
from milkway.analysis.power_formula import LEVEL
from milkway.analysis.registry import MEASURES
from milkway.core.streams import Streams
from milkway.forecasts.predicted import Predicted
from milkway.forecasts.true_levels import Truths
from milkway.planning.drawn_analyses import of_counts

TRIALS = 4000  # printed of one endpoint under one hypothesis, all draws together
ABSURD = 1e6  # episodes in a trial: the tail of a wide rival has no end, and beyond this no count is computed
ANALYSED = 200  # of these, evenly spaced, whose shares are analysed as the protocol says: milliseconds each


@dataclass(frozen=True)
class PrintedContrast:
    """Contrasts of an arm with the reference.

    Attributes:
        arm: compared.
        measure: the endpoint's leading analysis, or the ratio or difference that is computed in its place.
        estimate: (trial,) as a reader sees it; without those trials that have none.
        lower: chance of p below 0.05 with an estimate below no effect.
        higher: with one above it.
    """

    arm: str
    measure: str
    estimate: np.ndarray
    lower: float
    higher: float


@dataclass(frozen=True)
class Printed:
    """What trials print of an endpoint: by arm, (trial,) its value; each contrast; and (trial,) the parameter set of each."""

    arms: Mapping[str, np.ndarray]
    contrasts: tuple[PrintedContrast, ...]
    sets: np.ndarray


def printed_trials(
    truths: Truths, endpoint: Predicted, women: Mapping[str, int], reference: str, seed: int, *, contrasted: bool = True
) -> Printed:
    """Return what trials print.

    Args:
        truths: of the arms.
        endpoint: predicted of the protocol.
        women: analysed, by arm.
        reference: name of the reference arm.
        seed: of the luck of trials.
        contrasted: whether arms are compared, too.
    """
    kind = endpoint.kind
    totals, index = _totals(truths, kind, endpoint.name, women, seed)
    errors = {arm: truths.spread[arm][index] / np.sqrt(women[arm]) for arm in truths.level}
    others = [arm for arm in totals if arm != reference] if contrasted and reference in totals else []
    made = [_contrast(endpoint, arm, reference, totals, errors, women, truths) for arm in others]
    return Printed({arm: total / women[arm] for arm, total in totals.items()}, tuple(made), truths.sets[index])


def printed_groups(truths: Truths, kind: Kind, name: str, women: Mapping[str, int], seed: int) -> Printed:
    """Return what studies print of groups that nobody compares.

    Args:
        truths: of the groups.
        kind: of number.
        name: of what is told, by which luck is drawn.
        women: or infants, by group.
        seed: of the luck of studies.
    """
    totals, index = _totals(truths, kind, name, women, seed)
    return Printed({group: total / women[group] for group, total in totals.items()}, (), truths.sets[index])


def _totals(
    truths: Truths, kind: Kind, name: str, women: Mapping[str, int], seed: int
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return by arm (trial,) women with the event, episodes, or sums of numbers; and (trial,) the draw of each."""
    each = max(1, TRIALS // truths.draws)
    index = np.repeat(np.arange(truths.draws), each)
    streams, number = Streams(seed), np.arange(len(index))
    totals: dict[str, np.ndarray] = {}
    for arm, level in truths.level.items():
        luck = streams.uniform(f"printed {name} {arm}", number)
        n, true = women[arm], level[index]
        if kind is SHARE:
            known = _effective(truths, arm, n)
            totals[arm] = binom.ppf(luck, known, true) * n / known
        elif kind is COUNT:
            totals[arm] = _episodes(luck, n * true, truths.excess)
        else:
            totals[arm] = n * (true + truths.spread[arm][index] / np.sqrt(n) * norm.ppf(luck))
    return totals, index


def _effective(truths: Truths, arm: str, n: int) -> int:
    """Return how many women without leaving would know a share as well."""
    return max(1, round(n * truths.effective.get(arm, 1.0)))


def _episodes(luck: np.ndarray, mean: np.ndarray, excess: float) -> np.ndarray:
    mean = np.minimum(mean, ABSURD)
    if excess <= 1:
        return poisson.ppf(luck, mean)
    return nbinom.ppf(luck, np.maximum(mean, 1e-12) / (excess - 1), 1 / excess)


def _contrast(
    endpoint: Predicted,
    arm: str,
    reference: str,
    totals: Mapping[str, np.ndarray],
    errors: Mapping[str, np.ndarray],
    women: Mapping[str, int],
    truths: Truths,
) -> PrintedContrast:
    kind, measure, n = endpoint.kind, endpoint.measure, (women[arm], women[reference])
    excess, effective = truths.excess, {one: _effective(truths, one, women[one]) for one in women}
    if endpoint.timed and kind is SHARE:
        shares = totals[arm] / n[0], totals[reference] / n[1]
        estimate, p = _of_incidences(measure, shares, (effective[arm], effective[reference]))
        null = measure.shown(measure.null)
    elif kind is SHARE and not measure.by_centre:
        some = np.unique(np.linspace(0, len(totals[arm]) - 1, ANALYSED).astype(int))
        estimate, p = _analysed(measure, totals[arm][some], totals[reference][some], n)
        null = measure.shown(measure.null)
    elif kind is COUNT:
        events = totals[arm] + 0.5, totals[reference] + 0.5
        log_ratio = np.log(events[0] / n[0]) - np.log(events[1] / n[1])
        error = np.sqrt(excess * (1 / events[0] + 1 / events[1]))
        estimate, p, null = np.exp(log_ratio), 2 * norm.sf(np.abs(log_ratio) / error), 1.0
    else:
        estimate = totals[arm] / n[0] - totals[reference] / n[1]
        error = np.hypot(errors[arm], errors[reference])
        p, null = 2 * norm.sf(np.abs(estimate) / np.maximum(error, 1e-12)), 0.0
    sure = p < LEVEL
    return PrintedContrast(
        arm=arm,
        measure=(measure if endpoint.timed else _computed(measure, kind)).name,
        estimate=estimate[np.isfinite(estimate)],
        lower=float((sure & (estimate < null)).mean()),
        higher=float((sure & (estimate > null)).mean()),
    )


def _of_incidences(measure: Measure, printed: tuple[np.ndarray, np.ndarray], n: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return (trial,) contrasts of two shares with the event by a day and their p, half an event added to each.

    A ratio of hazards is that of the cumulative hazards by that day, as if it had been the same on all days.
    """
    events = [one * women + 0.5 for one, women in zip(printed, n, strict=True)]
    share = [one / (women + 1) for one, women in zip(events, n, strict=True)]
    if measure.scale == "difference":
        error = np.sqrt(sum(one * (1 - one) / women for one, women in zip(share, n, strict=True)))
        return printed[0] - printed[1], 2 * norm.sf(np.abs(share[0] - share[1]) / error)
    hazards = measure.scale == "hazard"
    log = [np.log(-np.log1p(-one)) if hazards else np.log(one) for one in share]
    error = np.sqrt(sum((1 if hazards else 1 - one) / many for one, many in zip(share, events, strict=True)))
    return np.exp(log[0] - log[1]), 2 * norm.sf(np.abs(log[0] - log[1]) / error)


def _computed(measure: Measure, kind: Kind) -> Measure:
    """Return the measure that is computed: ratios of counts, differences of all else, and of shares all but whole centres."""
    if kind is SHARE and not measure.by_centre:
        return measure
    if kind is CHANGE:  # women's changes are known, not what their baseline leaves of them
        return CHANGE_DIFFERENCE
    scale = "ratio" if kind is COUNT else "difference"
    if measure.scale == scale and not measure.by_centre:
        return measure
    return next(one for one in MEASURES.values() if one.kind is measure.kind and one.scale == scale and not one.by_centre)


def _analysed(measure: Measure, first: np.ndarray, second: np.ndarray, n: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return (trial,) estimates and p of counts of women, by the trial's own analysis, once for equal counts."""
    pairs = np.stack([first, second], axis=1).astype(int)
    unique, where = np.unique(pairs, axis=0, return_inverse=True)
    found = [of_counts(measure, (int(k), n[0]), (int(other), n[1])) for k, other in unique]
    rows = np.array([(_or_nan(one.estimate), _or_nan(one.p)) for one in found])
    return rows[where.ravel(), 0], rows[where.ravel(), 1]


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
