"""Power averaged over draws of the posterior: what doubt about parameters makes of a trial, apart from chance.

Each draw has a smaller pool of its own. Two questions are kept apart: the effects that a designer stated, solved once at the
centre of the posterior; and the product's effects that calibration learned from trials which makers of products ran, with
the chance that there is none.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from milkway.core.streams import Streams
from milkway.inference.posterior import Posterior
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.attrition import planned
from milkway.planning.operating_characteristics import Power, curve_of
from milkway.planning.pool import fill, gather
from milkway.planning.pool_scores import scored, visible_under
from milkway.planning.power_study import Asked, endpoint_of
from milkway.planning.truth import Solved
from milkway.protocol.protocol import Protocol, RouteSetting, resized

LEARNED = "learned"
SHARE = 4  # the pool of a draw is so many times smaller, and so many times fewer trials are drawn from it
FEWEST = 8
LEVELS = (0.05, 0.95)


@dataclass(frozen=True)
class Assurance:
    """Power at one size, averaged over draws.

    Attributes:
        hypothesis: of the product; "learned" has the effects of each draw.
        arm: compared with the reference.
        n: women randomised.
        draws: of the posterior.
        women: in the pool of each draw.
        mean: power.
        error: Monte-Carlo standard error of the mean, from the spread over draws, which holds both other levels.
        low: 5 % of draws have less power.
        high: 5 % of draws have more.
    """

    hypothesis: str
    arm: str
    n: int
    draws: int
    women: int
    mean: float
    error: float
    low: float
    high: float


def assurance(
    protocol: Protocol,
    setting: RouteSetting,
    table: ParameterTable,
    posterior: Posterior,
    draws: int,
    solved: dict[str, Solved],
    asked: Asked,
    means: Means,
) -> tuple[Assurance, ...]:
    """Return power averaged over draws of a posterior, for every hypothesis and for effects that were learned, where some were.

    Args:
        protocol: the trial.
        setting: of the disputed routes.
        table: reference, which each draw moves.
        posterior: to draw from.
        draws: how many.
        solved: effects of each hypothesis, from the centre.
        asked: by the designer.
        means: as for a trial; each draw has a folder of its own.
    """
    smaller = replace(asked, women=max(FEWEST, asked.women // SHARE), reps=max(1, asked.reps // SHARE))
    effects = {name: one.effects for name, one in solved.items()}
    curves: list[tuple[Power, ...]] = []
    for draw in posterior.spaced(draws):
        keep = None if means.keep is None else means.keep / f"draw-{draw}"
        own = replace(means, keep=keep, progress=_told(means.progress, draw))
        stage = gather(resized(protocol, smaller.women), setting, posterior.table(table, draw), Streams(asked.seed), own)
        learned = {LEARNED: learned_effects(posterior, draw)} if posterior.disputed_keys else {}
        pool = fill(stage, {"null": {}} | effects | learned)
        found = scored(visible_under(pool, planned(protocol)), endpoint_of(protocol, asked.endpoint))
        curves.append(curve_of(found, asked.sizes, smaller.reps, Streams(asked.seed)))
    return tuple(_averaged(list(same), smaller.women) for same in zip(*curves, strict=True))


def learned_effects(posterior: Posterior, draw: int) -> dict[str, float]:
    """Return the product's effects of one draw; most are zero in many draws."""
    return {key: value for key, value in posterior.disputed(draw).items() if key.startswith("effect_")}


def _averaged(same: list[Power], women: int) -> Assurance:
    power = np.array([one.power.value for one in same])
    error = float(power.std(ddof=1)) / math.sqrt(len(power)) if len(power) > 1 else math.nan
    low, high = np.quantile(power, LEVELS).tolist()
    first = same[0]
    return Assurance(first.hypothesis, first.arm, first.n, len(same), women, float(power.mean()), error, low, high)


def _told(progress: Callable[[str, float], None], draw: int) -> Callable[[str, float], None]:
    return lambda stage, done: progress(f"{stage} (draw {draw})", done)
