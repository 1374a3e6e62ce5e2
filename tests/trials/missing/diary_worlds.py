"""Women drawn outside the model: pain that comes and goes, and episodes that it announces."""

from dataclasses import replace

import numpy as np

from milkway.analysis.missing.women import Women
from milkway.core.streams import Streams
from milkway.trials.leaving import AtRisk, Attrition, leaving_days

DAYS = 60


def leaving(arm: Women, how: Attrition, streams: Streams, repeat: int = 0) -> Women:
    """Return women who were there from day 0 on, each with the day on which she leaves."""
    return replace(arm, leaves=leaving_days(how, risk_of(arm), streams, repeat))


def risk_of(arm: Women) -> AtRisk:
    zero, there = np.zeros(len(arm.dyads), dtype=int), np.ones(len(arm.dyads), dtype=bool)
    return AtRisk(arm.dyads, zero, arm.ends, arm.ends, arm.days, arm.pain, np.array([DAYS - 1.0]), there)


def women(
    seed: int, size: int, effect: float = 0.0, load_effect: float = 0.0, turns: np.ndarray | None = None, turn: float = 0.0
) -> Women:
    """Return one arm that nobody leaves.

    `effect` shifts the log odds of an episode on each day, from a woman's day `turns` on by `turn` more, `load_effect` the load.
    """
    draw = np.random.default_rng(seed)
    asked, level = draw.normal(size=size), draw.normal(size=size)
    pain = np.zeros((size, DAYS))
    for day in range(DAYS):
        level = 0.95 * level + np.sqrt(1 - 0.95**2) * draw.normal(size=size)
        pain[:, day] = np.clip(np.round(2.5 * level), 0, 10)
    before = np.hstack([np.zeros((size, 1)), pain[:, :-1]])
    turned = np.zeros((size, DAYS)) if turns is None else turn * (np.arange(DAYS) >= turns[:, None])
    ill = draw.random((size, DAYS)) < 1 / (1 + np.exp(6.5 - 0.5 * asked[:, None] - effect - turned - 0.7 * before))
    earlier = 3 + 0.5 * asked + 0.5 * draw.normal(size=size)
    load = earlier + 0.3 * pain[:, -7:].max(axis=1) + load_effect + 0.5 * draw.normal(size=size)
    return Women(
        dyads=np.arange(size) + 100_000 * seed,
        baseline=asked[:, None],
        pain=pain,
        begins=np.where(ill.any(axis=1), ill.argmax(axis=1), np.inf),
        ceased=np.full(size, np.inf),
        ends=np.full(size, DAYS),
        leaves=np.full(size, DAYS),
        load=np.maximum(load, 2.0),
        below=load < 2.0,
        visit=np.full(size, DAYS - 1),
        earlier=earlier,
        earlier_visit=np.full(size, 1),
        limit=2.0,
    )
