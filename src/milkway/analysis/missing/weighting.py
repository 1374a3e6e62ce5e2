"""Weighting: who is seen counts for those like her who left; right if leaving depends on what the diary and entry show.

A logistic model of each day's chance of leaving, from time, the day's pain and what was asked at entry, separately in each arm;
a woman whose outcome is known weighs the inverse of her chance of having stayed until it was.
"""

import math

import numpy as np

from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.laws import logistic
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import RISK_DIFFERENCE
from milkway.analysis.measures.loads import LOG10_DIFFERENCE
from milkway.analysis.missing.spells import passing, spells
from milkway.analysis.missing.women import Women
from milkway.analysis.tobit import Values, fit_tobit
from milkway.core.streams import Streams

NOTE = "inverse probability of staying"
NO_WEIGHT = "somebody stayed whom the model of leaving gives no chance to"


def risk(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference of weighted risks; its variance takes the weights as known.

    Source: Robins and Finkelstein 2000 (robins2000).
    """
    n = (int((first.ill_seen | first.stays).sum()), int((second.ill_seen | second.stays).sum()))
    if 0 in n:
        return absent(RISK_DIFFERENCE, n, "an arm in which no outcome is known")
    parts = [_risk(arm) for arm in (first, second)]
    if not np.isfinite(parts).all():
        return absent(RISK_DIFFERENCE, n, NO_WEIGHT)
    error = math.hypot(parts[0][1], parts[1][1])
    if error == 0:
        return absent(RISK_DIFFERENCE, n, "no event", parts[0][0] - parts[1][0])
    return from_normal(RISK_DIFFERENCE, parts[0][0] - parts[1][0], error, n, NOTE)


def load(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference of weighted mean log10 loads (Tobit), with the sandwich variance."""
    arms = (first, second)
    n = (int(first.sampled.sum()), int(second.sampled.sum()))
    if any(int((arm.sampled & ~arm.below).sum()) < 2 for arm in arms):
        return absent(LOG10_DIFFERENCE, n, "fewer than two loads above the limit in an arm")
    stayed = np.concatenate([staying(arm, arm.visit)[arm.sampled] for arm in arms])
    if not stayed.all():
        return absent(LOG10_DIFFERENCE, n, NO_WEIGHT)
    weight = 1 / stayed
    value = np.concatenate([arm.load[arm.sampled] for arm in arms])
    below = np.concatenate([arm.below[arm.sampled] for arm in arms])
    fitted = fit_tobit(Values(value, below, np.eye(2)[np.repeat([0, 1], n)], weight / weight.mean()), robust=True)
    contrast = np.array([1.0, -1.0, 0.0])
    error = math.sqrt(float(contrast @ fitted.covariance @ contrast))
    return from_normal(LOG10_DIFFERENCE, float(fitted.coefficients @ contrast[:2]), error, n, NOTE)


def staying(women: Women, until: np.ndarray) -> np.ndarray:
    """Return each woman's estimated chance of being still there on a day of her own.

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
    woman, day = np.nonzero(could)
    logit = _design(women, woman, day, women.pain[woman, day]) @ fitted.coefficients
    stays = np.zeros(could.shape)
    stays[woman, day] = -np.logaddexp(0.0, logit)
    return np.exp(stays.sum(axis=1))


def _risk(women: Women) -> tuple[float, float]:
    """Return the weighted risk of one arm and its standard error."""
    known = women.ill_seen | women.stays
    stayed = staying(women, np.minimum(women.begins, women.ends))[known]
    if not stayed.all():
        return math.nan, math.nan
    weight = 1 / stayed
    ill = women.ill_seen[known].astype(float)
    mean = float(weight @ ill / weight.sum())
    return mean, float(np.sqrt((weight**2 * (ill - mean) ** 2).sum()) / weight.sum())


def _design(women: Women, woman: np.ndarray, day: np.ndarray, pain: np.ndarray) -> np.ndarray:
    return np.column_stack([passing(day), pain, np.log1p(pain), women.baseline[woman]])
