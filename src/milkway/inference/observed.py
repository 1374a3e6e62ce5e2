"""Published results as arrays: what was counted or averaged, on which scale the model predicts it, and what may bias it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit

NORMAL, BINOMIAL, POISSON, BELOW = range(4)
SCALES = ("plain", "log odds", "log")


@dataclass(frozen=True)
class Datum:
    """A published result that may be fitted.

    Attributes:
        name: of the result.
        study: that printed it.
        topic: results of one topic share a scale of model discrepancy.
        scale: on which the model predicts it: "plain", "log odds" or "log".
        family: NORMAL, BINOMIAL (value of n), POISSON (value events in n units of exposure) or BELOW (a mean under value).
        value: count, events or mean; a mean is on the scale of prediction.
        n: of whom; exposure of events.
        error: standard error of a mean on the scale of prediction; NaN where no dispersion was printed.
        favours: -1 or 1 where an arm that somebody with a stake ran or did not blind would be drawn that way, else 0.
        guild: whose reads were counted; empty where nothing was sequenced.
        senses: what product effects do to it: "nothing", "effects", or "only effects" where it is zero without any.
        against: the result of the other arm, where this is a contrast of arms: a difference on the scale of prediction.
    """

    name: str
    study: str
    topic: str
    scale: str
    family: int
    value: float
    n: float
    error: float
    favours: int = 0
    guild: str = ""
    senses: str = "nothing"
    against: str = ""


class Observed(NamedTuple):
    """The same results as arrays, each (result,); `guild` is 0 where nothing was sequenced, else from 1.

    `counted` are the places of binomial and Poisson ones, which alone need quadrature.
    """

    family: np.ndarray
    value: np.ndarray
    n: np.ndarray
    error: np.ndarray
    topic: np.ndarray
    favours: np.ndarray
    guild: np.ndarray
    weight: np.ndarray
    counted: np.ndarray


class Nuisances(NamedTuple):
    """What is not of the model.

    Attributes:
        discrepancy: (topic,) scale of what the model misses.
        spread: of women, where none was printed.
        bias: of arms with a stake or unblinded, in logs.
        copies: (guild,) log of the reads that a cell gives, relative to cells of other guilds; of no guild first, which is 0.
    """

    discrepancy: np.ndarray
    spread: np.ndarray
    bias: np.ndarray
    copies: np.ndarray


def guilds(data: Sequence[Datum]) -> tuple[str, ...]:
    """Return the guilds whose reads were counted, no guild first."""
    return tuple(dict.fromkeys(("", *(one.guild for one in data))))


def observed(data: Sequence[Datum]) -> tuple[Observed, tuple[str, ...]]:
    """Return the arrays of results and the names of the topics."""
    topics = tuple(dict.fromkeys(one.topic for one in data))
    known = guilds(data)
    columns = [
        (one.family, one.value, one.n, one.error, topics.index(one.topic), one.favours, known.index(one.guild), 1.0)
        for one in data
    ]
    counted = np.array([i for i, one in enumerate(data) if one.family in {BINOMIAL, POISSON}], int)
    arrays = [np.array(column) for column in zip(*columns, strict=True)]
    return Observed(*arrays, counted=counted), topics


def on_scale(scale: str, value: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return simulated values on a scale without bounds; a share of none or all counts as half a woman from it.

    >>> on_scale("log odds", np.array([0.5]), np.array([10.0])).tolist()
    [0.0]
    """
    if scale == "log odds":
        return logit((np.clip(value, 0.0, 1.0) * n + 0.5) / (n + 1))
    if scale == "log":
        return np.log(np.maximum(value, 0.5 / np.maximum(n, 1.0)))
    return np.asarray(value, dtype=float)


def error_on_scale(scale: str, value: np.ndarray, n: np.ndarray, error: np.ndarray) -> np.ndarray:
    """Return Monte-Carlo errors on that scale."""
    if scale == "log odds":
        share = (np.clip(value, 0.0, 1.0) * n + 0.5) / (n + 1)
        return np.maximum(error, 0.5 / (n + 1)) / (share * (1 - share))
    if scale == "log":
        return error / np.maximum(value, 0.5 / np.maximum(n, 1.0))
    return np.asarray(error, dtype=float)


def natural(scale: str, value: np.ndarray) -> np.ndarray:
    """Return values on their own scale.

    >>> natural("log odds", np.array([0.0])).tolist()
    [0.5]
    """
    return expit(value) if scale == "log odds" else np.exp(value) if scale == "log" else np.asarray(value)


def typical_error(seen: Observed, spread: float) -> np.ndarray:
    """Return (result,) how far chance alone moves each published result on the scale of prediction."""
    share = np.clip(seen.value / np.maximum(seen.n, 1e-9), 0.01, 0.99)
    counted = np.select(
        [seen.family == BINOMIAL, seen.family == POISSON],
        [1 / np.sqrt(np.maximum(seen.n * share * (1 - share), 0.5)), 1 / np.sqrt(np.maximum(seen.value, 0.5))],
        np.nan,
    )
    mean = np.where(np.isfinite(seen.error), seen.error, spread / np.sqrt(np.maximum(seen.n, 1.0)))
    return np.where(np.isfinite(counted), counted, mean)


def draw(seen: Observed, mean: np.ndarray, nuisances: Nuisances, emulated: np.ndarray, chance: np.random.Generator) -> Observed:
    """Return results that such studies would print if the model, its discrepancy and the bias were as stated.

    Args:
        seen: the real results, for their sizes.
        mean: (result,) predictions on their scales.
        nuisances: discrepancy, spread and bias.
        emulated: (result,) error of the emulator.
        chance: where draws come from; only synthetic data are drawn, never dyads.
    """
    wide = np.hypot(emulated, nuisances.discrepancy[seen.topic])
    true = mean + seen.favours * nuisances.bias + nuisances.copies[seen.guild] + wide * chance.standard_normal(len(mean))
    error = np.where(np.isfinite(seen.error), seen.error, nuisances.spread / np.sqrt(np.maximum(seen.n, 1.0)))
    count = chance.binomial(np.where(seen.family == BINOMIAL, seen.n, 1).astype(int), expit(true))
    events = chance.poisson(np.where(seen.family == POISSON, seen.n, 0.0) * np.exp(np.minimum(true, 20.0)))
    printed = true + error * chance.standard_normal(len(mean))
    value = np.select(
        [seen.family == BINOMIAL, seen.family == POISSON, seen.family == BELOW], [count, events, seen.value], printed
    )
    return seen._replace(value=value.astype(float))
