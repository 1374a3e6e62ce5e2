"""Weighting: who is seen counts for those like her who left; right if leaving depends on what the diary and entry show.

A logistic model of each day's chance of leaving, from time, the day's pain and what was asked at entry, separately in each arm;
a woman whose outcome is known weighs the inverse of her chance of having stayed until it was. What is found is as sure as
if it had been found among the effective number of women: shares are judged by the score test, means of loads by Student's t.
"""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.inverted import inverted
from milkway.analysis.larger_error import larger_of
from milkway.analysis.logistic import logistic
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import RISK_DIFFERENCE, difference_of_shares
from milkway.analysis.measures.loads import LOG10_DIFFERENCE
from milkway.analysis.missing.likeness import effective, overlap, overlap_in_words
from milkway.analysis.missing.spells import passing, spells
from milkway.analysis.missing.women import Women
from milkway.analysis.reasons import FEW_LOADS_ABOVE, NO_OUTCOME
from milkway.analysis.settled_tobit import settled_tobit
from milkway.analysis.tested_values import straight
from milkway.analysis.tobit import Values
from milkway.core.streams import Streams

Pair = tuple[np.ndarray, np.ndarray]
NOTE = "inverse probability of staying"
UNSETTLED = "the model of leaving did not converge"


def risk(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference of weighted risks, by the score test of effective numbers; the weights are taken as known.

    Source: Robins and Finkelstein 2000 (robins2000).
    """
    arms = (first, second)
    known = first.ill_seen | first.stays, second.ill_seen | second.stays
    n = (int(known[0].sum()), int(known[1].sum()))
    if 0 in n:
        return absent(RISK_DIFFERENCE, n, NO_OUTCOME)
    until = np.minimum(first.begins, first.ends), np.minimum(second.begins, second.ends)
    found = _weigh(arms, until, known, (~known[0], ~known[1]))
    if isinstance(found, str):
        return absent(RISK_DIFFERENCE, n, found)
    parts = (_risk(arm.ill_seen[there], weight) for arm, there, weight in zip(arms, known, found.weights, strict=True))
    (share, women), (other, others) = parts
    return difference_of_shares((share, other), (women, others), n, found.note)


def load(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference of weighted mean log10 loads (Tobit), with the sandwich variance and the larger of two errors.

    Of k effective women the variance is k / (k - 1) times the sandwich's, as a variance is of deviations from a mean.
    """
    arms = (first, second)
    n = (int(first.sampled.sum()), int(second.sampled.sum()))
    if any(int((arm.sampled & ~arm.below).sum()) < 2 for arm in arms):
        return absent(LOG10_DIFFERENCE, n, FEW_LOADS_ABOVE)
    sampled = (first.sampled, second.sampled)
    left = first.wanted & ~first.sampled, second.wanted & ~second.sampled
    found = _weigh(arms, (first.visit, second.visit), sampled, left)
    if isinstance(found, str):
        return absent(LOG10_DIFFERENCE, n, found)
    means, variances, sizes = list[float](), list[float](), list[float]()
    for arm, weight in zip(arms, found.weights, strict=True):  # each with a spread of its own
        seen = arm.sampled
        data = Values(arm.load[seen], arm.below[seen], np.ones((len(weight), 1)), weight / weight.mean())
        settled = settled_tobit(data, robust=True)
        if settled.fit is None:
            return absent(LOG10_DIFFERENCE, n, settled.why_not)
        women = effective(weight)
        means.append(float(settled.fit.coefficients[0]))
        variances.append(float(settled.fit.covariance[0, 0]) * women / (women - 1))
        sizes.append(women)
    error = larger_of((variances[0], variances[1]), (sizes[0], sizes[1]))
    return inverted(LOG10_DIFFERENCE, straight(means[0] - means[1], error.size, error.freedom), n, found.note)


def staying(women: Women, until: np.ndarray) -> np.ndarray | None:
    """Return each woman's estimated chance of being still there on a day of her own; None where no model of leaving settles.

    From the day on which a woman left, the last rating that she wrote stands for those that she did not write.

    Args:
        women: of one arm.
        until: (woman,) day; leaving later plays no part.
    """
    last = np.minimum(until, women.ends - 1)
    could = women.days < last[:, None]
    there = could & (women.days < women.leaves[:, None])
    left = there & (women.days == women.leaves[:, None] - 1)
    if not left.any():
        return np.ones(len(last))
    days = spells(there, left, women.pain)
    fitted = logistic(days.happened, days.chances, _design(women, days.woman, days.day, days.pain))
    if fitted is None:
        return None
    woman, day = np.nonzero(could)
    written = np.minimum(day, np.maximum(women.leaves[woman].astype(int) - 1, 0))
    logit = _design(women, woman, day, women.pain[woman, written]) @ fitted.coefficients
    stays = np.zeros(could.shape)
    stays[woman, day] = -np.logaddexp(0.0, logit)
    return np.exp(stays.sum(axis=1))


@dataclass(frozen=True)
class _Weighed:
    """By arm (woman,) the weights of women who were seen, and what must be said of them."""

    weights: tuple[np.ndarray, np.ndarray]
    note: str


def _weigh(arms: tuple[Women, Women], until: Pair, seen: Pair, left: Pair) -> _Weighed | str:
    """Return the weights, or why there are none that mean anything."""
    chances = [staying(arm, day) for arm, day in zip(arms, until, strict=True)]
    if chances[0] is None or chances[1] is None:
        return UNSETTLED
    laps = overlap(chances[0], seen[0], left[0]), overlap(chances[1], seen[1], left[1])
    why_not = laps[0].why_not or laps[1].why_not
    if why_not:
        return why_not
    return _Weighed((1 / chances[0][seen[0]], 1 / chances[1][seen[1]]), f"{NOTE}: {overlap_in_words(laps)}")


def _risk(ill: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Return the weighted risk of one arm, and how many women of equal weight would know it as well."""
    alone = effective(weight)
    if ill.all() or not ill.any():
        return float(ill.all()), alone
    mean = float(weight[ill].sum() / weight.sum())
    variance = float((weight**2 * (ill - mean) ** 2).sum() / weight.sum() ** 2)
    return mean, min(alone, mean * (1 - mean) / variance)


def _design(women: Women, woman: np.ndarray, day: np.ndarray, pain: np.ndarray) -> np.ndarray:
    return np.column_stack([passing(day), pain, np.log1p(pain), women.baseline[woman]])
