"""Women drawn outside the model: pain that comes and goes, and episodes that it announces."""

from dataclasses import replace

import numpy as np

from milkway.analysis.missing.women import Women
from milkway.core.streams import Streams
from milkway.trials.leaving import AtRisk, Attrition, leaving_days
from verification import incomplete_trials

DAYS = incomplete_trials.DAYS


def leaving(arm: Women, how: Attrition, streams: Streams, repeat: int = 0) -> Women:
    """Return women who were there from day 0 on, each with the day on which she leaves."""
    return replace(arm, leaves=leaving_days(how, risk_of(arm), streams, repeat))


def risk_of(arm: Women) -> AtRisk:
    zero, there = np.zeros(len(arm.dyads), dtype=int), np.ones(len(arm.dyads), dtype=bool)
    return AtRisk(arm.dyads, zero, arm.ends, arm.ends, arm.days, arm.pain, np.array([DAYS - 1.0]), there)


def women(
    seed: int,
    size: int,
    effect: float = 0.0,
    load_effect: float = 0.0,
    turns: np.ndarray | None = None,
    turn: float = 0.0,
    rating_effect: float = 0.0,
) -> Women:
    """Return one arm that nobody leaves.

    `effect` shifts the log odds of an episode on each day, from a woman's day `turns` on by `turn` more, `load_effect` the load,
    `rating_effect` the rating at the last visit.
    """
    turned = np.zeros((size, DAYS)) if turns is None else turn * (np.arange(DAYS) >= turns[:, None])
    return incomplete_trials.women(np.random.default_rng(seed), size, 100_000 * seed, effect + turned, load_effect, rating_effect)
