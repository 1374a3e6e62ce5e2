"""What trials of one size would show: power, false claims, bias and coverage, each with its error from both levels of chance."""

import math
from dataclasses import dataclass

import numpy as np

from milkway.analysis.estimate import on_scale
from milkway.analysis.power_formula import LEVEL
from milkway.core.streams import Streams
from milkway.planning.drawn_analyses import Trials, affordable, analyse_trials, analysed
from milkway.planning.drawn_trials import Draws, draw_trials
from milkway.planning.dyad_error import GROUPS, DyadError, dyad_error
from milkway.planning.pool import Pool
from milkway.planning.pool_scores import Scored, scored, visible_under


@dataclass(frozen=True)
class Estimated:
    """A number found by simulation; NaN where it does not exist.

    Attributes:
        value: found.
        replicates: standard error from the number of trials drawn.
        dyads: standard error from the number of women in the pool.
    """

    value: float
    replicates: float
    dyads: float

    @property
    def error(self) -> float:
        """Return the standard error of both levels together."""
        return math.hypot(self.replicates, self.dyads)


@dataclass(frozen=True)
class Power:
    """Trials of one size under one hypothesis.

    Attributes:
        hypothesis: of the product.
        arm: compared with the reference.
        endpoint: name.
        measure: the analysis.
        attrition: why women leave.
        n: women randomised.
        reps: trials drawn.
        analysed: mean number of women analysed in the two arms.
        estimable: share of trials with an estimate and an interval.
        truth: the pool's contrast as it is, which no trial sees; ratios as ratios.
        power: share of trials with p below 5 %, two-sided, and an estimate on the better side of no effect, or of the margin.
        either: the same in either direction; under no effect this is the type I error.
        bias: mean estimate less the truth; of logarithms for ratios.
        coverage: share of 95 % intervals that hold the truth.
        margin: that the analysis is judged against, None where it is no effect.
    """

    hypothesis: str
    arm: str
    endpoint: str
    measure: str
    attrition: str
    n: int
    reps: int
    analysed: float
    estimable: float
    truth: float
    power: Estimated
    either: Estimated
    bias: Estimated
    coverage: Estimated
    margin: float | None


def power_of(pool: Pool, endpoint: str, n: int, reps: int, attrition: str) -> tuple[Power, ...]:
    """Return what trials of one size show of an endpoint, for each hypothesis of a pool and each arm with the product.

    Args:
        pool: of women under every arm.
        endpoint: name, of the protocol; its leading analysis is used.
        n: women randomised.
        reps: trials; fewer are drawn where an analysis is slow.
        attrition: why women leave, of `attrition.attritions`.
    """
    chosen = next(one for one in pool.protocol.endpoints if one.name == endpoint)
    return curve_of(scored(visible_under(pool, attrition), chosen), (n,), reps, pool.stage.setup.streams)


def curve_of(found: Scored, sizes: tuple[int, ...], reps: int, streams: Streams) -> tuple[Power, ...]:
    """Return trials of several sizes, for each hypothesis and each arm with the product.

    Args:
        found: an endpoint of all women of a pool.
        sizes: women randomised.
        reps: trials; fewer are drawn where an analysis is slow.
        streams: all chance of who is drawn.
    """
    drawn = draw_trials(found.women, found.arms, found.design, max(sizes), affordable(found.measure, reps), streams)
    return tuple(
        one
        for hypothesis in found.scores["observed"]
        for arm in found.others()
        for one in _by_size(found, drawn, hypothesis, arm, sizes)
    )


def claimed(found: Scored, trials: Trials) -> np.ndarray:
    """Return (replicate,) whether p is below 5 %, two-sided, and the estimate on the better side of what p is of."""
    null = found.measure.null
    way = {"lower": trials.centre < null, "higher": trials.centre > null, "neither": np.ones(len(trials.p), dtype=bool)}
    return (trials.p < LEVEL) & way[found.measure.favourable(found.endpoint.better)]


def _by_size(found: Scored, drawn: Draws, hypothesis: str, arm: str, sizes: tuple[int, ...]) -> list[Power]:
    true = found.pair("oracle", hypothesis, arm)
    error = dyad_error(found, hypothesis, arm, np.arange(len(true[0].value)) % GROUPS)
    truth = on_scale(analysed(found.measure, *true))[0]
    trials = {n: analyse_trials(found, drawn, hypothesis, arm, n) for n in sizes}
    return [_performance(found, one, (hypothesis, arm, n), truth, error) for n, one in trials.items()]


def _performance(found: Scored, trials: Trials, named: tuple[str, str, int], truth: float, error: DyadError) -> Power:
    """Return the performance of trials; `named` is hypothesis, arm and size, `truth` on the scale of the analysis."""
    hypothesis, arm, n = named
    reps = len(trials.p)
    there, bounded = np.isfinite(trials.centre), ~np.isnan(trials.low) & ~np.isnan(trials.high)
    rejects, claims = trials.p < LEVEL, claimed(found, trials)
    spread = float(trials.centre[there].std(ddof=1)) if there.sum() > 1 else math.nan
    bias = float(trials.centre[there].mean()) - truth if there.any() else math.nan
    covers = (trials.low[bounded] <= truth) & (truth <= trials.high[bounded])
    power, either = float(claims.mean()), float(rejects.mean())
    return Power(
        hypothesis=hypothesis,
        arm=arm,
        endpoint=found.endpoint.name,
        measure=found.measure.name,
        attrition=found.attrition,
        n=n,
        reps=reps,
        analysed=float(trials.analysed.mean()),
        estimable=float(there.mean()),
        truth=math.exp(truth) if found.measure.is_ratio else truth,
        power=Estimated(power, binomial_error(power, reps), error.of_power(power, n)),
        either=Estimated(either, binomial_error(either, reps), error.of_power(either, n)),
        bias=Estimated(bias, spread / math.sqrt(max(int(there.sum()), 1)), error.bias),
        coverage=_coverage(covers, bias, spread, error),
        margin=found.measure.margin,
    )


def _coverage(covers: np.ndarray, bias: float, spread: float, error: DyadError) -> Estimated:
    if not len(covers):
        return Estimated(math.nan, math.nan, math.nan)
    share = float(covers.mean())
    return Estimated(share, binomial_error(share, len(covers)), error.of_coverage(bias, spread))


def binomial_error(share: float, reps: int) -> float:
    """Return the standard error of a share, from Laplace's estimate so that none of a few trials is not without error."""
    smoothed = (share * reps + 1) / (reps + 2)
    return math.sqrt(smoothed * (1 - smoothed) / reps)
