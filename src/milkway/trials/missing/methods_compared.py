"""Every method under every mechanism, over several draws of who leaves, beside the oracle of the same women."""

import math
from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.measure import Estimate
from milkway.analysis.missing.methods import ORACLE, QUESTIONS, analyse
from milkway.analysis.missing.tipping import Tipping
from milkway.analysis.missing.women import Women
from milkway.core.streams import Streams
from milkway.protocol.mechanisms import MECHANISMS, Mechanism
from milkway.trials.leaving import PAIN_EFFECT, Attrition, leaving_days
from milkway.trials.missing.complete_arms import Arm


@dataclass(frozen=True)
class Compared:
    """A method under a mechanism.

    Attributes:
        first: the estimate in the first draw of who leaves.
        bias: mean difference from the oracle of the same women over the draws; None where an estimate is missing.
        error: Monte-Carlo standard error of the bias.
        draws: of who leaves.
    """

    first: Estimate
    bias: float | None
    error: float | None
    draws: int


@dataclass(frozen=True)
class Comparison:
    """One endpoint of one trial.

    Attributes:
        endpoint: a name in `QUESTIONS`.
        oracle: of all women.
        found: by mechanism and method.
        tips: tipping points by mechanism, in the first draw.
        left: by mechanism, the share that left each arm and the median day of leaving, averaged over draws.
    """

    endpoint: str
    oracle: Estimate
    found: dict[str, dict[str, Compared]]
    tips: dict[str, Tipping]
    left: dict[str, tuple[tuple[float, float], tuple[float, float]]]


def compare(endpoint: str, arms: tuple[Arm, Arm], shares: tuple[float, float], draws: int, streams: Streams) -> Comparison:
    """Return every method under every mechanism.

    Args:
        endpoint: a name in `QUESTIONS`.
        arms: the first and the reference arm, nobody having left.
        shares: expected to leave each arm.
        draws: of who leaves.
        streams: all chance.
    """
    question = QUESTIONS[endpoint]
    oracle = analyse(endpoint, ORACLE, arms[0].women, arms[1].women, streams)
    found: dict[str, dict[str, Compared]] = {}
    tips: dict[str, Tipping] = {}
    left: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {}
    for name, mechanism in MECHANISMS.items():
        reasons = _attrition(mechanism, shares)
        trials = [
            (leaving(arms[0], reasons[0], streams, draw), leaving(arms[1], reasons[1], streams, draw)) for draw in range(draws)
        ]
        found[name] = {
            method.name: _compared([method.analyse(*trial, streams) for trial in trials], oracle) for method in question.methods
        }
        tips[name] = question.tipping(*trials[0], streams)
        left[name] = (_left([first for first, _ in trials]), _left([second for _, second in trials]))
    return Comparison(endpoint, oracle, found, tips, left)


def leaving(arm: Arm, how: Attrition, streams: Streams, repeat: int) -> Women:
    """Return the women of an arm, each with the day on which she leaves in one of several draws."""
    risk = arm.at_risk
    days = leaving_days(how, risk, streams, repeat) - risk.enrolled
    return replace(arm.women, leaves=days[risk.sound])


def _attrition(mechanism: Mechanism, shares: tuple[float, float]) -> tuple[Attrition, Attrition]:
    return (
        Attrition(mechanism, shares[0], PAIN_EFFECT, reference=False),
        Attrition(mechanism, shares[1], PAIN_EFFECT, reference=True),
    )


def _compared(estimates: list[Estimate], oracle: Estimate) -> Compared:
    away = [one.estimate - oracle.estimate for one in estimates if one.estimate is not None and oracle.estimate is not None]
    there = [one for one in away if math.isfinite(one)]
    if len(there) < len(estimates):
        return Compared(estimates[0], None, None, len(estimates))
    error = float(np.std(there, ddof=1)) / math.sqrt(len(there)) if len(there) > 1 else None
    return Compared(estimates[0], float(np.mean(there)), error, len(there))


def _left(trials: list[Women]) -> tuple[float, float]:
    """Return the share that left and the median day on which they did."""
    gone = [~women.stays for women in trials]
    days = np.concatenate([women.leaves[there] for women, there in zip(trials, gone, strict=True)])
    return float(np.mean(np.concatenate(gone))), float(np.median(days)) if len(days) else math.nan
