"""What a trial with interim looks would have seen at each, and where it would have stopped.

A look analyses the first women in the order of randomisation as if all their days had passed: the follow-up of those who come
later is not needed. Z carries the sign of benefit, so that a bound crossed from below is harm. What is reported of a trial that
stopped early is the estimate as it stood, which is biased away from no effect; its stagewise p and repeated interval are not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milkway.analysis.estimate import on_scale
from milkway.analysis.group_sequential import stagewise_p
from milkway.analysis.kinds import Way
from milkway.analysis.laws import Z, normal_quantile
from milkway.analysis.measure import Estimate
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.interim import Interim, women_at
from milkway.protocol.protocol import Protocol
from milkway.trials.results import World

SMALLEST_P = 1e-300  # so that Z stays finite


@dataclass(frozen=True)
class Look:
    """One look.

    Attributes:
        fraction: of the planned information.
        women: analysed or not, the first so many in the order of randomisation.
        z: in favour of the product where positive; None where the analysis gives no p.
        limit: bound of |Z|.
        decision: "stop: benefit", "stop: harm", "stop: difference" where neither way is good, "stop: futile", "go on" or
            "end: no difference".
        found: the estimate at this look, with its usual interval and p.
    """

    fraction: float
    women: int
    z: float | None
    limit: float
    decision: str
    found: Estimate


@dataclass(frozen=True)
class Stopped:
    """A trial with looks.

    Attributes:
        looks: those that were made; the last is where it stopped.
        stagewise: two-sided p that counts stopping earlier as more extreme; None without Z.
        low: repeated 95 % interval at the last look; None where the estimate has none.
        high: as low.
    """

    looks: tuple[Look, ...]
    stagewise: float | None
    low: float | None
    high: float | None

    @property
    def women(self) -> int:
        """Return the women needed until it stopped."""
        return self.looks[-1].women

    @property
    def claims(self) -> bool:
        """Return whether it found a difference."""
        return self.looks[-1].decision in ("stop: benefit", "stop: harm", "stop: difference")


def stopped(world: World, protocol: Protocol, interim: Interim) -> Stopped:
    """Return what a world's trial would have done: the leading contrast of the first endpoint, as the trial sees it."""
    endpoint = protocol.endpoints[0]
    arm = next(one.name for one in protocol.arms if one.name != protocol.reference)
    pair = (world.arms[arm], world.arms[protocol.reference])
    order = np.sort(np.concatenate([one.dyads for one in world.arms.values()]))
    scores = (pair[0].scores["observed"][endpoint.name], pair[1].scores["observed"][endpoint.name])
    women = women_at(interim.looks, len(order))
    found = [_at(endpoint, scores, (pair[0].dyads, pair[1].dyads), int(order[max(n - 1, 0)])) for n in women]
    return stopping(interim, women, found, endpoint.better)


def stopping(interim: Interim, women: Sequence[int], estimates: Sequence[Estimate], better: Way) -> Stopped:
    """Return where a trial stops.

    Args:
        interim: of the protocol.
        women: at each look, the last one included.
        estimates: at each look.
        better: of the endpoint: "lower", "higher" or "neither", which leaves the sign of Z as it is.
    """
    limits, looks = interim.limits, list[Look]()
    for place, (fraction, limit) in enumerate(zip(interim.looks, limits, strict=True)):
        z = benefit(estimates[place], better)
        decision = _decision(interim, place, z, (limit, better))
        looks.append(Look(fraction, women[place], z, limit, decision, estimates[place]))
        if decision != "go on":
            break
    last, made = looks[-1], len(looks)
    p = None if last.z is None else stagewise_p(interim.looks[:made], limits[: made - 1], last.z)
    return Stopped(tuple(looks), p, *_repeated(last))


def benefit(found: Estimate, better: Way) -> float | None:
    """Return Z of an estimate's p, positive where the first arm does better; zero where nothing differs, None without p."""
    if found.p is None or found.direction == "unknown":
        return None
    if found.direction == "same":
        return 0.0
    size = -normal_quantile(max(found.p, SMALLEST_P) / 2)
    way = found.measure.favourable(better)
    return size if found.direction == ("higher" if way == "neither" else way) else -size


def _at(endpoint: Endpoint, scores: tuple[Outcomes, Outcomes], dyads: tuple[np.ndarray, np.ndarray], last: int) -> Estimate:
    """Return the leading contrast of the women up to one of them in the order of randomisation."""
    first, second = (score.taking(ids <= last) for score, ids in zip(scores, dyads, strict=True))
    return MEASURES[endpoint.analyses[0]].between(first, second)


def _decision(interim: Interim, place: int, z: float | None, judged: tuple[float, Way]) -> str:
    """Return what follows from Z at a look by its bound and which way is good; a look without Z decides nothing."""
    limit, better = judged
    final = place == len(interim.fractions)
    if z is not None and abs(z) >= limit:
        return "stop: difference" if better == "neither" else "stop: benefit" if z > 0 else "stop: harm"
    if final:
        return "end: no difference"
    return "stop: futile" if z is not None and interim.futility and z < interim.futility[place] else "go on"


def _repeated(look: Look) -> tuple[float | None, float | None]:
    """Return the interval whose half-width is the look's bound times the standard error (Jennison and Turnbull 2000, ch. 9)."""
    found = look.found
    if found.estimate is None or found.low is None or found.high is None:
        return None, None
    ratio = found.measure.is_ratio
    if ratio and min(found.estimate, found.low) <= 0:
        return None, None
    scaled = on_scale(found)
    wider = look.limit / Z
    low, high = (scaled[0] + wider * (side - scaled[0]) for side in scaled[1:])
    return (math.exp(low), math.exp(high)) if ratio else (low, high)
