"""What a trial with interim looks would have seen at each, and where it would have stopped.

A look analyses the first women in the order of randomisation as if all their days had passed: the follow-up of those who come
later is not needed. Z carries the sign of benefit, so that a bound crossed from below is harm. The estimate of a trial that
stopped early leans away from no effect as it stood; beside it stand p, a median-unbiased estimate and intervals that allow for
the looks. Looks are at the first arm that is not the reference, alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milkway.analysis.after_stopping import stagewise
from milkway.analysis.confidence_curve import value_at, z_of
from milkway.analysis.group_sequential import information_of
from milkway.analysis.kinds import Way
from milkway.analysis.measure import Estimate
from milkway.analysis.outcomes import Outcomes
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.interim import Interim, women_at
from milkway.protocol.protocol import Protocol
from milkway.trials.results import World

CLAIMS = ("stop: benefit", "stop: harm", "stop: difference", "stop: not worse", "stop: worse")


@dataclass(frozen=True)
class Look:
    """One look.

    Attributes:
        fraction: of the planned information.
        women: analysed or not, the first so many in the order of randomisation.
        z: in favour of the product where positive; None where the analysis gives no p.
        limit: bound of |Z|.
        decision: "stop: benefit", "stop: harm", "stop: difference" where neither way is good, "stop: not worse" or "stop: worse"
            where a margin is asked for, "stop: futile", "go on", "end: no difference" ("end: not shown"), or "end: no test" where
            the analysis gives no p.
        found: the estimate at this look, with its usual interval and p.
    """

    fraction: float
    women: int
    z: float | None
    limit: float
    decision: str
    found: Estimate


@dataclass(frozen=True)
class Allowing:
    """An estimate with an interval that allows for looks; None where there is no p, or the analysis gives no interval."""

    estimate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Stopped:
    """A trial with looks.

    Attributes:
        looks: those that were made; the last is where it stopped.
        stagewise: two-sided p that counts stopping earlier as more extreme; None without Z.
        unbiased: the median-unbiased estimate by the same order, and the 95 % interval that excludes no effect exactly where
            `stagewise` is below .05.
        repeated: the estimate as it stood, and the repeated interval at the level of the looks, which excludes no effect exactly
            where the last look's bound is reached.
    """

    looks: tuple[Look, ...]
    stagewise: float | None
    unbiased: Allowing
    repeated: Allowing

    @property
    def women(self) -> int:
        """Return the women needed until it stopped."""
        return self.looks[-1].women

    @property
    def not_worse(self) -> float | None:
        """Return the one-sided p of a margin by the same order; None without a margin, or without Z."""
        last = self.looks[-1]
        if last.found.measure.margin is None or self.stagewise is None or last.z is None:
            return None
        return self.stagewise / 2 if last.z > 0 else 1 - self.stagewise / 2

    @property
    def claims(self) -> bool:
        """Return whether it found a difference."""
        return self.looks[-1].decision in CLAIMS


def stopped(world: World, protocol: Protocol, interim: Interim) -> Stopped:
    """Return what a world's trial would have done: the leading contrast of the first endpoint, as the trial sees it."""
    endpoint = protocol.endpoints[0]
    pair = (world.arms[looked_arm(protocol)], world.arms[protocol.reference])
    order = np.sort(np.concatenate([one.dyads for one in world.arms.values()]))
    scores = (pair[0].scores["observed"][endpoint.name], pair[1].scores["observed"][endpoint.name])
    women = women_at(interim.looks, len(order))
    found = [_at(endpoint, scores, (pair[0].dyads, pair[1].dyads), int(order[max(n - 1, 0)])) for n in women]
    return stopping(interim, women, found, endpoint.better)


def looked_arm(protocol: Protocol) -> str:
    """Return the arm that looks are at: the first that is not the reference."""
    return next(one.name for one in protocol.arms if one.name != protocol.reference)


def stopping(interim: Interim, women: Sequence[int], estimates: Sequence[Estimate], better: Way) -> Stopped:
    """Return where a trial stops.

    Args:
        interim: of the protocol.
        women: at each look, the last one included.
        estimates: at each look; the women whom they analyse are the information that a look had, planned or not.
        better: of the endpoint: "lower", "higher" or "neither", which leaves the sign of Z as it is.
    """
    information = information_of([one.n for one in estimates])
    limits, looks = interim.limits_at(information), list[Look]()
    for place, (fraction, limit) in enumerate(zip(interim.looks, limits, strict=True)):
        z = benefit(estimates[place], better)
        decision = _decision(interim, place, z, (limit, better), margin=estimates[place].measure.margin is not None)
        looks.append(Look(fraction, women[place], z, limit, decision, estimates[place]))
        if decision != "go on":
            break
    last, made = looks[-1], len(looks)
    return Stopped(tuple(looks), *_ordered(last.found, information[:made], limits[: made - 1]), _repeated(last))


def benefit(found: Estimate, better: Way) -> float | None:
    """Return Z of an estimate's p, positive where the first arm does better; zero where nothing differs, None without p."""
    z = z_of(found)
    return -z if z and found.measure.favourable(better) == "lower" else z


def _at(endpoint: Endpoint, scores: tuple[Outcomes, Outcomes], dyads: tuple[np.ndarray, np.ndarray], last: int) -> Estimate:
    """Return the leading contrast of the women up to one of them in the order of randomisation."""
    first, second = (score.taking(ids <= last) for score, ids in zip(scores, dyads, strict=True))
    return endpoint.leading.between(first, second)


def _decision(interim: Interim, place: int, z: float | None, judged: tuple[float, Way], *, margin: bool) -> str:
    """Return what follows from Z at a look by its bound and which way is good; a look without Z decides nothing."""
    limit, better = judged
    final = place == len(interim.fractions)
    if z is not None and abs(z) >= limit:
        if margin:
            return "stop: not worse" if z > 0 else "stop: worse"
        return "stop: difference" if better == "neither" else "stop: benefit" if z > 0 else "stop: harm"
    if final and z is None:
        return "end: no test"
    if final:
        return "end: not shown" if margin else "end: no difference"
    return "stop: futile" if z is not None and interim.futility and z < interim.futility[place] else "go on"


def _ordered(found: Estimate, information: Sequence[float], limits: Sequence[float]) -> tuple[float | None, Allowing]:
    """Return p, and the estimate with its interval, by stagewise ordering."""
    z = z_of(found)
    if z is None:
        return None, Allowing(None, None, None)
    after = stagewise(information, limits, z)
    return after.p, Allowing(*(value_at(found, z - effect) for effect in (after.effect, after.low, after.high)))


def _repeated(look: Look) -> Allowing:
    """Return the interval of the values that a test with the look's bound keeps (Jennison and Turnbull 2000, ch. 9)."""
    found = look.found
    return Allowing(found.estimate, value_at(found, look.limit), value_at(found, -look.limit))
